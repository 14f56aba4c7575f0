//! Everything that has no pixels.

mod check;
mod compare;
mod counts;
mod made;
