//! Of an item: what begins and ends what runs for it, and what moves what is held of it.

use super::about::{About, Life};
use super::need::{NAMED, condition};
use super::say::who;
use super::{Missing, Need, Way, What, Who};
use crate::calendar::Due;
use crate::engine::ledger::Plan;
use crate::engine::{self, Block, ItemNo};
use crate::machine::expr::Over;
use crate::machine::handler::{Action, DateRef};
use crate::machine::id::{ChartId, FactId, HoldingId, Id, RoleId, StateId};
use crate::span::Span;
use crate::words::{Words, say};

impl About<'_> {
    /// What lets a handover or process begin for the item.
    pub(super) fn ways_to_begin(self, chart: ChartId) -> Vec<Way> {
        let again = self.life(chart) == Life::Stopped;
        let starts = &self.machine().index().starts;
        let mut ways = Vec::new();
        for (start, &(_, only)) in (0..).zip(starts).filter(|(_, (of, _))| *of == chart) {
            let stands = self.state().standing.contains_key(&start) && !again;
            let same = |action: &Action<_>| {
                matches!(action, Action::Start { chart: of, only: which, .. }
                    if *of == chart && *which == only)
            };
            for (at, way) in self.doing(same) {
                let of_it = only.and_then(|only| condition(self, at, only));
                let mut parts = vec![way.needs];
                parts.retain(|_| !stands);
                parts.extend(of_it);
                let needs = Need::all(parts).unwrap_or_else(|| Need::one(self.never(at)));
                ways.push(Way { needs, ..way });
            }
        }
        ways
    }

    /// What keeps a scope from being done in which something was started for items: that the
    /// register is not complete, and those that have not ended.
    pub(super) fn unended(self, scope: StateId) -> Vec<Need> {
        let index = self.machine().index();
        let mut parts = Vec::new();
        for start in index.starts_in.get(scope).into_iter().flatten() {
            let standing = self.state().standing.get(start);
            let chart = index.starts.get(*start as usize).map(|(chart, _)| *chart);
            let Some((&count, chart)) = standing.zip(chart) else { continue };
            let Some(kind) = self.playbook().charts.get(chart).and_then(|it| it.item) else {
                continue;
            };
            let Some(item) = self.playbook().items.get(kind) else { continue };
            if !item.register.is_empty() && !self.state().is_complete(kind) {
                let by = self.these(item.register.clone());
                let missing = self.missing(What::Register(item.name.clone()), item.at, |words| {
                    let (kind, by) = (words.items(kind), who(words, &by, "door", "by"));
                    say!(
                        words,
                        nl: "het register van {kind} is niet volledig verklaard{by}",
                        en: "the register of {kind} is not declared complete{by}",
                    )
                });
                parts.push(Need::one(Missing { by: by.clone(), ..missing }));
            }
            if count == 0 {
                continue;
            }
            let items = self.state().numbered_items();
            let mut awaited = items.filter(|(_, item)| item.awaited.contains(start));
            let named = awaited.by_ref().take(NAMED);
            parts.extend(named.map(|(no, _)| Need::one(self.of(no).to_end(chart))));
            let more = awaited.count();
            if more > 0 {
                parts.push(Need::one(self.others(more, Over::Items(kind), item.at)));
            }
        }
        parts
    }

    /// The items for which something runs still, in a case that closes once nothing does.
    pub(super) fn running(self) -> Vec<Need> {
        let mut parts = Vec::new();
        for (no, item) in self.state().numbered_items().filter(|(_, item)| item.runs()) {
            let running = item.courses().filter(|course| course.runs());
            parts.extend(running.map(|it| Need::one(self.of(no).to_end(it.chart()))));
        }
        let more = parts.len().saturating_sub(NAMED);
        let kind = self.playbook().items.ids().next().filter(|_| more > 0);
        parts.truncate(NAMED);
        parts.extend(kind.map(|kind| {
            let at = self.playbook().items.get(kind).map(|item| item.at).unwrap_or_default();
            Need::one(self.others(more, Over::Items(kind), at))
        }));
        parts
    }

    fn of(self, no: ItemNo) -> Self {
        Self { item: Some(no), party: None, ..self }
    }

    /// That a handover or process of the item has not ended: where it is, who owes what in it.
    fn to_end(self, chart: ChartId) -> Missing {
        let Some(declared) = self.playbook().charts.get(chart) else {
            return self.never(Span::default());
        };
        let states = &self.playbook().states;
        let root = states.get(declared.root);
        let name = root.map(|root| root.name.clone()).unwrap_or_default();
        let course = self.course(declared.root).filter(|course| course.runs());
        let leaf = |id: &StateId| states.get(*id).is_some_and(|it| it.children.is_empty());
        let at = course.map(|course| course.active().filter(leaf).collect::<Vec<_>>());
        let duties = course.into_iter().flat_map(|course| course.duties.iter());
        let owed = duties.flat_map(|(duty, _)| self.owed(duty));
        let (mut by, mut due): (Vec<Who>, Option<Due>) = (Vec::new(), None);
        for (no, obligation) in owed {
            let who = self.who_acts(no, obligation);
            by.extend(who.into_iter().filter(|who| !by.contains(who)).collect::<Vec<_>>());
            let earlier = |due: &Due| obligation.due.is_some_and(|it| it.instant < due.instant);
            if due.as_ref().is_none_or(earlier) {
                due = obligation.due.or(due);
            }
        }
        let span = root.map(|root| root.at).unwrap_or_default();
        let missing = self.missing(What::Running(name), span, |words| {
            let chart = words.chart(chart);
            match &at {
                None => say!(words, nl: "{chart} is nog niet begonnen",
                    en: "{chart} has not begun yet"),
                Some(at) => {
                    let at: Vec<String> = at.iter().map(|at| words.state(*at)).collect();
                    let at = words.list(&at.iter().map(String::as_str).collect::<Vec<_>>());
                    say!(words, nl: "{chart} loopt: in {at}", en: "{chart} runs: in {at}")
                }
            }
        });
        Missing { by, due, ..missing }
    }

    /// Everything that runs for the item, or has yet to.
    pub(super) fn to_end_all(self) -> Option<Need> {
        let charts = self.playbook().charts.iter();
        let own = charts.filter(|(_, chart)| chart.item.is_some() && chart.item == self.kind());
        let all: Vec<(ChartId, Life)> = own.map(|(id, _)| (id, self.life(id))).collect();
        let in_life = |wanted: Life| {
            let these = all.iter().filter(move |(_, life)| *life == wanted);
            these.map(|(chart, _)| Need::one(self.to_end(*chart))).collect::<Vec<_>>()
        };
        let running = Need::all(in_life(Life::Runs));
        running.or_else(|| Need::some(in_life(Life::NotBegun), Need::Any))
    }

    /// What is needed before a role holds something of the item; any role, where none is given.
    pub(super) fn to_hold(self, holding: HoldingId, role: Option<RoleId>, at: Span) -> Need {
        let ledger = self.of_item().and_then(|item| item.ledger(holding));
        let Some(ledger) = ledger.filter(|ledger| ledger.ended().is_none()) else {
            return Need::one(self.never(at));
        };
        if let Some(plan) = ledger.plan().filter(|plan| role.is_none_or(|role| role == plan.to)) {
            return self.planned(holding, plan);
        }
        let ways = self.movers(holding, role).into_iter().map(|way| way.needs).collect();
        Need::some(ways, Need::Any).unwrap_or_else(|| Need::one(self.never(at)))
    }

    /// The lines that move something of the item to a role.
    pub(super) fn movers(self, holding: HoldingId, role: Option<RoleId>) -> Vec<Way> {
        let own = self.playbook().holdings.get(holding).map(|holding| holding.item);
        if own != self.kind() {
            return vec![];
        }
        let moves = self.doing(|action| {
            matches!(action, Action::Move { holding: of, to, .. }
                if *of == holding && role.is_none_or(|role| role == *to))
        });
        moves.into_iter().map(|(_, way)| way).collect()
    }

    /// What a planned move waits for: something of its own, or others that go together with it.
    pub(super) fn planned(self, holding: HoldingId, plan: &Plan) -> Need {
        let at = self.playbook().holdings.get(holding).map(|it| it.at).unwrap_or_default();
        let Some(no) = self.item else { return Need::one(self.never(at)) };
        if let Some(block) = engine::bar(self.machine(), self.state(), no, holding) {
            return Need::one(self.barred(holding, plan.follows, block, None));
        }
        let blockers = engine::blockers(self.machine(), self.state(), no);
        let id = self.id();
        let others = blockers.into_iter().filter_map(|(other, block)| {
            let about = self.of(self.state().item_no(&other)?);
            let ledger = about.of_item().and_then(|item| item.ledger(holding));
            let follows = ledger.and_then(|it| it.plan()).map(|plan| plan.follows);
            let follows = follows.unwrap_or(u32::MAX);
            Some(Need::one(about.barred(holding, follows, block, id.as_deref())))
        });
        let others: Vec<Need> = others.collect();
        Need::all(others).unwrap_or_else(|| Need::one(self.never(at)))
    }

    /// The planned move, by the name of the date that it follows: ` (overgang_op)`.
    pub(super) fn date_of(self, words: Words<'_>, follows: u32) -> String {
        let fact = FactId::new(follows as usize);
        let named = self.playbook().facts.get(fact).map(|_| words.date_ref(DateRef::Fact(fact)));
        named.map_or_else(String::new, |name| format!(" ({name})"))
    }

    /// What keeps a move of the item from being made; `with`: by which another waits.
    fn barred(self, holding: HoldingId, follows: u32, block: Block, with: Option<&str>) -> Missing {
        let at = self.playbook().holdings.get(holding).map(|it| it.at).unwrap_or_default();
        let role = |role: RoleId| self.holders(role).role;
        let mut due = None;
        let (what, by) = match block {
            Block::NotAsked => {
                let movers = self.movers(holding, None);
                let acting = movers.iter().flat_map(|way| way.needs.missing());
                let mut by: Vec<Who> = Vec::new();
                for who in acting.flat_map(|missing| &missing.by) {
                    if !by.contains(who) {
                        by.push(who.clone());
                    }
                }
                (What::Move, by)
            }
            Block::NoDate(_) => {
                let fact = FactId::new(follows as usize);
                let name = self.playbook().facts.get(fact).map(|fact| fact.name.clone());
                (What::Fact(name.unwrap_or_default()), self.who_states(fact))
            }
            Block::NotYet { at, .. } => {
                due = Some(Due::at(at));
                (What::Instant(Some(at)), vec![])
            }
            Block::NotAccepted(to) => {
                let stands = engine::stands_for(self.state(), to);
                (What::Acceptance(role(to)), vec![self.holders(stands)])
            }
            Block::Absent(to) => (What::Absent(role(to)), vec![]),
        };
        let missing = self.missing(what, at, |words: Words<'_>| {
            let (what, why) = (words.holding(holding), words.block(block));
            let date = self.date_of(words, follows);
            match with {
                None => say!(words, nl: "{what}: {why}{date}", en: "{what}: {why}{date}"),
                Some(with) => say!(
                    words,
                    nl: "{what} gaat samen over met {with}: {why}{date}",
                    en: "{what} moves together with {with}: {why}{date}",
                ),
            }
        });
        Missing { by, due, ..missing }
    }

    /// That the party in question has not accepted care of the item.
    pub(super) fn acceptance(self) -> Option<Need> {
        let charts = &self.playbook().charts;
        let of_item = |chart: ChartId| charts.get(chart).and_then(|chart| chart.item);
        let signals = self.playbook().signals.iter().filter(|(_, signal)| {
            signal.says == Some(crate::machine::item::Says::Accepts)
                && of_item(signal.chart) == self.kind()
        });
        let ways = signals.map(|(id, _)| Need::one(self.signal_of_party(id))).collect();
        Need::some(ways, Need::Any)
    }
}
