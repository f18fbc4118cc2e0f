//! Handlers: trigger, guard, actions, target.

use super::node::node;
use super::{Action, Count, Doc, Duration, Expr, Grounds, Name, TimeOfDay, Weekday};
use crate::span::Span;

node! {
    /// `TRIGGER [als GUARD][, in plaats van SCOPE] [{ ACTIONS }] [-> TARGET]`
    pub struct Handler {
        /// Documentation.
        pub docs: Vec<Doc>,
        /// What fires it.
        pub trigger: Trigger,
        /// `als GUARD`
        pub guard: Option<Expr>,
        /// `in plaats van SCOPE`: the outer scope whose move this one replaces.
        pub instead_of: Option<Name>,
        /// `op grond van …`
        pub grounds: Option<Grounds>,
        /// What it does; never empty when there is no target.
        pub actions: Vec<Action>,
        /// Where it goes; none: a rule.
        pub target: Option<Target>,
        /// The statement.
        pub span: Span,
    }

    /// What fires a handler.
    pub struct Trigger {
        /// Which.
        pub kind: TriggerKind,
        /// From its keyword.
        pub span: Span,
    }

    /// What fires a handler.
    pub enum TriggerKind {
        /// `bij SIGNAL`
        Signal(Name),
        /// `zodra COND`
        AsSoonAs(Expr),
        /// `na D`: since entry.
        After(Duration),
        /// `op DATE`: its first instant.
        On(Expr),
        /// `na afloop van DATE`: after its last instant.
        AfterEndOf(Expr),
        /// `D voor DATE`
        Before(BeforeDate),
        /// `om HH:MM`
        At(TimeOfDay),
        /// `elke D`
        Every(Duration),
        /// `elke WEEKDAY [om HH:MM]`
        Weekly(Weekly),
        /// `klaar`
        Done(Span),
        /// `te laat`
        Overdue(Span),
        /// `taak X te laat`
        TaskOverdue(Name),
        /// `actie X te laat`
        ActionOverdue(Name),
    }

    /// `D voor DATE`
    pub struct BeforeDate {
        /// How long before.
        pub lead: Duration,
        /// A date fact, a date, `vroegste(…)` or `laatste(…)`.
        pub date: Expr,
    }

    /// `elke WEEKDAY [om HH:MM]`
    pub struct Weekly {
        /// The day.
        pub day: Weekday,
        /// The local time; none: the day's first instant.
        pub at: Option<TimeOfDay>,
    }

    /// `-> GOAL[, hoogstens N keer, daarna -> GOAL]`
    pub struct Target {
        /// Where to.
        pub goal: Goal,
        /// How often at most, and what then.
        pub limit: Option<Limit>,
        /// From the arrow.
        pub span: Span,
    }

    /// `[opnieuw|hervat] NAME`
    pub struct Goal {
        /// How it is entered.
        pub mode: EntryMode,
        /// The scope.
        pub name: Name,
        /// Without the arrow.
        pub span: Span,
    }

    /// How a scope is entered.
    pub choice EntryMode {
        /// `-> X`: as written; not left when active already.
        Enter,
        /// `-> opnieuw X`: left first when active.
        Again,
        /// `-> hervat X`: where it was left.
        Resume,
    }

    /// `hoogstens N keer[, daarna -> GOAL]`
    pub struct Limit {
        /// How often.
        pub times: Count,
        /// What then; always there on a target, optional on an extension.
        pub then: Option<Goal>,
        /// The clause.
        pub span: Span,
    }
}
