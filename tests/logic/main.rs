//! The tests of everything that has no pixels. One file a room, named as the room is.

mod dates;
mod format;
mod check;
mod compare;
mod counts;
mod made;
