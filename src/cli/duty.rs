//! `draaiboek explain PLAYBOOK TASK`: what the text says of a task or decision.

use std::io::{self, Write};
use std::path::Path;

use anstyle::{AnsiColor, Style};
use draaiboek::Playbook;
use draaiboek::explain::{DutyPage, PageKind};

use super::args::Shape;
use super::explain::json;
use super::language::Lang;
use super::wrap::wrap;
use super::{Outcome, complain, run};

const STRONG: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();
const TOPIC: Style = AnsiColor::Cyan.on_default();

/// Columns before what is said.
const INDENT: usize = 20;

pub(crate) fn explain(
    path: &Path,
    name: Option<&str>,
    shape: Shape,
    lang: Lang,
    out: &mut impl Write,
) -> io::Result<Outcome> {
    let playbook = match run::playbook(path, lang, out)? {
        Ok(playbook) => playbook,
        Err(outcome) => return Ok(outcome),
    };
    let Some(name) = name else {
        let names: Vec<&str> = names(&playbook).collect();
        let pages: Vec<DutyPage> = names.iter().flat_map(|name| playbook.explain(name)).collect();
        match shape {
            Shape::Json => json(&pages, out)?,
            Shape::Text => pages.iter().try_for_each(|page| heading(page, lang, out))?,
        }
        return Ok(Outcome::Fine);
    };
    let pages = playbook.explain(name);
    if pages.is_empty() {
        let (shown, names) = (path.display(), names(&playbook).collect::<Vec<_>>().join(", "));
        complain(&lang.pick(
            format!("{shown}: er is geen taak of besluit `{name}`; wel: {names}"),
            format!("{shown}: there is no task or decision `{name}`; there are: {names}"),
        ));
        return Ok(Outcome::Findings);
    }
    match shape {
        Shape::Json => json(&pages, out)?,
        Shape::Text => {
            for (number, page) in pages.iter().enumerate() {
                if number > 0 {
                    writeln!(out)?;
                }
                text(page, lang, out)?;
            }
        }
    }
    Ok(Outcome::Fine)
}

/// The tasks and decisions in order of writing, each name once.
fn names(playbook: &Playbook) -> impl Iterator<Item = &str> {
    let mut seen = Vec::new();
    let duties = playbook.machine().playbook().duties.iter();
    duties.map(|(_, duty)| duty.name.as_str()).filter(move |name| {
        let new = !seen.contains(name);
        seen.push(*name);
        new
    })
}

fn heading(page: &DutyPage, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    let kind = match page.kind {
        PageKind::Task => lang.pick("taak", "task"),
        PageKind::Decision => lang.pick("besluit", "decision"),
        PageKind::Call => lang.pick("actie", "action"),
    };
    let name = &page.name;
    let title = page.title.as_ref().map_or_else(String::new, |title| format!(": {title}"));
    let place = page.place().text();
    let place = lang.text(&place);
    writeln!(out, "{STRONG}{kind} {name}{STRONG:#}{title} {FAINT}({place}){FAINT:#}")
}

fn text(page: &DutyPage, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    heading(page, lang, out)?;
    for topic in &page.topics {
        let mut heading = lang.text(&topic.heading);
        for said in &topic.said {
            let place = said.place().text();
            let line = format!("{} ({})", lang.text(&said.text), lang.text(&place));
            let pad = INDENT.saturating_sub(2);
            writeln!(out, "  {TOPIC}{heading:pad$}{TOPIC:#}{}", wrap(&line, INDENT))?;
            heading = "";
        }
    }
    Ok(())
}
