//! A playbook after name resolution: the shared tables with written, typed expressions in them.

use crate::machine::expr::{Comparison, DutyIs, OfParty, Operation, Over, Quantifier};
use crate::machine::id::{DutyId, FactId, HoldingId, ItemId, LevelId, RoleId, SignalId, StateId};
use crate::machine::playbook::Playbook;
use crate::span::Span;
use crate::value::{Type, Value};

/// A resolved playbook. A name that was not found is `Id::MISSING`; whoever meets one keeps quiet.
pub type Hir = Playbook<Expr>;

/// A written expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Its type; `None` after an error in it.
    pub ty: Option<Ty>,
    /// Where it is written.
    pub span: Span,
}

/// The type of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ty {
    /// A type that facts have.
    Value(Type),
    /// The severity scale.
    Level,
}

/// What an expression is. Every evaluation ends; unknown operands give unknown results (Kleene).
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// A literal. Choices are literals of the fact's option.
    Literal(Value),
    /// The current value of a fact.
    Fact(FactId),
    /// The current level.
    Severity,
    /// A level by name.
    Level(LevelId),
    /// `vandaag` / `today`: the civil date of the logical instant.
    Today,
    /// `bekend(x)` / `known(x)`
    Known(Box<Expr>),
    /// `niet x`
    Not(Box<Expr>),
    /// `a en b en …`
    And(Vec<Expr>),
    /// `a of b of …`
    Or(Vec<Expr>),
    /// A comparison.
    Compare(Comparison, Box<Expr>, Box<Expr>),
    /// `x tussen low en high`, bounds included.
    Between {
        /// What is compared.
        of: Box<Expr>,
        /// Lower bound.
        low: Box<Expr>,
        /// Upper bound.
        high: Box<Expr>,
    },
    /// `x in (a, b)`
    OneOf(Box<Expr>, Vec<Expr>),
    /// Arithmetic.
    Arithmetic(Operation, Box<Expr>, Box<Expr>),
    /// `-x`
    Negate(Box<Expr>),
    /// `leeftijd(d[, op DATE])` / `age(d[, on DATE])` in whole years; without a date: today.
    Age {
        /// Date of birth.
        of: Box<Expr>,
        /// At this date.
        on: Option<Box<Expr>>,
    },
    /// `vroegste(…)` / `earliest(…)`
    Earliest(Vec<Expr>),
    /// `laatste(…)` / `latest(…)`
    Latest(Vec<Expr>),
    /// `in STATE`: the state is active. Always known.
    In(StateId),
    /// The state of a task or decision. Always known.
    Duty(DutyId, DutyIs),
    /// `besluit X is OUTCOME`, by index in `Decision::outcomes`. Always known: false before an
    /// answer.
    Decided(DutyId, u32),
    /// `besluit X is geen antwoord`
    Unanswered(DutyId),
    /// `signaal X ontvangen` / `signal X received`. Always known.
    Received(SignalId),
    /// `N keer op rij: COND` / `N times in a row: COND`, over the statements of the facts it reads.
    InARow(u32, Box<Expr>),
    /// `alle|een|geen X: C` / `all|some|no X: C`
    Quantified(Quantifier, Over, Box<Expr>),
    /// `aantal X [waar C]` / `number of X [where C]`: those of which C is definitely true.
    Count(Over, Option<Box<Expr>>),
    /// `zorg bij R`, `houder X bij R` / `care with R`, `holder X with R`, of the item in question.
    /// Always known.
    HeldBy(HoldingId, RoleId),
    /// `klaar` / `done`, of the item in question: nothing that was started for it runs any more.
    Ended,
    /// `aanvaard` / `accepted`, of the candidate in question: its acceptance stands.
    Accepted,
    /// Something of the party in question. Always known.
    OfParty(OfParty),
    /// The item's name: its id, a text.
    ItemName(ItemId),
    /// The name of a role of one party: who holds it now, of the item in question or of the case,
    /// a text. Unknown while nobody does.
    Holder(RoleId),
    /// After an error.
    Missing,
}
