//! Static checks on a resolved playbook, without exploring its states: roles and flow.
//!
//! Each check is one file with its code, its texts and its page. A check says nothing about what
//! resolution could not make sense of.

use crate::diagnostic::{Code, Diagnostic};
use crate::hir::Hir;
use crate::syntax::ast::File;

mod calendars_differ;
mod care_elsewhere;
mod covered_level;
mod dead_end;
mod dead_row;
mod decides_itself;
mod empty_scope;
mod end_without_care;
mod ends_before_care;
mod fixed_severity;
mod heavy_expression;
mod hidden_date_due;
mod hidden_fact_copied;
mod hidden_fact_recorded;
mod hidden_fact_told;
mod impossible_condition;
mod impossible_waiver;
mod ladder_out_of_order;
mod ladder_repeats;
mod missing_lead;
mod never_chosen;
mod never_started;
mod no_opening_hours;
mod not_of_party;
mod nothing_overdue;
mod nothing_to_finish;
mod order_decides;
mod overrides_nothing;
mod shadowed_handler;
mod silent_overdue;
mod succession_cycle;
mod suspended_for_good;
mod table_gap;
mod table_overlap;
mod term_beyond_years;
mod too_many_parts;
mod unaccepted_holder;
mod unanswered_silence;
mod unbounded_wait;
mod uncapped_extension;
mod uncountable;
mod unexamined_rules;
mod unheard_signal;
mod unreachable_state;
mod unsaid_override;
mod unstated_guarantee;
mod unused_waiver;
mod used_up_overdue;
mod weaker_term;
mod withdrawn_elsewhere;
mod zero_time_loop;
mod zero_time_writes;

mod algebra;
mod context;
mod instant;
mod reach;
mod round;
mod rules;
mod space;
mod visit;
mod waive;
mod whereabouts;

use context::Context;
pub(crate) use waive::waive;

type Check = fn(&Context<'_>, &mut Vec<Diagnostic>);

/// Every code of this stage with its check.
static CHECKS: &[(&Code, Check)] = &[
    (&missing_lead::CODE, missing_lead::check),
    (&ladder_repeats::CODE, ladder_repeats::check),
    (&ladder_out_of_order::CODE, ladder_out_of_order::check),
    (&succession_cycle::CODE, succession_cycle::check),
    (&unreachable_state::CODE, unreachable_state::check),
    (&dead_end::CODE, dead_end::check),
    (&unbounded_wait::CODE, unbounded_wait::check),
    (&silent_overdue::CODE, silent_overdue::check),
    (&used_up_overdue::CODE, used_up_overdue::check),
    (&zero_time_loop::CODE, zero_time_loop::check),
    (&zero_time_writes::CODE, zero_time_writes::check),
    (&shadowed_handler::CODE, shadowed_handler::check),
    (&unsaid_override::CODE, unsaid_override::check),
    (&overrides_nothing::CODE, overrides_nothing::check),
    (&unanswered_silence::CODE, unanswered_silence::check),
    (&nothing_to_finish::CODE, nothing_to_finish::check),
    (&nothing_overdue::CODE, nothing_overdue::check),
    (&covered_level::CODE, covered_level::check),
    (&weaker_term::CODE, weaker_term::check),
    (&calendars_differ::CODE, calendars_differ::check),
    (&no_opening_hours::CODE, no_opening_hours::check),
    (&term_beyond_years::CODE, term_beyond_years::check),
    (&unheard_signal::CODE, unheard_signal::check),
    (&withdrawn_elsewhere::CODE, withdrawn_elsewhere::check),
    (&uncapped_extension::CODE, uncapped_extension::check),
    (&decides_itself::CODE, decides_itself::check),
    (&empty_scope::CODE, empty_scope::check),
    (&unstated_guarantee::CODE, unstated_guarantee::check),
    (&table_gap::CODE, table_gap::check),
    (&table_overlap::CODE, table_overlap::check),
    (&dead_row::CODE, dead_row::check),
    (&order_decides::CODE, order_decides::check),
    (&impossible_condition::CODE, impossible_condition::check),
    (&uncountable::CODE, uncountable::check),
    (&not_of_party::CODE, not_of_party::check),
    (&unexamined_rules::CODE, unexamined_rules::check),
    (&heavy_expression::CODE, heavy_expression::check),
    (&hidden_fact_told::CODE, hidden_fact_told::check),
    (&hidden_fact_recorded::CODE, hidden_fact_recorded::check),
    (&hidden_fact_copied::CODE, hidden_fact_copied::check),
    (&hidden_date_due::CODE, hidden_date_due::check),
    (&too_many_parts::CODE, too_many_parts::check),
    (&suspended_for_good::CODE, suspended_for_good::check),
    (&never_started::CODE, never_started::check),
    (&end_without_care::CODE, end_without_care::check),
    (&unaccepted_holder::CODE, unaccepted_holder::check),
    (&ends_before_care::CODE, ends_before_care::check),
    (&care_elsewhere::CODE, care_elsewhere::check),
    (&never_chosen::CODE, never_chosen::check),
    (&fixed_severity::CODE, fixed_severity::check),
];

/// Every code of this stage.
pub(crate) fn codes() -> impl Iterator<Item = &'static Code> {
    let waivers = [&unused_waiver::CODE, &impossible_waiver::CODE];
    CHECKS.iter().map(|(code, _)| *code).chain(waivers)
}

/// Everything that the checks find, in the order of the text. Without errors here and in
/// resolution, lowering cannot fail.
///
/// Nothing is said about what may stand in stretches of `file` that could not be read.
pub(crate) fn check(hir: &Hir, file: &File) -> Vec<Diagnostic> {
    let context = Context::new(hir, file);
    let mut found = Vec::new();
    for (_, check) in CHECKS {
        check(&context, &mut found);
    }
    found.sort_by_key(context::sort_key);
    found
}
