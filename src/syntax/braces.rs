//! Braces that do not pair: finds the guilty one by indentation, and mends a copy of the text
//! for the parser byte for byte, so that one missing brace gives one finding and hides nothing.

use super::fault;
use super::limits::Scan;
use crate::diagnostic::Diagnostic;

/// The first words of what may have a block.
const BLOCKS: &[&str] = &[
    "stap",
    "step",
    "fase",
    "phase",
    "spoor",
    "track",
    "taak",
    "task",
    "besluit",
    "decision",
    "overdracht",
    "handover",
    "traject",
    "process",
    "item",
    "ernst",
    "severity",
    "tabel",
    "table",
    "kalender",
    "calendar",
    "rol",
    "role",
    "signaal",
    "signal",
    "vanaf",
    "from",
    "bij",
    "when",
    "zodra",
    "as",
    "klaar",
    "done",
    "te",
    "overdue",
    "na",
    "after",
    "op",
    "on",
    "om",
    "at",
    "elke",
    "every",
    "casus",
    "case",
];

/// The first words of lines that go on with what has a block.
const CONTINUES: &[&str] = &[
    "binnen",
    "within",
    "uiterlijk",
    "no",
    "door",
    "by",
    "als",
    "if",
    "namens",
    "met",
    "with",
    "kiest",
    "chooses",
    "over",
    "about",
    "anders",
    "otherwise",
    "en",
    "and",
    "of",
    "or",
];

/// What mending gave.
pub(super) struct Mended {
    /// The text with every brace paired, as far as white space gave room; of the same length.
    pub(super) text: String,
    /// One finding per brace.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Mends `text`; none when its braces pair.
pub(super) fn mend(text: &str, scan: &Scan) -> Option<Mended> {
    let mut depth = 0_i64;
    let mut lowest = 0;
    for &(_, opens) in &scan.braces {
        depth += if opens { 1 } else { -1 };
        lowest = lowest.min(depth);
    }
    if depth == 0 && lowest == 0 {
        return None;
    }
    let mut mender = Mender {
        text,
        scan,
        bytes: text.as_bytes().to_vec(),
        open: vec![],
        unclosed: depth.max(-lowest.min(0) * i64::from(depth > 0)),
        strays: -depth,
        lines: vec![],
        diagnostics: vec![],
    };
    mender.run();
    let text = String::from_utf8(mender.bytes).ok()?;
    Some(Mended { text, diagnostics: mender.diagnostics })
}

/// A line with something on it.
#[derive(Clone, Copy)]
struct Line {
    /// Its first byte.
    start: usize,
    /// Its first character that is no white space.
    first: usize,
    /// One past its last, without comment and white space.
    end: usize,
    /// Width of the white space before `first`.
    indent: usize,
    /// The same of the line on which its statement begins.
    statement: usize,
    /// Whether it has an opening brace.
    opens: bool,
}

/// A brace that waits for its partner.
struct Open {
    at: usize,
    line: Line,
}

struct Mender<'i> {
    text: &'i str,
    scan: &'i Scan,
    bytes: Vec<u8>,
    open: Vec<Open>,
    // How many closing braces are missing, and how many are too many.
    unclosed: i64,
    strays: i64,
    lines: Vec<Line>,
    diagnostics: Vec<Diagnostic>,
}

impl Mender<'_> {
    fn run(&mut self) {
        let text = self.text;
        let mut braces = self.scan.braces.iter().copied().peekable();
        let mut start = 0;
        for whole in text.split_inclusive('\n') {
            let end = start + whole.len();
            let mut here = vec![];
            while let Some(brace) = braces.next_if(|&(at, _)| at < end) {
                here.push(brace);
            }
            if let Some(line) = self.line(start, whole, &here) {
                self.begin(line);
                for (at, opens) in here {
                    self.brace(line, at, opens);
                }
                self.lines.push(line);
            }
            start = end;
        }
        for open in std::mem::take(&mut self.open) {
            self.diagnostics.push(fault::unclosed_brace::at(text, small(open.at), None));
        }
    }

    fn line(&self, start: usize, whole: &str, braces: &[(usize, bool)]) -> Option<Line> {
        let words = whole.trim_start_matches(super::comments::is_blank);
        let first = start + whole.len() - words.len();
        if words.is_empty() || words.starts_with("//") {
            return None;
        }
        let indent = whole.get(..first - start).unwrap_or("");
        let indent = indent.chars().map(|c| if c == '\t' { 4 } else { 1 }).sum();
        let all = self.scan.comments.all();
        let comment = all.partition_point(|place| (place.start as usize) < start);
        let end = all.get(comment).map_or(usize::MAX, |place| place.start as usize);
        let end = end.min(start + whole.len());
        let end = start + self.text.get(start..end).unwrap_or("").trim_end().len();
        let opens = braces.iter().any(|&(_, opens)| opens);
        let statement = match self.lines.last() {
            Some(before) if before.statement < indent && self.goes_on(before, words) => {
                before.statement
            }
            _ => indent,
        };
        Some(Line { start, first, end, indent, statement, opens })
    }

    /// Whether a deeper line that begins with `words` goes on with the line before it.
    fn goes_on(&self, before: &Line, words: &str) -> bool {
        let last = before.end.checked_sub(1).and_then(|at| self.bytes.get(at));
        match last {
            Some(b',') => true,
            Some(b'{' | b'}' | b';') => false,
            _ => !BLOCKS.contains(&first_word(words)),
        }
    }

    /// What should have been closed before a line begins.
    fn begin(&mut self, line: Line) {
        let closes = self.bytes.get(line.first) == Some(&b'}');
        let moves = self.text.get(line.first..).is_some_and(|rest| rest.starts_with("->"));
        while self.unclosed > 0 {
            let Some(top) = self.open.last() else { return };
            let earlier = top.line.start < line.start;
            let over = if closes {
                top.line.statement > line.indent
            } else {
                earlier && (moves || top.line.statement >= line.statement)
            };
            if !over {
                return;
            }
            let Some(top) = self.open.pop() else { return };
            self.unclosed -= 1;
            let place = self.place_for_close(&top, line);
            self.diagnostics.push(fault::unclosed_brace::at(
                self.text,
                small(top.at),
                Some(small(line.first)),
            ));
            if let Some(byte) = place.and_then(|at| self.bytes.get_mut(at)) {
                *byte = b'}';
            }
            if moves {
                return;
            }
        }
    }

    /// White space that may become the missing closing brace: before the arrow of a handler on
    /// one line, else before the line at which its absence shows.
    fn place_for_close(&self, open: &Open, line: Line) -> Option<usize> {
        let last = self.lines.last()?;
        if last.start == open.line.start {
            let behind = self.text.get(open.at..last.end).unwrap_or("");
            let arrow = behind.match_indices(" -> ").find(|(at, _)| {
                let before = behind.get(..*at).unwrap_or("");
                !before.ends_with("daarna") && !before.ends_with("then")
            });
            if let Some((at, _)) = arrow {
                return Some(open.at + at);
            }
        }
        let blank = |at: &usize| matches!(self.bytes.get(*at), Some(b' ' | b'\t' | b'\r' | b'\n'));
        let all = self.scan.comments.all();
        let commented = |at: usize| {
            let before = all.partition_point(|place| (place.start as usize) < at);
            let last = before.checked_sub(1).and_then(|index| all.get(index));
            last.is_some_and(|place| place.end as usize >= at)
        };
        (last.end..line.first).find(|at| blank(at) && !commented(*at) && !self.in_comment(*at))
    }

    fn in_comment(&self, at: usize) -> bool {
        let all = self.scan.comments.all();
        let next = all.partition_point(|place| (place.end as usize) <= at);
        all.get(next).is_some_and(|place| (place.start as usize) <= at)
    }

    fn brace(&mut self, line: Line, at: usize, opens: bool) {
        if opens {
            self.open.push(Open { at, line });
            return;
        }
        let leads = at == line.first;
        let wrong = match self.open.last() {
            None => true,
            Some(_) if self.strays <= 0 => false,
            Some(top) if leads => top.line.statement < line.indent,
            Some(top) => top.line.start != line.start,
        };
        if !wrong {
            self.open.pop();
            return;
        }
        self.strays -= 1;
        if leads && let Some(opener) = self.opener(line) {
            let end = self.bytes.get_mut(opener.end).filter(|byte| byte.is_ascii_whitespace());
            if let Some(byte) = end {
                *byte = b'{';
                self.diagnostics.push(fault::missing_opening_brace::at(opener.end, at));
                return;
            }
        }
        if let Some(byte) = self.bytes.get_mut(at) {
            *byte = b' ';
        }
        self.diagnostics.push(fault::stray_brace::at(at));
    }

    /// The line that a closing brace at the start of `line` belongs to, if that has no brace.
    fn opener(&self, line: Line) -> Option<Line> {
        let lines = self.lines.iter().enumerate().rev();
        let mut before = lines.take_while(|(_, before)| before.indent >= line.indent);
        let (index, nearest) = before.find(|(_, before)| before.indent == line.indent)?;
        let word = |line: &Line| first_word(self.text.get(line.first..line.end).unwrap_or(""));
        if nearest.opens || !BLOCKS.contains(&word(nearest)) {
            return None;
        }
        let behind = self.lines.iter().skip(index + 1);
        let head = behind.take_while(|line| !line.opens && CONTINUES.contains(&word(line)));
        Some(*head.last().unwrap_or(nearest))
    }
}

fn first_word(words: &str) -> &str {
    words.split(|c: char| !c.is_alphabetic()).next().unwrap_or("")
}

fn small(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
