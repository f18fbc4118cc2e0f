//! Faults of what the host answers.

use super::Check;
use crate::engine::command::Command;
use crate::engine::effect::ObligationNo;
use crate::engine::input::Field;
use crate::engine::refusal::Fault;
use crate::engine::state::{Focus, Obligation, Status};
use crate::machine::id::{ActionId, ChartId, DutyId};

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
        let charts = self.charts_of(action)?;
        let asked = match call {
            Some(no) => self.call(action, no),
            // The one that is owed longest, or else the last one.
            None => {
                let calls = self.calls(action, &charts);
                let owed = calls.iter().filter(|(_, ob)| ob.status.is_owed());
                let longest = owed.min_by_key(|(no, _)| *no);
                longest.or_else(|| calls.iter().max_by_key(|(no, _)| *no)).copied()
            }
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

    /// The charts in which the host is asked for an action about what the input names; `None`
    /// after a fault: it is about the case, or about items of another kind.
    fn charts_of(&mut self, action: ActionId) -> Option<Vec<ChartId>> {
        let index = self.machine.index();
        let scope = |duty: &DutyId| self.machine.playbook().duties[*duty].scope;
        let mut charts: Vec<ChartId> =
            index.calls[action].iter().map(|duty| index.chart_of[scope(duty)]).collect();
        charts.dedup();
        let kind = |chart: &ChartId| self.machine.playbook().charts[*chart].item;
        let named = self.item.and_then(|no| self.state.item(no)).map(|item| item.kind);
        if self.input.item.is_some() && self.item.is_none() {
            return None;
        }
        let other = charts.first().map(kind);
        charts.retain(|chart| kind(chart) == named);
        if let Some(other) = other.filter(|_| charts.is_empty()) {
            self.of_item(other);
            return None;
        }
        Some(charts)
    }

    /// The call with this number, if it is one of the action about what the input names.
    fn call(&self, action: ActionId, no: ObligationNo) -> Option<(ObligationNo, &Obligation)> {
        let calls = &self.machine.index().calls[action];
        let obligation = self.state.obligation(no).filter(|ob| ob.item == self.item)?;
        calls.contains(&obligation.duty).then_some((no, obligation))
    }

    /// The calls of an action that count now: one per place where it is called.
    fn calls(&self, action: ActionId, charts: &[ChartId]) -> Vec<(ObligationNo, &Obligation)> {
        let calls = &self.machine.index().calls[action];
        let places = charts.iter().map(|chart| Focus::of(self.item, *chart));
        let made = |focus| calls.iter().flat_map(move |duty| self.state.instances_in(focus, *duty));
        places.flat_map(made).collect()
    }
}
