//! Text to tree: the keyword languages, the grammar, its faults in words, and back to text.

pub mod ast;
