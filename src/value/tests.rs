//! Values: limits, arithmetic and its types, order, words, wire form.

use std::cmp::Ordering::{Equal, Greater, Less};

use proptest::prelude::*;

use super::*;
use crate::calendar::{Unit, Zone};
use crate::diagnostic::Language;

fn number(text: &str) -> Number {
    text.parse().unwrap()
}

fn value(text: &str) -> Value {
    Value::Number(number(text))
}

fn amount(text: &str) -> Value {
    Value::Amount(number(text))
}

fn percent(text: &str) -> Value {
    Value::Percentage(number(text))
}

fn days(amount: u32) -> Value {
    Value::Duration(Duration::new(amount, Unit::Day))
}

fn date(text: &str) -> Value {
    Value::Date(text.parse().unwrap())
}

#[test]
fn numbers_are_read_strictly() {
    for (text, shown) in [
        ("0", "0"),
        ("-0", "0"),
        ("-0.0", "0"),
        ("007.50", "7.5"),
        ("1000", "1000"),
        ("999999999999999.999999999", "999999999999999.999999999"),
        ("0.1000000000", "0.1"),
        ("-12.3", "-12.3"),
    ] {
        assert_eq!(number(text).to_string(), shown);
    }
    for text in [
        "",
        "-",
        "+1",
        "1.",
        ".5",
        "1,0",
        "1_000",
        "1e3",
        " 1",
        "1 ",
        "--1",
        "1.2.3",
        "NaN",
        "١",
        "1000000000000000",
        "0.0000000001",
        "99999999999999999999999999999999999999",
    ] {
        assert_eq!(text.parse::<Number>(), Err(InvalidNumber), "{text}");
    }
    assert_eq!(number("-0"), number("0"));
    assert_eq!(serde_json::to_string(&number("1.50")).unwrap(), r#""1.5""#);
    assert!(serde_json::from_str::<Number>("1.5").is_err());
}

#[test]
fn numbers_stay_within_their_limits() {
    let largest = number("999999999999999.999999999");
    assert_eq!(largest.checked_add(number("0.000000001")), None);
    assert_eq!(number("-999999999999999").checked_sub(number("1")), None);
    assert_eq!(largest.checked_mul(largest), None);
    assert_eq!(number("1").checked_div(number("0")), None);
    assert_eq!(number("1").checked_div(number("3")), Some(number("0.333333333")));
    assert_eq!(number("2").checked_div(number("-3")), Some(number("-0.666666667")));
    assert_eq!(
        number("0.000000005").checked_mul(number("0.1")),
        Some(number("0.000000001")),
        "halves away from zero"
    );
    let fine = Number::from(Decimal::new(1, 10));
    assert!(!fine.is_within_limits());
    assert!(!Value::from(Decimal::MAX).ty_matches(&Type::Number));
    assert!(!Value::Number(fine).ty_matches(&Type::Number));
    assert_eq!(Value::from(Decimal::MAX).add(&Value::from(Decimal::MAX)), None);
    assert_eq!(number("3.0").to_whole(), Some(3));
    assert_eq!(number("3.1").to_whole(), None);
}

#[test]
fn arithmetic_with_meaning() {
    let instant = |text: &str| Value::Instant(text.parse().unwrap());
    let hours = |amount| Value::Duration(Duration::new(amount, Unit::Hour));
    let cases = [
        (value("1").add(&Value::Count(2)), Some(value("3"))),
        (Value::Count(1).add(&Value::Count(2)), Some(Value::Count(3))),
        (Value::Count(i64::MAX).add(&Value::Count(1)), None),
        (amount("10").sub(&amount("12.5")), Some(amount("-2.5"))),
        (amount("10").add(&value("1")), None),
        (amount("200").mul(&percent("5")), Some(amount("10"))),
        (percent("12.5").mul(&Value::Count(8)), Some(value("1"))),
        (percent("5").mul(&percent("5")), None),
        (amount("10").mul(&amount("10")), None),
        (amount("10").div(&amount("4")), Some(value("2.5"))),
        (amount("10").div(&Value::Count(4)), Some(amount("2.5"))),
        (amount("10").div(&Value::Count(0)), None),
        (Value::Count(1).div(&Value::Count(2)), Some(value("0.5"))),
        (percent("5").div(&value("2")), Some(percent("2.5"))),
        (date("2026-12-31").add(&days(1)), Some(date("2027-01-01"))),
        (days(1).add(&date("2026-12-31")), Some(date("2027-01-01"))),
        (date("2027-01-01").sub(&date("2026-12-31")), Some(days(1))),
        (date("2026-12-31").sub(&date("2027-01-01")), None),
        (date("9999-12-31").add(&days(1)), None),
        (date("2026-12-31").add(&hours(1)), None),
        (instant("2026-12-31T23:00:00Z").add(&hours(1)), Some(instant("2027-01-01T00:00:00Z"))),
        (instant("2026-12-31T23:00:00Z").add(&days(1)), None),
        (days(3).mul(&Value::Count(2)), Some(days(6))),
        (days(3).mul(&Value::Count(-1)), None),
        (days(3).add(&hours(1)), None),
        (Value::from(true).add(&Value::from(true)), None),
        (Value::from("a").add(&Value::from("b")), None),
    ];
    for (k, (found, expected)) in cases.into_iter().enumerate() {
        assert_eq!(found, expected, "case {k}");
    }
    let month = Value::Duration(Duration::new(1, Unit::Month));
    assert_eq!(date("2027-03-31").sub(&month), Some(date("2027-02-28")));
}

/// Every operation on every pair of types: a result has the type foretold, and where no type is
/// foretold there is no result.
#[test]
fn arithmetic_gives_the_type_it_promises() {
    let working = Duration::new(2, Unit::WorkingDay);
    let examples = [
        (Type::Truth, Value::Truth(true)),
        (Type::Number, value("2.5")),
        (Type::Count, Value::Count(2)),
        (Type::Amount, amount("10")),
        (Type::Percentage, percent("5")),
        (Type::Date, date("2026-11-26")),
        (Type::Instant, Value::Instant(Timestamp::UNIX_EPOCH)),
        (Type::Duration(Some(Unit::Day)), days(2)),
        (Type::Duration(Some(Unit::Minute)), Value::Duration(Duration::new(2, Unit::Hour))),
        (Type::Duration(Some(Unit::Month)), Value::Duration(Duration::new(2, Unit::Year))),
        (Type::Duration(Some(Unit::WorkingDay)), Value::Duration(working)),
        (Type::Text, Value::from("a")),
        (Type::Choice(vec!["a".into()]), Value::Choice("a".into())),
    ];
    let mut typed = std::collections::BTreeSet::new();
    let mut done = std::collections::BTreeSet::new();
    for operation in [Arithmetic::Add, Arithmetic::Sub, Arithmetic::Mul, Arithmetic::Div] {
        for (left_type, left) in &examples {
            for (right_type, right) in &examples {
                let key = format!("{operation:?} {left_type:?} {right_type:?}");
                let promised = operation.ty(left_type, right_type);
                if let Some(result) = operation.apply(left, right) {
                    assert!(result.ty_matches(promised.as_ref().expect(&key)), "{key}");
                    done.insert(key.clone());
                }
                if promised.is_some() {
                    typed.insert(key);
                }
            }
        }
    }
    assert_eq!(typed, done, "every typed operation has an example with a result");
    assert!(done.len() > 30);
}

#[test]
fn order_where_there_is_one() {
    let text = |text: &str| Value::from(text);
    let choice = |text: &str| Value::Choice(text.into());
    let cases = [
        (value("0.9"), value("1.0"), Some(Less)),
        (value("1.0"), Value::Count(1), Some(Equal)),
        (Value::Count(2), value("1.5"), Some(Greater)),
        (amount("1"), value("1"), None),
        (percent("5"), percent("10"), Some(Less)),
        (percent("5"), value("5"), None),
        (Value::from(false), Value::from(true), Some(Less)),
        (date("2026-11-26"), date("2026-11-27"), Some(Less)),
        (days(7), Value::Duration(Duration::new(1, Unit::Week)), Some(Equal)),
        (days(1), Value::Duration(Duration::new(24, Unit::Hour)), None),
        (text("a"), text("b"), Some(Less)),
        (choice("ots"), choice("ots"), Some(Equal)),
        (text("ots"), choice("ots"), None),
    ];
    for (left, right, order) in cases {
        assert_eq!(left.compare(&right), order, "{left:?} {right:?}");
        assert_eq!(right.compare(&left), order.map(std::cmp::Ordering::reverse));
    }
    assert!(Type::Number.compares_with(&Type::Count) && !Type::Amount.compares_with(&Type::Number));
    assert!(Type::Date.is_ordered() && !Type::Text.is_ordered());
    let length = Type::Duration;
    assert!(length(Some(Unit::Day)).compares_with(&length(Some(Unit::Day))));
    assert!(!length(Some(Unit::Day)).compares_with(&length(Some(Unit::Month))));
    assert!(!length(None).compares_with(&length(None)) && !length(None).is_ordered());
    let choices = |names: &[&str]| Type::Choice(names.iter().map(|n| (*n).to_owned()).collect());
    assert!(choices(&["a", "b"]).compares_with(&choices(&["b"])));
    assert!(!choices(&["a"]).compares_with(&choices(&["b"])));
}

#[test]
fn what_hosts_give_fits_the_type_or_not() {
    let options = Type::Choice(vec!["ots".into(), "reclassering".into()]);
    assert_eq!(Value::from("ots").fit(&options), Some(Value::Choice("ots".into())));
    assert_eq!(Value::from("otz").fit(&options), None);
    assert_eq!(Value::from(14_000_000).fit(&Type::Amount), Some(amount("14000000")));
    assert_eq!(value("3.0").fit(&Type::Count), Some(Value::Count(3)));
    assert_eq!(value("3.5").fit(&Type::Count), None);
    assert_eq!(Value::from(Decimal::new(15, 1)).fit(&Type::Percentage), Some(percent("1.5")));
    assert_eq!(Value::from(true).fit(&Type::Number), None);
    let in_days = Type::Duration(Some(Unit::Day));
    let weeks = Duration::new(2, Unit::Week);
    assert_eq!(Value::from(weeks).fit(&in_days), Some(Value::Duration(weeks)));
    assert_eq!(Value::from(weeks.statutory()).fit(&in_days), None);
    let month = Duration::new(1, Unit::Month);
    assert_eq!(Value::from(month).fit(&in_days), None);
    assert_eq!(Value::from(month).fit(&Type::Duration(None)), Some(Value::Duration(month)));
    assert_eq!(amount("1").fit(&Type::Number), None);
    assert_eq!(Value::from("2026-11-26").fit(&Type::Date), None);
}

#[test]
fn words_for_people() {
    let document = Document { reference: "plan.pdf".into(), version: "2".into(), hash: "".into() };
    let at = Value::Instant("2026-11-26T08:00:00Z".parse().unwrap());
    let cases = [
        (Value::from(true), "ja", "yes"),
        (Value::from(false), "nee", "no"),
        (value("1234.5"), "1.234,5", "1,234.5"),
        (value("-0.9"), "-0,9", "-0.9"),
        (Value::Count(1_000_000), "1.000.000", "1,000,000"),
        (Value::Count(-100), "-100", "-100"),
        (amount("2000000"), "€ 2.000.000,00", "€2,000,000.00"),
        (amount("-1234.5"), "€ -1.234,50", "-€1,234.50"),
        (amount("0.005"), "€ 0,005", "€0.005"),
        (percent("12.5"), "12,5%", "12.5%"),
        (date("2026-11-05"), "5 november 2026", "5 November 2026"),
        (days(1), "1 dag", "1 day"),
        (Value::from("Zoals gezegd"), "Zoals gezegd", "Zoals gezegd"),
        (Value::Choice("ots".into()), "ots", "ots"),
        (document.into(), "plan.pdf (versie 2)", "plan.pdf (version 2)"),
        (at.clone(), "2026-11-26T08:00:00Z", "2026-11-26T08:00:00Z"),
    ];
    for (value, nl, en) in cases {
        assert_eq!(value.words(Language::Dutch).to_string(), nl);
        assert_eq!(value.words(Language::English).to_string(), en);
    }
    let zone = Zone::named("Europe/Amsterdam").unwrap();
    let shown = at.words(Language::Dutch).zone(&zone).to_string();
    assert_eq!(shown, "26 november 2026 09:00");
}

#[test]
fn the_wire_form_is_compact_and_reads_back() {
    let document = Document { reference: "r".into(), version: "1".into(), hash: "h".into() };
    let cases = [
        (Value::from(true), r#"{"truth":true}"#),
        (amount("2000000"), r#"{"amount":"2000000"}"#),
        (Value::Count(-3), r#"{"count":-3}"#),
        (date("2026-11-26"), r#"{"date":"2026-11-26"}"#),
        (Value::Instant(Timestamp::UNIX_EPOCH), r#"{"instant":0}"#),
        (days(2), r#"{"duration":{"amount":2,"unit":"day"}}"#),
        (document.into(), r#"{"document":{"reference":"r","version":"1","hash":"h"}}"#),
    ];
    for (value, json) in cases {
        assert_eq!(serde_json::to_string(&value).unwrap(), json);
        assert_eq!(serde_json::from_str::<Value>(json).unwrap(), value);
    }
    assert_eq!(serde_json::to_string(&Type::Truth).unwrap(), r#""truth""#);
    assert!(serde_json::from_str::<Value>(r#"{"amount":"1e3"}"#).is_err());
    assert!(serde_json::from_str::<Value>(r#"{"amount":"1","count":1}"#).is_err());
}

#[test]
fn kleene() {
    use Truth::{False, True, Unknown};
    let all = [True, False, Unknown];
    // Every unknown stands for both: the result is known when both readings agree.
    let readings = |truth: Truth| match truth {
        True => vec![true],
        False => vec![false],
        Unknown => vec![true, false],
    };
    let agreed = |mut results: Vec<bool>| {
        results.dedup();
        results.sort_unstable();
        results.dedup();
        if let [one] = results[..] { Truth::from(one) } else { Unknown }
    };
    for a in all {
        assert_eq!(!a, agreed(readings(a).into_iter().map(|a| !a).collect()));
        for b in all {
            let pairs: Vec<(bool, bool)> = readings(a)
                .into_iter()
                .flat_map(|a| readings(b).into_iter().map(move |b| (a, b)))
                .collect();
            assert_eq!(a.and(b), agreed(pairs.iter().map(|(a, b)| *a && *b).collect()));
            assert_eq!(a.or(b), agreed(pairs.iter().map(|(a, b)| *a || *b).collect()));
        }
    }
    assert_eq!(Truth::from(None), Unknown);
    assert!(!Unknown.is_known() && True.is_true() && False.is_false());
}

proptest! {
    #[test]
    fn numbers_read_back_and_order_as_integers(a: i64, b: i64, scale in 0..=9_u32) {
        let number = |n: i64| Number::from(Decimal::new(n, scale));
        let (x, y) = (number(a), number(b));
        prop_assert_eq!(x.cmp(&y), a.cmp(&b));
        if x.is_within_limits() && y.is_within_limits() {
            prop_assert_eq!(x.to_string().parse(), Ok(x));
            if let (Some(sum), Some(whole)) = (x.checked_add(y), a.checked_add(b)) {
                prop_assert_eq!(sum, number(whole));
                prop_assert_eq!(sum.checked_sub(y), Some(x));
            }
        }
    }

    #[test]
    fn quotients_are_within_half_a_unit(a in -1_000_000_i64..1_000_000, b in 1..100_000_i64) {
        let quotient = Number::from(a).checked_div(b.into()).unwrap().decimal();
        let error = (quotient * Decimal::from(b) - Decimal::from(a)).abs() * Decimal::TWO;
        prop_assert!(error <= Decimal::new(b, Number::SCALE));
    }

    #[test]
    fn any_text_is_a_number_or_an_error(text in "[-+0-9._e ]{0,40}") {
        if let Ok(number) = text.parse::<Number>() {
            prop_assert!(number.is_within_limits());
            prop_assert_eq!(number.to_string().parse(), Ok(number));
        }
    }
}
