//! Names to ids: what is wrong with names, types, terms and roles, and what a clean file gives.
#![cfg(feature = "language")]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a helper of a test fails by panicking"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use draaiboek::diagnostic::{Diagnostic, Language, Level, Text};
use draaiboek::hir::Hir;
use draaiboek::machine::id::{Id, StateId};
use draaiboek::machine::playbook::{Action, Due, DutyKind, StateKind};
use draaiboek::resolve::resolve;
use draaiboek::span::{LineIndex, Span};
use draaiboek::syntax::parse;
use proptest::prelude::*;

/// The parser's findings and the resolver's, apart.
fn read(source: &str) -> (Hir, Vec<Diagnostic>, Vec<Diagnostic>) {
    let parsed = parse(source);
    let (hir, found) = resolve(&parsed.file, source);
    (hir, parsed.diagnostics, found)
}

fn example(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/example").join(name);
    fs::read_to_string(path).unwrap()
}

/// A finding as people would look for it: place, words in both languages, remedy, fix.
fn show(out: &mut String, source: &str, lines: &LineIndex, it: &Diagnostic) {
    let place = |span: Span| {
        let (line, column) = lines.line_column(source, span.start);
        let text = source.get(span.range()).expect("a span inside the text");
        let text = text.lines().next().unwrap_or_default();
        format!("{line}:{column} `{text}`")
    };
    let both = |text: &Text| format!("{} | {}", text.nl, text.en);
    let level = format!("{:?}", it.level()).to_lowercase();
    writeln!(out, "{} {} {level} at {}", it.code.id, it.code.name, place(it.span)).unwrap();
    writeln!(out, "    {}", both(&it.message)).unwrap();
    for label in &it.labels {
        writeln!(out, "    at {}: {}", place(label.span), both(&label.text)).unwrap();
    }
    for note in &it.notes {
        writeln!(out, "    note: {}", both(note)).unwrap();
    }
    if let Some(help) = &it.help {
        writeln!(out, "    help: {}", both(help)).unwrap();
    }
    if let Some(fix) = &it.fix {
        writeln!(out, "    fix: {} -> `{}`", place(fix.span), fix.replacement).unwrap();
    }
}

#[test]
fn a_faulty_playbook_says_all_that_is_wrong_at_once() {
    insta::glob!("corpus/check/resolve/*.draaiboek", |path| {
        let source = fs::read_to_string(path).unwrap();
        let (_, unread, found) = read(&source);
        assert_eq!(unread, [], "the grammar reads the whole file");
        let lines = LineIndex::new(&source);
        let mut shown = String::new();
        for (number, line) in source.lines().enumerate() {
            writeln!(shown, "{:3} {line}", number + 1).unwrap();
        }
        shown.push('\n');
        for it in &found {
            show(&mut shown, &source, &lines, it);
        }
        insta::assert_snapshot!(shown);
    });
}

#[test]
fn the_core_example_resolves_without_a_word() {
    for name in ["kern.draaiboek", "kern.en.draaiboek"] {
        let (_, unread, found) = read(&example(name));
        assert_eq!((unread, found), (vec![], vec![]), "{name}");
    }
}

#[test]
fn the_whole_example_resolves_without_a_word() {
    for name in ["geheel.draaiboek", "geheel.en.draaiboek"] {
        let (_, unread, found) = read(&example(name));
        assert_eq!((unread, found), (vec![], vec![]), "{name}");
    }
}

#[test]
fn what_is_of_one_chart_and_of_one_kind_of_item_stands_together() {
    let (hir, _, _) = read(&example("geheel.draaiboek"));
    let roots: Vec<_> = hir.charts.iter().map(|(_, chart)| chart.root).collect();
    let chart = |state: StateId| roots.partition_point(|root| *root <= state);
    assert_eq!(roots.len(), 2);
    assert_eq!(hir.states[roots[1]].name, "overdracht_jeugdige");
    assert!(hir.states.iter().all(|(id, it)| it.parent.is_none_or(|at| chart(at) == chart(id))));
    assert!(hir.duties.iter().is_sorted_by_key(|(_, it)| chart(it.scope)));
    assert!(hir.handlers.iter().is_sorted_by_key(|(_, it)| chart(it.scope)));
    assert!(hir.counters.iter().is_sorted_by_key(|(_, it)| chart(it.owner)));
    assert!(hir.signals.iter().is_sorted_by_key(|(_, it)| it.chart));
    assert!(hir.guarantees.iter().is_sorted_by_key(|(_, it)| it.chart));
    assert!(hir.facts.iter().is_sorted_by_key(|(_, it)| it.item));
    assert!(hir.roles.iter().is_sorted_by_key(|(_, it)| it.item));
    let of_item = |name: &str| hir.roles.iter().any(|(_, it)| it.name == name && it.item.is_some());
    assert!(of_item("kandidaat") && of_item("ontvanger") && !of_item("curator"));
    let (_, care) = hir.holdings.iter().next().unwrap();
    assert_eq!(hir.roles[care.safety_net].name, "woonplaats");
}

const IN_PLACE: &str = r#"
draaiboek proef
grondslag wet
rol gemeente zorgplicht op grond van wet
gegeven a : datum
gegeven b : datum
afgeleid c is a + 1 dag
item jeugdige/jeugdigen {
    gegeven d : datum
    zorg bij gemeente, vangnet gemeente
}
overdracht plaatsen per jeugdige {
    stap zoeken {
        regie gemeente
        termijn uiterlijk vroegste(b, d)
        op laatste(a, c) -> klaar_mee
        zorg naar gemeente per vroegste(laatste(a, c), d)
        te laat -> klaar_mee
    }
    einde klaar_mee, zorg bij gemeente
}
stap wachten {
    regie gemeente
    start plaatsen voor elke jeugdige
    termijn uiterlijk vroegste(a, b)
    klaar   -> gesloten
    te laat -> gesloten
}
einde gesloten
"#;

#[test]
fn dates_computed_in_place_stand_with_what_they_are_computed_from() {
    let (hir, unread, found) = read(IN_PLACE);
    assert_eq!((unread, found), (vec![], vec![]));
    let facts = hir.facts.iter();
    let facts: Vec<_> = facts.map(|(_, it)| (it.name.as_str(), it.item.is_some())).collect();
    let expected = [
        ("a", false),
        ("b", false),
        ("c", false),
        ("latest(a, c)", false),
        ("earliest(a, b)", false),
        ("d", true),
        ("earliest(b, d)", true),
        ("earliest(latest(a, c), d)", true),
    ];
    assert_eq!(facts, expected);
}

#[test]
fn both_languages_give_the_same_tables_but_for_places() {
    let tables = |name| {
        let (mut hir, _, _) = read(&example(name));
        hir.header.language = Language::Dutch;
        let states = hir.states.iter().map(|(_, it)| (it.kind, it.parent, it.order));
        let duties = hir.duties.iter().map(|(_, it)| (it.scope, it.order, it.from, it.by_action));
        let handlers = hir.handlers.iter().map(|(_, it)| (it.scope, it.order, it.from));
        (
            states.collect::<Vec<_>>(),
            duties.collect::<Vec<_>>(),
            handlers.collect::<Vec<_>>(),
            hir.counters.as_slice().to_vec(),
        )
    };
    assert_eq!(tables("kern.draaiboek"), tables("kern.en.draaiboek"));
}

fn state(hir: &Hir, name: &str) -> StateId {
    let mut all = hir.states.iter();
    all.find(|(_, state)| state.name == name).map(|(id, _)| id).unwrap()
}

#[test]
fn parents_come_before_children_and_first_children_are_entered_first() {
    let (hir, _, _) = read(&example("kern.draaiboek"));
    let kind = |name| hir.states[state(&hir, name)].kind;
    assert_eq!(kind("jeugdhulp"), StateKind::Root);
    assert_eq!(kind("herstel"), StateKind::Phase);
    assert_eq!(kind("overdracht"), StateKind::Parallel);
    assert_eq!(kind("clienten"), StateKind::Track);
    assert_eq!(kind("geplaatst"), StateKind::End);
    for (id, it) in hir.states.iter() {
        assert!(it.parent.is_none_or(|parent| parent < id), "{}", it.name);
        assert!(it.children.is_sorted(), "{}", it.name);
    }
    let initial = |name| hir.states[state(&hir, name)].initial;
    assert_eq!(initial("jeugdhulp"), Some(state(&hir, "volgen")));
    assert_eq!(initial("overdracht"), None);
    assert_eq!(initial("clienten"), Some(state(&hir, "plannen")));
}

#[test]
fn counters_belong_to_the_innermost_scope_around_source_and_target() {
    let (hir, _, _) = read(&example("kern.draaiboek"));
    let owners: Vec<_> =
        hir.counters.iter().map(|(_, it)| (hir.states[it.owner].name.as_str(), it.times)).collect();
    // Rejected plan, rejected transfer plan, fall-back extended and then left, placing extended.
    assert_eq!(owners, [("herstel", 2), ("clienten", 3), ("clienten", 6), ("uitvoeren", 12)]);
}

#[test]
fn the_order_of_writing_is_dense_over_everything_that_has_one() {
    let (hir, _, _) = read(&example("kern.draaiboek"));
    let mut orders: Vec<u32> = hir.states.iter().map(|(_, it)| it.order).collect();
    for (_, it) in hir.states.iter() {
        if let draaiboek::machine::playbook::Deadline::Term(_, order) = it.deadline {
            orders.push(order);
        }
    }
    orders.extend(hir.handlers.iter().map(|(_, it)| it.order));
    orders.extend(hir.guarantees.iter().map(|(_, it)| it.order));
    for (_, it) in hir.duties.iter() {
        orders.push(it.order);
        match &it.kind {
            DutyKind::Task(task) => {
                orders.extend(task.reminders.iter().map(|it| it.order));
                orders.extend(task.ladder.iter().map(|it| it.order));
            }
            DutyKind::Decision(decision) => {
                orders.extend(decision.outcomes.iter().map(|it| it.order));
                orders.extend(decision.no_answer.iter().map(|it| it.order));
            }
            DutyKind::Call(_) => {}
        }
    }
    orders.sort_unstable();
    let dense: Vec<u32> = (0..).take(orders.len()).collect();
    assert_eq!(orders, dense);
}

const ACTIONS: &str = r#"
draaiboek proef
rol gemeente/gemeenten
gegeven ernstig : ja/nee
gegeven vanaf_op : datum
ernst trede {
    laag < midden < hoog
    hoog als ernstig
    bepaald door gemeente
    verlaagd alleen door gemeente
}
signaal melding door gemeente vermeldt ernstig, vanaf_op
stap melden {
    regie gemeente
    vanaf trede hoog {
        vanaf trede midden { informeer gemeente }
        taak zwaar door gemeente binnen 2 dagen na vanaf_op, vanaf trede midden 1 dag
        bij melding {
            besluit nodig door gemeente binnen 2 dagen {
                ja            { taak nazorg door gemeente binnen 3 dagen }
                nee           -> gesloten
                geen antwoord -> gesloten
            }
            taak ook door gemeente binnen dezelfde dag na vanaf_op
        }
    }
    te laat -> gesloten
}
einde gesloten
"#;

#[test]
fn duties_in_action_blocks_stand_in_the_scope_of_their_handler() {
    let (hir, unread, found) = read(ACTIONS);
    assert_eq!((unread, found), (vec![], vec![]));
    let step = state(&hir, "melden");
    let names: Vec<_> = hir.duties.iter().map(|(_, it)| it.name.as_str()).collect();
    assert_eq!(names, ["zwaar", "nodig", "nazorg", "ook"]);
    let level = |index| Some(Id::new(index));
    let opened: Vec<_> = hir.duties.iter().map(|(_, it)| (it.by_action, it.from)).collect();
    assert_eq!(opened, [(false, level(2)), (true, None), (true, None), (true, None)]);
    assert!(hir.duties.iter().all(|(_, it)| it.scope == step));
    assert_eq!(hir.states[step].duties, hir.duties.ids().collect::<Vec<_>>());
    // The higher of two nested levels counts.
    assert_eq!(hir.states[step].inform[0].from, level(2));
    let (_, handler) = hir.handlers.iter().next().unwrap();
    assert_eq!(handler.from, level(2));
    assert!(matches!(handler.actions[..], [Action::Open(a), Action::Open(b)] if a < b));
    // A part of a term under a condition runs from the moment of the first.
    let (_, heavy) = hir.duties.iter().next().unwrap();
    let moments = heavy.term.parts.iter().map(|part| match part.due {
        Due::Within { after, .. } => after.is_some(),
        _ => false,
    });
    assert_eq!(moments.collect::<Vec<_>>(), [true, true]);
    let (_, also) = hir.duties.iter().last().unwrap();
    assert!(
        matches!(
            also.term.parts[0].due,
            Due::Within { duration: draaiboek::calendar::Duration::SAME_DAY, .. }
        ),
        "{:?}",
        also.term
    );
}

#[test]
fn a_long_chain_of_operators_is_refused_and_not_recursed_into() {
    let long = "1 + ".repeat(4_000);
    let nested = format!("{}1{}", "(1 + ".repeat(60), ")".repeat(60));
    let source = |value: &str| format!("draaiboek proef\nafgeleid a is {value}\n");
    let codes = |source: &str| {
        let (_, _, found) = read(source);
        found.iter().map(|it| it.code.id).filter(|id| *id != "D0206").collect::<Vec<_>>()
    };
    assert_eq!(codes(&source(&format!("{long}1"))), ["D0902"]);
    assert_eq!(codes(&source(&nested)), Vec::<&str>::new());
}

#[test]
fn steps_and_derived_facts_by_the_thousand_resolve_without_recursion() {
    let mut source = String::from("draaiboek groot\nrol gemeente\ngegeven f0 : aantal\n");
    for n in 1..=2_000 {
        writeln!(source, "afgeleid f{n} is f{} + 1", n - 1).unwrap();
    }
    for n in 0..2_000 {
        let next = n + 1;
        write!(source, "stap s{n} {{ regie gemeente taak t{n} door gemeente binnen 2 dagen ")
            .unwrap();
        writeln!(source, "klaar als f2000 > 3 -> s{next} te laat -> s{next} }}").unwrap();
    }
    source.push_str("einde s2000\n");
    let parsed = parse(&source);
    assert_eq!(parsed.diagnostics, []);
    let (hir, found) = resolve(&parsed.file, &source);
    assert_eq!(found, []);
    assert_eq!(hir.states.len(), 2_002);
}

#[test]
fn hundreds_of_unknown_names_are_all_reported() {
    let mut source = String::from("draaiboek proef\n");
    for n in 0..300 {
        writeln!(source, "rol rol_{n}\nsignaal s_{n} door rol_x{n} vermeldt niets_{n}").unwrap();
    }
    let (_, _, found) = read(&source);
    assert_eq!(found.iter().filter(|it| it.code.id == "D0201").count(), 600);
}

/// Words and marks of the example: deleted, doubled and swapped.
fn mutated(source: &str, edits: &[(usize, u8, usize)]) -> String {
    let mut tokens: Vec<&str> = source.split_inclusive([' ', '\n', ',', '{', '}']).collect();
    for (at, kind, other) in edits {
        if tokens.is_empty() {
            break;
        }
        let (at, other) = (at % tokens.len(), other % tokens.len());
        match kind % 4 {
            0 => drop(tokens.remove(at)),
            1 => tokens.insert(at, tokens[other]),
            2 => tokens.swap(at, other),
            _ => tokens[at] = tokens[other],
        }
    }
    tokens.concat()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_mutated_example_never_panics_and_every_place_is_in_the_text(
        whole in any::<bool>(),
        edits in prop::collection::vec((any::<usize>(), any::<u8>(), any::<usize>()), 1..12),
    ) {
        let name = if whole { "geheel.draaiboek" } else { "kern.draaiboek" };
        let source = mutated(&example(name), &edits);
        let (hir, unread, found) = read(&source);
        for it in &found {
            let labels = it.labels.iter().map(|label| label.span);
            let places = labels.chain(it.fix.iter().map(|fix| fix.span)).chain([it.span]);
            for place in places {
                prop_assert!(source.get(place.range()).is_some(), "{it:?}");
            }
            prop_assert!(!it.message.nl.is_empty() && !it.message.en.is_empty());
        }
        let errors = unread.iter().chain(&found).filter(|it| it.level() == Level::Error).count();
        if errors == 0 {
            prop_assert!(hir.handlers.iter().all(|(_, it)| hir.states.get(it.scope).is_some()));
        }
    }
}
