//! What has pixels: views and widgets, driven through the accessibility tree and drawn on the CPU.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_cmp,
    reason = "tests fail by panicking, and sizes are whole points"
)]

mod access;
mod actions;
mod board;
mod change;
mod checks;
mod columns;
mod compare;
mod dialogs;
mod drawn;
mod explain;
mod export;
mod filter;
mod find;
mod grid;
mod import;
mod inspector;
mod kept;
mod keyboard;
mod merge;
mod motion;
mod overview;
mod palette;
mod pictures;
mod regions;
mod review;
mod salvaging;
mod sealing;
mod sharing;
mod shell;
mod shortcuts;
mod support;
mod tasks;
mod theme;
mod told;
mod tour;
mod trend;
mod typing;
#[cfg(target_os = "linux")]
#[path = "../window/mod.rs"]
mod window;
mod zoom;
