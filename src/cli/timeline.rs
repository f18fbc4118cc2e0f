//! A scenario as a timeline that a person reads.

mod group;
mod owed;

use std::io::{self, Write};
use std::iter::once;

use anstyle::{AnsiColor, Style};
use draaiboek::calendar::{Date, Derivation, Timestamp, Weekday};
use draaiboek::engine::{EffectKind, Input, ItemEffect, Phase, Status, Trace};
use draaiboek::machine::id::{RoleId, StateId};
use draaiboek::scenario::{Failure, LineKind, LineReport, Report, Verdict};
use draaiboek::value::Value;
use draaiboek::{Case, Effect, Owed, Playbook, Step};

use self::group::{Row, rows};
use super::language::Lang;
use super::run::Shown;
use super::wrap::wrap;

const PLAIN: Style = Style::new();
const FAINT: Style = Style::new().dimmed();
const STRONG: Style = Style::new().bold();
const GOOD: Style = AnsiColor::Green.on_default();
const BAD: Style = AnsiColor::Red.on_default().bold();
const NEWS: Style = AnsiColor::Cyan.on_default();
const ALARM: Style = AnsiColor::Yellow.on_default().bold();

/// Columns before what is said: `  09:00  `.
const INDENT: usize = 9;

/// Writes the timeline of one scenario.
pub(crate) struct Timeline<'a> {
    playbook: &'a Playbook,
    lang: Lang,
    shown: Shown<'a>,
    /// How it went, for the cases that it is about.
    report: &'a Report,
    day: Option<Date>,
    clock: Option<Timestamp>,
}

impl<'a> Timeline<'a> {
    pub(crate) fn new(report: &'a Report, lang: Lang, shown: Shown<'a>) -> Self {
        Self { playbook: report.case.playbook(), lang, shown, report, day: None, clock: None }
    }

    pub(crate) fn show(mut self, out: &mut impl Write) -> io::Result<()> {
        let report = self.report;
        let header = &self.playbook.machine().playbook().header;
        let title = header.title.as_deref().unwrap_or(&header.name);
        let version = self.lang.pick("versie", "version");
        writeln!(out, "{STRONG}{title}{STRONG:#} · {version} {}", header.version)?;
        writeln!(out, "Scenario: {STRONG}{}{STRONG:#}", report.title)?;
        for of in self.shown.role.iter().chain(&self.shown.item) {
            let word = self.lang.pick("Voor", "For");
            writeln!(out, "{word}: {STRONG}{of}{STRONG:#}")?;
        }
        for line in &report.lines {
            self.line(line, out)?;
        }
        self.end(out)
    }

    fn line(&mut self, line: &LineReport, out: &mut impl Write) -> io::Result<()> {
        match line.kind {
            LineKind::Setting => return Ok(()),
            LineKind::Expectation if self.is_left_out(line) => return Ok(()),
            LineKind::Expectation => return self.expectation(line, out),
            LineKind::Time | LineKind::Opening | LineKind::Input => {}
        }
        // What fell due on the way comes before what is said now.
        let said = line.at.unwrap_or(Timestamp::UNIX_EPOCH);
        let mut announced = line.kind == LineKind::Time || self.is_left_out(line);
        // One line may tell one case several things: what comes of them stands together.
        for steps in line.steps.chunk_by(|one, other| one.case() == other.case()) {
            let Some(case) = steps.first().map(Step::case) else { continue };
            let role = self.role(case);
            let concerns = |effect: &Effect<'_>| {
                let of_item = self.shown.item.is_none_or(|item| effect.item() == Some(item));
                let of_role =
                    self.shown.role.is_none() || role.is_some_and(|role| effect.concerns(role));
                of_item && of_role
            };
            let told = steps.iter().flat_map(Step::effects).filter(concerns);
            for row in rows(told, |effect| self.sentence(effect)) {
                if !announced && row.effect.at() >= said {
                    self.announce(line, out)?;
                    announced = true;
                }
                self.row(&row, out)?;
            }
            if !announced {
                self.announce(line, out)?;
                announced = true;
            }
            if self.shown.role.is_none() && self.shown.item.is_none() {
                for step in steps {
                    self.remarks(step, out)?;
                }
            }
        }
        if !announced {
            self.announce(line, out)?;
        }
        if let Verdict::Failed(failures) = &line.verdict {
            self.failures(failures, out)?;
        }
        Ok(())
    }

    /// Whether a line says nothing to the role that looks, or of the item that is looked at:
    /// another acts, or it expects what happened.
    fn is_left_out(&self, line: &LineReport) -> bool {
        if self.shown.role.is_none() && self.shown.item.is_none() {
            return false;
        }
        let acts = |step: &Step| {
            let (role, machine) = (self.role(step.case()), self.case(step.case()).machine());
            let mut inputs = step.entries().iter().filter_map(|entry| entry.event.input());
            inputs.any(|Input { by, item, .. }| {
                let by = by.as_ref().and_then(|by| machine.role(&by.role));
                let of_role = self.shown.role.is_none() || (role.is_some() && by == role);
                let of_item = self.shown.item.is_none_or(|id| item.as_deref() == Some(id));
                of_role && of_item
            })
        };
        match line.kind {
            LineKind::Input => !line.steps.iter().any(acts),
            LineKind::Expectation => !matches!(line.verdict, Verdict::Failed(_)),
            LineKind::Setting | LineKind::Time | LineKind::Opening => false,
        }
    }

    /// Says what somebody does.
    fn announce(&mut self, line: &LineReport, out: &mut impl Write) -> io::Result<()> {
        let what = match line.kind {
            LineKind::Opening => self.lang.pick("casus geopend", "case opened"),
            _ => &line.source,
        };
        let what = self.of(self.about(line)) + what;
        self.clock = None;
        self.at(line.at, out)?;
        writeln!(out, "{STRONG}● {}{STRONG:#}", wrap(&what, INDENT + 2))
    }

    /// What the timeline says of an effect, if anything.
    fn sentence(&self, effect: &Effect<'_>) -> Option<String> {
        let states = &self.case(effect.case()).machine().playbook().states;
        let root = |state: &StateId| states.get(*state).is_some_and(|it| it.parent.is_none());
        let text = match effect.kind() {
            // Whoever reads sees that the case opens, or what runs for an item begins, and where
            // it goes from where it was.
            EffectKind::Entered(state) if root(state) => return None,
            EffectKind::Left(_) if !self.shown.why => return None,
            EffectKind::Entered(_) | EffectKind::Opened { .. } => effect.text(),
            _ => effect.brief(),
        };
        Some(self.of(self.case(effect.case())) + self.lang.text(&text))
    }

    fn row(&mut self, row: &Row<'_>, out: &mut impl Write) -> io::Result<()> {
        let (mark, style) = mark(row.effect.kind());
        self.at(Some(row.effect.at()), out)?;
        writeln!(out, "{style}{mark} {}{style:#}", wrap(&row.said.text(self.lang), INDENT + 2))?;
        self.derived(&row.effect, out)
    }

    /// Why it is due on that day, where counting alone does not say so.
    fn derived(&self, effect: &Effect<'_>, out: &mut impl Write) -> io::Result<()> {
        let telling = |derived: Derivation<'_>| self.shown.why || !derived.is_plain();
        let text = effect.derived().filter(|_| effect.derivation().is_some_and(telling));
        match text {
            Some(text) => self.aside(self.lang.text(&text), out),
            None => Ok(()),
        }
    }

    /// A line beside what happens, for those who look closer.
    fn aside(&self, text: &str, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "{:INDENT$}{FAINT}· {}{FAINT:#}", "", wrap(text, INDENT + 2))
    }

    /// Before what is about a further case: its name.
    fn of(&self, case: &Case) -> String {
        let name = case.state().case();
        if name == self.report.case.state().case() { String::new() } else { format!("[{name}] ") }
    }

    fn about(&self, line: &LineReport) -> &'a Case {
        line.case.as_deref().map_or(&self.report.case, |case| self.case(case))
    }

    /// The case of that name.
    fn case(&self, name: &str) -> &'a Case {
        self.report.case(name).unwrap_or(&self.report.case)
    }

    /// The role that looks, as that case has it.
    fn role(&self, case: &str) -> Option<RoleId> {
        self.case(case).machine().role(self.shown.role?)
    }

    fn remarks(&mut self, step: &Step, out: &mut impl Write) -> io::Result<()> {
        let playbook = self.case(step.case()).playbook();
        for remark in step.trace() {
            use Trace::{Past, Runaway, TooLate};
            let always = matches!(remark.kind(), TooLate(_) | Past { .. } | Runaway);
            if self.shown.why || always {
                let source = |place| Some((place, playbook.line(place)?));
                let text = match remark.place().and_then(source) {
                    Some((place, source)) => {
                        format!("{}: {source}", self.lang.text(&place.text()))
                    }
                    None => self.lang.text(&remark.text()).to_owned(),
                };
                self.aside(&text, out)?;
            }
        }
        Ok(())
    }

    fn expectation(&mut self, line: &LineReport, out: &mut impl Write) -> io::Result<()> {
        let source = wrap(&(self.of(self.about(line)) + &line.source), INDENT + 2);
        self.at(line.at, out)?;
        match &line.verdict {
            Verdict::Failed(failures) => {
                let number = line.number;
                let at = self.lang.pick("regel", "line");
                writeln!(out, "{BAD}✗ {source}{BAD:#} ({at} {number})")?;
                self.failures(failures, out)
            }
            _ => writeln!(out, "{GOOD}✓{GOOD:#} {FAINT}{source}{FAINT:#}"),
        }
    }

    fn failures(&self, failures: &[Failure], out: &mut impl Write) -> io::Result<()> {
        let (expected, actual) = self.lang.pick(("verwacht", "gevonden"), ("expected", "found"));
        for failure in failures {
            for (word, text) in [(expected, &failure.expected), (actual, &failure.actual)] {
                let text = wrap(self.lang.text(text), INDENT + 14);
                writeln!(out, "{:INDENT$}  {BAD}{word:>10}{BAD:#}: {text}", "")?;
            }
        }
        Ok(())
    }

    /// The day when it is another, and the clock when it is another.
    fn at(&mut self, at: Option<Timestamp>, out: &mut impl Write) -> io::Result<()> {
        let Some(at) = at else { return write!(out, "{:INDENT$}", "") };
        let local = self.playbook.machine().zone().local(at);
        if self.day != Some(local.date) {
            self.day = Some(local.date);
            self.clock = None;
            writeln!(out, "\n{STRONG}{}{STRONG:#}", long(local.date, self.lang))?;
        }
        if self.clock == Some(at) {
            return write!(out, "{:INDENT$}", "");
        }
        self.clock = Some(at);
        write!(out, "  {FAINT}{:02}:{:02}{FAINT:#}  ", local.hour, local.minute)
    }

    /// Where the case is at the end, what is owed, and what comes by itself.
    fn end(&self, out: &mut impl Write) -> io::Result<()> {
        let report = self.report;
        let failed = report.failed().count();
        writeln!(out)?;
        for case in once(&report.case).chain(&report.others) {
            if case.state().phase() != Phase::Open {
                continue;
            }
            self.owed(case, out)?;
            let next = case.next_deadline().filter(|_| self.shown.role.is_none());
            if let Some(deadline) = next {
                let next = self.of(case) + self.lang.pick("Daarna vanzelf", "Next by itself");
                let text = wrap(self.lang.text(&deadline.text()), INDENT * 2);
                writeln!(out, "{STRONG}{next}{STRONG:#}: {text}")?;
            }
        }
        let expectations = report.expectations();
        let verdict = match (self.lang, failed) {
            (Lang::Nl, 0) => format!("{GOOD}✓ alle {expectations} verwachtingen kloppen{GOOD:#}"),
            (Lang::En, 0) => format!("{GOOD}✓ all {expectations} expectations are met{GOOD:#}"),
            (Lang::Nl, 1) => format!("{BAD}✗ 1 regel niet zoals verwacht{BAD:#}"),
            (Lang::En, 1) => format!("{BAD}✗ 1 line not as expected{BAD:#}"),
            (Lang::Nl, _) => format!("{BAD}✗ {failed} regels niet zoals verwacht{BAD:#}"),
            (Lang::En, _) => format!("{BAD}✗ {failed} lines not as expected{BAD:#}"),
        };
        writeln!(out, "{verdict}")
    }

    fn owed(&self, case: &Case, out: &mut impl Write) -> io::Result<()> {
        let owed = match self.shown.role {
            Some(role) => case.owed_by(role),
            None => case.owed(),
        };
        let of_item =
            |owed: &Owed| self.shown.item.is_none_or(|id| owed.item.as_deref() == Some(id));
        let rows = owed::rows(owed.into_iter().filter(of_item), self.lang);
        if rows.is_empty() {
            return Ok(());
        }
        let head = self.of(case) + self.lang.pick("Staat open", "Owed");
        writeln!(out, "{STRONG}{head}{STRONG:#}")?;
        let width = |column: usize| {
            let cells = rows.iter().filter_map(|(row, _)| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let (first, second) = (width(0), width(1));
        for ([name, who, due], status) in &rows {
            let style = if *status == Status::Overdue { ALARM } else { PLAIN };
            writeln!(out, "  {name:first$}  {who:second$}  {style}{due}{style:#}")?;
        }
        Ok(())
    }
}

/// The mark before an effect, and its colour.
fn mark(kind: &EffectKind) -> (&'static str, Style) {
    match kind {
        EffectKind::Entered(_) => ("▸", STRONG),
        EffectKind::Left(_) => ("◂", FAINT),
        EffectKind::Inform { .. } | EffectKind::Consult { .. } => ("i", FAINT),
        EffectKind::Opened { .. } | EffectKind::Reopened { .. } | EffectKind::Reinstated { .. } => {
            ("+", NEWS)
        }
        EffectKind::Call { .. } | EffectKind::OpenPlaybook { .. } => ("»", NEWS),
        EffectKind::DueChanged { .. } | EffectKind::DeadlineChanged { .. } => ("~", NEWS),
        EffectKind::Rebound { .. } | EffectKind::Replaced { .. } | EffectKind::Restored(_) => {
            ("→", NEWS)
        }
        EffectKind::Reminder(_) => ("!", PLAIN),
        EffectKind::Overdue(_) | EffectKind::DeadlinePassed(_) => ("!", ALARM),
        EffectKind::Escalated { .. } => ("↑", ALARM),
        EffectKind::Completed { .. } | EffectKind::Decided { .. } => ("✓", GOOD),
        EffectKind::Voted { .. } => ("·", PLAIN),
        EffectKind::Withdrawn { .. } | EffectKind::Excused { .. } => ("−", FAINT),
        EffectKind::Notice { .. } => ("»", NEWS),
        EffectKind::Note(_) => ("»", PLAIN),
        EffectKind::Severity { from, to } if from < to => ("▲", ALARM),
        EffectKind::Severity { .. } => ("▼", GOOD),
        EffectKind::Sent { .. } => ("·", PLAIN),
        EffectKind::Contested { .. } => ("!", ALARM),
        EffectKind::HolderChanged { .. } | EffectKind::Settled { .. } => ("→", NEWS),
        EffectKind::Corrected { .. } | EffectKind::Erased { .. } => ("~", NEWS),
        EffectKind::Violated(_) | EffectKind::Unheld(_) => ("✗", BAD),
        EffectKind::Item(effect) => item_mark(effect),
        EffectKind::Grounds { in_force: false, .. } => ("§", ALARM),
        EffectKind::Grounds { .. } => ("§", NEWS),
        EffectKind::Suspended { .. } => ("‖", ALARM),
        EffectKind::Resumed => ("▹", GOOD),
        EffectKind::Closed(_) | EffectKind::CaseReopened { .. } => ("■", STRONG),
    }
}

/// The mark before an effect on an item, and its colour.
fn item_mark(effect: &ItemEffect) -> (&'static str, Style) {
    match effect {
        ItemEffect::Enrolled(_) | ItemEffect::Offered { .. } => ("+", NEWS),
        ItemEffect::ItemWithdrawn { .. } | ItemEffect::Lapsed { .. } => ("−", FAINT),
        ItemEffect::RegisterComplete(_) | ItemEffect::Accepted { .. } => ("✓", GOOD),
        ItemEffect::Started(_) | ItemEffect::RegisterOpen(_) => ("▸", STRONG),
        ItemEffect::Stopped(_) => ("◂", FAINT),
        ItemEffect::Ended { .. } | ItemEffect::HoldingEnded { .. } | ItemEffect::Stays(_) => {
            ("■", STRONG)
        }
        ItemEffect::Chosen { .. } | ItemEffect::Moved { .. } => ("→", NEWS),
        ItemEffect::Planned { .. } | ItemEffect::Split { .. } => ("~", NEWS),
        ItemEffect::Beside { .. } => ("+", NEWS),
        ItemEffect::MoveOff { .. } | ItemEffect::AcceptanceWithdrawn { .. } => ("−", ALARM),
        ItemEffect::Waits { .. } => ("…", ALARM),
        ItemEffect::Barred { .. }
        | ItemEffect::NotBeside { .. }
        | ItemEffect::NobodyHolds(_)
        | ItemEffect::Misplaced { .. }
        | ItemEffect::Contradicted(_) => ("✗", BAD),
    }
}

/// `donderdag 26 november 2026`
fn long(date: Date, lang: Lang) -> String {
    let weekday = match date.weekday() {
        Weekday::Monday => lang.pick("maandag", "Monday"),
        Weekday::Tuesday => lang.pick("dinsdag", "Tuesday"),
        Weekday::Wednesday => lang.pick("woensdag", "Wednesday"),
        Weekday::Thursday => lang.pick("donderdag", "Thursday"),
        Weekday::Friday => lang.pick("vrijdag", "Friday"),
        Weekday::Saturday => lang.pick("zaterdag", "Saturday"),
        Weekday::Sunday => lang.pick("zondag", "Sunday"),
    };
    format!("{weekday} {}", Value::Date(date).words(lang.language()))
}
