//! Takes a damaged text apart: whatever is whole is kept word for word, whatever is not is told with its lines.
//!
//! Where the grammar holds, a part ends where its brackets end. Where it does not (a quote is gone, a line is mangled, the text
//! stops) the layout that is written here tells where the next part begins: a field at its column, an item at its own. What
//! is kept is read by the strict reader, each piece for itself; nothing is made up to fill a gap.

mod lists;

use super::grammar::{Grammar, Stop, Vain};
use super::text::Lines;
use super::{LostPart, LostPlace, LostWhy};
use crate::format::v1::shape::{ASSESSMENT, FieldShape, Item, Reads, Shape};
use std::collections::HashMap;

/// How often the whole text is looked through at most beyond where its parts end by their layout.
const IN_VAIN: usize = 8;
/// The column at which the fields of an assessment stand.
const FIELD: usize = 4;
/// How much further in the items of a list stand, and the fields of an item.
const STEP: usize = 4;

/// From where to where.
type Span = (usize, usize);
/// The text of each field that is whole.
pub(super) type Fields = Vec<(&'static str, String)>;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) fields: Fields,
    /// The rows in order, so that what stands in for something in them can be put right.
    pub(super) rows: Option<Vec<Piece>>,
    /// The changes in order.
    pub(super) changes: Option<Vec<Piece>>,
    pub(super) lost: Vec<LostPart>,
}

/// An item that was kept.
#[derive(Clone, Debug, Default)]
pub(super) struct Piece {
    text: String,
    /// Its lines.
    pub(super) lines: Span,
    pub(super) raw: String,
    pub(super) without_id: bool,
    pub(super) without_change: bool,
}

/// What is being read.
#[derive(Clone, Copy, Debug, Default)]
struct Inside<'a> {
    part: Option<&'static str>,
    item: Option<&'a str>,
    after: Option<&'a str>,
    field: Option<&'static str>,
}

pub(super) struct Reader<'a> {
    text: &'a str,
    lines: &'a Lines,
    /// The whole text keeps to the grammar: brackets and quotes tell where each part ends.
    sound: bool,
    /// Why something is not read.
    why: LostWhy,
    vain: Vain,
    /// What stands ahead of the items at a column, by the name of their first field.
    ahead: HashMap<(usize, &'static str), lists::Ahead>,
    found: Found,
}

impl<'a> Reader<'a> {
    /// Reads all that can be read of the text of an assessment.
    pub(super) fn read(text: &'a str, lines: &'a Lines, why: LostWhy) -> Found {
        let sound = Grammar::of(text, text.len()).document().is_ok();
        let vain = Vain::new(text.len().saturating_mul(IN_VAIN));
        let mut reader = Self { text, lines, sound, why, vain, ahead: HashMap::new(), found: Found::default() };
        let first = reader.anchor((0, text.len()), &ASSESSMENT, FIELD).map(|(at, _)| at);
        let bracket = text.find('(').map_or(0, |at| at + 1);
        // Where the very bracket is lost, the first field still stands at its column.
        let from = if sound { bracket } else { first.map_or(bracket, |at| at.min(bracket)) };
        reader.lose(Inside::default(), (0, from));
        let fields = reader.fields((from, text.len()), &ASSESSMENT, FIELD, Inside::default());
        reader.found.fields = fields;
        reader.found
    }

    fn grammar(&self, to: usize) -> Grammar<'_> {
        Grammar::of(self.text, to).with(&self.vain)
    }

    fn slice(&self, (from, to): Span) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// Where a value ends. It may reach far unless too much was looked through in vain by now.
    fn value_end(&self, at: usize, near: usize, far: usize) -> Result<usize, Stop> {
        let to = if self.vain.spent() { near } else { far };
        let end = self.grammar(to).value(at, 1);
        let seen = match end {
            Ok(end) | Err(Stop::Wrong(end)) => end,
            Err(Stop::End) => to,
        };
        // One that reaches far may have swallowed what is read once more.
        if end.is_err() || seen > near {
            self.vain.spend(seen.saturating_sub(at));
        }
        end
    }

    fn lose(&mut self, inside: Inside<'_>, span: Span) {
        self.lose_as(self.why.clone(), inside, span);
    }

    fn lose_as(&mut self, why: LostWhy, inside: Inside<'_>, (from, to): Span) {
        let raw = self.slice((from, to));
        let kept = raw.trim();
        // Brackets and commas say nothing.
        if kept.chars().all(|sign| matches!(sign, '(' | ')' | '[' | ']' | ',') || sign.is_whitespace()) {
            return;
        }
        let from = from + (raw.len() - raw.trim_start().len());
        let lines = (self.lines.of(from), self.lines.of((from + kept.len()).saturating_sub(1)));
        let owned = |it: Option<&str>| it.map(str::to_owned);
        let place =
            LostPlace { part: inside.part, item: owned(inside.item), after: owned(inside.after), field: inside.field };
        match self.found.lost.last_mut() {
            Some(before) if before.place == place && before.why == why && before.to + 1 >= lines.0 => {
                before.to = lines.1;
                before.raw.push('\n');
                before.raw.push_str(kept);
            }
            _ => self.found.lost.push(LostPart { from: lines.0, to: lines.1, place, why, raw: kept.to_owned() }),
        }
    }

    /// The first line of a stretch that begins, at that column, with the name of a field.
    fn anchor(&self, span: Span, shapes: &'static [FieldShape], column: usize) -> Option<(usize, &'static FieldShape)> {
        self.lines.within(span).find_map(|start| {
            let line = indented(self.slice((start, span.1)), column)?;
            let name = line.bytes().take_while(|byte| byte.is_ascii_lowercase() || *byte == b'_').count();
            let behind = line.get(name..)?;
            let shape = shapes.iter().find(|shape| Some(shape.name) == line.get(..name))?;
            behind.starts_with(':').then_some((start + column, shape))
        })
    }

    /// Whether the bracket stands there, alone on its line, that closes an assessment.
    fn closes(&self, at: usize, to: usize) -> bool {
        self.slice((at, to)).starts_with(")\n") && self.slice((0, at)).ends_with('\n')
    }

    /// Whether nothing stands on the line behind a place that could not stand there: another field, or what closes.
    fn line_ends(&self, at: usize, to: usize) -> bool {
        let line = self.slice((at, to)).trim_start_matches(|sign: char| sign.is_whitespace() && sign != '\n');
        line.is_empty()
            || line.starts_with(['\n', ')', ']', '(', '"'])
            || line.starts_with("//")
            || self
                .grammar(to)
                .name(self.text, at + (self.slice((at, to)).len() - self.slice((at, to)).trim_start().len()))
                .is_some()
    }

    /// Reads the fields in a stretch.
    fn fields(&mut self, (from, to): Span, shapes: &'static [FieldShape], column: usize, inside: Inside<'_>) -> Fields {
        let top = inside.part.is_none();
        let mut found = Fields::new();
        let (mut at, mut next) = (from, from);
        loop {
            at = self.skip(at, to);
            if self.slice((at, to)).trim_start_matches([')', ',', ' ', '\n', '\t']).is_empty() {
                return found;
            }
            if top && !self.sound && self.closes(at, to) {
                self.lose_as(LostWhy::BehindTheEnd, inside, (at + 1, to));
                return found;
            }
            // What cannot be read reaches no further than to where the next one begins. That is looked for once for all that
            // stands before it.
            if at >= next {
                next = self.anchor((at + 1, to), shapes, column).map_or(to, |(next, _)| next);
            }
            let named = self.grammar(to).name(self.text, at);
            let known = named.and_then(|(name, value)| Some((shapes.iter().find(|shape| shape.name == name)?, value)));
            let end = if let Some((shape, value)) = known {
                let part = if top { Some(shape.name) } else { inside.part };
                let here = Inside { part, field: (!top).then_some(shape.name), ..inside };
                let lost = self.found.lost.len();
                let (text, end) = match shape.shape {
                    Shape::One(reads) => self.one((at, value), (next, to), reads, here),
                    Shape::List(item, together) => self.list((at, value), (next, to), (item, together), column, here),
                };
                match text {
                    Some(_) if found.iter().any(|(name, _)| *name == shape.name) => {
                        self.found.lost.truncate(lost);
                        self.lose_as(LostWhy::Twice, here, (at, end));
                    }
                    Some(text) => found.push((shape.name, text)),
                    None => {}
                }
                end
            } else if let Some(end) = self.field_of_its_own(at, (next, to)) {
                self.lose(inside, (at, end));
                end
            } else {
                let before = found.last().map(|(name, _)| *name);
                self.without_name((at, next), to, before, inside, &mut found)
            };
            at = end.max(at + 1);
        }
    }

    /// Behind blanks and commas.
    fn skip(&self, mut at: usize, to: usize) -> usize {
        loop {
            match self.grammar(to).blank(at) {
                Ok(next) if self.slice((next, to)).starts_with(',') => at = next + 1,
                Ok(next) => return next.min(to),
                Err(_) => return at,
            }
        }
    }

    /// Where a field ends that is none of those known here.
    fn field_of_its_own(&self, at: usize, (next, to): Span) -> Option<usize> {
        let (_, value) = self.grammar(to).name(self.text, at)?;
        let field = self.value_end(value, next, to).ok()?;
        let end = self.grammar(to).comma(field)?;
        (self.sound || self.line_ends(end, to)).then_some(end)
    }

    /// A value that is read as a whole or not at all; and where what belongs to it ends.
    fn one(
        &mut self,
        (at, value): Span,
        (next, to): Span,
        reads: Reads,
        inside: Inside<'_>,
    ) -> (Option<String>, usize) {
        let end = self.value_end(value, next, to).ok();
        let ended = end.and_then(|end| Some((end, self.grammar(to).comma(end)?)));
        match ended.filter(|(_, behind)| self.sound || self.line_ends(*behind, to)) {
            Some((end, behind)) if reads(self.slice((value, end)).trim()) => {
                (Some(self.slice((value, end)).trim().to_owned()), behind)
            }
            // It is a value, but none that can stand here. Beyond the next field it would have swallowed that one.
            Some((_, behind)) if self.sound || behind <= next => {
                self.lose(inside, (at, behind));
                (None, behind)
            }
            _ => {
                self.lose(inside, (at, next));
                (None, next)
            }
        }
    }

    /// A list, of which each item is read for itself; and where it ends.
    fn list(
        &mut self,
        (at, value): Span,
        (next, to): Span,
        (item, together): (&'static Item, Option<Reads>),
        column: usize,
        inside: Inside<'_>,
    ) -> (Option<String>, usize) {
        let begins = self.grammar(to).blank(value).unwrap_or(value);
        let mut from = begins + 1;
        if !self.slice((begins, to)).starts_with('[') {
            // What may follow on the next lines are its items all the same.
            let line = self.slice((at, next)).find('\n').map_or(next, |end| at + end);
            self.lose(inside, (at, line));
            if self.sound || line >= next {
                let end = self.one((at, value), (next, to), |_| false, inside).1;
                return (None, end);
            }
            from = line;
        }
        let (pieces, end) = self.items((from, next, to), item, column, inside);
        let text = written(&pieces);
        let text =
            if together.is_none_or(|stands| stands(&text)) { text } else { self.standing(&pieces, together, inside) };
        if inside.field.is_none() {
            match inside.part {
                // Of two lists the first counts.
                Some("rows") if self.found.rows.is_none() => self.found.rows = Some(pieces),
                Some("changes") if self.found.changes.is_none() => self.found.changes = Some(pieces),
                _ => {}
            }
        }
        (Some(text), end)
    }
}

fn written(pieces: &[Piece]) -> String {
    let mut text = "[".to_owned();
    for piece in pieces {
        text.push_str(&piece.text);
        text.push_str(",\n");
    }
    text + "]"
}

/// What a line says that begins at that column; `None` when it begins at another.
fn indented(line: &str, column: usize) -> Option<&str> {
    let blanks = line.bytes().take(column + 1).take_while(|byte| *byte == b' ').count();
    (blanks == column).then(|| line.get(column..)).flatten()
}
