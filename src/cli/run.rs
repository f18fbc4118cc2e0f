//! `draaiboek run`: scenarios through a playbook, as a timeline.

use std::io::{self, Write};
use std::path::Path;

use draaiboek::Aim;
use draaiboek::Findings;
use draaiboek::Playbook;
use draaiboek::diagnostic::Level;
use draaiboek::scenario::{Report, Scenarios};

use super::files::{self, Content, Library};
use super::language::Lang;
use super::timeline::Timeline;
use super::trouble::told;
use super::{Outcome, complain, render};

/// So many items are named at most.
const NAMED: usize = 20;

/// What a timeline shows.
#[derive(Clone, Copy)]
pub(crate) struct Shown<'a> {
    /// Which lines of the playbook made it happen.
    pub(crate) why: bool,
    /// Nothing but what concerns this role.
    pub(crate) role: Option<&'a str>,
    /// Nothing but what is about the item with this id.
    pub(crate) item: Option<&'a str>,
    /// Instead of the timeline: the agenda of this role at the end.
    pub(crate) agenda: Option<&'a str>,
    /// Why what has this name is not so yet, at the end.
    pub(crate) why_not: Option<&'a str>,
}

pub(crate) fn run(
    playbook: &Path,
    scenario: &Path,
    shown: Shown<'_>,
    lang: Lang,
    out: &mut impl Write,
) -> io::Result<Outcome> {
    let compiled = match self::playbook(playbook, lang, out)? {
        Ok(compiled) => compiled,
        Err(outcome) => return Ok(outcome),
    };
    if names_nothing(&compiled, playbook, shown, lang) {
        return Ok(Outcome::Findings);
    }
    if files::is_playbook(scenario) {
        complain(&files::no_scenario(scenario, lang));
        return Ok(Outcome::Findings);
    }
    let Some(source) = text(scenario, lang, out)? else { return Ok(Outcome::Broken) };
    let (scenarios, found) = Scenarios::read(&source);
    if found.iter().any(|finding| finding.level() == Level::Error) {
        return report(&files::findings(scenario, &source, found), lang, out);
    }
    let mut library = Library::default();
    let mut outcome = Outcome::Fine;
    for (number, one) in scenarios.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        match one.run_with(&compiled, &library.others(scenario, one)) {
            Ok(went) => {
                outcome = outcome.max(item_is_there(&went, shown, lang));
                match shown.agenda {
                    Some(role) => write!(out, "{}", went.case.agenda(role))?,
                    None => Timeline::new(&went, lang, shown).show(out)?,
                }
                if let Some(name) = shown.why_not {
                    outcome = outcome.max(why_not(&went, name, shown, lang, out)?);
                }
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

/// Whether a role or aim that is asked for is not in the playbook, after a complaint.
fn names_nothing(compiled: &Playbook, path: &Path, shown: Shown<'_>, lang: Lang) -> bool {
    let (machine, path) = (compiled.machine(), path.display());
    let mut roles = shown.role.iter().chain(&shown.agenda);
    if let Some(role) = roles.find(|role| machine.role(role).is_none()) {
        let roles = machine.playbook().roles.iter().map(|(_, it)| it.name.as_str());
        let roles = roles.collect::<Vec<_>>().join(", ");
        complain(&lang.pick(
            format!("{path}: er is geen rol `{role}`; wel: {roles}"),
            format!("{path}: there is no role `{role}`; there are: {roles}"),
        ));
        return true;
    }
    let named = |name: &&str| Aim::named(machine, name).is_empty();
    if let Some(name) = shown.why_not.filter(named) {
        complain(&lang.pick(
            format!("{path}: er is geen stap, taak, besluit, actie of overdracht `{name}`"),
            format!("{path}: there is no step, task, decision, action or handover `{name}`"),
        ));
        return true;
    }
    false
}

/// Complains when the item that is looked at was never enrolled in a scenario.
fn item_is_there(went: &Report, shown: Shown<'_>, lang: Lang) -> Outcome {
    let cases = || std::iter::once(&went.case).chain(&went.others);
    let is_there = |id: &&str| cases().any(|case| case.state().item_no(id).is_some());
    let Some(id) = shown.item.filter(|id| !is_there(id)) else { return Outcome::Fine };
    let title = &went.title;
    let ids: Vec<String> =
        cases().flat_map(|case| case.state().items()).map(|item| item.id.clone()).collect();
    let (named, more) = ids.split_at(ids.len().min(NAMED));
    let mut ids = named.join(", ");
    if !more.is_empty() {
        ids += ", …";
    }
    complain(&match ids.as_str() {
        "" => lang.pick(
            format!("{title}: er is geen item `{id}`; het scenario schrijft niemand in"),
            format!("{title}: there is no item `{id}`; the scenario enrols none"),
        ),
        ids => lang.pick(
            format!("{title}: er is geen item `{id}`; wel: {ids}"),
            format!("{title}: there is no item `{id}`; there are: {ids}"),
        ),
    });
    Outcome::Findings
}

/// A playbook of a file; `None` after saying what stands in the way, with how that ends.
pub(crate) fn playbook(
    path: &Path,
    lang: Lang,
    out: &mut impl Write,
) -> io::Result<Result<Playbook, Outcome>> {
    let Some(source) = text(path, lang, out)? else { return Ok(Err(Outcome::Broken)) };
    let files::Compiled { playbook, findings, .. } = files::compile(path, &source);
    match playbook {
        Some(playbook) => Ok(Ok(playbook)),
        None => Ok(Err(report(&findings, lang, out)?)),
    }
}

/// Why what has this name is not so yet: of the item that is looked at, else of the case.
fn why_not(
    went: &Report,
    name: &str,
    shown: Shown<'_>,
    lang: Lang,
    out: &mut impl Write,
) -> io::Result<Outcome> {
    let case = &went.case;
    let of = |item: Option<&str>, aim| match (shown.role, item) {
        (Some(role), item) => case.why_not_for(role, item, aim),
        (None, Some(item)) => case.why_not_of(item, aim),
        (None, None) => case.why_not(aim),
    };
    let own = |aim| shown.item.and_then(|item| of(Some(item), aim));
    let aims = Aim::named(case.machine(), name);
    let answers = aims.into_iter().filter_map(|aim| own(aim).or_else(|| of(None, aim)));
    let mut found = false;
    for answer in answers {
        writeln!(out)?;
        write!(out, "{}", lang.text(&answer.text()))?;
        found = true;
    }
    if !found && shown.item.is_none() {
        let title = &went.title;
        complain(&lang.pick(
            format!("{title}: `{name}` is van elk item apart: noem er een met --item"),
            format!("{title}: `{name}` is of each item: name one with --item"),
        ));
    }
    Ok(if found { Outcome::Fine } else { Outcome::Findings })
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
            complain(&format!("{}: {}", path.display(), told(&error, lang)));
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
