//! The program itself, in a real window on a display of its own, driven from the keyboard alone: what no harness sees, from
//! the event loop and the keyboard layout to the file on disk and the exit code.
//!
//! Needs Xvfb, openbox, xdotool, xprop and xwd, and to be read as by a screen reader dbus-daemon, at-spi2-core and
//! `/usr/bin/python3` with python3-gi and gir1.2-atspi-2.0; to be watched for a network it needs strace. Where one is
//! missing the tests that need it say so and pass.

mod crash;
mod editing;
mod network;
mod picture;
mod reader;
mod stage;
mod starting;
