//! hicm
pub mod format;
pub mod model;
