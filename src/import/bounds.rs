//! What is read at most of a file that comes from outside. Whatever exceeds one of these is refused with an error that
//! says which; nothing is cut silently.

/// The largest file, in bytes: 64 MiB.
pub const FILE_LIMIT: usize = 64 << 20;
/// The most that one part of a packed file (XLSX, ODS, DOCX) may hold when unpacked, in bytes: 256 MiB.
pub const PART_LIMIT: u64 = 256 << 20;
/// The most that all parts of a packed file may hold together, in bytes: 512 MiB.
pub const UNPACKED_LIMIT: u64 = 512 << 20;
/// The most parts of a packed file.
pub const PARTS_LIMIT: usize = 4_000;
/// How many times larger than packed a part may be; only asked of parts larger than 10 MiB.
pub const RATIO_LIMIT: u64 = 200;
/// The most sheets of a workbook, or tables of a document.
pub const SHEETS_LIMIT: usize = 200;
/// The most lines of a sheet: 20,000.
pub const LINES_LIMIT: usize = 20_000;
/// The most columns of a sheet.
pub const COLUMNS_LIMIT: usize = 1_000;
/// The most cells of a file, blank ones among them.
pub const CELLS_LIMIT: usize = 500_000;
/// The longest text of a cell, in characters: what Excel takes.
pub const CELL_LIMIT: usize = 32_767;
/// How deeply the elements of a packed file may be nested.
pub const DEPTH_LIMIT: usize = 256;
