//! The tests of everything that has no pixels. One file a room, named as the room is.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "the helpers of a test, like the test, should fail on what nobody expected"
)]

mod app;
mod app_board;
mod app_compare;
mod app_edits;
mod app_import;
mod app_keys;
mod app_merge;
mod app_palette;
mod app_salvage;
mod app_settings;
mod app_tour;
mod bundled;
mod check;
mod cli;
mod cli_diff;
mod cli_export;
mod cli_import;
mod cli_salvage;
mod cli_versions;
mod clipboard;
mod compare;
mod counts;
mod crash;
mod crash_typing;
mod dates;
mod delta;
mod editions;
mod export_book;
mod export_html;
mod export_pdf;
mod export_word;
mod exported;
mod faults;
mod faults_beside;
mod filter;
mod find;
mod format;
mod generate;
mod glossary;
mod hostile;
mod import;
mod journal;
mod leaving;
mod made;
mod merge;
mod model;
mod moves;
mod network;
mod odd_places;
mod pairing;
mod recovery;
mod report;
mod review;
mod rooms;
mod row_history;
mod salvage;
mod seal;
mod sharing;
mod sharing_store;
mod store;
mod trend;
mod twins;
mod versions;
