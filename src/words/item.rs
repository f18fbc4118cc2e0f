//! Items, what is held of them, and what is done with all of them.

use super::{Words, say};
use crate::machine::expr::{Census, Formula, Over, Quantifier};
use crate::machine::id::{CensusId, ChartId, ExprId, HoldingId, ItemId};
use crate::machine::playbook::Action;
use crate::value::Truth;

impl<'a> Words<'a> {
    /// `zorg`, or the name of another holding.
    pub(crate) fn holding(self, holding: HoldingId) -> &'a str {
        let holding = self.machine.playbook().holdings.get(holding);
        let name = holding.and_then(|holding| holding.name.as_deref());
        name.unwrap_or_else(|| self.pick("zorg", "care"))
    }

    /// One item of a kind: `jeugdige`.
    pub(crate) fn item_kind(self, item: ItemId) -> &'a str {
        self.machine.playbook().items.get(item).map_or("?", |item| &item.name)
    }

    /// Many items of a kind: `jeugdigen`.
    pub(crate) fn items(self, item: ItemId) -> &'a str {
        let item = self.machine.playbook().items.get(item);
        item.map_or("?", |item| item.plural.as_ref().unwrap_or(&item.name))
    }

    /// `overdracht overdracht_jeugdige (Overdracht van één jeugdige)`
    pub(crate) fn chart(self, chart: ChartId) -> String {
        let chart = self.machine.playbook().charts.get(chart);
        chart.map_or_else(|| "?".to_owned(), |chart| self.state(chart.root))
    }

    /// One item of the kind that a handover or process is for.
    fn item_of(self, chart: ChartId) -> &'a str {
        let chart = self.machine.playbook().charts.get(chart);
        chart.and_then(|chart| chart.item).map_or("?", |item| self.item_kind(item))
    }

    /// What an action does with items and their holdings.
    pub(super) fn item_action(self, action: &Action<ExprId>) -> String {
        match action {
            Action::Start { chart, only, first } => {
                let which = self.which(*only);
                let (chart, one) = (self.chart(*chart), self.item_of(*chart));
                let first = first.map(|first| self.expr(first));
                let first = match &first {
                    None => String::new(),
                    Some(first) => say!(self, nl: ", eerst waar {first}",
                        en: ", first where {first}"),
                };
                say!(self, nl: "{chart} begint voor elke {one}{which}{first}",
                    en: "{chart} starts for every {one}{which}{first}")
            }
            Action::Stop { chart, only } => {
                let which = self.which(*only);
                let (chart, one) = (self.chart(*chart), self.item_of(*chart));
                say!(self, nl: "{chart} stopt voor elke {one}{which}",
                    en: "{chart} stops for every {one}{which}")
            }
            Action::Move { holding, to, per } => {
                let (holding, to) = (self.holding(*holding), self.role(*to));
                match per {
                    None => say!(self, nl: "{holding} naar {to}", en: "{holding} to {to}"),
                    Some(date) => {
                        let date = self.date_ref(*date);
                        say!(self, nl: "{holding} naar {to} per {date}",
                            en: "{holding} to {to} as of {date}")
                    }
                }
            }
            Action::Beside { holding, second, until } => {
                let (holding, second) = (self.holding(*holding), self.role(*second));
                let until = self.date_ref(*until);
                say!(self, nl: "{holding} ook bij {second} tot {until}",
                    en: "{holding} also with {second} until {until}")
            }
            Action::Stays(holding) => {
                let holding = self.holding(*holding);
                say!(self, nl: "{holding} blijft", en: "{holding} stays")
            }
            Action::Send { signal, item, only } => {
                let (signal, items) = (self.signal(*signal), self.items(*item));
                let which = self.which(*only);
                say!(self, nl: "signaal {signal} naar alle {items}{which}",
                    en: "signal {signal} to all {items}{which}")
            }
            _ => String::new(),
        }
    }

    /// `alle jeugdigen: klaar`
    pub(super) fn quantified(self, quantifier: Quantifier, census: CensusId) -> String {
        let which = match quantifier {
            Quantifier::All => self.pick("alle", "all"),
            Quantifier::Some => self.pick("een", "some"),
            Quantifier::No => self.pick("geen", "no"),
        };
        let Some(Census { over, condition }) = self.machine.exprs().censuses.get(census) else {
            return "?".to_owned();
        };
        let over = match quantifier {
            Quantifier::All => self.over(*over),
            Quantifier::Some | Quantifier::No => self.one_of(*over),
        };
        format!("{which} {over}: {}", self.formula(*condition, true))
    }

    /// `aantal jeugdigen waar niet klaar`
    pub(crate) fn counted(self, census: CensusId) -> String {
        let exprs = self.machine.exprs();
        let Some(Census { over, condition }) = exprs.censuses.get(census) else {
            return "?".to_owned();
        };
        let over = self.over(*over);
        let all = say!(self, nl: "aantal {over}", en: "number of {over}");
        if exprs.formulas.get(*condition) == Some(&Formula::Constant(Truth::True)) {
            return all;
        }
        let condition = self.formula(*condition, true);
        all + &say!(self, nl: " waar {condition}", en: " where {condition}")
    }

    /// One of those over whom is counted: `jeugdige`, `gemeente`.
    fn one_of(self, over: Over) -> &'a str {
        match over {
            Over::Items(item) => self.item_kind(item),
            Over::Parties(role) => self.role(role),
        }
    }

    pub(crate) fn over(self, over: Over) -> &'a str {
        match over {
            Over::Items(item) => self.items(item),
            Over::Parties(role) => self.whom(role),
        }
    }

    /// `zorg`, `houder dossier`
    pub(super) fn holder_of(self, holding: HoldingId) -> String {
        let name = self.holding(holding);
        let declared = self.machine.playbook().holdings.get(holding);
        match declared.and_then(|holding| holding.name.as_ref()) {
            None => name.to_owned(),
            Some(_) => say!(self, nl: "houder {name}", en: "holder {name}"),
        }
    }

    fn which(self, only: Option<ExprId>) -> String {
        match only.map(|only| self.expr(only)) {
            None => String::new(),
            Some(only) => say!(self, nl: " waar {only}", en: " where {only}"),
        }
    }
}
