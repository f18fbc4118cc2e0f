//! Refusals of the facts that an input states.

use crate::calendar::CalendarError;
use crate::diagnostic::Text;
use crate::machine::Machine;
use crate::machine::id::FactId;
use crate::text;
use crate::value::Type;

fn name(machine: &Machine, fact: FactId) -> &str {
    machine.playbook().facts.get(fact).map_or("", |fact| &fact.name)
}

pub(super) fn unexpected(machine: &Machine, fact: FactId) -> Text {
    let derived = machine.playbook().facts.get(fact).is_some_and(|fact| fact.derived.is_some());
    let name = name(machine, fact);
    if derived {
        return text!(
            nl: "`{name}` is afgeleid, dat rekent het draaiboek zelf uit: laat het weg",
            en: "`{name}` is derived, the playbook computes it itself: leave it out",
        );
    }
    text!(
        nl: "`{name}` hoort niet bij deze invoer: laat het weg",
        en: "`{name}` is no part of this input: leave it out",
    )
}

pub(super) fn duplicate(machine: &Machine, fact: FactId) -> Text {
    let name = name(machine, fact);
    text!(
        nl: "`{name}` staat er twee keer: geef één waarde",
        en: "`{name}` stands there twice: give one value",
    )
}

pub(super) fn missing(machine: &Machine, fact: FactId) -> Text {
    let name = name(machine, fact);
    text!(
        nl: "`{name}` ontbreekt: deze invoer moet het vermelden",
        en: "`{name}` is missing: this input must state it",
    )
}

pub(super) fn nothing() -> Text {
    text!(
        nl: "deze correctie noemt geen enkel gegeven: vermeld wat het moet zijn",
        en: "this correction states no fact: say what is right",
    )
}

pub(super) fn no_salt(machine: &Machine, fact: Option<FactId>) -> Text {
    let Some(fact) = fact else {
        return text!(
            nl: "deze wissing komt zonder zout voor de momentopname: geef er 16 willekeurige \
                bytes bij, niet alle nul",
            en: "this erasure comes without a salt for its snapshot: add 16 random bytes, not all \
                zero",
        );
    };
    let personal = machine.playbook().facts.get(fact).is_some_and(|fact| fact.personal);
    let name = name(machine, fact);
    if !personal {
        return text!(
            nl: "het zout van `{name}` is alleen nullen: laat het weg, dit gegeven hoeft er geen",
            en: "the salt of `{name}` is all zeros: leave it out, this fact needs none",
        );
    }
    text!(
        nl: "`{name}` is persoonlijk en komt zonder zout: geef er 16 willekeurige bytes bij, niet \
            alle nul (`Event::with_salted`)",
        en: "`{name}` is personal and comes without a salt: add 16 random bytes, not all zero \
            (`Event::with_salted`)",
    )
}

pub(super) fn not_personal(machine: &Machine, fact: FactId) -> Text {
    let name = name(machine, fact);
    text!(
        nl: "`{name}` is niet als persoonlijk aangemerkt en daarom niet te wissen: laat het weg, \
            of zet in het draaiboek `persoonlijk` bij het gegeven, voor nieuwe casussen",
        en: "`{name}` is not marked personal and so cannot be erased: leave it out, or mark the \
            fact `personal` in the playbook, for new cases",
    )
}

pub(super) fn wrong_type(machine: &Machine, fact: FactId, expected: &Type) -> Text {
    let name = name(machine, fact);
    let expected = describe(expected);
    let (nl, en) = (expected.nl, expected.en);
    text!(
        nl: "de waarde van `{name}` past niet: geef {nl}",
        en: "the value of `{name}` does not fit: give {en}",
    )
}

pub(super) fn uncountable(machine: &Machine, fact: Option<FactId>, why: &CalendarError) -> Text {
    let why = why.text();
    let (nl, en) = (why.nl, why.en);
    match fact.map(|fact| name(machine, fact)) {
        Some(name) => text!(
            nl: "een termijn of aanleiding die van `{name}` afhangt is niet te tellen: {nl}; kijk \
                het jaar na",
            en: "a term or trigger that hangs on `{name}` cannot be counted: {en}; check the year",
        ),
        None => text!(
            nl: "zo is de termijn niet te verlengen: {nl}; geef een andere duur",
            en: "the term cannot be extended so: {en}; give another duration",
        ),
    }
}

/// A type for people, with what is a value of it.
fn describe(ty: &Type) -> Text {
    match ty {
        Type::Truth => text!(nl: "ja of nee", en: "yes or no"),
        Type::Number => text!(
            nl: "een getal van hoogstens 15 cijfers voor en 9 achter de komma",
            en: "a number of at most 15 digits before and 9 after the point",
        ),
        Type::Count => text!(nl: "een geheel getal", en: "a whole number"),
        Type::Amount => text!(nl: "een bedrag in euro", en: "an amount in euro"),
        Type::Percentage
        | Type::Date
        | Type::Instant
        | Type::Duration(_)
        | Type::Text
        | Type::Document => {
            let (nl, en) = ty.words();
            text!(nl: "{nl}", en: "{en}")
        }
        Type::Choice(options) => {
            let options = options.iter().map(|option| format!("`{option}`"));
            let options = options.collect::<Vec<_>>().join(", ");
            text!(nl: "een van {options}", en: "one of {options}")
        }
    }
}
