//! Which lines of the playbook made it happen, and what did not happen for want of what.

use std::io::{self, Write};

use draaiboek::calendar::Timestamp;
use draaiboek::engine::Trace;
use draaiboek::{Remark, Step};

use super::super::wrap::wrap;
use super::group::{Grouped, into_items};
use super::{FAINT, INDENT, Timeline};

/// The last instant at which a step did something.
pub(super) fn instant(step: &Step) -> Option<Timestamp> {
    step.entries().last().map(|entry| entry.at)
}

impl Timeline<'_> {
    /// The remarks of steps of one case at one instant; what is the same of several items once.
    pub(super) fn remarks(&mut self, steps: &[Step], out: &mut impl Write) -> io::Result<()> {
        let at = steps.iter().find_map(instant);
        let mut told: Vec<Grouped> = Vec::new();
        for remark in steps.iter().flat_map(Step::trace).filter(|it| self.is_told(it)) {
            let case = steps.first().map_or("", Step::case);
            let said = Grouped::new(self.remark(case, &remark), None, remark.item());
            let apart = into_items(told.iter_mut().rev(), said);
            told.extend(apart);
        }
        for said in told {
            self.at(at, out)?;
            let text = said.text(self.lang);
            writeln!(out, "{FAINT}· {}{FAINT:#}", wrap(&text, INDENT + 2))?;
        }
        Ok(())
    }

    /// Whether a remark is told: all of them to those who ask why, of the item that is looked at.
    fn is_told(&self, remark: &Remark<'_>) -> bool {
        use Trace::{Past, Runaway, TooLate};
        let always = matches!(remark.kind(), TooLate(_) | Past { .. } | Runaway);
        let of_item = self.shown.item.is_none_or(|id| remark.item() == Some(id));
        of_item && (self.shown.why || always)
    }

    /// The line of the playbook that acted, or the remark in words; of an item after its id.
    fn remark(&self, case: &str, remark: &Remark<'_>) -> String {
        let playbook = self.case(case).playbook();
        let line = remark.place().and_then(|place| Some((place, playbook.line(place)?)));
        let Some((place, line)) = line else { return self.lang.text(&remark.text()).to_owned() };
        let line = format!("{}: {line}", self.lang.text(&place.text()));
        remark.item().map_or(line.clone(), |id| format!("{id}: {line}"))
    }
}
