//! What a sheet means: header, columns, blocks, changes, and each cell.

pub(super) mod blocks;
pub(super) mod boundaries;
pub(super) mod cells;
pub(super) mod columns;
pub(super) mod content;
pub(super) mod elsewhere;
pub(super) mod heading;
pub(super) mod level_table;
pub(super) mod levels;
pub(super) mod names;
pub(super) mod own;
pub(super) mod statements;
