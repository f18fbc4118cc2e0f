//! What is said about items.

use draaiboek::calendar::Timestamp;
use draaiboek::engine::{Field, Input, InputKind};
use draaiboek::machine::id::{FactId, ItemId, RoleId};

use super::super::interpreter::{Case, Focus};
use super::{Event, Said, actor, binding, date, erasure, nth, signal, stated};

const PARTIES: [&str; 4] = ["P1", "P2", "P3", "B"];

/// The item that an event is about.
pub(super) fn focus(case: &Case<'_>, event: Event) -> Focus {
    let item = match case.items.len() {
        0 => None,
        _ if event.kind.wrapping_add(event.jump).is_multiple_of(2) => None,
        many => Some(usize::from(event.b ^ event.c) % many),
    };
    Focus { item, ..Focus::default() }
}

/// Facts of a kind, at times of every kind.
fn fields(case: &Case<'_>, kind: ItemId, event: Event) -> Vec<Field> {
    let every = event.jump == 9;
    let here = |of: ItemId| every || of == kind;
    let facts = case.hir.facts.iter().filter(|(_, fact)| fact.item.is_some_and(here));
    let facts: Vec<FactId> = facts.map(|(id, _)| id).collect();
    let some = facts.into_iter().enumerate().filter(|(at, _)| event.c >> at & 1 > 0);
    some.map(|(_, fact)| stated(case, fact, event)).collect()
}

/// Something about items, with the id of the item; mostly allowed.
pub(super) fn said(case: &Case<'_>, now: Timestamp, event: Event) -> (Option<String>, Said) {
    let Some(no) = case.focus().item else { return enrolment(case, now, event) };
    let (id, kind) = (Some(case.items[no].id.clone()), case.items[no].kind);
    let apart = case.hir.items[kind].name == "ll";
    let party = PARTIES[usize::from(event.c) % 4].to_owned();
    let candidates = case.role_named("jc").map(|role| case.parties(role, now));
    let candidates = candidates.unwrap_or_default();
    let one = nth(&candidates, event.c).cloned().unwrap_or(party.clone());
    let jc = || "jc".to_owned();
    let few = case.items.len() < 4 && event.b.is_multiple_of(2);
    let kind = match event.a % 24 {
        _ if few => return enrolment(case, now, event),
        0..=2 => InputKind::Update { fields: fields(case, kind, event) },
        3..=7 | 16..=20 if apart && event.c > 60 => return (id, signal(case, now, event)),
        3..=6 => InputKind::Offer { role: jc(), party },
        7 => InputKind::Retract { role: jc(), party: one },
        8 if event.b.is_multiple_of(3) => {
            let ground = if event.c == 1 { " " } else { "Verhuisd" }.to_owned();
            InputKind::WithdrawItem { ground }
        }
        8 | 21 => InputKind::Split { ground: "Past daar niet".to_owned() },
        22 | 23 if case.items[no].apart.is_some() => {
            InputKind::Split { ground: "Nog eens".to_owned() }
        }
        9 | 10 => {
            let from = now.add_seconds(-i64::from(event.c) * 20_000).expect("in range");
            let until = event.b.is_multiple_of(2).then_some(now);
            let role = ["aa", "jw", "jo", "ee", "yy"][usize::from(event.b % 5)].to_owned();
            let holding = event.c.is_multiple_of(4).then(|| "dos".to_owned());
            let party = event.c.is_multiple_of(3).then_some(party);
            InputKind::Held { holding, role, party, from, until }
        }
        11..=13 => {
            let roles = if apart { ["lw", "lc"] } else { ["jw", "jo"] };
            let role = if event.b % 5 == 4 { "aa" } else { roles[usize::from(event.b % 2)] };
            let mut bound = binding(role, &party);
            bound.until = event.c.is_multiple_of(3).then(|| date(event.c));
            InputKind::Bind(bound)
        }
        14 => {
            let roles = if apart { ["lw", "lc", "jo"] } else { ["jw", "jo", "jc"] };
            let role = roles[usize::from(event.b % 3)];
            let held = case.role_named(role).map(|role| case.parties(role, now));
            let party = nth(&held.unwrap_or_default(), event.c).cloned().unwrap_or(party);
            let kept = case.items[no].kept_holder();
            let (role, party) = match kept {
                Some(party) if role != "jw" => ("jo", party),
                _ => (role, party),
            };
            InputKind::Release(binding(role, &party))
        }
        15 if event.b.is_multiple_of(2) => erasure(case, event),
        15 => {
            let reason = "Tikfout".to_owned();
            InputKind::Correct { fields: fields(case, kind, event), reason }
        }
        16..=20 if !candidates.is_empty() => {
            let said = by_candidate(case, "ja0", &one, event).expect("a signal and a role");
            return (id, said);
        }
        _ => return (id, signal(case, now, event)),
    };
    (id, (None, kind))
}

/// A signal of the handover, sent by a candidate.
pub(super) fn by_candidate(case: &Case<'_>, name: &str, party: &str, event: Event) -> Option<Said> {
    let declared = case.hir.signals.iter().find(|(_, signal)| signal.name == name)?.1;
    let fields = declared.carries.iter().map(|&fact| stated(case, fact, event)).collect();
    let role = case.role_named("jc")?;
    Some((actor(case, role, party), InputKind::Signal { name: name.to_owned(), fields }))
}

pub(super) fn enrolment(case: &Case<'_>, now: Timestamp, event: Event) -> (Option<String>, Said) {
    if event.a.is_multiple_of(8) {
        let role: Option<RoleId> = case.role_named("bb");
        let party = role.and_then(|role| case.parties(role, now).first().cloned());
        let by = party.zip(role).and_then(|(party, role)| actor(case, role, &party));
        let kind = ["jjs", "jj", "jj", "xx", "lls"][usize::from(event.b % 5)].to_owned();
        return (None, (by, InputKind::CompleteRegister { kind }));
    }
    let number = if event.a % 16 == 1 { 0 } else { case.items.len() };
    let (name, home, several) =
        if event.jump.is_multiple_of(3) { ("ll", "lw", "lcs") } else { ("jj", "jw", "jcs") };
    let mut parties = Vec::new();
    if !event.c.is_multiple_of(5) {
        let mut home = binding(home, ["W1", "W2"][usize::from(event.b % 2)]);
        home.until = (event.a % 9 == 2).then(|| date(event.b));
        parties.push(home);
    }
    if event.c.is_multiple_of(4) {
        parties.push(binding(several, PARTIES[usize::from(event.b) % 4]));
    }
    if event.c == 7 {
        parties.push(binding("aa", "A"));
    }
    let id = case.hir.items.iter().find(|(_, item)| item.name == name).expect("a kind").0;
    let fields = fields(case, id, event);
    let kind = InputKind::Enrol { kind: name.to_owned(), fields, parties };
    (Some(format!("j{number}")), (None, kind))
}

/// What names an item, names another one, one that is not there, or none.
pub(super) fn spoil(case: &Case<'_>, input: &mut Input, event: Event) {
    let may = matches!(
        input.kind,
        InputKind::Signal { .. }
            | InputKind::Complete { .. }
            | InputKind::Answer { .. }
            | InputKind::Bind(_)
            | InputKind::Release(_)
            | InputKind::Update { .. }
            | InputKind::Offer { .. }
            | InputKind::Retract { .. }
            | InputKind::WithdrawItem { .. }
            | InputKind::Split { .. }
            | InputKind::Enrol { .. }
            | InputKind::Reply { .. }
            | InputKind::Determine { .. }
            | InputKind::Suspend { .. }
            | InputKind::Resume { .. }
            | InputKind::Reopen { .. }
            | InputKind::Claim { .. }
            | InputKind::Advance
    );
    if case.hir.items.is_empty() || !may {
        return;
    }
    input.item = match event.b % 3 {
        0 => None,
        1 => Some("j99".to_owned()),
        _ => nth(&case.items, event.a).map(|item| item.id.clone()),
    };
}
