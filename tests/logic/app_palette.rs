//! The palette: what it lists, in which order, what cannot be done and why; and the names by which commands are remembered.

use hicm::app::{App, Command, Dialog, Edit, Effect, Offer, PaletteEntry, Place, Request, Settings, palette_entries};
use hicm::model::Level;
use hicm::store::Frameworks;
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

fn app(file: Option<&str>, settings: Settings) -> App {
    let mut app = App::new(settings, Frameworks::bundled(), Arc::new(|| {}));
    app.start(file.map(|file| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assessments").join(file)));
    for _ in 0..2_000 {
        app.poll();
        if app.busy().is_none() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    app.take_effects();
    app
}

fn example() -> App {
    app(None, Settings::default())
}

fn first(app: &App, typed: &str) -> PaletteEntry {
    palette_entries(app, typed).into_iter().next().unwrap_or_else(|| panic!("nothing answers to “{typed}”"))
}

#[test]
fn every_command_is_found_first_by_its_own_name() {
    let app = example();
    for command in Command::all() {
        for typed in [command.label().to_owned(), command.label().to_lowercase().replace('…', "")] {
            assert_eq!(first(&app, &typed).offer, Offer::Command(command), "“{typed}”");
        }
    }
}

#[test]
fn every_command_can_be_chosen_and_is_asked_for_once_the_palette_is_gone() {
    let mut app = example();
    for command in Command::all() {
        app.handle(Request::Command(Command::Palette));
        assert!(matches!(app.dialog(), Some(Dialog::Palette { .. })), "{command:?}");
        app.take_effects();
        app.handle(Request::Chosen(Offer::Command(command)));
        assert_eq!(app.dialog(), None);
        assert_eq!(app.take_effects(), [Effect::Afterwards(Box::new(Request::Command(command)))]);
        assert_eq!(app.settings().recent_commands[0], command.name());
    }
}

#[test]
fn other_words_for_a_command_find_it_too() {
    let app = example();
    for (typed, command) in [
        ("exit", Command::Quit),
        ("zoom in", Command::ZoomIn),
        ("dark mode", Command::ThemeDark),
        ("remove row", Command::DeleteRows),
        ("search", Command::Find),
        ("as at", Command::Details),
        ("cheat sheet", Command::Shortcuts),
        ("ctrl+d", Command::FillDown),
        ("home", Command::GoOverview),
    ] {
        let found: Vec<Offer> = palette_entries(&app, typed).into_iter().take(3).map(|entry| entry.offer).collect();
        assert!(found.contains(&Offer::Command(command)), "“{typed}”: {found:?}");
    }
    assert_eq!(first(&app, "exit").offer, Offer::Command(Command::Quit), "not the letters strewn about elsewhere");
}

#[test]
fn a_few_letters_find_a_name_and_are_marked_in_it() {
    let app = example();
    let entry = first(&app, "filldo");
    assert_eq!(entry.offer, Offer::Command(Command::FillDown));
    let letters: String = entry.matched.iter().map(|at| entry.name.chars().nth(*at).unwrap()).collect();
    assert_eq!(letters.to_lowercase(), "filldo");
    // Found by another word only: nothing of the name is marked.
    assert_eq!(first(&app, "exit").matched, [0_usize; 0]);
    assert!(palette_entries(&app, "zzzqqq").is_empty());
}

#[test]
fn with_nothing_typed_what_was_chosen_lately_comes_first_and_everything_once() {
    let mut settings = Settings::default();
    for command in [Command::Save, Command::FillDown, Command::GoActions] {
        settings.chose(command);
    }
    let app = app(Some("llr/2019-20-q1.ron"), settings);
    let entries = palette_entries(&app, " ");
    let lately: Vec<&Offer> = entries.iter().take_while(|entry| entry.recent).map(|entry| &entry.offer).collect();
    assert_eq!(
        lately,
        [Command::GoActions, Command::FillDown, Command::Save].map(Offer::Command).iter().collect::<Vec<_>>()
    );
    let commands: Vec<Command> = entries
        .iter()
        .filter_map(|entry| match entry.offer {
            Offer::Command(command) => Some(command),
            _ => None,
        })
        .collect();
    assert_eq!(commands.len(), Command::all().count());
    assert_eq!(commands.iter().collect::<HashSet<_>>().len(), commands.len());
    let places: Vec<(&str, &str)> = entries
        .iter()
        .filter(|entry| !matches!(entry.offer, Offer::Command(_)))
        .map(|entry| (entry.kind, entry.name.as_str()))
        .collect();
    assert_eq!(places.len(), 8 + 3, "{places:?}");
    assert!(places.contains(&("Change", "5 Seven-day services")) && places.contains(&("Quarter", "Q4 2018/19")));
}

#[test]
fn a_change_and_a_quarter_are_gone_to() {
    let mut app = app(Some("llr/2019-20-q1.ron"), Settings::default());
    let change = first(&app, "seven-day");
    let key = app.session().unwrap().framework().changes[4].key.clone();
    assert_eq!(change.offer, Offer::Change(key.clone()));
    app.handle(Request::Chosen(change.offer));
    assert_eq!(app.take_effects(), [Effect::Afterwards(Box::new(Request::Go(Place::Change(key))))]);
    assert!(app.settings().recent_commands.is_empty(), "a place is no command");

    let quarter = first(&app, "q4 2018");
    let Offer::Quarter(path) = quarter.offer.clone() else { panic!("{quarter:?}") };
    assert!(path.ends_with("2018-19-q4.ron"));
    assert_eq!(first(&app, "q1 2019").refused, Some("It is open."));
}

#[test]
fn what_cannot_be_done_says_why_and_what_can_does_not() {
    let mut app = example();
    let refused = |app: &App, command: Command| {
        for known in Command::all() {
            assert_eq!(known.refused(app).is_none(), known.available(app), "{known:?}");
        }
        command.refused(app)
    };
    assert_eq!(refused(&app, Command::Undo), Some("Nothing to undo."));
    assert_eq!(refused(&app, Command::DeleteRows), Some("No row is selected."));
    let change = app.session().unwrap().assessment().changes[0].change.clone();
    app.handle(Request::Edit(Edit::SetLevel { change, level: Some(Level::PlansInPlace) }));
    assert_eq!(refused(&app, Command::Undo), None);

    let sealed = self::app(Some("example/2025-26-q1.ron"), Settings::default());
    assert_eq!(refused(&sealed, Command::AddRow), Some("This quarter is sealed."));
    assert_eq!(refused(&sealed, Command::Save), Some("Everything is saved."));
    let nothing = App::new(Settings::default(), Frameworks::bundled(), Arc::new(|| {}));
    assert_eq!(refused(&nothing, Command::GoActions), Some("Nothing is open."));
    let entry = first(&nothing, "actions");
    assert_eq!((entry.offer, entry.refused), (Offer::Command(Command::GoActions), Some("Nothing is open.")));
}

/// They stand in settings files: a command may be called otherwise on screen, but not there.
#[test]
fn commands_are_remembered_by_names_that_stay() {
    let mut names = HashSet::new();
    for command in Command::all() {
        assert!(names.insert(command.name()), "{command:?}");
        assert!(command.name().chars().all(|letter| letter.is_ascii_lowercase() || letter == '-'), "{command:?}");
        assert_eq!(Command::named(command.name()), Some(command));
    }
    for (name, command) in [
        ("new-quarter", Command::NewQuarter),
        ("fill-down", Command::FillDown),
        ("go-actions", Command::GoActions),
        ("theme-dark", Command::ThemeDark),
        ("toggle-reviewed", Command::ToggleReviewed),
    ] {
        assert_eq!(Command::named(name), Some(command));
    }
    assert_eq!(Command::named("no-such-command"), None);
}
