//! Something is to be refused that is no input.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D1008",
    name: "not-an-input",
    level: Level::Error,
    page: include_str!("not_an_input.md"),
};

pub(crate) fn not_an_input(at: Span) -> Diagnostic {
    let message = text!(
        nl: "dit kan niet worden geweigerd: het is geen invoer",
        en: "this cannot be refused: it is no input",
    );
    Diagnostic::new(&CODE, at, message).help(text!(
        nl: "schrijf na `weiger` wat iemand zegt of doet: `weiger aanbieder voltooit taak …`",
        en: "write after `refuse` what somebody says or does: `refuse provider completes task …`",
    ))
}
