//! `draaiboek test`: every scenario file found, against the playbook it names.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anstyle::{AnsiColor, Style};
use draaiboek::diagnostic::Level;
use draaiboek::scenario::{Scenario, Scenarios};

use super::files::{self, Content, Library};
use super::language::Lang;
use super::{Outcome, complain, render};

const GOOD: Style = AnsiColor::Green.on_default();
const BAD: Style = AnsiColor::Red.on_default().bold();

/// How many scenarios went well, and how many did not.
#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
}

pub(crate) fn test(paths: &[PathBuf], lang: Lang, out: &mut impl Write) -> io::Result<Outcome> {
    let found = match files::scenarios(paths) {
        Ok(found) => found,
        Err((path, error)) => {
            complain(&format!("{}: {error}", path.display()));
            return Ok(Outcome::Broken);
        }
    };
    let mut tally = Tally::default();
    let mut library = Library::default();
    let mut outcome = Outcome::Fine;
    for path in &found {
        writeln!(out, "{}", path.display())?;
        match files::read(path) {
            Content::Text(source) => file(path, &source, &mut library, &mut tally, lang, out)?,
            Content::NotText(found) => {
                tally.failed += 1;
                render::text(&files::findings(path, "", vec![*found]), lang, out)?;
            }
            Content::Unreadable(error) => {
                complain(&format!("{}: {error}", path.display()));
                outcome = Outcome::Broken;
            }
        }
    }
    let Tally { passed, failed } = tally;
    let style = if failed == 0 { GOOD } else { BAD };
    let summary = match (lang, passed + failed) {
        (Lang::Nl, 0) => "geen scenario's gevonden".to_owned(),
        (Lang::En, 0) => "no scenarios found".to_owned(),
        (Lang::Nl, _) => format!("{passed} geslaagd, {failed} mislukt"),
        (Lang::En, _) => format!("{passed} passed, {failed} failed"),
    };
    writeln!(out, "\n{style}{summary}{style:#}")?;
    // A test that tests nothing is no success.
    let tested = if failed > 0 || passed == 0 { Outcome::Findings } else { Outcome::Fine };
    Ok(outcome.max(tested))
}

fn file(
    path: &Path,
    source: &str,
    library: &mut Library,
    tally: &mut Tally,
    lang: Lang,
    out: &mut impl Write,
) -> io::Result<()> {
    let (scenarios, found) = Scenarios::read(source);
    if found.iter().any(|finding| finding.level() == Level::Error) {
        tally.failed += scenarios.iter().len().max(1);
        return render::text(&files::findings(path, source, found), lang, out);
    }
    for scenario in scenarios.iter() {
        if one(path, source, scenario, library, lang, out)? {
            tally.passed += 1;
        } else {
            tally.failed += 1;
        }
    }
    Ok(())
}

/// Runs one scenario; whether it went as written.
fn one(
    path: &Path,
    source: &str,
    scenario: Scenario<'_>,
    library: &mut Library,
    lang: Lang,
    out: &mut impl Write,
) -> io::Result<bool> {
    let title = scenario.title();
    let compiled = match library.find(path, scenario.playbook()) {
        Ok(compiled) => compiled,
        Err(missing) => {
            let why = missing.text(scenario.playbook(), lang);
            writeln!(out, "  {BAD}✗{BAD:#} {title}\n    {why}")?;
            return Ok(false);
        }
    };
    let Some(playbook) = &compiled.playbook else {
        writeln!(out, "  {BAD}✗{BAD:#} {title}")?;
        render::text(&compiled.findings, lang, out)?;
        return Ok(false);
    };
    match scenario.run(playbook) {
        Ok(report) if report.passed() => {
            let expectations = report.expectations();
            let word = match expectations {
                1 => lang.pick("verwachting", "expectation"),
                _ => lang.pick("verwachtingen", "expectations"),
            };
            writeln!(out, "  {GOOD}✓{GOOD:#} {title} ({expectations} {word})")?;
            Ok(true)
        }
        Ok(report) => {
            writeln!(out, "  {BAD}✗{BAD:#} {title}")?;
            let text = report.text();
            for line in lang.text(&text).lines().skip(1) {
                writeln!(out, "  {line}")?;
            }
            Ok(false)
        }
        Err(found) => {
            writeln!(out, "  {BAD}✗{BAD:#} {title}")?;
            render::text(&files::findings(path, source, found), lang, out)?;
            Ok(false)
        }
    }
}
