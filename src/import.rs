//! Imports: `gebruik "path"` is replaced by the declarations of the file that it names.
//!
//! Who embeds this library says what a path means: see [`Loader`]. Each file is read once, by its
//! canonical name, however often it is used; its declarations stand where it is used first. They
//! are as if written there, so that a playbook in several files and the same playbook in one have
//! one identity.
//!
//! A file that is used has a header of its own, whose keyword says which language it is in; what
//! else the header says counts only where the file is a playbook itself. Below it stand legal
//! bases, roles, facts, derived facts, tables, severity, signals, items, actions, named calendars,
//! guarantees, and further imports. What a case goes through stands in the playbook itself, where
//! it is read as a whole; so do the working days that its terms are counted in.

mod fault;
mod loader;
mod splice;

pub use loader::{Alone, Loader, Memory};

pub(crate) use fault::CODES;
pub(crate) use splice::{Read, read};

/// The most files that a playbook consists of, the main file included.
pub const MAX_FILES: usize = 256;
