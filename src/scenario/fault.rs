//! What can be wrong with a scenario before it runs: one file per code, with its page.

use crate::diagnostic::Code;

pub(super) mod before_date;
pub(super) mod impossible_time;
pub(super) mod not_an_input;
pub(super) mod not_built;
pub(super) mod opened_twice;
pub(super) mod other_playbook;
pub(super) mod unknown_name;
pub(super) mod wrong_value;

/// The codes of this stage.
pub(crate) static CODES: &[&Code] = &[
    &unknown_name::CODE,
    &wrong_value::CODE,
    &before_date::CODE,
    &not_built::CODE,
    &other_playbook::CODE,
    &impossible_time::CODE,
    &opened_twice::CODE,
    &not_an_input::CODE,
];
