//! The window: egui and nothing but.

pub mod theme;
pub mod widgets;
