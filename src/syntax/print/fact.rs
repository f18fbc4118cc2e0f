//! Facts, derived facts, tables and the severity scale.

use super::Printer;
use crate::syntax::ast::{
    Derived, Fact, FactType, HitPolicy, LevelRef, Severity, Table, TypeKind, Visible,
};
use crate::syntax::grammar::Rule;

impl Printer<'_> {
    pub(super) fn fact(&mut self, fact: &Fact) {
        self.line(fact.span, &fact.docs);
        self.k(Rule::kw_fact);
        self.name(&fact.name);
        self.t(":");
        self.fact_type(&fact.kind);
        self.title(fact.title.as_ref());
        if let Some(default) = &fact.default {
            self.k(Rule::kw_is);
            self.expr(default);
        }
        if fact.personal.is_some() {
            self.ck(Rule::kw_personal);
        }
        if let Some(visible) = &fact.visible {
            self.visible(visible);
        }
    }

    fn visible(&mut self, visible: &Visible) {
        self.ck(Rule::kw_visible_to);
        self.names(&visible.roles, Rule::kw_and);
        for more in &visible.more {
            self.p(",");
            self.level_ref(&more.from);
            self.names(&more.roles, Rule::kw_and);
        }
    }

    pub(super) fn level_ref(&mut self, level: &LevelRef) {
        self.k(Rule::kw_from);
        self.name(&level.scale);
        self.name(&level.level);
    }

    pub(super) fn fact_type(&mut self, kind: &FactType) {
        self.k(match kind.kind {
            TypeKind::YesNo => Rule::kw_type_yes_no,
            TypeKind::Number => Rule::kw_type_number,
            TypeKind::Count => Rule::kw_type_count,
            TypeKind::Amount => Rule::kw_type_amount,
            TypeKind::Percentage => Rule::kw_type_percentage,
            TypeKind::Date => Rule::kw_type_date,
            TypeKind::Instant => Rule::kw_type_instant,
            TypeKind::Duration => Rule::kw_type_duration,
            TypeKind::Text => Rule::kw_type_text,
            TypeKind::Choice => Rule::kw_type_choice,
            TypeKind::Document => Rule::kw_type_document,
        });
        for (position, choice) in kind.choices.iter().enumerate() {
            if position > 0 {
                self.p(",");
            }
            self.name(choice);
        }
    }

    pub(super) fn derived(&mut self, derived: &Derived) {
        self.line(derived.span, &derived.docs);
        self.k(Rule::kw_derived);
        self.name(&derived.name);
        self.title(derived.title.as_ref());
        self.k(Rule::kw_is);
        self.expr(&derived.value);
    }

    pub(super) fn table(&mut self, table: &Table) {
        self.line(table.span, &table.docs);
        self.k(Rule::kw_table);
        self.name(&table.name);
        if let Some(kind) = &table.kind {
            self.t(":");
            self.fact_type(kind);
        }
        self.title(table.title.as_ref());
        self.k(match table.policy {
            HitPolicy::First => Rule::kw_first,
            HitPolicy::Unique => Rule::kw_unique,
            HitPolicy::Highest => Rule::kw_highest,
        });
        self.block(&table.rows, table.span.end, |p, row| {
            p.line(row.span, &[]);
            p.sum(&row.value);
            match &row.condition {
                Some(condition) => {
                    p.k(Rule::kw_if);
                    p.expr(condition);
                }
                None => p.k(Rule::kw_otherwise),
            }
        });
    }

    pub(super) fn severity(&mut self, severity: &Severity) {
        self.line(severity.span, &severity.docs);
        self.k(Rule::kw_severity);
        self.name(&severity.name);
        self.title(severity.title.as_ref());
        self.t("{");
        self.depth += 1;
        if let Some(first) = severity.levels.first() {
            self.line(first.span, &[]);
        }
        for (position, level) in severity.levels.iter().enumerate() {
            if position > 0 {
                self.t("<");
            }
            self.name(level);
        }
        for rule in &severity.rules {
            self.line(rule.span, &[]);
            self.name(&rule.level);
            self.k(Rule::kw_if);
            self.expr(&rule.condition);
            if let Some(grounds) = &rule.grounds {
                self.p(",");
                self.grounds(grounds);
            }
        }
        if let Some(first) = severity.determined_by.first() {
            self.line(first.span, &[]);
            self.k(Rule::kw_determined_by);
            self.names(&severity.determined_by, Rule::kw_or);
        }
        if let Some(lowered) = &severity.lowered {
            self.line(lowered.span, &[]);
            self.k(Rule::kw_lowered_by);
            self.names(&lowered.by, Rule::kw_or);
            if let Some(at_most) = &lowered.at_most {
                self.ck(Rule::kw_at_most);
                self.count(at_most);
                self.k(Rule::kw_at_a_time);
            }
        }
        self.comments_before(severity.span.end);
        self.newline();
        self.depth -= 1;
        self.t("}");
    }
}
