//! Facts: stated, derived, by table, and the severity scale.

use super::node::node;
use super::{Count, Doc, Expr, Grounds, Name, Str, Unit};
use crate::span::Span;

node! {
    /// `gegeven NAME : TYPE ["title"] [is DEFAULT] …`
    pub struct Fact {
        /// Documentation.
        pub docs: Vec<Doc>,
        /// Its name.
        pub name: Name,
        /// Its type.
        pub kind: FactType,
        /// The title for people.
        pub title: Option<Str>,
        /// Its value until stated; none: unknown.
        pub default: Option<Expr>,
        /// `persoonlijk`: place of the word, if it is there.
        pub personal: Option<Span>,
        /// `zichtbaar voor …`
        pub visible: Option<Visible>,
        /// The declaration.
        pub span: Span,
    }

    /// The type of a fact.
    pub struct FactType {
        /// Which.
        pub kind: TypeKind,
        /// The choices of a `keuze`, in order; else empty.
        pub choices: Vec<Name>,
        /// `in UNIT`, of a `duur`.
        pub unit: Option<Unit>,
        /// With its choices.
        pub span: Span,
    }

    /// A kind of value.
    pub choice TypeKind {
        /// `ja/nee`
        YesNo,
        /// `getal`
        Number,
        /// `aantal`
        Count,
        /// `bedrag`
        Amount,
        /// `percentage`
        Percentage,
        /// `datum`
        Date,
        /// `tijdstip`
        Instant,
        /// `duur`
        Duration,
        /// `tekst`
        Text,
        /// `keuze …`
        Choice,
        /// `document`
        Document,
    }

    /// `zichtbaar voor ROLES[, vanaf SCALE LEVEL ROLES]…`
    pub struct Visible {
        /// Who see it always.
        pub roles: Vec<Name>,
        /// Who see it from a level up.
        pub more: Vec<VisibleFrom>,
        /// The clause.
        pub span: Span,
    }

    /// `vanaf SCALE LEVEL ROLES`
    pub struct VisibleFrom {
        /// From where.
        pub from: LevelRef,
        /// Who.
        pub roles: Vec<Name>,
        /// The part.
        pub span: Span,
    }

    /// `vanaf SCALE LEVEL`
    pub struct LevelRef {
        /// The scale's name.
        pub scale: Name,
        /// The level's name.
        pub level: Name,
        /// From keyword to level.
        pub span: Span,
    }

    /// `afgeleid NAME ["title"] is EXPR`
    pub struct Derived {
        /// Documentation.
        pub docs: Vec<Doc>,
        /// Its name.
        pub name: Name,
        /// The title for people.
        pub title: Option<Str>,
        /// What it is.
        pub value: Expr,
        /// The declaration.
        pub span: Span,
    }

    /// `tabel NAME [: TYPE] ["title"] POLICY { VALUE als COND … VALUE anders }`
    pub struct Table {
        /// Documentation.
        pub docs: Vec<Doc>,
        /// Its name, used as a fact.
        pub name: Name,
        /// Its type; none: that of its values.
        pub kind: Option<FactType>,
        /// The title for people.
        pub title: Option<Str>,
        /// Which row counts.
        pub policy: HitPolicy,
        /// Its rows.
        pub rows: Vec<TableRow>,
        /// The declaration.
        pub span: Span,
    }

    /// Which row of a table counts.
    pub choice HitPolicy {
        /// `eerste`: the first that applies.
        First,
        /// `uniek`: at most one applies.
        Unique,
        /// `hoogste`: the highest value that applies.
        Highest,
    }

    /// `VALUE als COND` or `VALUE anders`
    pub struct TableRow {
        /// What the table says.
        pub value: Expr,
        /// When; none: `anders`, when nothing else applies.
        pub condition: Option<Expr>,
        /// The line.
        pub span: Span,
    }

    /// `ernst NAME { … }`: the ordered scale.
    pub struct Severity {
        /// Documentation.
        pub docs: Vec<Doc>,
        /// The scale's name.
        pub name: Name,
        /// The title for people.
        pub title: Option<Str>,
        /// From the lowest to the highest.
        pub levels: Vec<Name>,
        /// `LEVEL als COND`: minimum levels.
        pub rules: Vec<SeverityRule>,
        /// `bepaald door A of B`: who determine; empty: nobody.
        pub determined_by: Vec<Name>,
        /// `verlaagd alleen door …`
        pub lowered: Option<Lowering>,
        /// The declaration.
        pub span: Span,
    }

    /// `LEVEL als COND`
    pub struct SeverityRule {
        /// The level that is the least then.
        pub level: Name,
        /// When.
        pub condition: Expr,
        /// `op grond van …`
        pub grounds: Option<Grounds>,
        /// The line.
        pub span: Span,
    }

    /// `verlaagd alleen door R[, hoogstens N tegelijk]`
    pub struct Lowering {
        /// Who lower.
        pub by: Vec<Name>,
        /// How many levels at a time; none: any.
        pub at_most: Option<Count>,
        /// The clause.
        pub span: Span,
    }
}
