//! Who waits for whom among items that go together, in sentences.

use super::{Words, say};
use crate::engine::Block;
use crate::machine::id::HoldingId;

impl Words<'_> {
    /// `zorg van j1 en j2 wacht op j3 (overgang nog niet opgedragen)`
    pub(super) fn waits(
        self,
        holding: HoldingId,
        waiting: &[String],
        blocked: &[(String, Block)],
    ) -> String {
        let waiting: Vec<&str> = waiting.iter().map(String::as_str).collect();
        let (what, items) = (self.holding(holding), self.list(&waiting));
        let blocked = self.blockers(blocked);
        say!(
            self,
            nl: "{what} van {items} wacht, want zij gaan samen: op {blocked}",
            en: "{what} of {items} waits, since they go together: for {blocked}",
        )
    }

    pub(super) fn split(self, ground: &str) -> String {
        say!(self, nl: "afgesplitst: “{ground}”", en: "split off: “{ground}”")
    }

    /// `j2 (overgang niet opgedragen) en j3 (niemand is er als ontvanger)`
    pub(crate) fn blockers(self, blocked: &[(String, Block)]) -> String {
        let blocked: Vec<String> = blocked.iter().map(|(id, why)| self.blocks(id, *why)).collect();
        let blocked: Vec<&str> = blocked.iter().map(String::as_str).collect();
        self.list(&blocked)
    }

    fn blocks(self, item: &str, why: Block) -> String {
        format!("{item} ({})", self.block(why))
    }

    /// `niemand is er als ontvanger`
    pub(crate) fn block(self, why: Block) -> String {
        match why {
            Block::NotAsked => {
                self.pick("overgang niet opgedragen", "no move was ordered").to_owned()
            }
            Block::NoDate(to) => {
                let to = self.role(to);
                say!(
                    self,
                    nl: "datum van de overgang naar {to} onbekend",
                    en: "date of the move to {to} unknown",
                )
            }
            Block::NotYet { to, at } => {
                let (to, at) = (self.role(to), self.instant(at));
                say!(self, nl: "gaat pas op {at} naar {to}", en: "goes to {to} on {at} only")
            }
            Block::NotAccepted(to) => {
                let to = self.role(to);
                say!(
                    self,
                    nl: "niet aanvaard door {to}, en die heeft geen zorgplicht",
                    en: "not accepted by {to}, which has no duty of care",
                )
            }
            Block::Absent(to) => {
                let to = self.role(to);
                say!(self, nl: "niemand is er als {to}", en: "nobody is there as {to}")
            }
        }
    }
}
