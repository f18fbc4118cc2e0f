//! Sentences about what the host is asked to do.

use super::{Words, say};
use crate::machine::id::{ActionId, FactId};
use crate::value::Value;

impl Words<'_> {
    /// `actie reserveer gevraagd: plekken is 3`
    pub(super) fn call(self, action: ActionId, arguments: &[Option<Value>]) -> String {
        let Some(declared) = self.machine.playbook().actions.get(action) else {
            return "?".to_owned();
        };
        let names = declared.parameters.iter().map(|parameter| &*parameter.name);
        let given = self.given(names.zip(arguments));
        let name =
            self.titled(self.pick("actie", "action"), &declared.name, declared.title.as_deref());
        say!(self, nl: "{name} gevraagd{given}", en: "{name} asked for{given}")
    }

    /// `draaiboek beeindiging geopend voor deze casus: kasweken is 3`
    pub(super) fn open_playbook(self, name: &str, with: &[(FactId, Option<Value>)]) -> String {
        let given = self.given(with.iter().map(|(fact, value)| (self.fact(*fact), value)));
        say!(
            self,
            nl: "draaiboek {name} te openen voor deze casus{given}",
            en: "playbook {name} to be opened for this case{given}",
        )
    }

    /// `: a is 1, b is onbekend`; nothing of nothing.
    fn given<'v>(self, values: impl Iterator<Item = (&'v str, &'v Option<Value>)>) -> String {
        let one = |(name, value): (&str, &Option<Value>)| match value {
            Some(value) => {
                let value = value.words(self.language).zone(self.machine.zone());
                format!("{name} is {value}")
            }
            None => say!(self, nl: "{name} is onbekend", en: "{name} is unknown"),
        };
        let values: Vec<String> = values.map(one).collect();
        if values.is_empty() { String::new() } else { format!(": {}", values.join(", ")) }
    }
}
