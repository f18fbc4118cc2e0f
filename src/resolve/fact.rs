//! Facts: their types, defaults and who may see them.

use super::Resolver;
use super::derived::Computed;
use super::expression::unit;
use super::fault::{duplicate_name, type_mismatch};
use super::fit::{missing, words};
use super::header::text;
use super::item::About;
use super::kind::Kind;
use super::plan::Planned;
use crate::hir::{Expr, ExprKind, Ty};
use crate::machine::id::{FactId, RoleId};
use crate::machine::playbook::{Derivation, Fact, Scaled};
use crate::span::Span;
use crate::syntax::ast::{self, TypeKind};
use crate::value::{Type, Value};

impl<'a> Resolver<'a> {
    /// All facts; then those that are computed, each after what it is computed from.
    pub(super) fn facts(&mut self) {
        let planned: Vec<_> = self.plan.facts.iter().map(|(id, it)| (id, *it)).collect();
        let mut derived = Vec::new();
        for &(id, (item, planned)) in &planned {
            match planned {
                Planned::Stated(it) => self.about(About::of(item), |this| this.fact(it)),
                Planned::Derived(it) => {
                    self.placeholder(it.name.text.clone(), text(it.title.as_ref()), it.name.span);
                    derived.push((id, Computed::Derived(it)));
                }
                Planned::Table(it) => {
                    self.placeholder(it.name.text.clone(), text(it.title.as_ref()), it.name.span);
                    derived.push((id, Computed::Table(it)));
                }
                Planned::InPlace(it) => {
                    let name = self.name_in_place(it).unwrap_or_default();
                    self.placeholder(name, None, it.span);
                }
            }
        }
        // Defaults wait until every fact has its type, so that a name in one is told apart.
        for (id, (_, planned)) in planned {
            if let Planned::Stated(it) = planned {
                self.default(id, it);
            }
        }
        self.derive(&derived);
    }

    fn fact(&mut self, it: &'a ast::Fact) {
        let ty = self.ty(&it.kind);
        let visible = it.visible.as_ref().map(|visible| self.visible(visible));
        self.hir.facts.push(Fact {
            name: it.name.text.clone(),
            title: text(it.title.as_ref()),
            ty,
            default: None,
            derived: None,
            personal: it.personal.is_some(),
            // Personal data is shown to nobody whom the playbook does not name.
            visible: visible.or(it.personal.map(|_| vec![])),
            item: self.about.item,
            at: it.name.span,
        });
    }

    /// Who sees a fact: each role once, in order of writing.
    fn visible(&mut self, written: &ast::Visible) -> Vec<Scaled<RoleId>> {
        let always = (None, &written.roles);
        let more = written.more.iter().map(|more| (Some(&more.from), &more.roles));
        let lists: Vec<_> = std::iter::once(always).chain(more).collect();
        let (mut names, mut found, mut sees) = (Vec::new(), Vec::new(), Vec::new());
        for (from, roles) in lists {
            let from = from.map(|from| self.level(from));
            for name in roles {
                let what = self.role(name);
                found.push(what);
                names.push(name.clone());
                sees.push(Scaled { from, what, at: name.span });
            }
        }
        let kept = self.once(&names, found);
        sees.retain(|line| kept.contains(&line.what));
        sees
    }

    /// A fact that gets its type and its expression later.
    fn placeholder(&mut self, name: String, title: Option<String>, at: Span) {
        let item = self.item_of(Kind::Fact, self.hir.facts.len());
        let id = self.hir.facts.push(Fact {
            name,
            title,
            ty: Type::Truth,
            default: None,
            derived: Some(Derivation::Expression(missing(at))),
            personal: false,
            visible: None,
            item,
            at,
        });
        self.untyped.insert(id);
    }

    pub(super) fn ty(&mut self, written: &'a ast::FactType) -> Type {
        match written.kind {
            TypeKind::YesNo => Type::Truth,
            TypeKind::Number => Type::Number,
            TypeKind::Count => Type::Count,
            TypeKind::Amount => Type::Amount,
            TypeKind::Percentage => Type::Percentage,
            TypeKind::Date => Type::Date,
            TypeKind::Instant => Type::Instant,
            TypeKind::Duration => Type::Duration(written.unit.map(|it| unit(it).smallest())),
            TypeKind::Text => Type::Text,
            TypeKind::Choice => Type::Choice(self.options(&written.choices)),
            TypeKind::Document => Type::Document,
        }
    }

    fn options(&mut self, written: &'a [ast::Name]) -> Vec<String> {
        let mut seen: std::collections::HashMap<&str, Span> = std::collections::HashMap::new();
        let mut options = Vec::with_capacity(written.len());
        for name in written {
            if let Some(&first) = seen.get(name.text.as_str()) {
                let kind = Kind::Choice;
                self.report(duplicate_name::fault(kind, &name.text, name.span, first));
                continue;
            }
            seen.insert(&name.text, name.span);
            options.push(name.text.clone());
        }
        options
    }

    fn default(&mut self, id: FactId, it: &'a ast::Fact) {
        let Some(written) = &it.default else { return };
        let expr = self.assigned(id, written);
        self.constant(&expr);
        let ExprKind::Literal(value) = expr.kind else { return };
        self.set_default(id, value);
    }

    fn set_default(&mut self, id: FactId, value: Value) {
        if let Some(fact) = self.hir.facts.get_mut(id) {
            fact.default = Some(value).filter(|value| value.ty_matches(&fact.ty));
        }
    }

    /// Gives a derived fact its expression and the type of it.
    pub(super) fn define(&mut self, id: FactId, value: Expr) {
        let ty = match &value.ty {
            Some(Ty::Value(ty)) => Some(ty.clone()),
            Some(level @ Ty::Level) => {
                let expected = ("een waarde van een gegeven", "a value of a fact");
                self.report(type_mismatch::fault(expected, words(level), value.span));
                None
            }
            None => None,
        };
        let Some(fact) = self.hir.facts.get_mut(id) else { return };
        fact.derived = Some(Derivation::Expression(value));
        if let Some(ty) = ty {
            fact.ty = ty;
            self.untyped.remove(&id);
        }
    }

    /// The type of a fact; `None` when it is missing or its expression has an error.
    pub(super) fn fact_ty(&self, id: FactId) -> Option<&Type> {
        if self.untyped.contains(&id) {
            return None;
        }
        self.hir.facts.get(id).map(|fact| &fact.ty)
    }
}
