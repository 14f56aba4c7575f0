//! Replacing a text: every place is shown as it is and as it would be, and any of them can be left out.

use super::forms::field;
use super::{buttons, question};
use crate::app::find::{Hit, MOST_HITS, Spot};
use crate::app::{App, Request, Session};
use crate::compare::Stretch;
use crate::ui::widgets::{Wording, follow_focus, muted, small};
use egui::text::LayoutJob;
use egui::{Align, Layout, Rect, ScrollArea, Sense, Ui, UiBuilder, vec2};
use std::collections::BTreeSet;

/// Height of one place in the list, in points.
const LINE: f32 = 44.0;
/// In a window lower than this the list scrolls with the dialog.
const LOW: f32 = 600.0;
/// Letters shown on either side of what is found.
const AROUND: usize = 36;

pub(super) fn replace(
    ui: &mut Ui,
    app: &App,
    with: &mut String,
    skipped: &mut BTreeSet<usize>,
    fresh: bool,
) -> Vec<Request> {
    let mut requests = Vec::new();
    let find = app.last_find();
    question(ui, "Replace a text");
    let mut words = find.words().to_owned();
    field(ui, "Find", &mut words, fresh);
    let mut match_case = find.match_case();
    let told = ui.horizontal(|ui| {
        ui.checkbox(&mut match_case, "Match case");
        let hits = find.hits().len();
        let told = match (find.pattern().is_some(), hits) {
            (false, _) => "Type what is to be replaced.".to_owned(),
            (true, 0) => "It stands nowhere.".to_owned(),
            (true, 1) => "It stands in 1 place.".to_owned(),
            (true, hits) if hits + 1_000 > MOST_HITS => {
                format!("It stands in more places than are looked at: these are the first {hits}.")
            }
            (true, hits) => format!("It stands in {hits} places."),
        };
        ui.label(muted(ui, told))
    });
    ui.ctx().accesskit_node_builder(told.inner.id, |node| node.set_live(egui::accesskit::Live::Polite));
    if words != find.words() || match_case != find.match_case() {
        skipped.clear();
        requests.push(Request::Find { words, match_case });
    }
    field(ui, "Replace with", with, false);
    if let Some(session) = app.session() {
        preview(ui, session, find.hits(), with, skipped);
    }
    let chosen = find.hits().len().saturating_sub(skipped.len());
    let label = if chosen == 1 { "Replace in 1 place".to_owned() } else { format!("Replace in {chosen} places") };
    let go = Request::ReplaceText { with: with.clone(), skipped: skipped.clone() };
    let mut choices = Vec::new();
    if chosen > 0 {
        choices.push((label.as_str(), go));
    }
    choices.push(("Cancel", Request::LeaveDialog));
    requests.extend(buttons(ui, false, &choices));
    requests
}

/// The places, each with a tick; only those in sight are laid out, and one on either side, for Tab to go on to.
fn preview(ui: &mut Ui, session: &Session, hits: &[Hit], with: &str, skipped: &mut BTreeSet<usize>) {
    if hits.is_empty() {
        return;
    }
    let height = ui.ctx().content_rect().height();
    let mut places = |ui: &mut Ui| {
        let (all, _) = ui.allocate_exact_size(vec2(ui.available_width(), LINE * hits.len() as f32), Sense::hover());
        let sight = ui.clip_rect();
        let first = ((sight.top() - all.top()) / LINE).floor().max(1.0) as usize - 1;
        let last = ((sight.bottom() - all.top()) / LINE).ceil().max(0.0) as usize + 1;
        // What is left out counts, or the others would change their ids with it and lose the keyboard.
        ui.skip_ahead_auto_ids(first.min(hits.len()));
        for (at, hit) in hits.iter().enumerate().take(last).skip(first) {
            let line = Rect::from_min_size(all.min + vec2(0.0, LINE * at as f32), vec2(all.width(), LINE - 8.0));
            let builder = UiBuilder::new().id_salt(at).max_rect(line).layout(Layout::left_to_right(Align::Center));
            one_place(&mut ui.new_child(builder), session, (at, hit), with, skipped);
        }
        ui.skip_ahead_auto_ids(hits.len().saturating_sub(last));
    };
    if height < LOW {
        // Too little room for a list that scrolls within what scrolls.
        places(ui);
        return;
    }
    let height = (height - 420.0).clamp(LINE * 2.0, LINE * 8.0);
    let area = ScrollArea::vertical().id_salt("places").max_height(height).auto_shrink([false, true]);
    area.show(ui, |ui| {
        places(ui);
        follow_focus(ui);
    });
}

/// A place, with its tick.
fn one_place(ui: &mut Ui, session: &Session, (at, hit): (usize, &Hit), with: &str, skipped: &mut BTreeSet<usize>) {
    let mut wanted = !skipped.contains(&at);
    let (place, text) = said(session, hit);
    let name = format!("{place}: {}", around(&text, hit).1);
    if ui.checkbox(&mut wanted, "").accessible_name(name).changed() {
        if wanted {
            skipped.remove(&at);
        } else {
            skipped.insert(at);
        }
    }
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.add(egui::Label::new(small(ui, place)).truncate());
        let line = before_and_after(ui, &text, hit, with, wanted);
        ui.add(egui::Label::new(line).truncate());
    });
}

/// Where a hit stands, in words, and the whole text.
fn said(session: &Session, hit: &Hit) -> (String, String) {
    let framework = session.framework();
    let number = framework.number(&hit.change).unwrap_or_default();
    let title = framework.change(&hit.change).map_or("", |change| change.short.as_str());
    match &hit.spot {
        Spot::Cell(id, field) => {
            let text = session.assessment().row(id).map_or_else(String::new, |row| row.text(*field).into_owned());
            (format!("{number} {title} · {} · row {id}", field.name()), text)
        }
        Spot::Text(change, text) => {
            let words = session.assessment().change(change).map_or("", |judgement| judgement.texts.get(*text));
            (format!("{number} {title} · {}", text.name()), words.to_owned())
        }
    }
}

/// The letters before, in and behind a hit, on one line.
fn around(text: &str, hit: &Hit) -> (String, String, String) {
    let part = |range: Option<&str>| range.unwrap_or_default().replace(['\n', '\t'], " ");
    let (before, found, behind) =
        (part(text.get(..hit.range.start)), part(text.get(hit.range.clone())), part(text.get(hit.range.end..)));
    let cut = before.chars().count().saturating_sub(AROUND);
    let head: String = before.chars().skip(cut).collect();
    let tail: String = behind.chars().take(AROUND * 2).collect();
    let head = if cut > 0 { format!("…{head}") } else { head };
    (head, found, tail)
}

/// What goes is struck, what comes is underlined: never told by colour alone.
fn before_and_after(ui: &Ui, text: &str, hit: &Hit, with: &str, wanted: bool) -> LayoutJob {
    let (head, found, tail) = around(text, hit);
    let wording = Wording::body(ui);
    if wanted {
        // The very letters that are replaced, which may be a part of a word.
        let stretches = [Stretch::Kept(&head), Stretch::Gone(&found), Stretch::Come(with), Stretch::Kept(&tail)];
        wording.stretches(ui, &stretches)
    } else {
        wording.stretches(ui, &[Stretch::Kept(&format!("{head}{found}{tail}"))])
    }
}
