//! A playbook does not say what it is.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D0111",
    name: "missing-header",
    level: Level::Error,
    page: include_str!("missing_header.md"),
};

/// The file begins at `span`, without a header.
pub(in crate::syntax) fn at(span: Span) -> Diagnostic {
    let message = text!(
        nl: "het bestand begint niet met `draaiboek` en een naam",
        en: "the file does not begin with `playbook` and a name",
    );
    Diagnostic::new(&CODE, span, message).help(text!(
        nl: "begin met bijvoorbeeld `draaiboek jeugdhulp \"Draaiboek jeugdhulp\"`",
        en: "begin with something like `playbook youth_care \"Playbook youth care\"`",
    ))
}
