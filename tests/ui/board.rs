//! The board: what is chosen before, the stage and what lies over it, by role and name, by keys and by mouse.

use crate::support::Desk;
use egui::accesskit::{Live, Role};
use egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, Pos2, TouchPhase, ViewportCommand, pos2, vec2};
use egui_kittest::kittest::{AccessKitNode, By, NodeT as _, Queryable as _};
use hicm::app::{BoardStep, Command, Edit, Layer, Place, Request, Screen};
use hicm::model::Level;
use hicm::report::{Audience, Block, Slide};

const SIZE: [f32; 2] = [1296.0, 816.0];

/// A file of a bundled folder, its slides on the stage.
fn stage(folder: &str, name: &str) -> Desk {
    let mut desk = Desk::sized(folder, name, SIZE);
    desk.shortcut(Command::Present);
    desk.keys(&[Key::Enter]);
    assert!(desk.app().presenting());
    desk
}

fn slide(desk: &Desk) -> &Slide {
    desk.app().board().slide().unwrap()
}

fn count(desk: &Desk) -> usize {
    desk.app().board().report().unwrap().slides.len()
}

fn layer(desk: &Desk) -> Layer {
    desk.app().board().showing().unwrap().layer
}

fn click_at(desk: &mut Desk, at: Pos2) {
    desk.harness.hover_at(at);
    desk.harness.drag_at(at);
    desk.harness.drop_at(at);
    desk.run();
}

/// What a slide says in words of its own; levels that are drawn are said of the drawing.
fn words(slide: &Slide) -> Vec<String> {
    let mut words = vec![slide.over.clone(), slide.title.clone()];
    for block in slide.left.iter().chain(&slide.right) {
        match block {
            Block::Strip(strip) => {
                words.extend(strip.ladders.iter().map(|ladder| ladder.words.clone()));
                words.push(strip.legend.clone());
            }
            Block::Ladder(ladder) => words.push(ladder.words.clone()),
            Block::Chart(chart) => words.extend([chart.title.clone(), chart.words.clone()]),
            block => words.extend(block.texts().into_iter().map(str::to_owned)),
        }
    }
    words
}

fn says_all(desk: &Desk, slide: &Slide) {
    for words in words(slide) {
        assert!(desk.mentions(&words), "“{}” does not say “{words}”", slide.title);
    }
}

#[test]
fn what_there_is_to_choose_comes_first_and_f5_again_begins() {
    let mut desk = Desk::sized("example", "2025-26-q1.ron", SIZE);
    desk.shortcut(Command::Present);
    assert_eq!(*desk.app().place(), Place::Board);
    assert_eq!(desk.focused(), Some((Role::Button, "Present".to_owned())));
    assert!(desk.says("For a board: no names of staff") && desk.has(Role::ComboBox, "Compared with: Q4 2024/25"));
    assert!(desk.mentions("This quarter is sealed"));
    desk.click(Role::RadioButton, "Public");
    assert_eq!(desk.app().board().audience(), Audience::Public);
    desk.click(Role::RadioButton, "In this window");
    assert_eq!(desk.app().board().screen(), Screen::Window);
    desk.click(Role::CheckBox, "Presenter window");
    assert!(desk.app().board().presenter());
    desk.click(Role::ComboBox, "Compared with: Q4 2024/25");
    desk.button("Nothing");
    assert!(desk.has(Role::ComboBox, "Compared with: Nothing"));
    desk.button("Slide 3: Monitoring and responding to system demand and capacity");
    desk.button("Present from slide 3");
    assert!(desk.app().presenting() && desk.app().board().at() == 2);
    desk.keys(&[Key::Escape]);
    desk.shortcut(Command::Present);
    assert!(desk.app().presenting() && desk.app().board().at() == 0);
}

#[test]
fn the_sidebar_leads_there() {
    let mut desk = Desk::example();
    desk.button("Board");
    assert_eq!(*desk.app().place(), Place::Board);
}

#[test]
fn with_little_to_show_it_says_what_slides_are_made_of() {
    let mut desk = Desk::file("llr", "2019-20-q1.ron");
    for number in 1..=8 {
        let change = desk.key(number);
        desk.ask(Request::Edit(Edit::SetLevel { change, level: None }));
    }
    desk.go(Place::Board);
    assert!(desk.says("There is little to show yet"));
    desk.click(Role::Link, "Go to the overview");
    assert_eq!(*desk.app().place(), Place::Overview);
}

#[test]
fn conflicts_are_told_before_and_lead_to_their_place() {
    let mut desk = crate::merge::torn(SIZE);
    desk.go(Place::Board);
    assert!(desk.says("Not decided yet") && desk.mentions("the first slide says so"));
    desk.click(Role::Link, "Decide them first");
    assert_eq!(*desk.app().place(), Place::Merge);
}

#[test]
fn nothing_of_the_window_is_on_the_stage_and_every_text_of_every_slide_is() {
    for (folder, name) in [("example", "2025-26-q1.ron"), ("llr", "2019-20-q1.ron"), ("llr", "2017-18-q1.ron")] {
        let mut desk = stage(folder, name);
        for at in 0..count(&desk) {
            assert!(!desk.has(Role::Button, "File") && !desk.has(Role::Button, "Overview"));
            assert_eq!(desk.app().board().at(), at);
            let slide = slide(&desk).clone();
            let group = format!("Slide {} of {}: {}", at + 1, count(&desk), slide.title);
            assert!(desk.has(Role::Group, &group), "{group}");
            says_all(&desk, &slide);
            desk.keys(&[Key::ArrowRight]);
        }
    }
}

#[test]
fn a_slide_that_comes_is_said() {
    let mut desk = stage("llr", "2019-20-q1.ron");
    for title in ["Where we are", "What moved since Q4 2018/19", "Early discharge planning"] {
        let heading = desk.node(Role::Heading, title);
        assert_eq!(heading.accesskit_node().live(), Live::Polite, "{title}");
        desk.keys(&[Key::Space]);
    }
}

#[test]
fn the_pointer_steps_by_halves_and_by_the_wheel() {
    let mut desk = stage("llr", "2019-20-q1.ron");
    let at = |desk: &Desk| desk.app().board().at();
    click_at(&mut desk, pos2(1100.0, 300.0));
    click_at(&mut desk, pos2(700.0, 300.0));
    assert_eq!(at(&desk), 2);
    click_at(&mut desk, pos2(300.0, 300.0));
    assert_eq!(at(&desk), 1);
    let wheel = |desk: &mut Desk, lines: f32| {
        desk.harness.event(Event::MouseWheel {
            unit: MouseWheelUnit::Line,
            delta: vec2(0.0, lines),
            phase: TouchPhase::Move,
            source: MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        });
        desk.run();
    };
    wheel(&mut desk, -1.0);
    assert_eq!(at(&desk), 2);
    wheel(&mut desk, 1.0);
    assert_eq!(at(&desk), 1);
    for _ in at(&desk)..count(&desk) {
        click_at(&mut desk, pos2(1100.0, 300.0));
    }
    assert_eq!(at(&desk), count(&desk) - 1);
}

/// It comes with the pointer and with Tab, goes by itself, and what it covers is not stepped on.
#[test]
fn the_bar_comes_and_goes() {
    let mut desk = stage("llr", "2017-18-q1.ron");
    desk.harness.run_steps(100);
    assert!(!desk.has(Role::Button, "All slides"));
    desk.harness.hover_at(pos2(300.0, 300.0));
    desk.run();
    assert!(desk.has(Role::Button, "All slides"));
    desk.button("Next");
    assert_eq!(desk.app().board().at(), 1);
    desk.button("Table");
    assert_eq!(layer(&desk), Layer::Zoom);
    desk.button("Back to the slide");
    desk.button("For: Board");
    assert_eq!(desk.app().board().audience(), Audience::Public);
    desk.harness.hover_at(pos2(310.0, 300.0));
    desk.run();
    desk.harness.run_steps(100);
    assert!(!desk.has(Role::Button, "All slides"));
    desk.keys(&[Key::Tab]);
    assert_eq!(desk.focused(), Some((Role::Button, "Back".to_owned())));
    desk.harness.run_steps(100);
    desk.keys(&[Key::Tab, Key::Enter]);
    assert_eq!(desk.app().board().at(), 2, "what has the keyboard is pressed, and stays");
    desk.keys(&[Key::ArrowRight]);
    assert_eq!(desk.app().board().at(), 3);
    desk.tab_to(Role::Button, "Leave");
    desk.keys(&[Key::Space]);
    assert!(!desk.app().presenting());
}

#[test]
fn all_slides_are_buttons() {
    let mut desk = stage("example", "2025-26-q1.ron");
    desk.keys(&[Key::O]);
    let title = slide(&desk).title.clone();
    assert!(desk.has(Role::Button, &format!("Slide 1: {title}")));
    desk.button("Slide 7: Flexible working patterns");
    assert_eq!((layer(&desk), desk.app().board().at()), (Layer::Slide, 6));
    desk.keys(&[Key::O, Key::ArrowDown, Key::Enter]);
    assert_eq!(desk.app().board().at(), 6 + desk.app().board().overview_columns());
}

#[test]
fn the_table_behind_a_slide_is_read_to_its_end() {
    let mut desk = stage("llr", "2017-18-q1.ron");
    desk.keys(&[Key::Num1, Key::Z]);
    let table = slide(&desk).behind.clone().unwrap();
    assert!(desk.has(Role::Table, &table.caption) && desk.has(Role::ColumnHeader, "Where we are now"));
    let all: Vec<String> = table.rows.iter().map(|row| row[0].text.clone()).filter(|text| !text.is_empty()).collect();
    let mut seen = vec![false; all.len()];
    for _ in 0..60 {
        for (seen, text) in seen.iter_mut().zip(&all) {
            *seen |= desk.mentions(text);
        }
        desk.keys(&[Key::ArrowDown, Key::ArrowDown]);
    }
    assert!(seen.iter().all(|seen| *seen), "{seen:?}");
    let end = format!("of {}; the end.", table.rows.len());
    assert!(desk.mentions(&end));
    desk.keys(&[Key::Home]);
    assert!(desk.says("Rows 1 to ") && desk.mentions(&all[0]));
    desk.keys(&[Key::End]);
    assert!(desk.mentions(&end));
    desk.keys(&[Key::PageUp]);
    assert!(!desk.mentions(&end));
    // Opened again it begins at its top.
    desk.keys(&[Key::Escape, Key::Z]);
    assert!(desk.says("Rows 1 to "));
}

#[test]
fn a_blank_screen_says_so_and_shows_nothing() {
    let mut desk = stage("llr", "2019-20-q1.ron");
    for (key, words) in [(Key::B, "Black screen"), (Key::W, "White screen")] {
        desk.keys(&[key]);
        assert!(desk.says(words) && !desk.mentions("Early discharge planning"));
        // A key that nothing is known of ends it too, and so does a click.
        desk.keys(&[Key::X]);
        assert!(desk.has(Role::Heading, "Where we are"));
        desk.keys(&[key]);
        click_at(&mut desk, pos2(900.0, 300.0));
        assert_eq!((layer(&desk), desk.app().board().at()), (Layer::Slide, 0));
    }
}

#[test]
fn a_decision_is_typed_kept_when_left_and_lands_in_the_file() {
    let mut desk = stage("llr", "2019-20-q1.ron");
    let before = desk.document().decisions.len();
    desk.keys(&[Key::Num2, Key::D]);
    assert_eq!(desk.focused(), Some((Role::TextInput, "What was decided".to_owned())));
    // Keys of the stage are letters here.
    desk.type_text("Bow to the wards");
    desk.keys(&[Key::Escape]);
    assert_eq!((layer(&desk), desk.document().decisions.len()), (Layer::Slide, before));
    desk.keys(&[Key::D]);
    let field = desk.node(Role::TextInput, "What was decided");
    assert_eq!(field.accesskit_node().value().as_deref(), Some("Bow to the wards"), "kept for the next time");
    desk.shortcut(Command::Save);
    assert_eq!(layer(&desk), Layer::Decision, "saving does not end it");
    desk.tab_to(Role::TextInput, "By whom");
    desk.type_text("Board");
    desk.keys(&[Key::Enter]);
    let decision = desk.document().decisions.last().unwrap().clone();
    assert_eq!((decision.text.as_str(), decision.by.as_str()), ("Bow to the wards", "Board"));
    assert_eq!(decision.change, Some(desk.key(2)));
    assert!(desk.says("Recorded. Ctrl+S saves it, Ctrl+Z takes it back."));
    desk.shortcut(Command::Save);
    assert_eq!(Desk::read(&desk.path("2019-20-q1.ron")).decisions.last(), Some(&decision));
    desk.keys(&[Key::D]);
    let field = desk.node(Role::TextInput, "What was decided");
    assert_eq!(field.accesskit_node().value().unwrap_or_default(), "", "what was recorded is not offered again");
    desk.keys(&[Key::Escape]);
    desk.shortcut(Command::Undo);
    assert_eq!(desk.document().decisions.len(), before);
}

#[test]
fn nothing_typed_on_the_stage_edits_anything() {
    let mut desk = stage("llr", "2017-18-q1.ron");
    let before = desk.document().clone();
    for command in Command::all().filter(|command| !matches!(command, Command::Quit | Command::Shortcuts)) {
        for shortcut in command.shortcuts() {
            let keys = hicm::ui::toolkit_shortcut(shortcut).unwrap();
            desk.press(keys.modifiers, keys.logical_key);
        }
        assert!(desk.app().presenting() && desk.dialog().is_none(), "{command:?}");
        assert!(std::sync::Arc::ptr_eq(&before, desk.document()), "{command:?}");
    }
    desk.type_text("xyz");
    desk.harness.event(Event::Paste("a\tb".to_owned()));
    desk.run();
    assert!(std::sync::Arc::ptr_eq(&before, desk.document()));
}

#[test]
fn names_are_on_the_stage_only_when_they_are_asked_for() {
    let mut desk = stage("example", "2025-26-q1.ron");
    let at = desk.document().as_at;
    let row = desk.document().rows.iter().find(|row| row.overdue(at) && row.owner.len() > 3).unwrap().clone();
    let overdue = desk.app().board().report().unwrap().slides.iter().position(|it| it.title.starts_with("Overdue"));
    desk.ask(Request::Board(BoardStep::Show(overdue.unwrap())));
    assert!(!desk.mentions(&row.owner));
    desk.keys(&[Key::Z]);
    assert!(!desk.mentions(&row.owner));
    desk.keys(&[Key::Escape, Key::A, Key::A]);
    assert!(desk.says("Full: ") && desk.mentions(&row.owner));
    desk.keys(&[Key::Z]);
    assert!(desk.mentions(&row.owner));
}

#[test]
fn notes_are_shown_at_the_lower_edge_on_request() {
    let mut desk = stage("example", "2025-26-q1.ron");
    let note = slide(&desk).notes[0].clone();
    assert!(!desk.mentions(&note));
    desk.keys(&[Key::N]);
    assert!(desk.mentions(&note));
    desk.keys(&[Key::N]);
    assert!(!desk.mentions(&note));
}

/// Where the desktop gives no second window, as here, it lies over the stage.
#[test]
fn the_presenter_sees_the_next_slide_the_notes_and_the_time() {
    let mut desk = stage("example", "2025-26-q1.ron");
    desk.keys(&[Key::P]);
    let (note, all) = (slide(&desk).notes[0].clone(), count(&desk));
    assert!(desk.has(Role::Heading, &format!("Slide 1 of {all}")) && desk.mentions(&note));
    assert!(desk.has(Role::Image, "On the stage: Where we are"));
    assert!(desk.has(Role::Image, "Next: What moved since Q4 2024/25"));
    assert!(desk.says("0:0") && desk.says("It is "));
    desk.button("Slide after");
    assert_eq!(desk.app().board().at(), 1);
    desk.button("Slide before");
    assert_eq!(desk.app().board().at(), 0);
    desk.button("Close this window");
    assert!(!desk.app().board().presenter());
}

#[test]
fn the_screen_is_asked_of_the_desktop_and_given_back() {
    let mut desk = Desk::sized("llr", "2019-20-q1.ron", SIZE);
    desk.go(Place::Board);
    desk.harness.state_mut().tell_screens(|| vec!["1: 1920 × 1080".to_owned(), "2: 1280 × 720, HDMI-1".to_owned()]);
    desk.run();
    desk.click(Role::RadioButton, "Full screen on 2: 1280 × 720, HDMI-1");
    let given = |desk: &mut Desk, request| {
        desk.harness.state_mut().app_mut().handle(request);
        desk.harness.step();
        let commands = desk.window_commands();
        desk.run();
        commands
    };
    let commands = given(&mut desk, Request::Board(BoardStep::Present));
    assert!(commands.contains(&ViewportCommand::SetMonitor(1)), "{commands:?}");
    let commands = given(&mut desk, Request::Board(BoardStep::Leave));
    assert!(commands.contains(&ViewportCommand::Fullscreen(false)), "{commands:?}");
}

/// However little room there is, nothing leaves the stage.
#[test]
fn every_text_stays_on_the_stage() {
    let long = "Wordswithoutanendthatnobodycanbreakanywhere".repeat(12);
    for size in [[1936.0, 1096.0], [656.0, 416.0]] {
        let mut desk = Desk::sized("llr", "2017-18-q1.ron", size);
        let edits =
            desk.document().rows.iter().take(12).map(|row| (row.id.clone(), hicm::model::RowField::Gaps, long.clone()));
        let edit = Edit::SetCells(edits.collect());
        desk.ask(Request::Edit(edit));
        let change = desk.key(1);
        desk.ask(Request::Edit(Edit::SetLevel { change: change.clone(), level: Some(Level::Mature) }));
        let text = hicm::model::ChangeText::Why;
        desk.ask(Request::Edit(Edit::SetChangeText { change, text, words: long.clone() }));
        desk.go(Place::Board);
        desk.ask(Request::Board(BoardStep::Present));
        for at in 0..count(&desk) {
            desk.ask(Request::Board(BoardStep::Show(at)));
            let group = desk.harness.get_by_role(Role::Group);
            let stage = group.rect().expand(1.0);
            let told = |node: &AccessKitNode<'_>| {
                matches!(node.role(), Role::Label | Role::Heading | Role::Cell | Role::Image)
            };
            let nodes: Vec<_> = group.query_all(By::new().predicate(told)).collect();
            assert!(nodes.len() > 3, "slide {at}");
            for node in nodes {
                assert!(stage.contains_rect(node.rect()), "{size:?}, slide {at}: {node:?} is not within {stage:?}");
            }
        }
    }
}

/// The titles of the bundled frameworks are the words that a board knows the changes by.
#[test]
fn no_title_is_cut_on_the_first_slide() {
    for (folder, name) in [("example", "2025-26-q1.ron"), ("llr", "2019-20-q1.ron")] {
        for size in [[656.0, 416.0], [1280.0, 800.0], [1296.0, 816.0], [1366.0, 768.0], [1936.0, 1096.0]] {
            let mut desk = Desk::sized(folder, name, size);
            desk.go(Place::Board);
            desk.ask(Request::Board(BoardStep::Present));
            let titles = desk.app().session().unwrap().framework().changes.iter().map(|change| change.title.clone());
            let titles: Vec<String> = titles.collect();
            let mut drawn = Vec::new();
            for shape in &desk.harness.output().shapes {
                if let egui::Shape::Text(text) = &shape.shape {
                    drawn.push((text.galley.text().replace('\u{a0}', " "), text.galley.elided));
                }
            }
            for title in titles {
                let shown: Vec<_> = drawn.iter().filter(|(text, _)| *text == title).collect();
                assert!(!shown.is_empty(), "{size:?}: {title}");
                assert!(shown.iter().all(|(_, elided)| !elided), "{size:?}: {title} is cut");
            }
        }
    }
}
