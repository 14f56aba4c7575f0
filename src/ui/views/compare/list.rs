//! What the comparison is listed as: change by change, its judgement before its rows, each row with what differs in it.

use crate::app::Compared;
use crate::compare::{Class, Difference, Pair, Weight};
use crate::model::{ChangeKey, RowId, Spot};
use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// The heading of what belongs to no change.
    Whole,
    /// The heading of a change.
    Change(ChangeKey),
    /// The heading of a row, by its pair.
    Row(usize),
    /// Whether two rows are one, by their pair.
    Question(usize),
    /// A difference, by its place in the list.
    Difference(usize),
    /// So many that differ only in typography.
    Typographic(usize),
    /// So many that only the program keeps.
    Kept(usize),
    /// Nothing is left by the filter.
    NothingLeft,
}

/// What of the comparison is listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Chosen {
    /// Only differences of these classes, unless there are none.
    pub classes: BTreeSet<Class>,
    /// Only rows that may be the same.
    pub questions: bool,
    /// Those that differ only in quotes, dashes or spaces as well.
    pub typographic: bool,
    /// Those that only the program keeps as well.
    pub kept: bool,
}

impl Chosen {
    pub(super) fn is_all(&self) -> bool {
        self.classes.is_empty() && !self.questions
    }

    fn shows(&self, difference: &Difference) -> bool {
        match difference.weight {
            Weight::Typographic if !self.typographic => false,
            Weight::Kept if !self.kept => false,
            Weight::Told | Weight::Typographic | Weight::Kept => {
                self.is_all() || self.classes.contains(&difference.class)
            }
        }
    }
}

/// How many differences there are of each kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub told: usize,
    pub of_class: Vec<(Class, usize)>,
    pub questions: usize,
    pub typographic: usize,
    pub kept: usize,
}

/// The list, and what it was made of.
#[derive(Debug, Default)]
pub(super) struct List {
    of: Option<(Arc<Compared>, Chosen)>,
    pub items: Vec<Item>,
    pub keys: Vec<u64>,
    pub counts: Counts,
    /// The sentences, and what has come of the rows: told once, not in every frame.
    pub sentences: Vec<String>,
    pub rows: String,
}

impl List {
    /// Follows the comparison and what of it is chosen. True when it is another comparison, not another state of it.
    pub(super) fn follow(&mut self, compared: &Arc<Compared>, chosen: &Chosen) -> bool {
        let another = self.of.as_ref().is_none_or(|(known, _)| {
            known.before.side != compared.before.side || known.after.side != compared.after.side
        });
        if self.of.as_ref().is_some_and(|(known, of)| Arc::ptr_eq(known, compared) && of == chosen) {
            return false;
        }
        if self.of.as_ref().is_none_or(|(known, _)| !Arc::ptr_eq(known, compared)) {
            self.counts = counts(compared);
            self.sentences = compared.comparison.sentences().into_iter().map(|it| it.text).collect();
            self.rows = super::summary::rows(compared);
        }
        self.items = items(compared, chosen, &self.counts);
        self.keys = self.items.iter().map(|item| key(item, compared)).collect();
        self.of = Some((Arc::clone(compared), chosen.clone()));
        another
    }
}

fn counts(compared: &Compared) -> Counts {
    use strum::IntoEnumIterator as _;
    let delta = &compared.comparison.delta;
    let mut of_class: HashMap<Class, usize> = HashMap::new();
    let mut counts = Counts::default();
    for difference in &delta.differences {
        match difference.weight {
            Weight::Told => {
                counts.told += 1;
                *of_class.entry(difference.class).or_default() += 1;
            }
            Weight::Typographic => counts.typographic += 1,
            Weight::Kept => counts.kept += 1,
        }
    }
    counts.questions = delta.pairs.iter().filter(|pair| pair.in_question()).count();
    let known = Class::iter().filter_map(|class| Some((class, of_class.get(&class).copied()?)));
    counts.of_class = known.collect();
    counts
}

fn items(compared: &Compared, chosen: &Chosen, counts: &Counts) -> Vec<Item> {
    let delta = &compared.comparison.delta;
    let mut items = Vec::new();
    // Pairs to ask about, change by change; those with differences are asked about where these stand.
    let mut asked: Vec<(&ChangeKey, usize, &Pair)> = Vec::new();
    if chosen.is_all() || chosen.questions {
        let asking = delta.pairs.iter().enumerate().filter(|(_, pair)| pair.in_question());
        asked.extend(asking.filter_map(|(at, pair)| Some((&pair.row()?.change, at, pair))));
    }
    let mut waiting: BTreeSet<usize> = asked.iter().map(|(_, at, _)| *at).collect();
    let mut section: Option<Option<&ChangeKey>> = None;
    let mut row: Option<usize> = None;
    let close = |section: Option<Option<&ChangeKey>>, waiting: &mut BTreeSet<usize>, items: &mut Vec<Item>| {
        let Some(Some(change)) = section else { return };
        for (_, at, _) in asked.iter().filter(|(of, ..)| *of == change) {
            if waiting.remove(at) {
                items.extend([Item::Row(*at), Item::Question(*at)]);
            }
        }
    };
    let shown = delta.differences.iter().enumerate().filter(|(_, difference)| {
        chosen.shows(difference) || difference.pair.is_some_and(|pair| chosen.questions && waiting_pair(&asked, pair))
    });
    // What belongs to no change comes last: the changes are what is asked about.
    let (of_changes, whole): (Vec<_>, Vec<_>) = shown.partition(|(_, difference)| difference.change.is_some());
    for (at, difference) in of_changes {
        let change = difference.change.as_ref();
        if section != Some(change) {
            close(section, &mut waiting, &mut items);
            items.extend(change.map(|key| Item::Change(key.clone())));
            section = Some(change);
            row = None;
        }
        if let Some(pair) = difference.pair
            && row != Some(pair)
        {
            items.push(Item::Row(pair));
            if waiting.remove(&pair) {
                items.push(Item::Question(pair));
            }
            row = Some(pair);
        }
        items.push(Item::Difference(at));
    }
    close(section, &mut waiting, &mut items);
    // Changes in which nothing differs, but in which there is something to ask.
    for (change, at, _) in &asked {
        if waiting.remove(at) {
            if section != Some(Some(*change)) {
                items.push(Item::Change((*change).clone()));
                section = Some(Some(*change));
            }
            items.extend([Item::Row(*at), Item::Question(*at)]);
        }
    }
    if !whole.is_empty() {
        items.push(Item::Whole);
        items.extend(whole.into_iter().map(|(at, _)| Item::Difference(at)));
    }
    if items.is_empty() {
        items.push(Item::NothingLeft);
    }
    if chosen.is_all() {
        items.extend((counts.typographic > 0).then_some(Item::Typographic(counts.typographic)));
        items.extend((counts.kept > 0).then_some(Item::Kept(counts.kept)));
    }
    items
}

fn waiting_pair(asked: &[(&ChangeKey, usize, &Pair)], pair: usize) -> bool {
    // In the order of the pairs.
    asked.binary_search_by_key(&pair, |(_, at, _)| *at).is_ok()
}

/// What an item is known by, whatever comes and goes about it.
fn key(item: &Item, compared: &Compared) -> u64 {
    let delta = &compared.comparison.delta;
    let ids = |pair: &usize| -> (Option<RowId>, Option<RowId>) {
        let pair = delta.pairs.get(*pair);
        let before = pair.and_then(|pair| pair.before.as_ref()).map(|row| row.id.clone());
        (before, pair.and_then(|pair| pair.after.as_ref()).map(|row| row.id.clone()))
    };
    let spot = |at: &usize| -> Option<Spot> { delta.differences.get(*at).map(|difference| difference.spot.clone()) };
    let mut hasher = DefaultHasher::new();
    match item {
        Item::Whole => 0_u8.hash(&mut hasher),
        Item::Change(change) => (1_u8, change).hash(&mut hasher),
        Item::Row(pair) => (2_u8, ids(pair)).hash(&mut hasher),
        Item::Question(pair) => (3_u8, ids(pair)).hash(&mut hasher),
        Item::Difference(at) => {
            let gone = delta.differences.get(*at).is_some_and(|difference| difference.after.is_nothing());
            // A row may be gone and another new of one id.
            (4_u8, spot(at), gone && matches!(spot(at), Some(Spot::Row(_)))).hash(&mut hasher);
        }
        Item::Typographic(_) => 5_u8.hash(&mut hasher),
        Item::Kept(_) => 6_u8.hash(&mut hasher),
        Item::NothingLeft => 7_u8.hash(&mut hasher),
    }
    hasher.finish()
}
