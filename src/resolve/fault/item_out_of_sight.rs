//! Something of an item where no such item is in question.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::resolve::kind::Kind;
use crate::span::Span;
use crate::syntax::ast;
use crate::text;

/// Something of an item where no such item is in question.
pub(crate) static CODE: Code = Code {
    id: "D0214",
    name: "item-out-of-sight",
    level: Level::Error,
    page: include_str!("item_out_of_sight.md"),
};

/// `here`: the kind of item that is in question instead.
pub(crate) fn fault(
    kind: Kind,
    name: &ast::Name,
    item: &ast::ItemType,
    here: Option<&ast::ItemType>,
) -> Diagnostic {
    let (text, one) = (&name.text, &item.name.text);
    let many = item.plural.as_ref().map_or(one, |plural| &plural.text);
    let message = match (kind, here) {
        (Kind::Item, None) => text!(
            nl: "hier is geen `{one}` in het spel",
            en: "here no `{one}` is in question",
        ),
        (Kind::Item, Some(here)) => {
            let here = &here.name.text;
            text!(
                nl: "hier gaat het over één `{here}`, niet over één `{one}`",
                en: "here one `{here}` is in question, not one `{one}`",
            )
        }
        (_, None) => text!(
            nl: "`{text}` hoort bij één `{one}`, en hier is geen `{one}` in het spel",
            en: "`{text}` belongs to one `{one}`, and here no `{one}` is in question",
        ),
        (_, Some(here)) => {
            let here = &here.name.text;
            text!(
                nl: "`{text}` hoort bij één `{one}`, en hier gaat het over één `{here}`",
                en: "`{text}` belongs to one `{one}`, and here one `{here}` is in question",
            )
        }
    };
    Diagnostic::new(&CODE, name.span, message)
        .label(item.name.span, text!(nl: "dit item", en: "this item"))
        .help(text!(
            nl: "tel ze: `aantal {many} waar …`, vraag het van elk: `alle {many}: …`, of schrijf \
                 het in een `overdracht` of `traject` per `{one}`",
            en: "count them: `number of {many} where …`, ask it of each: `all {many}: …`, or write \
                 it in a `handover` or `process` per `{one}`",
        ))
}

/// `klaar`, which only makes sense of each item: while a handover runs its own item is not done.
pub(crate) fn not_of_each(written: &str, at: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "`{written}` kan als voorwaarde alleen van elk item gevraagd worden",
            en: "as a condition `{written}` can only be asked of each item",
        ),
    )
    .help(text!(
        nl: "van een taak zo: `taak NAAM {written}`; van items zo: `alle ITEM: {written}` of \
             `aantal ITEM waar niet {written}`",
        en: "of a task like this: `task NAME {written}`; of items: `all ITEM: {written}` or \
             `number of ITEM where not {written}`",
    ))
}

/// Something asked of an item without its name, such as `zorg bij`.
pub(crate) fn unsaid(written: &str, at: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "`{written}` wordt van een item gevraagd, en hier is er geen in het spel",
            en: "`{written}` is asked of an item, and here none is in question",
        ),
    )
    .help(text!(
        nl: "vraag het van elk item, zoals `alle ITEM: …` of `aantal ITEM waar …`",
        en: "ask it of each item, such as `all ITEM: …` or `number of ITEM where …`",
    ))
}

/// Something asked of a candidate.
pub(crate) fn no_candidate(written: &str, at: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "`{written}` wordt van een kandidaat gevraagd, en hier is er geen in het spel",
            en: "`{written}` is asked of a candidate, and here none is in question",
        ),
    )
    .help(text!(
        nl: "noem de rol van de kandidaten, zoals `een kandidaat: {written}`",
        en: "name the role of the candidates, such as `some candidate: {written}`",
    ))
}
