//! The engine: one `step` that turns a machine, a state, an instant and an input into what happens.

mod effect;
mod input;
mod pairs;
mod refusal;
mod state;

pub use effect::{Effect, EffectKind, Fired, ObligationNo, Trace, Withdrawal};
pub use input::{Actor, Binding, Entry, Field, Input, InputKind, Recorded};
pub use refusal::{CODES as REFUSALS, Fault, REASONS, Reason, Refusal};
pub use state::{
    Alarm, Cause, History, Obligation, Phase, State, Statement, Status, Timer, Visit, Vote,
};
