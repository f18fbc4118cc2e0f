//! The truth of conditions and the values of expressions, from the state of a case.

mod duties;
mod items;
mod memo;
mod table;

use std::cell::RefCell;
use std::cmp::Ordering;

use super::state::{Course, Focus, Item, Known, State, Status};
use super::world::World;
use crate::calendar::{Date, Timestamp};
use crate::diagnostic::Language;
use crate::machine::Machine;
use crate::machine::expr::{Atom, DutyIs, Lowered, Operand, Reality};

use crate::machine::id::{AtomId, ChartId, DutyId, ExprId, FactId, LevelId, OperandId, SignalId};
use crate::value::{Truth, Value};

pub(super) use memo::Memo;
use memo::Place;

/// A case at a logical instant, as conditions see it.
#[derive(Clone, Copy)]
pub(super) struct Here<'a> {
    pub(super) world: &'a dyn World,
    pub(super) machine: &'a Machine,
    pub(super) state: &'a State,
    pub(super) at: Timestamp,
    /// The chart whose conditions they are.
    pub(super) focus: Focus,
    /// The party in question.
    pub(super) party: Option<&'a str>,
    pub(super) memo: &'a RefCell<Memo>,
    /// Which statements count.
    pub(super) seen: Seen<'a>,
}

/// Which statements of facts count.
#[derive(Clone, Copy)]
pub(super) enum Seen<'a> {
    /// The present ones.
    Present,
    /// Those in force at an instant, as far as was known then.
    Past(Timestamp, Known),
    /// The present ones, as they would be if these facts were stated with this effective time.
    With(&'a [(FactId, Value)], Timestamp),
}

impl Reality for Here<'_> {
    fn atom(&self, atom: AtomId) -> Truth {
        self.world.atom(atom, &|| self.computed(atom))
    }
}

impl Here<'_> {
    /// What the state of the case says of an atom.
    fn computed(&self, atom: AtomId) -> Truth {
        match &self.machine.exprs().atoms[atom] {
            Atom::Fact(fact) => self.truth_of(*fact),
            Atom::Known(operand) => {
                self.place(*operand).get(&self.memo.borrow(), self).is_some().into()
            }
            Atom::Compare(comparison, left, right) => {
                let order = self.order(&self.place(*left), &self.place(*right));
                order.map(|order| comparison.accepts(order)).into()
            }
            Atom::Severity(comparison, level) => {
                comparison.accepts(self.state.level.cmp(level)).into()
            }
            Atom::In(state) => {
                let course = self.course(self.machine.index().chart_of[*state]);
                course.is_some_and(|course| course.is_active(*state)).into()
            }
            Atom::Duty(duty, is) => self.duty(*duty, *is).into(),
            Atom::Decided(duty, outcome) => {
                self.any(*duty, |status| status == Status::Decided(*outcome)).into()
            }
            Atom::Unanswered(duty) => self.any(*duty, |status| status == Status::Unanswered).into(),
            Atom::Received(signal) => self.received(*signal).is_some().into(),
            Atom::InARow(times, streak) => {
                let whose = self.machine.index().counting.whose(*streak, self.focus.item);
                let seen = self.state.streaks(whose);
                let seen = seen.and_then(|streaks| streaks.get(streak)).copied();
                seen.unwrap_or_default().reached(*times)
            }
            Atom::Quantified(quantifier, census) => self.quantified(*quantifier, *census),
            Atom::HeldBy(holding, role) => {
                self.item().is_some_and(|item| item.is_with(*holding, *role)).into()
            }
            Atom::Ended => self.item().is_some_and(Item::is_ended).into(),
            Atom::Accepted => self.accepted().into(),
            Atom::OfParty(of) => self.of_party(*of).into(),
        }
    }

    /// The truth of a condition of the tables.
    pub(super) fn holds(&self, condition: ExprId) -> Truth {
        match self.machine.exprs().roots[condition] {
            Lowered::Guard(formula) => self.machine.exprs().holds(formula, self),
            Lowered::Value(operand) => truth(self.value(operand)),
        }
    }

    /// The value of an expression of the tables, if known.
    pub(super) fn eval(&self, expr: ExprId) -> Option<Value> {
        match self.machine.exprs().roots[expr] {
            Lowered::Guard(formula) => match self.machine.exprs().holds(formula, self) {
                Truth::True => Some(Value::Truth(true)),
                Truth::False => Some(Value::Truth(false)),
                Truth::Unknown => None,
            },
            Lowered::Value(operand) => self.value(operand),
        }
    }

    /// Those of some facts that are not known.
    pub(super) fn unknown_of(&self, facts: Vec<FactId>) -> Vec<FactId> {
        facts.into_iter().filter(|fact| self.fact(*fact).is_none()).collect()
    }

    /// The present value of a fact, stated, derived or by default.
    pub(super) fn fact(&self, fact: FactId) -> Option<Value> {
        self.place_of(fact).get(&self.memo.borrow(), self).cloned()
    }

    fn truth_of(&self, fact: FactId) -> Truth {
        match self.place_of(fact).get(&self.memo.borrow(), self) {
            Some(Value::Truth(value)) => (*value).into(),
            _ => Truth::Unknown,
        }
    }

    /// The order of two values, if both are known and compare.
    fn order(&self, left: &Place<'_>, right: &Place<'_>) -> Option<Ordering> {
        let memo = self.memo.borrow();
        left.get(&memo, self)?.compare(right.get(&memo, self)?)
    }

    fn duty(&self, duty: DutyId, is: DutyIs) -> bool {
        let Some(state) = self.duty_course(duty).and_then(|course| course.duties.get(duty)) else {
            return false;
        };
        match is {
            DutyIs::Done => state.done > 0 && state.owed == 0 && state.left == 0,
            DutyIs::Open => state.owed > 0,
            DutyIs::Overdue => state.late > 0,
            DutyIs::Withdrawn => self.any(duty, |status| matches!(status, Status::Withdrawn(_))),
            DutyIs::Excused => self.any(duty, |status| status == Status::Excused),
        }
    }

    /// Whether some latest instance has such a status.
    fn any(&self, duty: DutyId, is: impl Fn(Status) -> bool) -> bool {
        let chart = self.machine.index().chart_of[self.machine.playbook().duties[duty].scope];
        let focus = self.focus_on(chart);
        self.state.instances_in(focus, duty).any(|(_, obligation)| is(obligation.status))
    }

    /// A chart of the case or of the item in focus, wherever it is asked from.
    fn focus_on(&self, chart: ChartId) -> Focus {
        let own = self.machine.playbook().charts[chart].item.is_some();
        Focus { item: self.focus.item.filter(|_| own), chart }
    }

    /// That chart as it runs; `None` for one that was not started.
    fn course(&self, chart: ChartId) -> Option<&Course> {
        self.state.course(self.focus_on(chart))
    }

    pub(super) fn duty_course(&self, duty: DutyId) -> Option<&Course> {
        self.course(self.machine.index().chart_of[self.machine.playbook().duties[duty].scope])
    }

    /// When a signal was last received.
    pub(super) fn received(&self, signal: SignalId) -> Option<Timestamp> {
        let course = self.course(self.machine.playbook().signals[signal].chart)?;
        course.received.get(signal).copied().flatten()
    }

    /// When a task was last completed.
    pub(super) fn done_at(&self, duty: DutyId) -> Option<Timestamp> {
        self.duty_course(duty)?.duties.get(duty)?.done_at
    }

    /// Where the value of an operand stands: nothing is copied that stands somewhere.
    fn place(&self, operand: OperandId) -> Place<'_> {
        match &self.machine.exprs().operands[operand] {
            Operand::Literal(value) => Place::There(value),
            Operand::Fact(fact) => self.place_of(*fact),
            _ => self.value(operand).map_or(Place::Nowhere, Place::Here),
        }
    }

    fn value(&self, operand: OperandId) -> Option<Value> {
        match &self.machine.exprs().operands[operand] {
            Operand::Literal(value) => Some(value.clone()),
            Operand::Fact(fact) => self.fact(*fact),
            Operand::Truth(formula) => match self.machine.exprs().holds(*formula, self) {
                Truth::True => Some(Value::Truth(true)),
                Truth::False => Some(Value::Truth(false)),
                Truth::Unknown => None,
            },
            Operand::SeverityName if matches!(self.seen, Seen::Past(..)) => None,
            Operand::SeverityName => Some(Value::Text(self.level_name(self.state.level))),
            Operand::Today => Some(Value::Date(self.machine.zone().date_of(self.at))),
            Operand::Negate(inner) => negate(self.value(*inner)?),
            Operand::Arithmetic(operation, left, right) => {
                operation.apply(&self.value(*left)?, &self.value(*right)?)
            }
            Operand::Age { of, on } => match (self.value(*of)?, self.value(*on)?) {
                (Value::Date(born), Value::Date(on)) => Some(Value::Count(age(born, on))),
                _ => None,
            },
            Operand::Count(census) => self.count(*census),
            Operand::ItemName(_) => self.item().map(|item| Value::Text(item.id.clone())),
            Operand::Holder(_) if matches!(self.seen, Seen::Past(..)) => None,
            Operand::Holder(role) => {
                let mut parties = self.state.parties_for(self.focus.item, *role, self.at);
                parties.next().map(|party| Value::Text(party.to_owned()))
            }
            Operand::Earliest(parts) => self.extreme(parts, Ordering::Less),
            Operand::Latest(parts) => self.extreme(parts, Ordering::Greater),
        }
    }

    fn extreme(&self, parts: &[OperandId], wanted: Ordering) -> Option<Value> {
        let mut best: Option<Value> = None;
        for &part in parts {
            let value = self.value(part)?;
            best = match best {
                Some(best) if value.compare(&best)? != wanted => Some(best),
                _ => Some(value),
            };
        }
        best
    }

    fn level_name(&self, level: LevelId) -> String {
        let scale = self.machine.playbook().scale.as_ref();
        let level = scale.and_then(|scale| scale.levels.get(level));
        level.map(|level| level.name.clone()).unwrap_or_default()
    }

    /// A value as it stands in texts for people; a question mark while unknown.
    pub(super) fn words(&self, expr: ExprId) -> String {
        let language: Language = self.machine.playbook().header.language;
        self.eval(expr).map_or_else(|| "?".into(), |value| value.words(language).to_string())
    }
}

fn truth(value: Option<Value>) -> Truth {
    match value {
        Some(Value::Truth(value)) => value.into(),
        _ => Truth::Unknown,
    }
}

fn negate(value: Value) -> Option<Value> {
    let zero = match &value {
        Value::Number(_) => Value::Number(0.into()),
        Value::Count(_) => Value::Count(0),
        Value::Amount(_) => Value::Amount(0.into()),
        Value::Percentage(_) => Value::Percentage(0.into()),
        _ => return None,
    };
    zero.sub(&value)
}

/// Whole years at `on` of somebody born on `born`; on 28 February for those born on the 29th.
fn age(born: Date, on: Date) -> i64 {
    let years = i64::from(on.year()) - i64::from(born.year());
    let leap_day = born.month() == 2 && born.day() == 29;
    let short = leap_day && Date::new(on.year(), 2, 29).is_err();
    let day = if short { 28 } else { born.day() };
    years - i64::from((on.month(), on.day()) < (born.month(), day))
}
