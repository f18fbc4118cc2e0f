//! A cap on lowering that the scale can never reach.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// A cap on lowering that the scale can never reach.
pub(crate) static CODE: Code = Code {
    id: "D0506",
    name: "lowering-beyond-scale",
    level: Level::Error,
    page: include_str!("lowering_beyond_scale.md"),
};

pub(crate) fn fault(cap: u32, steps: usize, at: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "verlagen met hoogstens {cap} kan niet: de schaal daalt hoogstens {steps}",
            en: "lowering by at most {cap} cannot be: the scale goes down at most {steps}",
        ),
    )
    .help(text!(
        nl: "schrijf een aantal van 1 tot en met {steps}",
        en: "write a number from 1 to {steps}",
    ))
}
