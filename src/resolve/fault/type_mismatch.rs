//! An expression of another type than its place asks for.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// An expression of another type than its place asks for.
pub(crate) static CODE: Code = Code {
    id: "D0301",
    name: "type-mismatch",
    level: Level::Error,
    page: include_str!("type_mismatch.md"),
};

/// A choice given to a fact of another choice.
pub(crate) fn other_choice(fact_options: &[String], given: &[String], at: Span) -> Diagnostic {
    let choice = ("een keuze", "a choice");
    let foreign = given.iter().filter(|option| !fact_options.contains(option));
    let all = foreign.map(|option| format!("`{option}`")).collect::<Vec<_>>().join(", ");
    fault(choice, choice, at).help(text!(
        nl: "deze keuze kan ook iets anders zijn: {all}",
        en: "this choice can also be something else: {all}",
    ))
}

pub(crate) fn fault(expected: (&str, &str), found: (&str, &str), at: Span) -> Diagnostic {
    let ((nl, en), (found_nl, found_en)) = (expected, found);
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "hier hoort {nl}, maar dit is {found_nl}",
            en: "this place takes {en}, but this is {found_en}",
        ),
    )
}
