//! The context menus of the table: what can be done with the rows, and with a column.

use crate::app::{App, Command, Request};
use crate::model::RowField;
use egui::{Button, Id, Key, Pos2, Ui};

/// An open menu.
#[derive(Clone, Copy, Debug)]
pub(super) struct Menu {
    pos: Pos2,
    fresh: bool,
    about: About,
}

#[derive(Clone, Copy, Debug)]
enum About {
    Rows,
    Column(RowField),
}

impl Menu {
    pub(super) const fn of_rows(pos: Pos2) -> Self {
        Self { pos, fresh: true, about: About::Rows }
    }

    pub(super) const fn of_column(pos: Pos2, field: RowField) -> Self {
        Self { pos, fresh: true, about: About::Column(field) }
    }

    /// Shows it: what was asked for, and whether it stays open.
    pub(super) fn show(&mut self, ui: &mut Ui, app: &App) -> (Option<Request>, bool) {
        let mut first = std::mem::take(&mut self.fresh);
        let mut open = true;
        let mut asked = None;
        let (name, about) = match self.about {
            About::Rows => ("Rows", self.about),
            About::Column(field) => (field.name(), self.about),
        };
        egui::Popup::new(Id::unique("rows-menu"), ui.ctx().clone(), self.pos, ui.layer_id())
            .open_bool(&mut open)
            .accessible_name(name)
            .show(|ui| {
                ui.set_min_width(240.0);
                match about {
                    About::Rows => {
                        let block =
                            [Command::Cut, Command::Copy, Command::Paste, Command::FillDown, Command::ClearCells];
                        for command in block {
                            asked = item(ui, app, command, &mut first).or(asked.take());
                        }
                        ui.separator();
                        for command in Command::all().filter(|command| command.menu() == crate::app::Menu::Rows) {
                            asked = item(ui, app, command, &mut first).or(asked.take());
                        }
                    }
                    About::Column(field) => {
                        let hide = Button::new("Hide this column").frame_when_inactive(false);
                        let last = app.settings().table.shown().count() < 2;
                        let response = ui.add_enabled(!last, hide);
                        if std::mem::take(&mut first) {
                            response.request_focus();
                        }
                        if response.clicked() {
                            asked = Some(super::laid_out(&app.settings().table, |layout| layout.show(field, false)));
                        }
                        for command in [Command::Columns, Command::FitColumns, Command::WrapText, Command::RowsTall] {
                            asked = item(ui, app, command, &mut first).or(asked.take());
                        }
                    }
                }
            });
        let stays = open && asked.is_none() && !ui.input(|input| input.key_pressed(Key::Escape));
        (asked, stays)
    }
}

fn item(ui: &mut Ui, app: &App, command: Command, first: &mut bool) -> Option<Request> {
    let keys = command.shortcut().map_or_else(String::new, |shortcut| shortcut.to_string());
    let button = Button::new(command.label()).shortcut_text(&keys).frame_when_inactive(false);
    let enabled = command.available(app);
    let response = ui.add_enabled(enabled, button);
    // The keyboard goes along, or nobody without a mouse could choose from it.
    if enabled && std::mem::take(first) {
        response.request_focus();
    }
    crate::ui::menus::named_with_keys(response, command.label(), &keys).clicked().then_some(Request::Command(command))
}
