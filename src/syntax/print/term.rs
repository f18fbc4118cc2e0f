//! Terms, on one line.

use super::Printer;
use crate::syntax::ast::{Applies, Due, Length, Moment, MomentKind, Side, Term, TermPart};
use crate::syntax::grammar::Rule;

impl Printer<'_> {
    /// The parts of a task's term.
    pub(super) fn term(&self, term: &Term) -> String {
        self.parts(term, true)
    }

    /// The parts of a scope's deadline, without its keyword.
    pub(super) fn deadline(&self, term: &Term) -> String {
        self.parts(term, false)
    }

    fn parts(&self, term: &Term, within: bool) -> String {
        let parts: Vec<String> = term
            .parts
            .iter()
            .enumerate()
            .map(|(index, part)| self.part(part, within || index > 0))
            .collect();
        parts.join(", ")
    }

    fn part(&self, part: &TermPart, within: bool) -> String {
        let mut words = vec![];
        match &part.applies {
            None => {}
            Some(Applies::If(condition)) => {
                words.push(self.after(Rule::kw_if, &self.expr(condition)));
                words.push(self.word(Rule::kw_then).to_owned());
            }
            Some(Applies::From(level)) => words.push(self.level(level)),
        }
        if part.statutory {
            words.push(self.word(Rule::kw_statutory).to_owned());
        }
        let short = part.applies.is_some() || !within;
        match &part.due {
            Due::Within(due) => {
                if !short && !matches!(due.length, Length::SameDay(_)) {
                    words.push(self.word(Rule::kw_within).to_owned());
                }
                words.push(self.length(&due.length));
                if let Some(moment) = &due.after {
                    words.push(self.after(Rule::kw_after, &self.moment(moment)));
                }
            }
            Due::By(due) => {
                words.push(self.word(Rule::kw_no_later).to_owned());
                if let Some(offset) = &due.offset {
                    words.push(self.duration(&offset.length));
                    words.push(self.side(offset.side).to_owned());
                }
                words.push(self.expr(&due.date));
            }
        }
        let grounds = part.grounds.as_ref().map(|grounds| self.grounds(grounds));
        let grounds = grounds.map_or(String::new(), |grounds| format!(", {grounds}"));
        words.join(" ") + &grounds
    }

    fn side(&self, side: Side) -> &'static str {
        self.word(match side {
            Side::Before => Rule::kw_before,
            Side::After => Rule::kw_after,
        })
    }

    pub(super) fn length(&self, length: &Length) -> String {
        match length {
            Length::Lasting(duration) => self.duration(duration),
            Length::SameDay(_) => self.word(Rule::kw_same_day).to_owned(),
        }
    }

    fn moment(&self, moment: &Moment) -> String {
        match &moment.kind {
            MomentKind::Fact(name) => name.text.clone(),
            MomentKind::Signal(name) => self.after(Rule::kw_signal, &name.text),
            MomentKind::TaskDone(name) => {
                format!("{} {} {}", self.word(Rule::kw_task), name.text, self.word(Rule::kw_done))
            }
        }
    }
}
