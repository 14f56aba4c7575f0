//! How much of what is lost is told part by part: a hostile file could be made of nothing else.

use super::{LostPart, LostPlace, LostWhy};

/// How many parts are told one by one, and how many rows are given an id of their own; what is more than that is one part.
pub(super) const MOST: usize = 10_000;

/// Makes one part, the last, of all that is more than is told part by part. What has no text of its own stays, and so does
/// what tells that a row was kept under another id: both are few.
pub(super) fn bounded(lost: &mut Vec<LostPart>, why: &LostWhy) {
    let mut told = 0_usize;
    let mut rest: Option<LostPart> = None;
    lost.retain(|part| {
        if part.raw.is_empty() || matches!(part.why, LostWhy::NewId(_) | LostWhy::Seal) {
            return true;
        }
        told += 1;
        if told > MOST {
            add(&mut rest, part.place.part, (part.from, part.to), why, &part.raw);
        }
        told <= MOST
    });
    lost.extend(rest);
}

/// Adds a piece to what is told as one part.
pub(super) fn add(
    rest: &mut Option<LostPart>,
    part: Option<&'static str>,
    lines: (usize, usize),
    why: &LostWhy,
    raw: &str,
) {
    let (from, to) = lines;
    if let Some(rest) = rest {
        // One that has no line tells nothing of where they are.
        rest.from = if rest.from == 0 || from == 0 { rest.from.max(from) } else { rest.from.min(from) };
        rest.to = rest.to.max(to);
        rest.place.part = rest.place.part.filter(|it| part == Some(*it));
        rest.raw.push('\n');
        rest.raw.push_str(raw);
    } else {
        let place = LostPlace { part, ..LostPlace::default() };
        *rest = Some(LostPart { from, to, place, why: why.clone(), raw: raw.to_owned() });
    }
}
