//! The examples of a document: its fenced blocks, with what their first lines say of them.

use std::ops::Range;

/// What a block is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind<'d> {
    /// The header that parts of playbooks get.
    Header,
    /// A playbook, or a part of one.
    Playbook,
    /// A file that playbooks use, with its name.
    File(&'d str),
    /// Scenarios for the playbook above.
    Scenario,
    /// Wrong, with the code of its finding.
    Wrong(&'d str),
    /// Not executed yet.
    Later,
}

#[derive(Clone, Debug)]
pub(crate) struct Block<'d> {
    pub(crate) language: &'d str,
    pub(crate) kind: Kind<'d>,
    /// Of its first line, from 1.
    pub(crate) line: usize,
    pub(crate) text: &'d str,
    pub(crate) range: Range<usize>,
}

fn kind<'d>(info: &[&'d str]) -> Option<Kind<'d>> {
    Some(match info {
        ["draaiboek", "kop" | "header"] => Kind::Header,
        ["draaiboek"] => Kind::Playbook,
        ["draaiboek", "bestand" | "file", name] => Kind::File(name),
        ["scenario"] => Kind::Scenario,
        [_, "fout" | "wrong", code] => Kind::Wrong(code),
        [_, "nog-niet" | "not-yet"] => Kind::Later,
        _ => return None,
    })
}

/// The blocks of playbooks and scenarios in a document, in order.
pub(crate) fn blocks(document: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut open: Option<(&str, usize, usize)> = None;
    let (mut at, mut number) = (0, 0);
    for line in document.split_inclusive('\n') {
        let start = at;
        at += line.len();
        number += 1;
        let Some(fence) = line.strip_prefix("```") else { continue };
        let Some((info, first, line)) = open.take() else {
            open = Some((fence.trim_end(), at, number));
            continue;
        };
        let words: Vec<&str> = info.split(' ').collect();
        if !["draaiboek", "scenario"].contains(&words[0]) {
            continue;
        }
        let kind = kind(&words).unwrap_or_else(|| panic!("line {line}: what is `{info}`?"));
        let range = first..start;
        blocks.push(Block {
            language: words[0],
            kind,
            line,
            text: &document[range.clone()],
            range,
        });
    }
    assert!(open.is_none(), "a block stays open");
    blocks
}
