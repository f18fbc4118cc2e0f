//! From a resolved playbook to a machine: conditions become shared formulas over atoms.

mod intern;

use crate::hir::{Expr, ExprKind, Hir, Ty};
use crate::machine::expr::{Atom, Census, Comparison, Exprs, Formula, Lowered, Operand, Over};
use crate::machine::id::{CensusId, ExprId, FormulaId, Id, LevelId, OperandId};
use crate::machine::playbook::Playbook;
use crate::machine::{Invalid, Machine};
use crate::sources::Sources;
use crate::value::{Truth, Type, Value};
use intern::Interner;

/// A formula that mentions both sides of `a is b` twice may hold at most so many nodes; above it
/// the two truths are compared as values, so that reading a formula stays linear in the source.
const TWICE: u64 = 64;

/// Turns a checked playbook into a machine; `sources` are the files it was read from.
///
/// # Errors
/// Never after [`crate::resolve`] and [`crate::check`] without errors.
pub(crate) fn lower(hir: Hir, sources: Sources) -> Result<Machine, Vec<Invalid>> {
    let (playbook, exprs) = expressions(hir);
    Machine::new(playbook, exprs, sources)
}

/// Lowers every expression of `hir`, in source order within each table.
///
/// Total: what resolution could not make sense of becomes a condition that stays unknown. The
/// result is linear in the source, equal parts are one node.
fn expressions(hir: Hir) -> (Playbook<ExprId>, Exprs) {
    let mut lowering = Lowering::new(&hir);
    let playbook = hir.map(&mut |expr| lowering.root(&expr));
    (playbook, lowering.nodes.exprs)
}

/// Conditions and values becoming nodes.
pub(crate) struct Lowering {
    /// Names of the levels, lowest first.
    levels: Vec<String>,
    nodes: Interner,
}

impl Lowering {
    pub(crate) fn new(hir: &Hir) -> Self {
        let levels = hir.scale.iter().flat_map(|scale| scale.levels.as_slice());
        let levels = levels.map(|level| level.name.clone()).collect();
        Self { levels, nodes: Interner::default() }
    }

    /// The nodes so far.
    pub(crate) fn exprs(&self) -> &Exprs {
        &self.nodes.exprs
    }

    fn root(&mut self, expr: &Expr) -> ExprId {
        let lowered = if is_condition(expr) {
            Lowered::Guard(self.condition(expr))
        } else {
            Lowered::Value(self.value(expr))
        };
        self.nodes.exprs.roots.push(lowered)
    }

    /// The node of a condition.
    pub(crate) fn condition(&mut self, expr: &Expr) -> FormulaId {
        match &expr.kind {
            ExprKind::Literal(Value::Truth(truth)) => self.constant(Truth::from(*truth)),
            ExprKind::Fact(fact) => self.atom(Atom::Fact(*fact)),
            ExprKind::Known(inner) => {
                let operand = self.value(inner);
                self.atom(Atom::Known(operand))
            }
            ExprKind::Not(inner) => {
                let inner = self.condition(inner);
                self.nodes.formula(Formula::Not(inner))
            }
            ExprKind::And(parts) => {
                let parts = parts.iter().map(|part| self.condition(part)).collect();
                self.nodes.formula(Formula::And(parts))
            }
            ExprKind::Or(parts) => {
                let parts = parts.iter().map(|part| self.condition(part)).collect();
                self.nodes.formula(Formula::Or(parts))
            }
            ExprKind::Compare(comparison, left, right) => self.compare(*comparison, left, right),
            ExprKind::Between { of, low, high } => {
                let low = self.compare(Comparison::AtLeast, of, low);
                let high = self.compare(Comparison::AtMost, of, high);
                self.nodes.formula(Formula::And(vec![low, high]))
            }
            ExprKind::OneOf(of, options) => {
                let mut equal = |option| self.compare(Comparison::Equal, of, option);
                let parts = options.iter().map(&mut equal).collect();
                self.nodes.formula(Formula::Or(parts))
            }
            ExprKind::In(state) => self.atom(Atom::In(*state)),
            ExprKind::Duty(duty, is) => self.atom(Atom::Duty(*duty, *is)),
            ExprKind::Decided(duty, outcome) => self.atom(Atom::Decided(*duty, *outcome)),
            ExprKind::Unanswered(duty) => self.atom(Atom::Unanswered(*duty)),
            ExprKind::Received(signal) => self.atom(Atom::Received(*signal)),
            ExprKind::InARow(times, inner) => {
                let inner = self.condition(inner);
                let streak = self.nodes.streak(inner);
                self.atom(Atom::InARow(*times, streak))
            }
            ExprKind::Quantified(quantifier, over, condition) => {
                let census = self.census(*over, Some(condition));
                self.atom(Atom::Quantified(*quantifier, census))
            }
            ExprKind::HeldBy(holding, role) => self.atom(Atom::HeldBy(*holding, *role)),
            ExprKind::Ended => self.atom(Atom::Ended),
            ExprKind::Accepted => self.atom(Atom::Accepted),
            ExprKind::OfParty(of) => self.atom(Atom::OfParty(*of)),
            _ => self.constant(Truth::Unknown),
        }
    }

    /// What is counted; without a condition all of them.
    fn census(&mut self, over: Over, condition: Option<&Expr>) -> CensusId {
        let condition = match condition {
            Some(condition) => self.condition(condition),
            None => self.constant(Truth::True),
        };
        self.nodes.census(Census { over, condition })
    }

    fn value(&mut self, expr: &Expr) -> OperandId {
        let operand = match &expr.kind {
            ExprKind::Literal(value) => Operand::Literal(value.clone()),
            ExprKind::Fact(fact) => Operand::Fact(*fact),
            ExprKind::Severity => Operand::SeverityName,
            ExprKind::Level(level) => match self.levels.get(level.index()) {
                Some(name) => Operand::Literal(Value::Text(name.clone())),
                None => Operand::Truth(self.constant(Truth::Unknown)),
            },
            ExprKind::Today => Operand::Today,
            ExprKind::Negate(inner) => Operand::Negate(self.value(inner)),
            ExprKind::Arithmetic(operation, left, right) => {
                let left = self.value(left);
                Operand::Arithmetic(*operation, left, self.value(right))
            }
            ExprKind::Age { of, on } => {
                let of = self.value(of);
                let on = match on {
                    Some(on) => self.value(on),
                    None => self.nodes.operand(Operand::Today),
                };
                Operand::Age { of, on }
            }
            ExprKind::Earliest(parts) => Operand::Earliest(self.values(parts)),
            ExprKind::Latest(parts) => Operand::Latest(self.values(parts)),
            ExprKind::Count(over, only) => Operand::Count(self.census(*over, only.as_deref())),
            ExprKind::ItemName(item) => Operand::ItemName(*item),
            ExprKind::Holder(role) => Operand::Holder(*role),
            _ => Operand::Truth(self.condition(expr)),
        };
        self.nodes.operand(operand)
    }

    fn values(&mut self, parts: &[Expr]) -> Vec<OperandId> {
        parts.iter().map(|part| self.value(part)).collect()
    }

    fn compare(&mut self, comparison: Comparison, left: &Expr, right: &Expr) -> FormulaId {
        match (&left.kind, &right.kind) {
            (ExprKind::Severity, ExprKind::Level(level)) => self.severity(comparison, *level),
            (ExprKind::Level(level), ExprKind::Severity) => {
                self.severity(comparison.flipped(), *level)
            }
            (ExprKind::Severity, ExprKind::Severity) => {
                let truth = comparison.accepts(std::cmp::Ordering::Equal);
                self.constant(Truth::from(truth))
            }
            (ExprKind::Level(left), ExprKind::Level(right)) => {
                let truth = comparison.accepts(left.cmp(right));
                self.constant(Truth::from(truth))
            }
            _ if is_condition(left) && is_condition(right) => {
                self.compare_truths(comparison, left, right)
            }
            _ => {
                let (left, right) = (self.value(left), self.value(right));
                self.atom(Atom::Compare(comparison, left, right))
            }
        }
    }

    /// `a is b` and `a is niet b` of conditions: formulas, so that each side keeps its own atoms.
    fn compare_truths(&mut self, comparison: Comparison, left: &Expr, right: &Expr) -> FormulaId {
        let equal = comparison == Comparison::Equal;
        if !equal && comparison != Comparison::NotEqual {
            let (left, right) = (self.value(left), self.value(right));
            return self.atom(Atom::Compare(comparison, left, right));
        }
        for (side, other) in [(left, right), (right, left)] {
            if let ExprKind::Literal(Value::Truth(literal)) = other.kind {
                let side = self.condition(side);
                return if literal == equal { side } else { self.not(side) };
            }
        }
        let (a, b) = (self.condition(left), self.condition(right));
        if self.nodes.weight(a).saturating_add(self.nodes.weight(b)) > TWICE {
            let a = self.nodes.operand(Operand::Truth(a));
            let b = self.nodes.operand(Operand::Truth(b));
            return self.atom(Atom::Compare(comparison, a, b));
        }
        let (not_a, not_b) = (self.not(a), self.not(b));
        let (b, not_b) = if equal { (b, not_b) } else { (not_b, b) };
        let both = self.nodes.formula(Formula::And(vec![a, b]));
        let neither = self.nodes.formula(Formula::And(vec![not_a, not_b]));
        self.nodes.formula(Formula::Or(vec![both, neither]))
    }

    fn severity(&mut self, comparison: Comparison, level: LevelId) -> FormulaId {
        self.atom(Atom::Severity(comparison, level))
    }

    fn not(&mut self, formula: FormulaId) -> FormulaId {
        self.nodes.formula(Formula::Not(formula))
    }

    fn atom(&mut self, atom: Atom) -> FormulaId {
        let atom = self.nodes.atom(atom);
        self.nodes.formula(Formula::Atom(atom))
    }

    fn constant(&mut self, truth: Truth) -> FormulaId {
        self.nodes.formula(Formula::Constant(truth))
    }
}

/// Whether an expression is a condition: yes/no.
fn is_condition(expr: &Expr) -> bool {
    matches!(expr.ty, Some(Ty::Value(Type::Truth)))
}
