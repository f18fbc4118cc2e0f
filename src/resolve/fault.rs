//! What can be wrong with names, types, terms and roles: one file and one page per code.

use crate::diagnostic::Code;

pub(crate) mod another_chart;
pub(crate) mod another_item;
pub(crate) mod anyone_misplaced;
pub(crate) mod calendar_conflict;
pub(crate) mod candidates_outside_item;
pub(crate) mod case_fact_written;
pub(crate) mod closed_all_year;
pub(crate) mod confusable_names;
pub(crate) mod derived_cycle;
pub(crate) mod derived_fact_stated;
pub(crate) mod doers_not_possible;
pub(crate) mod duplicate_name;
pub(crate) mod empty_duration;
pub(crate) mod empty_table;
pub(crate) mod empty_validity;
pub(crate) mod impossible_hours;
pub(crate) mod impossible_quorum;
pub(crate) mod incommensurable_durations;
pub(crate) mod incomparable_types;
pub(crate) mod item_out_of_sight;
pub(crate) mod key_not_carried;
pub(crate) mod late_reminder;
pub(crate) mod listed_twice;
pub(crate) mod long_calculation;
pub(crate) mod long_table;
pub(crate) mod lowering_beyond_scale;
pub(crate) mod misplaced_care;
pub(crate) mod misplaced_otherwise;
pub(crate) mod missing_safety_net;
pub(crate) mod missing_term;
pub(crate) mod mixed_tracks;
pub(crate) mod mixed_values;
pub(crate) mod never_asked;
pub(crate) mod no_candidates;
pub(crate) mod not_a_moment;
pub(crate) mod not_constant;
pub(crate) mod not_of_each;
pub(crate) mod not_scalable;
pub(crate) mod not_yet_executed;
pub(crate) mod nothing_to_extend;
pub(crate) mod period_too_short;
pub(crate) mod plain_number;
pub(crate) mod plural_after_every;
pub(crate) mod plural_needed;
pub(crate) mod safety_net_without_duty;
pub(crate) mod said_twice;
pub(crate) mod second_begin;
pub(crate) mod several_parties;
pub(crate) mod several_take_over;
pub(crate) mod short_scale;
pub(crate) mod step_with_states;
pub(crate) mod today_watched;
pub(crate) mod track_as_target;
pub(crate) mod type_mismatch;
pub(crate) mod unknown_name;
pub(crate) mod unknown_option;
pub(crate) mod unknown_zone;
pub(crate) mod unordered_highest;
pub(crate) mod untyped_option;
pub(crate) mod unused_declaration;
pub(crate) mod value_out_of_type;
pub(crate) mod wrong_arguments;
pub(crate) mod wrong_kind;
pub(crate) mod wrong_scale;
pub(crate) mod zero_times;

/// Every code of this stage.
pub(crate) static CODES: &[&Code] = &[
    &unknown_name::CODE,
    &wrong_kind::CODE,
    &duplicate_name::CODE,
    &unknown_option::CODE,
    &wrong_scale::CODE,
    &unused_declaration::CODE,
    &second_begin::CODE,
    &track_as_target::CODE,
    &mixed_tracks::CODE,
    &said_twice::CODE,
    &not_scalable::CODE,
    &step_with_states::CODE,
    &confusable_names::CODE,
    &item_out_of_sight::CODE,
    &another_chart::CODE,
    &type_mismatch::CODE,
    &incomparable_types::CODE,
    &plain_number::CODE,
    &value_out_of_type::CODE,
    &derived_cycle::CODE,
    &derived_fact_stated::CODE,
    &today_watched::CODE,
    &not_constant::CODE,
    &empty_table::CODE,
    &misplaced_otherwise::CODE,
    &unordered_highest::CODE,
    &mixed_values::CODE,
    &untyped_option::CODE,
    &wrong_arguments::CODE,
    &not_of_each::CODE,
    &several_parties::CODE,
    &missing_term::CODE,
    &empty_duration::CODE,
    &not_a_moment::CODE,
    &incommensurable_durations::CODE,
    &nothing_to_extend::CODE,
    &period_too_short::CODE,
    &empty_validity::CODE,
    &unknown_zone::CODE,
    &calendar_conflict::CODE,
    &closed_all_year::CODE,
    &impossible_hours::CODE,
    &late_reminder::CODE,
    &zero_times::CODE,
    &plural_needed::CODE,
    &impossible_quorum::CODE,
    &listed_twice::CODE,
    &anyone_misplaced::CODE,
    &short_scale::CODE,
    &lowering_beyond_scale::CODE,
    &several_take_over::CODE,
    &doers_not_possible::CODE,
    &key_not_carried::CODE,
    &missing_safety_net::CODE,
    &safety_net_without_duty::CODE,
    &misplaced_care::CODE,
    &another_item::CODE,
    &never_asked::CODE,
    &no_candidates::CODE,
    &candidates_outside_item::CODE,
    &case_fact_written::CODE,
    &not_yet_executed::CODE,
    &long_calculation::CODE,
    &long_table::CODE,
    &plural_after_every::CODE,
];
