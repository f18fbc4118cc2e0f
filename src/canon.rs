//! Canonical bytes: one sequence per value, whatever features hosts turn on, for hashing.
//!
//! Every item starts with a tag; texts carry their length, sequences an end mark, numbers are in
//! base 128. Fields of a struct stand by position, variants of an enum by name.

use std::fmt::Display;

use serde::ser::{Error as _, Serialize};

mod hash;
mod writer;

pub use hash::{Hash, InvalidHash};
use writer::Writer;

/// Most inputs are shorter, so that writing one allocates once.
const USUAL: usize = 512;

/// What has no canonical bytes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CanonError {
    /// A float: it has no place in a decision.
    #[error("a float has no canonical bytes")]
    Float,
    /// A text or byte string of 4 GiB or more.
    #[error("a text of 4 GiB or more has no canonical bytes")]
    TooLong,
    /// What the value's own serialisation reported.
    #[error("{0}")]
    Other(String),
}

impl serde::ser::Error for CanonError {
    fn custom<T: Display>(message: T) -> Self {
        Self::Other(message.to_string())
    }
}

impl From<std::fmt::Error> for CanonError {
    fn from(error: std::fmt::Error) -> Self {
        Self::custom(error)
    }
}

/// The bytes of what `value` means: without structs called `Span` and `LineIndex` and without
/// anything called `Language`, so that formatting and the language of keywords change nothing.
///
/// # Errors
/// Floats and texts of 4 GiB.
pub fn identity<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, CanonError> {
    let mut bytes = Vec::new();
    value.serialize(&mut Writer::<true>::new(&mut bytes))?;
    Ok(bytes)
}

/// The bytes of all of `value`.
///
/// # Errors
/// As for [`identity`].
pub fn full<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, CanonError> {
    let mut bytes = Vec::with_capacity(USUAL);
    write_full(value, &mut bytes)?;
    Ok(bytes)
}

/// Appends the bytes of [`full`] to a buffer. On an error the buffer may hold a part of them.
///
/// # Errors
/// As for [`identity`].
pub fn write_full<T: Serialize + ?Sized>(value: &T, bytes: &mut Vec<u8>) -> Result<(), CanonError> {
    value.serialize(&mut Writer::<false>::new(bytes))
}

/// The hash of [`identity`].
///
/// # Errors
/// As for [`identity`].
pub fn hash_identity<T: Serialize + ?Sized>(value: &T) -> Result<Hash, CanonError> {
    identity(value).map(|bytes| Hash::of(&bytes))
}

/// The hash of [`full`].
///
/// # Errors
/// As for [`identity`].
pub fn hash_full<T: Serialize + ?Sized>(value: &T) -> Result<Hash, CanonError> {
    full(value).map(|bytes| Hash::of(&bytes))
}

#[cfg(test)]
mod tests;
