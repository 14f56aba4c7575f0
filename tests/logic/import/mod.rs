//! Tables that other programs made.

mod refused;
mod workbooks;
