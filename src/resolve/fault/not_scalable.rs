//! Something in a block from a level up that cannot come and go with the severity.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// Something in a block from a level up that cannot come and go with the severity.
pub(crate) static CODE: Code = Code {
    id: "D0211",
    name: "not-scalable",
    level: Level::Error,
    page: include_str!("not_scalable.md"),
};

pub(crate) fn fault(at: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "dit kan niet pas vanaf een trede gelden",
            en: "this cannot hold only from a level up",
        ),
    )
    .help(text!(
        nl: "zet het buiten het blok; vanaf een trede gelden taken, besluiten, aanleidingen, \
             `regie`, `informeer` en `raadpleeg`",
        en: "put it outside the block; what may hold from a level up are tasks, decisions, \
             triggers, `lead`, `inform` and `consult`",
    ))
}
