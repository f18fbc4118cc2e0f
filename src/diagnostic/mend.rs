//! A text with the fixes of its findings carried out.

use super::{Diagnostic, Fix, Level};

/// How often a mended text is looked at again: one fix may bring another to light.
const ROUNDS: usize = 16;
/// Kinds of errors: the first two digits of their codes.
const KINDS: usize = 11;
/// How many fixes are tried one by one where all together make the text worse.
const TRIALS: usize = 64;

/// A text after [`mend`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// The text; the one given when nothing could be mended.
    pub source: String,
    /// What is still found about it.
    pub found: Vec<Diagnostic>,
    /// What was mended, in order; the places are those of the text at that moment.
    pub mended: Vec<Diagnostic>,
    /// Findings whose fix was left out, because the text would be worse with it.
    pub refused: Vec<Diagnostic>,
}

/// Carries out the fixes of what `check` finds about `source`, and of what it finds then, until
/// nothing more can be mended.
///
/// No fix makes a text worse: with it, there are fewer errors of the earliest kind of which the
/// number changes, in the order of reading, naming, checking. What hides behind an error of an
/// earlier kind comes to light with its fix, and may be more than there was.
pub fn mend(source: &str, mut check: impl FnMut(&str) -> Vec<Diagnostic>) -> Mended {
    let found = check(source);
    let mut text = Mended { source: source.to_owned(), found, mended: vec![], refused: vec![] };
    for _ in 0..ROUNDS {
        let chosen = choose(&text.source, &text.found);
        if chosen.is_empty() {
            break;
        }
        if !text.attempt(&chosen, &mut check) {
            text.one_by_one(chosen, &mut check);
            break;
        }
        text.mended.extend(chosen);
    }
    text
}

impl Mended {
    /// Whether anything was mended.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        !self.mended.is_empty()
    }

    /// Carries out these fixes, unless the text would be worse with them.
    fn attempt(
        &mut self,
        chosen: &[Diagnostic],
        check: &mut impl FnMut(&str) -> Vec<Diagnostic>,
    ) -> bool {
        let source = applied(&self.source, chosen);
        let found = check(&source);
        let fine = errors(&found) <= errors(&self.found);
        if fine {
            (self.source, self.found) = (source, found);
        }
        fine
    }

    /// Carries out those of these fixes that do no harm, from the last to the first, so that the
    /// places of the others stay.
    fn one_by_one(
        &mut self,
        chosen: Vec<Diagnostic>,
        check: &mut impl FnMut(&str) -> Vec<Diagnostic>,
    ) {
        for (trial, finding) in chosen.into_iter().rev().enumerate() {
            if trial < TRIALS && self.attempt(std::slice::from_ref(&finding), check) {
                self.mended.push(finding);
            } else {
                self.refused.push(finding);
            }
        }
    }
}

/// The findings with a fix that changes something, in order of place; of two that touch the
/// first.
fn choose(source: &str, found: &[Diagnostic]) -> Vec<Diagnostic> {
    let changes =
        |fix: &Fix| source.get(fix.span.range()).is_some_and(|written| written != fix.replacement);
    let fixes = found.iter().filter_map(|finding| Some((finding, finding.fix.as_ref()?)));
    let mut fixes: Vec<(&Diagnostic, &Fix)> = fixes.filter(|(_, fix)| changes(fix)).collect();
    fixes.sort_by_key(|(_, fix)| fix.span);
    let mut end = None;
    // What touches waits for the next round: two insertions at one place depend on their order.
    fixes.retain(|(_, fix)| {
        let free = end.is_none_or(|end| fix.span.start > end);
        end = end.max(free.then_some(fix.span.end));
        free
    });
    fixes.into_iter().map(|(finding, _)| finding.clone()).collect()
}

/// `source` with the fixes of `chosen`, which are in order and do not touch.
fn applied(source: &str, chosen: &[Diagnostic]) -> String {
    let mut text = String::with_capacity(source.len() + 16);
    let mut done = 0;
    for fix in chosen.iter().filter_map(|finding| finding.fix.as_ref()) {
        text += source.get(done..fix.span.start as usize).unwrap_or_default();
        text += &fix.replacement;
        done = fix.span.end as usize;
    }
    text + source.get(done..).unwrap_or_default()
}

/// How many errors there are of each kind, the earliest first; compares as the text is worse.
fn errors(found: &[Diagnostic]) -> [usize; KINDS] {
    let mut count = [0; KINDS];
    for finding in found.iter().filter(|finding| finding.level() == Level::Error) {
        let kind = finding.code.id.trim_start_matches('D').get(..2);
        let kind = kind.and_then(|kind| kind.parse().ok()).unwrap_or(0).min(KINDS - 1);
        if let Some(count) = count.get_mut(kind) {
            *count += 1;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::{Mended, mend};
    use crate::diagnostic::{Code, Diagnostic, Level};
    use crate::span::Span;
    use crate::text;

    static BAD: Code = Code { id: "D0", name: "bad", level: Level::Error, page: "" };
    static STYLE: Code = Code { id: "D1", name: "style", level: Level::Style, page: "" };

    fn finding(code: &'static Code, at: usize, end: usize, new: &str) -> Diagnostic {
        Diagnostic::new(code, Span::new(at, end), text!(nl: "x", en: "x"))
            .fix(Span::new(at, end), new)
    }

    /// Every `from` is an error, to be written as `to`.
    fn mended(source: &str, rules: &[(&str, &str)]) -> Mended {
        mend(source, |text| {
            let places = |rule: &(&str, &str)| {
                let (from, to) = *rule;
                let found = text.match_indices(from);
                found.map(|(at, _)| finding(&BAD, at, at + from.len(), to)).collect::<Vec<_>>()
            };
            rules.iter().flat_map(places).collect()
        })
    }

    #[test]
    fn a_fix_that_brings_another_to_light_is_followed_by_it() {
        let text = mended("=> = é =>", &[("=>", "~>"), ("~>", "->")]);
        assert_eq!((text.source.as_str(), text.mended.len()), ("-> = é ->", 4));
        assert!(text.found.is_empty() && text.refused.is_empty());
    }

    #[test]
    fn of_fixes_that_touch_the_first_goes_first() {
        assert_eq!(mended("aab", &[("aa", "c"), ("ab", "d")]).source, "cb");
        assert_eq!(mended("xx", &[("x", "y")]).source, "yy");
    }

    #[test]
    fn fixes_that_undo_each_other_come_to_an_end() {
        let text = mended("a", &[("a", "b"), ("b", "a")]);
        assert_eq!(text.found.len(), 1);
    }

    #[test]
    fn a_fix_that_makes_more_errors_is_left_out_and_the_others_are_not() {
        let text = mended("a b", &[("a", "c c c"), ("c", "c"), ("b", "d")]);
        assert_eq!(text.source, "a d");
        assert_eq!((text.mended.len(), text.refused.len()), (1, 1));
    }

    #[test]
    fn a_fix_may_bring_more_errors_of_a_later_kind_to_light_and_none_of_an_earlier() {
        static READING: Code = Code { id: "D0102", name: "r", level: Level::Error, page: "" };
        static NAMING: Code = Code { id: "D0201", name: "n", level: Level::Error, page: "" };
        let text = mend("a", |text| match text {
            "a" => vec![finding(&READING, 0, 1, "b")],
            "b" => vec![finding(&NAMING, 0, 1, "c"), finding(&NAMING, 0, 0, "")],
            _ => vec![finding(&READING, 0, 1, "c")],
        });
        assert_eq!((text.source.as_str(), text.mended.len()), ("b", 1));
        assert_eq!(text.refused.len(), 1);
    }

    #[test]
    fn a_fix_outside_the_text_or_within_a_letter_is_none() {
        let text = mend("é", |_| vec![finding(&STYLE, 1, 2, "e"), finding(&STYLE, 5, 9, "x")]);
        assert_eq!((text.source.as_str(), text.is_changed()), ("é", false));
    }
}
