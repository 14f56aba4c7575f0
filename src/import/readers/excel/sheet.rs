//! The cells of one sheet of an `.xlsx`.

use super::super::grid::{Area, Grid};
use super::super::links::links;
use super::super::margin;
use super::super::parcel::Parcel;
use super::super::shown::{self, GENERAL};
use super::super::xml::{Element, Event, Xml};
use super::book::{Book, rich_text, unescaped};
use crate::import::{CellKind, Code, Finding, ImportError};
use smol_str::SmolStr;
use std::borrow::Cow;

/// What a cell says of itself.
#[derive(Debug, Default)]
struct Said<'a> {
    kind: Cow<'a, str>,
    style: usize,
    value: Cow<'a, str>,
    inline: Option<Cow<'a, str>>,
    has_formula: bool,
}

/// Reads a sheet: its cells, what is merged and hidden, and what is not read of it.
pub(super) fn read(parcel: &mut Parcel<'_>, book: &Book, part: &str) -> Result<Grid, ImportError> {
    let text = parcel.text(part)?;
    let text = text.ok_or_else(|| ImportError::Damaged { detail: format!("its part “{part}” is missing") })?;
    let mut grid = Grid::default();
    let (mut row, mut column) = (None::<u32>, 0);
    let mut xml = Xml::new(part, &text);
    loop {
        match xml.next()? {
            Event::Open(element) => match element.local() {
                "col" => {
                    if element.is_on("hidden")?
                        && let (Some(first), Some(last)) = (element.number("min")?, element.number("max")?)
                    {
                        grid.hide_columns(from_one(first), from_one(last));
                    }
                }
                "row" => {
                    let next = row.map_or(0, |row| row.saturating_add(1));
                    let at = element.number("r")?.map_or(next, from_one);
                    (row, column) = (Some(at), 0);
                    if element.is_on("hidden")? {
                        grid.hide_rows(at, at);
                    }
                }
                "c" => {
                    let place = element.value("r")?.and_then(|name| place(&name));
                    let (at_row, at_column) = place.unwrap_or((row.unwrap_or_default(), column));
                    column = at_column.saturating_add(1);
                    let said = said(&mut xml, &element)?;
                    put(&mut grid, book, part, (at_row, at_column), &said)?;
                }
                "mergeCell" => {
                    if let Some(area) = element.attribute("ref")?.and_then(|name| area(&name)) {
                        grid.merge(area)?;
                    }
                }
                "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader" | "firstFooter" => {
                    grid.margin(&margin::words(&words(&mut xml)?));
                }
                _ => {}
            },
            Event::End => break,
            _ => {}
        }
    }
    say_unread(parcel, part, &mut grid)?;
    Ok(grid)
}

/// All text inside of the element that was opened last.
fn words(xml: &mut Xml<'_>) -> Result<String, ImportError> {
    let outside = xml.depth().saturating_sub(1);
    let mut words = String::new();
    while xml.depth() > outside {
        if let Event::Text(piece) = xml.next()? {
            words.push_str(&piece);
        }
    }
    Ok(words)
}

/// What stands inside of a cell.
fn said<'a, 'x: 'a>(xml: &mut Xml<'x>, element: &'a Element<'_>) -> Result<Said<'a>, ImportError> {
    let mut said = Said {
        kind: element.value("t")?.unwrap_or_default(),
        style: element.number("s")?.unwrap_or_default(),
        ..Said::default()
    };
    let outside = xml.depth().saturating_sub(1);
    let mut in_value = false;
    while xml.depth() > outside {
        match xml.next()? {
            Event::Open(element) => match element.local() {
                "v" => in_value = true,
                "is" => said.inline = Some(rich_text(xml)?),
                "f" => {
                    said.has_formula = true;
                    xml.skip()?;
                }
                _ => xml.skip()?,
            },
            Event::Text(piece) if in_value && said.value.is_empty() => said.value = piece,
            Event::Text(piece) if in_value => said.value.to_mut().push_str(&piece),
            Event::Close(_) => in_value = false,
            Event::Text(_) | Event::End => {}
        }
    }
    Ok(said)
}

fn put(grid: &mut Grid, book: &Book, part: &str, at: (u32, u32), said: &Said<'_>) -> Result<(), ImportError> {
    let (row, column) = at;
    let format = book.formats.get(said.style).map_or(GENERAL, String::as_str);
    let value = said.value.trim();
    let owned = |(text, kind): (String, CellKind)| (SmolStr::from(text), kind);
    let (text, kind): (SmolStr, CellKind) = match (&*said.kind, &said.inline) {
        (_, Some(inline)) => (inline.as_ref().into(), CellKind::Text),
        (_, None) if value.is_empty() && said.kind != "str" => ("".into(), CellKind::Text),
        ("s", None) => {
            let text = value.parse::<usize>().ok().and_then(|at| book.texts.get(at));
            let missing = || format!("a cell of its part “{part}” points to a text that is not there");
            let text = text.ok_or_else(|| ImportError::Damaged { detail: missing() })?;
            (text.clone(), CellKind::Text)
        }
        ("str" | "inlineStr", None) => (unescaped(said.value.clone()).into(), CellKind::Text),
        ("b", None) => (if matches!(value, "0" | "false") { "FALSE" } else { "TRUE" }.into(), CellKind::Text),
        ("e", None) => (value.into(), CellKind::Error),
        ("d", None) => owned(shown::written(value, format)),
        _ => match value.parse::<f64>() {
            Ok(number) if number.is_finite() => owned(shown::number(number, format, book.is_1904)),
            _ => (value.into(), CellKind::Text),
        },
    };
    if said.has_formula {
        grid.formula(row, column, !text.trim().is_empty() || said.kind == "str");
    }
    let shared = value.parse().ok().filter(|_| said.kind == "s");
    if let Some(words) = book.struck.words(shared, said.style, &text) {
        grid.strike(row, column, words);
    }
    grid.put(row, column, text, kind)
}

/// Names what hangs on the sheet and is not read.
fn say_unread(parcel: &mut Parcel<'_>, part: &str, grid: &mut Grid) -> Result<(), ImportError> {
    let links = links(parcel, part)?;
    let has = |kind: &[&str]| links.values().any(|link| kind.contains(&link.kind.as_str()));
    if has(&["comments", "threadedComment"]) {
        grid.say(Finding::of_all(Code::NotRead, "comments", "Comments of the cells are not read."));
    }
    // LibreOffice puts a drawing with nothing in it on every sheet with a filter.
    let drawings: Vec<&str> =
        links.values().filter(|link| link.kind == "drawing").map(|link| link.part.as_str()).collect();
    let mut has_drawing = false;
    for drawing in drawings {
        has_drawing |= parcel.text(drawing)?.is_none_or(|text| text.contains("Anchor"));
    }
    if has_drawing {
        grid.say(Finding::of_all(Code::NotRead, "pictures", "Pictures, shapes and charts on the sheet are not read."));
    }
    Ok(())
}

fn from_one(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX).saturating_sub(1)
}

/// The row and the column of a cell named as `AB12`, both from 0.
fn place(name: &str) -> Option<(u32, u32)> {
    let name = name.trim();
    let name = if name.contains('$') { Cow::Owned(name.replace('$', "")) } else { Cow::Borrowed(name) };
    let at = name.find(|char: char| char.is_ascii_digit())?;
    let (letters, figures) = name.split_at_checked(at)?;
    let mut column = 0_u32;
    for letter in letters.chars() {
        let value = letter.to_digit(36).filter(|_| letter.is_ascii_alphabetic())?.checked_sub(9)?;
        column = column.checked_mul(26)?.checked_add(value)?;
    }
    Some((figures.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

/// The area of cells named as `A1:B2`.
fn area(name: &str) -> Option<Area> {
    let (first, last) = name.split_once(':')?;
    let ((top, left), (bottom, right)) = (place(first)?, place(last)?);
    Some(Area { top: top.min(bottom), left: left.min(right), bottom: top.max(bottom), right: left.max(right) })
}
