//! Care that is moved, accepted or ended where there is none to move.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::syntax::ast;
use crate::text;

/// Care that is moved, accepted or ended where there is none to move.
pub(crate) static CODE: Code = Code {
    id: "D0520",
    name: "misplaced-care",
    level: Level::Error,
    page: include_str!("misplaced_care.md"),
};

/// Outside a handover. `process`: the name of the process in which it stands; `None`: the case.
pub(crate) fn fault(at: Span, process: Option<&ast::Name>) -> Diagnostic {
    let finding = Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "zorg gaat alleen in een overdracht over",
            en: "care moves only in a handover",
        ),
    );
    match process {
        Some(process) => {
            finding.label(process.span, text!(nl: "een traject", en: "a process")).help(text!(
                nl: "maak er een `overdracht` van, of laat de zorg staan",
                en: "make it a `handover`, or leave care as it is",
            ))
        }
        None => finding.help(text!(
            nl: "schrijf dit in een `overdracht … per ITEM`",
            en: "write this in a `handover … per ITEM`",
        )),
    }
}

/// Of an item of which nobody holds the care.
pub(crate) fn without_holder(at: Span, item: &ast::Name) -> Diagnostic {
    let name = &item.text;
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "van een `{name}` heeft niemand de zorg",
            en: "nobody has the care of a `{name}`",
        ),
    )
    .label(item.span, text!(nl: "dit item", en: "this item"))
    .help(text!(
        nl: "schrijf in het item `zorg bij ROL, vangnet ROL`",
        en: "write `care with ROLE, safety net ROLE` in the item",
    ))
}

/// At an end that does not end the handover.
pub(crate) fn inner_end(name: &ast::Name, at: Span) -> Diagnostic {
    let end = &name.text;
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "bij `{end}` eindigt de overdracht niet, dus ook de zorg niet",
            en: "the handover does not end at `{end}`, so neither does care",
        ),
    )
    .help(text!(
        nl: "schrijf `zorg …` bij een `einde` dat direct in de overdracht staat",
        en: "write `care …` at an `end` that stands directly in the handover",
    ))
}

/// Where no item is in care.
pub(crate) fn nothing_in_care(at: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(nl: "geen enkel item is in zorg", en: "no item at all is in care"),
    )
    .help(text!(
        nl: "schrijf in een item `zorg bij ROL, vangnet ROL`",
        en: "write `care with ROLE, safety net ROLE` in an item",
    ))
}
