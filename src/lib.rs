//! hicm
pub mod check;
pub mod compare;
pub mod model;
