//! `hicm` keeps a hospital-discharge working group's self-assessment against the High Impact Change Model, quarter after
//! quarter, and shows it to its boards.
//!
//! # The map
//! One package, one binary, and this library, which only the binary and the tests use. The rooms, from the ground up; each
//! may use those below it and no other:
//!
//! | room | what it is for |
//! |---|---|
//! | [`model`] | the words of the product as types; pure |
//! | [`format`](mod@format) | text of a file to the types and back |
//! | [`compare`] | how two assessments differ, and how two copies become one |
//! | [`report`] | what is shown to others, as neutral blocks: for whom, which chapters, which slides |
//! | [`export`] | that report as files for those who do not have the program |
//! | [`import`] | tables that other programs made, as a proposal of what they mean |
//! | [`check`] | what is missing, contradictory or late in one |
//! | [`store`] | the only room that touches files |
//! | [`app`] | the application without pixels: session, history, commands, jobs, problems in words |
//! | [`cli`] | the command line |
//! | `ui` | the window; the only room that knows the toolkit |
//!
//! `cli` and `ui` never see each other. A test reads the sources and fails when a room uses one that it may not.
//!
//! # How a change travels
//! A key or a click makes a view return an [`app::Request`]; [`app::App::handle`] carries it out; [`app::Session::edit`], the
//! only door to the document, applies it to a copy and keeps the state before for undo; what only a window can do comes back
//! as an [`app::Effect`]; the next frame draws the outcome.

pub mod app;
pub mod check;
pub mod cli;
pub mod compare;
pub mod export;
pub mod format;
pub mod import;
pub mod model;
pub mod report;
pub mod store;
#[cfg(feature = "gui")]
pub mod ui;
