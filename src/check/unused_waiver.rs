//! A waiver of something that is not found.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::syntax::ast::Waiver;
use crate::text;

/// A waiver of something that is not found.
pub(crate) static CODE: Code = Code {
    id: "D0820",
    name: "unused-waiver",
    level: Level::Warning,
    page: include_str!("unused_waiver.md"),
};

pub(super) fn fault(waiver: &Waiver) -> Diagnostic {
    let code = &waiver.code.text;
    let message = match &waiver.about {
        None => text!(
            nl: "hier is geen bevinding {code} om te accepteren",
            en: "there is no finding {code} here to waive",
        ),
        Some(about) => {
            let about = &about.text;
            text!(
                nl: "hier is geen bevinding {code} die `{about}` noemt om te accepteren",
                en: "there is no finding {code} here that names `{about}` to waive",
            )
        }
    };
    Diagnostic::new(&CODE, waiver.span, message).help(text!(
        nl: "haal de regel weg, of zet hem in de fase of stap waar de bevinding staat",
        en: "remove the line, or put it in the phase or step where the finding stands",
    ))
}
