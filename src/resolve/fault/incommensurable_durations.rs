//! Durations of which the calendar decides which is longer.

use crate::calendar::Unit;
use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;
use crate::value::Type;

/// Durations of which the calendar decides which is longer.
pub(crate) static CODE: Code = Code {
    id: "D0404",
    name: "incommensurable-durations",
    level: Level::Error,
    page: include_str!("incommensurable_durations.md"),
};

/// Two durations, each with its unit.
pub(crate) fn fault((left, a): (&str, Unit), (right, b): (&str, Unit), at: Span) -> Diagnostic {
    let ((nl, en), (other_nl, other_en)) =
        (Type::Duration(Some(a)).words(), Type::Duration(Some(b)).words());
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "`{left}` en `{right}` zijn niet te vergelijken: het hangt van de kalender af",
            en: "`{left}` and `{right}` do not compare: it depends on the calendar",
        ),
    )
    .help(text!(
        nl: "het ene is {nl}, het andere {other_nl}: schrijf beide in dezelfde eenheid",
        en: "one is {en}, the other {other_en}: write both in the same unit",
    ))
}

/// A duration of which nobody says in which unit it is, and its type with the unit that is meant.
pub(crate) fn of_any_unit(name: &str, at: Span, better: Option<(Span, String)>) -> Diagnostic {
    let found = Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "`{name}` mag in elke eenheid worden opgegeven, en is zo niet te vergelijken",
            en: "`{name}` may be given in any unit, and does not compare like that",
        ),
    );
    match better {
        Some((place, ty)) => found
            .help(text!(nl: "schrijf bij het gegeven `{ty}`", en: "write `{ty}` with the fact"))
            .fix(place, ty),
        None => found.help(text!(
            nl: "schrijf bij het gegeven in welke eenheid, zoals `duur in dagen`",
            en: "write in which unit with the fact, such as `duration in days`",
        )),
    }
}
