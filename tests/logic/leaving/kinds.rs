//! Each kind of identifier: what is one, what is none, and that none is told whole.

use hicm::check::{IdentifierKind as Kind, identifiers, masked};

/// What was found in a text, with its words.
fn found(text: &str) -> Vec<(Kind, &str)> {
    identifiers(text).into_iter().map(|it| (it.kind, text.get(it.range).unwrap())).collect()
}

/// Each text holds just that.
fn each(kind: Kind, texts: &[(&str, &str)]) {
    for (text, words) in texts {
        assert_eq!(found(text), [(kind, *words)], "{text}");
        let told = masked(text);
        assert!(!told.contains(words) && told.contains('•'), "{told}");
    }
}

fn none(texts: &[&str]) {
    for text in texts {
        assert_eq!(found(text), [], "{text}");
        assert_eq!(masked(text), *text);
    }
}

#[test]
fn nhs_numbers() {
    each(
        Kind::NhsNumber,
        &[
            ("Call about 943 476 5919 today", "943 476 5919"),
            ("943.476.5919", "943.476.5919"),
            ("943 - 476 - 5919", "943 - 476 - 5919"),
            ("NHS number is 9434765919", "9434765919"),
            ("NHS9434765919", "9434765919"),
            ("Seen, 9434765919 (NHS number)", "9434765919"),
            ("The patient who came in on Monday, 9434765919", "9434765919"),
        ],
    );
    none(&[
        "+44 943 476 5919",
        "£943 476 5919",
        "NHS contract order 9434765919",
        "Patient helpline 9434765919",
        "9434765919",
        "NHS no 9434765918",
    ]);
    let two = found("943 476 5919 and NHS no 9434765919");
    assert_eq!(two.len(), 2);
}

#[test]
fn dates_of_birth() {
    each(
        Kind::BirthDate,
        &[
            ("DOB 12/03/1947", "12/03/1947"),
            ("dob: 12.3.47, from Oadby", "12.3.47"),
            ("D.O.B. 12-03-1947", "12-03-1947"),
            ("Date of birth: 1947-03-12", "1947-03-12"),
            ("born on 12 March 1947 in Leicester", "12 March 1947"),
            ("born 12th of Mar 47", "12th of Mar 47"),
            ("12/03/1947 (date of birth)", "12/03/1947"),
            ("DOB March 12, 1947", "March 12, 1947"),
            ("DOB 12031947", "12031947"),
            ("A lady aged 82 (12/03/1947)", "12/03/1947"),
            ("82 year old, 12/03/1947", "12/03/1947"),
            ("82yo 12/03/47", "12/03/47"),
            ("82 y/o, 12/03/1947", "12/03/1947"),
        ],
    );
    none(&[
        "Review by 12/03/2019",
        "Aged 65 and over by 31/03/2018",
        "Live on 12 March 2018",
        "12031947",
        "DOB not known",
        "Those born in Leicester, reviewed since May",
        "31/13/1947 dob",
        "Aged care review 12/03/2019",
    ]);
}

#[test]
fn hospital_numbers() {
    each(
        Kind::HospitalNumber,
        &[
            ("Hospital no 123456", "123456"),
            ("hospital number: S1234567", "S1234567"),
            ("MRN 00123456", "00123456"),
            ("MRN no. 123456", "123456"),
            ("unit no. 12 34 56", "12 34 56"),
            ("Unit number is RWE123456", "RWE123456"),
            ("S-number 1234567", "1234567"),
            ("moved S1234567 to Coalville", "S1234567"),
            ("patient ID 7654321", "7654321"),
        ],
    );
    none(&[
        "unit no 12",
        "Order S1234567",
        "purchase order no A1234567",
        "https://example.org/S1234567",
        "report_S1234567.pdf",
        "Ref A1234567",
        "AB123",
        "Q1 2019/20, 3 wards, 12345 bed days",
        "hospital numbers 2018 and 2019",
    ]);
}

#[test]
fn postcodes_of_homes() {
    each(
        Kind::Postcode,
        &[
            ("Home to 12 Groby Road, LE3 9QP", "LE3 9QP"),
            ("discharged from hospital to 12a Old Station Road LE39QP", "LE39QP"),
            ("Flat 3, Abbey House, LE3 9QP", "LE3 9QP"),
            ("Mrs Ashby, LE3 9QP", "LE3 9QP"),
            ("lives at LE3 9QP", "LE3 9QP"),
            ("LE3 9QP (Mr Ashby)", "LE3 9QP"),
            ("Doris Ashby, LE3 9QP", "LE3 9QP"),
            ("home address le3 9qp", "le3 9qp"),
            ("dob not known, of LE3 9QP", "LE3 9QP"),
        ],
    );
    none(&[
        "LE3 9QP",
        "Glenfield Hospital, Groby Road, Leicester LE3 9QP",
        "Leicester Royal Infirmary, Infirmary Square, Leicester LE1 5WW",
        "County Hall, Leicester Road, LE3 8RA",
        "Melton Mowbray LE13 1AA",
        "Site address: Coalville Hospital LE67 4DE",
        "Q4 2PM",
    ]);
}

#[test]
fn somebody_on_a_ward() {
    each(
        Kind::OnWard,
        &[
            ("Mr J.S. on ward 12", "J.S"),
            ("JS, ward 7", "JS"),
            ("JS on ward 7", "JS"),
            ("Ward 7: JS", "JS"),
            ("ward 12 (Mrs Ashby)", "Ashby"),
            ("Mrs Ann Ashby, ward 12", "Ann Ashby"),
            ("J.S. waits on ward 3", "J.S"),
        ],
    );
    none(&[
        "OT on ward 7",
        "GP, ward 7",
        "UHL ward 12",
        "Mr Ashby chairs the group",
        "MDT on ward 12, daily",
        "ward rounds: Dr Singh",
        "JS leads",
        "Ward 7 and ward 8",
    ]);
}

#[test]
fn contacts_of_persons_and_not_of_bodies() {
    each(
        Kind::Mailbox,
        &[
            ("write to jane.ashby@nhs.net.", "jane.ashby@nhs.net"),
            ("jashby@leics.gov.uk", "jashby@leics.gov.uk"),
            ("<doris47@example.com>", "doris47@example.com"),
        ],
    );
    each(
        Kind::Phone,
        &[
            ("her daughter on 0116 258 9434", "0116 258 9434"),
            ("mobile 07700 900123", "07700 900123"),
            ("07700900123", "07700900123"),
            ("+44 7700 900123", "44 7700 900123"),
            ("+44 (0)7700 900123", "44 (0)7700 900123"),
            ("Mrs Ashby, 0116 258 9434", "0116 258 9434"),
        ],
    );
    none(&[
        "enquiries@uhl-tr.nhs.uk",
        "discharge.hub@nhs.net",
        "info@leics.gov.uk",
        "switchboard 0116 258 9434",
        "0116 258 9434",
        "duty team 07700 900123",
        "0300 311 2233 for patients",
        "@everyone",
        "a@b",
    ]);
}

/// A megabyte of whatever is looked around most is gone through once: twice as much takes about twice as many steps, and a
/// test that were quadratic in it would not end.
#[test]
fn a_text_as_long_as_a_file_may_hold_is_gone_through() {
    for part in ["943 476 5918 ", "@", "a@", "ward 7 ", "born 1/1/", "0 0 0 ", "NHS no ", "LE3 9QP ", "J.S.", "aged 8 "]
    {
        let text = part.repeat(hicm::format::STRING_LIMIT / part.len());
        let found = identifiers(&text);
        assert!(found.windows(2).all(|two| two[0].range.end <= two[1].range.start), "{part}");
    }
    let end = format!("{}943 476 5919", "word 12 ".repeat(100_000));
    assert_eq!(found(&end), [(Kind::NhsNumber, "943 476 5919")]);
}
