//! What came of an event, as sentences and as data.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::view::Standing;
use crate::calendar::{Derivation, Point, Timestamp};
use crate::diagnostic::{Language, Text};
use crate::engine::{self, EffectKind, Entry, ItemNo, Outcome, State};
use crate::machine::Machine;
use crate::machine::playbook::DutyKind;
use crate::sources::Place;
use crate::text;
use crate::words::{self, Subject, Words};

/// What came of an event or of the passing of time.
#[derive(Clone, Debug)]
pub struct Step {
    pub(super) machine: Arc<Machine>,
    case: Arc<str>,
    /// What the engine gave: the data to journal, to compare and to act upon.
    pub data: engine::Step,
    // INVARIANT: one per effect, in order; present where the effect is about an obligation.
    effects: Vec<Option<Subject>>,
    // INVARIANT: one per remark of the trace, in order.
    trace: Vec<Option<Subject>>,
    /// The ids of the items that they are about.
    items: BTreeMap<ItemNo, Box<str>>,
    pub(super) standing: Standing,
}

impl Step {
    /// `state` is the state after it.
    pub(crate) fn new(machine: Arc<Machine>, state: &State, data: engine::Step) -> Self {
        let effects = data.effects.iter().map(|effect| Subject::find(state, &effect.kind));
        let effects = effects.collect();
        let trace = data.trace.iter().map(|trace| words::traced(state, &trace.what)).collect();
        let items = data.effects.iter().filter_map(|effect| effect.item);
        let items = items.chain(data.trace.iter().filter_map(|remark| remark.item));
        let items = items.filter_map(|no| Some((no, state.item(no)?.id.as_str().into())));
        let items = items.collect();
        let standing = Standing::of(state);
        Self { machine, case: state.case().into(), data, effects, trace, items, standing }
    }

    /// A sentence about an item begins with its id.
    fn about(&self, item: Option<ItemNo>, sentence: String) -> String {
        match item.and_then(|no| self.items.get(&no)) {
            None => sentence,
            Some(id) => format!("{id}: {sentence}"),
        }
    }

    /// The case that it is of.
    #[must_use]
    pub fn case(&self) -> &str {
        &self.case
    }

    /// The machine of that case.
    #[cfg(feature = "language")]
    pub(crate) fn machine(&self) -> &Machine {
        &self.machine
    }

    /// Whether it was applied, came too late, or was a duplicate.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.data.outcome
    }

    /// The journal entries it made, in order. The host keeps them.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.data.entries
    }

    /// What the host must know or do, in order.
    pub fn effects(&self) -> impl ExactSizeIterator<Item = Effect<'_>> {
        let effects = self.data.effects.iter().zip(&self.effects);
        effects.map(|(data, subject)| Effect { step: self, data, subject: subject.as_ref() })
    }

    /// Why it happened, and what did not happen for want of what: one sentence each.
    pub fn trace(&self) -> impl ExactSizeIterator<Item = Remark<'_>> {
        let trace = self.data.trace.iter().zip(&self.trace);
        trace.map(|(data, subject)| Remark { step: self, data, subject: subject.as_ref() })
    }
}

/// One effect: a sentence in Dutch when displayed, in either language by [`Effect::text`].
#[derive(Clone, Copy, Debug)]
pub struct Effect<'a> {
    pub(super) step: &'a Step,
    pub(super) data: &'a engine::Effect,
    pub(super) subject: Option<&'a Subject>,
}

impl<'a> Effect<'a> {
    /// Its id, the same whenever the same case is replayed: use it as an idempotency key.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}/{}/{}", self.step.case, self.data.seq, self.data.n)
    }

    /// The case that it is of.
    #[must_use]
    pub fn case(&self) -> &'a str {
        &self.step.case
    }

    /// The logical instant.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        self.data.at
    }

    /// What it is, as data.
    #[must_use]
    pub fn kind(&self) -> &'a EffectKind {
        &self.data.kind
    }

    /// The id of the item that it is about; `None`: the case itself.
    #[must_use]
    pub fn item(&self) -> Option<&'a str> {
        Some(self.step.items.get(&self.data.item?)?)
    }

    fn sentence(&self, words: Words<'_>) -> String {
        self.step.about(self.data.item, words::effect(words, self.data, self.subject))
    }

    /// The task or decision that it is about, by name.
    #[must_use]
    pub fn duty(&self) -> Option<&'a str> {
        let duty = self.subject?.duty;
        self.step.machine.playbook().duties.get(duty).map(|duty| duty.name.as_str())
    }

    /// The party whose task it is, where each party of a role owes its own.
    #[must_use]
    pub fn party(&self) -> Option<&'a str> {
        self.subject?.party.as_deref()
    }

    /// Who does that task or decision.
    #[cfg(feature = "language")]
    pub(crate) fn doer(&self) -> Option<crate::machine::id::RoleId> {
        Some(self.subject?.doer)
    }

    /// The sentence in both languages.
    #[must_use]
    pub fn text(&self) -> Text {
        Words::both(&self.step.machine, |words| self.sentence(words))
    }

    /// How the due instant that it gives was counted, on demand; `None` where it gives none, or one
    /// that was given as a day or an instant.
    #[must_use]
    pub fn derivation(&self) -> Option<Derivation<'a>> {
        let duty = self.subject.map(|subject| subject.duty);
        self.step.machine.explain(duty, self.data.kind.due()?)
    }

    /// That derivation as a sentence: why it falls on that day.
    #[must_use]
    pub fn derived(&self) -> Option<Text> {
        let derived = self.derivation()?;
        let opens = matches!(self.data.kind, EffectKind::Opened { .. });
        let happened = match opens && derived.start == Point::Instant(self.data.at) {
            true => text!(nl: "geopend", en: "opened"),
            false => text!(nl: "vanaf", en: "from"),
        };
        Some(derived.text_of(&happened))
    }

    /// The sentence without titles, for a reader who has met its names before.
    #[must_use]
    pub fn brief(&self) -> Text {
        Words::both(&self.step.machine, |words| self.sentence(words.brief()))
    }
}

impl fmt::Display for Effect<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = Words::new(&self.step.machine, Language::Dutch);
        f.write_str(&self.sentence(words))
    }
}

/// One remark of the trace: a sentence in Dutch when displayed, in either language by
/// [`Remark::text`].
#[derive(Clone, Copy, Debug)]
pub struct Remark<'a> {
    step: &'a Step,
    data: &'a engine::Remark,
    subject: Option<&'a Subject>,
}

impl<'a> Remark<'a> {
    /// What it is, as data.
    #[must_use]
    pub fn kind(&self) -> &'a engine::Trace {
        &self.data.what
    }

    /// The id of the item that it is about; `None`: the case itself.
    #[must_use]
    pub fn item(&self) -> Option<&'a str> {
        Some(self.step.items.get(&self.data.item?)?)
    }

    fn sentence(&self, words: Words<'_>) -> String {
        self.step.about(self.data.item, words::trace(words, &self.data.what, self.subject))
    }

    /// The line of the playbook that did it; `None` unless a handler or an answer acted.
    #[must_use]
    pub fn place(&self) -> Option<Place<'a>> {
        let playbook = self.step.machine.playbook();
        let at = match &self.data.what {
            engine::Trace::Fired { handler, .. } => playbook.handlers.get(*handler)?.at,
            engine::Trace::Outcome { duty, outcome } => {
                let duty = playbook.duties.get(*duty)?;
                let DutyKind::Decision(decision) = &duty.kind else { return None };
                match outcome {
                    Some(outcome) => decision.outcomes.get(*outcome as usize)?.at,
                    None => decision.no_answer.as_ref()?.at,
                }
            }
            _ => return None,
        };
        Some(self.step.machine.place(at))
    }

    /// The sentence in both languages.
    #[must_use]
    pub fn text(&self) -> Text {
        Words::both(&self.step.machine, |words| self.sentence(words))
    }
}

impl fmt::Display for Remark<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = Words::new(&self.step.machine, Language::Dutch);
        f.write_str(&self.sentence(words))
    }
}
