//! Findings that the author accepts in the playbook, with a reason.

use super::{impossible_waiver, unused_waiver};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;
use crate::syntax::ast::{Declaration, File, Item, Statement, Waiver};

/// The playbook with all the files that it uses.
const WHOLE: Span = Span { start: 0, end: u32::MAX };

/// A waiver and the stretch of text in which it holds.
struct Standing<'a> {
    waiver: &'a Waiver,
    within: Span,
    used: bool,
}

/// Marks the findings that are accepted, and reports waivers that cannot be or do nothing.
/// `find` knows every kind of finding; `complete`: everything was looked for, but for what only
/// exploring the states can find.
pub(crate) fn waive(
    file: &File,
    find: impl Fn(&str) -> Option<&'static Code>,
    complete: bool,
    found: &mut Vec<Diagnostic>,
) {
    let mut standing = Vec::new();
    for item in &file.items {
        match item {
            // Files that it uses as well.
            Item::Statement(statement) => collect(statement, WHOLE, &mut standing),
            Item::Declaration(Declaration::Handover(it)) => {
                it.body.iter().for_each(|inner| collect(inner, it.span, &mut standing));
            }
            Item::Declaration(_) => {}
        }
    }
    standing.retain(|one| {
        let fault = impossible_waiver::fault(one.waiver, find(&one.waiver.code.text));
        let stands = fault.is_none();
        found.extend(fault);
        stands
    });
    for finding in found.iter_mut().filter(|finding| finding.code.is_waivable()) {
        let fits = |one: &&mut Standing<'_>| {
            one.waiver.code.text == finding.code.id
                && one.waiver.about.as_ref().is_none_or(|name| names(finding, &name.text))
                && one.within.start <= finding.span.start
                && finding.span.end <= one.within.end
        };
        // Of several the innermost; there, the one that names what it is about.
        let closest = |one: &&mut Standing<'_>| (one.within.start, one.waiver.about.is_some());
        let innermost = standing.iter_mut().filter(fits).max_by_key(closest);
        if let Some(one) = innermost {
            one.used = true;
            finding.waived = Some(one.waiver.reason.text.clone());
        }
    }
    // Whether a property holds is found out later.
    let idle = |one: &&Standing<'_>| !one.used && !one.waiver.code.text.starts_with("D07");
    if complete {
        found.extend(standing.iter().filter(idle).map(|one| unused_waiver::fault(one.waiver)));
    }
}

/// Whether what a finding says is about what has this name: it stands in its sentence.
fn names(finding: &Diagnostic, name: &str) -> bool {
    finding.message.nl.contains(&format!("`{name}`"))
}

fn collect<'a>(statement: &'a Statement, within: Span, standing: &mut Vec<Standing<'a>>) {
    let (body, within) = match statement {
        Statement::Waiver(waiver) => {
            standing.push(Standing { waiver, within, used: false });
            return;
        }
        Statement::Scope(scope) => (&scope.body, scope.span),
        Statement::Scaled(scaled) => (&scaled.body, scaled.span),
        _ => return,
    };
    body.iter().for_each(|inner| collect(inner, within, standing));
}
