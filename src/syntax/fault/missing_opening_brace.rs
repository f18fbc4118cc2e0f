//! A block is closed that no brace opened.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D0105",
    name: "missing-opening-brace",
    level: Level::Error,
    page: include_str!("missing_opening_brace.md"),
};

/// A brace is missing at byte `at`, the end of a line; the one at byte `closes` closes the block.
pub(in crate::syntax) fn at(at: usize, closes: usize) -> Diagnostic {
    let message = text!(
        nl: "hier ontbreekt de accolade die het blok opent",
        en: "the brace that opens the block is missing here",
    );
    Diagnostic::new(&CODE, Span::new(at, at), message)
        .label(
            Span::new(closes, closes + 1),
            text!(nl: "hier sluit het blok", en: "the block closes here"),
        )
        .help(text!(nl: "zet hier `{{`", en: "write `{{` here"))
        .fix(Span::new(at, at), " {")
}
