//! The sentences of what is missing.

use super::about::About;
use super::{Missing, What, Who};
use crate::engine::{self, Obligation, ObligationNo, Status};
use crate::machine::expr::{Atom, Formula, Lowered, Operand, Over};
use crate::machine::id::{DutyId, FactId, FormulaId, LevelId, RoleId, SignalId, StateId};
use crate::machine::playbook::DutyKind;
use crate::machine::reads;
use crate::span::Span;
use crate::value::Value;
use crate::words::{Words, say};

impl About<'_> {
    pub(super) fn missing(
        self,
        what: What,
        at: Span,
        sentence: impl Fn(Words<'_>) -> String,
    ) -> Missing {
        Missing {
            item: self.id(),
            what,
            because: self.because(at, sentence),
            by: vec![],
            due: None,
        }
    }

    pub(super) fn never(self, at: Span) -> Missing {
        self.missing(What::Never, at, |words| {
            words.pick("dat kan nu niet meer", "that cannot happen any more").to_owned()
        })
    }

    pub(super) fn again(self, at: Span) -> Missing {
        self.missing(What::Again, at, |words| {
            let (nl, en) = (
                "dit heeft al gewerkt, en werkt pas weer als het eerst niet meer zo is",
                "this has acted already, and acts again once it has been otherwise first",
            );
            words.pick(nl, en).to_owned()
        })
    }

    pub(super) fn fired(self, at: Span) -> Missing {
        self.missing(What::Again, at, |words| {
            let (nl, en) = ("dit moment is al geweest", "this moment has been already");
            words.pick(nl, en).to_owned()
        })
    }

    pub(super) fn used_up(self, at: Span) -> Missing {
        self.missing(What::Count, at, |words| {
            let (nl, en) = ("het aantal keren is op", "its number of times is used up");
            words.pick(nl, en).to_owned()
        })
    }

    /// A condition that is not as wanted, with the values that it reads.
    pub(super) fn unmet(self, at: Span, formula: FormulaId, want: bool) -> Missing {
        let machine = self.machine();
        let reads = reads(machine.exprs(), Lowered::Guard(formula));
        let values: Vec<_> = reads
            .into_iter()
            .map(|fact| {
                let name = machine.playbook().facts.get(fact).map(|fact| fact.name.clone());
                (name.unwrap_or_default(), self.value(fact))
            })
            .collect();
        let sentence = |words: Words<'_>| {
            let now = values.iter().map(|(name, value)| known(words, name, value.as_ref()));
            let mut now: Vec<String> = now.chain(self.counts(words, formula)).collect();
            let about_scale = words.condition(formula, want).starts_with(words.scale());
            if now.is_empty() && about_scale {
                let level = words.level(self.state().level());
                now.push(format!("{} is {level}", words.scale()));
            }
            let needed = self.needed(words, formula, want);
            if now.is_empty() {
                return needed;
            }
            let now = now.join(", ");
            say!(words, nl: "{needed} (nu: {now})", en: "{needed} (now: {now})")
        };
        let missing = self.missing(What::Condition(values.clone()), at, sentence);
        Missing { by: self.party_in_question(), ..missing }
    }

    /// `nodig: kasweken < 13`; of a party `nodig van Gemeente B: …`
    fn needed(self, words: Words<'_>, formula: FormulaId, want: bool) -> String {
        let wanted = words.condition(formula, want);
        match self.party {
            None => say!(words, nl: "nodig: {wanted}", en: "needed: {wanted}"),
            Some((_, party)) => {
                say!(words, nl: "nodig van {party}: {wanted}", en: "needed of {party}: {wanted}")
            }
        }
    }

    /// How many are counted now on either side of a comparison.
    fn counts(self, words: Words<'_>, formula: FormulaId) -> Vec<String> {
        let exprs = self.machine().exprs();
        let atom = match exprs.formulas.get(formula) {
            Some(Formula::Atom(atom)) => exprs.atoms.get(*atom),
            _ => None,
        };
        let Some(Atom::Compare(_, left, right)) = atom else { return vec![] };
        let counts = [left, right].into_iter().filter_map(|side| match exprs.operands.get(*side) {
            Some(Operand::Count(census)) => Some(*census),
            _ => None,
        });
        let counted = |census| {
            let count = engine::count(self.machine(), self.state(), self.item, census);
            known(words, &words.counted(census), count.as_ref())
        };
        counts.map(counted).collect()
    }

    pub(super) fn fact(self, fact: FactId) -> Missing {
        let declared = self.playbook().facts.get(fact);
        let name = declared.map(|fact| fact.name.clone()).unwrap_or_default();
        let by = self.who_states(fact);
        let of_item = declared.is_some_and(|fact| fact.item.is_some());
        let sentence = |words: Words<'_>| {
            let name = words.fact(fact);
            let anyone = words.pick(" door iedereen", " by anyone");
            let by = match self.anyone_states(fact) {
                true => anyone.to_owned(),
                false => who(words, &by, "door", "by"),
            };
            match (by.is_empty(), of_item) {
                (false, _) => say!(
                    words,
                    nl: "{name} is onbekend: te melden{by}",
                    en: "{name} is unknown: to be reported{by}",
                ),
                (true, true) => say!(
                    words,
                    nl: "{name} is onbekend: bij het item op te geven",
                    en: "{name} is unknown: to be stated of the item",
                ),
                (true, false) => say!(
                    words,
                    nl: "{name} is onbekend, en niets meldt het",
                    en: "{name} is unknown, and nothing reports it",
                ),
            }
        };
        let at = declared.map(|fact| fact.at).unwrap_or_default();
        let home = Self { item: self.item.filter(|_| of_item), ..self };
        Missing { by: by.clone(), ..home.missing(What::Fact(name), at, sentence) }
    }

    pub(super) fn signal(self, signal: SignalId) -> Missing {
        let by = self.these(self.senders(signal));
        self.signal_by(signal, &by, Self::came_before)
    }

    /// One that the party in question has yet to send.
    pub(super) fn signal_of_party(self, signal: SignalId) -> Missing {
        // That another party sent it says nothing of this one.
        self.signal_by(signal, &self.party_in_question(), |_, _| false)
    }

    fn signal_by(
        self,
        signal: SignalId,
        by: &[Who],
        came: impl Fn(Self, SignalId) -> bool,
    ) -> Missing {
        let declared = self.playbook().signals.get(signal);
        let name = declared.map(|signal| signal.name.clone()).unwrap_or_default();
        let at = declared.map(|signal| signal.at).unwrap_or_default();
        let root = declared.and_then(|it| self.playbook().charts.get(it.chart)).map(|it| it.root);
        let home = root.map_or(self, |root| self.home(root));
        let before = came(home, signal);
        let sentence = |words: Words<'_>| {
            let (name, by) = (words.signal(signal), who(words, by, "van", "from"));
            match before {
                true => say!(
                    words,
                    nl: "signaal {name}{by} is niet opnieuw gekomen",
                    en: "signal {name}{by} has not come again",
                ),
                false => say!(
                    words,
                    nl: "signaal {name}{by} is niet gekomen",
                    en: "signal {name}{by} has not come",
                ),
            }
        };
        Missing { by: by.to_vec(), ..home.missing(What::Signal(name), at, sentence) }
    }

    /// The party in question, as the one who must act.
    fn party_in_question(self) -> Vec<Who> {
        let who = self
            .party
            .map(|(role, party)| Who { parties: vec![party.to_owned()], ..self.holders(role) });
        who.into_iter().collect()
    }

    pub(super) fn elsewhere(self, state: StateId) -> Missing {
        let declared = self.playbook().states.get(state);
        let name = declared.map(|state| state.name.clone()).unwrap_or_default();
        let at = declared.map(|state| state.at).unwrap_or_default();
        let home = self.home(state);
        home.missing(What::State(name), at, |words| home.not_in(words, state))
    }

    /// `de casus is niet in stap oordeel`; of an item `niet in stap oordeel`
    pub(super) fn not_in(self, words: Words<'_>, state: StateId) -> String {
        let name = words.state(state);
        match self.item {
            None => {
                say!(words, nl: "de casus is niet in {name}", en: "the case is not in {name}")
            }
            Some(_) => say!(words, nl: "niet in {name}", en: "not in {name}"),
        }
    }

    pub(super) fn level_name(self, level: LevelId) -> String {
        let scale = self.playbook().scale.as_ref();
        let level = scale.and_then(|scale| scale.levels.get(level));
        level.map(|level| level.name.clone()).unwrap_or_default()
    }

    pub(super) fn level_missing(self, level: LevelId, at: Span) -> Missing {
        let now = self.state().level();
        self.missing(What::Level(self.level_name(level)), at, |words| {
            let (scale, level, now) = (words.scale(), words.level(level), words.level(now));
            say!(
                words,
                nl: "{scale} is {now}, nodig is {level} of hoger",
                en: "{scale} is {now}, {level} or higher is needed",
            )
        })
    }

    /// That a task, decision or call is not owed: not yet, or not any more.
    pub(super) fn not_open(self, duty: DutyId) -> Missing {
        let declared = self.playbook().duties.get(duty);
        let name = declared.map(|duty| duty.name.clone()).unwrap_or_default();
        let at = declared.map(|duty| duty.at).unwrap_or_default();
        let home = declared.map_or(self, |duty| self.home(duty.scope));
        let Some((no, ended)) = self.ended(duty) else {
            let missing = home.missing(What::Unopened(name), at, |words| {
                let duty = words.duty(duty);
                let of = self.party.map_or(
                    String::new(),
                    |(_, party)| say!(words, nl: " van “{party}”", en: " of “{party}”"),
                );
                say!(words, nl: "{duty}{of} is nog niet open", en: "{duty}{of} is not open yet")
            });
            return Missing { by: self.party_in_question(), ..missing };
        };
        home.missing(What::Ended(no), at, |words| self.as_it_ended(words, duty, ended.status))
    }

    /// `besluit goed is al genomen: nee`
    pub(super) fn as_it_ended(self, words: Words<'_>, duty: DutyId, status: Status) -> String {
        let name = words.duty(duty);
        let how = match status {
            Status::Decided(outcome) => {
                let outcome = words.outcome(duty, Some(outcome));
                say!(words, nl: "al genomen: {outcome}", en: "taken already: {outcome}")
            }
            Status::Unanswered => {
                words.pick("onbeantwoord voorbij", "over without an answer").to_owned()
            }
            Status::Excused => words.pick("verschoond", "excused").to_owned(),
            Status::Withdrawn(_) => words.pick("ingetrokken", "withdrawn").to_owned(),
            Status::Done | Status::Open | Status::Overdue => {
                words.pick("al klaar", "done already").to_owned()
            }
        };
        say!(words, nl: "{name} is {how}", en: "{name} is {how}")
    }

    /// That a decision has another outcome than is needed.
    pub(super) fn otherwise_decided(self, duty: DutyId, at: Span, formula: FormulaId) -> Missing {
        let missing = self.not_open(duty);
        let because = self.because(at, |words| {
            let needed = self.needed(words, formula, true);
            let now = self.ended(duty).map(|(_, it)| self.as_it_ended(words, duty, it.status));
            let now = now.unwrap_or_default();
            say!(words, nl: "{needed}, maar {now}", en: "{needed}, but {now}")
        });
        Missing { because, by: self.party_in_question(), ..missing }
    }

    /// An obligation that is owed.
    pub(super) fn outstanding(self, no: ObligationNo, obligation: &Obligation) -> Missing {
        self.outstanding_by(no, obligation, &self.who_acts(no, obligation))
    }

    /// The same, of which these must act.
    pub(super) fn outstanding_by(
        self,
        no: ObligationNo,
        obligation: &Obligation,
        by: &[Who],
    ) -> Missing {
        let declared = self.playbook().duties.get(obligation.duty);
        let at = declared.map(|duty| duty.at).unwrap_or_default();
        let sentence = |words: Words<'_>| {
            let (duty, due) = (words.duty(obligation.duty), words.by(obligation.due));
            let late = match obligation.status {
                Status::Overdue => words.pick(", te laat", ", overdue"),
                _ => "",
            };
            match declared.map(|duty| &duty.kind) {
                Some(DutyKind::Decision(_)) => {
                    let by = who(words, by, "door", "by");
                    say!(
                        words,
                        nl: "{duty} is niet genomen: een antwoord ontbreekt{by}, {due}{late}",
                        en: "{duty} is not taken: an answer is missing{by}, {due}{late}",
                    )
                }
                Some(DutyKind::Call(_)) => say!(
                    words,
                    nl: "{duty} is niet beantwoord, {due}{late}",
                    en: "{duty} is not answered, {due}{late}",
                ),
                _ => {
                    let by = who(words, by, "door", "by");
                    say!(
                        words,
                        nl: "{duty} is nog te doen{by}, {due}{late}",
                        en: "{duty} is still to be done{by}, {due}{late}",
                    )
                }
            }
        };
        let home = Self { item: obligation.item, ..self };
        let missing = home.missing(What::Obligation(no), at, sentence);
        Missing { by: by.to_vec(), due: obligation.due, ..missing }
    }

    /// Over whom something is counted, there is nobody.
    pub(super) fn nobody(self, over: Over, at: Span) -> Missing {
        match over {
            Over::Parties(role) => self.absent(role, at),
            Over::Items(kind) => {
                let name = self.playbook().items.get(kind).map(|item| item.name.clone());
                self.missing(What::NoItem(name.unwrap_or_default()), at, |words| {
                    let kind = words.item_kind(kind);
                    say!(words, nl: "er is geen {kind}", en: "there is no {kind}")
                })
            }
        }
    }

    /// A role has no party that is there.
    pub(super) fn absent(self, role: RoleId, at: Span) -> Missing {
        let name = self.holders(role).role;
        self.missing(What::Absent(name), at, |words| {
            let role = words.role(role);
            say!(words, nl: "niemand is er als {role}", en: "nobody is there as {role}")
        })
    }

    /// So many more lack the same.
    pub(super) fn others(self, count: usize, over: Over, at: Span) -> Missing {
        self.missing(What::Others(count), at, |words| {
            let over = words.over(over);
            say!(words, nl: "en nog {count} andere {over}", en: "and {count} other {over}")
        })
    }
}

/// `kasweken is 3`, `kasweken is onbekend`
fn known(words: Words<'_>, name: &str, value: Option<&Value>) -> String {
    match value {
        Some(value) => {
            let value = value.words(words.language).zone(words.machine.zone());
            format!("{name} is {value}")
        }
        None => say!(words, nl: "{name} is onbekend", en: "{name} is unknown"),
    }
}

/// ` door aanbieder (Stichting A) of gemeente`; nothing of nobody.
pub(super) fn who(words: Words<'_>, who: &[Who], nl: &str, en: &str) -> String {
    let named = who.iter().map(|one| match one.parties.is_empty() {
        true => format!("{} ({})", one.role, words.pick("niemand", "nobody")),
        false => format!("{} ({})", one.role, one.parties.join(", ")),
    });
    let named: Vec<String> = named.collect();
    if named.is_empty() {
        return String::new();
    }
    let or = words.pick(" of ", " or ");
    format!(" {} {}", words.pick(nl, en), named.join(or))
}
