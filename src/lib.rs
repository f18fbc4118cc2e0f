//! Readable playbooks, compiled into state machines that services embed.

mod case;
mod error;
mod playbook;
mod words;

pub mod calendar;
pub mod canon;
#[cfg(feature = "language")]
mod check;
pub mod diagnostic;
pub mod engine;
pub mod explain;
#[cfg(feature = "language")]
pub mod hir;
pub mod journal;
#[cfg(feature = "language")]
mod lower;
pub mod machine;
#[cfg(feature = "language")]
pub mod resolve;
#[cfg(feature = "language")]
pub mod scenario;
pub mod span;
#[cfg(feature = "language")]
pub mod syntax;
pub mod value;

pub use case::{
    Act, Allowed, Because, Carried, Case, Deadline, Effect, Event, Explanation, Owed, Remark, Step,
};
pub use error::{Error, ErrorKind};
pub use playbook::{Opening, Playbook};

/// The examples of the README, run as tests.
#[cfg(all(doctest, feature = "language"))]
#[doc = include_str!("../README.md")]
struct Readme;
