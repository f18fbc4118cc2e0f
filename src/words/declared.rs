//! Sentences about tasks and decisions as declared: who, when, by when, what if not.

use super::{Words, say};
use crate::machine::id::{ExprId, GroundId, LevelId, RoleId};
use crate::machine::playbook::{Decision, Ground, Quorum, Rung, Task, Validity, Who};

impl Words<'_> {
    /// Who does a task.
    pub(crate) fn doers(self, task: &Task<ExprId>) -> String {
        let plural = |role: RoleId| {
            self.machine.playbook().roles.get(role).is_some_and(|role| role.plural.is_some())
        };
        let who = match &task.who {
            Who::Role(role) if plural(*role) => {
                let role = self.whom(*role);
                say!(self, nl: "een van de {role}", en: "one of the {role}")
            }
            Who::Role(role) => self.role(*role).to_owned(),
            Who::Every(role) => {
                let role = self.role(*role);
                say!(self, nl: "elke {role}, ieder voor zich", en: "every {role}, each its own")
            }
            Who::Either { first, when, otherwise } => {
                let (first, otherwise) = (self.whom(*first), self.whom(*otherwise));
                let when = self.expr(*when);
                say!(
                    self,
                    nl: "{first} zolang geldt: {when}; anders {otherwise}",
                    en: "{first} while this holds: {when}; otherwise {otherwise}",
                )
            }
        };
        if task.with.is_empty() {
            return who;
        }
        let with = self.whom_all(&task.with);
        say!(self, nl: "{who}, met {with}", en: "{who}, with {with}")
    }

    /// Who decides, and how many must agree.
    pub(crate) fn deciders(self, decision: &Decision<ExprId>) -> String {
        let decider = |role: RoleId, when: Option<ExprId>| match when.map(|when| self.expr(when)) {
            Some(when) => {
                let role = self.whom(role);
                say!(self, nl: "{role} (als {when})", en: "{role} (if {when})")
            }
            None => self.whom(role).to_owned(),
        };
        let all = decision.deciders.iter().map(|it| decider(it.role, it.when));
        let all: Vec<String> = all.collect();
        let names: Vec<&str> = all.iter().map(String::as_str).collect();
        let names = self.list(&names);
        match decision.quorum {
            _ if all.len() == 1 && decision.quorum == Quorum::One => names,
            Quorum::All => {
                let first = decision.outcomes.first();
                let first = first.map_or_else(String::new, |first| self.outcome_name(&first.name));
                say!(
                    self,
                    nl: "{names}: voor {first} moeten allen het eens zijn, \
                         elk ander antwoord beslist meteen",
                    en: "{names}: {first} needs all of them, any other answer decides at once",
                )
            }
            Quorum::One => say!(
                self,
                nl: "een van {names}: het eerste antwoord beslist",
                en: "one of {names}: the first answer decides",
            ),
            Quorum::OtherThan => say!(
                self,
                nl: "een ander dan {names}: het eerste antwoord beslist",
                en: "someone other than {names}: the first answer decides",
            ),
            Quorum::Count(count) => say!(
                self,
                nl: "{names}: een uitkomst heeft {count} stemmen nodig",
                en: "{names}: an outcome needs {count} votes",
            ),
        }
    }

    /// `vanaf trede ernstig: …`; without a level the sentence itself.
    pub(crate) fn per_level(self, from: Option<LevelId>, what: &str) -> String {
        let Some(from) = from else { return what.to_owned() };
        let (scale, level) = (self.scale(), self.level(from));
        say!(self, nl: "vanaf {scale} {level}: {what}", en: "from {scale} {level}: {what}")
    }

    /// `trede aandacht tot en met ernstig`
    pub(crate) fn levels(self, first: LevelId, last: LevelId) -> String {
        let (scale, low, high) = (self.scale(), self.level(first), self.level(last));
        if first == last {
            return format!("{scale} {low}");
        }
        say!(self, nl: "{scale} {low} tot en met {high}", en: "{scale} {low} up to {high}")
    }

    /// A rung of a ladder.
    pub(crate) fn rung(self, rung: &Rung) -> String {
        let to = self.whom(rung.to);
        let called = match rung.after.map(|after| after.words(self.language)) {
            Some(after) => {
                say!(
                    self,
                    nl: "{after} te laat: {to} ingeschakeld",
                    en: "{after} overdue: {to} called in",
                )
            }
            None => say!(
                self,
                nl: "zodra te laat: {to} ingeschakeld",
                en: "once overdue: {to} called in",
            ),
        };
        let called = match rung.takes_over {
            true => say!(self, nl: "{called}, en neemt over", en: "{called}, taking over"),
            false => called,
        };
        self.per_level(rung.from, &called)
    }

    /// A legal basis with when it is in force.
    /// The title of a legal basis, or its name.
    pub(crate) fn ground_name(&self, ground: GroundId) -> &str {
        let ground = self.machine.playbook().grounds.get(ground);
        ground.map_or("?", |ground| ground.title.as_deref().unwrap_or(&ground.name))
    }

    pub(crate) fn ground(self, ground: &Ground) -> String {
        let title = ground.title.as_deref().unwrap_or(&ground.name);
        let valid = self.validity(ground.valid);
        format!("{title} ({valid})")
    }

    fn validity(self, valid: Validity) -> String {
        let date = |date| self.date(date);
        match (valid.from.map(date), valid.until.map(date)) {
            (None, None) => self.pick("zonder einddatum", "without an end date").to_owned(),
            (Some(from), None) => say!(self, nl: "vanaf {from}", en: "from {from}"),
            (None, Some(until)) => say!(self, nl: "tot {until}", en: "until {until}"),
            (Some(from), Some(until)) => {
                say!(self, nl: "van {from} tot {until}", en: "from {from} until {until}")
            }
        }
    }
}
