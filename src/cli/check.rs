//! `draaiboek check`: everything that is wrong with playbooks and scenarios, in one run, and what
//! of it can be mended.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use draaiboek::Findings;
use draaiboek::diagnostic::{Diagnostic, Mended, mend};
use draaiboek::scenario::Scenarios;

use super::args::Format;
use super::files::{self, Content, Library};
use super::language::Lang;
use super::render::{self, FileFindings};
use super::trouble::told;
use super::{Outcome, complain, fix, sarif};

/// What to do with fixes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fixing {
    /// Nothing.
    No,
    /// Shows what they would change.
    Shown,
    /// Carries them out.
    Written,
}

impl Fixing {
    /// As the arguments say.
    pub(crate) fn new(fix: bool, dry_run: bool) -> Self {
        match (fix, dry_run) {
            (false, _) => Self::No,
            (true, true) => Self::Shown,
            (true, false) => Self::Written,
        }
    }
}

/// A file that was checked.
pub(crate) struct Checked {
    /// As it was given.
    path: PathBuf,
    // Where it is on the disk, whatever links lead there.
    place: Option<PathBuf>,
    /// What is wrong with it and the files it uses.
    pub(crate) findings: Findings,
    // The places of the files it uses.
    uses: Vec<PathBuf>,
    // How mending it went, and the text before.
    mended: Option<(String, Mended)>,
    // Whether all of it was checked.
    whole: bool,
    outcome: Outcome,
}

pub(crate) fn check(
    paths: &[PathBuf],
    format: Format,
    fixing: Fixing,
    lang: Lang,
    out: &mut impl Write,
) -> io::Result<Outcome> {
    // Scenarios are checked against playbooks: those are mended first.
    let mut order: Vec<(usize, &PathBuf)> = paths.iter().enumerate().collect();
    order.sort_by_key(|(_, path)| files::is_scenario(path));
    let mut library = Library::default();
    let mut outcome = Outcome::Fine;
    let mut checked: Vec<(usize, Checked)> = Vec::new();
    for (index, path) in order {
        match check_file(path, fixing, &mut library, lang) {
            Ok(file) => {
                outcome = outcome.max(file.outcome);
                checked.push((index, file));
            }
            Err(error) => {
                complain(&format!("{}: {}", path.display(), told(&error, lang)));
                outcome = Outcome::Broken;
            }
        }
    }
    checked.sort_by_key(|(index, _)| *index);
    let checked: Vec<Checked> = checked.into_iter().map(|(_, file)| file).collect();
    if format == Format::Text {
        for (path, (before, mended)) in
            checked.iter().filter_map(|file| Some((&file.path, file.mended.as_ref()?)))
        {
            fix::show(path, before, mended, lang, out)?;
        }
    }
    let checked = apart(checked);
    let open = |finding: &Diagnostic| finding.waived.is_none();
    if checked.iter().any(|file| file.findings.diagnostics().iter().any(open)) {
        outcome = outcome.max(Outcome::Findings);
    }
    match format {
        Format::Json => json(&checked, out)?,
        Format::Sarif => sarif::write(&checked, outcome != Outcome::Broken, lang, out)?,
        Format::Text => text(&checked, fixing, lang, out)?,
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

/// Checks a file. Fixes are carried out in the file itself, not in those that it uses.
fn check_file(
    path: &Path,
    fixing: Fixing,
    library: &mut Library,
    lang: Lang,
) -> io::Result<Checked> {
    let place = fs::canonicalize(path).ok();
    let path = path.to_owned();
    let source = match files::read(&path) {
        Content::Text(text) => text,
        Content::NotText(found) => {
            let findings = files::findings(&path, "", vec![*found]);
            let (uses, mended, whole, outcome) = (vec![], None, true, Outcome::Findings);
            return Ok(Checked { path, place, findings, uses, mended, whole, outcome });
        }
        Content::Unreadable(error) => return Err(error),
    };
    let mut look = |source: &str| look(&path, source, library, lang);
    // Places in the file itself come first, as they are in it.
    let mended = (fixing != Fixing::No)
        .then(|| mend(&source, |source| look(source).findings.into_diagnostics()));
    let written = mended.as_ref().filter(|it| fixing == Fixing::Written && it.is_changed());
    let written = written.map(|it| fix::replace(&path, &source, &it.source, lang));
    let failed = written.and_then(Result::err);
    if let Some(error) = &failed {
        complain(&format!("{}: {}", path.display(), told(error, lang)));
    }
    let mended = mended.filter(|_| failed.is_none());
    let now = mended.as_ref().filter(|_| fixing == Fixing::Written);
    let Looked { findings, uses, unchecked } = look(now.map_or(&source, |it| &it.source));
    unchecked.iter().for_each(|complaint| complain(complaint));
    let outcome = match (failed.is_some(), unchecked.is_empty()) {
        (true, _) => Outcome::Broken,
        (false, false) => Outcome::Findings,
        (false, true) => Outcome::Fine,
    };
    let (mended, whole) = (mended.map(|mended| (source, mended)), unchecked.is_empty());
    Ok(Checked { path, place, findings, uses, mended, whole, outcome })
}

/// What is wrong with a text.
struct Looked {
    findings: Findings,
    uses: Vec<PathBuf>,
    /// Why some of it could not be checked.
    unchecked: Vec<String>,
}

fn look(path: &Path, source: &str, library: &mut Library, lang: Lang) -> Looked {
    let mut unchecked = Vec::new();
    if !files::is_scenario(path) {
        let files::Compiled { findings, uses, .. } = files::compile(path, source);
        return Looked { findings, uses, unchecked };
    }
    let shown = path.display();
    let (scenarios, mut found) = Scenarios::read(source);
    for scenario in scenarios.iter() {
        let others = library.others(path, scenario);
        match library.find(path, scenario.playbook()) {
            Ok(compiled) => match &compiled.playbook {
                Some(playbook) => found.extend(scenario.check_with(playbook, &others)),
                None => {
                    let of = compiled.findings.sources().names().next().unwrap_or_default();
                    unchecked.push(lang.pick(
                        format!("{shown}: namen niet nagekeken: {of} heeft fouten"),
                        format!("{shown}: names not checked: {of} has errors"),
                    ));
                }
            },
            Err(missing) => {
                unchecked.push(format!("{shown}: {}", missing.text(scenario.playbook(), lang)));
            }
        }
    }
    found.sort_by_key(|finding| (finding.span.start, finding.code.id));
    Looked { findings: files::findings(path, source, found), uses: vec![], unchecked }
}

fn json(checked: &[Checked], out: &mut impl Write) -> io::Result<()> {
    let files = checked.iter().flat_map(|file| FileFindings::all(&file.findings));
    serde_json::to_writer_pretty(&mut *out, &files.collect::<Vec<_>>())?;
    writeln!(out)
}

fn text(checked: &[Checked], fixing: Fixing, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    for file in checked {
        render::text(&file.findings, lang, out)?;
    }
    for file in checked {
        write!(out, "{}: ", file.path.display())?;
        if let Some((_, mended)) = file.mended.as_ref().filter(|(_, it)| it.is_changed()) {
            write!(out, "{}; ", fix::summary(mended.mended.len(), fixing, lang))?;
        }
        let summary = render::summary(file.findings.diagnostics(), lang);
        let partly = lang.pick("niet alles nagekeken", "not all of it checked");
        match (file.whole, file.findings.diagnostics().is_empty()) {
            (true, _) => writeln!(out, "{summary}")?,
            (false, true) => writeln!(out, "{partly}")?,
            (false, false) => writeln!(out, "{summary}; {partly}")?,
        }
    }
    Ok(())
}
