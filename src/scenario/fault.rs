//! What can be wrong with a scenario before it runs: one file per code, with its page.

use crate::diagnostic::Code;

pub(super) mod for_another_playbook;
pub(super) mod impossible_moment;
pub(super) mod item_not_named;
pub(super) mod line_before_date;
pub(super) mod not_in_this_version;
pub(super) mod opened_twice;
pub(super) mod playbook_not_given;
pub(super) mod unknown_in_scenario;
pub(super) mod wrong_value_in_scenario;

/// The codes of this stage.
pub(crate) static CODES: &[&Code] = &[
    &unknown_in_scenario::CODE,
    &wrong_value_in_scenario::CODE,
    &line_before_date::CODE,
    &not_in_this_version::CODE,
    &for_another_playbook::CODE,
    &impossible_moment::CODE,
    &opened_twice::CODE,
    &playbook_not_given::CODE,
    &item_not_named::CODE,
];
