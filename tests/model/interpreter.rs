//! A case by the book: no index, no cache, no clever order; everything is looked for when needed.
//!
//! It shares with the engine the resolved playbook, the values, and the words in which inputs,
//! effects and refusals are put; nothing that computes.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::{Deref, DerefMut};

use draaiboek::calendar::{Date, Due, Timestamp};
use draaiboek::engine::{
    EffectKind, Fault, Input, InputKind, ItemEffect, Status, Vote, Withdrawal,
};
use draaiboek::hir::{Expr, Hir};
use draaiboek::machine::expr::{DutyIs, OfParty, Over};
use draaiboek::machine::id::{
    CalendarId, ChartId, CounterId, DutyId, FactId, GuaranteeId, HandlerId, HoldingId, Id, ItemId,
    LevelId, RoleId, SignalId, StateId,
};
use draaiboek::machine::playbook::{StateKind, Succession};
use draaiboek::value::{Document, Truth, Value};

use super::calendar::{Left, Walker, alike};
use super::eval::{self, World};

mod about;
mod act;
mod again;
mod apply;
mod ask;
mod count;
mod duty;
mod enter;
mod erase;
mod ground;
mod hold;
mod host;
mod item;
mod many;
mod name;
mod people;
mod refuse;
mod role;
mod select;
mod settle;
mod severity;
mod still;
mod term;
mod time;
mod together;
mod watch;

pub use item::Progress;
pub use term::Clock;

/// Where a case is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Life {
    Unopened,
    Open,
    Closed(StateId),
}

/// An effect, and the item that it is about.
pub type Effect = (Option<usize>, EffectKind);

/// The case's own chart, or one of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Focus {
    pub item: Option<usize>,
    pub chart: ChartId,
}

impl Default for Focus {
    fn default() -> Self {
        Self { item: None, chart: ChartId::new(0) }
    }
}

/// One chart as it runs.
#[derive(Default)]
pub struct Course {
    visits: BTreeMap<StateId, Visit>,
    received: BTreeMap<SignalId, Timestamp>,
    done_at: BTreeMap<DutyId, Timestamp>,
    generations: BTreeMap<DutyId, Generation>,
    handlers: BTreeMap<HandlerId, Handled>,
    recurring: BTreeMap<DutyId, Recurring>,
    /// Recurring tasks that stopped because their condition became false.
    paused: BTreeSet<DutyId>,
    counters: BTreeMap<CounterId, u32>,
    /// What may be resumed, by the state that was left.
    kept: BTreeMap<StateId, Vec<again::Kept>>,
    /// Keys by which signals counted, and the entry by which they did.
    counted: Vec<(SignalId, Vec<Value>, u64)>,
    rounds: Vec<people::Round>,
    /// Every signal that counted or waits for others, and by whom.
    sent: BTreeSet<(SignalId, String)>,
    monitors: BTreeMap<GuaranteeId, Monitor>,
}

/// A case. What is kept for a chart is that of the chart in focus.
pub struct Case<'a> {
    pub hir: &'a Hir,
    /// The playbook's own calendar, and those with a name.
    own: Walker,
    named: Vec<Walker>,
    /// The logical instant.
    now: Timestamp,
    last: Timestamp,
    /// Until when who holds which role has been looked at.
    looked: Timestamp,
    pub entries: u64,
    pub life: Life,
    /// Which chart of what is looked at.
    focus: Cell<Focus>,
    /// The candidate in question.
    party: RefCell<Option<String>>,
    /// Starts that stand, and of which items.
    standing: Vec<(ChartId, Option<Expr>)>,
    /// Kinds of which the register is complete.
    complete: BTreeSet<ItemId>,
    courses: BTreeMap<Focus, Course>,
    pub items: Vec<item::Item>,
    visit_count: u32,
    pub level: LevelId,
    statements: BTreeMap<(Option<usize>, FactId), Vec<Statement>>,
    /// What would be stated too.
    imagined: RefCell<Vec<(FactId, Statement)>>,
    /// What was stated when, and what was known then.
    observations: Vec<count::Observation>,
    /// What is being stated corrects what was.
    correcting: bool,
    pub obligations: Vec<Obligation>,
    /// The terms of the case stand still.
    pub suspended: bool,
    /// Where the case was before it last left what is active in the root.
    was_in: Option<StateId>,
    holders: BTreeMap<(Option<usize>, RoleId), Vec<Holding>>,
    successions: Vec<Succession>,
    pub claims: Vec<(RoleId, String)>,
    /// The entry that the present signal repeats.
    repeats: Option<u64>,
    said: BTreeMap<String, Input>,
    raised: VecDeque<(Focus, SignalId)>,
    effects: Vec<Effect>,
    /// Of what it was said in this entry that a due move waits, or that nobody holds it.
    awaited: BTreeSet<(usize, HoldingId, bool)>,
    /// Groups that could not move in this entry.
    held_up: Vec<together::Group>,
    /// Obligations opened in the present entry.
    fresh: BTreeSet<usize>,
    /// Something went round without time passing: the checks let through what they should not.
    pub runaway: bool,
    /// More fell due in one step than is worth looking at.
    pub too_much: bool,
}

/// One statement of a fact.
pub struct Statement {
    /// `None`: it was erased.
    pub value: Option<Value>,
    pub at: Timestamp,
    pub entry: u64,
    pub received: Timestamp,
}

/// What is left of a term that stands still.
#[derive(Clone, Debug, Default)]
struct Still {
    fixed: Option<Left>,
    due: Option<Left>,
    /// By position; `None`: it has come.
    reminders: Vec<Option<Left>>,
}

/// A stay in a state.
#[derive(Clone)]
pub struct Visit {
    id: u32,
    entered: Timestamp,
    clock: Clock,
    due: Option<Due>,
    still: Option<Still>,
    /// Its present due instant has passed and was noted.
    passed: bool,
    overdue: Overdue,
}

/// What may still fire `te laat` in a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Overdue {
    /// The end of the term and every mandatory obligation.
    Armed,
    /// Nothing.
    Fired,
    /// The end of the term, extended since it fired.
    Extended,
}

/// An instance of a task or decision.
#[derive(Debug)]
pub struct Obligation {
    pub item: Option<usize>,
    pub duty: DutyId,
    visit: u32,
    pub party: Option<String>,
    pub opened: Timestamp,
    pub doer: RoleId,
    pub accountable: RoleId,
    /// Whether some party answers for it.
    held: bool,
    taken_over: Option<RoleId>,
    clock: Clock,
    pub due: Option<Due>,
    still: Option<Still>,
    /// By position when reminders come.
    reminders: Vec<Option<Due>>,
    /// Its due instant before it was postponed for the first time.
    postponed: Option<Due>,
    /// What was promised, and by which entry.
    pub promises: Vec<(u64, Option<Due>)>,
    pub status: Status,
    pub late: bool,
    /// Rungs called, by position.
    pub rungs: BTreeSet<usize>,
    /// Reminders given, by position.
    reminded: BTreeSet<usize>,
    /// Rungs that wait for their time.
    waiting: Vec<(Timestamp, usize)>,
    pub votes: Vec<Vote>,
    /// The version of the document that a decision is about.
    pub about: Option<Document>,
}

/// The instances of a duty that count: those opened together last, and who joined since.
struct Generation {
    visit: u32,
    instances: BTreeMap<Option<String>, usize>,
    /// Who has none because the condition was not true.
    lacking: BTreeSet<Option<String>>,
}

/// A handler of an active scope.
#[derive(Clone, Default)]
struct Handled {
    fired: bool,
    timer: Option<Timestamp>,
    /// Its timer has come, and it has not run yet.
    pending: bool,
    /// The date for which the timer was set.
    date: Option<Value>,
    ticks: u32,
}

/// A recurring task of an active scope.
#[derive(Clone)]
struct Recurring {
    start: Timestamp,
    next: Option<Timestamp>,
    ticks: u32,
}

/// A party in a role for a while.
#[derive(Clone, Debug)]
struct Holding {
    party: String,
    from: Timestamp,
    until: Option<Timestamp>,
}

#[derive(Clone, Copy, Default)]
pub struct Monitor {
    /// The premise held at the last watch; or the window is open.
    armed: bool,
    violated: bool,
    awaiting: bool,
    until: Option<Timestamp>,
}

/// What came of an input.
#[derive(Debug, PartialEq)]
pub enum Told {
    Duplicate,
    /// Accepted; the effects per entry written, and the entry that the input repeats.
    Entries(Vec<(Timestamp, Vec<Effect>)>, Option<u64>),
}

impl<'a> Case<'a> {
    pub fn new(hir: &'a Hir) -> Self {
        let named = hir.calendars.as_slice().iter();
        Self {
            hir,
            own: Walker::new(&hir.header.zone, &hir.header.calendar),
            named: named.map(|it| Walker::new(&hir.header.zone, &it.calendar)).collect(),
            now: Timestamp::MIN,
            last: Timestamp::MIN,
            looked: Timestamp::MIN,
            entries: 0,
            life: Life::Unopened,
            focus: Cell::default(),
            party: RefCell::default(),
            standing: Vec::new(),
            complete: BTreeSet::new(),
            courses: BTreeMap::from([(Focus::default(), Course::default())]),
            items: Vec::new(),
            visit_count: 0,
            level: LevelId::new(0),
            statements: BTreeMap::new(),
            imagined: RefCell::default(),
            observations: Vec::new(),
            correcting: false,
            obligations: Vec::new(),
            suspended: false,
            was_in: None,
            holders: BTreeMap::new(),
            successions: Vec::new(),
            claims: Vec::new(),
            repeats: None,
            said: BTreeMap::new(),
            raised: VecDeque::new(),
            effects: Vec::new(),
            awaited: BTreeSet::new(),
            held_up: Vec::new(),
            fresh: BTreeSet::new(),
            runaway: false,
            too_much: false,
        }
    }

    /// One input, received at `now`.
    pub fn step(&mut self, now: Timestamp, input: &Input) -> Result<Told, Vec<Fault>> {
        match self.said.get(&input.id).filter(|_| input.kind != InputKind::Advance) {
            Some(before) if before == input => return Ok(Told::Duplicate),
            Some(_) => return Err(vec![Fault::IdReused]),
            None => {}
        }
        self.focus.set(self.meant_for(input));
        let faults = self.faults(now, input);
        let meant = faults.is_empty().then(|| self.meant(input));
        self.focus.set(Focus::default());
        if !faults.is_empty() {
            return Err(faults);
        }
        let meant = meant.expect("no fault");
        let mut entries = Vec::new();
        while let Some(at) = self.next_instant().filter(|&at| at <= now) {
            self.now = at;
            self.instant(at);
            entries.push(self.entry());
            self.too_much = entries.len() > 400 || self.obligations.len() > 1500;
            if self.runaway || self.too_much {
                return Ok(Told::Entries(entries, None));
            }
        }
        if input.kind != InputKind::Advance {
            self.now = now;
            self.said.insert(input.id.clone(), input.clone());
            let meant_for = self.meant_for(input);
            if !self.seen_from(meant_for, |case| case.is_too_late(&meant, input)) {
                self.looked = now;
                self.apply(input, meant);
                self.instant(now);
            }
            entries.push(self.entry());
        }
        Ok(Told::Entries(entries, self.repeats.take()))
    }

    /// Ends an entry: guarantees, closing, what is told.
    fn entry(&mut self) -> (Timestamp, Vec<Effect>) {
        if self.life == Life::Open {
            self.watch();
        }
        self.close_if_ended();
        if self.life == Life::Open {
            self.tell_who_waits();
        }
        self.held_up.clear();
        self.entries += 1;
        self.last = self.now;
        for obligation in &mut self.obligations {
            let promised = obligation.promises.last().and_then(|(_, due)| *due);
            if !alike(promised, obligation.due) {
                obligation.promises.push((self.entries, obligation.due));
            }
        }
        self.awaited.clear();
        let fresh = std::mem::take(&mut self.fresh);
        let passed = |no: usize| fresh.contains(&no) && !self.obligations[no].status.is_owed();
        let mut effects = std::mem::take(&mut self.effects);
        effects.retain(|(_, effect)| !about(effect).is_some_and(passed));
        (self.now, effects)
    }

    fn days(&self, calendar: Option<CalendarId>) -> &Walker {
        calendar.map_or(&self.own, |calendar| &self.named[calendar.index()])
    }

    fn tell_of(&mut self, effect: ItemEffect) {
        self.emit(EffectKind::Item(effect));
    }

    fn emit(&mut self, effect: EffectKind) {
        self.effects.push((self.focus.get().item, effect));
    }

    /// All obligations, a line each, for whoever looks into a difference.
    pub fn owed_so_far(&self) -> String {
        let line = |(no, o): (usize, &Obligation)| {
            let (name, scope) = (&self.hir.duties[o.duty].name, self.hir.duties[o.duty].scope);
            let of = o.party.as_deref().unwrap_or("-");
            let counts = if self.latest(o.duty).contains(&no) { "counts" } else { "" };
            let (visit, opened, status) = (o.visit, o.opened, o.status);
            format!("{no}: {name} of {of} in {scope:?}/{visit}, {opened}, {status:?} {counts}\n")
        };
        self.obligations.iter().enumerate().map(line).collect()
    }

    pub fn active_states(&self) -> Vec<StateId> {
        self.visits.keys().copied().collect()
    }

    /// Active states without an active child.
    fn leaves(&self) -> Vec<StateId> {
        let mut states = self.active_states();
        states.retain(|&s| !self.hir.states[s].children.iter().any(|&c| self.active(c)));
        states
    }

    /// The state and all around it, inner first.
    fn around(&self, state: StateId) -> Vec<StateId> {
        let mut all = vec![state];
        while let Some(parent) = self.hir.states[all[all.len() - 1]].parent {
            all.push(parent);
        }
        all
    }

    /// Whether `inner` lies strictly inside `outer`.
    fn inside(&self, inner: StateId, outer: StateId) -> bool {
        inner != outer && self.around(inner).contains(&outer)
    }

    fn reached(&self, from: Option<LevelId>) -> bool {
        from.is_none_or(|from| from.index() <= self.level.index())
    }

    /// The obligations of a duty that count now.
    pub fn latest(&self, duty: DutyId) -> Vec<usize> {
        let course = self.course(self.chart_of_duty(duty)).into_iter();
        let generation = course.filter_map(|course| course.generations.get(&duty));
        generation.flat_map(|generation| generation.instances.values().copied()).collect()
    }

    fn is_end(&self, state: StateId) -> bool {
        self.hir.states[state].kind == StateKind::End
    }

    /// What a fact is at the moment: the statement with the latest `at`, of equals the last.
    pub fn current(&self, fact: FactId) -> Option<Value> {
        let declared = &self.hir.facts[fact];
        if let Some(derived) = &declared.derived {
            return count::derived(self, derived, &declared.ty);
        }
        self.as_of(fact, Timestamp::MAX, |_| true)
    }
}

impl Deref for Case<'_> {
    type Target = Course;

    fn deref(&self) -> &Course {
        self.course(self.focus.get().chart).expect("what is in focus was started")
    }
}

impl DerefMut for Case<'_> {
    fn deref_mut(&mut self) -> &mut Course {
        let key = self.key(self.focus.get().chart);
        self.courses.get_mut(&key).expect("what is in focus was started")
    }
}

impl World for Case<'_> {
    fn fact(&self, fact: FactId) -> Option<Value> {
        self.current(fact)
    }

    fn level(&self) -> LevelId {
        self.level
    }

    fn level_name(&self, level: LevelId) -> String {
        self.hir.scale.as_ref().expect("a scale").levels[level].name.clone()
    }

    fn today(&self) -> Date {
        self.days(None).date_of(self.now)
    }

    fn active(&self, state: StateId) -> bool {
        self.course(self.chart_of(state)).is_some_and(|it| it.visits.contains_key(&state))
    }

    fn duty(&self, duty: DutyId, is: DutyIs) -> bool {
        let latest = self.latest(duty);
        let mut each = latest.iter().map(|&no| &self.obligations[no]);
        let done = |o: &Obligation| matches!(o.status, Status::Done | Status::Decided(_));
        match is {
            DutyIs::Done => {
                let undone = |o: &Obligation| match o.status {
                    Status::Withdrawn(why) => matches!(why, Withdrawal::Left | Withdrawal::Closed),
                    status => status.is_owed(),
                };
                each.clone().any(done) && !each.any(undone)
            }
            DutyIs::Open => each.any(|o| o.status.is_owed()),
            DutyIs::Overdue => each.any(|o| o.late),
            DutyIs::Withdrawn => each.any(|o| matches!(o.status, Status::Withdrawn(_))),
            DutyIs::Excused => each.any(|o| o.status == Status::Excused),
        }
    }

    fn decided(&self, duty: DutyId) -> Option<Option<u32>> {
        self.latest(duty).iter().find_map(|&no| match self.obligations[no].status {
            Status::Decided(outcome) => Some(Some(outcome)),
            Status::Unanswered => Some(None),
            _ => None,
        })
    }

    fn received(&self, signal: SignalId) -> bool {
        let course = self.course(self.hir.signals[signal].chart);
        course.is_some_and(|course| course.received.contains_key(&signal))
    }

    fn counted(&self, over: Over, condition: Option<&Expr>) -> Vec<Truth> {
        self.each_of_all(over, condition)
    }

    fn held_by(&self, holding: HoldingId, role: RoleId) -> bool {
        let Some(item) = self.focus.get().item.map(|no| &self.items[no]) else { return false };
        let ledger = item.ledgers.get(&holding).filter(|it| it.ended.is_none());
        ledger.is_some_and(|it| it.last().holder.role == role) && !item.kept.contains(&holding)
    }

    fn item(&self) -> Option<(String, bool)> {
        let item = &self.items[self.focus.get().item?];
        Some((item.id.clone(), item.is_ended()))
    }

    fn holder(&self, role: RoleId) -> Option<String> {
        self.parties(role, self.now).first().cloned()
    }

    fn accepted(&self) -> bool {
        let party = self.party.borrow().clone();
        let item = self.focus.get().item.map(|no| &self.items[no]);
        item.zip(party).is_some_and(|(item, party)| item.accepted.contains(&party))
    }

    fn of_party(&self, of: OfParty) -> bool {
        let party = self.party.borrow().clone().expect("a party");
        let all = |duty| self.latest(duty).into_iter().map(|no| &self.obligations[no]);
        match of {
            OfParty::Task(duty, is) => {
                let own = |o: &&Obligation| o.party.as_ref() == Some(&party);
                all(duty).filter(own).any(|o| match is {
                    DutyIs::Done => o.status == Status::Done,
                    DutyIs::Open => o.status.is_owed(),
                    DutyIs::Overdue => o.late,
                    DutyIs::Withdrawn => matches!(o.status, Status::Withdrawn(_)),
                    DutyIs::Excused => o.status == Status::Excused,
                })
            }
            OfParty::Voted(duty, outcome) => {
                let mut votes = all(duty).flat_map(|o| &o.votes);
                votes.any(|vote| vote.party == party && vote.outcome == outcome)
            }
            OfParty::Sent(signal) => {
                let course = self.course(self.hir.signals[signal].chart);
                course.is_some_and(|course| course.sent.contains(&(signal, party)))
            }
        }
    }

    fn observed(&self, condition: &Expr, last: usize) -> Vec<Truth> {
        let item = self.focus.get().item;
        count::observed(self.hir, &self.observations, item, condition, last)
    }
}

/// The number of the obligation that an effect is about.
fn about(effect: &EffectKind) -> Option<usize> {
    let no = match effect {
        EffectKind::Opened { obligation, .. }
        | EffectKind::Reopened { obligation, .. }
        | EffectKind::Call { obligation, .. }
        | EffectKind::DueChanged { obligation, .. }
        | EffectKind::Reinstated { obligation, .. }
        | EffectKind::Excused { obligation, .. }
        | EffectKind::Rebound { obligation, .. }
        | EffectKind::Escalated { obligation, .. }
        | EffectKind::Completed { obligation, .. }
        | EffectKind::Voted { obligation, .. }
        | EffectKind::Decided { obligation, .. }
        | EffectKind::Withdrawn { obligation, .. }
        | EffectKind::Grounds { obligation, .. }
        | EffectKind::Reminder(obligation)
        | EffectKind::Overdue(obligation)
        | EffectKind::Unheld(obligation) => obligation.0,
        _ => return None,
    };
    Some(no as usize)
}
