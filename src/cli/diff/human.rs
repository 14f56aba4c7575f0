//! A comparison as text for a terminal.

use crate::cli::layout::{WIDTH, paragraph, push_line, wrapped};
use crate::compare::{Comparison, Difference, Pair, Stretch, Weight, item_changes, word_changes};
use crate::model::{Assessment, Level, RowId, Spot, Value, capitalised, counted};
use std::collections::HashMap;
use std::sync::Arc;

/// Letters of what stays that are shown on each side of a difference.
const ROUND: usize = 32;
/// Width of the column with the names of what differs.
const NAMES: usize = 22;

/// Whether what goes and comes is coloured; it is marked by signs all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paint {
    /// Struck red and underlined green.
    Colours,
    /// `[-gone-]` and `{+come+}` only.
    Plain,
}

impl Paint {
    fn gone(self, words: &str) -> String {
        match self {
            Self::Colours => format!("\u{1b}[31;9m{words}\u{1b}[0m"),
            Self::Plain => format!("[-{words}-]"),
        }
    }

    fn come(self, words: &str) -> String {
        match self {
            Self::Colours => format!("\u{1b}[32;4m{words}\u{1b}[0m"),
            Self::Plain => format!("{{+{words}+}}"),
        }
    }

    fn strong(self, words: &str) -> String {
        match self {
            Self::Colours => format!("\u{1b}[1m{words}\u{1b}[0m"),
            Self::Plain => words.to_owned(),
        }
    }
}

/// Whose assessment it is and for which quarter.
pub(super) fn head(assessment: &Assessment) -> String {
    format!("{}, {}", assessment.place, assessment.quarter)
}

/// The sentences, one a line.
pub(super) fn sentences(comparison: &Comparison) -> String {
    let mut out = String::new();
    for sentence in comparison.sentences() {
        push_line(&mut out, &sentence.text);
    }
    out
}

/// All of it.
pub(super) fn as_text(comparison: &Comparison, before: &Assessment, after: &Assessment, paint: Paint) -> String {
    let mut out = String::new();
    push_line(&mut out, &paint.strong(&format!("{}  →  {}", head(before), head(after))));
    let told = Told { comparison, before, after, paint, rows: comparison.told_by_pair() };
    told.whole(&mut out);
    for at in 0..comparison.movement.changes.len() {
        told.change(&mut out, at);
    }
    told.others(&mut out);
    out.push('\n');
    for sentence in comparison.reopened_in_words() {
        paragraph(&mut out, "", &sentence.text);
    }
    for line in summary(comparison) {
        push_line(&mut out, &line);
    }
    out
}

/// What differs in all, counted; one line a kind.
fn summary(comparison: &Comparison) -> Vec<String> {
    let delta = &comparison.delta;
    if delta.is_empty() {
        return vec!["The two say the same.".to_owned()];
    }
    let rows = comparison.rows_counted();
    let mut lines = Vec::new();
    if !rows.is_empty() {
        lines.push(format!("Rows: {}.", rows.join(", ")));
    }
    let weighing = |weight| delta.differences.iter().filter(|difference| difference.weight == weight).count();
    if let typography @ 1.. = weighing(Weight::Typographic) {
        let texts = counted(typography, "text differs", "texts differ");
        lines.push(capitalised(&format!("{texts} in quotes, dashes or spaces only.")));
    }
    let asked = delta.pairs.iter().filter(|pair| pair.in_question()).count();
    if asked > 0 {
        let rows = counted(asked, "row was paired", "rows were paired");
        lines.push(capitalised(&format!(
            "{rows} by likeness and marked with “?”: please look whether they are the same."
        )));
    }
    if lines.is_empty() || delta.told().next().is_none() {
        let kept = weighing(Weight::Kept);
        if kept > 0 {
            lines.push("Besides, only what the program keeps for itself differs, such as the quarter.".to_owned());
        }
    }
    lines
}

struct Told<'a> {
    comparison: &'a Comparison,
    before: &'a Assessment,
    after: &'a Assessment,
    paint: Paint,
    rows: HashMap<usize, Vec<&'a Difference>>,
}

impl Told<'_> {
    fn whole(&self, out: &mut String) {
        let differences: Vec<_> = self.comparison.told_of(None).collect();
        if !differences.is_empty() {
            out.push('\n');
        }
        for difference in differences {
            self.difference(out, 0, difference);
        }
    }

    fn change(&self, out: &mut String, at: usize) {
        let Some(change) = self.comparison.movement.changes.get(at) else { return };
        let key = &change.change;
        let here: Vec<&Difference> = self.comparison.told_of(Some(key)).collect();
        if here.is_empty() {
            return;
        }
        out.push('\n');
        push_line(out, &self.paint.strong(&format!("{}  {}", at + 1, change.title)));
        if let (Some(plan), Some(outcome)) = (change.plan, change.outcome()) {
            let came = outcome.name().to_lowercase();
            push_line(out, &format!("   planned {} by {}: {came}", plan.level, plan.quarter));
        }
        for difference in here.iter().filter(|difference| difference.pair.is_none()) {
            self.difference(out, 3, difference);
        }
        self.rows_of(out, &here);
    }

    /// Rows of changes that the edition now does not have.
    fn others(&self, out: &mut String) {
        let known: Vec<_> = self.comparison.movement.changes.iter().map(|change| &change.change).collect();
        let here: Vec<&Difference> = self
            .comparison
            .delta
            .told()
            .filter(|difference| difference.change.as_ref().is_some_and(|key| !known.contains(&key)))
            .collect();
        if here.is_empty() {
            return;
        }
        out.push('\n');
        push_line(out, &self.paint.strong("Of changes that are not continued"));
        for difference in here.iter().filter(|difference| difference.pair.is_none()) {
            let title = difference.change.as_ref().map(ToString::to_string).unwrap_or_default();
            push_line(out, &format!("   {title}"));
            self.difference(out, 3, difference);
        }
        self.rows_of(out, &here);
    }

    fn rows_of(&self, out: &mut String, here: &[&Difference]) {
        let mut last = None;
        for difference in here {
            let Some(at) = difference.pair.filter(|at| last != Some(*at)) else { continue };
            last = Some(at);
            if let Some(pair) = self.comparison.delta.pairs.get(at) {
                self.row(out, at, pair);
            }
        }
    }

    fn row(&self, out: &mut String, at: usize, pair: &Pair) {
        let (sign, kinds) = match (&pair.before, &pair.after) {
            (None, _) => ("+", "new".to_owned()),
            (_, None) => ("-", "gone".to_owned()),
            _ if pair.in_question() => ("?", format!("the same row? {:.0} %", pair.confidence * 100.0)),
            _ => (" ", String::new()),
        };
        let id = pair.row().map(|row| row.id.to_string()).unwrap_or_default();
        let words = self.words(pair);
        let kinds = if kinds.is_empty() { kinds } else { format!("  ({kinds})") };
        let split = pair.split_of.as_ref().map(|id| format!("  (split off from {id})")).unwrap_or_default();
        let lead = format!(" {sign} {id}  ");
        let text = format!("“{}”{kinds}{split}", clipped(&words, WIDTH - 24));
        let line = format!("{lead}{text}");
        let line = match sign {
            "+" if self.paint == Paint::Colours => format!("\u{1b}[32m{line}\u{1b}[0m"),
            "-" if self.paint == Paint::Colours => format!("\u{1b}[31m{line}\u{1b}[0m"),
            _ => line,
        };
        push_line(out, &line);
        for difference in self.rows.get(&at).into_iter().flatten() {
            if !matches!(difference.spot, Spot::Row(_)) {
                self.difference(out, 5, difference);
            }
        }
    }

    fn words(&self, pair: &Pair) -> String {
        let row = |assessment: &Assessment, at: usize| assessment.rows.get(at).map(Arc::clone);
        let row = match (&pair.after, &pair.before) {
            (Some(at), _) => row(self.after, at.position),
            (None, Some(at)) => row(self.before, at.position),
            (None, None) => None,
        };
        row.map(|row| if row.where_now.trim().is_empty() { row.needs.clone() } else { row.where_now.clone() })
            .unwrap_or_default()
    }

    fn difference(&self, out: &mut String, indent: usize, difference: &Difference) {
        let name = difference.spot.name();
        let detail = difference.detail().in_words();
        let detail = if detail.is_empty() { detail } else { format!("  ({detail})") };
        if let Some((gone, come)) = item_changes(&difference.before, &difference.after) {
            push_line(out, &format!("{:indent$}{name}", ""));
            let gone = gone.iter().map(|item| self.paint.gone(item));
            for item in gone.chain(come.iter().map(|item| self.paint.come(item))) {
                let lead = " ".repeat(indent + 3);
                let room = WIDTH.saturating_sub(indent + 3);
                let lines = if self.paint == Paint::Colours { vec![item] } else { wrapped(&item, room) };
                for line in &lines {
                    push_line(out, &format!("{lead}{line}"));
                }
            }
            return;
        }
        let text = match (&difference.spot, &difference.before, &difference.after) {
            (Spot::Position(_), from, to) => format!("from place {from} to {to}"),
            (Spot::Cell(_, crate::model::RowField::Change), Value::Change(from), Value::Change(to)) => {
                format!("came from {from} to {to}")
            }
            (_, Value::Text(from), Value::Text(to)) => self.changed_words(from, to),
            (_, Value::Nothing, after) => self.paint.come(&one_line(after)),
            (_, before, Value::Nothing) => self.paint.gone(&one_line(before)),
            (_, before, after) => {
                let (before, after) = (one_line(before), one_line(after));
                if before == after {
                    "other readings of the same words".to_owned()
                } else {
                    format!("{before} → {after}")
                }
            }
        };
        let lead = format!("{:indent$}{name:NAMES$}", "");
        let lead = if lead.chars().count() > indent + NAMES || name.chars().count() >= NAMES {
            push_line(out, &format!("{:indent$}{name}", ""));
            " ".repeat(indent + NAMES)
        } else {
            lead
        };
        let body = format!("{text}{detail}");
        let room = WIDTH.saturating_sub(indent + NAMES);
        // Colours have no width, and a line that is broken inside them still reads well.
        let lines = if self.paint == Paint::Colours { vec![body] } else { wrapped(&body, room) };
        for (at, line) in lines.iter().enumerate() {
            if at == 0 {
                push_line(out, &format!("{lead}{line}"));
            } else {
                push_line(out, &format!("{:1$}{line}", "", indent + NAMES));
            }
        }
    }

    fn changed_words(&self, from: &str, to: &str) -> String {
        let stretches = word_changes(from, to);
        let last = stretches.len().saturating_sub(1);
        let mut text = String::new();
        let mut marked = false;
        for (at, stretch) in stretches.iter().enumerate() {
            let (words, shown) = match stretch {
                Stretch::Kept(words) => {
                    marked = false;
                    text.push_str(&shortened(words, at > 0, at < last));
                    continue;
                }
                Stretch::Gone(words) => (words, self.paint.gone(words.trim())),
                Stretch::Come(words) => (words, self.paint.come(words.trim())),
            };
            if words.trim().is_empty() {
                continue;
            }
            // The white space round some words stays outside their marks.
            if words.starts_with(char::is_whitespace) || marked {
                text.push(' ');
            }
            text.push_str(&shown);
            if words.ends_with(char::is_whitespace) {
                text.push(' ');
            }
            marked = true;
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// What stays, cut to what stands next to a difference.
fn shortened(text: &str, behind: bool, before: bool) -> String {
    let letters = text.chars().count();
    let (head, tail) = (if behind { ROUND } else { 0 }, if before { ROUND } else { 0 });
    if letters <= head + tail + 1 {
        return text.to_owned();
    }
    let begins: String = text.chars().take(head).collect();
    let ends: String = text.chars().skip(letters - tail).collect();
    format!("{begins}…{ends}")
}

fn clipped(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= most {
        return text;
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

fn one_line(value: &Value) -> String {
    let text = value.to_string();
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("; ")
}

/// A level as a machine reads it.
pub(super) fn level_key(level: Option<Level>) -> &'static str {
    level.map_or("not_assessed", Level::key)
}

/// An id as text; empty where there is none.
pub(super) fn id_text(id: Option<&RowId>) -> Option<String> {
    id.map(ToString::to_string)
}
