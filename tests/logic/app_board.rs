//! Showing the assessment to a board, without pixels: what a key does on the stage, that nothing but a decision is written
//! from there, and that the slides follow the document and the audience.

use crate::made::{self, key, quarter, settle};
use hicm::app::{
    App, BoardSince, BoardStep, Command, Dialog, Edit, Effect, LOCAL_KEYS, Layer, Place, Request, STAGE_KEYS, Screen,
    Settings, StageKey,
};
use hicm::model::{ActionRow, Assessment, Level, RowId};
use hicm::report::{Audience, Block, SlideKind};
use hicm::store::{self, Frameworks, Replace};
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn open(path: &Path) -> App {
    let mut app = App::new(Settings::default(), Frameworks::bundled(), Arc::new(|| {}));
    app.start(Some(path.to_owned()));
    for _ in 0..2_000 {
        app.poll();
        if app.busy().is_none() && app.session().is_some_and(|session| session.earlier().is_some()) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    app
}

fn bundled(name: &str) -> App {
    open(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assessments").join(name))
}

/// The Leicester quarter of eight changes, on the stage.
fn on_stage() -> App {
    let mut app = bundled("llr/2019-20-q1.ron");
    begin(&mut app);
    app
}

fn begin(app: &mut App) {
    ask(app, Request::Command(Command::Present));
    assert_eq!((app.place(), app.presenting()), (&Place::Board, false), "first what there is to choose");
    ask(app, Request::Command(Command::Present));
    assert!(app.presenting());
}

fn ask(app: &mut App, request: Request) {
    app.handle(request);
    settle(app);
}

fn step(app: &mut App, step: BoardStep) {
    ask(app, Request::Board(step));
}

fn press(app: &mut App, keys: &[StageKey]) {
    for key in keys {
        step(app, BoardStep::Press(*key));
    }
}

fn layer(app: &App) -> Layer {
    app.board().showing().unwrap().layer
}

fn at(app: &App) -> usize {
    app.board().at()
}

fn count(app: &App) -> usize {
    app.board().report().unwrap().slides.len()
}

fn notice(app: &App) -> &str {
    app.notice().map_or("", |notice| notice.text.as_str())
}

fn document(app: &App) -> &Arc<Assessment> {
    app.session().unwrap().assessment()
}

fn slide_of(app: &App, number: usize) -> usize {
    let report = app.board().report().unwrap();
    let wanted = SlideKind::Change(report.framework.changes[number - 1].key.clone());
    report.slides.iter().position(|slide| slide.kind == wanted).unwrap()
}

/// Whether any slide says those words.
fn told(app: &App, words: &str) -> bool {
    let slides = &app.board().report().unwrap().slides;
    let blocks = slides.iter().flat_map(|slide| slide.left.iter().chain(&slide.right));
    let tables: Vec<Block> = slides.iter().filter_map(|slide| slide.behind.clone().map(Block::Table)).collect();
    blocks.chain(&tables).flat_map(Block::texts).any(|text| text.contains(words))
}

#[test]
fn every_key_that_leads_on_leads_on_and_every_other_back() {
    let mut app = on_stage();
    let last = count(&app) - 1;
    for key in [StageKey::Right, StageKey::Space, StageKey::PageDown, StageKey::Enter] {
        press(&mut app, &[StageKey::Home, key, key]);
        assert_eq!(at(&app), 2, "{key:?}");
    }
    for key in [StageKey::Left, StageKey::Backspace, StageKey::PageUp] {
        press(&mut app, &[StageKey::End, key]);
        assert_eq!(at(&app), last - 1, "{key:?}");
    }
    press(&mut app, &[StageKey::End, StageKey::Right]);
    assert_eq!((at(&app), notice(&app)), (last, "This is the last slide."));
    press(&mut app, &[StageKey::Home, StageKey::Left]);
    assert_eq!(at(&app), 0);
    press(&mut app, &[StageKey::Up, StageKey::Down, StageKey::Other]);
    assert_eq!((at(&app), layer(&app)), (0, Layer::Slide), "the others do nothing");
}

#[test]
fn a_digit_leads_to_the_change_with_that_number() {
    let mut app = on_stage();
    press(&mut app, &[StageKey::Digit(3)]);
    assert_eq!(at(&app), slide_of(&app, 3));
    press(&mut app, &[StageKey::Digit(9)]);
    assert_eq!((at(&app), notice(&app)), (slide_of(&app, 3), "There is no change 9."));
    press(&mut app, &[StageKey::Digit(0)]);
    assert_eq!(at(&app), slide_of(&app, 3));
}

/// With ten changes and more the second digit is waited for, a while, or Enter.
#[test]
fn of_two_digits_the_second_is_waited_for() {
    let changes: Vec<(String, String)> = (1..=12).map(|at| (format!("change-{at}"), format!("Change {at}"))).collect();
    let listed: Vec<(&str, &str, &[&str])> =
        changes.iter().map(|(key, title)| (key.as_str(), title.as_str(), &[] as &[&str])).collect();
    let framework = made::framework("twelve", None, &listed);
    let folder = tempfile::tempdir().unwrap();
    let text = hicm::format::write_framework(&framework).unwrap();
    let file = folder.path().join("twelve.ron");
    std::fs::write(&file, text).unwrap();
    let frameworks = Frameworks::bundled().with_folder(folder.path());
    assert!(frameworks.get(&framework.id).is_some(), "{:?}", frameworks.faults());
    let path = folder.path().join("2019-20-q1.ron");
    store::save_assessment(&path, &made::assessment(&framework, quarter(2019, 1), &[]), Replace::Always).unwrap();
    let mut app = App::new(Settings::default(), frameworks, Arc::new(|| {}));
    app.start(Some(path));
    settle(&mut app);
    begin(&mut app);
    let digit = |app: &App| app.board().showing().unwrap().digit;
    press(&mut app, &[StageKey::Digit(1)]);
    assert_eq!((at(&app), digit(&app)), (0, Some(1)), "there may come more");
    press(&mut app, &[StageKey::Digit(2)]);
    assert_eq!((at(&app), digit(&app)), (slide_of(&app, 12), None));
    press(&mut app, &[StageKey::Digit(2)]);
    assert_eq!((at(&app), digit(&app)), (slide_of(&app, 2), None), "no number of two begins so");
    press(&mut app, &[StageKey::Digit(1), StageKey::Enter]);
    assert_eq!(at(&app), slide_of(&app, 1));
    press(&mut app, &[StageKey::Home, StageKey::Digit(1)]);
    step(&mut app, BoardStep::DigitsOver);
    assert_eq!(at(&app), slide_of(&app, 1));
    press(&mut app, &[StageKey::Home, StageKey::Digit(1), StageKey::Escape]);
    assert_eq!((at(&app), digit(&app), app.presenting()), (0, None, true), "the number is forgotten first");
    press(&mut app, &[StageKey::Digit(1), StageKey::Digit(9)]);
    assert_eq!((at(&app), notice(&app)), (0, "There is no change 19."));
    press(&mut app, &[StageKey::Digit(1), StageKey::Right, StageKey::Digit(1), StageKey::Digit(1)]);
    assert_eq!(at(&app), slide_of(&app, 11), "another key begins anew");
}

#[test]
fn all_slides_are_gone_through_in_lines_and_one_is_taken() {
    let mut app = on_stage();
    let columns = app.board().overview_columns();
    assert!(columns * columns >= count(&app) && (columns - 1) * (columns - 1) < count(&app));
    press(&mut app, &[StageKey::Right, StageKey::Overview]);
    assert_eq!(layer(&app), Layer::Overview(1));
    press(&mut app, &[StageKey::Down, StageKey::Right]);
    assert_eq!((layer(&app), at(&app)), (Layer::Overview(columns + 2), 1), "the slide stays until one is taken");
    press(&mut app, &[StageKey::Enter]);
    assert_eq!((layer(&app), at(&app)), (Layer::Slide, columns + 2));
    press(&mut app, &[StageKey::Overview, StageKey::End, StageKey::Down, StageKey::Right]);
    assert_eq!(layer(&app), Layer::Overview(count(&app) - 1));
    press(&mut app, &[StageKey::Home, StageKey::Up, StageKey::Left]);
    assert_eq!(layer(&app), Layer::Overview(0));
    press(&mut app, &[StageKey::Escape]);
    assert_eq!((layer(&app), at(&app)), (Layer::Slide, columns + 2));
    press(&mut app, &[StageKey::Overview]);
    step(&mut app, BoardStep::Show(4));
    assert_eq!((layer(&app), at(&app)), (Layer::Slide, 4), "by a click");
}

#[test]
fn any_key_ends_a_blank_screen_and_does_nothing_else() {
    let mut app = on_stage();
    for (blank, white) in [(StageKey::Black, false), (StageKey::White, true)] {
        for key in [StageKey::Right, StageKey::Escape, blank, StageKey::Other, StageKey::Decision, StageKey::Digit(3)] {
            press(&mut app, &[blank]);
            assert_eq!(layer(&app), Layer::Blank { white });
            press(&mut app, &[key]);
            assert_eq!((layer(&app), at(&app), app.presenting()), (Layer::Slide, 0, true), "{key:?}");
        }
    }
}

#[test]
fn escape_goes_one_step_back_and_then_out() {
    let mut app = bundled("llr/2017-18-q1.ron");
    begin(&mut app);
    app.take_effects();
    press(&mut app, &[StageKey::Zoom]);
    assert_eq!((layer(&app), notice(&app)), (Layer::Slide, "There is no table behind this slide."));
    press(&mut app, &[StageKey::Digit(1), StageKey::Zoom]);
    assert_eq!(layer(&app), Layer::Zoom);
    press(&mut app, &[StageKey::Right, StageKey::Digit(2), StageKey::Audience]);
    assert_eq!((layer(&app), at(&app)), (Layer::Zoom, slide_of(&app, 1)), "the table has the keys");
    press(&mut app, &[StageKey::Escape, StageKey::Decision, StageKey::Escape]);
    assert_eq!((layer(&app), app.presenting()), (Layer::Slide, true));
    press(&mut app, &[StageKey::Help]);
    assert!(matches!(app.dialog(), Some(Dialog::Shortcuts { .. })));
    ask(&mut app, Request::LeaveDialog);
    press(&mut app, &[StageKey::Escape]);
    assert!(!app.presenting());
    assert_eq!(app.place(), &Place::Board, "back to where it was begun");
    assert!(app.take_effects().contains(&Effect::FullScreen { on: false, screen: None }));
}

#[test]
fn a_screen_is_filled_and_given_back_only_where_that_was_asked_for() {
    let full = |app: &mut App| {
        let effects = app.take_effects();
        effects.into_iter().filter(|effect| matches!(effect, Effect::FullScreen { .. })).collect::<Vec<_>>()
    };
    for (screen, on, off) in [
        (Screen::Full(None), Some(None), true),
        (Screen::Full(Some(1)), Some(Some(1)), true),
        (Screen::Window, None, false),
    ] {
        let mut app = bundled("llr/2019-20-q1.ron");
        ask(&mut app, Request::Go(Place::Board));
        step(&mut app, BoardStep::On(screen));
        app.take_effects();
        step(&mut app, BoardStep::Present);
        let began: Vec<Effect> = on.map(|screen| Effect::FullScreen { on: true, screen }).into_iter().collect();
        assert_eq!(full(&mut app), began, "{screen:?}");
        step(&mut app, BoardStep::Leave);
        assert_eq!(full(&mut app).len(), usize::from(off), "{screen:?}");
    }
}

#[test]
fn a_decision_is_written_into_the_document_and_can_be_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("2019-20-q1.ron");
    std::fs::copy(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assessments/llr/2019-20-q1.ron"), &path).unwrap();
    let mut app = open(&path);
    // An edit from before, which undo on the stage must not reach.
    let change = key("early-discharge");
    ask(&mut app, Request::Edit(Edit::SetLevel { change: change.clone(), level: Some(Level::Exemplary) }));
    let before = Arc::clone(document(&app));
    begin(&mut app);
    assert!(!Command::Undo.available(&app), "nothing was decided yet");
    press(&mut app, &[StageKey::Digit(2), StageKey::Decision]);
    assert_eq!(layer(&app), Layer::Decision);
    step(&mut app, BoardStep::Record { text: "  ".to_owned(), by: String::new() });
    assert_eq!((layer(&app), document(&app).decisions.len()), (Layer::Decision, before.decisions.len()));
    let record = |text: &str, by: &str| BoardStep::Record { text: text.to_owned(), by: by.to_owned() };
    step(&mut app, record(" Fund the second coordinator. ", "Board"));
    let decision = document(&app).decisions.last().unwrap().clone();
    assert_eq!((decision.text.as_str(), decision.by.as_str()), ("Fund the second coordinator.", "Board"));
    assert_eq!(decision.on, hicm::app::clock::today());
    assert_eq!(decision.change.as_ref(), document(&app).changes.get(1).map(|change| &change.change));
    assert_eq!((layer(&app), at(&app)), (Layer::Slide, slide_of(&app, 2)));
    assert_eq!(app.session().unwrap().undo_label(), Some("record a decision"));
    assert!(told(&app, "Fund the second coordinator."), "the slide of decisions follows");

    // The second belongs to no change.
    press(&mut app, &[StageKey::Home, StageKey::Decision]);
    step(&mut app, record("Meet again in July.", ""));
    assert_eq!(document(&app).decisions.last().unwrap().change, None);
    ask(&mut app, Request::Command(Command::Undo));
    ask(&mut app, Request::Command(Command::Undo));
    assert_eq!(**document(&app), *before);
    assert!(!told(&app, "Fund the second coordinator."));
    assert!(!Command::Undo.available(&app), "what was done before the slides came up stays");
    ask(&mut app, Request::Command(Command::Undo));
    assert_eq!(**document(&app), *before);

    press(&mut app, &[StageKey::Decision]);
    step(&mut app, record("Meet again in July.", ""));
    ask(&mut app, Request::Command(Command::Save));
    assert!(app.presenting());
    let saved = store::open_assessment(&path, &Frameworks::bundled()).unwrap().assessment;
    assert_eq!(saved, **document(&app));
    assert_eq!(saved.decisions.last().unwrap().text, "Meet again in July.");
}

#[test]
fn nothing_else_is_edited_while_slides_are_shown() {
    let mut app = bundled("llr/2017-18-q1.ron");
    begin(&mut app);
    let before = Arc::clone(document(&app));
    let change = before.changes[0].change.clone();
    let row = before.rows[0].id.clone();
    let requests = [
        Request::Edit(Edit::SetLevel { change: change.clone(), level: Some(Level::Exemplary) }),
        Request::AddRowTo { change, below: None },
        Request::Go(Place::Actions),
        Request::GoToRow(row.clone()),
        Request::Select(vec![row]),
        Request::CreateQuarter,
        Request::Open(PathBuf::from("elsewhere.ron")),
        Request::CancelTyping,
    ];
    for request in requests {
        ask(&mut app, request.clone());
        assert!(app.presenting() && Arc::ptr_eq(&before, document(&app)), "{request:?}");
        assert_eq!((app.place(), app.selection().len()), (&Place::Board, 0), "{request:?}");
    }
    let may = [
        Command::Save,
        Command::Quit,
        Command::Undo,
        Command::Shortcuts,
        Command::ThemeSystem,
        Command::ThemeLight,
        Command::ThemeDark,
        Command::HighContrast,
        Command::ReduceMotion,
    ];
    for command in Command::all().filter(|command| !may.contains(command)) {
        assert!(!command.available(&app), "{command:?}");
        ask(&mut app, Request::Command(command));
        assert!(app.presenting() && Arc::ptr_eq(&before, document(&app)), "{command:?}");
    }
}

#[test]
fn a_sealed_quarter_takes_no_decision_and_says_so() {
    let mut app = bundled("example/2025-26-q1.ron");
    assert!(app.session().unwrap().read_only());
    begin(&mut app);
    press(&mut app, &[StageKey::Decision]);
    assert_eq!(layer(&app), Layer::Slide);
    assert!(
        notice(&app).starts_with("This quarter is sealed: no decision can be written into it."),
        "{}",
        notice(&app)
    );
    let before = Arc::clone(document(&app));
    step(&mut app, BoardStep::Record { text: "All the same.".to_owned(), by: String::new() });
    assert!(Arc::ptr_eq(&before, document(&app)));
}

#[test]
fn another_audience_sees_other_slides() {
    let mut app = bundled("example/2025-26-q1.ron");
    begin(&mut app);
    assert_eq!(app.board().audience(), Audience::Board, "names are shown on request only");
    let owner = document(&app).rows.iter().map(|row| row.owner.clone()).find(|owner| owner.len() > 4).unwrap();
    let decision = document(&app).decisions[0].text.clone();
    assert!(!told(&app, &owner) && told(&app, &decision));
    press(&mut app, &[StageKey::Digit(2), StageKey::Audience]);
    assert_eq!((app.board().audience(), app.board().report().unwrap().audience), (Audience::Public, Audience::Public));
    assert!(!told(&app, &owner) && !told(&app, &decision));
    assert!(notice(&app).starts_with("Public: "), "{}", notice(&app));
    assert_eq!(at(&app), slide_of(&app, 2), "the same slide");
    press(&mut app, &[StageKey::Audience]);
    assert_eq!(app.board().report().unwrap().audience, Audience::Full);
    assert!(told(&app, &owner) && told(&app, &decision));
    press(&mut app, &[StageKey::Escape]);
    // Another document is not shown with names because this one was.
    ask(&mut app, Request::Command(Command::OpenSample));
    ask(&mut app, Request::Go(Place::Board));
    assert_eq!(app.board().audience(), Audience::Board);
}

#[test]
fn the_slides_tell_the_movement_from_the_quarter_that_is_chosen() {
    let mut app = bundled("example/2025-26-q1.ron");
    ask(&mut app, Request::Go(Place::Board));
    let quarters: Vec<String> = app.board_quarters().iter().map(ToString::to_string).collect();
    assert_eq!(quarters, ["Q4 2024/25", "Q3 2024/25", "Q2 2024/25"]);
    let since =
        |app: &App| app.board().report().unwrap().since.as_ref().map(|since| since.assessment.quarter.to_string());
    assert_eq!(since(&app).as_deref(), Some("Q4 2024/25"));
    let oldest = app.board_quarters()[2];
    step(&mut app, BoardStep::Since(BoardSince::Quarter(oldest)));
    assert_eq!(since(&app).as_deref(), Some("Q2 2024/25"));
    assert!(app.board().report().unwrap().slides.iter().any(|slide| slide.title == "What moved since Q2 2024/25"));
    step(&mut app, BoardStep::Since(BoardSince::Nothing));
    assert_eq!((since(&app), app.board_compared_with()), (None, None));
}

/// Beyond what is worked out at once the slides are made in a job, and what was there stays meanwhile only for the same eyes.
#[test]
fn the_slides_of_a_large_document_are_made_in_a_job() {
    let framework = Frameworks::bundled().iter().next().unwrap().clone();
    let rows = (0..400).map(|at| ActionRow {
        owner: "Zqowner".to_owned(),
        needs: format!("Do thing {at}"),
        ..ActionRow::empty(RowId::new(&format!("r{at}")).unwrap(), framework.changes[0].key.clone())
    });
    let large = made::with_rows(made::assessment(&framework, quarter(2019, 1), &[]), rows.collect());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("2019-20-q1.ron");
    store::save_assessment(&path, &large, Replace::Always).unwrap();
    let mut app = open(&path);
    app.handle(Request::Go(Place::Board));
    assert!(app.board_busy() && app.board().report().is_none());
    app.handle(Request::Board(BoardStep::Present));
    assert!(!app.presenting() && notice(&app) == "The slides are still being made.");
    settle(&mut app);
    step(&mut app, BoardStep::For(Audience::Full));
    assert!(told(&app, "Zqowner"));
    step(&mut app, BoardStep::Present);
    app.handle(Request::Board(BoardStep::For(Audience::Board)));
    assert!(app.board().report().is_none(), "no name is left on the stage while the others are made");
    settle(&mut app);
    assert!(!told(&app, "Zqowner") && told(&app, "Do thing 399"));
    press(&mut app, &[StageKey::Decision]);
    app.handle(Request::Board(BoardStep::Record { text: "Zqdecided".to_owned(), by: String::new() }));
    assert!(app.board_busy() && app.board().report().is_some(), "of the same audience they stay");
    settle(&mut app);
    assert!(told(&app, "Zqdecided"));
}

#[test]
fn conflicts_are_told_before_anything_is_shown() {
    let mut app = bundled("llr/2019-20-q1.ron");
    ask(&mut app, Request::Go(Place::Board));
    assert_eq!(app.board_warning(), None);
    let mut base = Assessment::clone(document(&app));
    base.changes[0].now = Some(Level::PlansInPlace);
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    mine.changes[0].now = Some(Level::Established);
    theirs.changes[0].now = Some(Level::Mature);
    let names = hicm::compare::Names { mine: "Lead", theirs: "Sam" };
    let merged = hicm::compare::merge(&base, &mine, &theirs, names).unwrap().assessment;
    ask(&mut app, Request::Edit(Edit::Merged { with: "Sam".to_owned(), assessment: Arc::new(merged) }));
    let warning = app.board_warning().unwrap();
    assert!(warning.starts_with("One conflict between two people’s copies is not decided yet"), "{warning}");
}

/// The sheet tells of the keys that the stage knows, and of no others.
#[test]
fn the_sheet_names_the_keys_of_the_stage() {
    let listed = LOCAL_KEYS.iter().find(|local| local.title == "On the stage").unwrap();
    let listed: Vec<_> = listed.lines.iter().flat_map(|line| line.keys).collect();
    for shortcut in &listed {
        assert!(STAGE_KEYS.iter().any(|(known, _)| known == *shortcut), "{shortcut}");
    }
    // Up and down are of the lists, digits told in words, and the stroke is the question mark without Shift.
    let told_otherwise =
        |key: &StageKey| matches!(key, StageKey::Up | StageKey::Down | StageKey::Digit(_) | StageKey::Help);
    for (shortcut, key) in STAGE_KEYS.iter().filter(|(_, key)| !told_otherwise(key)) {
        assert!(listed.contains(&shortcut), "{shortcut} is {key:?}");
    }
}
