//! Finding a text in all that was written: in every cell of the action table and every text of a change; and replacing it.

use super::{App, Dialog, Edit, Effect, Place};
use crate::model::{ActionRow, Assessment, ChangeKey, ChangeText, Framework, RowField, RowId};
use regex::{Regex, RegexBuilder};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;
use strum::IntoEnumIterator as _;

/// The fields of a row in which a text is looked for: those that hold words rather than a choice.
pub const SEARCHED: [RowField; 8] = [
    RowField::WhereNow,
    RowField::Spread,
    RowField::Gaps,
    RowField::Needs,
    RowField::Due,
    RowField::Owner,
    RowField::Progress,
    RowField::Evidence,
];

/// Most places that are looked at: nobody steps through more, and one letter can stand a million times in a large table.
pub const MOST_HITS: usize = 100_000;

/// A text that may hold what is looked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Spot {
    /// A field of a row.
    Cell(RowId, RowField),
    /// A text of a change.
    Text(ChangeKey, ChangeText),
}

/// One place where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// In which text.
    pub spot: Spot,
    /// The change to which that text belongs.
    pub change: ChangeKey,
    /// Where in it, in bytes.
    pub range: Range<usize>,
}

/// What is looked for. Any space stands for any white space, and a plain apostrophe, quote or dash for the typographic one.
#[derive(Clone, Debug)]
pub struct Pattern(Regex);

/// A search under way.
#[derive(Clone, Debug, Default)]
pub struct Find {
    words: String,
    match_case: bool,
    pattern: Option<Pattern>,
    hits: Vec<Hit>,
    /// The hit in hand.
    at: Option<usize>,
    /// The state of the document that was searched.
    searched: Option<(u64, u64)>,
    shown: bool,
}

impl Pattern {
    /// A pattern for these words; `None` when there are none, or far too many.
    #[must_use]
    pub fn new(words: &str, match_case: bool) -> Option<Self> {
        if words.trim().is_empty() {
            return None;
        }
        let mut pattern = String::new();
        for c in words.chars() {
            match c {
                '\'' | '‘' | '’' => pattern.push_str("['‘’]"),
                '"' | '“' | '”' => pattern.push_str("[\"“”]"),
                '-' | '–' | '—' | '‐' | '‑' => pattern.push_str("[-–—‐‑]"),
                c if c.is_whitespace() => {
                    if !pattern.ends_with(r"\s+") {
                        pattern.push_str(r"\s+");
                    }
                }
                c => pattern.push_str(&regex::escape(c.encode_utf8(&mut [0; 4]))),
            }
        }
        RegexBuilder::new(&pattern).case_insensitive(!match_case).build().ok().map(Self)
    }

    /// Where it stands in a text, in order.
    pub fn ranges<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        self.0.find_iter(text).map(|found| found.range())
    }
}

impl Find {
    /// Whether its bar is shown.
    #[must_use]
    pub const fn is_shown(&self) -> bool {
        self.shown
    }

    /// The words looked for.
    #[must_use]
    pub fn words(&self) -> &str {
        &self.words
    }

    /// Whether capitals and small letters are told apart.
    #[must_use]
    pub const fn match_case(&self) -> bool {
        self.match_case
    }

    /// The pattern, when there is anything to look for.
    #[must_use]
    pub const fn pattern(&self) -> Option<&Pattern> {
        self.pattern.as_ref()
    }

    /// Every place where it stands, in the order of changes; within one, its texts before its rows.
    #[must_use]
    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// The place in hand.
    #[must_use]
    pub fn hit(&self) -> Option<&Hit> {
        self.at.and_then(|at| self.hits.get(at))
    }

    /// "3 of 41", "41 places", "not found".
    #[must_use]
    pub fn count(&self) -> String {
        match (self.pattern.is_some(), self.hits.len(), self.at) {
            (false, ..) => String::new(),
            (true, 0, _) => "not found".to_owned(),
            (true, count, Some(at)) => format!("{} of {count}", at + 1),
            (true, 1, None) => "1 place".to_owned(),
            (true, count, None) => format!("{count} places"),
        }
    }
}

/// Every place where a pattern stands in an assessment.
#[must_use]
pub fn hits(pattern: &Pattern, assessment: &Assessment, framework: &Framework) -> Vec<Hit> {
    let mut by_change: Vec<Vec<&Arc<ActionRow>>> = vec![Vec::new(); framework.changes.len()];
    for row in &assessment.rows {
        if let Some(rows) = framework.number(&row.change).and_then(|number| by_change.get_mut(number - 1)) {
            rows.push(row);
        }
    }
    let mut found = Vec::new();
    for (change, rows) in framework.changes.iter().zip(by_change) {
        let mut look = |text: &str, spot: &dyn Fn() -> Spot| {
            found.extend(pattern.ranges(text).map(|range| Hit { spot: spot(), change: change.key.clone(), range }));
        };
        if let Some(judgement) = assessment.change(&change.key) {
            for text in ChangeText::iter() {
                look(judgement.texts.get(text), &|| Spot::Text(change.key.clone(), text));
            }
        }
        for row in rows {
            for field in SEARCHED {
                look(&row.text(field), &|| Spot::Cell(row.id.clone(), field));
            }
        }
        if found.len() > MOST_HITS {
            // Never a part of a text.
            let cut = found.get(MOST_HITS).map(|hit: &Hit| hit.spot.clone());
            found.truncate(MOST_HITS);
            while found.last().is_some_and(|hit| Some(&hit.spot) == cut.as_ref()) {
                found.pop();
            }
            break;
        }
    }
    found
}

/// The edit that puts `with` where the hits are, but for those skipped (by their position); `None` when nothing is left.
/// All of it is one step.
#[must_use]
pub fn replacing(
    assessment: &Assessment,
    hits: &[Hit],
    skipped: &BTreeSet<usize>,
    words: &str,
    with: &str,
) -> Option<Edit> {
    let mut cells = Vec::new();
    let mut edits = Vec::new();
    let mut count = 0;
    let chosen: Vec<&Hit> =
        hits.iter().enumerate().filter(|(at, _)| !skipped.contains(at)).map(|(_, hit)| hit).collect();
    let rows: HashMap<&RowId, &Arc<ActionRow>> = assessment.rows.iter().map(|row| (&row.id, row)).collect();
    for of_spot in chosen.chunk_by(|one, other| one.spot == other.spot) {
        let Some(first) = of_spot.first() else { continue };
        let before = match &first.spot {
            Spot::Cell(row, field) => rows.get(row).map(|row| row.text(*field)),
            Spot::Text(change, text) => assessment.change(change).map(|judgement| judgement.texts.get(*text).into()),
        };
        let Some(before) = before else { continue };
        let mut after = String::new();
        let mut from = 0;
        for hit in of_spot {
            let (Some(kept), true) = (before.get(from..hit.range.start), before.is_char_boundary(hit.range.end)) else {
                continue;
            };
            after.push_str(kept);
            after.push_str(with);
            from = hit.range.end;
            count += 1;
        }
        after.push_str(before.get(from..).unwrap_or_default());
        match &first.spot {
            Spot::Cell(row, field) => cells.push((row.clone(), *field, after)),
            Spot::Text(change, text) => {
                edits.push(Edit::SetChangeText { change: change.clone(), text: *text, words: after });
            }
        }
    }
    if !cells.is_empty() {
        edits.push(Edit::SetCells(cells));
    }
    let places = if count == 1 { "1 place".to_owned() } else { format!("{count} places") };
    (!edits.is_empty()).then(|| Edit::Several { name: format!("replace “{}” in {places}", words.trim()), edits })
}

impl App {
    /// The search whose bar is shown.
    #[must_use]
    pub fn find(&self) -> Option<&Find> {
        Some(&self.find).filter(|find| find.shown)
    }

    /// What was last looked for, whether its bar is shown or not.
    #[must_use]
    pub const fn last_find(&self) -> &Find {
        &self.find
    }

    pub(super) fn open_find(&mut self) {
        self.find.shown = true;
        self.search();
        self.effects.push(Effect::FocusFind);
    }

    pub(super) fn close_find(&mut self) {
        self.find.shown = false;
        match self.find.hit().cloned() {
            Some(hit) if self.in_view(&hit) => self.show_hit(&hit, true),
            _ => self.effects.push(Effect::FocusView),
        }
    }

    /// Looks for other words; the first place in view, from the row in hand on, comes into sight.
    pub(super) fn find_words(&mut self, words: String, match_case: bool) {
        self.find = Find { shown: self.find.shown, words, match_case, ..Find::default() };
        self.find.pattern = Pattern::new(&self.find.words, match_case);
        self.search();
        if self.dialog.is_some() {
            return;
        }
        self.find.at = self.first_in_view();
        if let Some(hit) = self.find.hit().cloned() {
            self.show_hit(&hit, false);
        }
    }

    /// The first hit in view at or behind the row in hand, in the order shown, or else the first in view. Rows that a
    /// filter hides are not in view.
    fn first_in_view(&self) -> Option<usize> {
        let rows = &self.session.as_ref()?.assessment().rows;
        let shown = self.visible().positions.iter().filter_map(|at| rows.get(*at)).enumerate();
        let places: HashMap<&RowId, usize> = shown.map(|(place, row)| (&row.id, place)).collect();
        let here = self.selection.first().and_then(|id| places.get(id)).copied().unwrap_or_default();
        let in_view = self.find.hits.iter().enumerate().filter(|(_, hit)| self.in_view(hit));
        let ranked = in_view.filter_map(|(at, hit)| match &hit.spot {
            // The texts of a change stand above its rows.
            Spot::Text(..) => Some((false, 0, at)),
            Spot::Cell(row, _) => places.get(row).map(|place| (*place < here, *place + 1, at)),
        });
        ranked.min().map(|(_, _, at)| at)
    }

    /// Whether a hit can be seen without leaving what is shown.
    fn in_view(&self, hit: &Hit) -> bool {
        match (&self.place, &hit.spot) {
            (Place::Actions, Spot::Cell(..)) => true,
            (Place::Change(key), _) => hit.change == *key,
            _ => false,
        }
    }

    /// Goes to the next hit, or the one before; at the end it begins anew.
    pub(super) fn find_next(&mut self, back: bool) {
        if self.find.pattern.is_none() {
            return self.open_find();
        }
        self.search();
        let count = self.find.hits.len();
        let Some(last) = count.checked_sub(1) else {
            let text = format!("“{}” was not found.", self.find.words.trim());
            self.tell(text);
            return;
        };
        let at = match (self.find.at, back) {
            (None, _) => self.first_in_view().unwrap_or(if back { last } else { 0 }),
            (Some(at), false) => {
                if at >= last {
                    0
                } else {
                    at + 1
                }
            }
            (Some(at), true) => at.checked_sub(1).unwrap_or(last),
        };
        self.find.at = Some(at);
        if let Some(hit) = self.find.hit().cloned() {
            self.show_hit(&hit, !self.find.shown);
            if !self.find.shown {
                self.tell(format!("“{}”: {}.", self.find.words.trim(), self.find.count()));
            }
        }
    }

    /// Brings a hit into sight; with `focus` the keyboard goes there.
    fn show_hit(&mut self, hit: &Hit, focus: bool) {
        if !self.in_view(hit) {
            let in_table = matches!(hit.spot, Spot::Cell(..)) && !matches!(self.place, Place::Change(_));
            self.place = if in_table { Place::Actions } else { Place::Change(hit.change.clone()) };
        }
        if let Spot::Cell(row, _) = &hit.spot {
            // Found is found, whatever the filter hides.
            self.sight.want(row.clone());
            self.selection = vec![row.clone()];
        }
        self.effects.push(Effect::ShowHit { hit: hit.clone(), focus });
    }

    /// Searches anew when the document is another since.
    pub(super) fn search(&mut self) {
        let Some(session) = &self.session else {
            self.find.hits.clear();
            return;
        };
        let state = (self.generation, session.revision());
        let Some(pattern) = &self.find.pattern else {
            self.find.hits.clear();
            self.find.at = None;
            return;
        };
        if self.find.searched == Some(state) {
            return;
        }
        let before = self.find.hit().cloned();
        self.find.hits = hits(pattern, session.assessment(), session.framework());
        self.find.searched = Some(state);
        // The hit in hand stays in hand, or the one that took its place.
        self.find.at = before.and_then(|before| {
            let same = |hit: &Hit| hit.spot == before.spot && hit.range.start >= before.range.start;
            self.find.hits.iter().position(same)
        });
    }

    pub(super) fn ask_replace(&mut self) {
        self.search();
        self.dialog = Some(Dialog::ReplaceText { with: String::new(), skipped: BTreeSet::new() });
    }

    pub(super) fn replace_text(&mut self, with: &str, skipped: &BTreeSet<usize>) {
        self.dialog = None;
        self.search();
        let Some(session) = &self.session else { return };
        let edit = replacing(session.assessment(), &self.find.hits, skipped, &self.find.words, with);
        if let Some(edit) = edit {
            self.edit(&edit);
            self.search();
        }
    }
}
