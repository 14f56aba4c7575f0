//! The command line: the same core as the window, for scripts, terminals and machines without a display.
//!
//! A verb works out an `Answer` (text for standard output, text for standard error, exit code) and only then is
//! anything printed, so that a closed pipe can never leave work half done. Exit codes are stable: 0 fine, 1 findings or
//! differences where the verb says so, 2 usage or unreadable input.

mod answer;
mod check;
mod diff;
mod export;
mod frameworks;
mod import;
mod input;
mod layout;
mod merge;
mod new;
mod salvage;
mod seal;
mod show;
mod trend;
mod value;
mod verify;
mod versions;

pub use answer::complain;

use crate::store::is_there;
use answer::Answer;
use clap::{CommandFactory as _, Parser, Subcommand};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Exit code: all is well.
const FINE: u8 = 0;
/// Exit code: something was found.
const FOUND: u8 = 1;
/// Exit code: the call was wrong, or a file could not be read or written.
const UNUSABLE: u8 = 2;

/// How like a verb a word must be to be taken for a slip of the finger, from 0 to 1.
const LIKE_A_VERB: f64 = 0.75;

/// What was asked for on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Invocation {
    /// A verb, which has been carried out and ended with that exit code.
    Verb(u8),
    /// The window, with a file or folder to open in it.
    Window(Option<PathBuf>),
}

/// Keeps a self-assessment against the High Impact Change Model, quarter after quarter.
#[derive(Debug, Parser)]
#[command(
    name = "hicm",
    version,
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    max_term_width = 80,
    after_help = "Without a verb, the window opens; a file or folder named like a verb is written ./show.\n\
                  Exit codes: 0 fine, 1 findings where the verb says so, 2 wrong usage or a file\n\
                  that cannot be used."
)]
struct Arguments {
    #[command(subcommand)]
    verb: Option<Verb>,
    /// A file, or a folder with one place's quarters, to open in the window
    #[arg(value_name = "FILE|FOLDER")]
    path: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Show where an assessment stands: levels, plans, row statuses, what is overdue
    Show(show::Show),
    /// Look for gaps, contradictions and what was assumed; exit code 1 when anything is missing
    Check(check::Check),
    /// Tell in what two assessments differ; exit code 1 when they do
    Diff(diff::Diff),
    /// Merge two copies of an assessment; exit code 1 when something is left to be decided
    Merge(merge::Merge),
    /// Show a place through all its quarters: levels, plans as they stood, metrics
    Trend(trend::ShowTrend),
    /// Leave a snapshot for others: PDF, Word, Excel, slides and more, for an audience
    Export(export::Export),
    /// Bring in a table of another program, and say what was assumed
    Import(import::Import),
    /// Begin an assessment, empty or carried forward from the quarter before
    New(new::New),
    /// List the versions kept of a file, or bring one back
    Versions(versions::Versions),
    /// Read what can be read of a damaged file; exit code 1 when something of it cannot
    Salvage(salvage::Salvage),
    /// Sign a quarter off: it can only be read from then on, and verified
    Seal(seal::Seal),
    /// Open a sealed quarter again, on record: who, when and why
    Reopen(seal::Reopen),
    /// Tell whether what was sealed still stands; exit code 1 when it does not
    Verify(verify::Verify),
    /// List the editions of the model known here, show one, or add one
    Frameworks(frameworks::ListFrameworks),
}

/// Carries out what the arguments ask for, or says that the window is wanted. The first argument is the program's name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Invocation {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(told) => {
            // Nobody is left to tell when the stream is closed.
            let _ = told.print();
            return Invocation::Verb(if told.use_stderr() { UNUSABLE } else { FINE });
        }
    };
    let answer = match arguments.verb {
        Some(Verb::Show(show)) => show.answer(),
        Some(Verb::Check(check)) => check.answer(),
        Some(Verb::Diff(diff)) => diff.answer(),
        Some(Verb::Merge(merge)) => merge.answer(),
        Some(Verb::Trend(trend)) => trend.answer(),
        Some(Verb::Export(export)) => export.answer(),
        Some(Verb::Import(import)) => import.answer(),
        Some(Verb::New(new)) => new.answer(),
        Some(Verb::Versions(versions)) => versions.answer(),
        Some(Verb::Salvage(salvage)) => salvage.answer(),
        Some(Verb::Seal(seal)) => seal.answer(),
        Some(Verb::Reopen(reopen)) => reopen.answer(),
        Some(Verb::Verify(verify)) => verify.answer(),
        Some(Verb::Frameworks(frameworks)) => frameworks.answer(),
        None => match arguments.path.as_deref().and_then(misspelt) {
            Some(answer) => answer,
            None => return Invocation::Window(arguments.path),
        },
    };
    Invocation::Verb(answer.print())
}

/// A word that is no file but looks like a verb was a verb with a slip in it.
fn misspelt(path: &Path) -> Option<Answer> {
    let typed = path.to_str()?;
    if is_there(path) || typed.contains(['/', '\\', '.']) {
        return None;
    }
    let command = Arguments::command();
    let verb = command
        .get_subcommands()
        .map(|verb| (strsim::normalized_damerau_levenshtein(typed, verb.get_name()), verb.get_name()))
        .filter(|(like, _)| *like >= LIKE_A_VERB)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, name)| name)?;
    Some(Answer::refused(&format!("There is no file and no verb “{typed}”. Was “{verb}” meant? See hicm --help.")))
}
