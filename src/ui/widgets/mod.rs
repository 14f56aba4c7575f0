//! Drawings and controls that more than one view uses.

pub mod grid;
mod level;
mod pieces;
mod words;

pub use level::{LINE_LADDER, Ladder, ladder, level_colour, level_words};
pub use pieces::{
    accent_button, announced, card, follow_focus, heading, leave_focus, level_line, link, muted, not_given, ringed,
    small, strong, title, wrapped,
};
pub use words::{Wording, difference_said};
