//! The laws of merging, on generated assessments that two people edit.

use super::checker::wrongs;
use super::edits::{base, edited, edits, spots};
use hicm::compare::{Answer, Merged, Names, Taken, decide, merge};
use hicm::format;
use hicm::model::{Assessment, Conflict, ConflictKind, RowField, RowId, Side, Spot, Value};
use proptest::prelude::*;
use std::collections::BTreeSet;

const ANN: &str = "Ann of the merge";
const BEN: &str = "Ben of the merge";

pub fn merged(base: &Assessment, mine: &Assessment, theirs: &Assessment) -> Merged {
    merge(base, mine, theirs, Names { mine: ANN, theirs: BEN }).unwrap()
}

/// The places in the list of the conflicts that this merge made.
fn new(a: &Assessment) -> Vec<usize> {
    let by = |side: &Side| side.by == ANN || side.by == BEN;
    (0..a.undecided.len()).filter(|at| by(&a.undecided[*at].mine)).collect()
}

/// Everything that the merge left undecided, decided alike.
fn decided(a: &Assessment, answer: &Answer) -> Assessment {
    let mut a = a.clone();
    while let Some(at) = new(&a).first() {
        let (conflict, left) = (a.undecided[*at].clone(), a.undecided.len());
        decide(&mut a, *at, answer.clone()).unwrap_or_else(|error| panic!("{error}: {conflict:?}"));
        assert_eq!(a.undecided.len() + 1, left, "decided, and still in the list: {conflict:?}");
    }
    a
}

fn swapped(conflict: &Conflict) -> Conflict {
    Conflict { mine: conflict.theirs.clone(), theirs: conflict.mine.clone(), ..conflict.clone() }
}

/// All laws for one pair of copies. What is wrong, in words.
pub fn lawful(p: &Assessment, a: &Assessment, b: &Assessment) -> Result<Merged, String> {
    let same = |left: &Assessment, right: &Assessment, law: &str| {
        if left == right { Ok(()) } else { Err(format!("{law}\n{}", difference(left, right))) }
    };
    let mine_alone = merged(p, a, p);
    same(&mine_alone.assessment, a, "merge(p, a, p) = a")?;
    same(&merged(p, p, b).assessment, b, "merge(p, p, b) = b")?;
    let alike = merged(p, a, a);
    same(&alike.assessment, a, "merge(p, a, a) = a")?;
    let counts = |it: &Merged| (it.taken.mine, it.taken.theirs, it.taken.alike, it.taken.combined, it.conflicts);
    let (one, none) = (counts(&mine_alone), counts(&alike));
    if one != (one.0, 0, 0, 0, 0) || none != (0, 0, none.2, 0, 0) || (one.0 == 0) != alike_everywhere(a, p) {
        return Err(format!("the counts: {one:?} {none:?}"));
    }

    let ours = merged(p, a, b);
    let wrongs = wrongs(p, a, b, &ours.assessment);
    if let Some(wrong) = wrongs.first() {
        return Err(format!("nothing is lost and nothing is made up: {wrong}"));
    }
    mirrored(p, a, b, &ours)?;

    let text = format::write(&ours.assessment).map_err(|error| format!("it cannot be saved: {error}"))?;
    let reopened = format::parse(&text).map_err(|error| format!("it does not open: {error}\n{text}"))?.assessment;
    same(&reopened, &ours.assessment, "saved and reopened")?;
    for answer in [Answer::Mine, Answer::Theirs] {
        let done = decided(&reopened, &answer);
        if done.undecided.len() + new(&ours.assessment).len() != ours.assessment.undecided.len() {
            return Err("decided, and still in the list".into());
        }
    }
    let to_decide = new(&ours.assessment)
        .into_iter()
        .filter(|at| ours.assessment.undecided[*at].kind == ConflictKind::Undecided)
        .count();
    if to_decide != ours.conflicts {
        return Err(format!("{to_decide} conflicts, and {} are told", ours.conflicts));
    }
    Ok(ours)
}

/// Whoever merges comes to the same, with the sides the other way round.
fn mirrored(p: &Assessment, a: &Assessment, b: &Assessment, ours: &Merged) -> Result<(), String> {
    let other = merge(p, b, a, Names { mine: BEN, theirs: ANN }).unwrap();
    let listed = |it: &Merged, turn: bool| {
        let conflict = |at: usize| {
            let conflict = &it.assessment.undecided[at];
            format!("{:?}", if turn { swapped(conflict) } else { conflict.clone() })
        };
        new(&it.assessment).into_iter().map(conflict).collect::<BTreeSet<_>>()
    };
    if listed(ours, false) != listed(&other, true) {
        return Err(format!("mirror: other conflicts\n{:#?}\n{:#?}", listed(ours, false), listed(&other, true)));
    }
    let turned = Taken { mine: other.taken.theirs, theirs: other.taken.mine, ..other.taken };
    if ours.taken != turned || ours.conflicts != other.conflicts {
        return Err(format!("mirror: other counts {:?} {turned:?}", ours.taken));
    }
    // Where nothing is undecided, whoever merges gets the same to the letter.
    let unordered = |a: &Assessment| Assessment { undecided: Vec::new(), ..a.clone() };
    if new(&ours.assessment).is_empty() && unordered(&ours.assessment) != unordered(&other.assessment) {
        return Err(format!("mirror: not the same\n{}", difference(&ours.assessment, &other.assessment)));
    }
    for (one, another) in [(Answer::Mine, Answer::Theirs), (Answer::Theirs, Answer::Mine)] {
        let (one, another) = (decided(&ours.assessment, &one), decided(&other.assessment, &another));
        for spot in spots(&[&one, &another]) {
            let [left, right] = [&one, &another].map(|it| match it.value(&spot) {
                Value::Order(ids) => Value::Order(comparable(ids, &spot, b, &ours.assessment, a)),
                Value::Undecided(list) => {
                    let mut list: Vec<Conflict> = list;
                    list.sort_by_key(|conflict| format!("{conflict:?}"));
                    Value::Undecided(list)
                }
                other => other,
            });
            if left != right {
                return Err(format!("mirror, decided: {spot:?}\n{left:?}\n{right:?}"));
            }
        }
    }
    Ok(())
}

/// The rows of which both know where they belong: not those whose change is in doubt; and where the order is, those alone
/// that both have.
fn comparable(ids: Vec<RowId>, spot: &Spot, theirs: &Assessment, merged: &Assessment, mine: &Assessment) -> Vec<RowId> {
    let Spot::Order(key) = spot else { return ids };
    let undecided = |spot: Spot| merged.undecided.iter().any(|it| it.spot == spot);
    let doubtful = |id: &RowId| undecided(Spot::Row(id.clone())) || undecided(Spot::Cell(id.clone(), RowField::Change));
    // What stands below a row that may not belong here has no neighbour that both know.
    let contested =
        undecided(spot.clone()) || [mine, theirs].iter().any(|side| side.rows_of(key).any(|row| doubtful(&row.id)));
    let in_both = |id: &RowId| [mine, theirs].iter().all(|side| side.row(id).is_some_and(|row| row.change == *key));
    ids.into_iter().filter(|id| !doubtful(id)).filter(|id| !contested || in_both(id)).collect()
}

/// Whether the same stands at every spot; how the changes lie among each other in the file is none.
fn alike_everywhere(left: &Assessment, right: &Assessment) -> bool {
    spots(&[left, right]).iter().all(|spot| left.value(spot) == right.value(spot))
}

/// The first spot at which two differ.
pub fn difference(left: &Assessment, right: &Assessment) -> String {
    for spot in spots(&[left, right]) {
        let (one, other) = (left.value(&spot), right.value(&spot));
        if one != other {
            return format!("{spot:?}\n{one:?}\n{other:?}");
        }
    }
    let ids = |a: &Assessment| a.rows.iter().map(|row| row.id.to_string()).collect::<Vec<_>>();
    format!("the order of the file: {:?} {:?}", ids(left), ids(right))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn the_laws_of_merging_hold(p in base(), mine in edits(), theirs in edits()) {
        let (a, b) = (edited(&p, &mine), edited(&p, &theirs));
        if let Err(wrong) = lawful(&p, &a, &b) {
            prop_assert!(false, "{}", wrong);
        }
    }

    #[test]
    fn without_a_base_both_added_all(p in base(), mine in edits(), theirs in edits()) {
        let empty = Assessment {
            place: String::new(), prepared_by: String::new(), reopenings: Vec::new(), notes: Vec::new(),
            changes: Vec::new(), rows: Vec::new(), metrics: Vec::new(), priorities: Vec::new(), decisions: Vec::new(),
            glossary: Vec::new(), same_rows: Vec::new(), kept_texts: Vec::new(), undecided: Vec::new(), ..p.clone()
        };
        if let Err(wrong) = lawful(&empty, &edited(&p, &mine), &edited(&p, &theirs)) {
            prop_assert!(false, "{}", wrong);
        }
    }
}
