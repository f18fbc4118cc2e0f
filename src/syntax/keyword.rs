//! The keywords of both languages: one line each, with construct, Dutch, English.

use super::grammar::Rule;
use crate::diagnostic::Language;

/// A keyword. One word may serve several: each is a slot of one construct, and translating goes
/// by slot, never by word.
#[derive(Debug)]
pub(crate) struct Keyword {
    /// Its rule in the grammar.
    pub(crate) rule: Rule,
    /// The construct it belongs to.
    pub(crate) construct: Construct,
    /// Dutch; the first is the singular. Empty: Dutch says nothing here.
    pub(crate) nl: &'static [&'static str],
    /// English; the first is the singular. Empty: English says nothing here.
    pub(crate) en: &'static [&'static str],
    /// Whether no name may be spelled so, in files of either language.
    pub(crate) reserved: bool,
}

impl Keyword {
    /// Its spellings in `language`.
    pub(crate) fn spelled(&self, language: Language) -> &'static [&'static str] {
        match language {
            Language::Dutch => self.nl,
            Language::English => self.en,
        }
    }

    /// What is written for one; empty when the language says nothing here.
    pub(crate) fn word(&self, language: Language) -> &'static str {
        self.spelled(language).first().copied().unwrap_or("")
    }

    /// What is written for several.
    pub(crate) fn plural(&self, language: Language) -> &'static str {
        self.spelled(language).get(1).copied().unwrap_or_else(|| self.word(language))
    }

    /// What is written of a unit without an amount: `3 jaar`, but `in jaren`.
    pub(crate) fn without_amount(&self, language: Language) -> &'static str {
        self.spelled(language).last().copied().unwrap_or_else(|| self.word(language))
    }
}

/// What a keyword is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]

pub(crate) enum Construct {
    Header,
    Calendar,
    Ground,
    Role,
    Fact,
    Severity,
    Signal,
    Item,
    State,
    Task,
    Term,
    Decision,
    Child,
    Trigger,
    Action,
    Expression,
    Guarantee,
    Scenario,
}

macro_rules! keywords {
    ($($rule:ident : $construct:ident [$($nl:literal),*] [$($en:literal),*] $($reserved:ident)?;)*)
    => {
        /// Every keyword, in order of construct.
        pub(crate) static ALL: &[Keyword] = &[$(Keyword {
            rule: Rule::$rule,
            construct: Construct::$construct,
            nl: &[$($nl),*],
            en: &[$($en),*],
            reserved: keywords!(@ $($reserved)?),
        }),*];

        /// The keyword of a rule of the grammar.
        pub(crate) fn of(rule: Rule) -> Option<&'static Keyword> {
            ALL.get((rule as usize).checked_sub(Rule::kw_playbook as usize)?)
        }
    };
    (@) => { false };
    (@ reserved) => { true };
}

#[rustfmt::skip]
keywords! {
    kw_playbook: Header ["draaiboek"] ["playbook"];
    kw_version: Header ["versie"] ["version"];
    kw_valid_from: Header ["geldig vanaf"] ["valid from"];
    kw_until: Header ["tot"] ["until"];
    kw_zone: Header ["tijdzone"] ["time zone"];
    kw_language_version: Header ["taalversie"] ["language version"];
    kw_use: Header ["gebruik"] ["use"];
    kw_calendar: Calendar ["kalender"] ["calendar"];
    kw_day_off: Calendar ["vrij"] ["closed"];
    kw_works: Calendar ["werkdag"] ["working day"];
    kw_equated: Calendar ["gelijkgesteld"] ["equated"];
    kw_opening: Calendar ["open"] ["open"];
    kw_new_year: Calendar ["nieuwjaarsdag"] ["new year"];
    kw_good_friday: Calendar ["goede vrijdag"] ["good friday"];
    kw_easter_monday: Calendar ["tweede paasdag"] ["easter monday"];
    kw_kings_day: Calendar ["koningsdag"] ["kings day"];
    kw_liberation_day: Calendar ["bevrijdingsdag"] ["liberation day"];
    kw_ascension: Calendar ["hemelvaartsdag"] ["ascension day"];
    kw_whit_monday: Calendar ["tweede pinksterdag"] ["whit monday"];
    kw_christmas: Calendar ["eerste kerstdag"] ["christmas day"];
    kw_boxing_day: Calendar ["tweede kerstdag"] ["boxing day"];
    kw_ground: Ground ["grondslag"] ["legal basis"];
    kw_under: Ground ["op grond van"] ["under"] reserved;
    kw_role: Role ["rol"] ["role"] reserved;
    kw_duty: Role ["zorgplicht"] ["duty of care"];
    kw_chosen_from: Role ["uit"] ["chosen from"];
    kw_anyone: Role ["iedereen"] ["anyone"];
    kw_from: Role ["vanaf"] ["from"] reserved;
    kw_fact: Fact ["gegeven"] ["fact"] reserved;
    kw_derived: Fact ["afgeleid"] ["derived"];
    kw_table: Fact ["tabel"] ["table"];
    kw_first: Fact ["eerste"] ["first"];
    kw_unique: Fact ["uniek"] ["unique"];
    kw_highest: Fact ["hoogste"] ["highest"];
    kw_personal: Fact ["persoonlijk"] ["personal"];
    kw_visible_to: Fact ["zichtbaar voor"] ["visible to"];
    kw_type_yes_no: Fact ["ja/nee"] ["yes/no"];
    kw_type_number: Fact ["getal"] ["number"];
    kw_type_count: Fact ["aantal"] ["count"];
    kw_type_amount: Fact ["bedrag"] ["amount"];
    kw_type_percentage: Fact ["percentage"] ["percentage"];
    kw_type_date: Fact ["datum"] ["date"];
    kw_type_instant: Fact ["tijdstip"] ["instant"];
    kw_type_duration: Fact ["duur"] ["duration"];
    kw_type_text: Fact ["tekst"] ["text"];
    kw_type_choice: Fact ["keuze"] ["choice"];
    kw_type_document: Fact ["document"] ["document"];
    kw_severity: Severity ["ernst"] ["severity"];
    kw_determined_by: Severity ["bepaald door"] ["determined by"];
    kw_lowered_by: Severity ["verlaagd alleen door"] ["lowered only by"];
    kw_at_a_time: Severity ["tegelijk"] ["at a time"];
    kw_signal: Signal ["signaal"] ["signal"] reserved;
    kw_by: Signal ["door"] ["by"];
    kw_carries: Signal ["vermeldt"] ["carries"] reserved;
    kw_optionally: Signal ["eventueel"] ["optionally"] reserved;
    kw_unique_per: Signal ["uniek per"] ["unique per"] reserved;
    kw_accepts_care: Signal ["aanvaardt zorg"] ["accepts care"] reserved;
    kw_withdraws_acceptance: Signal ["trekt aanvaarding in"] ["withdraws acceptance"] reserved;
    kw_allowed_if: Signal ["toegestaan als"] ["allowed if"] reserved;
    kw_item: Item ["item"] ["item"];
    kw_care: Item ["zorg"] ["care"] reserved;
    kw_held_by: Item ["bij"] ["with"];
    kw_safety_net: Item ["vangnet"] ["safety net"] reserved;
    kw_holder: Item ["houder"] ["holder"];
    kw_register_by: Item ["register door"] ["register by"];
    kw_together_per: Item ["samen per"] ["together per"];
    kw_care_ends: Item ["eindigt"] ["ends"];
    kw_phase: State ["fase"] ["phase"] reserved;
    kw_track: State ["spoor"] ["track"] reserved;
    kw_step: State ["stap"] ["step"] reserved;
    kw_end: State ["einde"] ["end"];
    kw_begin: State ["begin"] ["begin"];
    kw_lead: State ["regie"] ["lead"] reserved;
    kw_no_deadline: State ["zonder termijn"] ["no deadline"] reserved;
    kw_deadline: State ["termijn"] ["deadline"] reserved;
    kw_inform: State ["informeer"] ["inform"] reserved;
    kw_consult: State ["raadpleeg"] ["consult"] reserved;
    kw_waive: State ["accepteer"] ["waive"] reserved;
    kw_task: Task ["taak"] ["task"] reserved;
    kw_if: Task ["als"] ["if"] reserved;
    kw_otherwise: Task ["anders"] ["otherwise"] reserved;
    kw_every: Task ["elke"] ["every"] reserved;
    kw_on_behalf: Task ["namens"] ["on behalf of"];
    kw_with: Task ["met"] ["with"];
    kw_remind_after: Task ["herinner na"] ["remind after"];
    kw_escalate: Task ["escaleer te laat naar"] ["escalate overdue to"];
    kw_to: Task ["naar"] ["to"];
    kw_at_once_to: Task ["meteen naar"] ["at once to"];
    kw_taking_over: Task ["en neemt over"] ["taking over"];
    kw_delivers: Task ["levert"] ["delivers"];
    kw_check: Task ["punt"] ["check"];
    kw_postponement: Task ["uitstel door"] ["postponement by"];
    kw_stays_open: Task ["blijft open"] ["stays open"];
    kw_once: Task ["eenmalig"] ["once"];
    kw_optional: Task ["desgewenst"] ["optional"];
    kw_agenda: Task ["agenda"] ["agenda"];
    kw_within: Term ["binnen"] ["within"] reserved;
    kw_after: Term ["na"] ["after"] reserved;
    kw_then: Term ["dan"] ["then"] reserved;
    kw_no_later: Term ["uiterlijk"] ["no later than"] reserved;
    kw_before: Term ["voor"] ["before"];
    kw_same_day: Term ["dezelfde dag"] ["same day"];
    kw_statutory: Term ["wettelijk"] ["statutory"];
    kw_working_day: Term ["werkdag", "werkdagen"] ["working day", "working days"];
    kw_business_hour: Term ["kantooruur", "kantooruren"] ["business hour", "business hours"];
    kw_minute: Term ["minuut", "minuten"] ["minute", "minutes"];
    kw_hour: Term ["uur", "uur", "uren"] ["hour", "hours"];
    kw_day: Term ["dag", "dagen"] ["day", "days"];
    kw_week: Term ["week", "weken"] ["week", "weeks"];
    kw_month: Term ["maand", "maanden"] ["month", "months"];
    kw_year: Term ["jaar", "jaar", "jaren"] ["year", "years"];
    kw_decision: Decision ["besluit"] ["decision"] reserved;
    kw_about: Decision ["over"] ["about"];
    kw_all_of: Decision ["elk van"] ["all of"];
    kw_one_of: Decision ["een van"] ["one of"];
    kw_of: Decision ["van"] ["of"];
    kw_other_than: Decision ["een ander dan"] ["someone other than"];
    kw_chooses: Decision ["kiest"] ["chooses"];
    kw_no_answer: Decision ["geen antwoord"] ["no answer"];
    kw_at_most: Decision ["hoogstens"] ["at most"] reserved;
    kw_times: Decision ["keer"] ["times", "time"];
    kw_thereafter: Decision ["daarna"] ["then"] reserved;
    kw_handover: Child ["overdracht"] ["handover"];
    kw_process: Child ["traject"] ["process"];
    kw_per: Child ["per"] ["per"];
    kw_action: Child ["actie"] ["action"] reserved;
    kw_answers: Child ["antwoordt"] ["answers"];
    kw_when: Trigger ["bij"] ["when"] reserved;
    kw_as_soon: Trigger ["zodra"] ["as soon as"] reserved;
    kw_on: Trigger ["op"] ["on"] reserved;
    kw_after_end: Trigger ["na afloop van"] ["after the end of"];
    kw_at: Trigger ["om"] ["at"] reserved;
    kw_done: Trigger ["klaar"] ["done"] reserved;
    kw_overdue: Trigger ["te laat"] ["overdue"] reserved;
    kw_instead: Trigger ["in plaats van"] ["instead of"];
    kw_again: Trigger ["opnieuw"] ["again"] reserved;
    kw_resume: Trigger ["hervat"] ["resume"] reserved;
    kw_monday: Trigger ["maandag"] ["monday"];
    kw_tuesday: Trigger ["dinsdag"] ["tuesday"];
    kw_wednesday: Trigger ["woensdag"] ["wednesday"];
    kw_thursday: Trigger ["donderdag"] ["thursday"];
    kw_friday: Trigger ["vrijdag"] ["friday"];
    kw_saturday: Trigger ["zaterdag"] ["saturday"];
    kw_sunday: Trigger ["zondag"] ["sunday"];
    kw_notify: Action ["meld"] ["notify"] reserved;
    kw_withdraw: Action ["trek"] ["withdraw"] reserved;
    kw_withdraw_in: Action ["in"] [];
    kw_set: Action ["zet"] ["set"] reserved;
    kw_at_least: Action ["minstens"] ["at least"];
    kw_extend: Action ["verleng"] ["extend"] reserved;
    kw_extend_by: Action ["met"] ["by"];
    kw_suspend: Action ["schort termijnen op"] ["suspend deadlines"];
    kw_resume_deadlines: Action ["hervat termijnen"] ["resume deadlines"];
    kw_replaces: Action ["vervangt"] ["replaces"];
    kw_for: Action ["voor"] ["for"];
    kw_the_rest: Action ["de rest"] ["the rest"];
    kw_restored: Action ["hersteld"] ["restored"];
    kw_start: Action ["start"] ["start"] reserved;
    kw_for_every: Action ["voor elke"] ["for every"];
    kw_where: Action ["waar"] ["where"];
    kw_first_where: Action ["eerst waar"] ["first where"] reserved;
    kw_stop: Action ["stop"] ["stop"] reserved;
    kw_as_of: Action ["per"] ["as of"];
    kw_also_with: Action ["ook bij"] ["also with"];
    kw_stays: Action ["blijft"] ["stays"];
    kw_raise: Action ["geef"] ["raise"];
    kw_send: Action ["stuur"] ["send"];
    kw_record: Action ["leg vast"] ["record"];
    kw_do: Action ["doe"] ["do"];
    kw_open: Action ["open"] ["open"];
    kw_for_this_case: Action ["voor deze casus"] ["for this case"];
    kw_and: Expression ["en"] ["and"] reserved;
    kw_or: Expression ["of"] ["or"] reserved;
    kw_not: Expression ["niet"] ["not"] reserved;
    kw_is_not: Expression ["is niet"] ["is not"];
    kw_is: Expression ["is"] ["is"] reserved;
    kw_in: Expression ["in"] ["in"] reserved;
    kw_between: Expression ["tussen"] ["between"] reserved;
    kw_yes: Expression ["ja"] ["yes"] reserved;
    kw_no: Expression ["nee"] ["no"] reserved;
    kw_all: Expression ["alle"] ["all"] reserved;
    kw_some: Expression ["een"] ["some"] reserved;
    kw_none: Expression ["geen"] ["no"] reserved;
    kw_number_of: Expression ["aantal"] ["number of"];
    kw_known: Expression ["bekend"] ["known"];
    kw_age: Expression ["leeftijd"] ["age"];
    kw_hash: Expression ["hash"] ["hash"];
    kw_today: Expression ["vandaag"] ["today"];
    kw_earliest: Expression ["vroegste"] ["earliest"];
    kw_latest: Expression ["laatste"] ["latest"];
    kw_in_a_row: Expression ["keer op rij"] ["times in a row"];
    kw_received: Expression ["ontvangen"] ["received"];
    kw_accepted: Expression ["aanvaard"] ["accepted"];
    kw_withdrawn: Expression ["ingetrokken"] ["withdrawn"];
    kw_excused: Expression ["verschoond"] ["excused"];
    kw_thousand: Expression ["duizend"] ["thousand"];
    kw_million: Expression ["miljoen"] ["million"];
    kw_billion: Expression ["miljard"] ["billion"];
    kw_euro: Expression ["euro"] ["euro", "euros"];
    kw_guarantee: Guarantee ["waarborg"] ["guarantee"];
    kw_always: Guarantee ["altijd"] ["always"];
    kw_never: Guarantee ["nooit"] ["never"];
    kw_eventually: Guarantee ["uiteindelijk"] ["eventually"];
    kw_before_that: Guarantee ["voordat"] ["before"];
    kw_scenario: Scenario ["scenario"] ["scenario"];
    kw_party: Scenario ["partij"] ["party"];
    kw_reports: Scenario ["meldt"] ["reports"];
    kw_completes: Scenario ["voltooit"] ["completes"];
    kw_extends: Scenario ["verlengt"] ["extends"];
    kw_decides: Scenario ["besluit"] ["decides"];
    kw_determines: Scenario ["bepaalt"] ["determines"];
    kw_at_instant: Scenario ["met tijdstip"] ["at instant"];
    kw_expect: Scenario ["verwacht"] ["expect"];
    kw_refuse: Scenario ["weiger"] ["refuse"];
    kw_because: Scenario ["wegens"] ["because of"];
    kw_notice_to: Scenario ["melding aan"] ["notice to"];
    kw_contains: Scenario ["bevat"] ["contains"];
    kw_violation: Scenario ["schending"] ["violation"];
    kw_closed: Scenario ["gesloten"] ["closed"];
    kw_enrol: Scenario ["schrijf in"] ["enrol"];
    kw_withdraw_item: Scenario ["schrijf uit"] ["withdraw"];
    kw_split_off: Scenario ["splits af"] ["split off"];
    kw_waits_for: Scenario ["wacht op"] ["waits for"];
    kw_update: Scenario ["wijzig"] ["update"];
    kw_declares: Scenario ["verklaart"] ["declares"];
    kw_had: Scenario ["had"] ["had"];
    kw_register: Scenario ["register"] ["register"];
    kw_complete: Scenario ["volledig"] ["complete"];
    kw_correct: Scenario ["corrigeer"] ["correct"];
    kw_erase: Scenario ["wis"] ["erase"];
    kw_personal_facts: Scenario ["persoonlijke gegevens"] ["personal facts"];
    kw_case: Scenario ["casus"] ["case"];
    kw_force_open: Scenario ["geforceerd openen"] ["force open"];
    kw_open_on: Scenario ["open op"] ["open on"];
    kw_release: Scenario ["geef"] ["release"];
    kw_release_free: Scenario ["vrij"] [];
    kw_claims: Scenario ["claimt"] ["claims"];
    kw_excuse: Scenario ["verschoon"] ["excuse"];
    kw_due_of: Scenario ["termijn van"] ["deadline of"];
    kw_set_to: Scenario ["op"] ["to"];
    kw_reopen: Scenario ["heropen"] ["reopen"];
    kw_migrate: Scenario ["migreer naar"] ["migrate to"];
    kw_erased: Scenario ["gewist"] ["erased"];
    kw_recorded: Scenario ["vastgelegd"] ["recorded"];
    kw_started_before: Scenario ["begonnen voor"] ["started before"];
    kw_unknown: Scenario ["onbekend"] ["unknown"];
}

/// Whether a rule is that of a keyword.
pub(crate) fn is(rule: Rule) -> bool {
    // INVARIANT: keyword rules stand together in the grammar, in the order of this table; tested.
    (Rule::kw_playbook as usize..=Rule::kw_unknown as usize).contains(&(rule as usize))
}

/// The word for a slot in `language`.
pub(crate) fn word(rule: Rule, language: Language) -> &'static str {
    of(rule).map_or("", |keyword| keyword.word(language))
}

#[cfg(test)]
mod tests;
