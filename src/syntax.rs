//! Text to tree: the keyword languages, the grammar, its faults in words, and back to text.

pub mod ast;
mod audit;
mod braces;
mod build;
mod comments;
pub(crate) mod fault;
mod grammar;
mod keyword;
mod latin;
mod letters;
mod limits;
mod parse;
mod print;
mod slips;
mod words;

pub use limits::{MAX_BYTES, MAX_DEPTH};
pub use parse::{Parse, ParsedScenario, decode, parse, parse_scenario};
pub use print::{print, print_scenario};

pub(crate) use fault::CODES;
