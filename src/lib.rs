//! hicm
pub mod check;
pub mod compare;
pub mod format;
pub mod model;
