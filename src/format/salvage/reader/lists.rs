//! The items of a list, each read for itself; and the lists of which the first line is lost.

use super::{FIELD, Fields, Inside, Piece, Reader, STEP, Span, indented, written};
use crate::format::salvage::{LostPart, LostPlace, LostWhy};
use crate::format::v1::shape::{ASSESSMENT, FieldShape, Item, Reads, Shape, StandIn};

/// How many items are tried one by one where a list cannot stand as a whole.
const TRIED: usize = 200;
/// How many items are tried to tell what kind of list a list without its name is.
const GUESSED: usize = 3;
/// How much of its name tells an item: each part that is lost behind it carries that.
const NAME: usize = 200;

/// What stands ahead by the layout of the items of one kind: each line is looked at once for all that stands before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ahead {
    /// The next line by which an item ends at the latest, and where it ends then.
    end: Span,
    /// The next two lines before it by which an item begins, perhaps one that has lost its bracket.
    begun: Span,
}

impl<'a> Reader<'a> {
    /// The items of a list, and where it ends: by its layout before the next field beside it.
    pub(super) fn items(
        &mut self,
        (from, mut limit, to): (usize, usize, usize),
        item: &'static Item,
        column: usize,
        inside: Inside<'_>,
    ) -> (Vec<Piece>, usize) {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut after: Option<String> = None;
        let mut at = from;
        let beside: &'static [FieldShape] = match inside.part {
            Some(part) if inside.field.is_some() => fields_of(part),
            _ => &ASSESSMENT,
        };
        loop {
            at = self.skip(at, to);
            let rest = self.slice((at, to));
            if rest.starts_with(']') {
                if self.ends_list(at, to, column, beside) {
                    return (pieces, at + 1);
                }
                at += 1;
                continue;
            }
            // Without a field beside it the list ends where everything does.
            if limit < at {
                limit = self.anchor((at, to), beside, column).map_or(to, |(at, _)| at);
            }
            if at >= limit || rest.is_empty() || (column < FIELD + STEP && self.closes(at, to)) {
                return (pieces, at.min(limit));
            }
            let extent = self.extent((at, limit), item, column + STEP, beside);
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

    /// Where an item that cannot be read ends by the layout: before the next one, behind its bracket, before the end of
    /// the list.
    fn extent(
        &mut self,
        (at, limit): Span,
        item: &'static Item,
        column: usize,
        beside: &'static [FieldShape],
    ) -> usize {
        let text = self.text.len();
        let name = item.fields.first().map_or("", |first| first.name);
        let begins = |line: &str| !name.is_empty() && line.strip_prefix(name).is_some_and(|it| it.starts_with(':'));
        let next_begun = |from: usize, end: usize| {
            let begun = |start: &usize| indented(self.slice((*start, text)), column + STEP).is_some_and(begins);
            self.lines.within((from + 1, end)).find(begun).unwrap_or(end)
        };
        let known = self.ahead.get(&(column, name)).filter(|ahead| ahead.end.0 > at).copied();
        let Ahead { end: (start, end), mut begun } = known.unwrap_or_else(|| {
            let stops =
                self.lines.within((at + 1, text)).find_map(|start| Some((start, self.stops(start, column, beside)?)));
            let end = stops.unwrap_or((text, text));
            let first = next_begun(at, end.0);
            Ahead { end, begun: (first, next_begun(first, end.0)) }
        });
        while begun.0 <= at {
            begun = (begun.1, next_begun(begun.1, start));
        }
        self.ahead.insert((column, name), Ahead { end: (start, end), begun });
        // Two have run into each other.
        let second = if begins(self.slice((at, text))) { begun.0 } else { begun.1 };
        (if second < start { second } else { end }).min(limit)
    }

    /// Where an item ends at the latest by what stands on a line behind it; `None` where it may go on.
    fn stops(&self, start: usize, column: usize, beside: &[FieldShape]) -> Option<usize> {
        let text = self.text.len();
        let line = self.first_line((start, text));
        match indented(line, column) {
            Some(here) if here.starts_with(['(', '"']) => return Some(start),
            Some(here) if matches!(here.trim_end(), ")" | "),") => return Some(start + line.len()),
            _ => {}
        }
        let closing = indented(line, column - STEP).is_some_and(|line| line.starts_with(']'));
        (closing && self.ends_list(start + column - STEP, text, column - STEP, beside)).then_some(start)
    }

    /// Whether the bracket there ends a list, or is one too many: one that stands within a line, or before another item.
    fn ends_list(&self, at: usize, to: usize, column: usize, beside: &[FieldShape]) -> bool {
        let indent = at.checked_sub(column).map(|from| self.slice((from, at)));
        let at_its_column = indent.is_some_and(|indent| indent.bytes().all(|byte| byte == b' '))
            && (at == column || self.slice((0, at - column)).ends_with('\n'));
        let behind = self.slice((at + 1, to)).trim_start_matches([' ', '\t']);
        let line_ends = |rest: &str| rest.is_empty() || rest.starts_with('\n') || rest.starts_with("//");
        let alone = || line_ends(behind.strip_prefix(',').unwrap_or(behind).trim_start_matches([' ', '\t']));
        let next = || self.skip(at + 1, to);
        let is_field = |name: &str| beside.iter().any(|shape| shape.name == name);
        self.sound
            || if at_its_column {
                alone() || self.grammar(to).name(self.text, next()).is_some_and(|(name, _)| is_field(name))
            } else {
                (line_ends(behind) || behind.starts_with([',', ')', ']']))
                    && !self.slice((next(), to)).starts_with(['(', '"'])
            }
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
        reads(text).then(|| text.trim_matches('"').chars().take(NAME).collect())
    }

    /// Lines that no field begins: perhaps the items of a list whose own line is lost. Where they end.
    pub(super) fn without_name(
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
            // Within a text that is whole nothing is a field that only looks like one.
            let next = if self.sound { self.value_end(at, next, to).unwrap_or(next) } else { next };
            self.lose(inside, (at, next));
            return next;
        };
        let Shape::List(item, together) = shape.shape else { return next };
        let here = Inside { part: Some(shape.name), ..inside };
        self.lose(here, (at, starts));
        // As if its bracket stood before its first item.
        let (pieces, end) = self.items((starts, next, to), item, FIELD, here);
        let text = written(&pieces);
        match shape.name {
            "rows" => self.found.rows = Some(pieces),
            "changes" => self.found.changes = Some(pieces),
            _ => {}
        }
        if together.is_none_or(|stands| stands(&text)) {
            found.push((shape.name, text));
        }
        end
    }

    /// Which list the lines of a stretch are the items of, and where the first one begins.
    fn kind_of_list(&self, span: Span, to: usize, before: Option<&str>) -> Option<(&'static FieldShape, usize)> {
        // Where the grammar holds, only a list that has lost its name.
        if self.sound && !self.slice((span.0, to)).starts_with('[') {
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
                let end = self.value_end(*start, span.1, to);
                end.is_ok_and(|end| (item.whole)(self.slice((*start, end)).trim()))
            };
            starts.iter().any(fits).then(|| Some((shape, *starts.first()?))).flatten()
        })
    }

    /// As many items of a list as can stand together.
    pub(super) fn standing(&mut self, pieces: &[Piece], together: Option<Reads>, inside: Inside<'_>) -> String {
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
    Some(key.split('"').next()?.chars().take(NAME).collect())
}
