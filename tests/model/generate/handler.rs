//! Scopes: who leads, terms, handlers, and the moves that there must be.

use super::action::Where;
use super::book::{Book, Kind};
use super::condition::Reads;
use super::words::{clock_time, date, length, period, pick};
use super::{Duty, Handler, Scope, Target};

impl Book<'_> {
    /// What stands in a scope beside the states in it.
    pub(super) fn scope(&mut self, at: usize, depth: usize) {
        let kind = self.places[at].kind;
        let Some(scope) = self.places[at].scope else { return };
        self.who(scope, at, depth);
        let certain = scope.duties.iter().any(Self::is_certain);
        let termed = self.is_termed(at);
        if let Some(term) = scope.deadline.as_ref().filter(|_| termed) {
            let term = self.term(term, "");
            self.add_line(depth, &format!("‹termijn|deadline› {term}"));
        } else if kind == Kind::Step && !certain {
            self.add_line(depth, "‹zonder termijn|no deadline› \"Het mag duren\"");
        }
        self.starts(at, depth);
        for duty in &scope.duties {
            self.duty(duty, at, depth, false);
        }
        let scaled = scope.scaled.as_ref().and_then(|it| Some((self.level(it.0)?, &it.1, &it.2)));
        if let Some((level, duties, handlers)) = scaled {
            self.add_line(depth, &format!("‹vanaf|from› trede {level} {{"));
            self.add_line(depth + 1, &format!("‹informeer|inform› {}", self.role(scope.inform)));
            for duty in duties {
                self.duty(duty, at, depth + 1, false);
            }
            for handler in handlers {
                self.handler(handler, at, depth + 1, termed);
            }
            self.add_line(depth, "}");
        }
        for handler in &scope.handlers {
            self.handler(handler, at, depth, termed);
        }
        self.forced(scope, at, depth, termed);
        if at == 0 {
            let again = "‹elke|every› 3 ‹weken|weeks› { ‹hervat termijnen|resume deadlines› }";
            self.add_line(depth, again);
        }
    }

    fn who(&mut self, scope: &Scope, at: usize, depth: usize) {
        let kind = self.places[at].kind;
        let leads = match kind {
            Kind::Root => true,
            Kind::Step => !self.plan.lead || scope.lead & 64 > 0,
            _ => scope.lead & 192 == 192,
        };
        if leads {
            self.add_line(depth, &format!("‹regie|lead› {}", self.role(scope.lead)));
        }
        if let Some(level) = self.level(scope.inform).filter(|_| scope.lead & 32 > 0) {
            let role = self.role(scope.lead.wrapping_add(1));
            self.add_line(depth, &format!("‹vanaf|from› trede {level} {{ ‹regie|lead› {role} }}"));
        }
        if scope.inform & 3 == 3 {
            let roles = self.roles(scope.inform, 3, "‹en|and›");
            self.add_line(depth, &format!("‹informeer|inform› {roles}"));
        }
        if scope.inform & 12 == 12 {
            let roles = self.roles(scope.inform.wrapping_add(7), 2, "‹en|and›");
            self.add_line(depth, &format!("‹raadpleeg|consult› {roles}"));
        }
    }

    /// Whether the host can be asked: somebody leads, and its silence is heard.
    pub(super) fn may_ask(&self, at: usize) -> bool {
        let place = &self.places[at];
        let led = self.plan.lead || place.kind == Kind::Step;
        led && place.scope.is_some_and(|scope| self.is_late(scope, self.is_termed(at)))
    }

    /// Whether a scope has a term of its own.
    fn is_termed(&self, at: usize) -> bool {
        let (kind, scope) = (self.places[at].kind, self.places[at].scope);
        let certain = scope.is_some_and(|scope| scope.duties.iter().any(Self::is_certain));
        let deadline = scope.and_then(|scope| scope.deadline.as_ref());
        let deadline = deadline.filter(|_| kind != Kind::Root);
        deadline.is_some_and(|term| term.kind % 14 < 7 || certain || kind != Kind::Step)
    }

    /// Whether anything in a scope can be overdue.
    fn is_late(&self, scope: &Scope, termed: bool) -> bool {
        let overdue = |duty: &Duty| {
            if duty.decision { duty.clauses & 192 == 192 } else { duty.clauses & 32 == 0 }
        };
        let scaled = scope.scaled.as_ref().filter(|it| self.level(it.0).is_some());
        let scaled = scaled.into_iter().flat_map(|(_, duties, _)| duties);
        termed || scope.duties.iter().chain(scaled).any(overdue)
    }

    /// The moves without which a state would lead nowhere, and what happens when it is overdue.
    fn forced(&mut self, scope: &Scope, at: usize, depth: usize, termed: bool) {
        let place = &self.places[at];
        let (kind, next) = (place.kind, self.places[place.next].name.clone());
        let late = self.is_late(scope, termed);
        let finishes = self.finishes(at);
        let has_end = place.children.iter().any(|&c| self.places[c].kind == Kind::End);
        match kind {
            Kind::Step if finishes => {
                self.add_line(depth, &format!("‹klaar|done› -> {next}"));
            }
            Kind::Step => {
                let outer = self.outer_move(at, 0);
                let signal = self.signal_name(0);
                self.add_line(depth, &format!("‹bij|when› {signal}{outer} -> {next}"));
            }
            Kind::Phase if has_end => self.add_line(depth, &format!("‹klaar|done› -> {next}")),
            Kind::Parallel => self.add_line(depth, &format!("‹klaar|done› -> {next}")),
            Kind::Root | Kind::Phase | Kind::Track | Kind::End => {}
        }
        if !late {
            return;
        }
        match scope.late.as_ref() {
            Some(handler) => {
                self.add_line(depth, "‹te laat|overdue› {");
                let place = if termed { Where::Late } else { Where::Event };
                for action in &handler.actions {
                    self.action(action, at, depth + 1, place);
                }
                self.add_line(depth, "}");
            }
            None if kind == Kind::Step => {
                self.add_line(depth, &format!("‹te laat|overdue› -> {next}"));
            }
            None => self.add_line(depth, "‹te laat|overdue› { ‹leg vast|record› \"Te laat\" }"),
        }
    }

    /// Whether a scope has a move on a signal: its own, or the one that there must be.
    fn moves_on(&self, at: usize, signal: usize) -> bool {
        let Some(scope) = self.places[at].scope else { return false };
        let level = |it: &&(u8, Vec<Duty>, Vec<Handler>)| self.level(it.0).is_some();
        let scaled = scope.scaled.iter().filter(level).flat_map(|(_, _, handlers)| handlers);
        let mut handlers = scope.handlers.iter().chain(scaled);
        handlers.any(|h| {
            let target = h.target.as_ref().and_then(|target| self.goal(target.state, at, false));
            h.trigger % 16 < 5 && self.signal(h.of) == signal && target.is_some()
        })
    }

    fn signal(&self, of: u8) -> usize {
        usize::from(of) % self.signals_here().len()
    }

    /// What an inner move on a signal must say when one further out moves on it too.
    fn outer_move(&self, at: usize, signal: usize) -> String {
        let mut outer = at;
        while outer != self.places[at].root {
            outer = self.places[outer].parent;
            if self.moves_on(outer, signal) {
                return format!(", ‹in plaats van|instead of› {}", self.places[outer].name);
            }
        }
        String::new()
    }

    fn handler(&mut self, handler: &Handler, at: usize, depth: usize, termed: bool) {
        let signal = self.signal(handler.of);
        let day = match handler.of % 8 {
            7 => date(handler.length.0),
            _ => self.followed(handler.of / 8 + handler.length.0 / 4),
        };
        let (trigger, at_once) = match handler.trigger % 16 {
            0..=4 => (format!("‹bij|when› {}", self.signal_name(signal)), false),
            5..=7 => {
                let condition = self.condition(&handler.condition, Reads::Watched);
                (format!("‹zodra|as soon as› {condition}"), true)
            }
            8 => (format!("‹na|after› {}", length(handler.length)), false),
            9 => (format!("‹op|on› {day}"), true),
            10 => (format!("‹na afloop van|after the end of› {day}"), true),
            11 => (format!("{} ‹voor|before› {day}", length(handler.length)), true),
            12 => (clock_time(handler.length), false),
            13 => match self.late_task(at, handler.of) {
                Some(task) => (format!("‹taak|task› {task} ‹te laat|overdue›"), true),
                None => (format!("‹bij|when› {}", self.signal_name(signal)), false),
            },
            14 if self.finishes(at) => ("‹klaar|done›".to_owned(), true),
            _ => (format!("‹elke|every› {}", period(handler.length)), false),
        };
        let moves = trigger.starts_with("‹bij");
        let target = handler.target.as_ref().and_then(|target| self.target(target, at, at_once));
        let target = target.unwrap_or_default();
        let mut line = trigger;
        if let Some(guard) = &handler.guard {
            let reads = if at_once { Reads::Watched } else { Reads::All };
            line.push_str(&format!(" ‹als|if› {}", self.condition(guard, reads)));
        } else if !target.is_empty() {
            line.push_str(" ‹als|if› f1");
        }
        if moves && !target.is_empty() {
            line.push_str(&self.outer_move(at, signal));
        }
        self.add_line(depth, &format!("{line} {{"));
        let place = match (at_once, moves) {
            (true, _) => Where::AtOnce,
            (_, true) => Where::On(signal),
            _ if termed => Where::Late,
            _ => Where::Event,
        };
        for action in &handler.actions {
            self.action(action, at, depth + 1, place);
        }
        self.add_line(depth, &format!("}} {target}"));
    }

    fn finishes(&self, at: usize) -> bool {
        let place = &self.places[at];
        let scope = place.scope.is_some_and(|scope| scope.duties.iter().any(Self::blocks));
        let end = place.children.iter().any(|&c| self.places[c].kind == Kind::End);
        scope || end || place.kind == Kind::Parallel || self.starts_something(at)
    }

    /// A task of this scope or one around it.
    pub(super) fn late_task(&self, at: usize, of: u8) -> Option<String> {
        let here = self
            .duties
            .iter()
            .filter(|duty| !duty.plan.decision && !duty.by_action && self.within(at, duty.scope));
        pick(&here.collect::<Vec<_>>(), of).map(|duty| duty.name.clone())
    }

    /// Where a number leads from a scope; what is at once leads onward only.
    fn goal(&self, of: u8, at: usize, onward: bool) -> Option<usize> {
        let near = of.is_multiple_of(2);
        let parent = self.places[at].parent;
        let goals = (1..self.places.len()).filter(|&goal| {
            let place = &self.places[goal];
            let reachable = !matches!(place.kind, Kind::Root | Kind::Track)
                && place.root == self.places[at].root;
            let onward = !onward || goal > self.places[at].last;
            reachable && onward && (!near || place.parent == parent)
        });
        pick(&goals.collect::<Vec<_>>(), of / 2)
    }

    /// `-> GOAL` with its limit.
    pub(super) fn target(&self, target: &Target, at: usize, onward: bool) -> Option<String> {
        let goal = self.goal(target.state, at, onward)?;
        let rare = if self.root > 0 { 2 } else { 3 };
        let again = match (target.again, target.state % rare) {
            (true, 0) if !onward => "‹opnieuw|again› ",
            (true, _) => "‹hervat|resume› ",
            _ => "",
        };
        let mut line = format!("-> {again}{}", self.places[goal].name);
        if let Some((times, then)) = target.limit {
            let then = self.goal(then, at, onward)?;
            line.push_str(&format!(
                ", ‹hoogstens|at most› {} ‹keer|times›, ‹daarna|then› -> {}",
                times + 1,
                self.places[then].name
            ));
        }
        Some(line)
    }
}
