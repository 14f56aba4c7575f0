//! What is really drawn, in every view, menu and dialog and by every palette: each text in a colour for texts, on a ground
//! on which it can be read.

use crate::access::scenes;
use crate::support::{Desk, contrast};
use egui::epaint::{ClippedShape, TextShape};
use egui::{Color32, Pos2, Rect, Shape};
use hicm::app::{Command, Request};
use hicm::ui::theme::{Palette, palette};
use std::collections::BTreeSet;

/// A text as it stands on the screen.
struct Drawn {
    words: String,
    ink: Color32,
    ground: Color32,
    /// It belongs to something that cannot be used now.
    faint: bool,
}

/// How much what cannot be used now stands out at least.
const FAINT: f64 = 2.0;

/// Every text in sight, with what lies directly under it.
fn texts(desk: &Desk) -> Vec<Drawn> {
    let p = palette(&desk.harness.ctx);
    let flat: Vec<(Rect, &Shape)> = desk.harness.output().shapes.iter().flat_map(parts).collect();
    // What lies behind a dialog is not there to be read.
    let shaded = flat.iter().rposition(|(_, shape)| matches!(shape, Shape::Rect(rect) if rect.fill == p.backdrop));
    let mut grounds: Vec<(Rect, Color32)> = vec![(Rect::EVERYTHING, p.canvas)];
    let mut texts = Vec::new();
    for (at, (clip, shape)) in flat.iter().enumerate() {
        match shape {
            Shape::Rect(rect) if rect.fill.a() > 0 => grounds.push((rect.rect.intersect(*clip), rect.fill)),
            Shape::Text(text) if shaded.is_none_or(|shaded| at > shaded) => {
                for (middle, ink, words) in lines(text) {
                    if clip.contains(middle) {
                        // What cannot be used now is drawn faintly, its button as well.
                        let ink = ink.gamma_multiply(text.opacity_factor);
                        let faint = !ink.is_opaque();
                        let under: Vec<Color32> =
                            grounds.iter().filter(|(rect, _)| rect.contains(middle)).map(|(_, fill)| *fill).collect();
                        let solid = under.iter().rposition(Color32::is_opaque).unwrap();
                        let veils = under[solid + 1..].iter().filter(|_| faint);
                        let ground = veils.fold(under[solid], |ground, veil| ground.blend(*veil));
                        texts.push(Drawn { words, faint, ink: ground.blend(ink), ground });
                    }
                }
            }
            _ => {}
        }
    }
    texts
}

/// A shape's parts, each with what it is cut to.
fn parts(clipped: &ClippedShape) -> Vec<(Rect, &Shape)> {
    fn gather<'a>(clip: Rect, shape: &'a Shape, into: &mut Vec<(Rect, &'a Shape)>) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| gather(clip, shape, into)),
            shape => into.push((clip, shape)),
        }
    }
    let mut into = Vec::new();
    gather(clipped.clip_rect, &clipped.shape, &mut into);
    into
}

/// The middle, the colour and the words of each line of a text.
fn lines(text: &TextShape) -> Vec<(Pos2, Color32, String)> {
    let mut lines = Vec::new();
    for row in &text.galley.rows {
        let visuals = &row.row.visuals;
        let Some(corner) = visuals.mesh.vertices.get(visuals.glyph_vertex_range.start) else { continue };
        let own = text.override_text_color.unwrap_or(corner.color);
        let ink = if own == Color32::PLACEHOLDER { text.fallback_color } else { own };
        lines.push((text.pos + row.rect().center().to_vec2(), ink, row.row.text()));
    }
    lines
}

fn readable(scene: &str, desk: &Desk, least: f64, faults: &mut BTreeSet<String>) -> usize {
    let p: &Palette = palette(&desk.harness.ctx);
    let inks = [p.ink, p.muted, p.accent, p.on_accent, p.alert, p.gain, p.loss];
    let grounds = [p.canvas, p.surface, p.accent_weak, p.selection, p.found, p.accent, p.alert_weak];
    let drawn = texts(desk);
    for Drawn { words, ink, ground, faint } in &drawn {
        if *faint {
            // Nothing asks for more than to be seen; but it says what could be done at another time.
            if contrast(*ink, *ground) < FAINT {
                faults.insert(format!("{scene}: “{words}” is all but invisible, {ink:?} on {ground:?}"));
            }
            continue;
        }
        if !inks.contains(ink) || !grounds.contains(ground) {
            faults.insert(format!("{scene}: “{words}” is {ink:?} on {ground:?}, which no palette has for texts"));
        }
        let found = contrast(*ink, *ground);
        if found < least {
            faults.insert(format!("{scene}: “{words}” is {ink:?} on {ground:?}: {found:.2}, not {least}"));
        }
    }
    drawn.len()
}

/// Every scene in one palette.
fn all_readable(commands: &[Command], least: f64) {
    let mut desk = Desk::example();
    for command in commands {
        desk.ask(Request::Command(*command));
    }
    let mut faults = BTreeSet::new();
    let mut fewest = (usize::MAX, String::new());
    scenes(&mut desk, |scene, desk| {
        let seen = readable(scene, desk, least, &mut faults);
        fewest = fewest.clone().min((seen, scene.to_owned()));
    });
    assert!(fewest.0 >= 4, "only {} texts in {}", fewest.0, fewest.1);
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn light_is_readable() {
    all_readable(&[Command::ThemeLight], 4.5);
}

#[test]
fn dark_is_readable() {
    all_readable(&[Command::ThemeDark], 4.5);
}

#[test]
fn light_in_high_contrast_is_readable() {
    all_readable(&[Command::ThemeLight, Command::HighContrast], 7.0);
}

#[test]
fn dark_in_high_contrast_is_readable() {
    all_readable(&[Command::ThemeDark, Command::HighContrast], 7.0);
}
