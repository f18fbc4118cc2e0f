//! What a scenario expects.

use super::{Claim, RoleRef};
use crate::span::Span;
use crate::syntax::ast::node::node;
use crate::syntax::ast::{Count, DateTime, Expr, Holding, Name, OutcomeName, Str, TaskState};

node! {
    /// `verwacht [niet] A en B`
    pub struct Expect {
        /// `niet`: none of them may be so.
        pub negated: bool,
        /// At least one.
        pub what: Vec<Expectation>,
    }

    /// Something expected.
    pub struct Expectation {
        /// What.
        pub kind: ExpectationKind,
        /// Where.
        pub span: Span,
    }

    /// Something expected.
    pub enum ExpectationKind {
        /// `aantal ITEMS [in STEP] is N`
        Count(ExpectCount),
        /// `[ITEM] in STEP`
        In(ExpectIn),
        /// `taak T …`
        Task(ExpectDuty),
        /// `besluit D …`
        Decision(ExpectDuty),
        /// `actie N …`
        Action(ExpectDuty),
        /// `besluit D [van ITEM] is OUTCOME`
        Outcome(ExpectOutcome),
        /// `FACT|SCALE [van ITEM] is VALUE`
        Value(ExpectValue),
        /// `FACT [van ITEM] onbekend`
        Unknown(ExpectUnknown),
        /// `FACT [van ITEM] gewist`
        Erased(ExpectUnknown),
        /// `zorg van ITEM bij R[, op DATE]`
        Held(ExpectHeld),
        /// `zorg van ITEM wacht op ITEM`
        Waits(ExpectWaits),
        /// `melding aan R bevat "…"`
        Notice(ExpectNotice),
        /// `schending G [van ITEM]`
        Violation(ExpectViolation),
        /// `vastgelegd [van ITEM] "…"`
        Recorded(ExpectRecorded),
        /// `ITEM begonnen voor ITEM`
        Started(ExpectStarted),
        /// `open draaiboek P`: a case under that playbook was asked for.
        OpenPlaybook(Name),
        /// `"party" claimt R`: another holds the role, and it is not settled.
        Claim(Claim),
        /// `gesloten`
        Closed(Span),
    }

    /// `aantal ITEMS [in STEP] is N`
    pub struct ExpectCount {
        /// The kind of item.
        pub items: Name,
        /// Only those in this scope of their handover.
        pub scope: Option<Name>,
        /// How many.
        pub count: Count,
    }

    /// `schending G [van ITEM]`
    pub struct ExpectViolation {
        /// The guarantee.
        pub guarantee: Name,
        /// Of which item.
        pub item: Option<Name>,
    }

    /// `[ITEM] in STEP`
    pub struct ExpectIn {
        /// Whose handover; none: the case.
        pub item: Option<Name>,
        /// The scope.
        pub scope: Name,
    }

    /// `NAME [van ITEM] STATE [voor R] [uiterlijk DATE [TIME]] [op grond van G]`
    pub struct ExpectDuty {
        /// The task, decision or action of the host.
        pub name: Name,
        /// Of which item.
        pub item: Option<Name>,
        /// Its state.
        pub state: TaskState,
        /// Who owes it.
        pub owed_by: Option<RoleRef>,
        /// When it is due: a day, or an instant when a time is given.
        pub due: Option<DateTime>,
        /// A legal basis on which it rests.
        pub rests_on: Option<Name>,
    }

    /// `besluit D [van ITEM] is OUTCOME`
    pub struct ExpectOutcome {
        /// The decision.
        pub decision: Name,
        /// Of which item.
        pub item: Option<Name>,
        /// What was decided.
        pub outcome: OutcomeName,
    }

    /// `FACT|SCALE [van ITEM] is VALUE`
    pub struct ExpectValue {
        /// The fact, derived fact, table or scale.
        pub name: Name,
        /// Of which item.
        pub item: Option<Name>,
        /// What it is; a level is a name.
        pub value: Expr,
    }

    /// `FACT [van ITEM] onbekend`, `FACT [van ITEM] gewist`
    pub struct ExpectUnknown {
        /// The fact, derived fact or table.
        pub name: Name,
        /// Of which item.
        pub item: Option<Name>,
    }

    /// `zorg van ITEM bij R[, op DATE]`, `zorg van ITEM ook bij R[, op DATE]`
    pub struct ExpectHeld {
        /// What is held.
        pub holding: Holding,
        /// The item's name.
        pub item: Name,
        /// Whether beside the holder.
        pub beside: bool,
        /// By whom.
        pub by: RoleRef,
        /// When; none: now.
        pub on: Option<DateTime>,
    }

    /// `zorg van ITEM wacht op ITEM`
    pub struct ExpectWaits {
        /// The item of which a due move waits.
        pub item: Name,
        /// For which item.
        pub on: Name,
    }

    /// `vastgelegd [van ITEM] "…"`
    pub struct ExpectRecorded {
        /// Of which item.
        pub item: Option<Name>,
        /// What it contains.
        pub contains: Str,
    }

    /// `ITEM begonnen voor ITEM`: in the order in which something was started for them.
    pub struct ExpectStarted {
        /// Which first.
        pub first: Name,
        /// Before which.
        pub then: Name,
    }

    /// `melding aan R bevat "…"`
    pub struct ExpectNotice {
        /// To whom.
        pub to: RoleRef,
        /// What it contains.
        pub contains: Option<Str>,
    }
}
