//! The command `draaiboek`.

fn main() {}
