//! Refusals of an input as such: its id, its times, the life of the case.

use crate::calendar::Timestamp;
use crate::diagnostic::Text;
use crate::machine::Machine;
use crate::text;

pub(super) fn no_id() -> Text {
    text!(
        nl: "de invoer heeft geen kenmerk: geef elke invoer een eigen kenmerk",
        en: "the input has no id: give every input an id of its own",
    )
}

pub(super) fn id_reused() -> Text {
    text!(
        nl: "een eerdere invoer met hetzelfde kenmerk zei iets anders: geef nieuwe invoer een \
            nieuw kenmerk",
        en: "an earlier input with the same id said something else: give new input a new id",
    )
}

pub(super) fn past(machine: &Machine, last: Timestamp) -> Text {
    let last = machine.zone().local(last);
    text!(
        nl: "het tijdstip van ontvangst ligt vóór de laatste gebeurtenis ({last}): zeg met het \
            tijdstip waarop het geldt dat iets eerder gebeurde",
        en: "the instant of receipt lies before the last event ({last}): say with the effective \
            time that something happened earlier",
    )
}

pub(super) fn future() -> Text {
    text!(
        nl: "het tijdstip waarop dit geldt ligt na het tijdstip van ontvangst: meld het als het \
            zover is",
        en: "the effective time lies after the instant of receipt: report it when it is so",
    )
}

pub(super) fn out_of_range() -> Text {
    text!(
        nl: "een tijdstip valt buiten 1990 tot en met 2150, of een datum buiten de jaren 0001 \
            tot en met 9999: kijk het jaar na",
        en: "an instant falls outside 1990 to 2150, or a date outside the years 0001 to 9999: \
            check the year",
    )
}

pub(super) fn not_open() -> Text {
    text!(
        nl: "de casus is nog niet geopend: open hem eerst",
        en: "the case has not been opened yet: open it first",
    )
}

pub(super) fn already_open() -> Text {
    text!(
        nl: "de casus is al geopend: geef een tweede casus een eigen naam",
        en: "the case has been opened already: give a second case a name of its own",
    )
}

pub(super) fn closed() -> Text {
    text!(
        nl: "de casus is gesloten en neemt geen invoer meer aan: begin zo nodig een nieuwe casus",
        en: "the case is closed and takes no more input: start a new case if there is need",
    )
}

pub(super) fn not_valid(machine: &Machine) -> Text {
    let header = &machine.playbook().header;
    let (name, valid) = (&header.name, header.valid);
    let (mut nl, mut en) = (String::new(), String::new());
    if let Some(from) = valid.from {
        nl += &format!(" vanaf {from}");
        en += &format!(" from {from}");
    }
    if let Some(until) = valid.until {
        nl += &format!(" tot {until}");
        en += &format!(" until {until}");
    }
    text!(
        nl: "draaiboek `{name}` is geldig{nl}, niet op de dag van opening: neem de versie die \
            dan geldt, of open geforceerd met een reden",
        en: "playbook `{name}` is valid{en}, not on the day of opening: take the version that \
            holds then, or force the opening with a reason",
    )
}

pub(super) fn other_playbook(machine: &Machine) -> Text {
    let name = &machine.playbook().header.name;
    text!(
        nl: "de casus loopt niet onder dit draaiboek `{name}`, of onder een andere versie: neem \
            het draaiboek waaronder hij is geopend",
        en: "the case does not run under this playbook `{name}`, or under another version: take \
            the playbook under which it was opened",
    )
}
