//! Something of another handover, process or of the case where only the own will do.

use crate::diagnostic::{Code, Diagnostic, Level, Text};
use crate::resolve::kind::Kind;
use crate::span::Span;
use crate::text;

/// Something of another handover, process or of the case where only the own will do.
pub(crate) static CODE: Code = Code {
    id: "D0215",
    name: "another-chart",
    level: Level::Error,
    page: include_str!("another_chart.md"),
};

/// `here` and `there`: name and place of the case, handover or process in which the name stands and
/// in which it is declared.
pub(crate) fn fault(
    kind: Kind,
    name: &str,
    at: Span,
    (here, here_at): (&str, Span),
    (there, there_at): (&str, Span),
) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "`{name}` hoort bij `{there}`, dit staat in `{here}`",
            en: "`{name}` belongs to `{there}`, this stands in `{here}`",
        ),
    )
    .label(there_at, text!(nl: "daar hoort het bij", en: "there it belongs"))
    .label(here_at, text!(nl: "dit staat hierin", en: "this stands in here"))
    .help(help(kind, name))
}

fn help(kind: Kind, name: &str) -> Text {
    match kind {
        Kind::Signal => text!(
            nl: "een signaal wordt gehoord in het verloop waarin het staat; de casus stuurt er een \
                 naar een overdracht met `stuur {name} naar elke ITEM`",
            en: "a signal is heard where it is declared; the case sends one to a handover with \
                 `send {name} to every ITEM`",
        ),
        Kind::HostAction => text!(
            nl: "laat de actie antwoorden met signalen die hier of in de casus staan",
            en: "let the action answer with signals that are declared here or in the case",
        ),
        Kind::State => text!(
            nl: "ga naar een fase, stap of einde die hier staat; de casus kan tellen hoeveel \
                 items ergens zijn, en een overdracht kan lezen waar de casus is",
            en: "go to a phase, step or end that stands here; the case can count how many items \
                 are somewhere, and a handover can read where the case is",
        ),
        _ => text!(
            nl: "doe dit waar `{name}` staat; lezen kan een overdracht het van de casus wel",
            en: "do this where `{name}` stands; a handover may read it of the case",
        ),
    }
}
