//! Which charts an entry must look at: those of which something changed, and those that read it.

use std::collections::BTreeSet;

use super::effect::ItemNo;
use super::run::Run;
use super::state::{Focus, Item};
use crate::machine::id::{ChartId, FactId};
use crate::machine::{CaseReads, Parts};

/// What has changed of the case since the charts of items were last told.
#[derive(Debug, Default)]
pub(super) struct Changed {
    facts: BTreeSet<FactId>,
    level: bool,
    /// Where its chart is, what is owed in it, what it received, who holds its roles.
    course: bool,
}

impl Changed {
    fn is_read(&self, reads: &CaseReads) -> bool {
        (self.level && reads.level)
            || (self.course && reads.course)
            || self.facts.iter().any(|fact| reads.facts.contains(fact))
    }

    fn is_empty(&self) -> bool {
        self.facts.is_empty() && !self.level && !self.course
    }
}

impl Run<'_> {
    /// Something that conditions read has changed in what is in focus. Every chart of an item reads
    /// who holds it, its roles and acceptances, whichever of them changed it.
    pub(super) fn touched(&mut self) {
        self.memo.get_mut().forget();
        match self.focus.item {
            None => self.changed.course = true,
            Some(no) => {
                self.counts.insert(no);
                self.mark_item(no);
            }
        }
        self.mark();
    }

    /// A fact of the item in focus, or of the case, has another value.
    pub(super) fn touched_fact(&mut self, fact: FactId) {
        self.memo.get_mut().forget();
        let of_item = self.playbook.facts[fact].item.is_some();
        match self.focus.item.filter(|_| of_item) {
            None => {
                self.changed.facts.insert(fact);
            }
            Some(no) => {
                self.counts.insert(no);
                self.mark_item(no);
            }
        }
        self.mark();
    }

    /// The severity has changed.
    pub(super) fn touched_level(&mut self) {
        self.memo.get_mut().forget();
        self.changed.level = true;
        self.look_at(Focus::case());
    }

    /// The case counts its items anew.
    pub(super) fn counted(&mut self) {
        self.memo.get_mut().forget();
        self.look_at(Focus::case());
    }

    /// The chart in focus must be looked at.
    fn mark(&mut self) {
        if self.focus.own_item().is_none() {
            self.look_at(self.focus);
        }
    }

    /// All that runs for an item must be looked at.
    fn mark_item(&mut self, no: ItemNo) {
        for chart in self.running_charts(no) {
            self.look_at(Focus::of(Some(no), chart));
        }
    }

    /// A chart must be settled and its watching handlers looked at.
    pub(super) fn look_at(&mut self, focus: Focus) {
        self.unsettled.insert(focus);
        self.unwatched.insert(focus);
        self.looked_at.insert(focus);
    }

    /// Tells the charts of items what has changed of the case, and counts anew what reads it.
    pub(super) fn tell_items(&mut self) {
        if self.state.items.is_empty() || self.changed.is_empty() {
            self.changed = Changed::default();
            return;
        }
        let changed = std::mem::take(&mut self.changed);
        let index = self.machine.index();
        let charts = index.charts.iter().filter(|(_, parts)| changed.is_read(&parts.reads));
        let charts: Vec<ChartId> = charts.map(|(id, _): (_, &Parts)| id).collect();
        let kinds = index.items.iter().filter(|(_, members)| changed.is_read(&members.reads));
        let kinds: Vec<_> = kinds.map(|(id, _)| id).collect();
        if charts.is_empty() && kinds.is_empty() {
            return;
        }
        for no in (0..self.state.items.len()).map(ItemNo::new) {
            for &chart in &charts {
                if self.runs_in(no, chart) {
                    self.look_at(Focus::of(Some(no), chart));
                }
            }
            if self.state.item(no).is_some_and(|item| kinds.contains(&item.kind)) {
                self.counts.insert(no);
            }
        }
    }

    /// The charts of the case that run, in order: its own, then those of its items.
    pub(super) fn all_courses(&self) -> Vec<Focus> {
        let of_item = |(no, item): (ItemNo, &Item)| {
            let running = item.courses.iter().filter(|course| course.runs());
            running.map(|course| Focus::of(Some(no), course.chart)).collect::<Vec<_>>()
        };
        let items = self.state.numbered_items().flat_map(of_item);
        std::iter::once(Focus::case()).chain(items).collect()
    }

    /// Where a chart runs: for the item in focus, or for every item.
    pub(super) fn courses_of(&self, chart: ChartId) -> Vec<Focus> {
        if self.playbook.charts[chart].item.is_none() {
            return vec![Focus::case()];
        }
        let of = |no: ItemNo| Focus::of(Some(no), chart);
        let mut courses: Vec<Focus> = match self.focus.item {
            Some(no) => vec![of(no)],
            None => self.state.numbered_items().map(|(no, _)| of(no)).collect(),
        };
        courses.retain(|focus| self.state.course(*focus).is_some());
        courses
    }
}
