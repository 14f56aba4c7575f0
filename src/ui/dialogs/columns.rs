//! Which columns the table shows, and in what order.

use super::{buttons, question};
use crate::app::{App, Request, TableLayout};
use crate::model::RowField;
use crate::ui::widgets::{muted, wrapped};
use egui::{Button, Ui};

/// One line a column: shown or not, to the left, to the right. What is chosen holds at once.
pub(super) fn columns(ui: &mut Ui, app: &App, fresh: bool) -> Vec<Request> {
    let layout = &app.settings().table;
    let mut asked = None;
    question(ui, "Columns");
    wrapped(ui, muted(ui, "The first stays in sight when the table is scrolled. Titles can also be dragged."));
    let fields: Vec<(RowField, bool)> =
        layout.columns.iter().filter_map(|column| Some((column.row_field()?, column.shown))).collect();
    ui.spacing_mut().item_spacing.y = 2.0;
    for (at, (field, shown)) in fields.iter().enumerate() {
        ui.horizontal(|ui| {
            let mut wanted = *shown;
            let left =
                ui.add_enabled(at > 0, Button::new("←")).accessible_name(format!("{} to the left", field.name()));
            let right = ui
                .add_enabled(at + 1 < fields.len(), Button::new("→"))
                .accessible_name(format!("{} to the right", field.name()));
            let tick = ui.checkbox(&mut wanted, field.name());
            if fresh && at == 0 {
                tick.request_focus();
            }
            let mut change = |act: &dyn Fn(&mut TableLayout)| {
                let mut layout = layout.clone();
                act(&mut layout);
                asked = Some(Request::Layout(layout));
            };
            if left.clicked() {
                change(&|layout| layout.step(*field, false));
            } else if right.clicked() {
                change(&|layout| layout.step(*field, true));
            } else if tick.changed() {
                change(&|layout| layout.show(*field, wanted));
            }
        });
    }
    let usual = Request::Layout(TableLayout { lines: layout.lines, ..TableLayout::default() });
    let mut requests = buttons(ui, false, &[("Done", Request::LeaveDialog), ("As they usually are", usual)]);
    requests.extend(asked);
    requests
}
