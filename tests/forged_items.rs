//! Tables in which the case or an item does what is not its own are refused.
#![cfg(feature = "language")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at what it does not expect"
)]

use draaiboek::Playbook;
use draaiboek::machine::{Invalid, Machine};
use draaiboek::sources::Sources;
use serde_json::{Value, json};

const SOURCE: &str = r#"
draaiboek proef
versie "1"
tijdzone "Europe/Amsterdam"
grondslag wet
rol aanbieder
rol gemeente zorgplicht op grond van wet
gegeven rond : ja/nee is nee
ernst trede {
    laag < hoog
    bepaald door gemeente
    verlaagd alleen door gemeente
}
item jeugdige/jeugdigen {
    gegeven verblijf : ja/nee is nee
    gegeven gezin : tekst
    afgeleid klein is niet verblijf
    rol woonplaats zorgplicht op grond van wet
    rol ontvanger uit kandidaat/kandidaten
    zorg bij aanbieder, vangnet woonplaats
    houder dossier bij aanbieder, vangnet aanbieder
    register door gemeente
    waarborg kort nooit { zorg bij woonplaats en klein }
}
item locatie/locaties {
    gegeven ontruimd : ja/nee is nee
    rol beheerder
}
signaal noodstop door gemeente

stap plaatsen {
    regie gemeente
    termijn 26 weken
    start overdragen voor elke jeugdige waar verblijf of klein
    start sluiten voor elke locatie
    bij noodstop { stuur haast naar elke jeugdige } -> gesloten
    zodra rond -> gesloten, hoogstens 2 keer, daarna -> gesloten
    zodra trede >= hoog en aantal jeugdigen waar niet klaar < 3 -> gesloten
    klaar   -> gesloten
    te laat -> gesloten
}
einde gesloten
waarborg af nooit { rond en in plaatsen }

overdracht overdragen per jeugdige {
    signaal toezegging door kandidaat aanvaardt zorg
    signaal haast door gemeente
    stap aanbieden {
        regie woonplaats
        termijn 4 weken
        taak reactie door elke kandidaat binnen 2 weken { levert verblijf }
        besluit keuze als een kandidaat: aanvaard door woonplaats kiest ontvanger binnen 3 weken {
            gekozen       { zorg naar ontvanger ; dossier naar ontvanger } -> geplaatst
            geen antwoord -> aanbieden, hoogstens 2 keer, daarna -> opgevangen
        }
        bij haast { meld woonplaats "Haast voor {jeugdige}" }
        te laat { zorg naar woonplaats } -> opgevangen
    }
    einde geplaatst, zorg bij ontvanger
    einde opgevangen, zorg bij woonplaats
    waarborg bij_iemand nooit { zorg bij ontvanger en in aanbieden }
}

traject sluiten per locatie {
    stap opruimen {
        regie beheerder
        termijn 4 weken
        zodra ontruimd { trek taak leegmaken in }
        taak leegmaken door beheerder binnen 2 weken
        te laat -> dicht
    }
    einde dicht
}
"#;

fn tables() -> Value {
    let machine = match Playbook::compile(SOURCE) {
        Ok(playbook) => playbook.machine().clone(),
        Err(error) => panic!("{error}"),
    };
    let playbook = serde_json::to_value(machine.playbook()).unwrap();
    json!({ "playbook": playbook, "exprs": serde_json::to_value(machine.exprs()).unwrap() })
}

fn built(tables: &Value) -> Result<Machine, Vec<Invalid>> {
    let playbook = serde_json::from_value(tables["playbook"].clone()).expect("a playbook");
    let exprs = serde_json::from_value(tables["exprs"].clone()).expect("expressions");
    Machine::new(playbook, exprs, Sources::new("", ""))
}

/// The position of an entry by its name.
fn named(tables: &Value, table: &str, name: &str) -> usize {
    let entries = tables["playbook"][table].as_array().unwrap();
    entries.iter().position(|entry| entry["name"] == name).expect(name)
}

/// The position of the handler of a state that has such a trigger.
fn handler(tables: &Value, state: &str, trigger: &str) -> usize {
    let scope = named(tables, "states", state);
    let entries = tables["playbook"]["handlers"].as_array().unwrap();
    let is = |entry: &Value| {
        let kind = &entry["trigger"];
        entry["scope"] == scope && (kind == trigger || kind.get(trigger).is_some())
    };
    entries.iter().position(is).expect(trigger)
}

/// The position of the atom that is so, or of the formula of it.
fn atom(tables: &Value, is: impl Fn(&Value) -> bool) -> usize {
    tables["exprs"]["atoms"].as_array().unwrap().iter().position(is).expect("an atom")
}

fn formula(tables: &Value, atom: usize) -> usize {
    let formulas = tables["exprs"]["formulas"].as_array().unwrap();
    formulas.iter().position(|it| it["Atom"] == atom).expect("a formula")
}

fn fact_atom(tables: &Value, fact: &str) -> usize {
    let fact = named(tables, "facts", fact);
    atom(tables, |it| it["Fact"] == fact)
}

/// Forges the tables and gives what is said of them.
fn said(forge: impl FnOnce(&mut Value)) -> String {
    let mut tables = tables();
    forge(&mut tables);
    let faults = built(&tables).expect_err("forged");
    let said: Vec<_> = faults.iter().map(|it| it.text().en.clone()).collect();
    assert!(faults.iter().all(|it| it.text().nl != it.text().en), "{said:?}");
    said.join("\n")
}

#[track_caller]
fn refused(wanted: &str, forge: impl FnOnce(&mut Value)) {
    let said = said(forge);
    assert!(said.contains(wanted), "`{wanted}` in:\n{said}");
}

#[test]
fn untouched_tables_are_a_machine() {
    let again = built(&tables()).expect("the same machine");
    assert_eq!(again.playbook().charts.len(), 3);
    let names: Vec<_> = again.graph().node_weights().map(|it| it.name.as_str()).collect();
    let expected = [
        "proef",
        "plaatsen",
        "gesloten",
        "overdragen",
        "aanbieden",
        "geplaatst",
        "opgevangen",
        "sluiten",
        "opruimen",
        "dicht",
    ];
    assert_eq!(names, expected);
    // Starting is no transition: nothing leads from one chart to another.
    let chart = |node: usize| [0, 3, 7].iter().filter(|root| **root <= node).count();
    let graph = again.graph();
    let ends = graph.edge_indices().filter_map(|edge| graph.edge_endpoints(edge));
    assert!(ends.clone().count() > 8);
    assert!(ends.into_iter().all(|(from, to)| chart(from.index()) == chart(to.index())));
}

#[test]
fn moves_signals_tasks_and_counters_stay_in_their_chart() {
    let other = "names something of another chart";
    refused(other, |it| {
        let at = handler(it, "plaatsen", "Done");
        it["playbook"]["handlers"][at]["target"]["state"] = named(it, "states", "dicht").into();
    });
    refused(other, |it| {
        let at = handler(it, "aanbieden", "Signal");
        it["playbook"]["handlers"][at]["trigger"]["Signal"] =
            named(it, "signals", "noodstop").into();
    });
    refused(other, |it| {
        let at = handler(it, "opruimen", "When");
        let task = named(it, "duties", "reactie");
        it["playbook"]["handlers"][at]["actions"][0]["Withdraw"] = task.into();
    });
    refused(other, |it| {
        let at = handler(it, "plaatsen", "When");
        it["playbook"]["handlers"][at]["target"]["limit"]["counter"] = 1.into();
    });
}

#[test]
fn an_item_is_asked_only_where_it_is_in_question() {
    refused("asks something of another item", |it| {
        let (case, item) = (fact_atom(it, "rond"), named(it, "facts", "verblijf"));
        it["exprs"]["atoms"][case]["Fact"] = item.into();
    });
    refused("asks something of another item", |it| {
        let (open, item) = (fact_atom(it, "ontruimd"), named(it, "facts", "verblijf"));
        it["exprs"]["atoms"][open]["Fact"] = item.into();
    });
    refused("asks each what is not of it", |it| {
        let level = atom(it, |it| it.get("Severity").is_some());
        let censuses = it["exprs"]["censuses"].as_array().unwrap();
        let counted = censuses.iter().position(|it| it["over"].get("Items").is_some()).unwrap();
        it["exprs"]["censuses"][counted]["condition"] = formula(it, level).into();
    });
    refused("asks whether no item is done", |it| {
        let (case, ended) = (fact_atom(it, "rond"), json!("Ended"));
        it["exprs"]["atoms"][case] = ended;
    });
    refused("no candidate is in question", |it| {
        let case = fact_atom(it, "ontruimd");
        it["exprs"]["atoms"][case] = json!("Accepted");
    });
    refused("names something of another item", |it| {
        let at = named(it, "states", "plaatsen");
        it["playbook"]["states"][at]["lead"][0]["what"] = named(it, "roles", "beheerder").into();
    });
}

#[test]
fn facts_are_written_by_whom_they_belong_to() {
    refused("writes a fact of another", |it| {
        let at = named(it, "duties", "reactie");
        let fact = named(it, "facts", "rond");
        it["playbook"]["duties"][at]["kind"]["Task"]["delivers"][0] = fact.into();
    });
    refused("writes a fact of another", |it| {
        let at = named(it, "signals", "noodstop");
        it["playbook"]["signals"][at]["carries"] = json!([named(it, "facts", "verblijf")]);
    });
    refused("writes a fact of another", |it| {
        let fact = named(it, "facts", "ontruimd");
        it["playbook"]["items"][0]["together"] = fact.into();
    });
}

#[test]
fn items_go_together_by_a_stated_fact_of_theirs_when_they_are_in_care() {
    refused("goes together per derived fact", |it| {
        it["playbook"]["items"][0]["together"] = named(it, "facts", "klein").into();
    });
    refused("goes together without care", |it| {
        it["playbook"]["items"][1]["together"] = named(it, "facts", "ontruimd").into();
    });
}

#[test]
fn care_moves_in_handovers_and_ends_where_it_is_said() {
    refused("an end does not say where care is", |it| {
        let at = named(it, "states", "geplaatst");
        it["playbook"]["states"][at]["care"] = Value::Null;
    });
    refused("speaks of care in vain", |it| {
        let at = named(it, "states", "gesloten");
        it["playbook"]["states"][at]["care"] = json!({ "With": 1 });
    });
    refused("moves care that nobody has", |it| {
        it["playbook"]["charts"][2]["moves_care"] = true.into();
    });
    refused("care does not move here", |it| {
        it["playbook"]["charts"][1]["moves_care"] = false.into();
    });
    refused("the net has no duty of care", |it| {
        let provider = named(it, "roles", "aanbieder");
        it["playbook"]["holdings"][0]["safety_net"] = provider.into();
    });
    refused("has its care more than once", |it| {
        it["playbook"]["holdings"][1]["name"] = Value::Null;
        it["playbook"]["holdings"][1]["safety_net"] = named(it, "roles", "gemeente").into();
    });
    refused("does too much on entry", |it| {
        let at = named(it, "states", "plaatsen");
        it["playbook"]["states"][at]["entry"][0] = json!("ResumeTerms");
    });
}

#[test]
fn candidates_are_of_the_item_for_which_is_chosen() {
    refused("chooses without candidates", |it| {
        let at = named(it, "duties", "keuze");
        let role = named(it, "roles", "woonplaats");
        it["playbook"]["duties"][at]["kind"]["Decision"]["chooses"] = role.into();
    });
    refused("candidates are of the same item", |it| {
        let at = named(it, "roles", "ontvanger");
        it["playbook"]["roles"][at]["chosen_from"] = named(it, "roles", "beheerder").into();
    });
}

#[test]
fn items_are_started_and_told_by_the_case() {
    refused("is not of that item", |it| {
        let at = named(it, "states", "plaatsen");
        it["playbook"]["states"][at]["entry"][0]["Start"]["chart"] = 0.into();
    });
    refused("is not of that item", |it| {
        let at = handler(it, "plaatsen", "Signal");
        it["playbook"]["handlers"][at]["actions"][0]["Send"]["item"] = 1.into();
    });
    refused("does something for every item", |it| {
        let start = it["playbook"]["states"][named(it, "states", "plaatsen")]["entry"][1].clone();
        let at = named(it, "states", "opruimen");
        it["playbook"]["states"][at]["entry"] = json!([start]);
    });
}

#[test]
fn a_guarantee_of_each_item_asks_what_is_of_it() {
    refused("asks something of another item", |it| {
        let at = named(it, "guarantees", "kort");
        it["playbook"]["guarantees"][at]["item"] = 1.into();
    });
    refused("holds for a handover too", |it| {
        let at = named(it, "guarantees", "bij_iemand");
        it["playbook"]["guarantees"][at]["item"] = 0.into();
    });
    refused("refers to `items[7]`", |it| {
        let at = named(it, "guarantees", "kort");
        it["playbook"]["guarantees"][at]["item"] = 7.into();
    });
    refused("asks something of another item", |it| {
        let at = named(it, "guarantees", "kort");
        it["playbook"]["guarantees"][at]["item"] = json!(null);
    });
    refused("refers to `holdings[9]`", |it| {
        let at = handler(it, "opruimen", "When");
        let beside = json!({ "Beside": { "holding": 9, "second": 0, "until": { "Fact": 0 } } });
        it["playbook"]["handlers"][at]["actions"] = json!([beside]);
    });
}

#[test]
fn what_is_of_one_chart_or_item_stands_together() {
    let apart = "does not stand with its kind";
    refused(apart, |it| {
        it["playbook"]["facts"].as_array_mut().unwrap().reverse();
    });
    refused(apart, |it| {
        it["playbook"]["guarantees"].as_array_mut().unwrap().reverse();
    });
    refused(apart, |it| {
        it["playbook"]["signals"].as_array_mut().unwrap().swap(0, 1);
    });
    refused("is not the root of a chart", |it| {
        it["playbook"]["charts"][2]["root"] = named(it, "states", "opruimen").into();
    });
    refused("only the first is of the case", |it| {
        it["playbook"]["charts"][1]["item"] = Value::Null;
    });
}
