//! What is owed at the end, as rows of a table.

use draaiboek::Owed;
use draaiboek::engine::Status;

use super::super::language::Lang;
use super::group::{Grouped, into_items};

/// What is owed, with who owes it, for which items.
struct Line {
    cells: [String; 2],
    status: Status,
    who: Grouped,
}

/// What is owed by when and by whom; what differs in nothing but party or item in one row, the
/// items before the name.
pub(super) fn rows(owed: impl Iterator<Item = Owed>, lang: Lang) -> Vec<([String; 3], Status)> {
    let mut lines: Vec<Line> = Vec::new();
    for owed in owed {
        let cells = [owed.name, lang.text(&owed.due).to_owned()];
        let who = lang.text(&owed.who).to_owned();
        let who = Grouped::new(who, owed.party.as_deref(), owed.item.as_deref());
        let alike = |line: &&mut Line| line.cells == cells && line.status == owed.status;
        let apart = match lines.last_mut().filter(alike) {
            Some(line) => line.who.join(who),
            None => Some(who),
        };
        lines.extend(apart.map(|who| Line { cells, status: owed.status, who }));
    }
    let mut joined: Vec<Line> = Vec::new();
    for Line { cells, status, who } in lines {
        let alike = joined.iter_mut().filter(|line| line.cells == cells && line.status == status);
        let apart = into_items(alike.map(|line| &mut line.who), who);
        joined.extend(apart.map(|who| Line { cells, status, who }));
    }
    let row = |Line { cells: [name, due], status, who }: Line| {
        let items = who.items();
        let name = if items.is_empty() { name } else { format!("{items}: {name}") };
        ([name, who.text(lang), due], status)
    };
    joined.into_iter().map(row).collect()
}
