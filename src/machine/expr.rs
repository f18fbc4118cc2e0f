//! Lowered expressions: three-valued formulas over atoms, and operands of comparisons.
//!
//! An atom is one comparison or predicate. `step` asks for atoms through one trait
//! (`engine::World`): the engine computes them from the state of a case, a verifier supplies them.

use serde::{Deserialize, Serialize};

use super::id::{
    AtomId, CensusId, DutyId, ExprId, FactId, FormulaId, HoldingId, ItemId, LevelId, OperandId,
    RoleId, SignalId, StateId, StreakId, Table,
};
pub use crate::value::Arithmetic as Operation;
use crate::value::{Truth, Value};

/// All lowered expressions of a machine. Nodes come after the nodes they mention; equal nodes are
/// one node.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exprs {
    /// What the tables of the playbook mention.
    pub roots: Table<ExprId, Lowered>,
    /// Nodes of conditions.
    pub formulas: Table<FormulaId, Formula>,
    /// Comparisons and predicates.
    pub atoms: Table<AtomId, Atom>,
    /// Nodes of values.
    pub operands: Table<OperandId, Operand>,
    /// Conditions whose successive observations are counted.
    pub streaks: Table<StreakId, FormulaId>,
    /// What is counted over the items of a case, or over the parties of a role.
    pub censuses: Table<CensusId, Census>,
}

/// Something counted: of how many a condition is true, false and unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Census {
    /// Over what.
    pub over: Over,
    /// Of each of them.
    pub condition: FormulaId,
}

/// What is counted or quantified over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Over {
    /// The items of a kind: enrolled and not withdrawn.
    Items(ItemId),
    /// The parties that hold a role, in the case or for the item in question.
    Parties(RoleId),
}

/// A lowered expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Lowered {
    /// A condition.
    Guard(FormulaId),
    /// A value.
    Value(OperandId),
}

/// A node of a condition.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Formula {
    /// A constant.
    Constant(Truth),
    /// An atom.
    Atom(AtomId),
    /// Negation.
    Not(FormulaId),
    /// Conjunction.
    And(Vec<FormulaId>),
    /// Disjunction.
    Or(Vec<FormulaId>),
}

/// One comparison or predicate.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Atom {
    /// A yes/no fact.
    Fact(FactId),
    /// Whether a value is known. Never unknown itself.
    Known(OperandId),
    /// A comparison of two values.
    Compare(Comparison, OperandId, OperandId),
    /// A comparison of the current level with a level. Never unknown.
    Severity(Comparison, LevelId),
    /// A state is active. Never unknown.
    In(StateId),
    /// The state of a task or decision. Never unknown.
    Duty(DutyId, DutyIs),
    /// A decision has this outcome, by index in its outcomes. Never unknown.
    Decided(DutyId, u32),
    /// A decision ended without an answer. Never unknown.
    Unanswered(DutyId),
    /// A signal was received at least once. Never unknown.
    Received(SignalId),
    /// The condition held at so many successive observations, up to the latest.
    InARow(u32, StreakId),
    /// Of how many of those counted the condition is true.
    Quantified(Quantifier, CensusId),
    /// A role holds this of the item in question. Never unknown.
    HeldBy(HoldingId, RoleId),
    /// Nothing that was started for the item in question runs any more. Never unknown.
    Ended,
    /// The acceptance of the candidate in question stands. Never unknown.
    Accepted,
    /// Something of the party in question. Never unknown.
    OfParty(OfParty),
}

/// What is asked of one party of a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum OfParty {
    /// What it owes of a task of which each party owes its own.
    Task(DutyId, DutyIs),
    /// Its vote in a decision as it was last open, by index in its outcomes.
    Voted(DutyId, u32),
    /// It has sent a signal.
    Sent(SignalId),
}

impl OfParty {
    /// The task or decision that it is about.
    #[must_use]
    pub fn duty(self) -> Option<DutyId> {
        match self {
            Self::Task(duty, _) | Self::Voted(duty, _) => Some(duty),
            Self::Sent(_) => None,
        }
    }
}

/// A node of a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Operand {
    /// A literal.
    Literal(Value),
    /// The current value of a fact.
    Fact(FactId),
    /// The truth of a condition, as a yes/no value.
    Truth(FormulaId),
    /// The name of the current level, as text for people.
    SeverityName,
    /// The civil date of the logical instant.
    Today,
    /// Negation of a number.
    Negate(OperandId),
    /// Arithmetic.
    Arithmetic(Operation, OperandId, OperandId),
    /// Age in whole years at a date.
    Age {
        /// Date of birth.
        of: OperandId,
        /// At this date.
        on: OperandId,
    },
    /// Of how many of those counted the condition is true; unknown while it is unknown of one.
    Count(CensusId),
    /// The id of the item in question, as text for people.
    ItemName(ItemId),
    /// Who holds a role of one party now, of the item in question or of the case, as text. Unknown
    /// while nobody does.
    Holder(RoleId),
    /// The least of dates or instants.
    Earliest(Vec<OperandId>),
    /// The greatest of dates or instants.
    Latest(Vec<OperandId>),
}

/// A comparison operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Comparison {
    /// `is`, `=`
    Equal,
    /// `is niet`, `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

impl Comparison {
    /// The comparison with its sides exchanged.
    #[must_use]
    pub fn flipped(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::AtMost => Self::AtLeast,
            Self::Greater => Self::Less,
            Self::AtLeast => Self::AtMost,
            same => same,
        }
    }

    /// Whether the order of two values satisfies the comparison.
    #[must_use]
    pub fn accepts(self, order: std::cmp::Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::AtMost => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::AtLeast => order.is_ge(),
        }
    }
}

/// Of how many a condition must be true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Quantifier {
    /// Of all of them.
    All,
    /// Of at least one.
    Some,
    /// Of none.
    No,
}

/// What a condition asks of a task or decision: the state of its latest instances.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum DutyIs {
    /// There are latest instances and all of them are done (a decision: it has an outcome).
    Done,
    /// Some instance is owed: open or overdue.
    Open,
    /// Some instance is overdue, or ended after its due instant without having been done in time.
    Overdue,
    /// Some instance was withdrawn.
    Withdrawn,
    /// Some instance was excused.
    Excused,
}

/// What the evaluation of conditions asks: the truth of atoms.
pub trait Reality {
    /// The truth of an atom here and now.
    fn atom(&self, atom: AtomId) -> Truth;
}

impl Exprs {
    /// The truth of a condition (Kleene); stops at the first node that decides.
    #[expect(clippy::indexing_slicing, reason = "INVARIANT nodes mention nodes of their table")]
    pub fn holds(&self, formula: FormulaId, reality: &impl Reality) -> Truth {
        match &self.formulas[formula] {
            Formula::Constant(truth) => *truth,
            Formula::Atom(atom) => reality.atom(*atom),
            Formula::Not(inner) => !self.holds(*inner, reality),
            Formula::And(parts) => self.fold(parts, Truth::True, Truth::False, reality),
            Formula::Or(parts) => self.fold(parts, Truth::False, Truth::True, reality),
        }
    }

    fn fold(
        &self,
        parts: &[FormulaId],
        neutral: Truth,
        decisive: Truth,
        reality: &impl Reality,
    ) -> Truth {
        let mut result = neutral;
        for &part in parts {
            let truth = self.holds(part, reality);
            if truth == decisive {
                return decisive;
            }
            if truth == Truth::Unknown {
                result = Truth::Unknown;
            }
        }
        result
    }
}
