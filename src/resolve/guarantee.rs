//! Guarantees: properties over the whole run of a case.

use super::Resolver;
use super::header::text;
use crate::calendar::Duration;
use crate::hir::Expr;
use crate::machine::id::ItemId;
use crate::machine::playbook::{Guarantee, Property};
use crate::syntax::ast::{self, Length, Property as Written};

impl Resolver<'_> {
    /// A guarantee, of a chart or of each item of a kind.
    pub(super) fn guarantee(&mut self, it: &ast::Guarantee, item: Option<ItemId>) {
        let order = self.next_order();
        let property = self.property(&it.property);
        self.hir.guarantees.push(Guarantee {
            name: it.name.text.clone(),
            title: text(it.title.as_ref()),
            property,
            chart: self.chart,
            item,
            order,
            at: it.name.span,
        });
    }

    fn property(&mut self, property: &ast::Property) -> Property<Expr> {
        match property {
            Written::Always(p) => Property::Always(self.condition(p, true)),
            Written::Never(p) => Property::Never(self.condition(p, true)),
            Written::Eventually(it) => Property::Eventually {
                after: self.condition(&it.after, true),
                then: self.condition(&it.holds, true),
            },
            Written::Within(it) => {
                let after = self.condition(&it.after, true);
                let then = self.condition(&it.holds, true);
                let within = match &it.within {
                    Length::Lasting(duration) => self.lasting(duration),
                    Length::SameDay(_) => Duration::SAME_DAY,
                };
                Property::Within { after, within, then }
            }
            Written::Before(it) => Property::NotBefore {
                never: self.condition(&it.never, true),
                before: self.condition(&it.before, true),
            },
            Written::Between(it) => Property::Between {
                from: self.condition(&it.from, true),
                until: self.condition(&it.until, true),
                never: self.condition(&it.never, true),
            },
        }
    }
}
