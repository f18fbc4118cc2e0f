//! Items: enrolled, withdrawn, started, stopped; candidates; how it ends.

use std::collections::{BTreeMap, BTreeSet};

use draaiboek::calendar::Timestamp;
use draaiboek::engine::ledger::{Cancelled, Cover, Ending};
use draaiboek::engine::{Binding, ItemEffect, Status, Withdrawal};
use draaiboek::hir::Expr;
use draaiboek::machine::id::{ChartId, FactId, GuaranteeId, HoldingId, ItemId, RoleId, StateId};
use draaiboek::machine::playbook::{Action, EndCare};
use draaiboek::value::{Truth, Value};

use super::hold::Ledger;
use super::{Case, Course, Focus, Holding, eval};
use crate::model::eval::World;

/// How far a chart of an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    Runs,
    Ended(StateId),
    Stopped,
}

/// One item.
pub struct Item {
    pub kind: ItemId,
    pub id: String,
    pub withdrawn: bool,
    /// Why it goes its own way.
    pub apart: Option<String>,
    /// Whose acceptance stands.
    pub accepted: BTreeSet<String>,
    /// When a party last said that it takes care over, or no longer does; or lapsed.
    pub said: BTreeMap<String, Timestamp>,
    pub progress: BTreeMap<ChartId, Progress>,
    pub ledgers: BTreeMap<HoldingId, Ledger>,
    pub monitors: BTreeMap<GuaranteeId, super::Monitor>,
    /// What stays with whoever holds it, though another was chosen for that role.
    pub kept: BTreeSet<HoldingId>,
}

impl Item {
    pub fn runs(&self, chart: ChartId) -> bool {
        self.progress.get(&chart) == Some(&Progress::Runs)
    }

    pub fn runs_at_all(&self) -> bool {
        self.progress.values().any(|progress| *progress == Progress::Runs)
    }

    /// Who keeps something though another was chosen.
    pub fn kept_holder(&self) -> Option<String> {
        let ledger = self.kept.first().map(|holding| &self.ledgers[holding])?;
        Some(ledger.last().holder.party.to_string())
    }

    pub fn is_ended(&self) -> bool {
        let ended = |progress: &Progress| matches!(progress, Progress::Ended(_));
        !self.runs_at_all() && self.progress.values().any(ended)
    }
}

impl Case<'_> {
    /// The items of a kind that were not withdrawn.
    pub(super) fn items_of(&self, kind: ItemId) -> Vec<usize> {
        let there = |no: &usize| self.items[*no].kind == kind && !self.items[*no].withdrawn;
        (0..self.items.len()).filter(there).collect()
    }

    /// What a condition says of an item; without one it is true.
    fn says_of(&self, no: usize, condition: Option<&Expr>) -> Truth {
        let focus = Focus { item: Some(no), ..Focus::default() };
        self.seen_from(focus, |case| condition.map_or(Truth::True, |it| eval::truth(case, it)))
    }

    pub fn item_named(&self, id: &str) -> Option<usize> {
        self.items.iter().position(|item| item.id == id)
    }

    pub(super) fn kind_named(&self, name: &str) -> Option<ItemId> {
        let mut kinds = self.hir.items.iter();
        let named = kinds.find(|(_, it)| it.name == name || it.plural.as_deref() == Some(name));
        named.map(|(id, _)| id)
    }

    pub(super) fn holdings_of(&self, kind: ItemId) -> Vec<HoldingId> {
        let all = self.hir.holdings.iter();
        all.filter(|(_, holding)| holding.item == kind).map(|(id, _)| id).collect()
    }

    pub(super) fn enrol(
        &mut self,
        kind: ItemId,
        id: &str,
        parties: &[Binding],
        fields: Vec<(FactId, Value)>,
        at: Timestamp,
    ) {
        let no = self.items.len();
        self.items.push(Item {
            kind,
            id: id.to_owned(),
            withdrawn: false,
            apart: None,
            accepted: BTreeSet::new(),
            said: BTreeMap::new(),
            progress: BTreeMap::new(),
            ledgers: BTreeMap::new(),
            kept: BTreeSet::new(),
            monitors: BTreeMap::new(),
        });
        self.about_item(no, |case| {
            case.tell_of(ItemEffect::Enrolled(kind));
            for binding in parties {
                case.bind(binding, at);
            }
            case.state_facts(fields, at);
            for holding in case.holdings_of(kind) {
                case.first_holder(no, holding);
            }
            case.regrouped(no, None);
        });
    }

    pub(super) fn withdraw_item(&mut self, no: usize, ground: &str) {
        self.items[no].withdrawn = true;
        let kind = self.items[no].kind;
        self.about_item(no, |case| {
            case.tell_of(ItemEffect::ItemWithdrawn { ground: ground.to_owned() });
            for chart in case.hir.charts.ids() {
                if case.items[no].runs(chart) {
                    case.stop_chart(no, chart);
                }
            }
            for holding in case.holdings_of(kind) {
                case.end_holding(no, holding, Ending::Withdrawn);
            }
            case.close_monitors();
        });
    }

    pub(super) fn complete_register(&mut self, kind: ItemId) {
        self.complete.insert(kind);
        self.tell_of(ItemEffect::RegisterComplete(kind));
    }

    /// What an action does with items.
    pub(super) fn act_on_items(&mut self, action: &Action<Expr>) {
        match action {
            Action::Start { chart, only, first } => {
                self.start(*chart, only.as_ref(), first.as_ref());
            }
            Action::Stop { chart, only } => self.stop(*chart, only.as_ref()),
            Action::Move { holding, to, per } => self.order_move(*holding, *to, *per),
            Action::Beside { holding, second, until } => {
                self.stand_beside(*holding, *second, *until);
            }
            Action::Stays(holding) => {
                let no = self.focus.get().item.expect("an item");
                self.cancel(no, *holding, Cancelled::Stays);
            }
            Action::Send { signal, item, only } => {
                let chart = self.hir.signals[*signal].chart;
                for no in self.items_of(*item) {
                    let here = self.says_of(no, only.as_ref()).is_true();
                    if self.items[no].runs(chart) && here {
                        self.raised.push_back((Focus { item: Some(no), chart }, *signal));
                    }
                }
            }
            _ => unreachable!("nothing about items"),
        }
    }

    fn start(&mut self, chart: ChartId, only: Option<&Expr>, first: Option<&Expr>) {
        let kind = self.hir.charts[chart].item.expect("a kind");
        let start = (chart, only.cloned());
        if !self.standing.contains(&start) {
            self.standing.push(start);
        }
        let mut all = self.items_of(kind);
        all.retain(|&no| {
            let progress = self.items[no].progress.get(&chart);
            let may = progress.is_none_or(|it| *it == Progress::Stopped);
            may && self.says_of(no, only).is_true()
        });
        let is_first = |no: &usize| first.is_some() && self.says_of(*no, first).is_true();
        let (ahead, rest): (Vec<_>, Vec<_>) = all.into_iter().partition(is_first);
        for no in ahead.into_iter().chain(rest) {
            self.begin(no, chart);
        }
    }

    fn begin(&mut self, no: usize, chart: ChartId) {
        self.items[no].progress.insert(chart, Progress::Runs);
        let focus = Focus { item: Some(no), chart };
        let before = self.courses.remove(&focus).unwrap_or_default();
        let (generations, done_at) = (before.generations, before.done_at);
        self.courses.insert(focus, Course { generations, done_at, ..Course::default() });
        self.about(focus, |case| {
            case.tell_of(ItemEffect::Started(chart));
            let mut entries = BTreeSet::new();
            case.enter_initial(case.root(), &mut entries);
            entries.into_iter().for_each(|state| case.enter(state));
        });
    }

    /// What stands for items that were never in it, now that they are there or their condition is
    /// true.
    pub(super) fn start_waiting(&mut self) -> bool {
        let mut began = false;
        for no in 0..self.items.len() {
            for (chart, only) in self.standing_in_order() {
                let of_kind = self.hir.charts[chart].item == Some(self.items[no].kind);
                let fresh = !self.items[no].progress.contains_key(&chart);
                let there = of_kind && fresh && !self.items[no].withdrawn;
                if there && self.says_of(no, only.as_ref()).is_true() {
                    self.begin(no, chart);
                    began = true;
                }
            }
        }
        began
    }

    fn standing_in_order(&self) -> Vec<(ChartId, Option<Expr>)> {
        let mut standing = self.standing.clone();
        standing.sort_by_key(|(chart, _)| *chart);
        standing
    }

    fn stop(&mut self, chart: ChartId, only: Option<&Expr>) {
        let kind = self.hir.charts[chart].item.expect("a kind");
        if only.is_none() {
            self.standing.retain(|(other, _)| *other != chart);
        }
        for no in self.items_of(kind) {
            if self.items[no].runs(chart) && self.says_of(no, only).is_true() {
                self.stop_chart(no, chart);
            }
        }
    }

    fn stop_chart(&mut self, no: usize, chart: ChartId) {
        self.about(Focus { item: Some(no), chart }, |case| {
            for state in case.active_states().into_iter().rev() {
                case.exit(state);
            }
            case.close_monitors();
            case.kept.clear();
            case.items[no].progress.insert(chart, Progress::Stopped);
            case.tell_of(ItemEffect::Stopped(chart));
            if let Some(care) = case.care_of(no).filter(|_| case.hir.charts[chart].moves_care) {
                case.cancel(no, care, Cancelled::Stays);
            }
        });
    }

    /// Charts of items that are in an end have ended; whether there was one.
    pub(super) fn end_charts(&mut self) -> bool {
        let mut ended = false;
        for focus in self.running_charts() {
            let Some(no) = focus.item else { continue };
            ended |= self.about(focus, |case| case.end_chart(no));
        }
        ended
    }

    fn end_chart(&mut self, no: usize) -> bool {
        let chart = self.focus.get().chart;
        let children = self.hir.states[self.root()].children.iter().copied();
        let Some(end) = children.filter(|&c| self.active(c)).find(|&c| self.is_end(c)) else {
            return false;
        };
        for state in self.active_states() {
            let visit = self.visit_id(state);
            for owed in 0..self.obligations.len() {
                let one = &self.obligations[owed];
                let here = self.hir.duties[one.duty].scope == state && one.item == Some(no);
                let counts = here && self.latest(one.duty).contains(&owed);
                if one.status == Status::Open && counts && visit.is_some() {
                    self.withdraw(owed, Withdrawal::Closed);
                }
            }
        }
        self.close_monitors();
        self.kept.clear();
        self.items[no].progress.insert(chart, Progress::Ended(end));
        self.tell_of(ItemEffect::Ended { chart, end });
        let Some(care) = self.care_of(no) else { return true };
        match self.hir.states[end].care {
            None => {}
            Some(EndCare::Ends(_)) => self.end_holding(no, care, Ending::Ceased),
            Some(EndCare::With(declared)) => {
                let stays = self.held_by(care, declared);
                if !stays {
                    self.tell_of(ItemEffect::Misplaced { declared });
                }
            }
        }
        true
    }

    pub(super) fn care_of(&self, no: usize) -> Option<HoldingId> {
        let holdings = self.holdings_of(self.items[no].kind);
        holdings.into_iter().find(|&holding| self.hir.holdings[holding].name.is_none())
    }

    /// The case closes: everything stays with whoever holds it.
    pub(super) fn close_items(&mut self) {
        for no in 0..self.items.len() {
            if self.items[no].withdrawn {
                continue;
            }
            self.about_item(no, Self::close_monitors);
            for holding in self.holdings_of(self.items[no].kind) {
                self.about_item(no, |case| {
                    case.cancel(no, holding, Cancelled::Stays);
                    let started = !case.items[no].progress.is_empty();
                    if !started && case.ledger(no, holding).is_some() {
                        case.tell_of(ItemEffect::Stays(holding));
                    }
                });
            }
        }
    }

    /// Whether everything that is started in a scope has ended, and nothing more will come.
    pub(super) fn starts_are_finished(&self, scope: StateId) -> bool {
        let state = &self.hir.states[scope];
        let handlers = state.handlers.iter().flat_map(|&it| &self.hir.handlers[it].actions);
        let mut actions = state.entry.iter().chain(handlers);
        actions.all(|action| {
            let Action::Start { chart, only, .. } = action else { return true };
            if !self.standing.contains(&(*chart, only.clone())) {
                return true;
            }
            let kind = self.hir.charts[*chart].item.expect("a kind");
            let complete =
                self.hir.items[kind].register.is_empty() || self.complete.contains(&kind);
            let busy = |no: usize| match self.items[no].progress.get(chart) {
                Some(progress) => *progress == Progress::Runs,
                None => !self.says_of(no, only.as_ref()).is_false(),
            };
            complete && !self.items_of(kind).into_iter().any(busy)
        })
    }

    pub(super) fn heed(&mut self, no: usize, accepts: bool, party: &str, at: Timestamp) {
        let party = party.to_owned();
        if self.items[no].said.get(&party).is_some_and(|said| *said > at) {
            return;
        }
        self.items[no].said.insert(party.clone(), at);
        if accepts {
            self.items[no].accepted.insert(party.clone());
            self.tell_of(ItemEffect::Accepted { party });
            if let Some(care) = self.care_of(no) {
                self.take_effect(no, care);
            }
        } else if self.items[no].accepted.remove(&party) {
            let turn =
                self.care_of(no).and_then(|care| Some(self.ledger(no, care)?.last().clone()));
            let moved = turn.filter(|it| it.why.is_move() && it.cover == Cover::Place);
            let moved = moved.filter(|it| *it.holder.party == *party && it.from() > at);
            let moved = moved.map(|turn| turn.from());
            self.tell_of(ItemEffect::AcceptanceWithdrawn { party: party.clone(), moved });
            self.drop_moves_to(no, &party);
        }
    }

    /// A candidate is one no longer.
    pub(super) fn lapse(&mut self, role: RoleId, party: &str, at: Timestamp) {
        let Some(no) = self.focus.get().item else { return };
        if !self.hir.roles.iter().any(|(_, other)| other.chosen_from == Some(role)) {
            return;
        }
        self.items[no].accepted.remove(party);
        self.items[no].said.insert(party.to_owned(), at);
        self.drop_moves_to(no, party);
        self.tell_of(ItemEffect::Lapsed { role, party: party.to_owned() });
    }

    pub(super) fn offer(&mut self, role: RoleId, party: &str, at: Timestamp) {
        self.tell_of(ItemEffect::Offered { role, party: party.to_owned() });
        self.take_item_role(role, party, at);
    }

    fn take_item_role(&mut self, role: RoleId, party: &str, at: Timestamp) {
        if !self.holds_role(role, party, at) {
            let was_present = self.is_present(role);
            self.hold(role, Holding { party: party.to_owned(), from: at, until: None });
            self.role_changed(role, was_present);
        }
    }

    pub(super) fn choose(&mut self, no: usize, role: RoleId, party: &str) {
        let from = self.hir.roles[role].chosen_from.expect("candidates");
        let now = self.now;
        self.about_item(no, |case| {
            let others = case.parties(from, now);
            case.tell_of(ItemEffect::Chosen { role, party: party.to_owned() });
            case.keep_holdings(no, role, party);
            case.take_item_role(role, party, now);
            for other in others.iter().filter(|other| *other != party) {
                case.give_away(from, other, now);
            }
        });
    }
}
