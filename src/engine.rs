//! The engine: one `step` that turns a machine, a state, an instant and an input into what happens.
//!
//! Nothing in it knows text, files, threads, locale or the current time. Same machine, state and
//! inputs: same bytes.
#![doc = include_str!("engine/semantics.md")]
#![expect(
    clippy::indexing_slicing,
    reason = "INVARIANT tables are indexed by ids of a validated machine; vectors never are"
)]

mod act;
mod admit;
mod chart;
mod claim;
mod command;
mod complete;
mod correct;
mod decide;
mod due;
mod effect;
mod entry;
mod erase;
mod eval;
mod follow;
mod grant;
mod ground;
mod group;
mod history;
mod holding;
mod input;
mod item;
mod keep;
pub mod ledger;
mod obligation;
mod pairs;
mod party;
mod query;
mod refusal;
mod refuse;
mod run;
mod select;
mod severity;
mod signal;
mod start;
mod state;
mod step;
mod suspend;
mod time;
mod touch;
mod visible;
mod watch;
mod who;
mod world;

pub use effect::{
    Block, Effect, EffectKind, Fired, ItemEffect, ItemNo, ObligationNo, Remark, Settlement, Trace,
    Withdrawal,
};
pub use entry::{Entry, Recorded, Snapshot};
pub use input::{Actor, Binding, Field, Input, InputKind, NewDue, Salt};
pub use ledger::Ledger;
pub(crate) use query::{
    bar, count, empty_seats, groups_are_sound, reads_itself, stands_for, truth, unfinished,
};
pub use query::{blockers, faults, floor, holds, value_as_of, value_for, value_in, value_of};
pub use refusal::{CODES as REFUSALS, Fault, ItemFault, REASONS, Reason, Refusal};
pub use state::{
    Alarm, Apart, Cause, Claim, Course, Focus, Gone, History, Item, Known, Obligation, Phase,
    Progress, Promise, State, Statement, Status, Suspension, Timer, Visit, Vote,
};
pub(crate) use state::{DutyState, Kept, Overdue, Streaks};
pub use step::{MAX_INSTANTS, Outcome, Step, effective_time, step, step_in};
pub use visible::Sight;
pub(crate) use who::resolve;
pub use world::{Actual, World};
