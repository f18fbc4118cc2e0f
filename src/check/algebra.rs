//! Whether conditions can hold together: a small search over comparisons with literals.
//!
//! Sound in one direction: "no" means that they cannot; "yes" may be too generous, also when the
//! search is cut short.

use crate::hir::{Expr, ExprKind, Ty};
use crate::machine::expr::Comparison;
use crate::machine::id::{FactId, Id, LevelId};
use crate::machine::playbook::Derivation;
use crate::value::{Type, Value};

use super::context::Context;

/// How many parts of conditions one question looks at.
const FUEL: usize = 4096;

/// A condition that must have a truth, at a position of a path.
#[derive(Clone, Copy)]
pub(super) struct Goal<'e> {
    pub(super) expr: &'e Expr,
    /// Which truth.
    pub(super) want: bool,
    /// When; values written before it count.
    pub(super) at: usize,
}

impl<'e> Goal<'e> {
    /// A condition that is definitely true.
    pub(super) fn holds(expr: &'e Expr, at: usize) -> Self {
        Self { expr, want: true, at }
    }
}

/// What is compared, and since how many writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// A fact.
    Fact(FactId, usize),
    /// The level; compared by position in the scale.
    Severity(usize),
    /// Something else, by its structure.
    Other(String, usize),
}

/// A comparison with a value.
#[derive(Clone, Debug)]
pub(super) struct Literal {
    pub(super) subject: Subject,
    pub(super) comparison: Comparison,
    pub(super) value: Value,
}

/// What is known about the path on which conditions are read.
pub(super) trait World {
    /// How often a fact was written before a position; `None`: the count for everything that
    /// follows from facts.
    fn version(&self, fact: Option<FactId>, at: usize) -> usize;
    /// How often the level may have changed before a position.
    fn severity_version(&self, at: usize) -> usize;
    /// The truth of a predicate on states, duties and signals there, where it is known.
    fn assume(&self, predicate: &ExprKind, at: usize) -> Option<bool>;
}

#[derive(Clone)]
enum Item<'e> {
    Goal(Goal<'e>),
    Literal(Literal),
}

/// Whether all goals can be met together, given some comparisons.
pub(super) fn satisfiable<'e>(
    context: &Context<'e>,
    world: &impl World,
    given: Vec<Literal>,
    goals: &[Goal<'e>],
) -> bool {
    let goals = goals.iter().copied().map(Item::Goal);
    let start: Vec<_> = goals.chain(given.into_iter().map(Item::Literal)).collect();
    let solver = Solver { context, world };
    let mut fuel = FUEL;
    let mut branches = vec![(start, Vec::new())];
    while let Some((mut items, mut store)) = branches.pop() {
        loop {
            let Some(rest) = fuel.checked_sub(1) else { return true };
            fuel = rest;
            let Some(item) = items.pop() else { return true };
            let goal = match item {
                Item::Goal(goal) => goal,
                Item::Literal(literal) => {
                    if !solver.add(&mut store, literal) {
                        break;
                    }
                    continue;
                }
            };
            let mut alternatives = solver.expand(goal).into_iter();
            let Some(first) = alternatives.next() else { break };
            for other in alternatives {
                let items = items.iter().cloned().chain(other).collect();
                branches.push((items, store.clone()));
            }
            items.extend(first);
        }
    }
    false
}

struct Solver<'c, 'h, W> {
    context: &'c Context<'h>,
    world: &'c W,
}

impl<'h, W: World> Solver<'_, 'h, W> {
    /// Adds a comparison; whether it can hold with the others.
    fn add(&self, store: &mut Vec<Literal>, literal: Literal) -> bool {
        let same = |other: &&Literal| other.subject == literal.subject;
        if matches!(literal.subject, Subject::Severity(_)) {
            let levels = self.context.hir.scale.as_ref().map_or(0, |scale| scale.levels.len());
            let top = i64::try_from(levels).unwrap_or(i64::MAX).saturating_sub(1);
            let fits = |comparison, bound| {
                fit((literal.comparison, &literal.value), (comparison, &Value::Count(bound)))
            };
            if !fits(Comparison::AtLeast, 0) || !fits(Comparison::AtMost, top) {
                return false;
            }
        }
        let possible = store.iter().filter(same).all(|other| {
            fit((literal.comparison, &literal.value), (other.comparison, &other.value))
        });
        store.push(literal);
        possible
    }

    /// What meets a goal: one of these lists, all of it.
    fn expand<'e>(&self, goal: Goal<'e>) -> Vec<Vec<Item<'e>>>
    where
        'h: 'e,
    {
        let Goal { expr, want, at } = goal;
        let part = |expr, want| Item::Goal(Goal { expr, want, at });
        let each = |parts: &'e [Expr]| parts.iter().map(|p| part(p, want)).collect::<Vec<_>>();
        let one_of = |items: Vec<Item<'e>>| items.into_iter().map(|item| vec![item]).collect();
        let literals = |all: bool, literals: Vec<Literal>| {
            let items = literals.into_iter().map(Item::Literal).collect();
            if all { vec![items] } else { one_of(items) }
        };
        match &expr.kind {
            ExprKind::Literal(Value::Truth(truth)) if *truth == want => vec![vec![]],
            ExprKind::Literal(_) => vec![],
            ExprKind::Missing => vec![vec![]],
            ExprKind::Fact(fact) if self.is_table(*fact) => {
                literals(true, vec![self.flag(expr, want, at)])
            }
            ExprKind::Fact(fact) => match self.derived(*fact) {
                Some(derived) => vec![vec![part(derived, want)]],
                None => literals(true, vec![self.flag(expr, want, at)]),
            },
            ExprKind::Not(inner) => vec![vec![part(inner, !want)]],
            ExprKind::And(parts) if want => vec![each(parts)],
            ExprKind::Or(parts) if !want => vec![each(parts)],
            ExprKind::And(parts) | ExprKind::Or(parts) => one_of(each(parts)),
            ExprKind::Compare(comparison, left, right) if is_truth(left) && is_truth(right) => {
                let same = match comparison {
                    Comparison::Equal => want,
                    Comparison::NotEqual => !want,
                    _ => return literals(true, vec![self.flag(expr, want, at)]),
                };
                let both = |truth| vec![part(left, truth), part(right, truth == same)];
                vec![both(true), both(false)]
            }
            ExprKind::Compare(comparison, left, right) => {
                let comparison = if want { *comparison } else { opposite(*comparison) };
                literals(true, vec![self.compare(comparison, left, right, at)])
            }
            ExprKind::Between { of, low, high } => {
                let sides = [(Comparison::AtLeast, &**low), (Comparison::AtMost, &**high)];
                let side = |(comparison, bound): (Comparison, &'e Expr)| {
                    let comparison = if want { comparison } else { opposite(comparison) };
                    self.compare(comparison, of, bound, at)
                };
                literals(want, sides.map(side).into())
            }
            ExprKind::OneOf(of, options) if !is_truth(of) => {
                let comparison = if want { Comparison::Equal } else { Comparison::NotEqual };
                let option = |option| self.compare(comparison, of, option, at);
                literals(!want, options.iter().map(option).collect())
            }
            predicate => match self.world.assume(predicate, at) {
                Some(truth) if truth == want => vec![vec![]],
                Some(_) => vec![],
                None => literals(true, vec![self.flag(expr, want, at)]),
            },
        }
    }

    fn is_derived(&self, fact: FactId) -> bool {
        self.context.hir.facts.get(fact).is_some_and(|fact| fact.derived.is_some())
    }

    fn is_table(&self, fact: FactId) -> bool {
        self.is_derived(fact) && self.derived(fact).is_none()
    }

    fn derived(&self, fact: FactId) -> Option<&'h Expr> {
        match self.context.hir.facts.get(fact)?.derived.as_ref()? {
            Derivation::Expression(expr) => Some(expr),
            Derivation::Table(_) => None,
        }
    }

    /// A condition taken as a whole.
    fn flag(&self, expr: &Expr, want: bool, at: usize) -> Literal {
        let subject = match &expr.kind {
            ExprKind::Fact(fact) if !self.is_derived(*fact) => {
                Subject::Fact(*fact, self.world.version(Some(*fact), at))
            }
            ExprKind::Fact(_) | ExprKind::InARow(..) => {
                Subject::Other(key(expr), self.world.version(None, at))
            }
            ExprKind::Known(_) | ExprKind::Compare(..) | ExprKind::OneOf(..) => {
                Subject::Other(key(expr), self.version(&[expr], at))
            }
            _ => Subject::Other(key(expr), at),
        };
        Literal { subject, comparison: Comparison::Equal, value: Value::Truth(want) }
    }

    fn compare(&self, comparison: Comparison, left: &Expr, right: &Expr, at: usize) -> Literal {
        match (&left.kind, &right.kind) {
            (ExprKind::Severity, ExprKind::Level(level)) => self.severity(comparison, *level, at),
            (ExprKind::Level(level), ExprKind::Severity) => {
                self.severity(comparison.flipped(), *level, at)
            }
            (_, ExprKind::Literal(value)) => self.against(comparison, left, value, at),
            (ExprKind::Literal(value), _) => self.against(comparison.flipped(), right, value, at),
            _ => {
                let key = format!("{} - {}", key(left), key(right));
                let subject = Subject::Other(key, self.version(&[left, right], at));
                Literal { subject, comparison, value: Value::Count(0) }
            }
        }
    }

    fn against(&self, comparison: Comparison, of: &Expr, value: &Value, at: usize) -> Literal {
        let subject = match of.kind {
            ExprKind::Fact(fact) if !self.is_derived(fact) => {
                Subject::Fact(fact, self.world.version(Some(fact), at))
            }
            _ => Subject::Other(key(of), self.version(&[of], at)),
        };
        Literal { subject, comparison, value: value.clone() }
    }

    /// The version of what hangs on facts. What is counted over items may differ at every position:
    /// their handovers go on in the same instant.
    fn version(&self, of: &[&Expr], at: usize) -> usize {
        let mut counts = false;
        for expr in of {
            super::visit::walk(expr, &mut |part| {
                counts |= matches!(part.kind, ExprKind::Count(..) | ExprKind::Quantified(..));
            });
        }
        if counts { at } else { self.world.version(None, at) }
    }

    fn severity(&self, comparison: Comparison, level: LevelId, at: usize) -> Literal {
        let subject = Subject::Severity(self.world.severity_version(at));
        let level = i64::try_from(level.index()).unwrap_or(i64::MAX);
        let (comparison, level) = match comparison {
            Comparison::Greater => (Comparison::AtLeast, level.saturating_add(1)),
            Comparison::Less => (Comparison::AtMost, level.saturating_sub(1)),
            same => (same, level),
        };
        Literal { subject, comparison, value: Value::Count(level) }
    }
}

/// Whether some value satisfies both comparisons, in an order without gaps.
fn fit((a, left): (Comparison, &Value), (b, right): (Comparison, &Value)) -> bool {
    use Comparison::{AtLeast, AtMost, Equal, Greater, Less, NotEqual};
    let Some(order) = left.compare(right) else { return true };
    match (a, b) {
        (Equal, _) => b.accepts(order),
        (_, Equal) => a.accepts(order.reverse()),
        (NotEqual, _) | (_, NotEqual) => true,
        (AtLeast, AtMost) => order.is_le(),
        (AtMost, AtLeast) => order.is_ge(),
        (AtLeast | Greater, AtMost | Less) => order.is_lt(),
        (AtMost | Less, AtLeast | Greater) => order.is_gt(),
        _ => true,
    }
}

fn is_truth(expr: &Expr) -> bool {
    matches!(expr.ty, Some(Ty::Value(Type::Truth)))
}

fn opposite(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
        Comparison::Less => Comparison::AtLeast,
        Comparison::AtMost => Comparison::Greater,
        Comparison::Greater => Comparison::AtMost,
        Comparison::AtLeast => Comparison::Less,
    }
}

/// The structure of an expression without its places: equal for equal expressions.
fn key(expr: &Expr) -> String {
    use std::fmt::Write as _;
    let mut key = String::new();
    super::visit::walk(expr, &mut |part| {
        let count = super::visit::parts(part).count();
        let head = match &part.kind {
            ExprKind::Known(_) => "known".to_owned(),
            ExprKind::Not(_) => "not".to_owned(),
            ExprKind::Quantified(quantifier, over, _) => format!("{quantifier:?} {over:?}"),
            ExprKind::Count(over, _) => format!("count {over:?}"),
            ExprKind::InARow(times, _) => format!("row{times}"),
            ExprKind::And(_) => "and".to_owned(),
            ExprKind::Or(_) => "or".to_owned(),
            ExprKind::Compare(comparison, ..) => format!("{comparison:?}"),
            ExprKind::Between { .. } => "between".to_owned(),
            ExprKind::OneOf(..) => "in".to_owned(),
            ExprKind::Arithmetic(operation, ..) => format!("{operation:?}"),
            ExprKind::Negate(_) => "negate".to_owned(),
            ExprKind::Age { .. } => "age".to_owned(),
            ExprKind::Earliest(_) => "earliest".to_owned(),
            ExprKind::Latest(_) => "latest".to_owned(),
            leaf => format!("{leaf:?}"),
        };
        let _ = write!(key, "{head}/{count} ");
    });
    key
}
