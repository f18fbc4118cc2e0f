//! Opening hours that end before they begin, or overlap others of the same day.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// Opening hours that end before they begin, or overlap others of the same day.
pub(crate) static CODE: Code = Code {
    id: "D0414",
    name: "impossible-hours",
    level: Level::Error,
    page: include_str!("impossible_hours.md"),
};

/// `other`: the line with which it overlaps; `None`: it is no time at all.
pub(crate) fn fault(at: Span, other: Option<Span>) -> Diagnostic {
    match other {
        None => Diagnostic::new(
            &CODE,
            at,
            text!(
                nl: "deze openingstijd eindigt niet na haar begin",
                en: "these opening hours do not end after they begin",
            ),
        )
        .help(text!(
            nl: "schrijf eerst het begin en dan het einde van dezelfde dag",
            en: "write first the beginning and then the end of the same day",
        )),
        Some(other) => Diagnostic::new(
            &CODE,
            at,
            text!(
                nl: "deze openingstijd overlapt een andere op dezelfde dag",
                en: "these opening hours overlap others of the same day",
            ),
        )
        .label(other, text!(nl: "de andere", en: "the others"))
        .help(text!(
            nl: "laat de tijden van een dag op elkaar volgen",
            en: "let the hours of a day follow each other",
        )),
    }
}
