//! A condition that is watched all the time and reads today's date.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// A condition that is watched all the time and reads today's date.
pub(crate) static CODE: Code = Code {
    id: "D0307",
    name: "today-watched",
    level: Level::Error,
    page: include_str!("today_watched.md"),
};

pub(crate) fn fault(at: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "deze voorwaarde wordt voortdurend bewaakt en kan `vandaag` niet lezen",
            en: "this condition is watched all the time and cannot read `today`",
        ),
    )
    .help(text!(
        nl: "gebruik een aanleiding op tijd, zoals `op 2026-07-01` of `2 weken voor einddatum`; \
             ook `leeftijd(…)` zonder `op` leest `vandaag`",
        en: "use a trigger by time, such as `on 2026-07-01` or `2 weeks before end_date`; \
             `age(…)` without `on` reads `today` too",
    ))
}
