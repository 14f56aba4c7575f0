//! The tests of everything that has no pixels.

mod dates;
