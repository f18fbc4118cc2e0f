//! A clause that may stand once stands twice.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D0112",
    name: "doubled-clause",
    level: Level::Error,
    page: include_str!("doubled_clause.md"),
};

/// `written` says again what was said before.
pub(in crate::syntax) fn at(span: Span, written: &str) -> Diagnostic {
    let shown: String = written.chars().take_while(|c| *c != '\n').take(40).collect();
    let message = text!(
        nl: "`{shown}` staat hier voor de tweede keer",
        en: "`{shown}` stands here for the second time",
    );
    Diagnostic::new(&CODE, span, message).help(text!(
        nl: "houd er één; de eerste telt",
        en: "keep one of them; the first counts",
    ))
}
