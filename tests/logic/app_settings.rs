//! What is remembered: it round-trips, and a damaged file is begun anew.

use hicm::app::{Settings, Theme, WindowPlace};
use proptest::prelude::*;
use std::path::{Path, PathBuf};

fn settings() -> impl Strategy<Value = Settings> {
    let theme = prop::sample::select(vec![Theme::System, Theme::Light, Theme::Dark]);
    let recent = prop::collection::vec("[a-zA-Z0-9 ’/\\\\.\"-]{1,12}".prop_map(PathBuf::from), 0..10);
    let side = 300.0_f32..4000.0;
    let window = (prop::option::of(-500.0_f32..500.0), side.clone(), side, any::<bool>())
        .prop_map(|(left, width, height, maximized)| WindowPlace { left, top: left, width, height, maximized });
    let look = (theme, any::<bool>(), any::<bool>(), 0.8_f32..=3.0);
    (look, recent, prop::option::of(window), prop::option::of(any::<bool>())).prop_map(
        |((theme, high_contrast, reduce_motion, zoom), recent, window, inspector)| Settings {
            theme,
            high_contrast,
            reduce_motion,
            zoom,
            recent,
            window,
            inspector,
        },
    )
}

proptest! {
    #[test]
    fn settings_come_back_as_they_were(settings in settings()) {
        prop_assert_eq!(Settings::from_text(&settings.to_text()), settings);
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
