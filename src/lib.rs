//! Readable playbooks, compiled into state machines that services embed.

pub mod calendar;
pub mod canon;
pub mod diagnostic;
pub mod engine;
#[cfg(feature = "language")]
pub mod hir;
#[cfg(feature = "language")]
mod lower;
pub mod machine;
#[cfg(feature = "language")]
pub mod resolve;
pub mod span;
#[cfg(feature = "language")]
pub mod syntax;
pub mod value;
