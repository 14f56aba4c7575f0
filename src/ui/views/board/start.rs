//! What is chosen before slides are shown: for whom, what the movement is told from, where, and from which slide on.

use super::{BoardState, overview};
use crate::app::{App, BoardSince, BoardStep, Command, Request, Screen};
use crate::report::Audience;
use crate::ui::header::{header_scrolls, view_header};
use crate::ui::widgets::{
    accent_button, card, follow_focus, heading, link, muted, ringed, small, strong, title, wrapped,
};
use egui::{Align, ComboBox, Layout, ScrollArea, Ui};

/// With less room than this the choices stand one below the other.
const SIDE_BY_SIDE: f32 = 760.0;

/// Shows it.
#[must_use]
pub fn start(ui: &mut Ui, app: &App, state: &mut BoardState) -> Vec<Request> {
    state.end();
    let mut requests = Vec::new();
    let scrolls = header_scrolls(ui);
    if !scrolls {
        requests.extend(view_header(ui, app, |ui| drop(title(ui, "Board"))));
    }
    ScrollArea::vertical().id_salt("board").auto_shrink([false, false]).show(ui, |ui| {
        if scrolls {
            requests.extend(view_header(ui, app, |ui| drop(title(ui, "Board"))));
        }
        requests.extend(before(ui, app));
        if ui.available_width() < SIDE_BY_SIDE {
            for choices in [audience, place] {
                card(ui, |ui| requests.extend(choices(ui, app, state)));
                ui.add_space(4.0);
            }
        } else {
            ui.columns(2, |columns| {
                for (ui, choices) in columns.iter_mut().zip([audience, place]) {
                    card(ui, |ui| {
                        ui.with_layout(Layout::top_down(Align::Min), |ui| requests.extend(choices(ui, app, state)));
                    });
                }
            });
        }
        ui.add_space(8.0);
        requests.extend(begin(ui, app, state));
        ui.add_space(8.0);
        heading(ui, "Slides");
        if app.board().report().is_some() {
            wrapped(ui, small(ui, "Choose one to begin there."));
            requests.extend(overview::in_lines(ui, app, app.board().at()));
        } else {
            ui.label(muted(ui, "Making the slides…"));
        }
        ui.add_space(8.0);
        heading(ui, "Keys while they are shown");
        for line in KEYS {
            wrapped(ui, small(ui, line));
        }
        if link(ui, "All keys").clicked() {
            requests.push(Request::Command(Command::Shortcuts));
        }
        ui.add_space(12.0);
        follow_focus(ui);
    });
    requests
}

/// The keys that are needed most.
const KEYS: [&str; 5] = [
    "→, Space or a click at the right: next slide. ←, Backspace or a click at the left: the slide before. Home and End: first and \
     last.",
    "The number of a change: that change. O: all slides. Z: the whole table behind a slide.",
    "B and W: a black or white screen. N: notes. P: presenter window. A: another audience.",
    "D: record a decision; Ctrl+Z takes it back, Ctrl+S saves. Nothing else can be edited meanwhile.",
    "Escape: a step back, then out. ?: all keys.",
];

/// What to know beforehand.
fn before(ui: &mut Ui, app: &App) -> Vec<Request> {
    let mut requests = Vec::new();
    let Some(session) = app.session() else { return requests };
    let assessment = session.assessment();
    let nothing = assessment.rows.is_empty() && assessment.changes.iter().all(|change| change.now.is_none());
    if nothing {
        card(ui, |ui| {
            ui.label(strong("There is little to show yet"));
            wrapped(
                ui,
                "The slides are made of the assessment itself: the level of each change, what moved since an earlier quarter, \
                 what is overdue and due next, the metrics and the decisions. Set a level, or bring in a table of actions, and \
                 they fill by themselves.",
            );
            if link(ui, "Go to the overview").clicked() {
                requests.push(Request::Command(Command::GoOverview));
            }
        });
        ui.add_space(8.0);
    }
    if let Some(warning) = app.board_warning() {
        card(ui, |ui| {
            ui.label(strong("Not decided yet"));
            wrapped(ui, warning);
            if link(ui, "Decide them first").clicked() {
                requests.push(Request::Command(Command::GoMerge));
            }
        });
        ui.add_space(8.0);
    }
    if let Some(why) = session.why_read_only() {
        let words = format!("{why}: it can be shown, but no decision can be recorded in it.");
        wrapped(ui, muted(ui, words));
    }
    requests
}

fn audience(ui: &mut Ui, app: &App, _: &mut BoardState) -> Vec<Request> {
    let mut requests = Vec::new();
    heading(ui, "For whom");
    for audience in Audience::all() {
        if radio(ui, app.board().audience() == audience, audience.name()) {
            requests.push(Request::Board(BoardStep::For(audience)));
        }
        wrapped(ui, small(ui, audience.meaning()));
        ui.add_space(2.0);
    }
    requests
}

fn place(ui: &mut Ui, app: &App, state: &mut BoardState) -> Vec<Request> {
    let mut requests = Vec::new();
    heading(ui, "Compared with");
    let quarters = app.board_quarters();
    if quarters.is_empty() {
        wrapped(ui, small(ui, "There is no earlier quarter in this folder, so nothing is said of what moved."));
    } else {
        let chosen = app.board_compared_with();
        let words = chosen.map_or_else(|| "Nothing".to_owned(), |quarter| quarter.to_string());
        let combo = ComboBox::from_id_salt("compared with").selected_text(&words).show_ui(ui, |ui| {
            for quarter in quarters {
                if ui.selectable_label(chosen == Some(quarter), quarter.to_string()).clicked() {
                    requests.push(Request::Board(BoardStep::Since(BoardSince::Quarter(quarter))));
                }
            }
            if ui.selectable_label(chosen.is_none(), "Nothing").clicked() {
                requests.push(Request::Board(BoardStep::Since(BoardSince::Nothing)));
            }
        });
        combo.response.widget_info(|| {
            let mut info = egui::WidgetInfo::labeled(egui::Role::ComboBox, true, format!("Compared with: {words}"));
            info.current_text_value = Some(words.clone());
            info
        });
    }
    ui.add_space(8.0);
    heading(ui, "Where");
    let screen = app.board().screen();
    let screens = state.screens.clone().unwrap_or_default();
    if screens.len() > 1 {
        for (at, words) in screens.iter().enumerate() {
            if radio(ui, screen == Screen::Full(Some(at)), format!("Full screen on {words}")) {
                requests.push(Request::Board(BoardStep::On(Screen::Full(Some(at)))));
            }
        }
    }
    let here = if screens.len() > 1 { "Full screen, where the window is" } else { "Full screen" };
    if radio(ui, screen == Screen::Full(None), here) {
        requests.push(Request::Board(BoardStep::On(Screen::Full(None))));
    }
    if radio(ui, screen == Screen::Window, "In this window") {
        requests.push(Request::Board(BoardStep::On(Screen::Window)));
    }
    let mut presenter = app.board().presenter();
    if ui.checkbox(&mut presenter, "Presenter window").on_hover_text("The next slide, the notes and the time").clicked()
    {
        requests.push(Request::Board(BoardStep::Presenter(presenter)));
    }
    requests
}

/// One of several choices; whether it was taken.
fn radio(ui: &mut Ui, chosen: bool, words: impl Into<String>) -> bool {
    let response = ui.radio(chosen, words.into());
    ringed(ui, &response);
    response.clicked()
}

fn begin(ui: &mut Ui, app: &App, state: &mut BoardState) -> Vec<Request> {
    let mut requests = Vec::new();
    let at = app.board().at();
    let words = if at == 0 { "Present".to_owned() } else { format!("Present from slide {}", at + 1) };
    ui.horizontal_wrapped(|ui| {
        ui.add_enabled_ui(app.board().report().is_some(), |ui| {
            let button = accent_button(ui, &words);
            if std::mem::take(&mut state.focus) {
                button.request_focus();
            }
            if button.clicked() {
                requests.push(Request::Board(BoardStep::Present));
            }
        });
        ui.label(small(ui, "F5. Escape leaves."));
        if at > 0 && link(ui, "From the first slide").clicked() {
            requests.push(Request::Board(BoardStep::Show(0)));
        }
    });
    requests
}
