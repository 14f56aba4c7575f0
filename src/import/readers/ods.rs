//! Workbooks of Calc. `calamine` reads them too, but loses merged cells, hidden rows and what a date looks like.

use super::super::bounds::{CELL_LIMIT, COLUMNS_LIMIT};
use super::super::{CellKind, Code, Finding, ImportError, Source};
use super::Kind;
use super::excel::{source, within_sheets};
use super::grid::{Area, Grid, Room};
use super::parcel::Parcel;
use super::shown;
use super::xml::{Element, Event, Xml};
use std::collections::BTreeSet;

const PART: &str = "content.xml";
/// Blanks that are counted out: no character has more bytes than four.
const BLANKS_LIMIT: usize = 4 * CELL_LIMIT + 4;

/// A cell as it stands in its row.
#[derive(Debug)]
struct Found {
    column: u32,
    repeated: u32,
    text: String,
    kind: CellKind,
    /// Whether it has a formula, and then whether it has a value.
    formula: Option<bool>,
    /// How many rows and columns it goes over.
    spans: (u32, u32),
}

/// What is passed over in a sheet.
#[derive(Debug, Default)]
struct Unread {
    comments: usize,
    pictures: usize,
    tables: usize,
}

/// Reads `.ods`. Formulas are not evaluated.
pub(super) fn read_ods(name: &str, parcel: &mut Parcel<'_>) -> Result<Source, ImportError> {
    let text = parcel.text(PART)?;
    let text = text.ok_or_else(|| ImportError::Damaged { detail: format!("its part “{PART}” is missing") })?;
    let mut xml = Xml::new(PART, &text);
    let (mut sheets, mut notes, mut room, mut count) = (Vec::new(), Vec::new(), Room::default(), 0);
    let (mut hidden_styles, mut style) = (BTreeSet::new(), None);
    loop {
        match xml.next()? {
            Event::Open(element) => match element.name() {
                "style:style" => style = element.attribute("name")?,
                "style:table-properties" if element.attribute("display")?.as_deref() == Some("false") => {
                    hidden_styles.extend(style.take());
                }
                "table:tracked-changes" => {
                    let why = "Changes were tracked: the cells were read as they stand now, as if all were accepted.";
                    notes.push(Finding::of_all(Code::TrackedChanges, "tracked changes", why));
                    xml.skip()?;
                }
                "table:table" => {
                    count += 1;
                    within_sheets(count)?;
                    let name = element.attribute("name")?.unwrap_or_default();
                    let style = element.attribute("style-name")?;
                    let hidden = style.is_some_and(|style| hidden_styles.contains(&style));
                    sheets.extend(read_table(&mut xml)?.into_sheet(name, hidden, &mut room)?);
                }
                _ => {}
            },
            Event::End => return source(name, Kind::Ods, sheets, notes),
            _ => {}
        }
    }
}

fn read_table(xml: &mut Xml<'_>) -> Result<Grid, ImportError> {
    let outside = xml.depth().saturating_sub(1);
    let (mut grid, mut unread) = (Grid::default(), Unread::default());
    let (mut row, mut column) = (0_u32, 0_u32);
    while xml.depth() > outside {
        let Event::Open(element) = xml.next()? else { continue };
        match element.name() {
            "table:table-column" => {
                let next = column.saturating_add(repeated(&element, "number-columns-repeated")?);
                if is_hidden(&element)? {
                    grid.hide_columns(column, next.saturating_sub(1));
                }
                column = next;
            }
            "table:table-row" => {
                let next = row.saturating_add(repeated(&element, "number-rows-repeated")?);
                if is_hidden(&element)? {
                    grid.hide_rows(row, next.saturating_sub(1));
                }
                let found = read_row(xml, &mut unread)?;
                // Words in too many rows are refused by the grid; a row without words need not be repeated.
                let has_words = found.iter().any(|cell| !cell.text.trim().is_empty());
                let last = if has_words { next } else { row.saturating_add(1) };
                for row in row..last {
                    put_row(&mut grid, row, &found)?;
                }
                row = next;
            }
            "table:shapes" => {
                unread.pictures += 1;
                xml.skip()?;
            }
            "table:table" => {
                unread.tables += 1;
                xml.skip()?;
            }
            _ => {}
        }
    }
    unread.say(&mut grid);
    Ok(grid)
}

/// The cells of a row that hold something; blank ones are never counted out, however often they are repeated.
fn read_row(xml: &mut Xml<'_>, unread: &mut Unread) -> Result<Vec<Found>, ImportError> {
    let outside = xml.depth().saturating_sub(1);
    let (mut all, mut column) = (Vec::new(), 0_u32);
    while xml.depth() > outside {
        let Event::Open(element) = xml.next()? else { continue };
        if !matches!(element.name(), "table:table-cell" | "table:covered-table-cell") {
            xml.skip()?;
            continue;
        }
        let repeated = repeated(&element, "number-columns-repeated")?;
        let words = read_words(xml, unread)?;
        let (text, kind) = value(&element, words)?;
        let has_formula = element.exact("table:formula")?.is_some();
        let formula = has_formula.then(|| !text.trim().is_empty());
        let has_words = !text.trim().is_empty();
        if has_words && column as usize >= COLUMNS_LIMIT {
            return Err(ImportError::TooMany { what: "columns", limit: COLUMNS_LIMIT });
        }
        if has_words || (formula.is_some() && all.len() < COLUMNS_LIMIT) {
            let span = |name| Ok::<_, ImportError>(element.number(name)?.map_or(1, small));
            let spans = (span("number-rows-spanned")?, span("number-columns-spanned")?);
            all.push(Found { column, repeated, text, kind, formula, spans });
        }
        column = column.saturating_add(repeated);
    }
    Ok(all)
}

fn put_row(grid: &mut Grid, row: u32, found: &[Found]) -> Result<(), ImportError> {
    for cell in found {
        let columns = cell.column..cell.column.saturating_add(cell.repeated);
        if let Some(has_value) = cell.formula {
            grid.formula(row, cell.column, has_value);
        }
        if cell.text.trim().is_empty() {
            continue;
        }
        for column in columns {
            grid.put(row, column, &cell.text, cell.kind)?;
        }
        let (down, across) = cell.spans;
        grid.merge(Area {
            top: row,
            left: cell.column,
            bottom: row.saturating_add(down.saturating_sub(1)),
            right: cell.column.saturating_add(across.saturating_sub(1)),
        })?;
    }
    Ok(())
}

/// The paragraphs of a cell, a line each; blanks as ODF counts them.
fn read_words(xml: &mut Xml<'_>, unread: &mut Unread) -> Result<String, ImportError> {
    let outside = xml.depth().saturating_sub(1);
    let (mut text, mut paragraphs, mut within) = (String::new(), 0_usize, 0_usize);
    while xml.depth() > outside {
        match xml.next()? {
            Event::Open(element) => match element.name() {
                "text:p" | "text:h" => {
                    if paragraphs > 0 {
                        text.push('\n');
                    }
                    paragraphs += 1;
                    within = xml.depth();
                }
                // Blanks beyond what a cell may hold change nothing: either words follow and it is refused, or they are cut.
                "text:s" if text.len() < BLANKS_LIMIT => {
                    let blanks = element.number("c")?.unwrap_or(1).min(BLANKS_LIMIT);
                    text.extend(std::iter::repeat_n(' ', blanks));
                }
                "text:tab" => text.push(' '),
                "text:line-break" => text.push('\n'),
                "office:annotation" => {
                    unread.comments += 1;
                    xml.skip()?;
                }
                "table:table" => {
                    unread.tables += 1;
                    xml.skip()?;
                }
                "text:note" | "text:ruby-text" | "table:detective" => xml.skip()?,
                name if name.starts_with("draw:") => {
                    unread.pictures += 1;
                    xml.skip()?;
                }
                _ => {}
            },
            Event::Close(name) if matches!(name.local(), "p" | "h") => within = 0,
            Event::Text(piece) if within > 0 => push_collapsed(&mut text, &piece),
            _ => {}
        }
    }
    Ok(text)
}

/// Adds a text in which several blanks and line breaks count as one blank.
fn push_collapsed(text: &mut String, piece: &str) {
    for char in piece.chars() {
        let is_blank = matches!(char, ' ' | '\t' | '\n' | '\r');
        if !is_blank {
            text.push(char);
        } else if !text.ends_with([' ', '\n']) {
            text.push(' ');
        }
    }
}

/// What a cell shows, and what it is.
fn value(element: &Element<'_>, words: String) -> Result<(String, CellKind), ImportError> {
    let is_error = element.exact("calcext:value-type")?.is_some_and(|kind| kind == "error");
    let kind = element.exact("office:value-type")?.unwrap_or_default();
    let or = |words: String, name: &str| match words.trim() {
        "" => Ok::<_, ImportError>(element.exact(name)?.unwrap_or_default()),
        _ => Ok(words),
    };
    Ok(match kind.as_str() {
        _ if is_error => (words, CellKind::Error),
        "float" | "percentage" | "currency" => (or(words, "office:value")?, CellKind::Number),
        "date" => {
            let date = element.exact("office:date-value")?.unwrap_or_default();
            (shown::day_first(words.trim(), &date), CellKind::Date)
        }
        "string" => (or(words, "office:string-value")?, CellKind::Text),
        _ => (words, CellKind::Text),
    })
}

impl Unread {
    fn say(&self, grid: &mut Grid) {
        let mut say = |count: usize, what: &str, why: &str| {
            if count > 0 {
                grid.say(Finding::of_all(Code::NotRead, what, why));
            }
        };
        say(self.comments, "comments", "Comments of the cells are not read.");
        say(self.pictures, "pictures", "Pictures, shapes and charts on the sheet are not read.");
        say(self.tables, "tables", "Tables inside of cells are not read.");
    }
}

fn repeated(element: &Element<'_>, name: &str) -> Result<u32, ImportError> {
    Ok(element.number(name)?.map_or(1, small).max(1))
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn is_hidden(element: &Element<'_>) -> Result<bool, ImportError> {
    Ok(element.exact("table:visibility")?.is_some_and(|kind| matches!(kind.as_str(), "collapse" | "filter")))
}
