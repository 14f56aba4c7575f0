//! What stood before, and what each of the two made of it, side by side with their reasons.

use super::values::{Against, value};
use super::words::words;
use crate::app::{ON_DISK, Session, THIS_WINDOW};
use crate::model::{Conflict, ConflictKind, Side, Spot, Value};
use crate::ui::theme::{self, palette};
use crate::ui::widgets::{muted, small, strong, wrapped};
use egui::{Align, Frame, Layout, Margin, Ui};

/// Three stand beside each other from this width on, two from the next.
const THREE: f32 = 640.0;
const TWO: f32 = 420.0;

/// What the document holds at the place of a conflict, where that is neither what mine has nor what a person is told of
/// anyway.
pub(super) fn edited_since(session: &Session, conflict: &Conflict) -> Option<Value> {
    let stands = session.assessment().value(&conflict.spot);
    // What one deleted and the other edited stands as edited until somebody decides.
    let known = [&conflict.mine.value, &conflict.theirs.value].contains(&&stands);
    let told = conflict.kind == ConflictKind::Undecided && !matches!(conflict.spot, Spot::State | Spot::Order(_));
    (told && !known).then_some(stands)
}

/// Shows them.
pub(super) fn sides(ui: &mut Ui, session: &Session, conflict: &Conflict) {
    let stands = match conflict.kind {
        ConflictKind::Combined => Some(("Combined, please read", session.assessment().value(&conflict.spot))),
        ConflictKind::Undecided => {
            edited_since(session, conflict).map(|value| ("In the document now, edited since", value))
        }
    };
    if let Some((title, stands)) = &stands {
        Frame::new()
            .fill(palette(ui).accent_weak)
            .corner_radius(theme::RADIUS)
            .inner_margin(Margin::symmetric(14, 10))
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.label(strong(*title));
                value(ui, session, &conflict.spot, stands, Against::Before(&conflict.base));
            });
        ui.add_space(4.0);
    }
    let width = ui.available_width();
    let before = |ui: &mut Ui| {
        part(ui, "Before both", |ui| value(ui, session, &conflict.spot, &conflict.base, Against::Nothing));
    };
    let mine = |ui: &mut Ui| side(ui, session, conflict, "Mine", &conflict.mine, &conflict.theirs);
    let theirs = |ui: &mut Ui| side(ui, session, conflict, "Theirs", &conflict.theirs, &conflict.mine);
    ui.spacing_mut().item_spacing.x = 12.0;
    if width >= THREE {
        ui.columns(3, |columns| {
            if let [one, two, three] = columns {
                before(one);
                mine(two);
                theirs(three);
            }
        });
    } else {
        before(ui);
        if width >= TWO {
            ui.columns(2, |columns| {
                if let [one, two] = columns {
                    mine(one);
                    theirs(two);
                }
            });
        } else {
            mine(ui);
            theirs(ui);
        }
    }
}

fn part(ui: &mut Ui, title: &str, add: impl FnOnce(&mut Ui)) {
    let palette = palette(ui);
    Frame::new()
        .fill(palette.surface)
        .stroke(palette.edge(palette.line))
        .corner_radius(theme::RADIUS)
        .inner_margin(Margin::symmetric(14, 10))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            // Columns justify what stands in them, and words do not want to be.
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                ui.spacing_mut().item_spacing.y = 4.0;
                wrapped(ui, strong(title));
                add(ui);
            });
        });
    ui.add_space(4.0);
}

fn side(ui: &mut Ui, session: &Session, conflict: &Conflict, whose: &str, side: &Side, other: &Side) {
    part(ui, &format!("{whose}: {}", by(session, conflict, &side.by)), |ui| {
        // Two rows that were added under one id have nothing before them: each is told from the other.
        let added = conflict.base.is_nothing() && matches!(side.value, Value::Row(_));
        let entire = matches!(conflict.spot, Spot::Row(_) | Spot::Metric(..) | Spot::Judgement(_));
        if entire && side.value.is_nothing() {
            wrapped(ui, "Deleted it.");
        } else {
            let against = if added { Against::Rival(&other.value) } else { Against::Before(&conflict.base) };
            value(ui, session, &conflict.spot, &side.value, against);
        }
        ui.add_space(4.0);
        if side.reason.trim().is_empty() {
            wrapped(ui, small(ui, "Gave no reason."));
        } else {
            ui.label(small(ui, "Reason"));
            wrapped(ui, muted(ui, side.reason.as_str()).color(palette(ui).ink));
        }
    });
}

/// Whose it is. What was merged in another window, or before this one was opened, was not merged in this one.
fn by<'a>(session: &Session, conflict: &Conflict, name: &'a str) -> &'a str {
    let came_with_the_file = session.opened_content().is_some_and(|opened| opened.undecided.contains(conflict));
    match name {
        THIS_WINDOW if came_with_the_file => "whoever merged the two",
        ON_DISK if came_with_the_file => "the file before that",
        name => name,
    }
}

/// A conflict in a sentence, for a screen reader.
pub(super) fn said(session: &Session, conflict: &Conflict) -> String {
    let told = |value: &Value| words(session, &conflict.spot, value);
    let before = told(&conflict.base);
    let side = |side: &Side| format!("{}: {}", by(session, conflict, &side.by), told(&side.value));
    format!("Before: {before}. {}. {}.", side(&conflict.mine), side(&conflict.theirs))
}
