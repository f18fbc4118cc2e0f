//! The same playbook with every expression converted: lowering is this function.

use super::duty::{Call, Decider, Decision, Duty, DutyKind, Outcome, Task, Term, TermPart, Who};
use super::handler::{Action, Guarantee, Handler, Piece, Property, Template, Trigger};
use super::playbook::{Deadline, Fact, LevelRule, Playbook, Scale, Signal, State};

impl<E> Playbook<E> {
    /// Converts every expression, in source order within each table.
    pub fn map<F>(self, f: &mut impl FnMut(E) -> F) -> Playbook<F> {
        Playbook {
            header: self.header,
            calendars: self.calendars,
            grounds: self.grounds,
            roles: self.roles,
            facts: self.facts.map(|fact| fact.map(f)),
            scale: self.scale.map(|scale| scale.map(f)),
            signals: self.signals.map(|signal| signal.map(f)),
            actions: self.actions,
            items: self.items,
            holdings: self.holdings,
            charts: self.charts,
            states: self.states.map(|state| state.map(f)),
            duties: self.duties.map(|duty| duty.map(f)),
            handlers: self.handlers.map(|handler| handler.map(f)),
            guarantees: self.guarantees.map(|guarantee| guarantee.map(f)),
            counters: self.counters,
        }
    }
}

impl<E> Fact<E> {
    fn map<F>(self, f: &mut impl FnMut(E) -> F) -> Fact<F> {
        let Self { name, title, ty, default, derived, personal, visible, item, at } = self;
        let derived = derived.map(|it| it.map(f));
        Fact { name, title, ty, default, derived, personal, visible, item, at }
    }
}

impl<E> Scale<E> {
    fn map<F>(self, f: &mut impl FnMut(E) -> F) -> Scale<F> {
        let mut rule = |rule: LevelRule<E>| {
            let LevelRule { level, when, grounds, at } = rule;
            LevelRule { level, when: f(when), grounds, at }
        };
        Scale {
            rules: self.rules.into_iter().map(&mut rule).collect(),
            name: self.name,
            levels: self.levels,
            determined_by: self.determined_by,
            lowered_by: self.lowered_by,
            lowered_at_most: self.lowered_at_most,
            at: self.at,
        }
    }
}

impl<E> Signal<E> {
    fn map<F>(self, f: &mut impl FnMut(E) -> F) -> Signal<F> {
        Signal {
            sets: self.sets.into_iter().map(|(fact, value)| (fact, f(value))).collect(),
            allowed: self.allowed.map(f),
            chart: self.chart,
            says: self.says,
            name: self.name,
            title: self.title,
            senders: self.senders,
            jointly: self.jointly,
            carries: self.carries,
            optionally: self.optionally,
            unique_per: self.unique_per,
            at: self.at,
        }
    }
}

impl<E> State<E> {
    fn map<F>(self, f: &mut impl FnMut(E) -> F) -> State<F> {
        State {
            deadline: match self.deadline {
                Deadline::Unstated => Deadline::Unstated,
                Deadline::Term(term, order) => Deadline::Term(term.map(f), order),
                Deadline::Never(reason) => Deadline::Never(reason),
            },
            entry: map_all(self.entry, f),
            care: self.care,
            name: self.name,
            title: self.title,
            kind: self.kind,
            parent: self.parent,
            children: self.children,
            initial: self.initial,
            lead: self.lead,
            inform: self.inform,
            consult: self.consult,
            grounds: self.grounds,
            duties: self.duties,
            handlers: self.handlers,
            order: self.order,
            at: self.at,
        }
    }
}

impl<E> Term<E> {
    fn map<F>(self, f: &mut impl FnMut(E) -> F) -> Term<F> {
        let mut part = |part: TermPart<E>| {
            let TermPart { from, when, due, at } = part;
            TermPart { from, when: when.map(&mut *f), due, at }
        };
        Term { parts: self.parts.into_iter().map(&mut part).collect(), at: self.at }
    }
}

impl<E> Duty<E> {
    fn map<F>(self, f: &mut impl FnMut(E) -> F) -> Duty<F> {
        Duty {
            name: self.name,
            title: self.title,
            scope: self.scope,
            from: self.from,
            when: self.when.map(&mut *f),
            by_action: self.by_action,
            term: self.term.map(f),
            grounds: self.grounds,
            kind: match self.kind {
                DutyKind::Task(task) => DutyKind::Task(task.map(f)),
                DutyKind::Decision(decision) => DutyKind::Decision(decision.map(f)),
                DutyKind::Call(Call { action, arguments }) => DutyKind::Call(Call {
                    action,
                    arguments: arguments.into_iter().map(&mut *f).collect(),
                }),
            },
            order: self.order,
            at: self.at,
        }
    }
}

impl<E> Task<E> {
    fn map<F>(self, f: &mut impl FnMut(E) -> F) -> Task<F> {
        Task {
            who: match self.who {
                Who::Role(role) => Who::Role(role),
                Who::Every(role) => Who::Every(role),
                Who::Either { first, when, otherwise } => {
                    Who::Either { first, when: f(when), otherwise }
                }
            },
            on_behalf: self.on_behalf,
            with: self.with,
            every: self.every,
            reminders: self.reminders,
            ladder: self.ladder,
            delivers: self.delivers,
            checklist: self.checklist,
            postponement: self.postponement,
            stays_open: self.stays_open,
            once: self.once,
            optional: self.optional,
            agenda: self.agenda,
        }
    }
}

impl<E> Decision<E> {
    fn map<F>(self, f: &mut impl FnMut(E) -> F) -> Decision<F> {
        let mut decider = |Decider { role, when }| Decider { role, when: when.map(&mut *f) };
        let deciders = self.deciders.into_iter().map(&mut decider).collect();
        let outcomes = self.outcomes.into_iter().map(|outcome| outcome.map(f)).collect();
        let no_answer = self.no_answer.map(|outcome| outcome.map(f));
        Decision {
            about: self.about,
            quorum: self.quorum,
            deciders,
            outcomes,
            chooses: self.chooses,
            carries: self.carries,
            optionally: self.optionally,
            no_answer,
        }
    }
}

impl<E> Outcome<E> {
    fn map<F>(self, f: &mut impl FnMut(E) -> F) -> Outcome<F> {
        let Self { name, actions, target, order, at } = self;
        Outcome { name, actions: map_all(actions, f), target, order, at }
    }
}

impl<E> Handler<E> {
    fn map<F>(self, f: &mut impl FnMut(E) -> F) -> Handler<F> {
        Handler {
            scope: self.scope,
            from: self.from,
            trigger: match self.trigger {
                Trigger::When(when) => Trigger::When(f(when)),
                Trigger::Signal(signal) => Trigger::Signal(signal),
                Trigger::Done => Trigger::Done,
                Trigger::Overdue => Trigger::Overdue,
                Trigger::DutyOverdue(duty) => Trigger::DutyOverdue(duty),
                Trigger::CallOverdue(action) => Trigger::CallOverdue(action),
                Trigger::After(after) => Trigger::After(after),
                Trigger::On(date) => Trigger::On(date),
                Trigger::AfterEnd(date) => Trigger::AfterEnd(date),
                Trigger::Before(before, date) => Trigger::Before(before, date),
                Trigger::Every(every) => Trigger::Every(every),
                Trigger::At(time) => Trigger::At(time),
            },
            guard: self.guard.map(&mut *f),
            instead_of: self.instead_of,
            actions: map_all(self.actions, f),
            target: self.target,
            order: self.order,
            at: self.at,
        }
    }
}

fn map_all<E, F>(actions: Vec<Action<E>>, f: &mut impl FnMut(E) -> F) -> Vec<Action<F>> {
    actions.into_iter().map(|action| action.map(f)).collect()
}

impl<E> Action<E> {
    fn map<F>(self, f: &mut impl FnMut(E) -> F) -> Action<F> {
        match self {
            Self::Notify { to, text } => Action::Notify { to, text: text.map(f) },
            Self::Open(duty) => Action::Open(duty),
            Self::Withdraw(duty) => Action::Withdraw(duty),
            Self::Set { fact, value } => Action::Set { fact, value: f(value) },
            Self::AtLeast(level) => Action::AtLeast(level),
            Self::Extend { task, by, limit } => Action::Extend { task, by, limit },
            Self::Replace(succession) => Action::Replace(succession),
            Self::Restore(role) => Action::Restore(role),
            Self::Raise(signal) => Action::Raise(signal),
            Self::Suspend(reason) => Action::Suspend(reason),
            Self::ResumeTerms => Action::ResumeTerms,
            Self::Start { chart, only, first } => {
                Action::Start { chart, only: only.map(&mut *f), first: first.map(f) }
            }
            Self::Stop { chart, only } => Action::Stop { chart, only: only.map(f) },
            Self::Move { holding, to, per } => Action::Move { holding, to, per },
            Self::Beside { holding, second, until } => Action::Beside { holding, second, until },
            Self::Stays(holding) => Action::Stays(holding),
            Self::Send { signal, item, only } => Action::Send { signal, item, only: only.map(f) },
            Self::Record(text) => Action::Record(text.map(f)),
            Self::OpenPlaybook { playbook, with } => Action::OpenPlaybook { playbook, with },
        }
    }
}

impl<E> Template<E> {
    fn map<F>(self, f: &mut impl FnMut(E) -> F) -> Template<F> {
        let mut piece = |piece| match piece {
            Piece::Text(text) => Piece::Text(text),
            Piece::Value(value) => Piece::Value(f(value)),
        };
        Template { pieces: self.pieces.into_iter().map(&mut piece).collect() }
    }
}

impl<E> Guarantee<E> {
    fn map<F>(self, f: &mut impl FnMut(E) -> F) -> Guarantee<F> {
        let Self { name, title, chart, item, property, order, at } = self;
        Guarantee { name, title, chart, item, property: property.map(f), order, at }
    }
}

impl<E> Property<E> {
    fn map<F>(self, f: &mut impl FnMut(E) -> F) -> Property<F> {
        match self {
            Self::Always(p) => Property::Always(f(p)),
            Self::Never(p) => Property::Never(f(p)),
            Self::Eventually { after, then } => {
                Property::Eventually { after: f(after), then: f(then) }
            }
            Self::Within { after, within, then } => {
                Property::Within { after: f(after), within, then: f(then) }
            }
            Self::NotBefore { never, before } => {
                Property::NotBefore { never: f(never), before: f(before) }
            }
            Self::Between { from, until, never } => {
                Property::Between { from: f(from), until: f(until), never: f(never) }
            }
        }
    }
}
