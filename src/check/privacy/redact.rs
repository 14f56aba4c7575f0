//! Taking an identifier out of the texts at a place.

use super::{digest_of, identifiers};
use crate::model::{Assessment, Due, PutRefused, Spot, Value};

/// What stands in the place of what was taken out.
pub const REMOVED: &str = "[removed]";

/// Puts `[removed]` in the place of every identifier at a spot that has that digest, and says how many there were.
///
/// # Errors
/// [`PutRefused`]; nothing has changed then.
pub fn redact(assessment: &mut Assessment, at: &Spot, digest: &str) -> Result<usize, PutRefused> {
    let mut value = assessment.value(at);
    let mut count = 0;
    let mut of = |text: &mut String| count += without(text, digest);
    match &mut value {
        Value::Text(text) => of(text),
        Value::Lines(lines) => lines.iter_mut().for_each(of),
        Value::Due(due) => {
            let mut typed = due.typed().to_owned();
            of(&mut typed);
            *due = Due::read(&typed, assessment.as_at);
        }
        Value::Funding(lines) => lines.iter_mut().for_each(|it| {
            of(&mut it.source);
            of(&mut it.purpose);
        }),
        Value::Marks(marks) => marks.iter_mut().for_each(|it| {
            of(&mut it.typed);
            of(&mut it.note);
        }),
        Value::LocalWording(lines) => lines.iter_mut().for_each(|it| of(&mut it.text)),
        Value::Reopenings(times) => times.iter_mut().for_each(|it| of(&mut it.reason)),
        Value::Metric(metric) => of(&mut metric.note),
        Value::Priorities(lines) => lines.iter_mut().for_each(|it| of(&mut it.text)),
        Value::Decisions(lines) => lines.iter_mut().for_each(|it| of(&mut it.text)),
        Value::Glossary(entries) => entries.iter_mut().for_each(|it| of(&mut it.meaning)),
        Value::KeptTexts(kept) => kept.iter_mut().for_each(|it| of(&mut it.reason)),
        _ => {}
    }
    if count > 0 {
        assessment.put(at, value)?;
    }
    Ok(count)
}

/// Takes out what has that digest; says how many there were.
fn without(text: &mut String, digest: &str) -> usize {
    let mut left = String::new();
    let (mut from, mut count) = (0, 0);
    for found in identifiers(text) {
        if digest_of(text.get(found.range.clone()).unwrap_or_default()) == digest {
            left.push_str(text.get(from..found.range.start).unwrap_or_default());
            left.push_str(REMOVED);
            from = found.range.end;
            count += 1;
        }
    }
    if count > 0 {
        left.push_str(text.get(from..).unwrap_or_default());
        *text = left;
    }
    count
}
