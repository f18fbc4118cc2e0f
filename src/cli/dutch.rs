//! The help of the command in Dutch.

/// The same command with its help in Dutch.
pub(crate) fn help(command: clap::Command) -> clap::Command {
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
    let command = command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(help.action(clap::ArgAction::Help))
        .arg(version.action(clap::ArgAction::Version))
        .about("Controleert draaiboeken, laat er casussen doorheen lopen, en toetst ze.")
        .mut_arg("lang", |arg| {
            arg.value_name("TAAL").help("Taal van de meldingen").help_heading(options)
        })
        .mut_arg("color", |arg| {
            arg.value_name("WANNEER").help("Wanneer met kleur").help_heading(options)
        });
    said(subcommands(command))
}

/// What clap says of its own accord, in Dutch: how to call a command, which values there are and
/// which of them counts when none is given.
fn said(command: clap::Command) -> clap::Command {
    let name = command.get_name().to_owned();
    let command = usage(command.mut_args(values), &name);
    command.mut_subcommands(|inner| {
        let path = format!("{name} {}", inner.get_name());
        usage(inner.mut_args(values), &path)
    })
}

fn usage(command: clap::Command, path: &str) -> clap::Command {
    let usage = command.clone().bin_name(path).render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").replace("[OPTIONS]", "[OPTIES]");
    command.override_usage(usage)
}

fn values(arg: clap::Arg) -> clap::Arg {
    let values = arg.get_possible_values();
    if values.is_empty() || !arg.get_action().takes_values() {
        return arg;
    }
    let names: Vec<&str> = values.iter().map(clap::builder::PossibleValue::get_name).collect();
    let default = arg.get_default_values().first().map(|value| value.to_string_lossy());
    let mut help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    if let Some(default) = default {
        help += &format!(" [anders: {default}]");
    }
    help += &format!(" [mogelijk: {}]", names.join(", "));
    arg.help(help).hide_possible_values(true).hide_default_value(true)
}

fn subcommands(command: clap::Command) -> clap::Command {
    explain(term(command))
        .mut_subcommand("check", |check| {
            check
                .about("Meldt alles wat er mis is met draaiboeken en scenario's")
                .mut_arg("files", |arg| {
                    arg.value_name("BESTANDEN").help("Bestanden: .draaiboek en .scenario")
                })
                .mut_arg("format", |arg| arg.value_name("VORM").help("Hoe te melden"))
                .mut_arg("fix", |arg| arg.help("Herstelt wat zeker te herstellen is, en toont dat"))
                .mut_arg("dry_run", |arg| {
                    arg.help("Met --fix: toont wat hersteld zou worden en schrijft niets")
                })
        })
        .mut_subcommand("run", |run| {
            run.about("Laat scenario's door een draaiboek lopen en toont wat wanneer gebeurt")
                .mut_arg("playbook", |arg| arg.value_name("DRAAIBOEK").help("Het draaiboek"))
                .mut_arg("scenario", |arg| arg.help("Het bestand met scenario's"))
                .mut_arg("why", |arg| arg.help("Toont ook door welke regel van het draaiboek"))
                .mut_arg("why_not", |arg| {
                    arg.value_name("NAAM").help(
                        "Aan het eind van elk scenario: waarom een stap, taak, besluit of actie \
                         nog niet klaar is, of (met de naam van het draaiboek) de casus niet \
                         gesloten; met --item van dat item, ook waarom de overdracht of het \
                         traject niet is afgelopen, en waarom de zorg niet overgaat",
                    )
                })
                .mut_arg("item", |arg| {
                    arg.help("Toont alleen wat over het item met dit kenmerk gaat")
                })
                .mut_arg("agenda", |arg| {
                    arg.value_name("ROL").help(
                        "In plaats van de tijdlijn: wat deze rol aan het eind van elk scenario \
                         in de agenda heeft, als iCalendar-bestand",
                    )
                })
                .mut_arg("role", |arg| {
                    arg.value_name("ROL")
                        .help("Toont alleen wat deze rol hoort, moet doen en mee beslist")
                })
        })
        .mut_subcommand("test", |test| {
            test.about("Draait elk scenario dat gevonden wordt en vergelijkt met wat het verwacht")
                .mut_arg("paths", |arg| arg.value_name("PADEN").help("Bestanden en mappen"))
                .mut_arg("junit", |arg| {
                    arg.value_name("BESTAND")
                        .help("Schrijft de uitkomsten ook naar dit bestand, als JUnit-XML")
                })
        })
        .mut_subcommand("completions", |completions| {
            completions
                .about("Schrijft een script waarmee een shell deze opdracht aanvult")
                .mut_arg("shell", |arg| arg.help("De shell"))
        })
}

fn term(command: clap::Command) -> clap::Command {
    command.mut_subcommand("term", |term| {
        term.about("Zegt wanneer een termijn afloopt, en hoe dat komt")
            .mut_arg("term", |arg| {
                arg.value_name("TERMIJN")
                    .help("De termijn, zoals \"10 werkdagen\", \"wettelijk 6 weken\" of \"48 uur\"")
            })
            .mut_arg("from", |arg| {
                arg.value_name("WANNEER")
                    .help("Vanaf wanneer geteld wordt: 2026-12-24, of met tijd 2026-12-24T20:00")
            })
            .mut_arg("before", |arg| {
                arg.value_name("DAG")
                    .help("Telt in plaats daarvan terug vanaf deze dag: 2026-12-24")
            })
            .mut_arg("calendar", |arg| {
                arg.value_name("DRAAIBOEK")
                    .help("Het draaiboek waarvan de kalender en de tijdzone gelden")
            })
            .mut_arg("role", |arg| {
                arg.value_name("ROL").help("Telt volgens de kalender van deze rol")
            })
            .mut_arg("zone", |arg| {
                arg.value_name("TIJDZONE")
                    .help("De tijdzone, als dat niet die van het draaiboek of Europe/Amsterdam is")
            })
            .mut_arg("format", |arg| arg.value_name("VORM").help("Hoe te antwoorden"))
    })
}

fn explain(command: clap::Command) -> clap::Command {
    command.mut_subcommand("explain", |explain| {
        explain
            .about("Legt een code uit, of wat een draaiboek over een taak of besluit zegt")
            .mut_arg("what", |arg| {
                arg.value_name("CODE|DRAAIBOEK").help(
                    "Een code zoals D0201 of R23, of haar naam; of een draaiboek. \
                         Zonder: alle codes",
                )
            })
            .mut_arg("task", |arg| {
                arg.value_name("TAAK")
                    .help("Een taak of besluit van dat draaiboek. Zonder: allemaal")
            })
            .mut_arg("format", |arg| arg.value_name("VORM").help("Hoe te antwoorden"))
    })
}
