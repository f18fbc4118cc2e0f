//! What the host is asked to do, and what it answers; documents and their versions.

use draaiboek::calendar::Timestamp;
use draaiboek::engine::{
    EffectKind, Fault, Field, Input, ItemFault, ObligationNo, Status, Withdrawal,
};
use draaiboek::hir::Expr;
use draaiboek::machine::id::{ActionId, DutyId, ItemId};
use draaiboek::machine::playbook::{Call, DutyKind};
use draaiboek::value::{Document, Truth, Value};

use super::duty::number;
use super::{Case, eval};
use crate::model::eval::World;

impl<'a> Case<'a> {
    fn call(&self, duty: DutyId) -> Option<&'a Call<Expr>> {
        let hir: &'a draaiboek::hir::Hir = self.hir;
        match &hir.duties[duty].kind {
            DutyKind::Call(call) => Some(call),
            DutyKind::Task(_) | DutyKind::Decision(_) => None,
        }
    }

    fn action_named(&self, name: &str) -> Option<ActionId> {
        self.hir.actions.iter().find(|(_, action)| action.name == name).map(|(id, _)| id)
    }

    /// Everything the host was ever asked, with the names of the action and of its answers.
    pub fn calls(&self) -> Vec<(usize, &'a str, Vec<&'a str>)> {
        let hir: &'a draaiboek::hir::Hir = self.hir;
        let asked = (0..self.obligations.len()).filter_map(|no| {
            let call = self.call(self.obligations[no].duty)?;
            let action = &hir.actions[call.action];
            let answers = action.answers.iter().map(|&it| hir.signals[it].name.as_str());
            Some((no, action.name.as_str(), answers.collect()))
        });
        asked.collect()
    }

    /// The call about the item, or about the case, that an answer is meant for: the one it names,
    /// else the first that is owed, else the last.
    pub(super) fn asked(
        &self,
        item: Option<usize>,
        action: &str,
        call: Option<ObligationNo>,
    ) -> Option<usize> {
        let mut all = self.calls();
        all.retain(|(no, name, _)| *name == action && self.obligations[*no].item == item);
        let mut numbers = all.into_iter().map(|(no, ..)| no);
        match call {
            Some(ObligationNo(call)) => numbers.find(|&no| no == call as usize),
            None => {
                let owed = |no: &usize| self.obligations[*no].status.is_owed();
                numbers.clone().find(owed).or_else(|| numbers.next_back())
            }
        }
    }

    /// What the host may be asked to do about an item of a kind, or about the case.
    fn may_be_asked(&self, action: ActionId, kind: Option<ItemId>) -> bool {
        self.hir.duties.ids().any(|duty| {
            let here = self.hir.charts[self.chart_of_duty(duty)].item == kind;
            here && self.call(duty).is_some_and(|call| call.action == action)
        })
    }

    pub(super) fn of_reply(
        &self,
        (input, no): (&Input, Option<usize>),
        (name, call): (&str, Option<ObligationNo>),
        answer: &str,
        fields: &[Field],
        faults: &mut Vec<Fault>,
    ) {
        let action = self.action_named(name);
        if action.is_none() {
            faults.push(Fault::UnknownAction(name.to_owned()));
        }
        let Some(signal) = self.signal_named(answer) else {
            return faults.push(Fault::UnknownSignal(answer.to_owned()));
        };
        let declared = &self.hir.signals[signal];
        self.of_fields(fields, &declared.carries, &declared.optionally, faults);
        let Some(action) = action else { return };
        if !self.hir.actions[action].answers.contains(&signal) {
            faults.push(Fault::NotAnAnswer { action, signal });
        }
        let kind = no.map(|no| self.items[no].kind);
        let kinds = self.hir.items.ids().map(Some).chain([None]);
        let elsewhere = kinds.into_iter().any(|kind| self.may_be_asked(action, kind));
        match &input.item {
            Some(_) if no.is_none() => return,
            named if elsewhere && !self.may_be_asked(action, kind) => {
                let fault =
                    named.as_ref().map_or(ItemFault::Needed, |it| ItemFault::Other(it.clone()));
                return faults.push(Fault::Item(fault));
            }
            _ => {}
        }
        match self.asked(no, name, call).map(|no| self.obligations[no].status) {
            None => faults.push(Fault::NotCalled(action)),
            Some(Status::Done) => faults.push(Fault::AlreadyAnswered(action)),
            Some(_) => {}
        }
    }

    /// Asks the host, by the obligation just opened.
    pub(super) fn ask_host(&mut self, no: usize) {
        let Some(call) = self.call(self.obligations[no].duty) else { return };
        let value = |argument: &Expr| match eval::value(self, argument) {
            eval::Val::Value(value) => Some(value),
            _ => None,
        };
        let arguments = call.arguments.iter().map(value).collect();
        self.emit(EffectKind::Call { obligation: number(no), action: call.action, arguments });
    }

    /// The present version of what a decision is about.
    pub(super) fn version(&self, duty: DutyId) -> Option<Document> {
        match self.fact(self.decision(duty)?.about?)? {
            Value::Document(document) => Some(document),
            other => panic!("no document: {other:?}"),
        }
    }

    /// Whether who votes now voted before the decision was asked about this version.
    pub(super) fn is_of_earlier_version(&self, duty: DutyId, at: Timestamp) -> bool {
        let owed = self.owed_decision(duty).expect("an owed decision");
        self.is_about(duty) && at < self.obligations[owed].opened
    }

    fn is_about(&self, duty: DutyId) -> bool {
        self.decision(duty).is_some_and(|decision| decision.about.is_some())
    }

    /// Whether a duty waits for something before it opens.
    pub(super) fn waits(&self, duty: DutyId) -> bool {
        self.hir.duties[duty].when.is_some() || self.is_about(duty)
    }

    /// Whether what it waits for is so; a document that is not there yet may come.
    pub(super) fn may_open(&self, duty: DutyId) -> Truth {
        let when = self.hir.duties[duty].when.as_ref();
        let when = when.map_or(Truth::True, |when| eval::truth(self, when));
        let missing = self.is_about(duty) && self.version(duty).is_none();
        if missing && !when.is_false() { Truth::Unknown } else { when }
    }

    /// Opens a decision anew whose document has another version than it was asked about.
    pub(super) fn ask_again(&mut self, duty: DutyId) {
        let version = self.version(duty);
        let scope = self.hir.duties[duty].scope;
        let outdated = self.latest(duty).into_iter().any(|no| {
            let obligation = &self.obligations[no];
            let withdrawn = matches!(obligation.status, Status::Withdrawn(_));
            !withdrawn
                && Some(obligation.visit) == self.visit_id(scope)
                && obligation.about != version
        });
        if self.is_about(duty) && version.is_some() && outdated && self.may_open(duty).is_true() {
            self.open_anew(duty, Withdrawal::Version);
        }
    }
}
