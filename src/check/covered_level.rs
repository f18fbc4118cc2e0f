//! A severity rule that a higher level's rule covers, so that it never decides.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::text;

use super::context::Context;
use super::rules::examined;
use super::space::By;

/// A severity rule that a higher level's rule covers, so that it never decides.
pub(crate) static CODE: Code = Code {
    id: "D0613",
    name: "covered-level",
    level: Level::Error,
    page: include_str!("covered_level.md"),
};

/// At most so many higher rules are tried for one that covers a rule alone.
const MOST: usize = 20;

/// A rule never decides when it cannot be definitely true without some rule of a higher level
/// being definitely true as well.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let Some(levels) = &context.rules.levels else { return };
    let Ok(space) = &levels.space else { return };
    for (index, rule) in levels.rules.iter().enumerate() {
        let above = |other: usize| levels.is_above(other, rule.level);
        let free = examined(space.uncovered(Some(index), By::Sure, above), &levels.doubt);
        if free != Some(None) || !space.is_possible(index) {
            continue;
        }
        let alone = (0..levels.rules.len()).filter(|other| above(*other)).take(MOST);
        let mut alone = alone.filter(|one| {
            space.uncovered(Some(index), By::Sure, |other| other == *one) == Ok(None)
        });
        let alone = alone.next().and_then(|one| levels.rules.get(one));
        let level = context.level_name(rule.level);
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
