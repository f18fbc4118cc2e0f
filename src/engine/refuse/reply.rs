//! Faults of what the host answers.

use super::Check;
use crate::engine::command::Command;
use crate::engine::effect::ObligationNo;
use crate::engine::input::Field;
use crate::engine::refusal::Fault;
use crate::engine::state::{Obligation, Status};
use crate::machine::id::ActionId;

impl Check<'_> {
    /// The answer of the host to a call; one that was withdrawn it may answer without effect.
    pub(super) fn reply(
        &mut self,
        name: &str,
        call: Option<ObligationNo>,
        answer: &str,
        fields: &[Field],
    ) -> Option<Command> {
        let action = self.machine.action(name);
        if action.is_none() {
            self.fault(Fault::UnknownAction(name.into()));
        }
        let Some(signal) = self.machine.signal(answer) else {
            self.fault(Fault::UnknownSignal(answer.into()));
            return None;
        };
        let declared = &self.machine.playbook().signals[signal];
        let fields = self.fields(fields, &declared.carries, &declared.optionally);
        let action = action?;
        if !self.machine.playbook().actions[action].answers.contains(&signal) {
            self.fault(Fault::NotAnAnswer { action, signal });
        }
        let asked = match call {
            Some(no) => self.call(action, no),
            None => self.longest_owed(action).or_else(|| self.latest(action)),
        };
        match asked {
            None => self.fault(Fault::NotCalled(action)),
            Some((_, ob)) if ob.status == Status::Done => {
                self.fault(Fault::AlreadyAnswered(action));
            }
            Some((obligation, ob)) => {
                return Some(Command::Reply { duty: ob.duty, obligation, signal, fields });
            }
        }
        None
    }

    /// The call with this number, if it is one of the action.
    fn call(&self, action: ActionId, no: ObligationNo) -> Option<(ObligationNo, &Obligation)> {
        let calls = &self.machine.index().calls[action];
        let obligation = self.state.obligation(no)?;
        calls.contains(&obligation.duty).then_some((no, obligation))
    }

    fn longest_owed(&self, action: ActionId) -> Option<(ObligationNo, &Obligation)> {
        self.calls(action).filter(|(_, ob)| ob.status.is_owed()).min_by_key(|(no, _)| *no)
    }

    fn latest(&self, action: ActionId) -> Option<(ObligationNo, &Obligation)> {
        self.calls(action).max_by_key(|(no, _)| *no)
    }

    /// The calls of an action that count now: one per place where it is called.
    fn calls(&self, action: ActionId) -> impl Iterator<Item = (ObligationNo, &Obligation)> {
        let calls = &self.machine.index().calls[action];
        calls.iter().flat_map(|duty| self.state.instances(*duty))
    }
}
