//! What another reader found in a document, and whether that is what the report says.
//!
//! A document is read as a run of headings, texts and tables. Every text of every block has to stand in it, in the
//! order of the report and in its own chapter; a table has to have the same heads and in every cell the same words.

use super::printable::words;
use crate::report::{Block, Ladder, Report, Table};

/// A piece of a document, in reading order. All words are as [`words`] makes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A heading; rank 1 is that of the document, 2 of a chapter.
    Heading(u8, String),
    /// Words that stand together.
    Text(String),
    /// A table.
    Grid(Grid),
}

/// A table as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Grid {
    /// What stands over it.
    pub caption: String,
    /// Cells that are marked as heads of their columns.
    pub heads: Vec<String>,
    /// All other rows.
    pub rows: Vec<Vec<String>>,
}

/// Whether a document says what the report says; else the first thing that is missing or different.
pub(super) fn holds(report: &Report, parts: &[Part]) -> Result<(), String> {
    ranks(report, parts)?;
    let mut reading = Reading { pieces: pieces(parts), at: 0, from: 0 };
    reading.find(&report.title())?;
    reading.find(&report.subtitle())?;
    reading.find(&report.imprint())?;
    for chapter in &report.chapters {
        let within = |what: String| format!("in “{}”, {what}", chapter.title);
        reading.chapter(&chapter.title)?;
        for block in &chapter.blocks {
            reading.block(block).map_err(within)?;
        }
    }
    Ok(())
}

/// The headings: the title once, every chapter once and in order, and none that leaves out a rank.
fn ranks(report: &Report, parts: &[Part]) -> Result<(), String> {
    let headings = || {
        parts.iter().filter_map(|part| match part {
            Part::Heading(rank, text) => Some((*rank, text.as_str())),
            _ => None,
        })
    };
    let mut before = 0;
    for (rank, text) in headings() {
        if rank > before + 1 {
            return Err(format!("the heading “{text}” is of rank {rank} below one of rank {before}"));
        }
        before = rank;
    }
    let of_rank = |wanted: u8| headings().filter(move |(rank, _)| *rank == wanted).map(|(_, text)| text);
    if !of_rank(1).eq([words(&report.title())]) {
        return Err(format!("the title “{}” is not the one heading of the document", report.title()));
    }
    let mut found = of_rank(2);
    for chapter in &report.chapters {
        let title = words(&chapter.title);
        match found.next() {
            Some(text) if text == title => {}
            Some(text) => return Err(format!("the chapter “{title}” is missing; “{text}” stands there")),
            None => return Err(format!("the chapter “{title}” is missing")),
        }
    }
    found.next().map_or(Ok(()), |text| Err(format!("the chapter “{text}” is not in the report")))
}

/// A text of the document, and what begins with it.
struct Piece<'a> {
    text: &'a str,
    rank: Option<u8>,
    grid: Option<&'a Grid>,
}

fn pieces(parts: &[Part]) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    for part in parts {
        match part {
            Part::Heading(rank, text) => pieces.push(Piece { text, rank: Some(*rank), grid: None }),
            Part::Text(text) => pieces.push(Piece { text, rank: None, grid: None }),
            Part::Grid(grid) => {
                pieces.push(Piece { text: &grid.caption, rank: None, grid: Some(grid) });
                let cells = grid.heads.iter().chain(grid.rows.iter().flatten());
                pieces.extend(cells.map(|text| Piece { text, rank: None, grid: None }));
            }
        }
    }
    pieces
}

/// How far a document has been read.
struct Reading<'a> {
    pieces: Vec<Piece<'a>>,
    /// The piece in hand.
    at: usize,
    /// Where in its text to go on.
    from: usize,
}

impl Reading<'_> {
    /// Goes on to a chapter.
    fn chapter(&mut self, title: &str) -> Result<(), String> {
        let title = words(title);
        let ahead = self.pieces.iter().enumerate().skip(self.at);
        let found = ahead.into_iter().find(|(_, piece)| piece.rank == Some(2) && piece.text == title);
        let (at, _) = found.ok_or_else(|| format!("the chapter “{title}” is missing"))?;
        (self.at, self.from) = (at + 1, 0);
        Ok(())
    }

    /// Goes on to a text of the chapter in hand.
    fn find(&mut self, text: &str) -> Result<(), String> {
        let wanted = words(text);
        if wanted.is_empty() {
            return Ok(());
        }
        let mut from = self.from;
        for (at, piece) in self.pieces.iter().enumerate().skip(self.at) {
            if piece.rank == Some(2) {
                break;
            }
            if let Some(place) = piece.text.get(from..).and_then(|rest| rest.find(&wanted)) {
                (self.at, self.from) = (at, from + place + wanted.len());
                return Ok(());
            }
            from = 0;
        }
        Err(format!("“{}” is missing", start(&wanted)))
    }

    fn block(&mut self, block: &Block) -> Result<(), String> {
        match block {
            Block::Table(table) if !table.rows.is_empty() => self.table(table),
            Block::Strip(strip) => {
                strip.ladders.iter().try_for_each(|ladder| self.ladder(ladder))?;
                self.find(&strip.legend)
            }
            Block::Ladder(ladder) => self.ladder(ladder),
            Block::Counts(counts) => {
                self.find(&counts.title)?;
                counts.counts.iter().try_for_each(|count| self.find(count.name))?;
                counts.counts.iter().try_for_each(|count| self.find(&count.count.to_string()))
            }
            Block::Chart(chart) => {
                let target = chart.target.as_ref().map_or("", |target| target.words.as_str());
                [&chart.title, &chart.unit, chart.better, target, &chart.note]
                    .into_iter()
                    .try_for_each(|it| self.find(it))
            }
            other => other.texts().into_iter().try_for_each(|text| self.find(text)),
        }
    }

    fn ladder(&mut self, ladder: &Ladder) -> Result<(), String> {
        self.find(&ladder.title)?;
        self.find(&ladder.now.map_or("Not assessed".to_owned(), crate::report::Step::words))?;
        if let Some(planned) = &ladder.planned {
            self.find(&planned.step.words())?;
            self.find(&planned.by)?;
        }
        self.find(&ladder.moved)
    }

    fn table(&mut self, table: &Table) -> Result<(), String> {
        let caption = words(&table.caption);
        let missing = || format!("the table “{}” is missing", start(&caption));
        let ahead = self.pieces.iter().enumerate().skip(self.at).take_while(|(_, piece)| piece.rank != Some(2));
        let grids = ahead.filter_map(|(at, piece)| Some((at, piece.grid?)));
        let (at, grid) = grids.into_iter().find(|(_, grid)| grid.caption == caption).ok_or_else(missing)?;
        let heads: Vec<String> = table.columns.iter().map(|column| words(&column.title)).collect();
        if heads != grid.heads {
            let found = grid.heads.join("”, “");
            return Err(format!("the heads of “{}” are “{found}”", start(&caption)));
        }
        for (row, cells) in table.rows.iter().enumerate() {
            let wanted: Vec<String> = cells.iter().map(|cell| words(&format!("{} {}", cell.text, cell.note))).collect();
            let Some(found) = grid.rows.get(row) else {
                return Err(format!("row {} of “{}” is missing", row + 1, start(&caption)));
            };
            let differs = heads.iter().zip(&wanted).zip(found).find(|((_, wanted), found)| wanted != found);
            if let Some(((head, wanted), found)) = differs {
                let (wanted, found) = (start(wanted), start(found));
                return Err(format!(
                    "row {} of “{}” has “{found}” for “{wanted}” under “{head}”",
                    row + 1,
                    start(&caption)
                ));
            }
            if wanted.len() != found.len() {
                return Err(format!("row {} of “{}” has {} cells", row + 1, start(&caption), found.len()));
            }
        }
        if grid.rows.len() > table.rows.len() {
            return Err(format!("“{}” has {} rows", start(&caption), grid.rows.len()));
        }
        let cells: usize = grid.rows.iter().map(Vec::len).sum();
        (self.at, self.from) = (at + 1 + grid.heads.len() + cells, 0);
        self.find(&table.more)
    }
}

/// The beginning of a text, for a message.
fn start(text: &str) -> String {
    match text.char_indices().nth(80).and_then(|(at, _)| text.get(..at)) {
        Some(start) => format!("{start}…"),
        None => text.to_owned(),
    }
}
