//! Regions against trying every case there is.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::rc::Rc;

use proptest::prelude::*;

use super::{By, Lowered, Space, Work};
use crate::diagnostic::Level;
use crate::hir::{Expr, Hir};
use crate::machine::playbook::Derivation;
use crate::value::Truth;

/// What a test knows of a case: two small counts and two yes/no facts, each perhaps unknown.
type Known = (Option<i64>, Option<i64>, Option<bool>, Option<bool>);

/// A condition on them.
#[derive(Clone, Debug)]
enum Condition {
    Compare(usize, usize, i64),
    Between(usize, i64, i64),
    OneOf(usize, i64, i64),
    Scaled(usize, i64, i64),
    Flag(usize),
    Known(usize),
    Not(Box<Condition>),
    And(Vec<Condition>),
    Or(Vec<Condition>),
}

const SIGNS: [&str; 6] = ["<", "<=", ">", ">=", "=", "!="];
const COUNTS: [&str; 2] = ["a", "b"];
const FLAGS: [&str; 2] = ["p", "q"];

impl Condition {
    fn text(&self) -> String {
        let join = |parts: &[Self], with: &str| {
            let parts: Vec<String> = parts.iter().map(|it| format!("({})", it.text())).collect();
            parts.join(with)
        };
        match self {
            Self::Compare(of, sign, value) => {
                format!("{} {} {value}", COUNTS[of % 2], SIGNS[sign % 6])
            }
            Self::Between(of, low, high) => format!("{} tussen {low} en {high}", COUNTS[of % 2]),
            Self::OneOf(of, x, y) => format!("{} in ({x}, {y})", COUNTS[of % 2]),
            Self::Scaled(of, factor, value) => {
                format!("{} * {factor} - 1 < {value}", COUNTS[of % 2])
            }
            Self::Flag(of) => FLAGS[of % 2].to_owned(),
            Self::Known(of) => format!("bekend({})", ["a", "b", "p", "q"][of % 4]),
            Self::Not(inner) => format!("niet ({})", inner.text()),
            Self::And(parts) => join(parts, " en "),
            Self::Or(parts) => join(parts, " of "),
        }
    }

    fn truth(&self, known: &Known) -> Truth {
        let count = |of: &usize| if *of == 0 { known.0 } else { known.1 };
        let flag = |of: &usize| if *of == 0 { known.2 } else { known.3 };
        match self {
            Self::Compare(of, sign, value) => Truth::from(count(of).map(|it| match sign % 6 {
                0 => it < *value,
                1 => it <= *value,
                2 => it > *value,
                3 => it >= *value,
                4 => it == *value,
                _ => it != *value,
            })),
            Self::Between(of, low, high) => {
                Truth::from(count(of).map(|it| *low <= it && it <= *high))
            }
            Self::OneOf(of, x, y) => Truth::from(count(of).map(|it| it == *x || it == *y)),
            Self::Scaled(of, factor, value) => {
                Truth::from(count(of).map(|it| it * factor - 1 < *value))
            }
            Self::Flag(of) => Truth::from(flag(of)),
            Self::Known(of) => Truth::from(match of % 4 {
                0 => known.0.is_some(),
                1 => known.1.is_some(),
                2 => known.2.is_some(),
                _ => known.3.is_some(),
            }),
            Self::Not(inner) => !inner.truth(known),
            Self::And(parts) => {
                parts.iter().fold(Truth::True, |all, part| all.and(part.truth(known)))
            }
            Self::Or(parts) => {
                parts.iter().fold(Truth::False, |any, part| any.or(part.truth(known)))
            }
        }
    }
}

fn conditions() -> impl Strategy<Value = Condition> {
    let value = || 0..6_i64;
    let atom = prop_oneof![
        4 => (0..2_usize, 0..6_usize, value()).prop_map(|(a, b, c)| Condition::Compare(a, b, c)),
        1 => (0..2_usize, value(), value()).prop_map(|(a, b, c)| Condition::Between(a, b, c)),
        1 => (0..2_usize, value(), value()).prop_map(|(a, b, c)| Condition::OneOf(a, b, c)),
        1 => (0..2_usize, 1..4_i64, value()).prop_map(|(a, b, c)| Condition::Scaled(a, b, c)),
        2 => (0..2_usize).prop_map(Condition::Flag),
        1 => (0..4_usize).prop_map(Condition::Known),
    ];
    atom.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|inner| Condition::Not(Box::new(inner))),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Condition::And),
            prop::collection::vec(inner, 2..4).prop_map(Condition::Or),
        ]
    })
}

/// Every case that can be told apart: no constant lies beyond 0 to 6.
fn everything() -> Vec<Known> {
    let counts: Vec<Option<i64>> = (-2..9).map(Some).chain([None]).collect();
    let flags = [Some(true), Some(false), None];
    let mut all = Vec::new();
    for a in &counts {
        for b in &counts {
            for p in flags {
                all.extend(flags.map(|q| (*a, *b, p, q)));
            }
        }
    }
    all
}

/// Resolved conditions, as derived facts `x0`, `x1`, …
fn resolved(conditions: &[Condition]) -> Hir {
    let mut source = "draaiboek proef\nversie \"1\"\ntijdzone \"Europe/Amsterdam\"\n\
        gegeven a : aantal\ngegeven b : aantal\ngegeven p : ja/nee\ngegeven q : ja/nee\n"
        .to_owned();
    for (index, condition) in conditions.iter().enumerate() {
        source.push_str(&format!("afgeleid x{index} is {}\n", condition.text()));
    }
    let parse = crate::syntax::parse(&source);
    let (hir, found) = crate::resolve::resolve(&parse.file, &source);
    let errors = found.iter().chain(&parse.diagnostics);
    let errors: Vec<_> = errors.filter(|it| it.level() == Level::Error).collect();
    assert!(errors.is_empty(), "{source}\n{errors:?}");
    hir
}

fn written(hir: &Hir) -> Vec<&Expr> {
    let derived = hir.facts.as_slice().iter().flat_map(|fact| &fact.derived);
    derived
        .map(|derived| match derived {
            Derivation::Expression(expr) => expr,
            Derivation::Table(_) => panic!("no table"),
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 192,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn regions_say_what_trying_every_case_says(
        all in prop::collection::vec(conditions(), 1..5),
    ) {
        let hir = resolved(&all);
        let mut lowered = Lowered::new(&hir);
        let work = Rc::new(Work::new());
        let space = Space::new(&mut lowered, &written(&hir), &work).unwrap();
        prop_assert!(!space.tied(|_| true));
        let cases: Vec<Vec<Truth>> = everything()
            .iter()
            .map(|known| all.iter().map(|condition| condition.truth(known)).collect())
            .collect();
        let any = |holds: &dyn Fn(&[Truth]) -> bool| cases.iter().any(|truths| holds(truths));
        for a in 0..all.len() {
            prop_assert_eq!(space.is_possible(a), any(&|truths| truths[a].is_true()));
            for b in 0..a {
                let both = any(&|truths| truths[a].is_true() && truths[b].is_true());
                prop_assert_eq!(space.meet(a, b).unwrap().is_some(), both, "{} and {}", a, b);
            }
            for by in [By::Sure, By::May] {
                let covered = |truth: &Truth| match by {
                    By::Sure => truth.is_true(),
                    By::May => !truth.is_false(),
                };
                let free = any(&|truths| truths[a].is_true() && !truths[..a].iter().any(covered));
                let found = space.uncovered(Some(a), by, |other| other < a).unwrap();
                prop_assert_eq!(found.is_some(), free, "{} after {:?}", a, by);
                let gap = any(&|truths| !truths.iter().any(covered));
                let found = space.uncovered(None, by, |_| true).unwrap();
                prop_assert_eq!(found.is_some(), gap, "gap by {:?}", by);
            }
        }
    }
}

#[test]
fn work_on_many_conditions_is_bounded() {
    // Each condition reads a fact of its own and nothing covers anything: every subset differs.
    let many: Vec<Condition> = (0..40)
        .map(|at| {
            Condition::And(vec![
                Condition::Compare(0, 0, at),
                Condition::Or(vec![Condition::Compare(1, 3, at), Condition::Flag(0)]),
            ])
        })
        .collect();
    let hir = resolved(&many);
    let mut lowered = Lowered::new(&hir);
    let work = Rc::new(Work::new());
    let space = Space::new(&mut lowered, &written(&hir), &work).unwrap();
    for at in 0..many.len() {
        let _ = space.uncovered(Some(at), By::May, |other| other < at);
    }
    assert!(work.spent() < 1_000_000, "{}", work.spent());
}
