//! Files made to break what reads them: deep, wide, large, round in a circle.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeSet;
use std::fmt::Write as _;

use draaiboek::Playbook;
use draaiboek::diagnostic::Text;
use draaiboek::import::{Loader, MAX_FILES};
use draaiboek::syntax::MAX_BYTES;

/// Files made up on the spot; counts what is asked.
struct Endless<F> {
    text: F,
    resolved: Cell<usize>,
    read: Cell<usize>,
}

impl<F: Fn(&str) -> String> Endless<F> {
    fn new(text: F) -> Self {
        Self { text, resolved: Cell::new(0), read: Cell::new(0) }
    }

    /// The codes of all findings about the file called `0`.
    fn codes(&self) -> Vec<&'static str> {
        let findings = Playbook::diagnose_with("0", &(self.text)("0"), self);
        let ids: BTreeSet<_> = findings.diagnostics().iter().map(|it| it.code.id).collect();
        ids.into_iter().collect()
    }
}

impl<F: Fn(&str) -> String> Loader for Endless<F> {
    fn resolve(&self, _: &str, path: &str) -> Result<String, Text> {
        self.resolved.set(self.resolved.get() + 1);
        Ok(path.to_owned())
    }

    fn read(&self, name: &str) -> Result<Cow<'_, [u8]>, Text> {
        self.read.set(self.read.get() + 1);
        Ok(Cow::Owned((self.text)(name).into_bytes()))
    }
}

/// A file that declares a role of its own name and uses others.
fn file(name: &str, uses: impl IntoIterator<Item = usize>) -> String {
    let mut text = format!("draaiboek d{name}\nrol r{name}\n");
    uses.into_iter().for_each(|other| writeln!(text, "gebruik \"{other}\"").unwrap());
    if name == "0" {
        text.push_str("stap s { regie r0 taak t door r0 binnen 1 dag klaar -> e te laat -> e }\n");
        text.push_str("einde e\n");
    }
    text
}

fn number(name: &str) -> usize {
    name.parse().unwrap()
}

#[test]
fn a_chain_of_ten_thousand_files_stops_at_the_bound() {
    let last = MAX_FILES - 1;
    let chain = |length: usize| {
        Endless::new(move |name| file(name, (number(name) < length).then(|| number(name) + 1)))
    };
    assert_eq!(chain(last).codes(), Vec::<&str>::new());
    assert_eq!(chain(last + 1).codes(), ["D0910"]);
    let bomb = chain(10_000);
    assert_eq!(bomb.codes(), ["D0910"]);
    assert_eq!(bomb.read.get(), last);
}

#[test]
fn a_file_that_uses_ten_thousand_files_is_one_finding() {
    let wide = Endless::new(|name| file(name, (1..=10_000).filter(|_| name == "0")));
    let findings = Playbook::diagnose_with("0", &(wide.text)("0"), &wide);
    let ids: Vec<_> = findings.diagnostics().iter().map(|it| it.code.id).collect();
    assert_eq!(ids, ["D0910"]);
    let place = findings.sources().place(findings.diagnostics()[0].span);
    assert_eq!((place.file, place.line as usize), (None, MAX_FILES + 2));
    assert_eq!(wide.read.get(), MAX_FILES - 1);
}

#[test]
fn a_file_that_is_used_ten_thousand_times_is_read_once() {
    let again = Endless::new(|name| file(name, (0..10_000).map(|_| 1).filter(|_| name == "0")));
    assert_eq!(again.codes(), Vec::<&str>::new());
    assert_eq!((again.resolved.get(), again.read.get()), (10_000, 1));
}

#[test]
fn diamonds_upon_diamonds_are_read_once_each() {
    // Two ways to each of two files a hundred times over: 2^100 paths.
    let next = |name: &str| {
        let layer = number(name).div_ceil(2);
        [2 * layer + 1, 2 * layer + 2].into_iter().filter(move |_| layer < 100)
    };
    let diamonds = Endless::new(move |name| file(name, next(name)));
    assert_eq!(diamonds.codes(), Vec::<&str>::new());
    assert_eq!(diamonds.read.get(), 200);
}

#[test]
fn a_file_that_uses_itself_is_told_with_its_chain() {
    let itself = Endless::new(|name| file(name, [0]));
    let findings = Playbook::diagnose_with("0", &(itself.text)("0"), &itself);
    let [found] = findings.diagnostics() else { panic!("{findings:?}") };
    assert_eq!(found.code.id, "D0221");
    assert!(found.message.en.ends_with(": 0 -> 0"), "{}", found.message.en);
    let round = Endless::new(|name| file(name, [(number(name) + 1) % 200]));
    let findings = Playbook::diagnose_with("0", &(round.text)("0"), &round);
    let [found] = findings.diagnostics() else { panic!("{findings:?}") };
    assert!(found.message.nl.ends_with(": 0 -> 1 -> 2 -> 3 -> … -> 197 -> 198 -> 199 -> 0"));
    assert!(found.labels.len() <= 8, "{}", found.labels.len());
}

#[test]
fn files_are_at_most_four_mebibytes_together() {
    let filled = |name: &str, bytes: usize| {
        let mut text = file(name, (number(name) < 4).then(|| number(name) + 1));
        text.push_str(&format!("// {}\n", "x".repeat(98)).repeat(bytes / 102));
        text
    };
    assert_eq!(Endless::new(|name| filled(name, MAX_BYTES / 6)).codes(), Vec::<&str>::new());
    let large = Endless::new(|name| filled(name, MAX_BYTES / 4));
    assert_eq!(large.codes(), ["D0910"]);
    assert_eq!(large.read.get(), 3);
}

#[test]
fn a_used_file_may_be_anything_at_all() {
    let long = format!("draaiboek d\nafgeleid a is {}1\n", "1 + ".repeat(30_000));
    let deep = format!("draaiboek d\nafgeleid a is {}", "(".repeat(30_000));
    let negated = format!("draaiboek d\nafgeleid a is {} ja\n", "niet ".repeat(30_000));
    let blocks = format!("draaiboek d\n{}", "fase f { ".repeat(100_000));
    let texts = [long, deep, negated, blocks, "\u{feff}".to_owned(), "{".to_owned(), String::new()];
    for text in texts {
        let name = text.chars().take(30).collect::<String>();
        let strange = Endless::new(move |name| match name {
            "0" => file(name, [1]),
            _ => text.clone(),
        });
        let findings = Playbook::diagnose_with("0", &(strange.text)("0"), &strange);
        assert!(!findings.diagnostics().is_empty(), "{name}");
        for found in findings.diagnostics() {
            let at = findings.locate(found.span);
            assert!(at.text.get(at.span.range()).is_some(), "{name}: {found:?}");
        }
    }
}
