//! What handlers, outcomes and entered scopes do.

use super::node::node;
use super::{Decision, Duration, Expr, Holding, LevelRef, Limit, Name, Str, Task, Template};
use crate::span::Span;

node! {
    /// An action.
    pub enum Action {
        /// `meld ROLES "text {expr}"`
        Notify(Notify),
        /// `taak …`
        Task(Task),
        /// `besluit …`
        Decision(Decision),
        /// `trek taak X in`
        WithdrawTask(NameAction),
        /// `zet FACT is EXPR`
        Set(Set),
        /// `SCALE minstens LEVEL`
        AtLeast(LevelRef),
        /// `verleng [taak X] met D[, hoogstens N keer[, daarna -> T]]`
        Extend(Extend),
        /// `schort termijnen op "reason"`
        Suspend(Suspend),
        /// `hervat termijnen`
        ResumeDeadlines(Span),
        /// `A vervangt B [voor …]`
        Replace(Replace),
        /// `B hersteld`
        Restore(NameAction),
        /// `start H voor elke ITEM [waar …][, eerst waar …]`
        Start(Start),
        /// `stop H [voor elke ITEM [waar …]]`
        Stop(Stop),
        /// `zorg naar R [per DATE]`, `X naar R [per DATE]`
        Move(Move),
        /// `zorg blijft`, `X blijft`
        Stays(Stays),
        /// `zorg ook bij R tot DATE`
        Beside(Beside),
        /// `geef SIGNAL`
        Emit(NameAction),
        /// `stuur SIGNAL naar elke ITEM [waar …]`
        Send(Send),
        /// `leg vast "text {expr}"`
        Record(Record),
        /// `doe ACTION(args)`
        Do(Do),
        /// `open draaiboek P voor deze casus [met FACTS]`
        OpenPlaybook(OpenPlaybook),
        /// An action that could not be read; its error is among the diagnostics.
        Fault(Span),
    }

    /// `meld ROLES "text {expr}"`
    pub struct Notify {
        /// At least one.
        pub roles: Vec<Name>,
        /// What is said.
        pub text: Template,
        /// The action.
        pub span: Span,
    }

    /// An action on one name.
    pub struct NameAction {
        /// The name.
        pub name: Name,
        /// The action.
        pub span: Span,
    }

    /// `zet FACT is EXPR`
    pub struct Set {
        /// The fact.
        pub fact: Name,
        /// Its new value.
        pub value: Expr,
        /// The action.
        pub span: Span,
    }

    /// `verleng [taak X] met D[, hoogstens N keer[, daarna -> T]]`
    pub struct Extend {
        /// The task; none: the step's deadline.
        pub task: Option<Name>,
        /// By how much.
        pub by: Duration,
        /// How often at most, and what then.
        pub limit: Option<Limit>,
        /// The action.
        pub span: Span,
    }

    /// `schort termijnen op "reason"`
    pub struct Suspend {
        /// Why.
        pub reason: Str,
        /// The action.
        pub span: Span,
    }

    /// `A vervangt B [voor …]`
    pub struct Replace {
        /// Who takes the place.
        pub by: Name,
        /// Whose place.
        pub replaced: Name,
        /// For what.
        pub part: ReplacedPart,
        /// The action.
        pub span: Span,
    }

    /// For what a role is replaced.
    pub enum ReplacedPart {
        /// Nothing said: all of it.
        All(Span),
        /// `voor taak X, HOLDING`
        Parts(ReplacedParts),
        /// `voor de rest`
        Rest(Span),
    }

    /// `voor taak X, HOLDING`
    pub struct ReplacedParts {
        /// Names of tasks.
        pub tasks: Vec<Name>,
        /// Care and other holdings.
        pub holdings: Vec<Holding>,
        /// From `voor`.
        pub span: Span,
    }

    /// `start H voor elke ITEM [waar …][, eerst waar …]`
    pub struct Start {
        /// The handover or process.
        pub handover: Name,
        /// The item.
        pub item: Name,
        /// Only these.
        pub only: Option<Expr>,
        /// These first.
        pub first: Option<Expr>,
        /// The action.
        pub span: Span,
    }

    /// `stop H [voor elke ITEM [waar …]]`
    pub struct Stop {
        /// The handover or process.
        pub handover: Name,
        /// The item.
        pub item: Option<Name>,
        /// Only these.
        pub only: Option<Expr>,
        /// The action.
        pub span: Span,
    }

    /// `zorg naar R [per DATE]`
    pub struct Move {
        /// What moves.
        pub holding: Holding,
        /// To whom.
        pub to: Name,
        /// As of when; none: at once.
        pub per: Option<Expr>,
        /// The action.
        pub span: Span,
    }

    /// `zorg ook bij R tot DATE`
    pub struct Beside {
        /// What is held.
        pub holding: Holding,
        /// Who is there beside the holder.
        pub second: Name,
        /// The first day on which it no longer is.
        pub until: Expr,
        /// The action.
        pub span: Span,
    }

    /// `zorg blijft`: cancels a planned move.
    pub struct Stays {
        /// What stays.
        pub holding: Holding,
        /// The action.
        pub span: Span,
    }

    /// `stuur SIGNAL naar elke ITEM [waar …]`
    pub struct Send {
        /// What is sent.
        pub signal: Name,
        /// To whose handovers.
        pub item: Name,
        /// Only these.
        pub only: Option<Expr>,
        /// The action.
        pub span: Span,
    }

    /// `leg vast "text {expr}"`
    pub struct Record {
        /// What is put on record.
        pub text: Template,
        /// The action.
        pub span: Span,
    }

    /// `doe ACTION(args)`
    pub struct Do {
        /// The host action.
        pub action: Name,
        /// What it gets.
        pub arguments: Vec<Expr>,
        /// The action.
        pub span: Span,
    }

    /// `open draaiboek P voor deze casus [met FACTS]`
    pub struct OpenPlaybook {
        /// The playbook.
        pub playbook: Name,
        /// Facts it starts with.
        pub with: Vec<Name>,
        /// The action.
        pub span: Span,
    }
}
