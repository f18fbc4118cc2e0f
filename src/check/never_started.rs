//! A handover or process that nothing starts.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::machine::id::ChartId;
use crate::machine::playbook::Action;
use crate::text;

use super::context::{Context, scope_called};

/// A handover or process that nothing starts.
pub(crate) static CODE: Code = Code {
    id: "D0628",
    name: "never-started",
    level: Level::Error,
    page: include_str!("never_started.md"),
};

pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let hir = context.hir;
    let started = |id: ChartId| {
        let mut actions = context.actions.iter();
        actions.any(|it| matches!(it.action, Action::Start { chart, .. } if *chart == id))
    };
    for (id, chart) in hir.charts.iter().skip(1) {
        let Some(root) = hir.states.get(chart.root) else { continue };
        if started(id) || context.is_imported(root.at) || context.is_lost(&root.name) {
            continue;
        }
        let item = chart.item.and_then(|item| hir.items.get(item));
        let ((nl, en), name) = (scope_called(hir, root), &root.name);
        let item = item.map_or("ITEM", |item| item.name.as_str());
        found.push(
            Diagnostic::new(
                &CODE,
                root.at,
                text!(nl: "{nl} begint nooit", en: "{en} never starts"),
            )
            .help(text!(
                nl: "schrijf in een stap van het draaiboek `start {name} voor elke {item}`",
                en: "write `start {name} for every {item}` in a step of the playbook",
            )),
        );
    }
}
