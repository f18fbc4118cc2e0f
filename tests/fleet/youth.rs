//! What is said of one youth.

use draaiboek::engine::{Input, InputKind, Item, ItemNo, Obligation, State};
use draaiboek::machine::Machine;
use draaiboek::value::Value;

use super::said::{DAY, Driver, actor, binding, field, municipality, signal};

/// The parties that hold a role of a youth.
fn parties(machine: &Machine, state: &State, no: ItemNo, role: &str) -> Vec<String> {
    let named = machine.playbook().roles.iter().find(|(_, it)| it.name == role);
    let role = named.expect("a role").0;
    state.parties_for(Some(no), role, state.last()).map(str::to_owned).collect()
}

impl Driver {
    /// The next thing that takes one youth through its handover; at times it ends at once.
    pub(super) fn forward(&mut self, machine: &Machine, state: &State, no: ItemNo) -> Input {
        let item = state.item(no).expect("an item").clone();
        let candidates = parties(machine, state, no, "kandidaat");
        let home = parties(machine, state, no, "woonplaats").first().cloned();
        let home = home.unwrap_or_else(|| municipality(0));
        let accepted = candidates.iter().find(|party| item.has_accepted(party)).cloned();
        let mut owed: Vec<&Obligation> =
            state.owed().map(|(_, owed)| owed).filter(|owed| owed.item == Some(no)).collect();
        let chooses = |owed: &&Obligation| machine.playbook().duties[owed.duty].name == "keuze";
        let choice = owed.iter().copied().find(chooses);
        owed.retain(|owed| !chooses(owed));
        let receiver = parties(machine, state, no, "ontvanger").first().cloned();
        let mut holdings = machine.playbook().holdings.ids();
        let planned = |it| item.ledger(it).is_some_and(|ledger| ledger.plan().is_some());
        let receiver = receiver.filter(|_| holdings.any(planned) || self.dice.percent(20));
        let upset = receiver.filter(|_| self.dice.percent(30));
        let (kind, by) = match (upset, candidates.first(), accepted, choice) {
            (Some(party), ..) => match self.dice.below(3) {
                0 => (signal("intrekking"), Some(("kandidaat", party))),
                1 => (InputKind::Release(binding("ontvanger", &party)), None),
                _ => {
                    let fields = vec![field("overgang_op", Value::Date(self.day()))];
                    (InputKind::Update { fields }, None)
                }
            },
            _ if self.dice.percent(12) => (signal("overlijden"), Some(("woonplaats", home))),
            (_, None, ..) => {
                let (role, party) = ("kandidaat".to_owned(), self.provider().to_owned());
                (InputKind::Offer { role, party }, None)
            }
            (_, Some(candidate), None, _) => {
                let fields = vec![field("overgang_op", Value::Date(self.day()))];
                let name = "toezegging".to_owned();
                let by = Some(("kandidaat", candidate.clone()));
                (InputKind::Signal { name, fields }, by)
            }
            (_, _, Some(party), Some(_)) => {
                let (decision, outcome) = ("keuze".to_owned(), "gekozen".to_owned());
                let (chosen, fields) = (Some(party), vec![]);
                let kind = InputKind::Answer { decision, outcome, chosen, fields };
                (kind, Some(("woonplaats", home)))
            }
            _ if !owed.is_empty() => {
                let owed = *self.dice.pick(&owed);
                if let Some(input) = self.complete(machine, state, owed) {
                    return input;
                }
                (signal("overlijden"), Some(("woonplaats", home)))
            }
            _ => {
                let fields = vec![field("overgang_op", Value::Date(self.day()))];
                (InputKind::Update { fields }, None)
            }
        };
        let mut input = self.input(Some(&item.id), kind);
        input.by = by.map(|(role, party)| actor(role, &party));
        input
    }

    /// Something about one youth.
    pub(super) fn about(
        &mut self,
        machine: &Machine,
        state: &State,
        no: ItemNo,
        item: &Item,
    ) -> Input {
        let of = |role: &str| parties(machine, state, no, role);
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
            38 => {
                let nobody = self.input(Some("j-onbekend"), signal("overlijden"));
                return nobody;
            }
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
