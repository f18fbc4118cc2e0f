//! Times measured side by side, and how they compare.

use std::cell::RefCell;
use std::time::{Duration, Instant};

use criterion::{BatchSize, Criterion, Throughput};

/// The least time per unit of everything measured so far, in nanoseconds.
///
/// The least, not the mean: what disturbs a measurement only ever makes it longer.
#[derive(Default)]
pub struct Ratios(RefCell<Vec<(String, f64)>>);

impl Ratios {
    /// Measures `routine` on fresh inputs of `setup`; it does `units` units of work a run.
    pub fn measure<I, O>(
        &self,
        criterion: &mut Criterion,
        name: &str,
        units: u64,
        mut setup: impl FnMut() -> I,
        mut routine: impl FnMut(I) -> O,
    ) {
        let least = RefCell::new(f64::INFINITY);
        let mut group = criterion.benchmark_group("draaiboek");
        group.throughput(Throughput::Elements(units));
        group.bench_function(name, |bencher| {
            bencher.iter_batched(
                &mut setup,
                |input| {
                    let start = now();
                    let output = routine(input);
                    let each = nanoseconds(start.elapsed()) / units as f64;
                    let mut least = least.borrow_mut();
                    *least = least.min(each);
                    output
                },
                BatchSize::PerIteration,
            );
        });
        group.finish();
        self.0.borrow_mut().push((name.to_owned(), least.into_inner()));
    }

    /// The least time per unit of what was measured under `name`, in nanoseconds.
    pub fn of(&self, name: &str) -> f64 {
        let times = self.0.borrow();
        times.iter().find(|(other, _)| other == name).map_or(f64::NAN, |(_, time)| *time)
    }

    /// Prints how often `floor` goes into `name`, beside the most it should.
    pub fn print(&self, name: &str, floor: &str, at_most: f64) {
        let (time, least) = (self.of(name), self.of(floor));
        let ratio = time / least;
        let verdict = if ratio <= at_most { "ok" } else { "TOO SLOW" };
        println!(
            "{name}: {time:.0} ns, {floor}: {least:.0} ns, ratio {ratio:.2} (at most {at_most}): {verdict}"
        );
    }
}

#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
fn now() -> Instant {
    Instant::now()
}

fn nanoseconds(time: Duration) -> f64 {
    time.as_nanos() as f64
}
