//! A holding without anybody who holds it when its holder cannot.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::syntax::ast;
use crate::text;

/// A holding without anybody who holds it when its holder cannot.
pub(crate) static CODE: Code = Code {
    id: "D0517",
    name: "missing-safety-net",
    level: Level::Error,
    page: include_str!("missing_safety_net.md"),
};

pub(crate) fn fault(clause: &ast::HolderClause) -> Diagnostic {
    let holder = &clause.holder.text;
    Diagnostic::new(
        &CODE,
        clause.span,
        text!(
            nl: "niemand vangt dit op als `{holder}` wegvalt",
            en: "nobody catches this when `{holder}` is gone",
        ),
    )
    .help(text!(
        nl: "noem wie het dan overneemt: `…, vangnet ROL`",
        en: "name who takes it over then: `…, safety net ROLE`",
    ))
}
