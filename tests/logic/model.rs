//! Levels, statuses, spreads, ids, metrics: read as people write them.

use hicm::model::{
    Better, DelayedDays, Level, Metric, Quarter, RowField, RowId, Spread, Status, StatusKind, TargetReading,
};
use proptest::prelude::*;
use std::collections::HashSet;
use strum::IntoEnumIterator as _;

#[test]
fn levels_are_five_and_ordered() {
    let levels: Vec<Level> = Level::all().collect();
    assert_eq!(levels.len(), 5);
    assert!(levels.windows(2).all(|pair| pair[0] < pair[1] && pair[1].steps_from(pair[0]) == 1));
    for level in levels {
        assert_eq!(Level::from_number(level.number()), Some(level));
        assert_eq!(Level::read(level.name()), Some(level));
        assert_eq!(Level::read(level.key()), Some(level));
        assert_eq!(Level::read(&level.name().to_uppercase()), Some(level));
    }
    for not_a_level in ["", " ", "6", "0", "good", "est", "mat", "established now"] {
        assert_eq!(Level::read(not_a_level), None, "{not_a_level:?}");
    }
}

/// Every distinct status of the LLR table of May 2017, and some more.
#[test]
fn statuses_are_read_as_they_were_typed() {
    let split = Status::split(Level::PlansInPlace, Level::Established).unwrap();
    for (typed, expected) in [
        ("Established", Status::At(Level::Established)),
        ("Plans in place", Status::At(Level::PlansInPlace)),
        ("Plans in Place", Status::At(Level::PlansInPlace)),
        ("Mature", Status::At(Level::Mature)),
        ("Not yet established", Status::At(Level::NotYetEstablished)),
        ("  mature  ", Status::At(Level::Mature)),
        ("Established/Plans in place", split.clone()),
        ("Plans in place/Established", split.clone()),
        ("Plans in place/established", split.clone()),
        ("Plans in place/establish", split.clone()),
        ("Plans in place to established", split.clone()),
        ("", Status::Unknown(String::new())),
        ("1", Status::Unknown("1".to_owned())),
        ("1 '", Status::Unknown("1 '".to_owned())),
        ("Mature/Plans in place", Status::Unknown("Mature/Plans in place".to_owned())),
        ("mostly", Status::Unknown("mostly".to_owned())),
    ] {
        assert_eq!(Status::read(typed), expected, "{typed:?}");
    }
}

#[test]
fn a_split_counts_at_the_lower_and_unknown_at_none() {
    let split = Status::split(Level::Mature, Level::Established).unwrap();
    assert_eq!(split.counted(), Some(Level::Established));
    assert_eq!(split.upper(), Some(Level::Mature));
    assert_eq!(split.kind(), StatusKind::Split);
    assert_eq!(Status::blank().counted(), None);
    assert_eq!(Status::split(Level::Established, Level::Established), None);
    assert_eq!(Status::split(Level::PlansInPlace, Level::Mature), None);
    assert_eq!(Status::choices().count(), 9);
}

/// Every distinct spread of the LLR table of May 2017: the organisations, with their sites behind a colon.
#[test]
fn spreads_name_organisations_and_their_sites() {
    for (typed, expected) in [
        ("Rutland", vec!["Rutland"]),
        ("LLR", vec!["LLR"]),
        ("County LA", vec!["County LA"]),
        ("UHL and LPT community hospitals", vec!["UHL", "LPT community hospitals"]),
        ("UHL, LPT community hospitals, Rutland", vec!["UHL", "LPT community hospitals", "Rutland"]),
        ("Rutland (UHL, PCH, LPT, RMH, ICS, Kettering, Melton)", vec!["Rutland: UHL PCH LPT RMH ICS Kettering Melton"]),
        ("UHL, LPT", vec!["UHL", "LPT"]),
        ("LPT and community partner organisations", vec!["LPT", "community partner organisations"]),
        ("County patients", vec!["County patients"]),
        ("(Rutland team", vec![]),
        ("", vec![]),
        ("1 ' '", vec![]),
        ("·", vec![]),
        ("Midlands; Anglia", vec!["Midlands", "Anglia"]),
        ("Sand and Andover", vec!["Sand", "Andover"]),
    ] {
        let spread = Spread::new(typed);
        let named: Vec<String> = spread
            .organisations()
            .iter()
            .map(|one| {
                if one.sites.is_empty() {
                    one.name.to_owned()
                } else {
                    format!("{}: {}", one.name, one.sites.join(" "))
                }
            })
            .collect();
        assert_eq!(named, expected, "{typed:?}");
        assert_eq!(spread.typed(), typed);
    }
    assert!(Spread::new("(Rutland team").looks_cut());
    assert!(!Spread::new("Rutland (UHL)").looks_cut());
}

/// The figures published for August and September 2017, and the eight rates that follow from them with one population
/// aged 18 and over. The parts of a total need not add up to it after rounding.
#[test]
fn the_published_delayed_days_rates_are_reproduced() {
    const ADULTS: u32 = 546_400;
    for (month, days, published) in [
        (9, 1_431, 8.73),
        (9, 1_018, 6.21),
        (9, 129, 0.79),
        (9, 284, 1.73),
        (8, 1_611, 9.51),
        (8, 1_145, 6.76),
        (8, 214, 1.26),
        (8, 252, 1.49),
    ] {
        let rate = DelayedDays::rate(days, 2017, month, ADULTS).unwrap();
        assert!((rate - published).abs() <= 0.005, "{days} days in month {month}: {rate}, published {published}");
    }
    assert_eq!(DelayedDays::rate(1_431, 2017, 13, ADULTS), None);
    assert_eq!(DelayedDays::rate(1_431, 2017, 9, 0), None);
    let kept = DelayedDays {
        adult_population: ADULTS,
        population_year: 2017,
        months: vec![(2017, 8, 1_611), (2017, 9, 1_431)],
    };
    let rates: Vec<String> = kept.rates().map(|(_, month, rate)| format!("{month}: {rate:.2}")).collect();
    assert_eq!(rates, ["8: 9.51", "9: 8.73"]);
}

/// Better Care Fund metrics of January 2017: the reading is computed, the rating beside it was a judgement.
#[test]
fn a_reading_against_the_target_is_not_the_rating() {
    for (better, target, value, expected) in [
        (Better::Lower, 606.4, 630.2, TargetReading::Missed),
        (Better::Higher, 84.2, 88.0, TargetReading::Met),
        (Better::Lower, 214.66, 351.1, TargetReading::Missed),
        // Published as AMBER, although the target is met.
        (Better::Lower, 724.37, 714.78, TargetReading::Met),
        (Better::Higher, 62.2, 63.6, TargetReading::Met),
        (Better::Lower, 139.76, 118.05, TargetReading::Met),
        (Better::Lower, 1.0, 1.0, TargetReading::Met),
        (Better::Higher, 1.0, 1.0, TargetReading::Met),
    ] {
        let metric = Metric {
            name: String::new(),
            unit: String::new(),
            better,
            target: Some(target),
            target_by: None,
            values: Vec::new(),
            delayed_days: None,
            note: String::new(),
        };
        assert_eq!(metric.reading(value), Some(expected), "{value} against {target}");
        assert_eq!(Metric { target: None, ..metric }.reading(value), None);
    }
}

proptest! {
    #[test]
    fn ids_made_from_chance_are_ids(entropy: u32) {
        let id = RowId::from_entropy(entropy);
        prop_assert_eq!(RowId::new(id.as_str()), Ok(id.clone()));
        prop_assert_eq!(id.as_str().len(), 8);
    }

    #[test]
    fn any_status_text_is_kept_or_read(typed in "\\PC{0,40}") {
        if let Status::Unknown(kept) = Status::read(&typed) {
            prop_assert_eq!(kept, typed.trim());
        }
    }

    #[test]
    fn any_spread_is_read_without_loss_of_the_typed_words(typed in "\\PC{0,60}") {
        let spread = Spread::new(typed.clone());
        prop_assert_eq!(spread.typed(), typed.as_str());
        for organisation in spread.organisations() {
            prop_assert!(typed.contains(organisation.name));
        }
    }
}

#[test]
fn ids_differ_for_most_chances() {
    let ids: HashSet<String> =
        (0..1_000_u32).map(|at| RowId::from_entropy(at.wrapping_mul(2_654_435_761)).to_string()).collect();
    assert!(ids.len() > 990, "{} of 1,000", ids.len());
}

#[test]
fn ids_and_keys_have_a_fixed_form() {
    for good in ["llr-05", "a", "home-first", "lusab-42"] {
        assert!(RowId::new(good).is_ok(), "{good}");
    }
    for bad in ["", "-a", "a-", "a--b", "A", "a b", "ä", &"a".repeat(49)] {
        assert!(RowId::new(bad).is_err(), "{bad}");
    }
}

#[test]
fn a_quarter_carried_forward_is_the_next_with_nothing_reviewed() {
    let series = hicm::store::sample_series().unwrap();
    let last = series.last().unwrap();
    assert!(last.rows.iter().any(|row| row.reviewed));
    let next = last.carried_forward();
    assert_eq!(next.quarter, last.quarter.next());
    assert_eq!(next.as_at, next.quarter.last_day());
    assert_eq!(next.rows.len(), last.rows.len());
    assert!(next.rows.iter().all(|row| !row.reviewed));
    assert!(!next.sealed() && next.decisions.is_empty());
    assert_eq!(next.changes, last.changes, "levels, plans as they stood and texts go on");
    for (before, after) in last.rows.iter().zip(&next.rows) {
        assert_eq!(before.id, after.id);
        assert_eq!((&before.where_now, &before.status, &before.due), (&after.where_now, &after.status, &after.due));
    }
    assert_eq!(Quarter::new(2019, 4).unwrap().next(), Quarter::new(2020, 1).unwrap());
}

#[test]
fn each_field_says_in_one_sentence_what_it_is_for() {
    let purposes: HashSet<&str> = RowField::iter().map(RowField::purpose).collect();
    assert_eq!(purposes.len(), 12, "each its own");
    for purpose in purposes {
        let inner = purpose.strip_suffix('.').unwrap();
        assert!(!inner.contains(". ") && inner.starts_with(char::is_uppercase), "{purpose}");
        assert!((20..=150).contains(&purpose.chars().count()), "{purpose}");
    }
}
