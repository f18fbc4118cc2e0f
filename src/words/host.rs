//! Sentences about what the host is asked to do. It gets every value; a sentence, which anybody may
//! come to read, has none that not everyone sees.

use super::effect::Subject;
use super::{Words, say};
use crate::machine::id::{ActionId, DutyId, ExprId, FactId};
use crate::machine::index;
use crate::machine::playbook::{Call, DutyKind};
use crate::value::Value;

impl Words<'_> {
    /// `actie reserveer gevraagd: plekken is 3`
    pub(super) fn call(
        self,
        action: ActionId,
        arguments: &[Option<Value>],
        subject: Option<&Subject>,
    ) -> String {
        let Some(declared) = self.machine.playbook().actions.get(action) else {
            return "?".to_owned();
        };
        let written =
            subject.and_then(|it| self.called(it.duty)).map_or(&[][..], |it| &it.arguments);
        let given =
            declared.parameters.iter().zip(arguments).enumerate().map(|(at, (it, value))| {
                let shown = written.get(at).is_some_and(|argument| self.is_open(*argument));
                (&*it.name, value, shown)
            });
        let given = self.given(given);
        let name =
            self.titled(self.pick("actie", "action"), &declared.name, declared.title.as_deref());
        say!(self, nl: "{name} gevraagd{given}", en: "{name} asked for{given}")
    }

    /// The call of the host that a duty is.
    fn called(&self, duty: DutyId) -> Option<&Call<ExprId>> {
        match &self.machine.playbook().duties.get(duty)?.kind {
            DutyKind::Call(call) => Some(call),
            DutyKind::Task(_) | DutyKind::Decision(_) => None,
        }
    }

    /// Whether everyone sees all that an expression reads.
    fn is_open(self, expr: ExprId) -> bool {
        let exprs = self.machine.exprs();
        let read = exprs.roots.get(expr).map(|root| index::reads(exprs, *root));
        let visible = &self.machine.index().visible;
        read.is_some_and(|read| !read.into_iter().any(|fact| visible.is_limited(fact)))
    }

    /// `draaiboek beeindiging geopend voor deze casus: kasweken is 3`
    pub(super) fn open_playbook(self, name: &str, with: &[(FactId, Option<Value>)]) -> String {
        let visible = &self.machine.index().visible;
        let given =
            with.iter().map(|(fact, value)| (self.fact(*fact), value, !visible.is_limited(*fact)));
        let given = self.given(given);
        say!(
            self,
            nl: "draaiboek {name} te openen voor deze casus{given}",
            en: "playbook {name} to be opened for this case{given}",
        )
    }

    /// `: a is 1, b is onbekend, c is afgeschermd`; nothing of nothing.
    fn given<'v>(self, values: impl Iterator<Item = (&'v str, &'v Option<Value>, bool)>) -> String {
        let one = |(name, value, shown): (&str, &Option<Value>, bool)| match value {
            Some(_) if !shown => say!(self, nl: "{name} is afgeschermd", en: "{name} is hidden"),
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
