//! Who sees which fact, and where a playbook would show or copy one to somebody who does not.

use super::handler::{Action, Piece, Template};
use super::id::{FactId, Id, LevelId, RoleId, Table};
use super::index::derived_order;
use super::playbook::{DutyKind, Playbook};

/// Of a role that never sees a fact.
const NEVER: u32 = u32::MAX;

/// By fact and role: the lowest level at which the role sees the fact. A derived fact is seen by
/// who sees all that it reads.
#[derive(Clone, Debug)]
pub(crate) struct Visibility {
    /// `None`: everyone sees it always.
    needs: Table<FactId, Option<Vec<u32>>>,
}

/// A place where a value would come before somebody who does not see it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Leak<'p, E> {
    /// The fact.
    pub(crate) fact: FactId,
    /// The expression that reads it.
    pub(crate) read: &'p E,
    /// To whom it leaks.
    pub(crate) to: Reader,
}

/// Before whom a value would come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reader {
    /// A role that is told.
    Told(RoleId),
    /// Whoever reads the record.
    Record,
    /// Who sees a fact that is set to it.
    SeesFact(FactId),
}

/// What expressions read.
#[derive(Clone, Copy)]
pub(crate) struct Read<'r, E> {
    /// All facts.
    pub(crate) all: &'r dyn Fn(&E) -> Vec<FactId>,
    /// Those of them that are read of every item of a kind, to count. Who has a role of an item
    /// sees them of that item alone.
    pub(crate) of_all: &'r dyn Fn(&E) -> Vec<FactId>,
}

impl Visibility {
    pub(crate) fn new<E>(playbook: &Playbook<E>, reads: &Read<'_, E>) -> Self {
        let roles = playbook.roles.len();
        let mut needs: Table<FactId, Option<Vec<u32>>> = Table::new();
        for (_, fact) in playbook.facts.iter() {
            let limited = fact.visible.as_ref().map(|visible| {
                let mut needs = vec![NEVER; roles];
                for line in visible {
                    if let Some(need) = needs.get_mut(line.what.index()) {
                        *need = (*need).min(number(line.from));
                    }
                }
                needs
            });
            needs.push(limited);
        }
        let mut visibility = Self { needs };
        for fact in derived_order(playbook, reads.all) {
            let derived = playbook.facts.get(fact).and_then(|fact| fact.derived.as_ref());
            let exprs = || derived.into_iter().flat_map(|derived| derived.exprs());
            let read = exprs().flat_map(reads.all).filter_map(|it| visibility.limits(it).cloned());
            let of_all = exprs().flat_map(reads.of_all);
            let of_all = of_all.filter_map(|it| visibility.limits_of_all(playbook, it));
            let limits = read.chain(of_all);
            let joined = limits.reduce(|a, b| a.iter().zip(b).map(|(a, b)| (*a).max(b)).collect());
            if let (Some(needs), Some(joined)) = (visibility.needs.get_mut(fact), joined) {
                *needs = Some(joined);
            }
        }
        visibility
    }

    fn limits(&self, fact: FactId) -> Option<&Vec<u32>> {
        self.needs.get(fact)?.as_ref()
    }

    /// The limits of a fact that is read of every item: no role of one item sees it.
    fn limits_of_all<E>(&self, playbook: &Playbook<E>, fact: FactId) -> Option<Vec<u32>> {
        let mut limits = self.limits(fact)?.clone();
        for (limit, role) in limits.iter_mut().zip(playbook.roles.as_slice()) {
            if role.item.is_some() {
                *limit = NEVER;
            }
        }
        Some(limits)
    }

    /// Whether not everyone sees it.
    pub(crate) fn is_limited(&self, fact: FactId) -> bool {
        self.limits(fact).is_some()
    }

    /// Whether a role sees a fact while the level is at least `level`.
    pub(crate) fn sees(&self, role: RoleId, fact: FactId, level: Option<LevelId>) -> bool {
        let needs = self.limits(fact).and_then(|needs| needs.get(role.index()));
        needs.is_none_or(|need| *need <= number(level))
    }

    /// Whether whoever sees `wide` sees `narrow`.
    fn covers(&self, narrow: FactId, wide: FactId) -> bool {
        let Some(narrow) = self.limits(narrow) else { return true };
        match self.limits(wide) {
            None => narrow.iter().all(|need| *need == 0) && !narrow.is_empty(),
            Some(wide) => narrow.iter().zip(wide).all(|(narrow, wide)| narrow <= wide),
        }
    }

    /// Every place of a playbook where a value would come before somebody who does not see it.
    pub(crate) fn leaks<'p, E>(
        &self,
        playbook: &'p Playbook<E>,
        reads: &Read<'_, E>,
    ) -> Vec<Leak<'p, E>> {
        let mut leaks = Vec::new();
        let of_item = |role: RoleId| playbook.roles.get(role).is_some_and(|it| it.item.is_some());
        let mut look = |actions: &'p [Action<E>], level| {
            for action in actions {
                self.leaks_of(action, level, reads, &mut leaks);
                if let Action::Notify { to, text } = action
                    && let Some(role) = to.iter().find(|role| of_item(**role))
                {
                    self.leaks_of_all(*role, text, reads, &mut leaks);
                }
            }
        };
        for (_, handler) in playbook.handlers.iter() {
            look(&handler.actions, handler.from);
        }
        for (_, duty) in playbook.duties.iter() {
            let DutyKind::Decision(decision) = &duty.kind else { continue };
            for outcome in decision.outcomes.iter().chain(&decision.no_answer) {
                // A decision survives a lowering of the level from which it opened.
                look(&outcome.actions, None);
            }
        }
        leaks
    }

    fn leaks_of<'p, E>(
        &self,
        action: &'p Action<E>,
        level: Option<LevelId>,
        reads: &Read<'_, E>,
        leaks: &mut Vec<Leak<'p, E>>,
    ) {
        let limited =
            |read: &E| (reads.all)(read).into_iter().filter(|fact| self.is_limited(*fact));
        match action {
            Action::Notify { to, text } => {
                for read in values(text) {
                    for fact in limited(read) {
                        let blind = to.iter().find(|role| !self.sees(**role, fact, level));
                        let to = blind.map(|role| Reader::Told(*role));
                        leaks.extend(to.map(|to| Leak { fact, read, to }));
                    }
                }
            }
            Action::Record(text) => {
                for read in values(text) {
                    leaks.extend(limited(read).map(|fact| Leak { fact, read, to: Reader::Record }));
                }
            }
            Action::Set { fact: set, value: read } => {
                let narrow = limited(read).filter(|fact| !self.covers(*fact, *set));
                let to = Reader::SeesFact(*set);
                leaks.extend(narrow.map(|fact| Leak { fact, read, to }));
            }
            _ => {}
        }
    }

    /// What a role of one item would be told of all items.
    fn leaks_of_all<'p, E>(
        &self,
        role: RoleId,
        text: &'p Template<E>,
        reads: &Read<'_, E>,
        leaks: &mut Vec<Leak<'p, E>>,
    ) {
        for read in values(text) {
            let told = (reads.of_all)(read).into_iter().filter(|fact| self.is_limited(*fact));
            let seen = |leaks: &[Leak<'p, E>], fact| {
                leaks.iter().any(|leak| leak.fact == fact && std::ptr::eq(leak.read, read))
            };
            for fact in told {
                if !seen(leaks, fact) {
                    leaks.push(Leak { fact, read, to: Reader::Told(role) });
                }
            }
        }
    }
}

/// The expressions in a text.
pub(crate) fn values<E>(text: &Template<E>) -> impl Iterator<Item = &E> {
    text.pieces.iter().filter_map(|piece| match piece {
        Piece::Value(value) => Some(value),
        Piece::Text(_) => None,
    })
}

fn number(level: Option<LevelId>) -> u32 {
    level.map_or(0, |level| u32::try_from(level.index()).unwrap_or(NEVER))
}
