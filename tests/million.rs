//! As many items as a case holds, and one more.
#![cfg(feature = "language")]

use draaiboek::calendar::Timestamp;
use draaiboek::diagnostic::Language;
use draaiboek::{Event, Playbook};

const SOURCE: &str = r#"
draaiboek proef
versie "1"
tijdzone "Europe/Amsterdam"
rol regio
item kind/kinderen { register door regio }
stap lopen begin {
    regie regio
    zonder termijn "zolang er kinderen zijn"
    zodra aantal kinderen >= 1_000_000 { leg vast "Vol" }
    bij klaar_ -> gesloten
}
signaal klaar_ door regio
einde gesloten
"#;

#[test]
fn a_million_items_are_accepted_and_the_next_is_refused_by_name() {
    let now: Timestamp = "2026-06-01T08:00:00Z".parse().expect("an instant");
    let playbook = Playbook::compile(SOURCE).expect("compiles");
    let (mut case, _) = playbook.opening("casus").open(now).expect("opens");
    let enrol = |no: u32| Event::enrol("kind", format!("k{no}")).id(format!("in-{no}"));
    let mut noted = Vec::new();
    for no in 1..=1_000_000 {
        let step = case.apply(now, enrol(no)).expect("accepted");
        noted.extend(step.effects().filter(|effect| effect.item().is_none()).map(|_| no));
    }
    assert_eq!(noted, [1_000_000], "counted while they come");
    let before = (case.state().seq(), case.state().head(), case.state().items().len());
    let refusal = case.apply(now, enrol(1_000_001)).expect_err("full");
    assert_eq!(refusal.to_string(), "R60");
    assert_eq!(refusal.item.as_deref(), Some("k1000001"));
    let words = refusal.text(case.machine());
    assert!(words.get(Language::Dutch).contains("`k1000001`"), "{}", words.nl);
    assert_eq!(before, (case.state().seq(), case.state().head(), case.state().items().len()));
    let again = case.apply(now, Event::enrol("kind", "k1").id("again")).expect_err("taken");
    assert!(again.to_string().contains("R50"));
}
