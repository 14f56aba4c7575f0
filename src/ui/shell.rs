//! The frame of the window: menus, sidebar, the view, the inspector and the line below.

use super::dialogs;
use super::find_bar::find_bar;
use super::keys::pressed_commands;
use super::menus::menus;
use super::native::Native;
use super::over::{Over, over_the_view};
use super::regions::{Landing, Region, Regions, inspector_as_a_whole, landmark, name_window, told_last};
use super::sidebar::sidebar;
use super::status::{status_height, status_line};
use super::strip::strip;
use super::theme::{self, palette};
use super::tour::{Before, TourState, tour};
use super::views::{
    self, ActionsState, BoardState, ChangeState, ChecksState, CompareState, ImportState, MergeState, ReviewState,
    TrendState,
};
use crate::app::find::Spot;
use crate::app::{App, Command, Dialog, Effect, ImportStep, Place, Request, Theme, Waker};
use egui::{Frame, Margin, Panel, Ui};
use std::sync::Arc;

/// Width of the sidebar.
const SIDEBAR: f32 = 256.0;
/// Width of the inspector.
const INSPECTOR: f32 = 304.0;
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
    review: ReviewState,
    compare: CompareState,
    trend: TrendState,
    checks: ChecksState,
    merge: MergeState,
    import: ImportState,
    board: BoardState,
    /// The next paste is a table to be brought in.
    pasting_table: bool,
    focus_find: bool,
    title: String,
    dialog_shown: Option<std::mem::Discriminant<Dialog>>,
    /// What had the keyboard before a dialog opened.
    before_dialog: Option<egui::Id>,
    /// What waits until the keyboard is back where it was before a dialog.
    afterwards: Vec<Request>,
    regions: Regions,
    tour: TourState,
    over: Over,
    /// The window had the keyboard in the last frame.
    focused: bool,
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
            review: ReviewState::default(),
            compare: CompareState::default(),
            trend: TrendState::default(),
            checks: ChecksState::default(),
            merge: MergeState::default(),
            import: ImportState::default(),
            board: BoardState::default(),
            pasting_table: false,
            focus_find: false,
            title: String::new(),
            dialog_shown: None,
            before_dialog: None,
            afterwards: Vec::new(),
            regions: Regions::default(),
            tour: TourState::default(),
            over: Over::default(),
            focused: true,
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

    /// Says which screens there are, in words, when that is asked for.
    pub fn tell_screens(&mut self, screens: impl FnOnce() -> Vec<String>) {
        if *self.app.place() == Place::Board && self.board.wants_screens() {
            self.board.set_screens(screens());
        } else if *self.app.place() != Place::Board {
            self.board.forget_screens();
        }
    }

    /// Remembers where the window stands.
    pub fn remember_window(&mut self, place: crate::app::WindowPlace) {
        if self.app.settings().window != Some(place) {
            self.app.handle(Request::WindowAt(place));
        }
    }

    /// Takes in what jobs and the desktop brought; runs before each frame and while the window is hidden.
    pub fn logic(&mut self, ctx: &egui::Context) {
        if self.app.has_arrived() {
            for request in self.take_drafts() {
                self.app.handle(request);
            }
        }
        let focused = ctx.input(|input| input.focused);
        if focused && !std::mem::replace(&mut self.focused, focused) {
            self.app.came_back();
        }
        self.focused = focused;
        self.app.poll();
        if self.app.has_arrived() {
            ctx.request_repaint();
        }
        for request in self.native.finished() {
            self.app.handle(request);
        }
        self.effects(ctx);
        if ctx.input(|input| input.viewport().close_requested()) && !self.app.closing() {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            let settled = self.merge.take_draft(&self.app);
            for request in self.take_drafts().into_iter().chain(settled).chain([Request::CloseAsked]) {
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
            if let Some(dropped) = dropped_file(&ctx) {
                // Here, too, what is being typed comes first: it may be a choice in the table that another would replace.
                requests.extend(self.take_drafts());
                requests.push(dropped);
            }
        }
        let before = Before::look(&ctx, self.before_dialog);
        requests.extend(self.pasted_to_bring_in(&ctx));
        self.paste_tables(&ctx);
        if self.app.presenting() {
            self.regions.begin(false);
            name_window(ui, &self.title);
            requests.extend(views::present(ui, &self.app, &mut self.board, !in_dialog));
        } else {
            requests.extend(self.panels(ui));
            let low = status_height(ui, &self.app);
            requests.extend(tour(ui, &self.app, &mut self.tour, &mut self.regions, before, low));
        }
        // One dialog may lead to another, which then has to take the keyboard as well.
        let shown = self.app.dialog().map(std::mem::discriminant);
        requests.extend(dialogs::show(&ctx, &mut self.app, shown != self.dialog_shown));
        self.keep_keyboard(&ctx, shown.is_some());
        self.dialog_shown = shown;
        self.regions.remember(&ctx, self.app.place());
        if shown.is_none() {
            requests.append(&mut self.afterwards);
        }
        if requests.iter().any(saves_or_leaves) {
            let settled = self.merge.take_draft(&self.app);
            requests.splice(0..0, settled);
        }
        let asked = !requests.is_empty();
        // Edits first: what was typed is in the document before anything is saved, opened or left.
        let (edits, others): (Vec<_>, Vec<_>) =
            requests.into_iter().partition(|request| matches!(request, Request::Edit(_)));
        for request in edits.into_iter().chain(others) {
            // What is shown depends on the width until somebody has chosen, and only the window knows its width.
            let width = ctx.content_rect().width();
            let request = match request {
                Request::Command(Command::ToggleInspector) if width < NARROW => {
                    self.over.toggle(&ctx, self.app.place());
                    continue;
                }
                Request::Command(Command::ToggleInspector) => {
                    Request::ShowInspector(!self.app.inspector_wanted(width >= WIDE))
                }
                request => request,
            };
            self.over.left_by(&request);
            self.app.handle(request);
        }
        self.effects(&ctx);
        if asked || self.app.dialog().is_some() != in_dialog {
            ctx.request_repaint();
        }
    }

    /// What is pasted into the table comes from the clipboard's HTML where that holds a table: plain text has lost the line
    /// breaks in its cells.
    fn paste_tables(&self, ctx: &egui::Context) {
        let pasted = |event: &egui::Event| matches!(event, egui::Event::Paste(_));
        if ctx.text_edit_focused() || !ctx.input(|input| input.events.iter().any(pasted)) {
            return;
        }
        if let Some(table) = self.native.pasted_table() {
            ctx.input_mut(|input| {
                for event in input.events.iter_mut().filter(|event| pasted(event)) {
                    *event = egui::Event::Paste(table.clone());
                }
            });
        }
    }

    /// What was pasted after the table on the clipboard was asked for.
    fn pasted_to_bring_in(&mut self, ctx: &egui::Context) -> Option<Request> {
        if !self.pasting_table {
            return None;
        }
        let at = |event: &egui::Event| matches!(event, egui::Event::Paste(_));
        let pasted = ctx.input_mut(|input| {
            let at = input.events.iter().position(at)?;
            match input.events.remove(at) {
                egui::Event::Paste(text) => Some(text),
                _ => None,
            }
        })?;
        self.pasting_table = false;
        Some(Request::Import(ImportStep::Clipboard { html: None, text: Some(pasted) }))
    }

    /// Remembers what had the keyboard when a dialog opened, and gives it back when the last one has gone.
    fn keep_keyboard(&mut self, ctx: &egui::Context, shown: bool) {
        match (self.dialog_shown.is_some(), shown) {
            (true, false) => {
                // Kept, too: what waited for this may open the next dialog at once.
                if let Some(id) = self.before_dialog {
                    ctx.memory_mut(|memory| memory.request_focus(id));
                }
            }
            (false, false) => self.before_dialog = ctx.memory(egui::Memory::focused),
            (_, true) => {}
        }
    }

    /// Cells that are being typed, as edits.
    fn take_drafts(&mut self) -> Vec<Request> {
        let tables = self.actions.take_draft().into_iter().chain(self.change.take_draft());
        tables.chain(self.review.take_draft()).chain(self.import.take_draft(&self.app)).collect()
    }

    fn panels(&mut self, ui: &mut Ui) -> Vec<Request> {
        let palette = palette(ui);
        let width = ui.ctx().content_rect().width();
        let mut requests = Vec::new();
        let bar = Frame::new().fill(palette.surface).inner_margin(Margin::symmetric(8, 3));
        let rows = || self.app.session().is_some_and(|session| !session.assessment().rows.is_empty());
        let table = match self.app.place() {
            Place::Actions => rows(),
            Place::Checks => self.checks.has_rows(),
            _ => false,
        };
        self.regions.begin(table);
        name_window(ui, &self.title);
        let bar = Panel::top("menus").frame(bar).show(ui, |ui| {
            landmark(ui, Region::Menus);
            requests.extend(menus(ui, &self.app, self.inspector_wanted(width)));
        });
        self.regions.add(Region::Menus, bar.response.rect);
        let narrow = width < NARROW;
        let (side, ends) = if narrow { (12, 6) } else { (24, 12) };
        let line = Frame::new().fill(palette.surface).inner_margin(Margin::symmetric(side, 0));
        // Room for what stands at the edges is taken first, but it is filled in reading order, which is also Tab's.
        let mut late = Vec::new();
        let line = Panel::bottom("status").frame(line).exact_size(status_height(ui, &self.app)).show(ui, |ui| {
            late.push(landmark(ui, Region::Status));
            room(ui)
        });
        let (mut status, status_rect) = (line.inner, line.response.rect);
        if !narrow && self.app.session().is_some() {
            let side =
                Frame::new().fill(palette.surface).inner_margin(Margin { left: 12, right: 12, top: 12, bottom: 8 });
            let side = Panel::left("sidebar").frame(side).resizable(false).exact_size(SIDEBAR).show(ui, |ui| {
                landmark(ui, Region::Sidebar);
                requests.extend(sidebar(ui, &self.app));
            });
            self.regions.add(Region::Sidebar, side.response.rect);
        }
        let shown = self.inspector_shown(width);
        let inspector = (shown && !narrow).then(|| {
            let side = Frame::new().fill(palette.surface).inner_margin(Margin::symmetric(18, 16));
            Panel::right("inspector")
                .frame(side)
                .resizable(true)
                .default_size(INSPECTOR)
                .min_size(240.0)
                .max_size((width * 0.45).max(240.0))
                .show(ui, |ui| {
                    late.insert(0, landmark(ui, Region::Inspector));
                    room(ui)
                })
        });
        let centre = Frame::new().fill(palette.canvas).inner_margin(Margin::symmetric(side, ends));
        let part = if shown && narrow { Region::Inspector } else { Region::View };
        let view = egui::CentralPanel::default().frame(centre).show(ui, |ui| {
            landmark(ui, part);
            if part == Region::View {
                requests.extend(self.view(ui));
            } else {
                requests.extend(over_the_view(ui, &self.app));
            }
        });
        told_last(ui, &late);
        self.regions.add(part, view.response.rect);
        if let Some(side) = inspector {
            let (mut ui, rect) = (side.inner, side.response.rect);
            inspector_as_a_whole(&ui, rect);
            requests.extend(views::inspector(&mut ui, &self.app));
            self.regions.add(Region::Inspector, rect);
        }
        self.regions.add(Region::Status, status_rect);
        requests.extend(status_line(&mut status, &self.app));
        requests
    }

    fn inspector_shown(&self, width: f32) -> bool {
        let place = self.app.place();
        let rows_in_view = matches!(place, Place::Actions | Place::Change(_));
        rows_in_view
            && self.app.session().is_some_and(|session| !session.assessment().rows.is_empty())
            && self.inspector_wanted(width)
    }

    /// Whether the inspector is asked for, beside the rows or, where there is no room for both, in their place.
    fn inspector_wanted(&self, width: f32) -> bool {
        if width < NARROW { self.over.is_at(self.app.place()) } else { self.app.inspector_wanted(width >= WIDE) }
    }

    fn view(&mut self, ui: &mut Ui) -> Vec<Request> {
        let mut requests = Vec::new();
        if *self.app.place() == Place::Import && self.app.proposing().is_some() && self.app.session().is_none() {
            return views::import(ui, &self.app, &mut self.import);
        }
        if self.app.session().is_none() {
            requests.extend(views::nothing_open(ui, &self.app));
            return requests;
        }
        let focus = std::mem::take(&mut self.focus_find);
        requests.extend(find_bar(ui, &self.app, focus));
        requests.extend(strip(ui, &self.app));
        match self.app.place().clone() {
            Place::Overview => requests.extend(views::overview(ui, &self.app)),
            Place::Actions => requests.extend(views::actions(ui, &self.app, &mut self.actions)),
            Place::Change(key) => requests.extend(views::change(ui, &self.app, &key, &mut self.change)),
            Place::Review => requests.extend(views::review(ui, &self.app, &mut self.review)),
            Place::Compare => requests.extend(views::compare(ui, &self.app, &mut self.compare)),
            Place::Trend => requests.extend(views::trend(ui, &self.app, &mut self.trend)),
            Place::Checks => requests.extend(views::checks(ui, &self.app, &mut self.checks)),
            Place::Merge => requests.extend(views::merge(ui, &self.app, &mut self.merge)),
            Place::Import => requests.extend(views::import(ui, &self.app, &mut self.import)),
            Place::Board => requests.extend(views::board(ui, &self.app, &mut self.board)),
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
                Effect::ShowFolder(folder) => {
                    if let Some(request) = self.native.show_folder(&folder) {
                        self.app.handle(request);
                    }
                }
                Effect::FullScreen { on, screen } => ctx.send_viewport_cmd(match screen.filter(|_| on) {
                    Some(screen) => egui::ViewportCommand::SetMonitor(screen),
                    None => egui::ViewportCommand::Fullscreen(on),
                }),
                Effect::Close => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
                Effect::Theme(theme) => ctx.set_theme(match theme {
                    Theme::System => egui::ThemePreference::System,
                    Theme::Light => egui::ThemePreference::Light,
                    Theme::Dark => egui::ThemePreference::Dark,
                }),
                Effect::HighContrast(on) => theme::set_high_contrast(ctx, on),
                Effect::ReduceMotion(on) => theme::set_reduce_motion(ctx, on),
                Effect::Zoom(zoom) => ctx.set_zoom_factor(zoom),
                // Only where it is looked at: kept for later, it would take the keyboard when nobody expects it.
                Effect::Reveal(row) => match self.app.place() {
                    Place::Actions => self.actions.reveal(&row),
                    Place::Change(_) => self.change.reveal(&row),
                    Place::Overview
                    | Place::Review
                    | Place::Compare
                    | Place::Trend
                    | Place::Checks
                    | Place::Merge
                    | Place::Import
                    | Place::Board => {}
                },
                Effect::BeginRow(row) => match self.app.place() {
                    Place::Actions => self.actions.begin(&row),
                    Place::Change(_) => self.change.begin(&row),
                    Place::Overview
                    | Place::Review
                    | Place::Compare
                    | Place::Trend
                    | Place::Checks
                    | Place::Merge
                    | Place::Import
                    | Place::Board => {}
                },
                Effect::TakeRows(rows) => match self.app.place() {
                    Place::Actions => self.actions.take_rows(rows),
                    Place::Change(_) => self.change.take_rows(rows),
                    Place::Overview
                    | Place::Review
                    | Place::Compare
                    | Place::Trend
                    | Place::Checks
                    | Place::Merge
                    | Place::Import
                    | Place::Board => {}
                },
                Effect::Table(act) => match self.app.place() {
                    Place::Actions => self.actions.act(act),
                    Place::Change(_) => self.change.act(act),
                    Place::Overview
                    | Place::Review
                    | Place::Compare
                    | Place::Trend
                    | Place::Checks
                    | Place::Merge
                    | Place::Import
                    | Place::Board => {}
                },
                Effect::ShowHit { hit, focus } => match (self.app.place(), &hit.spot) {
                    (Place::Actions, Spot::Cell(row, field)) => self.actions.show_cell(row, *field, focus),
                    (Place::Change(_), Spot::Cell(row, field)) => self.change.show_cell(row, *field, focus),
                    (Place::Change(_), Spot::Text(_, text)) => self.change.show_text(*text, hit.range.clone(), focus),
                    _ => {}
                },
                Effect::ReadClipboard => {
                    if let Some((html, text)) = self.native.clipboard() {
                        self.app.handle(Request::Import(ImportStep::Clipboard { html, text }));
                    } else {
                        self.pasting_table = true;
                        ctx.send_viewport_cmd(egui::ViewportCommand::RequestPaste);
                    }
                }
                Effect::FocusFind => self.focus_find = true,
                Effect::FocusView => match self.app.place() {
                    Place::Actions => self.actions.take_focus(),
                    Place::Change(_) => self.change.take_focus(),
                    Place::Review => self.review.take_focus(),
                    Place::Compare => self.compare.take_focus(),
                    Place::Checks => self.checks.take_focus(),
                    Place::Merge => self.merge.take_focus(),
                    Place::Import => self.import.take_focus(),
                    Place::Board => self.board.take_focus(),
                    Place::Overview | Place::Trend => {}
                },
                Effect::FindingStepped => self.import.finding_stepped(),
                Effect::Explain => match self.app.place() {
                    Place::Actions => self.actions.explain(),
                    Place::Change(_) => self.change.explain(ctx),
                    Place::Overview
                    | Place::Review
                    | Place::Compare
                    | Place::Trend
                    | Place::Checks
                    | Place::Merge
                    | Place::Import
                    | Place::Board => {}
                },
                Effect::SetClipboard { text, html } => self.native.copy(ctx, text, html),
                Effect::FocusGrid => self.actions.take_focus(),
                Effect::FocusFilter => match self.app.place() {
                    Place::Change(_) => self.change.focus_filter(),
                    _ => self.actions.focus_filter(),
                },
                Effect::FocusLevel => self.change.take_focus(),
                Effect::StepRegion { back } => self.step_region(ctx, back),
                Effect::Afterwards(request) => self.afterwards.push(*request),
            }
            ctx.request_repaint();
        }
    }
}

impl Shell {
    /// Puts the keyboard into the next part of the window, or the one before.
    fn step_region(&mut self, ctx: &egui::Context, back: bool) {
        let place = self.app.place();
        if self.regions.step(ctx, place, back) == Some(Landing::View) {
            match place {
                Place::Change(_) => self.change.take_focus(),
                Place::Review => self.review.take_focus(),
                Place::Merge => self.merge.take_focus(),
                Place::Import => self.import.take_focus(),
                Place::Board => self.board.take_focus(),
                Place::Overview | Place::Compare | Place::Trend => {}
                Place::Actions => self.actions.take_focus(),
                Place::Checks => self.checks.take_focus(),
            }
        }
    }
}

/// Whether something is asked for before which what is being typed to settle a conflict must be in the document.
const fn saves_or_leaves(request: &Request) -> bool {
    matches!(
        request,
        Request::Open(_)
            | Request::CloseAsked
            | Request::Command(
                Command::Save
                    | Command::SaveAs
                    | Command::Quit
                    | Command::New
                    | Command::NewQuarter
                    | Command::Open
                    | Command::OpenFolder
                    | Command::OpenSample
                    | Command::MergeCopy
            )
    )
}

/// The file that was dropped on the window in this frame.
fn dropped_file(ctx: &egui::Context) -> Option<Request> {
    let dropped = ctx.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_path_buf()))?;
    (!dropped.as_os_str().is_empty()).then_some(Request::Open(dropped))
}
