//! A scenario uses something that this version of the language does not run yet.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D1004",
    name: "not-in-this-version",
    level: Level::Error,
    page: include_str!("not_in_this_version.md"),
};

pub(crate) fn not_built(at: Span, nl: &str, en: &str) -> Diagnostic {
    let message = text!(
        nl: "{nl} kan deze versie nog niet uitvoeren",
        en: "this version cannot run {en} yet",
    );
    Diagnostic::new(&CODE, at, message).help(text!(
        nl: "haal de regel weg, of zet hem met `//` voor later apart",
        en: "remove the line, or keep it for later with `//`",
    ))
}
