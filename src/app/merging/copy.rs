//! Somebody's copy, merged into the document in hand: what both began from is chosen by a person, who is shown what each
//! choice comes to.

use super::common::{in_common, of_what_must_stand};
use super::on_disk::names;
use super::told::came_to;
use crate::app::{App, Dialog, Done, Edit, Problem};
use crate::compare::{Merged, Names, merge};
use crate::model::{Assessment, Quarter};
use crate::store::{self, Frameworks, Opened, Stamp};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A copy that was read, with what it comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct CopyOffer {
    /// Its file.
    pub path: PathBuf,
    /// Whose it is.
    pub name: String,
    /// What to know before, each a sentence.
    pub cautions: Vec<String>,
    /// What both may have begun from, the most likely first.
    pub bases: Vec<BaseOffer>,
    /// Nothing that it says of seals and reopenings is in it alone: a merge does not take that over.
    seals_known: bool,
    /// What the file of the copy was when it was read.
    pub(in crate::app) stamp: Stamp,
    copy: Arc<Assessment>,
    mine: Arc<Assessment>,
    my_name: String,
    state: (u64, u64),
}

/// Something that both may have begun from, and what comes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct BaseOffer {
    /// What it is.
    pub from: BaseFrom,
    /// What comes of it.
    pub merged: Arc<Merged>,
}

/// What both copies may have begun from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BaseFrom {
    /// The file as it was opened here.
    Opened,
    /// The quarter before, carried forward.
    CarriedForward(Quarter),
    /// A version of the file, by its number, and when it was saved.
    Version(u64, Option<chrono::NaiveDateTime>),
    /// Another file.
    File(PathBuf),
    /// Nobody knows.
    Unknown,
}

/// What both copies may have begun from, as it is known here.
struct Beginnings {
    /// The file as it was opened.
    opened: Option<Arc<Assessment>>,
    /// The quarter before.
    previous: Option<Arc<Assessment>>,
    /// Versions of the file, newest first.
    versions: Vec<(BaseFrom, Assessment)>,
}

/// What a job read for merging a copy.
#[derive(Debug)]
pub(in crate::app) enum CopyRead {
    /// The copy.
    Copy(Box<Result<CopyOffer, Problem>>),
    /// What both began from.
    Base(PathBuf, Box<Result<BaseOffer, Problem>>),
}

impl BaseFrom {
    /// In words.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Opened => "This file as it was opened".to_owned(),
            Self::CarriedForward(quarter) => format!("{quarter}, carried forward"),
            Self::Version(number, Some(at)) => format!("Version {number}, saved {}", at.format("%-d %b %Y %H:%M")),
            Self::Version(number, None) => format!("Version {number} of this file"),
            Self::File(path) => path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            Self::Unknown => "Not known".to_owned(),
        }
    }
}

impl BaseOffer {
    /// What it comes to: “3 changes of theirs come in, 5 of yours stay; leaves 2 to decide”.
    #[must_use]
    pub fn words(&self) -> String {
        let Merged { taken, conflicts, .. } = self.merged.as_ref();
        let theirs = match taken.theirs {
            0 => "Nothing of theirs comes in".to_owned(),
            1 => "1 change of theirs comes in".to_owned(),
            many => format!("{many} changes of theirs come in"),
        };
        let mine = match taken.mine {
            0 => String::new(),
            1 => ", 1 of yours stays".to_owned(),
            many => format!(", {many} of yours stay"),
        };
        let read = if taken.combined == 0 { String::new() } else { format!(" and {} to read", taken.combined) };
        match conflicts {
            0 if read.is_empty() => format!("{theirs}{mine}; leaves nothing to decide."),
            0 => format!("{theirs}{mine}; leaves nothing to decide{read}."),
            conflicts => format!("{theirs}{mine}; leaves {conflicts} to decide{read}."),
        }
    }

    /// How much of the copy is otherwise than it: a copy is most likely made of what it differs least from.
    fn distance(&self) -> usize {
        let Merged { taken, conflicts, .. } = self.merged.as_ref();
        taken.theirs + taken.alike + taken.combined + conflicts
    }
}

impl App {
    /// Reads a copy, and works out what comes of it from whatever both may have begun from.
    pub(in crate::app) fn read_copy(&mut self, path: PathBuf) {
        let Some(session) = &mut self.session else { return };
        session.settle();
        let state = (self.generation, session.revision());
        let mine = Arc::clone(session.assessment());
        let opened = session.opened_content().map(Arc::clone);
        let previous = session.previous().map(Arc::clone);
        // Of a copy that a sync program made, the versions of the file may hold what it began from.
        let file = session.path().map(Path::to_path_buf).filter(|_| self.made_by_sync(&path));
        let frameworks = Arc::clone(&self.frameworks);
        self.busy = Some("Reading the copy…");
        self.jobs.start(Done::Lost, move || {
            let offer =
                store::open_assessment(&path, &frameworks).map_err(|error| Problem::from(&error)).and_then(|copy| {
                    let versions = file.map_or_else(Vec::new, |file| versions_of(&file, &copy.stamp, &frameworks));
                    offer(path, state, &mine, copy, Beginnings { opened, previous, versions })
                });
            Done::Copy(CopyRead::Copy(Box::new(offer)))
        });
    }

    /// Reads what both began from, for the copy that is offered.
    pub(in crate::app) fn read_copy_base(&mut self, path: PathBuf) {
        let Some(offer) = self.copy.clone() else { return };
        let frameworks = Arc::clone(&self.frameworks);
        self.busy = Some("Reading what both began from…");
        self.jobs.start(Done::Lost, move || {
            let base =
                store::open_assessment(&path, &frameworks).map_err(|error| Problem::from(&error)).and_then(|base| {
                    let base = base.assessment;
                    let elsewhere =
                        |other: &Assessment| other.place != offer.mine.place || other.quarter != offer.mine.quarter;
                    let whole = elsewhere(&base) || elsewhere(&offer.copy);
                    let base = alike_in_frame(base, &offer.mine, whole);
                    merged_from(
                        BaseFrom::File(path.clone()),
                        &base,
                        &offer.mine,
                        &offer.copy,
                        (&offer.my_name, &offer.name),
                    )
                });
            Done::Copy(CopyRead::Base(path, Box::new(base)))
        });
    }

    pub(in crate::app) fn copy_read(&mut self, read: CopyRead) {
        self.busy = None;
        let state = self.session.as_ref().map(|session| (self.generation, session.revision()));
        match read {
            CopyRead::Copy(offer) => match *offer {
                Err(problem) => self.dialog = Some(Dialog::Problem(problem)),
                Ok(offer) if Some(offer.state) != state => self.read_copy(offer.path),
                Ok(offer) if offer.copy == offer.mine => {
                    let same = format!("Nothing to merge: {} is the same as this document", offer.name);
                    self.tell(if offer.seals_known {
                        same + "."
                    } else {
                        same + ", but for its seal. It stays where it is, for its seal is in it alone."
                    });
                    self.offered_is_here(&offer);
                }
                Ok(offer) => self.offer_copy(Arc::new(offer)),
            },
            CopyRead::Base(path, base) => match (*base, self.copy.clone()) {
                (Err(problem), offer) => {
                    self.copy = offer;
                    self.dialog = Some(Dialog::Problem(problem));
                }
                (Ok(base), Some(offer)) => {
                    let mut offer = CopyOffer::clone(&offer);
                    offer.bases.retain(|known| known.from != BaseFrom::File(path.clone()));
                    offer.bases.insert(0, base);
                    self.offer_copy(Arc::new(offer));
                }
                (Ok(_), None) => {}
            },
        }
    }

    pub(in crate::app) fn offer_copy(&mut self, offer: Arc<CopyOffer>) {
        self.copy = Some(Arc::clone(&offer));
        self.dialog = Some(Dialog::MergeCopy { offer, chosen: 0 });
    }

    pub(super) fn merge_copy(&mut self, base: usize) {
        self.dialog = None;
        let Some(offer) = self.copy.take() else { return };
        let state = self.session.as_ref().map(|session| (self.generation, session.revision()));
        if Some(offer.state) != state {
            return self.read_copy(offer.path.clone());
        }
        let (Some(session), Some(base)) = (&mut self.session, offer.bases.get(base)) else { return };
        let Merged { assessment, taken, conflicts } = base.merged.as_ref();
        let before = session.revision();
        let edit = Edit::Merged { with: offer.name.clone(), assessment: Arc::new(assessment.clone()) };
        if let Err(refused) = session.edit(&edit) {
            self.dialog = Some(Dialog::Problem(Problem::merge_refused(&refused)));
            return;
        }
        if session.revision() == before {
            self.offered_is_here(&offer);
            return self.tell(format!("Nothing to do: all of {} is here already.", offer.name));
        }
        let said = format!("Merged with {}: {}", offer.name, came_to(*taken, *conflicts));
        let conflicts = *conflicts;
        self.offered_is_here(&offer);
        if conflicts > 0 {
            self.go_to_conflicts();
        }
        self.tell(said);
    }

    /// All of a copy is in the document, unless a seal is in it alone: put away, that would not be verified any more.
    fn offered_is_here(&mut self, offer: &CopyOffer) {
        if offer.seals_known {
            self.copy_is_here(&offer.path, offer.stamp);
        }
    }
}

/// The versions of a file from which a copy of it may have begun, newest first.
fn versions_of(file: &Path, copy: &Stamp, frameworks: &Frameworks) -> Vec<(BaseFrom, Assessment)> {
    let versions = store::versions_before(file, copy, &store::machine_name());
    let read = |version: store::Version| {
        let from = BaseFrom::Version(version.number, version.note.map(|note| note.at));
        Some((from, store::open_assessment(&version.path, frameworks).ok()?.assessment))
    };
    versions.into_iter().filter_map(read).collect()
}

/// Works out what comes of a copy.
fn offer(
    path: PathBuf,
    state: (u64, u64),
    mine: &Arc<Assessment>,
    copy: Opened,
    Beginnings { opened, previous, versions }: Beginnings,
) -> Result<CopyOffer, Problem> {
    let Opened { assessment: copy, stamp, .. } = copy;
    if copy.framework != mine.framework {
        let refused =
            crate::compare::MergeRefused::Frameworks { mine: mine.framework.clone(), theirs: copy.framework.clone() };
        return Err(Problem::not_merged(&refused));
    }
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (my_name, name) = names(mine, &copy, &file);
    let cautions = cautions(mine, &copy);
    let seals_known = seals_known(mine, &copy);
    let elsewhere = copy.place != mine.place || copy.quarter != mine.quarter;
    let same_quarter = copy.quarter == mine.quarter;
    let copy = Arc::new(alike_in_frame(copy, mine, elsewhere));
    let before = previous.filter(|previous| same_quarter && previous.quarter.next() == mine.quarter);
    let carried = before.map(|before| (BaseFrom::CarriedForward(before.quarter), before.carried_forward()));
    let opened = opened.map(|opened| (BaseFrom::Opened, Assessment::clone(&opened)));
    let mut bases = Vec::new();
    for (from, base) in opened.into_iter().chain(carried).filter(|(_, base)| base.framework == mine.framework) {
        let base = alike_in_frame(base, mine, elsewhere);
        bases.push(merged_from(from, &base, mine, &copy, (&my_name, &name))?);
    }
    let known: Vec<Arc<Merged>> = bases.iter().map(|base| Arc::clone(&base.merged)).collect();
    let mut closest: Option<BaseOffer> = None;
    // Newest first; of those that are as close the newest stays.
    for (from, base) in versions.into_iter().filter(|(_, base)| base.framework == mine.framework) {
        let base = alike_in_frame(base, mine, elsewhere);
        let offer = merged_from(from, &base, mine, &copy, (&my_name, &name))?;
        if closest.as_ref().is_none_or(|known| offer.distance() < known.distance()) {
            closest = Some(offer);
        }
    }
    // What comes to the same is offered once.
    bases.extend(closest.filter(|offer| !known.contains(&offer.merged)));
    bases.sort_by_key(BaseOffer::distance);
    let mut unknown = merged_from(BaseFrom::Unknown, &in_common(mine, &copy), mine, &copy, (&my_name, &name))?;
    let merged = Arc::make_mut(&mut unknown.merged);
    let more = of_what_must_stand(mine, &copy, (&my_name, &name));
    merged.conflicts += more.len();
    merged.assessment.undecided.extend(more);
    bases.push(unknown);
    Ok(CopyOffer { path, name, cautions, bases, seals_known, stamp, copy, mine: Arc::clone(mine), my_name, state })
}

/// What is plainly to be known before a copy is merged.
fn cautions(mine: &Assessment, copy: &Assessment) -> Vec<String> {
    let mut cautions = Vec::new();
    if copy.place != mine.place {
        cautions.push(format!("It is of another place: {}. This is {}.", copy.place, mine.place));
    }
    if copy.quarter != mine.quarter {
        cautions.push(format!("It is of another quarter: {}. This is {}.", copy.quarter, mine.quarter));
    }
    if !cautions.is_empty() {
        cautions.push("Its levels, texts and rows would be merged; place, quarter and day stay yours.".to_owned());
    }
    if copy.sealed() {
        cautions.push("It is sealed. Its seal is not taken over.".to_owned());
    }
    cautions
}

/// Whether nothing that a copy says of seals and reopenings is in it alone.
fn seals_known(mine: &Assessment, copy: &Assessment) -> bool {
    let seal = !copy.sealed() || copy.state == mine.state;
    seal && copy.reopenings.iter().all(|reopening| mine.reopenings.contains(reopening))
}

/// The same with the state of mine, and of another place or quarter with the place, quarter and day of mine: a merge is
/// about what was judged.
fn alike_in_frame(mut other: Assessment, mine: &Assessment, whole: bool) -> Assessment {
    other.state = mine.state.clone();
    other.reopenings.clone_from(&mine.reopenings);
    if whole {
        other.place.clone_from(&mine.place);
        other.quarter = mine.quarter;
        other.as_at = mine.as_at;
    }
    other
}

fn merged_from(
    from: BaseFrom,
    base: &Assessment,
    mine: &Assessment,
    copy: &Assessment,
    (my_name, name): (&str, &str),
) -> Result<BaseOffer, Problem> {
    if base.framework != mine.framework {
        return Err(Problem::base_of_another_edition(&base.framework, &mine.framework));
    }
    let merged = merge(base, mine, copy, Names { mine: my_name, theirs: name })
        .map_err(|refused| Problem::not_merged(&refused))?;
    Ok(BaseOffer { from, merged: Arc::new(merged) })
}

/// The folder of the copy that is offered, where what both began from may lie too.
pub(in crate::app) fn folder_of(offer: Option<&Arc<CopyOffer>>) -> Option<PathBuf> {
    offer.and_then(|offer| offer.path.parent()).map(Path::to_path_buf)
}
