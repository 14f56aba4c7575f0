//! The seals of the quarters in a folder, and whether they hold together. See `format::seal_link` for what a link covers.
//!
//! A quarter that was reopened and sealed again does not break the seals that rest on it: the reopening keeps the link
//! of the seal that was opened, and a later quarter that names it rests on a recorded amendment.

use super::atomic::read_text;
use super::error::{At as _, StoreError};
use super::series::ron_files;
use crate::format::{self, Broken};
use crate::model::{Assessment, Quarter, Seal, State};
use std::path::{Path, PathBuf};

/// What the assessments of a folder say of their seals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chain {
    /// Every assessment, by place, then in order of quarter, then of name.
    pub files: Vec<Standing>,
    /// The files that could not be read.
    pub unread: Vec<StoreError>,
}

/// What one file says of its seal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The file.
    pub path: PathBuf,
    /// Whose assessment it is.
    pub place: String,
    /// The quarter it is for.
    pub quarter: Quarter,
    /// The seal; `None` of a draft.
    pub seal: Option<Seal>,
    /// The link of the seal.
    pub link: Option<String>,
    /// In what the seal does not hold.
    pub broken: Option<Broken>,
    /// The links of seals that were opened again.
    pub former: Vec<String>,
}

/// Something that is wrong with a seal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainFault {
    /// The file that is to be looked at.
    pub path: PathBuf,
    /// What is wrong.
    pub kind: FaultKind,
}

/// What is wrong with a seal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The content, or the seal, is not what it was when it was sealed.
    Altered(Broken),
    /// The seal rests on one that no file has.
    Missing,
    /// The seal does not rest on the sealed quarter before it.
    Reordered {
        /// The quarter it rests on; `None` when it rests on none.
        on: Option<Quarter>,
        /// The sealed quarter before it that it passes over; `None` when what it rests on is not before it.
        passes: Option<Quarter>,
    },
    /// It is not sealed, or was reopened, and stands between sealed ones or below one.
    UnsealedBetween {
        /// The first sealed quarter after it.
        sealed: Quarter,
    },
    /// Another sealed file of the same quarter says something else.
    Twice {
        /// That file.
        other: PathBuf,
    },
}

impl FaultKind {
    /// The name as a machine reads it.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Altered(_) => "altered",
            Self::Missing => "missing",
            Self::Reordered { .. } => "reordered",
            Self::UnsealedBetween { .. } => "unsealed_between",
            Self::Twice { .. } => "twice",
        }
    }
}

/// What a seal rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RestsOn {
    /// The seal that a file has.
    Seal(Quarter),
    /// A seal that was opened again since: the quarter was amended after the later one had been sealed.
    Reopened(Quarter),
}

/// Several sealed files of one quarter say different things.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("several sealed files of {quarter} say different things")]
pub struct Ambiguous {
    /// The quarter.
    pub quarter: Quarter,
    /// The files.
    pub paths: Vec<PathBuf>,
}

impl Standing {
    /// What an assessment read from that file says.
    #[must_use]
    pub fn of(path: &Path, assessment: &Assessment) -> Self {
        Self {
            path: path.to_owned(),
            place: assessment.place.trim().to_owned(),
            quarter: assessment.quarter,
            seal: match &assessment.state {
                State::Sealed(seal) => Some(seal.clone()),
                State::Draft => None,
            },
            link: format::seal_link(assessment),
            broken: format::seal_broken(assessment),
            former: assessment.reopenings.iter().filter_map(|it| it.chain.clone()).collect(),
        }
    }

    /// Whether it is sealed.
    #[must_use]
    pub const fn sealed(&self) -> bool {
        self.seal.is_some()
    }

    fn before(&self, other: &Self) -> bool {
        self.place == other.place && self.quarter < other.quarter
    }

    fn previous(&self) -> Option<&String> {
        self.seal.as_ref()?.previous.as_ref()
    }
}

impl Chain {
    /// Reads the assessments that lie directly in a folder. Never fails: what cannot be read is told beside them.
    #[must_use]
    pub fn read(folder: &Path) -> Self {
        let (paths, mut unread) = ron_files(folder);
        let mut files = Vec::new();
        for path in paths {
            match standing(&path) {
                Ok(standing) => files.push(standing),
                Err(error) => unread.push(error),
            }
        }
        Self { unread, ..Self::of(files) }
    }

    /// The chain of what files say.
    #[must_use]
    pub fn of(mut files: Vec<Standing>) -> Self {
        files.sort_by(|one, other| {
            (&one.place, one.quarter, &one.path).cmp(&(&other.place, other.quarter, &other.path))
        });
        Self { files, unread: Vec::new() }
    }

    /// The last sealed quarter of a place before that one: what a new seal rests on.
    ///
    /// # Errors
    /// [`Ambiguous`] when several files of it say different things.
    pub fn seal_before(&self, place: &str, quarter: Quarter) -> Result<Option<&Standing>, Ambiguous> {
        let place = place.trim();
        let before = || self.files.iter().filter(|it| it.sealed() && it.place == place && it.quarter < quarter);
        let Some(last) = before().next_back() else { return Ok(None) };
        let same: Vec<&Standing> = before().filter(|it| it.quarter == last.quarter).collect();
        if same.iter().any(|it| it.link != last.link) {
            let paths = same.into_iter().map(|it| it.path.clone()).collect();
            return Err(Ambiguous { quarter: last.quarter, paths });
        }
        Ok(Some(last))
    }

    /// What the seal of a file rests on; `None` when on nothing that is here.
    #[must_use]
    pub fn rests_on(&self, file: &Standing) -> Option<RestsOn> {
        let link = file.previous()?;
        let others = || self.files.iter().filter(|it| it.path != file.path);
        // The nearest one before it, if there is one: two places may be copies of one another.
        let nearest = |found: Vec<Quarter>| {
            let before = found.iter().copied().filter(|quarter| *quarter < file.quarter).max();
            before.or_else(|| found.into_iter().min())
        };
        let sealed = others().filter(|it| it.link.as_ref() == Some(link)).map(|it| it.quarter).collect();
        let former = || others().filter(|it| it.former.contains(link)).map(|it| it.quarter).collect();
        nearest(sealed).map(RestsOn::Seal).or_else(|| nearest(former()).map(RestsOn::Reopened))
    }

    /// Everything that is wrong with the seals, file by file.
    #[must_use]
    pub fn faults(&self) -> Vec<ChainFault> {
        let fault = |file: &Standing, kind| ChainFault { path: file.path.clone(), kind };
        self.files
            .iter()
            .flat_map(|file| {
                let kinds =
                    if file.sealed() { self.of_sealed(file) } else { self.of_draft(file).into_iter().collect() };
                kinds.into_iter().map(move |kind| fault(file, kind)).collect::<Vec<_>>()
            })
            .collect()
    }

    fn of_sealed(&self, file: &Standing) -> Vec<FaultKind> {
        let mut kinds: Vec<FaultKind> = file.broken.map(FaultKind::Altered).into_iter().collect();
        let on = match (file.previous(), self.rests_on(file)) {
            (None, _) => None,
            (Some(_), None) => {
                kinds.push(FaultKind::Missing);
                kinds.extend(self.twice(file));
                return kinds;
            }
            (Some(_), Some(RestsOn::Seal(quarter) | RestsOn::Reopened(quarter))) => Some(quarter),
        };
        // A file that was sealed before links were kept rests on nothing and need not.
        let linked = on.is_some() || file.seal.as_ref().is_some_and(|seal| seal.chain.is_some());
        let last = self.files.iter().filter(|it| it.sealed() && it.before(file)).map(|it| it.quarter).max();
        if on.is_some_and(|on| on >= file.quarter) {
            kinds.push(FaultKind::Reordered { on, passes: None });
        } else if let Some(last) = last.filter(|last| linked && on.is_none_or(|on| on < *last)) {
            kinds.push(FaultKind::Reordered { on, passes: Some(last) });
        }
        kinds.extend(self.twice(file));
        kinds
    }

    /// Told of the later by name, of the first of those that say something else.
    fn twice(&self, file: &Standing) -> Option<FaultKind> {
        let mut same =
            self.files.iter().filter(|it| it.sealed() && it.place == file.place && it.quarter == file.quarter);
        let other = same.find(|it| it.link != file.link).filter(|it| it.path < file.path)?;
        Some(FaultKind::Twice { other: other.path.clone() })
    }

    fn of_draft(&self, file: &Standing) -> Option<FaultKind> {
        let sealed = || self.files.iter().filter(|it| it.sealed());
        if sealed().any(|it| it.place == file.place && it.quarter == file.quarter) {
            return None;
        }
        let after = sealed().filter(|it| file.before(it)).map(|it| it.quarter).min()?;
        let carries = self.files.iter().filter_map(Standing::previous).any(|link| file.former.contains(link));
        let between = carries || sealed().any(|it| it.before(file));
        between.then_some(FaultKind::UnsealedBetween { sealed: after })
    }
}

fn standing(path: &Path) -> Result<Standing, StoreError> {
    let (text, _) = read_text(path)?;
    let parsed = format::parse(&text).at(path)?;
    Ok(Standing::of(path, &parsed.assessment))
}
