//! The faults of a text, one kind per file: its code, its words, its page.

pub(super) mod byte_order_mark;
pub(super) mod control_character;
pub(super) mod decomposed_name;
pub(super) mod doubled_clause;
pub(super) mod empty_block;
pub(super) mod foreign_keyword;
pub(super) mod foreign_spelling;
pub(super) mod hidden_character;
pub(super) mod impossible_date;
pub(super) mod impossible_time;
pub(super) mod invalid_encoding;
pub(super) mod look_alike_letter;
pub(super) mod missing_comma;
pub(super) mod missing_header;
pub(super) mod missing_opening_brace;
pub(super) mod misspelled_keyword;
pub(super) mod mixed_scripts;
pub(super) mod number_too_large;
pub(super) mod reserved_name;
pub(super) mod stray_brace;
pub(super) mod stray_documentation;
pub(super) mod text_brace;
pub(crate) mod thousands;
pub(super) mod too_deep;
pub(super) mod too_large;
pub(super) mod unclosed_brace;
pub(super) mod unclosed_text;
pub(super) mod unexpected_text;

use crate::diagnostic::Code;

/// Every kind, in order of code.
pub(crate) static CODES: &[&Code] = &[
    &unexpected_text::CODE,
    &misspelled_keyword::CODE,
    &reserved_name::CODE,
    &unclosed_brace::CODE,
    &missing_opening_brace::CODE,
    &stray_brace::CODE,
    &unclosed_text::CODE,
    &foreign_spelling::CODE,
    &impossible_date::CODE,
    &impossible_time::CODE,
    &missing_header::CODE,
    &doubled_clause::CODE,
    &text_brace::CODE,
    &decomposed_name::CODE,
    &invalid_encoding::CODE,
    &control_character::CODE,
    &hidden_character::CODE,
    &missing_comma::CODE,
    &empty_block::CODE,
    &look_alike_letter::CODE,
    &mixed_scripts::CODE,
    &thousands::CODE,
    &foreign_keyword::CODE,
    &byte_order_mark::CODE,
    &stray_documentation::CODE,
    &too_large::CODE,
    &too_deep::CODE,
    &number_too_large::CODE,
];
