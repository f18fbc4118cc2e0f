//! A keyword is of the other language than the file.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D0801",
    name: "foreign-keyword",
    level: Level::Style,
    page: include_str!("foreign_keyword.md"),
};

/// `written` is `right` in the file's language; `place` is what `replacement` replaces.
pub(in crate::syntax) fn at(
    span: Span,
    written: &str,
    right: &str,
    fix: (Span, String),
) -> Diagnostic {
    let message = text!(
        nl: "`{written}` is in de taal van dit bestand `{right}`",
        en: "`{written}` is `{right}` in the language of this file",
    );
    Diagnostic::new(&CODE, span, message)
        .help(text!(
            nl: "de kop bepaalt de taal: `draaiboek` is Nederlands, `playbook` is Engels",
            en: "the header says the language: `draaiboek` is Dutch, `playbook` is English",
        ))
        .fix(fix.0, fix.1)
}
