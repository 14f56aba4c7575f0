//! The compound file in which Office before 2007, and every Office with a password, keeps its streams.

use super::super::ImportError;

/// How such a file begins.
pub(super) const MAGIC: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Sector numbers from here on are marks: the end of a chain, a free sector.
const MARKS: u32 = 0xFFFF_FFFA;
/// Streams below this stand in sectors of 64 bytes.
const SMALL_STREAM: usize = 4096;
const SMALL_SECTOR: usize = 64;

/// A compound file, its chains followed and none of them without end.
#[derive(Debug)]
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    chains: Vec<u32>,
    small_chains: Vec<u32>,
    small: Vec<u8>,
    streams: Vec<Stream>,
}

#[derive(Debug)]
struct Stream {
    name: String,
    start: u32,
    length: usize,
}

impl<'a> Compound<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, ImportError> {
        let sector = match u16_at(bytes, 30) {
            Some(9) => 512,
            Some(12) => 4096,
            _ => return Err(damaged("the size of its sectors")),
        };
        let number = |at| u32_at(bytes, at).ok_or_else(|| damaged("its head"));
        let mut file = Self { bytes, sector, chains: vec![], small_chains: vec![], small: vec![], streams: vec![] };
        // The places of the table of chains: 109 in the head, the others in sectors of their own.
        let mut tables: Vec<u32> = (0..109).filter_map(|index| u32_at(bytes, 76 + 4 * index)).collect();
        let mut next = number(68)?;
        let mut steps = 0;
        while next < MARKS {
            steps += 1;
            if steps > file.most() {
                return Err(damaged("a chain without an end"));
            }
            let mut more = numbers(file.sector_at(next)?);
            next = more.pop().unwrap_or(MARKS);
            tables.extend(more);
        }
        for table in tables.into_iter().filter(|table| *table < MARKS).take(file.most()) {
            let chains = numbers(file.sector_at(table)?);
            file.chains.extend(chains);
        }
        let folder = file.follow(number(48)?)?;
        file.streams = folder.chunks_exact(128).filter_map(Stream::of).collect();
        let root = file.streams.first().ok_or_else(|| damaged("it holds nothing"))?.start;
        if number(64)? > 0 {
            file.small = file.follow(root)?;
            file.small_chains = numbers(&file.follow(number(60)?)?);
        }
        Ok(file)
    }

    /// Whether there is a stream of that name.
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The bytes of a stream, or `None` where there is none of that name.
    pub fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, ImportError> {
        let Some(stream) = self.find(name) else { return Ok(None) };
        let mut bytes =
            if stream.length < SMALL_STREAM { self.follow_small(stream.start)? } else { self.follow(stream.start)? };
        bytes.truncate(stream.length);
        Ok(Some(bytes))
    }

    fn find(&self, name: &str) -> Option<&Stream> {
        self.streams.iter().find(|stream| stream.name.eq_ignore_ascii_case(name))
    }

    /// How many sectors there are at most.
    fn most(&self) -> usize {
        self.bytes.len() / self.sector + 1
    }

    /// A sector, without what the file lacks of the last one.
    fn sector_at(&self, number: u32) -> Result<&'a [u8], ImportError> {
        let start = (number as usize).saturating_add(1).saturating_mul(self.sector);
        let end = start.saturating_add(self.sector).min(self.bytes.len());
        self.bytes.get(start..end).ok_or_else(|| damaged("a sector behind its end"))
    }

    fn follow(&self, start: u32) -> Result<Vec<u8>, ImportError> {
        let (mut all, mut next) = (Vec::new(), start);
        for _ in 0..self.most() {
            if next >= MARKS {
                return Ok(all);
            }
            all.extend_from_slice(self.sector_at(next)?);
            next = self.chains.get(next as usize).copied().ok_or_else(|| damaged("a chain that is cut"))?;
        }
        if next >= MARKS { Ok(all) } else { Err(damaged("a chain without an end")) }
    }

    fn follow_small(&self, start: u32) -> Result<Vec<u8>, ImportError> {
        let (mut all, mut next) = (Vec::new(), start);
        for _ in 0..=SMALL_STREAM / SMALL_SECTOR {
            if next >= MARKS {
                return Ok(all);
            }
            let from = (next as usize).saturating_mul(SMALL_SECTOR);
            let to = from.saturating_add(SMALL_SECTOR).min(self.small.len());
            all.extend_from_slice(self.small.get(from..to).ok_or_else(|| damaged("a sector behind its end"))?);
            next = self.small_chains.get(next as usize).copied().ok_or_else(|| damaged("a chain that is cut"))?;
        }
        Err(damaged("a chain without an end"))
    }
}

impl Stream {
    fn of(entry: &[u8]) -> Option<Self> {
        let name = entry.get(..64)?.chunks_exact(2).filter_map(|unit| u16_at(unit, 0));
        let name: Vec<u16> = name.take_while(|unit| *unit != 0).collect();
        let length = u32_at(entry, 120)? as usize;
        Some(Self { name: String::from_utf16_lossy(&name), start: u32_at(entry, 116)?, length })
    }
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|number| u32_at(number, 0)).collect()
}

fn damaged(what: &str) -> ImportError {
    ImportError::Damaged { detail: format!("its streams cannot be found ({what})") }
}
