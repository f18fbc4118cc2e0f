//! The other tables: facts, severity, signals, duties, handlers, guarantees, counters.

use super::{Faults, Place};
use crate::calendar::{Duration, Unit};
use crate::machine::id::{ExprId, GroundId, Id, LevelId};
use crate::machine::playbook::{
    Call, DateRef, Decision, DecisionTable, Derivation, Due, DutyKind, MAX_PARTS, MAX_ROWS, Moment,
    Outcome, Scale, Task, Term, Trigger, Who,
};

use crate::value::Type;

impl Faults<'_> {
    pub(super) fn tables(&mut self) {
        let playbook = self.playbook;
        self.calendars();
        self.items();
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
            self.in_table(Place("counters", id.index()), counter.owner, "states", &playbook.states);
        }
        self.orders();
    }

    fn signals(&mut self) {
        for (id, signal) in self.playbook.signals.iter() {
            let place = Place("signals", id.index());
            self.in_table(place, signal.chart, "charts", &self.playbook.charts);
            self.enter(signal.chart);
            self.roles(place, signal.senders.as_deref().unwrap_or_default());
            let sets = signal.sets.iter().map(|(fact, _)| fact);
            for fact in signal.carries.iter().chain(&signal.optionally).chain(sets) {
                self.written(place, *fact);
            }
            self.says(place, signal.says);
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
        self.leave();
    }

    fn facts(&mut self) {
        for (id, fact) in self.playbook.facts.iter() {
            let place = Place("facts", id.index());
            self.enter_item(fact.item);
            let fits = fact.default.as_ref().is_none_or(|value| value.ty_matches(&fact.ty));
            let (nl, en) = ("de beginwaarde past niet", "the default has another type");
            self.require(fits, place, nl, en);
            let plain = |unit: Option<Unit>| unit.is_none_or(|unit| unit == unit.smallest());
            let measured = !matches!(fact.ty, Type::Duration(unit) if !plain(unit));
            let (nl, en) = ("niet in de kleinste eenheid", "not in the smallest unit");
            self.require(measured, place, nl, en);
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
        self.leave();
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
            self.enter(self.chart_of(duty.scope));
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
        self.leave();
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
        task.delivers.iter().for_each(|fact| self.written(place, *fact));
    }

    fn call(&mut self, place: Place, call: &Call<ExprId>) {
        let actions = &self.playbook.actions;
        self.in_table(place, call.action, "actions", actions);
        let given = call.arguments.len();
        let fits = actions.get(call.action).is_none_or(|action| action.parameters.len() == given);
        let (nl, en) = ("geeft te veel of te weinig mee", "gives too much or too little");
        self.require(fits, place, nl, en);
        let answers = actions.get(call.action).map_or(&[][..], |action| &action.answers);
        answers.iter().for_each(|answer| self.near_signal(place, *answer));
        call.arguments.iter().for_each(|argument| self.value(place, *argument));
    }

    fn decision(&mut self, place: Place, decision: &Decision<ExprId>) {
        if let Some(about) = decision.about {
            self.fact(place, about);
            let fact = self.playbook.facts.get(about);
            let (nl, en) = ("gaat niet over een document", "is not about a document");
            self.require(fact.is_none_or(|fact| fact.ty == Type::Document), place, nl, en);
        }
        for decider in &decision.deciders {
            self.roles(place, &[decider.role]);
            self.condition(place, decider.when);
        }
        if let Some(chosen) = decision.chooses {
            self.roles(place, &[chosen]);
            let role = self.playbook.roles.get(chosen);
            let (nl, en) = ("kiest zonder kandidaten", "chooses without candidates");
            self.require(role.is_none_or(|role| role.chosen_from.is_some()), place, nl, en);
        }
        let stated = decision.carries.iter().chain(&decision.optionally);
        stated.for_each(|fact| self.written(place, *fact));
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
            self.enter(self.chart_of(handler.scope));
            let scope = playbook.states.get(handler.scope);
            let listed = scope.is_some_and(|scope| scope.handlers.binary_search(&id).is_ok());
            let (nl, en) = ("staat niet bij zijn scope", "is not listed by its scope");
            self.require(listed, place, nl, en);
            self.level(place, handler.from);
            match &handler.trigger {
                Trigger::Signal(signal) => self.own_signal(place, *signal),
                Trigger::When(when) => self.guard(place, *when),
                Trigger::DutyOverdue(duty) => self.own_duty(place, *duty),
                Trigger::CallOverdue(action) => {
                    self.in_table(place, *action, "actions", &playbook.actions);
                }
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
                self.own_state(place, outer);
            }
            self.actions(place, &handler.actions);
            self.target(place, handler.target.as_ref());
        }
        self.leave();
    }

    fn guarantees(&mut self) {
        for (id, guarantee) in self.playbook.guarantees.iter() {
            let place = Place("guarantees", id.index());
            self.in_table(place, guarantee.chart, "charts", &self.playbook.charts);
            self.enter(guarantee.chart);
            let look = |this: &mut Self| {
                for condition in guarantee.property.conditions() {
                    this.guard(place, *condition);
                }
            };
            match guarantee.item {
                None => look(self),
                Some(item) => {
                    self.in_table(place, item, "items", &self.playbook.items);
                    let (nl, en) = ("geldt ook voor een overdracht", "holds for a handover too");
                    self.require(guarantee.chart.index() == 0, place, nl, en);
                    self.of_each(item, look);
                }
            }
        }
        self.leave();
    }

    /// A duration that takes time.
    pub(super) fn lasting(&mut self, place: Place, duration: Duration) {
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
                    Some(Moment::Signal(signal)) => self.near_signal(place, *signal),
                    Some(Moment::Done(duty)) => self.near_duty(place, *duty),
                },
                Due::By(date) | Due::Before(_, date) | Due::After(_, date) => {
                    self.date(place, *date);
                }
                Due::SameDay => {}
            }
        }
    }

    pub(super) fn date(&mut self, place: Place, date: DateRef) {
        if let Some(fact) = date.fact() {
            self.fact(place, fact);
        }
    }

    pub(super) fn grounds(&mut self, place: Place, grounds: &[GroundId]) {
        for ground in grounds {
            self.in_table(place, *ground, "grounds", &self.playbook.grounds);
        }
    }

    pub(super) fn level(&mut self, place: Place, level: Option<LevelId>) {
        if let Some(level) = level {
            self.within(place, level, "levels", self.levels);
        }
    }

    pub(super) fn condition(&mut self, place: Place, condition: Option<ExprId>) {
        if let Some(condition) = condition {
            self.guard(place, condition);
        }
    }
}
