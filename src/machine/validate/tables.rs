//! The other tables: facts, severity, signals, duties, handlers, guarantees, counters.

use super::{Faults, Place};
use crate::calendar::Duration;
use crate::machine::id::{DutyId, ExprId, GroundId, Id, LevelId, RoleId, StateId};
use crate::machine::playbook::{
    Action, Call, DateRef, Decision, DecisionTable, Derivation, Due, DutyKind, Limit, MAX_PARTS,
    MAX_ROWS, Moment, Outcome, Part, Piece, Property, Scale, Target, Task, Template, Term, Trigger,
    Who,
};

use crate::value::Type;

impl Faults<'_> {
    pub(super) fn tables(&mut self) {
        let playbook = self.playbook;
        for (id, role) in playbook.roles.iter() {
            self.grounds(Place("roles", id.index()), role.duty_of_care.as_slice());
        }
        self.facts();
        if let Some(scale) = &playbook.scale {
            self.scale(scale);
        }
        self.signals();
        for (id, action) in playbook.actions.iter() {
            for signal in &action.answers {
                self.in_table(Place("actions", id.index()), *signal, "signals", &playbook.signals);
            }
        }
        self.duties();
        self.handlers();
        self.guarantees();
        for (id, counter) in playbook.counters.iter() {
            self.state(Place("counters", id.index()), counter.owner);
        }
    }

    fn signals(&mut self) {
        for (id, signal) in self.playbook.signals.iter() {
            let place = Place("signals", id.index());
            self.roles(place, signal.senders.as_deref().unwrap_or_default());
            let sets = signal.sets.iter().map(|(fact, _)| fact);
            for fact in signal.carries.iter().chain(&signal.optionally).chain(sets) {
                self.in_table(place, *fact, "facts", &self.playbook.facts);
            }
            for (_, value) in &signal.sets {
                self.value(place, *value);
            }
            self.condition(place, signal.allowed);
            let (nl, en) = ("de sleutel staat er niet altijd in", "may come without its key");
            let carried = signal.unique_per.iter().all(|fact| signal.carries.contains(fact));
            self.require(carried, place, nl, en);
            let (nl, en) = ("iedereen kan niet samen afzenden", "anyone cannot send jointly");
            self.require(!signal.jointly || signal.senders.is_some(), place, nl, en);
        }
    }

    fn facts(&mut self) {
        for (id, fact) in self.playbook.facts.iter() {
            let place = Place("facts", id.index());
            let fits = fact.default.as_ref().is_none_or(|value| value.ty_matches(&fact.ty));
            let (nl, en) = ("de beginwaarde past niet", "the default has another type");
            self.require(fits, place, nl, en);
            match &fact.derived {
                None => {}
                Some(Derivation::Expression(expr)) => self.value(place, *expr),
                Some(Derivation::Table(table)) => self.table(place, table),
            }
            for sees in fact.visible.iter().flatten() {
                self.level(place, sees.from);
                self.roles(place, &[sees.what]);
            }
            let (nl, en) = ("persoonlijk, maar voor iedereen", "personal, but shown to everyone");
            self.require(!fact.personal || fact.visible.is_some(), place, nl, en);
        }
    }

    fn table(&mut self, place: Place, table: &DecisionTable<ExprId>) {
        let (nl, en) = ("heeft te veel rijen", "has too many rows");
        self.require(table.rows.len() <= MAX_ROWS, place, nl, en);
        for row in &table.rows {
            self.value(place, row.value);
            self.guard(place, row.when);
        }
        table.otherwise.iter().for_each(|value| self.value(place, *value));
    }

    fn scale(&mut self, scale: &Scale<ExprId>) {
        let (nl, en) = ("er is geen trede", "there is no level");
        self.require(!scale.levels.is_empty(), Place("levels", 0), nl, en);
        for (index, rule) in scale.rules.iter().enumerate() {
            let place = Place("rules", index);
            self.level(place, Some(rule.level));
            self.guard(place, rule.when);
            self.grounds(place, &rule.grounds);
        }
        self.roles(Place("scale", 0), &scale.determined_by);
        self.roles(Place("scale", 0), &scale.lowered_by);
    }

    fn duties(&mut self) {
        let playbook = self.playbook;
        for (id, duty) in playbook.duties.iter() {
            let place = Place("duties", id.index());
            let scope = playbook.states.get(duty.scope);
            let listed = scope.is_some_and(|scope| scope.duties.binary_search(&id).is_ok());
            let (nl, en) = ("staat niet bij zijn scope", "is not listed by its scope");
            self.require(listed, place, nl, en);
            self.level(place, duty.from);
            self.condition(place, duty.when);
            self.term(place, &duty.term);
            self.grounds(place, &duty.grounds);
            match &duty.kind {
                DutyKind::Task(task) => self.task(place, task),
                DutyKind::Decision(decision) => self.decision(place, decision),
                DutyKind::Call(call) => self.call(place, call),
            }
        }
    }

    fn task(&mut self, place: Place, task: &Task<ExprId>) {
        match &task.who {
            Who::Role(role) | Who::Every(role) => self.roles(place, &[*role]),
            Who::Either { first, when, otherwise } => {
                self.roles(place, &[*first, *otherwise]);
                self.guard(place, *when);
            }
        }
        self.roles(place, task.on_behalf.as_slice());
        self.roles(place, &task.with);
        if let Some(postponement) = &task.postponement {
            self.roles(place, &postponement.by);
            self.lasting(place, postponement.at_most);
        }
        task.every.iter().for_each(|period| self.period(place, *period));
        self.at_most_parts(place, task.ladder.len());
        for rung in &task.ladder {
            self.level(place, rung.from);
            self.roles(place, &[rung.to]);
        }
        for fact in &task.delivers {
            self.in_table(place, *fact, "facts", &self.playbook.facts);
        }
    }

    fn call(&mut self, place: Place, call: &Call<ExprId>) {
        let actions = &self.playbook.actions;
        self.in_table(place, call.action, "actions", actions);
        let given = call.arguments.len();
        let fits = actions.get(call.action).is_none_or(|action| action.parameters.len() == given);
        let (nl, en) = ("geeft te veel of te weinig mee", "gives too much or too little");
        self.require(fits, place, nl, en);
        call.arguments.iter().for_each(|argument| self.value(place, *argument));
    }

    fn decision(&mut self, place: Place, decision: &Decision<ExprId>) {
        if let Some(about) = decision.about {
            self.in_table(place, about, "facts", &self.playbook.facts);
            let fact = self.playbook.facts.get(about);
            let (nl, en) = ("gaat niet over een document", "is not about a document");
            self.require(fact.is_none_or(|fact| fact.ty == Type::Document), place, nl, en);
        }
        for decider in &decision.deciders {
            self.roles(place, &[decider.role]);
            self.condition(place, decider.when);
        }
        for outcome in &decision.outcomes {
            self.outcome(place, outcome);
        }
        if let Some(outcome) = &decision.no_answer {
            self.outcome(place, outcome);
        }
    }

    fn outcome(&mut self, place: Place, outcome: &Outcome<ExprId>) {
        self.actions(place, &outcome.actions);
        self.target(place, outcome.target.as_ref());
    }

    fn handlers(&mut self) {
        let playbook = self.playbook;
        for (id, handler) in playbook.handlers.iter() {
            let place = Place("handlers", id.index());
            let scope = playbook.states.get(handler.scope);
            let listed = scope.is_some_and(|scope| scope.handlers.binary_search(&id).is_ok());
            let (nl, en) = ("staat niet bij zijn scope", "is not listed by its scope");
            self.require(listed, place, nl, en);
            self.level(place, handler.from);
            match &handler.trigger {
                Trigger::Signal(signal) => {
                    self.in_table(place, *signal, "signals", &playbook.signals);
                }
                Trigger::When(when) => self.guard(place, *when),
                Trigger::DutyOverdue(duty) => self.duty(place, *duty),
                Trigger::On(date) | Trigger::AfterEnd(date) | Trigger::Before(_, date) => {
                    self.date(place, *date);
                }
                Trigger::After(after) => self.lasting(place, *after),
                Trigger::Every(period) => self.period(place, *period),
                Trigger::At(time) => {
                    let (nl, en) = ("geen tijd van de klok", "no time of the clock");
                    self.require(time.hour < 24 && time.minute < 60, place, nl, en);
                }
                Trigger::Done | Trigger::Overdue => {}
            }
            self.condition(place, handler.guard);
            if let Some(outer) = handler.instead_of {
                self.state(place, outer);
            }
            self.actions(place, &handler.actions);
            self.target(place, handler.target.as_ref());
        }
    }

    fn actions(&mut self, place: Place, actions: &[Action<ExprId>]) {
        for action in actions {
            match action {
                Action::Notify { to, text } => {
                    self.roles(place, to);
                    self.template(place, text);
                }
                Action::Record(text) => self.template(place, text),
                Action::Open(duty) | Action::Withdraw(duty) => self.duty(place, *duty),
                Action::Set { fact, value } => {
                    self.in_table(place, *fact, "facts", &self.playbook.facts);
                    self.value(place, *value);
                }
                Action::AtLeast(level) => self.level(place, Some(*level)),
                Action::Extend { task, by, limit } => {
                    self.lasting(place, *by);
                    task.iter().for_each(|task| self.duty(place, *task));
                    self.limit(place, limit.as_ref());
                }
                Action::Replace(succession) => {
                    self.roles(place, &[succession.by, succession.of]);
                    if let Part::Named { duties, holdings } = &succession.part {
                        duties.iter().for_each(|duty| self.duty(place, *duty));
                        holdings.iter().for_each(|holding| self.holding(place, *holding));
                    }
                }
                Action::OpenPlaybook { with, .. } => {
                    for fact in with {
                        self.in_table(place, *fact, "facts", &self.playbook.facts);
                    }
                }
                Action::Start { chart, only, first } => {
                    self.in_table(place, *chart, "charts", &self.playbook.charts);
                    self.condition(place, *only);
                    self.condition(place, *first);
                }
                Action::Stop { chart, only } => {
                    self.in_table(place, *chart, "charts", &self.playbook.charts);
                    self.condition(place, *only);
                }
                Action::Move { holding, to, per } => {
                    self.holding(place, *holding);
                    self.roles(place, &[*to]);
                    per.iter().for_each(|date| self.date(place, *date));
                }
                Action::Stays(holding) => self.holding(place, *holding),
                Action::Send { signal, item, only } => {
                    self.in_table(place, *signal, "signals", &self.playbook.signals);
                    self.in_table(place, *item, "items", &self.playbook.items);
                    self.condition(place, *only);
                }
                Action::Suspend(_) | Action::ResumeTerms => {}
                Action::Restore(role) => self.roles(place, &[*role]),
                Action::Raise(signal) => {
                    self.in_table(place, *signal, "signals", &self.playbook.signals);
                }
            }
        }
    }

    fn template(&mut self, place: Place, template: &Template<ExprId>) {
        for piece in &template.pieces {
            if let Piece::Value(value) = piece {
                self.value(place, *value);
            }
        }
    }

    fn guarantees(&mut self) {
        for (id, guarantee) in self.playbook.guarantees.iter() {
            let place = Place("guarantees", id.index());
            let conditions = match guarantee.property {
                Property::Always(p) | Property::Never(p) => vec![p],
                Property::Eventually { after, then } | Property::Within { after, then, .. } => {
                    vec![after, then]
                }
                Property::NotBefore { never, before } => vec![never, before],
                Property::Between { from, until, never } => vec![from, until, never],
            };
            conditions.into_iter().for_each(|condition| self.guard(place, condition));
        }
    }

    /// A duration that takes time.
    fn lasting(&mut self, place: Place, duration: Duration) {
        self.require(duration.amount > 0, place, "heeft een lege duur", "has an empty duration");
    }

    /// A period of at least an hour, the next always after the one before.
    fn period(&mut self, place: Place, period: Duration) {
        self.lasting(place, period);
        let (nl, en) = ("herhaalt vaker dan elk uur", "recurs more than once an hour");
        self.require(period.seconds().is_none_or(|s| s >= 3_600), place, nl, en);
        let (nl, en) = ("herhaalt met een wettelijke termijn", "recurs by a statutory term");
        self.require(!period.statutory, place, nl, en);
    }

    fn at_most_parts(&mut self, place: Place, count: usize) {
        self.require(count <= MAX_PARTS, place, "heeft te veel delen", "has too many parts");
    }

    pub(super) fn term(&mut self, place: Place, term: &Term<ExprId>) {
        self.at_most_parts(place, term.parts.len());
        for part in &term.parts {
            self.level(place, part.from);
            self.condition(place, part.when);
            match &part.due {
                Due::Within { after, .. } => match after {
                    None => {}
                    Some(Moment::Fact(fact)) => self.date(place, DateRef::Fact(*fact)),
                    Some(Moment::Signal(signal)) => {
                        self.in_table(place, *signal, "signals", &self.playbook.signals);
                    }
                    Some(Moment::Done(duty)) => self.duty(place, *duty),
                },
                Due::By(date) | Due::Before(_, date) | Due::After(_, date) => {
                    self.date(place, *date);
                }
                Due::SameDay => {}
            }
        }
    }

    fn target(&mut self, place: Place, target: Option<&Target>) {
        let mut next = target;
        while let Some(target) = next {
            self.state(place, target.state);
            next = target.limit.as_ref().and_then(|limit| {
                self.in_table(place, limit.counter, "counters", &self.playbook.counters);
                limit.then.as_deref()
            });
        }
    }

    fn limit(&mut self, place: Place, limit: Option<&Limit>) {
        if let Some(limit) = limit {
            self.in_table(place, limit.counter, "counters", &self.playbook.counters);
            self.target(place, limit.then.as_deref());
        }
    }

    fn date(&mut self, place: Place, date: DateRef) {
        if let Some(fact) = date.fact() {
            self.in_table(place, fact, "facts", &self.playbook.facts);
        }
    }

    fn roles(&mut self, place: Place, roles: &[RoleId]) {
        for role in roles {
            self.in_table(place, *role, "roles", &self.playbook.roles);
        }
    }

    fn grounds(&mut self, place: Place, grounds: &[GroundId]) {
        for ground in grounds {
            self.in_table(place, *ground, "grounds", &self.playbook.grounds);
        }
    }

    pub(super) fn level(&mut self, place: Place, level: Option<LevelId>) {
        if let Some(level) = level {
            self.within(place, level, "levels", self.levels);
        }
    }

    fn state(&mut self, place: Place, state: StateId) {
        self.in_table(place, state, "states", &self.playbook.states);
    }

    fn duty(&mut self, place: Place, duty: DutyId) {
        self.in_table(place, duty, "duties", &self.playbook.duties);
    }

    fn condition(&mut self, place: Place, condition: Option<ExprId>) {
        if let Some(condition) = condition {
            self.guard(place, condition);
        }
    }
}
