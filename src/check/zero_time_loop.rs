//! Moves that can go round without any time passing.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::text;

use super::context::Context;
use super::instant::{Instant, silences};
use super::round::{BUDGET, Found, Search};

/// Moves that can go round without any time passing.
pub(crate) static CODE: Code = Code {
    id: "D0605",
    name: "zero-time-loop",
    level: Level::Error,
    page: include_str!("zero_time_loop.md"),
};

/// Conditions that exclude each other make no loop, nor do tasks that open anew on the way, nor
/// limits that the loop itself does not reset. Where there is too much to look at, one is reported.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let silences = silences(context);
    let instant = Instant::new(context, &silences);
    let mut budget = BUDGET;
    for knot in instant.knots(context) {
        match Search::new(context, &instant, &knot).run(&mut budget) {
            Found::Nothing => {}
            Found::Round(path) => {
                let mut steps = path.iter();
                let Some(first) = steps.next() else { continue };
                let names: Vec<_> = path.iter().map(|step| context.name(step.leaf)).collect();
                let round = names.join("` → `");
                let mut finding = Diagnostic::new(
                    &CODE,
                    first.taken.handler.at,
                    text!(
                        nl: "hier kan de casus eindeloos rondgaan zonder dat er tijd verstrijkt",
                        en: "here the case can go round endlessly without any time passing",
                    ),
                );
                for step in steps.take(4) {
                    finding = finding.label(
                        step.taken.handler.at,
                        text!(nl: "en zo weer verder", en: "and so on again"),
                    );
                }
                found.push(
                    finding
                        .note(text!(
                            nl: "de ronde: `{round}` en opnieuw",
                            en: "the round: `{round}` and again",
                        ))
                        .help(help()),
                );
            }
            Found::TooMuch => {
                let state = knot.first().and_then(|leaf| context.state(*leaf));
                found.extend(state.map(|state| {
                    Diagnostic::new(
                        &CODE,
                        state.at,
                        text!(
                            nl: "te veel pijlen zonder tijd om een rondgang uit te sluiten",
                            en: "too many arrows without time to exclude that they go round",
                        ),
                    )
                    .help(help())
                }));
                return;
            }
        }
    }
}

fn help() -> crate::diagnostic::Text {
    text!(
        nl: "laat de voorwaarden elkaar uitsluiten, of laat een van de pijlen op een signaal, \
             een taak of een termijn wachten",
        en: "let the conditions exclude each other, or let one of the arrows wait for a signal, a \
             task or a term",
    )
}
