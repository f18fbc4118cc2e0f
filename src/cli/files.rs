//! Finds and reads files: scenarios under folders, and the playbook that a scenario is for.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use draaiboek::diagnostic::Diagnostic;
use draaiboek::scenario::Scenario;
use draaiboek::syntax;
use draaiboek::{ErrorKind, Findings, Playbook};

use super::disk::Disk;
use super::language::Lang;

/// What a file says, or why that cannot be told.
pub(crate) enum Content {
    /// Its text.
    Text(String),
    /// It is no text.
    NotText(Box<Diagnostic>),
    /// It cannot be read.
    Unreadable(io::Error),
}

/// Reads a file.
pub(crate) fn read(path: &Path) -> Content {
    match fs::read(path) {
        Err(error) => Content::Unreadable(error),
        Ok(bytes) => match syntax::decode(&bytes) {
            Ok(text) => Content::Text(text.to_owned()),
            Err(found) => Content::NotText(found),
        },
    }
}

/// Whether a file holds scenarios, by its name.
pub(crate) fn is_scenario(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "scenario")
}

/// Whether a file holds a playbook, by its name.
pub(crate) fn is_playbook(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "draaiboek")
}

/// A playbook was given where scenarios belong: what to give instead.
pub(crate) fn no_scenario(path: &Path, lang: Lang) -> String {
    let (shown, folder) = (path.display(), path.parent().filter(|it| !it.as_os_str().is_empty()));
    let folder = folder.unwrap_or(Path::new(".")).display();
    lang.pick(
        format!(
            "{shown}: dit is een draaiboek, en hier hoort een scenario: geef een bestand \
             `.scenario`, of `draaiboek test {folder}` voor alle scenario's in de map; het \
             draaiboek zelf kijkt `draaiboek check {shown}` na"
        ),
        format!(
            "{shown}: this is a playbook, and a scenario belongs here: give a file `.scenario`, \
             or `draaiboek test {folder}` for all scenarios in the folder; the playbook itself \
             is checked by `draaiboek check {shown}`"
        ),
    )
}

/// The scenario files among `paths` and below the folders among them, in order of name.
///
/// # Errors
/// The first path that cannot be read.
pub(crate) fn scenarios(paths: &[PathBuf]) -> Result<Vec<PathBuf>, (PathBuf, io::Error)> {
    let mut found = Vec::new();
    for path in paths {
        if fs::metadata(path).map_err(|error| (path.clone(), error))?.is_dir() {
            below(path, &mut found).map_err(|error| (path.clone(), error))?;
        } else {
            found.push(path.clone());
        }
    }
    Ok(found)
}

fn below(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut waiting = vec![folder.to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            if kind.is_dir() {
                waiting.push(entry.path());
            } else if is_scenario(&entry.path()) {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    found.append(&mut files);
    Ok(())
}

/// A playbook that was read from a file.
pub(crate) struct Compiled {
    /// The playbook, unless it has errors.
    pub(crate) playbook: Option<Playbook>,
    /// What was found about it and the files it uses.
    pub(crate) findings: Findings,
    /// The files it uses.
    pub(crate) uses: Vec<PathBuf>,
    /// Whether its faults were told.
    pub(crate) told: Cell<bool>,
}

/// Compiles the text of a file with the files that it uses.
pub(crate) fn compile(path: &Path, source: &str) -> Compiled {
    let disk = Disk::new(path);
    let name = path.display().to_string();
    let (playbook, findings) = match Playbook::compile_with(&name, source, &disk) {
        Ok(playbook) => {
            let findings = playbook.findings().clone();
            (Some(playbook), findings)
        }
        Err(error) => {
            if error.kind() == ErrorKind::Internal {
                super::complain(&error.to_string());
            }
            (None, error.findings().clone())
        }
    };
    Compiled { playbook, findings, uses: disk.used(), told: Cell::new(false) }
}

/// What was found in a file.
pub(crate) fn findings(path: &Path, source: &str, found: Vec<Diagnostic>) -> Findings {
    Findings::new(path.display().to_string(), source, found)
}

fn unread(path: &Path, found: Vec<Diagnostic>) -> Compiled {
    let findings = findings(path, "", found);
    Compiled { playbook: None, findings, uses: vec![], told: Cell::new(false) }
}

/// Finds the playbooks that scenarios are for; reads each file once.
#[derive(Default)]
pub(crate) struct Library {
    /// By file: the name in the header, if there is one.
    names: BTreeMap<PathBuf, Option<String>>,
    compiled: BTreeMap<PathBuf, Compiled>,
}

/// Why there is no playbook for a scenario.
pub(crate) enum NotFound {
    /// None of that name in the scenario's folder and those around it.
    None,
    /// Several of that name in one folder.
    Several(Vec<PathBuf>),
}

impl NotFound {
    /// In words.
    pub(crate) fn text(&self, name: &str, lang: Lang) -> String {
        match self {
            Self::None => lang.pick(
                format!(
                    "geen draaiboek `{name}` in deze map of een map erboven: zet het daar, of \
                     noem achter `voor` een draaiboek dat er is"
                ),
                format!(
                    "no playbook `{name}` in this folder or one above it: put it there, or name \
                     one that is there after `for`"
                ),
            ),
            Self::Several(paths) => {
                let paths: Vec<String> =
                    paths.iter().map(|path| path.display().to_string()).collect();
                let paths = paths.join(", ");
                lang.pick(
                    format!(
                        "meer draaiboeken `{name}`: {paths}; geef het scenario een bestandsnaam \
                         die begint met die van het bedoelde, of zet elk in een eigen map"
                    ),
                    format!(
                        "several playbooks `{name}`: {paths}; give the scenario a file name that \
                         begins with that of the one meant, or put each in a folder of its own"
                    ),
                )
            }
        }
    }
}

impl Library {
    /// The playbook called `name` for a scenario file: from its folder, else the nearest folder
    /// above. Of several in one folder the one whose file name the scenario's begins with.
    ///
    /// # Errors
    /// When there is none, or no way to choose.
    pub(crate) fn find(&mut self, scenario: &Path, name: &str) -> Result<&Compiled, NotFound> {
        let absolute = std::path::absolute(scenario).unwrap_or_else(|_| scenario.to_owned());
        for folder in absolute.ancestors().skip(1) {
            let candidates = self.named(folder, name);
            if candidates.is_empty() {
                continue;
            }
            let chosen = choose(scenario, candidates)?;
            return Ok(self.compile(chosen));
        }
        Err(NotFound::None)
    }

    /// The playbooks of the further cases of a scenario, as far as there are any without errors.
    pub(crate) fn others(&mut self, path: &Path, scenario: Scenario<'_>) -> Vec<Playbook> {
        let one = |name| self.find(path, name).ok()?.playbook.clone();
        scenario.others().into_iter().filter_map(one).collect()
    }

    /// The playbook of a file. An unreadable one has no text and no findings.
    pub(crate) fn compile(&mut self, path: PathBuf) -> &Compiled {
        self.compiled.entry(path.clone()).or_insert_with(|| match read(&path) {
            Content::Text(source) => compile(&path, &source),
            Content::NotText(found) => unread(&path, vec![*found]),
            Content::Unreadable(_) => unread(&path, vec![]),
        })
    }

    /// The playbooks of that name in a folder, in order of file name.
    fn named(&mut self, folder: &Path, name: &str) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(folder) else { return vec![] };
        let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
        let mut paths: Vec<PathBuf> = paths.filter(|path| is_playbook(path)).collect();
        paths.sort();
        paths.retain(|path| self.header(path).is_some_and(|header| header == name));
        paths.into_iter().map(from_here).collect()
    }

    fn header(&mut self, path: &Path) -> Option<&str> {
        let names = self.names.entry(path.to_owned()).or_insert_with(|| match read(path) {
            Content::Text(text) => syntax::parse(&text).file.header.map(|header| header.name.text),
            _ => None,
        });
        names.as_deref()
    }
}

/// A path as seen from the working folder, when it lies there.
fn from_here(path: PathBuf) -> PathBuf {
    let here = std::path::absolute(".").unwrap_or_default();
    path.strip_prefix(here).map_or(path.clone(), Path::to_owned)
}

/// The one candidate, or the one with the longest file name that the scenario's begins with.
fn choose(scenario: &Path, mut candidates: Vec<PathBuf>) -> Result<PathBuf, NotFound> {
    if let [one] = candidates.as_slice() {
        return Ok(one.clone());
    }
    let stem = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let wanted = stem(scenario).unwrap_or_default();
    let fits = |path: &&PathBuf| {
        stem(path).is_some_and(|stem| {
            wanted
                .strip_prefix(&stem)
                .is_some_and(|rest| rest.chars().next().is_none_or(|next| !next.is_alphanumeric()))
        })
    };
    let length = |path: &&PathBuf| stem(path).map_or(0, |stem| stem.len());
    match candidates.iter().filter(fits).max_by_key(length) {
        Some(chosen) => Ok(chosen.clone()),
        None => {
            candidates.sort();
            Err(NotFound::Several(candidates))
        }
    }
}
