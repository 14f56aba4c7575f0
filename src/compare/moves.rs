//! Which rows of one change have moved.

/// Which of the rows of one change have moved: as few as explain the new order.
#[must_use]
pub fn moved(rows: &[(usize, usize, bool)]) -> Vec<bool> {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|at| rows.get(*at).map(|row| row.1));
    let mut last = None;
    let mut moved = vec![false; rows.len()];
    for at in order {
        let before = rows.get(at).map(|row| row.0);
        if before < last {
            if let Some(place) = moved.get_mut(at) {
                *place = true;
            }
        } else {
            last = before;
        }
    }
    moved
}
