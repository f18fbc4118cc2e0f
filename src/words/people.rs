//! Sentences about who sends, who claims a role, and what is corrected.

use super::{Words, say};
use crate::calendar::Timestamp;
use crate::engine::Settlement;
use crate::machine::id::{FactId, RoleId, SignalId};

impl Words<'_> {
    pub(super) fn sent(
        self,
        signal: SignalId,
        by: &(RoleId, String),
        awaited: &[(RoleId, Option<String>)],
    ) -> String {
        let (role, party) = (self.role(by.0), &by.1);
        let signal = self.signal(signal);
        if awaited.is_empty() {
            return say!(
                self,
                nl: "{role} ({party}) meldt {signal}; allen hebben gemeld, het telt nu",
                en: "{role} ({party}) reports {signal}; all have reported, it counts now",
            );
        }
        let who = |(role, party): &(RoleId, Option<String>)| match party {
            Some(party) => format!("{} ({party})", self.role(*role)),
            None => self.role(*role).to_owned(),
        };
        let awaited: Vec<String> = awaited.iter().map(who).collect();
        let awaited = self.list(&awaited.iter().map(String::as_str).collect::<Vec<_>>());
        say!(
            self,
            nl: "{role} ({party}) meldt {signal}; het telt zodra ook {awaited} het meldt",
            en: "{role} ({party}) reports {signal}; it counts once {awaited} reports it too",
        )
    }

    pub(super) fn holder_changed(
        self,
        role: RoleId,
        from: &Option<String>,
        to: &Option<String>,
    ) -> String {
        let role = self.role(role);
        match (from, to) {
            (Some(from), Some(to)) => say!(
                self,
                nl: "de rol {role} gaat van “{from}” over op “{to}”",
                en: "the role {role} passes from “{from}” to “{to}”",
            ),
            (from, None) => {
                let from = from.as_deref().unwrap_or_default();
                say!(
                    self,
                    nl: "“{from}” vervult de rol {role} niet meer",
                    en: "“{from}” holds the role {role} no longer",
                )
            }
            (None, Some(to)) => say!(
                self,
                nl: "“{to}” vervult van nu af de rol {role}",
                en: "“{to}” holds the role {role} from now on",
            ),
        }
    }

    pub(super) fn contested(self, role: RoleId, holder: &str, claimant: &str) -> String {
        let role = self.role(role);
        say!(
            self,
            nl: "“{claimant}” claimt de rol {role} van “{holder}”: die houdt haar tot er is \
                beslist",
            en: "“{claimant}” claims the role {role} of “{holder}”, who keeps it until settled",
        )
    }

    pub(super) fn settled(self, role: RoleId, claimant: &str, how: Settlement) -> String {
        let role = self.role(role);
        match how {
            Settlement::Granted => say!(
                self,
                nl: "de claim van “{claimant}” op de rol {role} is toegewezen",
                en: "the claim of “{claimant}” to the role {role} is granted",
            ),
            Settlement::Denied => say!(
                self,
                nl: "de claim van “{claimant}” op de rol {role} is afgewezen",
                en: "the claim of “{claimant}” to the role {role} is denied",
            ),
            Settlement::Dropped => say!(
                self,
                nl: "“{claimant}” trekt de claim op de rol {role} in",
                en: "“{claimant}” drops its claim to the role {role}",
            ),
        }
    }

    pub(super) fn corrected(self, fact: FactId, from: Timestamp, reason: &str) -> String {
        let (fact, from) = (self.fact(fact), self.instant(from));
        say!(
            self,
            nl: "gegeven {fact} gecorrigeerd vanaf {from}: “{reason}”",
            en: "fact {fact} corrected from {from} on: “{reason}”",
        )
    }

    pub(super) fn erased(self, fact: FactId, ground: &str) -> String {
        let fact = self.fact(fact);
        say!(
            self,
            nl: "gegeven {fact} gewist: “{ground}”",
            en: "fact {fact} erased: “{ground}”",
        )
    }
}
