//! Merging two people's copies: laws, small cases to the last, and the cases that other tools get wrong.

mod cases;
mod checker;
mod decide;
pub mod edits;
mod laws;
mod small;
