//! Names of a scenario looked up in the playbook.

use super::Planner;
use crate::machine::id::{
    ActionId, DutyId, FactId, GroundId, GuaranteeId, LevelId, RoleId, StateId,
};
use crate::resolve::nearest;
use crate::scenario::fault::unknown_in_scenario::{Thing, unknown_name};
use crate::syntax::ast::Name;

impl Planner<'_> {
    /// Reports a name that is not there, unless that is what the scenario is about.
    pub(super) fn unknown<'n>(
        &mut self,
        thing: Thing,
        name: &Name,
        known: impl Iterator<Item = &'n str>,
    ) {
        // What could not be read may have enrolled it.
        let unread = matches!(thing, Thing::Item) && self.unread.contains(name.text.as_str());
        if !self.lenient && !unread {
            let near = nearest(&name.text, known);
            self.found.push(unknown_name(name.span, thing, &name.text, near));
        }
    }

    /// Whether this is the name of an item, and of no fact.
    pub(super) fn is_item(&self, name: &Name) -> bool {
        let enrolled = self.items.iter().any(|(_, id, _)| *id == name.text);
        let known = enrolled || self.unread.contains(name.text.as_str());
        known && self.machine.fact(&name.text).is_none() && !self.lenient
    }

    pub(super) fn role(&mut self, name: &Name) -> Option<RoleId> {
        let role = self.machine.role(&name.text);
        if role.is_none() {
            let roles = self.machine.playbook().roles.as_slice();
            let names = roles.iter().flat_map(|role| role.plural.iter().chain([&role.name]));
            self.unknown(Thing::Role, name, names.map(String::as_str));
        }
        role
    }

    pub(super) fn fact(&mut self, name: &Name) -> Option<FactId> {
        let fact = self.machine.fact(&name.text);
        if fact.is_none() {
            let facts = self.machine.playbook().facts.as_slice();
            self.unknown(Thing::Fact, name, facts.iter().map(|fact| &*fact.name));
        }
        fact
    }

    pub(super) fn signal(&mut self, name: &Name) -> bool {
        let known = self.machine.signal(&name.text).is_some();
        if !known {
            let signals = self.machine.playbook().signals.as_slice();
            self.unknown(Thing::Signal, name, signals.iter().map(|signal| &*signal.name));
        }
        known
    }

    pub(super) fn task(&mut self, name: &Name) -> Option<DutyId> {
        let task = self.machine.task(&name.text);
        if task.is_none() {
            self.unknown(Thing::Task, name, self.machine.tasks());
        }
        task
    }

    pub(super) fn decision(&mut self, name: &Name) -> Option<DutyId> {
        let decision = self.machine.decision(&name.text);
        if decision.is_none() {
            self.unknown(Thing::Decision, name, self.machine.decisions());
        }
        decision
    }

    pub(super) fn action(&mut self, name: &Name) -> Option<ActionId> {
        let action = self.machine.action(&name.text);
        if action.is_none() {
            let actions = self.machine.playbook().actions.as_slice();
            self.unknown(Thing::Action, name, actions.iter().map(|action| &*action.name));
        }
        action
    }

    pub(super) fn state(&mut self, name: &Name) -> Option<StateId> {
        let state = self.machine.state(&name.text);
        if state.is_none() {
            let states = self.machine.playbook().states.as_slice();
            self.unknown(Thing::State, name, states.iter().map(|state| &*state.name));
        }
        state
    }

    pub(super) fn level(&mut self, name: &Name) -> Option<LevelId> {
        let level = self.machine.level(&name.text);
        if level.is_none() {
            let scale = self.machine.playbook().scale.as_ref();
            let levels = scale.into_iter().flat_map(|scale| scale.levels.as_slice());
            self.unknown(Thing::Level, name, levels.map(|level| &*level.name));
        }
        level
    }

    /// Whether the name is the scale's.
    pub(super) fn is_scale(&self, name: &Name) -> bool {
        self.machine.playbook().scale.as_ref().is_some_and(|scale| scale.name == name.text)
    }

    pub(super) fn scale(&mut self, name: &Name) {
        if !self.is_scale(name) {
            let scale = self.machine.playbook().scale.iter();
            self.unknown(Thing::Scale, name, scale.map(|scale| &*scale.name));
        }
    }

    pub(super) fn ground(&mut self, name: &Name) -> Option<GroundId> {
        let grounds = &self.machine.playbook().grounds;
        let found = grounds.iter().find(|(_, ground)| ground.name == name.text);
        if found.is_none() {
            let names = grounds.as_slice().iter().map(|ground| &*ground.name);
            self.unknown(Thing::Ground, name, names);
        }
        found.map(|(ground, _)| ground)
    }

    pub(super) fn guarantee(&mut self, name: &Name) -> Option<GuaranteeId> {
        let guarantee = self.machine.guarantee(&name.text);
        if guarantee.is_none() {
            let guarantees = self.machine.playbook().guarantees.as_slice();
            self.unknown(Thing::Guarantee, name, guarantees.iter().map(|one| &*one.name));
        }
        guarantee
    }
}
