//! Reading a decision table: by column beside row by row, and how it grows.
//!
//! `cargo bench --bench table` prints the ratios; both must give the same value before they are
//! measured.
#![allow(
    clippy::unwrap_used,
    clippy::float_arithmetic,
    unreachable_pub,
    reason = "benchmarks may fail as tests do"
)]

#[path = "support/ratio.rs"]
mod ratio;
#[path = "support/table.rs"]
mod table;

use std::hint::black_box;

use criterion::Criterion;
use draaiboek::engine::{Actual, World, value_in};
use ratio::Ratios;

/// How often the table is read in one measurement.
const READ: u64 = 200;

/// A world that supplies atoms, and so reads tables row by row.
struct ByAtom;

impl World for ByAtom {}

fn main() {
    let mut criterion = Criterion::default().sample_size(30).configure_from_args();
    let ratios = Ratios::default();
    for (rows, columns) in [(10, 4), (1_000, 4), (1_000, 16)] {
        let (machine, state) = table::case(rows, columns);
        let fact = machine.fact("uitkomst").unwrap();
        let worlds: [(&str, &dyn World); 2] = [("by column", &Actual), ("row by row", &ByAtom)];
        let [by_column, by_row] = worlds.map(|(_, world)| value_in(world, &machine, &state, fact));
        assert!(by_column.is_some() && by_column == by_row);
        for (name, world) in worlds {
            ratios.measure(
                &mut criterion,
                &format!("{name}, {rows} x {columns}"),
                READ,
                || (),
                |()| {
                    for _ in 0..READ {
                        black_box(value_in(world, &machine, &state, black_box(fact)));
                    }
                },
            );
        }
    }
    criterion.final_summary();
    ratios.print("by column, 1000 x 4", "row by row, 1000 x 4", 0.05);
    ratios.print("by column, 1000 x 16", "row by row, 1000 x 16", 0.05);
    ratios.print("by column, 1000 x 4", "by column, 10 x 4", 3.0);
    ratios.print("by column, 1000 x 16", "by column, 1000 x 4", 6.0);
}
