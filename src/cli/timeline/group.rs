//! What differs in nothing but the party is told once.

use draaiboek::Effect;

use super::super::language::Lang;

/// Stands where the parties come.
const PARTIES: &str = "\u{0}";

/// A sentence about what one party owes, or several.
#[derive(PartialEq, Eq)]
pub(super) struct Grouped {
    text: String,
    parties: Vec<String>,
}

impl Grouped {
    /// Of one party, or of none.
    pub(super) fn new(text: String, party: Option<&str>) -> Self {
        match party {
            None => Self { text, parties: vec![] },
            Some(party) => {
                let text = text.replace(&format!("({party})"), &format!("({PARTIES})"));
                Self { text, parties: vec![party.to_owned()] }
            }
        }
    }

    /// Takes in what says the same of another party; gives back anything else.
    pub(super) fn join(&mut self, other: Self) -> Option<Self> {
        if self.text != other.text || self.parties.is_empty() || other.parties.is_empty() {
            return Some(other);
        }
        self.parties.extend(other.parties);
        None
    }

    /// The sentence, with every party in it.
    pub(super) fn text(&self, lang: Lang) -> String {
        let parties = match self.parties.as_slice() {
            [several @ .., last] if !several.is_empty() => {
                format!("{} {} {last}", several.join(", "), lang.pick("en", "and"))
            }
            parties => parties.join(""),
        };
        if self.parties.len() > 1 && !self.text.contains(PARTIES) {
            return format!("{} ({parties})", self.text);
        }
        self.text.replace(PARTIES, &parties)
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
        let said = Grouped::new(text, effect.party());
        let before = rows.last_mut().filter(|row| row.effect.at() == effect.at());
        let apart = match before {
            Some(row) => row.said.join(said),
            None => Some(said),
        };
        rows.extend(apart.map(|said| Row { effect, said }));
    }
    rows
}
