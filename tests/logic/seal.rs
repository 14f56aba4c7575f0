//! Sealing: what a seal covers, what verifying a folder finds, and what opening one again leaves on record.

use crate::cli::{Bench, narrow, real};
use crate::generate::assessment;
use hicm::app::{App, Command, Dialog, Edit, PathFor, Request, SealBefore, Settings};
use hicm::compare::{Comparison, Movement, PairBy};
use hicm::format::{self, Broken, ReopenRefused, SealRefused, Signing};
use hicm::model::{Assessment, Level, Quarter, State};
use hicm::report::{Audience, Report, Subject};
use hicm::store::{self, Chain, FaultKind, Frameworks, Replace, RestsOn, Standing};
use proptest::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn signing(previous: Option<String>) -> Signing {
    let on = "2025-07-18".parse().unwrap();
    Signing { by: "A. Chair".to_owned(), role: "Chair".to_owned(), on, note: "Agreed.".to_owned(), previous }
}

/// The quarters of the example, all drafts, of 2024/25 from the second on.
fn drafts() -> Vec<Assessment> {
    let mut all = store::sample_series().unwrap();
    for quarter in &mut all {
        quarter.state = State::Draft;
        quarter.reopenings.clear();
    }
    all
}

/// The quarters sealed one after another.
fn sealed() -> Vec<Assessment> {
    let mut all = drafts();
    let mut previous = None;
    for quarter in &mut all {
        format::seal(quarter, signing(previous)).unwrap();
        previous = format::seal_link(quarter);
    }
    all
}

fn chain(all: &[Assessment]) -> Chain {
    let files = all.iter().map(|it| Standing::of(Path::new(&format!("{}.ron", it.quarter.file_stem())), it));
    Chain::of(files.collect())
}

/// The faults, each as `2024-25-q3 missing`.
fn faults(all: &[Assessment]) -> Vec<String> {
    told(&chain(all))
}

fn told(chain: &Chain) -> Vec<String> {
    let words = |it: &store::ChainFault| format!("{} {}", it.path.file_stem().unwrap().display(), it.kind.key());
    chain.faults().iter().map(words).collect()
}

#[test]
fn a_chain_as_it_was_sealed_has_no_fault() {
    let all = sealed();
    assert_eq!(faults(&all), [""; 0]);
    let chain = chain(&all);
    assert_eq!(chain.rests_on(&chain.files[0]), None);
    assert_eq!(chain.rests_on(&chain.files[2]), Some(RestsOn::Seal(all[1].quarter)));
    for quarter in &all {
        let text = format::write(quarter).unwrap();
        let read = format::parse(&text).unwrap().assessment;
        assert_eq!((&read, format::seal_broken(&read)), (quarter, None));
        assert_eq!(format::write(&read).unwrap(), text);
    }
}

#[test]
fn whatever_is_altered_in_a_seal_is_told() {
    type Alter = fn(&mut Assessment);
    fn seal(it: &mut Assessment) -> &mut hicm::model::Seal {
        match &mut it.state {
            State::Sealed(seal) => seal,
            State::Draft => panic!("a draft"),
        }
    }
    let cases: [(Alter, Broken); 8] = [
        (|it| it.rows.clear(), Broken::Content),
        (|it| it.changes[0].now = Some(Level::Exemplary), Broken::Content),
        (|it| it.place.push('x'), Broken::Content),
        (|it| seal(it).by = "B. Chair".to_owned(), Broken::Record),
        (|it| seal(it).role.clear(), Broken::Record),
        (|it| seal(it).note.push_str(" By all."), Broken::Record),
        (|it| seal(it).on = seal(it).on.succ_opt().unwrap(), Broken::Record),
        (|it| seal(it).previous = None, Broken::Record),
    ];
    for (at, (alter, broken)) in cases.into_iter().enumerate() {
        let mut all = sealed();
        alter(&mut all[2]);
        assert_eq!(format::seal_broken(&all[2]), Some(broken), "case {at}");
        let found = faults(&all);
        assert!(found.contains(&"2024-25-q4 altered".to_owned()), "case {at}: {found:?}");
    }
    // Sealed anew so that it holds by itself, it is not what the next quarter rests on.
    let mut all = sealed();
    all[2].state = State::Draft;
    all[2].notes.push("Put in afterwards.".to_owned());
    let previous = format::seal_link(&all[1]);
    format::seal(&mut all[2], signing(previous)).unwrap();
    assert_eq!(faults(&all), ["2025-26-q1 missing"]);
}

#[test]
fn a_file_that_was_taken_away_is_missed_by_the_next() {
    let mut all = sealed();
    all.remove(1);
    assert_eq!(faults(&all), ["2024-25-q4 missing"]);
    let mut all = sealed();
    all.remove(0);
    assert_eq!(faults(&all), ["2024-25-q3 missing"]);
    // That the last is gone cannot be seen.
    let mut all = sealed();
    all.pop();
    assert_eq!(faults(&all), [""; 0]);
}

#[test]
fn a_chain_that_runs_against_the_quarters_is_told() {
    // Two quarters change places.
    let mut all = sealed();
    let (one, other) = (all[1].quarter, all[2].quarter);
    all[1].quarter = other;
    all[2].quarter = one;
    let found = faults(&all);
    for fault in ["2024-25-q3 altered", "2024-25-q3 reordered", "2024-25-q4 altered"] {
        assert!(found.contains(&fault.to_owned()), "{found:?}");
    }
    // A quarter that was sealed after the one that follows it: each seal holds, but the later passes over it.
    let mut all = drafts();
    format::seal(&mut all[0], signing(None)).unwrap();
    let first = format::seal_link(&all[0]);
    format::seal(&mut all[2], signing(first.clone())).unwrap();
    assert_eq!(faults(&all), ["2024-25-q3 unsealed_between"]);
    format::seal(&mut all[1], signing(first)).unwrap();
    assert_eq!(faults(&all), ["2024-25-q4 reordered"]);
    let kind = chain(&all).faults().pop().unwrap().kind;
    assert_eq!(kind, FaultKind::Reordered { on: Some(all[0].quarter), passes: Some(all[1].quarter) });
    // One that rests on what comes after it.
    let mut all = drafts();
    format::seal(&mut all[1], signing(None)).unwrap();
    let later = format::seal_link(&all[1]);
    format::seal(&mut all[0], signing(later)).unwrap();
    assert_eq!(faults(&all), ["2024-25-q2 reordered", "2024-25-q3 reordered"]);
}

#[test]
fn a_reopened_quarter_leaves_its_seal_on_record_for_those_that_rest_on_it() {
    let mut all = sealed();
    let (digest, link) = (format::content_digest(&all[1]), format::seal_link(&all[1]));
    let on = "2025-08-01".parse().unwrap();
    assert_eq!(format::reopen(&mut all[1], " ", on, "why"), Err(ReopenRefused::NoName));
    assert_eq!(format::reopen(&mut all[1], "Lead", on, "\n"), Err(ReopenRefused::NoReason));
    format::reopen(&mut all[1], "Lead", on, " A level was wrong. ").unwrap();
    assert_eq!(format::reopen(&mut all[1], "Lead", on, "again"), Err(ReopenRefused::NotSealed));
    let kept = &all[1].reopenings[0];
    assert_eq!((kept.by.as_str(), kept.on, kept.reason.as_str()), ("Lead", on, "A level was wrong."));
    assert_eq!((kept.digest.as_ref(), kept.chain.as_ref()), (Some(&digest), link.as_ref()));
    assert_eq!(faults(&all), ["2024-25-q3 unsealed_between"]);

    all[1].changes[0].now = Some(Level::Exemplary);
    let first = format::seal_link(&all[0]);
    format::seal(&mut all[1], signing(first)).unwrap();
    assert_eq!(faults(&all), [""; 0]);
    let known = chain(&all);
    assert_eq!(known.rests_on(&known.files[2]), Some(RestsOn::Reopened(all[1].quarter)));

    // The record is covered by the new seal, and without it the next quarter misses what it rests on.
    all[1].reopenings[0].reason = "A slip of the pen.".to_owned();
    assert_eq!(faults(&all), ["2024-25-q3 altered"]);
    all[1].reopenings.clear();
    assert_eq!(faults(&all), ["2024-25-q3 altered", "2024-25-q4 missing"]);
    // The first of all is below the others, although it stands between none.
    let mut all = sealed();
    format::reopen(&mut all[0], "Lead", on, "why").unwrap();
    assert_eq!(faults(&all), ["2024-25-q2 unsealed_between"]);
}

#[test]
fn two_places_and_two_files_of_a_quarter_are_told_apart() {
    let all = sealed();
    let mut others = drafts();
    let mut previous = None;
    for quarter in &mut others {
        "Elsewhere".clone_into(&mut quarter.place);
        quarter.notes.clear();
        format::seal(quarter, signing(previous)).unwrap();
        previous = format::seal_link(quarter);
    }
    let file = |name: &str, it: &Assessment| Standing::of(Path::new(name), it);
    let both = || -> Vec<Standing> {
        let here = all.iter().map(|it| file(&format!("{}.ron", it.quarter.file_stem()), it));
        here.chain(others.iter().map(|it| file(&format!("e-{}.ron", it.quarter.file_stem()), it))).collect()
    };
    assert_eq!(told(&Chain::of(both())), [""; 0]);
    let chain = Chain::of(both());
    let before = chain.seal_before("Elsewhere", all[3].quarter).unwrap().unwrap();
    assert_eq!(before.path, PathBuf::from("e-2024-25-q4.ron"));
    assert_eq!(chain.seal_before("Nowhere", all[3].quarter), Ok(None));

    // A copy is no fault, and neither is a draft beside the sealed file.
    let mut files = both();
    files.push(file("copy.ron", &all[1]));
    files.push(file("draft.ron", &drafts()[1]));
    assert_eq!(told(&Chain::of(files)), [""; 0]);
    // Another sealed file of the quarter is one, and nothing can be sealed on the two.
    let mut twin = drafts().swap_remove(1);
    twin.notes.push("Another state.".to_owned());
    format::seal(&mut twin, signing(format::seal_link(&all[0]))).unwrap();
    let mut files = both();
    files.push(file("twin.ron", &twin));
    let chain = Chain::of(files);
    assert_eq!(told(&chain), ["twin twice"]);
    let refused = chain.seal_before(&all[1].place, all[2].quarter).unwrap_err();
    assert_eq!(refused.paths, [PathBuf::from("2024-25-q3.ron"), PathBuf::from("twin.ron")]);
}

#[test]
fn seals_of_older_files_are_verified_by_their_content() {
    let mut all = drafts();
    for quarter in &mut all[..2] {
        format::seal(quarter, signing(None)).unwrap();
        let State::Sealed(seal) = &mut quarter.state else { panic!("a draft") };
        seal.chain = None;
        assert!(!format::write(quarter).unwrap().contains("chain"));
    }
    assert_eq!(faults(&all), [""; 0]);
    let link = format::seal_link(&all[1]);
    format::seal(&mut all[2], signing(link)).unwrap();
    assert_eq!(faults(&all), [""; 0]);
    // From then on what stands in the seal is covered too.
    let State::Sealed(seal) = &mut all[1].state else { panic!("a draft") };
    seal.note.clear();
    assert_eq!(faults(&all), ["2024-25-q4 missing"]);
}

#[test]
fn what_cannot_be_signed_is_refused() {
    let draft = drafts().swap_remove(3);
    let refused = |change: fn(&mut Assessment, &mut Signing)| {
        let (mut it, mut signing) = (draft.clone(), signing(None));
        change(&mut it, &mut signing);
        let before = it.clone();
        let refused = format::seal(&mut it, signing).unwrap_err();
        assert_eq!(it, before);
        refused
    };
    assert_eq!(refused(|_, signing| signing.by = "\t ".to_owned()), SealRefused::NoName);
    assert_eq!(refused(|it, _| it.place.clear()), SealRefused::NoPlace);
    assert_eq!(refused(|it, _| it.changes.iter_mut().for_each(|change| change.now = None)), SealRefused::NoLevel);
    assert_eq!(refused(|it, _| format::seal(it, signing(None)).unwrap()), SealRefused::Sealed);
}

proptest! {
    /// Whatever is sealed holds once it was written and read, and its content is the same as before.
    #[test]
    fn a_seal_holds_through_the_file(a in assessment(), by in "\\PC{1,12}", note in crate::generate::text()) {
        let mut a = Assessment { state: State::Draft, undecided: Vec::new(), ..a };
        let digest = format::content_digest(&a);
        let on = a.as_at;
        if format::seal(&mut a, Signing { by, role: String::new(), on, note, previous: Some(digest.clone()) }).is_err() {
            prop_assert_eq!(&a.state, &State::Draft);
        } else {
            prop_assert_eq!(format::content_digest(&a), digest);
            let read = format::parse(&format::write(&a).unwrap()).unwrap().assessment;
            prop_assert_eq!(format::seal_broken(&read), None);
            prop_assert_eq!(format::seal_link(&read), format::seal_link(&a));
        }
    }
}

// --- the command line ---

/// A folder with the example, nothing of it sealed.
fn bench() -> Bench {
    let bench = Bench::new();
    for draft in drafts() {
        bench.write(&format!("v/{}.ron", draft.quarter.file_stem()), &format::write(&draft).unwrap());
    }
    bench
}

const QUARTERS: [&str; 4] = ["v/2024-25-q2.ron", "v/2024-25-q3.ron", "v/2024-25-q4.ron", "v/2025-26-q1.ron"];

fn seal_all(bench: &Bench) {
    for file in QUARTERS {
        let ran = bench.run(&["seal", file, "--by", "A. Chair", "--role", "Chair", "--note", "Agreed."]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{file}");
        narrow(&ran.out);
    }
}

fn kinds(ran: &crate::cli::Ran) -> Vec<(String, String)> {
    let json = ran.json();
    let text = |it: &serde_json::Value| it.as_str().unwrap().to_owned();
    let name = |it: &serde_json::Value| Path::new(&text(it)).file_stem().unwrap().display().to_string();
    json["faults"].as_array().unwrap().iter().map(|it| (name(&it["file"]), text(&it["kind"]))).collect()
}

#[test]
fn the_bundled_series_verifies() {
    let bench = Bench::new();
    let ran = bench.run(&["verify", &real("example"), "--json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let json = ran.json();
    assert_eq!((&json["ok"], json["faults"].as_array().unwrap().len()), (&true.into(), 0));
    let sealed = json["sealed"].as_array().unwrap();
    assert_eq!(sealed.len(), 4);
    assert!(sealed[0]["previous"].is_null());
    for (one, next) in sealed.iter().zip(&sealed[1..]) {
        assert_eq!(one["chain"], next["previous"]);
    }
    let ran = bench.run(&["verify", &real("example")]);
    narrow(&ran.out);
    assert!(ran.out.contains("Four sealed quarters: everything is as it was sealed."), "{}", ran.out);
    let ran = bench.run(&["verify", &real("llr")]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "Nothing is sealed here.\n"));
}

#[test]
fn quarters_are_sealed_reopened_and_verified() {
    let bench = bench();
    seal_all(&bench);
    let verified = bench.run(&["verify", "v", "--json"]);
    assert_eq!((verified.code, kinds(&verified)), (0, Vec::new()));

    let ran = bench.run(&["seal", QUARTERS[0], "--by", "B"]);
    ran.refused("This quarter is sealed already.", Path::new(QUARTERS[0]));
    bench.run(&["reopen", "v/none.ron", "--by", "B", "--reason", "x"]).refused("no such file", Path::new("v/none.ron"));
    bench.run(&["seal", "v", "--by", "B"]).refused("One quarter is signed at a time.", Path::new("v"));

    let ran = bench.run(&["reopen", QUARTERS[1], "--by", "Lead", "--reason", "A level was wrong."]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    narrow(&ran.out);
    bench
        .run(&["reopen", QUARTERS[1], "--by", "Lead", "--reason", "x"])
        .refused("is not sealed", Path::new(QUARTERS[1]));
    let verified = bench.run(&["verify", "v", "--json"]);
    assert_eq!(verified.code, 1);
    assert_eq!(kinds(&verified), [("2024-25-q3".to_owned(), "unsealed_between".to_owned())]);
    // Of another file alone nothing is wrong.
    assert_eq!(bench.run(&["verify", QUARTERS[3]]).code, 0);

    let ran = bench.run(&["seal", QUARTERS[1], "--by", "A. Chair", "--json"]);
    let json = ran.json();
    assert_eq!((ran.code, json["quarter"].as_str(), json["by"].as_str()), (0, Some("Q3 2024/25"), Some("A. Chair")));
    assert!(json["cautions"][0].as_str().unwrap().starts_with("Q4 2024/25 was sealed before this one"), "{json}");
    let verified = bench.run(&["verify", "v", "--json"]);
    assert_eq!((verified.code, kinds(&verified)), (0, Vec::new()));
    assert_eq!(verified.json()["sealed"][2]["rests_on_reopened"], true);

    // Every comparison tells it.
    for answer in [&[][..], &["--json"], &["--html"], &["--sentences"]] {
        let ran = bench.run(&[&["diff", QUARTERS[0], QUARTERS[1]][..], answer].concat());
        let words = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains("Q3 2024/25 was reopened on "), "{answer:?}: {}", ran.out);
        assert!(words.contains(": A level was wrong."), "{answer:?}");
    }
    let json = bench.run(&["diff", QUARTERS[1], QUARTERS[2], "--json"]).json();
    assert_eq!(json["reopenings"][0]["by"], "Lead");
    assert_eq!(json["reopenings"][0]["digest"].as_str().map(str::len), Some(32));
}

#[test]
fn verify_tells_every_kind_of_fault() {
    let altered = |from: &str, to: &str| {
        let bench = bench();
        seal_all(&bench);
        let file = bench.path(QUARTERS[2]);
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.contains(from), "{from}");
        std::fs::write(&file, text.replacen(from, to, 1)).unwrap();
        bench
    };
    let q4 = |kind: &str| ("2024-25-q4".to_owned(), kind.to_owned());
    for (from, to) in [("A hard winter.", "A mild winter."), ("Agreed.", "Not agreed.")] {
        let ran = altered(from, to).run(&["verify", "v", "--json"]);
        assert_eq!((ran.code, kinds(&ran)), (1, vec![q4("altered")]), "{from}");
        let ran = altered(from, to).run(&["verify", "v"]);
        assert!(ran.out.contains("2024-25-q4.ron: "), "{}", ran.out);
        narrow(&ran.out);
    }
    let ran = altered("quarter: \"Q4 2024/25\"", "quarter: \"Q1 2024/25\"").run(&["verify", "v", "--json"]);
    assert_eq!(kinds(&ran)[..2], [q4("altered"), q4("reordered")]);

    let bench = bench();
    seal_all(&bench);
    std::fs::remove_file(bench.path(QUARTERS[1])).unwrap();
    let ran = bench.run(&["verify", "v", "--json"]);
    assert_eq!((ran.code, kinds(&ran)), (1, vec![q4("missing")]));
    // What cannot be read is told, and the rest is still verified.
    bench.write(QUARTERS[1], "(format: 1, place: ");
    let ran = bench.run(&["verify", "v", "--json"]);
    assert_eq!((ran.code, kinds(&ran)), (2, vec![q4("missing")]));
    assert!(ran.err.contains("2024-25-q3.ron"), "{}", ran.err);
    assert_eq!(ran.json()["unreadable"].as_array().unwrap().len(), 1);
    // It matters to the file that may rest on it, and to no other.
    assert_eq!(bench.run(&["verify", QUARTERS[2]]).code, 2);
    assert_eq!(bench.run(&["verify", QUARTERS[0]]).code, 0);
    assert_eq!(bench.run(&["verify", QUARTERS[1]]).code, 2);
    bench.run(&["verify", "v/none.ron"]).refused("no such file", Path::new("v/none.ron"));
    bench.run(&["verify", "none/at-all.ron"]).refused("", Path::new("none/at-all.ron"));
}

#[test]
fn an_empty_quarter_is_not_signed() {
    let bench = Bench::new();
    bench.run(&["new", "--place", "P", "--quarter", "Q1 2025/26", "-o", "e.ron"]);
    bench.run(&["seal", "e.ron", "--by", "B"]).refused("No change has a level", Path::new("e.ron"));
    let file = &bench.path("e.ron");
    let before = std::fs::read(file).unwrap();
    bench.run(&["seal", "e.ron", "--by", " "]);
    assert_eq!(std::fs::read(file).unwrap(), before);
}

// --- comparisons and reports ---

#[test]
fn the_report_tells_a_reopening_to_those_who_may_know() {
    let series = store::sample_series().unwrap();
    let frameworks = Frameworks::bundled();
    let framework = frameworks.get(&series[1].framework).unwrap();
    let sentence = "Q3 2024/25 was reopened on 4 Feb 2025: Sealed on 24 January with care homes left blank, although \
                    the group had agreed Established on 8 January.";
    let sentences = |since: usize, now: usize| -> Vec<String> {
        let movement = Movement::between(&series[since], &series[now], framework, &frameworks.all());
        movement.sentences().into_iter().map(|it| it.text).collect()
    };
    assert_eq!(sentences(0, 1).last().map(String::as_str), Some(sentence));
    assert!(sentences(1, 2).contains(&sentence.to_owned()));
    assert!(!sentences(2, 3).iter().any(|it| it.contains("reopened")));
    let compared =
        Comparison::between((&series[1], framework), (&series[1], framework), &frameworks.all(), PairBy::Either);
    assert_eq!(compared.reopened_in_words().count(), 1, "told once of two states of one quarter");

    for (audience, told) in [(Audience::Full, true), (Audience::Board, true), (Audience::Public, false)] {
        let subject = Subject {
            assessment: &series[2],
            framework,
            since: Some((&series[1], framework)),
            known: &frameworks.all(),
            terms: store::known_terms().unwrap(),
        };
        let report = Report::of(&subject, audience);
        let said = format!("{:?}", report.chapters);
        assert_eq!(said.contains("was reopened on 4 Feb 2025"), told, "{audience}");
        assert!(!said.contains("was reopened on 4 Feb 2025 by"), "{audience}");
    }
}

// --- the window's application ---

struct Desk {
    app: App,
    folder: tempfile::TempDir,
}

impl Desk {
    /// The example with its last quarter a draft, in hand.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut all = sealed();
        all[3].state = State::Draft;
        for quarter in &all {
            let path = folder.path().join(format!("{}.ron", quarter.quarter.file_stem()));
            store::save_assessment(&path, quarter, Replace::Always).unwrap();
        }
        let mut app = App::new(Settings::default(), Frameworks::bundled(), Arc::new(|| {}));
        app.start(Some(folder.path().join("2025-26-q1.ron")));
        let mut desk = Self { app, folder };
        crate::made::settle(&mut desk.app);
        desk
    }

    fn ask(&mut self, request: Request) {
        self.app.handle(request);
        crate::made::settle(&mut self.app);
    }

    fn command(&mut self, command: Command) {
        self.ask(Request::Command(command));
    }

    fn document(&self) -> &Assessment {
        self.app.session().unwrap().assessment()
    }

    fn seal(&mut self) {
        self.command(Command::Seal);
        let Some(Dialog::Seal { on, .. }) = self.app.dialog() else { panic!("no dialog") };
        let on = *on;
        let before = self.app.session().unwrap().seal_before();
        self.ask(Request::LeaveDialog);
        self.ask(Request::Edit(Edit::Seal(Signing { on, ..signing(before.link()) })));
    }

    fn chain(&self) -> Chain {
        Chain::read(self.folder.path())
    }
}

#[test]
fn a_seal_is_an_edit_until_it_is_saved() {
    let mut desk = Desk::new();
    assert!(!Command::Reopen.available(&desk.app));
    let SealBefore::On { quarter, link, unsealed } = desk.app.session().unwrap().seal_before() else { panic!("none") };
    assert_eq!((quarter.to_string().as_str(), unsealed), ("Q4 2024/25", None));
    desk.seal();
    assert!(desk.document().sealed() && desk.app.session().unwrap().edited());
    let State::Sealed(seal) = &desk.document().state else { panic!("a draft") };
    assert_eq!(seal.previous.as_deref(), Some(link.as_str()));
    assert!(!Command::Seal.available(&desk.app) && Command::Reopen.available(&desk.app));
    // Not on disk yet, it is taken back and done again like any edit.
    desk.command(Command::Undo);
    assert!(!desk.document().sealed());
    desk.command(Command::Redo);
    assert!(desk.document().sealed());
    desk.command(Command::Save);
    assert!(!desk.app.session().unwrap().edited());
    assert_eq!((told(&desk.chain()), desk.chain().files[3].sealed()), (Vec::new(), true));
    assert!(!Command::Undo.available(&desk.app), "on disk it is opened on record or not at all");
    desk.command(Command::Undo);
    assert!(desk.document().sealed());

    let (by, on, reason) = ("Lead".to_owned(), desk.document().as_at, "A slip.".to_owned());
    desk.ask(Request::Edit(Edit::Reopen { by, on, reason }));
    assert!(!desk.document().sealed() && desk.document().reopenings.len() == 1);
    desk.command(Command::Undo);
    assert!(desk.document().sealed() && !desk.app.session().unwrap().edited());
    desk.command(Command::Redo);
    desk.command(Command::Save);
    assert_eq!(
        store::open_assessment(&desk.folder.path().join("2025-26-q1.ron"), &Frameworks::bundled())
            .unwrap()
            .assessment
            .reopenings
            .len(),
        1
    );
    assert!(!Command::Undo.available(&desk.app), "what was put on record stays there");
    // Edits after it are taken back as ever, as far as the reopening.
    let change = desk.document().changes[0].change.clone();
    desk.ask(Request::Edit(Edit::SetLevel { change, level: None }));
    desk.command(Command::Undo);
    assert_eq!(desk.document().reopenings.len(), 1);
    desk.seal();
    desk.command(Command::Save);
    assert_eq!(told(&desk.chain()), [""; 0]);
}

#[test]
fn what_lies_in_another_folder_is_read_before_it_is_sealed_on() {
    let mut desk = Desk::new();
    let (place, quarter) = (desk.document().place.clone(), Quarter::new(2025, 3).unwrap());
    let framework = desk.document().framework.clone();
    desk.ask(Request::Create(hicm::app::NewAssessment { place, quarter, framework }));
    assert_eq!(desk.app.session().unwrap().seal_before(), SealBefore::First);
    let path = desk.folder.path().join("2025-26-q3.ron");
    desk.ask(Request::PathChosen(PathFor::SaveAs, Some(path)));
    desk.command(Command::Seal);
    while desk.app.session().unwrap().earlier().is_none() {
        desk.app.poll();
    }
    let before = desk.app.session().unwrap().seal_before();
    let SealBefore::On { quarter, unsealed, .. } = before else { panic!("{before:?}") };
    assert_eq!((quarter.to_string().as_str(), unsealed.unwrap().to_string().as_str()), ("Q4 2024/25", "Q1 2025/26"));
}

#[test]
fn a_sealed_file_that_was_altered_is_told_when_it_is_opened() {
    let mut desk = Desk::new();
    let path = desk.folder.path().join("2024-25-q4.ron");
    desk.ask(Request::Open(path.clone()));
    assert_eq!(desk.app.derived().unwrap().seal_broken, None);
    let text = std::fs::read_to_string(&path).unwrap().replacen("A hard winter.", "A mild winter.", 1);
    std::fs::write(&path, text).unwrap();
    desk.ask(Request::Open(path));
    assert_eq!(desk.app.derived().unwrap().seal_broken, Some(Broken::Content));
}
