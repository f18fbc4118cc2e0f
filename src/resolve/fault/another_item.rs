//! Something of one kind of item that is used for another.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::syntax::ast;
use crate::text;

/// Something of one kind of item that is used for another.
pub(crate) static CODE: Code = Code {
    id: "D0521",
    name: "another-item",
    level: Level::Error,
    page: include_str!("another_item.md"),
};

/// `of`: the item that it is of; `None`: the case.
pub(crate) fn fault(
    (nl, en): (&str, &str),
    name: &ast::Name,
    of: Option<&ast::Name>,
    wanted: &ast::Name,
) -> Diagnostic {
    let (text, item) = (&name.text, &wanted.text);
    let message = match of {
        Some(of) => {
            let of = &of.text;
            text!(
                nl: "{nl} `{text}` is van `{of}`, niet van `{item}`",
                en: "{en} `{text}` is of `{of}`, not of `{item}`",
            )
        }
        None => text!(
            nl: "{nl} `{text}` is van de casus, niet van `{item}`",
            en: "{en} `{text}` is of the case, not of `{item}`",
        ),
    };
    let finding = Diagnostic::new(&CODE, name.span, message);
    let finding = finding.label(wanted.span, text!(nl: "dit item", en: "this item"));
    match of {
        Some(of) => {
            let label = text!(nl: "daar hoort het bij", en: "there it belongs");
            let name = &of.text;
            finding.label(of.span, label).help(text!(
                nl: "noem `{name}`, of iets dat van `{item}` is",
                en: "name `{name}`, or something that is of `{item}`",
            ))
        }
        None => finding.help(text!(
            nl: "noem iets dat van `{item}` is",
            en: "name something that is of `{item}`",
        )),
    }
}
