//! A comparison as one page of HTML: nothing is fetched, and it prints.

use super::html::THEME;
use crate::compare::{Comparison, Difference, Pair, Stretch, Weight, item_changes, word_changes};
use crate::model::{Assessment, RowField, Spot, Value};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::collections::HashMap;

/// The comparison of two assessments as a page.
#[must_use]
pub fn comparison_html(comparison: &Comparison, before: &Assessment, after: &Assessment) -> String {
    let title = if before.place == after.place {
        format!("{}: {} to {}", after.place, before.quarter, after.quarter)
    } else {
        format!("{}, {}, and {}, {}", before.place, before.quarter, after.place, after.quarter)
    };
    let page = Page { comparison, before, after, rows: comparison.told_by_pair() };
    let markup = html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "What changed – " (title) }
                style { (PreEscaped(THEME)) }
            }
            body {
                h1 { (title) }
                p.muted { "What changed, in the terms of the High Impact Change Model" }
                ul { @for sentence in comparison.sentences() { li { (sentence.text) } } }
                (page.counts())
                (page.section(None, "The assessment as a whole"))
                @for (at, change) in comparison.movement.changes.iter().enumerate() {
                    (page.section(Some(at), &format!("{}  {}", at + 1, change.title)))
                }
                (page.not_continued())
            }
        }
    };
    markup.into_string()
}

struct Page<'a> {
    comparison: &'a Comparison,
    before: &'a Assessment,
    after: &'a Assessment,
    rows: HashMap<usize, Vec<&'a Difference>>,
}

impl Page<'_> {
    fn counts(&self) -> Markup {
        let delta = &self.comparison.delta;
        let counted = self.comparison.rows_counted();
        let typography = delta.differences.iter().filter(|it| it.weight == Weight::Typographic).count();
        html! {
            @if !counted.is_empty() { p.muted { "Rows: " (counted.join(", ")) "." } }
            @if typography > 0 { p.muted { "Left out: " (typography) " texts that differ in quotes, dashes or spaces only." } }
            @if delta.told().next().is_none() { p { "Nothing that a reader would see differs." } }
        }
    }

    fn section(&self, at: Option<usize>, title: &str) -> Markup {
        let change = at.and_then(|at| self.comparison.movement.changes.get(at));
        let here: Vec<&Difference> = self.comparison.told_of(change.map(|change| &change.change)).collect();
        html! {
            @if !here.is_empty() {
                h2 { (title) }
                @if let Some((plan, outcome)) = change.and_then(|change| Some((change.plan?, change.outcome()?))) {
                    p.muted {
                        "Planned " (plan.level) " by " (plan.quarter) ": "
                        (outcome.name().to_lowercase())
                    }
                }
                (self.differences(&here))
            }
        }
    }

    fn not_continued(&self) -> Markup {
        let known: Vec<_> = self.comparison.movement.changes.iter().map(|change| &change.change).collect();
        let here: Vec<&Difference> = self
            .comparison
            .delta
            .told()
            .filter(|difference| difference.change.as_ref().is_some_and(|key| !known.contains(&key)))
            .collect();
        html! { @if !here.is_empty() { h2 { "Of changes that are not continued" } (self.differences(&here)) } }
    }

    fn differences(&self, here: &[&Difference]) -> Markup {
        let own: Vec<&&Difference> = here.iter().filter(|difference| difference.pair.is_none()).collect();
        let mut pairs: Vec<usize> = here.iter().filter_map(|difference| difference.pair).collect();
        pairs.dedup();
        html! {
            @if !own.is_empty() { dl { @for difference in own { (entry(difference)) } } }
            @for at in pairs { @if let Some(pair) = self.comparison.delta.pairs.get(at) { (self.row(at, pair)) } }
        }
    }

    fn row(&self, at: usize, pair: &Pair) -> Markup {
        let row = match (&pair.after, &pair.before) {
            (Some(at), _) => self.after.rows.get(at.position),
            (None, Some(at)) => self.before.rows.get(at.position),
            (None, None) => None,
        };
        let kind = match (&pair.before, &pair.after) {
            (None, _) => "New: ",
            (_, None) => "Gone: ",
            _ if pair.in_question() => "The same row? ",
            _ => "",
        };
        let words = row.map(|row| if row.where_now.trim().is_empty() { &row.needs } else { &row.where_now });
        let words: String = words.map(String::as_str).unwrap_or_default().chars().take(160).collect();
        html! {
            h3 {
                (kind)
                @match (&pair.before, &pair.after) {
                    (None, _) => ins { (words) },
                    (_, None) => del { (words) },
                    _ => (words),
                }
            }
            @if let Some(id) = &pair.split_of { p.muted { "Split off from " (id) } }
            @match (&pair.before, &pair.after) {
                (Some(_), Some(_)) => dl {
                    @for difference in self.rows.get(&at).into_iter().flatten() { (entry(difference)) }
                },
                _ => dl {
                    @for field in [RowField::Status, RowField::Spread, RowField::Gaps, RowField::Needs, RowField::Due, RowField::Owner] {
                        @if let Some(text) = row.map(|row| row.value(field).to_string()).filter(|text| !text.is_empty()) {
                            dt { (field.name()) } dd { (text) }
                        }
                    }
                },
            }
        }
    }
}

fn entry(difference: &Difference) -> Markup {
    let detail = difference.detail().in_words();
    if let Some((gone, come)) = item_changes(&difference.before, &difference.after) {
        return html! {
            dt { (difference.spot.name()) }
            dd {
                @for item in gone { div { del { (item) } } }
                @for item in come { div { ins { (item) } } }
            }
        };
    }
    html! {
        dt { (difference.spot.name()) }
        dd {
            @match (&difference.spot, &difference.before, &difference.after) {
                (Spot::Position(_), from, to) => { "from place " (from.to_string()) " to " (to.to_string()) },
                (_, Value::Text(from), Value::Text(to)) => (words(from, to)),
                (_, Value::Nothing, to) => ins { (to.to_string()) },
                (_, from, Value::Nothing) => del { (from.to_string()) },
                (_, from, to) => { del { (from.to_string()) } " → " ins { (to.to_string()) } },
            }
            @if !detail.is_empty() { span.muted { " (" (detail) ")" } }
        }
    }
}

fn words(from: &str, to: &str) -> Markup {
    html! {
        @for stretch in word_changes(from, to) {
            @match stretch {
                Stretch::Kept(text) => (text),
                Stretch::Gone(text) => del { (text) },
                Stretch::Come(text) => ins { (text) },
            }
        }
    }
}
