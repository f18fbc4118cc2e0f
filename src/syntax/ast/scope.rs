//! What stands in a scope: root, phase, track, step, handover, severity-scaled block.

use super::node::node;
use super::{
    Action, Decision, Doc, Expr, Grounds, Guarantee, Handler, Length, LevelRef, Name, Signal, Str,
    Task, Term,
};
use crate::span::Span;

node! {
    /// A statement of a scope.
    pub enum Statement {
        /// `regie R`
        Lead(Lead),
        /// `informeer R en S`
        Inform(RoleList),
        /// `raadpleeg R en S`
        Consult(RoleList),
        /// `zonder termijn "reason"`
        NoDeadline(NoDeadline),
        /// `termijn …`
        Deadline(Deadline),
        /// `op grond van …`
        Grounds(Grounds),
        /// `taak …`
        Task(Box<Task>),
        /// `besluit …`
        Decision(Box<Decision>),
        /// `signaal …`
        Signal(Box<Signal>),
        /// `bij …`, `zodra …`, `na …`, `klaar`, `te laat` …
        Handler(Box<Handler>),
        /// `vanaf SCALE LEVEL { … }`
        Scaled(Scaled),
        /// `fase`, `spoor`, `stap`
        Scope(Scope),
        /// `einde …`
        End(End),
        /// `waarborg …`
        Guarantee(Box<Guarantee>),
        /// `accepteer CODE "reason"`
        Waiver(Waiver),
        /// Done on entry: only `start …`, `zorg naar …`, `X naar …`.
        Entry(Box<Action>),
        /// A statement that could not be read; its error is among the diagnostics.
        Fault(Span),
    }

    /// `regie R`
    pub struct Lead {
        /// Who leads.
        pub role: Name,
        /// The statement.
        pub span: Span,
    }

    /// `informeer …`, `raadpleeg …`
    pub struct RoleList {
        /// At least one.
        pub roles: Vec<Name>,
        /// The statement.
        pub span: Span,
    }

    /// `zonder termijn "reason"`
    pub struct NoDeadline {
        /// Why waiting without end is right.
        pub reason: Str,
        /// The statement.
        pub span: Span,
    }

    /// `accepteer CODE [voor NAME] "reason"`: findings of this kind in the scope are as meant.
    pub struct Waiver {
        /// The kind of finding.
        pub code: Name,
        /// Only those that name this.
        pub about: Option<Name>,
        /// Why it is as meant.
        pub reason: Str,
        /// The statement.
        pub span: Span,
    }

    /// `termijn 26 weken[, …]`: the parts are those of a task's term.
    pub struct Deadline {
        /// When the scope is overdue.
        pub term: Term,
        /// The statement.
        pub span: Span,
    }

    /// `vanaf SCALE LEVEL { … }`
    pub struct Scaled {
        /// From where.
        pub from: LevelRef,
        /// What holds then.
        pub body: Vec<Statement>,
        /// The statement.
        pub span: Span,
    }

    /// `fase|spoor|stap NAME ["title"] [begin] { … }`
    pub struct Scope {
        /// Documentation.
        pub docs: Vec<Doc>,
        /// Which of the three.
        pub kind: ScopeKind,
        /// Its name.
        pub name: Name,
        /// The title for people.
        pub title: Option<Str>,
        /// `begin`: place of the word, if it is there.
        pub begin: Option<Span>,
        /// Its statements.
        pub body: Vec<Statement>,
        /// The statement, with its block.
        pub span: Span,
    }

    /// A kind of scope.
    pub choice ScopeKind {
        /// `fase`: composite.
        Phase,
        /// `spoor`: a region beside others.
        Track,
        /// `stap`: a leaf.
        Step,
    }

    /// `einde NAME ["title"][, zorg bij R | , zorg eindigt[, op grond van G]]`
    pub struct End {
        /// Documentation.
        pub docs: Vec<Doc>,
        /// Its name.
        pub name: Name,
        /// The title for people.
        pub title: Option<Str>,
        /// In a handover: what becomes of care.
        pub care: Option<EndCare>,
        /// The statement.
        pub span: Span,
    }

    /// What becomes of care at an end.
    pub enum EndCare {
        /// `zorg bij R`
        With(Name),
        /// `zorg eindigt[, op grond van G]`
        Ends(CareEnds),
    }

    /// `zorg eindigt[, op grond van G]`
    pub struct CareEnds {
        /// On what ground.
        pub grounds: Option<Grounds>,
        /// The clause.
        pub span: Span,
    }

    /// What a guarantee says.
    pub enum Property {
        /// `altijd { P }`
        Always(Expr),
        /// `nooit { P }`
        Never(Expr),
        /// `na { A } uiteindelijk { B }`
        Eventually(Eventually),
        /// `na { A } binnen D { B }`
        Within(WithinProperty),
        /// `nooit { B } voordat { A }`
        Before(BeforeProperty),
        /// `vanaf { A } tot { B } nooit { P }`
        Between(Between),
    }

    /// `na { A } uiteindelijk { B }`
    pub struct Eventually {
        /// Once this holds…
        pub after: Expr,
        /// …this holds at last.
        pub holds: Expr,
    }

    /// `na { A } binnen D { B }`
    pub struct WithinProperty {
        /// Once this holds…
        pub after: Expr,
        /// …so long later at most…
        pub within: Length,
        /// …this holds.
        pub holds: Expr,
    }

    /// `nooit { B } voordat { A }`
    pub struct BeforeProperty {
        /// This never holds…
        pub never: Expr,
        /// …before this has.
        pub before: Expr,
    }

    /// `vanaf { A } tot { B } nooit { P }`
    pub struct Between {
        /// Once this holds…
        pub from: Expr,
        /// …until this does…
        pub until: Expr,
        /// …this never holds.
        pub never: Expr,
    }
}
