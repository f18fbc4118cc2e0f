//! Generated playbooks there and back: text, the other language, the wire, the journal.

mod model {
    pub mod generate;
}

use model::generate::{plans, write};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

#[test]
fn show() {
    let mut runner = TestRunner::deterministic();
    for _ in 0..3 {
        let plan = plans().new_tree(&mut runner).unwrap().current();
        println!("{}", write(&plan));
    }
}
