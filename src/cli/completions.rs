//! `draaiboek completions`: scripts with which shells complete the command.

use std::io::{self, Write};

use clap_complete::{Generator, Shell};

use super::language::Lang;
use super::{Outcome, args};

pub(crate) fn write(shell: Shell, lang: Lang, out: &mut impl Write) -> io::Result<Outcome> {
    let mut command = args::command(lang);
    command.set_bin_name("draaiboek");
    command.build();
    shell.try_generate(&command, out)?;
    Ok(Outcome::Fine)
}
