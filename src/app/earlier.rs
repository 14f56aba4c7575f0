//! The earlier quarters of the place in hand. They are read after the document is shown, in a job: a folder may hold
//! years of them, on a slow disk.

use super::{App, Done, Origin, Session};
use crate::compare::PastQuarter;
use crate::format::TEXT_LIMIT;
use crate::model::Quarter;
use crate::store::{self, Frameworks, Series, SeriesEntry, StoreError};
use std::path::Path;
use std::sync::Arc;

/// Files of at most so many bytes are read in all; what is older than that is left out and said.
const BYTES: u64 = TEXT_LIMIT as u64;

/// The quarters of the same place before the one in hand.
#[derive(Clone, Debug, Default)]
pub struct Earlier {
    /// Those that were read, newest first.
    pub quarters: Vec<PastQuarter>,
    /// Those that are left out, newest first.
    pub unread: Vec<Unread>,
}

/// An earlier quarter that is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The quarter, or the name of the file where its quarter is not known.
    pub name: String,
    /// What was wrong; `None` when all together would have been too much.
    pub error: Option<StoreError>,
}

impl App {
    /// Has the earlier quarters read, unless they are known. The document has just come in.
    pub(super) fn read_earlier(&mut self) {
        let Some(session) = &mut self.session else { return };
        if session.earlier().is_some() {
            return;
        }
        let (place, quarter) = (session.assessment().place.clone(), session.assessment().quarter);
        // A quarter that was carried forward comes from one that may say more than its file.
        let known = session.previous().filter(|_| session.origin() == Origin::New).map(|previous| PastQuarter {
            assessment: Arc::clone(previous),
            framework: Arc::clone(session.framework()),
        });
        let series = Arc::clone(session.series());
        let frameworks = Arc::clone(&self.frameworks);
        let generation = self.generation;
        let nothing = series.entries.iter().all(|entry| !before(entry, &place, quarter)) && series.faults.is_empty();
        if nothing {
            session.set_earlier(Arc::new(Earlier { quarters: known.into_iter().collect(), unread: Vec::new() }));
            return;
        }
        let lost = Unread { name: "What the folder holds".to_owned(), error: None };
        let lost = Done::Earlier { generation, earlier: Earlier { quarters: Vec::new(), unread: vec![lost] } };
        self.jobs.start(lost, move || Done::Earlier {
            generation,
            earlier: read(&series, &place, quarter, known, &frameworks),
        });
    }

    /// Takes the earlier quarters in, unless another document has come since.
    pub(super) fn earlier_read(&mut self, generation: u64, earlier: Earlier) {
        if generation == self.generation {
            self.with_session(|session| session.set_earlier(Arc::new(earlier)));
        }
    }
}

/// What is earlier for the quarter that is carried forward from a document.
pub(super) fn carried(session: &Session) -> Option<Arc<Earlier>> {
    let mut earlier = Earlier::clone(session.earlier()?);
    let (assessment, framework) = (Arc::clone(session.assessment()), Arc::clone(session.framework()));
    earlier.quarters.insert(0, PastQuarter { assessment, framework });
    Some(Arc::new(earlier))
}

fn before(entry: &SeriesEntry, place: &str, quarter: Quarter) -> bool {
    entry.place == place && entry.quarter < quarter
}

fn read(
    series: &Series,
    place: &str,
    quarter: Quarter,
    known: Option<PastQuarter>,
    frameworks: &Frameworks,
) -> Earlier {
    let mut earlier = Earlier::default();
    for fault in series.faults.iter().rev() {
        let name = fault.path.file_stem().unwrap_or_default().to_string_lossy();
        match name.parse::<Quarter>() {
            Ok(named) if named >= quarter => {}
            Ok(named) => earlier.unread.push(Unread { name: named.to_string(), error: Some(fault.clone()) }),
            Err(_) => earlier.unread.push(Unread { name: file_name(&fault.path), error: Some(fault.clone()) }),
        }
    }
    let mut left = BYTES;
    let mut last = known.as_ref().map(|known| known.assessment.quarter);
    earlier.quarters.extend(known);
    for entry in series.entries.iter().rev().filter(|entry| before(entry, place, quarter)) {
        // Of two files for one quarter the last by name counts, as it does for the quarter before.
        if last == Some(entry.quarter) {
            continue;
        }
        last = Some(entry.quarter);
        let error = match left.checked_sub(entry.stamp.length()) {
            None => None,
            Some(rest) => match store::open_to_look(&entry.path, frameworks) {
                Ok(store::Looked { opened, .. }) => {
                    left = rest;
                    let (assessment, framework) = (Arc::new(opened.assessment), opened.framework);
                    earlier.quarters.push(PastQuarter { assessment, framework });
                    continue;
                }
                Err(error) => Some(error),
            },
        };
        earlier.unread.push(Unread { name: entry.quarter.to_string(), error });
    }
    earlier
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
