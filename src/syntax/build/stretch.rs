//! Words and blocks in a stretch of text that could not be read.

/// The words of a text that are neither quoted nor comment, with their places.
pub(super) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = text.get(at..)?;
            let next = rest.chars().next()?;
            if let Some(length) = skipped(rest) {
                at += length;
            } else if is_word(next) && !next.is_ascii_digit() {
                let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
                let start = at;
                at += length;
                return Some((start, rest.get(..length)?));
            } else {
                at += next.len_utf8();
            }
        }
    })
}

/// The length of a quoted text or comment at the start of `rest`.
fn skipped(rest: &str) -> Option<usize> {
    let line = rest.split('\n').next().unwrap_or("");
    if line.starts_with("//") {
        return Some(line.len());
    }
    let inside = line.strip_prefix('"')?;
    Some(inside.find('"').map_or(1, |end| end + 2))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The outermost blocks of a text, with their braces.
pub(super) fn top_blocks(text: &str) -> Vec<(usize, usize)> {
    let mut blocks = vec![];
    let mut depth = 0_usize;
    let mut start = 0;
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.chars().next()) {
        if let Some(length) = text.get(at..).and_then(skipped) {
            at += length;
            continue;
        }
        at += next.len_utf8();
        match next {
            '{' => {
                depth += 1;
                if depth == 1 {
                    start = at - 1;
                }
            }
            '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 && start < at {
                    blocks.push((start, at));
                    start = usize::MAX;
                }
            }
            _ => {}
        }
    }
    if depth > 0 {
        blocks.push((start, text.len()));
    }
    blocks
}
