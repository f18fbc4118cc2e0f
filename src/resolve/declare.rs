//! The first pass: every name is declared before any is looked up.

use super::Resolver;
use super::kind::Kind;
use super::plan::{Planned, PlannedRole};
use super::walk::{Event, walk};
use crate::machine::id::{ChartId, DutyId, Id, ItemId, SignalId, StateId};
use crate::machine::playbook::StateKind;
use crate::syntax::ast::{self, Declaration, Item, Member, ScopeKind, Statement};

/// How many entries the tables have so far of which no more need be known.
#[derive(Default)]
struct Counts {
    calendars: usize,
    grounds: usize,
    actions: usize,
    guarantees: usize,
}

/// The next number of a table.
fn next(count: &mut usize) -> usize {
    *count += 1;
    *count - 1
}

impl<'a> Resolver<'a> {
    /// Declares everything in the file: what is of the case, then what is of each kind of item,
    /// then what is of each handover and process.
    pub(super) fn declare_all(&mut self) {
        let mut counts = Counts::default();
        let file = self.file;
        let header = file.header.as_ref();
        let root =
            header.map_or(("", file.span), |header| (header.name.text.as_str(), header.name.span));
        let root = self.tree.begin(root);
        self.plan.charts.push((None, None));
        for item in &file.items {
            match item {
                Item::Declaration(declaration) => self.declaration(declaration, &mut counts),
                Item::Statement(statement) => {
                    self.declare_scope(std::slice::from_ref(statement), root, &mut counts);
                }
            }
        }
        self.declare_in_place(None);
        for declaration in self.declarations() {
            if let Declaration::Item(item) = declaration {
                self.declare_item(item, &mut counts);
            }
        }
        for declaration in self.declarations() {
            if let Declaration::Handover(handover) = declaration {
                self.declare_handover(handover, &mut counts);
            }
        }
        self.check_tree();
    }

    fn declaration(&mut self, declaration: &'a Declaration, counts: &mut Counts) {
        match declaration {
            Declaration::Use(_) => self.names.incomplete = true,
            Declaration::Calendar(it) => {
                if let Some(name) = &it.name {
                    self.declare(Kind::Calendar, name, next(&mut counts.calendars));
                }
            }
            Declaration::Ground(it) => {
                self.declare(Kind::Ground, &it.name, next(&mut counts.grounds));
            }
            Declaration::Role(it) => self.declare_role(it, None),
            Declaration::Fact(it) => self.declare_fact(&it.name, Planned::Stated(it), None),
            Declaration::Derived(it) => self.declare_fact(&it.name, Planned::Derived(it), None),
            Declaration::Table(it) => self.declare_fact(&it.name, Planned::Table(it), None),
            Declaration::Severity(it) => self.declare_scale(it),
            Declaration::Action(it) => {
                self.declare(Kind::HostAction, &it.name, next(&mut counts.actions));
            }
            // After everything of the case.
            Declaration::Item(_) | Declaration::Handover(_) => {}
        }
    }

    fn declare_fact(&mut self, name: &'a ast::Name, fact: Planned<'a>, item: Option<ItemId>) {
        let id = self.plan.facts.push((item, fact));
        self.declare(Kind::Fact, name, id.index());
    }

    /// A role; those from whom its holder is chosen are a role of their own.
    fn declare_role(&mut self, it: &'a ast::Role, item: Option<ItemId>) {
        let id = self.plan.roles.push((item, PlannedRole::Declared(it)));
        self.declare_twice(Kind::Role, &it.name, it.plural.as_ref(), id.index());
        if let Some(candidates) = &it.candidates {
            let id = self.plan.roles.push((item, PlannedRole::Candidates(candidates)));
            let plural = candidates.plural.as_ref();
            self.declare_twice(Kind::Role, &candidates.name, plural, id.index());
        }
    }

    /// Declares something by its singular and, where that is another word, its plural.
    fn declare_twice(
        &mut self,
        kind: Kind,
        name: &'a ast::Name,
        plural: Option<&'a ast::Name>,
        index: usize,
    ) {
        self.declare(kind, name, index);
        if let Some(plural) = plural.filter(|plural| plural.text != name.text) {
            self.declare(kind, plural, index);
        }
    }

    fn declare_scale(&mut self, severity: &'a ast::Severity) {
        if self.scale.is_some() {
            return;
        }
        self.scale = Some(severity);
        self.declare(Kind::Scale, &severity.name, 0);
        for (index, level) in severity.levels.iter().enumerate() {
            self.declare(Kind::Level, level, index);
        }
    }

    fn declare_item(&mut self, it: &'a ast::ItemType, counts: &mut Counts) {
        let id = self.plan.items.push(it);
        self.declare_twice(Kind::Item, &it.name, it.plural.as_ref(), id.index());
        let item = Some(id);
        for member in &it.members {
            match member {
                Member::Fact(it) => self.declare_fact(&it.name, Planned::Stated(it), item),
                Member::Derived(it) => self.declare_fact(&it.name, Planned::Derived(it), item),
                Member::Table(it) => self.declare_fact(&it.name, Planned::Table(it), item),
                Member::Role(it) => self.declare_role(it, item),
                Member::Holder(it) => {
                    let holding = self.plan.holdings.push((id, it));
                    if let Some(name) = &it.holding.name {
                        self.declare(Kind::Holding, name, holding.index());
                    }
                }
                Member::Guarantee(it) => {
                    self.declare(Kind::Guarantee, &it.name, next(&mut counts.guarantees));
                }
                Member::Register(_) | Member::Together(_) | Member::Fault(_) => {}
            }
        }
        self.declare_in_place(item);
    }

    /// Plans the dates that are computed in place: of the case wherever they stand, of an item in
    /// its handovers and processes.
    fn declare_in_place(&mut self, item: Option<ItemId>) {
        let mut dates = Vec::new();
        let mut note = |event: Event<'a>| {
            if let Event::Date(date) = event {
                dates.push(date);
            }
        };
        let file = self.file;
        for it in &file.items {
            match it {
                Item::Statement(statement) => walk(std::slice::from_ref(statement), &mut note),
                Item::Declaration(Declaration::Handover(it)) => walk(&it.body, &mut note),
                Item::Declaration(_) => {}
            }
        }
        for date in dates {
            self.plan_in_place(date, item);
        }
    }

    fn declare_handover(&mut self, it: &'a ast::Handover, counts: &mut Counts) {
        let item = self.names.find(Kind::Item, &it.item.text);
        if item.is_none() {
            self.unknown(Kind::Item, &[Kind::Item], &it.item);
        }
        let item = item.and_then(|item| item.index).map_or(ItemId::MISSING, ItemId::new);
        let chart = self.plan.charts.push((Some(item), Some(it)));
        self.declare(Kind::Handover, &it.name, chart.index());
        let root = self.tree.begin((&it.name.text, it.name.span));
        self.declare_scope(&it.body, root, counts);
    }

    fn declare_scope(&mut self, body: &'a [Statement], root: StateId, counts: &mut Counts) {
        let chart = self.tree.get(root).map_or(ChartId::MISSING, |root| root.chart);
        let mut stack = vec![root];
        walk(body, &mut |event| {
            let parent = stack.last().copied().unwrap_or(root);
            match event {
                Event::Enter(scope) => {
                    let kind = match scope.kind {
                        ScopeKind::Phase => StateKind::Phase,
                        ScopeKind::Track => StateKind::Track,
                        ScopeKind::Step => StateKind::Step,
                    };
                    stack.push(self.declare_state(&scope.name, kind, parent, scope.begin));
                }
                Event::Leave => {
                    stack.pop();
                }
                Event::End(end) => {
                    self.declare_state(&end.name, StateKind::End, parent, None);
                }
                Event::Task(task) => {
                    let id: DutyId = self.plan.duties.push((chart, None));
                    self.declare(Kind::Task, &task.name, id.index());
                }
                Event::Decision(decision) => {
                    let id: DutyId = self.plan.duties.push((chart, Some(decision)));
                    self.declare(Kind::Decision, &decision.name, id.index());
                }
                Event::Call(call) => {
                    let id: DutyId = self.plan.duties.push((chart, None));
                    self.plan.calls.push((id, &call.action.text));
                }
                Event::Signal(it) => {
                    let id: SignalId = self.plan.signals.push(chart);
                    self.declare(Kind::Signal, &it.name, id.index());
                }
                Event::Guarantee(it) => {
                    self.declare(Kind::Guarantee, &it.name, next(&mut counts.guarantees));
                }
                Event::Deadline => self.tree.set_deadline(parent),
                Event::Date(_) => {}
            }
        });
    }

    fn declare_state(
        &mut self,
        name: &'a ast::Name,
        kind: StateKind,
        parent: StateId,
        begin: Option<crate::span::Span>,
    ) -> StateId {
        let id = self.tree.push((&name.text, name.span), kind, parent, begin);
        self.declare(Kind::State, name, id.index());
        id
    }
}
