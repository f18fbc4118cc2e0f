//! The same for one role: no value and no name of a fact that it does not see.

use std::mem;

use super::{Aim, Because, Case, Missing, Need, What, WhyNot};
use crate::engine::Sight;
use crate::text;

impl Case {
    /// [`Case::why_not`], or [`Case::why_not_of`] an item, as a role may read it: what hangs on a
    /// fact that it does not see is told as that, without the name of the fact, its value, the
    /// line that names it, or an instant that follows from it. `None` also for a name that is no
    /// role.
    #[must_use]
    pub fn why_not_for(&self, role: &str, item: Option<&str>, aim: Aim<'_>) -> Option<WhyNot> {
        let sight = Sight::of(self.state(), self.machine().role(role)?);
        let facts = self.machine().playbook().facts.iter();
        let hidden = facts.filter(|(fact, _)| !sight.sees(self.machine(), *fact));
        let veil = Veil { names: hidden.map(|(_, fact)| fact.name.as_str()).collect() };
        let mut answer = match item {
            Some(item) => self.why_not_of(item, aim)?,
            None => self.why_not(aim)?,
        };
        if veil.names.is_empty() {
            return Some(answer);
        }
        for way in &mut answer.ways {
            veil.line(&mut way.by);
            veil.need(&mut way.needs);
        }
        // When it happens would tell the value.
        answer.otherwise.retain(|one| !veil.covers(&one.because));
        Some(answer)
    }
}

/// The facts that a role does not see.
struct Veil<'a> {
    names: Vec<&'a str>,
}

impl Veil<'_> {
    fn need(&self, need: &mut Need) {
        match need {
            Need::All(parts) | Need::Any(parts) => parts.iter_mut().for_each(|it| self.need(it)),
            Need::One(missing) => self.missing(missing),
        }
    }

    fn missing(&self, missing: &mut Missing) {
        let is_told = match &missing.what {
            What::Fact(name) => self.is_hidden(name),
            What::Condition(values) => values.iter().any(|(name, _)| self.is_hidden(name)),
            What::Instant(_) => self.covers(&missing.because),
            _ => self.names_one(&missing.because.text.nl),
        };
        if is_told {
            missing.what = What::Hidden;
            missing.due = None;
        }
        if is_told || self.covers(&missing.because) {
            // The line under which the fact is declared tells which it is.
            missing.because.source = None;
        }
        if is_told || self.names_one(&missing.because.text.nl) {
            missing.because.text = text!(
                nl: "dit hangt af van een gegeven dat voor deze rol is afgeschermd",
                en: "this depends on a fact that is hidden from this role",
            );
        }
    }

    fn line(&self, because: &mut Because) {
        if self.names_one(&because.text.nl) {
            because.text = text!(
                nl: "een regel over een gegeven dat voor deze rol is afgeschermd",
                en: "a line about a fact that is hidden from this role",
            );
        }
        if self.covers(because) {
            mem::take(&mut because.source);
        }
    }

    /// Whether a reason or its line names a fact that is hidden.
    fn covers(&self, because: &Because) -> bool {
        let source = because.source.as_deref().unwrap_or_default();
        self.names_one(&because.text.nl) || self.names_one(source)
    }

    fn names_one(&self, text: &str) -> bool {
        text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| self.is_hidden(word))
    }

    fn is_hidden(&self, name: &str) -> bool {
        self.names.contains(&name)
    }
}
