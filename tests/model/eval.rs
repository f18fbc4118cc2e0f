//! Expressions straight from the resolved playbook: strong Kleene logic by the book.

use draaiboek::calendar::Date;
use draaiboek::hir::{Expr, ExprKind};
use draaiboek::machine::expr::{Comparison, DutyIs, OfParty, Over, Quantifier};
use draaiboek::machine::id::{DutyId, FactId, HoldingId, Id, LevelId, RoleId, SignalId, StateId};
use draaiboek::machine::playbook::{DecisionTable, Policy};
use draaiboek::value::{Truth, Type, Value};

/// What an expression may ask.
pub trait World {
    fn fact(&self, fact: FactId) -> Option<Value>;
    fn level(&self) -> LevelId;
    fn level_name(&self, level: LevelId) -> String;
    fn today(&self) -> Date;
    fn active(&self, state: StateId) -> bool;
    fn duty(&self, duty: DutyId, is: DutyIs) -> bool;
    fn decided(&self, duty: DutyId) -> Option<Option<u32>>;
    fn received(&self, signal: SignalId) -> bool;
    /// What a condition says of each item or party.
    fn counted(&self, over: Over, condition: Option<&Expr>) -> Vec<Truth>;
    fn held_by(&self, holding: HoldingId, role: RoleId) -> bool;
    /// Who holds a role of one party.
    fn holder(&self, role: RoleId) -> Option<String>;
    /// The id of the item in question, and whether all has ended that was started for it.
    fn item(&self) -> Option<(String, bool)>;
    /// Whether the acceptance of the candidate in question stands.
    fn accepted(&self) -> bool;
    /// What is asked of the party in question.
    fn of_party(&self, of: OfParty) -> bool;
    /// The truth of a condition at the last so many observations of it, the latest first.
    fn observed(&self, condition: &Expr, last: usize) -> Vec<Truth>;
}

/// What an expression gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Val {
    Unknown,
    Level(LevelId),
    Value(Value),
}

/// The truth of a condition; anything that is no yes or no is unknown.
pub fn truth(world: &impl World, expr: &Expr) -> Truth {
    match value(world, expr) {
        Val::Value(Value::Truth(truth)) => truth.into(),
        _ => Truth::Unknown,
    }
}

/// Whether a condition is definitely true.
pub fn holds(world: &impl World, expr: &Expr) -> bool {
    truth(world, expr) == Truth::True
}

fn known(truth: Truth) -> Val {
    match truth {
        Truth::True => yes(true),
        Truth::False => yes(false),
        Truth::Unknown => Val::Unknown,
    }
}

fn yes(truth: bool) -> Val {
    Val::Value(Value::Truth(truth))
}

fn maybe(value: Option<Value>) -> Val {
    value.map_or(Val::Unknown, Val::Value)
}

/// The value of an expression.
pub fn value(world: &impl World, expr: &Expr) -> Val {
    let of = |expr: &Expr| value(world, expr);
    match &expr.kind {
        ExprKind::Literal(literal) => Val::Value(literal.clone()),
        ExprKind::Quantified(how, over, condition) => {
            let each = world.counted(*over, Some(condition));
            known(match how {
                Quantifier::All => all(each),
                Quantifier::Some => any(each),
                Quantifier::No => all(each.into_iter().map(|truth| !truth)),
            })
        }
        ExprKind::Count(over, condition) => {
            let each = world.counted(*over, condition.as_deref());
            let held = each.iter().filter(|truth| truth.is_true()).count();
            let sure = !each.contains(&Truth::Unknown);
            maybe(sure.then(|| Value::Count(i64::try_from(held).expect("few"))))
        }
        ExprKind::HeldBy(holding, role) => yes(world.held_by(*holding, *role)),
        ExprKind::Ended => yes(world.item().is_some_and(|(_, ended)| ended)),
        ExprKind::Accepted => yes(world.accepted()),
        ExprKind::OfParty(of) => yes(world.of_party(*of)),
        ExprKind::ItemName(_) => maybe(world.item().map(|(id, _)| Value::Text(id))),
        ExprKind::Holder(role) => maybe(world.holder(*role).map(Value::Text)),
        ExprKind::Fact(fact) => maybe(world.fact(*fact)),
        ExprKind::Severity => Val::Level(world.level()),
        ExprKind::Level(level) => Val::Level(*level),
        ExprKind::Today => Val::Value(Value::Date(world.today())),
        ExprKind::Known(inner) => yes(of(inner) != Val::Unknown),
        ExprKind::Not(inner) => known(match truth(world, inner) {
            Truth::True => Truth::False,
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
        }),
        ExprKind::And(parts) => known(all(parts.iter().map(|part| truth(world, part)))),
        ExprKind::Or(parts) => known(any(parts.iter().map(|part| truth(world, part)))),
        ExprKind::Compare(how, left, right) => known(compare(*how, &of(left), &of(right))),
        ExprKind::Between { of: inner, low, high } => {
            let (inner, low, high) = (of(inner), of(low), of(high));
            known(all([
                compare(Comparison::AtLeast, &inner, &low),
                compare(Comparison::AtMost, &inner, &high),
            ]))
        }
        ExprKind::OneOf(inner, options) => {
            let inner = of(inner);
            let is = |option| compare(Comparison::Equal, &inner, &of(option));
            known(any(options.iter().map(is)))
        }
        ExprKind::Arithmetic(operation, left, right) => match (of(left), of(right)) {
            (Val::Value(left), Val::Value(right)) => maybe(operation.apply(&left, &right)),
            _ => Val::Unknown,
        },
        ExprKind::Negate(inner) => maybe(negate(of(inner))),
        ExprKind::Age { of: born, on } => {
            let on = on.as_ref().map_or(Val::Value(Value::Date(world.today())), |on| of(on));
            maybe(age(&of(born), &on))
        }
        ExprKind::Earliest(parts) => extreme(parts.iter().map(of).collect(), Comparison::AtMost),
        ExprKind::Latest(parts) => extreme(parts.iter().map(of).collect(), Comparison::AtLeast),
        ExprKind::In(state) => yes(world.active(*state)),
        ExprKind::Duty(duty, is) => yes(world.duty(*duty, *is)),
        ExprKind::Decided(duty, outcome) => yes(world.decided(*duty) == Some(Some(*outcome))),
        ExprKind::Unanswered(duty) => yes(world.decided(*duty) == Some(None)),
        ExprKind::Received(signal) => yes(world.received(*signal)),
        ExprKind::InARow(times, condition) => {
            let times = *times as usize;
            let mut seen = world.observed(condition, times);
            seen.resize(times, Truth::False);
            known(all(seen))
        }
        ExprKind::Missing => panic!("a checked playbook has no missing expression"),
    }
}

fn all(parts: impl IntoIterator<Item = Truth>) -> Truth {
    let parts: Vec<Truth> = parts.into_iter().collect();
    if parts.contains(&Truth::False) {
        Truth::False
    } else if parts.contains(&Truth::Unknown) {
        Truth::Unknown
    } else {
        Truth::True
    }
}

fn any(parts: impl IntoIterator<Item = Truth>) -> Truth {
    let parts: Vec<Truth> = parts.into_iter().collect();
    if parts.contains(&Truth::True) {
        Truth::True
    } else if parts.contains(&Truth::Unknown) {
        Truth::Unknown
    } else {
        Truth::False
    }
}

fn compare(how: Comparison, left: &Val, right: &Val) -> Truth {
    let order = match (left, right) {
        (Val::Level(left), Val::Level(right)) => Some(left.index().cmp(&right.index())),
        (Val::Value(left), Val::Value(right)) => left.compare(right),
        _ => None,
    };
    let Some(order) = order else { return Truth::Unknown };
    let holds = match how {
        Comparison::Equal => order.is_eq(),
        Comparison::NotEqual => !order.is_eq(),
        Comparison::Less => order.is_lt(),
        Comparison::AtMost => !order.is_gt(),
        Comparison::Greater => order.is_gt(),
        Comparison::AtLeast => !order.is_lt(),
    };
    if holds { Truth::True } else { Truth::False }
}

fn negate(value: Val) -> Option<Value> {
    let Val::Value(value) = value else { return None };
    let zero = match &value {
        Value::Count(_) => Value::Count(0),
        Value::Number(_) => Value::Number(0.into()),
        Value::Amount(_) => Value::Amount(0.into()),
        Value::Percentage(_) => Value::Percentage(0.into()),
        _ => return None,
    };
    zero.sub(&value)
}

/// Birthdays passed; one born on 29 February has it on 1 March in other years.
fn age(born: &Val, on: &Val) -> Option<Value> {
    let (Val::Value(Value::Date(born)), Val::Value(Value::Date(on))) = (born, on) else {
        return None;
    };
    let years = i64::from(on.year()) - i64::from(born.year());
    let had = (on.month(), on.day()) >= (born.month(), born.day());
    Some(Value::Count(years - i64::from(!had)))
}

/// The least or the greatest; unknown while one is.
fn extreme(parts: Vec<Val>, wins: Comparison) -> Val {
    let beats = |one: &&Val| parts.iter().all(|other| compare(wins, one, other) == Truth::True);
    parts.iter().find(beats).cloned().unwrap_or(Val::Unknown)
}

/// The value of a decision table: every row is looked at.
pub fn table(world: &impl World, table: &DecisionTable<Expr>, ty: &Type) -> Val {
    let found: Vec<(Truth, &Expr)> =
        table.rows.iter().map(|row| (truth(world, &row.when), &row.value)).collect();
    let of = |wanted: Truth| found.iter().filter(move |(truth, _)| *truth == wanted);
    let may = || of(Truth::True).chain(of(Truth::Unknown)).map(|(_, expr)| value(world, expr));
    if may().next().is_none() {
        return table.otherwise.as_ref().map_or(Val::Unknown, |expr| value(world, expr));
    }
    match table.policy {
        Policy::First => {
            let first = found.iter().find(|(truth, _)| *truth != Truth::False);
            match first {
                Some((Truth::True, expr)) => value(world, expr),
                _ => Val::Unknown,
            }
        }
        Policy::Unique => match (of(Truth::True).count(), of(Truth::Unknown).count()) {
            (1, 0) => may().next().expect("a row"),
            _ => Val::Unknown,
        },
        Policy::Highest => {
            let rank = |value: Val| match (value, ty) {
                (Val::Value(Value::Choice(option)), Type::Choice(options)) => {
                    let rank = options.iter().position(|one| *one == option).expect("an option");
                    Val::Value(Value::Count(i64::try_from(rank).expect("few options")))
                }
                (other, _) => other,
            };
            let values: Vec<Val> = may().map(rank).collect();
            let sure = of(Truth::True).map(|(_, expr)| value(world, expr));
            let least = |one: &Val| {
                values.iter().all(|other| compare(Comparison::AtLeast, one, other) == Truth::True)
            };
            sure.into_iter().find(|one| least(&rank(one.clone()))).unwrap_or(Val::Unknown)
        }
    }
}

/// A value in a text for people; levels by their name.
pub fn words(world: &impl World, expr: &Expr, say: impl Fn(&Value) -> String) -> String {
    match value(world, expr) {
        Val::Unknown => "?".to_owned(),
        Val::Level(level) => world.level_name(level),
        Val::Value(value) => say(&value),
    }
}
