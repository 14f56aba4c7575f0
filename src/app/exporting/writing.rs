//! Writing the files of an export.

use crate::export::{ExportError, Exported, Format, export, verify};
use crate::report::Report;
use crate::store::{Replace, StoreError, holds_other, make_folder, write_and_read_back};
use std::path::{Path, PathBuf};

/// A file that was written and read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Where it is.
    pub path: PathBuf,
    /// Its format.
    pub format: Format,
    /// How many bytes it has.
    pub bytes: usize,
    /// How many pages or slides, where it has any.
    pub pages: Option<usize>,
    /// In what it does not hold what the report says; `None` when it does, and only then it is done.
    pub fault: Option<ExportError>,
}

/// Why an export was not finished. What had been written by then stands, whole, and was read back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportFailed {
    /// Files of those names are there and say something else; nothing was written.
    #[error("{} files are there already", .0.len())]
    Taken(Vec<PathBuf>),
    /// A file could not be made; nothing was written.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// A file could not be written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It was stopped before anything was written.
    #[error("stopped")]
    Stopped,
}

/// Makes every file first, then writes them; `underway` is told how many of how many are made, and stops it by answering
/// no. The last time, when all are made, writing follows. Files that stand in the folder with other contents are replaced only when that was said.
///
/// # Errors
/// [`ExportFailed`]. Where a file could not be made or a name is taken, nothing was written.
pub fn write_exports(
    report: &Report,
    formats: &[Format],
    folder: &Path,
    replace: bool,
    underway: &(dyn Fn(usize, usize) -> bool + Sync),
) -> Result<Vec<Written>, ExportFailed> {
    let made = make(report, formats, underway)?;
    make_folder(folder)?;
    if !replace {
        let mut taken = Vec::new();
        for file in &made {
            let path = folder.join(&file.name);
            if holds_other(&path, &file.bytes)? {
                taken.push(path);
            }
        }
        if !taken.is_empty() {
            return Err(ExportFailed::Taken(taken));
        }
    }
    let rule = if replace { Replace::Always } else { Replace::IfAbsent };
    // Reading back takes as long as making, so it is shared out too.
    side_by_side(&made, |file| {
        let path = folder.join(&file.name);
        let read_back = write_and_read_back(&path, &file.bytes, rule)?;
        let fault = verify(report, file, &read_back).err();
        Ok(Written { path, format: file.format, bytes: read_back.len(), pages: file.pages, fault })
    })
    .into_iter()
    .collect()
}

fn make(
    report: &Report,
    formats: &[Format],
    underway: &(dyn Fn(usize, usize) -> bool + Sync),
) -> Result<Vec<Exported>, ExportFailed> {
    let done = std::sync::atomic::AtomicUsize::new(0);
    let go_on = underway(0, formats.len());
    let stopped = std::sync::atomic::AtomicBool::new(!go_on);
    let made = side_by_side(formats, |format| {
        if stopped.load(std::sync::atomic::Ordering::Relaxed) {
            return Err(ExportFailed::Stopped);
        }
        let files = export(report, *format).map_err(ExportFailed::from);
        let count = done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
        if !underway(count, formats.len()) {
            stopped.store(true, std::sync::atomic::Ordering::Relaxed);
        }
        files
    });
    if stopped.into_inner() {
        return Err(ExportFailed::Stopped);
    }
    Ok(made.into_iter().collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

/// What becomes of each item, in their order, worked out on as many threads as there are processors.
fn side_by_side<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get).min(items.len().max(1));
    let next = std::sync::atomic::AtomicUsize::new(0);
    let mut done: Vec<(usize, R)> = std::thread::scope(|scope| {
        let worker = || {
            let mut mine = Vec::new();
            loop {
                let at = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                let Some(item) = items.get(at) else { return mine };
                mine.push((at, work(item)));
            }
        };
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(worker)).collect();
        let mut all = worker();
        for other in others {
            match other.join() {
                Ok(theirs) => all.extend(theirs),
                // A fault of the program goes on its way, to whoever tells of it.
                Err(fault) => std::panic::resume_unwind(fault),
            }
        }
        all
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}
