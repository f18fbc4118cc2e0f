//! Tasks, decisions and terms.

use std::fmt::Write as _;

use super::book::Book;
use super::condition::Reads;
use super::words::{date, length, period, quoted};
use super::{Duty, Term};

/// The names of the outcomes that may be answered.
pub(super) fn outcome_names(decision: &Duty) -> Vec<String> {
    let own = decision.clauses.is_multiple_of(3);
    let name = |position: usize| match position {
        0 if !own => "‹ja|yes›".to_owned(),
        1 if !own => "‹nee|no›".to_owned(),
        _ => format!("uit{position}"),
    };
    (0..decision.outcomes.len()).map(name).collect()
}

impl Book<'_> {
    /// The roles from which the deciders of a decision are taken.
    fn seats(&self, first: u8) -> [&'static str; 3] {
        [0, 1, 2].map(|step| {
            let (name, plural) = self.role_names(usize::from(first) + step * 5);
            plural.unwrap_or(name)
        })
    }

    /// Whether a role takes a seat in a decision.
    pub(super) fn decides(&self, duty: &Duty, role: &str) -> bool {
        let (kind, first, _) = duty.who;
        let seats = self.seats(first);
        let is = |seat: &&str| seat.starts_with(role);
        duty.decision
            && match kind % 7 {
                0 | 1 => is(&seats[0]),
                2..=4 => seats[..2].iter().any(is),
                5 => seats.iter().any(is),
                _ => !is(&seats[0]),
            }
    }

    /// Whether a duty surely opens with its scope and surely comes due.
    pub(super) fn is_certain(duty: &Duty) -> bool {
        let optional = !duty.decision && duty.clauses & 32 > 0;
        duty.when.is_none() && !optional && !Self::is_about(duty) && duty.term.kind % 14 < 7
    }

    /// Whether a decision is about a document.
    fn is_about(duty: &Duty) -> bool {
        duty.decision && duty.ladder.len() == 2
    }

    /// Whether a term can have ended before it starts.
    fn may_be_past(term: &Term) -> bool {
        term.kind % 14 > 7 || term.more.iter().any(|more| more.0 % 4 == 3)
    }

    /// Whether `klaar` waits for it.
    pub(super) fn blocks(duty: &Duty) -> bool {
        duty.decision || (duty.clauses & 32 == 0 && duty.every.is_none())
    }

    pub(super) fn duty(&mut self, duty: &Duty, at: usize, depth: usize, by_action: bool) {
        if duty.decision {
            self.decision(duty, at, depth, by_action);
        } else {
            self.task(duty, depth, by_action);
        }
    }

    fn task(&mut self, duty: &Duty, depth: usize, by_action: bool) {
        let mut line = format!("‹taak|task› {}", self.duty_name(duty));
        if duty.who.0 & 64 > 0 {
            let _ = write!(line, " {}", quoted(duty.who.1));
        }
        let recurs = duty.every.filter(|_| !by_action);
        let when = duty.when.as_ref().filter(|_| !by_action && recurs.is_none());
        if let Some(when) = when {
            let _ = write!(line, " ‹als|if› {}", self.condition(when, Reads::Watched));
        }
        let (kind, first, second) = duty.who;
        let who = match kind % 4 {
            0 => self.role(first).to_owned(),
            1 => format!("‹elke|every› {}", self.plural(first)),
            2 if self.role(first) != self.role(second) => format!(
                "{} ‹als|if› {}, ‹anders|otherwise› {}",
                self.role(first),
                self.condition(&duty.whether, Reads::Watched),
                self.role(second)
            ),
            _ => self.role(second).to_owned(),
        };
        let _ = write!(line, " ‹door|by› {who}");
        if let Some(role) = duty.on_behalf {
            let _ = write!(line, " ‹namens|on behalf of› {}", self.role(role));
        }
        if duty.who.0 & 128 > 0 {
            let _ = write!(line, " ‹met|with› {}", self.role(duty.who.2));
        }
        let _ = write!(line, " {}", self.term(&duty.term, "‹binnen|within› "));
        if let Some(every) = recurs {
            let _ = write!(line, ", ‹elke|every› {}", period(every));
        }
        line.push_str(" {");
        self.add_line(depth, &line);
        self.clauses(duty, depth + 1, by_action);
        self.add_line(depth, "}");
    }

    fn clauses(&mut self, duty: &Duty, depth: usize, by_action: bool) {
        let clauses = duty.clauses;
        if clauses & 1 > 0 {
            let after =
                ["1 ‹uur|hour›", "1 ‹dag|day›", "2 ‹werkdagen|working days›", "3 ‹uur|hours›"];
            let after = after[usize::from(duty.who.1 % 4)];
            self.add_line(depth, &format!("‹herinner na|remind after› {after}"));
        }
        let mut ladder = duty.ladder.clone();
        if by_action && ladder.is_empty() {
            ladder.push((0, 0));
        }
        if !ladder.is_empty() {
            let rungs = self.ladder(&ladder);
            self.add_line(depth, &format!("‹escaleer te laat naar|escalate overdue to› {rungs}"));
        }
        if clauses & 2 > 0 {
            let facts = self.delivered(duty.who.1);
            self.add_line(depth, &format!("‹levert|delivers› {facts}"));
        }
        if clauses & 4 > 0 {
            self.add_line(depth, "‹blijft open|stays open›");
        }
        if clauses & 129 == 128 {
            let role = self.role(duty.who.1);
            let line = format!(
                "‹uitstel door|postponement by› {role} ‹hoogstens|at most› 2 ‹weken|weeks›"
            );
            self.add_line(depth, &line);
        }
        if clauses & 24 == 24 {
            self.add_line(depth, "‹eenmalig|once›");
        }
        if clauses & 32 > 0 {
            self.add_line(depth, "‹desgewenst|optional›");
        }
        if clauses & 6 == 6 {
            self.add_line(depth, "agenda");
        }
        if clauses & 64 > 0 {
            self.add_line(depth, "‹op grond van|under› wet\n‹punt|check› \"Gezien\"");
        }
    }

    fn ladder(&self, ladder: &[(u8, u8)]) -> String {
        let mut called: Vec<&str> = Vec::new();
        let mut line = String::new();
        for (position, &(role, how)) in ladder.iter().enumerate() {
            let free = (0..6).map(|step| self.role(role.wrapping_add(step)));
            let role = free.into_iter().find(|role| !called.contains(role)).expect("a role");
            called.push(role);
            match (position, self.level(how)) {
                (0, _) => line.push_str(role),
                (_, Some(level)) if how % 3 == 0 => {
                    let _ = write!(
                        line,
                        ", ‹vanaf|from› trede {level} ‹meteen naar|at once to› {role}"
                    );
                }
                _ => {
                    let days = position * 2;
                    let unit = ["‹dagen|days›", "‹werkdagen|working days›"][usize::from(how % 2)];
                    let _ = write!(line, ", ‹na|after› {days} {unit} ‹naar|to› {role}");
                }
            }
            if how & 64 > 0 {
                line.push_str(" ‹en neemt over|taking over›");
            }
        }
        line
    }

    fn decision(&mut self, duty: &Duty, at: usize, depth: usize, by_action: bool) {
        let mut line = format!("‹besluit|decision› {} \"Wat?\"", self.duty_name(duty));
        if Self::is_about(duty) {
            line.push_str(" ‹over|about› o0");
        }
        if let Some(when) = duty.when.as_ref().filter(|_| !by_action) {
            let _ = write!(line, " ‹als|if› {}", self.condition(when, Reads::Watched));
        }
        let (kind, first, _) = duty.who;
        let [a, b, c] = self.seats(first);
        let deciders = match kind % 7 {
            0 | 1 => a.to_owned(),
            2 => format!("‹elk van|all of› {a} ‹en|and› {b}"),
            3 => {
                let when = self.condition(&duty.whether, Reads::Watched);
                format!("‹elk van|all of› {a} ‹en|and› ({b} ‹als|if› {when})")
            }
            4 => format!("‹een van|one of› {a} ‹en|and› {b}"),
            5 => format!("2 ‹van|of› {a}, {b} ‹en|and› {c}"),
            _ if first.is_multiple_of(2) => {
                let when = self.condition(&duty.whether, Reads::Watched);
                format!("‹een ander dan|someone other than› ({a} ‹als|if› {when})")
            }
            _ => format!("‹een ander dan|someone other than› {a}"),
        };
        let term = self.term(&duty.term, "‹binnen|within› ");
        let _ = write!(line, " ‹door|by› {deciders} {term}");
        if duty.clauses & 2 > 0 {
            let facts = self.delivered(duty.who.2);
            let _ = write!(line, ", ‹vermeldt|carries› {facts}");
        }
        if duty.clauses & 4 > 0 {
            let _ = write!(line, ", ‹eventueel|optionally› {}", self.may_state(duty.who.2));
        }
        line.push_str(" {");
        self.add_line(depth, &line);
        for (name, outcome) in outcome_names(duty).into_iter().zip(&duty.outcomes) {
            self.outcome(&name, outcome, at, depth + 1, false);
        }
        let silent = duty.clauses & 192 == 192 && !by_action;
        if !silent {
            let silence = "‹geen antwoord|no answer›";
            self.outcome(silence, &duty.silence, at, depth + 1, Self::may_be_past(&duty.term));
        }
        self.add_line(depth, "}");
    }

    /// An outcome; `onward` where it can come about without time passing.
    fn outcome(
        &mut self,
        name: &str,
        outcome: &super::Outcome,
        at: usize,
        depth: usize,
        onward: bool,
    ) {
        let target = outcome.target.as_ref().map(|target| self.target(target, at, onward));
        let target = target.flatten().unwrap_or_default();
        if outcome.actions.is_empty() {
            return self.add_line(depth, &format!("{name} {target}"));
        }
        self.add_line(depth, &format!("{name} {{"));
        for action in &outcome.actions {
            self.action(action, at, depth + 1, super::action::Where::Event);
        }
        self.add_line(depth, &format!("}} {target}"));
    }

    /// A term; `within` is what stands before a length.
    pub(super) fn term(&self, term: &Term, within: &str) -> String {
        let same_day = term.of & 24 == 24;
        let span =
            if same_day { "‹dezelfde dag|same day›".to_owned() } else { length(term.length) };
        let within = if same_day { "" } else { within };
        let statutory = !same_day && term.kind / 14 % 3 == 2;
        let within =
            if statutory { format!("‹wettelijk|statutory› {within}") } else { within.into() };
        let signal = self.any_signal(term.of);
        let mut line = match term.kind % 14 {
            7 => "‹dezelfde dag|same day›".to_owned(),
            8 => format!("{within}{span} ‹na|after› {}", self.day_to_count_from(term.of)),
            9 => format!("{within}{span} ‹na signaal|after signal› {signal}"),
            10 => match self.some_duty(term.of, false) {
                Some(task) => {
                    format!("{within}{span} ‹na taak|after task› {} ‹klaar|done›", task.name)
                }
                None => format!("{within}{span}"),
            },
            11 => {
                let side = ["‹voor|before›", "‹na|after›"][usize::from(term.of % 2)];
                let (span, day) = (length(term.length), self.followed(term.of / 2));
                format!("‹uiterlijk|no later than› {span} {side} {day}")
            }
            12 => format!("‹uiterlijk|no later than› {}", self.followed(term.of)),
            13 if term.of.is_multiple_of(2) => {
                "‹uiterlijk vroegste|no later than earliest›(d0, d1)".to_owned()
            }
            13 => format!("‹uiterlijk|no later than› {}", date(term.of)),
            _ => format!("{within}{span}"),
        };
        for (kind, of, span, condition) in &term.more {
            let span = length(*span);
            match (kind % 4, self.level(*of)) {
                (0 | 1, Some(level)) => {
                    let _ = write!(line, ", ‹vanaf|from› trede {level} {span}");
                }
                (2, _) => {
                    let condition = self.condition(condition, Reads::Watched);
                    let _ = write!(line, ", ‹als|if› {condition} ‹dan|then› {span}");
                }
                _ => {
                    let _ = write!(
                        line,
                        ", ‹uiterlijk|no later than› {}",
                        ["d0", "d1"][usize::from(of % 2)]
                    );
                }
            }
        }
        line
    }
}
