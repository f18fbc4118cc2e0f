//! The command `draaiboek`: check, run, test and explain playbooks and scenarios.

mod args;
mod check;
mod completions;
mod disk;
mod dutch;
mod duty;
mod explain;
mod files;
mod fix;
mod junit;
mod language;
mod render;
mod run;
mod sarif;
mod term;
mod test;
mod timeline;
mod trouble;
mod usage;
mod window;
mod wrap;

use std::io::{self, Write};
use std::process::ExitCode;

use args::{Color, Command};
use check::Fixing;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// Nothing to report.
    Fine,
    /// Findings or failed tests.
    Findings,
    /// A file could not be read, or something is wrong with this program.
    Broken,
}

fn main() -> ExitCode {
    let args = args::parse();
    match args.color {
        Color::Auto => {}
        Color::Always => anstream::ColorChoice::AlwaysAnsi.write_global(),
        Color::Never => anstream::ColorChoice::Never.write_global(),
    }
    let lang = args.lang;
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    let outcome = match args.command {
        Command::Check { files, format, fix, dry_run } => {
            check::check(&files, format, Fixing::new(fix, dry_run), lang, &mut out)
        }
        Command::Run { playbook, scenario, why, why_not, role, item, agenda } => {
            let shown = run::Shown {
                why,
                role: role.as_deref(),
                item: item.as_deref(),
                agenda: agenda.as_deref(),
                why_not: why_not.as_deref(),
            };
            run::run(&playbook, &scenario, shown, lang, &mut out)
        }
        Command::Test { paths, junit } => test::test(&paths, junit.as_deref(), lang, &mut out),
        Command::Term { term, from, before, calendar, role, zone, format } => {
            let asked = term::Asked {
                term: &term,
                from: from.as_deref(),
                before: before.as_deref(),
                calendar: calendar.as_deref(),
                role: role.as_deref(),
                zone: zone.as_deref(),
                format,
            };
            term::term(&asked, lang, &mut out)
        }
        Command::Completions { shell } => completions::write(shell, lang, &mut out),
        Command::Explain { what, task, format } => {
            explain::explain(what.as_deref(), task.as_deref(), format, lang, &mut out)
        }
    };
    match outcome.and_then(|outcome| out.flush().map(|()| outcome)) {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Ok(Outcome::Broken) => ExitCode::from(3),
        // Whoever reads has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let why = trouble::told(&error, lang);
            complain(
                &lang.pick(format!("schrijven mislukt: {why}"), format!("cannot write: {why}")),
            );
            ExitCode::from(3)
        }
    }
}

/// Says on standard error what stands in the way.
fn complain(what: &str) {
    // When standard error is gone there is nobody left to tell.
    let _ = writeln!(anstream::stderr(), "draaiboek: {what}");
}
