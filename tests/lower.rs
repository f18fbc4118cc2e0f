//! What written conditions become: shared formulas over atoms, linear in the source.
#![cfg(feature = "language")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at what it does not expect")]

use std::fmt::Write as _;

use draaiboek::Playbook;
use draaiboek::machine::Machine;
use draaiboek::machine::expr::{Atom, Formula, Lowered};

/// A playbook with one derived yes/no fact per condition.
fn compile(conditions: &[&str]) -> Machine {
    let mut source = String::from(
        "draaiboek proef versie \"1\" geldig vanaf 2026-01-01 tijdzone \"Europe/Amsterdam\"\n\
         rol gemeente\n\
         gegeven a : ja/nee is nee\n\
         gegeven b : ja/nee is nee\n\
         gegeven n : aantal is 1\n\
         ernst trede {\n  laag < hoog < top\n  top als a en b en n > 9\n\
         bepaald door gemeente\n  verlaagd alleen door gemeente\n}\n",
    );
    for (index, condition) in conditions.iter().enumerate() {
        writeln!(source, "afgeleid x{index} is {condition}").unwrap();
    }
    source.push_str(
        "stap melden {\n  regie gemeente\n  termijn 2 weken\n  te laat -> gesloten\n}\n\
         einde gesloten\n",
    );
    match Playbook::compile(&source) {
        Ok(playbook) => playbook.machine().clone(),
        Err(error) => panic!("{error}\n{source}"),
    }
}

/// The nodes that the conditions became.
fn roots(conditions: &[&str]) -> Vec<Lowered> {
    let machine = compile(conditions);
    let facts = machine.playbook().facts.as_slice().iter().flat_map(|fact| &fact.derived);
    let exprs = facts.flat_map(|derived| derived.exprs());
    exprs.map(|expr| *machine.exprs().roots.get(*expr).unwrap()).collect()
}

#[test]
fn equal_conditions_are_one_node() {
    for (left, right) in [
        ("n > 3 en a", "n > 3 en a"),
        ("n tussen 1 en 3", "n >= 1 en n <= 3"),
        ("n in (1, 3)", "n = 1 of n is 3"),
        ("a is ja", "a"),
        ("a is nee", "niet a"),
        ("a is niet nee", "a"),
        ("nee is niet a", "a"),
        ("a is b", "a en b of niet a en niet b"),
        ("a is niet b", "a en niet b of niet a en b"),
        ("hoog <= trede", "trede >= hoog"),
        ("trede tussen hoog en top", "trede >= hoog en trede <= top"),
        ("trede in (laag, top)", "trede is laag of trede is top"),
    ] {
        let found = roots(&[left, right]);
        assert_eq!(found.first(), found.get(1), "{left} = {right}");
    }
}

#[test]
fn different_conditions_are_different_nodes() {
    for (left, right) in [("a en b", "b en a"), ("n > 3", "n >= 3"), ("a", "bekend(a)")] {
        let found = roots(&[left, right]);
        assert_ne!(found.first(), found.get(1), "{left} = {right}");
    }
}

#[test]
fn a_comparison_with_the_scale_is_an_atom_of_its_own() {
    let machine = compile(&["trede >= hoog"]);
    let atoms = machine.exprs().atoms.as_slice();
    assert_eq!(atoms.iter().filter(|atom| matches!(atom, Atom::Severity(..))).count(), 1);
}

#[test]
fn nested_comparisons_of_conditions_stay_linear() {
    let nested = |depth: usize| {
        let condition = (0..depth).fold("a".to_owned(), |inner, at| {
            if at % 2 == 0 { format!("({inner} is b)") } else { format!("({inner} is niet b)") }
        });
        let machine = compile(&[&condition]);
        let exprs = machine.exprs();
        exprs.formulas.len() + exprs.atoms.len() + exprs.operands.len()
    };
    let (short, long) = (nested(10), nested(50));
    assert!(long < short + 40 * 8, "{short} and {long} nodes");
}

#[test]
fn parts_come_before_what_mentions_them() {
    let machine = compile(&["(a of n > 2) en niet (b is a)", "bekend(n) en (a of n > 2)"]);
    for (id, formula) in machine.exprs().formulas.iter() {
        let parts = match formula {
            Formula::Not(inner) => vec![*inner],
            Formula::And(parts) | Formula::Or(parts) => parts.clone(),
            Formula::Constant(_) | Formula::Atom(_) => vec![],
        };
        assert!(parts.iter().all(|part| *part < id), "{id:?}: {formula:?}");
    }
}
