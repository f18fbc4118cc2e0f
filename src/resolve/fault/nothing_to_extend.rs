//! An extension where there is no term to extend.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// An extension where there is no term to extend.
pub(crate) static CODE: Code = Code {
    id: "D0405",
    name: "nothing-to-extend",
    level: Level::Error,
    page: include_str!("nothing_to_extend.md"),
};

pub(crate) fn fault(at: Span, scope: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "`{scope}` heeft geen `termijn` om te verlengen",
            en: "`{scope}` has no `deadline` to extend",
        ),
    )
    .help(text!(
        nl: "geef `{scope}` een `termijn`, of verleng een taak met `verleng taak X met …`",
        en: "give `{scope}` a `deadline`, or extend a task with `extend task X by …`",
    ))
}
