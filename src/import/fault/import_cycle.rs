//! A file that comes to use itself.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// A file that comes to use itself.
pub(crate) static CODE: Code = Code {
    id: "D0221",
    name: "import-cycle",
    level: Level::Error,
    page: include_str!("import_cycle.md"),
};

/// How many files of a chain are shown: of a longer one its beginning and its end.
const SHOWN: usize = 8;

/// The files of `chain`, of which the last is the first again; `places` are the imports between
/// them with the file that each uses.
pub(in crate::import) fn fault<'a>(
    chain: &[&str],
    at: Span,
    places: impl Iterator<Item = (Span, &'a str)>,
) -> Diagnostic {
    let shown = if chain.len() <= SHOWN {
        chain.join(" -> ")
    } else {
        let half = SHOWN / 2;
        let first = chain.get(..half).unwrap_or_default().join(" -> ");
        let last = chain.get(chain.len() - half..).unwrap_or_default().join(" -> ");
        format!("{first} -> … -> {last}")
    };
    let found = Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "het bestand gebruikt uiteindelijk zichzelf: {shown}",
            en: "the file comes to use itself: {shown}",
        ),
    )
    .help(text!(
        nl: "zet wat beide bestanden nodig hebben in een derde bestand, dat zij beide gebruiken",
        en: "put what both files need in a third file that they both use",
    ));
    places.take(SHOWN).fold(found, |found, (place, file)| {
        found.label(place, text!(nl: "gebruikt `{file}`", en: "uses `{file}`"))
    })
}
