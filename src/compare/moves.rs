//! Which rows of a list were moved, when one looks at as few as will explain the new order.

/// Which of the rows of one change were moved, in the order given: of each its place before, its place after, and
/// whether it was edited besides. Those that stay keep their order among themselves, and no larger set does: the moved
/// are as many as there are rows, less the longest increasing subsequence.
///
/// Where several sets are as large, a row that was edited is said to have moved rather than one that was not, then the
/// lower rather than the upper, as they stand now. No two rows have one place. Takes time in proportion to
/// n log n.
#[must_use]
pub fn moved(pairs_of_one_change: &[(usize, usize, bool)]) -> Vec<bool> {
    let pairs = pairs_of_one_change;
    let mut now: Vec<usize> = (0..pairs.len()).collect();
    now.sort_unstable_by_key(|at| pairs.get(*at).map(|pair| pair.1));
    let mut then: Vec<usize> = pairs.iter().map(|pair| pair.0).collect();
    then.sort_unstable();
    // For each row, from the lowest up: the most rows that can stay from it on, and how many of them are unedited.
    let mut best = Best::of(pairs.len());
    let mut from_here = vec![Stay::default(); pairs.len()];
    let mut most = Stay::default();
    for at in now.iter().rev() {
        let Some((before, _, edited)) = pairs.get(*at) else { continue };
        let place = then.partition_point(|other| other < before);
        let stay = best.behind(place).and(*edited);
        best.raise(place, stay);
        most = most.max(stay);
        if let Some(slot) = from_here.get_mut(*at) {
            *slot = stay;
        }
    }
    // From the top down, whatever can still stay does.
    let mut moved = vec![true; pairs.len()];
    let mut last = None;
    for at in now {
        let (Some((before, _, edited)), Some(stay)) = (pairs.get(at), from_here.get(at)) else { continue };
        if *stay == most && most.rows > 0 && last.is_none_or(|last| last < *before) {
            last = Some(*before);
            most = most.without(*edited);
            if let Some(slot) = moved.get_mut(at) {
                *slot = false;
            }
        }
    }
    moved
}

/// How many rows stay, and how many of them are as they were; more of the first counts before more of the second.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Stay {
    rows: u32,
    unedited: u32,
}

impl Stay {
    fn and(self, edited: bool) -> Self {
        Self { rows: self.rows + 1, unedited: self.unedited + u32::from(!edited) }
    }

    fn without(self, edited: bool) -> Self {
        Self { rows: self.rows - 1, unedited: self.unedited - u32::from(!edited) }
    }
}

/// The largest [`Stay`] at or behind each place: a Fenwick tree of largest values, counted from the end.
struct Best(Vec<Stay>);

impl Best {
    fn of(places: usize) -> Self {
        Self(vec![Stay::default(); places + 1])
    }

    /// The largest behind a place.
    fn behind(&self, place: usize) -> Stay {
        let mut largest = Stay::default();
        // Counted from the end, from 1: what lies behind a place has a smaller number.
        let mut at = self.0.len().saturating_sub(place + 2);
        while at > 0 {
            largest = largest.max(self.0.get(at).copied().unwrap_or_default());
            at &= at - 1;
        }
        largest
    }

    fn raise(&mut self, place: usize, to: Stay) {
        let mut at = self.0.len().saturating_sub(place + 1);
        while let Some(slot) = self.0.get_mut(at).filter(|_| at > 0) {
            *slot = (*slot).max(to);
            at += at & at.wrapping_neg();
        }
    }
}
