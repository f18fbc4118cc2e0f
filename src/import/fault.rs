//! What can be wrong with imports, one kind per file: its code, its words, its page.

pub(super) mod import_cycle;
pub(super) mod misplaced_in_import;
pub(super) mod too_much_imported;
pub(super) mod unavailable_import;

use crate::diagnostic::Code;

/// Every kind, in order of code.
pub(crate) static CODES: &[&Code] = &[
    &unavailable_import::CODE,
    &import_cycle::CODE,
    &misplaced_in_import::CODE,
    &too_much_imported::CODE,
];
