//! The tree of scenario files.

mod expectation;

pub use expectation::*;

use super::node::node;
use super::{
    Assignment, Comment, Count, DateTime, Doc, Duration, Fault, Holding, Name, OutcomeName, Str,
};
use crate::diagnostic::Language;
use crate::span::Span;

node! {
    /// A scenario file.
    pub struct ScenarioFile {
        /// The keyword language: that of the first word that has one.
        pub language: Language,
        /// In order of writing.
        pub scenarios: Vec<Scenario>,
        /// Comments that document no scenario, in order of writing.
        pub comments: Vec<Comment>,
        /// Stretches that could not be read, in order of place; empty without error diagnostics.
        pub faults: Vec<Fault>,
        /// The whole text.
        pub span: Span,
    }

    /// `scenario "title" voor PLAYBOOK …`
    pub struct Scenario {
        /// Documentation.
        pub docs: Vec<Doc>,
        /// What it shows.
        pub title: Str,
        /// The playbook's name.
        pub playbook: Name,
        /// Its lines.
        pub commands: Vec<Command>,
        /// From keyword to last command.
        pub span: Span,
    }

    /// A line of a scenario.
    pub struct Command {
        /// What it does.
        pub kind: CommandKind,
        /// From its first word.
        pub span: Span,
    }

    /// What a line of a scenario does.
    pub enum CommandKind {
        /// `op DATE [TIME]`: from here on it is then.
        On(DateTime),
        /// `na D`: from here on it is so much later.
        After(Duration),
        /// `open op DATE [TIME]`: opens the case then.
        Open(DateTime),
        /// `geforceerd openen "reason"`: though the playbook is not valid then.
        ForceOpen(Str),
        /// `partij R is "A", "B"`
        Party(Vec<PartyBinding>),
        /// `R van ITEM is "A", "B"`: candidates, or the holder of a role per item.
        ItemParty(ItemParty),
        /// `geef R ["party"] [van ITEM] vrij`
        Release(Release),
        /// `"party" claimt R`
        Claim(Claim),
        /// `trek R "party" van ITEM in`
        WithdrawCandidate(WithdrawCandidate),
        /// `R meldt SIGNAL [over ITEM] {…} [met tijdstip T]`
        Report(Report),
        /// `R voltooit taak T [van ITEM] {…}`
        Complete(Complete),
        /// `R besluit D is OUTCOME [van ITEM] {…}`
        Decide(Decide),
        /// `R bepaalt SCALE LEVEL "reason"`
        Determine(Determine),
        /// `schrijf in [N] ITEM NAME {…}`
        Enrol(Enrol),
        /// `wijzig NAME {…}`
        Update(Update),
        /// `schrijf uit NAME "ground"`
        WithdrawItem(WithdrawItem),
        /// `splits af NAME "ground"`
        SplitOff(WithdrawItem),
        /// `R verklaart register van ITEMS volledig`
        DeclareComplete(DeclareComplete),
        /// `R had zorg van ITEM vanaf DATE [TIME] [tot DATE [TIME]]`
        Held(Held),
        /// `actie A antwoordt SIGNAL [van ITEM] {…}`
        Answer(Answer),
        /// `schort termijnen op "reason"`
        Suspend(Str),
        /// `hervat termijnen`
        Resume(Span),
        /// `verleng taak T [van ITEM] met D "reason"`, `R verlengt taak T …`
        Extend(ExtendTask),
        /// `verschoon taak T [van ITEM] "reason"`
        Excuse(TaskReason),
        /// `zet termijn van taak T [van ITEM] op DATE [TIME] "reason"`
        SetDue(SetDue),
        /// `corrigeer [ITEM] {…} [met tijdstip T] "reason"`
        Correct(Correct),
        /// `wis FACTS [van ITEM] "ground"`, `wis persoonlijke gegevens [van ITEM] "ground"`
        Erase(Erase),
        /// `heropen "reason"`
        Reopen(Str),
        /// `migreer naar P`
        Migrate(Name),
        /// `verwacht …`
        Expect(Expect),
        /// `weiger INPUT [wegens REASON]`
        Refuse(Refuse),
        /// `casus NAME voor P {…}`: lines about another case.
        Case(Case),
        /// A line that could not be read; its error is among the diagnostics.
        Fault(Span),
    }

    /// `ROLE ["party"]`
    pub struct RoleRef {
        /// The role.
        pub role: Name,
        /// Which of its parties.
        pub party: Option<Str>,
        /// Both.
        pub span: Span,
    }

    /// `R is "A", "B"`
    pub struct PartyBinding {
        /// The role.
        pub role: Name,
        /// At least one.
        pub parties: Vec<Str>,
        /// Both.
        pub span: Span,
    }

    /// `R van ITEM is "A", "B"`
    pub struct ItemParty {
        /// The role.
        pub role: Name,
        /// The item's name.
        pub item: Name,
        /// At least one.
        pub parties: Vec<Str>,
    }

    /// `geef R ["party"] [van ITEM] vrij`
    pub struct Release {
        /// The role, with the party that gives it up.
        pub role: RoleRef,
        /// Of which item.
        pub item: Option<Name>,
    }

    /// `"party" claimt R`
    pub struct Claim {
        /// Who.
        pub party: Str,
        /// Which role.
        pub role: Name,
    }

    /// `trek R "party" van ITEM in`
    pub struct WithdrawCandidate {
        /// The role of candidates, with the party.
        pub candidate: RoleRef,
        /// The item's name.
        pub item: Name,
    }

    /// `R meldt SIGNAL [over ITEM] {…} [met tijdstip T]`
    pub struct Report {
        /// Who.
        pub by: RoleRef,
        /// What.
        pub signal: Name,
        /// About which item.
        pub item: Option<Name>,
        /// What it carries.
        pub facts: Vec<Assignment>,
        /// Its effective time; none: now.
        pub at: Option<DateTime>,
    }

    /// `R voltooit taak T [van ITEM] {…} [met tijdstip T]`
    pub struct Complete {
        /// Who.
        pub by: RoleRef,
        /// Which task.
        pub task: Name,
        /// Of which item.
        pub item: Option<Name>,
        /// What it delivers.
        pub facts: Vec<Assignment>,
        /// Its effective time; none: now.
        pub at: Option<DateTime>,
    }

    /// `R besluit D is OUTCOME [van ITEM] {…} [met tijdstip T]`
    pub struct Decide {
        /// Who.
        pub by: RoleRef,
        /// Which decision.
        pub decision: Name,
        /// What is answered.
        pub outcome: OutcomeName,
        /// Of which item.
        pub item: Option<Name>,
        /// Who is chosen, and facts.
        pub facts: Vec<Assignment>,
        /// Its effective time; none: now.
        pub at: Option<DateTime>,
    }

    /// `R bepaalt SCALE LEVEL "reason"`
    pub struct Determine {
        /// Who.
        pub by: RoleRef,
        /// The scale.
        pub scale: Name,
        /// The level.
        pub level: Name,
        /// Why.
        pub reason: Option<Str>,
        /// Its effective time; none: now.
        pub at: Option<DateTime>,
    }

    /// `schrijf in [N] ITEM NAME {…}`
    pub struct Enrol {
        /// How many, numbered from 1 behind the name; none: one, with the name itself.
        pub count: Option<Count>,
        /// The kind of item, singular or plural.
        pub item: Name,
        /// The name, or what the names begin with.
        pub id: Name,
        /// Its facts and roles.
        pub facts: Vec<Assignment>,
    }

    /// `wijzig NAME {…}`
    pub struct Update {
        /// The item's name.
        pub item: Name,
        /// Its facts and roles.
        pub facts: Vec<Assignment>,
    }

    /// `schrijf uit NAME "ground"`, `splits af NAME "ground"`
    pub struct WithdrawItem {
        /// The item's name.
        pub item: Name,
        /// Why.
        pub ground: Str,
    }

    /// `R verklaart register van ITEMS volledig`
    pub struct DeclareComplete {
        /// Who.
        pub by: RoleRef,
        /// The kind of item.
        pub items: Name,
    }

    /// `R had zorg van ITEM vanaf DATE [TIME] [tot DATE [TIME]]`
    pub struct Held {
        /// Who is said to have held it.
        pub by: RoleRef,
        /// What.
        pub holding: Holding,
        /// The item's name.
        pub item: Name,
        /// From when.
        pub from: DateTime,
        /// Until when, itself excluded; none: to this day.
        pub until: Option<DateTime>,
    }

    /// `actie A antwoordt SIGNAL [van ITEM] {…}`
    pub struct Answer {
        /// The host action.
        pub action: Name,
        /// What it answers.
        pub signal: Name,
        /// The item that it was asked about; none: the case.
        pub item: Option<Name>,
        /// What that carries.
        pub facts: Vec<Assignment>,
        /// When it is effective.
        pub at: Option<DateTime>,
    }

    /// `verleng taak T [van ITEM] met D "reason"`, `R verlengt taak T [van ITEM] met D "reason"`
    pub struct ExtendTask {
        /// Who postpones it; none: it is extended from outside the playbook.
        pub who: Option<RoleRef>,
        /// The task.
        pub task: Name,
        /// Of which item.
        pub item: Option<Name>,
        /// By how much.
        pub by: Duration,
        /// Why.
        pub reason: Option<Str>,
    }

    /// `verschoon taak T [van ITEM] "reason"`
    pub struct TaskReason {
        /// The task.
        pub task: Name,
        /// Of which item.
        pub item: Option<Name>,
        /// Why.
        pub reason: Option<Str>,
    }

    /// `zet termijn van taak T [van ITEM] op DATE [TIME] "reason"`
    pub struct SetDue {
        /// The task.
        pub task: Name,
        /// Of which item.
        pub item: Option<Name>,
        /// Its new due day or instant.
        pub due: DateTime,
        /// Why.
        pub reason: Option<Str>,
    }

    /// `corrigeer [ITEM] {…} [met tijdstip T] "reason"`
    pub struct Correct {
        /// Of which item; none: of the case.
        pub item: Option<Name>,
        /// The right values.
        pub facts: Vec<Assignment>,
        /// Since when; none: now.
        pub at: Option<DateTime>,
        /// Why.
        pub reason: Option<Str>,
    }

    /// `wis FACTS [van ITEM] "ground"`
    pub struct Erase {
        /// Which; none: every personal one.
        pub facts: Vec<Name>,
        /// Of which item; none: of the case.
        pub item: Option<Name>,
        /// Why.
        pub ground: Str,
    }

    /// `weiger INPUT [wegens REASON]`
    pub struct Refuse {
        /// The input that must be refused.
        pub input: Box<Command>,
        /// Why, by the refusal's name in the file's language.
        pub reason: Option<Name>,
    }

    /// `casus NAME voor P {…}`
    pub struct Case {
        /// The case's name.
        pub name: Name,
        /// Its playbook.
        pub playbook: Name,
        /// Its lines.
        pub commands: Vec<Command>,
    }
}
