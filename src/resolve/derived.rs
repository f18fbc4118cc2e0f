//! Derived facts: each after those it is computed from, and none from itself.

use std::collections::HashMap;

use super::Resolver;
use super::fault::derived_cycle;
use super::item::About;
use super::kind::Kind;
use crate::machine::id::{FactId, Id};
use crate::syntax::ast::{self, Expr, ExprKind, Name};

/// Where a derived fact is in the search for an order.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    New,
    Open,
    Done,
}

/// A fact that is computed, as written.
#[derive(Clone, Copy)]
pub(super) enum Computed<'a> {
    Derived(&'a ast::Derived),
    Table(&'a ast::Table),
}

impl<'a> Computed<'a> {
    fn name(self) -> &'a Name {
        match self {
            Self::Derived(it) => &it.name,
            Self::Table(it) => &it.name,
        }
    }

    fn exprs(self) -> impl Iterator<Item = &'a Expr> {
        let (value, rows) = match self {
            Self::Derived(it) => (Some(&it.value), [].as_slice()),
            Self::Table(it) => (None, it.rows.as_slice()),
        };
        let rows = rows.iter().flat_map(|row| [Some(&row.value), row.condition.as_ref()]);
        value.into_iter().chain(rows.flatten())
    }
}

impl<'a> Resolver<'a> {
    /// Resolves derived facts in an order in which types are known before they are needed.
    pub(super) fn derive(&mut self, derived: &[(FactId, Computed<'a>)]) {
        for index in self.in_order(derived) {
            if let Some((id, computed)) = derived.get(index) {
                self.derive_one(*id, *computed);
            }
        }
    }

    fn derive_one(&mut self, id: FactId, computed: Computed<'a>) {
        let about = About::of(self.item_of(Kind::Fact, id.index()));
        self.reads_wide = false;
        self.about(about, |this| match computed {
            Computed::Derived(it) => {
                let watched = std::mem::replace(&mut this.watched, true);
                let value = this.expr(&it.value, None);
                this.watched = watched;
                this.define(id, value);
            }
            Computed::Table(it) => this.table(id, it),
        });
        if self.reads_wide {
            self.wide.insert(id);
        }
    }

    /// Depth-first, without recursion: a chain of derived facts may be long.
    fn in_order(&mut self, derived: &[(FactId, Computed<'a>)]) -> Vec<usize> {
        let position: HashMap<FactId, usize> =
            derived.iter().enumerate().map(|(index, (id, _))| (*id, index)).collect();
        let needs: Vec<Vec<usize>> = derived
            .iter()
            .map(|(_, it)| {
                let mut names = Vec::new();
                it.exprs().for_each(|expr| names_in(expr, &mut names));
                let fact = |name: &&Name| self.names.get(Kind::Fact, &name.text)?.index;
                let ids = names.iter().filter_map(fact);
                ids.filter_map(|index| position.get(&FactId::new(index)).copied()).collect()
            })
            .collect();
        let mut marks = vec![Mark::New; derived.len()];
        let mut order = Vec::with_capacity(derived.len());
        for start in 0..derived.len() {
            if marks.get(start) != Some(&Mark::New) {
                continue;
            }
            let mut path = vec![(start, 0)];
            set(&mut marks, start, Mark::Open);
            while let Some((node, edge)) = path.last_mut() {
                let node = *node;
                let Some(&need) = needs.get(node).and_then(|needs| needs.get(*edge)) else {
                    set(&mut marks, node, Mark::Done);
                    order.push(node);
                    path.pop();
                    continue;
                };
                *edge += 1;
                match marks.get(need) {
                    Some(Mark::New) => {
                        set(&mut marks, need, Mark::Open);
                        path.push((need, 0));
                    }
                    Some(Mark::Open) => self.cycle(derived, &path, need),
                    _ => {}
                }
            }
        }
        order
    }

    /// Reports the facts on the path from `need` on, which lead back to it.
    fn cycle(&mut self, derived: &[(FactId, Computed<'a>)], path: &[(usize, usize)], need: usize) {
        let on_cycle = path.iter().map(|(node, _)| *node).skip_while(|node| *node != need);
        let names = on_cycle.chain([need]).filter_map(|node| derived.get(node));
        let chain: Vec<&str> = names.map(|(_, it)| it.name().text.as_str()).collect();
        if let Some((_, first)) = derived.get(need) {
            self.report(derived_cycle::fault(&chain, first.name().span));
        }
    }
}

fn set(marks: &mut [Mark], index: usize, mark: Mark) {
    if let Some(slot) = marks.get_mut(index) {
        *slot = mark;
    }
}

/// Every name in an expression that could be a fact.
fn names_in<'e>(expr: &'e Expr, names: &mut Vec<&'e Name>) {
    let mut all = |list: &'e [Expr]| list.iter().for_each(|expr| names_in(expr, names));
    match &expr.kind {
        ExprKind::Or(list)
        | ExprKind::And(list)
        | ExprKind::Earliest(list)
        | ExprKind::Latest(list) => all(list),
        ExprKind::OneOf(it) => {
            all(&it.choices);
            names_in(&it.value, names);
        }
        ExprKind::Not(inner) | ExprKind::Negative(inner) | ExprKind::Known(inner) => {
            names_in(inner, names);
        }
        ExprKind::Compare(it) => {
            names_in(&it.left, names);
            names_in(&it.right, names);
        }
        ExprKind::Between(it) => {
            names_in(&it.value, names);
            names_in(&it.low, names);
            names_in(&it.high, names);
        }
        ExprKind::Sum(chain) | ExprKind::Product(chain) => {
            names_in(&chain.first, names);
            chain.rest.iter().for_each(|link| names_in(&link.operand, names));
        }
        ExprKind::Age(it) => {
            names_in(&it.born, names);
            it.on.iter().for_each(|on| names_in(on, names));
        }
        ExprKind::InARow(it) => names_in(&it.condition, names),
        ExprKind::Quantified(it) => names_in(&it.body, names),
        ExprKind::Count(it) => it.only.iter().for_each(|only| names_in(only, names)),
        ExprKind::Name(name) => names.push(name),
        _ => {}
    }
}
