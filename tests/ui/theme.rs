//! The palettes: contrast of text and marks, and levels that can be told apart.

use crate::support::{Desk, contrast, luminance};
use egui::accesskit::{Role, Toggled};
use egui::{Color32, Key, Shape};
use egui_kittest::kittest::NodeT as _;
use hicm::app::{Command, Settings, Theme};
use hicm::ui::theme::{DARK, HIGH_CONTRAST_DARK, HIGH_CONTRAST_LIGHT, LIGHT, Palette};

#[test]
fn contrast_is_measured_as_it_should_be() {
    assert!((contrast(Color32::WHITE, Color32::BLACK) - 21.0).abs() < 1e-9);
    assert!((contrast(Color32::from_rgb(0x76, 0x76, 0x76), Color32::WHITE) - 4.54).abs() < 0.01);
}

/// A palette with its name, and how much its texts and its marks must stand out.
const PALETTES: [(&str, &Palette, f64, f64); 4] = [
    ("light", &LIGHT, 4.5, 3.0),
    ("dark", &DARK, 4.5, 3.0),
    ("light in high contrast", &HIGH_CONTRAST_LIGHT, 7.0, 4.5),
    ("dark in high contrast", &HIGH_CONTRAST_DARK, 7.0, 4.5),
];

#[test]
fn every_text_and_every_mark_stands_out_on_every_ground() {
    let mut faults = Vec::new();
    for (theme, p, text_least, mark_least) in PALETTES {
        let page = [("canvas", p.canvas), ("surface", p.surface)];
        // The sidebar's chosen line and what is hovered; cells taken in hand.
        let wash = [("accent_weak", p.accent_weak), ("selection", p.selection)];
        let everywhere: Vec<_> = page.iter().chain(&wash).copied().collect();
        let banner: Vec<_> = everywhere.iter().chain(&[("alert_weak", p.alert_weak)]).copied().collect();
        let mut pairs: Vec<(String, Color32, Color32, f64)> = Vec::new();
        let mut on = |name: &str, colour: Color32, grounds: &[(&str, Color32)], least: f64| {
            let pair = |(ground, under): &(&str, Color32)| (format!("{name} on {ground}"), colour, *under, least);
            pairs.extend(grounds.iter().map(pair));
        };
        on("ink", p.ink, &banner, text_least);
        on("muted", p.muted, &everywhere, text_least);
        on("alert", p.alert, &banner, text_least);
        // A text that was found, in whatever it stands.
        for (name, ink) in [("ink", p.ink), ("muted", p.muted), ("alert", p.alert)] {
            on(name, ink, &[("found", p.found)], text_least);
        }
        on("accent", p.accent, &[page[0], page[1], wash[0]], text_least);
        on("gain", p.gain, &page, text_least);
        on("loss", p.loss, &page, text_least);
        on("on_accent", p.on_accent, &[("accent", p.accent)], text_least);
        on("mark", p.mark, &everywhere, mark_least);
        on("focus", p.focus, &everywhere, mark_least);
        // The tick of last quarter and the outline of a plan are drawn in these.
        on("muted as a mark", p.muted, &everywhere, mark_least);
        on("the accent as a button", p.accent, &page, mark_least);
        for (name, above, ground, least) in pairs {
            let found = contrast(above, ground);
            if found < least {
                faults.push(format!("{theme}: {name} is {found:.2}, not {least}"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn high_contrast_is_black_and_white_with_outlines_that_are_seen() {
    for p in [&HIGH_CONTRAST_LIGHT, &HIGH_CONTRAST_DARK] {
        assert!((contrast(p.ink, p.canvas) - 21.0).abs() < 1e-9);
        assert_eq!(p.canvas, p.surface, "nothing is parted by a shade alone");
        // Elsewhere these lines carry no meaning; here they part what shades part otherwise.
        assert!(contrast(p.line, p.canvas) >= 7.0);
        assert!(p.outline > LIGHT.outline && p.ring > LIGHT.ring && p.ring > p.outline);
    }
}

#[test]
fn the_levels_climb_in_one_direction_and_neighbours_differ() {
    for (theme, p, _, mark_least) in PALETTES {
        let high = mark_least > 4.0;
        // Away from the ground: pale to deep on white, dim to bright on black.
        let grounded = [p.surface].into_iter().chain(p.levels).collect::<Vec<_>>();
        let climb: Vec<f64> = grounded.iter().map(|colour| luminance(*colour)).collect();
        let deeper = climb[0] > climb[1];
        assert!(climb.windows(2).all(|pair| (pair[0] > pair[1]) == deeper), "{theme}: {climb:?}");
        // A step counts from the empty pip on: that is the ground itself.
        let from = usize::from(!high);
        for pair in grounded[from..].windows(2) {
            let (found, least) = (contrast(pair[0], pair[1]), if high { 1.7 } else { 1.25 });
            assert!(found >= least, "{theme}: {:?} and {:?} differ by only {found:.2}", pair[0], pair[1]);
        }
        // Of one hue, but for the palest, which has next to none.
        for level in &p.levels {
            assert!(level.b() > level.g() && level.g() > level.r(), "{theme}: {level:?} is not of the ramp’s hue");
        }
        // The highest stands out by itself; the lower ones have the mark's outline.
        assert!(contrast(p.levels[4], p.surface) >= mark_least, "{theme}");
    }
}

#[test]
fn the_theme_and_high_contrast_follow_their_commands() {
    let mut desk = Desk::example();
    desk.harness.input_mut().system_theme = Some(egui::Theme::Light);
    for high in [false, true] {
        if high {
            desk.menu(Command::HighContrast);
        }
        assert_eq!(desk.app().settings().high_contrast, high);
        let (light, dark) = if high { (&HIGH_CONTRAST_LIGHT, &HIGH_CONTRAST_DARK) } else { (&LIGHT, &DARK) };
        for (command, theme, p) in [
            (Command::ThemeDark, Theme::Dark, dark),
            (Command::ThemeLight, Theme::Light, light),
            (Command::ThemeSystem, Theme::System, light),
        ] {
            desk.menu(command);
            assert_eq!(desk.app().settings().theme, theme);
            let ctx = &desk.harness.ctx;
            let visuals = &ctx.global_style().visuals;
            assert_eq!(visuals.panel_fill, p.canvas, "{command:?}, high contrast {high}");
            assert_eq!(visuals.override_text_color, Some(p.ink));
            assert_eq!(hicm::ui::theme::palette(ctx), p, "{command:?}, high contrast {high}");
        }
    }
    desk.menu(Command::HighContrast);
    assert_eq!(desk.harness.ctx.global_style().visuals.panel_fill, LIGHT.canvas, "and back");
}

#[test]
fn high_contrast_is_there_from_the_first_frame_when_it_was_kept() {
    let settings = Settings { high_contrast: true, reduce_motion: true, theme: Theme::Dark, ..Settings::default() };
    let settings = Settings::from_text(&settings.to_text());
    let desk = Desk::start(tempfile::tempdir().unwrap(), None, settings, [1280.0, 800.0]);
    assert_eq!(hicm::ui::theme::palette(&desk.harness.ctx), &HIGH_CONTRAST_DARK);
    assert_eq!(desk.harness.ctx.global_style().animation_time, 0.0);
}

#[test]
fn a_menu_says_what_is_on() {
    let mut desk = Desk::example();
    let told = |desk: &Desk, command: Command| {
        let node = desk.node(Role::Button, command.label());
        let shown = marks(desk, node.rect());
        (node.accesskit_node().toggled(), shown)
    };
    let (on, off) = ((Some(Toggled::True), 1), (Some(Toggled::False), 0));
    for command in [Command::HighContrast, Command::ReduceMotion, Command::ThemeDark] {
        desk.button("View");
        assert_eq!(told(&desk, command), off, "{command:?}");
        assert_eq!(told(&desk, Command::ZoomIn), (None, 0), "it turns nothing on");
        desk.keys(&[Key::Escape]);
        desk.menu(command);
        desk.button("View");
        assert_eq!(told(&desk, command), on, "{command:?}");
        desk.keys(&[Key::Escape]);
    }
    desk.button("View");
    assert_eq!(told(&desk, Command::ThemeSystem), off, "one of the three");
    // In so wide a window the inspector stands open.
    assert_eq!(told(&desk, Command::ToggleInspector), on);
    desk.keys(&[Key::Escape]);
    desk.shortcut(Command::ToggleInspector);
    desk.button("View");
    assert_eq!(told(&desk, Command::ToggleInspector), off);
}

/// How many check marks are drawn within a rectangle.
fn marks(desk: &Desk, rect: egui::Rect) -> usize {
    let shapes = &desk.harness.output().shapes;
    let check = |shape: &Shape| match shape {
        Shape::Path(path) => path.points.len() == 3 && path.points.iter().all(|point| rect.contains(*point)),
        _ => false,
    };
    shapes.iter().filter(|clipped| check(&clipped.shape)).count()
}

/// What is printed and shown on slides looks as the window does; the templates cannot ask the window for its colours.
#[test]
fn pages_have_the_colours_of_the_window() {
    let templates = include_str!("../../assets/report/common.typ");
    let (light, dark) = templates.split_once("dark: (").unwrap();
    for (theme, p) in [(light, &LIGHT), (dark, &DARK)] {
        let named = [
            ("page", p.surface),
            ("wash", p.canvas),
            ("ink", p.ink),
            ("muted", p.muted),
            ("line", p.line),
            ("mark", p.mark),
            ("accent", p.accent),
            ("alert", p.alert),
        ];
        let written = |colour: Color32| format!("\"#{:02X}{:02X}{:02X}\"", colour.r(), colour.g(), colour.b());
        for (name, colour) in named {
            assert!(theme.contains(&format!("{name}: {}", written(colour))), "{name}: {}", written(colour));
        }
        let levels = p.levels.map(written).join(", ");
        assert!(theme.contains(&format!("levels: ({levels})")), "{levels}");
    }
}
