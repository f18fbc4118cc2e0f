//! Roles that replace each other in one block.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::machine::id::{DutyId, HoldingId, Id, RoleId};
use crate::machine::playbook::{Action, Part, Succession};
use crate::span::Span;
use crate::text;
use std::collections::BTreeSet;

use super::context::Context;

/// Roles that replace each other in one block.
pub(crate) static CODE: Code = Code {
    id: "D0514",
    name: "succession-cycle",
    level: Level::Error,
    page: include_str!("succession_cycle.md"),
};

/// How many successions of one block are followed.
const MOST: usize = 64;

/// All successions of one block apply as one, so each part is looked at by itself.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let mut last: Option<(Span, usize)> = None;
    for written in &context.actions {
        let block = (written.at, written.block.len());
        if !matches!(written.action, Action::Replace(_)) || last == Some(block) {
            continue;
        }
        last = Some(block);
        let successions: Vec<&Succession> = written
            .block
            .iter()
            .filter_map(|action| match action {
                Action::Replace(succession) => Some(succession),
                _ => None,
            })
            .take(MOST)
            .collect();
        if let Some(role) = cycle(&successions).and_then(|role| context.hir.roles.get(role)) {
            let role = &role.name;
            found.push(
                Diagnostic::new(
                    &CODE,
                    written.at,
                    text!(
                        nl: "hier vervangt `{role}` uiteindelijk zichzelf",
                        en: "here `{role}` replaces itself in the end",
                    ),
                )
                .help(text!(
                    nl: "laat de vervanging eindigen bij een rol die zelf niet vervangen wordt",
                    en: "let the succession end with a role that is not itself replaced",
                )),
            );
        }
    }
}

/// A part in which a role can be replaced by itself.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Named {
    Duty(DutyId),
    Holding(HoldingId),
}

impl Named {
    fn of(part: &Part) -> Vec<Self> {
        match part {
            Part::Named { duties, holdings } => {
                let duties = duties.iter().map(|duty| Self::Duty(*duty));
                duties.chain(holdings.iter().map(|it| Self::Holding(*it))).collect()
            }
            Part::All | Part::Rest => Vec::new(),
        }
    }
}

/// A role that comes back to itself in some part.
fn cycle(successions: &[&Succession]) -> Option<RoleId> {
    let named = successions.iter().flat_map(|succession| Named::of(&succession.part)).map(Some);
    let parts: BTreeSet<Option<Named>> = named.chain([None]).collect();
    parts.into_iter().find_map(|part| {
        let next = |role: RoleId| {
            let named = |s: &&&Succession| {
                s.of == role && part.is_some_and(|part| Named::of(&s.part).contains(&part))
            };
            let general =
                |s: &&&Succession| s.of == role && matches!(s.part, Part::All | Part::Rest);
            let found = successions.iter().find(named);
            found.or_else(|| successions.iter().find(general)).map(|s| s.by)
        };
        successions.iter().map(|succession| succession.of).find(|&start| {
            let path = std::iter::successors(next(start), |&role| next(role));
            !start.is_missing() && path.take(successions.len()).any(|role| role == start)
        })
    })
}
