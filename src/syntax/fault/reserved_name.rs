//! A name is spelled as a keyword that is reserved.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::syntax::keyword;
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D0103",
    name: "reserved-name",
    level: Level::Error,
    page: include_str!("reserved_name.md"),
};

/// Whether no name may be spelled so.
pub(in crate::syntax) fn is_reserved(word: &str) -> bool {
    keyword::ALL.iter().any(|keyword| keyword.reserved && keyword.has(word))
}

/// `word` stands where a name is needed; `also` says what else could stand there.
pub(in crate::syntax) fn at(
    span: Span,
    word: &str,
    also: Option<(&String, &String)>,
) -> Diagnostic {
    let message = text!(
        nl: "`{word}` is een woord van de taal en kan hier niet als naam staan",
        en: "`{word}` is a word of the language and cannot stand as a name here",
    );
    let finding = Diagnostic::new(&CODE, span, message).help(text!(
        nl: "kies een andere naam, bijvoorbeeld `{word}_`, of vul aan wat hier ontbreekt",
        en: "choose another name, such as `{word}_`, or add what is missing here",
    ));
    match also {
        Some((nl, en)) => {
            finding.note(text!(nl: "hier kan staan: {nl}", en: "what may stand here: {en}"))
        }
        None => finding,
    }
}
