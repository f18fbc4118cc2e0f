//! Refusals of what is said about items.

use crate::diagnostic::Text;
use crate::engine::refusal::ItemFault;
use crate::machine::Machine;
use crate::machine::id::{HoldingId, ItemId, RoleId};
use crate::text;

/// What is wrong, and what to do.
pub(super) fn text(machine: &Machine, fault: &ItemFault) -> Text {
    match fault {
        ItemFault::Taken(id) => taken(id),
        ItemFault::Unknown(id) => unknown(id),
        ItemFault::UnknownKind(name) => unknown_kind(machine, name),
        ItemFault::Gone(id) => gone(id),
        ItemFault::Needed => needed(),
        ItemFault::Other(id) => other(id),
        ItemFault::NoHolder { holding, role } => no_holder(machine, *holding, *role),
        ItemFault::NotACandidate { role, party } => no_candidate(machine, *role, party.as_deref()),
        ItemFault::NotAccepted { party } => not_accepted(party),
        ItemFault::RegisterStands(kind) => register_stands(machine, *kind),
        ItemFault::TooMany => too_many(),
        ItemFault::NoGroups(kind) => no_groups(machine, *kind),
        ItemFault::Apart(ground) => apart(ground),
    }
}

fn taken(id: &str) -> Text {
    text!(
        nl: "er is al een item `{id}` ingeschreven: werk dat bij, of geef het nieuwe een eigen \
            kenmerk",
        en: "an item `{id}` is enrolled already: update that one, or give the new one an id of \
            its own",
    )
}

fn unknown(id: &str) -> Text {
    text!(
        nl: "er is geen item `{id}`: schrijf het eerst in, of noem een item dat er is",
        en: "there is no item `{id}`: enrol it first, or name one that is there",
    )
}

fn unknown_kind(machine: &Machine, name: &str) -> Text {
    let items = machine.playbook().items.as_slice().iter();
    let kinds: Vec<String> = items.map(|item| format!("`{}`", item.name)).collect();
    let kinds = kinds.join(", ");
    if kinds.is_empty() {
        return text!(
            nl: "dit draaiboek kent geen items, ook geen `{name}`",
            en: "this playbook knows no items, and no `{name}`",
        );
    }
    text!(
        nl: "er is geen soort item `{name}`: kies uit {kinds}",
        en: "there is no kind of item `{name}`: choose from {kinds}",
    )
}

fn gone(id: &str) -> Text {
    text!(
        nl: "item `{id}` is uitgeschreven: schrijf het onder een nieuw kenmerk opnieuw in",
        en: "item `{id}` was withdrawn: enrol it again under another id",
    )
}

fn needed() -> Text {
    text!(
        nl: "dit gaat over één item: zeg erbij welk",
        en: "this is about one item: say which",
    )
}

fn other(id: &str) -> Text {
    text!(
        nl: "dit gaat niet over een item als `{id}`: laat het item weg, of noem een ander",
        en: "this is not about an item like `{id}`: leave the item out, or name another",
    )
}

fn no_holder(machine: &Machine, holding: HoldingId, role: RoleId) -> Text {
    let name = machine.playbook().holdings.get(holding).and_then(|it| it.name.as_deref());
    let (what_nl, what_en) = (name.unwrap_or("zorg"), name.unwrap_or("care"));
    let role = machine.playbook().roles.get(role).map_or("?", |role| &role.name);
    text!(
        nl: "{what_nl} zou bij niemand zijn: rol `{role}` heeft geen partij; bind er eerst een",
        en: "nobody would hold {what_en}: role `{role}` has no party; bind one first",
    )
}

fn no_candidate(machine: &Machine, role: RoleId, party: Option<&str>) -> Text {
    let role = machine.playbook().roles.get(role).map_or("?", |role| &role.name);
    match party {
        Some(party) => text!(
            nl: "`{party}` is hier geen `{role}`: bied die partij eerst aan",
            en: "`{party}` is no `{role}` here: offer that party first",
        ),
        None => text!(
            nl: "zeg welke kandidaat `{role}` wordt: er is er niet precies één die heeft aanvaard",
            en: "say which candidate becomes `{role}`: there is not exactly one that accepted",
        ),
    }
}

fn not_accepted(party: &str) -> Text {
    text!(
        nl: "`{party}` heeft de zorg niet aanvaard, of die aanvaarding ingetrokken: vraag opnieuw",
        en: "`{party}` has not accepted care, or withdrew that: ask again",
    )
}

fn register_stands(machine: &Machine, kind: ItemId) -> Text {
    let items = machine.playbook().items.get(kind);
    let items = items.map_or("?", |item| item.plural.as_deref().unwrap_or(&item.name));
    text!(
        nl: "van {items} is er geen register, of het is al volledig verklaard",
        en: "there is no register of {items}, or it was declared complete already",
    )
}

fn too_many() -> Text {
    text!(
        nl: "een casus houdt hoogstens een miljoen items: verdeel ze over meer casussen",
        en: "a case holds a million items at most: divide them over more cases",
    )
}

fn no_groups(machine: &Machine, kind: ItemId) -> Text {
    let items = machine.playbook().items.get(kind);
    let items = items.map_or("?", |item| item.plural.as_deref().unwrap_or(&item.name));
    text!(
        nl: "{items} gaan niet samen over: er valt niets te splitsen; laat dit weg",
        en: "{items} do not go together: there is nothing to split; leave this out",
    )
}

fn apart(ground: &str) -> Text {
    text!(
        nl: "het item gaat al alleen, om deze reden: “{ground}”; laat dit weg",
        en: "the item goes its own way already, on this ground: “{ground}”; leave this out",
    )
}
