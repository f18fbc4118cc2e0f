//! What can be asked of the command.

use std::io::Write;
use std::path::PathBuf;
use std::process;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use super::dutch;
use super::language::Lang;
use super::usage;

/// Checks playbooks, runs cases through them, and tests them.
#[derive(Debug, Parser)]
#[command(name = "draaiboek", version, disable_help_subcommand = true)]
pub(crate) struct Args {
    /// Language of the messages
    #[arg(long, global = true, value_enum, default_value_t)]
    pub(crate) lang: Lang,
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value_t)]
    pub(crate) color: Color,
    /// What to do
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Reports everything that is wrong with playbooks and scenarios
    Check {
        /// Files to check: .draaiboek and .scenario
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// How to report
        #[arg(long, value_enum, default_value_t)]
        format: Format,
        /// Mends what can be mended for sure, and shows it
        #[arg(long)]
        fix: bool,
        /// With --fix: shows what would be mended and writes nothing
        #[arg(long, requires = "fix")]
        dry_run: bool,
    },
    /// Runs scenarios through a playbook and shows what happens when
    Run {
        /// The playbook
        playbook: PathBuf,
        /// The file of scenarios
        scenario: PathBuf,
        /// Also shows which lines of the playbook made it happen
        #[arg(long)]
        why: bool,
        /// Shows only what this role is told, owes and has a say in
        #[arg(long)]
        role: Option<String>,
        /// Shows only what is about the item with this id
        #[arg(long, value_name = "ID")]
        item: Option<String>,
        /// Instead of the timeline: what this role has in its agenda at the end of each scenario,
        /// as an iCalendar file
        #[arg(long, value_name = "ROLE", conflicts_with_all = ["why", "role", "item", "why_not"])]
        agenda: Option<String>,
        /// At the end of each scenario, why a step, task, decision or action is not done yet, or
        /// (by the playbook's name) the case not closed; with --item of that item, also why its
        /// handover or process has not ended, and why its care does not move
        #[arg(long, value_name = "NAME")]
        why_not: Option<String>,
    },
    /// Runs every scenario file found and compares with what it expects
    Test {
        /// Files and folders
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// Also writes the results to this file, as JUnit XML
        #[arg(long, value_name = "FILE")]
        junit: Option<PathBuf>,
    },
    /// Explains a code, or what a playbook says of a task or decision
    Explain {
        /// A code such as D0201 or R23, or its name; or a playbook. Without one: all codes
        #[arg(value_name = "CODE|PLAYBOOK")]
        what: Option<String>,
        /// A task or decision of that playbook. Without one: all of them
        #[arg(value_name = "TASK")]
        task: Option<String>,
        /// How to answer
        #[arg(long, value_enum, default_value_t)]
        format: Shape,
    },
    /// Says when a term ends, and how that comes about
    #[command(group = clap::ArgGroup::new("start").required(true).args(["from", "before"]))]
    Term {
        /// The term, such as "10 werkdagen", "wettelijk 6 weken" or "48 hours"
        term: String,
        /// From when it is counted: 2026-12-24, or with a time 2026-12-24T20:00
        #[arg(long, value_name = "WHEN")]
        from: Option<String>,
        /// Counts back from this day instead: 2026-12-24
        #[arg(long, value_name = "DAY")]
        before: Option<String>,
        /// The playbook whose calendar and time zone count
        #[arg(long, value_name = "PLAYBOOK")]
        calendar: Option<PathBuf>,
        /// Counts by the calendar of this role of the playbook
        #[arg(long, value_name = "ROLE", requires = "calendar")]
        role: Option<String>,
        /// The time zone, if not that of the playbook or Europe/Amsterdam
        #[arg(long)]
        zone: Option<String>,
        /// How to answer
        #[arg(long, value_enum, default_value_t)]
        format: Shape,
    },
    /// Writes a script with which a shell completes this command
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: Shell,
    },
}

/// How to report findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    #[default]
    Text,
    Json,
    Sarif,
}

/// How to answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Shape {
    #[default]
    Text,
    Json,
}

/// The arguments; help, version and wrong usage end the program.
pub(crate) fn parse() -> Args {
    let english = asks_for_english(std::env::args().skip(1));
    let command = command(if english { Lang::En } else { Lang::Nl });
    let read = |matches| Args::from_arg_matches(&matches);
    command.try_get_matches().and_then(read).unwrap_or_else(|error| {
        if let Some(told) = usage::dutch(&error).filter(|_| !english) {
            // When standard error is gone there is nobody left to tell.
            let _ = anstream::stderr().write_all(told.as_bytes());
            process::exit(error.exit_code());
        }
        error.exit()
    })
}

/// The whole command, its help in one language.
pub(crate) fn command(lang: Lang) -> clap::Command {
    let english = Args::command();
    if lang == Lang::En { english } else { dutch::help(english) }
}

/// Whether the arguments ask for English, before they are read: the help depends on it.
fn asks_for_english(args: impl Iterator<Item = String>) -> bool {
    let mut before = String::new();
    for arg in args {
        if arg == "--lang=en" || (before == "--lang" && arg == "en") {
            return true;
        }
        before = arg;
    }
    false
}
