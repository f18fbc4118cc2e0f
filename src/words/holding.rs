//! What happens to items and to what is held of them, in sentences.

use super::{Words, say};
use crate::calendar::Timestamp;
use crate::engine::ItemEffect;
use crate::engine::ledger::{Cancelled, Cover, Ending, Holder, Plan, Turn, Why};
use crate::machine::id::{ChartId, HoldingId, ItemId, RoleId, StateId};

impl Words<'_> {
    /// The sentence of an effect on an item; the item itself is named before it.
    pub(super) fn about_item(self, effect: &ItemEffect) -> String {
        match effect {
            ItemEffect::Enrolled(kind) => {
                let kind = self.item_kind(*kind);
                say!(self, nl: "{kind} ingeschreven", en: "{kind} enrolled")
            }
            ItemEffect::ItemWithdrawn { ground } => {
                say!(self, nl: "uitgeschreven: “{ground}”", en: "withdrawn: “{ground}”")
            }
            ItemEffect::RegisterComplete(kind) => self.complete(*kind),
            ItemEffect::RegisterOpen(kind) => self.open_again(*kind),
            ItemEffect::Started(chart) => {
                let chart = self.chart(*chart);
                say!(self, nl: "{chart} begint", en: "{chart} begins")
            }
            ItemEffect::Stopped(chart) => {
                let chart = self.chart(*chart);
                say!(self, nl: "{chart} gestopt", en: "{chart} stopped")
            }
            ItemEffect::Ended { chart, end } => self.ended(*chart, *end),
            ItemEffect::Offered { role, party } => {
                let role = self.role(*role);
                say!(self, nl: "{party} is {role}", en: "{party} is {role}")
            }
            ItemEffect::Lapsed { role, party } => {
                let role = self.role(*role);
                say!(self, nl: "{party} is geen {role} meer", en: "{party} is no {role} any more")
            }
            ItemEffect::Chosen { role, party } => {
                let role = self.role(*role);
                say!(self, nl: "{party} gekozen als {role}", en: "{party} chosen as {role}")
            }
            ItemEffect::Accepted { party } => {
                say!(self, nl: "{party} aanvaardt de zorg", en: "{party} accepts care")
            }
            ItemEffect::AcceptanceWithdrawn { party, moved } => self.not_accepted(party, *moved),
            ItemEffect::Moved { holding, from, turn } => self.moved(*holding, from.as_ref(), turn),
            ItemEffect::Planned { holding, plan } => self.planned(*holding, plan),
            ItemEffect::MoveOff { holding, plan, why } => self.move_off(*holding, plan, *why),
            ItemEffect::Beside { holding, second, until } => self.beside(*holding, second, *until),
            ItemEffect::NotBeside { holding, role } => self.not_beside(*holding, *role),
            ItemEffect::Barred { holding, to, absent } => self.barred(*holding, *to, *absent),
            ItemEffect::Waits { holding, waiting, blocked } => {
                self.waits(*holding, waiting, blocked)
            }
            ItemEffect::Split { ground } => self.split(ground),
            ItemEffect::HoldingEnded { holding, why } => {
                let (holding, why) = (self.holding(*holding), self.ending(*why));
                say!(self, nl: "{holding}: {why}", en: "{holding}: {why}")
            }
            ItemEffect::Stays(holding) => self.stays(*holding),
            ItemEffect::NobodyHolds(holding) => self.nobody(*holding),
            ItemEffect::Misplaced { declared } => self.misplaced(*declared),
            ItemEffect::Contradicted(holding) => self.contradicted(*holding),
        }
    }

    fn ended(self, chart: ChartId, end: StateId) -> String {
        let (chart, end) = (self.chart(chart), self.state(end));
        say!(self, nl: "{chart} afgelopen: {end}", en: "{chart} ended: {end}")
    }

    fn beside(self, holding: HoldingId, second: &Holder, until: Timestamp) -> String {
        let (what, second) = (self.holding(holding), self.held_by(second));
        let until = self.machine.zone().local(until);
        say!(self, nl: "{what} tot {until} ook bij {second}",
            en: "{what} also with {second} until {until}")
    }

    fn not_beside(self, holding: HoldingId, role: RoleId) -> String {
        let (what, role) = (self.holding(holding), self.role(role));
        say!(
            self,
            nl: "{what} niet ook bij {role}: niet aanvaard en geen zorgplicht, of zonder einde \
                dat nog komt",
            en: "{what} not also with {role}: not accepted and no duty of care, or without an end \
                that lies ahead",
        )
    }

    fn not_accepted(self, party: &str, moved: Option<Timestamp>) -> String {
        let Some(since) = moved.map(|since| self.machine.zone().local(since)) else {
            return say!(
                self,
                nl: "{party} trekt de aanvaarding in",
                en: "{party} withdraws its acceptance",
            );
        };
        say!(
            self,
            nl: "{party} trekt de aanvaarding in, van vóór {since}: toen ging de zorg daarop over, \
                en dat blijft zo; zoek uit wat klopt",
            en: "{party} withdraws its acceptance, as of before {since}: care moved upon it then, \
                and that stays so; find out what is right",
        )
    }

    fn open_again(self, kind: ItemId) -> String {
        let items = self.items(kind);
        say!(
            self,
            nl: "register van {items} weer open: verklaar het volledig als iedereen erin staat",
            en: "register of {items} open again: declare it complete when everybody is in it",
        )
    }

    fn barred(self, holding: HoldingId, to: RoleId, absent: bool) -> String {
        let (holding, to) = (self.holding(holding), self.role(to));
        if absent {
            return say!(
                self,
                nl: "{holding} niet naar {to}: niemand is {to}",
                en: "{holding} not to {to}: nobody is {to}",
            );
        }
        say!(
            self,
            nl: "{holding} niet naar {to}: niet aanvaard en geen zorgplicht",
            en: "{holding} not to {to}: not accepted and no duty of care",
        )
    }

    fn stays(self, holding: HoldingId) -> String {
        let holding = self.holding(holding);
        say!(self, nl: "{holding} blijft bij de houder", en: "{holding} stays with its holder")
    }

    fn nobody(self, holding: HoldingId) -> String {
        let holding = self.holding(holding);
        say!(
            self,
            nl: "{holding} bij niemand die er is: ook het vangnet heeft geen partij",
            en: "{holding} with nobody present: the safety net has no party either",
        )
    }

    fn misplaced(self, declared: RoleId) -> String {
        let declared = self.role(declared);
        say!(
            self,
            nl: "zorg niet bij {declared}, zoals het einde zegt",
            en: "care not with {declared}, as the end says",
        )
    }

    fn contradicted(self, holding: HoldingId) -> String {
        let holding = self.holding(holding);
        say!(
            self,
            nl: "late opgave over {holding} strookt niet met de vastgelegde houder; beide staan er",
            en: "late statement on {holding} contradicts the ledger; both are on record",
        )
    }

    fn complete(self, kind: ItemId) -> String {
        let items = self.items(kind);
        say!(self, nl: "register van {items} volledig",
                en: "register of {items} complete")
    }

    fn moved(self, holding: HoldingId, from: Option<&Holder>, turn: &Turn) -> String {
        let (what, to) = (self.holding(holding), self.held_by(&turn.holder));
        let net = match turn.cover {
            Cover::Place => "",
            Cover::DutyOnly => self.pick(
                "; alleen uit zorgplicht gedekt, dat is geen plek",
                "; covered by duty only, which is no place",
            ),
        };
        let why = match turn.why {
            Why::Enrolled | Why::Moved | Why::Planned => "",
            Why::PlannedLate => self.pick(" (later dan de datum)", " (later than its date)"),
            Why::Succession => self.pick(" (opvolging)", " (succession)"),
            Why::Binding => self.pick(" (andere partij)", " (another party)"),
            Why::SafetyNet => self.pick(" (vangnet)", " (safety net)"),
        };
        match from.map(|from| self.held_by(from)) {
            None => say!(self, nl: "{what} bij {to}{why}{net}", en: "{what} with {to}{why}{net}"),
            Some(from) => say!(self, nl: "{what} van {from} naar {to}{why}{net}",
                en: "{what} from {from} to {to}{why}{net}"),
        }
    }

    /// `aanbieder (Stichting A)`; where both have one name, once.
    pub(crate) fn held_by(self, holder: &Holder) -> String {
        let (role, party) = (self.role(holder.role), &holder.party);
        if role == &**party { role.to_owned() } else { format!("{role} ({party})") }
    }

    /// `zorg gaat per 2026-12-01 naar ontvanger`
    pub(crate) fn planned(self, holding: HoldingId, plan: &Plan) -> String {
        let (what, to) = (self.holding(holding), self.role(plan.to));
        match plan.when {
            None => say!(
                self,
                nl: "{what} gaat naar {to} zodra de datum bekend is",
                en: "{what} goes to {to} once the date is known",
            ),
            Some(when) => {
                let when = self.when(when.at, when.day);
                say!(self, nl: "{what} gaat per {when} naar {to}",
                    en: "{what} goes to {to} as of {when}")
            }
        }
    }

    fn when(self, at: Timestamp, day: Option<crate::calendar::Date>) -> String {
        match day {
            Some(day) => day.to_string(),
            None => self.machine.zone().local(at).to_string(),
        }
    }

    fn move_off(self, holding: HoldingId, plan: &Plan, why: Cancelled) -> String {
        let (what, to) = (self.holding(holding), self.role(plan.to));
        let why = match why {
            Cancelled::AcceptanceWithdrawn => {
                self.pick("de aanvaarding is ingetrokken", "the acceptance was withdrawn")
            }
            Cancelled::Stays => self.pick("het blijft waar het is", "it stays where it is"),
            Cancelled::Superseded => self.pick("het is al verplaatst", "it was moved already"),
            Cancelled::Replaced => self.pick("er is iets anders gepland", "another is planned"),
            Cancelled::Held => self.pick("het is daar al", "it is there already"),
            Cancelled::Ended => self.pick("het is afgelopen", "it has ended"),
        };
        say!(self, nl: "{what} gaat niet naar {to}: {why}", en: "{what} does not go to {to}: {why}")
    }

    fn ending(self, why: Ending) -> &'static str {
        match why {
            Ending::Ceased => self.pick("geëindigd", "ended"),
            Ending::Withdrawn => self.pick("uitgeschreven", "withdrawn"),
        }
    }
}
