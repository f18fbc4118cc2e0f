//! What several checks want to know of a playbook, worked out once.

use std::collections::BTreeSet;

use crate::hir::{Expr, Hir};
use crate::machine::graph::{self, Graph};
use crate::machine::id::{DutyId, HandlerId, Id, LevelId, SignalId, StateId, Table};
use crate::machine::playbook::{
    Chart, DateRef, Due, Duty, DutyKind, Handler, Outcome, State, StateKind, Target, Term, Trigger,
};
use crate::machine::visible::{Leak, Read, Visibility};
use crate::span::Span;
use crate::syntax::ast::File;

use super::visit::{self, Written};

/// A playbook with its graph and a few look-ups.
pub(super) struct Context<'h> {
    pub(super) hir: &'h Hir,
    pub(super) rules: super::rules::Rules<'h>,
    pub(super) graph: Graph,
    /// Whether every target was found; if not, nothing is said about what targets imply.
    pub(super) targets_known: bool,
    /// States that can be entered on the graph.
    pub(super) reached: Table<StateId, bool>,
    /// Every action with its place.
    pub(super) actions: Vec<Written<'h>>,
    /// Every written expression, outermost ones only.
    pub(super) exprs: Vec<&'h Expr>,
    /// Every place where a value would come before somebody who may not see it.
    pub(super) leaks: Vec<Leak<'h, Expr>>,
    pub(super) visibility: Visibility,
    depth: Table<StateId, u32>,
    /// By state: whether something in it could not be read.
    gaps: Table<StateId, bool>,
    /// Words of what could not be read.
    lost: BTreeSet<&'h str>,
    /// The main file: what lies behind it stands in a file that it uses.
    main: Span,
    /// By duty: whether a handler waits for its being overdue, or a condition reads it.
    heard_overdue: Table<DutyId, bool>,
}

impl<'h> Context<'h> {
    pub(super) fn new(hir: &'h Hir, file: &'h File) -> Self {
        let graph = graph::build(hir);
        let mut depth: Table<StateId, u32> = Table::new();
        for (_, state) in hir.states.iter() {
            let around = state.parent.and_then(|parent| depth.get(parent)).copied();
            depth.push(around.map_or(0, |depth| depth + 1));
        }
        let actions = visit::actions(hir);
        let exprs = visit::exprs(hir, &actions);
        let targets_known = visit::targets(hir, &actions).iter().all(|t| !t.state.is_missing());
        let heard_overdue = visit::heard_overdue(hir);
        let (reached, gaps, main) = (Table::new(), gaps(hir, file), file.span);
        let names = file.faults.iter().flat_map(|fault| &fault.names);
        let lost = names.map(|name| name.text.as_str()).collect();
        let reads = Read { all: &visit::facts, of_all: &visit::facts_of_all };
        let visibility = Visibility::new(hir, &reads);
        let leaks = visibility.leaks(hir, &reads);
        let mut context = Self {
            hir,
            rules: super::rules::Rules::new(hir),
            graph,
            targets_known,
            reached,
            actions,
            exprs,
            leaks,
            visibility,
            depth,
            gaps,
            lost,
            main,
            heard_overdue,
        };
        context.reached = super::reach::reached(&context);
        context
    }

    /// Whether a place lies in a file that the main file uses: what it declares is there for other
    /// playbooks too.
    pub(super) fn is_imported(&self, at: Span) -> bool {
        at.start > self.main.end
    }

    pub(super) fn state(&self, id: StateId) -> Option<&'h State<Expr>> {
        self.hir.states.get(id)
    }

    pub(super) fn duty(&self, id: DutyId) -> Option<&'h Duty<Expr>> {
        self.hir.duties.get(id)
    }

    pub(super) fn kind(&self, id: StateId) -> Option<StateKind> {
        self.state(id).map(|state| state.kind)
    }

    pub(super) fn name(&self, id: StateId) -> &'h str {
        self.state(id).map_or("", |state| state.name.as_str())
    }

    pub(super) fn level_name(&self, id: LevelId) -> &'h str {
        let scale = self.hir.scale.as_ref();
        scale.and_then(|scale| scale.levels.get(id)).map_or("", |level| level.name.as_str())
    }

    pub(super) fn signal_name(&self, id: SignalId) -> &'h str {
        self.hir.signals.get(id).map_or("", |signal| signal.name.as_str())
    }

    /// The state and those around it, inner first.
    pub(super) fn ancestors(&self, id: StateId) -> impl Iterator<Item = StateId> + use<'h> {
        let hir = self.hir;
        std::iter::successors(hir.states.get(id).map(|_| id), |&inner| {
            hir.states.get(inner)?.parent
        })
    }

    /// The same as states.
    pub(super) fn around(&self, id: StateId) -> impl Iterator<Item = &'h State<Expr>> + use<'h> {
        let hir = self.hir;
        self.ancestors(id).filter_map(|state| hir.states.get(state))
    }

    /// Whether `inner` lies in `outer` or is it.
    pub(super) fn within(&self, inner: StateId, outer: StateId) -> bool {
        let depth = |state| self.depth.get(state).copied().unwrap_or(0);
        let up = depth(inner).saturating_sub(depth(outer)) as usize;
        self.ancestors(inner).nth(up) == Some(outer)
    }

    /// The innermost state around both or one of them.
    pub(super) fn common(&self, a: StateId, b: StateId) -> Option<StateId> {
        self.ancestors(a).find(|&outer| self.within(b, outer))
    }

    /// The innermost composite state strictly around both: what a move between them leaves and
    /// enters lies inside it. As in the machine; the root of the first when there is none.
    pub(super) fn domain(&self, a: StateId, b: StateId) -> StateId {
        let strictly = |&outer: &StateId| {
            b != outer && self.within(b, outer) && self.kind(outer) != Some(StateKind::Parallel)
        };
        let root = || self.ancestors(a).last().unwrap_or(a);
        self.ancestors(a).skip(1).find(strictly).unwrap_or_else(root)
    }

    /// Handlers of one scope, in the order of writing.
    pub(super) fn handlers(
        &self,
        scope: StateId,
    ) -> impl Iterator<Item = (HandlerId, &'h Handler<Expr>)> + use<'h> {
        let hir = self.hir;
        let ids = hir.states.get(scope).map_or(&[][..], |state| &state.handlers);
        ids.iter().filter_map(|id| hir.handlers.get(*id).map(|handler| (*id, handler)))
    }

    /// Duties of one scope, in the order of writing.
    pub(super) fn duties(
        &self,
        scope: StateId,
    ) -> impl Iterator<Item = (DutyId, &'h Duty<Expr>)> + use<'h> {
        let hir = self.hir;
        let ids = hir.states.get(scope).map_or(&[][..], |state| &state.duties);
        ids.iter().filter_map(|id| hir.duties.get(*id).map(|duty| (*id, duty)))
    }

    /// Whether a handler fires on a duty's being overdue, or a handler's condition reads it.
    pub(super) fn is_watched(&self, id: DutyId, duty: &Duty<Expr>) -> bool {
        self.heard_overdue.get(id).copied().unwrap_or(true) || self.is_lost(&duty.name)
    }

    /// Whether a name occurs in what could not be read.
    pub(super) fn is_lost(&self, name: &str) -> bool {
        self.lost.contains(name)
    }

    /// Whether something in a state, or in what is around it, could not be read.
    pub(super) fn has_gap(&self, scope: StateId) -> bool {
        self.ancestors(scope).any(|outer| self.gaps.get(outer).copied().unwrap_or(false))
    }

    /// Whether `overdue` stands in the scope itself.
    pub(super) fn hears_overdue(&self, scope: StateId) -> bool {
        self.handlers(scope).any(|(_, handler)| matches!(handler.trigger, Trigger::Overdue))
    }

    /// Whether a duty of a scope opens on every entry of it.
    pub(super) fn is_certain(&self, duty: &Duty<Expr>) -> bool {
        let about = matches!(&duty.kind, DutyKind::Decision(d) if d.about.is_some());
        !duty.by_action && duty.when.is_none() && !about && is_lowest(duty.from)
    }
}

/// By state: whether a lost stretch lies in it, as far as places tell: in the last state of the
/// main file that begins before it, and in what is around that. The root is left out.
fn gaps(hir: &Hir, file: &File) -> Table<StateId, bool> {
    let mut gaps: Table<StateId, bool> = hir.states.ids().map(|_| false).collect();
    let here = |at: Span| at.start <= file.span.end;
    let states = hir.states.iter().skip(1).filter(|(_, state)| here(state.at));
    let mut states: Vec<_> = states.map(|(id, state)| (state.at.start, id)).collect();
    // A handover may be written before what is of the case.
    states.sort_unstable();
    for fault in file.faults.iter().filter(|fault| here(fault.span)) {
        let before = states.partition_point(|(start, _)| *start < fault.span.start);
        let last = before.checked_sub(1).and_then(|last| states.get(last));
        let mut scope = last.map(|(_, id)| *id);
        while let Some(id) = scope.filter(|id| id.index() > 0) {
            if let Some(gap) = gaps.get_mut(id) {
                *gap = true;
            }
            scope = hir.states.get(id).and_then(|state| state.parent);
        }
    }
    gaps
}

/// Whether `from` holds at every level.
pub(super) fn is_lowest(from: Option<LevelId>) -> bool {
    from.is_none_or(|level| level.index() == 0 || level.is_missing())
}

/// Whether a duty must be finished before its scope is done.
pub(super) fn is_mandatory(duty: &Duty<Expr>) -> bool {
    match &duty.kind {
        DutyKind::Task(task) => !task.optional && task.every.is_none(),
        DutyKind::Decision(_) | DutyKind::Call(_) => true,
    }
}

/// Whether something must have happened with a duty by some instant. One without a term was
/// reported for that, and counts as if it had one.
pub(super) fn can_be_overdue(duty: &Duty<Expr>) -> bool {
    let optional = matches!(&duty.kind, DutyKind::Task(task) if task.optional);
    !optional
}

/// Whether missing a duty makes its scope overdue: not when `no answer` answers it.
pub(super) fn makes_overdue(duty: &Duty<Expr>) -> bool {
    let answered = matches!(&duty.kind, DutyKind::Decision(d) if d.no_answer.is_some());
    can_be_overdue(duty) && !answered
}

/// Whether a term always has a due instant: some part applies whatever the case. One without
/// parts was not understood.
pub(super) fn is_bounded(term: &Term<Expr>) -> bool {
    let literal = |date: &DateRef| date.fact().is_none();
    term.parts.is_empty()
        || term.parts.iter().any(|part| {
            let known = match &part.due {
                Due::Within { after, .. } => after.is_none(),
                Due::By(date) | Due::Before(_, date) | Due::After(_, date) => literal(date),
                Due::SameDay => true,
            };
            known && part.when.is_none() && is_lowest(part.from)
        })
}

/// Outcomes of a decision, silence last.
pub(super) fn outcomes(duty: &Duty<Expr>) -> impl Iterator<Item = &Outcome<Expr>> {
    let decision = match &duty.kind {
        DutyKind::Decision(decision) => Some(decision),
        DutyKind::Task(_) | DutyKind::Call(_) => None,
    };
    decision.into_iter().flat_map(|decision| decision.outcomes.iter().chain(&decision.no_answer))
}

/// A target and what follows when its limit is used up.
pub(super) fn chain(target: Option<&Target>) -> impl Iterator<Item = &Target> {
    std::iter::successors(target, |target| target.limit.as_ref()?.then.as_deref())
}

/// What a duty is called, in both languages: `taak `x``, `task `x``.
pub(super) fn called(duty: &Duty<Expr>) -> (String, String) {
    let name = &duty.name;
    match duty.kind {
        DutyKind::Task(_) => (format!("taak `{name}`"), format!("task `{name}`")),
        DutyKind::Decision(_) => (format!("besluit `{name}`"), format!("decision `{name}`")),
        DutyKind::Call(_) => (format!("actie `{name}`"), format!("action `{name}`")),
    }
}

/// What a state is called, in both languages.
pub(super) fn scope_called(hir: &Hir, state: &State<Expr>) -> (String, String) {
    let mut charts = hir.charts.as_slice().iter();
    let own = |chart: &&Chart| hir.states.get(chart.root).is_some_and(|root| root.at == state.at);
    let (nl, en) = match state.kind {
        StateKind::Root => match charts.find(own) {
            Some(Chart { moves_care: true, .. }) => ("overdracht", "handover"),
            Some(Chart { item: Some(_), .. }) => ("traject", "process"),
            _ => ("draaiboek", "playbook"),
        },
        StateKind::Phase | StateKind::Parallel => ("fase", "phase"),
        StateKind::Track => ("spoor", "track"),
        StateKind::Step => ("stap", "step"),
        StateKind::End => ("einde", "end"),
    };
    let name = &state.name;
    (format!("{nl} `{name}`"), format!("{en} `{name}`"))
}

/// Puts findings in the order of the text.
pub(super) fn sort_key(finding: &crate::diagnostic::Diagnostic) -> (Span, &'static str) {
    (finding.span, finding.code.id)
}
