//! Who may do what was refused to another.

use super::Runner;
use crate::case::Act;
use crate::engine::{InputKind, Refusal};
use crate::scenario::plan::{Deed, What};
use crate::words::{Words, say};

impl Runner {
    /// `; nu mag dit: gemeente “Ede”`; nothing where the role is not what was wrong, and where
    /// nobody may.
    pub(super) fn who_may(&self, words: Words<'_>, what: &What, refusal: &Refusal) -> String {
        let unfit = refusal.faults.iter().any(|fault| fault.reason().code.name == "no-authority");
        let What::Do(deeds) = what else { return String::new() };
        let [Deed::Say(said)] = deeds.as_slice() else { return String::new() };
        let Some(now) = self.actor.now.filter(|_| unfit) else { return String::new() };
        let same = |act: &Act| match (act, &said.kind) {
            (Act::Signal(name), InputKind::Signal { name: said, .. }) => name == said,
            (Act::Complete(name), InputKind::Complete { task: said, .. }) => name == said,
            (Act::Answer { decision, .. }, InputKind::Answer { decision: said, .. }) => {
                decision == said
            }
            (Act::Determine(levels), InputKind::Determine { level, .. }) => levels.contains(level),
            (Act::CompleteRegister(kind), InputKind::CompleteRegister { kind: said }) => {
                let items = words.machine.playbook().items.as_slice();
                let mut same = items.iter().filter(|item| item.name == *kind);
                same.any(|item| item.name == *said || item.plural.as_ref() == Some(said))
            }
            _ => false,
        };
        let mut who = Vec::new();
        for role in words.machine.playbook().roles.as_slice() {
            let allowed = self.actor.case.allowed(&role.name, now).unwrap_or_default();
            let fit = allowed.iter().filter(|it| it.item == said.item && same(&it.act));
            who.extend(fit.map(|it| format!("{} “{}”", role.name, it.party)));
        }
        match who.as_slice() {
            [] => String::new(),
            who => {
                let who = who.join(", ");
                say!(words, nl: "; nu mag dit: {who}", en: "; allowed now: {who}")
            }
        }
    }
}
