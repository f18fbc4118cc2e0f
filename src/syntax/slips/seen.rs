//! The tokens around a place where reading stopped, and whether they are those of a slip.

use crate::calendar::month;
use crate::diagnostic::Language;
use crate::span::Span;
use crate::syntax::fault::reserved_name::is_reserved;
use crate::syntax::grammar::Rule;
use crate::syntax::keyword;

/// How many tokens behind the place are looked at.
const AHEAD: usize = 5;

/// What stands before and behind a place.
pub(in crate::syntax) struct Around<'i> {
    before: Vec<&'i str>,
    behind: Vec<&'i str>,
}

impl<'i> Around<'i> {
    /// Around byte `at` of `text`, within a stretch.
    pub(in crate::syntax) fn new(text: &'i str, at: usize, within: Span) -> Self {
        let (start, end) = (within.start as usize, within.end as usize);
        let before = tokens(text.get(start..at).unwrap_or("")).collect();
        let behind = tokens(text.get(at..end).unwrap_or("")).take(AHEAD).collect();
        Self { before, behind }
    }

    /// What the tokens of `seen` are here; none when others stand here.
    pub(super) fn matched(&self, seen: &str) -> Option<Vec<String>> {
        let (left, right) = seen.split_once('|')?;
        let mut found = vec![];
        let mut before = self.before.iter().rev();
        let mut anything = false;
        for pattern in left.split_whitespace().rev() {
            match pattern {
                "…" => anything = true,
                _ if pattern.starts_with('~') => {
                    let word = pattern.trim_start_matches('~');
                    before.clone().find_map(|token| read(word, token))?;
                }
                "^" if anything || before.len() == 0 => {}
                "^" => return None,
                _ if anything => found.push(read(pattern, before.next_back()?)?),
                _ => found.push(read(pattern, before.next()?)?),
            }
        }
        found.reverse();
        let mut behind = self.behind.iter();
        for pattern in right.split_whitespace() {
            if pattern == "END" {
                return behind.next().is_none().then_some(found);
            }
            found.push(read(pattern, behind.next()?)?);
        }
        Some(found)
    }
}

/// What `token` is as `pattern`, if it is that.
fn read(pattern: &str, token: &str) -> Option<String> {
    let is_word = token.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let digits = |count: std::ops::RangeInclusive<usize>| {
        count.contains(&token.len()) && token.bytes().all(|byte| byte.is_ascii_digit())
    };
    let fits = match pattern {
        "NAME" => is_word && !is_reserved(token),
        "WORD" => is_word,
        "TEXT" => token.starts_with('"'),
        "WEEKDAY" => is_weekday(token),
        "COUNT" => digits(1..=20),
        "NUMBERED" => token.starts_with(|c: char| c.is_ascii_digit()) && !digits(1..=usize::MAX),
        "DATE" => is_date(token),
        "DAY" if digits(1..=2) => return Some(format!("{token:0>2}")),
        "YEAR" => digits(4..=4),
        "MONTH" => {
            let lower = token.to_lowercase();
            let named = |number: &u8| {
                let mut languages = [Language::Dutch, Language::English].into_iter();
                languages.any(|language| month(*number, language).to_lowercase() == lower)
            };
            return (1..=12).find(named).map(|month| format!("{month:02}"));
        }
        _ => pattern.split('/').any(|literal| literal == token),
    };
    fits.then(|| token.to_owned())
}

fn is_weekday(token: &str) -> bool {
    let days = [
        Rule::kw_monday,
        Rule::kw_tuesday,
        Rule::kw_wednesday,
        Rule::kw_thursday,
        Rule::kw_friday,
        Rule::kw_saturday,
        Rule::kw_sunday,
    ];
    days.into_iter().filter_map(keyword::of).any(|day| day.has(token))
}

fn is_date(token: &str) -> bool {
    let parts: Vec<&str> = token.split('-').collect();
    parts.iter().map(|part| part.len()).eq([4, 2, 2])
}

/// Words, dates, texts and marks.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        while rest.starts_with("//") {
            rest = rest.find('\n').and_then(|end| rest.get(end..)).unwrap_or("").trim_start();
        }
        let first = rest.chars().next()?;
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let in_date = |c: char| c.is_ascii_digit() || c == '-';
        let until =
            |is_part: &dyn Fn(char) -> bool| rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let length = match first {
            '"' => rest.get(1..)?.find('"').map_or(rest.len(), |end| end + 2),
            '-' if rest.starts_with("->") => 2,
            _ if first.is_ascii_digit() && is_date(rest.get(..until(&in_date))?) => until(&in_date),
            _ if is_word(first) => until(&is_word),
            _ => first.len_utf8(),
        };
        let (token, left) = rest.split_at_checked(length)?;
        rest = left;
        Some(token)
    })
}
