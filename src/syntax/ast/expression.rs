//! Expressions, literals and texts with expressions in them.

use super::node::node;
use super::{Count, Holding, Name, OutcomeName, Str, Unit};
use crate::span::Span;

node! {
    /// An expression. Parentheses leave no node; chains of one level are flat.
    pub struct Expr {
        /// What it is.
        pub kind: ExprKind,
        /// Where, with its parentheses.
        pub span: Span,
    }

    /// What an expression is.
    pub enum ExprKind {
        /// `A of B of C`: two or more.
        Or(Vec<Expr>),
        /// `A en B en C`: two or more.
        And(Vec<Expr>),
        /// `niet A`
        Not(Box<Expr>),
        /// `A < B`
        Compare(Compare),
        /// `A in (B, C)`
        OneOf(OneOf),
        /// `A tussen B en C`
        Between(BetweenExpr),
        /// `A + B - C`
        Sum(Chain),
        /// `A * B / C`
        Product(Chain),
        /// `- A`
        Negative(Box<Expr>),
        /// A fact, choice, level, item, party …
        Name(Name),
        /// `ja`
        Yes(Span),
        /// `nee`
        No(Span),
        /// `2`, `2 miljoen euro`, `5%`
        Number(Number),
        /// `2026-11-26`
        Date(Date),
        /// `2026-11-26 09:00`
        Instant(DateTime),
        /// `4 weken`
        Duration(Duration),
        /// `"…"`
        Text(Str),
        /// `"…" versie "…"`
        Document(DocumentExpr),
        /// `vandaag`
        Today(Span),
        /// `bekend(x)`
        Known(Box<Expr>),
        /// `leeftijd(d[, op DATE])`
        Age(Age),
        /// `vroegste(a, b)`
        Earliest(Vec<Expr>),
        /// `laatste(a, b)`
        Latest(Vec<Expr>),
        /// `in STEP`
        In(Name),
        /// `taak X klaar|open|te laat`
        Task(TaskIs),
        /// `actie X klaar|open|te laat`
        Action(TaskIs),
        /// `besluit X is OUTCOME`
        Decision(DecisionIs),
        /// `signaal X ontvangen`
        Received(Name),
        /// `alle|een|geen X: A`
        Quantified(Quantified),
        /// `aantal X [waar A]`
        Count(CountOf),
        /// `N keer op rij: A`
        InARow(InARow),
        /// `zorg bij R`, `houder X bij R`
        HeldBy(HeldBy),
        /// `klaar`: the item's handover has ended.
        Done(Span),
        /// `aanvaard`: the candidate's acceptance stands.
        Accepted(Span),
    }

    /// `"…" versie "…" [hash "…"]`: one version of a document.
    pub struct DocumentExpr {
        /// Where it is to be found.
        pub reference: Str,
        /// Which version.
        pub version: Str,
        /// The hash of its contents.
        pub hash: Option<Str>,
    }

    /// `A < B`
    pub struct Compare {
        /// How.
        pub op: CompareOp,
        /// Left.
        pub left: Box<Expr>,
        /// Right.
        pub right: Box<Expr>,
    }

    /// A comparison.
    pub choice CompareOp {
        /// `is`, `=`
        Is,
        /// `is niet`, `!=`
        IsNot,
        /// `<`
        Less,
        /// `<=`
        AtMost,
        /// `>`
        Greater,
        /// `>=`
        AtLeast,
    }

    /// `A in (B, C)`
    pub struct OneOf {
        /// What is looked for.
        pub value: Box<Expr>,
        /// Among these.
        pub choices: Vec<Expr>,
    }

    /// `A tussen B en C`, both included.
    pub struct BetweenExpr {
        /// What is compared.
        pub value: Box<Expr>,
        /// The least.
        pub low: Box<Expr>,
        /// The most.
        pub high: Box<Expr>,
    }

    /// A chain of sums or of products, from left to right.
    pub struct Chain {
        /// The first operand.
        pub first: Box<Expr>,
        /// The others: one or more.
        pub rest: Vec<Link>,
    }

    /// An operator and its right operand.
    pub struct Link {
        /// `+ - * /`
        pub op: ArithmeticOp,
        /// Right.
        pub operand: Expr,
    }

    /// An arithmetic operator.
    pub choice ArithmeticOp {
        /// `+`
        Add,
        /// `-`
        Subtract,
        /// `*`
        Multiply,
        /// `/`
        Divide,
    }

    /// A number as written.
    pub struct Number {
        /// Digits with an optional decimal point, `_` removed.
        pub digits: String,
        /// `duizend`, `miljoen`, `miljard`
        pub magnitude: Option<Magnitude>,
        /// `euro`, `%`
        pub unit: NumberUnit,
        /// All of it.
        pub span: Span,
    }

    /// A power of ten in words.
    pub choice Magnitude {
        /// 1,000
        Thousand,
        /// 1,000,000
        Million,
        /// 1,000,000,000
        Billion,
    }

    /// What a number counts.
    pub choice NumberUnit {
        /// Nothing: a plain number.
        None,
        /// Money.
        Euro,
        /// Hundredths.
        Percent,
    }

    /// A date that exists.
    pub struct Date {
        /// 1–9999
        pub year: u16,
        /// 1–12
        pub month: u8,
        /// 1–31
        pub day: u8,
        /// Where.
        pub span: Span,
    }

    /// `DATE [TIME]`, in the playbook's zone.
    pub struct DateTime {
        /// The day.
        pub date: Date,
        /// The time; none: the day's first instant, or the day itself where a due day is meant.
        pub time: Option<TimeOfDay>,
        /// Both.
        pub span: Span,
    }

    /// A local time of day.
    pub struct TimeOfDay {
        /// 0–23
        pub hour: u8,
        /// 0–59
        pub minute: u8,
        /// Where.
        pub span: Span,
    }

    /// `10 werkdagen`
    pub struct Duration {
        /// How many.
        pub amount: u32,
        /// Of what.
        pub unit: Unit,
        /// Both.
        pub span: Span,
    }

    /// `leeftijd(d[, op DATE])`
    pub struct Age {
        /// Date of birth.
        pub born: Box<Expr>,
        /// On this date; none: today.
        pub on: Option<Box<Expr>>,
    }

    /// `taak X klaar`
    pub struct TaskIs {
        /// The task.
        pub task: Name,
        /// Its state.
        pub state: TaskState,
    }

    /// A state of an obligation.
    pub choice TaskState {
        /// `klaar`
        Done,
        /// `open`
        Open,
        /// `te laat`
        Overdue,
        /// `ingetrokken`
        Withdrawn,
        /// `verschoond`
        Excused,
    }

    /// `besluit X is OUTCOME`
    pub struct DecisionIs {
        /// The decision.
        pub decision: Name,
        /// Its outcome.
        pub outcome: OutcomeName,
    }

    /// `alle|een|geen X: A`
    pub struct Quantified {
        /// Which.
        pub quantifier: Quantifier,
        /// An item or a plural role.
        pub over: Name,
        /// What must hold.
        pub body: Box<Expr>,
    }

    /// How many must fulfil a condition.
    pub choice Quantifier {
        /// `alle`
        All,
        /// `een`: at least one.
        Some,
        /// `geen`
        No,
    }

    /// `aantal X [waar A]`
    pub struct CountOf {
        /// An item or a plural role.
        pub over: Name,
        /// Only these.
        pub only: Option<Box<Expr>>,
    }

    /// `N keer op rij: A`
    pub struct InARow {
        /// How many successive statements.
        pub times: Count,
        /// What must hold at each.
        pub condition: Box<Expr>,
    }

    /// `zorg bij R`
    pub struct HeldBy {
        /// What is held.
        pub holding: Holding,
        /// By whom.
        pub role: Name,
    }

    /// A text with expressions in it.
    pub struct Template {
        /// In order; texts with `{{` resolved to `{`, neighbours joined.
        pub parts: Vec<TemplatePart>,
        /// With its quotation marks.
        pub span: Span,
    }

    /// A part of a text.
    pub enum TemplatePart {
        /// As it is.
        Text(String),
        /// `{expr}`
        Expr(Expr),
    }
}

impl Number {
    /// Its value with the magnitude; a percentage as written (`5%` is 5). None when it does not
    /// fit a decimal.
    #[must_use]
    pub fn value(&self) -> Option<rust_decimal::Decimal> {
        let digits = rust_decimal::Decimal::from_str_exact(&self.digits).ok()?;
        let factor = match self.magnitude {
            None => 1,
            Some(Magnitude::Thousand) => 1_000,
            Some(Magnitude::Million) => 1_000_000,
            Some(Magnitude::Billion) => 1_000_000_000,
        };
        digits.checked_mul(rust_decimal::Decimal::from(factor))
    }
}

impl Duration {
    /// The length of time that it stands for.
    #[must_use]
    pub fn length(&self) -> crate::calendar::Duration {
        crate::calendar::Duration::new(self.amount, self.unit)
    }
}
