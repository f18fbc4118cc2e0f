//! Rules that could not be compared with each other.

use crate::diagnostic::{Code, Diagnostic, Level, Text};
use crate::text;

use super::context::Context;
use super::rules::Doubt;

/// Rules that could not be compared with each other.
pub(crate) static CODE: Code = Code {
    id: "D0922",
    name: "unexamined-rules",
    level: Level::Warning,
    page: include_str!("unexamined_rules.md"),
};

/// Says so where the checks before it kept silent.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let tables = context.rules.tables.iter().map(|rows| (rows.fact.at, rows.doubt.get()));
    let scale = context.hir.scale.iter().map(|scale| scale.at);
    let levels = scale.zip(context.rules.levels.as_ref().map(|levels| levels.doubt.get()));
    let moves = context.rules.moves.iter().filter_map(|group| {
        let first = group.moves.first()?;
        Some((first.at, group.doubt.get()))
    });
    for (at, doubt) in tables.chain(levels).chain(moves) {
        let (why, help) = match doubt {
            None => continue,
            Some(Doubt::TooMuch) => too_much(),
            Some(Doubt::Tied) => tied(),
        };
        found.push(Diagnostic::new(&CODE, at, why).help(help));
    }
}

fn too_much() -> (Text, Text) {
    (
        text!(
            nl: "of deze regels elkaar aanvullen of tegenspreken is niet nagegaan: te veel",
            en: "whether these rules complete or contradict each other was not examined: too many",
        ),
        text!(
            nl: "verdeel ze over afgeleide gegevens of tabellen die elk een deel beslissen",
            en: "spread them over derived facts or tables that each decide a part",
        ),
    )
}

fn tied() -> (Text, Text) {
    (
        text!(
            nl: "of hier een rij ontbreekt of dubbel past is niet zeker: voorwaarden hangen samen",
            en: "whether a row is missing here or applies twice is not sure: conditions depend",
        ),
        text!(
            nl: "schrijf onderaan `WAARDE anders`, en laat zo nodig de `eerste` gelden",
            en: "write `VALUE otherwise` at the end, and let the `first` count where needed",
        ),
    )
}
