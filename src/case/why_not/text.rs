//! What is not so, and the whole answer as lines.

use std::fmt::Write as _;

use super::about::{About, Life};
use super::{Because, Missing, Need, WhyNot};
use crate::diagnostic::{Language, Text};
use crate::engine::{Phase, Status};
use crate::machine::id::{ChartId, DutyId, HoldingId, StateId};
use crate::words::{Words, say};

impl About<'_> {
    /// That a chart does not run; `None`: it does.
    pub(super) fn about_chart(self, chart: ChartId) -> Option<Text> {
        let life = self.life(chart);
        (life != Life::Runs).then(|| Words::both(self.machine(), |it| self.lived(it, chart, life)))
    }

    fn lived(self, words: Words<'_>, chart: ChartId, life: Life) -> String {
        let name = words.chart(chart);
        match life {
            Life::Runs => say!(words, nl: "{name} loopt", en: "{name} runs"),
            Life::NotBegun => {
                say!(words, nl: "{name} is nog niet begonnen", en: "{name} has not begun yet")
            }
            Life::Stopped => say!(words, nl: "{name} is gestopt", en: "{name} was stopped"),
            Life::Ended(end) => {
                let end = words.state(end);
                say!(words, nl: "{name} is afgelopen: {end}", en: "{name} has ended: {end}")
            }
            Life::Withdrawn => {
                let gone = self.of_item().and_then(|item| item.withdrawn.as_ref());
                let ground = gone.map_or("", |gone| &gone.ground);
                say!(words, nl: "uitgeschreven: “{ground}”", en: "withdrawn: “{ground}”")
            }
            Life::Closed => words.pick("de casus is gesloten", "the case is closed").to_owned(),
        }
    }

    pub(super) fn about_state(self, state: StateId) -> Text {
        Words::both(self.machine(), |words| {
            let name = words.state(state);
            if self.is_active(state) {
                return say!(
                    words,
                    nl: "{name} is nog niet verlaten",
                    en: "{name} has not been left yet",
                );
            }
            self.not_in(words, state)
        })
    }

    /// What is said of a duty, and whether there is nothing to explain: it was done.
    pub(super) fn about_duty(self, duty: DutyId) -> (Text, bool) {
        let owed = self.owed(duty).next().is_some();
        let mut ended = self.instances(duty).map(|(_, it)| it.status);
        let done = |status: &Status| matches!(status, Status::Done | Status::Decided(_));
        let done = ended.find(done).filter(|_| !owed);
        let ended = done.or_else(|| self.ended(duty).map(|(_, it)| it.status));
        let text = Words::both(self.machine(), |words| {
            let name = words.duty(duty);
            match ended {
                _ if owed => {
                    say!(words, nl: "{name} is open, niet klaar", en: "{name} is open, not done")
                }
                Some(status) => self.as_it_ended(words, duty, status),
                None => say!(words, nl: "{name} is niet open", en: "{name} is not open"),
            }
        });
        (text, done.is_some())
    }

    pub(super) fn about_end(self, chart: ChartId) -> Text {
        Words::both(self.machine(), |words| match (self.state().phase(), self.item) {
            (Phase::Closed(_), _) => {
                words.pick("de casus is gesloten", "the case is closed").to_owned()
            }
            (_, None) => {
                words.pick("de casus is nog niet gesloten", "the case is not closed yet").to_owned()
            }
            (_, Some(_)) => {
                let name = words.chart(chart);
                say!(words, nl: "{name} is nog niet afgelopen", en: "{name} has not ended yet")
            }
        })
    }

    /// `zorg is bij aanbieder (Stichting A)`
    pub(super) fn about_holding(self, holding: HoldingId) -> Text {
        let ledger = self.of_item().and_then(|item| item.ledger(holding));
        let turn = ledger.filter(|it| it.ended().is_none()).and_then(|it| it.present());
        Words::both(self.machine(), |words| {
            let what = words.holding(holding);
            match turn.map(|turn| words.held_by(&turn.holder)) {
                Some(holder) => {
                    say!(words, nl: "{what} is bij {holder}", en: "{what} is with {holder}")
                }
                None => say!(words, nl: "{what} is geëindigd", en: "{what} has ended"),
            }
        })
    }
}

impl WhyNot {
    /// The whole as lines: what is not so, each way with what it needs, and what happens otherwise.
    #[must_use]
    pub fn text(&self) -> Text {
        Text { nl: self.lines(Language::Dutch), en: self.lines(Language::English) }
    }

    fn lines(&self, language: Language) -> String {
        let pick = |nl, en| match language {
            Language::Dutch => nl,
            Language::English => en,
        };
        let mut out = String::new();
        if let Some(item) = &self.item {
            let _ = write!(out, "{item}: ");
        }
        let _ = writeln!(out, "{}", self.about.get(language));
        for way in &self.ways {
            match &way.needs {
                // What is owed says it all.
                Need::One(one) if one.because.line == way.by.line && one.due.is_some() => {
                    self.tree(&way.needs, language, 1, &mut out);
                }
                needs => {
                    let _ = writeln!(out, "  {}", placed(&way.by, language));
                    self.tree(needs, language, 2, &mut out);
                }
            }
        }
        if !self.otherwise.is_empty() {
            let _ = writeln!(out, "{}", pick("anders:", "otherwise:"));
        }
        for one in &self.otherwise {
            let _ = writeln!(out, "  {}", placed(&one.because, language));
        }
        out
    }

    fn tree(&self, need: &Need, language: Language, depth: usize, out: &mut String) {
        let indent = "  ".repeat(depth);
        match need {
            Need::One(missing) => {
                let (whose, what) = (self.whose(missing), placed(&missing.because, language));
                let _ = writeln!(out, "{indent}{whose}{what}");
            }
            Need::All(parts) => parts.iter().for_each(|it| self.tree(it, language, depth, out)),
            Need::Any(parts) => {
                let one = match language {
                    Language::Dutch => "een van deze:",
                    Language::English => "one of these:",
                };
                let _ = writeln!(out, "{indent}{one}");
                parts.iter().for_each(|part| self.tree(part, language, depth + 1, out));
            }
        }
    }

    /// `j2: ` before what is missing of another item than the one asked about.
    fn whose(&self, missing: &Missing) -> String {
        let other = missing.item.as_ref().filter(|item| Some(*item) != self.item.as_ref());
        other.map_or_else(String::new, |item| format!("{item}: "))
    }
}

fn placed(because: &Because, language: Language) -> String {
    format!("{} ({})", because.text.get(language), because.place().text().get(language))
}
