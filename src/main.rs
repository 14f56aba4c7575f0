//! Arguments to a verb or the window, and on to the exit code.

use hicm::cli::{Invocation, complain, run};
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(match run(std::env::args_os()) {
        Invocation::Verb(code) => code,
        Invocation::Window(path) => window(path),
    })
}

#[cfg(feature = "gui")]
fn window(path: Option<PathBuf>) -> u8 {
    match hicm::ui::run(path) {
        Ok(()) => 0,
        Err(problem) => complain(&problem),
    }
}

#[cfg(not(feature = "gui"))]
fn window(path: Option<PathBuf>) -> u8 {
    complain(&hicm::app::Problem {
        what: "This build of hicm has no window.".to_owned(),
        kept: String::new(),
        advice: "Use a verb: hicm show, hicm check, hicm new or hicm frameworks; hicm --help lists them.".to_owned(),
        detail: path.map(|path| path.display().to_string()).unwrap_or_default(),
    })
}
