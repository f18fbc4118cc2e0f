//! What a role sees of a case, and what stands in conflict.

use super::Case;
use super::step::{Remark, Step};
use crate::calendar::Timestamp;
use crate::diagnostic::Text;
use crate::engine::{self, History, Known, Sight};
use crate::value::Value;
use crate::words::{Words, say};

/// A fact that a role sees now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Its name.
    pub fact: String,
    /// Its title for people.
    pub title: Option<String>,
    /// Its value; `None` while unknown.
    pub value: Option<Value>,
    /// Whether it is unknown because what was stated was erased.
    pub erased: bool,
}

/// A claim to a role that another holds: somebody must settle it, by binding a party to the role,
/// or by releasing the holder or the claimant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The role.
    pub role: String,
    /// Who holds it.
    pub holder: Option<String>,
    /// Who claims it.
    pub claimant: String,
    /// Since when.
    pub since: Timestamp,
    /// The sentence.
    pub text: Text,
}

impl Case {
    /// The facts that a role sees now, in source order: its own, and what the roles see for which
    /// it stands. `None` for a name that is no role.
    #[must_use]
    pub fn facts_for(&self, role: &str) -> Option<Vec<Seen>> {
        let sight = Sight::of(self.state(), self.machine().role(role)?);
        let facts = self.machine().playbook().facts.iter();
        let seen = facts.filter(|(fact, _)| sight.sees(self.machine(), *fact));
        let seen = seen.map(|(fact, declared)| Seen {
            fact: declared.name.clone(),
            title: declared.title.clone(),
            value: engine::value_of(self.machine(), self.state(), fact),
            erased: self.state().history(fact).is_some_and(History::is_erased),
        });
        Some(seen.collect())
    }

    /// The value that a fact had at `effective`, as far as was known then; `None` while it was
    /// unknown and for names that the playbook does not have.
    ///
    /// A derived fact is computed from what it reads as that was; one that looks at more than
    /// facts and the date is unknown.
    #[must_use]
    pub fn value_as_of(&self, fact: &str, effective: Timestamp, known: Known) -> Option<Value> {
        let fact = self.machine().fact(fact)?;
        engine::value_as_of(self.machine(), self.state(), fact, effective, known)
    }

    /// Whether [`Case::value_as_of`] is unknown because what was stated was erased.
    #[must_use]
    pub fn was_erased(&self, fact: &str, effective: Timestamp, known: Known) -> bool {
        let history = self.machine().fact(fact).and_then(|fact| self.state().history(fact));
        let stated = history.and_then(|history| history.as_of(effective, known));
        stated.is_some_and(|statement| statement.value.is_none())
    }

    /// Whether a fact of an item, or of the case, is unknown because what was stated was erased.
    #[must_use]
    pub fn is_erased(&self, item: Option<&str>, fact: &str) -> bool {
        let no = item.map(|id| self.state().item_no(id));
        let (Some(fact), false) = (self.machine().fact(fact), no == Some(None)) else {
            return false;
        };
        let declared = self.machine().playbook().facts.get(fact);
        let of_item = declared.is_some_and(|declared| declared.item.is_some());
        let history = self.state().history_in(no.flatten(), fact);
        of_item == item.is_some() && history.is_some_and(History::is_erased)
    }

    /// Claims to roles that another holds, in order of receipt.
    #[must_use]
    pub fn conflicts(&self) -> Vec<Conflict> {
        let now = self.state().last();
        let claims = self.state().claims().iter();
        let conflict = |claim: &engine::Claim| {
            let holder = self.state().parties(claim.role, now).next().map(str::to_owned);
            let (held, claimant) = (holder.as_deref().unwrap_or("–"), &claim.claimant);
            Conflict {
                role: Words::new(self.machine(), Default::default()).role(claim.role).to_owned(),
                claimant: claimant.clone(),
                since: claim.since,
                text: Words::both(self.machine(), |words| {
                    let (role, since) = (words.role(claim.role), words.instant(claim.since));
                    say!(
                        words,
                        nl: "“{claimant}” claimt sinds {since} de rol {role} van “{held}”",
                        en: "“{claimant}” claims the role {role} of “{held}” since {since}",
                    )
                }),
                holder,
            }
        };
        claims.map(conflict).collect()
    }
}

impl Step {
    /// The remarks that a role may see: nothing about facts that are hidden from it. None for a
    /// name that is no role.
    pub fn trace_for(&self, role: &str) -> impl Iterator<Item = Remark<'_>> {
        let sight = self.machine.role(role).map(|role| self.standing.sight(role));
        let sees = move |remark: &Remark<'_>| {
            sight.as_ref().is_some_and(|sight| sight.tells(&self.machine, remark.kind()))
        };
        self.trace().filter(sees)
    }
}
