//! Dialogs: one is open at a time, Escape leaves it, Enter does what its first button says.

mod columns;
mod export;
mod forms;
mod kept;
mod list;
mod merge;
mod palette;
mod questions;
mod replace;
mod salvaging;
mod sealing;
mod sharing;
mod shortcuts;

use crate::app::{App, Dialog, Request};
use crate::ui::theme;
use crate::ui::widgets::{accent_button, follow_focus, strong};
use egui::{Context, Id, Key, Modal, ScrollArea, Ui};

/// Shows the open dialog. `fresh` says that it opened since the last frame.
pub fn show(ctx: &Context, app: &mut App, fresh: bool) -> Vec<Request> {
    // A copy is drawn, and what is typed in it is kept.
    let Some(mut dialog) = app.dialog().cloned() else { return Vec::new() };
    let requests = match &mut dialog {
        Dialog::Palette { typed, at } => palette::show(ctx, app, typed, at, fresh),
        Dialog::Shortcuts { typed } => shortcuts::show(ctx, typed, fresh),
        dialog => asked(ctx, app, dialog, fresh),
    };
    if let Some(kept) = app.dialog_mut() {
        *kept = dialog;
    }
    requests
}

/// A dialog that asks something, in the middle of the window.
fn asked(ctx: &Context, app: &App, dialog: &mut Dialog, fresh: bool) -> Vec<Request> {
    let mut requests = Vec::new();
    let frame = egui::Frame::popup(&ctx.global_style()).inner_margin(24).corner_radius(theme::RADIUS + 4);
    let modal = Modal::new(Id::unique("dialog")).frame(frame).backdrop_color(theme::palette(ctx).backdrop);
    let response = modal.show(ctx, |ui| {
        ui.set_width((ui.ctx().content_rect().width() - 80.0).clamp(260.0, width(dialog)));
        // At twice the size a form is higher than a small window: it scrolls, and what has the keyboard stays in sight.
        let height = (ui.ctx().content_rect().height() - 72.0).max(120.0);
        // Room to grow, too: a complaint or a button may come while something is typed.
        ui.set_max_height(height);
        ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 10.0;
            let requests = body(ui, app, dialog, fresh);
            follow_focus(ui);
            requests
        })
    });
    requests.extend(response.inner.inner.clone());
    if requests.is_empty() && response.should_close() {
        requests.push(Request::LeaveDialog);
    }
    requests
}

const fn width(dialog: &Dialog) -> f32 {
    match dialog {
        Dialog::Export(_) => 920.0,
        Dialog::ReplaceText { .. } | Dialog::Aside(_) => 760.0,
        Dialog::Versions { .. } | Dialog::Found(_) | Dialog::Unreadable(_) => 600.0,
        Dialog::Problem(_)
        | Dialog::NotSaved(_)
        | Dialog::TypePath { .. }
        | Dialog::MergeCopy { .. }
        | Dialog::ChangedOnDisk { .. }
        | Dialog::Sharing
        | Dialog::Seal { .. } => 560.0,
        _ => 460.0,
    }
}

fn body(ui: &mut Ui, app: &App, dialog: &mut Dialog, fresh: bool) -> Vec<Request> {
    match dialog {
        Dialog::Unsaved => questions::unsaved(ui, app, fresh),
        Dialog::LeaveTable => questions::leave_table(ui, app, fresh),
        Dialog::ChangedOnDisk { path, found } => merge::changed_on_disk(ui, path, found, fresh),
        Dialog::Versions { path, versions, chosen } => kept::versions(ui, app, path, versions, chosen, fresh),
        Dialog::Sharing => sharing::sharing(ui, app, fresh),
        Dialog::YourName { typed } => sharing::your_name(ui, typed, fresh),
        Dialog::Found(found) => kept::found(ui, found, fresh),
        Dialog::Unreadable(unreadable) => salvaging::unreadable(ui, unreadable, fresh),
        Dialog::Aside(aside) => salvaging::aside(ui, app, aside, fresh),
        Dialog::MergeCopy { offer, chosen } => merge::copy(ui, offer, chosen, fresh),
        Dialog::Replace { path } => questions::replace(ui, path, fresh),
        Dialog::NewQuarter => questions::new_quarter(ui, app, fresh),
        Dialog::QuarterExists { path } => questions::quarter_exists(ui, app, path, fresh),
        Dialog::NameFilter { renames, name } => forms::name_filter(ui, app, renames.as_deref(), name, fresh),
        Dialog::Reassign => questions::reassign(ui, app, fresh),
        Dialog::PasteGrows { paste } => questions::paste_grows(ui, paste, fresh),
        Dialog::ReplaceText { with, skipped } => replace::replace(ui, app, with, skipped, fresh),
        Dialog::Columns => columns::columns(ui, app, fresh),
        Dialog::KeepText(keeping) => forms::keep_text(ui, keeping, fresh),
        Dialog::Export(form) => export::export(ui, app, form, fresh),
        Dialog::Problem(problem) => questions::problem(ui, problem, fresh),
        Dialog::NotSaved(problem) => questions::not_saved(ui, problem, fresh),
        Dialog::TypePath { purpose, typed } => forms::type_path(ui, *purpose, typed, fresh),
        Dialog::New { place, quarter, framework } => forms::new_assessment(ui, app, place, quarter, framework, fresh),
        Dialog::Details { place, quarter, as_at, prepared_by } => {
            forms::details(ui, place, quarter, as_at, prepared_by, fresh)
        }
        Dialog::Seal { by, role, note, on } => sealing::seal(ui, app, (by, role, note), *on, fresh),
        Dialog::Reopen { by, reason, on } => sealing::reopen(ui, app, (by, reason), *on, fresh),
        // Lists, not questions: they are shown by themselves.
        Dialog::Palette { .. } | Dialog::Shortcuts { .. } => Vec::new(),
    }
}

/// The question a dialog asks.
fn question(ui: &mut Ui, text: &str) {
    let response = ui.add(egui::Label::new(strong(text).size(17.0)).wrap());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Heading, true, text));
}

/// Buttons at the lower right: the first goes on, the last leaves.
fn buttons(ui: &mut Ui, fresh: bool, choices: &[(&str, Request)]) -> Vec<Request> {
    let mut requests = Vec::new();
    ui.add_space(6.0);
    ui.horizontal_wrapped(|ui| {
        for (at, (label, request)) in choices.iter().enumerate() {
            let response = if at == 0 { accent_button(ui, label) } else { ui.button(*label) };
            if fresh && at == 0 {
                response.request_focus();
            }
            if response.clicked() {
                requests.push(request.clone());
            }
        }
    });
    requests
}

/// Whether Enter was pressed in a one-line field.
fn entered(ui: &Ui, response: &egui::Response) -> bool {
    response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}
