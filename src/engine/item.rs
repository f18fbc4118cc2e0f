//! Items: enrolled, told, withdrawn; what is started and stopped for them, and how it ends.

use super::command::Bound;
use super::effect::{ItemEffect, ItemNo, Trace};
use super::eval::Here;
use super::ledger::{Cover, Ending};
use super::run::Run;
use super::state::{Acceptance, Course, Focus, Gone, Item};
use crate::calendar::Timestamp;
use crate::machine::handler::DateRef;
use crate::machine::id::{ChartId, ExprId, FactId, HoldingId, ItemId, RoleId, SignalId};
use crate::value::{Truth, Value};

impl Run<'_> {
    /// An item belongs to the case from now on; what stands for its kind starts.
    pub(super) fn enrol(
        &mut self,
        kind: ItemId,
        id: String,
        parties: Vec<Bound>,
        fields: Vec<(FactId, Value)>,
        at: Timestamp,
    ) {
        let no = ItemNo::new(self.state.items.len());
        let item = Item::new(self.machine, kind, id.clone(), at, self.seq);
        self.state.items.push(item);
        self.state.item_numbers.insert(id, no);
        self.state.registers[kind].present += 1;
        self.about(Focus::item(no), |run| {
            run.tell_of(ItemEffect::Enrolled(kind));
            for (role, party, until) in parties {
                run.hold(role, party, at, until);
            }
            run.state_facts(fields, at);
            for holding in run.machine.index().items[kind].holdings.iter() {
                run.first_holder(holding);
            }
            run.regrouped(no);
            run.touched();
        });
    }

    /// The item belongs to the case no longer.
    pub(super) fn withdraw_item(&mut self, no: ItemNo, ground: String) {
        let gone = Gone { at: self.at, seq: self.seq, ground: ground.clone() };
        let Some(item) = self.state.item_mut(no) else { return };
        let kind = item.kind;
        item.withdrawn = Some(gone);
        self.about(Focus::item(no), |run| {
            run.tell_of(ItemEffect::ItemWithdrawn { ground });
            for chart in run.running_charts(no) {
                run.about(Focus::of(Some(no), chart), |run| run.stop_course());
            }
            for holding in run.machine.index().items[kind].holdings.iter() {
                run.end_holding(no, holding, Ending::Withdrawn);
            }
            run.close_guarantees();
            run.touched();
        });
        self.state.registers[kind].present -= 1;
    }

    /// Every item of a kind has been enrolled.
    pub(super) fn complete_register(&mut self, kind: ItemId) {
        self.state.registers[kind].complete = Some(self.at);
        self.tell_of(ItemEffect::RegisterComplete(kind));
        self.touched();
    }

    /// The charts that run for an item, in order.
    pub(super) fn running_charts(&self, no: ItemNo) -> Vec<ChartId> {
        let courses = self.state.item(no).map(|item| item.courses.iter());
        let running = courses.into_iter().flatten().filter(|course| course.runs());
        running.map(Course::chart).collect()
    }

    /// Whether a chart runs for an item.
    pub(super) fn runs_in(&self, no: ItemNo, chart: ChartId) -> bool {
        self.state.course(Focus::of(Some(no), chart)).is_some_and(Course::runs)
    }

    /// The items of a kind that were not withdrawn, in order of enrolment.
    pub(super) fn items_of(&self, kind: ItemId) -> Vec<ItemNo> {
        let of_kind =
            self.state.numbered_items().filter(|(_, item)| item.kind == kind && item.is_present());
        of_kind.map(|(no, _)| no).collect()
    }

    /// What a condition about an item says; without one it is true.
    pub(super) fn is_of(&self, no: ItemNo, condition: Option<ExprId>) -> Truth {
        condition.map_or(Truth::True, |condition| self.here_of(no).holds(condition))
    }

    /// The case as conditions about an item see it now.
    pub(super) fn here_of(&self, no: ItemNo) -> Here<'_> {
        Here { focus: Focus::item(no), ..self.here() }
    }

    /// A signal of a handover is raised wherever that runs.
    pub(super) fn send(&mut self, signal: SignalId, kind: ItemId, only: Option<ExprId>) {
        let chart = self.playbook.signals[signal].chart;
        for no in self.items_of(kind) {
            if self.runs_in(no, chart) && self.is_of(no, only).is_true() {
                self.raised.push_back((Focus::of(Some(no), chart), signal));
            }
        }
    }

    /// Who says what about taking care over, effective at `at`: what was said later stands.
    pub(super) fn heed_acceptance(&mut self, no: ItemNo, stands: bool, party: &str, at: Timestamp) {
        let Some(item) = self.state.item_mut(no) else { return };
        if item.accepted.get(party).is_some_and(|said| said.at > at) {
            return self.note(Trace::SaidSince(party.to_owned()));
        }
        let before = item.accepted.insert(party.to_owned(), Acceptance { at, stands });
        if stands {
            self.tell_of(ItemEffect::Accepted { party: party.to_owned() });
            if let Some(care) = self.care_of(no) {
                self.take_effect(no, care);
            }
        } else if before.is_some_and(|said| said.stands) {
            let moved = self.moved_upon(no, party, at);
            self.tell_of(ItemEffect::AcceptanceWithdrawn { party: party.to_owned(), moved });
            self.drop_moves_to(no, party);
        }
        self.touched();
    }

    /// Since when a party has the care of an item by a move upon its acceptance, if that was later
    /// than `at`.
    fn moved_upon(&self, no: ItemNo, party: &str, at: Timestamp) -> Option<Timestamp> {
        let turn = self.ledger(no, self.care_of(no)?)?.present()?;
        let upon = turn.why.is_move() && turn.cover == Cover::Place;
        (upon && *turn.holder.party == *party && turn.from() > at).then(|| turn.from())
    }

    /// A party becomes a candidate for the item in focus.
    pub(super) fn offer(&mut self, role: RoleId, party: String, at: Timestamp) {
        self.tell_of(ItemEffect::Offered { role, party: party.clone() });
        self.bind(role, party, at, None);
    }

    /// If the role is one of candidates: this party is none any longer from `at` on, and its
    /// acceptance is gone.
    pub(super) fn lapse(&mut self, role: RoleId, party: &str, at: Timestamp) {
        let Some(no) = self.focus.item.filter(|_| self.playbook.is_of_candidates(role)) else {
            return;
        };
        if let Some(item) = self.state.item_mut(no) {
            item.accepted.insert(party.to_owned(), Acceptance { at, stands: false });
        }
        self.drop_moves_to(no, party);
        self.tell_of(ItemEffect::Lapsed { role, party: party.to_owned() });
    }

    /// A candidate is chosen: it holds the role, and every other one lapses.
    pub(super) fn choose(&mut self, role: RoleId, party: &str) {
        let (Some(no), Some(from)) = (self.focus.item, self.playbook.roles[role].chosen_from)
        else {
            return;
        };
        let at = self.at;
        self.about(Focus::item(no), |run| {
            let candidates: Vec<String> = run.parties(from).map(str::to_owned).collect();
            run.tell_of(ItemEffect::Chosen { role, party: party.to_owned() });
            if !run.is_held(role, party, at) {
                run.keep_holdings(role, party);
                run.bind(role, party.to_owned(), at, None);
            }
            for other in candidates.iter().filter(|other| *other != party) {
                run.release(from, other, at);
            }
        });
    }

    /// The care of an item, if its kind is in care.
    pub(super) fn care_of(&self, no: ItemNo) -> Option<HoldingId> {
        super::group::care_of(self.machine, self.state.item(no)?.kind)
    }

    /// Items that change what they say of themselves are counted again, and what stands for them
    /// and waited for that starts; whether anything did.
    pub(super) fn count_items(&mut self) -> bool {
        let mut started = false;
        // What starts by this is settled first, and may be why more starts.
        for no in std::mem::take(&mut self.counts) {
            self.watch_item(no);
            self.count_item(no);
            started |= self.start_waiting(no);
        }
        started
    }

    /// What an item says of itself, in the sums that conditions of the case read.
    fn count_item(&mut self, no: ItemNo) {
        let Some(item) = self.state.item(no) else { return };
        let (kind, present) = (item.kind, item.is_present());
        let here = self.here_of(no);
        let censuses = &self.machine.index().items[kind].censuses;
        let exprs = self.machine.exprs();
        let of = |census| exprs.holds(exprs.censuses[census].condition, &here);
        let truths: Vec<_> = censuses.iter().map(|&census| present.then(|| of(census))).collect();
        let awaits = |start: &&u32| self.awaits(no, present, **start);
        let awaited = self.state.standing.keys().filter(awaits).copied().collect();
        let Some(item) = self.state.item_mut(no) else { return };
        let before = std::mem::replace(&mut item.counted, truths.clone());
        let waited = std::mem::replace(&mut item.awaited, awaited);
        let awaited = item.awaited.clone();
        let mut changed = before != truths || waited != awaited;
        for (&census, (was, is)) in censuses.iter().zip(before.into_iter().zip(truths)) {
            let tally = &mut self.state.tallies[census];
            tally.held -= u32::from(was == Some(Truth::True));
            tally.unknown -= u32::from(was == Some(Truth::Unknown));
            tally.held += u32::from(is == Some(Truth::True));
            tally.unknown += u32::from(is == Some(Truth::Unknown));
        }
        for (start, count) in &mut self.state.standing {
            let (was, is) = (waited.contains(start), awaited.contains(start));
            *count = (*count + u32::from(is)).saturating_sub(u32::from(was));
        }
        changed |= !present;
        if changed {
            self.counted();
        }
    }

    /// At the close of the case nothing moves any more: each stays with its holder, and of an item
    /// for which nothing was ever started that is told.
    pub(super) fn close_items(&mut self) {
        for no in (0..self.state.items.len()).map(ItemNo::new) {
            let Some(item) = self.state.item(no).filter(|item| item.is_present()) else { continue };
            let (kind, never) = (item.kind, item.courses.is_empty());
            self.about(Focus::item(no), Self::close_guarantees);
            for holding in self.machine.index().items[kind].holdings.iter() {
                self.about(Focus::item(no), |run| run.stay(no, holding, never));
            }
        }
    }

    /// The date of a planned move, as things stand for the item in focus.
    pub(super) fn when(&self, date: DateRef) -> Option<super::ledger::When> {
        let point = self.point(date)?;
        let at = point.start(self.machine.zone());
        let day = match point {
            crate::calendar::Point::Day(day) => Some(day),
            crate::calendar::Point::Instant(_) => None,
        };
        Some(super::ledger::When { at, day })
    }
}
