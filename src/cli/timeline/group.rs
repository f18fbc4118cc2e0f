//! What differs in nothing but the party is told once.

use draaiboek::Effect;

use super::super::language::Lang;

/// Stands where the parties come.
const PARTIES: &str = "\u{0}";

/// Stands where the items come.
const ITEMS: &str = "\u{1}";

/// A sentence about what one party owes, or several, of one item, or of several.
#[derive(PartialEq, Eq)]
pub(super) struct Grouped {
    text: String,
    parties: Vec<String>,
    items: Vec<String>,
}

impl Grouped {
    /// Of one party, or of none; of an item, with whose id the sentence begins, or of the case.
    pub(super) fn new(mut text: String, party: Option<&str>, item: Option<&str>) -> Self {
        if let Some(party) = party {
            text = text.replace(&format!("({party})"), &format!("({PARTIES})"));
        }
        if let Some(item) = item {
            text = text.replacen(&format!("{item}: "), &format!("{ITEMS}: "), 1);
        }
        let one = |name: Option<&str>| name.map(str::to_owned).into_iter().collect();
        Self { text, parties: one(party), items: one(item) }
    }

    /// Takes in what says the same of another party; gives back anything else.
    pub(super) fn join(&mut self, other: Self) -> Option<Self> {
        let alike = self.text == other.text && self.items == other.items;
        if !alike || self.parties.is_empty() || other.parties.is_empty() {
            return Some(other);
        }
        self.parties.extend(other.parties);
        None
    }

    /// Takes in what says the same of another item; gives back anything else.
    pub(super) fn join_item(&mut self, other: Self) -> Option<Self> {
        let alike = self.text == other.text && self.parties == other.parties;
        if !alike || self.items.is_empty() || other.items.is_empty() {
            return Some(other);
        }
        for item in other.items {
            if !self.items.contains(&item) {
                self.items.push(item);
            }
        }
        None
    }

    /// The items, those with successive numbers as one: `j1–j12`.
    pub(super) fn items(&self) -> String {
        let mut runs: Vec<(&str, &str)> = Vec::new();
        for item in &self.items {
            match runs.last_mut().filter(|(_, last)| follows(last, item)) {
                Some((_, last)) => *last = item,
                None => runs.push((item, item)),
            }
        }
        let run = |&(first, last): &(&str, &str)| {
            if first == last { first.to_owned() } else { format!("{first}–{last}") }
        };
        runs.iter().map(run).collect::<Vec<_>>().join(", ")
    }

    /// The sentence, with every party and item in it.
    pub(super) fn text(&self, lang: Lang) -> String {
        let parties = match self.parties.as_slice() {
            [several @ .., last] if !several.is_empty() => {
                format!("{} {} {last}", several.join(", "), lang.pick("en", "and"))
            }
            parties => parties.join(""),
        };
        let text = self.text.replacen(ITEMS, &self.items(), 1);
        if self.parties.len() > 1 && !text.contains(PARTIES) {
            return format!("{text} ({parties})");
        }
        text.replace(PARTIES, &parties)
    }
}

/// Whether an id is the one before it with the next number: `j2` after `j1`.
fn follows(before: &str, item: &str) -> bool {
    let split = |id: &str| {
        let name = id.trim_end_matches(|letter: char| letter.is_ascii_digit()).len();
        let number: u64 = id.get(name..)?.parse().ok()?;
        Some((id.get(..name)?.to_owned(), number))
    };
    match (split(before), split(item)) {
        (Some((name, number)), Some((other, next))) => {
            name == other && number.checked_add(1) == Some(next)
        }
        _ => false,
    }
}

/// One line of a timeline.
pub(super) struct Row<'e> {
    /// The first effect that it tells.
    pub(super) effect: Effect<'e>,
    pub(super) said: Grouped,
}

/// Puts sentences about effects together; `text` gives none of an effect that is not told.
pub(super) fn rows<'e>(
    effects: impl Iterator<Item = Effect<'e>>,
    text: impl Fn(&Effect<'e>) -> Option<String>,
) -> Vec<Row<'e>> {
    let mut rows: Vec<Row<'e>> = Vec::new();
    for effect in effects {
        let Some(text) = text(&effect) else { continue };
        let said = Grouped::new(text, effect.party(), effect.item());
        let before = rows.last_mut().filter(|row| row.effect.at() == effect.at());
        let apart = match before {
            Some(row) => row.said.join(said),
            None => Some(said),
        };
        rows.extend(apart.map(|said| Row { effect, said }));
    }
    over_items(rows)
}

/// Puts a sentence with the first that says the same of other items; gives it back otherwise.
pub(super) fn into_items<'g>(
    mut before: impl Iterator<Item = &'g mut Grouped>,
    said: Grouped,
) -> Option<Grouped> {
    before.try_fold(said, |said, other| other.join_item(said))
}

/// Of one instant: what is said of several items stands where it is said of the first.
fn over_items(rows: Vec<Row<'_>>) -> Vec<Row<'_>> {
    let mut joined: Vec<Row<'_>> = Vec::with_capacity(rows.len());
    for Row { effect, said } in rows {
        let instant = joined.iter_mut().rev().take_while(|row| row.effect.at() == effect.at());
        let apart = into_items(instant.map(|row| &mut row.said), said);
        joined.extend(apart.map(|said| Row { effect, said }));
    }
    joined
}
