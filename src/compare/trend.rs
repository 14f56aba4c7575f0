//! A place through all its quarters: the level of each change with every plan as it stood, and its metrics against their
//! targets.
