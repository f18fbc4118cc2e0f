//! `draaiboek explain`: what a code means, why it matters, and what to do.

use std::io::{self, Write};

use draaiboek::explain;

use super::language::Lang;
use super::{Outcome, complain};

pub(crate) fn explain(code: Option<&str>, lang: Lang, out: &mut impl Write) -> io::Result<Outcome> {
    let Some(wanted) = code else {
        for code in explain::all() {
            writeln!(out, "{:6} {}", code.id, code.name)?;
        }
        return Ok(Outcome::Fine);
    };
    let is = |name: &str| name.eq_ignore_ascii_case(wanted);
    match explain::all().find(|code| is(code.id) || is(code.name)) {
        Some(code) => {
            writeln!(out, "{}", page(code.page, lang).trim_end())?;
            Ok(Outcome::Fine)
        }
        None => {
            complain(&lang.pick(
                format!("er is geen code `{wanted}`; `draaiboek explain` geeft de lijst"),
                format!("there is no code `{wanted}`; `draaiboek explain` gives the list"),
            ));
            Ok(Outcome::Findings)
        }
    }
}

/// A page without the sections of the other language.
fn page(page: &str, lang: Lang) -> String {
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
