//! The sidebar: place and quarter, the changes with their levels, the action table.

use super::menus::menu_style;
use super::regions::{Mark, mark};
use super::theme::{self, palette};
use super::widgets::{LINE_LADDER, Ladder, follow_focus, small, strong};
use crate::app::{App, Command, Place, Request};
use egui::containers::menu::MenuConfig;
use egui::{Button, Frame, Margin, ScrollArea, Ui, vec2};

/// Shows the sidebar.
pub(super) fn sidebar(ui: &mut Ui, app: &App) -> Vec<Request> {
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
            let response = nav_item(ui, number, label, chosen, &tail);
            if chosen {
                mark(ui.ctx(), Mark::ChosenItem, response.id, response.rect);
            }
            response.clicked().then_some(Request::Go(place))
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
        let mut rows = assessment.rows.len().to_string();
        if !app.filter().is_empty() {
            rows = format!("{} of {rows}", app.visible().matching);
        }
        requests.extend(item(ui, "", "Actions", Place::Actions, Tail::Words(&rows)));
        let left = app.review_left();
        if (left > 0 && !session.read_only()) || *app.place() == Place::Review {
            let words = format!("{left} left");
            requests.extend(item(ui, "", "Review", Place::Review, Tail::Words(&words)));
        }
        requests.extend(item(ui, "", Command::GoCompare.label(), Place::Compare, Tail::None));
        requests.extend(item(ui, "", Command::GoTrend.label(), Place::Trend, Tail::None));
        let findings = app.derived().map_or(0, |derived| derived.findings.len()).to_string();
        requests.extend(item(ui, "", Command::GoChecks.label(), Place::Checks, Tail::Words(&findings)));
        requests.extend(item(ui, "", "Board", Place::Board, Tail::None));
        let undecided = assessment.undecided.len();
        if undecided > 0 || *app.place() == Place::Merge {
            let words = format!("{undecided} left");
            requests.extend(item(ui, "", Command::GoMerge.label(), Place::Merge, Tail::Words(&words)));
        }
        if let Some(proposing) = app.proposing() {
            let words = format!("{} to settle", proposing.open().count());
            requests.extend(item(ui, "", "Table", Place::Import, Tail::Words(&words)));
        }
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
        painter.rect_stroke(rect, f32::from(theme::RADIUS), palette.focus_ring(), egui::StrokeKind::Inside);
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
    mark(ui.ctx(), Mark::QuarterPicker, response.id, response.rect);
    let name = format!("Quarter {}, {}", assessment.quarter, assessment.state.name());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
    chosen
}
