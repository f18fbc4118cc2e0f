//! What was said to a case, a line each, as a failure shows it and a file keeps it.

use draaiboek::calendar::Timestamp;
use draaiboek::engine::{Actor, Input};

/// Where a case begins anew.
pub const FRESH: &str = "--- a fresh case";

/// An input on one line.
pub fn line(now: Timestamp, input: &Input) -> String {
    let by = input.by.as_ref().map_or("-".to_owned(), |by| format!("{}/{}", by.role, by.party));
    let at = if input.at == now { String::new() } else { format!(" at {}", input.at) };
    let kind = serde_json::to_string(&input.kind).expect("text");
    let item = input.item.as_ref().map_or(String::new(), |id| format!(" of {id}"));
    format!("{now}{at} [{}]{item} {by}: {kind}", input.id)
}

/// The playbook of a log, and what was said under it, case by case.
pub fn read(log: &str) -> (String, Vec<Vec<(Timestamp, Input)>>) {
    let is_said = |line: &&str| *line == FRESH || said(line).is_some();
    let text = log.lines().take_while(|line| !is_said(line)).collect::<Vec<_>>().join("\n");
    let mut cases = vec![Vec::new()];
    for line in log.lines().filter(is_said) {
        match said(line) {
            Some(said) => cases.last_mut().expect("one").push(said),
            None => cases.push(Vec::new()),
        }
    }
    (text, cases)
}

fn said(line: &str) -> Option<(Timestamp, Input)> {
    let (head, kind) = line.split_once(": ")?;
    let (times, about) = head.split_once(" [")?;
    let (now, at) = times.split_once(" at ").unwrap_or((times, times));
    let (id, about) = about.split_once("] ")?;
    let (item, by) = match about.strip_prefix("of ").and_then(|about| about.split_once(' ')) {
        Some((item, by)) => (Some(item.to_owned()), by),
        None => (None, about),
    };
    let actor = |(role, party): (&str, &str)| Actor { role: role.into(), party: party.into() };
    let input = Input {
        id: id.to_owned(),
        by: by.split_once('/').map(actor),
        at: at.parse().ok()?,
        item,
        kind: serde_json::from_str(kind).ok()?,
    };
    Some((now.parse().ok()?, input))
}
