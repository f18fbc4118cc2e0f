//! `draaiboek test`: every scenario file found, against the playbook it names.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anstyle::{AnsiColor, Style};
use draaiboek::Findings;
use draaiboek::diagnostic::Level;
use draaiboek::scenario::{Scenario, Scenarios};

use super::files::{self, Content, Library};
use super::junit::{self, Case, Suite, Went};
use super::language::Lang;
use super::trouble::told;
use super::{Outcome, complain, fix, render};

const GOOD: Style = AnsiColor::Green.on_default();
const BAD: Style = AnsiColor::Red.on_default().bold();

pub(crate) fn test(
    paths: &[PathBuf],
    junit: Option<&Path>,
    lang: Lang,
    out: &mut impl Write,
) -> io::Result<Outcome> {
    let found = match files::scenarios(paths) {
        Ok(found) => found,
        Err((path, error)) => {
            complain(&format!("{}: {}", path.display(), told(&error, lang)));
            return Ok(Outcome::Broken);
        }
    };
    let mut suites = Vec::new();
    let mut library = Library::default();
    let mut outcome = Outcome::Fine;
    for path in &found {
        writeln!(out, "{}", path.display())?;
        if files::is_playbook(path) {
            let why = files::no_scenario(path, lang);
            complain(&why);
            suites.push(Suite { path: path.display().to_string(), cases: vec![whole(path, why)] });
            continue;
        }
        let cases = match files::read(path) {
            Content::Text(source) => file(path, &source, &mut library, lang, out)?,
            Content::NotText(found) => {
                let findings = files::findings(path, "", vec![*found]);
                vec![unread(path, &findings, lang, out)?]
            }
            Content::Unreadable(error) => {
                complain(&format!("{}: {}", path.display(), told(&error, lang)));
                outcome = Outcome::Broken;
                vec![whole(path, told(&error, lang))]
            }
        };
        suites.push(Suite { path: path.display().to_string(), cases });
    }
    outcome = outcome.max(summary(&suites, lang, out)?);
    if let Some(path) = junit {
        let mut xml = Vec::new();
        junit::write(&suites, lang, &mut xml)?;
        if let Err(error) = fix::whole(path, &xml, |_| Ok(())) {
            complain(&format!("{}: {}", path.display(), told(&error, lang)));
            outcome = Outcome::Broken;
        }
    }
    Ok(outcome)
}

fn summary(suites: &[Suite], lang: Lang, out: &mut impl Write) -> io::Result<Outcome> {
    let went = || suites.iter().flat_map(|suite| &suite.cases).map(|case| &case.went);
    let passed = went().filter(|went| matches!(went, Went::Passed)).count();
    let failed = went().count() - passed;
    let style = if failed == 0 { GOOD } else { BAD };
    let summary = match (lang, passed + failed) {
        (Lang::Nl, 0) => "geen scenario's gevonden".to_owned(),
        (Lang::En, 0) => "no scenarios found".to_owned(),
        (Lang::Nl, _) => format!("{passed} geslaagd, {failed} mislukt"),
        (Lang::En, _) => format!("{passed} passed, {failed} failed"),
    };
    writeln!(out, "\n{style}{summary}{style:#}")?;
    // A test that tests nothing is no success.
    Ok(if failed > 0 || passed == 0 { Outcome::Findings } else { Outcome::Fine })
}

/// A file of which no scenario could be read, as one scenario that is called after it.
fn whole(path: &Path, why: String) -> Case {
    Case { title: path.display().to_string(), line: 1, went: Went::Broken(why) }
}

/// Tells what is wrong with such a file.
fn unread(path: &Path, findings: &Findings, lang: Lang, out: &mut impl Write) -> io::Result<Case> {
    render::text(findings, lang, out)?;
    Ok(whole(path, render::lines(findings, lang)))
}

fn file(
    path: &Path,
    source: &str,
    library: &mut Library,
    lang: Lang,
    out: &mut impl Write,
) -> io::Result<Vec<Case>> {
    let (scenarios, found) = Scenarios::read(source);
    let case = |scenario: &Scenario<'_>, went| Case {
        title: scenario.title().to_owned(),
        line: scenario.line(),
        went,
    };
    if found.iter().any(|finding| finding.level() == Level::Error) {
        let findings = files::findings(path, source, found);
        let why = unread(path, &findings, lang, out)?;
        if scenarios.iter().len() == 0 {
            return Ok(vec![why]);
        }
        let why = render::lines(&findings, lang);
        let broken = |scenario| case(&scenario, Went::Broken(why.clone()));
        return Ok(scenarios.iter().map(broken).collect());
    }
    let run = |scenario: Scenario<'_>| {
        let went = one(path, source, scenario, library, lang, out)?;
        Ok(case(&scenario, went))
    };
    scenarios.iter().map(run).collect()
}

/// Runs one scenario and tells how it went.
fn one(
    path: &Path,
    source: &str,
    scenario: Scenario<'_>,
    library: &mut Library,
    lang: Lang,
    out: &mut impl Write,
) -> io::Result<Went> {
    let title = scenario.title();
    let others = library.others(path, scenario);
    let compiled = match library.find(path, scenario.playbook()) {
        Ok(compiled) => compiled,
        Err(missing) => {
            let why = missing.text(scenario.playbook(), lang);
            writeln!(out, "  {BAD}✗{BAD:#} {title}\n    {why}")?;
            return Ok(Went::Broken(why));
        }
    };
    let mut broken = |findings: &Findings| {
        writeln!(out, "  {BAD}✗{BAD:#} {title}")?;
        render::text(findings, lang, out)?;
        Ok(Went::Broken(render::lines(findings, lang)))
    };
    let Some(playbook) = &compiled.playbook else {
        // Many scenarios may be for one playbook: its faults are told with the first.
        if compiled.told.replace(true) {
            let why = lang.pick(
                "het draaiboek heeft fouten, zie hierboven",
                "the playbook has errors, see above",
            );
            writeln!(out, "  {BAD}✗{BAD:#} {title}\n    {why}")?;
            return Ok(Went::Broken(render::lines(&compiled.findings, lang)));
        }
        return broken(&compiled.findings);
    };
    match scenario.run_with(playbook, &others) {
        Ok(report) if report.passed() => {
            let expectations = report.expectations();
            let word = match expectations {
                1 => lang.pick("verwachting", "expectation"),
                _ => lang.pick("verwachtingen", "expectations"),
            };
            writeln!(out, "  {GOOD}✓{GOOD:#} {title} ({expectations} {word})")?;
            Ok(Went::Passed)
        }
        Ok(report) => {
            writeln!(out, "  {BAD}✗{BAD:#} {title}")?;
            let text = report.text();
            for line in lang.text(&text).lines().skip(1) {
                writeln!(out, "  {line}")?;
            }
            Ok(Went::Failed(Box::new(report)))
        }
        Err(found) => broken(&files::findings(path, source, found)),
    }
}
