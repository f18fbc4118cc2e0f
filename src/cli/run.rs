//! `draaiboek run`: scenarios through a playbook, as a timeline.

use std::io::{self, Write};
use std::path::Path;

use draaiboek::Findings;
use draaiboek::diagnostic::Level;
use draaiboek::scenario::Scenarios;

use super::files::{self, Content};
use super::language::Lang;
use super::timeline::Timeline;
use super::{Outcome, complain, render};

pub(crate) fn run(
    playbook: &Path,
    scenario: &Path,
    why: bool,
    lang: Lang,
    out: &mut impl Write,
) -> io::Result<Outcome> {
    let Some(source) = text(playbook, lang, out)? else { return Ok(Outcome::Broken) };
    let compiled = files::compile(playbook, &source);
    let Some(playbook) = compiled.playbook else {
        return report(&compiled.findings, lang, out);
    };
    let Some(source) = text(scenario, lang, out)? else { return Ok(Outcome::Broken) };
    let (scenarios, found) = Scenarios::read(&source);
    if found.iter().any(|finding| finding.level() == Level::Error) {
        return report(&files::findings(scenario, &source, found), lang, out);
    }
    let mut outcome = Outcome::Fine;
    for (number, one) in scenarios.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        match one.run(&playbook) {
            Ok(went) => {
                Timeline::new(&playbook, lang, why).show(&went, out)?;
                if !went.passed() {
                    outcome = outcome.max(Outcome::Findings);
                }
            }
            Err(found) => {
                let findings = files::findings(scenario, &source, found);
                outcome = outcome.max(report(&findings, lang, out)?);
            }
        }
    }
    Ok(outcome)
}

/// The text of a file; `None` after a complaint.
fn text(path: &Path, lang: Lang, out: &mut impl Write) -> io::Result<Option<String>> {
    match files::read(path) {
        Content::Text(text) => Ok(Some(text)),
        Content::NotText(found) => {
            render::text(&files::findings(path, "", vec![*found]), lang, out)?;
            Ok(None)
        }
        Content::Unreadable(error) => {
            complain(&format!("{}: {error}", path.display()));
            Ok(None)
        }
    }
}

fn report(findings: &Findings, lang: Lang, out: &mut impl Write) -> io::Result<Outcome> {
    render::text(findings, lang, out)?;
    let path = findings.sources().names().next().unwrap_or_default();
    writeln!(out, "{path}: {}", render::summary(findings.diagnostics(), lang))?;
    Ok(Outcome::Findings)
}
