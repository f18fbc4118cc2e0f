//! Refusals of who says it, and of what may not be said now.

use crate::diagnostic::Text;
use crate::machine::Machine;
use crate::machine::id::{ActionId, DutyId, FactId, LevelId, RoleId, SignalId};
use crate::machine::playbook::DutyKind;
use crate::text;

fn role_name(machine: &Machine, role: RoleId) -> &str {
    machine.playbook().roles.get(role).map_or("", |role| &role.name)
}

pub(super) fn duty_name(machine: &Machine, duty: DutyId) -> &str {
    machine.playbook().duties.get(duty).map_or("", |duty| &duty.name)
}

pub(super) fn no_actor() -> Text {
    text!(
        nl: "er staat niet bij wie dit zegt: noem de rol en de partij",
        en: "it is not said who says this: give the role and the party",
    )
}

pub(super) fn not_held(machine: &Machine, role: RoleId, party: &str) -> Text {
    let role = role_name(machine, role);
    text!(
        nl: "`{party}` bekleedt op dat tijdstip de rol `{role}` niet: leg eerst vast wie haar \
            bekleedt",
        en: "`{party}` does not hold the role `{role}` at that time: record first who holds it",
    )
}

pub(super) fn not_allowed(machine: &Machine, role: RoleId) -> Text {
    let role = role_name(machine, role);
    text!(
        nl: "de rol `{role}` mag dit niet doen: laat het doen door wie ervoor is aangewezen",
        en: "the role `{role}` may not do this: have it done by whoever was named for it",
    )
}

pub(super) fn task_not_open(machine: &Machine, duty: DutyId) -> Text {
    let duty = duty_name(machine, duty);
    text!(
        nl: "taak `{duty}` is nu niet te doen: zij is nog niet open, al klaar of ingetrokken",
        en: "task `{duty}` is not owed now: it is not open yet, done or withdrawn",
    )
}

pub(super) fn decision_not_open(machine: &Machine, duty: DutyId) -> Text {
    let duty = duty_name(machine, duty);
    text!(
        nl: "besluit `{duty}` ligt nu niet voor: het is nog niet gevraagd, al genomen of \
            vervallen",
        en: "decision `{duty}` is not open now: it has not been asked yet, has been taken or has \
            lapsed",
    )
}

pub(super) fn already_voted(machine: &Machine, duty: DutyId) -> Text {
    let duty = duty_name(machine, duty);
    text!(
        nl: "deze partij heeft over besluit `{duty}` al gestemd: een stem staat",
        en: "this party has voted on decision `{duty}` already: a vote stands",
    )
}

pub(super) fn earlier_version(machine: &Machine, duty: DutyId) -> Text {
    let duty = duty_name(machine, duty);
    text!(
        nl: "deze stem over besluit `{duty}` is van voor deze versie van het document: vraag een \
            stem over de versie van nu",
        en: "this vote on decision `{duty}` is from before this version of the document: ask for \
            a vote on the present version",
    )
}

fn action_name(machine: &Machine, action: ActionId) -> &str {
    machine.playbook().actions.get(action).map_or("", |action| &action.name)
}

pub(super) fn not_called(machine: &Machine, action: ActionId) -> Text {
    let action = action_name(machine, action);
    text!(
        nl: "actie `{action}` is niet gevraagd: geef alleen antwoord op wat de casus vroeg",
        en: "action `{action}` was not asked for: answer only what the case asked",
    )
}

pub(super) fn already_answered(machine: &Machine, action: ActionId) -> Text {
    let action = action_name(machine, action);
    text!(
        nl: "actie `{action}` is al beantwoord: meld wat er sindsdien anders is met een signaal",
        en: "action `{action}` has been answered already: report what changed since with a signal",
    )
}

pub(super) fn not_an_answer(machine: &Machine, action: ActionId, signal: SignalId) -> Text {
    let declared = machine.playbook().actions.get(action);
    let name = declared.map_or("", |action| &action.name);
    let signal_name = |signal: SignalId| {
        machine.playbook().signals.get(signal).map_or("", |signal| &*signal.name)
    };
    let answers = declared.into_iter().flat_map(|action| &action.answers);
    let answers: Vec<_> = answers.map(|&signal| format!("`{}`", signal_name(signal))).collect();
    let (signal, nl, en) = (signal_name(signal), answers.join(" of "), answers.join(" or "));
    text!(
        nl: "signaal `{signal}` is geen antwoord op actie `{name}`: antwoord met {nl}",
        en: "signal `{signal}` is no answer to action `{name}`: answer with {en}",
    )
}

pub(super) fn no_reason() -> Text {
    text!(
        nl: "de reden ontbreekt, en die hoort hierbij: geef haar erbij",
        en: "the reason is missing, and this takes one: give it",
    )
}

pub(super) fn may_not_lower(machine: &Machine, role: RoleId) -> Text {
    let role = role_name(machine, role);
    let by = machine.playbook().scale.iter().flat_map(|scale| &scale.lowered_by);
    let by: Vec<_> = by.map(|&role| format!("`{}`", role_name(machine, role))).collect();
    let (nl, en) = (by.join(" of "), by.join(" or "));
    text!(
        nl: "de rol `{role}` mag de ernst niet verlagen: dat kan alleen {nl}",
        en: "the role `{role}` may not lower the severity: only {en} can",
    )
}

pub(super) fn below_floor(machine: &Machine, floor: LevelId) -> Text {
    let scale = machine.playbook().scale.as_ref();
    let floor = scale.and_then(|scale| scale.levels.get(floor)).map_or("", |level| &level.name);
    text!(
        nl: "de regels vragen nu minstens `{floor}`: werk eerst de gegevens bij",
        en: "the rules demand at least `{floor}` now: update the facts first",
    )
}

pub(super) fn too_many_levels(at_most: u32) -> Text {
    text!(
        nl: "de ernst mag hoogstens {at_most} tegelijk omlaag: doe het in stappen",
        en: "the severity may go down at most {at_most} at a time: do it in steps",
    )
}

pub(super) fn role_unchanged() -> Text {
    text!(
        nl: "de partij heeft of claimt de rol al, of geeft een rol vrij die zij niet heeft: laat \
            de regel weg",
        en: "the party holds or claims the role already, or gives up a role that it does not \
            hold: leave it out",
    )
}

pub(super) fn one_party(machine: &Machine, role: RoleId) -> Text {
    let role = role_name(machine, role);
    text!(
        nl: "de rol `{role}` wordt door één partij bekleed: noem er één, of geef de rol in het \
            draaiboek een meervoud",
        en: "the role `{role}` is held by one party: name one, or give the role a plural in the \
            playbook",
    )
}

pub(super) fn not_a_sender(machine: &Machine, signal: SignalId) -> Text {
    let declared = machine.playbook().signals.get(signal);
    let name = declared.map_or("", |signal| &signal.name);
    let senders = declared.iter().flat_map(|signal| &signal.senders).flatten();
    let senders: Vec<_> = senders.map(|&role| format!("`{}`", role_name(machine, role))).collect();
    let (nl, en) = (senders.join(" of "), senders.join(" or "));
    text!(
        nl: "deze rol mag signaal `{name}` niet geven: dat kan {nl}",
        en: "this role may not send signal `{name}`: {en} may",
    )
}

pub(super) fn not_now(machine: &Machine, signal: SignalId, unknown: &[FactId]) -> Text {
    let declared = machine.playbook().signals.get(signal);
    let name = declared.map_or("", |signal| &signal.name);
    let facts = unknown.iter().filter_map(|&fact| machine.playbook().facts.get(fact));
    let facts: Vec<String> = facts.map(|fact| format!("`{}`", fact.name)).collect();
    if facts.is_empty() {
        let place = declared.map(|signal| machine.place(signal.at).text());
        let (nl, en) = place.map(|place| (place.nl, place.en)).unwrap_or_default();
        return text!(
            nl: "signaal `{name}` mag nu niet: de voorwaarde achter `toegestaan als` ({nl}) geldt \
                niet, zorg dat die eerst geldt",
            en: "signal `{name}` is not allowed now: the condition after `allowed if` ({en}) does \
                not hold, see to it first",
        );
    }
    let (nl, en) = (facts.join(" en "), facts.join(" and "));
    text!(
        nl: "signaal `{name}` mag pas als bekend is: {nl}; vermeld dat eerst",
        en: "signal `{name}` is allowed only once this is known: {en}; state that first",
    )
}

pub(super) fn not_another(machine: &Machine, duty: DutyId) -> Text {
    let name = duty_name(machine, duty);
    let kind = machine.playbook().duties.get(duty).map(|duty| &duty.kind);
    let roles: Vec<&str> = match kind {
        Some(DutyKind::Decision(decision)) => {
            decision.deciders.iter().map(|decider| role_name(machine, decider.role)).collect()
        }
        _ => vec![],
    };
    let (nl, en) = (roles.join(" of "), roles.join(" or "));
    text!(
        nl: "besluit `{name}` is aan een ander dan de partij van `{nl}`: laat een ander \
            antwoorden",
        en: "decision `{name}` is up to another than the party of `{en}`: let another answer",
    )
}
