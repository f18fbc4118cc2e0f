//! A name mixes letters of several scripts.

use unicode_script::Script;

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::syntax::letters;
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D0121",
    name: "mixed-scripts",
    level: Level::Warning,
    page: include_str!("mixed_scripts.md"),
};

/// The name at `span` has letters of two scripts; `latin` is what it is called in Latin letters.
pub(in crate::syntax) fn at(
    span: Span,
    name: &str,
    scripts: (Script, Script),
    latin: &str,
) -> Diagnostic {
    let ((first_nl, first_en), (other_nl, other_en)) =
        (letters::words(scripts.0), letters::words(scripts.1));
    let message = text!(
        nl: "de naam `{name}` mengt {first_nl} en {other_nl} schrift",
        en: "the name `{name}` mixes {first_en} and {other_en} script",
    );
    Diagnostic::new(&CODE, span, message)
        .help(text!(
            nl: "schrijf de naam in één schrift; wie hem leest kan hem anders niet overtypen",
            en: "write the name in one script; whoever reads it cannot type it otherwise",
        ))
        .fix(span, latin)
}
