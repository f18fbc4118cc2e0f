//! People of a scenario speak to the case.

use super::{Actor, Stopped};
use crate::calendar::Timestamp;
use crate::canon::Hash;
use crate::case::Step;
use crate::engine::{self, Binding, Input, InputKind, ItemNo, Salt};
use crate::machine::id::RoleId;
use crate::scenario::plan::{Deed, Said};
use crate::text;

impl Actor {
    pub(super) fn open(&mut self, at: Timestamp) -> Result<Step, Stopped> {
        let parties = self.parties.clone();
        let parties = parties.iter().map(|(role, party)| self.binding(*role, party)).collect();
        let forced = self.forced.clone();
        let facts = self.facts.clone();
        self.submit(None, InputKind::Open { parties, facts, forced }, None, at)
    }

    /// Does one thing to the case.
    pub(super) fn carry_out(&mut self, deed: &Deed) -> Result<Vec<Step>, Stopped> {
        match deed {
            Deed::Say(said) => self.say(said).map(|step| vec![step]),
            Deed::Hold { item, role, parties } => self.hold(item.as_deref(), *role, parties),
            Deed::Free { item, role, party } => self.free(item.as_deref(), *role, party.as_deref()),
        }
    }

    /// The number of the item with this id.
    pub(super) fn item(&self, id: &str) -> Option<ItemNo> {
        self.case.state().item_no(id)
    }

    fn say(&mut self, said: &Said) -> Result<Step, Stopped> {
        let at = said.at.unwrap_or_else(|| self.instant());
        let Some((role, party)) = &said.by else {
            return self.submit(said.item.as_deref(), said.kind.clone(), None, at);
        };
        let party = match party {
            Some(party) => party.clone(),
            None => self.party(said.item.as_deref(), role, at)?,
        };
        let by = engine::Actor { role: role.clone(), party };
        self.submit(said.item.as_deref(), said.kind.clone(), Some(by), at)
    }

    /// Makes `parties` the ones that hold the role: first they come, then the others go.
    fn hold(
        &mut self,
        item: Option<&str>,
        role: RoleId,
        parties: &[String],
    ) -> Result<Vec<Step>, Stopped> {
        let now = self.instant();
        let mut steps = Vec::new();
        for party in parties {
            if !self.parties(item, role, now).contains(party) {
                let bind = InputKind::Bind(self.binding(role, party));
                steps.push(self.submit(item, bind, None, now)?);
            }
        }
        let before = self.parties(item, role, now);
        for party in before.iter().filter(|party| !parties.contains(party)) {
            let release = InputKind::Release(self.binding(role, party));
            steps.push(self.submit(item, release, None, now)?);
        }
        Ok(steps)
    }

    /// A party, or every party, gives the role up.
    fn free(
        &mut self,
        item: Option<&str>,
        role: RoleId,
        party: Option<&str>,
    ) -> Result<Vec<Step>, Stopped> {
        let now = self.instant();
        let parties = match party {
            Some(party) => vec![party.to_owned()],
            None => self.parties(item, role, now),
        };
        let mut steps = Vec::new();
        for party in parties {
            let release = InputKind::Release(self.binding(role, &party));
            steps.push(self.submit(item, release, None, now)?);
        }
        Ok(steps)
    }

    /// Who holds a role, of the item or of the case.
    fn parties(&self, item: Option<&str>, role: RoleId, at: Timestamp) -> Vec<String> {
        let item = item.and_then(|id| self.item(id));
        self.case.state().parties_for(item, role, at).map(str::to_owned).collect()
    }

    /// The one party that holds the role; one of the role's name where none does.
    fn party(&self, item: Option<&str>, role: &str, at: Timestamp) -> Result<String, Stopped> {
        let Some(id) = self.case.machine().role(role) else { return Ok(role.to_owned()) };
        let parties = self.parties(item, id, at);
        match parties.as_slice() {
            [] => Ok(role.to_owned()),
            [party] => Ok(party.clone()),
            several => {
                let several: Vec<String> =
                    several.iter().map(|party| format!("`{role} \"{party}\"`")).collect();
                let (nl, en) = (several.join(" of "), several.join(" or "));
                Err(Stopped::Unclear(text!(
                    nl: "meer partijen zijn {role}: schrijf {nl}",
                    en: "several parties are {role}: write {en}",
                )))
            }
        }
    }

    fn submit(
        &mut self,
        item: Option<&str>,
        kind: InputKind,
        by: Option<engine::Actor>,
        at: Timestamp,
    ) -> Result<Step, Stopped> {
        self.said += 1;
        let (id, item) = (format!("scenario-{}", self.said), item.map(str::to_owned));
        let mut input = Input { id, by, at, item, kind };
        self.salt(&mut input);
        self.case.submit(self.instant(), input).map_err(Stopped::Refused)
    }

    /// A scenario is about nobody: its salts may be known, and are the same each time it runs.
    fn salt(&self, input: &mut Input) {
        let Input { id, kind, .. } = input;
        let salt = |of: &str| Hash::of(format!("{id} {of}").as_bytes()).short();
        for field in kind.fields_mut().into_iter().flatten() {
            let facts = &self.case.machine().playbook().facts;
            let fact = self.case.machine().fact(&field.fact).and_then(|fact| facts.get(fact));
            if fact.is_some_and(|fact| fact.personal) {
                field.salt = Some(salt(&field.fact));
            }
        }
        if let InputKind::Erase { salt: own, .. } = kind {
            *own = Salt(salt(""));
        }
    }

    fn binding(&self, role: RoleId, party: &str) -> Binding {
        let role = self.case.machine().playbook().roles.get(role).map(|role| role.name.clone());
        Binding { role: role.unwrap_or_default(), party: party.to_owned(), until: None }
    }

    /// The present instant; a plan has one before anybody speaks.
    fn instant(&self) -> Timestamp {
        self.now.unwrap_or(Timestamp::UNIX_EPOCH)
    }
}
