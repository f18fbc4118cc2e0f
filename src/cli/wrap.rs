//! Long lines broken between words.

/// Characters on a line.
const WIDTH: usize = 100;

/// Breaks `text` so that with `indent` spaces before it no line is wider than a screen; lines
/// after the first get the indent, the first does not.
pub(crate) fn wrap(text: &str, indent: usize) -> String {
    let width = WIDTH.saturating_sub(indent).max(20);
    let mut wrapped = String::with_capacity(text.len() + 16);
    let mut used = 0;
    for word in text.split(' ') {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > width {
            wrapped.push('\n');
            wrapped.extend(std::iter::repeat_n(' ', indent));
            used = 0;
        } else if used > 0 {
            wrapped.push(' ');
            used += 1;
        }
        wrapped.push_str(word);
        used += length;
    }
    wrapped
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn a_long_line_is_broken_between_words_and_indented() {
        let text = "woord ".repeat(30);
        let lines = wrap(text.trim(), 4);
        assert!(lines.lines().all(|line| line.chars().count() <= 100));
        assert!(lines.lines().skip(1).all(|line| line.starts_with("    woord")));
        assert_eq!(lines.split_whitespace().count(), 30);
    }
}
