//! A scenario mentions something that the playbook does not have.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::syntax::ast::ExprKind;
use crate::syntax::ast::scenario::ExpectValue;
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D1001",
    name: "unknown-in-scenario",
    level: Level::Error,
    page: include_str!("unknown_in_scenario.md"),
};

/// What kind of thing is not there.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Thing {
    Role,
    Fact,
    /// A fact that is put right.
    Correction,
    Signal,
    Task,
    Decision,
    /// A decision that is answered.
    Answer,
    Action,
    /// An action of the host that is answered.
    Reply,
    Outcome,
    Option,
    Scale,
    Level,
    State,
    Guarantee,
    Ground,
    Reason,
    ItemKind,
    Item,
    Holding,
}

impl Thing {
    pub(super) fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Role => ("rol", "role"),
            Self::Fact | Self::Correction => ("gegeven", "fact"),
            Self::Signal => ("signaal", "signal"),
            Self::Task => ("taak", "task"),
            Self::Decision | Self::Answer => ("besluit", "decision"),
            Self::Action | Self::Reply => ("actie", "action"),
            Self::Outcome => ("antwoord", "outcome"),
            Self::Option => ("keuze", "option"),
            Self::Scale => ("ernst", "severity"),
            Self::Level => ("trede", "level"),
            Self::State => ("stap, fase, spoor of einde", "step, phase, track or end"),
            Self::Guarantee => ("waarborg", "guarantee"),
            Self::Ground => ("grondslag", "legal basis"),
            Self::ItemKind => ("soort item", "kind of item"),
            Self::Item => ("item", "item"),
            Self::Holding => ("houder", "holding"),
            Self::Reason => ("reden van weigering", "reason of refusal"),
        }
    }
}

/// `near` is the nearest name that is there.
pub(crate) fn unknown_name(at: Span, thing: Thing, name: &str, near: Option<&str>) -> Diagnostic {
    let (nl, en) = thing.words();
    let message = text!(nl: "er is geen {nl} `{name}`", en: "there is no {en} `{name}`");
    let found = Diagnostic::new(&CODE, at, message);
    match (near, thing) {
        (Some(near), _) => {
            found.help(text!(nl: "bedoelt u `{near}`?", en: "did you mean `{near}`?")).fix(at, near)
        }
        (None, Thing::Item) => found.help(text!(
            nl: "een item komt uit het scenario zelf: schrijf het eerst in, met `schrijf in`",
            en: "an item comes from the scenario itself: enrol it first, with `enrol`",
        )),
        _ => found.help(text!(
            nl: "gebruik een naam uit het draaiboek",
            en: "use a name of the playbook",
        )),
    }
}

/// An item stands where a fact does: it is expected to be somewhere.
pub(crate) fn item_is_no_fact(expected: &ExpectValue) -> Diagnostic {
    let item = &expected.name.text;
    let message = text!(
        nl: "`{item}` is een item en geen gegeven",
        en: "`{item}` is an item and no fact",
    );
    let (nl, en) = match &expected.value.kind {
        ExprKind::Name(state) => (state.text.as_str(), state.text.as_str()),
        _ => ("STAP", "STEP"),
    };
    Diagnostic::new(&CODE, expected.name.span, message).help(text!(
        nl: "waar een item is, staat er zo: `verwacht {item} in {nl}`; een gegeven ervan zo: \
             `verwacht GEGEVEN van {item} is …`",
        en: "where an item is, is written `expect {item} in {en}`; a fact of it is written \
             `expect FACT of {item} is …`",
    ))
}
