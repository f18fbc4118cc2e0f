//! A number that may be read in two ways: three digits stand behind its only mark.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D0122",
    name: "thousands-or-decimals",
    level: Level::Warning,
    page: include_str!("thousands.md"),
};

/// `1.500` in a Dutch text, which is one and a half here.
pub(in crate::syntax) fn at(span: Span, written: &str, readings: &Readings) -> Diagnostic {
    let Readings { decimal, thousands } = readings;
    let message = text!(
        nl: "`{written}` is hier {decimal}, en niet {thousands}: een punt staat voor decimalen",
        en: "`{written}` is {decimal} here, and not {thousands}: a point stands before decimals",
    );
    Diagnostic::new(&CODE, span, message).help(text!(
        nl: "schrijf `{decimal}`, of `{thousands}` als dat is bedoeld",
        en: "write `{decimal}`, or `{thousands}` if that is meant",
    ))
}

/// How a number is written that may be read in two ways.
pub(in crate::syntax) struct Readings {
    /// With the mark before decimals; never of three.
    pub(in crate::syntax) decimal: String,
    /// With the mark between thousands.
    pub(in crate::syntax) thousands: String,
}

/// Both readings of a number of which `mark` stands before three digits, and nothing else says
/// what it is.
pub(in crate::syntax) fn readings(written: &str, mark: char) -> Option<Readings> {
    let (whole, rest) = written.split_once(mark)?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let ambiguous = (1..=3).contains(&whole.len()) && rest.len() == 3 && !whole.starts_with('0');
    if !(ambiguous && digits(whole) && digits(rest)) {
        return None;
    }
    let decimal = match rest.trim_end_matches('0') {
        "" => whole.to_owned(),
        short if short.len() < 3 => format!("{whole}.{short}"),
        _ => format!("{whole}.{rest}0"),
    };
    Some(Readings { decimal, thousands: format!("{whole}_{rest}") })
}

/// Whether `number` may be read in two ways.
pub(crate) fn is_ambiguous(number: &str) -> bool {
    readings(number, '.').is_some()
}
