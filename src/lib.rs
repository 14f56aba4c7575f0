//! hicm
pub mod model;
