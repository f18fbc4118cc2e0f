//! A safety net of care that no law obliges.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// A safety net of care that no law obliges.
pub(crate) static CODE: Code = Code {
    id: "D0518",
    name: "safety-net-without-duty",
    level: Level::Error,
    page: include_str!("safety_net_without_duty.md"),
};

pub(crate) fn fault(role: &str, at: Span, declared: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "`{role}` heeft geen zorgplicht en kan dus geen vangnet voor zorg zijn",
            en: "`{role}` has no duty of care, so it cannot be a safety net of care",
        ),
    )
    .label(declared, text!(nl: "zonder zorgplicht", en: "without a duty of care"))
    .help(text!(
        nl: "schrijf bij de rol `zorgplicht op grond van GRONDSLAG`, of noem een rol die er een \
             heeft",
        en: "write `duty of care under LEGAL_BASIS` with the role, or name a role that has one",
    ))
}
