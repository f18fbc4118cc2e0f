//! Decision tables and counts: read by column as row by row, without allocating, within bounds.
#![cfg(feature = "language")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    unreachable_pub,
    reason = "a test may stop at what it does not expect"
)]

use std::fmt::Write as _;

use draaiboek::Playbook;
use draaiboek::calendar::Timestamp;
use draaiboek::engine::{Input, InputKind, State, World, holds, step, value_in, value_of};
use draaiboek::machine::Machine;
use draaiboek::machine::id::{ExprId, Id};
use draaiboek::machine::playbook::{Derivation, MAX_ROWS};
use draaiboek::value::Truth;

#[path = "../benches/support/table.rs"]
mod table;

const HEAD: &str = "draaiboek proef\nversie \"1\"\ntijdzone \"Europe/Amsterdam\"\nrol gemeente\n";
const TAIL: &str = "stap volgen {\n  regie gemeente\n  zonder termijn \"proef\"\n  bij einde_bericht -> af\n}\n\
    signaal einde_bericht door gemeente\neinde af\n";

fn compiled(source: &str) -> Machine {
    match Playbook::compile(source) {
        Ok(playbook) => playbook.machine().clone(),
        Err(error) => panic!("{error}"),
    }
}

/// The codes of what is found, each once, in order of code.
fn codes(source: &str) -> Vec<&'static str> {
    let mut codes: Vec<_> = Playbook::diagnose(source).iter().map(|it| it.code.id).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn opened(machine: &Machine) -> State {
    let mut state = State::new(machine, "casus");
    let now: Timestamp = "2026-06-01T09:00:00+02:00".parse().unwrap();
    let kind = InputKind::Open { parties: vec![], facts: vec![], forced: None };
    step(machine, &mut state, now, Input { id: "1".into(), by: None, at: now, item: None, kind })
        .unwrap();
    state
}

/// A world that supplies atoms, and so reads tables row by row.
struct ByAtom;

impl World for ByAtom {}

#[test]
fn a_world_that_supplies_atoms_gets_the_same_answer() {
    for (rows, columns) in [(1, 1), (63, 2), (64, 2), (65, 3), (500, 5)] {
        let (machine, state) = table::case(rows, columns);
        let fact = machine.fact("uitkomst").unwrap();
        let found = value_of(&machine, &state, fact);
        let last = i64::try_from(rows - 1).unwrap();
        assert_eq!(found, Some(last.into()), "{rows} x {columns}");
        assert_eq!(found, value_in(&ByAtom, &machine, &state, fact));
    }
}

#[test]
fn reading_conditions_allocates_nothing() {
    let source = format!(
        "{HEAD}gegeven tekst : tekst\ngegeven kleur : keuze rood, groen is rood\n\
         gegeven n : aantal is 3\ngegeven d : datum\n\
         signaal s door gemeente vermeldt tekst, d\n\
         zodra tekst is \"een hele lange tekst die nergens in past\" {{ leg vast \"a\" }}\n\
         zodra kleur is groen of niet (kleur is rood) {{ leg vast \"b\" }}\n\
         zodra n * 2 + 1 > 10 en d < 2026-01-01 {{ leg vast \"c\" }}\n\
         zodra bekend(tekst) en 3 keer op rij: n > 2 {{ leg vast \"d\" }}\n{TAIL}"
    );
    let machine = compiled(&source);
    let state = opened(&machine);
    let roots = machine.exprs().roots.len();
    let conditions: Vec<ExprId> = (0..roots).map(ExprId::new).collect();
    let mut seen = Vec::with_capacity(roots);
    let counted = allocation_counter::measure(|| {
        seen.extend(conditions.iter().map(|condition| holds(&machine, &state, *condition)));
    });
    assert_eq!(counted.count_total, 0, "{seen:?}");
    assert!(seen.contains(&Truth::Unknown) && seen.contains(&Truth::False), "{seen:?}");
}

#[test]
fn reading_a_table_allocates_no_more_for_more_rows() {
    let allocations = |rows: usize| {
        let (machine, state) = table::case(rows, 4);
        let fact = machine.fact("uitkomst").unwrap();
        let counted = allocation_counter::measure(|| {
            assert!(value_of(&machine, &state, fact).is_some());
        });
        counted.count_total
    };
    assert_eq!(allocations(10), allocations(1_000));
    assert!(allocations(1_000) < 8, "{}", allocations(1_000));
}

fn table_of(rows: usize, row: impl Fn(usize) -> String) -> String {
    let mut source = format!(
        "{HEAD}gegeven n : aantal\ngegeven m : aantal\nsignaal s door gemeente vermeldt n en m\n\
         bij s {{ leg vast \"{{t}}\" }}\ntabel t uniek {{\n"
    );
    for at in 0..rows {
        writeln!(source, "    {at} als {}", row(at)).unwrap();
    }
    source.push_str("    9999 anders\n}\n");
    source + TAIL
}

#[test]
fn a_table_holds_so_many_rows_and_no_more() {
    let source = table_of(MAX_ROWS, |at| format!("n = {at}"));
    let machine = compiled(&source);
    let fact = machine.fact("t").unwrap();
    let Some(Derivation::Table(table)) = &machine.playbook().facts[fact].derived else {
        panic!("no table")
    };
    assert_eq!(table.rows.len(), MAX_ROWS);
    // More than is compared row by row: that is said.
    assert_eq!(codes(&source), ["D0922"]);
    assert_eq!(codes(&table_of(500, |at| format!("n = {at}"))), Vec::<&str>::new());
    assert_eq!(codes(&table_of(100_000, |_| "n = m".to_owned())), ["D0906"]);
}

#[test]
fn what_would_take_too_long_is_said_not_to_be_examined() {
    // Every pair of rows differs in both facts, and no subset of them is covered by another.
    let source = table_of(1_500, |at| {
        format!("n tussen {at} en {} of m tussen {} en {}", at + 700, 9_000 - at, 9_900 - at)
    });
    let found = codes(&source);
    assert_eq!(found, ["D0922"]);
}

#[test]
fn ten_thousand_severity_rules_are_examined_or_said_not_to_be() {
    let mut source = format!("{HEAD}gegeven n : aantal\ngegeven m : aantal\n");
    source.push_str("ernst trede {\n  laag < midden < hoog\n");
    for at in 0..10_000 {
        let level = ["midden", "hoog"][at % 2];
        writeln!(source, "  {level} als n = {at} en m > {}", at % 7).unwrap();
    }
    source.push_str("}\nsignaal s door gemeente vermeldt n en m\nbij s { leg vast \"{trede}\" }\n");
    source.push_str(TAIL);
    let found = codes(&source);
    assert_eq!(found, ["D0922"]);
    // One that never decides is found among a thousand.
    let mut source = format!("{HEAD}gegeven n : aantal\nernst trede {{\n  laag < midden < hoog\n");
    for at in 0..1_000 {
        writeln!(source, "  hoog als n = {at}").unwrap();
    }
    source.push_str("  midden als n > 400 en n < 600\n}\nsignaal s door gemeente vermeldt n\n");
    source.push_str("bij s { leg vast \"{trede}\" }\n");
    source.push_str(TAIL);
    assert_eq!(codes(&source), ["D0613"]);
}

#[test]
fn no_more_is_counted_than_a_case_keeps() {
    let mut source = format!("{HEAD}gegeven n : aantal\nsignaal s door gemeente vermeldt n\n");
    for at in 0..257 {
        writeln!(source, "zodra 2 keer op rij: n > {at} {{ leg vast \"{at}\" }}").unwrap();
    }
    source.push_str(TAIL);
    assert_eq!(codes(&source), ["D0625"]);
}
