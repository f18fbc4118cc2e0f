//! Many charts in one case: which is looked at, and what belongs to which.

use std::collections::BTreeMap;

use draaiboek::calendar::Timestamp;
use draaiboek::hir::Expr;
use draaiboek::machine::expr::Over;
use draaiboek::machine::id::{ChartId, DutyId, FactId, Id, RoleId, SignalId, StateId};
use draaiboek::value::Truth;

use super::{Case, Course, Focus, eval};

impl Case<'_> {
    /// Where what is kept for a chart is found: the case's own, or that of the item in focus.
    pub(super) fn key(&self, chart: ChartId) -> Focus {
        let item = self.focus.get().item.filter(|_| self.hir.charts[chart].item.is_some());
        Focus { item, chart }
    }

    /// A chart of the case or of the item in focus, if it was started.
    pub(super) fn course(&self, chart: ChartId) -> Option<&Course> {
        self.courses.get(&self.key(chart))
    }

    /// The chart in which a state stands.
    pub fn chart_of(&self, state: StateId) -> ChartId {
        let root = *self.around(state).last().expect("a root");
        let mut charts = self.hir.charts.iter().filter(|(_, chart)| chart.root == root);
        charts.next().map_or(ChartId::new(0), |(id, _)| id)
    }

    pub(super) fn chart_of_duty(&self, duty: DutyId) -> ChartId {
        self.chart_of(self.hir.duties[duty].scope)
    }

    /// When a signal was last received, in the chart in which it is heard.
    pub(super) fn received_at(&self, signal: SignalId) -> Option<Timestamp> {
        let course = self.course(self.hir.signals[signal].chart)?;
        course.received.get(&signal).copied()
    }

    /// When a task was last done, in the chart in which it is owed.
    pub(super) fn done_at(&self, duty: DutyId) -> Option<Timestamp> {
        self.course(self.chart_of_duty(duty))?.done_at.get(&duty).copied()
    }

    /// The outermost state of the chart in focus.
    pub(super) fn root(&self) -> StateId {
        self.hir.charts[self.focus.get().chart].root
    }

    /// Whose role it is here: the case's, or of the item in focus.
    pub(super) fn of_role(&self, role: RoleId) -> (Option<usize>, RoleId) {
        let own = self.hir.roles.get(role).is_some_and(|role| role.item.is_some());
        (self.focus.get().item.filter(|_| own), role)
    }

    /// Whose fact it is here.
    pub(super) fn of_fact(&self, fact: FactId) -> (Option<usize>, FactId) {
        (self.focus.get().item.filter(|_| self.hir.facts[fact].item.is_some()), fact)
    }

    /// Looks at another chart for a while.
    pub(super) fn about<T>(&mut self, focus: Focus, act: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.focus.replace(focus);
        let done = act(self);
        self.focus.set(before);
        done
    }

    pub fn focus(&self) -> Focus {
        self.focus.get()
    }

    /// Reads as from another chart.
    pub fn seen_from<T>(&self, focus: Focus, read: impl FnOnce(&Self) -> T) -> T {
        let before = self.focus.replace(focus);
        let answer = read(self);
        self.focus.set(before);
        answer
    }

    /// What a condition says of every item of a kind, or of every party of a role.
    pub(super) fn each_of_all(&self, over: Over, condition: Option<&Expr>) -> Vec<Truth> {
        let here = || condition.map_or(Truth::True, |condition| eval::truth(self, condition));
        match over {
            Over::Items(kind) => {
                let of = |no| Focus { item: Some(no), ..Focus::default() };
                let items = self.items_of(kind).into_iter();
                items.map(|no| self.seen_from(of(no), |_| here())).collect()
            }
            Over::Parties(role) => {
                let of = |party| {
                    let before = self.party.replace(Some(party));
                    let answer = here();
                    self.party.replace(before);
                    answer
                };
                self.parties(role, self.now).into_iter().map(of).collect()
            }
        }
    }

    /// Looks at an item, whatever runs for it.
    pub(super) fn about_item<T>(&mut self, no: usize, act: impl FnOnce(&mut Self) -> T) -> T {
        self.about(Focus { item: Some(no), ..Focus::default() }, act)
    }

    /// Every chart that runs: the case's own, then those of the items in order.
    pub(super) fn running_charts(&self) -> Vec<Focus> {
        let runs = |focus: &&Focus| focus.item.is_none_or(|no| self.items[no].runs(focus.chart));
        self.courses.keys().filter(runs).copied().collect()
    }

    /// Does the same for every chart that runs.
    pub(super) fn everywhere(&mut self, mut act: impl FnMut(&mut Self)) {
        for focus in self.running_charts() {
            self.about(focus, &mut act);
        }
    }

    /// Whether the chart in focus was started.
    pub(super) fn is_started(&self) -> bool {
        self.course(self.focus.get().chart).is_some()
    }

    /// Whether it goes on.
    pub(super) fn is_running(&self) -> bool {
        let Focus { item, chart } = self.focus.get();
        item.is_none_or(|no| self.items[no].runs(chart))
    }

    /// The same for every chart that was started, also of items that are done.
    pub(super) fn everywhere_started(&mut self, mut act: impl FnMut(&mut Self)) {
        for focus in self.courses.keys().copied().collect::<Vec<_>>() {
            self.about(focus, &mut act);
        }
    }

    /// The first chart that runs in which something happens; whether there is one.
    pub(super) fn any_chart(&mut self, act: impl Fn(&mut Self) -> bool) -> bool {
        self.running_charts().into_iter().any(|focus| self.about(focus, &act))
    }

    /// The tasks, decisions and calls of the chart in focus.
    pub(super) fn duties_here(&self) -> Vec<DutyId> {
        let ids = self.hir.duties.ids();
        ids.filter(|&duty| self.chart_of_duty(duty) == self.focus.get().chart).collect()
    }

    /// The chart in which an obligation is owed.
    pub(super) fn focus_of(&self, no: usize) -> Focus {
        let obligation = &self.obligations[no];
        Focus { item: obligation.item, chart: self.chart_of_duty(obligation.duty) }
    }

    /// The visit of every active state, wherever.
    pub(super) fn live(&self) -> BTreeMap<(Option<usize>, StateId), u32> {
        let courses = self.running_charts().into_iter();
        let all = courses.flat_map(|focus| {
            let visits = self.courses[&focus].visits.iter();
            visits.map(move |(&state, visit)| ((focus.item, state), visit.id))
        });
        all.collect()
    }
}
