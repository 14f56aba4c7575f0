//! The program itself, in a real window on a display of its own, driven from the keyboard alone: what no harness sees, from
//! the event loop and the keyboard layout to the file on disk and the exit code.
//!
//! Needs Xvfb, openbox, xdotool, xprop and xwd. Where one is missing the tests that need it say so and pass.

mod editing;
mod picture;
mod stage;
mod starting;
