//! Items: things of which a case holds many.

use super::node::node;
use super::{Derived, Doc, Fact, Guarantee, Name, Role, Str, Table};
use crate::span::Span;

node! {
    /// `item NAME[/PLURAL] "title" { … }`
    pub struct ItemType {
        /// Documentation.
        pub docs: Vec<Doc>,
        /// One of them.
        pub name: Name,
        /// Many of them.
        pub plural: Option<Name>,
        /// The title for people.
        pub title: Option<Str>,
        /// Its lines.
        pub members: Vec<Member>,
        /// The declaration.
        pub span: Span,
    }

    /// A line of an item.
    pub enum Member {
        /// `gegeven …`
        Fact(Fact),
        /// `afgeleid …`
        Derived(Derived),
        /// `tabel …`
        Table(Table),
        /// `rol …`: bound per item.
        Role(Role),
        /// `zorg bij R, vangnet R2` or `houder X bij R, vangnet R2`
        Holder(HolderClause),
        /// `register door R`
        Register(Register),
        /// `samen per FACT`
        Together(Together),
        /// `waarborg …`
        Guarantee(Guarantee),
        /// A line that could not be read; its error is among the diagnostics.
        Fault(Span),
    }

    /// `zorg bij R, vangnet R2`; `houder X bij R, vangnet R2`
    pub struct HolderClause {
        /// What is held.
        pub holding: Holding,
        /// The first holder.
        pub holder: Name,
        /// Who holds when nobody can.
        pub safety_net: Option<Name>,
        /// The line.
        pub span: Span,
    }

    /// What must always have exactly one holder.
    pub struct Holding {
        /// None: care (`zorg`) itself.
        pub name: Option<Name>,
        /// Where.
        pub span: Span,
    }

    /// `register door R`: who keeps and closes the register.
    pub struct Register {
        /// Who.
        pub by: Vec<Name>,
        /// The line.
        pub span: Span,
    }

    /// `samen per FACT`: items with one value change holder together.
    pub struct Together {
        /// The fact.
        pub fact: Name,
        /// The line.
        pub span: Span,
    }
}
