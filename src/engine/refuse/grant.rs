//! Faults of what is said from outside the playbook: suspension, other due instants, excuses.

use super::Check;
use crate::calendar::{Due, Duration, Timestamp};
use crate::engine::command::{Change, Command};
use crate::engine::effect::ObligationNo;
use crate::engine::input::{InputKind, NewDue};
use crate::engine::refusal::Fault;
use crate::engine::state::{Obligation, Phase, State, Status};
use crate::machine::id::{DutyId, RoleId};
use crate::machine::playbook::{DutyKind, Postponement};

/// Whether what is granted from outside still can be; `None` of any other command.
pub(super) fn stands(state: &State, command: &Command) -> Option<bool> {
    let status = |no: &ObligationNo| state.obligation(*no).map(|obligation| obligation.status);
    match command {
        Command::Suspend { .. } => Some(state.suspended.is_none()),
        Command::ResumeTerms => Some(state.suspended.is_some()),
        Command::Grant { obligations, change: Change::Excuse, .. } => {
            Some(obligations.iter().filter_map(status).any(Status::is_owed))
        }
        Command::Grant { obligations, .. } => {
            Some(obligations.iter().filter_map(status).any(|it| it == Status::Open))
        }
        _ => None,
    }
}

impl Check<'_> {
    /// The command of an input that needs no role, though one may stand with it.
    pub(super) fn outside(&mut self, now: Timestamp) -> Option<Command> {
        let by = match self.input.by {
            Some(_) => self.actor().map(|(role, _)| role),
            None => None,
        };
        match &self.input.kind {
            InputKind::Suspend { reason } => {
                self.reason(reason);
                self.runs();
                Some(Command::Suspend { reason: reason.clone() })
            }
            InputKind::Resume { .. } => {
                if self.state.suspended.is_none() {
                    self.fault(Fault::NotSuspended);
                }
                Some(Command::ResumeTerms)
            }
            InputKind::Reopen { reason } => {
                self.reason(reason);
                if self.state.phase == Phase::Open {
                    self.fault(Fault::NotClosed);
                }
                Some(Command::Reopen { reason: reason.clone() })
            }
            InputKind::Excuse { task, party, reason } => {
                self.reason(reason);
                let (duty, obligations) = self.owed(task, party.as_deref())?;
                let (change, reason) = (Change::Excuse, reason.clone());
                Some(Command::Grant { duty, obligations, change, reason })
            }
            _ => self.another_due(now, by),
        }
    }

    fn another_due(&mut self, now: Timestamp, by: Option<RoleId>) -> Option<Command> {
        match &self.input.kind {
            InputKind::Extend { task, party, by: so_long, reason } => {
                self.reason(reason);
                self.runs();
                let (duty, obligations) = self.open(task, party.as_deref())?;
                self.has_due(duty, &obligations);
                self.counts_on(duty, &obligations, *so_long);
                let change = match by {
                    Some(role) => {
                        self.postponement(duty, role, *so_long, &obligations);
                        Change::Postpone(*so_long)
                    }
                    None => Change::Extend(*so_long),
                };
                Some(Command::Grant { duty, obligations, change, reason: reason.clone() })
            }
            InputKind::SetDue { task, party, due, reason } => {
                self.reason(reason);
                self.runs();
                let (duty, obligations) = self.open(task, party.as_deref())?;
                let due = match due {
                    NewDue::Day(day) => Due::end_of(self.machine.zone(), *day),
                    NewDue::Instant(at) => Due::at(*at),
                };
                if due.instant <= now {
                    self.fault(Fault::DueInPast);
                }
                let (change, reason) = (Change::Due(due), reason.clone());
                Some(Command::Grant { duty, obligations, change, reason })
            }
            _ => None,
        }
    }

    pub(super) fn reason(&mut self, reason: &str) {
        if reason.trim().is_empty() {
            self.fault(Fault::NoReason);
        }
    }

    fn runs(&mut self) {
        if self.state.suspended.is_some() {
            self.fault(Fault::Suspended);
        }
    }

    /// What is owed of a task, or of one party of it.
    fn owed(&mut self, name: &str, party: Option<&str>) -> Option<(DutyId, Vec<ObligationNo>)> {
        let Some(duty) = self.machine.task(name) else {
            self.fault(Fault::UnknownTask(name.into()));
            return None;
        };
        let focus = self.focus_of_duty(duty)?;
        let whose = |ob: &Obligation| party.is_none() || ob.party.as_deref() == party;
        let instances = self.state.instances_in(focus, duty);
        let owed = instances.filter(|(_, ob)| ob.status.is_owed() && whose(ob));
        let owed: Vec<ObligationNo> = owed.map(|(no, _)| no).collect();
        if owed.is_empty() {
            self.fault(Fault::TaskNotOpen(duty));
            return None;
        }
        Some((duty, owed))
    }

    /// What of it is not overdue.
    fn open(&mut self, name: &str, party: Option<&str>) -> Option<(DutyId, Vec<ObligationNo>)> {
        let (duty, mut open) = self.owed(name, party)?;
        open.retain(|no| self.state.obligation(*no).is_some_and(|ob| ob.status == Status::Open));
        if open.is_empty() {
            self.fault(Fault::AlreadyOverdue(duty));
            return None;
        }
        Some((duty, open))
    }

    /// Whether a role may postpone these obligations by so much.
    fn postponement(
        &mut self,
        duty: DutyId,
        role: RoleId,
        by: Duration,
        obligations: &[ObligationNo],
    ) {
        let allowed = match &self.machine.playbook().duties[duty].kind {
            DutyKind::Task(task) => task.postponement.as_ref(),
            DutyKind::Decision(_) | DutyKind::Call(_) => None,
        };
        let stands = |it: &&Postponement| {
            it.by.iter().any(|named| self.stands_for(*named, Some(duty)) == role)
        };
        let Some(allowed) = allowed.filter(stands) else {
            self.fault(Fault::NotAllowed(role));
            return;
        };
        let calendar = self.machine.calendar(Some(duty));
        let counted = |due, by| calendar.counted_on(self.machine.zone(), due, by).ok();
        let too_far = |no: &ObligationNo| {
            let Some(ob) = self.state.obligation(*no) else { return false };
            let first = ob.postponed.or(ob.due);
            let most = first.and_then(|due| counted(due, allowed.at_most));
            let to = ob.due.and_then(|due| counted(due, by));
            to.zip(most).is_some_and(|(to, most)| to.instant > most.instant)
        };
        if obligations.iter().any(too_far) {
            self.fault(Fault::PostponedTooFar { task: duty, at_most: allowed.at_most });
        }
    }

    /// Whether every due instant of it can be counted on by so much.
    fn counts_on(&mut self, duty: DutyId, obligations: &[ObligationNo], by: Duration) {
        let calendar = self.machine.calendar(Some(duty));
        let due = |no: &ObligationNo| self.state.obligation(*no)?.due;
        let counted = |due| calendar.counted_on(self.machine.zone(), due, by).err();
        if let Some(why) = obligations.iter().filter_map(due).find_map(counted) {
            self.fault(Fault::Uncountable { fact: None, why });
        }
    }

    /// Whether something of it has a due instant to be counted on from.
    fn has_due(&mut self, duty: DutyId, obligations: &[ObligationNo]) {
        let has = |no: &ObligationNo| self.state.obligation(*no).is_some_and(|ob| ob.due.is_some());
        if self.state.suspended.is_none() && !obligations.iter().any(has) {
            self.fault(Fault::NoDue(duty));
        }
    }
}
