//! What runs for items, counted apart from what runs for the case.

use draaiboek::engine::EffectKind;
use draaiboek::hir::{Expr, Hir};
use draaiboek::machine::id::{HandlerId, Id, StateId};
use draaiboek::machine::playbook::{Action, DutyKind, StateKind, Trigger};

use super::variant;
use crate::many::Counts;

impl Counts {
    /// Something happened in a chart of an item.
    pub(super) fn effect_of_item(&mut self, hir: &Hir, effect: &EffectKind) {
        self.count("of an item", variant(effect));
        match effect {
            EffectKind::Entered(state) if hir.states[*state].kind != StateKind::Root => {
                self.count("entered of an item", variant(&hir.states[*state].kind));
            }
            EffectKind::Violated(guarantee) => {
                let property = &hir.guarantees[*guarantee].property;
                self.count("violated of an item", variant(property));
            }
            EffectKind::Opened { duty, .. } => {
                let declared = &hir.duties[*duty];
                let recurring = match &declared.kind {
                    DutyKind::Task(task) => task.every.is_some(),
                    _ => false,
                };
                let marks = [
                    ("recurring", recurring),
                    ("by action", declared.by_action),
                    ("condition", declared.when.is_some()),
                    ("level", declared.from.is_some()),
                ];
                let marks = marks.iter().filter(|mark| mark.1);
                marks.for_each(|mark| self.count("opened of an item", mark.0));
            }
            _ => {}
        }
    }

    /// A state was entered by which something starts for items.
    pub(super) fn entered_with_start(&mut self, hir: &Hir, state: StateId) {
        if hir.states[state].entry.iter().any(is_start) {
            self.count("start", "on entry");
        }
    }

    /// A handler fired: in a chart of an item, or when everything that was started is done.
    pub(super) fn fired_about_items(&mut self, hir: &Hir, id: HandlerId) {
        let handler = &hir.handlers[id];
        if is_of_item(hir, handler.scope) {
            self.count("trigger of an item", variant(&handler.trigger));
            if let Some(target) = &handler.target {
                self.count("target of an item", variant(&target.kind));
            }
        }
        let scope = &hir.states[handler.scope];
        if handler.trigger == Trigger::Done {
            let mut handlers = scope.handlers.iter().map(|it| &hir.handlers[*it]);
            if scope.entry.iter().any(is_start) {
                self.count("done over", "what starts on entry");
            } else if handlers.any(|handler| handler.actions.iter().any(is_start)) {
                self.count("done over", "what a handler starts");
            }
        }
    }
}

fn is_start(action: &Action<Expr>) -> bool {
    matches!(action, Action::Start { .. })
}

/// Whether a state stands in a handover or process.
fn is_of_item(hir: &Hir, state: StateId) -> bool {
    let mut root = state;
    while let Some(parent) = hir.states[root].parent {
        root = parent;
    }
    root.index() > 0
}
