//! What can be asked of the command, and help in two languages.

use std::path::PathBuf;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use super::language::Lang;

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
    },
    /// Runs every scenario file found and compares with what it expects
    Test {
        /// Files and folders
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// Explains a code such as D0201 or R23; without one, lists them all
    Explain {
        /// The code or its name
        code: Option<String>,
    },
}

/// How to report findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    #[default]
    Text,
    Json,
}

/// The arguments; help, version and wrong usage end the program.
pub(crate) fn parse() -> Args {
    let english = asks_for_english(std::env::args().skip(1));
    let command = if english { Args::command() } else { dutch(Args::command()) };
    let matches = command.get_matches();
    Args::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
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

/// The same command with its help in Dutch.
fn dutch(command: clap::Command) -> clap::Command {
    let help = "Toon deze hulp";
    let help = clap::Arg::new("help").short('h').long("help").help(help).global(true);
    let help = help.help_heading("Opties");
    let version = clap::Arg::new("version").short('V').long("version").help("Toon de versie");
    let version = version.help_heading("Opties");
    let template = "{about-with-newline}\nGebruik: {usage}\n\n{all-args}{after-help}";
    let options = "Opties";
    let heading = |arg: clap::Arg| {
        let heading = if arg.is_positional() { "Argumenten" } else { options };
        arg.help_heading(heading)
    };
    let command = command
        .help_template(template)
        .subcommand_help_heading("Opdrachten")
        .subcommand_value_name("OPDRACHT")
        .mut_subcommands(|command| command.help_template(template).mut_args(heading));
    command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(help.action(clap::ArgAction::Help))
        .arg(version.action(clap::ArgAction::Version))
        .about("Controleert draaiboeken, laat er casussen doorheen lopen, en toetst ze.")
        .mut_arg("lang", |arg| arg.help("Taal van de meldingen").help_heading(options))
        .mut_arg("color", |arg| arg.help("Wanneer met kleur").help_heading(options))
        .mut_subcommand("check", |check| {
            check
                .about("Meldt alles wat er mis is met draaiboeken en scenario's")
                .mut_arg("files", |arg| arg.help("Bestanden: .draaiboek en .scenario"))
                .mut_arg("format", |arg| arg.help("Hoe te melden: text of json"))
        })
        .mut_subcommand("run", |run| {
            run.about("Laat scenario's door een draaiboek lopen en toont wat wanneer gebeurt")
                .mut_arg("playbook", |arg| arg.help("Het draaiboek"))
                .mut_arg("scenario", |arg| arg.help("Het bestand met scenario's"))
                .mut_arg("why", |arg| arg.help("Toont ook door welke regel van het draaiboek"))
        })
        .mut_subcommand("test", |test| {
            test.about("Draait elk scenario dat gevonden wordt en vergelijkt met wat het verwacht")
                .mut_arg("paths", |arg| arg.help("Bestanden en mappen"))
        })
        .mut_subcommand("explain", |explain| {
            explain
                .about("Legt een code uit, zoals D0201 of R23; zonder code: de hele lijst")
                .mut_arg("code", |arg| arg.help("De code of haar naam"))
        })
}
