//! What is told of others above the view and in the dialog, in words, with the answers there are to it.

use super::{Other, Outside, SharingStep};
use crate::app::{App, Request, Session, clock};
use crate::model::{capitalised, counted};
use crate::store::CopyBeside;
use chrono::NaiveDateTime;
use std::path::Path;

/// Something that is told of others.
#[derive(Clone, Debug, PartialEq)]
pub struct FileNote {
    /// What it is about.
    pub kind: NoteKind,
    /// In a sentence or two.
    pub text: String,
    /// More of it, for who points at it; may be empty.
    pub more: String,
    /// The answers.
    pub choices: Vec<NoteChoice>,
}

/// What something that is told is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoteKind {
    /// Others changed or moved the file.
    Outside,
    /// A copy stands beside it.
    Copy,
    /// Others have it open.
    Open,
}

/// An answer to what is told.
#[derive(Clone, Debug, PartialEq)]
pub struct NoteChoice {
    /// On its button.
    pub label: &'static str,
    /// What a screen reader calls it, and no other button.
    pub name: &'static str,
    /// What it asks for.
    pub request: Request,
}

fn choice(label: &'static str, step: SharingStep) -> NoteChoice {
    named(label, label, step)
}

fn named(label: &'static str, name: &'static str, step: SharingStep) -> NoteChoice {
    NoteChoice { label, name, request: Request::Sharing(step) }
}

impl App {
    /// What is told of others, the most pressing first.
    #[must_use]
    pub fn file_notes(&self) -> Vec<FileNote> {
        let Some(session) = &self.session else { return Vec::new() };
        [self.outside_told(session), self.copy_told(session), self.open_told()].into_iter().flatten().collect()
    }

    fn outside_told(&self, session: &Session) -> Option<FileNote> {
        let later = choice("Later", SharingStep::Later);
        let (text, choices) = match self.outside()? {
            Outside::Changed { by, at, .. } => {
                let by = by.as_ref().map_or_else(String::new, |by| format!(" by {by}"));
                let at = at.map_or_else(String::new, |at| format!(" {}", at_words(at)));
                let text = format!("This file was changed on disk{by}{at}.");
                if session.edited() {
                    let merge = named("Merge", "Merge theirs and save", SharingStep::Merge);
                    let open = choice("Open theirs", SharingStep::ShowTheirs);
                    (format!("{text} Your edits are still here."), vec![merge, open, later])
                } else {
                    (text, vec![choice("Show what is there now", SharingStep::ShowTheirs), later])
                }
            }
            Outside::Gone { to: Some(to) } => {
                let text = format!("Somebody renamed this file: it is called {} now.", name(to));
                (text, vec![choice("Go on with it", SharingStep::Follow), later])
            }
            Outside::Gone { to: None } => {
                let text = "Somebody moved or deleted this file. What you see is still here.".to_owned();
                let again = choice("Save it here again", SharingStep::SaveAgain);
                // What is not known of it here would be lost.
                (text, if session.newer().is_some() { vec![later] } else { vec![again, later] })
            }
        };
        Some(FileNote { kind: NoteKind::Outside, text, more: String::new(), choices })
    }

    fn copy_told(&self, session: &Session) -> Option<FileNote> {
        let here = session.path()?;
        let copies = &session.series().copies;
        let itself = copies.iter().find(|copy| copy.path.file_name() == here.file_name());
        if let Some(copy) = itself {
            return Some(FileNote {
                kind: NoteKind::Copy,
                text: format!("This is a copy that a sync program made of {}. Merge it in there.", name(&copy.of)),
                more: copy.of.to_string_lossy().into_owned(),
                choices: vec![choice("Open that file", SharingStep::Open(copy.of.clone()))],
            });
        }
        let told = |copy: &&CopyBeside| !self.sharing.left.contains(&copy.path);
        let mut of_this = self.copies_of_this().filter(told);
        let (first, more) = (of_this.next(), of_this.count());
        let Some(copy) = first else {
            let copy = copies.iter().find(told)?;
            let quarter = session.series().entries.iter().find(|entry| entry.path == copy.of)?.quarter;
            return Some(FileNote {
                kind: NoteKind::Copy,
                text: format!("A copy of {quarter} from {} stands in this folder.", machine(copy)),
                more: copy.path.to_string_lossy().into_owned(),
                choices: vec![
                    choice("Open that quarter", SharingStep::Open(copy.of.clone())),
                    named("Leave it", "Leave the copy", SharingStep::LeaveCopy(copy.path.clone())),
                ],
            });
        };
        let path = &copy.path;
        let leave = named("Leave it", "Leave the copy", SharingStep::LeaveCopy(path.clone()));
        let compare = named("Compare", "Compare with the copy", SharingStep::CompareCopy(path.clone()));
        let merged =
            self.sharing.merged.iter().find(|merged| merged.path == *path && session.rests_on(merged.revision));
        let (text, choices) = match merged {
            Some(merged) if merged.saved => {
                let text = format!(
                    "All of {} is in this file. Put the copy away, into the folder of its versions?",
                    name(path)
                );
                (text, vec![choice("Put it away", SharingStep::PutAway(path.clone())), leave])
            }
            Some(_) => {
                let text = format!("{} is merged in. Once you have saved, it can be put away.", name(path));
                (text, vec![compare, leave])
            }
            None => {
                let text = format!("A copy from {} stands beside this file.", machine(copy));
                let merge = choice("Merge it in", SharingStep::MergeCopy(path.clone()));
                let choices = if session.read_only() { vec![compare, leave] } else { vec![merge, compare, leave] };
                (text, choices)
            }
        };
        let more_copies = match more {
            0 => String::new(),
            1 => " There is 1 more.".to_owned(),
            many => format!(" There are {many} more."),
        };
        let shown = path.to_string_lossy().into_owned();
        Some(FileNote { kind: NoteKind::Copy, text: text + &more_copies, more: shown, choices })
    }

    fn open_told(&self) -> Option<FileNote> {
        let told: Vec<&Other> =
            self.sharing.others.iter().filter(|other| !self.sharing.hidden.contains(&other.token)).collect();
        // Who is at it now comes before what was left open.
        let first = told.iter().find(|other| !other.left).or_else(|| told.first())?;
        let mut text = first.words();
        // Beside one who is at it, what was left open is told in the details alone.
        let more = told.iter().filter(|other| other.left == first.left).count() - 1;
        if more > 0 {
            let (one, many) = if first.left {
                ("other window was", "other windows were")
            } else {
                ("other window has", "other windows have")
            };
            let others = capitalised(&counted(more, one, many));
            text = format!("{text} {others} {} too.", if first.left { "left open" } else { "it open" });
        }
        let details = NoteChoice {
            label: "Who…",
            name: "Who has this open",
            request: Request::Command(crate::app::Command::Sharing),
        };
        let hide = named("Hide", "Hide who has this open", SharingStep::HideOthers);
        Some(FileNote { kind: NoteKind::Open, text, more: first.machine.clone(), choices: vec![details, hide] })
    }
}

impl Other {
    /// “Anna Smith has had this open since 09:12 (last seen 09:40).”
    #[must_use]
    pub fn words(&self) -> String {
        let (since, alive) = (moment(self.since), moment(self.alive));
        let on = if self.machine.is_empty() { "another machine" } else { self.machine.as_str() };
        let who = match (self.you, self.here) {
            (true, true) if self.left => {
                return format!("A window of yours seems to have left this open (last seen {alive}).");
            }
            (true, true) => {
                return format!("You have this open in another window since {since} (last seen {alive}).");
            }
            (true, false) if self.left => {
                return format!("You seem to have left this open on {on} (last seen {alive}).");
            }
            (true, false) => {
                return format!("You have had this open on {on} since {since} (last seen {alive}).");
            }
            (false, _) if self.by.is_empty() => format!("Somebody on {on}"),
            (false, _) => self.by.clone(),
        };
        if self.left {
            format!("{who} seems to have left this open (last seen {alive}).")
        } else {
            format!("{who} has had this open since {since} (last seen {alive}).")
        }
    }
}

/// Whose a copy is.
fn machine(copy: &CopyBeside) -> String {
    if copy.from.is_empty() { "another machine".to_owned() } else { format!("another machine ({})", copy.from) }
}

/// The time of day, with the day where that is another.
fn moment(at: NaiveDateTime) -> String {
    let same_day = at.date() == clock::today();
    at.format(if same_day { "%H:%M" } else { "%-d %b %H:%M" }).to_string()
}

fn at_words(at: NaiveDateTime) -> String {
    if at.date() == clock::today() { format!("at {}", moment(at)) } else { format!("on {}", moment(at)) }
}

/// The name of a file.
pub(super) fn name(path: &Path) -> String {
    format!("“{}”", path.file_name().unwrap_or(path.as_os_str()).to_string_lossy())
}
