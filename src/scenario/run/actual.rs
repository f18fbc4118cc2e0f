//! What was expected and what is so instead, in words.

use super::Runner;
use crate::engine::{EffectKind, Obligation, Phase, Status};
use crate::machine::id::{DutyId, GroundId, ItemId, StateId};
use crate::machine::playbook::StateKind;
use crate::scenario::plan::{Day, Expected, ExpectedDuty, ExpectedHolder};
use crate::syntax::ast::TaskState;
use crate::value::Value;
use crate::words::{Words, say};

/// So many items are named at most.
const NAMED: usize = 10;

impl Runner {
    pub(super) fn expected(&self, words: Words<'_>, expected: &Expected) -> String {
        match expected {
            Expected::In(item, state) => {
                let (state, of) = (words.state(*state), before(item.as_ref()));
                say!(words, nl: "{of}in {state}", en: "{of}in {state}")
            }
            Expected::Count(kind, place, count) => self.counted(words, *kind, *place, *count),
            Expected::Held(expected) => self.expected_holder(words, expected),
            Expected::Waits(item, on) => {
                say!(words, nl: "{item}: zorg wacht op {on}", en: "{item}: care waits for {on}")
            }
            Expected::Duty(expected) => expected_duty(words, expected),
            Expected::Outcome(item, duty, outcome) => {
                let (name, outcome) = (words.duty(*duty), words.outcome(*duty, *outcome));
                format!("{}{name}: {outcome}", before(item.as_ref()))
            }
            Expected::Level(level) => {
                let (scale, level) = (words.scale(), words.level(*level));
                say!(words, nl: "{scale} is {level}", en: "{scale} is {level}")
            }
            Expected::Value(item, fact, value) => {
                let (fact, value) = (words.fact(*fact), shown(words, value.as_ref()));
                let fact = format!("{}{fact}", before(item.as_ref()));
                say!(words, nl: "{fact} is {value}", en: "{fact} is {value}")
            }
            Expected::Erased(item, fact) => {
                let fact = format!("{}{}", before(item.as_ref()), words.fact(*fact));
                say!(words, nl: "{fact} is gewist", en: "{fact} is erased")
            }
            Expected::Notice { to, contains } => {
                expected_notice(words, words.whom(*to), contains.as_deref())
            }
            Expected::Violation(guarantee, item) => {
                let guarantee = words.guarantee(*guarantee);
                let guarantee = format!("{}{guarantee}", before(item.as_ref()));
                say!(words, nl: "{guarantee} geschonden", en: "{guarantee} violated")
            }
            Expected::Recorded(item, text) => {
                let of = before(item.as_ref());
                say!(words, nl: "{of}vastgelegd “{text}”", en: "{of}recorded “{text}”")
            }
            Expected::Started(first, then) => say!(
                words,
                nl: "{first} begonnen voor {then}",
                en: "{first} started before {then}",
            ),
            Expected::OpenPlaybook(name) => {
                say!(words, nl: "draaiboek {name} te openen", en: "playbook {name} to be opened")
            }
            Expected::Claim(role, party) => {
                let role = words.role(*role);
                say!(words, nl: "“{party}” claimt {role}", en: "“{party}” claims {role}")
            }
            Expected::Closed => words.pick("casus gesloten", "case closed").to_owned(),
        }
    }

    pub(super) fn actual(&self, words: Words<'_>, expected: &Expected) -> String {
        match expected {
            Expected::In(Some(item), _) => self.item_place(words, item),
            Expected::In(None, _) | Expected::Closed => self.place(words),
            Expected::Count(kind, place, _) => {
                self.counted(words, *kind, *place, self.count(*kind, *place))
            }
            Expected::Held(expected) => {
                let holders = self.held(expected).into_iter().map(|it| words.held_by(it));
                let holders = holders.collect::<Vec<_>>().join(", ");
                match (holders.as_str(), expected.beside) {
                    ("", true) => {
                        words.pick("niemand naast de houder", "nobody beside the holder").to_owned()
                    }
                    ("", false) => words.pick("bij niemand", "with nobody").to_owned(),
                    (_, true) => say!(words, nl: "ook bij {holders}", en: "also with {holders}"),
                    (_, false) => say!(words, nl: "bij {holders}", en: "with {holders}"),
                }
            }
            Expected::Waits(item, _) => {
                let blocked = self.blockers(item);
                if blocked.is_empty() {
                    return words.pick("wacht op geen ander", "waits for no other").to_owned();
                }
                let blocked = words.blockers(&blocked);
                say!(words, nl: "wacht op {blocked}", en: "waits for {blocked}")
            }
            Expected::Duty(duty) => {
                let states = states(words, &self.latest_of(duty));
                match duty.rests_on {
                    Some(_) => states + &self.grounds_now(words, &duty.duties),
                    None => states,
                }
            }
            Expected::Outcome(item, duty, _) => states(words, &self.latest(item.as_deref(), *duty)),
            Expected::Level(_) => {
                let (scale, level) = (words.scale(), words.level(self.actor.case.state().level()));
                say!(words, nl: "{scale} is {level}", en: "{scale} is {level}")
            }
            Expected::Value(item, fact, _) | Expected::Erased(item, fact) => {
                let (name, value) = (words.fact(*fact), self.fact(item, *fact));
                let value = shown(words, value.as_ref());
                say!(words, nl: "{name} is {value}", en: "{name} is {value}")
            }
            Expected::Notice { to, .. } => {
                let messages = self.messages(*to);
                if messages.is_empty() {
                    return words.pick("geen enkele melding", "no notice at all").to_owned();
                }
                let quoted = messages.iter().map(|message| format!("“{message}”"));
                quoted.collect::<Vec<_>>().join(", ")
            }
            Expected::Recorded(..)
            | Expected::Started(..)
            | Expected::OpenPlaybook(_)
            | Expected::Claim(..)
            | Expected::Violation(..) => self.listed(words, expected),
        }
    }

    /// What there is of a kind of thing, one after the other.
    fn listed(&self, words: Words<'_>, expected: &Expected) -> String {
        match expected {
            Expected::Recorded(item, _) => {
                let recorded: Vec<String> =
                    self.recorded(item).map(|text| format!("“{text}”")).collect();
                if recorded.is_empty() {
                    return words.pick("niets vastgelegd", "nothing recorded").to_owned();
                }
                recorded.join(", ")
            }
            Expected::Started(first, then) => self.order_of(words, [first, then]),
            Expected::OpenPlaybook(_) => {
                let asked: Vec<&str> = self.asked_for().collect();
                if asked.is_empty() {
                    return words
                        .pick("geen draaiboek te openen", "no playbook to be opened")
                        .into();
                }
                let asked = asked.join(", ");
                say!(words, nl: "te openen: {asked}", en: "to be opened: {asked}")
            }
            Expected::Claim(role, _) => {
                let claims = self.actor.case.state().claims().iter();
                let claims = claims.filter(|one| one.role == *role);
                let claims: Vec<String> = claims.map(|one| format!("“{}”", one.claimant)).collect();
                if claims.is_empty() {
                    return words.pick("geen openstaande claim", "no open claim").to_owned();
                }
                let (role, claims) = (words.role(*role), claims.join(", "));
                say!(words, nl: "{claims} claimt {role}", en: "{claims} claims {role}")
            }
            _ => {
                let violated = self.kinds().filter_map(|kind| match kind {
                    EffectKind::Violated(guarantee) => Some(words.guarantee(*guarantee)),
                    _ => None,
                });
                let violated: Vec<String> = violated.collect();
                if violated.is_empty() {
                    return words.pick("geen schending", "no violation").to_owned();
                }
                let violated = violated.join(", ");
                say!(words, nl: "{violated} geschonden", en: "{violated} violated")
            }
        }
    }

    /// Where the case is: its innermost active states.
    fn place(&self, words: Words<'_>) -> String {
        let state = self.actor.case.state();
        if let Phase::Closed(end) = state.phase() {
            let end = words.state(end);
            return say!(words, nl: "casus gesloten in {end}", en: "case closed in {end}");
        }
        let states = &self.actor.case.machine().playbook().states;
        let leaf = |id: &_| states.get(*id).is_some_and(|state| state.children.is_empty());
        let leaves: Vec<String> = state.active().filter(leaf).map(|id| words.state(id)).collect();
        let leaves = leaves.join(", ");
        let place = say!(words, nl: "in {leaves}", en: "in {leaves}");
        place + &self.kept_open(words)
    }

    /// At an end of the case: the items that keep it open, a few of them by name.
    fn kept_open(&self, words: Words<'_>) -> String {
        let state = self.actor.case.state();
        let states = &self.actor.case.machine().playbook().states;
        let root = states.iter().find(|(_, it)| it.parent.is_none()).map(|(id, _)| id);
        let ends = |id: StateId| {
            states.get(id).is_some_and(|it| it.kind == StateKind::End && it.parent == root)
        };
        if !state.active().any(ends) {
            return String::new();
        }
        let items = self.actor.case.items();
        let open = items.iter().filter(|item| item.withdrawn.is_none() && !item.ended);
        let open: Vec<&str> = open.map(|item| item.id.as_str()).collect();
        let (named, more) = open.split_at(open.len().min(NAMED));
        let named = named.join(", ");
        match (named.is_empty(), more.len()) {
            (true, _) => String::new(),
            (false, 0) => say!(
                words,
                nl: "; nog niet afgelopen: {named}",
                en: "; not ended yet: {named}",
            ),
            (false, more) => say!(
                words,
                nl: "; nog niet afgelopen: {named} en {more} andere",
                en: "; not ended yet: {named} and {more} others",
            ),
        }
    }

    /// Where an item is: the innermost active states of what runs for it, and its ends.
    fn item_place(&self, words: Words<'_>, id: &str) -> String {
        let items = self.actor.case.items();
        match items.iter().find(|item| item.id == id) {
            None => words.pick("niet ingeschreven", "not enrolled").to_owned(),
            Some(item) if item.states.is_empty() => {
                words.pick("voor dit item loopt niets", "nothing runs for it").to_owned()
            }
            Some(item) => {
                let machine = words.machine;
                let title = |name: &String| machine.state(name).map(|id| words.state(id));
                let states: Vec<String> = item.states.iter().filter_map(title).collect();
                let states = states.join(", ");
                say!(words, nl: "in {states}", en: "in {states}")
            }
        }
    }

    fn counted(
        &self,
        words: Words<'_>,
        kind: ItemId,
        place: Option<StateId>,
        count: u32,
    ) -> String {
        let items = if count == 1 { words.item_kind(kind) } else { words.items(kind) };
        match place.map(|place| words.state(place)) {
            None => say!(words, nl: "{count} {items}", en: "{count} {items}"),
            Some(place) => say!(words, nl: "{count} {items} in {place}",
                en: "{count} {items} in {place}"),
        }
    }

    /// `; op grond van Convenant (geldt niet), Jeugdwet art. 2.3`
    fn grounds_now(&self, words: Words<'_>, duties: &[DutyId]) -> String {
        let machine = self.actor.case.machine();
        let grounds = duties.iter().flat_map(|duty| machine.grounds(*duty));
        let one = |ground: &GroundId| {
            let name = words.ground_name(*ground);
            match self.is_in_force(*ground) {
                true => name.to_owned(),
                false => say!(words, nl: "{name} (geldt nu niet)", en: "{name} (not in force now)"),
            }
        };
        let grounds: Vec<String> = grounds.map(one).collect();
        if grounds.is_empty() {
            return words.pick("; zonder grondslag", "; without a legal basis").to_owned();
        }
        let grounds = grounds.join(", ");
        say!(words, nl: "; op grond van {grounds}", en: "; under {grounds}")
    }

    /// Which of two items began first, or that one did not.
    fn order_of(&self, words: Words<'_>, items: [&String; 2]) -> String {
        let begun = items.map(|item| (item, self.begun(item)));
        if let Some((item, _)) = begun.iter().find(|(_, begun)| begun.is_empty()) {
            return say!(
                words,
                nl: "voor {item} is niets begonnen",
                en: "nothing has started for {item}",
            );
        }
        let [(first, of_first), (then, of_then)] = &begun;
        if !of_first.keys().any(|chart| of_then.contains_key(chart)) {
            return say!(
                words,
                nl: "voor {first} en {then} begon niet hetzelfde",
                en: "not the same has started for {first} and {then}",
            );
        }
        let in_order = self.started(first, then);
        let (first, then) = if in_order { (first, then) } else { (then, first) };
        say!(words, nl: "{first} begonnen voor {then}", en: "{first} started before {then}")
    }

    fn expected_holder(&self, words: Words<'_>, expected: &ExpectedHolder) -> String {
        let (item, what) = (&expected.item, words.holding(expected.holding));
        let who = words.who(expected.role, expected.role, expected.party.as_deref());
        let on = match expected.on {
            None => String::new(),
            Some(Day::Date(day)) => format!(", {}", words.date(day)),
            Some(Day::Instant(at)) => format!(", {}", words.instant(at)),
        };
        if expected.beside {
            return say!(words, nl: "{item}: {what} ook bij {who}{on}",
                en: "{item}: {what} also with {who}{on}");
        }
        say!(words, nl: "{item}: {what} bij {who}{on}", en: "{item}: {what} with {who}{on}")
    }
}

fn expected_duty(words: Words<'_>, expected: &ExpectedDuty) -> String {
    let name = expected.name.clone();
    let duty = expected.duties.first().map_or(name, |&duty| words.duty(duty));
    let of = before(expected.item.as_ref());
    let mut text = format!("{of}{duty} {}", state_word(words, expected.state));
    if let Some((role, party)) = &expected.owed_by {
        let who = words.who(*role, *role, party.as_deref());
        text += &say!(words, nl: " voor {who}", en: " for {who}");
    }
    if let Some(day) = expected.due {
        let day = match day {
            Day::Date(date) => words.date(date),
            Day::Instant(at) => words.instant(at),
        };
        text += &say!(words, nl: ", uiterlijk {day}", en: ", due {day}");
    }
    if let Some(ground) = expected.rests_on {
        let ground = words.ground_name(ground);
        text += &say!(words, nl: ", op grond van {ground}", en: ", under {ground}");
    }
    text
}

/// How each of some obligations is now.
fn states(words: Words<'_>, instances: &[&Obligation]) -> String {
    if instances.is_empty() {
        return words.pick("nooit geopend", "never opened").to_owned();
    }
    let one = |obligation: &&Obligation| status(words, obligation);
    instances.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn expected_notice(words: Words<'_>, to: &str, contains: Option<&str>) -> String {
    match contains {
        Some(text) => say!(
            words,
            nl: "een melding aan {to} met “{text}”",
            en: "a notice to {to} with “{text}”",
        ),
        None => say!(words, nl: "een melding aan {to}", en: "a notice to {to}"),
    }
}

/// The id of an item before what is said of it.
fn before(item: Option<&String>) -> String {
    item.map_or(String::new(), |id| format!("{id}: "))
}

fn state_word(words: Words<'_>, state: TaskState) -> &'static str {
    match state {
        TaskState::Done => words.pick("klaar", "done"),
        TaskState::Open => "open",
        TaskState::Overdue => words.pick("te laat", "overdue"),
        TaskState::Withdrawn => words.pick("ingetrokken", "withdrawn"),
        TaskState::Excused => words.pick("verschoond", "excused"),
    }
}

fn status(words: Words<'_>, obligation: &Obligation) -> String {
    let who = words.who(obligation.doer, obligation.accountable, obligation.party.as_deref());
    let due = words.by(obligation.due);
    match obligation.status {
        Status::Open => say!(words, nl: "open voor {who}, {due}", en: "open for {who}, {due}"),
        Status::Overdue => {
            say!(words, nl: "te laat voor {who}, {due}", en: "overdue for {who}, {due}")
        }
        Status::Done => say!(words, nl: "klaar door {who}", en: "done by {who}"),
        Status::Decided(outcome) => words.outcome(obligation.duty, Some(outcome)),
        Status::Unanswered => words.outcome(obligation.duty, None),
        Status::Excused => words.pick("verschoond", "excused").to_owned(),
        Status::Withdrawn(why) => {
            let why = words.withdrawal(why);
            say!(words, nl: "ingetrokken: {why}", en: "withdrawn: {why}")
        }
    }
}

fn shown(words: Words<'_>, value: Option<&Value>) -> String {
    match value {
        Some(value) => value.words(words.language).zone(words.machine.zone()).to_string(),
        None => words.pick("onbekend", "unknown").to_owned(),
    }
}
