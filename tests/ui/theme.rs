//! The palettes: contrast of text and marks, and levels that can be told apart.

use crate::support::Desk;
use egui::Color32;
use hicm::app::{Command, Theme};
use hicm::ui::theme::{DARK, LIGHT, Palette};

fn luminance(colour: Color32) -> f64 {
    let linear = |channel: u8| {
        let c = f64::from(channel) / 255.0;
        if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
}

/// As the Web Content Accessibility Guidelines define it.
fn contrast(one: Color32, other: Color32) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn contrast_is_measured_as_it_should_be() {
    assert!((contrast(Color32::WHITE, Color32::BLACK) - 21.0).abs() < 1e-9);
    assert!((contrast(Color32::from_rgb(0x76, 0x76, 0x76), Color32::WHITE) - 4.54).abs() < 0.01);
}

#[test]
fn every_text_and_every_mark_stands_out_in_both_themes() {
    let mut faults = Vec::new();
    for (theme, p) in [("light", &LIGHT), ("dark", &DARK)] {
        let grounds = [("canvas", p.canvas), ("surface", p.surface)];
        let texts = [
            ("ink", p.ink),
            ("muted", p.muted),
            ("accent", p.accent),
            ("alert", p.alert),
            ("gain", p.gain),
            ("loss", p.loss),
        ];
        let mut pairs: Vec<(String, Color32, Color32, f64)> = Vec::new();
        for (ground_name, ground) in grounds {
            for (name, text) in texts {
                pairs.push((format!("{name} on {ground_name}"), text, ground, 4.5));
            }
            for (name, mark) in [("mark", p.mark), ("focus", p.focus)] {
                pairs.push((format!("{name} on {ground_name}"), mark, ground, 3.0));
            }
        }
        for (name, text, ground) in [
            ("on_accent on accent", p.on_accent, p.accent),
            ("ink on accent_weak", p.ink, p.accent_weak),
            ("ink on selection", p.ink, p.selection),
            // The sidebar's chosen line, a cell's small line in the cursor's row, overdue in a selected row.
            ("accent on accent_weak", p.accent, p.accent_weak),
            ("muted on accent_weak", p.muted, p.accent_weak),
            ("muted on selection", p.muted, p.selection),
            ("alert on accent_weak", p.alert, p.accent_weak),
            ("alert on selection", p.alert, p.selection),
            ("alert on alert_weak", p.alert, p.alert_weak),
            ("ink on alert_weak", p.ink, p.alert_weak),
        ] {
            pairs.push((name.to_owned(), text, ground, 4.5));
        }
        // The ring and the pips are drawn on these as well.
        for (name, mark, ground) in [
            ("focus on accent_weak", p.focus, p.accent_weak),
            ("focus on selection", p.focus, p.selection),
            ("mark on accent_weak", p.mark, p.accent_weak),
            ("mark on selection", p.mark, p.selection),
        ] {
            pairs.push((name.to_owned(), mark, ground, 3.0));
        }
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
fn the_levels_climb_in_one_direction_and_neighbours_differ() {
    let ramp = |p: &Palette| p.levels.map(luminance);
    let (light, dark) = (ramp(&LIGHT), ramp(&DARK));
    assert!(light.windows(2).all(|pair| pair[0] > pair[1]), "pale to deep: {light:?}");
    assert!(dark.windows(2).all(|pair| pair[0] < pair[1]), "dim to bright: {dark:?}");
    for p in [&LIGHT, &DARK] {
        for pair in p.levels.windows(2) {
            let found = contrast(pair[0], pair[1]);
            assert!(found >= 1.25, "{:?} and {:?} differ by only {found:.2}", pair[0], pair[1]);
        }
        // The highest stands out by itself; the lower ones have the mark's outline.
        assert!(contrast(p.levels[4], p.surface) >= 3.0);
    }
}

#[test]
fn the_theme_follows_its_commands() {
    let mut desk = Desk::example();
    desk.harness.input_mut().system_theme = Some(egui::Theme::Light);
    for (command, theme, dark) in [
        (Command::ThemeDark, Theme::Dark, true),
        (Command::ThemeLight, Theme::Light, false),
        (Command::ThemeSystem, Theme::System, false),
    ] {
        desk.menu(command);
        assert_eq!(desk.app().settings().theme, theme);
        let ctx = &desk.harness.ctx;
        assert_eq!(ctx.theme() == egui::Theme::Dark, dark, "{command:?}");
        let fill = ctx.global_style().visuals.panel_fill;
        assert_eq!(fill, if dark { DARK.canvas } else { LIGHT.canvas });
    }
}
