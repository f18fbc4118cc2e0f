//! Obligations: how they open, move, are marked overdue and end.

use std::collections::BTreeMap;

use super::due::ends_alike;
use super::effect::{EffectKind, ObligationNo, Withdrawal};
use super::run::Run;
use super::state::{Alarm, Basis, Cause, DutyState, Obligation, Status, Timer};
use crate::calendar::{Due, Timestamp};
use crate::machine::id::{DutyId, ExprId};
use crate::machine::playbook::{Decision, Duty, DutyKind, Reminder, Task};

impl Run<'_> {
    /// Opens the present generation of a duty in the present visit of its scope: one obligation,
    /// or one per party where each owes its own. What was owed of earlier ones is superseded.
    pub(super) fn open_duty(&mut self, duty: DutyId, cause: Cause) {
        let declared = &self.playbook.duties[duty];
        let why = match cause {
            Cause::Version => Withdrawal::Version,
            _ => Withdrawal::Superseded,
        };
        let before = std::mem::take(&mut self.course_mut().duties[duty].current);
        let kept = self.supersede(duty, before, why);
        let visit = self.course().visit(declared.scope).map_or(0, |visit| visit.id);
        let state = &mut self.course_mut().duties[duty];
        let DutyState { started, ticks, next, done_at, .. } = std::mem::take(state);
        *state = DutyState { visit, started, ticks, next, done_at, ..kept };
        match self.each_of(duty) {
            Some(role) => {
                let parties: Vec<String> = self.parties(role).map(str::to_owned).collect();
                parties.into_iter().for_each(|party| self.open_lacking(duty, &party, cause));
                self.stand_in(duty, cause);
            }
            None => self.open_lacking(duty, "", cause),
        }
        self.touched();
    }

    /// Ends what is owed of an earlier generation; what stays is what was done once for all.
    fn supersede(
        &mut self,
        duty: DutyId,
        before: BTreeMap<String, ObligationNo>,
        why: Withdrawal,
    ) -> DutyState {
        let once = task(&self.playbook.duties[duty]).is_some_and(|task| task.once);
        let mut kept = DutyState::default();
        for (party, no) in before {
            let Some(obligation) = self.state.obligation(no) else { continue };
            if obligation.status.is_owed() {
                self.end(no, Status::Withdrawn(why));
            } else if once && obligation.status == Status::Done {
                kept.done += 1;
                kept.late += u32::from(obligation.late);
                kept.current.insert(party, no);
            }
        }
        kept
    }

    /// Opens the instance of a party (of nobody in particular: the empty name), unless it has one
    /// that counts.
    pub(super) fn open_lacking(&mut self, duty: DutyId, party: &str, cause: Cause) {
        if self.lacks(duty, party) {
            self.open(duty, Some(party.to_owned()).filter(|party| !party.is_empty()), cause);
        }
    }

    /// What each party owes is owed once, by nobody in particular, while nobody holds the role and
    /// nothing of it is owed or done.
    pub(super) fn stand_in(&mut self, duty: DutyId, cause: Cause) {
        let nobody = self.each_of(duty).is_some_and(|role| !self.is_present(role));
        let again = |(_, ob): (ObligationNo, &Obligation)| ob.status.may_open_again();
        if nobody && self.instances(duty).all(again) {
            self.open_lacking(duty, "", cause);
        }
    }

    /// Whether a party (nobody in particular: the empty name) has no instance that counts.
    pub(super) fn lacks(&self, duty: DutyId, party: &str) -> bool {
        let current = self.course().duties[duty].current.get(party);
        let current = current.and_then(|no| self.state.obligation(*no));
        current.is_none_or(|obligation| obligation.status.may_open_again())
    }

    /// Opens one obligation of the present generation.
    pub(super) fn open(&mut self, duty: DutyId, party: Option<String>, cause: Cause) {
        let declared = &self.playbook.duties[duty];
        let no = ObligationNo(u32::try_from(self.state.obligations.len()).unwrap_or(u32::MAX));
        let days = self.days(duty);
        let (basis, due) = self.term_start(self.term_of(duty));
        let reminders = reminders(declared).iter().map(|one| self.due(days, self.at, one.after));
        let reminders: Vec<_> = reminders.collect();
        let paused = self.state.suspended.is_some();
        let pause = paused.then(|| self.pause(days, basis, due, &reminders));
        let due = due.filter(|_| pause.is_none());
        let roles = self.who(duty, party.as_deref(), None);
        let key = party.clone().unwrap_or_default();
        let about = self.decision(duty).and_then(|decision| self.here().version(decision));
        let state = &mut self.course_mut().duties[duty];
        state.owed += 1;
        state.lacking.remove(&key);
        state.current.insert(key, no);
        let visit = state.visit;
        self.emit(EffectKind::Opened {
            obligation: no,
            duty,
            party: party.clone(),
            doer: roles.doer,
            accountable: roles.accountable,
            due,
        });
        self.tell_opened(no, declared, cause);
        self.tell_basis(no, duty, roles.unheld);
        let (opened, seq) = (self.at, self.seq);
        self.state.obligations.push(Obligation {
            item: self.focus.item,
            duty,
            visit,
            party,
            opened,
            seq,
            cause,
            doer: roles.doer,
            accountable: roles.accountable,
            unheld: roles.unheld,
            taken_over: None,
            about,
            basis,
            due: None,
            pause,
            reminders,
            promises: Vec::new(),
            postponed: None,
            status: Status::Open,
            late: false,
            rungs: 0,
            alarms: Vec::new(),
            votes: Vec::new(),
        });
        self.state.owed.insert(no);
        self.opened.push(no);
        self.promise(no, due);
        self.set_alarms(no, true);
        self.touched();
    }

    /// That nobody answers for an obligation, and that it rests on no legal basis in force.
    pub(super) fn tell_basis(&mut self, no: ObligationNo, duty: DutyId, unheld: bool) {
        if unheld {
            self.emit(EffectKind::Unheld(no));
        }
        self.tell_grounds(no, duty);
    }

    /// What an obligation asks beside being owed.
    fn tell_opened(&mut self, no: ObligationNo, declared: &Duty<ExprId>, cause: Cause) {
        match &declared.kind {
            DutyKind::Call(call) => {
                let arguments = call.arguments.iter().map(|&one| self.here().eval(one)).collect();
                self.emit(EffectKind::Call { obligation: no, action: call.action, arguments });
            }
            DutyKind::Decision(Decision { about: Some(about), .. }) if cause == Cause::Version => {
                self.emit(EffectKind::Reopened { obligation: no, about: *about });
            }
            DutyKind::Task(_) | DutyKind::Decision(_) => {}
        }
    }

    /// Sets the alarms of an open obligation: its due instant, and reminders before it; none while
    /// its term stands still. On opening all of them, later those that lie ahead.
    pub(super) fn set_alarms(&mut self, no: ObligationNo, opening: bool) {
        let Some(obligation) = self.state.obligation(no) else { return };
        let declared = &self.playbook.duties[obligation.duty];
        let due = obligation.due;
        let mut wanted = Vec::new();
        if obligation.pause.is_none() {
            wanted.extend(due.map(|due| (due.instant, declared.order, Timer::Due(no))));
            let times = reminders(declared).iter().zip(&obligation.reminders);
            for (position, (reminder, at)) in (0..).zip(times) {
                let Some(at) = at.map(|at| at.instant) else { continue };
                if (opening || at > self.at) && due.is_none_or(|due| at < due.instant) {
                    wanted.push((at, reminder.order, Timer::Reminder(no, position)));
                }
            }
        }
        let mut alarms = Vec::with_capacity(wanted.len());
        for (at, order, what) in wanted {
            alarms.push(self.set_alarm(at, order, what));
        }
        self.put_alarms(no, alarms);
    }

    /// Replaces the alarms of an obligation.
    fn put_alarms(&mut self, no: ObligationNo, alarms: Vec<Alarm>) {
        if let Some(obligation) = self.state.obligations.get_mut(no.index()) {
            for alarm in std::mem::replace(&mut obligation.alarms, alarms) {
                if !obligation.alarms.contains(&alarm) {
                    self.state.timers.remove(&alarm);
                }
            }
        }
    }

    /// Gives an open obligation another due instant; while its term stands still, what is left.
    pub(super) fn set_due(
        &mut self,
        no: ObligationNo,
        basis: Basis,
        due: Option<Due>,
        reason: Option<&str>,
    ) {
        let Some(obligation) = self.state.obligation(no) else { return };
        let left = obligation.pause.as_ref().map(|_| {
            let days = self.days(obligation.duty);
            [basis.fixed, due].map(|due| due.map(|due| self.left_of(days, due)))
        });
        let Some(obligation) = self.state.obligations.get_mut(no.index()) else { return };
        obligation.basis = basis;
        if let (Some(pause), Some([fixed, due])) = (&mut obligation.pause, left) {
            (pause.fixed, pause.due) = (fixed, due);
            return;
        }
        let from = obligation.due;
        if ends_alike(from, due) {
            // It may have been counted from something else.
            obligation.due = due;
            return;
        }
        self.promise(no, due);
        let reason = reason.map(str::to_owned);
        self.emit(EffectKind::DueChanged { obligation: no, from, to: due, reason });
        self.set_alarms(no, false);
    }

    /// What is fixed about the term of an obligation, and when it is due if its term ran now.
    pub(super) fn running_due(&self, no: ObligationNo) -> Option<(Basis, Option<Due>)> {
        let ob = self.state.obligation(no)?;
        Some(self.running(self.term_of(ob.duty), ob.basis, ob.due, ob.pause.as_ref()))
    }

    /// The owed, not yet overdue instances of a duty that count now.
    pub(super) fn open_instances(&self, duty: DutyId) -> Vec<ObligationNo> {
        let instances = self.instances(duty);
        instances.filter(|(_, ob)| ob.status == Status::Open).map(|(no, _)| no).collect()
    }

    pub(super) fn is_open(&self, no: ObligationNo) -> bool {
        self.state.obligation(no).is_some_and(|obligation| obligation.status == Status::Open)
    }

    pub(super) fn is_owed(&self, no: ObligationNo) -> bool {
        self.state.obligation(no).is_some_and(|obligation| obligation.status.is_owed())
    }

    /// Marks an obligation overdue. It stays owed; its timed rungs are set.
    pub(super) fn mark_overdue(&mut self, no: ObligationNo) {
        let Some(obligation) = self.state.obligations.get_mut(no.index()) else { return };
        obligation.status = Status::Overdue;
        obligation.late = true;
        let (duty, due) = (obligation.duty, obligation.due);
        let key = obligation.party.clone().unwrap_or_default();
        if self.course().duties[duty].current.get(&key) == Some(&no) {
            self.course_mut().duties[duty].late += 1;
        }
        self.emit(EffectKind::Overdue(no));
        self.touched();
        let mut alarms = Vec::new();
        if let (Some(task), Some(due)) = (task(&self.playbook.duties[duty]), due) {
            for (position, rung) in (0..).zip(&task.ladder) {
                let at = rung.after.and_then(|after| self.counted_on(self.days(duty), due, after));
                if let Some(at) = at {
                    let what = Timer::Rung(no, position);
                    alarms.push(self.set_alarm(at.instant, rung.order, what));
                }
            }
        }
        self.put_alarms(no, alarms);
    }

    /// Ends an obligation that is owed; the effect says how.
    pub(super) fn end(&mut self, no: ObligationNo, status: Status) {
        let Some(obligation) = self.state.obligations.get_mut(no.index()) else { return };
        obligation.status = status;
        let (duty, key) = (obligation.duty, obligation.party.clone().unwrap_or_default());
        self.put_alarms(no, Vec::new());
        self.state.owed.remove(&no);
        let state = &mut self.course_mut().duties[duty];
        if state.current.get(&key) == Some(&no) {
            state.owed = state.owed.saturating_sub(1);
            match status {
                Status::Done | Status::Decided(_) => state.done += 1,
                Status::Withdrawn(Withdrawal::Left | Withdrawal::Closed) => state.left += 1,
                Status::Withdrawn(Withdrawal::Condition) => {
                    state.lacking.insert(key);
                }
                _ => {}
            }
        }
        if let Status::Withdrawn(why) = status {
            self.emit(EffectKind::Withdrawn { obligation: no, why });
        }
        self.touched();
    }

    /// Withdraws what is open and not overdue of a duty opened in `visit`.
    pub(super) fn withdraw_open(&mut self, duty: DutyId, visit: u32, why: Withdrawal) {
        if self.course().duties[duty].visit == visit && self.course().duties[duty].owed > 0 {
            for no in self.open_instances(duty) {
                self.end(no, Status::Withdrawn(why));
            }
        }
    }

    /// Completes a task: in time if its effective time lies before the due instant.
    pub(super) fn complete(&mut self, no: ObligationNo, at: Timestamp) {
        let Some(obligation) = self.state.obligations.get_mut(no.index()) else { return };
        let in_time = obligation.due.is_none_or(|due| at < due.instant);
        let was_late = std::mem::replace(&mut obligation.late, !in_time);
        let duty = obligation.duty;
        match (was_late, in_time) {
            (true, true) => {
                let late = &mut self.course_mut().duties[duty].late;
                *late = late.saturating_sub(1);
            }
            (false, false) => self.course_mut().duties[duty].late += 1,
            _ => {}
        }
        self.emit(EffectKind::Completed { obligation: no, in_time });
        self.end(no, Status::Done);
        if self.course_mut().duties[duty].done_at.replace(at) != Some(at) {
            self.follow_done(duty);
        }
    }

    /// Something on which due instants hang has changed: a completion.
    fn follow_done(&mut self, duty: DutyId) {
        for &dependent in &self.machine.index().by_done[duty] {
            self.follow_wherever(dependent);
        }
    }
}

/// Whether a duty may have to wait before it opens.
pub(super) fn is_conditional(duty: &Duty<ExprId>) -> bool {
    duty.when.is_some() || matches!(&duty.kind, DutyKind::Decision(of) if of.about.is_some())
}

/// The particulars of a task; `None` for another duty.
pub(super) fn task(duty: &Duty<ExprId>) -> Option<&Task<ExprId>> {
    match &duty.kind {
        DutyKind::Task(task) => Some(task),
        DutyKind::Decision(_) | DutyKind::Call(_) => None,
    }
}

fn reminders(duty: &Duty<ExprId>) -> &[Reminder] {
    task(duty).map_or(&[], |task| &task.reminders)
}
