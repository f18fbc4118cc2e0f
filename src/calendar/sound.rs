//! Whether the entries of a calendar go together.

use std::collections::BTreeMap;

use super::{Calendar, Closing, Date, Holiday, Opening};
use crate::diagnostic::{Language, Text};
use crate::text;

impl Calendar {
    /// The first year found in which closings leave no working day, and the closing that shuts it,
    /// alone or as the last of several.
    #[must_use]
    pub fn shut_year(&self) -> Option<(u16, &Closing)> {
        let mut years = BTreeMap::new();
        for closing in self.closed.iter().filter(|closing| closing.first <= closing.last) {
            let (from, to) = (closing.first.year(), closing.last.year());
            if to - from >= 2 {
                return Some((from + 1, closing));
            }
            for year in from..=to {
                let open = years.entry(year).or_insert_with(|| self.year_before_closings(year));
                open.clear_closing(closing);
                if open.count() == 0 {
                    return Some((year, closing));
                }
            }
        }
        None
    }

    /// The first day of a closing on which a holiday falls that is a working day here.
    #[must_use]
    pub fn worked_in(&self, closing: &Closing) -> Option<(Holiday, Date)> {
        // A run that ends in the second next year or later holds every holiday.
        let years = closing.first.year()..=closing.last.year().min(closing.first.year() + 1);
        let days = years.flat_map(|year| self.worked.iter().map(move |it| (*it, it.date(year))));
        days.filter_map(|(holiday, date)| Some((holiday, date?)))
            .find(|(_, date)| closing.first <= *date && *date <= closing.last)
    }

    /// What of its entries cannot be, or contradicts another; each names the entry.
    #[must_use]
    pub fn faults(&self) -> Vec<Text> {
        let mut found = Vec::new();
        if let Some((year, Closing { name, .. })) = self.shut_year() {
            found.push(text!(
                nl: "`{name}` laat in {year} geen enkele werkdag over",
                en: "`{name}` leaves no working day at all in {year}",
            ));
        }
        for closing in &self.closed {
            let Closing { first, last, name } = closing;
            if last < first {
                found.push(text!(
                    nl: "`{name}` eindigt op {last}, voor het begin op {first}",
                    en: "`{name}` ends on {last}, before it begins on {first}",
                ));
            } else if let Some((_, date)) = self.worked_in(closing) {
                found.push(text!(
                    nl: "`{name}` sluit {date}, een feestdag die hier een werkdag is",
                    en: "`{name}` closes {date}, a holiday that is a working day here",
                ));
            }
        }
        let mut before: Option<&Opening> = None;
        for opening in &self.open {
            let overlaps = before.is_some_and(|before| before.overlaps(opening));
            if !opening.is_sound() || overlaps {
                let (day, Opening { from, until, .. }) = (opening.day, opening);
                let (nl, en) = (day.name(Language::Dutch), day.name(Language::English));
                found.push(text!(
                    nl: "open op {nl} van minuut {from} tot {until}: dat kan niet of overlapt",
                    en: "open on {en} from minute {from} to {until}: impossible or overlapping",
                ));
            }
            before = Some(opening);
        }
        if let Some((first, last)) = self.known.filter(|(first, last)| last < first) {
            found.push(text!(
                nl: "gelijkgestelde dagen bekend van {first} tot en met {last}",
                en: "equated days known from {first} to {last}",
            ));
        }
        found
    }
}
