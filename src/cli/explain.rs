//! `draaiboek explain`: what a code means, why it matters, and what to do.

use std::io::{self, Write};
use std::path::Path;

use draaiboek::diagnostic::{Code, Level};
use draaiboek::explain;
use serde::Serialize;

use super::args::Shape;
use super::language::Lang;
use super::{Outcome, complain, duty};

pub(crate) fn explain(
    what: Option<&str>,
    task: Option<&str>,
    shape: Shape,
    lang: Lang,
    out: &mut impl Write,
) -> io::Result<Outcome> {
    let Some(what) = what else { return list(shape, out) };
    if task.is_none()
        && let Some(code) = explain::find(what)
    {
        match shape {
            Shape::Json => json(&Shown::new(code), out)?,
            Shape::Text => writeln!(out, "{}", page(code.page, lang).trim_end())?,
        }
        return Ok(Outcome::Fine);
    }
    let path = Path::new(what);
    if task.is_some() || path.extension().is_some_and(|it| it == "draaiboek") {
        return duty::explain(path, task, shape, lang, out);
    }
    complain(&lang.pick(
        format!("er is geen code `{what}`; `draaiboek explain` geeft de lijst"),
        format!("there is no code `{what}`; `draaiboek explain` gives the list"),
    ));
    Ok(Outcome::Findings)
}

/// A code for programs.
#[derive(Serialize)]
struct Shown {
    code: &'static str,
    name: &'static str,
    level: Level,
    page: &'static str,
}

impl Shown {
    fn new(code: &'static Code) -> Self {
        Self { code: code.id, name: code.name, level: code.level, page: code.page }
    }
}

fn list(shape: Shape, out: &mut impl Write) -> io::Result<Outcome> {
    match shape {
        Shape::Json => json(&explain::all().map(Shown::new).collect::<Vec<_>>(), out)?,
        Shape::Text => {
            for code in explain::all() {
                writeln!(out, "{:6} {}", code.id, code.name)?;
            }
        }
    }
    Ok(Outcome::Fine)
}

/// Writes a value for programs.
pub(crate) fn json(value: &impl Serialize, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}

/// A page without the sections of the other language.
pub(crate) fn page(page: &str, lang: Lang) -> String {
    let (own, other) = lang.pick(("## Nederlands", "## English"), ("## English", "## Nederlands"));
    let (mut shown, mut skipping, mut code) = (String::new(), false, false);
    for line in page.lines() {
        code ^= line.starts_with("```");
        if line.starts_with("## ") && !code {
            skipping = line == other;
        }
        if !skipping && line != own {
            shown.push_str(&heading(line, code, lang));
            shown.push('\n');
        }
    }
    shown
}

/// A heading in two languages in one of them: `## Fout / Wrong`.
fn heading(line: &str, code: bool, lang: Lang) -> String {
    match line.strip_prefix("## ").and_then(|heading| heading.split_once(" / ")) {
        Some((nl, en)) if !code => format!("## {}", lang.pick(nl, en)),
        _ => line.to_owned(),
    }
}
