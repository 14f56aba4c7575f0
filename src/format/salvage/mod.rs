//! What can be read of a text that the strict reader refuses: a damaged one, of which every whole part is kept and the rest
//! told with its lines, and one of a newer format, of which all is read that is known here.
//!
//! Every piece that is kept stood in the text as it is, and the strict reader has read it. Where a part cannot do without
//! something that is lost, only what says “not known” stands in for it, and it is told: a status that is unknown, a new id, the
//! quarter that the name of the file gives, the edition that has the changes. Whatever is in the text is either kept or among the lost parts.

mod bounded;
mod grammar;
mod reader;
mod text;

use super::v1::{self, shape};
use super::{FORMAT, Fault, FormatError, Position, TEXT_LIMIT, from_ron, peek};
use crate::model::{Assessment, ChangeKey, Framework, FrameworkId, Quarter, RowId, State};
use bounded::{MOST, add, bounded};
use grammar::{Grammar, Stop};
use reader::{Found, Piece, Reader};
use std::collections::HashSet;
use std::sync::Arc;

/// What was read of a damaged text.
#[derive(Clone, Debug, PartialEq)]
pub struct Salvaged {
    /// All that is whole.
    pub assessment: Assessment,
    /// All that is not, in the order of its lines.
    pub lost: Vec<LostPart>,
}

/// What was read of a text of a newer format.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadNewer {
    /// All of it that is known here.
    pub assessment: Assessment,
    /// The format it is of.
    pub format: u32,
    /// What is not known here.
    pub unknown: Vec<LostPart>,
}

/// A part of a text that was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostPart {
    /// Its first line, 1 for the first of the file.
    pub from: usize,
    /// Its last line.
    pub to: usize,
    /// What it belongs to.
    pub place: LostPlace,
    /// Why it was not read.
    pub why: LostWhy,
    /// As it stands in the file.
    pub raw: String,
}

/// What a part that was not read belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LostPlace {
    /// The field of the assessment, by its name in the file: `rows`.
    pub part: Option<&'static str>,
    /// The row, change or metric.
    pub item: Option<String>,
    /// The row, change or metric before it, where its own name is lost.
    pub after: Option<String>,
    /// The field of the row, change or metric.
    pub field: Option<&'static str>,
}

/// Why a part was not read, or what stands in for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LostWhy {
    /// It is damaged.
    Damaged,
    /// It is of a newer format and not known here.
    NotKnown,
    /// It stands there twice; the first one counts.
    Twice,
    /// It stands behind the end, as of an older and longer file.
    BehindTheEnd,
    /// The text stops here.
    CutOff,
    /// Zeros, as after a power cut.
    Zeros {
        /// How many.
        count: usize,
    },
    /// The other side of a conflict that a merge of git left.
    OtherSide,
    /// What both sides of such a conflict began from.
    BaseOfConflict,
    /// Characters are missing in it, and � stands for each.
    SignsMissing,
    /// Its id was lost or taken, and it was given this one.
    NewId(RowId),
    /// It was lost to which change it belongs; it stands with the rows round it.
    WithNeighbours(ChangeKey),
    /// Its edition has no such change.
    NoSuchChange,
    /// It was lost, and this is taken for it.
    Taken(String),
    /// It was signed off; what was read is a draft.
    Seal,
}

impl LostWhy {
    /// The name as a machine reads it.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Damaged => "damaged",
            Self::NotKnown => "not_known",
            Self::Twice => "twice",
            Self::BehindTheEnd => "behind_the_end",
            Self::CutOff => "cut_off",
            Self::Zeros { .. } => "zeros",
            Self::OtherSide => "other_side",
            Self::BaseOfConflict => "base_of_conflict",
            Self::SignsMissing => "signs_missing",
            Self::NewId(_) => "new_id",
            Self::WithNeighbours(_) => "with_neighbours",
            Self::NoSuchChange => "no_such_change",
            Self::Taken(_) => "taken",
            Self::Seal => "seal",
        }
    }
}

/// What is known of a damaged file beside its text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hints<'a> {
    /// The quarter that its name or an earlier state of it gives.
    pub quarter: Option<Quarter>,
    /// The edition by which an earlier state of it judges.
    pub framework: Option<&'a FrameworkId>,
    /// The editions known here.
    pub known: &'a [Arc<Framework>],
}

/// Why nothing of a damaged text can be offered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotSalvaged {
    /// It is larger than what is read.
    #[error("the text has {bytes} bytes; at most {TEXT_LIMIT} are read")]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// Nothing in it is part of an assessment.
    #[error("nothing in it is part of an assessment")]
    Nothing,
    /// What it is of cannot be read, and nothing tells it.
    #[error("its {0} cannot be read, and nothing else tells it")]
    Header(&'static str),
}

/// Reads all that can be read of a damaged text.
///
/// # Errors
/// [`NotSalvaged`] when that is nothing, or cannot be told whose and of when it is.
pub fn salvage(bytes: &[u8], hints: &Hints<'_>) -> Result<Salvaged, NotSalvaged> {
    if bytes.len() > TEXT_LIMIT {
        return Err(NotSalvaged::TooLarge { bytes: bytes.len() });
    }
    let text::Prepared { text, lines, lost, no_sign } = text::prepared(bytes);
    let mut found = Reader::read(&text, &lines, LostWhy::Damaged);
    let telling = |name: &str| !matches!(name, "format" | "state");
    if !found.fields.iter().any(|(name, text)| telling(name) && text != "[]") {
        return Err(NotSalvaged::Nothing);
    }
    found.lost.extend(lost);
    if Grammar::of(&text, text.len()).document() == Err(Stop::End) {
        let at = lines.of(text.trim_end().len().saturating_sub(1));
        let place = LostPlace::default();
        found.lost.push(LostPart { from: at, to: at, place, why: LostWhy::CutOff, raw: String::new() });
    }
    let mut damaged: Vec<_> =
        found.lost.iter().filter(|part| part.why == LostWhy::Damaged).map(|part| (part.from, part.to)).collect();
    damaged.sort_unstable();
    let mut damaged = damaged.into_iter().peekable();
    // The last line of what is damaged and begins before or on the line.
    let mut reaches = 0;
    for at in no_sign {
        let line = lines.of(at);
        while let Some((_, to)) = damaged.next_if(|(from, _)| *from <= line) {
            reaches = reaches.max(to);
        }
        if reaches < line
            && !found.lost.last().is_some_and(|part| part.from == line && part.why == LostWhy::SignsMissing)
        {
            let from = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
            let raw = text.get(from..).unwrap_or_default().split('\n').next().unwrap_or_default().trim().to_owned();
            let place = LostPlace::default();
            found.lost.push(LostPart { from: line, to: line, place, why: LostWhy::SignsMissing, raw });
        }
    }
    let assessment = assessment(&mut found, hints, false)?;
    let mut lost = found.lost;
    lost.sort_by_key(|part| (part.from, part.to));
    bounded(&mut lost, &LostWhy::Damaged);
    Ok(Salvaged { assessment, lost })
}

/// Reads all that is known here of a text of a newer format.
///
/// # Errors
/// [`FormatError`] when it is of no newer format, or cannot be read at all.
pub fn parse_newer(text: &str) -> Result<ReadNewer, FormatError> {
    let text = super::prepared(text)?;
    let format = match peek::known_format(&text) {
        Err(FormatError::Newer { found }) => found,
        Err(error) => return Err(half_written(&text).unwrap_or(error)),
        Ok(_) => return Err(FormatError::NoFormat),
    };
    if let Some(error) = half_written(&text) {
        return Err(error);
    }
    let newer = || FormatError::Newer { found: format };
    if Grammar::of(&text, text.len()).document().is_err() {
        return Err(newer());
    }
    let lines = text::Lines::new(&text, None);
    let mut found = Reader::read(&text, &lines, LostWhy::NotKnown);
    let assessment = assessment(&mut found, &Hints::default(), true).map_err(|_| newer())?;
    let mut unknown = found.lost;
    bounded(&mut unknown, &LostWhy::NotKnown);
    Ok(ReadNewer { assessment, format, unknown })
}

/// Whether a text that the strict reader refuses stops before it is complete, as one that was not wholly written or
/// fetched; and how that is told.
pub(super) fn half_written(text: &str) -> Option<FormatError> {
    let start = Position { line: 1, column: 1 };
    let at = |at, fault| Some(FormatError::At { at, fault });
    let bare = text.trim_end_matches('\0');
    if bare.trim().is_empty() {
        return at(start, if text.contains('\0') { Fault::Zeros } else { Fault::Empty });
    }
    // The last line, and behind its last sign.
    let last = bare.trim_end();
    let line = last.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = last.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let end = Position { line, column };
    if bare.len() < text.len() {
        return at(end, Fault::Zeros);
    }
    let begins = bare.trim_start().starts_with(['(', '#']);
    let stops = begins && Grammar::of(bare, bare.len()).document() == Err(Stop::End);
    if stops { at(end, Fault::BreaksOff) } else { None }
}

/// Puts together what was found.
fn assessment(found: &mut Found, hints: &Hints<'_>, keep_seal: bool) -> Result<Assessment, NotSalvaged> {
    let Found { fields, rows, changes, lost } = found;
    let text_of = |fields: &reader::Fields, name: &str| fields.iter().find(|it| it.0 == name).map(|it| it.1.clone());
    let named = edition_named(lost, hints.known);
    let mut taken = |part: &'static str, taken: String| {
        let place = LostPlace { part: Some(part), ..LostPlace::default() };
        lost.push(LostPart { from: 1, to: 1, place, why: LostWhy::Taken(taken), raw: String::new() });
    };
    let read = text_of(fields, "quarter").and_then(|text| shape::header::quarter(&text));
    let as_at = || text_of(fields, "as_at").and_then(|text| shape::header::quarter_of(&text));
    let quarter = read.or(hints.quarter).or_else(as_at).ok_or(NotSalvaged::Header("quarter"))?;
    if read.is_none() {
        fields.push(("quarter", format!("\"{quarter}\"")));
        taken("quarter", quarter.to_string());
    }
    if text_of(fields, "as_at").is_none() {
        let day = shape::header::day(quarter.last_day());
        fields.push(("as_at", format!("\"{day}\"")));
        taken("as_at", day);
    }
    if text_of(fields, "framework").and_then(|text| shape::header::framework(&text)).is_none() {
        let by_changes =
            || edition_of(changes.as_deref().unwrap_or_default(), rows.as_deref().unwrap_or_default(), hints.known);
        let id = named.or_else(|| hints.framework.cloned()).or_else(by_changes);
        let id = id.ok_or(NotSalvaged::Header("framework"))?;
        fields.push(("framework", format!("\"{id}\"")));
        taken("framework", id.to_string());
    }
    match text_of(fields, "state") {
        None => {
            fields.push(("state", "Draft".to_owned()));
            taken("state", "draft".to_owned());
        }
        Some(state) if !keep_seal && state != "Draft" => {
            let place = LostPlace { part: Some("state"), ..LostPlace::default() };
            lost.push(LostPart { from: 1, to: 1, place, why: LostWhy::Seal, raw: state });
        }
        Some(_) => {}
    }
    fields.retain(|(name, _)| *name != "format");
    let mut whole = format!("(format: {FORMAT}");
    for (name, text) in &*fields {
        for part in [", ", name, ": ", text] {
            whole.push_str(part);
        }
    }
    whole.push(')');
    let file = from_ron::<v1::AssessmentFile>(&whole).map_err(|_| NotSalvaged::Nothing)?;
    let mut assessment = Assessment::from(file);
    if !keep_seal {
        assessment.state = State::Draft;
    }
    let why = if keep_seal { LostWhy::NotKnown } else { LostWhy::Damaged };
    put_right(&mut assessment, rows.as_deref().unwrap_or_default(), &why, lost);
    Ok(assessment)
}

/// The one edition whose id still stands in the line that gave it, though the line cannot be read.
fn edition_named(lost: &[LostPart], known: &[Arc<Framework>]) -> Option<FrameworkId> {
    let lines = || lost.iter().filter(|part| part.place.part == Some("framework"));
    // The whole of it: one may begin as another is called.
    let in_an_id = |sign: char| sign.is_alphanumeric() || sign == '-';
    let stands = |raw: &str, id: &str| raw.split(|sign: char| !in_an_id(sign)).any(|word| word == id);
    let mut named = known.iter().filter(|framework| lines().any(|part| stands(&part.raw, framework.id.as_str())));
    let first = named.next()?;
    named.next().is_none().then(|| first.id.clone())
}

/// The edition that has most of the changes that were found. Of several the one with the fewest others, where they are those
/// that were judged: a file names each change of its edition. Those that only rows belong to are told by none.
fn edition_of(changes: &[Piece], rows: &[Piece], known: &[Arc<Framework>]) -> Option<FrameworkId> {
    let keys: HashSet<&str> = changes.iter().chain(rows).filter_map(|piece| key_in(&piece.raw)).collect();
    let has =
        |framework: &Framework| framework.changes.iter().filter(|change| keys.contains(change.key.as_str())).count();
    let most = known.iter().map(|framework| has(framework)).max().filter(|most| *most > 0)?;
    let mut fitting: Vec<_> = known.iter().filter(|framework| has(framework) == most).collect();
    fitting.sort_by_key(|framework| framework.changes.len());
    let first = fitting.first()?;
    (fitting.len() == 1 || !changes.is_empty()).then(|| first.id.clone())
}

fn key_in(raw: &str) -> Option<&str> {
    raw.split_once("change:")?.1.split('"').nth(1)
}

/// Gives rows whose id is lost or taken one of their own, and those whose change is lost that of the rows round them. Of the
/// ids so many are given; rows beyond that are lost.
fn put_right(assessment: &mut Assessment, pieces: &[Piece], why: &LostWhy, lost: &mut Vec<LostPart>) {
    if pieces.len() != assessment.rows.len() {
        return;
    }
    let mut told = |piece: &Piece, item: Option<&RowId>, why| {
        let place = LostPlace { part: Some("rows"), item: item.map(ToString::to_string), ..LostPlace::default() };
        let (from, to) = piece.lines;
        lost.push(LostPart { from, to, place, why, raw: piece.raw.clone() });
    };
    let mut ids: HashSet<RowId> = pieces
        .iter()
        .zip(&assessment.rows)
        .filter(|(piece, _)| !piece.without_id)
        .map(|(_, row)| row.id.clone())
        .collect();
    let mut seen = HashSet::new();
    // For each row the first change that is known from it on.
    let mut behind: Vec<Option<ChangeKey>> = Vec::with_capacity(pieces.len());
    for (piece, row) in pieces.iter().zip(&assessment.rows).rev() {
        let next = behind.last().cloned().flatten();
        behind.push(if piece.without_change { next } else { Some(row.change.clone()) });
    }
    behind.reverse();
    let mut before: Option<ChangeKey> = None;
    let mut given = 0_usize;
    let mut rest = None;
    let mut kept = Vec::with_capacity(pieces.len());
    for ((piece, after), mut row) in pieces.iter().zip(behind).zip(std::mem::take(&mut assessment.rows)) {
        if !piece.without_change {
            before = Some(row.change.clone());
        }
        if piece.without_id || !seen.insert(row.id.clone()) {
            if given == MOST {
                add(&mut rest, Some("rows"), piece.lines, why, &piece.raw);
                continue;
            }
            given += 1;
            // With its number, for rows that are alike would each try all that the ones before them took.
            let id = RowId::unused(&format!("{}\n{given}", piece.raw), |id| ids.contains(id));
            ids.insert(id.clone());
            seen.insert(id.clone());
            told(piece, Some(&id), LostWhy::NewId(id.clone()));
            Arc::make_mut(&mut row).id = id;
        }
        if piece.without_change {
            let Some(change) = before.clone().filter(|before| after.as_ref() == Some(before)) else {
                let known = (!piece.without_id).then_some(&row.id);
                told(piece, known, LostWhy::Damaged);
                continue;
            };
            told(piece, Some(&row.id), LostWhy::WithNeighbours(change.clone()));
            Arc::make_mut(&mut row).change = change;
        }
        kept.push(row);
    }
    assessment.rows = kept;
    lost.extend(rest);
}

impl Salvaged {
    /// Sets aside what an edition has no place for, so that the rest fits it.
    pub fn fit(&mut self, framework: &Framework) {
        let known = |key: &ChangeKey| framework.changes.iter().any(|change| change.key == *key);
        let Self { assessment, lost } = self;
        let nothing = Assessment { changes: Vec::new(), ..Assessment::empty("", assessment.quarter, framework) };
        let mut aside = |part, item: String, alone: &Assessment, why| {
            let text = super::write(alone).unwrap_or_default();
            let raw = text.find(part).and_then(|at| text.get(at..)).unwrap_or_default().trim_end().to_owned();
            let place = LostPlace { part: Some(part), item: Some(item), ..LostPlace::default() };
            lost.push(LostPart { from: 0, to: 0, place, why, raw });
        };
        let mut judged = HashSet::new();
        assessment.changes.retain(|judgement| {
            let why = if !known(&judgement.change) {
                LostWhy::NoSuchChange
            } else if !judged.insert(judgement.change.clone()) {
                LostWhy::Twice
            } else {
                return true;
            };
            let alone = Assessment { changes: vec![judgement.clone()], ..nothing.clone() };
            aside("changes", judgement.change.to_string(), &alone, why);
            false
        });
        assessment.rows.retain(|row| {
            if known(&row.change) {
                return true;
            }
            let alone = Assessment { rows: vec![Arc::clone(row)], ..nothing.clone() };
            aside("rows", row.id.to_string(), &alone, LostWhy::NoSuchChange);
            false
        });
        bounded(lost, &LostWhy::Damaged);
    }
}
