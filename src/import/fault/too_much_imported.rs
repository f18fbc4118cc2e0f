//! A playbook uses more than is read.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::import::MAX_FILES;
use crate::span::Span;
use crate::syntax::MAX_BYTES;
use crate::text;

/// A playbook uses more than is read.
pub(crate) static CODE: Code = Code {
    id: "D0910",
    name: "too-much-imported",
    level: Level::Error,
    page: include_str!("too_much_imported.md"),
};

/// There are more files than [`MAX_FILES`].
pub(in crate::import) fn files(at: Span) -> Diagnostic {
    let message = text!(
        nl: "een draaiboek bestaat uit hoogstens {MAX_FILES} bestanden; dit is er een te veel",
        en: "a playbook has at most {MAX_FILES} files; this is one too many",
    );
    Diagnostic::new(&CODE, at, message).help(text!(
        nl: "neem bestanden samen; wat hierna komt is niet gelezen",
        en: "join files together; what comes after this was not read",
    ))
}

/// With the file called `name` there are more bytes than [`MAX_BYTES`].
pub(in crate::import) fn bytes(name: &str, at: Span) -> Diagnostic {
    let message = text!(
        nl: "met `{name}` erbij is het draaiboek groter dan {MAX_BYTES} bytes",
        en: "with `{name}` the playbook has more than {MAX_BYTES} bytes",
    );
    Diagnostic::new(&CODE, at, message).help(text!(
        nl: "gebruik alleen bestanden die het draaiboek nodig heeft; dit bestand en wat hierna \
            komt zijn niet gelezen",
        en: "use only files that the playbook needs; this file and what comes after it were \
            not read",
    ))
}
