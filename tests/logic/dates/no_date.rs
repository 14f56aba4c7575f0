//! What a "when by" may hold besides dates, and what only looks like one.

use super::{check, may_2017, read_at};

#[test]
fn phrases_without_a_date() {
    for (expected, texts) in [
        ("None", &["", "  \n", "\u{a0}"][..]),
        (
            "Undated",
            &["TBC", "tba", "tbd", "ASAP", "Date to be confirmed", "as soon as possible", "immediately", "t.b.c."],
        ),
        (
            "Ongoing",
            &[
                "ongoing",
                "On-going",
                "Continuous",
                "Rolling programme",
                "business as usual",
                "BAU",
                "Ongoing since June 2017",
            ],
        ),
        (
            "Depends",
            &[
                "Once phase 1 is embedded",
                "when funded",
                "After phase 2",
                "following go-live",
                "Subject to funding",
                "Roll out dependent on recruitment",
                "pending approval",
                "As soon as funding is agreed",
                "Immediately after phase 1",
            ],
        ),
        ("NotApplicable", &["NA", "N/A", "n/a", "n.a.", "not applicable", "N/A – see row 4"]),
    ] {
        for typed in texts {
            assert_eq!(read_at(typed, may_2017()), expected, "{typed:?}");
        }
    }
    // Where there is a date, the date counts.
    check(&[
        ("Once funded, by June 2018", "2018-06"),
        ("Ongoing until March 2018", "2018-03"),
        ("TBC June 2017", "2017-06"),
    ]);
}

#[test]
fn what_is_no_date_is_not_read_as_one() {
    for typed in [
        "-",
        "?",
        "none",
        "Established",
        "Complete",
        "10 LPT wards",
        "Phase 1",
        "24/7",
        "7 days a week",
        "50%",
        "1/3 of wards",
        "10/12 wards",
        "9am",
        "10:30",
        "10.30",
        "ward 17",
        "wards 10/11",
        "section 2.10.15",
        "192.168.1.1",
        "01/02/03/04",
        "£2018",
        "2018 patients",
        "2017-19",
        "2017/19",
        "staff may need training",
        "10 may need more",
        "wards may 17",
        "march 17 wards forward",
        "June Smith to lead",
        "winter pressures",
        "Plan for winter",
        "Easter",
        "after Easter",
        "Christmas",
        "Thursday",
        "quarterly",
        "Quarter of patients",
        "Q5",
        "Q5 2017/18",
        "once a week",
        "rolling out",
        "end of year 2",
        "second phase",
        "6 months",
        "in 6 weeks",
        "x",
    ] {
        assert_eq!(read_at(typed, may_2017()), "Unreadable", "{typed:?}");
    }
}

#[test]
fn a_date_that_cannot_be_settled_leaves_the_cell_unread() {
    for typed in [
        "31 June 2017",
        "31 June",
        "30/02/2018",
        "2017-13-01",
        "13/13/17",
        "June 31st 2017",
        "32 June 2017",
        "0 June 2017",
        "29 February 2017",
        "w/c 31 June 2017",
        "5 June 2300",
        "5 July 2017, 31 June 2017",
        "Q2 2019",
        "Q2 2019/21",
        "FY 2019",
        "end of year 2018",
        "Spring 2017/18",
        "next June",
        "by next summer",
    ] {
        assert_eq!(read_at(typed, may_2017()), "Unreadable", "{typed:?}");
    }
}
