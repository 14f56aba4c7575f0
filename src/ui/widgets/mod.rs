//! Widgets of our own, knowing nothing of assessments.

pub mod grid;
