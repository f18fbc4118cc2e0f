//! Tasks, decisions and their terms.

use super::node::node;
use super::{Action, Count, Doc, Duration, Expr, Grounds, LevelRef, Name, Str, Target};
use crate::span::Span;

node! {
    /// `taak NAME "title" [als COND] door WHO [namens R] [met R] TERM[, elke P] [{ … }]`
    pub struct Task {
        /// Documentation.
        pub docs: Vec<Doc>,
        /// Its name.
        pub name: Name,
        /// The title for people.
        pub title: Option<Str>,
        /// `als COND`: when it opens.
        pub condition: Option<Expr>,
        /// Who does it.
        pub who: Who,
        /// `namens R`: who is accountable; none: the doer.
        pub on_behalf: Option<Name>,
        /// `met R en S`: who help.
        pub with: Vec<Name>,
        /// When it is due.
        pub term: Option<Term>,
        /// `elke P`
        pub every: Option<Duration>,
        /// In order of writing.
        pub clauses: Vec<TaskClause>,
        /// The statement.
        pub span: Span,
    }

    /// `A` · `elke A` · `A als COND, anders B`
    pub struct Who {
        /// The first whose condition holds; only the last may have none, and it has none.
        pub options: Vec<WhoOption>,
        /// Without `door`.
        pub span: Span,
    }

    /// `[elke] R [als COND]`
    pub struct WhoOption {
        /// `elke`: one obligation per party.
        pub each: bool,
        /// The role.
        pub role: Name,
        /// When; none: otherwise.
        pub condition: Option<Expr>,
        /// The option.
        pub span: Span,
    }

    /// When something is due: every part that applies counts, the earliest instant wins.
    pub struct Term {
        /// At least one. Only the first of a `binnen` gives no condition.
        pub parts: Vec<TermPart>,
        /// All of it.
        pub span: Span,
    }

    /// A part of a term.
    pub struct TermPart {
        /// `wettelijk`: the Algemene termijnenwet applies.
        pub statutory: bool,
        /// When it counts; none: always.
        pub applies: Option<Applies>,
        /// When it is due.
        pub due: Due,
        /// `op grond van …`
        pub grounds: Option<Grounds>,
        /// The part.
        pub span: Span,
    }

    /// When a part of a term counts.
    pub enum Applies {
        /// `als COND dan …`
        If(Expr),
        /// `vanaf SCALE LEVEL …`
        From(LevelRef),
    }

    /// When a part of a term is due.
    pub enum Due {
        /// `binnen D [na MOMENT]`
        Within(Within),
        /// `uiterlijk [D voor|na] DATE`
        By(ByDate),
    }

    /// `D [na MOMENT]`
    pub struct Within {
        /// How long.
        pub length: Length,
        /// Since when. None in a part that has a condition: as the first `binnen` of the term;
        /// none there either: since the opening.
        pub after: Option<Moment>,
    }

    /// How long.
    pub enum Length {
        /// A number of units.
        Lasting(Duration),
        /// `dezelfde dag`
        SameDay(Span),
    }

    /// `[D voor|na] DATE`
    pub struct ByDate {
        /// How far from the date; none: on it.
        pub offset: Option<Offset>,
        /// A date fact, a date, `vroegste(…)` or `laatste(…)`.
        pub date: Expr,
    }

    /// `D voor`, `D na`
    pub struct Offset {
        /// How far.
        pub length: Duration,
        /// In which direction.
        pub side: Side,
    }

    /// Before or after.
    pub choice Side {
        /// `voor`
        Before,
        /// `na`
        After,
    }

    /// From when a term runs.
    pub struct Moment {
        /// Which.
        pub kind: MomentKind,
        /// Without `na`.
        pub span: Span,
    }

    /// From when a term runs.
    pub enum MomentKind {
        /// A date or instant fact.
        Fact(Name),
        /// `signaal X`: when it came in.
        Signal(Name),
        /// `taak X klaar`: when it was done.
        TaskDone(Name),
    }

    /// A clause of a task.
    pub enum TaskClause {
        /// `herinner na D`
        Remind(Remind),
        /// `escaleer te laat naar …`
        Escalate(Escalate),
        /// `levert FACTS`
        Delivers(NameClause),
        /// `op grond van …`
        Grounds(Grounds),
        /// `punt "…"`
        Check(Str),
        /// `uitstel door R hoogstens D`
        Postponement(Postponement),
        /// `blijft open`
        StaysOpen(Span),
        /// `eenmalig`
        Once(Span),
        /// `desgewenst`
        Optional(Span),
        /// `agenda`
        Agenda(Span),
        /// A clause that could not be read; its error is among the diagnostics.
        Fault(Span),
    }

    /// `herinner na D`
    pub struct Remind {
        /// Since the opening.
        pub after: Duration,
        /// The clause.
        pub span: Span,
    }

    /// `escaleer te laat naar R, na D naar S, vanaf SCALE LEVEL meteen naar T`
    pub struct Escalate {
        /// In order of writing.
        pub rungs: Vec<Rung>,
        /// The clause.
        pub span: Span,
    }

    /// A rung of a ladder.
    pub struct Rung {
        /// When it is called.
        pub when: RungWhen,
        /// Who are called.
        pub to: Vec<Name>,
        /// `en neemt over`
        pub takes_over: bool,
        /// The rung.
        pub span: Span,
    }

    /// When a rung is called.
    pub enum RungWhen {
        /// The first: at once when overdue.
        Overdue(Span),
        /// `na D`: since overdue.
        After(Duration),
        /// `vanaf SCALE LEVEL meteen`: at once when overdue from that level up.
        From(LevelRef),
    }

    /// `levert A en B`
    pub struct NameClause {
        /// At least one.
        pub names: Vec<Name>,
        /// The clause.
        pub span: Span,
    }

    /// `uitstel door R hoogstens D`
    pub struct Postponement {
        /// Who may grant it.
        pub by: Vec<Name>,
        /// How long at most.
        pub at_most: Duration,
        /// The clause.
        pub span: Span,
    }

    /// `besluit NAME "question" [over DOC] [als COND] door … [kiest R] TERM [vermeldt FACTS]
    /// [eventueel FACTS] { OUTCOMES }`
    pub struct Decision {
        /// Documentation.
        pub docs: Vec<Doc>,
        /// Its name.
        pub name: Name,
        /// What is asked.
        pub question: Option<Str>,
        /// `over DOC`
        pub about: Option<Name>,
        /// `als COND`: when it opens.
        pub condition: Option<Expr>,
        /// Who decide.
        pub deciders: Deciders,
        /// `kiest R`, with the first-written outcome.
        pub chooses: Option<Name>,
        /// When it is due.
        pub term: Option<Term>,
        /// `vermeldt FACTS`
        pub carries: Vec<Name>,
        /// `eventueel FACTS`
        pub optional: Vec<Name>,
        /// In order of writing.
        pub outcomes: Vec<Outcome>,
        /// The statement.
        pub span: Span,
    }

    /// Who decide.
    pub struct Deciders {
        /// How they count together.
        pub mode: DeciderMode,
        /// At least one; exactly one for `One` and `OtherThan`.
        pub roles: Vec<Decider>,
        /// Without `door`.
        pub span: Span,
    }

    /// How deciders count together.
    pub enum DeciderMode {
        /// `R`
        One(Span),
        /// `elk van …`
        Each(Span),
        /// `een van …`
        AnyOne(Span),
        /// `2 van …`
        Quorum(Count),
        /// `een ander dan R`
        OtherThan(Span),
    }

    /// `R` or `(R als COND)`
    pub struct Decider {
        /// The role.
        pub role: Name,
        /// When it has a seat; none: always.
        pub condition: Option<Expr>,
        /// With its parentheses.
        pub span: Span,
    }

    /// `OUTCOME [{ actions }] [-> TARGET]`
    pub struct Outcome {
        /// Which.
        pub name: OutcomeName,
        /// What it does.
        pub actions: Vec<Action>,
        /// Where it goes.
        pub target: Option<Target>,
        /// The line.
        pub span: Span,
    }

    /// The name of an outcome.
    pub enum OutcomeName {
        /// `ja`
        Yes(Span),
        /// `nee`
        No(Span),
        /// `geen antwoord`
        NoAnswer(Span),
        /// The author's own.
        Named(Name),
    }
}
