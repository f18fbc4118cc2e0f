//! What a run really did: counted, and at the end nothing may be missing.

use std::fmt::Debug;

use draaiboek::calendar::{Date, Duration, Unit};
use draaiboek::engine::{
    Effect, EffectKind, Input, InputKind, ItemEffect, Outcome, Recorded, Refusal, Step, Trace,
};
use draaiboek::hir::{Expr, Hir};
use draaiboek::machine::id::{DutyId, HandlerId};
use draaiboek::machine::playbook::{
    Action, DateRef, Decision, Derivation, Due, DutyKind, Part, Property, StateKind, Target, Task,
    Who,
};
use draaiboek::value::Type;

use wanted::WANTED;

use crate::many::Counts;

mod item;
mod wanted;

/// What should have happened and did not.
pub fn missing(counts: &Counts) -> Vec<String> {
    let wanted = WANTED.iter();
    let names = wanted.flat_map(|(kind, list)| list.iter().map(move |it| format!("{kind} {it}")));
    names.filter(|name| counts.get(name) == 0).collect()
}

impl Counts {
    /// A playbook that is run.
    pub fn playbook(&mut self, hir: &Hir) {
        let language = variant(&hir.header.language);
        let items = if hir.items.is_empty() { "" } else { " with items" };
        self.count("language", format!("{language}{items}"));
        for fact in hir.facts.as_slice() {
            if let Some(Derivation::Table(table)) = &fact.derived {
                self.count("table", variant(&table.policy));
                if table.otherwise.is_some() {
                    self.count("table", "otherwise");
                }
            }
        }
        // Every expression of every table, by way of what the tables are lowered with.
        let mut seen = Vec::new();
        let _ = hir.clone().map(&mut |expr: Expr| seen.push(format!("{expr:?}")));
        for text in seen {
            let kinds = text.split("kind: ").skip(1).map(head);
            kinds.for_each(|kind| self.count("expression", kind));
            if counted_of_item(hir, &text) {
                self.count("expression", "InARow of an item");
            }
            let of_party = text.split("OfParty(").skip(1).map(head);
            of_party.for_each(|what| self.count("of party", what));
        }
    }

    /// What came of an input.
    pub fn step(&mut self, hir: &Hir, done: &Result<Step, Refusal>) {
        let step = match done {
            Ok(step) => step,
            Err(refusal) => {
                self.count("input", "refused");
                refusal.faults.iter().for_each(|fault| self.count("fault", fault.id()));
                return;
            }
        };
        self.count("input", "accepted");
        self.count("outcome", variant(&step.outcome));
        for effect in &step.effects {
            if let EffectKind::Violated(guarantee) = effect.kind
                && hir.guarantees[guarantee].item.is_some()
            {
                self.count(
                    "violated",
                    format!("{} of an item", variant(&hir.guarantees[guarantee].property)),
                );
            }
            if matches!(effect.kind, EffectKind::Call { .. }) && effect.item.is_some() {
                self.count("call of", "an item");
            }
            self.effect(hir, &effect.kind);
            if effect.item.is_some() {
                self.effect_of_item(hir, &effect.kind);
            }
        }
        self.moved_together(hir, &step.effects);
        let said = step.entries.last().map(|entry| &entry.event);
        if let Some(Recorded::Said(Input {
            item,
            kind: InputKind::Reply { call, signal, .. },
            ..
        })) = said
        {
            if item.is_some() {
                self.count("reply", "of an item");
            }
            self.count("reply", if call.is_some() { "to one" } else { "to any" });
            if step.outcome == Outcome::TooLate {
                self.count("reply", "too late");
            } else if hir.signals.as_slice().iter().any(|it| it.name == *signal && it.jointly) {
                self.count("reply", "joint");
            }
        }
        for trace in &step.trace {
            self.count("trace", variant(&trace.what));
            match &trace.what {
                Trace::Fired { handler, how } => {
                    self.count("fired", variant(how));
                    self.fired(hir, *handler);
                }
                Trace::Outcome { duty, outcome } => self.outcome(hir, *duty, *outcome),
                _ => {}
            }
        }
    }

    /// Care of several items of a kind that go together, moved in one entry.
    fn moved_together(&mut self, hir: &Hir, effects: &[Effect]) {
        let moved = effects.iter().filter(|effect| match &effect.kind {
            EffectKind::Item(ItemEffect::Moved { holding, turn, .. }) => {
                let together = hir.items[hir.holdings[*holding].item].together.is_some();
                together && hir.holdings[*holding].name.is_none() && turn.why.is_move()
            }
            _ => false,
        });
        let entries: Vec<u64> = moved.map(|effect| effect.seq).collect();
        if entries.windows(2).any(|pair| pair[0] == pair[1]) {
            self.count("together", "moved");
        }
    }

    fn effect(&mut self, hir: &Hir, effect: &EffectKind) {
        self.count("effect", variant(effect));
        match effect {
            EffectKind::Entered(state) if hir.states[*state].kind != StateKind::Root => {
                self.entered_with_start(hir, *state);
                self.count("entered", variant(&hir.states[*state].kind));
            }
            EffectKind::Opened { duty, due, .. } => {
                self.opened(hir, *duty);
                let rolled = due.filter(|due| due.by().is_some_and(|by| by.statutory));
                let before = rolled.and_then(|due| due.day?.yesterday());
                let equated = |day: Date| {
                    let calendar = serde_json::to_value(&hir.header.calendar).expect("data");
                    calendar["decreed"].get(day.to_string()).is_some()
                };
                if before.is_some_and(equated) {
                    self.count("term", "equated");
                }
            }
            EffectKind::Item(effect) => self.item_effect(hir, effect),
            EffectKind::Withdrawn { why, .. } => self.count("withdrawn", variant(why)),
            EffectKind::Settled { how, .. } => self.count("settled", variant(how)),
            EffectKind::Sent { awaited, .. } => {
                self.count("sent", if awaited.is_empty() { "counts" } else { "waits" });
            }
            EffectKind::Notice { shows, .. } if !shows.is_empty() => self.count("notice", "shows"),
            EffectKind::Violated(guarantee) => {
                let property: &Property<Expr> = &hir.guarantees[*guarantee].property;
                self.count("violated", variant(property));
            }
            _ => {}
        }
    }

    fn item_effect(&mut self, hir: &Hir, effect: &ItemEffect) {
        self.count("item", variant(effect));
        match effect {
            ItemEffect::Enrolled(kind) => self.count("enrolled", &hir.items[*kind].name),
            ItemEffect::Moved { turn, .. } => {
                self.count("turn", variant(&turn.why));
                self.count("turn", variant(&turn.cover));
            }
            ItemEffect::MoveOff { why, .. } => self.count("move off", variant(why)),
            ItemEffect::Waits { blocked, .. } => {
                blocked.iter().for_each(|(_, why)| self.count("waits for", variant(why)));
            }
            ItemEffect::HoldingEnded { why, .. } => self.count("holding ended", variant(why)),
            _ => {}
        }
    }

    fn fired(&mut self, hir: &Hir, handler: HandlerId) {
        self.fired_about_items(hir, handler);
        let handler = &hir.handlers[handler];
        self.count("trigger", variant(&handler.trigger));
        let marks = [
            ("guard", handler.guard.is_some()),
            ("level", handler.from.is_some()),
            ("instead of", handler.instead_of.is_some()),
        ];
        marks.iter().filter(|mark| mark.1).for_each(|mark| self.count("handler", mark.0));
        handler.target.iter().for_each(|target| self.target(target));
        handler.actions.iter().for_each(|action| self.action(action));
    }

    fn target(&mut self, target: &Target) {
        self.count("target", variant(&target.kind));
        if target.limit.is_some() {
            self.count("target", "limit");
        }
    }

    fn action(&mut self, action: &Action<Expr>) {
        self.count("action", variant(action));
        match action {
            Action::Extend { task, limit, .. } => {
                let then = limit.as_ref().is_some_and(|limit| limit.then.is_some());
                let marks = [("task", task.is_some()), ("limit", limit.is_some()), ("then", then)];
                for (mark, _) in marks.iter().filter(|mark| mark.1) {
                    self.count("action", format!("extend {mark}"));
                }
            }
            Action::Replace(succession) => {
                let part: &Part = &succession.part;
                self.count("action", format!("replace {}", variant(part)));
            }
            _ => {}
        }
    }

    fn outcome(&mut self, hir: &Hir, duty: DutyId, outcome: Option<u32>) {
        let DutyKind::Decision(decision) = &hir.duties[duty].kind else { return };
        self.count("quorum", variant(&decision.quorum));
        if decision.deciders.iter().any(|decider| decider.when.is_some()) {
            self.count("decided", "conditional seat");
        }
        let taken = match outcome {
            Some(position) => decision.outcomes.get(position as usize),
            None => decision.no_answer.as_ref(),
        };
        self.count("decided", if outcome.is_some() { "answer" } else { "silence" });
        let marks = [("states", &decision.carries), ("may state", &decision.optionally)];
        for (mark, _) in marks.iter().filter(|mark| outcome.is_some() && !mark.1.is_empty()) {
            self.count("decided", *mark);
        }
        if let Some(outcome) = taken {
            outcome.target.iter().for_each(|target| self.target(target));
            outcome.actions.iter().for_each(|action| self.action(action));
        }
    }

    fn opened(&mut self, hir: &Hir, duty: DutyId) {
        let declared = &hir.duties[duty];
        let marks = [
            ("condition", declared.when.is_some()),
            ("by action", declared.by_action),
            ("level", declared.from.is_some()),
        ];
        marks.iter().filter(|mark| mark.1).for_each(|mark| self.count("opened", mark.0));
        match &declared.kind {
            DutyKind::Task(task) => self.opened_task(hir, task),
            DutyKind::Decision(decision) => self.opened_decision(decision),
            DutyKind::Call(call) => {
                self.count("opened", "call");
                let action = &hir.actions[call.action];
                self.count(
                    "call of",
                    if action.parameters.is_empty() { "nothing" } else { "facts" },
                );
            }
        }
        for part in &declared.term.parts {
            if let Due::Within { duration, .. } | Due::After(duration, _) = part.due
                && duration.unit == Unit::BusinessHour
            {
                self.count("term", "business hours");
            }
            let name = match &part.due {
                Due::Within { after: None, .. } => "within",
                Due::Within { duration: Duration::SAME_DAY, .. } => "same day after",
                Due::Within { after: Some(moment), .. } => match variant(moment).as_str() {
                    "Fact" => "after fact",
                    "Signal" => "after signal",
                    _ => "after task",
                },
                Due::By(date) => Self::by(hir, *date),
                Due::Before(..) => "before date",
                Due::After(..) => "after date",
                Due::SameDay => "same day",
            };
            self.count("term", name);
            let marks = [("level", part.from.is_some()), ("condition", part.when.is_some())];
            marks.iter().filter(|mark| mark.1).for_each(|mark| self.count("term", mark.0));
        }
    }

    /// What a date is.
    fn by(hir: &Hir, date: DateRef) -> &'static str {
        let DateRef::Fact(fact) = date else {
            return if matches!(date, DateRef::Instant(_)) { "instant" } else { "by" };
        };
        let fact = &hir.facts[fact];
        match fact.name.split_once('(') {
            Some(("earliest", _)) => "earliest",
            Some(_) => "latest",
            None if fact.ty == Type::Instant => "instant fact",
            None => "by",
        }
    }

    fn opened_decision(&mut self, decision: &Decision<Expr>) {
        self.count("opened", "decision");
        if decision.about.is_some() {
            self.count("opened", "document");
        }
        if decision.no_answer.is_none() {
            self.count("decided", "undeclared silence");
        }
    }

    fn opened_task(&mut self, hir: &Hir, task: &Task<Expr>) {
        self.count("opened", "task");
        let who = match task.who {
            Who::Role(_) => "role",
            Who::Every(_) => "every",
            Who::Either { .. } => "either",
        };
        self.count("opened", who);
        if let Who::Role(role) | Who::Every(role) = task.who
            && hir.roles[role].calendar.is_some()
        {
            self.count("opened", "named calendar");
        }
        let marks = [
            ("on behalf", task.on_behalf.is_some()),
            ("with", !task.with.is_empty()),
            ("recurring", task.every.is_some()),
            ("once", task.once),
            ("stays open", task.stays_open),
            ("optional", task.optional),
            ("agenda", task.agenda),
            ("delivers", !task.delivers.is_empty()),
            ("checklist", !task.checklist.is_empty()),
            ("reminder", !task.reminders.is_empty()),
            ("ladder", !task.ladder.is_empty()),
        ];
        marks.iter().filter(|mark| mark.1).for_each(|mark| self.count("opened", mark.0));
        for rung in &task.ladder {
            let when = match (&rung.from, &rung.after) {
                (Some(_), _) => "level",
                (None, Some(_)) => "after",
                (None, None) => "at once",
            };
            self.count("rung", when);
            if rung.takes_over {
                self.count("rung", "taking over");
            }
        }
    }
}

/// The name of the variant of a value.
fn variant<T: Debug>(value: &T) -> String {
    head(&format!("{value:?}")).to_owned()
}

fn head(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

/// Whether an expression, as it is printed, counts what is said of an item.
fn counted_of_item(hir: &Hir, text: &str) -> bool {
    let of_item = hir.facts.iter().filter(|(_, fact)| fact.item.is_some());
    let names: Vec<String> = of_item.map(|(id, _)| format!("kind: Fact({id:?})")).collect();
    text.split("InARow(").skip(1).any(|from| {
        let mut depth = 1;
        let inside = from.chars().take_while(|it| {
            depth += i32::from(*it == '(') - i32::from(*it == ')');
            depth > 0
        });
        let inside: String = inside.collect();
        names.iter().any(|name| inside.contains(name))
    })
}
