//! The severity scale, and names of its levels.

use super::Resolver;
use super::fault::{lowering_beyond_scale, said_twice, short_scale, wrong_scale};
use super::kind::Kind;
use crate::machine::id::{Id, LevelId};
use crate::machine::playbook::{Level, LevelRule, Scale};
use crate::syntax::ast::{self, Declaration};

impl Resolver<'_> {
    /// The scale: levels, rules, who determines and who lowers.
    pub(super) fn severity(&mut self) {
        let Some(severity) = self.scale else { return };
        for declaration in self.declarations() {
            if let Declaration::Severity(other) = declaration
                && !std::ptr::eq(other, severity)
            {
                let (at, first) = (other.name.span, severity.name.span);
                self.report(said_twice::fault(self.first_word(other.span), at, first));
            }
        }
        let steps = severity.levels.len().saturating_sub(1);
        if steps < 1 && !self.is_faulty(severity.span) {
            self.report(short_scale::fault(&severity.name.text, severity.name.span));
        }
        let levels = severity.levels.iter();
        let levels = levels.map(|name| Level { name: name.text.clone(), at: name.span }).collect();
        let mut rules = Vec::with_capacity(severity.rules.len());
        for rule in &severity.rules {
            let level = self.id(Kind::Level, &rule.level);
            let when = self.condition(&rule.condition, true);
            let grounds = self.grounds_of(rule.grounds.as_ref());
            rules.push(LevelRule { level, when, grounds, at: rule.span });
        }
        let determined_by = self.roles_of(&severity.determined_by);
        let lowered = severity.lowered.as_ref();
        let lowered_by = lowered.map(|it| self.roles_of(&it.by)).unwrap_or_default();
        let at_most = lowered.and_then(|it| it.at_most.as_ref());
        if let Some(cap) = at_most
            && steps >= 1
            && (cap.value == 0 || usize::try_from(cap.value).is_ok_and(|cap| cap > steps))
        {
            self.report(lowering_beyond_scale::fault(cap.value, steps, cap.span));
        }
        self.hir.scale = Some(Scale {
            name: severity.name.text.clone(),
            levels,
            rules,
            determined_by,
            lowered_by,
            lowered_at_most: at_most.map(|cap| cap.value),
            at: severity.name.span,
        });
    }

    /// The level in `vanaf SCALE LEVEL`.
    pub(super) fn level(&mut self, reference: &ast::LevelRef) -> LevelId {
        let scale = self.scale.map(|scale| scale.name.text.as_str());
        let written = &reference.scale;
        if scale != Some(&written.text) {
            if !self.names.is_lost(&written.text) {
                self.report(wrong_scale::fault(&written.text, written.span, scale));
            }
            // One mistake: a level that is not found either was meant for the other scale.
            return match self.names.find(Kind::Level, &reference.level.text) {
                Some(symbol) => symbol.index.map_or(LevelId::MISSING, LevelId::new),
                None => LevelId::MISSING,
            };
        }
        self.id(Kind::Level, &reference.level)
    }
}
