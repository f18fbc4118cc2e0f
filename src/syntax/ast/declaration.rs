//! Declarations: grounds, roles, facts, severity, signals, items, handovers, host actions.

use super::node::node;
use super::{
    Date, Derived, Doc, Expr, Fact, FactType, Holiday, ItemType, Length, Name, Period, Property,
    Severity, Statement, Str, Table, TimeOfDay, Weekday,
};
use crate::span::Span;

node! {
    /// A declaration at the top level.
    pub enum Declaration {
        /// `gebruik "path"`
        Use(Use),
        /// `kalender …`
        Calendar(Calendar),
        /// `grondslag …`
        Ground(Ground),
        /// `rol …`
        Role(Role),
        /// `gegeven …`
        Fact(Fact),
        /// `afgeleid …`
        Derived(Derived),
        /// `tabel …`
        Table(Table),
        /// `ernst …`
        Severity(Severity),
        /// `item …`
        Item(ItemType),
        /// `actie …`
        Action(HostAction),
        /// `overdracht … per …`, `traject … per …`
        Handover(Handover),
    }

    /// `gebruik "path"`: imports the declarations of another file.
    pub struct Use {
        /// What the host's loader is asked for.
        pub path: Str,
        /// From keyword to path.
        pub span: Span,
    }

    /// `kalender [NAME] ["title"] { … }`: without a name it is the playbook's own.
    pub struct Calendar {
        /// Documentation.
        pub docs: Vec<Doc>,
        /// What roles call it by.
        pub name: Option<Name>,
        /// The title for people.
        pub title: Option<Str>,
        /// Its lines.
        pub entries: Vec<CalendarEntry>,
        /// From keyword to brace.
        pub span: Span,
    }

    /// A line of a calendar.
    pub enum CalendarEntry {
        /// `vrij DATE [tot DATE] ["why"]`: no working days, half-open.
        Closed(Closed),
        /// `werkdag HOLIDAY`: a national holiday that is a working day here.
        Works(Works),
        /// `gelijkgesteld DATE ["why"]`: a day that a decree equates with holidays.
        Equated(Equated),
        /// `open [WEEKDAY] HH:MM tot HH:MM`: what terms in business hours count.
        Opening(Opening),
    }

    /// `gelijkgesteld DATE ["why"]`
    pub struct Equated {
        /// The day.
        pub date: Date,
        /// Which decree.
        pub why: Option<Str>,
        /// The line.
        pub span: Span,
    }

    /// `vrij DATE [tot DATE] ["why"]`
    pub struct Closed {
        /// The first day off.
        pub from: Date,
        /// The first day that is not off any more; none: one day.
        pub until: Option<Date>,
        /// For people.
        pub why: Option<Str>,
        /// The line.
        pub span: Span,
    }

    /// `werkdag HOLIDAY`
    pub struct Works {
        /// Which.
        pub holiday: Holiday,
        /// The line.
        pub span: Span,
    }

    /// `grondslag NAME "title" [vanaf D] [tot D]`: a statute, contract or agreement.
    pub struct Ground {
        /// Documentation.
        pub docs: Vec<Doc>,
        /// Its name.
        pub name: Name,
        /// The citation.
        pub title: Option<Str>,
        /// When it holds.
        pub valid: Period,
        /// The declaration.
        pub span: Span,
    }

    /// `op grond van A en B`: the grounds that something rests on.
    pub struct Grounds {
        /// At least one.
        pub names: Vec<Name>,
        /// From keyword to last name.
        pub span: Span,
    }

    /// `open [WEEKDAY] HH:MM tot HH:MM`
    pub struct Opening {
        /// On which day; `None`: Monday to Friday.
        pub day: Option<Weekday>,
        /// From when.
        pub from: TimeOfDay,
        /// Until when.
        pub until: TimeOfDay,
        /// The line.
        pub span: Span,
    }

    /// `rol NAME[/PLURAL] "title" …`
    pub struct Role {
        /// Documentation.
        pub docs: Vec<Doc>,
        /// Its name; the singular where there is a plural.
        pub name: Name,
        /// Held by several at once under this name.
        pub plural: Option<Name>,
        /// The title for people.
        pub title: Option<Str>,
        /// `zorgplicht op grond van G`
        pub duty: Option<Grounds>,
        /// `uit CANDIDATE[/CANDIDATES]`
        pub candidates: Option<Candidates>,
        /// `kalender K`
        pub calendar: Option<Name>,
        /// `{ "party" [vanaf D] [tot D] … }`
        pub parties: Vec<DatedParty>,
        /// The declaration.
        pub span: Span,
    }

    /// `uit kandidaat/kandidaten`: declares the role of those who may be chosen.
    pub struct Candidates {
        /// One of them.
        pub name: Name,
        /// All of them.
        pub plural: Option<Name>,
        /// From keyword to last name.
        pub span: Span,
    }

    /// A party that holds a role, with its dates.
    pub struct DatedParty {
        /// The party.
        pub party: Str,
        /// When.
        pub period: Period,
        /// The line.
        pub span: Span,
    }

    /// A whole number in the text.
    pub struct Count {
        /// Its value.
        pub value: u32,
        /// Where.
        pub span: Span,
    }

    /// `signaal NAME ["title"] door SENDERS … [{ FACT is VALUE … }]`
    pub struct Signal {
        /// Documentation.
        pub docs: Vec<Doc>,
        /// Its name.
        pub name: Name,
        /// The title for people.
        pub title: Option<Str>,
        /// Who may send it.
        pub senders: Senders,
        /// `vermeldt …`: facts it must carry.
        pub carries: Vec<Name>,
        /// `eventueel …`: facts it may carry.
        pub optional: Vec<Name>,
        /// `uniek per …`: its natural key.
        pub unique_per: Vec<Name>,
        /// What it says about care.
        pub care: Option<CareClause>,
        /// `toegestaan als COND`
        pub allowed: Option<Expr>,
        /// Constants that it sets.
        pub sets: Vec<Assignment>,
        /// The declaration.
        pub span: Span,
    }

    /// Who may send a signal.
    pub struct Senders {
        /// How the roles count together.
        pub mode: SenderMode,
        /// Empty for `iedereen`.
        pub roles: Vec<Name>,
        /// Without `door`.
        pub span: Span,
    }

    /// How the senders of a signal count together.
    pub choice SenderMode {
        /// `iedereen`
        Anyone,
        /// `a of b`: any of them.
        Any,
        /// `elk van a en b`: it counts when all have sent it.
        Each,
    }

    /// What a signal says about care.
    pub struct CareClause {
        /// Which.
        pub kind: CareKind,
        /// Where.
        pub span: Span,
    }

    /// What a signal says about care.
    pub choice CareKind {
        /// `aanvaardt zorg`
        Accepts,
        /// `trekt aanvaarding in`
        Withdraws,
    }

    /// `FACT is VALUE`
    pub struct Assignment {
        /// The fact.
        pub fact: Name,
        /// Its value.
        pub value: Expr,
        /// From name to value.
        pub span: Span,
    }

    /// `actie NAME(args) antwoordt A of B binnen D`
    pub struct HostAction {
        /// Documentation.
        pub docs: Vec<Doc>,
        /// Its name.
        pub name: Name,
        /// What it needs, with types.
        pub parameters: Vec<Parameter>,
        /// The title for people.
        pub title: Option<Str>,
        /// Signals that answer it.
        pub answers: Vec<Name>,
        /// When silence is overdue.
        pub within: Length,
        /// The declaration.
        pub span: Span,
    }

    /// `NAME[: TYPE]` of a host action; without a type it is a fact's name.
    pub struct Parameter {
        /// Its name.
        pub name: Name,
        /// Its type.
        pub kind: Option<FactType>,
        /// Both.
        pub span: Span,
    }

    /// `overdracht NAME per ITEM "title" { … }` or `traject …`
    pub struct Handover {
        /// Documentation.
        pub docs: Vec<Doc>,
        /// Whether it moves care.
        pub kind: HandoverKind,
        /// Its name.
        pub name: Name,
        /// The item it runs for.
        pub item: Name,
        /// The title for people.
        pub title: Option<Str>,
        /// Its scope.
        pub body: Vec<Statement>,
        /// The declaration.
        pub span: Span,
    }

    /// Whether a child machine moves care.
    pub choice HandoverKind {
        /// `overdracht`: it does.
        Handover,
        /// `traject`: it does not.
        Process,
    }

    /// `waarborg NAME ["title"] PROPERTY`
    pub struct Guarantee {
        /// Documentation.
        pub docs: Vec<Doc>,
        /// Its name.
        pub name: Name,
        /// The title for people.
        pub title: Option<Str>,
        /// What must hold.
        pub property: Property,
        /// The declaration.
        pub span: Span,
    }
}
