//! What may stand somewhere, in words for people: from rules of the grammar to phrases.

use super::build::Context;
use super::grammar::Rule;
use super::keyword::{self, Construct, Keyword};
use crate::diagnostic::Language;

/// How a rule is called when it is missing.
pub(super) enum Phrase {
    /// By the keyword that it begins with.
    Keyword(Rule),
    /// By words: Dutch, English.
    Words(&'static str, &'static str),
    /// Not at all: too small a thing, or said by another.
    Hidden,
}

/// What `rules` may stand for, without doubles, in words of `language` for a sentence in
/// `sentence`. Small marks are only named when there is nothing else.
pub(super) fn list(rules: &[Rule], language: Language, sentence: Language) -> Vec<String> {
    let mut said: Vec<String> = vec![];
    let mut small: Vec<String> = vec![];
    for &rule in rules {
        let words = match phrase(rule) {
            Phrase::Keyword(rule) => format!("`{}`", keyword::word(rule, language)),
            Phrase::Words(nl, en) => match sentence {
                Language::Dutch => nl.to_owned(),
                Language::English => en.to_owned(),
            },
            Phrase::Hidden => continue,
        };
        let list = if is_small(rule) { &mut small } else { &mut said };
        if words != "``" && !list.contains(&words) {
            list.push(words);
        }
    }
    if said.is_empty() { small } else { said }
}

/// The keywords with which something begins in a context, most of them.
pub(super) fn starters(context: Context) -> impl Iterator<Item = &'static Keyword> {
    keyword::ALL.iter().filter(move |keyword| starts(keyword.rule, keyword.construct, context))
}

fn starts(rule: Rule, construct: Construct, context: Context) -> bool {
    match context {
        Context::Header => construct == Construct::Header,
        Context::Item => declares(rule) || begins_statement(rule) || construct == Construct::Header,
        Context::Statement => begins_statement(rule),
        Context::Member => {
            matches!(rule, Rule::kw_fact | Rule::kw_derived | Rule::kw_table | Rule::kw_role)
                || matches!(rule, Rule::kw_care | Rule::kw_holder | Rule::kw_register_by)
                || matches!(rule, Rule::kw_together_per | Rule::kw_guarantee)
        }
        Context::TaskClause => {
            matches!(rule, Rule::kw_remind_after | Rule::kw_escalate | Rule::kw_delivers)
                || matches!(rule, Rule::kw_under | Rule::kw_check | Rule::kw_postponement)
                || matches!(rule, Rule::kw_stays_open | Rule::kw_once | Rule::kw_optional)
                || rule == Rule::kw_agenda
        }
        Context::Action => {
            construct == Construct::Action || matches!(rule, Rule::kw_task | Rule::kw_decision)
        }
        Context::Level => matches!(rule, Rule::kw_determined_by | Rule::kw_lowered_by),
        Context::Outcome => {
            matches!(rule, Rule::kw_yes | Rule::kw_no | Rule::kw_no_answer)
        }
        Context::Day => {
            matches!(rule, Rule::kw_day_off | Rule::kw_works | Rule::kw_equated | Rule::kw_opening)
        }
        Context::Command => {
            construct == Construct::Scenario
                || matches!(rule, Rule::kw_on | Rule::kw_after | Rule::kw_extend | Rule::kw_set)
        }
        Context::Scenario => rule == Rule::kw_scenario,
        Context::Row | Context::Party | Context::Assignment | Context::Expression => false,
    }
}

fn declares(rule: Rule) -> bool {
    matches!(rule, Rule::kw_ground | Rule::kw_role | Rule::kw_fact | Rule::kw_derived)
        || matches!(rule, Rule::kw_table | Rule::kw_severity | Rule::kw_item | Rule::kw_use)
        || matches!(rule, Rule::kw_calendar | Rule::kw_action | Rule::kw_handover)
        || rule == Rule::kw_process
}

fn begins_statement(rule: Rule) -> bool {
    matches!(rule, Rule::kw_phase | Rule::kw_track | Rule::kw_step | Rule::kw_end)
        || matches!(rule, Rule::kw_lead | Rule::kw_no_deadline | Rule::kw_deadline)
        || matches!(rule, Rule::kw_inform | Rule::kw_consult | Rule::kw_task | Rule::kw_decision)
        || matches!(rule, Rule::kw_signal | Rule::kw_guarantee | Rule::kw_from | Rule::kw_start)
        || matches!(rule, Rule::kw_as_soon | Rule::kw_when | Rule::kw_done | Rule::kw_overdue)
        || matches!(rule, Rule::kw_every | Rule::kw_under | Rule::kw_care | Rule::kw_waive)
}

/// Marks and words that may stand nearly everywhere.
fn is_small(rule: Rule) -> bool {
    matches!(rule, Rule::comma | Rule::kw_and | Rule::kw_or | Rule::and_mark | Rule::or_mark)
        || matches!(rule, Rule::compared | Rule::between | Rule::one_of_these)
        || matches!(rule, Rule::sum_mark | Rule::product_mark | Rule::grounds)
}

/// How `rule` is called.
pub(super) fn phrase(rule: Rule) -> Phrase {
    if keyword::is(rule) {
        return Phrase::Keyword(rule);
    }
    mark(rule)
        .or_else(|| value(rule))
        .or_else(|| line(rule))
        .or_else(|| condition(rule))
        .or_else(|| kind(rule))
        .or_else(|| alone(rule))
        .or_else(|| leading(rule).map(Phrase::Keyword))
        .unwrap_or(Phrase::Hidden)
}

/// Marks, and what begins with one.
fn mark(rule: Rule) -> Option<Phrase> {
    use Phrase::Words;
    Some(match rule {
        Rule::open_brace | Rule::body | Rule::actions | Rule::outcomes | Rule::task_block => {
            Words("`{`", "`{`")
        }
        Rule::assignments | Rule::parties | Rule::members | Rule::rows | Rule::days => {
            Words("`{`", "`{`")
        }
        Rule::levels_block | Rule::case_block => Words("`{`", "`{`"),
        Rule::close_brace | Rule::unclosed => Words("`}`", "`}`"),
        Rule::open_paren | Rule::parameters => Words("`(`", "`(`"),
        Rule::close_paren => Words("`)`", "`)`"),
        Rule::comma => Words("`,`", "`,`"),
        Rule::colon => Words("`:`", "`:`"),
        Rule::lower_mark => Words("`<`", "`<`"),
        Rule::arrow | Rule::foreign_arrow | Rule::target => Words("`->`", "`->`"),
        Rule::sum_mark => Words("`+` of `-`", "`+` or `-`"),
        Rule::product_mark => Words("`*` of `/`", "`*` or `/`"),
        _ => return None,
    })
}

/// Names, literals and small parts.
fn value(rule: Rule) -> Option<Phrase> {
    use Phrase::Words;
    Some(match rule {
        Rule::text | Rule::quoted | Rule::reason | Rule::party_texts => {
            Words("een tekst tussen aanhalingstekens", "a text in quotation marks")
        }
        Rule::name | Rule::names | Rule::goal | Rule::moved | Rule::seat | Rule::role_ref => {
            Words("een naam van één woord", "a name of one word")
        }
        Rule::deciders => Words("wie besluit", "who decides"),
        Rule::senders => Words("wie het stuurt", "who sends it"),
        Rule::who | Rule::who_if | Rule::who_last | Rule::rung_to | Rule::replaced_part => {
            Words("een rol", "a role")
        }
        Rule::count | Rule::quorum => Words("een aantal", "a count"),
        Rule::date | Rule::iso_date | Rule::when | Rule::day => {
            Words("een datum zoals `2026-11-26`", "a date such as `2026-11-26`")
        }
        Rule::time => Words("een tijd zoals `09:00`", "a time such as `09:00`"),
        Rule::number | Rule::numeral | Rule::digits => Words("een getal", "a number"),
        Rule::duration | Rule::length => {
            Words("een duur zoals `5 werkdagen`", "a duration such as `5 working days`")
        }
        Rule::unit => Words(
            "een eenheid zoals `werkdagen`, `uur` of `weken`",
            "a unit such as `working days`, `hours` or `weeks`",
        ),
        Rule::within | Rule::term | Rule::deadline_term | Rule::deadline_part => {
            Words("een termijn", "a term")
        }
        Rule::fact_type => Words(
            "een soort zoals `ja/nee`, `getal`, `bedrag` of `datum`",
            "a type such as `yes/no`, `number`, `amount` or `date`",
        ),
        Rule::hit_policy => {
            Words("`eerste`, `uniek` of `hoogste`", "`first`, `unique` or `highest`")
        }
        _ => return None,
    })
}

/// Lines of a kind of block, and their parts.
fn line(rule: Rule) -> Option<Phrase> {
    use Phrase::Words;
    Some(match rule {
        Rule::holiday => Words("een feestdag", "a holiday"),
        Rule::holding | Rule::holder_clause => Words("een houder", "a holding"),
        Rule::weekday => Words("een weekdag", "a day of the week"),
        Rule::moment => Words("een moment", "a moment"),
        Rule::trigger => Words("een aanleiding", "a trigger"),
        Rule::property => Words("een eigenschap", "a property"),
        Rule::always | Rule::never | Rule::after_that | Rule::between_that => Words(
            "`altijd`, `nooit`, `na` of `vanaf` met een voorwaarde tussen accolades",
            "`always`, `never`, `after` or `from` with a condition in braces",
        ),
        Rule::outcome | Rule::outcome_name => Words("een uitkomst", "an outcome"),
        Rule::task_state => Words("`klaar`, `open` of `te laat`", "`done`, `open` or `overdue`"),
        Rule::day_off | Rule::works | Rule::equated | Rule::opening => Words(
            "`vrij`, `werkdag`, `open` of `gelijkgesteld`",
            "`closed`, `working day`, `open` or `equated`",
        ),
        Rule::dated_party => Words("een partij tussen aanhalingstekens", "a party in quotes"),
        Rule::row => Words("een waarde met `als` of `anders`", "a value with `if` or `otherwise`"),
        Rule::levels | Rule::severity_rule => Words("de naam van een trede", "the name of a level"),
        Rule::assignment | Rule::binding => Words("een naam met `is`", "a name with `is`"),
        Rule::register | Rule::together => Words("een regel van het item", "a line of the item"),
        _ => return None,
    })
}

/// Expressions.
fn condition(rule: Rule) -> Option<Phrase> {
    use Phrase::Words;
    Some(match rule {
        Rule::expression | Rule::and_chain | Rule::condition | Rule::inner_or => {
            Words("een voorwaarde of waarde", "a condition or value")
        }
        Rule::inner_and | Rule::inner_condition | Rule::comparison | Rule::sum => {
            Words("een voorwaarde of waarde", "a condition or value")
        }
        Rule::product | Rule::operand | Rule::plain_operand | Rule::counted => {
            Words("een voorwaarde of waarde", "a condition or value")
        }
        Rule::parenthesised | Rule::negative | Rule::instant | Rule::known | Rule::age => {
            Words("een voorwaarde of waarde", "a condition or value")
        }
        Rule::earliest | Rule::latest | Rule::task_is | Rule::action_is | Rule::decision_is => {
            Words("een voorwaarde of waarde", "a condition or value")
        }
        Rule::signal_received | Rule::in_state | Rule::held_by | Rule::yes | Rule::no => {
            Words("een voorwaarde of waarde", "a condition or value")
        }
        Rule::document
        | Rule::in_a_row
        | Rule::accepted
        | Rule::today
        | Rule::count_of
        | Rule::quantified => Words("een voorwaarde of waarde", "a condition or value"),
        Rule::compared => Words("een vergelijking zoals `<`", "a comparison such as `<`"),
        Rule::compare_mark => Words("een vergelijking zoals `<`", "a comparison such as `<`"),
        _ => return None,
    })
}

/// Whole statements.
fn kind(rule: Rule) -> Option<Phrase> {
    Some(match rule {
        Rule::lead | Rule::inform | Rule::consult | Rule::no_deadline | Rule::deadline => STATEMENT,
        Rule::waiver => STATEMENT,
        Rule::scaled | Rule::scope | Rule::scope_kind | Rule::end | Rule::handler => STATEMENT,
        Rule::task | Rule::decision | Rule::signal | Rule::guarantee => STATEMENT,
        Rule::use_file | Rule::calendar | Rule::ground | Rule::role | Rule::fact => DECLARATION,
        Rule::derived | Rule::table | Rule::severity | Rule::item_type => DECLARATION,
        Rule::host_action | Rule::handover | Rule::handover_kind => DECLARATION,
        Rule::notify | Rule::withdraw_task | Rule::set | Rule::at_least | Rule::extend => ACTION,
        Rule::suspend | Rule::resume_deadlines | Rule::replace | Rule::restore => ACTION,
        Rule::start | Rule::stop | Rule::moving | Rule::beside | Rule::stays => ACTION,
        Rule::emit | Rule::send => ACTION,
        Rule::record | Rule::do_action | Rule::open_playbook => ACTION,
        Rule::remind | Rule::escalate | Rule::delivers | Rule::check => CLAUSE,
        Rule::postponement | Rule::stays_open | Rule::once | Rule::optional | Rule::agenda => {
            CLAUSE
        }
        Rule::report | Rule::complete_task | Rule::decide | Rule::determine => COMMAND,
        Rule::declare_complete | Rule::enrol | Rule::update | Rule::withdraw_item => COMMAND,
        Rule::withdraw_candidate | Rule::release | Rule::claim | Rule::answer => COMMAND,
        Rule::split_off => COMMAND,
        Rule::postpone_task | Rule::extend_task | Rule::excuse | Rule::set_due => COMMAND,
        Rule::correct | Rule::erase | Rule::reopen => COMMAND,
        Rule::migrate | Rule::item_party | Rule::refuse | Rule::case | Rule::expect => COMMAND,
        Rule::set_time | Rule::open_at | Rule::force_open | Rule::party => COMMAND,
        Rule::expect_in | Rule::expect_task | Rule::expect_action => EXPECTED,
        Rule::expect_decision | Rule::violation => EXPECTED,
        Rule::expect_outcome | Rule::expect_notice | Rule::expect_held | Rule::expect_open => {
            EXPECTED
        }
        Rule::expect_value | Rule::expect_unknown | Rule::expect_erased | Rule::expect_waits => {
            EXPECTED
        }
        Rule::closed => EXPECTED,
        _ => return None,
    })
}

/// What stands alone in a kind of block.
fn alone(rule: Rule) -> Option<Phrase> {
    use Phrase::Words;
    Some(match rule {
        Rule::only_command | Rule::only_scenario | Rule::scenario => COMMAND,
        Rule::only_clause => Words("een regel van de kop", "a line of the header"),
        Rule::only_item => Words(
            "een regel zoals `rol`, `gegeven` of `stap`",
            "a declaration such as `role` or a statement such as `step`",
        ),
        Rule::only_statement => STATEMENT,
        Rule::only_member => Words(
            "een regel van het item zoals `gegeven`, `rol`, `zorg bij` of `register door`",
            "a line of the item such as `fact`, `role`, `care with` or `register by`",
        ),
        Rule::only_day => Words("`vrij` of `werkdag`", "`closed` or `working day`"),
        Rule::only_party => Words("een partij tussen aanhalingstekens", "a party in quotes"),
        Rule::only_row => Words("een waarde", "a value"),
        Rule::only_level => Words("de naam van een trede", "the name of a level"),
        Rule::only_assignment => Words("een naam met `is`", "a name with `is`"),
        Rule::only_task_line => CLAUSE,
        Rule::only_outcome => Words("een uitkomst", "an outcome"),
        Rule::only_action => ACTION,
        Rule::only_expression => Words("een voorwaarde of waarde", "a condition or value"),
        _ => return None,
    })
}

const STATEMENT: Phrase = Phrase::Words(
    "een opdracht zoals `regie`, `taak`, `besluit` of `zodra`",
    "a statement such as `lead`, `task`, `decision` or `as soon as`",
);
const DECLARATION: Phrase = Phrase::Words(
    "een regel zoals `rol`, `gegeven` of `ernst`",
    "a declaration such as `role`, `fact` or `severity`",
);
const ACTION: Phrase = Phrase::Words(
    "een handeling zoals `meld`, `zet` of `verleng`",
    "an action such as `notify`, `set` or `extend`",
);
const CLAUSE: Phrase = Phrase::Words(
    "een regel van de taak zoals `herinner na` of `escaleer te laat naar`",
    "a line of the task such as `remind after` or `escalate overdue to`",
);
const COMMAND: Phrase = Phrase::Words(
    "een scenarioregel zoals `op`, `verwacht` of een rol die iets `meldt`",
    "a scenario line such as `on`, `expect` or a role that `reports`",
);
const EXPECTED: Phrase = Phrase::Words("wat verwacht wordt", "what is expected");

/// The keyword that a clause begins with.
fn leading(rule: Rule) -> Option<Rule> {
    Some(match rule {
        Rule::header | Rule::only_header => Rule::kw_playbook,
        Rule::version => Rule::kw_version,
        Rule::valid => Rule::kw_valid_from,
        Rule::zone => Rule::kw_zone,
        Rule::language_version => Rule::kw_language_version,
        Rule::from_date | Rule::level_ref | Rule::term_from | Rule::visible_from => Rule::kw_from,
        Rule::until_date => Rule::kw_until,
        Rule::grounds | Rule::rests_on => Rule::kw_under,
        Rule::duty => Rule::kw_duty,
        Rule::candidates => Rule::kw_chosen_from,
        Rule::role_calendar => Rule::kw_calendar,
        Rule::default => Rule::kw_is,
        Rule::personal => Rule::kw_personal,
        Rule::visible => Rule::kw_visible_to,
        Rule::determined => Rule::kw_determined_by,
        Rule::lowered => Rule::kw_lowered_by,
        Rule::carries => Rule::kw_carries,
        Rule::optionally => Rule::kw_optionally,
        Rule::unique_per => Rule::kw_unique_per,
        Rule::accepts => Rule::kw_accepts_care,
        Rule::withdraws => Rule::kw_withdraws_acceptance,
        Rule::allowed => Rule::kw_allowed_if,
        Rule::safety_net => Rule::kw_safety_net,
        Rule::begin => Rule::kw_begin,
        Rule::care_with | Rule::care_ends => Rule::kw_care,
        Rule::guard | Rule::term_if => Rule::kw_if,
        Rule::instead => Rule::kw_instead,
        Rule::again => Rule::kw_again,
        Rule::resume => Rule::kw_resume,
        Rule::target_limit | Rule::extend_limit => Rule::kw_at_most,
        Rule::on_behalf => Rule::kw_on_behalf,
        Rule::helped_by => Rule::kw_with,
        Rule::recurs | Rule::each => Rule::kw_every,
        Rule::rung | Rule::rung_after => Rule::kw_after,
        Rule::taking_over => Rule::kw_taking_over,
        Rule::term_part => Rule::kw_within,
        Rule::by_date | Rule::due => Rule::kw_no_later,
        Rule::statutory => Rule::kw_statutory,
        Rule::same_day => Rule::kw_same_day,
        Rule::side => Rule::kw_before,
        Rule::about => Rule::kw_about,
        Rule::chooses => Rule::kw_chooses,
        Rule::no_answer => Rule::kw_no_answer,
        Rule::extended_task => Rule::kw_task,
        Rule::replaced => Rule::kw_for,
        Rule::where_only => Rule::kw_where,
        Rule::where_first => Rule::kw_first_where,
        Rule::between => Rule::kw_between,
        Rule::one_of_these => Rule::kw_in,
        Rule::at_instant => Rule::kw_at_instant,
        Rule::of_item => Rule::kw_of,
        Rule::owed_by => Rule::kw_for,
        _ => return None,
    })
}
