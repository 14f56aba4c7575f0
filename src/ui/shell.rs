//! The frame of the window: menus, sidebar, the view, the inspector and the line below.

use super::dialogs;
use super::keys::{pressed_commands, toolkit_shortcut};
use super::native::Native;
use super::theme::{self, palette};
use super::views::{self, ActionsState, ChangeState};
use super::widgets::{LINE_LADDER, Ladder, accent_button, follow_focus, ladder, link, muted, small, strong};
use crate::app::{App, Command, Dialog, Effect, Menu, Origin, Place, Request, Theme, Waker};
use egui::containers::menu::MenuConfig;
use egui::{Align, Button, Frame, Layout, Margin, Panel, RichText, ScrollArea, Ui, vec2};
use std::sync::Arc;

/// Width of the sidebar.
const SIDEBAR: f32 = 256.0;
/// Height of the line below, with its margin.
const STATUS: f32 = 30.0;
/// Width of the inspector.
const INSPECTOR: f32 = 304.0;
/// Room for undo, redo and save in a view's header.
const HEADER_BUTTONS: f32 = 204.0;
/// Below this width the sidebar gives its room to the view.
const NARROW: f32 = 700.0;
/// From this width on the inspector stands open without being asked for.
const WIDE: f32 = 1440.0;

/// The application with what only its drawing needs: scroll, drafts and the desktop's dialogs.
#[derive(Debug)]
pub struct Shell {
    app: App,
    native: Native,
    actions: ActionsState,
    change: ChangeState,
    title: String,
    dialog_shown: Option<std::mem::Discriminant<Dialog>>,
    /// What had the keyboard before a dialog opened.
    before_dialog: Option<egui::Id>,
}

/// A panel's room, to be filled later.
fn room(ui: &mut Ui) -> Ui {
    let rect = ui.available_rect_before_wrap();
    ui.expand_to_include_rect(rect);
    ui.new_child(egui::UiBuilder::new().max_rect(rect))
}

/// Wakes the window from another thread.
#[must_use]
pub fn waker(ctx: &egui::Context) -> Waker {
    let ctx = ctx.clone();
    Arc::new(move || ctx.request_repaint())
}

impl Shell {
    /// A window onto an application. With `native` off, paths are always typed into a dialog of our own.
    #[must_use]
    pub fn new(app: App, native: bool) -> Self {
        Self {
            app,
            native: Native::new(native),
            actions: ActionsState::default(),
            change: ChangeState::default(),
            title: String::new(),
            dialog_shown: None,
            before_dialog: None,
        }
    }

    /// The application.
    #[must_use]
    pub const fn app(&self) -> &App {
        &self.app
    }

    /// The application, for a test that sets the scene.
    pub const fn app_mut(&mut self) -> &mut App {
        &mut self.app
    }

    /// Remembers where the window stands.
    pub fn remember_window(&mut self, place: crate::app::WindowPlace) {
        if self.app.settings().window != Some(place) {
            self.app.handle(Request::WindowAt(place));
        }
    }

    /// Takes in what jobs and the desktop brought; runs before each frame and while the window is hidden.
    pub fn logic(&mut self, ctx: &egui::Context) {
        self.app.poll();
        for request in self.native.finished() {
            self.app.handle(request);
        }
        self.effects(ctx);
        if ctx.input(|input| input.viewport().close_requested()) && !self.app.closing() {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            for request in self.take_drafts().into_iter().chain([Request::CloseAsked]) {
                self.app.handle(request);
            }
            self.effects(ctx);
        }
        let title = self.app.title();
        if title != self.title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    /// Draws one frame and carries out what was asked for in it.
    pub fn frame(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        let mut requests = Vec::new();
        let in_dialog = self.app.dialog().is_some();
        if !in_dialog {
            let pressed = pressed_commands(&ctx);
            if !pressed.is_empty() {
                requests.extend(self.take_drafts());
            }
            requests.extend(pressed.into_iter().map(Request::Command));
            requests.extend(dropped_file(&ctx));
        }
        requests.extend(self.panels(ui));
        // One dialog may lead to another, which then has to take the keyboard as well.
        let shown = self.app.dialog().map(std::mem::discriminant);
        requests.extend(dialogs::show(&ctx, &mut self.app, shown != self.dialog_shown));
        self.keep_keyboard(&ctx, shown.is_some());
        self.dialog_shown = shown;
        let asked = !requests.is_empty();
        // Edits first: what was typed is in the document before anything is saved, opened or left.
        let (edits, others): (Vec<_>, Vec<_>) =
            requests.into_iter().partition(|request| matches!(request, Request::Edit(_)));
        for request in edits.into_iter().chain(others) {
            // What is shown depends on the width until somebody has chosen, and only the window knows its width.
            let request = match request {
                Request::Command(Command::ToggleInspector) => {
                    Request::ShowInspector(!self.app.inspector_wanted(ctx.content_rect().width() >= WIDE))
                }
                request => request,
            };
            self.app.handle(request);
        }
        self.effects(&ctx);
        if asked || self.app.dialog().is_some() != in_dialog {
            ctx.request_repaint();
        }
    }

    /// Remembers what had the keyboard when a dialog opened, and gives it back when the last one has gone.
    fn keep_keyboard(&mut self, ctx: &egui::Context, shown: bool) {
        match (self.dialog_shown.is_some(), shown) {
            (true, false) => {
                if let Some(id) = self.before_dialog.take() {
                    ctx.memory_mut(|memory| memory.request_focus(id));
                }
            }
            (false, false) => self.before_dialog = ctx.memory(egui::Memory::focused),
            (_, true) => {}
        }
    }

    /// Cells that are being typed, as edits.
    fn take_drafts(&mut self) -> Vec<Request> {
        self.actions.take_draft().into_iter().chain(self.change.take_draft()).collect()
    }

    fn panels(&mut self, ui: &mut Ui) -> Vec<Request> {
        let palette = palette(ui);
        let width = ui.ctx().content_rect().width();
        let mut requests = Vec::new();
        let bar = Frame::new().fill(palette.surface).inner_margin(Margin::symmetric(8, 3));
        Panel::top("menus").frame(bar).show(ui, |ui| requests.extend(menus(ui, &self.app)));
        let line = Frame::new().fill(palette.surface).inner_margin(Margin::symmetric(24, 5));
        // Room for what stands at the edges is taken first, but it is filled in reading order, which is also Tab's.
        let mut status = Panel::bottom("status").frame(line).exact_size(STATUS).show(ui, room).inner;
        if width >= NARROW && self.app.session().is_some() {
            let side =
                Frame::new().fill(palette.surface).inner_margin(Margin { left: 12, right: 12, top: 12, bottom: 8 });
            Panel::left("sidebar")
                .frame(side)
                .resizable(false)
                .exact_size(SIDEBAR)
                .show(ui, |ui| requests.extend(sidebar(ui, &self.app)));
        }
        let inspector = self.inspector_shown(width).then(|| {
            let side = Frame::new().fill(palette.surface).inner_margin(Margin::symmetric(18, 16));
            Panel::right("inspector")
                .frame(side)
                .resizable(true)
                .default_size(INSPECTOR)
                .min_size(240.0)
                .max_size((width * 0.45).max(240.0))
                .show(ui, room)
                .inner
        });
        let centre =
            Frame::new().fill(palette.canvas).inner_margin(Margin { left: 24, right: 24, top: 12, bottom: 12 });
        egui::CentralPanel::default().frame(centre).show(ui, |ui| requests.extend(self.view(ui)));
        if let Some(mut ui) = inspector {
            requests.extend(views::inspector(&mut ui, &self.app));
        }
        requests.extend(status_line(&mut status, &self.app));
        requests
    }

    fn inspector_shown(&self, width: f32) -> bool {
        let place = self.app.place();
        let rows_in_view = matches!(place, Place::Actions | Place::Change(_));
        rows_in_view
            && self.app.session().is_some_and(|session| !session.assessment().rows.is_empty())
            && self.app.inspector_wanted(width >= WIDE)
    }

    fn view(&mut self, ui: &mut Ui) -> Vec<Request> {
        let mut requests = Vec::new();
        if self.app.session().is_none() {
            requests.extend(views::nothing_open(ui, &self.app));
            return requests;
        }
        match self.app.place().clone() {
            Place::Overview => requests.extend(views::overview(ui, &self.app)),
            Place::Actions => requests.extend(views::actions(ui, &self.app, &mut self.actions)),
            Place::Change(key) => requests.extend(views::change(ui, &self.app, &key, &mut self.change)),
        }
        requests
    }

    fn effects(&mut self, ctx: &egui::Context) {
        for effect in self.app.take_effects() {
            match effect {
                Effect::AskPath { purpose, suggested } => {
                    if let Some(request) = self.native.ask(ctx, purpose, &suggested) {
                        self.app.handle(request);
                    }
                }
                Effect::Close => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
                Effect::Theme(theme) => ctx.set_theme(match theme {
                    Theme::System => egui::ThemePreference::System,
                    Theme::Light => egui::ThemePreference::Light,
                    Theme::Dark => egui::ThemePreference::Dark,
                }),
                Effect::Zoom(zoom) => ctx.set_zoom_factor(zoom),
                Effect::Reveal(row) => {
                    self.actions.reveal(&row);
                    self.change.reveal(&row);
                }
                Effect::FocusGrid => self.actions.take_focus(),
                Effect::FocusLevel => self.change.take_focus(),
            }
            ctx.request_repaint();
        }
    }
}

/// The file that was dropped on the window in this frame.
fn dropped_file(ctx: &egui::Context) -> Option<Request> {
    let dropped = ctx.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_path_buf()))?;
    (!dropped.as_os_str().is_empty()).then_some(Request::Open(dropped))
}

fn menus(ui: &mut Ui, app: &App) -> Vec<Request> {
    let mut requests = Vec::new();
    egui::MenuBar::new().style(menu_style).config(MenuConfig::new().style(menu_style)).ui(ui, |ui| {
        for menu in Menu::all() {
            ui.menu_button(menu.title(), |ui| {
                ui.set_min_width(240.0);
                for command in Command::all().filter(|command| command.menu() == menu) {
                    if command.starts_group() {
                        ui.separator();
                    }
                    if command_button(ui, app, command).clicked() {
                        requests.push(Request::Command(command));
                        ui.close();
                    }
                    if command == Command::Open {
                        requests.extend(recent_menu(ui, app));
                    }
                }
            });
        }
    });
    requests
}

/// Menus as the toolkit draws them, but what has the keyboard keeps its ring.
fn menu_style(style: &mut egui::Style) {
    let ring = style.visuals.widgets.active.bg_stroke;
    egui::containers::menu::menu_style(style);
    style.visuals.widgets.active.bg_stroke = ring;
}

fn command_button(ui: &mut Ui, app: &App, command: Command) -> egui::Response {
    let label = match (command, app.session()) {
        (Command::Undo, Some(session)) => named("Undo", session.undo_label()),
        (Command::Redo, Some(session)) => named("Redo", session.redo_label()),
        _ => command.label().to_owned(),
    };
    let keys = command
        .shortcut()
        .filter(|shortcut| toolkit_shortcut(*shortcut).is_some())
        .map_or_else(String::new, |shortcut| shortcut.to_string());
    let button = Button::new(&label).shortcut_text(&keys).frame_when_inactive(false);
    named_with_keys(ui.add_enabled(command.available(app), button), &label, &keys).on_hover_text(command.hint())
}

/// Tells a screen reader the name and the key apart.
pub(super) fn named_with_keys(response: egui::Response, label: &str, keys: &str) -> egui::Response {
    let response = response.accessible_name(label);
    if !keys.is_empty() {
        response.ctx.accesskit_node_builder(response.id, |node| node.set_keyboard_shortcut(keys));
    }
    response
}

fn named(word: &str, label: Option<&str>) -> String {
    label.map_or_else(|| word.to_owned(), |label| format!("{word}: {label}"))
}

fn recent_menu(ui: &mut Ui, app: &App) -> Option<Request> {
    let recent = &app.settings().recent;
    let mut chosen = None;
    ui.add_enabled_ui(!recent.is_empty(), |ui| {
        ui.menu_button("Open recent", |ui| {
            for path in recent {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let folder = path.parent().and_then(|folder| folder.file_name()).unwrap_or_default().to_string_lossy();
                let button = Button::new(format!("{folder} / {name}")).frame_when_inactive(false);
                if ui.add(button).on_hover_text(path.to_string_lossy()).clicked() {
                    chosen = Some(Request::Open(path.clone()));
                    ui.close();
                }
            }
        });
    });
    chosen
}

fn sidebar(ui: &mut Ui, app: &App) -> Vec<Request> {
    let mut requests = Vec::new();
    let Some(session) = app.session() else { return requests };
    let assessment = session.assessment();
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.add_space(4.0);
    Frame::new().inner_margin(Margin::symmetric(8, 0)).show(ui, |ui| {
        ui.add(egui::Label::new(strong(assessment.place.clone()).size(15.0)).wrap());
    });
    ui.add_space(8.0);
    requests.extend(quarter_picker(ui, app));
    ui.add_space(10.0);
    ScrollArea::vertical().auto_shrink([false, true]).show(ui, |ui| {
        let item = |ui: &mut Ui, number: &str, label: &str, place: Place, tail: Tail<'_>| {
            let chosen = *app.place() == place;
            nav_item(ui, number, label, chosen, &tail).clicked().then_some(Request::Go(place))
        };
        requests.extend(item(ui, "", "Overview", Place::Overview, Tail::None));
        for (at, change) in session.framework().changes.iter().enumerate() {
            let now = assessment.change(&change.key).and_then(|judgement| judgement.now);
            let tail = Tail::Ladder(Ladder::of(now));
            requests.extend(item(ui, &(at + 1).to_string(), &change.short, Place::Change(change.key.clone()), tail));
        }
        ui.add_space(6.0);
        ui.separator();
        ui.add_space(6.0);
        let rows = assessment.rows.len().to_string();
        requests.extend(item(ui, "", "Actions", Place::Actions, Tail::Words(&rows)));
        follow_focus(ui);
    });
    requests
}

/// What stands at the end of a sidebar line.
enum Tail<'a> {
    None,
    Words(&'a str),
    Ladder(Ladder),
}

fn nav_item(ui: &mut Ui, number: &str, label: &str, chosen: bool, tail: &Tail<'_>) -> egui::Response {
    let palette = palette(ui);
    let size = vec2(ui.available_width(), 29.0);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::click());
    let name = match tail {
        Tail::None => format!("{number} {label}"),
        Tail::Words(words) => format!("{label}, {words}"),
        Tail::Ladder(shown) => format!("{number} {label}, {}", shown.words()),
    };
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, chosen, name.trim()));
    let painter = ui.painter();
    let fill = if chosen {
        Some(palette.accent_weak)
    } else if response.hovered() {
        Some(palette.canvas)
    } else {
        None
    };
    if let Some(fill) = fill {
        painter.rect_filled(rect, f32::from(theme::RADIUS), fill);
    }
    if response.has_focus() {
        let ring = egui::Stroke::new(2.0, palette.focus);
        painter.rect_stroke(rect, f32::from(theme::RADIUS), ring, egui::StrokeKind::Inside);
    }
    let (ink, family) =
        if chosen { (palette.accent, theme::bold()) } else { (palette.ink, egui::FontFamily::Proportional) };
    let middle = rect.center().y;
    let number_ink = if chosen { palette.accent } else { palette.muted };
    let small = egui::FontId::proportional(theme::SMALL);
    painter.text(egui::pos2(rect.min.x + 8.0, middle), egui::Align2::LEFT_CENTER, number, small.clone(), number_ink);
    let tail_width = match tail {
        Tail::None => 0.0,
        Tail::Words(words) => {
            let at = egui::pos2(rect.max.x - 8.0, middle);
            painter.text(at, egui::Align2::RIGHT_CENTER, words, small, number_ink).width() + 8.0
        }
        Tail::Ladder(shown) => {
            let ladder = egui::Rect::from_min_size(egui::pos2(rect.max.x - 52.0, middle - 6.0), LINE_LADDER);
            shown.paint(painter, ladder, palette);
            54.0
        }
    };
    let left = rect.min.x + 30.0;
    let room = rect.max.x - tail_width - 2.0 - left;
    let mut job =
        egui::text::LayoutJob::simple_singleline(label.to_owned(), egui::FontId::new(theme::BODY, family), ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room);
    let galley = painter.layout_job(job);
    painter.galley(egui::pos2(left, middle - galley.size().y / 2.0), galley, ink);
    response
}

fn quarter_picker(ui: &mut Ui, app: &App) -> Option<Request> {
    let session = app.session()?;
    let assessment = session.assessment();
    let mut chosen = None;
    let entries = &session.series().entries;
    let label = format!("{} ▼", assessment.quarter);
    let button = Button::new(strong(label)).right_text(small(ui, assessment.state.name())).min_size(vec2(232.0, 36.0));
    let menu = egui::containers::menu::MenuButton::from_button(button).config(MenuConfig::new().style(menu_style));
    let (response, _) = menu.ui(ui, |ui| {
        ui.set_min_width(232.0);
        for entry in entries {
            let here = session.path() == Some(entry.path.as_path());
            let state = if entry.sealed { "sealed" } else { "draft" };
            let button = Button::selectable(here, entry.quarter.to_string())
                .right_text(small(ui, state))
                .min_size(vec2(224.0, 28.0));
            if ui.add(button).clicked() {
                chosen = (!here).then(|| Request::Open(entry.path.clone()));
                ui.close();
            }
        }
        if !entries.is_empty() {
            ui.separator();
        }
        if ui.add(Button::new(Command::NewQuarter.label()).frame_when_inactive(false)).clicked() {
            chosen = Some(Request::Command(Command::NewQuarter));
            ui.close();
        }
    });
    let name = format!("Quarter {}, {}", assessment.quarter, assessment.state.name());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
    chosen
}

fn status_line(ui: &mut Ui, app: &App) -> Vec<Request> {
    let mut requests = Vec::new();
    let palette = palette(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().interact_size.y = 20.0;
        let Some(session) = app.session() else {
            ui.label(small(ui, app.busy().unwrap_or("Nothing is open.")));
            return;
        };
        let saved = match (app.busy(), session.edited(), session.origin(), app.saved_at()) {
            (Some(busy), ..) => busy.to_owned(),
            (_, _, Origin::Sample, _) if !session.edited() => "The example, as an untitled copy".to_owned(),
            (_, true, ..) if session.path().is_none() => "Not saved yet".to_owned(),
            (_, true, ..) => "Edited, not saved".to_owned(),
            (_, false, _, Some(at)) => format!("Saved {}", at.format("%H:%M")),
            (_, false, ..) => "No edits".to_owned(),
        };
        let response = ui.label(small(ui, saved));
        announce(ui, &response);
        if let Some(findings) = app.derived().map(|derived| derived.findings.len()) {
            let text = if findings == 1 { "1 finding".to_owned() } else { format!("{findings} findings") };
            let button = Button::new(small(ui, text)).frame_when_inactive(false).small();
            if ui.add(button).on_hover_text("Show what needs attention").clicked() {
                requests.push(Request::Go(Place::Overview));
            }
        }
        if let Some(notice) = app.notice() {
            let colour = if notice.refused { palette.alert } else { palette.ink };
            let response = ui.label(RichText::new(&notice.text).size(theme::SMALL).color(colour));
            announce(ui, &response);
            let close = Button::new(small(ui, "×")).frame_when_inactive(false).small();
            if ui.add(close).accessible_name("Dismiss").clicked() {
                requests.push(Request::DismissNotice);
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let path = session.path().map_or_else(|| "untitled".to_owned(), short_path);
            let full = session.path().map_or_else(String::new, |path| path.to_string_lossy().into_owned());
            let label = ui.add(egui::Label::new(small(ui, path)).truncate());
            if !full.is_empty() {
                label.on_hover_text(full);
            }
        });
    });
    requests
}

/// Tells a screen reader to say the text when it changes.
fn announce(ui: &Ui, response: &egui::Response) {
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(egui::accesskit::Live::Polite));
}

/// Folder and name of a file: `llr / 2019-20-q1.ron`.
fn short_path(path: &std::path::Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match path.parent().and_then(std::path::Path::file_name) {
        Some(folder) => format!("{} / {name}", folder.to_string_lossy()),
        None => name.into_owned(),
    }
}

/// The header of a view: its title, undo and redo, and the button that saves.
pub(super) fn view_header(ui: &mut Ui, app: &App, add_title: impl FnOnce(&mut Ui)) -> Vec<Request> {
    let mut requests = Vec::new();
    ui.horizontal(|ui| {
        ui.set_min_height(36.0);
        // The title gets what the buttons leave; they come after it in the order of reading.
        let room = (ui.available_width() - HEADER_BUTTONS).max(80.0);
        ui.allocate_ui_with_layout(vec2(room, 36.0), Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_width(room);
            add_title(ui);
        });
        for command in [Command::Undo, Command::Redo] {
            let button = ui.add_enabled(command.available(app), Button::new(command.label()));
            let label = app.session().and_then(|session| match command {
                Command::Undo => session.undo_label(),
                _ => session.redo_label(),
            });
            if button.on_hover_text(named(command.label(), label)).clicked() {
                requests.push(Request::Command(command));
            }
        }
        let save = Command::Save;
        ui.add_enabled_ui(save.available(app), |ui| {
            if accent_button(ui, "Save").on_hover_text(save.hint()).clicked() {
                requests.push(Request::Command(save));
            }
        });
    });
    ui.add_space(8.0);
    requests
}

/// A line above a view that says why nothing can be edited, or that this is the example.
pub(super) fn standing(ui: &mut Ui, app: &App) -> Vec<Request> {
    let mut requests = Vec::new();
    let Some(session) = app.session() else { return requests };
    let palette = palette(ui);
    let (text, command) = if let crate::model::State::Sealed(seal) = &session.assessment().state {
        let on = seal.on.format("%-d %b %Y");
        (format!("Sealed by {} on {on}. To go on, start the next quarter.", seal.by), Command::NewQuarter)
    } else if session.origin() == Origin::Sample {
        let text = "This is an untitled copy of the example: try anything, nothing of yours is touched.";
        (text.to_owned(), Command::New)
    } else {
        return requests;
    };
    Frame::new().fill(palette.accent_weak).corner_radius(theme::RADIUS).inner_margin(Margin::symmetric(12, 6)).show(
        ui,
        |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.set_min_width(ui.available_width());
                ui.label(RichText::new(text).color(palette.ink));
                if link(ui, command.label()).clicked() {
                    requests.push(Request::Command(command));
                }
            });
        },
    );
    ui.add_space(8.0);
    requests
}

/// A muted line for something that was not given.
pub(super) fn not_given(ui: &mut Ui, text: &str) {
    ui.label(muted(ui, text));
}

/// A level as ladder, number and word in a line.
pub(super) fn level_line(ui: &mut Ui, shown: Ladder, words: &str) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ladder(ui, LINE_LADDER, shown);
        ui.label(words);
    });
}
