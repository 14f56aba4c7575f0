//! Two people save one file in a shared folder: what the other wrote is merged into the document in hand and saved with it,
//! so that nobody's work is in a window alone.

use super::told::came_to;
use crate::app::files::Existing;
use crate::app::{App, Dialog, Done, Edit, FileOnDisk, Intent, Problem};
use crate::compare::{Merged, Names, merge};
use crate::model::Assessment;
use crate::store::{self, Cause, Stamp, StoreError};
use std::path::PathBuf;
use std::sync::Arc;

/// What the document in hand is called where nothing else tells the two apart.
pub const THIS_WINDOW: &str = "this window";
/// What the file is called there.
pub const ON_DISK: &str = "the file on disk";

/// What a save found in the place of the file that was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OnDisk {
    /// What somebody else wrote.
    Changed,
    /// A merge that was saved and then taken back here.
    TakenBack,
    /// Nothing: it was moved or deleted.
    Gone,
    /// Something that cannot be merged.
    Unusable(Problem),
}

/// What was read of the file, merged with the document as it was then.
#[derive(Debug)]
pub(in crate::app) struct Incoming {
    generation: u64,
    revision: u64,
    path: PathBuf,
    result: Result<Theirs, OnDisk>,
}

#[derive(Debug)]
struct Theirs {
    content: Arc<Assessment>,
    stamp: Stamp,
    name: String,
    merged: Merged,
}

impl App {
    /// Reads what somebody else wrote and merges it in a job: [`App::took_in`] has what comes of it.
    pub(in crate::app) fn merge_with_disk(&mut self, path: PathBuf) {
        let Some(session) = &mut self.session else { return };
        session.settle();
        let Some(base) = session.file().map(|file| Arc::clone(&file.content)) else { return };
        let (generation, revision) = (self.generation, session.revision());
        let mine = Arc::clone(session.assessment());
        let frameworks = Arc::clone(&self.frameworks);
        self.busy = Some("Merging…");
        self.taking_in = true;
        self.jobs.start(Done::Lost, move || {
            let result =
                store::open_assessment(&path, &frameworks).map_err(|error| of_store(&error)).and_then(|opened| {
                    let content = Arc::new(opened.assessment);
                    if content.sealed() {
                        return Err(OnDisk::Unusable(Problem::sealed_meanwhile()));
                    }
                    let (my_name, name) = names(&mine, &content, ON_DISK);
                    let merged = merge(&base, &mine, &content, Names { mine: &my_name, theirs: &name })
                        .map_err(|refused| OnDisk::Unusable(Problem::not_merged(&refused)))?;
                    Ok(Theirs { content, stamp: opened.stamp, name, merged })
                });
            Done::TakenIn(Box::new(Incoming { generation, revision, path, result }))
        });
    }

    /// Takes in what was merged and saves it. Call it when what is being typed is in the document.
    pub(in crate::app) fn took_in(&mut self, incoming: Incoming) {
        self.busy = None;
        self.taking_in = false;
        let Incoming { generation, revision, path, result } = incoming;
        let Some(session) = self.session.as_mut().filter(|_| generation == self.generation) else { return };
        let Theirs { content, stamp, name, merged } = match result {
            Ok(theirs) => theirs,
            Err(found) => {
                self.dialog = Some(Dialog::ChangedOnDisk { path, found });
                return;
            }
        };
        if session.revision() != revision {
            // Somebody typed while it was being read.
            return self.merge_with_disk(path);
        }
        let Merged { assessment, taken, conflicts } = merged;
        let edit = Edit::Merged { with: name, assessment: Arc::new(assessment) };
        if let Err(refused) = session.merged(&edit, FileOnDisk { path: path.clone(), stamp, content }) {
            let found = OnDisk::Unusable(Problem::merge_refused(&refused));
            self.dialog = Some(Dialog::ChangedOnDisk { path, found });
            return;
        }
        let undecided = session.assessment().undecided_count();
        let mut said = format!("Merged: {}", came_to(taken, conflicts));
        if undecided > 0 {
            // Leaving now would leave them to whoever opens the file next.
            if self.waiting.take() == Some(Intent::Quit) {
                said.push_str(" Decide, or close again to leave that for later.");
            }
            self.go_to_conflicts();
        }
        self.told_after_save = Some(said);
        self.write(path, Existing::Refuse);
    }
}

fn of_store(error: &StoreError) -> OnDisk {
    match error.cause {
        Cause::NotFound | Cause::NoFolder => OnDisk::Gone,
        _ => OnDisk::Unusable(Problem::from(error)),
    }
}

/// Whose the two are: who prepared them where that tells them apart, or else where they are.
pub(super) fn names(mine: &Assessment, theirs: &Assessment, elsewhere: &str) -> (String, String) {
    let differ = mine.prepared_by != theirs.prepared_by;
    let name = |by: &str, otherwise: &str| if differ && !by.is_empty() { by } else { otherwise }.to_owned();
    (name(&mine.prepared_by, THIS_WINDOW), name(&theirs.prepared_by, elsewhere))
}
