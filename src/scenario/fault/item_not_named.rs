//! A scenario names something of every item apart without saying of which, or the other way round.

use super::unknown_in_scenario::Thing;
use crate::diagnostic::{Code, Diagnostic, Level, Text};
use crate::machine::item::Item;
use crate::span::Span;
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D1009",
    name: "item-not-named",
    level: Level::Error,
    page: include_str!("item_not_named.md"),
};

/// Each item has its own; `id` is one that the scenario enrols before.
pub(crate) fn not_named(
    at: Span,
    thing: Thing,
    name: &str,
    kind: &Item,
    id: Option<&str>,
) -> Diagnostic {
    let (Text { nl, en }, kind) = (titled(thing, name), &kind.name);
    let message = text!(
        nl: "elk item `{kind}` heeft een eigen {nl}, en hier staat niet van welk",
        en: "every item `{kind}` has its own {en}, and of which is not said here",
    );
    let found = Diagnostic::new(&CODE, at, message);
    let Some(id) = id else {
        let Text { nl, en } = form(thing, name, "ITEM");
        return found.help(text!(
            nl: "schrijf er eerst een in, met `schrijf in {kind} ITEM`, en dan `{nl}`",
            en: "enrol one first, with `enrol {kind} ITEM`, and then write `{en}`",
        ));
    };
    let Text { nl, en } = form(thing, name, id);
    found.help(text!(nl: "schrijf bijvoorbeeld `{nl}`", en: "write for instance `{en}`"))
}

/// It is of the case, or of `kind`, another kind of item than the one named.
pub(crate) fn of_another(
    at: Span,
    thing: Thing,
    name: &str,
    kind: Option<&Item>,
    id: &str,
) -> Diagnostic {
    let Text { nl, en } = titled(thing, name);
    let Some(kind) = kind else {
        let message = text!(
            nl: "{nl} is van de casus, niet van `{id}`",
            en: "{en} is of the case, not of `{id}`",
        );
        return Diagnostic::new(&CODE, at, message).help(text!(
            nl: "laat `{id}` hier weg: `{name}` is er maar één keer",
            en: "leave `{id}` out here: there is one `{name}` only",
        ));
    };
    let kind = &kind.name;
    let message = text!(
        nl: "{nl} is van een item `{kind}`, en `{id}` is geen `{kind}`",
        en: "{en} is of an item `{kind}`, and `{id}` is no `{kind}`",
    );
    Diagnostic::new(&CODE, at, message).help(text!(
        nl: "noem een item `{kind}`, of iets dat van `{id}` is",
        en: "name an item `{kind}`, or something that is of `{id}`",
    ))
}

/// Items that are counted are never there.
pub(crate) fn not_a_place(at: Span, place: &str, kind: &Item) -> Diagnostic {
    let kind = &kind.name;
    let message = text!(
        nl: "geen item `{kind}` is ooit in `{place}`",
        en: "no item `{kind}` is ever in `{place}`",
    );
    Diagnostic::new(&CODE, at, message).help(text!(
        nl: "noem een stap, fase of einde van de overdracht of het traject per `{kind}`",
        en: "name a step, phase or end of the handover or process per `{kind}`",
    ))
}

/// ``taak `bel` ``; a state by its name alone.
fn titled(thing: Thing, name: &str) -> Text {
    let (nl, en) = match thing {
        Thing::State => return text!(nl: "`{name}`", en: "`{name}`"),
        thing => thing.words(),
    };
    text!(nl: "{nl} `{name}`", en: "{en} `{name}`")
}

/// How something of an item is named.
fn form(thing: Thing, name: &str, id: &str) -> Text {
    let (nl, en) = thing.words();
    match thing {
        Thing::State => text!(nl: "{id} in {name}", en: "{id} in {name}"),
        Thing::Signal => text!(nl: "meldt {name} over {id}", en: "reports {name} about {id}"),
        Thing::Answer => text!(nl: "{nl} {name} is … van {id}", en: "decides {name} is … of {id}"),
        Thing::Reply => {
            text!(nl: "{nl} {name} antwoordt … van {id}", en: "{en} {name} answers … of {id}")
        }
        Thing::Correction => text!(
            nl: "corrigeer {id} {{ {name} is … }}",
            en: "correct {id} {{ {name} is … }}",
        ),
        Thing::Task | Thing::Decision | Thing::Action => {
            text!(nl: "{nl} {name} van {id}", en: "{en} {name} of {id}")
        }
        _ => text!(nl: "{name} van {id}", en: "{name} of {id}"),
    }
}
