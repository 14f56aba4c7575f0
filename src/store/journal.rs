//! What is edited and not yet saved, written down as it comes about, so that a power cut costs a second of work and no more.
//!
//! A journal is one file in the person's own data folder. It begins with what it is of and what stood in that file; then
//! come the states of the document, each whole or as what differs from the one before. Each record stands behind its length
//! and its digest: wherever the writing ends, all that was written before it can be read. Whoever writes a journal holds a
//! lock on it, by which another start of the program sees that nothing is lost.

use super::error::{At as _, Cause, StoreError};
use super::{disk, make_folder};
use crate::format::TEXT_LIMIT;
use chrono::{DateTime, NaiveDateTime};
use std::fs::{File, TryLockError};
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

/// How a journal begins.
const MAGIC: &[u8] = b"hicm journal 1\n";
/// How many journals of one file there may be: one kept for later must not be written over.
const NAMES: u32 = 99;
/// How much may be appended before the journal is begun anew.
const APPENDED: u64 = 1 << 20;
/// A journal larger than this was not written here.
const LARGEST: u64 = 8 * TEXT_LIMIT as u64;

/// A journal that is being written.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: Option<File>,
    /// How the file begins, whatever follows.
    head: Vec<u8>,
    last: String,
    /// Where the last whole record ends.
    length: u64,
    limit: u64,
}

/// What a journal says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalText {
    /// The file it is of; `None` for work that never had one.
    pub of: Option<PathBuf>,
    /// What stood in that file when it was opened or last saved.
    pub base: Option<String>,
    /// The last state that was written down.
    pub text: String,
    /// When that was.
    pub at: NaiveDateTime,
}

/// A journal that nobody writes any more: work that was not saved. No other program is offered it while this one has it.
#[derive(Debug)]
pub struct LeftBehind {
    path: PathBuf,
    file: File,
    /// What it says.
    pub said: JournalText,
}

/// The folder of journals: `journals` in the folder that `HICM_DATA_DIR` names, or in the one the operating system keeps for
/// a program's data.
#[must_use]
pub fn journals_folder() -> Option<PathBuf> {
    super::user_frameworks_folder().map(|frameworks| frameworks.with_file_name("journals"))
}

impl Journal {
    /// Begins one: for a file with what stands in it, or for work without a file, which is called by `chance`.
    ///
    /// # Errors
    /// [`StoreError`] with what the disk said.
    pub fn begin(
        folder: &Path,
        of: Option<&Path>,
        base: Option<&str>,
        (text, at): (&str, NaiveDateTime),
        chance: u32,
    ) -> Result<Self, StoreError> {
        make_folder(folder)?;
        // A path that is no text cannot be written down; its work is found again as work without a file.
        let of = of.and_then(Path::to_str).unwrap_or_default();
        let stem = if of.is_empty() {
            format!("untitled-{chance:08x}")
        } else {
            blake3::hash(of.as_bytes()).to_hex().chars().take(16).collect()
        };
        let mut head = MAGIC.to_vec();
        record(&mut head, b'F', &[of.as_bytes()]);
        if let Some(base) = base {
            record(&mut head, b'B', &[base.as_bytes()]);
        }
        for number in 1..=NAMES {
            let name = if number == 1 { format!("{stem}.journal") } else { format!("{stem}-{number}.journal") };
            let path = folder.join(name);
            if disk::look(&path).is_some() {
                continue;
            }
            let mut journal = Self { path, file: None, head: head.clone(), last: String::new(), length: 0, limit: 0 };
            match journal.start(text, at, true) {
                Ok(()) => return Ok(journal),
                Err(StoreError { cause: Cause::Exists, .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Err(StoreError::new(folder, Cause::TooManyFiles { limit: NAMES as usize }))
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a state down and onto the disk. What was written before stays readable whatever happens.
    ///
    /// # Errors
    /// [`StoreError`] with what the disk said.
    pub fn write(&mut self, text: &str, at: NaiveDateTime) -> Result<(), StoreError> {
        if text == self.last {
            return Ok(());
        }
        if self.length >= self.limit {
            return self.start(text, at, false);
        }
        let (before, after) = in_common(self.last.as_bytes(), text.as_bytes());
        let middle = text.as_bytes().get(before..text.len() - after).unwrap_or_default();
        let mut bytes = Vec::new();
        let (prefix, suffix) = ((before as u64).to_le_bytes(), (after as u64).to_le_bytes());
        record(&mut bytes, b'P', &[&seconds(at), &prefix, &suffix, middle]);
        let Some(file) = &mut self.file else { return self.start(text, at, false) };
        if let Err(error) = disk::append(file, self.length, &bytes) {
            // Half a record is cut off again; if that fails too, the next one begins where it did.
            let _ = disk::cut(file, self.length);
            return Err(StoreError::new(&self.path, error));
        }
        self.length += bytes.len() as u64;
        text.clone_into(&mut self.last);
        Ok(())
    }

    /// Takes it away: what it says is saved, or let go.
    ///
    /// # Errors
    /// [`StoreError`] with what the disk said.
    pub fn remove(self) -> Result<(), StoreError> {
        drop(self.file);
        disk::delete(&self.path).at(&self.path)
    }

    /// Begins the file, or begins it anew in one step, with that state as a whole.
    fn start(&mut self, text: &str, at: NaiveDateTime, new: bool) -> Result<(), StoreError> {
        let mut bytes = self.head.clone();
        record(&mut bytes, b'W', &[&seconds(at), text.as_bytes()]);
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let mut begun = disk::beside_for_oneself(folder).at(folder)?;
        if let Err(error) = disk::fill(&mut begun, &bytes, None) {
            disk::remove(begun);
            return Err(StoreError::new(&self.path, error));
        }
        lock(begun.as_file());
        let put = if new {
            disk::put_new(begun, &self.path)
        } else {
            // Windows does not put a file in the place of one that is open.
            self.file = None;
            disk::put(begun, &self.path)
        };
        let file = match put {
            Ok(file) => file,
            Err((error, begun)) => {
                disk::remove(begun);
                if error.kind() == ErrorKind::AlreadyExists {
                    return Err(StoreError::new(&self.path, Cause::Exists));
                }
                self.file = disk::open_on(&self.path).ok().filter(|_| !new);
                self.file.as_ref().map(lock);
                return Err(StoreError::new(&self.path, error));
            }
        };
        self.file = Some(file);
        self.length = bytes.len() as u64;
        self.limit = self.length + APPENDED + text.len() as u64;
        text.clone_into(&mut self.last);
        Ok(())
    }
}

impl LeftBehind {
    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Takes it away: somebody said so, or what it says is safe elsewhere.
    ///
    /// # Errors
    /// [`StoreError`] with what the disk said.
    pub fn discard(self) -> Result<(), StoreError> {
        drop(self.file);
        disk::delete(&self.path).at(&self.path)
    }
}

/// The journals in a folder that nobody writes any more, by name. One that says nothing readable stays where it is.
#[must_use]
pub fn journals_left(folder: &Path) -> Vec<LeftBehind> {
    let listed = disk::list(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut paths: Vec<PathBuf> = listed.filter(|path| path.extension().is_some_and(|it| it == "journal")).collect();
    paths.sort();
    paths.into_iter().filter_map(left_behind).collect()
}

fn left_behind(path: PathBuf) -> Option<LeftBehind> {
    let mut reading = disk::open_to_lock(&path).ok()?;
    if !lock(reading.file()) {
        return None;
    }
    let mut bytes = Vec::new();
    (&mut reading).take(LARGEST).read_to_end(&mut bytes).ok()?;
    let file = reading.into_file();
    let said = read_journal(&bytes);
    if said.is_none() {
        log::warn!("{}: this journal cannot be read", path.display());
    }
    said.map(|said| LeftBehind { path, file, said })
}

/// Takes the lock; `false` when another program has it. Where there are no locks it counts as taken: then work is rather
/// offered once too often than never.
fn lock(file: &File) -> bool {
    !matches!(file.try_lock(), Err(TryLockError::WouldBlock))
}

/// What the bytes of a journal say, up to the first record that is not whole; `None` when no state is.
#[must_use]
pub fn read_journal(bytes: &[u8]) -> Option<JournalText> {
    let mut rest = bytes.strip_prefix(MAGIC)?;
    let (mut of, mut base, mut last) = (None, None, None);
    while let Some((kind, said, behind)) = next_record(rest) {
        rest = behind;
        match kind {
            b'F' => of = Some(String::from_utf8(said.to_vec()).ok()?),
            b'B' => base = Some(String::from_utf8(said.to_vec()).ok()?),
            b'W' | b'P' => match state(kind, said, last.as_ref()) {
                Some(state) => last = Some(state),
                None => break,
            },
            // Of a later version: what is behind it may build on it.
            _ => break,
        }
    }
    let (text, at) = last?;
    Some(JournalText { of: of.filter(|of| !of.is_empty()).map(PathBuf::from), base, text, at })
}

fn state(kind: u8, said: &[u8], before: Option<&(String, NaiveDateTime)>) -> Option<(String, NaiveDateTime)> {
    let (at, said) = said.split_first_chunk::<8>()?;
    let at = DateTime::from_timestamp(i64::from_le_bytes(*at), 0)?.naive_utc();
    if kind == b'W' {
        return Some((String::from_utf8(said.to_vec()).ok()?, at));
    }
    let (prefix, said) = said.split_first_chunk::<8>()?;
    let (suffix, middle) = said.split_first_chunk::<8>()?;
    let before = before?.0.as_bytes();
    let prefix = before.get(..usize::try_from(u64::from_le_bytes(*prefix)).ok()?)?;
    let from = before.len().checked_sub(usize::try_from(u64::from_le_bytes(*suffix)).ok()?)?;
    let text = [prefix, middle, before.get(from..)?].concat();
    Some((String::from_utf8(text).ok()?, at))
}

/// Appends a record: its length, the digest of length and content, its kind and what it says.
fn record(to: &mut Vec<u8>, kind: u8, said: &[&[u8]]) {
    let mut content = vec![kind];
    for part in said {
        content.extend_from_slice(part);
    }
    let length = (content.len() as u64).to_le_bytes();
    to.extend_from_slice(&length);
    to.extend_from_slice(digest(length, &content).as_bytes());
    to.extend_from_slice(&content);
}

/// The first record, and what stands behind it; `None` when it is not whole.
fn next_record(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<8>()?;
    let (known, rest) = rest.split_first_chunk::<32>()?;
    let (content, behind) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
    if digest(*length, content) != *known {
        return None;
    }
    let (kind, said) = content.split_first()?;
    Some((*kind, said, behind))
}

fn digest(length: [u8; 8], content: &[u8]) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&length).update(content);
    hasher.finalize()
}

fn seconds(at: NaiveDateTime) -> [u8; 8] {
    at.and_utc().timestamp().to_le_bytes()
}

/// How many bytes two texts have in common at their beginnings, and how many of the rest at their ends.
fn in_common(one: &[u8], other: &[u8]) -> (usize, usize) {
    let before = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let most = one.len().min(other.len()) - before;
    let after = one.iter().rev().zip(other.iter().rev()).take(most).take_while(|(one, other)| one == other).count();
    (before, after)
}
