//! A comparison or calculation with two types that do not go together.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// A comparison or calculation with two types that do not go together.
pub(crate) static CODE: Code = Code {
    id: "D0302",
    name: "incomparable-types",
    level: Level::Error,
    page: include_str!("incomparable_types.md"),
};

/// Why two types do not go together.
pub(crate) enum Reason<'a> {
    /// They are too different.
    Types,
    /// They are equal, but have no order.
    NoOrder,
    /// Two choices without an option in common.
    NothingInCommon,
    /// An option between quotation marks, here.
    Quoted(Span, &'a str),
}

pub(crate) fn fault(
    left: (&str, &str),
    right: (&str, &str),
    sign: &str,
    at: Span,
    reason: &Reason<'_>,
) -> Diagnostic {
    let ((nl, en), (other_nl, other_en)) = (left, right);
    let found = Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "`{sign}` past niet tussen {nl} en {other_nl}",
            en: "`{sign}` does not fit between {en} and {other_en}",
        ),
    );
    match reason {
        Reason::Types => found.help(text!(
            nl: "vergelijk wat van dezelfde soort is; reken met een bedrag maal een getal of \
                 percentage, of een datum plus een duur in dagen of langer",
            en: "compare what is of the same type; calculate with an amount times a number or \
                 percentage, or a date plus a duration in days or longer",
        )),
        Reason::NoOrder => found.help(text!(
            nl: "hier is geen volgorde in; vergelijk met `is`, `is niet` of `in`",
            en: "there is no order in these; compare with `is`, `is not` or `in`",
        )),
        Reason::NothingInCommon => found.help(text!(
            nl: "de twee keuzes hebben geen mogelijkheid gemeen en zijn dus nooit gelijk",
            en: "the two choices have no option in common, so they are never equal",
        )),
        Reason::Quoted(place, option) => found
            .help(text!(
                nl: "een mogelijkheid staat niet tussen aanhalingstekens",
                en: "an option does not stand between quotation marks",
            ))
            .fix(*place, *option),
    }
}
