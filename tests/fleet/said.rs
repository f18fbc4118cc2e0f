//! What is said to a fleet: by everybody, at random, late, twice and in another order.

use draaiboek::calendar::{Date, Timestamp};
use draaiboek::engine::{
    Actor, Binding, Field, Input, InputKind, Item, ItemNo, Obligation, Phase, State,
};
use draaiboek::machine::Machine;
use draaiboek::machine::id::RoleId;
use draaiboek::machine::playbook::{DutyKind, OutcomeName, StateKind};
use draaiboek::value::{Document, Value};

mod family;

const PROVIDERS: [&str; 5] = ["Zorg A", "Zorg B", "Zorg C", "Zorg D", "Zorg E"];
const DAY: i64 = 86_400;

/// Numbers that look random, the same for a seed (`splitmix64`).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    fn percent(&mut self, n: usize) -> bool {
        self.below(100) < n
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

pub struct Driver {
    dice: Dice,
    now: Timestamp,
    youths: usize,
    municipalities: usize,
    length: usize,
    said: Vec<Input>,
    /// Said, and not delivered yet.
    held_back: Vec<Input>,
}

impl Driver {
    pub fn new(seed: u64) -> Self {
        let mut dice = Dice(seed);
        let most = *dice.pick(&[3, 8, 8, 20, 40, 40, 80, 200]);
        let youths = 1 + dice.below(most);
        let municipalities = 1 + dice.below(5);
        let length = 130 + 3 * youths;
        let now = Timestamp::from_micros(1_767_603_600_000_000).expect("January 2026");
        Self { dice, now, youths, municipalities, length, said: vec![], held_back: vec![] }
    }

    pub fn length(&self) -> usize {
        self.length
    }

    /// Whether everything is looked at after the next input, which costs.
    pub fn looks_closely(&mut self) -> bool {
        self.dice.percent(4)
    }

    /// The next input, and when it comes in.
    pub fn next(&mut self, machine: &Machine, state: &State) -> (Timestamp, Input) {
        let done = self.said.len();
        let ends = done + self.length / 3 > self.length;
        let leap = match self.dice.below(if ends { 12 } else { 40 }) {
            0..=2 => DAY * (1 + self.dice.below(if ends { 80 } else { 12 }) as i64),
            3..=12 => 3600 * self.dice.below(9) as i64,
            _ => 0,
        };
        self.now = self.now.add_seconds(leap).expect("in range");
        if state.phase() == Phase::Unopened {
            let input = self.opening();
            return self.say(input);
        }
        if self.dice.percent(4) && !self.said.is_empty() {
            let again = self.dice.pick(&self.said).clone();
            return (self.now, again);
        }
        if self.dice.percent(5) && !self.held_back.is_empty() {
            let which = self.dice.below(self.held_back.len());
            return (self.now, self.held_back.swap_remove(which));
        }
        let input = self.anything(machine, state, ends);
        if self.dice.percent(4) && input.kind != InputKind::Advance {
            self.held_back.push(input);
            let advance = self.input(None, InputKind::Advance);
            return (self.now, advance);
        }
        self.say(input)
    }

    fn say(&mut self, input: Input) -> (Timestamp, Input) {
        self.said.push(input.clone());
        (self.now, input)
    }

    fn input(&mut self, item: Option<&str>, kind: InputKind) -> Input {
        let id = format!("i{}", self.dice.next());
        let late = match self.dice.below(20) {
            0..=1 => DAY * self.dice.below(20) as i64,
            2..=3 => 60 * self.dice.below(600) as i64,
            _ => 0,
        };
        let at = self.now.add_seconds(-late).expect("in range");
        Input { id, by: None, at, item: item.map(str::to_owned), kind }
    }

    fn opening(&mut self) -> Input {
        let mut parties = vec![
            binding("aanbieder", "Zorg Z"),
            binding("coordinator", "Gemeente 0"),
            binding("curator", "Curator"),
        ];
        let municipalities = (0..self.municipalities).map(municipality);
        parties.extend(municipalities.map(|name| binding("gemeente", &name)));
        let mut input = self.input(None, InputKind::Open { parties, facts: vec![], forced: None });
        input.at = self.now;
        input
    }

    fn anything(&mut self, machine: &Machine, state: &State, ends: bool) -> Input {
        let enrolled = state.items().len();
        let enrols = match (enrolled < self.youths, is_closing(machine, state)) {
            (_, true) => 30,
            (true, false) => 45,
            (false, false) if ends => 5,
            (false, false) => 3,
        };
        if self.dice.percent(enrols) {
            return self.enrolment(machine, state);
        }
        if self.dice.percent(45)
            && let Some(input) = self.for_a_family(machine, state)
        {
            return input;
        }
        if self.dice.percent(if ends { 55 } else { 30 })
            && let Some(input) = self.completion(machine, state, None)
        {
            return input;
        }
        if self.dice.percent(if ends { 20 } else { 12 }) || state.items().is_empty() {
            return self.about_the_case(state, ends);
        }
        let no = ItemNo(u32::try_from(self.dice.below(enrolled)).expect("few"));
        let item = state.item(no).expect("an item").clone();
        self.about(machine, state, no, &item)
    }

    fn enrolment(&mut self, machine: &Machine, state: &State) -> Input {
        let again = self.dice.percent(4);
        let number = if again { 0 } else { state.items().len() };
        let home = municipality(self.dice.below(self.municipalities));
        let mut parties = vec![binding("woonplaats", &home)];
        if self.dice.percent(3) {
            parties.clear();
        }
        let mut fields = vec![];
        if self.dice.percent(40) {
            fields.push(field("verblijf", Value::Truth(self.dice.percent(50))));
        }
        if self.dice.percent(20) {
            fields.push(field("titel_tot", Value::Date(self.day())));
        }
        fields.extend(self.family(machine));
        let kind = InputKind::Enrol { kind: "jeugdige".to_owned(), fields, parties };
        self.input(Some(&format!("j{number}")), kind)
    }

    fn day(&mut self) -> Date {
        let days = (self.now.micros() / 1_000_000 / DAY) + self.dice.below(70) as i64 - 15;
        Date::new(1970, 1, 1).expect("a date").add_days(days).expect("in range")
    }

    /// Something owed is done, of a youth or of the case.
    fn completion(
        &mut self,
        machine: &Machine,
        state: &State,
        only: Option<ItemNo>,
    ) -> Option<Input> {
        let owed = state.owed().map(|(_, owed)| owed);
        let owed: Vec<&Obligation> = owed.filter(|it| only.is_none() || it.item == only).collect();
        if owed.is_empty() {
            return None;
        }
        let owed = *self.dice.pick(&owed);
        let playbook = machine.playbook();
        let duty = &playbook.duties[owed.duty];
        let item = owed.item.and_then(|no| state.item(no));
        let party_of = |role: RoleId| {
            state.parties_for(owed.item, role, state.last()).next().map(str::to_owned)
        };
        let by = |role: RoleId, party: String| {
            Some(Actor { role: playbook.roles[role].name.clone(), party })
        };
        let (kind, by) = match &duty.kind {
            DutyKind::Task(task) => {
                let mut fields = vec![];
                for fact in &task.delivers {
                    let version = self.dice.below(9).to_string();
                    let (reference, hash) = ("plan".to_owned(), version.clone());
                    let plan = Value::Document(Document { reference, version, hash });
                    fields.push(field(&playbook.facts[*fact].name, plan));
                }
                let task = duty.name.clone();
                let (role, party) = match owed.party.clone().or_else(|| party_of(owed.doer)) {
                    Some(party) => (owed.doer, party),
                    None => (owed.accountable, party_of(owed.accountable)?),
                };
                (InputKind::Complete { task, fields, evidence: vec![] }, by(role, party))
            }
            DutyKind::Decision(decision) => {
                let decider = self.dice.pick(&decision.deciders).role;
                let parties: Vec<String> = state
                    .parties_for(owed.item, decider, state.last())
                    .map(str::to_owned)
                    .collect();
                let party = parties.get(self.dice.below(parties.len()))?.clone();
                let first = self.dice.percent(75);
                let outcome = &decision.outcomes[usize::from(!first)];
                let outcome = match &outcome.name {
                    OutcomeName::Yes => "ja".to_owned(),
                    OutcomeName::No => "nee".to_owned(),
                    OutcomeName::Named(name) => name.clone(),
                    OutcomeName::NoAnswer => return None,
                };
                let chosen = self.dice.percent(60).then(|| self.dice.pick::<&str>(&PROVIDERS));
                let chosen = chosen.filter(|_| decision.chooses.is_some()).map(|it| (*it).into());
                let decision = duty.name.clone();
                let fields = vec![];
                (InputKind::Answer { decision, outcome, chosen, fields }, by(decider, party))
            }
            DutyKind::Call(_) => return None,
        };
        let mut input = self.input(item.map(|item| item.id.as_str()), kind);
        input.by = by;
        Some(input)
    }

    fn about_the_case(&mut self, state: &State, ends: bool) -> Input {
        let signal = |name: &str| InputKind::Signal { name: name.to_owned(), fields: vec![] };
        let which = match self.dice.below(16) {
            0..=4 | 12 if ends => 6,
            which => which,
        };
        let (kind, by) = match which {
            0..=4 => (signal("faillissement_uitgesproken"), Some(("curator", "Curator"))),
            5 => (signal("aanwijzing"), Some(("coordinator", "Gemeente 0"))),
            6 => (
                InputKind::CompleteRegister { kind: "jeugdigen".to_owned() },
                Some(("coordinator", "Gemeente 0")),
            ),
            7 => (InputKind::Release(binding("aanbieder", "Zorg Z")), None),
            8..=9 => (InputKind::Bind(binding("aanbieder", self.provider())), None),
            10 => (InputKind::Release(binding("gemeente", &municipality(0))), None),
            11 => (InputKind::Bind(binding("gemeente", &municipality(0))), None),
            12 => (InputKind::Suspend { reason: "Onderzoek".to_owned() }, None),
            13..=14 if state.suspended().is_some() => (InputKind::Resume { reason: None }, None),
            _ => (InputKind::Advance, None),
        };
        let mut input = self.input(None, kind);
        input.by = by.map(|(role, party)| actor(role, party));
        input
    }

    fn provider(&mut self) -> &'static str {
        self.dice.pick::<&str>(&PROVIDERS)
    }

    /// Something about one youth.
    fn about(&mut self, machine: &Machine, state: &State, no: ItemNo, item: &Item) -> Input {
        let of = |role: &str| -> Vec<String> {
            let named = machine.playbook().roles.iter().find(|(_, it)| it.name == role);
            let role = named.expect("a role").0;
            state.parties_for(Some(no), role, state.last()).map(str::to_owned).collect()
        };
        let candidates = of("kandidaat");
        let home = of("woonplaats").first().cloned().unwrap_or_else(|| municipality(9));
        let some = match candidates.as_slice() {
            [] => "Zorg A".to_owned(),
            some => self.dice.pick(some).clone(),
        };
        let which = match self.dice.below(42) {
            8..=17 | 20..=21 if candidates.is_empty() => 0,
            which => which,
        };
        let (kind, by) = match which {
            0..=7 => {
                let (role, party) = ("kandidaat".to_owned(), self.provider().to_owned());
                (InputKind::Offer { role, party }, None)
            }
            8..=15 => {
                let fields = vec![field("overgang_op", Value::Date(self.day()))];
                let name = "toezegging".to_owned();
                (InputKind::Signal { name, fields }, Some(("kandidaat", some)))
            }
            16..=17 => (signal("intrekking"), Some(("kandidaat", some))),
            18 => {
                let receiver = of("ontvanger").first().cloned().unwrap_or(some);
                (signal("startbericht"), Some(("ontvanger", receiver)))
            }
            19 => (signal("overlijden"), Some(("woonplaats", home))),
            20..=21 => (InputKind::Retract { role: "kandidaat".to_owned(), party: some }, None),
            22..=25 => {
                let day = field("overgang_op", Value::Date(self.day()));
                let fields = match self.dice.below(5) {
                    0 => vec![field("titel_tot", Value::Date(self.day()))],
                    1 => vec![field("verblijf", Value::Truth(true))],
                    2 => self.family(machine).into_iter().chain([day]).collect(),
                    _ => vec![day],
                };
                (InputKind::Update { fields }, None)
            }
            26 => {
                let receiver = of("ontvanger").first().cloned().unwrap_or(some);
                (InputKind::Release(binding("ontvanger", &receiver)), None)
            }
            27..=28 => {
                let mut bound = binding("ontvanger", self.provider());
                bound.until = self.dice.percent(40).then(|| self.day());
                (InputKind::Bind(bound), None)
            }
            29 => (InputKind::Release(binding("woonplaats", &home)), None),
            30..=31 => {
                let moves = municipality(self.dice.below(self.municipalities));
                (InputKind::Bind(binding("woonplaats", &moves)), None)
            }
            32 => {
                let ground = "Verhuisd naar het buitenland".to_owned();
                (InputKind::WithdrawItem { ground }, None)
            }
            33..=35 => {
                let since = self.now.add_seconds(-DAY * self.dice.below(40) as i64);
                let from = since.expect("in range");
                let until = self.dice.percent(50).then_some(self.now);
                let role = self.dice.pick(&["ontvanger", "woonplaats", "aanbieder"]);
                let party = self.dice.percent(50).then(|| self.provider().to_owned());
                let (holding, role) = (None, (*role).to_owned());
                (InputKind::Held { holding, role, party, from, until }, None)
            }
            36 => {
                let fields = vec![field("overgang_op", Value::Date(self.day()))];
                (InputKind::Correct { fields, reason: "Verkeerd gelezen".to_owned() }, None)
            }
            37 => (signal("zorgmelding"), Some(("woonplaats", home))),
            38 => return self.input(Some("j-onbekend"), signal("overlijden")),
            39 => {
                let ground = "Past daar niet".to_owned();
                (InputKind::Split { ground }, None)
            }
            _ => (InputKind::Advance, None),
        };
        let id = item.id.clone();
        let advances = kind == InputKind::Advance;
        let mut input = self.input((!advances).then_some(id.as_str()), kind);
        input.by = by.map(|(role, party)| actor(role, &party));
        input
    }
}

/// Whether the case is in an end, and goes on while something runs for an item.
pub fn is_closing(machine: &Machine, state: &State) -> bool {
    let states = &machine.playbook().states;
    let root = states.ids().next();
    let ends = |id| states[id].parent == root && states[id].kind == StateKind::End;
    state.phase() == Phase::Open && state.active().any(ends)
}

fn signal(name: &str) -> InputKind {
    InputKind::Signal { name: name.to_owned(), fields: vec![] }
}

fn municipality(number: usize) -> String {
    format!("Gemeente {number}")
}

fn binding(role: &str, party: &str) -> Binding {
    Binding { role: role.to_owned(), party: party.to_owned(), until: None }
}

fn actor(role: &str, party: &str) -> Actor {
    Actor { role: role.to_owned(), party: party.to_owned() }
}

fn field(fact: &str, value: Value) -> Field {
    Field { fact: fact.to_owned(), value, salt: Some([1; 16]) }
}
