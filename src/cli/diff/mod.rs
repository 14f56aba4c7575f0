//! `hicm diff`: in what two assessments differ.

mod human;
mod json;

use super::answer::Answer;
use super::input::{Read, frameworks, read_last};
use super::{FINE, FOUND};
use crate::compare::{Comparison, PairBy};
use crate::export::comparison_html;
use crate::store::{self, StoreError, is_there};
use human::Paint;
use std::path::{Path, PathBuf};

/// The arguments of `diff`.
#[derive(Debug, clap::Args)]
pub(super) struct Diff {
    /// The assessment before and the one after; of a folder, its last quarter; of a table, what is proposed of it
    #[arg(value_name = "BEFORE AFTER", num_args = 1..=9, required = true)]
    paths: Vec<PathBuf>,
    /// Answer in JSON; keys are added over time and never renamed
    #[arg(long, group = "answer")]
    json: bool,
    /// One sentence for each change, for the minutes
    #[arg(long, group = "answer")]
    sentences: bool,
    /// Answer with a page that any browser shows
    #[arg(long, group = "answer")]
    html: bool,
    /// By what rows are paired: by id, or by their text where the two tables share no ids; or by text alone
    #[arg(long, value_enum, default_value_t)]
    pair: PairArgument,
    /// When to use colours
    #[arg(long, value_enum, default_value_t)]
    color: When,
    /// As a diff command of git, which gives it seven arguments: in the configuration, diff.hicm.command =
    /// "hicm diff --git"; in .gitattributes, *.ron diff=hicm. The exit code is then always 0
    #[arg(long)]
    git: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum PairArgument {
    #[default]
    Either,
    Text,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum When {
    #[default]
    Auto,
    Always,
    Never,
}

impl Diff {
    /// Carries it out.
    pub(super) fn answer(&self) -> Answer {
        self.worked_out().unwrap_or_else(|refusal| refusal)
    }

    fn worked_out(&self) -> Result<Answer, Answer> {
        if self.git {
            return self.for_git();
        }
        let [before, after] = self.paths.as_slice() else {
            return Err(Answer::refused("Two assessments are compared: hicm diff BEFORE AFTER."));
        };
        let (before, after) = read_both(before, after);
        let ((before, mut faults), (after, more)) = (before?, after?);
        faults.extend(more);
        Ok(self.compared(&before, &after).told_newer([&before.newer, &after.newer]).with_problems(&faults))
    }

    fn compared(&self, before: &Read, after: &Read) -> Answer {
        let by = match self.pair {
            PairArgument::Either => PairBy::Either,
            PairArgument::Text => PairBy::Text,
        };
        let (old, new) = (&before.opened, &after.opened);
        let (was, is) = ((&old.assessment, &*old.framework), (&new.assessment, &*new.framework));
        let comparison = Comparison::between(was, is, &frameworks().all(), by);
        let differ = !comparison.delta.is_empty();
        let answer = if self.json {
            Answer::fine(json::as_json(&comparison, &old.assessment, &new.assessment))
        } else if self.sentences {
            Answer::fine(human::sentences(&comparison))
        } else if self.html {
            Answer::fine(comparison_html(&comparison, &old.assessment, &new.assessment))
        } else {
            Answer::fine(human::as_text(&comparison, &old.assessment, &new.assessment, self.paint()))
        };
        answer.or_code(if differ { FOUND } else { FINE })
    }

    fn paint(&self) -> Paint {
        let wanted = match self.color {
            When::Always => true,
            When::Never => false,
            // Git pipes what it is told into a pager that shows colours, and says so.
            When::Auto => colours_shown() || (self.git && std::env::var_os("GIT_PAGER_IN_USE").is_some()),
        };
        if wanted { Paint::Colours } else { Paint::Plain }
    }

    /// As git calls it: path, old file, its hash and mode, new file, its hash and mode; of a file that is not merged, its
    /// path alone.
    fn for_git(&self) -> Result<Answer, Answer> {
        let [path, old, _, _, new, ..] = self.paths.as_slice() else {
            let name = self.paths.first().map(|path| path.display().to_string()).unwrap_or_default();
            return Ok(Answer::fine(format!("{name} is not merged yet.\n")));
        };
        let read = |file: &Path| -> Result<Option<Read>, Answer> {
            if !is_there(file) || store::is_blank(file)? {
                return Ok(None);
            }
            let beside = path.parent().unwrap_or(Path::new("")).join("frameworks");
            let looked = store::open_to_look(file, &frameworks().with_folder(&beside))?;
            let newer = super::input::newer_note(&looked);
            Ok(Some(Read { path: path.clone(), opened: looked.opened, newer }))
        };
        let answer = match (read(old)?, read(new)?) {
            (Some(before), Some(after)) => self.compared(&before, &after),
            (None, Some(after)) => {
                Answer::fine(format!("{} is new: {}\n", path.display(), human::head(&after.opened.assessment)))
            }
            (Some(before), None) => {
                Answer::fine(format!("{} is gone: {}\n", path.display(), human::head(&before.opened.assessment)))
            }
            (None, None) => Answer::default(),
        };
        Ok(answer.with_code(FINE))
    }
}

/// One side as read, with what is wrong with other files of its folder.
type Side = Result<(Read, Vec<StoreError>), Answer>;

/// Reads both at once: most of the time that a comparison takes goes into reading.
fn read_both(before: &Path, after: &Path) -> (Side, Side) {
    std::thread::scope(|scope| {
        let before = scope.spawn(|| read_last(before));
        let after = read_last(after);
        let before = before.join().unwrap_or_else(|_| Err(Answer::refused("The first file could not be read.")));
        (before, after)
    })
}

/// Whether standard output is a terminal whose owner has not asked for plain text (<https://no-color.org>).
fn colours_shown() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    std::io::IsTerminal::is_terminal(&std::io::stdout())
        && !set("NO_COLOR")
        && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}
