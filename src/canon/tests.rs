//! Canonical bytes: pinned, injective, blind to formatting where they should be.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use super::*;
use crate::calendar::{Date, Timestamp};
use crate::diagnostic::Language;
use crate::span::{LineIndex, Span};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Sample {
    name: String,
    span: Span,
    language: Language,
    lines: LineIndex,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    kinds: Vec<Kind>,
    days: BTreeMap<Date, i64>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Kind {
    Plain,
    One(u8),
    Two(u8, String),
    Named { at: Timestamp, spans: Vec<Span> },
}

fn sample() -> Sample {
    Sample {
        name: "herstelplan".into(),
        span: Span::new(3, 9),
        language: Language::Dutch,
        lines: LineIndex::new("a\nb\n"),
        note: None,
        kinds: vec![
            Kind::Plain,
            Kind::One(7),
            Kind::Two(200, "é".into()),
            Kind::Named { at: Timestamp::UNIX_EPOCH, spans: vec![Span::new(1, 2)] },
        ],
        days: BTreeMap::from([("2026-11-26".parse().unwrap(), -1)]),
    }
}

/// Printable bytes as they are, others as `\x..`.
fn shown(bytes: &[u8]) -> String {
    bytes.escape_ascii().to_string()
}

#[test]
fn the_bytes_are_pinned() {
    let expected = concat!(
        r"<s\x0b\x00\x00\x00herstelplan<u\x03u\t;|\x02\x00\x00\x00nl.<[u\x00u\x02u\x04;;_",
        r"[|\x05\x00\x00\x00Plain.|\x03\x00\x00\x00Oneu\x07",
        r"|\x03\x00\x00\x00Two<u\xc8\x01s\x02\x00\x00\x00\xc3\xa9;",
        r"|\x05\x00\x00\x00Named<i\x00[<u\x01u\x02;;;;",
        r"{s\n\x00\x00\x002026-11-26i\x01;;",
    );
    assert_eq!(shown(&full(&sample()).unwrap()), expected);
    let expected = concat!(
        r"<s\x0b\x00\x00\x00herstelplan_[|\x05\x00\x00\x00Plain.|\x03\x00\x00\x00Oneu\x07",
        r"|\x03\x00\x00\x00Two<u\xc8\x01s\x02\x00\x00\x00\xc3\xa9;",
        r"|\x05\x00\x00\x00Named<i\x00[;;;{s\n\x00\x00\x002026-11-26i\x01;;",
    );
    assert_eq!(shown(&identity(&sample()).unwrap()), expected);
}

#[test]
fn identity_is_blind_to_formatting_and_full_is_not() {
    let mut moved = sample();
    moved.span = Span::new(30, 90);
    moved.language = Language::English;
    moved.lines = LineIndex::new("a b");
    assert_eq!(hash_identity(&moved), hash_identity(&sample()));
    assert_ne!(hash_full(&moved), hash_full(&sample()));
    let mut other = sample();
    other.name.push('x');
    assert_ne!(hash_identity(&other), hash_identity(&sample()));
}

#[test]
fn what_looks_alike_differs() {
    let forms = [
        full(&("ab", "c")),
        full(&("a", "bc")),
        full(&["ab", "c"][..]),
        full(&vec![vec![1_u8], vec![]]),
        full(&vec![vec![], vec![1_u8]]),
        full(&vec![vec![1_u8, 0]]),
        full(&None::<Option<u8>>),
        full(&Some(None::<u8>)),
        full(&Some(Some(0_u8))),
        full(&()),
        full(""),
        full(&'a'),
        full(&1_u8),
        full(&1_i8),
        full(&-1_i8),
        full(&true),
        full(&false),
        full(&i64::MIN),
        full(&u64::MAX),
        full(&i128::MIN),
        full(&u128::MAX),
    ];
    let all: std::collections::BTreeSet<Vec<u8>> =
        forms.iter().map(|form| form.clone().unwrap()).collect();
    assert_eq!(all.len(), forms.len());
}

#[test]
fn floats_are_refused_wherever_they_stand() {
    assert_eq!(full(&1.0_f64), Err(CanonError::Float));
    assert_eq!(identity(&vec![Some(1.0_f32)]), Err(CanonError::Float));
}

#[test]
fn a_buffer_is_appended_to() {
    let mut bytes = b"before".to_vec();
    write_full("x", &mut bytes).unwrap();
    assert_eq!(bytes, [b"before".as_slice(), &full("x").unwrap()].concat());
}

#[test]
fn hashes_are_sha_256_in_hexadecimal() {
    let hash = Hash::of(b"abc");
    let hex = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(hash.to_string(), hex);
    assert_eq!(hex.parse(), Ok(hash));
    assert_eq!(serde_json::to_string(&hash).unwrap(), format!("\"{hex}\""));
    assert_eq!(serde_json::from_str::<Hash>(&format!("\"{hex}\"")).unwrap(), hash);
    for wrong in ["", &hex.repeat(2), &hex.to_uppercase(), &hex.replace('b', "g"), &"é".repeat(32)]
    {
        assert_eq!(wrong.parse::<Hash>(), Err(InvalidHash), "{wrong}");
    }
}

proptest! {
    #[test]
    fn texts_displayed_and_texts_given_are_one(text in "\\PC{0,300}") {
        struct Shown<'a>(&'a str);
        impl Serialize for Shown<'_> {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self.0)
            }
        }
        prop_assert_eq!(full(&Shown(&text)), full(&text));
    }

    #[test]
    fn numbers_have_one_form_whatever_their_width(small: i16, large: u32) {
        prop_assert_eq!(full(&small), full(&i64::from(small)));
        prop_assert_eq!(full(&small), full(&i128::from(small)));
        prop_assert_eq!(full(&large), full(&u64::from(large)));
        prop_assert_eq!(full(&large), full(&u128::from(large)));
    }

    #[test]
    fn different_lists_have_different_bytes(
        a in prop::collection::vec(prop::collection::vec("[a;\\[]{0,2}", 0..3), 0..3),
        b in prop::collection::vec(prop::collection::vec("[a;\\[]{0,2}", 0..3), 0..3),
    ) {
        prop_assert_eq!(a == b, full(&a) == full(&b));
    }
}
