//! Long runs at random: how much, divided over threads, and what really happened in them.

use std::collections::BTreeMap;

/// How often each thing happened.
#[derive(Default)]
pub struct Counts(pub BTreeMap<String, u64>);

impl Counts {
    pub fn count(&mut self, kind: &str, what: impl AsRef<str>) {
        *self.0.entry(format!("{kind} {}", what.as_ref())).or_default() += 1;
    }

    pub fn get(&self, what: &str) -> u64 {
        self.0.get(what).copied().unwrap_or(0)
    }

    /// What another run did as well.
    fn add(&mut self, other: &Self) {
        for (what, count) in &other.0 {
            *self.0.entry(what.clone()).or_default() += count;
        }
    }
}

/// A number from the environment.
pub fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// Runs `work` with the number of each worker and how many there are, at the same time, and prints
/// what they counted.
pub fn divided(work: fn(u64, u64) -> Counts) -> Counts {
    let workers = number("DRAAIBOEK_WORKERS", 2);
    let threads: Vec<_> = (0..workers)
        .map(|worker| {
            let thread = std::thread::Builder::new().stack_size(256 << 20);
            thread.spawn(move || work(worker, workers)).expect("a thread")
        })
        .collect();
    let mut counts = Counts::default();
    for thread in threads {
        let Ok(done) = thread.join() else { panic!("see above") };
        counts.add(&done);
    }
    for (what, count) in &counts.0 {
        println!("{count:8} {what}");
    }
    counts
}
