//! A plain number where an amount of money or a percentage is meant.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::syntax::fault::thousands::is_ambiguous;
use crate::text;

/// A plain number where an amount of money or a percentage is meant.
pub(crate) static CODE: Code = Code {
    id: "D0303",
    name: "plain-number",
    level: Level::Error,
    page: include_str!("plain_number.md"),
};

pub(crate) fn fault(at: Span, meant: (&str, &str), better: Option<&str>) -> Diagnostic {
    let (nl, en) = meant;
    let found = Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "dit is een getal zonder eenheid, hier hoort {nl}",
            en: "this is a number without a unit, this place takes {en}",
        ),
    );
    // Of what may be read in two ways, only its author knows the amount.
    let is_sure = |better: &&str| !better.split([' ', '%']).any(is_ambiguous);
    match better.filter(is_sure) {
        Some(better) => {
            found.help(text!(nl: "schrijf `{better}`", en: "write `{better}`")).fix(at, better)
        }
        None => found.help(text!(
            nl: "schrijf de eenheid erbij, zoals `1_000 euro` of `5%`",
            en: "write the unit with it, such as `1_000 euro` or `5%`",
        )),
    }
}

/// A share such as `0.1` where a percentage is meant: it may be meant as ten percent.
pub(crate) fn share(at: Span, percentage: &str, plain: &str) -> Diagnostic {
    let message = text!(
        nl: "dit is een getal zonder eenheid, hier hoort een percentage",
        en: "this is a number without a unit, this place takes a percentage",
    );
    Diagnostic::new(&CODE, at, message).help(text!(
        nl: "schrijf `{percentage}`, of `{plain}` als dat is bedoeld",
        en: "write `{percentage}`, or `{plain}` if that is meant",
    ))
}

/// A number that is computed, such as a ratio, beside a percentage that is computed or stated.
pub(crate) fn computed(at: Span, percentage: &str) -> Diagnostic {
    let message = text!(
        nl: "dit is een getal en `{percentage}` is een percentage",
        en: "this is a number and `{percentage}` is a percentage",
    );
    Diagnostic::new(&CODE, at, message).help(text!(
        nl: "maak van het percentage een getal: `{percentage} * 1`",
        en: "make the percentage a number: `{percentage} * 1`",
    ))
}

/// A percentage beside a ratio, which is a number.
pub(crate) fn ratio(at: Span, decimal: &str) -> Diagnostic {
    let message = text!(
        nl: "een verhouding is een getal, en dit is een percentage",
        en: "a ratio is a number, and this is a percentage",
    );
    Diagnostic::new(&CODE, at, message)
        .help(text!(nl: "schrijf `{decimal}`", en: "write `{decimal}`"))
        .fix(at, decimal)
}

#[cfg(test)]
mod tests {
    use super::fault;
    use crate::span::Span;

    #[test]
    fn what_may_be_read_in_two_ways_is_left_to_its_author() {
        let fix = |better| fault(Span::new(0, 1), ("x", "x"), Some(better)).fix;
        assert!(fix("1.500 euro").is_none() && fix("1.500%").is_none());
        assert!(fix("1.5 euro").is_some() && fix("1500 euro").is_some());
    }
}
