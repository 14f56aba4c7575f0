//! What each tool says became of the rows, as facts that can be counted against the truth.

use super::quarter::{After, Facts, Kind};
use hicm::compare::moved;
use hicm::model::{Assessment, RowField};
use std::collections::HashMap;
use std::fmt::{Display, Formatter};

/// The fields of a table, in the order in which others get them.
const COLUMNS: [RowField; 11] = [
    RowField::Change,
    RowField::WhereNow,
    RowField::Status,
    RowField::Spread,
    RowField::Gaps,
    RowField::Needs,
    RowField::Due,
    RowField::Owner,
    RowField::Delivery,
    RowField::Progress,
    RowField::Evidence,
];

/// The rows of an assessment as CSV, with their ids or without.
pub struct Table<'a>(pub &'a Assessment, pub bool);

impl Display for Table<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        let id = |text: &str| if self.1 { format!("{text},") } else { String::new() };
        writeln!(f, "{}{}", id("id"), COLUMNS.map(RowField::key).join(","))?;
        for row in &self.0.rows {
            let cells = COLUMNS.map(|field| format!("\"{}\"", row.text(field).replace('"', "\"\"").replace('\n', " ")));
            writeln!(f, "{}{}", id(row.id.as_str()), cells.join(","))?;
        }
        Ok(())
    }
}

/// Facts told and true.
#[derive(Default)]
pub struct Counts {
    told: usize,
    truth: usize,
    both: usize,
    moves: usize,
    moves_told: usize,
}

impl Counts {
    /// Counts what a tool told about two quarters. Whether a row is modified that an office program alone has changed is
    /// left out, on both sides.
    pub fn add(&mut self, after: &After, told: &Facts) {
        let counts = |fact: &&(Kind, usize)| fact.0 != Kind::Modified || !after.neutral.contains(&fact.1);
        self.told += told.iter().filter(counts).count();
        self.truth += after.facts.len();
        self.both += told.intersection(&after.facts).filter(counts).count();
        let moves = after.facts.iter().filter(|fact| fact.0 == Kind::Moved);
        self.moves += moves.clone().count();
        self.moves_told += moves.filter(|fact| told.contains(fact)).count();
    }
}

impl Display for Counts {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        if self.told == 0 {
            return f.write_str("–");
        }
        let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
        let f1 = share(2 * self.both, self.told + self.truth);
        let (precision, recall) = (share(self.both, self.told), share(self.both, self.truth));
        write!(f, "{f1:.4} ({precision:.3}/{recall:.3}, {:.1} %)", 100.0 * share(self.moves_told, self.moves))
    }
}

/// From the JSON of `hicm diff`.
pub fn of_hicm(told: &str, before: &Assessment, after: &Assessment) -> Facts {
    let places = |of: &Assessment| -> HashMap<String, usize> {
        of.rows.iter().enumerate().map(|(at, row)| (row.id.as_str().to_owned(), at)).collect()
    };
    let (before, after) = (places(before), places(after));
    let told: serde_json::Value = serde_json::from_str(told).expect("hicm answers in JSON");
    let mut facts = Facts::new();
    for pair in told["pairs"].as_array().expect("there are pairs") {
        let place = |side: &str, of: &HashMap<String, usize>| of.get(pair[side]["id"].as_str()?).copied();
        let (then, now) = (place("before", &before), place("after", &after));
        for kind in pair["kinds"].as_array().into_iter().flatten().filter_map(serde_json::Value::as_str) {
            facts.extend(match kind {
                "modified" => now.map(|now| (Kind::Modified, now)),
                "moved" | "moved_to_change" => now.map(|now| (Kind::Moved, now)),
                "added" => now.map(|now| (Kind::Added, now)),
                "removed" => then.map(|then| (Kind::Removed, then)),
                _ => None,
            });
        }
    }
    facts
}

/// From a diff of daff's with row numbers and all rows (`--index --all`): its own moves, or those that follow from the
/// numbers.
///
/// The first column has the numbers of the row before and after, counted from 1 without the header, the second what
/// happened: `+++`, `---`, `:` for moved, an arrow for modified. It knows no changes, so the column of the change is not
/// held against it.
pub fn of_daff(told: &str, implied: bool) -> Facts {
    let mut facts = Facts::new();
    let mut pairs: Vec<(usize, usize, bool)> = Vec::new();
    for record in records(told) {
        let (Some(numbers), Some(action)) = (record.first(), record.get(1)) else { continue };
        let Some((then, now)) = numbers.split_once(':') else { continue };
        let number = |text: &str| text.parse::<usize>().ok().and_then(|number| number.checked_sub(FIRST));
        match (number(then), number(now)) {
            (Some(then), None) if action == "---" => drop(facts.insert((Kind::Removed, then))),
            (None, Some(now)) if action == "+++" => drop(facts.insert((Kind::Added, now))),
            (Some(then), Some(now)) => {
                let modified = action.contains("->")
                    && record.iter().skip(3).any(|cell| cell.contains(action.trim_start_matches(':')));
                if modified {
                    facts.insert((Kind::Modified, now));
                }
                if !implied && action.contains(':') {
                    facts.insert((Kind::Moved, now));
                }
                pairs.push((then, now, modified));
            }
            _ => {}
        }
    }
    if implied {
        facts
            .extend(pairs.iter().zip(moved(&pairs)).filter(|(_, moved)| *moved).map(|(pair, _)| (Kind::Moved, pair.1)));
    }
    facts
}

/// The number that daff gives to the first row; the header has 0.
const FIRST: usize = 1;

/// The records of a CSV text.
fn records(text: &str) -> Vec<Vec<String>> {
    let mut records = Vec::new();
    let (mut record, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                record.push(std::mem::take(&mut cell));
                records.push(std::mem::take(&mut record));
            }
            '\r' if !quoted => {}
            c => cell.push(c),
        }
    }
    records
}

/// From a diff of git's without context: lines that stand against each other in a hunk are modified, the rest of it is
/// added or removed. Git knows no moves. Each row is one line.
pub fn of_git(told: &str) -> Facts {
    let mut facts = Facts::new();
    for hunk in told.lines().filter_map(|line| line.strip_prefix("@@ -")) {
        let mut parts = hunk.split([' ', '+']).filter(|part| !part.is_empty());
        let mut stretch = || -> Option<(usize, usize)> {
            let part = parts.next()?;
            let (first, count) = part.split_once(',').unwrap_or((part, "1"));
            // The header is line 1, and an empty stretch names the line before it.
            Some((first.parse::<usize>().ok()?.saturating_sub(2), count.parse().ok()?))
        };
        let (Some((then, gone)), Some((now, come))) = (stretch(), stretch()) else { continue };
        let both = gone.min(come);
        facts.extend((0..both).map(|at| (Kind::Modified, now + at)));
        facts.extend((both..come).map(|at| (Kind::Added, now + at)));
        facts.extend((both..gone).map(|at| (Kind::Removed, then + at)));
    }
    facts
}
