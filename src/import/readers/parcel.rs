//! A packed file (XLSX, ODS, DOCX): a zip of parts. Every part is unpacked once against the bounds before anything reads it.

use super::super::ImportError;
use super::super::bounds::{PART_LIMIT, PARTS_LIMIT, RATIO_LIMIT, UNPACKED_LIMIT};
use super::xml;
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use zip::ZipArchive;
use zip::result::ZipError;

/// Below this a part may be packed as tightly as it likes.
const RATIO_FREE: u64 = 10 << 20;
/// So many bytes of parts are kept, so that they need not be unpacked again.
const KEPT_LIMIT: u64 = 32 << 20;
/// How each entry of a zip's table of contents begins.
const ENTRY: &[u8] = b"PK\x01\x02";

/// What a packed file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packed {
    /// A workbook of Excel.
    Xlsx,
    /// A workbook of Calc.
    Ods,
    /// A document of Word.
    Docx,
}

/// A packed file whose parts are within the bounds.
pub(super) struct Parcel<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// The places of the parts by their folded names.
    places: BTreeMap<String, usize>,
    /// Parts as they were unpacked, for whoever asks first.
    kept: BTreeMap<usize, Vec<u8>>,
}

impl<'a> Parcel<'a> {
    /// Opens a packed file and unpacks every part once to see that it is within the bounds.
    pub fn open(bytes: &'a [u8]) -> Result<Self, ImportError> {
        // The table of contents is read as a whole when the archive is opened.
        if bytes.windows(ENTRY.len()).filter(|window| *window == ENTRY).count() > PARTS_LIMIT {
            return Err(too_many_parts());
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
        if archive.len() > PARTS_LIMIT {
            return Err(too_many_parts());
        }
        for place in 0..archive.len() {
            if archive.by_index_raw(place).map_err(|error| damaged(&error))?.encrypted() {
                return Err(ImportError::Protected);
            }
        }
        if archive.has_duplicate_names() {
            return Err(ImportError::Damaged { detail: "two of its parts have the same name".to_owned() });
        }
        if archive.has_overlapping_entries().map_err(|error| damaged(&error))? {
            return Err(ImportError::Damaged { detail: "its parts overlap each other".to_owned() });
        }
        let mut places = BTreeMap::new();
        let mut kept = BTreeMap::new();
        let (mut total, mut room) = (0, KEPT_LIMIT);
        for place in 0..archive.len() {
            let mut part = archive.by_index(place).map_err(|error| damaged(&error))?;
            let name = part.name().map_err(|error| damaged(&error))?.into_owned();
            if name.ends_with('/') {
                continue;
            }
            let bomb = || ImportError::Bomb { part: name.clone() };
            let most = most_of(part.compressed_size()).min(UNPACKED_LIMIT - total);
            if part.size() > most {
                return Err(bomb());
            }
            let mut bytes = Vec::new();
            let declared = part.size();
            if name.rsplit('.').next() == Some("xml") && declared <= room {
                bytes.reserve_exact(declared as usize);
                let read = part.by_ref().take(declared).read_to_end(&mut bytes);
                read.map_err(|error| unreadable(&name, &error))?;
            }
            // Declared sizes lie.
            let read = bytes.len() as u64;
            let rest = std::io::copy(&mut part.by_ref().take(most + 1 - read), &mut std::io::sink());
            let rest = rest.map_err(|error| unreadable(&name, &error))?;
            let counted = read + rest;
            if counted > most {
                return Err(bomb());
            }
            total += counted;
            if read > 0 && rest == 0 {
                room -= read;
                kept.insert(place, bytes);
            }
            places.insert(folded(&name), place);
        }
        Ok(Self { archive, places, kept })
    }

    /// What it is, by its parts.
    pub fn packed(&mut self) -> Result<Packed, ImportError> {
        let kind = |what| Err(ImportError::Kind { what });
        if self.has("encrypted-package") {
            return Err(ImportError::Protected);
        }
        if let Some(mimetype) = self.part("mimetype")? {
            let manifest = self.text("META-INF/manifest.xml")?;
            if manifest.is_some_and(|manifest| manifest.contains("encryption-data")) {
                return Err(ImportError::Protected);
            }
            let mimetype = String::from_utf8_lossy(&mimetype);
            return match mimetype.trim().strip_prefix("application/vnd.oasis.opendocument.") {
                Some(name) if name.starts_with("spreadsheet") => Ok(Packed::Ods),
                Some(name) if name.starts_with("text") => kind("A document of LibreOffice Writer"),
                Some(name) if name.starts_with("presentation") => kind("A presentation"),
                Some(_) => kind("An OpenDocument file without sheets"),
                None => kind("A packed file of this kind"),
            };
        }
        let types = self.text("[Content_Types].xml")?.unwrap_or_default();
        let says = |word: &str| types.contains(word);
        if self.has("xl/workbook.bin") || says("ms-excel.sheet.binary") {
            kind("A binary workbook (.xlsb)")
        } else if self.has("xl/workbook.xml") || says("spreadsheetml.sheet.main+xml") {
            Ok(Packed::Xlsx)
        } else if self.has("word/document.xml") || says("wordprocessingml.document.main+xml") {
            Ok(Packed::Docx)
        } else if self.has("ppt/presentation.xml") {
            kind("A presentation")
        } else if self.has("Index/Document.iwa") || self.has("Index.zip") {
            kind("A document of Pages, Numbers or Keynote")
        } else {
            kind("A packed folder (zip)")
        }
    }

    /// Whether there is a part of that name, whatever its case.
    pub fn has(&self, name: &str) -> bool {
        self.places.contains_key(&folded(name))
    }

    /// The bytes of a part, or `None` where there is none of that name.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, ImportError> {
        let Some(place) = self.places.get(&folded(name)) else { return Ok(None) };
        if let Some(bytes) = self.kept.remove(place) {
            return Ok(Some(bytes));
        }
        let part = self.archive.by_index(*place).map_err(|error| damaged(&error))?;
        let mut bytes = Vec::new();
        part.take(PART_LIMIT).read_to_end(&mut bytes).map_err(|error| unreadable(name, &error))?;
        Ok(Some(bytes))
    }

    /// A part as text, for [`xml::Xml`].
    pub fn text(&mut self, name: &str) -> Result<Option<String>, ImportError> {
        self.part(name)?.map(|bytes| xml::decode(name, bytes)).transpose()
    }
}

impl std::fmt::Debug for Parcel<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Parcel").field("parts", &self.places.len()).finish_non_exhaustive()
    }
}

/// How much a part may hold that has that many bytes packed.
fn most_of(packed: u64) -> u64 {
    packed.saturating_mul(RATIO_LIMIT).clamp(RATIO_FREE, PART_LIMIT)
}

fn folded(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}

fn too_many_parts() -> ImportError {
    ImportError::TooMany { what: "parts", limit: PARTS_LIMIT }
}

fn unreadable(name: &str, error: &std::io::Error) -> ImportError {
    ImportError::Damaged { detail: format!("its part “{name}” cannot be unpacked ({error})") }
}

fn damaged(error: &ZipError) -> ImportError {
    match error {
        ZipError::InvalidPassword => ImportError::Protected,
        other => ImportError::Damaged { detail: format!("it cannot be unpacked ({other})") },
    }
}
