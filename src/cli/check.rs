//! `draaiboek check`: everything that is wrong with playbooks and scenarios, in one run.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use draaiboek::Findings;
use draaiboek::scenario::Scenarios;

use super::args::Format;
use super::files::{self, Content, Library};
use super::language::Lang;
use super::render::{self, FileFindings};
use super::{Outcome, complain};

/// A file that was checked.
struct Checked {
    path: String,
    /// Where it is on the disk, whatever links lead there.
    place: Option<PathBuf>,
    findings: Findings,
    /// The places of the files it uses.
    uses: Vec<PathBuf>,
}

pub(crate) fn check(
    paths: &[PathBuf],
    format: Format,
    lang: Lang,
    out: &mut impl Write,
) -> io::Result<Outcome> {
    let mut outcome = Outcome::Fine;
    let mut checked = Vec::new();
    let mut library = Library::default();
    for path in paths {
        match check_file(path, &mut library, lang) {
            Ok((file, worse)) => {
                outcome = outcome.max(worse);
                checked.push(file);
            }
            Err(error) => {
                complain(&format!("{}: {error}", path.display()));
                outcome = Outcome::Broken;
            }
        }
    }
    let checked = apart(checked);
    if checked.iter().any(|file| !file.findings.diagnostics().is_empty()) {
        outcome = outcome.max(Outcome::Findings);
    }
    match format {
        Format::Json => json(&checked, out)?,
        Format::Text => text(&checked, lang, out)?,
    }
    Ok(outcome)
}

/// Without the files that are checked as part of another.
fn apart(checked: Vec<Checked>) -> Vec<Checked> {
    let mut shown: Vec<bool> = vec![true; checked.len()];
    for (index, file) in checked.iter().enumerate() {
        let others = checked.iter().zip(&shown).enumerate();
        let users = others.filter(|(other, (_, shown))| *other != index && **shown);
        let mut used = users.flat_map(|(_, (user, _))| &user.uses);
        let is_part = used.any(|used| file.place.as_ref() == Some(used));
        if let Some(shown) = shown.get_mut(index) {
            *shown = !is_part;
        }
    }
    checked.into_iter().zip(shown).filter_map(|(file, shown)| shown.then_some(file)).collect()
}

fn check_file(
    path: &Path,
    library: &mut Library,
    lang: Lang,
) -> Result<(Checked, Outcome), io::Error> {
    let shown = path.display().to_string();
    let place = fs::canonicalize(path).ok();
    let alone = |findings| Checked { path: shown.clone(), place: None, findings, uses: vec![] };
    let source = match files::read(path) {
        Content::Text(text) => text,
        Content::NotText(found) => {
            let findings = files::findings(path, "", vec![*found]);
            return Ok((Checked { place, ..alone(findings) }, Outcome::Fine));
        }
        Content::Unreadable(error) => return Err(error),
    };
    if !files::is_scenario(path) {
        let files::Compiled { findings, uses, .. } = files::compile(path, &source);
        return Ok((Checked { place, uses, ..alone(findings) }, Outcome::Fine));
    }
    let mut outcome = Outcome::Fine;
    let (scenarios, mut found) = Scenarios::read(&source);
    for scenario in scenarios.iter() {
        match library.find(path, scenario.playbook()) {
            Ok(compiled) => match &compiled.playbook {
                Some(playbook) => found.extend(scenario.check(playbook)),
                None => {
                    let of = compiled.findings.sources().names().next().unwrap_or_default();
                    complain(&lang.pick(
                        format!("{shown}: namen niet nagekeken: {of} heeft fouten"),
                        format!("{shown}: names not checked: {of} has errors"),
                    ));
                    outcome = Outcome::Findings;
                }
            },
            Err(missing) => {
                complain(&format!("{shown}: {}", missing.text(scenario.playbook(), lang)));
                outcome = Outcome::Findings;
            }
        }
    }
    found.sort_by_key(|finding| (finding.span.start, finding.code.id));
    Ok((alone(files::findings(path, &source, found)), outcome))
}

fn json(checked: &[Checked], out: &mut impl Write) -> io::Result<()> {
    let files = checked.iter().flat_map(|file| FileFindings::all(&file.findings));
    serde_json::to_writer_pretty(&mut *out, &files.collect::<Vec<_>>())?;
    writeln!(out)
}

fn text(checked: &[Checked], lang: Lang, out: &mut impl Write) -> io::Result<()> {
    for file in checked {
        render::text(&file.findings, lang, out)?;
    }
    for file in checked {
        let summary = render::summary(file.findings.diagnostics(), lang);
        writeln!(out, "{}: {summary}", file.path)?;
    }
    Ok(())
}
