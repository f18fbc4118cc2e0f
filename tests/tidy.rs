//! The house rules that a reader can count: layers, sizes, first lines, pages, clocks.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop at what it does not expect"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use draaiboek::explain;

/// A top-level module with its layer and, where two halves share a layer, its side.
const LAYERS: &[(&str, u8, &str)] = &[
    ("span", 1, ""),
    ("diagnostic", 1, ""),
    ("sources", 1, ""),
    ("text", 1, ""),
    ("calendar", 1, ""),
    ("canon", 1, ""),
    ("value", 1, ""),
    ("machine", 2, ""),
    ("syntax", 3, "front"),
    ("import", 3, "front"),
    ("resolve", 3, "front"),
    ("hir", 3, "front"),
    ("check", 3, "front"),
    ("lower", 3, "front"),
    ("engine", 3, "back"),
    ("journal", 3, "back"),
    ("lib", 4, ""),
    ("case", 4, ""),
    ("error", 4, ""),
    ("findings", 4, ""),
    ("explain", 4, ""),
    ("playbook", 4, ""),
    ("scenario", 4, ""),
    ("words", 4, ""),
    ("cli", 5, ""),
];

/// What reads a clock.
const CLOCKS: &[&str] =
    &["SystemTime::now", "Instant::now", "Timestamp::now", "Zoned::now", "TimeZone::system"];

/// Pages that belong to no code.
const OTHER_PAGES: &[&str] = &["src/engine/semantics.md"];

struct Source {
    path: String,
    text: String,
}

fn sources(extension: &str, folders: &[&str]) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut waiting: Vec<PathBuf> = folders.iter().map(|folder| root.join(folder)).collect();
    let mut found = Vec::new();
    while let Some(folder) = waiting.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                let text = fs::read_to_string(&path).unwrap();
                let path = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                found.push(Source { path, text });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!found.is_empty(), "no .{extension} under {folders:?}");
    found
}

fn assert_none(faults: Vec<String>) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

fn layer(module: &str) -> (u8, &'static str) {
    let known = LAYERS.iter().find(|(name, ..)| *name == module);
    known.map(|(_, layer, side)| (*layer, *side)).unwrap_or_else(|| panic!("no layer: {module}"))
}

fn module_of(path: &str) -> &str {
    let inner = path.strip_prefix("src/").unwrap();
    inner.split('/').next().unwrap().trim_end_matches(".rs")
}

/// The top-level modules that a file mentions as `crate::…`.
fn imports(text: &str) -> BTreeSet<&str> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.match_indices("crate::").map(move |(at, found)| (line, at, found)))
        .filter_map(|(line, at, found)| {
            let rest = &line[at + found.len()..];
            let end = rest.find(|c: char| c != '_' && !c.is_alphanumeric()).unwrap_or(rest.len());
            let name = &rest[..end];
            name.starts_with(|c: char| c.is_lowercase()).then_some(name)
        })
        .collect()
}

#[test]
fn no_module_imports_from_above_or_across() {
    let mut faults = Vec::new();
    for source in sources("rs", &["src"]) {
        let module = module_of(&source.path);
        let (own, side) = layer(module);
        for import in imports(&source.text) {
            let (other, other_side) = layer(import);
            let across = other == own && side != other_side;
            if other > own || across {
                faults.push(format!("{}: crate::{import}", source.path));
            }
        }
    }
    assert_none(faults);
}

#[test]
fn every_import_names_a_known_module() {
    let modules: BTreeSet<String> =
        sources("rs", &["src"]).iter().map(|source| module_of(&source.path).to_owned()).collect();
    let known: BTreeSet<String> = LAYERS.iter().map(|(name, ..)| (*name).to_owned()).collect();
    assert_none(modules.difference(&known).cloned().collect());
}

#[test]
fn files_functions_and_lines_are_short() {
    let mut faults = Vec::new();
    for source in sources("rs", &["src"]) {
        let lines: Vec<&str> = source.text.lines().collect();
        if lines.len() > 400 {
            faults.push(format!("{}: {} lines", source.path, lines.len()));
        }
        for (index, line) in lines.iter().enumerate() {
            let place = format!("{}:{}", source.path, index + 1);
            if line.chars().count() > 100 {
                faults.push(format!("{place}: {} characters", line.chars().count()));
            }
            if let Some(length) = function_length(&lines[index..]).filter(|length| *length > 60) {
                faults.push(format!("{place}: a function of {length} lines"));
            }
        }
    }
    assert_none(faults);
}

/// The number of lines of the function that starts on the first line, if one does.
fn function_length(lines: &[&str]) -> Option<usize> {
    let first = lines.first()?;
    let code = first.trim_start();
    let indent = first.len() - code.len();
    let words: Vec<&str> = code.split_whitespace().take(4).collect();
    let qualifiers = ["pub", "const", "async", "extern"];
    let at = words.iter().position(|word| *word == "fn")?;
    let plain = |word: &&str| qualifiers.contains(word) || word.starts_with("pub(");
    if !words[..at].iter().all(plain) {
        return None;
    }
    let end = format!("{}}}", " ".repeat(indent));
    let one_line = code.ends_with('}') || code.ends_with(';');
    if one_line { Some(1) } else { lines.iter().position(|line| *line == end).map(|at| at + 1) }
}

#[test]
fn every_file_says_what_it_is_and_none_is_called_mod() {
    let mut faults = Vec::new();
    for source in sources("rs", &["src", "tests", "benches"]) {
        let first = source.text.lines().next().unwrap_or_default();
        if !first.starts_with("//! ") {
            faults.push(format!("{}: begins with `{first}`", source.path));
        }
        if source.path.ends_with("/mod.rs") {
            faults.push(source.path);
        }
    }
    assert_none(faults);
}

#[test]
fn one_code_is_one_file_with_its_page() {
    let mut faults = Vec::new();
    let mut pages: BTreeSet<String> = OTHER_PAGES.iter().map(|page| (*page).to_owned()).collect();
    for source in sources("rs", &["src"]) {
        let Some(stem) = source.path.strip_suffix(".rs") else { continue };
        let name = stem.rsplit('/').next().unwrap();
        if !source.text.contains("static CODE: Code") {
            continue;
        }
        let page = format!("include_str!(\"{name}.md\")");
        if source.text.matches("static CODE: Code").count() != 1 || !source.text.contains(&page) {
            faults.push(format!("{}: not one code with its own page", source.path));
        }
        let kebab = format!("name: \"{}", name.replace('_', "-"));
        if !source.text.contains(&kebab) {
            faults.push(format!("{}: not called after its file", source.path));
        }
        pages.insert(format!("{stem}.md"));
    }
    let refusals = draaiboek::engine::REFUSALS.iter();
    pages.extend(refusals.map(|code| format!("src/engine/refusal/{}.md", code.id)));
    let there: BTreeSet<String> =
        sources("md", &["src"]).into_iter().map(|source| source.path).collect();
    faults
        .extend(there.symmetric_difference(&pages).map(|page| format!("{page}: no code or page")));
    assert_none(faults);
}

#[test]
fn codes_have_ids_and_names_of_their_own() {
    let mut faults = Vec::new();
    let (mut ids, mut names) = (BTreeSet::new(), BTreeSet::new());
    for code in explain::all() {
        if !ids.insert(code.id) || !names.insert(code.name) {
            faults.push(format!("{} {}: twice", code.id, code.name));
        }
        if !code.page.starts_with(&format!("# {} {}\n", code.id, code.name)) {
            faults.push(format!("{} {}: its page has another title", code.id, code.name));
        }
        for part in ["## Nederlands\n", "## English\n"] {
            if !code.page.contains(part) {
                faults.push(format!("{}: no {part}", code.id));
            }
        }
        let kebab = code.name.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        if !kebab {
            faults.push(format!("{}: `{}` is no kebab case", code.id, code.name));
        }
    }
    assert!(ids.len() > 60, "only {} codes", ids.len());
    assert_none(faults);
}

#[test]
fn nothing_reads_a_clock() {
    let mut faults = Vec::new();
    for source in sources("rs", &["src"]) {
        for clock in CLOCKS.iter().filter(|clock| source.text.contains(**clock)) {
            faults.push(format!("{}: {clock}", source.path));
        }
    }
    assert_none(faults);
}
