//! What has pixels: views and widgets, driven through the accessibility tree and drawn on the CPU.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod grid;
mod support;
