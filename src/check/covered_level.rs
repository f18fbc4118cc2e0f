//! A severity rule that a higher level's rule covers, so that it never decides.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::text;

use super::algebra::{Anywhere, Goal, satisfiable};
use super::context::Context;
use super::visit;

/// A severity rule that a higher level's rule covers, so that it never decides.
pub(crate) static CODE: Code = Code {
    id: "D0613",
    name: "covered-level",
    level: Level::Error,
    page: include_str!("covered_level.md"),
};

/// How many rules of higher levels one rule is held against.
const MOST: usize = 200;

/// A rule never decides when it cannot be definitely true without some rule of a higher level
/// being definitely true as well, or when it cannot be true at all.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let Some(scale) = &context.hir.scale else { return };
    let rules: Vec<_> = scale.rules.iter().filter(|rule| !visit::is_broken(&rule.when)).collect();
    for rule in rules.iter().take(MOST) {
        let higher: Vec<_> =
            rules.iter().filter(|other| other.level > rule.level).take(MOST).collect();
        let own = Goal::holds(&rule.when, 0);
        if higher.is_empty() || !satisfiable(context, &Anywhere, vec![], &[own]) {
            continue;
        }
        let mut goals: Vec<_> =
            higher.iter().map(|other| Goal::does_not_hold(&other.when, 0)).collect();
        goals.push(own);
        if satisfiable(context, &Anywhere, vec![], &goals) {
            continue;
        }
        let level = context.level_name(rule.level);
        let alone = higher.iter().take(20).find(|other| {
            let goals = [Goal::does_not_hold(&other.when, 0), own];
            !satisfiable(context, &Anywhere, vec![], &goals)
        });
        let mut finding = Diagnostic::new(
            &CODE,
            rule.at,
            text!(
                nl: "deze regel voor `{level}` beslist nooit: dan geldt al een hogere",
                en: "this rule for `{level}` never decides: a higher one then holds already",
            ),
        );
        if let Some(other) = alone {
            let level = context.level_name(other.level);
            finding = finding.label(
                other.at,
                text!(
                    nl: "wanneer die waar is, geldt `{level}` al",
                    en: "whenever it is true, `{level}` holds already",
                ),
            );
        }
        found.push(finding.help(text!(
            nl: "maak de hogere regel strenger, of laat deze weg",
            en: "make the higher rule stricter, or drop this one",
        )));
    }
}
