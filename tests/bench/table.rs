//! The table at the end: medians side by side, and whether the bars are kept.

use std::collections::HashMap;
use std::fmt::{Display, Formatter};
use std::time::Duration;

pub const SCROLL: &str = "frame while scrolling";
pub const TYPE: &str = "keystroke to its frame";
pub const EDIT: &str = "edit of one cell to its frame";
pub const UNDO: &str = "undo to its frame";
pub const FILTER: &str = "letter in the filter to its frame";
pub const SORT: &str = "sort by date to its frame";
pub const FIND: &str = "letter to find to its frame";
pub const PASTE: &str = "paste of 1,000 rows to its frame";
pub const UNPASTE: &str = "undo of that to its frame";
pub const PARSE: &str = "read the text";
pub const WRITE: &str = "write the text";
pub const OPEN: &str = "open the file";
pub const PLAIN: &str = "plain write and fsync";
pub const SAVE: &str = "save the file";
pub const KEEP: &str = "save from the window, version and all";
pub const WHILE: &str = "longest frame while it saves";

/// What is to be kept at 10,000 rows.
enum Bar {
    /// So many milliseconds.
    Under(f64),
    /// So many times the same at 80 rows.
    TimesSmall(f64),
    /// So many times the same at 1,000 rows.
    Growth(f64),
    /// So many times another piece of work at the same size.
    TimesOther(&'static str, f64),
}

const BARS: [(&str, Bar); 18] = [
    (SCROLL, Bar::Under(4.0)),
    (SCROLL, Bar::Under(8.0)),
    (SCROLL, Bar::TimesSmall(1.5)),
    (TYPE, Bar::Under(8.0)),
    (EDIT, Bar::Under(8.0)),
    (UNDO, Bar::Under(30.0)),
    (FILTER, Bar::Under(30.0)),
    (SORT, Bar::Under(30.0)),
    (FIND, Bar::Under(30.0)),
    (PASTE, Bar::Under(30.0)),
    (UNPASTE, Bar::Under(30.0)),
    (PARSE, Bar::Growth(12.0)),
    (WRITE, Bar::Growth(12.0)),
    (OPEN, Bar::Growth(12.0)),
    (SAVE, Bar::Growth(12.0)),
    (SAVE, Bar::TimesOther(PLAIN, 2.0)),
    (KEEP, Bar::Growth(12.0)),
    (WHILE, Bar::Under(8.0)),
];

/// Median times, in milliseconds, of each work at each size.
#[derive(Default)]
pub struct Medians {
    works: Vec<&'static str>,
    medians: HashMap<(&'static str, usize), f64>,
}

impl Medians {
    /// Takes in the times of one work at one size; the first tenth is warming up. None when it was not asked for.
    pub fn add(&mut self, work: &'static str, rows: usize, times: Vec<Duration>) {
        let mut times: Vec<Duration> = times.into_iter().collect();
        times.drain(..times.len() / 10);
        times.sort_unstable();
        let Some(median) = times.get(times.len() / 2) else { return };
        if !self.works.contains(&work) {
            self.works.push(work);
        }
        self.medians.insert((work, rows), median.as_secs_f64() * 1_000.0);
    }

    fn get(&self, work: &'static str, rows: usize) -> Option<f64> {
        self.medians.get(&(work, rows)).copied()
    }

    fn ratio(&self, work: &'static str, rows: usize, to: (&'static str, usize)) -> Option<f64> {
        Some(self.get(work, rows)? / self.get(to.0, to.1)?)
    }
}

impl Display for Medians {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        let time = |time: Option<f64>| time.map_or_else(|| "–".to_owned(), |time| format!("{time:.3} ms"));
        let times = |ratio: Option<f64>| ratio.map_or_else(|| "–".to_owned(), |ratio| format!("{ratio:.2}"));
        let (small, large) = ("10,000 to 80", "10,000 to 1,000");
        writeln!(f, "| {:<37} | {:>11} | {:>11} | {:>11} | {small} | {large} |", "median", 80, "1,000", "10,000")?;
        writeln!(f, "|:{0:-<38}|{0:->12}:|{0:->12}:|{0:->12}:|{0:->13}:|{0:->16}:|", "")?;
        for work in &self.works {
            writeln!(
                f,
                "| {work:<37} | {:>11} | {:>11} | {:>11} | {:>12} | {:>15} |",
                time(self.get(work, 80)),
                time(self.get(work, 1_000)),
                time(self.get(work, 10_000)),
                times(self.ratio(work, 10_000, (work, 80))),
                times(self.ratio(work, 10_000, (work, 1_000))),
            )?;
        }
        writeln!(f, "\nAt 10,000 rows:")?;
        for (work, bar) in &BARS {
            let (said, found, limit) = match bar {
                Bar::Under(limit) => (format!("under {limit} ms"), self.get(work, 10_000), *limit),
                Bar::TimesSmall(limit) => {
                    (format!("at most {limit} times 80 rows"), self.ratio(work, 10_000, (work, 80)), *limit)
                }
                Bar::Growth(limit) => {
                    (format!("at most {limit} times 1,000 rows"), self.ratio(work, 10_000, (work, 1_000)), *limit)
                }
                Bar::TimesOther(other, limit) => {
                    (format!("at most {limit} times a {other}"), self.ratio(work, 10_000, (other, 10_000)), *limit)
                }
            };
            let Some(found) = found else { continue };
            let kept = if found <= limit { "kept" } else { "MISSED" };
            writeln!(f, "  {kept:<6}  {work}: {found:.2}, {said}")?;
        }
        writeln!(f)
    }
}
