//! What follows from a task or decision: outcomes, completion, lateness, and what reads it.

use super::Page;
use crate::case::Because;
use crate::machine::expr::Atom;
use crate::machine::handler::{Handler, Trigger};
use crate::machine::id::{ExprId, HandlerId};
use crate::machine::playbook::{Due, DutyKind, Moment};
use crate::machine::{Node, walk};
use crate::words::say;

impl Page<'_> {
    /// Of a decision its outcomes; of a task what its step does when everything in it is done.
    pub(super) fn leads(&self) -> Vec<Because> {
        let DutyKind::Decision(decision) = &self.duty.kind else { return self.done() };
        let outcomes = decision.outcomes.iter().chain(&decision.no_answer);
        outcomes
            .map(|outcome| {
                self.say(outcome.at, |words| {
                    let name = words.outcome_name(&outcome.name);
                    let leads = words.leads(&outcome.actions, outcome.target.as_ref());
                    format!("{name}: {leads}")
                })
            })
            .collect()
    }

    fn done(&self) -> Vec<Because> {
        let counts = match &self.duty.kind {
            DutyKind::Task(task) => !task.optional && task.every.is_none(),
            DutyKind::Decision(_) | DutyKind::Call(_) => true,
        };
        let done = self.in_scope().filter(|(_, it)| counts && it.trigger == Trigger::Done);
        done.map(|(_, handler)| {
            self.say(handler.at, |words| {
                let scope = words.brief().state(handler.scope);
                let leads = words.leads(&handler.actions, handler.target.as_ref());
                let done = match handler.guard.map(|guard| words.expr(guard)) {
                    Some(guard) => say!(
                        words,
                        nl: "als alles in {scope} klaar is en {guard}: {leads}",
                        en: "when everything in {scope} is done and {guard}: {leads}",
                    ),
                    None => say!(
                        words,
                        nl: "als alles in {scope} klaar is: {leads}",
                        en: "when everything in {scope} is done: {leads}",
                    ),
                };
                words.per_level(handler.from, &done)
            })
        })
        .collect()
    }

    /// What happens when it is overdue: handlers of its own, and those of its step.
    pub(super) fn overdue(&self) -> Vec<Because> {
        let counts = match &self.duty.kind {
            DutyKind::Task(task) => !task.optional,
            // Silence is an answer of its own, where the decision has one.
            DutyKind::Decision(decision) => decision.no_answer.is_none(),
            DutyKind::Call(_) => true,
        };
        let handlers = self.machine().playbook().handlers.iter();
        let heard = &self.machine().index().on_overdue;
        let own = handlers.filter(|(id, _)| heard.get(self.id).is_some_and(|it| it.contains(id)));
        let step = self.in_scope().filter(|(_, it)| counts && it.trigger == Trigger::Overdue);
        own.chain(step)
            .map(|(_, handler)| {
                self.say(handler.at, |words| {
                    let leads = words.leads(&handler.actions, handler.target.as_ref());
                    let leads = match handler.guard.map(|guard| words.expr(guard)) {
                        Some(guard) => {
                            say!(words, nl: "als {guard}: {leads}", en: "if {guard}: {leads}")
                        }
                        None => leads,
                    };
                    words.per_level(handler.from, &leads)
                })
            })
            .collect()
    }

    /// The handlers directly in its scope.
    fn in_scope(&self) -> impl Iterator<Item = (HandlerId, &Handler<ExprId>)> {
        let handlers = self.machine().playbook().handlers.iter();
        handlers.filter(|(_, handler)| handler.scope == self.duty.scope)
    }

    /// Conditions, terms and guarantees that read it.
    pub(super) fn read_by(&self) -> Vec<Because> {
        let playbook = self.machine().playbook();
        let mut said = Vec::new();
        for (_, handler) in playbook.handlers.iter() {
            if let Trigger::When(when) = handler.trigger
                && self.mentions(when)
            {
                said.push(self.say(handler.at, |words| {
                    let when = words.expr(when);
                    say!(words, nl: "zodra {when}", en: "as soon as {when}")
                }));
            } else if let Some(guard) = handler.guard.filter(|guard| self.mentions(*guard)) {
                said.push(self.say(handler.at, |words| {
                    let (trigger, guard) = (words.trigger(handler), words.expr(guard));
                    say!(words, nl: "{trigger} als {guard}", en: "{trigger} if {guard}")
                }));
            }
        }
        for (id, duty) in playbook.duties.iter().filter(|(id, _)| *id != self.id) {
            let follows = |due: &Due| match due {
                Due::Within { after: Some(moment), .. } => *moment == Moment::Done(self.id),
                _ => false,
            };
            let parts = &duty.term.parts;
            let term = parts.iter().any(|part| {
                follows(&part.due) || part.when.is_some_and(|when| self.mentions(when))
            });
            if term {
                said.push(self.say(duty.at, |words| {
                    let duty = words.duty(id);
                    say!(words, nl: "de termijn van {duty}", en: "the term of {duty}")
                }));
            }
            if duty.when.is_some_and(|when| self.mentions(when)) {
                said.push(self.say(duty.at, |words| {
                    let duty = words.duty(id);
                    say!(words, nl: "het begin van {duty}", en: "the opening of {duty}")
                }));
            }
        }
        for (id, guarantee) in playbook.guarantees.iter() {
            if guarantee.property.conditions().into_iter().any(|expr| self.mentions(*expr)) {
                said.push(self.say(guarantee.at, |words| words.guarantee(id)));
            }
        }
        said
    }

    /// Whether an expression reads the task or decision.
    fn mentions(&self, expr: ExprId) -> bool {
        let exprs = self.machine().exprs();
        let mut found = false;
        if let Some(root) = exprs.roots.get(expr) {
            walk(exprs, *root, &mut |node, _| {
                let read = match node {
                    Node::Atom(
                        Atom::Duty(duty, _) | Atom::Decided(duty, _) | Atom::Unanswered(duty),
                    ) => Some(*duty),
                    Node::Atom(Atom::OfParty(of)) => of.duty(),
                    Node::Atom(_) | Node::Operand(_) => None,
                };
                found |= read == Some(self.id);
            });
        }
        found
    }
}
