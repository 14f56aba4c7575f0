//! As few rows are said to have moved as can be, and of several such sets the right one.

use hicm::compare::moved;

/// All orders of `0..count`.
fn orders(count: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for next in 0..count {
        all = all
            .into_iter()
            .flat_map(|order: Vec<usize>| {
                (0..=order.len()).map(move |place| {
                    let mut order = order.clone();
                    order.insert(place, next);
                    order
                })
            })
            .collect();
    }
    all
}

/// What stays, found by trying every set of rows: the largest, of those the one with fewest edited, of those the one
/// whose rows stand highest.
fn stays(before: &[usize], edited: &[bool]) -> Vec<bool> {
    let sets =
        (0..1_u32 << before.len()).map(|set| (0..before.len()).map(|at| set >> at & 1 == 1).collect::<Vec<bool>>());
    let kept = |set: &[bool]| -> Vec<usize> { (0..before.len()).filter(|at| set[*at]).collect() };
    sets.filter(|set| kept(set).is_sorted_by_key(|at| before[*at]))
        .max_by_key(|set| {
            let unedited = kept(set).into_iter().filter(|at| !edited[*at]).count();
            (kept(set).len(), unedited, set.clone())
        })
        .unwrap()
}

#[test]
fn as_few_as_can_be_in_every_order_of_up_to_seven() {
    let mut tried = 0;
    for count in 0..=7 {
        for order in orders(count) {
            let pairs: Vec<_> = order.iter().enumerate().map(|(after, before)| (*before, after, false)).collect();
            let expected: Vec<bool> = stays(&order, &vec![false; count]).into_iter().map(|stays| !stays).collect();
            assert_eq!(moved(&pairs), expected, "{order:?}");
            tried += 1;
        }
    }
    assert_eq!(tried, 1 + 1 + 2 + 6 + 24 + 120 + 720 + 5_040);
}

#[test]
fn of_several_ways_the_edited_move_then_the_lower() {
    for count in 0..=5 {
        for order in orders(count) {
            for mask in 0..1_u32 << count {
                let edited: Vec<bool> = (0..count).map(|at| mask >> at & 1 == 1).collect();
                // Given in another order than they stand, with gaps in the places, as rows of one change among others.
                let pairs: Vec<_> =
                    order.iter().enumerate().map(|(at, before)| (3 * before + 7, 10 * at, edited[at])).rev().collect();
                let expected: Vec<bool> = stays(&order, &edited).into_iter().map(|stays| !stays).rev().collect();
                assert_eq!(moved(&pairs), expected, "{order:?}, edited {edited:?}");
            }
        }
    }
}

#[test]
fn by_name() {
    type Case<'a> = (&'a str, &'a [(usize, usize, bool)], &'a [bool]);
    let cases: &[Case<'_>] = &[
        ("nothing", &[], &[]),
        ("one row", &[(4, 2, true)], &[false]),
        ("two changed places: the lower moved", &[(1, 0, false), (0, 1, false)], &[false, true]),
        ("two changed places: the edited moved", &[(1, 0, true), (0, 1, false)], &[true, false]),
        ("both edited: the lower again", &[(1, 0, true), (0, 1, true)], &[false, true]),
        ("the last came to the top", &[(2, 0, false), (0, 1, false), (1, 2, false)], &[true, false, false]),
        (
            "as few as can be, though they are not edited",
            &[(2, 0, false), (0, 1, true), (1, 2, true)],
            &[true, false, false],
        ),
    ];
    for (name, pairs, expected) in cases {
        assert_eq!(moved(pairs), *expected, "{name}");
    }
}

#[test]
fn a_long_list_turned_round() {
    let count = 20_000;
    let pairs: Vec<_> = (0..count).map(|at| (count - at, at, false)).collect();
    assert_eq!(moved(&pairs).iter().filter(|moved| !**moved).count(), 1);
}
