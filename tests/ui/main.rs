//! What has pixels: views and widgets, driven through the accessibility tree and drawn on the CPU.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::float_cmp,
    clippy::panic,
    reason = "tests fail by panicking, and sizes are whole points"
)]

mod grid;
mod pictures;
mod support;
#[cfg(target_os = "linux")]
#[path = "../window/mod.rs"]
mod window;
