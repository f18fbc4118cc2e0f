//! A case with a decision table of any size, and the last of its rows applying.

use std::fmt::Write as _;

use draaiboek::Playbook;
use draaiboek::calendar::Timestamp;
use draaiboek::engine::{Actor, Field, Input, InputKind, State, step};
use draaiboek::machine::Machine;

/// Rows that each ask something of every column; the first column tells them apart.
pub fn source(rows: usize, columns: usize) -> String {
    let mut text = String::from(
        "draaiboek tabel\nversie \"1\"\ntijdzone \"Europe/Amsterdam\"\nrol gemeente\n",
    );
    let names: Vec<String> = (0..columns).map(|column| format!("k{column}")).collect();
    for name in &names {
        writeln!(text, "gegeven {name} : aantal").unwrap();
    }
    writeln!(text, "signaal cijfers door gemeente vermeldt {}", names.join(", ")).unwrap();
    writeln!(text, "tabel uitkomst eerste {{").unwrap();
    for row in 0..rows {
        let rest = (1..columns).map(|column| format!("k{column} >= {}", (row + column) % 10));
        let parts: Vec<String> = std::iter::once(format!("k0 = {row}")).chain(rest).collect();
        writeln!(text, "    {row} als {}", parts.join(" en ")).unwrap();
    }
    text.push_str("    9999 anders\n}\n");
    text.push_str(
        "stap volgen {\n    regie gemeente\n    zonder termijn \"proef\"\n\
         \n    bij cijfers als uitkomst > 1_000_000 -> af\n}\neinde af\n",
    );
    text
}

/// The machine, and a case of which the last row applies.
pub fn case(rows: usize, columns: usize) -> (Machine, State) {
    let playbook = Playbook::compile(&source(rows, columns)).unwrap();
    let machine = playbook.machine().clone();
    let mut state = State::new(&machine, "casus");
    let now: Timestamp = "2026-06-01T09:00:00+02:00".parse().unwrap();
    let last = i64::try_from(rows - 1).unwrap();
    let fields = (0..columns).map(|column| Field {
        fact: format!("k{column}"),
        value: if column == 0 { last.into() } else { 9.into() },
        salt: None,
    });
    let facts = fields.collect();
    let kind = InputKind::Open { parties: vec![], facts, forced: None };
    let by = Actor { role: "gemeente".into(), party: "A".into() };
    let input = Input { id: "1".into(), by: Some(by), at: now, item: None, kind };
    step(&machine, &mut state, now, input).unwrap();
    (machine, state)
}
