//! A scenario gives a fact a value that is none of its type.

use crate::calendar::Unit;
use crate::diagnostic::{Code, Diagnostic, Language, Level, Text};
use crate::span::Span;
use crate::text;
use crate::value::Type;

pub(crate) static CODE: Code = Code {
    id: "D1002",
    name: "wrong-value-in-scenario",
    level: Level::Error,
    page: include_str!("wrong_value_in_scenario.md"),
};

/// `expected` is the type of the fact.
pub(crate) fn wrong_value(at: Span, fact: &str, expected: &Type) -> Diagnostic {
    let message = text!(
        nl: "deze waarde past niet bij `{fact}`",
        en: "this value does not fit `{fact}`",
    );
    Diagnostic::new(&CODE, at, message).help(help(expected))
}

fn help(expected: &Type) -> Text {
    match expected {
        Type::Truth => text!(nl: "schrijf `ja` of `nee`", en: "write `yes` or `no`"),
        Type::Number => text!(nl: "schrijf een getal: `0.9`", en: "write a number: `0.9`"),
        Type::Count => {
            text!(nl: "schrijf een geheel getal: `12`", en: "write a whole number: `12`")
        }
        Type::Amount => text!(
            nl: "schrijf een bedrag: `2 miljoen euro`",
            en: "write an amount: `2 million euro`",
        ),
        Type::Percentage => {
            text!(nl: "schrijf een percentage: `15%`", en: "write a percentage: `15%`")
        }
        Type::Date => {
            text!(nl: "schrijf een datum: `2026-11-26`", en: "write a date: `2026-11-26`")
        }
        Type::Instant => text!(
            nl: "schrijf een tijdstip: `2026-11-26 09:00`",
            en: "write an instant: `2026-11-26 09:00`",
        ),
        Type::Duration(unit) => {
            let (nl, en) = expected.words();
            let unit = unit.unwrap_or(Unit::Week);
            let such = [Language::Dutch, Language::English].map(|it| unit.word(it, true));
            let [such_nl, such_en] = such;
            text!(nl: "schrijf {nl}: `4 {such_nl}`", en: "write {en}: `4 {such_en}`")
        }
        Type::Text => text!(nl: "schrijf een tekst: `\"…\"`", en: "write a text: `\"…\"`"),
        Type::Document => text!(
            nl: "schrijf waar het document te vinden is en welke versie: `\"…\" versie \"2\"`",
            en: "write where the document is to be found and which version: \
                 `\"…\" version \"2\"`",
        ),
        Type::Choice(options) => {
            let options = options.iter().map(|option| format!("`{option}`"));
            let options = options.collect::<Vec<_>>().join(", ");
            text!(nl: "kies uit {options}", en: "choose from {options}")
        }
    }
}
