//! People of a scenario speak to the case.

use super::{Actor, Stopped};
use crate::calendar::Timestamp;
use crate::case::Step;
use crate::engine::{self, Binding, Input, InputKind};
use crate::machine::id::RoleId;
use crate::scenario::plan::Said;
use crate::text;

impl Actor {
    pub(super) fn open(&mut self, at: Timestamp) -> Result<Step, Stopped> {
        let parties = self.parties.clone();
        let parties = parties.iter().map(|(role, party)| self.binding(*role, party)).collect();
        let forced = self.forced.clone();
        let facts = self.facts.clone();
        self.submit(InputKind::Open { parties, facts, forced }, None, at)
    }

    pub(super) fn say(&mut self, said: &Said) -> Result<Step, Stopped> {
        let at = said.at.unwrap_or_else(|| self.instant());
        let Some((role, party)) = &said.by else {
            return self.submit(said.kind.clone(), None, at);
        };
        let party = match party {
            Some(party) => party.clone(),
            None => self.party(role, at)?,
        };
        let by = engine::Actor { role: role.clone(), party };
        self.submit(said.kind.clone(), Some(by), at)
    }

    /// Makes `parties` the ones that hold the role: first they come, then the others go.
    pub(super) fn hold(&mut self, role: RoleId, parties: &[String]) -> Result<Vec<Step>, Stopped> {
        let now = self.instant();
        let mut steps = Vec::new();
        for party in parties {
            if !self.case.state().is_held(role, party, now) {
                steps.push(self.submit(InputKind::Bind(self.binding(role, party)), None, now)?);
            }
        }
        let before: Vec<String> = self.case.state().parties(role, now).map(str::to_owned).collect();
        for party in before.iter().filter(|party| !parties.contains(party)) {
            steps.push(self.submit(InputKind::Release(self.binding(role, party)), None, now)?);
        }
        Ok(steps)
    }

    /// A party, or every party, gives the role up.
    pub(super) fn free(&mut self, role: RoleId, party: Option<&str>) -> Result<Vec<Step>, Stopped> {
        let now = self.instant();
        let parties: Vec<String> = match party {
            Some(party) => vec![party.to_owned()],
            None => self.case.state().parties(role, now).map(str::to_owned).collect(),
        };
        let mut steps = Vec::new();
        for party in parties {
            steps.push(self.submit(InputKind::Release(self.binding(role, &party)), None, now)?);
        }
        Ok(steps)
    }

    /// The one party that holds the role; one of the role's name where none does.
    fn party(&self, role: &str, at: Timestamp) -> Result<String, Stopped> {
        let Some(id) = self.case.machine().role(role) else { return Ok(role.to_owned()) };
        let parties: Vec<&str> = self.case.state().parties(id, at).collect();
        match parties.as_slice() {
            [] => Ok(role.to_owned()),
            [party] => Ok((*party).to_owned()),
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
        kind: InputKind,
        by: Option<engine::Actor>,
        at: Timestamp,
    ) -> Result<Step, Stopped> {
        self.said += 1;
        let input = Input { id: format!("scenario-{}", self.said), by, at, item: None, kind };
        self.case.submit(self.instant(), input).map_err(Stopped::Refused)
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
