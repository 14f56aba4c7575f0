//! Lists that both changed: what either added stays, what either took away goes, and no two people's words become one.

use super::desk::{Changed, Three, won};
use super::order::{in_any_order, in_order};
use std::collections::HashMap;
use std::fmt::Debug;

/// A name for each item of a list, by what it says, and by how many say the same before it.
fn names<T, K: Debug>(items: &[T], key: impl Fn(&T) -> K) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut name = |item: &T| {
        let says = format!("{:?}", key(item));
        let times = seen.entry(says.clone()).or_default();
        *times += 1;
        // A mark that no such text contains, so that no name can be taken for another.
        format!("{says}\u{0}{times}")
    };
    items.iter().map(&mut name).collect()
}

/// Items by their names, and the names in order.
struct Named<'a, T> {
    order: Vec<&'a str>,
    items: HashMap<&'a str, &'a T>,
}

impl<'a, T> Named<'a, T> {
    fn new(names: &'a [String], items: &'a [T]) -> Self {
        let order: Vec<&str> = names.iter().map(String::as_str).collect();
        Self { items: order.iter().copied().zip(items).collect(), order }
    }
}

/// Joins lists of items that are what they say: an item that was edited is one taken away and one added. `None` when the
/// two contradict each other in the order.
pub(super) fn joined<T: Clone + Debug>(it: Three<'_, Vec<T>>) -> Option<Vec<T>> {
    joined_by(it, |three, wanted| {
        let ordered = in_order(three, wanted);
        (ordered.moved != Changed::Apart).then_some(ordered.names)
    })
}

/// As [`joined`], for lists whose order says nothing.
pub(super) fn joined_in_any_order<T: Clone + Debug>(it: Three<'_, Vec<T>>) -> Vec<T> {
    joined_by(it, |three, wanted| Some(in_any_order(three, wanted))).unwrap_or_default()
}

fn joined_by<T: Clone + Debug>(
    it: Three<'_, Vec<T>>,
    order: impl for<'a> FnOnce(Three<'_, [&'a str]>, &dyn Fn(&str) -> bool) -> Option<Vec<&'a str>>,
) -> Option<Vec<T>> {
    let all = |items: &[T]| names(items, |item| format!("{item:?}"));
    let (base, mine, theirs) = (all(it.base), all(it.mine), all(it.theirs));
    let (base, mine, theirs) = (Named::new(&base, it.base), Named::new(&mine, it.mine), Named::new(&theirs, it.theirs));
    let wanted = |name: &str| match (mine.items.contains_key(name), theirs.items.contains_key(name)) {
        (true, true) => true,
        (false, false) => false,
        _ => !base.items.contains_key(name),
    };
    let order = order(Three { base: &*base.order, mine: &*mine.order, theirs: &*theirs.order }, &wanted)?;
    let item = |name: &&str| mine.items.get(name).or_else(|| theirs.items.get(name)).map(|item| (*item).clone());
    Some(order.iter().filter_map(item).collect())
}

/// Joins lists of items that have a name of their own; `None` when the two disagree in one of them, or in the order.
pub(super) fn joined_by_key<T: PartialEq + Clone, K: Debug>(
    it: Three<'_, Vec<T>>,
    key: impl Fn(&T) -> K,
) -> Option<Vec<T>> {
    let (base, mine, theirs) = (names(it.base, &key), names(it.mine, &key), names(it.theirs, &key));
    let (base, mine, theirs) = (Named::new(&base, it.base), Named::new(&mine, it.mine), Named::new(&theirs, it.theirs));
    let mut kept: HashMap<&str, &T> = HashMap::new();
    for name in mine.order.iter().chain(theirs.order.iter().filter(|name| !mine.items.contains_key(*name))) {
        let item = match (base.items.get(name), mine.items.get(name), theirs.items.get(name)) {
            (Some(base), Some(mine), Some(theirs)) => Some(won(Three { base: *base, mine: *mine, theirs: *theirs })?),
            (None, Some(mine), Some(theirs)) if mine == theirs => Some(*mine),
            (None, Some(added), None) | (None, None, Some(added)) => Some(*added),
            (Some(base), Some(left), None) | (Some(base), None, Some(left)) if base == left => None,
            // Both changed it, or one took away what the other changed.
            _ => return None,
        };
        kept.extend(item.map(|item| (*name, item)));
    }
    let three = Three { base: &*base.order, mine: &*mine.order, theirs: &*theirs.order };
    let ordered = in_order(three, |name| kept.contains_key(name));
    let items = ordered.names.iter().filter_map(|name| kept.get(name).map(|item| (*item).clone())).collect();
    (ordered.moved != Changed::Apart).then_some(items)
}
