//! A name has a letter that passes for another.

use unicode_script::UnicodeScript;

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::syntax::letters::{self, Disguise};
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D0120",
    name: "look-alike-letter",
    level: Level::Error,
    page: include_str!("look_alike_letter.md"),
};

/// The name at `span`, spelled `written`, is not what it looks like.
pub(in crate::syntax) fn at(span: Span, written: &str, disguise: &Disguise) -> Diagnostic {
    let Disguise { found, like, meant } = disguise;
    let number = u32::from(*found);
    let (nl, en) = letters::words(found.script());
    let message = if like.is_empty() {
        text!(
            nl: "in de naam `{written}` staat een teken dat niemand ziet (U+{number:04X})",
            en: "the name `{written}` has a character that nobody sees (U+{number:04X})",
        )
    } else {
        text!(
            nl: "in de naam `{written}` staat `{found}` (U+{number:04X}, {nl}) \
                 waar `{like}` bedoeld lijkt",
            en: "the name `{written}` has `{found}` (U+{number:04X}, {en}) \
                 where `{like}` seems to be meant",
        )
    };
    Diagnostic::new(&CODE, span, message)
        .help(text!(
            nl: "typ de naam opnieuw; hij ziet er hetzelfde uit, maar is een andere naam",
            en: "type the name again; it looks the same, but is another name",
        ))
        .fix(span, meant.as_str())
}
