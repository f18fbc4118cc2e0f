//! Conditions over everything there is to ask.

use super::Condition;
use super::book::{Book, Kind};
use super::words::{date, pick};

/// What a condition may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reads {
    /// Facts that are stated, or computed from those at once: what a table reads.
    Plain,
    /// These and tables: what is counted.
    Counted,
    /// Facts only.
    Facts,
    /// Everything but the date of today.
    Watched,
    /// Everything.
    All,
}

impl Book<'_> {
    pub(super) fn condition(&self, condition: &Condition, reads: Reads) -> String {
        match condition {
            Condition::Atom(kind, a, b) => self.atom(*kind, *a, *b, reads),
            Condition::Not(inner) => match **inner {
                Condition::Atom(kind, a, b) => {
                    format!("‹niet|not› {}", self.atom(kind, a, b, reads))
                }
                ref other => format!("‹niet|not› ({})", self.condition(other, reads)),
            },
            Condition::And(parts) => {
                let parts: Vec<_> = parts.iter().map(|it| self.condition(it, reads)).collect();
                parts.join(" ‹en|and› ")
            }
            Condition::InARow(times, inner) => match reads {
                Reads::Plain | Reads::Counted => self.condition(inner, reads),
                _ => {
                    let inner = self.condition(inner, Reads::Counted);
                    format!("({} ‹keer op rij|times in a row›: {inner})", times % 3 + 1)
                }
            },
            Condition::Or(parts) => {
                let parts: Vec<_> = parts.iter().map(|it| self.condition(it, reads)).collect();
                parts.join(" ‹of|or› ")
            }
        }
    }

    fn atom(&self, kind: u8, a: u8, b: u8, reads: Reads) -> String {
        let of_facts = 18;
        let kinds = match reads {
            Reads::Plain => of_facts,
            Reads::Counted | Reads::Facts => of_facts + 4,
            Reads::Watched => 36,
            Reads::All => 38,
        };
        let kind = kind % kinds;
        match kind.checked_sub(of_facts) {
            None if self.root > 0 && reads == Reads::Counted && !a.is_multiple_of(4) => {
                self.item_fact(kind, b)
            }
            None if self.root > 0 && reads as u8 > Reads::Facts as u8 && a.is_multiple_of(2) => {
                self.item_atom(kind, b)
            }
            None => fact_atom(kind, a, b),
            Some(0..4) => self.table_atom(a, b),
            Some(_) => self.state_atom(kind - 4, a, b),
        }
    }

    /// What a table says.
    fn table_atom(&self, a: u8, b: u8) -> String {
        let position = usize::from(a) % self.plan.tables.len();
        let sign = ["<", "<=", ">", ">=", "=", "!="][usize::from(b % 6)];
        match self.plan.tables[position].is_choice() {
            true => {
                let option = ["laag", "midden", "hoog"][usize::from(b % 3)];
                format!("x{position} {} {option}", ["‹is|is›", "!="][usize::from(b % 2)])
            }
            false => format!("x{position} {sign} {}", b % 8),
        }
    }

    fn state_atom(&self, kind: u8, a: u8, b: u8) -> String {
        let fallback = || fact_atom(kind % 4, a, b);
        let sign = ["<", "<=", ">", ">=", "=", "!="][usize::from(b % 6)];
        match kind {
            18 | 19 => self.level(a).map_or_else(fallback, |level| format!("trede {sign} {level}")),
            20 | 21 => {
                let states = self.places.iter().filter(|place| self.is_known(place.root));
                let states: Vec<_> = states.collect();
                let state = pick(&states, a);
                let state = state.filter(|state| state.kind != Kind::Root);
                state.map_or_else(fallback, |state| format!("in {}", state.name))
            }
            22..=24 => {
                let is = [
                    "‹klaar|done›",
                    "open",
                    "‹te laat|overdue›",
                    "‹ingetrokken|withdrawn›",
                    "‹verschoond|excused›",
                ][usize::from(b % 5)];
                let task = self.some_duty(a, false);
                task.map_or_else(fallback, |task| format!("‹taak|task› {} {is}", task.name))
            }
            25 | 26 => self.some_duty(a, true).map_or_else(fallback, |decision| {
                let outcomes = super::duty::outcome_names(decision.plan);
                let silent = "‹geen antwoord|no answer›".to_owned();
                let outcome = outcomes.get(usize::from(b) % (outcomes.len() + 1));
                let outcome = outcome.unwrap_or(&silent);
                format!("‹besluit|decision› {} is {outcome}", decision.name)
            }),
            27 => {
                format!("‹signaal|signal› {} ‹ontvangen|received›", self.any_signal(a))
            }
            28 | 29 if !self.plan.derived.is_empty() => {
                format!("g{}", usize::from(a) % self.plan.derived.len())
            }
            30 => self.party_atom(a, b).unwrap_or_else(fallback),
            31 => self.holder_atom(a, b),
            32 => "d0 <= ‹vandaag|today›".to_owned(),
            33 => format!("‹leeftijd|age›(d1) >= {}", a % 4),
            _ => fallback(),
        }
    }

    /// Who holds a role.
    fn holder_atom(&self, a: u8, b: u8) -> String {
        let own = format!("{}w", self.letter());
        let role = match a % 6 {
            4 | 5 if self.root > 0 => own.as_str(),
            of => ["aa", "bb", "dd", "ee"][usize::from(of % 4)],
        };
        let party = ["A", "B", "Nieuw", "E", "W1", "W2"][usize::from(b / 4 % 6)];
        match b % 4 {
            0 => format!("‹bekend|known›({role})"),
            1 => format!("{role} ‹is niet|is not› \"{party}\""),
            _ => format!("{role} ‹is|is› \"{party}\""),
        }
    }

    /// What is asked of every party of a role, in the case.
    fn party_atom(&self, a: u8, b: u8) -> Option<String> {
        if self.root > 0 {
            return None;
        }
        let (one, many) = [("cc", "ccs"), ("ff", "ffs")][usize::from(a % 2)];
        let asked = self.of_party(one, a / 2);
        let asked = asked.get(usize::from(b) % asked.len().max(1))?;
        Some(match a / 2 % 4 {
            0 => format!("(‹alle|all› {many}: {asked})"),
            1 => format!("(‹een|some› {one}: {asked} ‹en|and› k1 < 9)"),
            2 => format!("(‹geen|no› {one}: {asked})"),
            _ => format!("‹aantal|number of› {many} ‹waar|where› {asked} >= {}", b % 3),
        })
    }

    /// What can be asked of one party of a role.
    fn of_party(&self, role: &str, of: u8) -> Vec<String> {
        let is = ["‹klaar|done›", "open", "‹te laat|overdue›", "‹ingetrokken|withdrawn›"];
        let is = is[usize::from(of % 4)];
        let each = |duty: &super::Duty| {
            let (kind, which, _) = duty.who;
            !duty.decision && kind % 4 == 1 && ["cc", "ff"][usize::from(which % 2)] == role
        };
        let of_case = || self.duties.iter().filter(|it| self.places[it.scope].root == 0);
        let tasks = of_case().filter(|it| each(it.plan));
        let tasks = tasks.map(|task| format!("‹taak|task› {} {is}", task.name));
        let decisions = of_case().filter(|it| self.decides(it.plan, role));
        let decisions = decisions.filter_map(|decision| {
            let outcomes = super::duty::outcome_names(decision.plan);
            let outcome = outcomes.get(usize::from(of) % outcomes.len().max(1))?;
            Some(format!("‹besluit|decision› {} is {outcome}", decision.name))
        });
        let senders = |signal: &super::Signal| self.senders(signal.senders);
        let signals = self.plan.signals.iter().enumerate();
        let signals = signals.filter(|(_, signal)| {
            let senders = senders(signal);
            let mut words = senders.split([' ', ',']);
            words.any(|word| word.starts_with(role) || word.starts_with("‹iedereen"))
        });
        let signals = signals.map(|(no, _)| format!("‹signaal|signal› m{no} ‹ontvangen|received›"));
        tasks.chain(decisions).chain(signals).collect()
    }

    /// Some task or decision.
    pub(super) fn some_duty(&self, of: u8, decision: bool) -> Option<&super::book::Named<'_>> {
        let all = self.duties.iter().filter(|duty| {
            duty.plan.decision == decision && self.is_known(self.places[duty.scope].root)
        });
        let all: Vec<_> = all.collect();
        pick(&all, of)
    }
}

fn fact_atom(kind: u8, a: u8, b: u8) -> String {
    let sign = ["<", "<=", ">", ">=", "‹is|is›", "!="][usize::from(b % 6)];
    let lesser = ["<", "<=", ">", ">="][usize::from(b % 4)];
    match kind {
        0 => "f0".to_owned(),
        1 => ["f1", "f1 is ‹ja|yes›", "f1 is ‹niet|not› ‹ja|yes›"][usize::from(b % 2)].to_owned(),
        2 => format!("n0 {sign} {}.{}", a % 4, b % 10),
        3 => format!("k0 {sign} {}", a % 8),
        4 => format!("k1 ‹tussen|between› {} ‹en|and› {}", a % 4, a % 4 + b % 4),
        5 => format!("k0 in ({}, {}, 7)", a % 4, b % 8),
        6 => format!("a0 {sign} {} ‹duizend|thousand› euro", a % 4 + 1),
        7 => format!("p0 {lesser} {}%", a % 10),
        8 => format!("d0 {sign} {}", date(a)),
        9 => format!("d0 + {} ‹dagen|days› {lesser} d1", a % 30 + 1),
        10 => format!("v0 {lesser} {} ‹dagen|days›", a % 5 + 1),
        11 => format!("c0 is {}", ["rood", "groen", "blauw"][usize::from(a % 3)]),
        12 => format!("c0 ‹is niet|is not› {}", ["rood", "groen"][usize::from(a % 2)]),
        13 => {
            let facts = ["f1", "n0", "d1", "o0", "t0", "i0", "gn", "gd"];
            format!("‹bekend|known›({})", facts[usize::from(a % 8)])
        }
        14 => format!("gn {lesser} {}", a % 12),
        15 => format!("k0 / k1 {lesser} 0.{}", b % 10),
        16 => format!("‹vroegste|earliest›(d0, d1) {lesser} ‹laatste|latest›(gd, {})", date(a)),
        _ => format!("a0 * 0.5 + p0 * a0 {lesser} {} euro", u32::from(a) * 10),
    }
}
