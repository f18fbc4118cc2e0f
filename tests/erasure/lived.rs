//! A playbook with personal facts wherever they can stand, and cases that lived under it.

use std::sync::LazyLock;

use draaiboek::calendar::{Date, Timestamp};
use draaiboek::engine::Entry;
use draaiboek::journal::Journal;
use draaiboek::value::{Document, Value};
use draaiboek::{Case, Event, Playbook};

const SOURCE: &str = r#"
draaiboek proef "Proef"
versie "1"
tijdzone "Europe/Amsterdam"
grondslag jw23 "Jeugdwet art. 2.3"
rol aanbieder ; rol regio ; rol gemeente/gemeenten

gegeven reden     : tekst persoonlijk zichtbaar voor regio, gemeente en aanbieder
gegeven bedrag_pp : aantal persoonlijk zichtbaar voor regio
gegeven herhaling : aantal persoonlijk
gegeven dossier   : document persoonlijk zichtbaar voor regio
gegeven ernstig   : ja/nee is nee persoonlijk zichtbaar voor regio
gegeven uiterste  : datum persoonlijk
gegeven openbaar  : aantal
afgeleid week_later is uiterste + 7 dagen

signaal melding door regio vermeldt reden, eventueel bedrag_pp, uiterste, dossier, ernstig en openbaar
signaal sleutel door regio uniek per herhaling vermeldt herhaling
signaal samen door elk van regio en gemeenten vermeldt reden, bedrag_pp
signaal sleutelsamen door elk van regio en gemeenten uniek per herhaling vermeldt herhaling

item kind/kinderen {
    gegeven naam    : tekst persoonlijk zichtbaar voor woonplaats
    gegeven geboren : datum persoonlijk
    gegeven plek_op : datum persoonlijk zichtbaar voor woonplaats
    gegeven letter  : aantal persoonlijk
    rol woonplaats zorgplicht op grond van jw23
    zorg bij aanbieder, vangnet woonplaats
}

zodra 3 keer op rij: bedrag_pp > 5 { leg vast "Drie keer" }
zodra ernstig { leg vast "Ernstig" }
10 dagen voor uiterste { leg vast "Bijna" }

stap lopen begin {
    regie regio
    termijn 500 weken
    taak stuk "Lever" door regio uiterlijk week_later
    taak snel "Snel" door regio binnen 3 weken, uiterlijk uiterste { uitstel door regio hoogstens 8 weken }
    besluit goed over dossier door regio binnen 2 weken {
        ja            -> lopen
        nee           -> elders
        geen antwoord -> elders
    }
    bij melding als openbaar > 50 -> elders
    te laat -> gesloten
    start overbrengen voor elke kind
}
stap elders {
    regie regio
    termijn 3 weken
    klaar -> hervat lopen
    te laat -> hervat lopen
    bij melding als openbaar > 90 -> gesloten
    taak weg "Terug" door regio binnen 2 weken
}
einde gesloten

overdracht overbrengen per kind {
    signaal nieuws door woonplaats vermeldt naam, eventueel geboren, plek_op en letter
    stap wachten begin {
        regie woonplaats
        termijn 400 weken
        taak kind_weg "Kind weg" door woonplaats binnen 2 weken na plek_op
        zorg naar woonplaats per plek_op
        3 dagen voor geboren { leg vast "Jarig" }
        te laat -> af
    }
    einde af, zorg eindigt
}
"#;

/// One of the things that can be said, about what, how much later.
#[derive(Clone, Copy, Debug)]
pub struct Op {
    pub kind: u8,
    pub of: u8,
    pub later: u16,
}

pub fn at(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

pub fn playbook() -> &'static Playbook {
    static PLAYBOOK: LazyLock<Playbook> =
        LazyLock::new(|| Playbook::compile(SOURCE).expect("compiles"));
    &PLAYBOOK
}

/// Bytes that nobody else has, and that are found again.
pub fn salt(of: u8, what: &str) -> [u8; 16] {
    let mut salt = [of.wrapping_add(101); 16];
    for (to, from) in salt.iter_mut().skip(1).zip(what.bytes()) {
        *to = from;
    }
    salt
}

/// What no text of a case may hold that was erased: values that are found nowhere else.
pub fn secrets(of: u8) -> [String; 4] {
    let far = far(of);
    [format!("geheim-{of}-x"), format!("7{of:03}31337"), format!("stuk-{of}-y"), far.to_string()]
}

/// A date far ahead of whatever happens.
fn far(of: u8) -> Date {
    Date::new(2101 + u16::from(of % 40), 7, 1 + of / 40).expect("a date")
}

/// A value of each type that is the `of`-th secret.
fn text(of: u8) -> Value {
    Value::Text(secrets(of)[0].clone())
}

fn count(of: u8) -> Value {
    Value::Count(secrets(of)[1].parse().expect("a number"))
}

fn document(of: u8) -> Value {
    let version = (of % 3).to_string();
    Value::Document(Document { reference: secrets(of)[2].clone(), version, hash: String::new() })
}

/// A case, its journal, and what was said to it.
pub struct Lived {
    pub case: Case,
    pub journal: Journal,
    pub said: Vec<(Timestamp, Event)>,
    pub now: Timestamp,
}

impl Lived {
    pub fn open() -> Self {
        let now = at("2026-06-01T08:00:00Z");
        let opening = playbook().opening("casus-1").party("aanbieder", "Ster");
        let opening = opening.party("regio", "Regio").party("gemeenten", "Arnhem");
        let opening = opening.party("gemeenten", "Ede");
        let opening = opening.fact_salted("reden", text(0), salt(0, "reden"));
        let (case, opened) = opening.open(now).expect("opens");
        let mut journal = Journal::new(playbook().machine(), "casus-1");
        journal.append(opened.entries()).expect("follows");
        Self { case, journal, said: Vec::new(), now }
    }

    /// Says something, if it is accepted.
    pub fn apply(&mut self, event: Event) -> bool {
        let id = format!("i{}", self.said.len());
        let event = event.id(id).at(self.now);
        let Ok(step) = self.case.apply(self.now, event.clone()) else { return false };
        self.journal.append(step.entries()).expect("follows");
        self.said.push((self.now, event));
        true
    }

    pub fn erase(&mut self, item: Option<&str>, facts: &[&str]) {
        let of = u8::try_from(self.said.len() % 250).expect("small");
        let event = Event::erase(facts.iter().copied(), "Bewaartermijn", salt(of, "momentopname"));
        let event = match item {
            Some(item) => event.about(item),
            None => event,
        };
        assert!(self.apply(event), "an erasure is always accepted");
    }

    /// Says one thing of the kind asked for; whether it is accepted.
    pub fn act(&mut self, op: Op) -> bool {
        let later = i64::from(op.later) * 3_600;
        self.now = self.now.add_seconds(later).expect("in range");
        let (of, nr) = (op.of, op.of % 3);
        let salted = |event: Event| event.salted(|fact| salt(of, fact));
        let item = format!("k{nr}");
        let by_region = |event: Event| event.by("regio", "Regio");
        let near = Value::Date(Date::new(2026, 7 + of % 5, 1 + of % 28).expect("a date"));
        let date = if of.is_multiple_of(2) { Value::Date(far(of)) } else { near };
        let report = || by_region(Event::signal("melding")).with("reden", text(of));
        let event = salted(match op.kind % 18 {
            0 => report(),
            1 => report().with("bedrag_pp", count(of)).with("ernstig", of.is_multiple_of(3)),
            2 => report().with("uiterste", date),
            3 => report().with("dossier", document(of)).with("openbaar", i64::from(of % 60)),
            4 => by_region(Event::signal("sleutel")).with("herhaling", count(of % 7)),
            5 => {
                let by = [("regio", "Regio"), ("gemeente", "Arnhem"), ("gemeente", "Ede")];
                let (role, party) = by[usize::from(nr)];
                let event = Event::signal("samen").by(role, party);
                event.with("reden", text(of)).with("bedrag_pp", count(of))
            }
            6 => {
                let by = [("regio", "Regio"), ("gemeente", "Arnhem"), ("gemeente", "Ede")];
                let (role, party) = by[usize::from(nr)];
                let event = Event::signal("sleutelsamen").by(role, party);
                event.with("herhaling", count(of / 64))
            }
            7 => {
                let event = Event::enrol("kind", item).held_by("woonplaats", "Arnhem");
                event.with("naam", text(of)).with("geboren", Value::Date(far(of)))
            }
            8 => {
                let event = Event::signal("nieuws").about(item).by("woonplaats", "Arnhem");
                event.with("naam", text(of)).with("plek_op", date).with("letter", count(of))
            }
            9 => Event::update(item).with("naam", text(of)).with("geboren", date),
            10 => Event::correct("Tikfout").with("reden", text(of)).with("uiterste", date),
            11 => Event::correct("Tikfout").about(item).with("letter", count(of)),
            12 => by_region(Event::complete(["stuk", "snel", "weg"][usize::from(nr)])),
            13 => {
                let week = draaiboek::calendar::Duration::new(1, draaiboek::calendar::Unit::Week);
                Event::extend(["snel", "stuk"][usize::from(of % 2)], week, "Ziek")
            }
            14 => by_region(Event::answer("goed", ["ja", "nee"][usize::from(of % 2)])),
            15 => report().with("openbaar", i64::from(of)),
            16 if of.is_multiple_of(2) => Event::suspend("Beroep"),
            16 => Event::resume(),
            _ => Event::withdraw(item, "Verhuisd"),
        });
        self.apply(event)
    }

    /// The same, accepted or not.
    pub fn try_act(&mut self, op: Op) {
        let _accepted = self.act(op);
    }

    pub fn entries(&self) -> &[Entry] {
        self.journal.entries()
    }
}
