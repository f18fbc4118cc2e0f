//! What handlers and outcomes do, and where they lead.

use super::{Faults, Place};
use crate::machine::id::{ExprId, Id};
use crate::machine::playbook::{Action, Limit, Part, Piece, Target, Template};

impl Faults<'_> {
    pub(super) fn actions(&mut self, place: Place, actions: &[Action<ExprId>]) {
        for action in actions {
            match action {
                Action::Notify { to, text } => {
                    self.roles(place, to);
                    self.template(place, text);
                }
                Action::Record(text) => self.template(place, text),
                Action::Open(duty) | Action::Withdraw(duty) => self.own_duty(place, *duty),
                Action::Set { fact, value } => {
                    self.written(place, *fact);
                    self.value(place, *value);
                }
                Action::AtLeast(level) => self.level(place, Some(*level)),
                Action::Extend { task, by, limit } => {
                    self.lasting(place, *by);
                    task.iter().for_each(|task| self.own_duty(place, *task));
                    self.limit(place, limit.as_ref());
                }
                Action::Replace(succession) => {
                    self.common_roles(place, &[succession.by, succession.of]);
                    if let Part::Named { duties, holdings } = &succession.part {
                        duties.iter().for_each(|duty| self.duty(place, *duty));
                        holdings.iter().for_each(|holding| self.holding(place, *holding));
                    }
                }
                Action::OpenPlaybook { with, .. } => {
                    with.iter().for_each(|fact| self.fact(place, *fact));
                }
                Action::Start { .. } | Action::Stop { .. } | Action::Send { .. } => {
                    self.for_items(place, action);
                }
                Action::Move { holding, to, per } => {
                    self.own_holding(place, *holding);
                    self.roles(place, &[*to]);
                    per.iter().for_each(|date| self.date(place, *date));
                }
                Action::Beside { holding, second, until } => {
                    self.own_holding(place, *holding);
                    self.roles(place, &[*second]);
                    self.date(place, *until);
                }
                Action::Stays(holding) => self.own_holding(place, *holding),
                Action::Suspend(_) | Action::ResumeTerms => {}
                Action::Restore(role) => self.common_roles(place, &[*role]),
                Action::Raise(signal) => self.near_signal(place, *signal),
            }
        }
    }

    fn template(&mut self, place: Place, template: &Template<ExprId>) {
        for piece in &template.pieces {
            if let Piece::Value(value) = piece {
                self.value(place, *value);
            }
        }
    }

    /// What is done for every item of a kind: by the case alone.
    fn for_items(&mut self, place: Place, action: &Action<ExprId>) {
        let playbook = self.playbook;
        let (nl, en) = ("doet iets voor elk item", "does something for every item");
        self.require(self.chart.index() == 0, place, nl, en);
        let (item, conditions) = match action {
            Action::Start { chart, only, first } => {
                self.in_table(place, *chart, "charts", &playbook.charts);
                (playbook.charts.get(*chart).and_then(|chart| chart.item), [*only, *first])
            }
            Action::Stop { chart, only } => {
                self.in_table(place, *chart, "charts", &playbook.charts);
                (playbook.charts.get(*chart).and_then(|chart| chart.item), [*only, None])
            }
            Action::Send { signal, item, only } => {
                self.in_table(place, *signal, "signals", &playbook.signals);
                let of = playbook.signals.get(*signal).map(|signal| signal.chart);
                let of = of.and_then(|chart| playbook.charts.get(chart)?.item);
                (of.filter(|of| of == item), [*only, None])
            }
            _ => return,
        };
        let (nl, en) = ("is niet van dat item", "is not of that item");
        self.require(item.is_some(), place, nl, en);
        if let Some(item) = item {
            self.of_each(item, |this| {
                conditions.into_iter().for_each(|condition| this.condition(place, condition));
            });
        }
    }

    pub(super) fn target(&mut self, place: Place, target: Option<&Target>) {
        let mut next = target;
        while let Some(target) = next {
            self.own_state(place, target.state);
            self.counter(place, target.limit.as_ref());
            next = target.limit.as_ref().and_then(|limit| limit.then.as_deref());
        }
    }

    fn limit(&mut self, place: Place, limit: Option<&Limit>) {
        if let Some(limit) = limit {
            self.counter(place, Some(limit));
            self.target(place, limit.then.as_deref());
        }
    }
}
