//! What a scenario expects, held against the case.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::Runner;
use crate::calendar::Due;
use crate::case::Moment;
use crate::engine::ledger::Holder;
use crate::engine::{
    self, Block, EffectKind, History, ItemNo, Obligation, Phase, Progress, Status, Withdrawal,
};
use crate::machine::id::{ChartId, DutyId, FactId, GroundId, ItemId, RoleId, StateId};
use crate::machine::item::Chart;
use crate::scenario::plan::{Day, Expected, ExpectedDuty, ExpectedHolder, OfItem};
use crate::scenario::report::Failure;
use crate::span::Span;
use crate::syntax::ast::TaskState;
use crate::value::Value;
use crate::words::{Words, say};

impl Runner {
    /// What is not as expected, if anything.
    pub(super) fn judge(&self, expected: &Expected, negated: bool, span: Span) -> Option<Failure> {
        if self.holds(expected) != negated {
            return None;
        }
        let machine = self.actor.case.machine();
        let expectation = |words: Words<'_>| {
            let what = self.expected(words, expected);
            if negated { say!(words, nl: "niet: {what}", en: "not: {what}") } else { what }
        };
        Some(Failure {
            span,
            expected: Words::both(machine, expectation),
            actual: Words::both(machine, |words| self.actual(words, expected)),
        })
    }

    fn holds(&self, expected: &Expected) -> bool {
        let state = self.actor.case.state();
        match expected {
            Expected::In(item, id) => self.is_in(item.as_deref(), *id),
            Expected::Count(kind, place, count) => self.count(*kind, *place) == *count,
            Expected::Duty(duty) => self.duty_holds(duty),
            Expected::Outcome(item, duty, outcome) => {
                let status = match outcome {
                    Some(outcome) => Status::Decided(*outcome),
                    None => Status::Unanswered,
                };
                self.latest(item.as_deref(), *duty)
                    .iter()
                    .any(|obligation| obligation.status == status)
            }
            Expected::Level(level) => state.level() == *level,
            Expected::Value(of, fact, expected) => match (self.fact(of, *fact), expected) {
                (None, None) => true,
                (Some(value), Some(expected)) => value.compare(expected) == Some(Ordering::Equal),
                _ => false,
            },
            Expected::Erased(of, fact) => {
                let item = of.as_deref().and_then(|id| self.actor.item(id));
                state.history_in(item, *fact).is_some_and(History::is_erased)
            }
            Expected::Notice { to, contains } => self.messages(*to).iter().any(|message| {
                contains.as_ref().is_none_or(|text| message.contains(text.as_str()))
            }),
            Expected::Held(expected) => self.is_held(expected),
            Expected::Waits(item, on) => self.blockers(item).iter().any(|(id, _)| id == on),
            Expected::Violation(guarantee, item) => {
                let item = item.as_deref().and_then(|id| self.actor.item(id));
                let violated = EffectKind::Violated(*guarantee);
                let is = |effect: &engine::Effect| item.is_none() || effect.item == item;
                self.effects().any(|effect| effect.kind == violated && is(effect))
            }
            Expected::Recorded(item, text) => {
                self.recorded(item).any(|recorded| recorded.contains(text.as_str()))
            }
            Expected::Started(first, then) => self.started(first, then),
            Expected::OpenPlaybook(name) => self.asked_for().any(|asked| asked == name),
            Expected::Claim(role, party) => {
                state.claims().iter().any(|one| one.role == *role && one.claimant == *party)
            }
            Expected::Closed => matches!(state.phase(), Phase::Closed(_)),
        }
    }

    fn duty_holds(&self, expected: &ExpectedDuty) -> bool {
        let mut instances = self.latest_of(expected);
        if let Some((role, party)) = &expected.owed_by {
            instances.retain(|obligation| self.is_owed_by(obligation, *role, party.as_deref()));
        }
        let holds = |obligation: &&Obligation| {
            is(obligation, expected.state)
                && expected.due.is_none_or(|day| is_due(obligation.due, day))
                && expected.rests_on.is_none_or(|ground| self.rests_on(obligation.duty, ground))
        };
        match expected.state {
            TaskState::Done => {
                instances.retain(|obligation| !is_let_off(obligation));
                !instances.is_empty() && instances.iter().all(holds)
            }
            _ => instances.iter().any(holds),
        }
    }

    fn is_owed_by(&self, obligation: &Obligation, role: RoleId, party: Option<&str>) -> bool {
        let roles = [obligation.doer, obligation.accountable];
        let now = self.actor.case.state().last();
        roles.contains(&role)
            && match (party, &obligation.party) {
                (None, _) => true,
                (Some(party), Some(owner)) => party == owner,
                (Some(party), None) => {
                    self.actor.case.state().is_held_for(obligation.item, role, party, now)
                }
            }
    }

    pub(super) fn latest_of(&self, expected: &ExpectedDuty) -> Vec<&Obligation> {
        let item = expected.item.as_deref();
        expected.duties.iter().flat_map(|&duty| self.latest(item, duty)).collect()
    }

    /// The latest obligation of a duty per party, of the item or of the case.
    pub(super) fn latest(&self, item: Option<&str>, duty: DutyId) -> Vec<&Obligation> {
        let item = item.and_then(|id| self.actor.item(id));
        let mut latest: Vec<&Obligation> = Vec::new();
        let all = self.actor.case.state().obligations().map(|(_, obligation)| obligation);
        for obligation in all.filter(|it| it.duty == duty && it.item == item) {
            latest.retain(|before| before.party != obligation.party);
            latest.push(obligation);
        }
        latest
    }

    pub(super) fn fact(&self, item: &OfItem, fact: FactId) -> Option<Value> {
        let item = item.as_deref().and_then(|id| self.actor.item(id));
        let case = &self.actor.case;
        engine::value_for(case.machine(), case.state(), item, fact)
    }

    /// Whether the case, or what runs or ended for an item, is in a state.
    fn is_in(&self, item: Option<&str>, place: StateId) -> bool {
        match item {
            None => self.actor.case.state().is_active(place),
            Some(id) => self.actor.item(id).is_some_and(|no| self.item_is_in(no, place)),
        }
    }

    fn item_is_in(&self, no: ItemNo, place: StateId) -> bool {
        let charts = self.actor.case.machine().playbook().charts.ids();
        let item = self.actor.case.state().item(no);
        let mut courses = charts.filter_map(|chart| item?.course(chart));
        courses.any(|course| match course.progress() {
            Progress::Runs => course.is_active(place),
            Progress::Ended(end) => end == place,
            Progress::Stopped => false,
        })
    }

    /// How many items of a kind are enrolled, or are in a state.
    pub(super) fn count(&self, kind: ItemId, place: Option<StateId>) -> u32 {
        let items = (0..).map(ItemNo).zip(self.actor.case.state().items());
        let present = items.filter(|(_, item)| item.kind == kind && item.is_present());
        let there = present.filter(|(no, _)| place.is_none_or(|it| self.item_is_in(*no, it)));
        u32::try_from(there.count()).unwrap_or(u32::MAX)
    }

    fn is_held(&self, expected: &ExpectedHolder) -> bool {
        let is = |holder: &Holder| {
            let party = expected.party.as_deref();
            holder.role == expected.role && party.is_none_or(|party| party == &*holder.party)
        };
        self.held(expected).into_iter().any(is)
    }

    /// For whom a due move of care of an item waits.
    pub(super) fn blockers(&self, item: &str) -> Vec<(String, Block)> {
        let case = &self.actor.case;
        let no = self.actor.item(item);
        no.map_or(vec![], |no| engine::blockers(case.machine(), case.state(), no))
    }

    /// Who holds it at the moment of the expectation, or who is there beside.
    pub(super) fn held(&self, expected: &ExpectedHolder) -> Vec<&Holder> {
        let case = &self.actor.case;
        let item = self.actor.item(&expected.item).and_then(|no| case.state().item(no));
        let Some(ledger) = item.and_then(|item| item.ledger(expected.holding)) else {
            return vec![];
        };
        let moment = match expected.on {
            None => Moment::Now,
            Some(Day::Date(day)) => Moment::On(day),
            Some(Day::Instant(at)) => Moment::At(at),
        };
        if expected.beside {
            let now = self.actor.now.filter(|_| expected.on.is_none());
            let moment = now.map_or(moment, Moment::At);
            return case.overlaps(ledger.all(), moment).map(|overlap| &overlap.second).collect();
        }
        case.turn(ledger.all(), moment).map(|turn| &turn.holder).into_iter().collect()
    }

    /// What happened since the last expectations.
    fn effects(&self) -> impl Iterator<Item = &engine::Effect> {
        self.recent.iter().flat_map(|step| &step.data.effects)
    }

    pub(super) fn kinds(&self) -> impl Iterator<Item = &EffectKind> {
        self.effects().map(|effect| &effect.kind)
    }

    /// Whether a task or decision rests on a legal basis that is in force today.
    fn rests_on(&self, duty: DutyId, ground: GroundId) -> bool {
        let machine = self.actor.case.machine();
        machine.grounds(duty).contains(&ground) && self.is_in_force(ground)
    }

    pub(super) fn is_in_force(&self, ground: GroundId) -> bool {
        let machine = self.actor.case.machine();
        let today = machine.zone().date_of(self.actor.case.state().last());
        machine.playbook().grounds.get(ground).is_some_and(|it| it.valid.contains(today))
    }

    /// What was put on record since the last expectations: of an item, or of anything.
    pub(super) fn recorded(&self, item: &OfItem) -> impl Iterator<Item = &str> {
        let no = item.as_deref().and_then(|id| self.actor.item(id));
        let of_it = move |effect: &&engine::Effect| no.is_none() || effect.item == no;
        self.effects().filter(of_it).filter_map(|effect| match &effect.kind {
            EffectKind::Note(text) => Some(text.as_str()),
            _ => None,
        })
    }

    /// Whether what began for both began for `first` before it did for `then`.
    pub(super) fn started(&self, first: &str, then: &str) -> bool {
        let (first, then) = (self.begun(first), self.begun(then));
        let both = first.iter().filter_map(|(chart, visit)| Some((*visit, *then.get(chart)?)));
        let mut both = both.peekable();
        both.peek().is_some() && both.all(|(first, then)| first < then)
    }

    /// By chart of an item: how many visits there were in the case when it began.
    pub(super) fn begun(&self, item: &str) -> BTreeMap<ChartId, u32> {
        let state = self.actor.case.state();
        let charts = self.actor.case.machine().playbook().charts.iter();
        let item = self.actor.item(item).and_then(|no| state.item(no));
        let visit =
            |(id, chart): (ChartId, &Chart)| Some((id, item?.course(id)?.visit(chart.root)?.id));
        charts.filter_map(visit).collect()
    }

    /// The playbooks under which a case was asked for since the last expectations.
    pub(super) fn asked_for(&self) -> impl Iterator<Item = &str> {
        self.kinds().filter_map(|kind| match kind {
            EffectKind::OpenPlaybook { playbook, .. } => Some(playbook.as_str()),
            _ => None,
        })
    }

    /// What a role was told since the last expectations; sentences in both languages.
    pub(super) fn messages(&self, role: RoleId) -> Vec<String> {
        let mut messages = Vec::new();
        for step in &self.recent {
            for effect in step.effects() {
                match effect.kind() {
                    EffectKind::Notice { to, text, .. } if to.contains(&role) => {
                        messages.push(text.clone());
                    }
                    kind if concerns(kind, effect.doer(), role) => {
                        let text = effect.text();
                        messages.extend([text.nl, text.en]);
                    }
                    _ => {}
                }
            }
        }
        messages
    }
}

/// Whether an effect tells a role something, other than by a notice.
fn concerns(kind: &EffectKind, doer: Option<RoleId>, role: RoleId) -> bool {
    match kind {
        EffectKind::Inform { to, .. } | EffectKind::Consult { to, .. } => to.contains(&role),
        EffectKind::Escalated { to, .. } => *to == role,
        EffectKind::HolderChanged { role: of, .. } => *of == role,
        EffectKind::Reminder(_) | EffectKind::Grounds { .. } => doer == Some(role),
        _ => false,
    }
}

/// Whether nobody need do it any more, and not because its scope was left undone.
fn is_let_off(obligation: &Obligation) -> bool {
    match obligation.status {
        Status::Withdrawn(why) => !matches!(why, Withdrawal::Left | Withdrawal::Closed),
        status => status == Status::Excused,
    }
}

fn is(obligation: &Obligation, state: TaskState) -> bool {
    match state {
        TaskState::Done => matches!(obligation.status, Status::Done | Status::Decided(_)),
        TaskState::Open => obligation.status.is_owed(),
        TaskState::Overdue => obligation.late,
        TaskState::Withdrawn => matches!(obligation.status, Status::Withdrawn(_)),
        TaskState::Excused => obligation.status == Status::Excused,
    }
}

fn is_due(due: Option<Due>, expected: Day) -> bool {
    match (due, expected) {
        (Some(due), Day::Date(date)) => due.day == Some(date),
        (Some(due), Day::Instant(at)) => due.instant == at,
        (None, _) => false,
    }
}
