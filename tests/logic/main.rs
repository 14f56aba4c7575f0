//! The tests of everything that has no pixels. One file a room, named as the room is.

mod check;
mod cli;
mod compare;
mod counts;
mod dates;
mod format;
mod made;
