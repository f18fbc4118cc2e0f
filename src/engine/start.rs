//! What is started for items: it begins, is stopped where it is, or ends.

use super::effect::{ItemEffect, ItemNo, Withdrawal};
use super::ledger::{Cancelled, Ending};
use super::run::Run;
use super::state::{Course, Focus, Progress, Status};
use crate::machine::id::{ChartId, ExprId, StateId};
use crate::machine::playbook::{EndCare, StateKind};

impl Run<'_> {
    /// A chart starts for every item of its kind, now and later.
    pub(super) fn start(&mut self, chart: ChartId, only: Option<ExprId>, first: Option<ExprId>) {
        let Some(kind) = self.playbook.charts[chart].item else { return };
        if let Some(start) = self.start_no(chart, only) {
            self.state.standing.entry(start).or_insert(0);
        }
        let (mut ahead, mut rest) = (Vec::new(), Vec::new());
        for no in self.items_of(kind) {
            self.counts.insert(no);
            if self.may_start(no, chart, true) && self.is_of(no, only).is_true() {
                let is_first = first.is_some() && self.is_of(no, first).is_true();
                if is_first { ahead.push(no) } else { rest.push(no) }
            }
        }
        for no in ahead.into_iter().chain(rest) {
            self.begin(no, chart);
        }
        self.touched();
    }

    /// The position of a start among those of the machine.
    fn start_no(&self, chart: ChartId, only: Option<ExprId>) -> Option<u32> {
        let starts = &self.machine.index().starts;
        let at = starts.iter().position(|start| *start == (chart, only))?;
        u32::try_from(at).ok()
    }

    /// Whether a chart was never started for an item; `again`: or was stopped.
    fn may_start(&self, no: ItemNo, chart: ChartId, again: bool) -> bool {
        let course = self.state.item(no).and_then(|item| item.course(chart));
        course.is_none_or(|course| again && course.progress == Progress::Stopped)
    }

    /// A chart begins for an item: its root and what is initial in it are entered.
    fn begin(&mut self, no: ItemNo, chart: ChartId) {
        let fresh = Course::new(self.machine, chart);
        let Some(item) = self.state.item_mut(no) else { return };
        match item.courses.binary_search_by_key(&chart, Course::chart) {
            Ok(at) => {
                if let Some(course) = item.courses.get_mut(at) {
                    let before = std::mem::replace(course, fresh);
                    course.duties = before.duties;
                }
            }
            Err(at) => item.courses.insert(at, fresh),
        }
        self.state.running += 1;
        let root = self.playbook.charts[chart].root;
        self.about(Focus::of(Some(no), chart), |run| {
            run.tell_of(ItemEffect::Started(chart));
            run.enter_initially(root);
        });
    }

    /// A chart stops for every item in which it runs and of which the condition is true; without a
    /// condition it starts for no other either.
    pub(super) fn stop(&mut self, chart: ChartId, only: Option<ExprId>) {
        let Some(kind) = self.playbook.charts[chart].item else { return };
        if only.is_none() {
            let starts = &self.machine.index().starts;
            let other = |at: u32| starts.get(at as usize).is_none_or(|start| start.0 != chart);
            self.state.standing.retain(|at, _| other(*at));
        }
        for no in self.items_of(kind) {
            self.counts.insert(no);
            if self.runs_in(no, chart) && self.is_of(no, only).is_true() {
                self.about(Focus::of(Some(no), chart), Self::stop_course);
            }
        }
        self.touched();
    }

    /// What runs in focus is left where it is.
    pub(super) fn stop_course(&mut self) {
        let chart = self.focus.chart;
        let active: Vec<StateId> = self.course().active().collect();
        active.into_iter().rev().for_each(|state| self.exit(state));
        self.quiet();
        self.course_mut().progress = Progress::Stopped;
        self.tell_of(ItemEffect::Stopped(chart));
        if let Some(no) = self.focus.item
            && self.playbook.charts[chart].moves_care
        {
            self.cancel_moves(no, Cancelled::Stays);
        }
        self.state.running -= 1;
        self.touched();
    }

    /// What runs in focus waits for nothing any more: guarantees, memories, timers.
    fn quiet(&mut self) {
        self.close_guarantees();
        self.course_mut().memories.clear();
    }

    /// Charts of items that have reached an end have ended; whether there was one.
    pub(super) fn end_charts(&mut self) -> bool {
        let arrived = std::mem::take(&mut self.arrived);
        let mut ended = false;
        for focus in arrived {
            ended |= self.about(focus, Self::end_course);
        }
        ended
    }

    fn end_course(&mut self) -> bool {
        let Some(course) = self.state.course(self.focus).filter(|course| course.runs()) else {
            return false;
        };
        let root = self.playbook.charts[self.focus.chart].root;
        let ends = |state: &StateId| {
            let declared = &self.playbook.states[*state];
            declared.parent == Some(root) && declared.kind == StateKind::End
        };
        let Some(end) = course.active().find(ends) else { return false };
        let chart = self.focus.chart;
        let active: Vec<StateId> = course.active().collect();
        for state in active {
            self.silence(state);
        }
        self.quiet();
        self.course_mut().progress = Progress::Ended(end);
        self.state.running -= 1;
        self.tell_of(ItemEffect::Ended { chart, end });
        self.end_care(end);
        self.touched();
        true
    }

    /// A state of a chart that has ended: its timers go, what is open in it and not overdue is
    /// withdrawn.
    fn silence(&mut self, state: StateId) {
        let declared = &self.playbook.states[state];
        for &duty in &declared.duties {
            self.stop_recurrence(duty);
            for no in self.open_instances(duty) {
                self.end(no, Status::Withdrawn(Withdrawal::Closed));
            }
        }
        for &handler in &self.machine.index().handlers[state].timed {
            self.clear_handler(handler);
        }
        self.clear_state_due(state);
    }

    fn end_care(&mut self, end: StateId) {
        let Some(no) = self.focus.item else { return };
        let Some(care) = self.care_of(no) else { return };
        match &self.playbook.states[end].care {
            None => {}
            Some(EndCare::Ends(_)) => self.end_holding(no, care, Ending::Ceased),
            Some(EndCare::With(role)) => {
                let stays = self.state.item(no).is_some_and(|item| item.is_with(care, *role));
                if !stays {
                    self.tell_of(ItemEffect::Misplaced { declared: *role });
                }
            }
        }
    }

    /// What stands for an item that waits for it begins.
    pub(super) fn start_waiting(&mut self, no: ItemNo) -> bool {
        let Some(item) = self.state.item(no).filter(|item| item.is_present()) else {
            return false;
        };
        let kind = item.kind;
        let standing: Vec<u32> = self.state.standing.keys().copied().collect();
        let mut began = false;
        for start in standing {
            let Some(&(chart, only)) = self.machine.index().starts.get(start as usize) else {
                continue;
            };
            let of_kind = self.playbook.charts[chart].item == Some(kind);
            if of_kind && self.may_start(no, chart, false) && self.is_of(no, only).is_true() {
                self.begin(no, chart);
                began = true;
            }
        }
        began
    }

    /// Whether an item has yet to begin or to finish what a start is for.
    pub(super) fn awaits(&self, no: ItemNo, present: bool, start: u32) -> bool {
        let Some(&(chart, only)) = self.machine.index().starts.get(start as usize) else {
            return false;
        };
        let Some(item) = self.state.item(no).filter(|_| present) else { return false };
        match item.course(chart) {
            _ if self.playbook.charts[chart].item != Some(item.kind) => false,
            Some(course) => course.runs(),
            None => !self.is_of(no, only).is_false(),
        }
    }

    /// Whether everything that was started in a scope has ended, and nothing more will come.
    pub(super) fn starts_are_finished(&self, state: StateId) -> bool {
        let index = self.machine.index();
        index.starts_in[state].iter().all(|start| {
            let (Some(&awaited), Some(&(chart, _))) =
                (self.state.standing.get(start), index.starts.get(*start as usize))
            else {
                return true;
            };
            let kind = self.playbook.charts[chart].item;
            let complete = kind.is_none_or(|kind| {
                self.playbook.items[kind].register.is_empty() || self.state.is_complete(kind)
            });
            awaited == 0 && complete
        })
    }
}
