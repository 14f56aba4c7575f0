//! The versions of the file in hand: listed with who, when and what changed, compared with, and brought back as an edit.

use super::{App, CompareSide, Dialog, Done, Edit, Effect, Place, Problem, Session};
use crate::model::Assessment;
use crate::store::{self, Opened, StoreError, Version};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Something asked for in the list of versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VersionStep {
    /// Compares the document with a version, by its place in the list.
    Compare(usize),
    /// Makes a version the document's content, as an edit: by its place in the list.
    Restore(usize),
}

/// What a job brings of versions, for the document of that generation.
#[derive(Debug)]
pub(super) enum VersionsRead {
    /// The list.
    Listed(u64, PathBuf, Vec<Version>),
    /// One of them.
    Opened(u64, Box<Version>, Box<Result<Opened, StoreError>>),
}

impl App {
    pub(super) fn ask_versions(&mut self) {
        self.with_session(Session::settle);
        let Some(path) = self.session.as_ref().and_then(Session::path).map(Path::to_path_buf) else { return };
        let generation = self.generation;
        self.busy = Some("Looking for versions…");
        self.jobs.start(Done::Lost, move || {
            let versions = store::versions(&path);
            Done::Versions(VersionsRead::Listed(generation, path, versions))
        });
    }

    pub(super) fn version_step(&mut self, step: VersionStep) {
        let Some(Dialog::Versions { versions, .. }) = &self.dialog else { return };
        let (VersionStep::Compare(at) | VersionStep::Restore(at)) = step;
        let Some(version) = versions.get(at).cloned() else { return };
        self.dialog = None;
        if matches!(step, VersionStep::Compare(_)) {
            self.compare_with(true, CompareSide::Open);
            self.compare_with(false, CompareSide::File(version.path));
            self.go(Place::Compare);
            self.effects.push(Effect::FocusView);
            return;
        }
        let generation = self.generation;
        let frameworks = Arc::clone(&self.frameworks);
        self.busy = Some("Reading the version…");
        self.jobs.start(Done::Lost, move || {
            let opened = store::open_assessment(&version.path, &frameworks);
            Done::Versions(VersionsRead::Opened(generation, Box::new(version), Box::new(opened)))
        });
    }

    pub(super) fn versions_read(&mut self, read: VersionsRead) {
        self.busy = None;
        let (VersionsRead::Listed(generation, ..) | VersionsRead::Opened(generation, ..)) = &read;
        if *generation != self.generation {
            return;
        }
        match read {
            VersionsRead::Listed(_, path, versions) => {
                self.dialog = Some(Dialog::Versions { path, versions: versions.into(), chosen: 0 });
            }
            VersionsRead::Opened(_, version, opened) => match *opened {
                Err(error) => self.fail(&error),
                Ok(opened) => self.restore(version.number, &opened.assessment),
            },
        }
    }

    fn restore(&mut self, number: u64, version: &Assessment) {
        let Some(session) = &mut self.session else { return };
        if version.framework != session.assessment().framework {
            let (there, here) = (version.framework.clone(), session.assessment().framework.clone());
            self.dialog = Some(Dialog::Problem(Problem::version_of_another_edition(&there, &here)));
            return;
        }
        session.settle();
        let before = session.revision();
        let assessment = Arc::new(restored(version, session.assessment()));
        self.edit(&Edit::Become { name: format!("restore version {number}"), assessment });
        let Some(session) = self.session.as_ref() else { return };
        if session.revision() != before {
            self.tell(format!("Version {number} is back. Save to keep it; undo takes it back."));
        }
    }
}

/// A version as it comes back: what it says, while the present state and history of being signed off stay.
#[must_use]
pub fn restored(version: &Assessment, present: &Assessment) -> Assessment {
    Assessment { state: present.state.clone(), reopenings: present.reopenings.clone(), ..version.clone() }
}
