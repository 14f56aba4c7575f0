//! What can stand on either side of a comparison, and what it is called.

use super::{App, Brought, CompareSide, Done, What};
use crate::app::Session;
use crate::model::capitalised;
use crate::store;
use std::path::Path;

/// Something that can be chosen for a side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompareChoice {
    /// What.
    pub side: CompareSide,
    /// What it is called: “Q4 2018/19”.
    pub name: String,
    /// What more there is to say: “sealed”.
    pub note: String,
}

impl App {
    /// What can be chosen besides another file: the open assessment, the quarters of its series, its versions.
    #[must_use]
    pub fn compare_choices(&self) -> Vec<CompareChoice> {
        let Some(session) = &self.session else { return Vec::new() };
        let mut choices = vec![self.choice(session, CompareSide::Open)];
        let earlier = session.earlier().map(|earlier| earlier.quarters.as_slice()).unwrap_or_default();
        let here = session.path();
        let read = |entry: &store::SeriesEntry| {
            entry.place == session.assessment().place
                && earlier.iter().any(|past| past.assessment.quarter == entry.quarter)
                && last_of_its_quarter(session, entry)
        };
        // Newest first, whether it was read already or not.
        let mut quarters: Vec<(crate::model::Quarter, CompareSide)> = earlier
            .iter()
            .map(|past| (past.assessment.quarter, CompareSide::Earlier(past.assessment.quarter)))
            .collect();
        for entry in session.series().entries.iter().filter(|entry| !read(entry)) {
            let own = here == Some(entry.path.as_path());
            if !own || session.edited() {
                quarters.push((entry.quarter, CompareSide::File(entry.path.clone())));
            }
        }
        quarters.sort_by_key(|(quarter, _)| std::cmp::Reverse(*quarter));
        choices.extend(quarters.into_iter().map(|(_, side)| self.choice(session, side)));
        let versions = self.comparing.versions.iter().map(|path| CompareSide::File(path.clone()));
        choices.extend(versions.map(|side| self.choice(session, side)));
        // A file from elsewhere stays to be seen where it was chosen.
        let table =
            self.comparing.files.iter().map(|file| file.side.clone()).filter(|side| *side == CompareSide::Table);
        for side in [self.compare_side(false), self.compare_side(true)].into_iter().flatten().chain(table) {
            if choices.iter().all(|choice| choice.side != side) {
                choices.push(self.choice(session, side));
            }
        }
        choices
    }

    /// What is chosen for a side, as it is called.
    #[must_use]
    pub fn compare_chosen(&self, after: bool) -> Option<CompareChoice> {
        let session = self.session.as_ref()?;
        self.compare_side(after).map(|side| self.choice(session, side))
    }

    fn choice(&self, session: &Session, side: CompareSide) -> CompareChoice {
        let (name, note) = match &side {
            CompareSide::Open => {
                let note = if session.edited() { "open, with unsaved edits" } else { "open" };
                (session.assessment().quarter.to_string(), note.to_owned())
            }
            CompareSide::Earlier(quarter) => {
                let known = session.earlier().map(|earlier| earlier.quarters.as_slice()).unwrap_or_default();
                let past = known.iter().find(|past| past.assessment.quarter == *quarter);
                (quarter.to_string(), past.map_or_else(String::new, |past| past.assessment.state.name().to_owned()))
            }
            CompareSide::File(path) => self.file_choice(session, path),
            CompareSide::Table => {
                let name = self.comparing.table_name.clone();
                // A file is called as it is called; "the clipboard" begins a line here.
                let name = if name.contains('.') { name } else { capitalised(&name) };
                let note =
                    if self.comparing.table_name == crate::app::recovery::FOUND { "found again" } else { "brought in" };
                (if name.is_empty() { "The table".to_owned() } else { name }, note.to_owned())
            }
        };
        CompareChoice { side, name, note }
    }

    fn file_choice(&self, session: &Session, path: &Path) -> (String, String) {
        let stem = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        if self.comparing.versions.iter().any(|version| version == path) {
            // As it is numbered in the list of versions.
            let number = stem.trim_start_matches('0');
            return (
                format!("Version {}", if number.is_empty() { &stem } else { number }),
                session.assessment().quarter.to_string(),
            );
        }
        let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        if let Some(entry) = session.series().entries.iter().find(|entry| entry.path == path) {
            let state = if entry.sealed { "sealed" } else { "draft" };
            let note = if session.path() == Some(path) {
                "as saved".to_owned()
            } else if entry.place == session.assessment().place && last_of_its_quarter(session, entry) {
                state.to_owned()
            } else {
                format!("{file}, {state}")
            };
            return (entry.quarter.to_string(), note);
        }
        let read = self.comparing.files.iter().find(|known| known.side == CompareSide::File(path.to_owned()));
        match read {
            Some(read) => (read.assessment.quarter.to_string(), file),
            None => (capitalised(&file), String::new()),
        }
    }

    /// Has the versions of the file in hand listed, once for each time that it was saved.
    pub(super) fn list_versions(&mut self) {
        let Some(path) = self.session.as_ref().and_then(Session::path).map(Path::to_path_buf) else { return };
        let state = (path.clone(), self.saved_at);
        if self.comparing.listed.as_ref() == Some(&state) {
            return;
        }
        self.comparing.listed = Some(state);
        let generation = self.generation;
        let none = Brought { generation, what: What::Versions(Vec::new()) };
        self.jobs.start(Done::Compared(none), move || {
            Done::Compared(Brought { generation, what: What::Versions(store::versions_of(&path)) })
        });
    }
}

/// Of two files for one quarter the last by name counts as that quarter.
fn last_of_its_quarter(session: &Session, entry: &store::SeriesEntry) -> bool {
    let mut same =
        session.series().entries.iter().rev().filter(|it| it.quarter == entry.quarter && it.place == entry.place);
    same.next().is_some_and(|last| last.path == entry.path)
}
