//! Abbreviations are found as words of their own and explained as they are meant at the place.

use crate::made::{assessment, eight, quarter};
use hicm::app::{Edit, Origin, Session, Surroundings};
use hicm::format::{self, FormatError};
use hicm::model::{Certainty, Glossary, GlossaryEntry, KnownTerms};
use hicm::store::{self, Series};
use proptest::prelude::*;
use std::collections::{BTreeSet, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

const LLR: &str = "Leicester, Leicestershire and Rutland";
const ELSEWHERE: &str = "Wexcombe and Arden Vale";

fn known() -> &'static KnownTerms {
    store::known_terms().unwrap()
}

fn glossary(place: &str, own: &[(&str, &str)]) -> Glossary {
    let own: Vec<_> = own
        .iter()
        .map(|(short, meaning)| GlossaryEntry { short: (*short).into(), meaning: (*meaning).into() })
        .collect();
    Glossary::new(known(), place, &own)
}

/// What is found: as it stands in the text.
fn found<'a>(glossary: &Glossary, text: &'a str) -> Vec<&'a str> {
    glossary.terms(text).into_iter().map(|term| text.get(term.range).unwrap()).collect()
}

/// The line of the only term in a text.
fn line(glossary: &Glossary, text: &str) -> String {
    let terms = glossary.terms(text);
    assert_eq!(terms.len(), 1, "{text}: {terms:?}");
    terms[0].entry.line().to_owned()
}

#[test]
fn whole_words_in_their_own_case_the_longest_first() {
    let own = [("Bed board", "Live screen"), ("Huddle", "Meeting"), ("Step-down flat", "Flat with support")];
    let glossary = glossary(LLR, &own);
    let cases: &[(&str, &[&str])] = &[
        ("", &[]),
        ("UHL", &["UHL"]),
        ("UHL, LPT and (ICS).", &["UHL", "LPT", "ICS"]),
        ("UHLX, xUHL, UHL2, uhl, Uhl", &[]),
        ("UHL’s wards; UHL's wards", &["UHL", "UHL"]),
        ("LLR/ICS non-ICS", &["LLR", "ICS", "ICS"]),
        ("PHBs, PCCs and GPs; PHBS", &["PHBs", "PCCs", "GPs"]),
        ("A&E, A & E and A&Es; A E; B&E; A&", &["A&E", "A & E", "A&Es"]),
        ("UHL&LPT", &["UHL", "LPT"]),
        ("D2A and d2a", &["D2A"]),
        ("BCF / iBCF, IBCF; Ibcf", &["BCF", "iBCF", "IBCF"]),
        ("0.5 wte, 1 WTE, Wte", &["wte", "WTE"]),
        ("City CC pays, the CC does not", &["City CC", "CC"]),
        ("the DSP Toolkit, the dsp toolkit, DSP alone", &["DSP Toolkit", "dsp toolkit"]),
        ("the bed board. A BED BOARD! bed-board, bed,board", &["bed board", "BED BOARD", "bed-board"]),
        ("a huddle, two Huddles", &["huddle", "Huddles"]),
        ("step-down flats, step down flat", &["step-down flats", "step down flat"]),
        ("pathways 1/2/3, pathway 2, pathway 20", &["pathways 1/2/3", "pathway 2"]),
        ("Dragons' den, the dragons’ den", &["Dragons' den", "dragons’ den"]),
        ("on systmone", &["systmone"]),
        ("to red to green", &["red to green"]),
        ("It was made safer by its reach", &[]),
        ("IT MADE US SAFER", &[]),
        ("UHL IT MADE SAFER LPT", &["UHL", "LPT"]),
        ("MADE, SAFER", &["MADE", "SAFER"]),
        ("UHL, LPT, EMAS, LRI, PCH", &["UHL", "LPT", "EMAS", "LRI", "PCH"]),
        ("ÉUHL éUHL ÜHL", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(found(&glossary, text), *expected, "{text}");
    }
}

#[test]
fn what_depends_on_the_place_depends_on_it() {
    let (llr, elsewhere) = (glossary(LLR, &[]), glossary(ELSEWHERE, &[]));
    assert_eq!(line(&llr, "ICS"), "ICS: Intensive Community Support here; elsewhere usually Integrated Care System");
    assert_eq!(line(&elsewhere, "ICS"), "ICS: Integrated Care System");
    assert_eq!(
        line(&elsewhere, "LCC"),
        "LCC: meaning not certain; a county or city council whose name begins with L, which depends on the place"
    );
    assert!(
        line(&llr, "LCC").contains("Leicestershire County Council")
            && line(&llr, "LCC").contains("Leicester City Council")
    );
    assert_eq!(line(&glossary("Leicestershire", &[]), "LCC"), "LCC: Leicestershire County Council");
    assert_eq!(line(&glossary("Leicester", &[]), "LCC"), "LCC: Leicester City Council");
    assert_eq!(line(&llr, "City CC"), "City CC: Leicester City Council");
    assert!(line(&llr, "CC").starts_with("CC: City Council"));
    assert!(line(&elsewhere, "CC").starts_with("CC: meaning not certain"));
    assert_eq!(
        line(&llr, "HCA"),
        "HCA: meaning not certain; probably homecare assistant here; elsewhere usually healthcare assistant"
    );
    assert_eq!(line(&elsewhere, "HCA"), "HCA: healthcare assistant");
    // Names of one place are none elsewhere: PCC and POA are other things there.
    assert_eq!(found(&elsewhere, "UHL, PCC, POA, HART, REACH, PI, City CC"), ["CC"]);
    for name in ["leicester, leicestershire  and rutland", " LLR "] {
        assert_eq!(line(&glossary(name, &[]), "PCH"), "PCH: Peterborough City Hospital", "{name}");
    }
}

#[test]
fn what_is_not_certain_says_so_and_is_not_expanded() {
    let llr = glossary(LLR, &[]);
    for short in ["HCA", "PI", "REACH"] {
        let terms = llr.terms(short);
        let [term] = terms.as_slice() else { panic!("{short}: {terms:?}") };
        assert_eq!((term.entry.meaning(), term.entry.certainty()), ("", Certainty::Uncertain));
        assert!(term.entry.line().starts_with(&format!("{short}: meaning not certain; ")), "{}", term.entry.line());
    }
    for entry in llr.entries() {
        let doubt = entry.line().contains("meaning not certain");
        assert_eq!(doubt, entry.certainty() == Certainty::Uncertain, "{}", entry.line());
        assert!(!entry.meaning().is_empty() || doubt, "{}", entry.line());
    }
}

#[test]
fn the_places_own_entries_win() {
    let own = [
        ("ICS", "Intensive Community Support (LPT)"),
        ("IDT", "Our own team"),
        ("H&SC / HSC", "Health and Social Care"),
        ("24/7", "All hours"),
        ("", "Nothing"),
        ("GP", " "),
    ];
    let glossary = glossary(LLR, &own);
    assert_eq!(
        line(&glossary, "ICS"),
        "ICS: Intensive Community Support (LPT) · of this place; elsewhere usually Integrated Care System"
    );
    assert_eq!(line(&glossary, "the IDT"), "IDT: Our own team · of this place");
    assert_eq!(line(&glossary, "H&SC"), "H&SC / HSC: Health and Social Care · of this place");
    assert_eq!(found(&glossary, "HSC 24/7, a 7"), ["HSC", "24/7"]);
    assert_eq!(line(&glossary, "GP"), "GP: general practitioner", "an empty one is no answer");
    assert!(glossary.terms("IDT")[0].entry.own() && !glossary.terms("UHL")[0].entry.own());
}

/// Every abbreviation in the table of the sources, whatever else there is.
#[test]
fn the_glossary_that_comes_with_the_program_is_whole_and_sound() {
    let all = "A&E ED ACG ADASS AEDB AMH ANP ASC BCF iBCF IBCF BCT BRAG RAG CAMHS CC CCG CDU CHC CHSG CMG COPD DVT TIA UTI CPD \
        CQC CQUIN CSU D2A DFG DSPT DST DTOC DTC DWG EDD PDD EHCH EMAS EMCARE EOL EPR ESM GP OT LD MH IT KPI LOS wte HART HCA \
        HET HICM HTLAH HTM HWB HWBB IAG ICRS ICS IDT ILT IPOA POA JHOSC LA LCC LGA LLR LPT LRI LTC MADE MDT MHSOP MSCP MTFS \
        NHSE NWB PCC PCH PCN PHB PI REACH RMH SAFER SDIP STP TLAP UHL UPB";
    let llr = glossary(LLR, &[]);
    for short in all.split_whitespace() {
        assert_eq!(found(&llr, short), [short]);
    }
    assert_eq!(found(&llr, "DSP Toolkit"), ["DSP Toolkit"]);

    let places = known().places.iter().map(|at| &at.terms);
    for terms in std::iter::once(&known().everywhere).chain(places) {
        let mut shorts = HashSet::new();
        for term in terms {
            for short in &term.shorts {
                assert!(shorts.insert(short), "“{short}” stands twice");
            }
            let texts = [&term.meaning, &term.note];
            assert!(texts.iter().all(|text| text.trim() == text.as_str() && !text.ends_with('.')), "{term:?}");
        }
    }
    for at in &known().places {
        for name in &at.names {
            let of_place = Glossary::new(known(), name, &[]);
            let lines: BTreeSet<&str> = of_place.entries().map(hicm::model::Entry::line).collect();
            assert!(lines.len() > known().everywhere.len(), "{name} has no terms of its own");
        }
    }
}

#[test]
fn every_own_entry_of_a_bundled_assessment_is_found_by_itself() {
    for assessment in store::llr_series().unwrap().into_iter().chain(store::sample_series().unwrap()) {
        let glossary = Glossary::new(known(), &assessment.place, &assessment.glossary);
        for own in &assessment.glossary {
            let line = line(&glossary, &own.short);
            assert!(line.starts_with(&format!("{}: {} · of this place", own.short, own.meaning)), "{line}");
        }
    }
}

#[test]
fn a_glossary_file_is_read_strictly() {
    let good = r#"(format: 1, everywhere: [(short: ["AB"], meaning: "a b", certainty: Confident)])"#;
    assert_eq!(format::parse_glossary(good).unwrap().everywhere.len(), 1);
    let bad = [
        ("(everywhere: [])", "format: 1"),
        ("(format: 2, everywhere: [])", "format 2"),
        ("(format: 1, everywheer: [])", "everywhere"),
        (r#"(format: 1, everywhere: [(short: [], meaning: "a", certainty: Confident)])"#, "without the letters"),
        (r#"(format: 1, everywhere: [(short: ["&"], meaning: "a", certainty: Confident)])"#, "without the letters"),
        (r#"(format: 1, everywhere: [(short: ["AB"], certainty: Confirmed)])"#, "not marked as uncertain"),
        (r#"(format: 1, everywhere: [(short: ["AB"], meaning: "a", certainty: Confidnt)])"#, "Confident"),
    ];
    for (text, expected) in bad {
        let error: FormatError = format::parse_glossary(text).unwrap_err();
        assert!(error.to_string().contains(expected), "{text}: {error}");
    }
}

#[test]
fn a_session_keeps_its_glossary_with_the_place() {
    let series =
        Arc::new(Series { folder: PathBuf::new(), entries: Vec::new(), faults: Vec::new(), copies: Vec::new() });
    let around = Surroundings { framework: Arc::new(eight()), series, previous: None };
    let document = assessment(&eight(), quarter(2019, 1), &[]);
    let (quarter, as_at) = (document.quarter, document.as_at);
    let mut session = Session::untitled(document, around, Origin::New, None);
    let at_first = Arc::clone(session.glossary());
    assert_eq!(line(session.glossary(), "ICS"), "ICS: Integrated Care System");
    session.edit(&Edit::SetDetails { place: "Anywhere".into(), quarter, as_at, prepared_by: "Me".into() }).unwrap();
    assert!(Arc::ptr_eq(&at_first, session.glossary()), "not built anew for an edit of something else");
    session.edit(&Edit::SetDetails { place: LLR.into(), quarter, as_at, prepared_by: "Me".into() }).unwrap();
    assert!(line(session.glossary(), "ICS").contains("Intensive Community Support"));
    assert!(session.undo());
    assert_eq!(line(session.glossary(), "ICS"), "ICS: Integrated Care System");
    assert!(session.redo());
    assert!(line(session.glossary(), "ICS").contains("Intensive Community Support"));
}

fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => prop::sample::select(vec![
            "UHL", "LPT", "ICS", "A&E", "A & E", "D2A", "City CC", "red to green", "PHBs", "iBCF", "’s", "'", "&", "/", "-",
            " ", " ", " ", ", ", "\n", "s", "é", "ß", "İ", "🏥", "e\u{301}", "bed", "Bed board",
        ]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[A-Za-z0-9 ]{0,6}",
    ];
    prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn terms_are_whole_words_in_order(text in any_text()) {
        let glossary = glossary(LLR, &[("Bed board", "Live screen")]);
        let mut end = 0;
        for term in glossary.terms(&text) {
            prop_assert!(term.range.start >= end && term.range.end > term.range.start);
            end = term.range.end;
            let (before, after) = (text.get(..term.range.start), text.get(term.range.end..));
            prop_assert!(before.is_some() && after.is_some(), "in the middle of a letter");
            prop_assert!(!before.unwrap().ends_with(char::is_alphanumeric));
            prop_assert!(!after.unwrap().starts_with(char::is_alphanumeric));
        }
    }

    #[test]
    fn a_word_of_its_own_is_found_whatever_stands_round_it(before in any_text(), after in any_text()) {
        let glossary = glossary(LLR, &[("Bed board", "Live screen")]);
        let text = format!("{before}. ICRS, {after}");
        let at = before.len() + 2;
        prop_assert!(glossary.terms(&text).iter().any(|term| term.range == (at..at + 4)), "{text}");
    }
}
