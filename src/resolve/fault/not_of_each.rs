//! Something that is asked of each item but is not of it.

use crate::diagnostic::{Code, Diagnostic, Level, Text};
use crate::span::Span;
use crate::text;

/// Something that is asked of each item but is not of it.
pub(crate) static CODE: Code = Code {
    id: "D0316",
    name: "not-of-each",
    level: Level::Error,
    page: include_str!("not_of_each.md"),
};

pub(crate) fn fault((nl, en): (&str, &str), at: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "{nl} is geen eigenschap van elk item",
            en: "{en} is nothing of each item",
        ),
    )
    .help(help())
}

/// A derived fact that hangs on something like it.
pub(crate) fn derived(name: &str, at: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "`{name}` hangt af van de ernst of van een telling, en die verschilt niet per item",
            en: "`{name}` hangs on the severity or on a count, which does not differ by item",
        ),
    )
    .help(help())
}

fn help() -> Text {
    text!(
        nl: "vraag het erbuiten, zoals `trede >= hoog en een ITEM: …`; achter `waar` staat alleen \
             wat van het item is: laat wat er begint erop wachten, met `zodra …` in de eerste stap",
        en: "ask it outside, such as `level >= high and some ITEM: …`; behind `where` stands only \
             what is of the item: let what starts wait for it, with `as soon as …` in its first \
             step",
    )
}
