//! A scenario is for another playbook.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D1005",
    name: "for-another-playbook",
    level: Level::Error,
    page: include_str!("for_another_playbook.md"),
};

pub(crate) fn for_another_playbook(at: Span, wanted: &str, given: &str) -> Diagnostic {
    let message = text!(
        nl: "dit scenario is voor draaiboek `{wanted}`, en dit is draaiboek `{given}`",
        en: "this scenario is for playbook `{wanted}`, and this is playbook `{given}`",
    );
    Diagnostic::new(&CODE, at, message).help(text!(
        nl: "geef het draaiboek `{wanted}`, of schrijf `voor {given}`",
        en: "give the playbook `{wanted}`, or write `for {given}`",
    ))
}

/// One case cannot run under two playbooks.
pub(crate) fn two_playbooks(at: Span, case: &str, before: &str) -> Diagnostic {
    let message = text!(
        nl: "casus `{case}` loopt al onder draaiboek `{before}`",
        en: "case `{case}` runs under playbook `{before}` already",
    );
    Diagnostic::new(&CODE, at, message).help(text!(
        nl: "schrijf `casus {case} voor {before}`, of geef de andere casus een eigen naam",
        en: "write `case {case} for {before}`, or give the other case a name of its own",
    ))
}
