//! A waiver that cannot be.

use crate::diagnostic::{Code, Diagnostic, Level, Text};
use crate::syntax::ast::Waiver;
use crate::text;

/// A waiver that cannot be.
pub(crate) static CODE: Code = Code {
    id: "D0821",
    name: "impossible-waiver",
    level: Level::Error,
    page: include_str!("impossible_waiver.md"),
};

/// What is wrong with a waiver of findings of this kind; `None` of a code that does not exist.
pub(super) fn fault(waiver: &Waiver, of: Option<&'static Code>) -> Option<Diagnostic> {
    let code = &waiver.code.text;
    let (at, message, help): (_, Text, Text) = match of.filter(|of| of.id == code) {
        None => (
            waiver.code.span,
            text!(nl: "er is geen bevinding `{code}`", en: "there is no finding `{code}`"),
            text!(
                nl: "neem de code over uit de bevinding, zoals D0206",
                en: "copy the code from the finding, such as D0206",
            ),
        ),
        Some(of) if !of.is_waivable() => (
            waiver.code.span,
            text!(
                nl: "{code} is een fout waarmee het draaiboek niet kan draaien",
                en: "{code} is an error with which the playbook cannot run",
            ),
            text!(
                nl: "los de fout op; alleen een waarschuwing is te accepteren",
                en: "mend the error; only a warning can be waived",
            ),
        ),
        Some(_) if waiver.reason.text.trim().is_empty() => (
            waiver.reason.span,
            text!(nl: "de reden is leeg", en: "the reason is empty"),
            text!(
                nl: "schrijf op waarom dit zo bedoeld is",
                en: "write down why this is as it is meant to be",
            ),
        ),
        Some(_) => return None,
    };
    Some(Diagnostic::new(&CODE, at, message).help(help))
}
