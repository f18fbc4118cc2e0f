//! One linear pass before parsing: size, depth, characters that deceive, texts without an end;
//! on the way it gathers comments and braces.

use super::comments::Comments;
use super::fault;
use crate::diagnostic::Diagnostic;
use crate::span::Span;

/// The longest text that is read, in bytes.
pub const MAX_BYTES: usize = 4 << 20;
/// The deepest nesting of braces and parentheses that is read.
pub const MAX_DEPTH: usize = 64;

/// What the pass found.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// All comments.
    pub(super) comments: Comments,
    /// All braces outside texts and comments: place, and whether it opens.
    pub(super) braces: Vec<(usize, bool)>,
    /// Where letters that are not ASCII stand outside texts and comments.
    pub(super) foreign: Vec<usize>,
    /// What is wrong.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Whether the text may be parsed at all.
    pub(super) refused: bool,
}

/// Scans `text`.
pub(super) fn scan(text: &str) -> Scan {
    let mut scan = Scan::default();
    if text.len() > MAX_BYTES {
        scan.refuse(fault::too_large::at(text.len()));
        return scan;
    }
    let mut depth = 0_usize;
    let mut at = 0;
    let mut hidden_until = 0;
    loop {
        at += text.bytes().skip(at).take_while(|byte| is_plain(*byte)).count();
        let rest = text.get(at..).unwrap_or("");
        let Some(next) = rest.chars().next() else { break };
        let mut step = next.len_utf8();
        match next {
            '"' => step = scan.quoted(rest, at),
            '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{AB}' | '\u{2018}' | '\'' => {
                step = foreign_text(rest).unwrap_or(step);
            }
            '/' if rest.starts_with("//") => {
                step = line(rest).len();
                let words = line(rest).trim_end().len();
                scan.comments.push(Span::new(at, at + words));
            }
            '{' | '(' => {
                depth += 1;
                if next == '{' {
                    scan.braces.push((at, true));
                }
                if depth > MAX_DEPTH {
                    scan.refuse(fault::too_deep::at(at));
                    return scan;
                }
            }
            '}' | ')' => {
                depth = depth.saturating_sub(1);
                if next == '}' {
                    scan.braces.push((at, false));
                }
            }
            '\u{FEFF}' if at == 0 => {
                scan.diagnostics.push(fault::byte_order_mark::at(Span::new(0, step)));
            }
            _ if !next.is_ascii() => scan.foreign.push(at),
            _ => {}
        }
        let passed = rest.get(..step).unwrap_or(rest);
        if at >= hidden_until && !(at == 0 && next == '\u{FEFF}') {
            hidden_until = scan.hidden(passed, at);
        }
        at += step;
    }
    scan
}

impl Scan {
    fn refuse(&mut self, finding: Diagnostic) {
        self.diagnostics.push(finding);
        self.refused = true;
    }

    /// A text between quotation marks: how long it is; 1 when it does not end on its line.
    fn quoted(&mut self, rest: &str, at: usize) -> usize {
        let line = line(rest);
        let inside = line.get(1..).unwrap_or("");
        if let Some(end) = inside.find('"') {
            return end + 2;
        }
        self.diagnostics.push(fault::unclosed_text::at(Span::new(at, at + line.trim_end().len())));
        1
    }

    /// Tells of characters that nobody sees in `passed`; one finding per run of them. Returns
    /// until where it has looked.
    fn hidden(&mut self, passed: &str, at: usize) -> usize {
        if passed.is_ascii() && !passed.bytes().any(is_control) {
            return at;
        }
        let mut previous_end = usize::MAX;
        for (offset, found) in passed.char_indices() {
            let span = Span::new(at + offset, at + offset + found.len_utf8());
            let finding = if is_hidden(found) {
                fault::hidden_character::at(span, found)
            } else if found.is_control() && !matches!(found, '\n' | '\r' | '\t') {
                fault::control_character::at(span, found)
            } else {
                continue;
            };
            let in_a_row = self.diagnostics.last().is_some_and(|last| {
                last.code == finding.code && last.span.end as usize == at + offset
            });
            if previous_end == at + offset || in_a_row {
                if let Some(last) = self.diagnostics.last_mut() {
                    last.span.end = span.end;
                }
            } else {
                self.diagnostics.push(finding);
            }
            previous_end = at + offset + found.len_utf8();
        }
        at + passed.len()
    }
}

/// What is left of the line.
fn line(rest: &str) -> &str {
    rest.split('\n').next().unwrap_or("")
}

/// How long a text between foreign quotation marks is, if it ends on its line.
fn foreign_text(rest: &str) -> Option<usize> {
    let mut characters = line(rest).char_indices().skip(1);
    let closes = |c: char| matches!(c, '\u{201C}' | '\u{201D}' | '\u{BB}' | '\u{2019}' | '\'');
    characters.find(|&(_, c)| closes(c)).map(|(at, c)| at + c.len_utf8())
}

/// Whether a byte is a character that the scan has nothing to do with.
fn is_plain(byte: u8) -> bool {
    let known = matches!(byte, b'"' | b'\'' | b'/' | b'{' | b'(' | b'}' | b')');
    byte.is_ascii() && !is_control(byte) && !known
}

fn is_control(byte: u8) -> bool {
    byte.is_ascii_control() && !matches!(byte, b'\n' | b'\r' | b'\t')
}

/// Characters that change what a reader sees: directions, and those without width.
fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2069}'
            | '\u{61C}'
            | '\u{AD}'
            | '\u{34F}'
            | '\u{115F}'
            | '\u{1160}'
            | '\u{17B4}'
            | '\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{3164}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{E0000}'..='\u{E007F}'
    )
}
