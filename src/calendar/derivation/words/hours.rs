//! Hours in the sentence: of a day that is open, and those that were left.

use super::{LISTED, Sentence};
use crate::calendar::derivation::Step;
use crate::calendar::{Duration, Unit};

impl Sentence<'_> {
    /// `vr 1-5 15.00–17.00, (di 5-5 Bevrijdingsdag) wo 6-5 9.00–15.00`; of many the first and the
    /// last.
    pub(super) fn open(&mut self) -> Option<String> {
        let (mut listed, mut off) = (vec![], vec![]);
        let steps = &self.of.steps;
        let count = steps.iter().filter(|step| matches!(step, Step::Open { .. })).count();
        let many = count > LISTED as usize;
        let mut number = 0;
        for step in steps {
            match *step {
                Step::Skipped { day, why } => off.push((day, why)),
                Step::Open { day, from, until } => {
                    number += 1;
                    if many && number > 1 && number < count {
                        continue;
                    }
                    let off = if many { vec![] } else { std::mem::take(&mut off) };
                    let off = self.named(off, true);
                    let day = self.date(day);
                    let (from, until) = (self.seconds(from), self.seconds(until));
                    let hours = format!("{day} {from}–{until}");
                    listed.push(match off.is_empty() {
                        true => hours,
                        false => format!("({off}) {hours}"),
                    });
                }
                _ => {}
            }
        }
        let off = if many { self.named(off, false) } else { String::new() };
        let without = self.pick("zonder", "without");
        let run = listed.join(if many { self.pick(" t/m ", " to ") } else { ", " });
        let run = if off.is_empty() { run } else { format!("{run}, {without} {off}") };
        (!run.is_empty()).then_some(run)
    }

    /// A second of the day by the clock: `9.00`; `9:00`.
    fn seconds(&self, second: u32) -> String {
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        let point = self.pick(".", ":");
        match second {
            0 => format!("{hour}{point}{minute:02}"),
            _ => format!("{hour}{point}{minute:02}{point}{second:02}"),
        }
    }

    /// `27 uur en 12 minuten`; of days as they were counted.
    pub(super) fn left(&self) -> String {
        let duration = self.of.duration;
        let (hour, hours, minutes) = match duration.unit {
            Unit::Minute => (Unit::Hour, duration.amount / 60, duration.amount % 60),
            Unit::BusinessHour => {
                let open = self.of.steps.iter().map(|step| match step {
                    Step::Open { from, until, .. } => u64::from(until - from),
                    _ => 0,
                });
                let minutes = u32::try_from(open.sum::<u64>() / 60 % 60).unwrap_or(0);
                (Unit::BusinessHour, duration.amount, minutes)
            }
            _ => return duration.words(self.language).to_string(),
        };
        let some = |amount: u32, unit: Unit| Duration::new(amount, unit).words(self.language);
        match (hours, minutes) {
            (0, minutes) => some(minutes, Unit::Minute).to_string(),
            (hours, 0) => some(hours, hour).to_string(),
            (hours, minutes) => {
                let and = self.pick("en", "and");
                format!("{} {and} {}", some(hours, hour), some(minutes, Unit::Minute))
            }
        }
    }
}
