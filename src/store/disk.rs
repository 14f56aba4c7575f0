//! Every call that this room makes to the file system, by name, and the seam at which a test makes any of them fail.
//!
//! Nothing here decides anything: what a failure means is said where the call is made.

use chrono::{DateTime, NaiveDateTime, Utc};
use std::fs::{self, DirEntry, File, Metadata, OpenOptions, Permissions};
use std::io::{self, Read, Seek as _, SeekFrom, Write};
use std::path::{Path, PathBuf};
use tempfile::{Builder, NamedTempFile};

/// What kind of call it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Call {
    /// What is at a path, behind links.
    About,
    /// What is at a path itself.
    AboutLink,
    /// Where a link leads.
    LinkTarget,
    /// Opening a file to read it.
    Open,
    /// Reading some of it.
    Read,
    /// Making a new file beside the old one.
    Create,
    /// Writing some of it.
    Write,
    /// Flushing it.
    Flush,
    /// Giving it the permissions of the old one.
    Permissions,
    /// Bringing it onto the disk.
    Sync,
    /// Putting it where there is none.
    PutNew,
    /// Putting it in place of the old one.
    Put,
    /// Bringing the folder onto the disk.
    SyncFolder,
    /// Making a folder.
    MakeFolder,
    /// Listing a folder.
    List,
    /// One entry of that list.
    Entry,
    /// Removing a new file that is not wanted after all.
    Remove,
    /// Moving a file to another name.
    Rename,
    /// Taking away a file that is not needed any more, what a program left behind, or a note of our own.
    Delete,
    /// Asking whether a program still has a file in hand.
    Held,
    /// Opening a file to write on in it.
    OpenOn,
    /// Going to where the next record belongs.
    Seek,
    /// Cutting off what is half written.
    Cut,
}

#[cfg(debug_assertions)]
use faults::met;

/// Where a shipped program would fail on purpose: nowhere.
#[cfg(not(debug_assertions))]
#[expect(clippy::unnecessary_wraps, reason = "it stands in for what a test may make fail")]
#[inline]
const fn met(_: Call) -> io::Result<()> {
    Ok(())
}

pub(super) fn about(path: &Path) -> io::Result<Metadata> {
    met(Call::About)?;
    fs::metadata(path)
}

pub(super) fn about_link(path: &Path) -> io::Result<Metadata> {
    met(Call::AboutLink)?;
    fs::symlink_metadata(path)
}

/// What is at a path, where a failure is as good as nothing.
pub(super) fn look(path: &Path) -> Option<Metadata> {
    about(path).ok()
}

pub(super) fn link_target(path: &Path) -> io::Result<PathBuf> {
    met(Call::LinkTarget)?;
    fs::read_link(path)
}

pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    met(Call::MakeFolder)?;
    fs::create_dir_all(folder)
}

pub(super) fn list(folder: &Path) -> io::Result<impl Iterator<Item = io::Result<DirEntry>>> {
    met(Call::List)?;
    Ok(fs::read_dir(folder)?.map(|entry| met(Call::Entry).and(entry)))
}

/// Makes what was put into a folder last through a power cut.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    met(Call::SyncFolder)?;
    File::open(folder)?.sync_all()
}

/// A file that is being read.
pub(super) struct Reading(File);

pub(super) fn open(path: &Path) -> io::Result<Reading> {
    met(Call::Open)?;
    File::open(path).map(Reading)
}

impl Read for Reading {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        met(Call::Read)?;
        self.0.read(into)
    }
}

impl Reading {
    /// The file itself, for its lock.
    pub(super) const fn file(&self) -> &File {
        &self.0
    }

    /// The file, to be kept open.
    pub(super) fn into_file(self) -> File {
        self.0
    }
}

/// A file to be read, and to be locked as those are that are written.
pub(super) fn open_to_lock(path: &Path) -> io::Result<Reading> {
    met(Call::Open)?;
    OpenOptions::new().read(true).write(true).open(path).map(Reading)
}

/// A file to be written on in.
pub(super) fn open_on(path: &Path) -> io::Result<File> {
    met(Call::OpenOn)?;
    OpenOptions::new().write(true).open(path)
}

/// Writes a record behind what is there and brings it onto the disk.
pub(super) fn append(file: &mut File, at: u64, bytes: &[u8]) -> io::Result<()> {
    met(Call::Seek)?;
    file.seek(SeekFrom::Start(at))?;
    Writing(file).write_all(bytes)?;
    met(Call::Sync)?;
    file.sync_data()
}

/// Cuts a file off.
pub(super) fn cut(file: &File, length: u64) -> io::Result<()> {
    met(Call::Cut)?;
    file.set_len(length)
}

/// A new file in that folder, with the permissions that any new file gets there.
pub(super) fn beside(folder: &Path) -> io::Result<NamedTempFile> {
    met(Call::Create)?;
    let mut builder = new_file();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // The person's umask takes away from it what it takes away from any file.
        builder.permissions(Permissions::from_mode(0o666));
    }
    let new = builder.tempfile_in(folder)?;
    // Held while it is being written, so that nobody sweeps it away; see `held`. Where there are no locks its age must do.
    #[cfg(unix)]
    if let Err(error) = new.as_file().try_lock() {
        log::debug!("{}: not locked: {error}", new.path().display());
    }
    Ok(new)
}

/// A new file in that folder that is for this person alone.
pub(super) fn beside_for_oneself(folder: &Path) -> io::Result<NamedTempFile> {
    met(Call::Create)?;
    new_file().tempfile_in(folder)
}

fn new_file() -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(".hicm-").suffix(".tmp");
    builder
}

/// Writes into a new file.
struct Writing<'a>(&'a mut File);

impl Write for Writing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match met(Call::Write) {
            Ok(()) => self.0.write(bytes),
            // One that is interrupted has written nothing, and is tried again.
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(error),
            // Any other may have written some.
            Err(error) => self.0.write_all(bytes.get(..bytes.len() / 2).unwrap_or_default()).and(Err(error)),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        met(Call::Flush)?;
        self.0.flush()
    }
}

/// Fills a new file and brings it onto the disk, with those permissions where there are some to keep.
pub(super) fn fill(new: &mut NamedTempFile, bytes: &[u8], permissions: Option<Permissions>) -> io::Result<()> {
    let mut writing = Writing(new.as_file_mut());
    writing.write_all(bytes)?;
    writing.flush()?;
    if let Some(permissions) = permissions {
        met(Call::Permissions)?;
        new.as_file().set_permissions(permissions)?;
    }
    met(Call::Sync)?;
    new.as_file().sync_all()
}

/// Puts a new file where there is none; gives it back where that fails.
pub(super) fn put_new(new: NamedTempFile, target: &Path) -> Result<File, (io::Error, NamedTempFile)> {
    if let Err(error) = met(Call::PutNew) {
        return Err((error, new));
    }
    new.persist_noclobber(target).map_err(|failed| (failed.error, failed.file))
}

/// Puts a new file in place of whatever is there; gives it back where that fails.
pub(super) fn put(new: NamedTempFile, target: &Path) -> Result<File, (io::Error, NamedTempFile)> {
    if let Err(error) = met(Call::Put) {
        return Err((error, new));
    }
    new.persist(target).map_err(|failed| (failed.error, failed.file))
}

/// Removes a new file that is not wanted after all. What failed before is told; that this failed too is not.
pub(super) fn remove(mut new: NamedTempFile) {
    let path = new.path().to_owned();
    let removed = met(Call::Remove).inspect_err(|_| new.disable_cleanup(true)).and_then(|()| new.close());
    if let Err(error) = removed {
        log::debug!("{}: it could not be removed: {error}", path.display());
    }
}

/// When it was last written, in UTC, by the clock of whatever it lies on; `None` where that is not kept.
pub(super) fn modified(about: &Metadata) -> Option<NaiveDateTime> {
    about.modified().ok().map(|at| DateTime::<Utc>::from(at).naive_utc())
}

/// Moves a file to a name in the same file system.
pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    met(Call::Rename)?;
    fs::rename(from, to)
}

/// Removes a file that nobody needs any more.
pub(super) fn delete(path: &Path) -> io::Result<()> {
    met(Call::Delete)?;
    fs::remove_file(path)
}

/// Removes a folder with nothing in it; one with something in it stays.
pub(super) fn delete_empty(folder: &Path) -> io::Result<()> {
    met(Call::Delete)?;
    fs::remove_dir(folder)
}

/// Whether a program on this machine still has a file in hand that [`beside`] made. On Unix whoever writes one holds a lock
/// on it, which ends with the program; on Windows nobody else may open it alone while a program has it open. Where it
/// cannot be told, it counts as held.
pub(super) fn held(path: &Path) -> bool {
    if met(Call::Held).is_err() {
        return true;
    }
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(windows)]
    std::os::windows::fs::OpenOptionsExt::share_mode(&mut options, 0);
    options.open(path).map_or(true, |file| cfg!(unix) && file.try_lock().is_err())
}

/// Calls that fail because a test says so; in a shipped program there is no such thing.
#[cfg(debug_assertions)]
pub mod faults {
    pub use super::Call;
    use std::cell::RefCell;
    use std::io;

    /// A call that is to fail.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Fault {
        /// Which of the calls, 0 for the first.
        pub at: usize,
        /// With what.
        pub kind: io::ErrorKind,
        /// Whether every call after it fails as well, as when a disk is taken away.
        pub lasting: bool,
    }

    struct Run {
        fault: Option<Fault>,
        calls: Vec<Call>,
    }

    thread_local! {
        static RUN: RefCell<Option<Run>> = const { RefCell::new(None) };
    }

    /// Does something, with that fault in this thread, and gives the calls that were made with what came of it.
    pub fn during<T>(fault: Option<Fault>, work: impl FnOnce() -> T) -> (T, Vec<Call>) {
        /// Ends the run however it ends.
        struct Ended;
        impl Drop for Ended {
            fn drop(&mut self) {
                RUN.set(None);
            }
        }
        let _ended = Ended;
        RUN.set(Some(Run { fault, calls: Vec::new() }));
        let done = work();
        (done, RUN.take().map(|run| run.calls).unwrap_or_default())
    }

    /// A call is about to be made.
    pub(super) fn met(call: Call) -> io::Result<()> {
        RUN.with_borrow_mut(|run| {
            let Some(run) = run else { return Ok(()) };
            let now = run.calls.len();
            run.calls.push(call);
            match run.fault {
                Some(fault) if now == fault.at || (fault.lasting && now > fault.at) => Err(fault.kind.into()),
                _ => Ok(()),
            }
        })
    }
}
