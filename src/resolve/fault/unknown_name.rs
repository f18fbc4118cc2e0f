//! A name that nothing declares.

use crate::diagnostic::{Code, Diagnostic, Label, Level};
use crate::resolve::kind::Kind;
use crate::span::Span;
use crate::text;

/// A name that nothing declares.
pub(crate) static CODE: Code = Code {
    id: "D0201",
    name: "unknown-name",
    level: Level::Error,
    page: include_str!("unknown_name.md"),
};

/// `near` is the nearest name of the kind; `all` are those that there are, where none is added by
/// declaring it alone.
pub(crate) fn fault(
    kind: Kind,
    name: &str,
    at: Span,
    near: Option<&str>,
    all: &[&str],
) -> Diagnostic {
    let (nl, en) = kind.word();
    let found = Diagnostic::new(
        &CODE,
        at,
        text!(nl: "er is geen {nl} met de naam `{name}`", en: "there is no {en} named `{name}`"),
    );
    if let Some(near) = near {
        return found.help(text!(nl: "bedoelt u `{near}`?", en: "did you mean `{near}`?"));
    }
    if kind == Kind::Fact && matches!(name, "onbekend" | "unknown") {
        return found.help(text!(
            nl: "wat niemand zei is onbekend: laat dit weg, of vraag het met `bekend(…)`",
            en: "what nobody said is unknown: leave this out, or ask with `known(…)`",
        ));
    }
    if !all.is_empty() {
        let all = all.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        return found.help(text!(nl: "kies uit {all}", en: "choose from {all}"));
    }
    let (nl, en) = kind.keyword();
    found.help(text!(
        nl: "verbeter de naam, of voeg `{nl} {name}` toe",
        en: "correct the name, or declare `{en} {name}`",
    ))
}

/// `name` stands alone as a condition; it is an option of `fact`, which was compared with `first`
/// just before.
pub(crate) fn option_alone(name: &str, at: Span, fact: &str, first: &str) -> Diagnostic {
    let message = text!(
        nl: "`{name}` is geen voorwaarde, maar een mogelijkheid van `{fact}`",
        en: "`{name}` is no condition, but an option of `{fact}`",
    );
    Diagnostic::new(&CODE, at, message).help(text!(
        nl: "schrijf `{fact} in ({first}, {name})`",
        en: "write `{fact} in ({first}, {name})`",
    ))
}

/// Another place of the same name.
pub(crate) fn again(at: Span) -> Label {
    Label { span: at, text: text!(nl: "hier ook", en: "here too") }
}
