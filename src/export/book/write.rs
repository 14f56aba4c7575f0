//! From sheets of cells to the bytes of a workbook. The same sheets give the same bytes.

use super::grid::{Look, Offer, Row, Sheet, Value, address};
use super::height::height;
use super::paint::Paint;
use crate::report::Report;
use chrono::Datelike as _;
use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, DataValidationErrorStyle, DocProperties,
    ExcelDateTime, Formula, IgnoreError, Url, Workbook, Worksheet, XlsxError,
};

/// How high a row and how wide a column is in the standard face, in pixels.
const ROW_PIXELS: u32 = 17;
const COLUMN_PIXELS: u32 = 64;
/// The longest header or footer that a sheet may have.
const MARGIN_LIMIT: usize = 255;

/// Writes a workbook of these sheets, which are called that.
pub(in crate::export) fn written(report: &Report, title: &str, sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let day = report.assessment.as_at;
    let mut properties = DocProperties::new().set_title(title).set_author("hicm").set_comment(report.imprint());
    // Of the day that the assessment speaks of and not of now, so that the same report gives the same bytes.
    if let Ok(at) = ExcelDateTime::from_ymd(day.year() as u16, day.month() as u8, day.day() as u8) {
        properties = properties.set_creation_datetime(&at);
    }
    book.set_properties(&properties);
    let mut paint = Paint::new();
    // Columns are as wide as the standard face has it, which not every machine has; this one has a stand-in of its metrics.
    book.set_default_format(&Paint::standard(), ROW_PIXELS, COLUMN_PIXELS)?;
    let mut active = false;
    for sheet in sheets {
        let page = book.add_worksheet();
        page.set_name(sheet.name)?;
        page.set_hidden(sheet.hidden);
        if !sheet.hidden && !active {
            page.set_active(true);
            active = true;
        }
        columns(page, sheet, &mut paint)?;
        for (at, row) in sheet.rows.iter().enumerate() {
            cells(page, sheet, at as u32, row, &mut paint)?;
        }
        offers(page, sheet)?;
        checks(page, sheet)?;
        if !sheet.hidden {
            edges(page, sheet, report)?;
        }
    }
    book.save_to_buffer()
}

fn columns(page: &mut Worksheet, sheet: &Sheet, paint: &mut Paint) -> Result<(), XlsxError> {
    for (at, column) in sheet.columns.iter().enumerate() {
        let at = at as u16;
        page.set_column_width(at, column.width)?;
        if sheet.filter {
            // So that what somebody adds below looks like what stands there.
            page.set_column_format(at, paint.of(Look::Body))?;
        }
        if column.hidden {
            page.set_column_hidden(at)?;
        }
    }
    Ok(())
}

fn cells(page: &mut Worksheet, sheet: &Sheet, at: u32, row: &Row, paint: &mut Paint) -> Result<(), XlsxError> {
    if !sheet.hidden {
        page.set_row_height(at, height(row, &sheet.columns))?;
    }
    if let Some((from, to)) = row.merged.filter(|(from, to)| from < to) {
        let look = row.cells.get(usize::from(from)).map(|cell| cell.look).unwrap_or_default();
        page.merge_range(at, from, at, to, "", paint.of(look))?;
    }
    for (column, cell) in row.cells.iter().enumerate() {
        let column = column as u16;
        // The format of the column is taken where none is given, which is much the faster.
        let plain = cell.look == Look::Body && (sheet.filter || sheet.hidden);
        match &cell.value {
            Value::Blank if plain => {}
            Value::Blank if row.merged.is_some_and(|(from, to)| (from..=to).contains(&column)) => {}
            Value::Blank => drop(page.write_blank(at, column, paint.of(cell.look))?),
            Value::Text(text) if plain => drop(page.write_string(at, column, text)?),
            Value::Text(text) => drop(page.write_string_with_format(at, column, text, paint.of(cell.look))?),
            Value::Number(number) => drop(page.write_number_with_format(at, column, *number, paint.of(cell.look))?),
            Value::Formula(formula, shown) => {
                let formula = Formula::new(formula).set_result(shown);
                page.write_formula_with_format(at, column, formula, paint.of(cell.look))?;
            }
            Value::Link(to, text) => {
                let link = Url::new(format!("internal:{to}")).set_text(text);
                page.write_url_with_format(at, column, link, &Paint::link())?;
            }
        }
    }
    Ok(())
}

fn list(offer: &Offer) -> DataValidation {
    let last = address(offer.count.saturating_sub(1), usize::from(offer.column));
    let range = format!("='{}'!{}:{last}", offer.sheet, address(0, usize::from(offer.column)));
    DataValidation::new()
        .allow_list_formula(Formula::new(range))
        // What people type in their own words is kept, here as in the window.
        .set_error_style(DataValidationErrorStyle::Warning)
}

/// What cells offer to be chosen.
fn offers(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    if let Some(header) = sheet.header.filter(|_| !sheet.hidden) {
        let last = sheet.rows.len() + sheet.spare;
        for (at, column) in sheet.columns.iter().enumerate() {
            if let Some(offer) = column.offers.as_ref().filter(|offer| offer.count > 0 && last > header + 1) {
                page.add_data_validation(header as u32 + 1, at as u16, last as u32 - 1, at as u16, &list(offer))?;
            }
        }
    }
    for (at, row) in sheet.rows.iter().enumerate() {
        for (column, offer) in &row.offers {
            page.add_data_validation(at as u32, *column, at as u32, *column, &list(offer))?;
        }
    }
    Ok(())
}

/// The colours of what says by itself whether something is complete. The words say it without them.
fn checks(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    for (at, row) in sheet.rows.iter().enumerate() {
        for (column, _) in row.cells.iter().enumerate().filter(|(_, cell)| cell.look == Look::Check) {
            let rule = |word: &str, is: bool| {
                let word = word.to_owned();
                let rule = if is {
                    ConditionalFormatCellRule::EqualTo(word)
                } else {
                    ConditionalFormatCellRule::NotEqualTo(word)
                };
                let format = if is { Paint::done() } else { Paint::missing() };
                ConditionalFormatCell::new().set_rule(rule).set_format(format)
            };
            let done = if row.merged.is_some() { "Complete Template" } else { "Yes" };
            let (at, column) = (at as u32, column as u16);
            page.add_conditional_format(at, column, at, column, &rule(done, true))?;
            page.add_conditional_format(at, column, at, column, &rule(done, false))?;
        }
    }
    Ok(())
}

/// How a sheet stands on paper and in the window.
fn edges(page: &mut Worksheet, sheet: &Sheet, report: &Report) -> Result<(), XlsxError> {
    const A4: u8 = 9;
    let assessment = &report.assessment;
    let day = assessment.as_at.format("%-d %B %Y");
    page.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
    page.set_margins(0.5, 0.5, 0.9, 0.8, 0.4, 0.4);
    // Import reads these: whose it is, of when and by which edition, and nobody has to be asked.
    let rest = format!("&C{}&RAs at {day}", assessment.quarter);
    page.set_header(within(&format!("&LPlace: {}", plain(&assessment.place)), &rest));
    let rest = format!("&C{}&RPage &P of &N", assessment.framework);
    page.set_footer(within(&format!("&L{}", plain(&report.imprint())), &rest));
    if let Some(header) = sheet.header {
        page.set_freeze_panes(header as u32 + 1, sheet.held)?;
        page.set_repeat_rows(header as u32, header as u32)?;
        let last = (sheet.rows.len().saturating_sub(1)).max(header + 1);
        let width = sheet.columns.len().saturating_sub(1) as u16;
        if sheet.filter {
            page.autofilter(header as u32, 0, last as u32, width)?;
        }
        // Texts that look like numbers are texts: "2017" stands as it was typed.
        page.ignore_error_range(header as u32, 0, (last + sheet.spare) as u32, width, IgnoreError::NumberStoredAsText)?;
    }
    Ok(())
}

/// A text as a header or footer shows it: an ampersand begins a code there.
fn plain(text: &str) -> String {
    text.replace('&', "&&").replace('\n', " ")
}

/// A header or footer that is not too long: the first part gives way.
fn within(first: &str, rest: &str) -> String {
    let room = MARGIN_LIMIT.saturating_sub(rest.chars().count());
    let mut kept: String = first.chars().take(room).collect();
    if kept.len() < first.len() {
        let ampersands = kept.chars().rev().take_while(|c| *c == '&').count();
        if ampersands % 2 == 1 {
            kept.pop();
        }
    }
    kept + rest
}
