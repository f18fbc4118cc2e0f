//! Statements, scopes, guarantees.

use super::{Printer, quoted, title};
use crate::syntax::ast::{
    End, EndCare, Expr, Guarantee, Property, RoleList, Scope, ScopeKind, Statement,
};
use crate::syntax::grammar::Rule;

impl Printer<'_> {
    /// The statements of a scope.
    pub(super) fn body(&mut self, body: &[Statement]) {
        let mut before: Option<&Statement> = None;
        for statement in body {
            let tall = |statement: &Statement| matches!(statement, Statement::Scope(_));
            let apart = before.is_some_and(|before| tall(before) || tall(statement));
            self.statement(statement, apart);
            before = Some(statement);
        }
    }

    pub(super) fn statement(&mut self, statement: &Statement, apart: bool) {
        match statement {
            Statement::Lead(lead) => {
                self.before(lead.span, apart);
                self.line(&self.after(Rule::kw_lead, &lead.role.text));
            }
            Statement::Inform(roles) => self.role_list(Rule::kw_inform, roles, apart),
            Statement::Consult(roles) => self.role_list(Rule::kw_consult, roles, apart),
            Statement::NoDeadline(none) => {
                self.before(none.span, apart);
                self.line(&self.after(Rule::kw_no_deadline, &quoted(&none.reason)));
            }
            Statement::Waiver(waiver) => {
                self.before(waiver.span, apart);
                let about = self.optional(Rule::kw_for, waiver.about.as_ref());
                let words = [waiver.code.text.clone(), about, quoted(&waiver.reason)];
                let words = words.into_iter().filter(|word| !word.is_empty());
                let words = words.collect::<Vec<_>>().join(" ");
                self.line(&self.after(Rule::kw_waive, &words));
            }
            Statement::Deadline(deadline) => {
                self.before(deadline.span, apart);
                self.line(&self.after(Rule::kw_deadline, &self.deadline(&deadline.term)));
            }
            Statement::Grounds(grounds) => {
                self.before(grounds.span, apart);
                self.line(&self.grounds(grounds));
            }
            Statement::Task(task) => self.task(task, apart),
            Statement::Decision(decision) => self.decision(decision, apart),
            Statement::Signal(signal) => self.signal(signal, apart),
            Statement::Handler(handler) => self.handler(handler, apart),
            Statement::Scaled(scaled) => {
                self.before(scaled.span, apart);
                self.open(vec![self.level(&scaled.from)]);
                self.body(&scaled.body);
                self.close(scaled.span, "");
            }
            Statement::Scope(scope) => self.scope(scope, apart),
            Statement::End(end) => self.end(end, apart),
            Statement::Guarantee(guarantee) => self.guarantee(guarantee, apart),
            Statement::Entry(action) => self.action(action, apart),
            Statement::Fault(_) => {}
        }
    }

    fn role_list(&mut self, rule: Rule, roles: &RoleList, apart: bool) {
        self.before(roles.span, apart);
        self.line(&self.after(rule, &self.all_of(&roles.roles)));
    }

    fn scope(&mut self, scope: &Scope, apart: bool) {
        self.before(scope.span, apart);
        self.docs(&scope.docs);
        let kind = match scope.kind {
            ScopeKind::Phase => Rule::kw_phase,
            ScopeKind::Track => Rule::kw_track,
            ScopeKind::Step => Rule::kw_step,
        };
        let begin = if scope.begin.is_some() { self.word(Rule::kw_begin) } else { "" };
        let head = self.after(kind, &scope.name.text);
        self.open(vec![head, title(scope.title.as_ref()), begin.to_owned()]);
        self.body(&scope.body);
        self.close(scope.span, "");
    }

    fn end(&mut self, end: &End, apart: bool) {
        self.before(end.span, apart);
        self.docs(&end.docs);
        let care = match &end.care {
            None => String::new(),
            Some(EndCare::With(role)) => {
                let with = self.after(Rule::kw_held_by, &role.text);
                format!(", {} {with}", self.word(Rule::kw_care))
            }
            Some(EndCare::Ends(ends)) => {
                let grounds = ends.grounds.as_ref().map(|all| format!(", {}", self.grounds(all)));
                let (care, ends) = (self.word(Rule::kw_care), self.word(Rule::kw_care_ends));
                format!(", {care} {ends}{}", grounds.unwrap_or_default())
            }
        };
        let head = self.after(Rule::kw_end, &end.name.text);
        self.words(&[head, title(end.title.as_ref()), care]);
    }

    pub(super) fn guarantee(&mut self, guarantee: &Guarantee, apart: bool) {
        self.before(guarantee.span, apart);
        self.docs(&guarantee.docs);
        let head = self.after(Rule::kw_guarantee, &guarantee.name.text);
        let mut words = vec![head, title(guarantee.title.as_ref())];
        let braced = |rule, expr: &Expr| self.after(rule, &format!("{{ {} }}", self.expr(expr)));
        match &guarantee.property {
            Property::Always(holds) => words.push(braced(Rule::kw_always, holds)),
            Property::Never(never) => words.push(braced(Rule::kw_never, never)),
            Property::Eventually(property) => {
                words.push(braced(Rule::kw_after, &property.after));
                words.push(braced(Rule::kw_eventually, &property.holds));
            }
            Property::Within(property) => {
                words.push(braced(Rule::kw_after, &property.after));
                let within = self.after(Rule::kw_within, &self.length(&property.within));
                words.push(format!("{within} {{ {} }}", self.expr(&property.holds)));
            }
            Property::Before(property) => {
                words.push(braced(Rule::kw_never, &property.never));
                words.push(braced(Rule::kw_before_that, &property.before));
            }
            Property::Between(property) => {
                words.push(braced(Rule::kw_from, &property.from));
                words.push(braced(Rule::kw_until, &property.until));
                words.push(braced(Rule::kw_never, &property.never));
            }
        }
        self.words(&words);
    }
}
