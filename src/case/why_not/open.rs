//! What opens and ends tasks and decisions, and what keeps a scope from being done.

use super::about::About;
use super::need::condition;
use super::{Missing, Need, Way};
use crate::engine::{self, ObligationNo, Status};
use crate::machine::handler::Action;
use crate::machine::id::{DutyId, StateId};
use crate::machine::playbook::{DutyKind, StateKind};

impl About<'_> {
    /// What keeps an active scope from being done.
    pub(super) fn unfinished(self, scope: StateId) -> Vec<Need> {
        let mut parts = self.unended(scope);
        for duty in engine::unfinished(self.machine(), self.state(), self.item, scope) {
            match self.all_owed(duty) {
                Some(owed) => parts.push(owed),
                None => parts.extend(self.closed_duty(duty)),
            }
        }
        let states = &self.playbook().states;
        let Some(state) = states.get(scope) else { return parts };
        let is_end = |id: &&StateId| states.get(**id).is_some_and(|it| it.kind == StateKind::End);
        match state.kind {
            StateKind::Step | StateKind::End => {}
            StateKind::Parallel => {
                parts.extend(state.children.iter().flat_map(|track| self.unfinished(*track)));
            }
            StateKind::Root | StateKind::Phase | StateKind::Track => {
                let ends = || state.children.iter().filter(is_end);
                if !ends().any(|end| self.is_active(*end)) {
                    let ends = ends().map(|end| Need::one(self.elsewhere(*end))).collect();
                    parts.extend(Need::some(ends, Need::Any));
                }
            }
        }
        parts
    }

    /// What a duty needs to open.
    pub(super) fn ways_to_open(self, duty: DutyId) -> Vec<Way> {
        let declared = &self.playbook().duties[duty];
        let by = self.because(declared.at, |words| words.duty(duty));
        let needs = if self.is_active(declared.scope) {
            Need::all(self.closed_duty(duty)).unwrap_or(Need::one(self.never(declared.at)))
        } else {
            Need::one(self.elsewhere(declared.scope))
        };
        vec![Way { by, needs }]
    }

    /// What a duty that is not open in an active scope waits for.
    fn closed_duty(self, duty: DutyId) -> Vec<Need> {
        let playbook = self.playbook();
        let declared = &playbook.duties[duty];
        let mut parts = Vec::new();
        if declared.by_action {
            let openers = self.openers(duty);
            parts.extend(Need::some(openers, Need::Any));
        }
        parts.extend(self.conditions(duty));
        parts
    }

    /// That it is not open, and what it waits for, but for what opens it.
    pub(super) fn to_open(self, duty: DutyId) -> Need {
        let mut parts = vec![Need::one(self.not_open(duty))];
        if self.ended(duty).is_none() {
            parts.extend(self.conditions(duty));
        }
        Need::some(parts, Need::All).unwrap_or(Need::All(vec![]))
    }

    fn conditions(self, duty: DutyId) -> Vec<Need> {
        let declared = &self.playbook().duties[duty];
        let mut parts = Vec::new();
        let level = declared.from.filter(|from| *from > self.state().level());
        parts.extend(level.map(|level| Need::one(self.level_missing(level, declared.at))));
        if let DutyKind::Decision(decision) = &declared.kind
            && let Some(about) = decision.about
            && self.value(about).is_none()
        {
            parts.push(Need::one(self.fact(about)));
        }
        parts.extend(declared.when.and_then(|when| condition(self, declared.at, when)));
        parts
    }

    /// What opens a duty that is written in an action block.
    fn openers(self, duty: DutyId) -> Vec<Need> {
        let ways = self.doing(|action| matches!(action, Action::Open(opened) if *opened == duty));
        ways.into_iter().map(|(_, way)| way.needs).collect()
    }

    /// What ends obligations that are owed.
    pub(super) fn ways_to_end(self, owed: &[ObligationNo]) -> Vec<Way> {
        let each = owed.iter().filter_map(|&no| {
            let obligation = self.state().obligation(no)?;
            let at = self.playbook().duties.get(obligation.duty)?.at;
            let by = self.because(at, |words| words.duty(obligation.duty));
            Some(Way { by, needs: Need::one(self.outstanding(no, obligation)) })
        });
        each.collect()
    }

    /// When the first owed instance of a duty is due; `None` when none is owed.
    pub(super) fn when_due(self, duty: DutyId) -> Option<Missing> {
        let instances = self.instances(duty);
        let open = instances.filter(|(_, obligation)| obligation.status == Status::Open);
        let dues: Vec<_> = open.map(|(_, obligation)| obligation.due).collect();
        let at = self.playbook().duties.get(duty)?.at;
        if dues.is_empty() {
            return None;
        }
        Some(self.instant(dues.into_iter().flatten().map(|due| due.instant).min(), at))
    }
}
