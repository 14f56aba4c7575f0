//! Merging in the application: two windows that save one file of a shared folder, and somebody's copy.

use crate::made::copy_of;
use hicm::app::{
    App, BaseFrom, ChangedAnswer, Command, Dialog, Edit, MergeStep, OnDisk, PathFor, Place, Request, Settings,
    UnsavedAnswer,
};
use hicm::compare::Answer;
use hicm::model::{Assessment, ChangeText, Level, RowField, Spot, Value};
use hicm::store::{self, Frameworks, LLR, Replace};
use std::path::{Path, PathBuf};
use std::sync::Arc;

const QUARTER: &str = "2017-18-q1.ron";

/// A folder that several people share.
struct Shared {
    folder: tempfile::TempDir,
}

impl Shared {
    fn new() -> Self {
        Self { folder: copy_of(&LLR) }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A window of one of them on the file.
    fn window(&self) -> Person {
        let mut app = App::new(Settings::default(), Frameworks::bundled(), Arc::new(|| {}));
        app.start(Some(self.path(QUARTER)));
        let mut person = Person { app };
        person.settle();
        person
    }

    fn read(&self) -> Assessment {
        read(&self.path(QUARTER))
    }
}

fn read(path: &Path) -> Assessment {
    store::open_assessment(path, &Frameworks::bundled()).unwrap().assessment
}

struct Person {
    app: App,
}

impl Person {
    fn settle(&mut self) {
        crate::made::settle(&mut self.app);
    }

    fn ask(&mut self, request: Request) {
        self.app.handle(request);
        self.settle();
    }

    fn command(&mut self, command: Command) {
        self.ask(Request::Command(command));
    }

    fn document(&self) -> Arc<Assessment> {
        Arc::clone(self.app.session().unwrap().assessment())
    }

    fn level(&mut self, number: usize, level: Level) {
        let change = self.document().changes[number - 1].change.clone();
        self.ask(Request::Edit(Edit::SetLevel { change, level: Some(level) }));
    }

    fn why(&mut self, number: usize, words: &str) {
        let change = self.document().changes[number - 1].change.clone();
        self.ask(Request::Edit(Edit::SetChangeText { change, text: ChangeText::Why, words: words.to_owned() }));
    }

    fn cell(&mut self, at: usize, field: RowField, words: &str) {
        let row = self.document().rows[at].id.clone();
        self.ask(Request::Edit(Edit::SetCells(vec![(row, field, words.to_owned())])));
    }

    fn now(&self, number: usize) -> Option<Level> {
        self.document().changes[number - 1].now
    }

    fn notice(&self) -> String {
        self.app.notice().map_or_else(String::new, |notice| notice.text.clone())
    }

    fn edited(&self) -> bool {
        self.app.session().unwrap().edited()
    }

    /// What a save found on disk, when it asked.
    fn found(&self) -> Option<OnDisk> {
        match self.app.dialog() {
            Some(Dialog::ChangedOnDisk { found, .. }) => Some(found.clone()),
            _ => None,
        }
    }

    fn save_and_merge(&mut self) {
        self.command(Command::Save);
        assert!(matches!(self.found(), Some(OnDisk::Changed | OnDisk::TakenBack)), "{:?}", self.app.dialog());
        self.ask(Request::ChangedOnDisk(ChangedAnswer::Merge));
    }
}

#[test]
fn two_who_changed_different_things_both_have_them_in_the_file() {
    let shared = Shared::new();
    let (mut one, mut other) = (shared.window(), shared.window());
    one.level(1, Level::Exemplary);
    one.cell(0, RowField::Owner, "One");
    one.command(Command::Save);
    other.level(2, Level::Exemplary);
    other.cell(1, RowField::Owner, "Other");
    other.cell(2, RowField::Owner, "Other as well");
    other.save_and_merge();
    assert_eq!(other.app.dialog(), None);
    assert_eq!(other.notice(), "Merged: 2 changes of theirs came in, 3 of yours stayed. Saved.");
    assert!(!other.edited(), "it is saved at once");
    let file = shared.read();
    assert_eq!(file, *other.document());
    assert_eq!((file.changes[0].now, file.changes[1].now), (Some(Level::Exemplary), Some(Level::Exemplary)));
    let owners: Vec<_> = file.rows[..3].iter().map(|row| row.owner.as_str()).collect();
    assert_eq!(owners, ["One", "Other", "Other as well"]);
    assert_eq!(*other.app.place(), Place::Overview, "nothing to decide, nothing jumps");

    // The one meets the merge of the other, from the base that is hers.
    one.level(3, Level::PlansInPlace);
    one.save_and_merge();
    assert_eq!(one.notice(), "Merged: 3 changes of theirs came in, 1 of yours stayed. Saved.");
    assert_eq!(shared.read(), *one.document());
    assert_eq!(shared.read().rows[1].owner, "Other");

    // And nothing is asked of who is up to date.
    one.level(3, Level::Mature);
    one.command(Command::Save);
    assert_eq!(one.app.dialog(), None);
}

#[test]
fn a_merge_is_one_step() {
    let shared = Shared::new();
    let (mut one, mut other) = (shared.window(), shared.window());
    one.level(1, Level::Exemplary);
    one.command(Command::Save);
    other.level(2, Level::Exemplary);
    let mine = other.document();
    other.save_and_merge();
    assert_eq!(other.app.session().unwrap().undo_label(), Some("merge with the file on disk"));
    other.command(Command::Undo);
    assert_eq!(other.document(), mine);
    other.command(Command::Redo);
    assert_eq!(*other.document(), shared.read());
    assert!(!other.edited(), "done again it is what the file has");
    other.level(3, Level::Exemplary);
    other.command(Command::Save);
    assert_eq!(other.app.dialog(), None, "and the file is known");
}

/// Saving what stood before the merge would drop what the other wrote, in silence.
#[test]
fn a_merge_that_was_taken_back_is_not_saved_over_theirs_unasked() {
    let shared = Shared::new();
    let (mut one, mut other) = (shared.window(), shared.window());
    one.level(1, Level::Exemplary);
    one.command(Command::Save);
    other.level(2, Level::Exemplary);
    other.save_and_merge();
    let merged = shared.read();
    other.level(3, Level::Exemplary);
    other.command(Command::Undo);
    other.command(Command::Undo);
    assert_ne!(other.now(1), Some(Level::Exemplary));
    other.command(Command::Save);
    assert_eq!(other.found(), Some(OnDisk::TakenBack));
    assert_eq!(shared.read(), merged, "theirs is in the file as before");

    // Merged again, theirs comes in again.
    other.ask(Request::ChangedOnDisk(ChangedAnswer::Merge));
    assert_eq!(shared.read(), merged);
    assert_eq!(*other.document(), merged);
    other.command(Command::Undo);

    // Overwritten by a person's word, it is gone, and doing the merge again brings it back.
    other.command(Command::Save);
    other.ask(Request::ChangedOnDisk(ChangedAnswer::Overwrite));
    assert_ne!(shared.read().changes[0].now, Some(Level::Exemplary));
    other.command(Command::Redo);
    other.command(Command::Save);
    assert_eq!(other.app.dialog(), None, "what is in the file was written here");
    assert_eq!(shared.read(), merged);
}

#[test]
fn what_both_changed_is_saved_with_both_and_decided_one_by_one() {
    let shared = Shared::new();
    let (mut one, mut other) = (shared.window(), shared.window());
    one.level(1, Level::Exemplary);
    one.why(1, "Because one says so.");
    one.cell(4, RowField::Due, "1 May 2018");
    one.command(Command::Save);
    other.level(1, Level::NotYetEstablished);
    other.cell(4, RowField::Due, "1 June 2018");
    other.save_and_merge();
    assert_eq!(*other.app.place(), Place::Merge);
    let said = "Merged: 1 change of theirs came in. 2 conflicts are to be decided. Saved.";
    assert_eq!(other.notice(), said);
    assert!(!other.edited());
    let file = shared.read();
    assert_eq!(file, *other.document(), "the file keeps both sides of each");
    assert_eq!(file.undecided_count(), 2);
    assert_eq!(file.changes[0].now, Some(Level::NotYetEstablished), "mine stands until somebody decides");

    // The level first: its change is the first.
    let at = other.app.conflict_in_hand().unwrap();
    let level = &other.document().undecided[at];
    assert!(matches!(level.spot, Spot::Level(_)));
    assert_eq!((level.mine.by.as_str(), level.theirs.by.as_str()), ("this window", "the file on disk"));
    assert_eq!(level.theirs.reason, "Because one says so.");
    other.ask(Request::Merge(MergeStep::Decide(at, Answer::Theirs)));
    assert_eq!(other.now(1), Some(Level::Exemplary));
    assert!(other.notice().ends_with("Level: taken from the file on disk. 1 left to decide."), "{}", other.notice());
    // Half done it is saved, and goes on in another window.
    other.command(Command::Save);
    let mut third = shared.window();
    assert!(third.notice().starts_with("One thing that two people wrote differently is to be decided"));
    assert_eq!(third.app.notice().unwrap().leads_to, Some(Command::GoMerge));
    third.command(Command::GoMerge);
    let at = third.app.conflict_in_hand().unwrap();
    third.ask(Request::Merge(MergeStep::Decide(at, Answer::Mine)));
    assert_eq!(third.document().undecided, []);
    assert_eq!(third.document().rows[4].due.typed(), "1 June 2018");
    assert!(third.notice().ends_with("Nothing is left to decide."), "{}", third.notice());
    third.command(Command::Undo);
    assert_eq!(third.document().undecided.len(), 1, "a decision is a step");
}

#[test]
fn undo_of_a_decision_goes_back_to_it() {
    let shared = Shared::new();
    let (mut one, mut other) = (shared.window(), shared.window());
    for number in 1..=3 {
        one.level(number, Level::Exemplary);
        other.level(number, Level::NotYetEstablished);
    }
    one.command(Command::Save);
    other.save_and_merge();
    assert_eq!(other.document().undecided.len(), 3);
    let spot = |person: &Person| person.document().undecided[person.app.conflict_in_hand().unwrap()].spot.clone();
    let first = spot(&other);
    other.ask(Request::Merge(MergeStep::On));
    let second = spot(&other);
    assert_ne!(first, second);
    other.ask(Request::Merge(MergeStep::Decide(other.app.conflict_in_hand().unwrap(), Answer::Theirs)));
    let third = spot(&other);
    assert!(third != first && third != second, "the next one comes up");
    other.ask(Request::Merge(MergeStep::Decide(other.app.conflict_in_hand().unwrap(), Answer::Theirs)));
    assert_eq!(spot(&other), first, "behind the last comes what was passed over");
    other.command(Command::Undo);
    assert_eq!(spot(&other), third);
    other.command(Command::Undo);
    assert_eq!(spot(&other), second);
    other.ask(Request::Merge(MergeStep::Back));
    assert_eq!(spot(&other), first);
    other.ask(Request::Merge(MergeStep::Back));
    assert_eq!((spot(&other), other.notice().as_str()), (first, "This is the first."));
}

#[test]
fn texts_whose_words_were_combined_are_read_after_what_is_decided() {
    let shared = Shared::new();
    let mut one = shared.window();
    one.why(1, "The first sentence stands here. The second one stands here too. The third is the last of them.");
    one.command(Command::Save);
    let (mut one, mut other) = (shared.window(), shared.window());
    one.why(1, "The first sentence stood here. The second one stands here too. The third is the last of them.");
    one.level(5, Level::Exemplary);
    one.command(Command::Save);
    other.why(1, "The first sentence stands here. The second one stands here too. The third is the very last of them.");
    other.level(5, Level::NotYetEstablished);
    other.save_and_merge();
    assert!(
        other.notice().contains("1 text was combined; please read it. 1 conflict is to be decided."),
        "{}",
        other.notice()
    );
    let order = other.app.conflicts();
    let spots: Vec<_> = order.iter().map(|at| other.document().undecided[*at].spot.clone()).collect();
    assert!(matches!(spots[..], [Spot::Level(_), Spot::Text(..)]), "{spots:?}");
    let at = order[1];
    let stands = other.document().value(&spots[1]);
    assert_eq!(
        stands,
        Value::Text(
            "The first sentence stood here. The second one stands here too. The third is the very last of them."
                .to_owned()
        )
    );
    other.ask(Request::Merge(MergeStep::Decide(at, Answer::Other(stands.clone()))));
    assert_eq!(other.document().value(&spots[1]), stands);
    assert_eq!(other.document().undecided.len(), 1);
}

#[test]
fn a_file_that_cannot_be_merged_leaves_the_other_answers() {
    let shared = Shared::new();
    let sealed = {
        let mut sealed = shared.read();
        sealed.state = hicm::model::State::Sealed(hicm::model::Seal {
            by: "Chair".to_owned(),
            role: "Chair".to_owned(),
            on: sealed.as_at,
            note: String::new(),
            digest: "0".repeat(64),
            previous: None,
            chain: None,
        });
        hicm::format::write(&sealed).unwrap()
    };
    let other_edition = {
        let example = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assessments/example/2025-26-q1.ron");
        std::fs::read_to_string(example).unwrap()
    };
    let whole = std::fs::read_to_string(shared.path(QUARTER)).unwrap();
    for (name, theirs) in [
        ("damaged", whole.lines().take(40).collect::<Vec<_>>().join("\n")),
        ("sealed", sealed),
        ("another edition", other_edition),
        ("newer", whole.replacen("format: 1", "format: 9", 1)),
    ] {
        std::fs::write(shared.path(QUARTER), &whole).unwrap();
        let mut one = shared.window();
        one.level(1, Level::Exemplary);
        let mine = one.document();
        std::fs::write(shared.path(QUARTER), &theirs).unwrap();
        one.command(Command::Save);
        one.ask(Request::ChangedOnDisk(ChangedAnswer::Merge));
        let Some(OnDisk::Unusable(problem)) = one.found() else { panic!("{name}: {:?}", one.app.dialog()) };
        assert!(!problem.what.is_empty() && !problem.advice.is_empty(), "{name}");
        assert_eq!(std::fs::read_to_string(shared.path(QUARTER)).unwrap(), theirs, "{name}");
        assert!(Arc::ptr_eq(&mine, &one.document()) && one.edited(), "{name}");
        // Left and saved again, it is asked again; a person's word overwrites.
        one.ask(Request::LeaveDialog);
        one.command(Command::Save);
        assert_eq!(one.found(), Some(OnDisk::Changed), "{name}");
        one.ask(Request::ChangedOnDisk(ChangedAnswer::Overwrite));
        assert_eq!(shared.read(), *mine, "{name}");
    }
}

#[test]
fn a_file_that_was_deleted_is_not_merged_with() {
    let shared = Shared::new();
    let mut one = shared.window();
    one.level(1, Level::Exemplary);
    let whole = std::fs::read(shared.path(QUARTER)).unwrap();
    std::fs::remove_file(shared.path(QUARTER)).unwrap();
    one.command(Command::Save);
    assert_eq!(one.found(), Some(OnDisk::Gone));
    // It may also go between the question and the answer.
    std::fs::write(shared.path(QUARTER), [whole, b"\n".to_vec()].concat()).unwrap();
    one.ask(Request::LeaveDialog);
    one.command(Command::Save);
    assert_eq!(one.found(), Some(OnDisk::Changed));
    std::fs::remove_file(shared.path(QUARTER)).unwrap();
    one.ask(Request::ChangedOnDisk(ChangedAnswer::Merge));
    assert_eq!(one.found(), Some(OnDisk::Gone));
    one.ask(Request::ChangedOnDisk(ChangedAnswer::Overwrite));
    assert_eq!(shared.read(), *one.document());
}

/// Between the reading of theirs and the saving of both a third writes.
#[test]
fn a_third_who_saves_meanwhile_is_merged_in_turn() {
    let shared = Shared::new();
    let (mut one, mut other) = (shared.window(), shared.window());
    one.level(1, Level::Exemplary);
    one.command(Command::Save);
    other.level(2, Level::Exemplary);
    other.command(Command::Save);
    // The file is read and merged; the save is begun by the next call only.
    other.app.handle(Request::ChangedOnDisk(ChangedAnswer::Merge));
    while !other.app.has_arrived() {
        std::thread::sleep(std::time::Duration::from_millis(2));
        other.app.poll();
    }
    let theirs = store::open_assessment(&shared.path(QUARTER), &Frameworks::bundled()).unwrap();
    let mut third = theirs.assessment;
    third.changes[0].now = Some(Level::Mature);
    third.changes[2].now = Some(Level::Exemplary);
    store::save_assessment(&shared.path(QUARTER), &third, Replace::Always).unwrap();
    other.settle();
    assert_eq!(other.found(), Some(OnDisk::Changed), "nothing newer than what was read is replaced");
    assert_eq!(shared.read(), third);
    assert_eq!(other.notice(), "Merged: 1 change of theirs came in, 1 of yours stayed.", "not saved yet");
    other.ask(Request::ChangedOnDisk(ChangedAnswer::Merge));
    assert_eq!(other.app.dialog(), None);
    assert_eq!(other.document().undecided, [], "the base of the second merge is what was read in the first");
    let file = shared.read();
    let levels: Vec<_> = file.changes[..3].iter().filter_map(|change| change.now).collect();
    assert_eq!(levels, [Level::Mature, Level::Exemplary, Level::Exemplary]);
}

#[test]
fn what_is_typed_while_theirs_is_read_is_merged_too() {
    let shared = Shared::new();
    let (mut one, mut other) = (shared.window(), shared.window());
    one.level(1, Level::Exemplary);
    one.command(Command::Save);
    other.level(2, Level::Exemplary);
    other.command(Command::Save);
    other.app.handle(Request::ChangedOnDisk(ChangedAnswer::Merge));
    let change = other.document().changes[2].change.clone();
    other.app.handle(Request::Edit(Edit::SetLevel { change, level: Some(Level::Exemplary) }));
    // An impatient hand saves once more.
    other.app.handle(Request::Command(Command::Save));
    other.settle();
    assert_eq!(other.app.dialog(), None);
    let file = shared.read();
    for number in 0..3 {
        assert_eq!(file.changes[number].now, Some(Level::Exemplary), "{number}");
    }
    assert!(!other.edited());
}

#[test]
fn what_waits_for_the_save_goes_on_only_when_nothing_is_left_to_decide() {
    for conflict in [false, true] {
        let shared = Shared::new();
        let (mut one, mut other) = (shared.window(), shared.window());
        one.level(1, Level::Exemplary);
        one.command(Command::Save);
        other.level(if conflict { 1 } else { 2 }, Level::NotYetEstablished);
        other.command(Command::Quit);
        other.ask(Request::Unsaved(UnsavedAnswer::Save));
        other.ask(Request::ChangedOnDisk(ChangedAnswer::Merge));
        assert_eq!(other.app.closing(), !conflict);
        assert_eq!(shared.read(), *other.document(), "either way it is saved");
        if conflict {
            assert!(other.notice().contains("close again"), "{}", other.notice());
            other.command(Command::Quit);
            assert!(other.app.closing(), "asked again it goes");
        }
    }
}

// --- a copy -----------------------------------------------------------------------------------------------------------

/// A copy of the file as it is, with edits of somebody else.
fn copy(shared: &Shared, name: &str, edit: impl FnOnce(&mut Assessment)) -> PathBuf {
    let mut copy = shared.read();
    "Sam".clone_into(&mut copy.prepared_by);
    edit(&mut copy);
    let path = shared.path(name);
    store::save_assessment(&path, &copy, Replace::Always).unwrap();
    path
}

fn offer(person: &Person) -> Arc<hicm::app::CopyOffer> {
    match person.app.dialog() {
        Some(Dialog::MergeCopy { offer, .. }) => Arc::clone(offer),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_copy_is_merged_from_the_file_as_it_was_opened() {
    let shared = Shared::new();
    let path = copy(&shared, "sam.ron", |copy| {
        copy.changes[0].now = Some(Level::Exemplary);
        Arc::make_mut(&mut copy.rows[0]).owner = "Sam".to_owned();
        Arc::make_mut(&mut copy.rows[1]).owner = "Sam".to_owned();
    });
    let mut lead = shared.window();
    lead.cell(1, RowField::Owner, "Lead");
    lead.cell(2, RowField::Owner, "Lead");
    let before = lead.document();
    lead.command(Command::MergeCopy);
    lead.ask(Request::PathChosen(PathFor::Copy, Some(path.clone())));
    let found = offer(&lead);
    assert_eq!(found.name, "Sam");
    assert_eq!(found.cautions, [] as [String; 0]);
    let from: Vec<_> = found.bases.iter().map(|base| base.from.clone()).collect();
    assert_eq!(from, [BaseFrom::Opened, BaseFrom::Unknown]);
    assert_eq!(found.bases[0].words(), "3 changes of theirs come in, 1 of yours stays; leaves 1 to decide.");
    lead.ask(Request::LeaveDialog);
    assert_eq!(lead.document(), before);

    lead.ask(Request::PathChosen(PathFor::Copy, Some(path)));
    lead.ask(Request::Merge(MergeStep::Copy(0)));
    assert_eq!(*lead.app.place(), Place::Merge);
    assert_eq!(
        lead.notice(),
        "Merged with Sam: 3 changes of theirs came in, 1 of yours stayed. 1 conflict is to be decided."
    );
    let after = lead.document();
    assert_eq!((after.rows[0].owner.as_str(), after.rows[2].owner.as_str()), ("Sam", "Lead"));
    assert_eq!(after.undecided[0].theirs.by, "Sam");
    assert!(lead.edited(), "a copy is taken into the document, and saved when the lead wants");
    lead.command(Command::Undo);
    assert_eq!(lead.document(), before);
    lead.command(Command::Save);
    assert_eq!(lead.app.dialog(), None, "the file itself was not touched by anybody");
}

#[test]
fn the_most_likely_beginning_is_offered_first() {
    let shared = Shared::new();
    // The quarter before, carried forward, is what the copy was made of; the lead has worked on since.
    let before = shared.read();
    let copy = {
        let mut copy = before.carried_forward();
        copy.changes[0].now = Some(Level::Exemplary);
        copy
    };
    let path = shared.path("sam.ron");
    store::save_assessment(&path, &copy, Replace::Always).unwrap();
    let mut lead = shared.window();
    lead.ask(Request::CreateQuarter);
    for at in 0..5 {
        lead.cell(at, RowField::Owner, "Lead");
    }
    let file = shared.path("2017-18-q2.ron");
    lead.ask(Request::PathTyped(PathFor::SaveAs, file.clone()));
    lead.ask(Request::Open(file));
    lead.ask(Request::PathChosen(PathFor::Copy, Some(path)));
    let found = offer(&lead);
    let from: Vec<_> = found.bases.iter().map(|base| base.from.clone()).collect();
    assert_eq!(from, [BaseFrom::CarriedForward(before.quarter), BaseFrom::Opened, BaseFrom::Unknown]);
    assert_eq!(found.name, "sam.ron", "who prepared it does not tell them apart");
    lead.ask(Request::Merge(MergeStep::Copy(0)));
    assert_eq!(lead.now(1), Some(Level::Exemplary));
    assert!((0..5).all(|at| lead.document().rows[at].owner == "Lead"));
    assert_eq!(lead.document().undecided, []);
}

#[test]
fn where_nobody_knows_all_that_differs_is_to_be_decided_and_nothing_is_deleted() {
    let shared = Shared::new();
    let path = copy(&shared, "sam.ron", |copy| {
        copy.changes[0].now = Some(Level::Exemplary);
        copy.as_at = copy.as_at.succ_opt().unwrap();
        Arc::make_mut(&mut copy.rows[0]).owner = "Sam".to_owned();
        copy.rows.remove(3);
    });
    let mut lead = shared.window();
    lead.cell(0, RowField::Owner, "Lead");
    lead.level(1, Level::Mature);
    lead.level(2, Level::Exemplary);
    let before = lead.document();
    lead.ask(Request::PathChosen(PathFor::Copy, Some(path.clone())));
    let at = offer(&lead).bases.iter().position(|base| base.from == BaseFrom::Unknown).unwrap();
    lead.ask(Request::Merge(MergeStep::Copy(at)));
    let after = lead.document();
    assert_eq!(after.rows.len(), before.rows.len(), "a row that only one has is not deleted");
    let names: Vec<_> = after.undecided.iter().map(|conflict| conflict.spot.name()).collect();
    for name in ["Level", "As-at day", "Owner", "Prepared by"] {
        assert!(names.iter().any(|known| known == name), "{name}: {names:?}");
    }
    assert_eq!(after.undecided.len(), 4, "what only one of them has is no conflict: {names:?}");
    assert_eq!(lead.now(2), Some(Level::Exemplary));
    assert_eq!(after.rows[0].owner, "Lead");
}

#[test]
fn another_file_may_be_what_both_began_from() {
    let shared = Shared::new();
    let base = copy(&shared, "base.ron", |base| base.changes[0].now = Some(Level::Mature));
    let path = copy(&shared, "sam.ron", |copy| copy.changes[0].now = Some(Level::Exemplary));
    let mut lead = shared.window();
    lead.ask(Request::PathChosen(PathFor::Copy, Some(path)));
    lead.app.take_effects();
    lead.ask(Request::Merge(MergeStep::AnotherBase));
    lead.ask(Request::PathChosen(PathFor::CopyBase, None));
    assert_eq!(offer(&lead).bases.len(), 2, "not given, the offer stands");
    lead.ask(Request::PathChosen(PathFor::CopyBase, Some(shared.path("there-is-none.ron"))));
    assert!(matches!(lead.app.dialog(), Some(Dialog::Problem(_))));
    lead.ask(Request::LeaveDialog);
    assert_eq!(offer(&lead).bases.len(), 2, "nor is it lost with a file that cannot be read");
    for _ in 0..2 {
        lead.ask(Request::PathChosen(PathFor::CopyBase, Some(base.clone())));
        let found = offer(&lead);
        assert_eq!(found.bases.len(), 3);
        assert_eq!(found.bases[0].from, BaseFrom::File(base.clone()));
    }
    lead.ask(Request::Merge(MergeStep::Copy(0)));
    assert_eq!(lead.document().undecided_count(), 1, "both changed the level that the base has");
}

#[test]
fn a_copy_of_another_quarter_is_warned_of_and_one_by_another_edition_refused() {
    let shared = Shared::new();
    let mut lead = shared.window();
    let before = lead.document();
    lead.ask(Request::PathChosen(PathFor::Copy, Some(shared.path("2018-19-q4.ron"))));
    let found = offer(&lead);
    assert!(found.cautions[0].starts_with("It is of another quarter: Q4 2018/19."), "{:?}", found.cautions);
    let at = found.bases.iter().position(|base| base.from == BaseFrom::Opened).unwrap();
    lead.ask(Request::Merge(MergeStep::Copy(at)));
    let after = lead.document();
    assert_ne!(after, before);
    assert_eq!((&after.place, after.quarter, after.as_at), (&before.place, before.quarter, before.as_at));
    lead.command(Command::Undo);

    let example = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assessments/example/2025-26-q1.ron");
    lead.ask(Request::PathChosen(PathFor::Copy, Some(example)));
    let Some(Dialog::Problem(problem)) = lead.app.dialog() else { panic!("{:?}", lead.app.dialog()) };
    assert!(problem.what.contains("different editions"), "{problem}");
    assert_eq!(lead.document(), before);

    // A copy of the very same is nothing to merge.
    lead.ask(Request::LeaveDialog);
    lead.ask(Request::PathChosen(PathFor::Copy, Some(shared.path(QUARTER))));
    assert_eq!(lead.app.dialog(), None);
    assert!(lead.notice().starts_with("Nothing to merge"), "{}", lead.notice());
}
