//! When a task or decision opens, and by when it is due at each level of severity.

use super::Page;
use crate::case::Because;
use crate::machine::id::{ExprId, Id, LevelId};
use crate::machine::playbook::{Action, Due, DutyKind, Handler, TermPart};
use crate::span::Span;
use crate::words::{Words, say};

impl Page<'_> {
    pub(super) fn opens(&self) -> Vec<Because> {
        let mut said = if self.duty.by_action { self.opened_by() } else { vec![self.on_entry()] };
        if let DutyKind::Task(task) = &self.duty.kind {
            if let Some(every) = task.every {
                said.push(self.say(self.duty.at, |words| {
                    let every = every.words(words.language);
                    say!(words, nl: "daarna elke {every} opnieuw", en: "then again every {every}")
                }));
            }
            let flags = [
                (
                    task.stays_open,
                    ("blijft open als de stap verlaten wordt", "stays open when its step is left"),
                ),
                (
                    task.once,
                    ("gaat na klaar niet opnieuw open", "once done it does not open again"),
                ),
                (
                    task.optional,
                    ("desgewenst: niemand wacht erop", "optional: nothing waits for it"),
                ),
                (
                    task.agenda,
                    ("staat in de agenda van wie haar doet", "is in the calendar of who does it"),
                ),
            ];
            for (_, (nl, en)) in flags.into_iter().filter(|(set, _)| *set) {
                said.push(self.say(self.duty.at, |words| words.pick(nl, en).to_owned()));
            }
        }
        said
    }

    /// When its scope begins, its level is reached and its condition holds.
    fn on_entry(&self) -> Because {
        self.say(self.duty.at, |words| {
            let root = self.scopes().next().is_none_or(|(_, state)| state.parent.is_none());
            let scope = words.brief().state(self.duty.scope);
            let level = self.duty.from.map(|from| (words.scale(), words.level(from)));
            let begin = match (root, level) {
                (true, None) => words.pick("als de casus opent", "when the case opens").to_owned(),
                (false, None) => say!(words, nl: "als {scope} begint", en: "when {scope} begins"),
                (true, Some((scale, level))) => say!(
                    words,
                    nl: "zodra {scale} {level} bereikt is",
                    en: "as soon as {scale} {level} is reached",
                ),
                (false, Some((scale, level))) => say!(
                    words,
                    nl: "als {scope} begint op {scale} {level} of hoger, of die bereikt wordt",
                    en: "when {scope} begins at {scale} {level} or above, or reaches it",
                ),
            };
            match self.duty.when.map(|when| words.expr(when)) {
                Some(when) => {
                    say!(words, nl: "{begin}, zodra {when}", en: "{begin}, as soon as {when}")
                }
                None => begin,
            }
        })
    }

    /// The handlers and outcomes in whose actions it is written.
    fn opened_by(&self) -> Vec<Because> {
        let opens = |actions: &[Action<ExprId>]| actions.contains(&Action::Open(self.id));
        let playbook = self.machine().playbook();
        let handlers = playbook.handlers.iter().filter(|(_, it)| opens(&it.actions));
        let by = |it: &Handler<ExprId>| self.say(it.at, |words| words.trigger(it));
        let mut said: Vec<Because> = handlers.map(|(_, handler)| by(handler)).collect();
        for (id, duty) in playbook.duties.iter() {
            let DutyKind::Decision(decision) = &duty.kind else { continue };
            let outcomes = decision.outcomes.iter().chain(&decision.no_answer);
            for outcome in outcomes.filter(|outcome| opens(&outcome.actions)) {
                said.push(self.say(outcome.at, |words| {
                    let (name, duty) = (words.outcome_name(&outcome.name), words.duty(id));
                    say!(words, nl: "bij {name} op {duty}", en: "on {name} to {duty}")
                }));
            }
        }
        said
    }

    /// What holds at each level; levels with the same term together.
    pub(super) fn term(&self) -> Vec<Because> {
        let parts = &self.duty.term.parts;
        let Some(scale) = &self.machine().playbook().scale else {
            return self.bounds(parts.iter().collect(), None).into_iter().collect();
        };
        let lowest = self.duty.from.map_or(0, Id::index);
        let at_level = |level: LevelId| -> Vec<&TermPart<ExprId>> {
            parts.iter().filter(|part| part.from.is_none_or(|from| from <= level)).collect()
        };
        let mut groups: Vec<(LevelId, LevelId, Vec<&TermPart<ExprId>>)> = Vec::new();
        for (level, _) in scale.levels.iter().skip(lowest) {
            let parts = at_level(level);
            match groups.last_mut() {
                Some((_, last, same)) if *same == parts => *last = level,
                _ => groups.push((level, level, parts)),
            }
        }
        let scaled = groups.len() > 1;
        let mut said: Vec<Because> = groups
            .into_iter()
            .filter_map(|(first, last, parts)| self.bounds(parts, scaled.then_some((first, last))))
            .collect();
        if scaled {
            said.push(self.raised(self.duty.term.at));
        }
        said
    }

    fn raised(&self, at: Span) -> Because {
        self.say(at, |words| {
            let scale = words.scale();
            say!(
                words,
                nl: "stijgt de {scale} onderweg, dan telt de kortere termijn vanaf dat moment, \
                     en het vroegste moment wint",
                en: "when the {scale} rises meanwhile, the shorter term counts from then, \
                     and the earliest instant wins",
            )
        })
    }

    /// The bounds that count together, at these levels.
    fn bounds(
        &self,
        parts: Vec<&TermPart<ExprId>>,
        levels: Option<(LevelId, LevelId)>,
    ) -> Option<Because> {
        let counting: Vec<&TermPart<ExprId>> =
            parts.iter().filter(|part| !is_idle(part, &parts)).copied().collect();
        let at = counting.last()?.at;
        Some(self.say(at, |words| {
            let bounds = counting.iter().map(|part| bound(words, part)).collect::<Vec<_>>();
            let mut all = bounds.join(words.pick(", of ", ", or "));
            if bounds.len() > 1 {
                all += words.pick(": wat het eerst komt", ": whichever comes first");
            }
            match levels {
                Some((first, last)) => format!("{}: {all}", words.levels(first, last)),
                None => all,
            }
        }))
    }
}

/// Whether another part always ends before this one.
fn is_idle(part: &TermPart<ExprId>, parts: &[&TermPart<ExprId>]) -> bool {
    let Due::Within { duration, after } = &part.due else { return false };
    parts.iter().any(|other| match &other.due {
        Due::Within { duration: shorter, after: same } => {
            other.when.is_none()
                && same == after
                && shorter.compare(*duration).is_some_and(std::cmp::Ordering::is_lt)
        }
        _ => false,
    })
}

fn bound(words: Words<'_>, part: &TermPart<ExprId>) -> String {
    let bound = words.bound(&part.due);
    match part.when.map(|when| words.expr(when)) {
        Some(when) => say!(words, nl: "{bound} als {when}", en: "{bound} if {when}"),
        None => bound,
    }
}
