//! What is remembered: it round-trips, and a damaged file is begun anew.

use hicm::app::{ColumnLayout, Command, KnownTable, Lines, SavedFilter, Settings, TableLayout, Theme, WindowPlace};
use hicm::model::RowField;
use proptest::prelude::*;
use std::path::{Path, PathBuf};
use strum::IntoEnumIterator as _;

fn settings() -> impl Strategy<Value = Settings> {
    let theme = prop::sample::select(vec![Theme::System, Theme::Light, Theme::Dark]);
    let recent = prop::collection::vec("[a-zA-Z0-9 ’/\\\\.\"-]{1,12}".prop_map(PathBuf::from), 0..10);
    let side = 300.0_f32..4000.0;
    let window = (prop::option::of(-500.0_f32..500.0), side.clone(), side, any::<bool>())
        .prop_map(|(left, width, height, maximized)| WindowPlace { left, top: left, width, height, maximized });
    let filters = prop::collection::vec((".{0,70}", crate::filter::a_filter()), 0..4).prop_map(|filters| {
        let keep = |(name, filter): (String, _)| SavedFilter::new(&name, filter, &crate::made::eight().id);
        filters.into_iter().map(keep).collect()
    });
    let look = (theme, any::<bool>(), any::<bool>(), 0.8_f32..=3.0);
    let start = (look, recent, prop::option::of(window), prop::option::of(any::<bool>()));
    let commands = prop::sample::subsequence(Command::all().collect::<Vec<_>>(), 0..=8).prop_shuffle();
    let names = |commands: Vec<Command>| commands.into_iter().map(|command| command.name().to_owned()).collect();
    let columns = prop::collection::vec((0_usize..40, prop::sample::select(vec!["", "status", "due", "later"])), 0..5);
    let known = |(header, columns): (String, Vec<(usize, &str)>)| {
        let columns = columns.into_iter().map(|(at, key)| (at, key.to_owned())).collect();
        KnownTable { header, columns }
    };
    let tables = prop::collection::vec(("[0-9a-f]{16}", columns).prop_map(known), 0..20);
    let exported = (prop::sample::select(vec!["", "public", "later"]), prop::collection::vec("[a-z]{3,5}", 0..3));
    let help = (commands.prop_map(names), any::<bool>(), tables, exported, "[A-Za-z ’]{0,12}");
    (start, table(), filters, help).prop_map(
        |(start, table, filters, (recent_commands, tour_seen, tables, exported, name))| {
            let (audience, formats) = exported;
            let (look, recent, window, inspector) = start;
            let (theme, high_contrast, reduce_motion, zoom) = look;
            Settings {
                theme,
                high_contrast,
                reduce_motion,
                zoom,
                recent,
                window,
                inspector,
                table,
                filters,
                tables,
                audience: audience.to_owned(),
                formats,
                recent_commands,
                name,
                tour_seen,
            }
        },
    )
}

/// Columns moved, hidden and widened at random.
fn table() -> impl Strategy<Value = TableLayout> {
    let fields: Vec<RowField> = RowField::iter().collect();
    let moves = prop::collection::vec((0..fields.len(), 0..fields.len(), any::<bool>(), 10.0_f32..2000.0), 0..8);
    let lines = prop::sample::select(vec![Lines::One, Lines::Five, Lines::All]);
    (moves, lines).prop_map(move |(moves, lines)| {
        let mut layout = TableLayout { lines, ..TableLayout::default() };
        for (field, before, shown, width) in moves {
            layout.put_before(fields[field], (before > 0).then_some(fields[before]));
            layout.show(fields[field], shown);
            layout.set_width(fields[field], shown.then_some(width));
        }
        layout
    })
}

proptest! {
    #[test]
    fn settings_come_back_as_they_were(settings in settings()) {
        prop_assert_eq!(Settings::from_text(&settings.to_text()), settings);
    }

    #[test]
    fn every_column_stands_once_and_one_is_always_shown(table in table()) {
        let mut fields: Vec<RowField> = table.columns.iter().filter_map(ColumnLayout::row_field).collect();
        fields.sort_unstable();
        prop_assert_eq!(fields, RowField::iter().collect::<Vec<_>>());
        prop_assert!(table.shown().next().is_some());
        let mut mended = table.clone();
        mended.mend();
        prop_assert_eq!(mended, table, "there was nothing to mend");
    }

    #[test]
    fn no_text_whatever_stops_a_start(text in ".{0,200}") {
        let settings = Settings::from_text(&text);
        prop_assert!(Settings::ZOOM.contains(&settings.zoom));
    }

    #[test]
    fn a_cut_or_scribbled_file_is_begun_anew(settings in settings(), at in any::<prop::sample::Index>()) {
        let text = settings.to_text();
        let cut: String = text.chars().take(at.index(text.chars().count())).collect();
        let read = Settings::from_text(&cut);
        prop_assert!(read == settings || read == Settings::default());
    }
}

#[test]
fn values_out_of_bounds_are_brought_back() {
    for (text, zoom) in
        [("(zoom: 0.1)", 0.8), ("(zoom: 99.0)", 3.0), ("(zoom: NaN)", 1.0), ("(zoom: inf)", 1.0), ("", 1.0)]
    {
        assert!((Settings::from_text(text).zoom - zoom).abs() < 1e-6, "{text}");
    }
    let tiny = "(window: Some((left: None, top: None, width: 10.0, height: 10.0, maximized: false)))";
    assert_eq!(Settings::from_text(tiny).window, None);
    let many: Vec<String> = (0..30).map(|at| format!("\"{at}\"")).collect();
    assert_eq!(Settings::from_text(&format!("(recent: [{}])", many.join(","))).recent.len(), 10);
}

#[test]
fn recent_files_are_kept_once_the_last_first_and_at_most_ten() {
    let mut settings = Settings::default();
    for at in 0..15 {
        settings.opened(Path::new(&at.to_string()));
    }
    settings.opened(Path::new("9"));
    assert_eq!(settings.last(), Some(Path::new("9")));
    assert_eq!(settings.recent.len(), 10);
    assert_eq!(settings.recent.iter().filter(|path| path.as_path() == Path::new("9")).count(), 1);
    settings.forget(Path::new("9"));
    assert_eq!(settings.last(), Some(Path::new("14")));
}

#[test]
fn commands_are_kept_once_the_last_first_and_at_most_eight() {
    let mut settings = Settings::default();
    for command in Command::all().take(12).chain([Command::Save]) {
        settings.chose(command);
    }
    assert_eq!(settings.recent_commands.len(), 8);
    assert_eq!(settings.recent_commands[0], "save");
    assert_eq!(settings.recent_commands.iter().filter(|name| *name == "save").count(), 1);
    let read = Settings::from_text("(recent_commands: [\"fill-down\", \"of-a-later-version\"])");
    assert_eq!(read.recent_commands, ["fill-down"]);
}
