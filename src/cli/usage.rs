//! Wrong usage, told in Dutch.

use clap::error::{ContextKind, ContextValue, ErrorKind};

/// What is wrong with the arguments; `None` where nothing is, such as a question for help.
pub(crate) fn dutch(error: &clap::Error) -> Option<String> {
    let (arg, value) = (said(error, ContextKind::InvalidArg), value(error));
    let what = match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        | ErrorKind::DisplayVersion => return None,
        ErrorKind::InvalidSubcommand => {
            format!("er is geen opdracht `{}`", said(error, ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingSubcommand => "er ontbreekt een opdracht".to_owned(),
        ErrorKind::UnknownArgument => format!("`{arg}` hoort hier niet"),
        ErrorKind::MissingRequiredArgument => format!("er ontbreekt: {arg}"),
        ErrorKind::ArgumentConflict => {
            let other = said(error, ContextKind::PriorArg);
            match other.is_empty() || other == arg {
                true => format!("{arg} kan maar één keer"),
                false => format!("{arg} en {other} gaan niet samen"),
            }
        }
        ErrorKind::InvalidUtf8 => "een argument is geen leesbare tekst".to_owned(),
        _ if value.is_empty() => format!("achter {arg} ontbreekt een waarde"),
        _ => format!("`{value}` kan niet bij {arg}"),
    };
    let mut text = format!("fout: {what}\n");
    let choices = [ContextKind::ValidValue, ContextKind::ValidSubcommand];
    let choices = choices.map(|kind| said(error, kind)).concat();
    if !choices.is_empty() {
        text += &format!("  wel: {choices}\n");
    }
    let near =
        [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let near = near.map(|kind| said(error, kind)).concat();
    if !near.is_empty() {
        text += &format!("\n  bedoelt u `{near}`?\n");
    }
    let usage = said(error, ContextKind::Usage);
    if !usage.is_empty() {
        text += &format!("\n{}\n", usage.replace("Usage:", "Gebruik:"));
    }
    text += "\n`--help` zegt meer.\n";
    Some(text)
}

fn value(error: &clap::Error) -> String {
    said(error, ContextKind::InvalidValue)
}

/// What is known of the fault, as text; empty where nothing is.
fn said(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(ContextValue::StyledStrs(texts)) => {
            texts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
        }
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}
