//! Actions, as far as they may stand where they are written.

use super::Action;
use super::book::Book;
use super::words::{length, pick};

/// Where actions stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Where {
    /// In a handler that can fire without time passing.
    AtOnce,
    /// In a handler on this signal.
    On(usize),
    /// In a handler by time, or an outcome.
    Event,
    /// The same, in a scope with a term of its own.
    Late,
}

impl Book<'_> {
    pub(super) fn action(&mut self, action: &Action, at: usize, depth: usize, place: Where) {
        if let Some(duty) = action.duty.as_deref() {
            return self.duty(duty, at, depth, true);
        }
        let (a, b) = action.of;
        let line = match action.kind % 24 {
            0..=3 => {
                let roles = self.roles(a, 3, "‹en|and›");
                let piece = if roles == "aa" { "{t0} en {k0}".to_owned() } else { self.piece(b) };
                format!("‹meld|notify› {roles} \"Let op {piece}\"")
            }
            4 | 5 => format!("‹leg vast|record› \"Genoteerd {}\"", self.piece(b)),
            6..=8 => self.set(a, b, place),
            9 | 10 => match self.level(a) {
                Some(level) => format!("trede ‹minstens|at least› {level}"),
                None => self.set(a, b, place),
            },
            11 | 12 if place == Where::Late => {
                let by = length(action.length);
                format!("‹verleng met|extend by› {by}{}", self.extension(action, at))
            }
            13 => match self.late_task(at, a) {
                Some(task) => {
                    let by = length(action.length);
                    format!(
                        "‹verleng taak|extend task› {task} ‹met|by› {by}, ‹hoogstens|at most› 3 ‹keer|times›"
                    )
                }
                None => self.set(a, b, place),
            },
            12 | 14..=16 if self.moves_care(a) => self.care_move(b),
            14 | 15 => self.replaces(a, b),
            16 => format!("{} ‹hersteld|restored›", Self::common_role(a)),
            18 if a.is_multiple_of(2) => "‹hervat termijnen|resume deadlines›".to_owned(),
            17 | 18 => match self.raised(a, place) {
                Some(signal) => format!("‹geef|raise› {signal}"),
                None => self.set(a, b, place),
            },
            20..=22 if self.may_ask(at) => {
                let calls = ["h0(k1 + 1, rood)", "h1(o0, ‹niet|not› f1)", "h2()"];
                format!("‹doe|do› {}", calls[usize::from(a) % calls.len()])
            }
            23 => {
                let with = ["", " ‹met|with› o0", " ‹met|with› k0, gn ‹en|and› t0"];
                let with = with[usize::from(b) % with.len()];
                format!("open ‹draaiboek|playbook› ander ‹voor deze casus|for this case›{with}")
            }
            19 if a.is_multiple_of(4) => {
                "‹schort termijnen op|suspend deadlines› \"Er moet gewacht worden\"".to_owned()
            }
            19 => match self.late_task(at, a) {
                Some(task) => format!("‹trek taak|withdraw task› {task}‹ in|›"),
                None => self.set(a, b, place),
            },
            _ => self.set(a, b, place),
        };
        self.add_line(depth, &line);
    }

    /// Something to say in a text.
    fn piece(&self, of: u8) -> String {
        let level = if self.plan.severity.is_some() { "{trede}" } else { "{f0}" };
        let pieces =
            ["{k0}", "{a0}", "{d0}", "{c0}", "{gn}", level, "{{x}}", "{v0}", "{p0}", "{f1}"];
        pieces[usize::from(of) % pieces.len()].to_owned()
    }

    fn extension(&self, action: &Action, at: usize) -> String {
        let Some((times, then)) = action.limit else { return String::new() };
        let mut line = format!(", ‹hoogstens|at most› {} ‹keer|times›", times + 1);
        let next = &self.places[self.places[at].next].name;
        if then.is_some() && at != self.root {
            line.push_str(&format!(", ‹daarna|then› -> {next}"));
        }
        line
    }

    fn replaces(&self, a: u8, b: u8) -> String {
        let order = ["aa", "bb", "ccs", "dd", "ee", "ffs"];
        let of = usize::from(a) % 5;
        let by = of + 1 + usize::from(b) % (5 - of);
        let task = pick(&self.duties.iter().filter(|d| !d.plan.decision).collect::<Vec<_>>(), b);
        let part = match (b % 4, task) {
            (0, Some(task)) => format!(" ‹voor taak|for task› {}", task.name),
            (1, _) => " ‹voor de rest|for the rest›".to_owned(),
            _ => String::new(),
        };
        format!("{} ‹vervangt|replaces› {}{part}", order[by], order[of])
    }

    /// A signal that may be raised here: no round of signals.
    fn raised(&self, of: u8, place: Where) -> Option<String> {
        let all = 0..self.signals_here().len();
        let later: Vec<usize> = match place {
            Where::AtOnce => Vec::new(),
            Where::On(signal) => all.filter(|&other| other > signal).collect(),
            Where::Event | Where::Late => all.collect(),
        };
        pick(&later, of).map(|signal| self.signal_name(signal))
    }

    /// Sets a fact; what is at once gives it a fixed value.
    fn set(&self, a: u8, b: u8, place: Where) -> String {
        if self.root > 0 {
            return self.set_of_item(a, b, place);
        }
        let fixed = [
            "f0 is ‹ja|yes›",
            "k1 is 5",
            "c0 is rood",
            "n0 is 2.5",
            "d0 is 2026-04-27",
            "a0 is 3 ‹duizend|thousand› euro",
            "o0 is \"plan\" ‹versie|version› \"1\"",
            "o0 is \"plan\" ‹versie|version› \"2\" hash \"abc\"",
        ];
        let moving = [
            "k1 is k1 + 1",
            "d0 is d0 + 10 ‹dagen|days›",
            "f0 is ‹niet|not› f0",
            "n0 is gn / 2",
            "d1 is ‹vandaag|today› + 3 ‹dagen|days›",
        ];
        let value = match place {
            Where::AtOnce => fixed[usize::from(a) % fixed.len()],
            _ if b.is_multiple_of(2) => fixed[usize::from(a) % fixed.len()],
            _ => moving[usize::from(a) % moving.len()],
        };
        format!("‹zet|set› {value}")
    }
}
