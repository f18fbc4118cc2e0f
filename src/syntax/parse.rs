//! From text to tree: never fails, reports everything.

use super::ast::scenario::ScenarioFile;
use super::ast::{Fault, File, Item, Statement};
use super::audit;
use super::braces;
use super::build::{Builder, Pieces};
use super::fault;
use super::grammar::Rule;
use super::limits;
use crate::diagnostic::{Diagnostic, Language};
use crate::span::Span;

/// A playbook file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parse {
    /// What could be read.
    pub file: File,
    /// Everything that is wrong, in order of place.
    pub diagnostics: Vec<Diagnostic>,
}

/// A scenario file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsedScenario {
    /// What could be read.
    pub file: ScenarioFile,
    /// Everything that is wrong, in order of place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a playbook. Never fails: what could not be read is missing from the tree, listed in its
/// `faults`, and told in the diagnostics. Takes time linear in the text.
#[must_use]
pub fn parse(text: &str) -> Parse {
    let (file, diagnostics) = read(
        text,
        (Rule::first_piece, Rule::next_piece),
        |builder, pieces| builder.file(pieces),
        |span, faults| File {
            language: Language::Dutch,
            header: None,
            items: vec![Item::Statement(Statement::Fault(span))],
            comments: vec![],
            faults,
            span,
        },
    );
    Parse { file, diagnostics }
}

/// Reads a scenario file, as [`parse`] reads a playbook.
#[must_use]
pub fn parse_scenario(text: &str) -> ParsedScenario {
    let nothing = |span, faults| ScenarioFile {
        language: Language::Dutch,
        scenarios: vec![],
        comments: vec![],
        faults,
        span,
    };
    let rules = (Rule::first_scenario, Rule::next_scenario);
    let (file, diagnostics) =
        read(text, rules, |builder, pieces| builder.scenario_file(pieces), nothing);
    ParsedScenario { file, diagnostics }
}

/// The bytes of a file as text.
///
/// # Errors
/// A diagnostic that names the first byte that is no UTF-8, by offset and line.
pub fn decode(bytes: &[u8]) -> Result<&str, Box<Diagnostic>> {
    std::str::from_utf8(bytes).map_err(|error| {
        let good = bytes.get(..error.valid_up_to()).unwrap_or(&[]);
        let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
        Box::new(fault::invalid_encoding::at(error.valid_up_to(), line))
    })
}

fn read<T>(
    text: &str,
    rules: (Rule, Rule),
    build: impl for<'i> Fn(Builder<'i>, Pieces<'i>) -> (T, Vec<Diagnostic>),
    nothing: impl Fn(Span, Vec<Fault>) -> T,
) -> (T, Vec<Diagnostic>) {
    let mut scan = limits::scan(text);
    let whole = Span::new(0, text.len());
    let unread = |mut diagnostics: Vec<Diagnostic>| {
        diagnostics.sort_by_key(|finding| (finding.span.start, finding.code.id));
        (nothing(whole, vec![Fault { names: vec![], span: whole }]), diagnostics)
    };
    if scan.refused {
        return unread(scan.diagnostics);
    }
    let mended = braces::mend(text, &scan);
    let mut diagnostics = std::mem::take(&mut scan.diagnostics);
    let mut parsed = text;
    if let Some(mended) = &mended {
        diagnostics.extend(mended.diagnostics.iter().cloned());
        parsed = &mended.text;
    }
    let pieces = Pieces::new(parsed, rules);
    let builder = Builder::new(text, parsed, audit::language(pieces.clone()), &scan, diagnostics);
    let (file, mut diagnostics) = build(builder, pieces);
    drop_strays(text, &mut diagnostics);
    diagnostics.sort_by_key(|finding| (finding.span.start, finding.code.id));
    (file, diagnostics)
}

/// Drops the finding of a stray brace where something else is wrong earlier on its line: what is
/// missing there is what would have opened it.
fn drop_strays(text: &str, diagnostics: &mut Vec<Diagnostic>) {
    if !diagnostics.iter().any(|finding| finding.code == &fault::stray_brace::CODE) {
        return;
    }
    let wrong = [&fault::unexpected_text::CODE, &fault::missing_comma::CODE];
    let wrong = diagnostics.iter().filter(|finding| wrong.contains(&finding.code));
    let mut places: Vec<usize> = wrong.map(|finding| finding.span.start as usize).collect();
    places.sort_unstable();
    diagnostics.retain(|finding| {
        let at = finding.span.start as usize;
        let before = places.partition_point(|place| *place <= at);
        let last = before.checked_sub(1).and_then(|index| places.get(index));
        let same_line = |place: &usize| !text.get(*place..at).unwrap_or("\n").contains('\n');
        finding.code != &fault::stray_brace::CODE || !last.is_some_and(same_line)
    });
}
