//! Takes a damaged text apart: whatever is whole is kept word for word, whatever is not is told with its lines.
//!
//! Where the grammar holds, a part ends where its brackets end. Where it does not (a quote is gone, a line is mangled, the text
//! stops) the layout that is written here tells where the next part begins: a field at its column, an item at its own. What
//! is kept is read by the strict reader, each piece for itself; nothing is made up to fill a gap.

use super::grammar::{Grammar, Stop};
use super::text::Lines;
use super::{LostPart, LostPlace, LostWhy};
use crate::format::v1::shape::{ASSESSMENT, FieldShape, Item, Reads, Shape, StandIn};

/// How often the whole text is looked through in vain at most: quotes that are gone can make each part run to the end.
const IN_VAIN: usize = 8;
/// How many items are tried one by one where a list cannot stand as a whole.
const TRIED: usize = 200;
/// How many items are tried to tell what kind of list a list without its name is.
const GUESSED: usize = 3;
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
    pub(super) rows: Vec<Piece>,
    /// The changes in order.
    pub(super) changes: Vec<Piece>,
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
    in_vain: usize,
    found: Found,
}

impl<'a> Reader<'a> {
    /// Reads all that can be read of the text of an assessment.
    pub(super) fn read(text: &'a str, lines: &'a Lines, why: LostWhy) -> Found {
        let sound = Grammar::of(text, text.len()).document().is_ok();
        let in_vain = text.len().saturating_mul(IN_VAIN);
        let mut reader = Self { text, lines, sound, why, in_vain, found: Found::default() };
        let first = reader.anchor((0, text.len()), &ASSESSMENT, FIELD).map(|(at, _)| at);
        let bracket = text.find('(').map_or(0, |at| at + 1);
        // Where the very bracket is lost, the first field still stands at its column.
        let from = if sound { bracket } else { first.map_or(bracket, |at| at.min(bracket)) };
        reader.lose(Inside::default(), (0, from));
        let fields = reader.fields((from, text.len()), &ASSESSMENT, FIELD, Inside::default());
        reader.found.fields = fields;
        reader.found
    }

    fn grammar(&self, to: usize) -> Grammar<'a> {
        Grammar::of(self.text, to)
    }

    fn slice(&self, (from, to): Span) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// Where a value ends. It may reach far unless too much was looked through in vain by now.
    fn value_end(&mut self, at: usize, near: usize, far: usize) -> Result<usize, Stop> {
        let to = if self.in_vain > 0 { far } else { near };
        let end = self.grammar(to).value(at, 1);
        if let Err(stop) = end {
            let seen = if let Stop::Wrong(seen) = stop { seen } else { to };
            self.in_vain = self.in_vain.saturating_sub(seen.saturating_sub(at));
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

    /// Whether nothing stands on the line behind a place that could not stand there: another field, or what closes.
    fn line_ends(&self, at: usize, to: usize) -> bool {
        let line = self.slice((at, to));
        let line = line.split('\n').next().unwrap_or_default().trim();
        line.is_empty()
            || line.starts_with([')', ']', '(', '"'])
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
        let mut at = from;
        loop {
            at = self.skip(at, to);
            if self.slice((at, to)).trim_matches([')', ',', ' ', '\n', '\t']).is_empty() {
                return found;
            }
            if top && !self.sound && self.slice((at, to)).starts_with(")\n") && self.slice((0, at)).ends_with('\n') {
                self.lose_as(LostWhy::BehindTheEnd, inside, (at + 1, to));
                return found;
            }
            // What cannot be read reaches no further than to where the next one begins.
            let next = self.anchor((at + 1, to), shapes, column).map_or(to, |(next, _)| next);
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
            } else if let Some(end) = self.field_of_its_own(at, to) {
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
    fn field_of_its_own(&self, at: usize, to: usize) -> Option<usize> {
        let field = self.grammar(to).field(at).ok()??;
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
        let (pieces, end) = self.items((from, to), item, column, inside);
        let text = written(&pieces);
        let text =
            if together.is_none_or(|stands| stands(&text)) { text } else { self.standing(&pieces, together, inside) };
        if inside.field.is_none() {
            match inside.part {
                Some("rows") => self.found.rows = pieces,
                Some("changes") => self.found.changes = pieces,
                _ => {}
            }
        }
        (Some(text), end)
    }

    /// The items of a list, and where it ends.
    fn items(
        &mut self,
        (from, to): Span,
        item: &'static Item,
        column: usize,
        inside: Inside<'_>,
    ) -> (Vec<Piece>, usize) {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut after: Option<String> = None;
        let mut at = from;
        let mut outer = None;
        loop {
            at = self.skip(at, to);
            let rest = self.slice((at, to));
            if let Some(behind) = rest.strip_prefix(']') {
                let _ = behind;
                return (pieces, at + 1);
            }
            // The next field beside the list: without it the list ends where everything does.
            let limit = match outer {
                Some(limit) if limit >= at => limit,
                _ => self.beside((at, to), column, inside),
            };
            outer = Some(limit);
            if at >= limit || rest.is_empty() || (column < FIELD + STEP && rest.starts_with(")\n")) {
                return (pieces, at.min(limit));
            }
            let extent = self.extent((at, limit), item, column + STEP);
            let here = Inside { after: after.as_deref(), ..inside };
            let end = self.value_end(at, extent, to).ok();
            let ended = end.and_then(|end| Some((end, self.grammar(to).comma(end)?)));
            let ended = ended.filter(|(_, behind)| self.sound || self.line_ends(*behind, to));
            let (span, behind) = match ended {
                Some((end, behind)) if (item.whole)(self.slice((at, end))) => {
                    let text = self.slice((at, end));
                    after = key_of(text, item).or(after);
                    pieces.push(Piece { text: text.to_owned(), ..self.piece((at, end)) });
                    at = behind;
                    continue;
                }
                Some((end, behind)) if self.sound || end <= extent => ((at, end), behind),
                _ => ((at, extent), extent),
            };
            if let Some(piece) = self.item(span, item, column + STEP, here) {
                after = key_of(&piece.text, item).or(after);
                pieces.push(piece);
            }
            at = behind.max(at + 1);
        }
    }

    fn piece(&self, (from, to): Span) -> Piece {
        let lines = (self.lines.of(from), self.lines.of(to.saturating_sub(1)));
        Piece { lines, raw: self.slice((from, to)).trim().to_owned(), ..Piece::default() }
    }

    /// Where the next field beside a list stands.
    fn beside(&self, span: Span, column: usize, inside: Inside<'_>) -> usize {
        let shapes: &'static [FieldShape] = match inside.part {
            Some(part) if inside.field.is_some() => fields_of(part),
            _ => &ASSESSMENT,
        };
        let here = self.anchor(span, shapes, column).map_or(span.1, |(at, _)| at);
        if inside.field.is_none() {
            here
        } else {
            here.min(self.anchor(span, &ASSESSMENT, FIELD).map_or(here, |(at, _)| at))
        }
    }

    /// Where an item that cannot be read ends by the layout: before the next one, behind its bracket, before the end of
    /// the list.
    fn extent(&self, (at, limit): Span, item: &'static Item, column: usize) -> usize {
        let mut names = 0;
        let starts_with_name = |line: &str| {
            item.fields.first().is_some_and(|first| {
                indented(line, column + STEP)
                    .is_some_and(|line| line.strip_prefix(first.name).is_some_and(|rest| rest.starts_with(':')))
            })
        };
        names +=
            usize::from(starts_with_name(&format!("{}{}", " ".repeat(column + STEP), self.first_line((at, limit)))));
        for start in self.lines.within((at + 1, limit)) {
            let rest = self.slice((start, limit));
            let line = rest.split('\n').next().unwrap_or_default();
            if let Some(here) = indented(line, column) {
                if here.starts_with(['(', '"']) {
                    return start;
                }
                if matches!(here.trim_end(), ")" | "),") {
                    return start + line.len();
                }
            }
            if indented(line, column - STEP).is_some_and(|line| line.starts_with(']')) {
                return start;
            }
            // Two have run into each other.
            names += usize::from(starts_with_name(line));
            if names > 1 {
                return start;
            }
        }
        limit
    }

    fn first_line(&self, span: Span) -> &'a str {
        self.slice(span).split('\n').next().unwrap_or_default()
    }

    /// An item that is not whole, of what can be read in it.
    fn item(&mut self, span: Span, item: &'static Item, column: usize, inside: Inside<'_>) -> Option<Piece> {
        let lost_before = self.found.lost.len();
        let in_it = |text: &str| text.trim_start().starts_with('(');
        let from = if in_it(self.slice(span)) { span.0 + self.slice(span).find('(').unwrap_or(0) + 1 } else { span.0 };
        let mut piece = self.piece(span);
        let key = self.key((from, span.1), item, column + STEP);
        let here = Inside { item: key.as_deref(), ..inside };
        if item.fields.is_empty() || inside.field.is_some() {
            self.lose(here, span);
            return None;
        }
        let mut fields = self.fields((from, span.1), item.fields, column + STEP, here);
        let mut usable = !fields.is_empty();
        for (name, stand_in) in item.needed {
            if fields.iter().any(|(known, _)| known == name) {
                continue;
            }
            let text = match stand_in {
                StandIn::Nothing => {
                    usable = false;
                    continue;
                }
                StandIn::Unknown(text) => text,
                StandIn::Id(text) => {
                    piece.without_id = true;
                    text
                }
                StandIn::Neighbour(text) => {
                    piece.without_change = true;
                    text
                }
            };
            fields.push((name, (*text).to_owned()));
        }
        let fields: Vec<String> = fields.into_iter().map(|(name, text)| format!("{name}: {text}")).collect();
        piece.text = format!("({})", fields.join(",\n"));
        if usable && (item.whole)(&piece.text) {
            return Some(piece);
        }
        self.found.lost.truncate(lost_before);
        self.lose(here, span);
        None
    }

    /// What an item that is not whole is called, if that can be read.
    fn key(&self, span: Span, item: &'static Item, column: usize) -> Option<String> {
        let first = item.fields.first()?;
        let at = self.skip(span.0, span.1);
        let named = self.grammar(span.1).name(self.text, at).filter(|(name, _)| *name == first.name).map(|(_, it)| it);
        let value = named.or_else(|| {
            let (at, shape) = self.anchor(span, item.fields, column)?;
            (shape.name == first.name).then_some(at + first.name.len() + 1)
        })?;
        let Shape::One(reads) = first.shape else { return None };
        let end = self.grammar(span.1).value(value, 1).ok()?;
        let text = self.slice((value, end)).trim();
        reads(text).then(|| text.trim_matches('"').to_owned())
    }

    /// Lines that no field begins: perhaps the items of a list whose own line is lost. Where they end.
    fn without_name(
        &mut self,
        span: Span,
        to: usize,
        before: Option<&str>,
        inside: Inside<'_>,
        found: &mut Fields,
    ) -> usize {
        let (at, next) = span;
        let guessed = inside.part.is_none().then(|| self.kind_of_list(span, to, before)).flatten();
        let Some((shape, starts)) = guessed.filter(|(shape, _)| !found.iter().any(|(name, _)| *name == shape.name))
        else {
            self.lose(inside, (at, next));
            return next;
        };
        let Shape::List(item, together) = shape.shape else { return next };
        let here = Inside { part: Some(shape.name), ..inside };
        self.lose(here, (at, starts));
        // As if its bracket stood before its first item.
        let (pieces, end) = self.items((starts, to), item, FIELD, here);
        let text = written(&pieces);
        match shape.name {
            "rows" => self.found.rows = pieces,
            "changes" => self.found.changes = pieces,
            _ => {}
        }
        if together.is_none_or(|stands| stands(&text)) {
            found.push((shape.name, text));
        }
        end
    }

    /// Which list the lines of a stretch are the items of, and where the first one begins.
    fn kind_of_list(&self, span: Span, to: usize, before: Option<&str>) -> Option<(&'static FieldShape, usize)> {
        if self.sound {
            return None;
        }
        let starts: Vec<usize> = self
            .lines
            .within(span)
            .filter(|start| {
                indented(self.slice((*start, to)), FIELD + STEP).is_some_and(|line| line.starts_with(['(', '"']))
            })
            .take(GUESSED)
            .collect();
        let behind =
            before.and_then(|before| ASSESSMENT.iter().position(|shape| shape.name == before)).map_or(0, |at| at + 1);
        let upto = self.anchor((span.1.saturating_sub(FIELD), to), &ASSESSMENT, FIELD);
        let upto = upto.and_then(|(_, shape)| ASSESSMENT.iter().position(|it| it.name == shape.name));
        let candidates = ASSESSMENT.get(behind..upto.unwrap_or(ASSESSMENT.len()))?;
        candidates.iter().find_map(|shape| {
            let Shape::List(item, _) = shape.shape else { return None };
            let fits = |start: &usize| {
                let end = self.grammar(to).value(*start, 1);
                end.is_ok_and(|end| (item.whole)(self.slice((*start, end)).trim()))
            };
            starts.iter().any(fits).then(|| Some((shape, *starts.first()?))).flatten()
        })
    }

    /// As many items of a list as can stand together.
    fn standing(&mut self, pieces: &[Piece], together: Option<Reads>, inside: Inside<'_>) -> String {
        let mut kept: Vec<Piece> = Vec::new();
        for piece in pieces {
            kept.push(piece.clone());
            if kept.len() > TRIED || together.is_some_and(|stands| !stands(&written(&kept))) {
                kept.pop();
                let owned = |it: Option<&str>| it.map(str::to_owned);
                let place = LostPlace {
                    part: inside.part,
                    item: owned(inside.item),
                    after: owned(inside.after),
                    field: inside.field,
                };
                let (from, to) = piece.lines;
                self.found.lost.push(LostPart { from, to, place, why: LostWhy::Twice, raw: piece.raw.clone() });
            }
        }
        written(&kept)
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

fn fields_of(part: &str) -> &'static [FieldShape] {
    match ASSESSMENT.iter().find(|shape| shape.name == part).map(|shape| shape.shape) {
        Some(Shape::List(item, _)) => item.fields,
        _ => &[],
    }
}

/// What a whole item is called: the first of its fields.
fn key_of(text: &str, item: &Item) -> Option<String> {
    let first = item.fields.first()?;
    let inside = text.strip_prefix('(')?.trim_start().strip_prefix(first.name)?.trim_start().strip_prefix(':')?;
    let key = inside.trim_start().strip_prefix('"')?;
    Some(key.split('"').next()?.to_owned())
}
