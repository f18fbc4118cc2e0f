//! What one asks about: the case itself, one of its items, or a party of a role of either.

use super::{Because, Case};
use crate::calendar::Timestamp;
use crate::engine::{self, Course, Focus, Item, ItemNo, Obligation, ObligationNo, Visit};
use crate::engine::{Phase, Progress, Status, Withdrawal};
use crate::machine::Machine;
use crate::machine::expr::Over;
use crate::machine::handler::Limit;
use crate::machine::id::{
    ChartId, DutyId, ExprId, FactId, FormulaId, HandlerId, ItemId, RoleId, SignalId, StateId,
};
use crate::machine::playbook::Playbook;
use crate::span::Span;
use crate::value::{Truth, Value};
use crate::words::Words;

/// What one asks about.
#[derive(Clone, Copy)]
pub(super) struct About<'a> {
    pub(super) case: &'a Case,
    /// The item; `None`: the case itself.
    pub(super) item: Option<ItemNo>,
    /// The party in question, in what role.
    pub(super) party: Option<(RoleId, &'a str)>,
}

/// How far a chart is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Life {
    Runs,
    NotBegun,
    Stopped,
    Ended(StateId),
    Withdrawn,
    Closed,
}

impl<'a> About<'a> {
    pub(super) fn case(case: &'a Case) -> Self {
        Self { case, item: None, party: None }
    }

    pub(super) fn machine(self) -> &'a Machine {
        self.case.machine()
    }

    pub(super) fn playbook(self) -> &'a Playbook<ExprId> {
        self.machine().playbook()
    }

    pub(super) fn state(self) -> &'a engine::State {
        self.case.state()
    }

    pub(super) fn now(self) -> Timestamp {
        self.state().last()
    }

    /// Whether a signal came in before, and what waits for it now began later.
    pub(super) fn came_before(self, signal: SignalId) -> bool {
        let chart = self.playbook().signals.get(signal).map(|signal| signal.chart);
        let course = match self.of_item() {
            Some(item) => chart.and_then(|chart| item.course(chart)),
            None => Some(&self.state().own),
        };
        course.is_some_and(|course| course.received.get(signal).copied().flatten().is_some())
    }

    pub(super) fn of_item(self) -> Option<&'a Item> {
        self.state().item(self.item?)
    }

    /// The kind of item that it is.
    pub(super) fn kind(self) -> Option<ItemId> {
        self.of_item().map(|item| item.kind)
    }

    /// The host's id of the item.
    pub(super) fn id(self) -> Option<String> {
        self.of_item().map(|item| item.id.clone())
    }

    pub(super) fn because(self, at: Span, sentence: impl Fn(Words<'_>) -> String) -> Because {
        self.case.because(at, sentence)
    }

    pub(super) fn chart_of(self, state: StateId) -> Option<ChartId> {
        self.machine().index().chart_of.get(state).copied()
    }

    /// Whether what stands in this state is of what one asks about: of the case, or of each item
    /// of the kind.
    pub(super) fn has(self, state: StateId) -> bool {
        let chart = self.chart_of(state).and_then(|chart| self.playbook().charts.get(chart));
        chart.is_some_and(|chart| chart.item == self.kind())
    }

    /// The case itself, for what stands in its own chart.
    pub(super) fn home(self, state: StateId) -> Self {
        let chart = self.chart_of(state).and_then(|chart| self.playbook().charts.get(chart));
        let of_item = chart.is_some_and(|chart| chart.item.is_some());
        Self { item: self.item.filter(|_| of_item), ..self }
    }

    /// The chart of a state, as it runs: of the case, or of the item in question.
    pub(super) fn course(self, state: StateId) -> Option<&'a Course> {
        let chart = self.chart_of(state)?;
        let item = match self.playbook().charts.get(chart)?.item {
            None => None,
            Some(_) => Some(self.item?),
        };
        self.state().course(Focus::of(item, chart))
    }

    /// How far a chart of what one asks about is.
    pub(super) fn life(self, chart: ChartId) -> Life {
        if matches!(self.state().phase(), Phase::Closed(_)) {
            return Life::Closed;
        }
        let Some(item) = self.of_item() else { return Life::Runs };
        match item.course(chart).map(Course::progress) {
            _ if !item.is_present() => Life::Withdrawn,
            None => Life::NotBegun,
            Some(Progress::Runs) => Life::Runs,
            Some(Progress::Stopped) => Life::Stopped,
            Some(Progress::Ended(end)) => Life::Ended(end),
        }
    }

    pub(super) fn is_active(self, state: StateId) -> bool {
        self.visit(state).is_some()
    }

    pub(super) fn visit(self, state: StateId) -> Option<&'a Visit> {
        self.course(state)?.visit(state)
    }

    /// The instances of a task, decision or call that count now.
    pub(super) fn instances(
        self,
        duty: DutyId,
    ) -> impl Iterator<Item = (ObligationNo, &'a Obligation)> {
        let scope = self.playbook().duties.get(duty).map(|duty| duty.scope);
        let course = scope.and_then(|scope| self.course(scope));
        let current = course.and_then(|course| course.duties.get(duty)).map(|it| &it.current);
        let current = current.into_iter().flatten();
        current.filter_map(move |(_, &no)| Some((no, self.state().obligation(no)?)))
    }

    /// What the party in question owes of a task of which each owes its own.
    pub(super) fn own(self, duty: DutyId) -> Option<(ObligationNo, &'a Obligation)> {
        let (_, party) = self.party?;
        self.instances(duty).find(|(_, obligation)| obligation.party.as_deref() == Some(party))
    }

    /// Those of them that are owed.
    pub(super) fn owed(self, duty: DutyId) -> impl Iterator<Item = (ObligationNo, &'a Obligation)> {
        self.instances(duty).filter(|(_, obligation)| obligation.status.is_owed())
    }

    /// An instance of the present visit that has ended for good, where none is owed.
    pub(super) fn ended(self, duty: DutyId) -> Option<(ObligationNo, &'a Obligation)> {
        let scope = self.playbook().duties.get(duty)?.scope;
        let visit = self.visit(scope)?.id;
        let for_good = |status| match status {
            Status::Withdrawn(why) => why == Withdrawal::ByName,
            Status::Done | Status::Decided(_) | Status::Unanswered | Status::Excused => true,
            Status::Open | Status::Overdue => false,
        };
        let owed = self.owed(duty).next().is_some();
        let mut ended = self.instances(duty).filter(|_| !owed);
        ended.find(|(_, obligation)| obligation.visit == visit && for_good(obligation.status))
    }

    pub(super) fn has_fired(self, handler: HandlerId) -> bool {
        self.handler(handler).is_some_and(|(fired, _)| fired)
    }

    /// When a handler fires by time.
    pub(super) fn timer(self, handler: HandlerId) -> Option<Timestamp> {
        self.handler(handler)?.1
    }

    fn handler(self, handler: HandlerId) -> Option<(bool, Option<Timestamp>)> {
        let scope = self.playbook().handlers.get(handler)?.scope;
        let state = self.course(scope)?.handlers.get(handler)?;
        Some((state.fired, state.timer))
    }

    pub(super) fn is_used_up(self, limit: &Limit) -> bool {
        let Some(most) = self.playbook().counters.get(limit.counter) else { return false };
        let count = self.course(most.owner).and_then(|it| it.counters.get(limit.counter));
        count.is_some_and(|count| *count >= most.times)
    }

    /// The value of a fact of the item in question, or of the case.
    pub(super) fn value(self, fact: FactId) -> Option<Value> {
        engine::value_for(self.machine(), self.state(), self.item, fact)
    }

    pub(super) fn truth(self, formula: FormulaId) -> Truth {
        let party = self.party.map(|(_, party)| party);
        engine::truth(self.machine(), self.state(), (self.item, party), formula)
    }

    /// The parties that hold a role now.
    pub(super) fn parties(self, role: RoleId) -> impl Iterator<Item = &'a str> {
        self.state().parties_for(self.item, role, self.now())
    }

    /// Everyone over whom something is counted.
    pub(super) fn each(self, over: Over) -> Vec<Self> {
        match over {
            Over::Items(kind) => {
                let items = self.state().numbered_items();
                let of_kind = items.filter(|(_, item)| item.kind == kind && item.is_present());
                of_kind.map(|(no, _)| Self { item: Some(no), party: None, ..self }).collect()
            }
            Over::Parties(role) => {
                self.parties(role).map(|it| Self { party: Some((role, it)), ..self }).collect()
            }
        }
    }
}
