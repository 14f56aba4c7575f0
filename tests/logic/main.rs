//! What has no pixels, tested without them. One file a room, named as the room is.

mod format;
