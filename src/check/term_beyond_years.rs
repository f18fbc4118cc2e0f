//! A term so long that it ends in no year that is supported.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::machine::CountedIn;
use crate::text;

use super::context::Context;

/// A term so long that it ends in no year that is supported.
pub(crate) static CODE: Code = Code {
    id: "D0416",
    name: "term-beyond-years",
    level: Level::Error,
    page: include_str!("term_beyond_years.md"),
};

pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    // A number too large to be read was reported as such.
    let read = |it: &CountedIn| it.duration.amount < u32::MAX;
    for counted in context.hir.beyond_years().into_iter().filter(read) {
        found.push(
            Diagnostic::new(
                &CODE,
                counted.at,
                text!(
                    nl: "deze termijn is zo lang dat hij buiten de jaren 1 tot en met 9999 eindigt",
                    en: "this term is so long that it ends outside the years 0001 to 9999",
                ),
            )
            .help(text!(
                nl: "kort de termijn in; is er geen, schrijf dan `zonder termijn \"reden\"`",
                en: "shorten the term; if there is none, write `no deadline \"reason\"`",
            )),
        );
    }
}
