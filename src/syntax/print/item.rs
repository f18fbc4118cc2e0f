//! Items, handovers and host actions.

use super::Printer;
use crate::syntax::ast::{Handover, HandoverKind, Holding, HostAction, ItemType, Member};
use crate::syntax::grammar::Rule;

impl Printer<'_> {
    pub(super) fn item(&mut self, item: &ItemType) {
        self.line(item.span, &item.docs);
        self.k(Rule::kw_item);
        self.name(&item.name);
        if let Some(plural) = &item.plural {
            self.p("/");
            self.p(&plural.text);
        }
        self.title(item.title.as_ref());
        self.block(&item.members, item.span.end, |p, member| match member {
            Member::Fact(fact) => p.fact(fact),
            Member::Derived(derived) => p.derived(derived),
            Member::Table(table) => p.table(table),
            Member::Role(role) => p.role(role),
            Member::Guarantee(guarantee) => p.guarantee(guarantee),
            Member::Holder(holder) => {
                p.line(holder.span, &[]);
                p.holding(&holder.holding);
                p.k(Rule::kw_held_by);
                p.name(&holder.holder);
                if let Some(net) = &holder.safety_net {
                    p.ck(Rule::kw_safety_net);
                    p.name(net);
                }
            }
            Member::Register(register) => {
                p.line(register.span, &[]);
                p.k(Rule::kw_register_by);
                p.names(&register.by, Rule::kw_or);
            }
            Member::Together(together) => {
                p.line(together.span, &[]);
                p.k(Rule::kw_together_per);
                p.name(&together.fact);
            }
            Member::Fault(_) => {}
        });
    }

    /// `zorg`, `houder X`
    pub(super) fn holding(&mut self, holding: &Holding) {
        match &holding.name {
            None => self.k(Rule::kw_care),
            Some(name) => {
                self.k(Rule::kw_holder);
                self.name(name);
            }
        }
    }

    pub(super) fn host_action(&mut self, action: &HostAction) {
        self.line(action.span, &action.docs);
        self.k(Rule::kw_action);
        self.name(&action.name);
        self.p("(");
        self.tight = true;
        for (position, parameter) in action.parameters.iter().enumerate() {
            if position > 0 {
                self.p(",");
            }
            self.name(&parameter.name);
            if let Some(kind) = &parameter.kind {
                self.t(":");
                self.fact_type(kind);
            }
        }
        self.p(")");
        self.title(action.title.as_ref());
        self.k(Rule::kw_answers);
        self.names(&action.answers, Rule::kw_or);
        self.k(Rule::kw_within);
        self.length(&action.within);
    }

    pub(super) fn handover(&mut self, handover: &Handover) {
        self.line(handover.span, &handover.docs);
        self.k(match handover.kind {
            HandoverKind::Handover => Rule::kw_handover,
            HandoverKind::Process => Rule::kw_process,
        });
        self.name(&handover.name);
        self.k(Rule::kw_per);
        self.name(&handover.item);
        self.title(handover.title.as_ref());
        self.block(&handover.body, handover.span.end, Self::statement);
    }
}
