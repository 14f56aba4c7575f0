//! The tour of the first start: when it is offered, where it leads, and that it is not offered twice.

use hicm::app::{App, Command, Place, Request, Settings, TOUR, TourMove};
use hicm::store::Frameworks;
use std::path::PathBuf;
use std::sync::Arc;

fn started(settings: Settings, file: Option<&str>) -> App {
    let mut app = App::new(settings, Frameworks::bundled(), Arc::new(|| {}));
    app.start(file.map(|file| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assessments").join(file)));
    for _ in 0..2_000 {
        app.poll();
        if app.session().is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    app
}

#[test]
fn the_tour_is_offered_with_the_example_and_only_by_a_window() {
    let mut app = started(Settings::default(), None);
    assert_eq!(app.tour(), None, "nobody offered it");
    app.offer_tour();
    assert_eq!(app.tour(), Some((1, TOUR[0])));

    let mut app = started(Settings::default(), Some("llr/2019-20-q1.ron"));
    app.offer_tour();
    assert_eq!(app.tour(), None, "whoever opens a file has come to work");
}

#[test]
fn whoever_skipped_it_or_took_it_to_its_end_is_not_offered_it_again_but_may_ask() {
    for moves in [&[TourMove::Leave][..], &[TourMove::Next, TourMove::Leave], &[TourMove::Next; 4]] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("settings.ron");
        let mut app = started(Settings::default(), None);
        app.keep_settings_in(Some(file.clone()));
        app.offer_tour();
        for to in moves {
            assert!(app.tour().is_some());
            app.handle(Request::Tour(*to));
        }
        assert_eq!(app.tour(), None, "{moves:?}");
        app.poll();
        let kept = Settings::from_text(&std::fs::read_to_string(&file).unwrap());
        assert!(kept.tour_seen);
        let mut again = started(kept, None);
        again.offer_tour();
        assert_eq!(again.tour(), None);
        again.handle(Request::Command(Command::Tour));
        assert_eq!(again.tour(), Some((1, TOUR[0])));
    }
}

#[test]
fn each_step_shows_what_it_speaks_of() {
    let mut app = started(Settings::default(), None);
    app.handle(Request::Command(Command::GoActions));
    app.handle(Request::Command(Command::Tour));
    assert_eq!(*app.place(), Place::Overview);
    app.handle(Request::Tour(TourMove::Back));
    assert_eq!(app.tour().unwrap().0, 1, "there is nothing before the first");
    app.handle(Request::Tour(TourMove::Next));
    assert_eq!((app.tour().unwrap().0, app.place().clone()), (2, Place::Actions));
    app.handle(Request::Tour(TourMove::Next));
    app.handle(Request::Tour(TourMove::Back));
    app.handle(Request::Tour(TourMove::Back));
    assert_eq!((app.tour().unwrap().0, app.place().clone()), (1, Place::Overview));
    app.handle(Request::Tour(TourMove::Leave));
    app.handle(Request::Tour(TourMove::Next));
    assert_eq!(app.tour(), None, "what is over does not go on");
}

/// A text that speaks of a key that is another one by now would lead astray.
#[test]
fn the_keys_that_the_tour_names_are_the_commands_keys() {
    let text: String = TOUR.map(|step| step.text).join(" ");
    let commands = [Command::FillDown, Command::Find, Command::Filter, Command::Palette, Command::Shortcuts];
    for command in commands {
        assert!(text.contains(&command.shortcut().unwrap().to_string()), "{command:?}");
    }
    let named = text.split(|c: char| c.is_whitespace() || ",.;".contains(c)).filter(|word| word.starts_with("Ctrl+"));
    assert_eq!(named.count(), 4, "and no other");
}
