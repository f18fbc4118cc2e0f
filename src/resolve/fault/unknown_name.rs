//! A name that nothing declares.

use crate::diagnostic::{Code, Diagnostic, Label, Level};
use crate::resolve::kind::Kind;
use crate::span::Span;
use crate::text;

/// A name that nothing declares.
pub(crate) static CODE: Code = Code {
    id: "D0201",
    name: "unknown-name",
    level: Level::Error,
    page: include_str!("unknown_name.md"),
};

pub(crate) fn fault(kind: Kind, name: &str, at: Span, near: Option<&str>) -> Diagnostic {
    let (nl, en) = kind.word();
    let found = Diagnostic::new(
        &CODE,
        at,
        text!(nl: "er is geen {nl} met de naam `{name}`", en: "there is no {en} named `{name}`"),
    );
    match near {
        Some(near) => found.help(text!(nl: "bedoelt u `{near}`?", en: "did you mean `{near}`?")),
        None => {
            let (nl, en) = kind.keyword();
            found.help(text!(
                nl: "verbeter de naam, of voeg `{nl} {name}` toe",
                en: "correct the name, or declare `{en} {name}`",
            ))
        }
    }
}

/// Another place of the same name.
pub(crate) fn again(at: Span) -> Label {
    Label { span: at, text: text!(nl: "hier ook", en: "here too") }
}
