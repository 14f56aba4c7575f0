//! The text of a document from its beginning to its end.

use super::super::super::bounds::{CELLS_LIMIT, SHEETS_LIMIT};
use super::super::super::{Finding, ImportError};
use super::super::xml::{Element, Event, Xml};
use super::left_out::LeftOut;
use super::looks::{Look, Looks, comes_to};
use super::table::{Merge, Open, Table};

/// How many tables may lie in each other.
const NESTED_LIMIT: usize = 8;

/// What stands in a document.
#[derive(Debug)]
pub(super) struct Body {
    /// Its tables.
    pub tables: Vec<Table>,
    /// Lines of words behind the last table.
    pub after: Vec<String>,
    /// What was left out, and what was read in one way of two.
    pub notes: Vec<Finding>,
}

/// Paragraphs as they come.
#[derive(Debug, Default)]
struct Paragraphs {
    text: String,
    /// Whether a paragraph is to begin on a line of its own.
    has_ended: bool,
}

/// Where in the document the reader is.
#[derive(Debug)]
struct Reader<'a> {
    part: &'a str,
    xml: Xml<'a>,
    tables: Vec<Table>,
    outside: Paragraphs,
    /// The open tables, the outermost first, each with its open cell.
    frames: Vec<(Table, Option<(Open, Paragraphs)>)>,
    /// How many cells there may still be.
    room: usize,
    is_text: bool,
    looks: &'a Looks,
    /// How the style of the paragraph has its words look.
    of_paragraph: Look,
    is_run_hidden: bool,
    is_run_struck: bool,
    /// Whether the mark at the end of this paragraph is deleted: then the next one goes on in its line.
    is_mark_deleted: bool,
    /// The depth of a control that shows only what is to be filled in.
    placeholder: Option<usize>,
    left_out: LeftOut,
}

impl Body {
    /// Reads the part with the text.
    pub fn read(part: &str, text: &str, looks: &Looks) -> Result<Self, ImportError> {
        let mut reader = Reader {
            part,
            xml: Xml::new(part, text),
            tables: Vec::new(),
            outside: Paragraphs::default(),
            frames: Vec::new(),
            room: CELLS_LIMIT,
            is_text: false,
            looks,
            of_paragraph: Look::default(),
            is_run_hidden: false,
            is_run_struck: false,
            is_mark_deleted: false,
            placeholder: None,
            left_out: LeftOut::default(),
        };
        loop {
            match reader.xml.next()? {
                Event::Open(element) => reader.open(&element)?,
                Event::Close(name) => reader.close(name.local())?,
                Event::Text(text) if reader.is_text => reader.add(&text),
                Event::Text(_) => {}
                Event::End => break,
            }
        }
        Ok(Self { after: reader.outside.take_lines(), tables: reader.tables, notes: reader.left_out.into_notes() })
    }
}

/// The words of a part, one line a paragraph.
pub(super) fn words(part: &str, text: &str) -> Result<String, ImportError> {
    let mut xml = Xml::new(part, text);
    loop {
        match xml.next()? {
            Event::Open(_) => return words_inside(&mut xml),
            Event::End => return Ok(String::new()),
            // A line break behind the declaration.
            _ => {}
        }
    }
}

/// The words of the element that was opened last, up to its end.
fn words_inside(xml: &mut Xml<'_>) -> Result<String, ImportError> {
    let outside = xml.depth().saturating_sub(1);
    let mut words = Paragraphs::default();
    let mut is_text = false;
    while xml.depth() > outside {
        match xml.next()? {
            // Both halves of an alternative say the same.
            Event::Open(element) if matches!(element.local(), "Fallback" | "instrText" | "pPr" | "rPr") => {
                xml.skip()?;
            }
            Event::Open(element) => is_text = matches!(element.local(), "t" | "delText"),
            Event::Close(name) => {
                is_text = false;
                if name.local() == "p" {
                    words.has_ended = true;
                }
            }
            Event::Text(text) if is_text => words.add(&text),
            Event::Text(_) => {}
            Event::End => break,
        }
    }
    Ok(words.take_lines().join("\n"))
}

/// Goes through the properties of the element that was opened last, up to its end, without what they were before a change.
fn properties<'a>(
    xml: &mut Xml<'a>,
    mut each: impl FnMut(&Element<'a>) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    let outside = xml.depth().saturating_sub(1);
    while xml.depth() > outside {
        match xml.next()? {
            Event::Open(element) if element.local().ends_with("Change") => xml.skip()?,
            Event::Open(element) => each(&element)?,
            Event::End => break,
            _ => {}
        }
    }
    Ok(())
}

impl Reader<'_> {
    fn open(&mut self, element: &Element<'_>) -> Result<(), ImportError> {
        self.is_text = false;
        match element.local() {
            "t" => self.is_text = true,
            "p" => self.begin_paragraph(),
            "r" => self.run_looks(Look::default(), Look::default()),
            "rPr" => {
                let (mut own, mut style) = (Look::default(), Look::default());
                let looks = self.looks;
                properties(&mut self.xml, |property| {
                    if property.local() == "rStyle" {
                        style = looks.of(&property.attribute("val")?.unwrap_or_default());
                    }
                    own.take(property)
                })?;
                self.run_looks(own, style);
            }
            "pPr" => {
                let mut is_deleted = false;
                let (looks, mut style) = (self.looks, None);
                properties(&mut self.xml, |property| {
                    is_deleted |= matches!(property.local(), "del" | "moveFrom");
                    if property.local() == "pStyle" {
                        style = Some(looks.of(&property.attribute("val")?.unwrap_or_default()));
                    }
                    Ok(())
                })?;
                self.is_mark_deleted = is_deleted;
                self.of_paragraph = style.unwrap_or_else(|| looks.plain());
            }
            "tab" | "ptab" => self.add(" "),
            "br" | "cr" => self.add("\n"),
            "noBreakHyphen" => self.add("-"),
            "sym" => {
                if let Some(letter) = symbol(element)? {
                    self.add(letter.encode_utf8(&mut [0; 4]));
                }
            }
            "tbl" => self.begin_table()?,
            "tr" | "tc" => self.begin_part(element.local())?,
            "tblGrid" => {
                let mut columns = 0;
                properties(&mut self.xml, |property| {
                    columns += usize::from(property.local() == "gridCol");
                    Ok(())
                })?;
                if let Some((table, _)) = self.frames.last_mut() {
                    table.declared = columns;
                }
            }
            "trPr" => self.row_properties()?,
            "tcPr" => self.cell_properties()?,
            "ins" | "moveTo" => self.left_out.inserted += 1,
            "del" | "moveFrom" => {
                let words = words_inside(&mut self.xml)?;
                match self.frames.last_mut().filter(|(table, _)| table.is_row_deleted()) {
                    Some((table, _)) if !words.is_empty() => table.add_deleted(&words),
                    Some(_) => {}
                    None => self.left_out.deleted.add(&words),
                }
            }
            "sdtPr" => {
                let mut is_placeholder = false;
                properties(&mut self.xml, |property| {
                    is_placeholder |= property.local() == "showingPlcHdr" && property.says_yes()?;
                    Ok(())
                })?;
                if is_placeholder && self.placeholder.is_none() {
                    self.placeholder = Some(self.xml.depth());
                }
            }
            "drawing" | "pict" | "object" => {
                let words = words_inside(&mut self.xml)?;
                if words.is_empty() { self.left_out.pictures += 1 } else { self.left_out.boxes.add(&words) }
            }
            "footnoteReference" | "endnoteReference" => self.left_out.notes += 1,
            "commentReference" => self.left_out.comments += 1,
            // The other half of an alternative, commands of fields, and what says how things look.
            "Fallback" | "instrText" | "delInstrText" | "delText" | "sectPr" | "tblPr" | "tblPrEx" | "sdtEndPr"
            | "rt" => {
                self.xml.skip()?;
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), ImportError> {
        self.is_text = false;
        if self.placeholder.is_some_and(|depth| self.xml.depth() < depth) {
            self.placeholder = None;
        }
        match name {
            "p" => self.end_paragraph(),
            "r" => (self.is_run_hidden, self.is_run_struck) = (false, false),
            "tbl" => self.end_table()?,
            "tr" => {
                self.end_cell()?;
                if let Some((table, _)) = self.frames.last_mut() {
                    table.end_row();
                }
            }
            "tc" => self.end_cell()?,
            _ => {}
        }
        Ok(())
    }

    /// Where words go.
    fn paragraphs(&mut self) -> &mut Paragraphs {
        match self.frames.last_mut() {
            Some((_, Some((_, paragraphs)))) => paragraphs,
            _ => &mut self.outside,
        }
    }

    fn add(&mut self, text: &str) {
        if self.placeholder.is_some() {
        } else if self.is_run_hidden {
            self.left_out.hidden.add(text);
        } else {
            if self.is_run_struck {
                self.left_out.struck.add(text);
            }
            self.paragraphs().add(text);
        }
    }

    fn begin_paragraph(&mut self) {
        self.is_mark_deleted = false;
        self.of_paragraph = self.looks.plain();
    }

    /// The words of a run follow: as they say themselves, or as their styles do.
    fn run_looks(&mut self, own: Look, style: Look) {
        let paragraph = self.of_paragraph;
        self.is_run_hidden = comes_to(own.hidden, style.hidden, paragraph.hidden);
        self.is_run_struck = comes_to(own.struck, style.struck, paragraph.struck);
    }

    fn end_paragraph(&mut self) {
        let has_ended = !self.is_mark_deleted;
        self.paragraphs().end(has_ended);
    }

    fn begin_table(&mut self) -> Result<(), ImportError> {
        if self.frames.len() >= NESTED_LIMIT {
            return Err(ImportError::TooDeep { part: self.part.to_owned() });
        }
        let before = if self.frames.is_empty() { self.outside.take_lines() } else { Vec::new() };
        self.frames.push((Table::behind(before), None));
        Ok(())
    }

    fn begin_part(&mut self, name: &str) -> Result<(), ImportError> {
        let Some((table, cell)) = self.frames.last_mut() else { return Ok(()) };
        if name == "tr" {
            return table.begin_row();
        }
        self.room = self.room.checked_sub(1).ok_or(ImportError::TooMany { what: "cells", limit: CELLS_LIMIT })?;
        *cell = Some((Open { columns: 1, ..Open::default() }, Paragraphs::default()));
        Ok(())
    }

    fn row_properties(&mut self) -> Result<(), ImportError> {
        let (mut before, mut is_deleted, mut is_hidden, mut is_inserted) = (0, false, false, false);
        properties(&mut self.xml, |property| {
            match property.local() {
                "gridBefore" => before = property.number("val")?.unwrap_or_default(),
                "del" => is_deleted = true,
                "ins" => is_inserted = true,
                "hidden" => is_hidden = property.says_yes()?,
                _ => {}
            }
            Ok(())
        })?;
        let Some((table, _)) = self.frames.last_mut() else { return Ok(()) };
        table.leave_before(before)?;
        self.left_out.inserted += usize::from(is_inserted && !is_deleted);
        if is_deleted {
            table.delete_row();
            self.left_out.deleted.count += 1;
        }
        if is_hidden {
            table.hide_row();
        }
        Ok(())
    }

    fn cell_properties(&mut self) -> Result<(), ImportError> {
        let (mut columns, mut merge, mut inserted) = (1, Merge::No, 0);
        let (mut goes_on_left, mut is_deleted) = (false, false);
        properties(&mut self.xml, |property| {
            match property.local() {
                "gridSpan" => columns = property.number("val")?.unwrap_or(1),
                "vMerge" if property.attribute("val")?.as_deref() == Some("restart") => merge = Merge::Begins,
                "vMerge" => merge = Merge::GoesOn,
                "hMerge" => goes_on_left = property.attribute("val")?.as_deref() != Some("restart"),
                "cellIns" => inserted += 1,
                "cellDel" => is_deleted = true,
                _ => {}
            }
            Ok(())
        })?;
        self.left_out.inserted += inserted;
        if let Some((_, Some((open, _)))) = self.frames.last_mut() {
            open.columns = columns;
            open.merge = merge;
            open.goes_on_left = goes_on_left;
            open.is_deleted = is_deleted;
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), ImportError> {
        if let Some((table, cell)) = self.frames.last_mut()
            && let Some((open, paragraphs)) = cell.take()
        {
            if open.is_deleted {
                // As if accepted: those behind it move up.
                self.left_out.deleted.count += 1;
                self.left_out.deleted.quote(&paragraphs.text);
            } else {
                table.put(&open, &paragraphs.text)?;
            }
        }
        Ok(())
    }

    fn end_table(&mut self) -> Result<(), ImportError> {
        let Some((table, _)) = self.frames.pop() else { return Ok(()) };
        if let Some((_, Some((open, paragraphs)))) = self.frames.last_mut() {
            open.has_table = true;
            for line in table.lines() {
                paragraphs.end(true);
                paragraphs.add(&line);
            }
            paragraphs.end(true);
            return Ok(());
        }
        if self.tables.len() >= SHEETS_LIMIT {
            return Err(ImportError::TooMany { what: "tables", limit: SHEETS_LIMIT });
        }
        self.tables.push(table);
        Ok(())
    }
}

impl Paragraphs {
    fn add(&mut self, text: &str) {
        if self.has_ended && !text.is_empty() {
            self.has_ended = false;
            if !self.text.is_empty() {
                self.text.push('\n');
            }
        }
        self.text.push_str(text);
    }

    fn end(&mut self, has_ended: bool) {
        self.has_ended |= has_ended;
    }

    /// Takes what has been read as lines without blank ones, and begins anew.
    fn take_lines(&mut self) -> Vec<String> {
        let text = std::mem::take(self).text;
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }
}

/// The letter of a symbol font that means the same in any font, or the letter as it is.
fn symbol(element: &Element<'_>) -> Result<Option<char>, ImportError> {
    let code = element.attribute("char")?.and_then(|code| u32::from_str_radix(code.trim(), 16).ok());
    let font = element.attribute("font")?.unwrap_or_default();
    Ok(match (font.as_str(), code.map(|code| code & 0xFF)) {
        ("Wingdings", Some(0xFC | 0xFE)) => Some('✓'),
        ("Wingdings", Some(0xFB | 0xFD)) => Some('✗'),
        ("Symbol" | "Wingdings", Some(0xB7 | 0xA7)) => Some('•'),
        _ => code.and_then(char::from_u32),
    })
}
