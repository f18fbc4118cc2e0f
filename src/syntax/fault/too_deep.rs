//! Blocks or parentheses are nested too deep.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::syntax::limits::MAX_DEPTH;
use crate::text;

pub(crate) static CODE: Code =
    Code { id: "D0905", name: "too-deep", level: Level::Error, page: include_str!("too_deep.md") };

/// At byte `at` one more is opened than is read.
pub(in crate::syntax) fn at(at: usize) -> Diagnostic {
    let message = text!(
        nl: "hier staan meer dan {MAX_DEPTH} accolades en haakjes in elkaar",
        en: "more than {MAX_DEPTH} braces and parentheses are nested here",
    );
    Diagnostic::new(&CODE, Span::new(at, at + 1), message).help(text!(
        nl: "geef een deel een eigen naam, met `afgeleid` of een eigen stap",
        en: "give a part a name of its own, with `derived` or a step of its own",
    ))
}
