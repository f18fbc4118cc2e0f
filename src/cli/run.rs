//! `draaiboek run`: scenarios through a playbook, as a timeline.

use std::io::{self, Write};
use std::path::Path;

use draaiboek::diagnostic::Diagnostic;
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
    let (compiled, found) = files::compile(&source);
    let Some(compiled) = compiled else {
        return report(playbook, &source, &found, lang, out);
    };
    let Some(source) = text(scenario, lang, out)? else { return Ok(Outcome::Broken) };
    let (scenarios, found) = Scenarios::read(&source);
    if found.iter().any(|finding| finding.level() == Level::Error) {
        return report(scenario, &source, &found, lang, out);
    }
    let mut outcome = Outcome::Fine;
    for (number, one) in scenarios.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        match one.run(&compiled) {
            Ok(went) => {
                Timeline::new(&compiled, lang, why).show(&went, out)?;
                if !went.passed() {
                    outcome = outcome.max(Outcome::Findings);
                }
            }
            Err(found) => outcome = outcome.max(report(scenario, &source, &found, lang, out)?),
        }
    }
    Ok(outcome)
}

/// The text of a file; `None` after a complaint.
fn text(path: &Path, lang: Lang, out: &mut impl Write) -> io::Result<Option<String>> {
    match files::read(path) {
        Content::Text(text) => Ok(Some(text)),
        Content::NotText(found) => {
            render::text(&path.display().to_string(), "", &[*found], lang, out)?;
            Ok(None)
        }
        Content::Unreadable(error) => {
            complain(&format!("{}: {error}", path.display()));
            Ok(None)
        }
    }
}

fn report(
    path: &Path,
    source: &str,
    found: &[Diagnostic],
    lang: Lang,
    out: &mut impl Write,
) -> io::Result<Outcome> {
    let path = path.display().to_string();
    render::text(&path, source, found, lang, out)?;
    writeln!(out, "{path}: {}", render::summary(found, lang))?;
    Ok(Outcome::Findings)
}
