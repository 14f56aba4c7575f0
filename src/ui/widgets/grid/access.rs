//! What a screen reader is told: a table of rows of cells, with true counts, whichever of them are in sight.

use super::layout::View;
use super::scroll::InSight;
use super::source::{Editable, GridEvent};
use super::state::{At, GridState, Selection};
use super::{keys, source::Cell};
use egui::accesskit::{self, Action, Node, Role};
use egui::{Event, Id, Rect, Sense, Ui, UiBuilder};

/// A rectangle in the tree's terms.
pub(super) fn bounds(rect: Rect) -> accesskit::Rect {
    accesskit::Rect { x0: rect.min.x.into(), y0: rect.min.y.into(), x1: rect.max.x.into(), y1: rect.max.y.into() }
}

fn cell_id(view: &View<'_>, row: u64, column: u32) -> Id {
    view.id.with((row, column))
}

/// Describes the grid and everything in sight, if anybody listens.
pub(super) fn describe(ui: &mut Ui, view: &View<'_>, state: &GridState, rows: &[InSight], selection: &Selection) {
    let seen = rows.iter().any(|row| row.row == state.cursor_at.row);
    let active = state.cursor.filter(|_| seen).map(|place| cell_id(view, place.row, place.column).accesskit_id());
    let listening = ui.accesskit_node_builder(view.id, |node| {
        node.set_role(Role::Table);
        node.set_label(view.name);
        node.set_row_count(view.rows);
        node.set_column_count(view.columns.len());
        node.set_multiselectable();
        // What stands for the counts where a desktop's bus knows no tables.
        node.set_size_of_set(view.rows);
        match active {
            Some(cell) => node.set_active_descendant(cell),
            None => node.clear_active_descendant(),
        }
    });
    if listening.is_none() {
        return;
    }
    ui.ctx().allow_widget_id_changes_in(view.areas.all.expand(2000.0));
    let columns: Vec<usize> = view.columns_in_sight(state.scroll.x).collect();
    titles(ui, view, state, &columns);
    for row in rows {
        describe_row(ui, view, state, row, &columns, selection);
    }
}

/// A child of the table, to which nodes can be hung.
fn row_ui(ui: &mut Ui, view: &View<'_>, id: Id, rect: Rect, fill: impl FnOnce(&mut Node)) -> Ui {
    let builder =
        UiBuilder::new().scope_id(id).max_rect(rect).accessibility_parent(view.id).accessibility_role(Role::Row);
    let mut child = ui.new_child(builder);
    child.set_clip_rect(view.areas.all.intersect(ui.clip_rect()));
    // A row of which only its heading is in sight has no height left.
    child.set_min_size(rect.size().max(egui::Vec2::ZERO));
    child.ctx().accesskit_node_builder(child.unique_id(), |node| {
        node.set_role(Role::Row);
        node.set_bounds(bounds(rect));
        fill(node);
    });
    child
}

fn leaf(row: &Ui, id: Id, rect: Rect, role: Role, fill: impl FnOnce(&mut Node)) {
    row.interact(rect, id, Sense::hover());
    row.ctx().accesskit_node_builder(id, |node| {
        node.set_role(role);
        node.set_bounds(bounds(rect));
        fill(node);
    });
}

fn titles(ui: &mut Ui, view: &View<'_>, state: &GridState, columns: &[usize]) {
    let header = view.areas.header;
    let row = row_ui(ui, view, view.id.with("titles"), header, |node| node.set_label("Column titles"));
    for &position in columns {
        let Some(column) = view.columns.get(position) else { continue };
        let rect = view.cell_rect(position, header.top(), header.bottom(), state.scroll.x);
        let rect = rect.intersect(view.part_of(position, header));
        leaf(&row, view.id.with(("title", column.key)), rect, Role::ColumnHeader, |node| {
            let (title, sorted) = column.plain_title();
            node.set_label(title);
            node.set_column_index(position);
            node.set_description(column.purpose);
            match sorted {
                Some(true) => node.set_sort_direction(accesskit::SortDirection::Descending),
                Some(false) => node.set_sort_direction(accesskit::SortDirection::Ascending),
                None => {}
            }
        });
    }
}

fn describe_row(
    ui: &mut Ui,
    view: &View<'_>,
    state: &GridState,
    row: &InSight,
    columns: &[usize],
    selection: &Selection,
) {
    let source = view.source;
    let body = view.areas.body;
    let key = source.row_key(row.row);
    let across = Rect::from_x_y_ranges(body.x_range(), row.top..=row.bottom).intersect(body);
    if let Some(heading) = source.heading(row.row) {
        let band = Rect::from_x_y_ranges(body.x_range(), row.start..=row.top).intersect(body);
        let group = ui.new_child(UiBuilder::new().scope_id(view.id.with(("group", key))).accessibility_parent(view.id));
        leaf(&group, view.id.with(("heading", key)), band, Role::Heading, |node| node.set_label(heading.as_ref()));
    }
    let child = row_ui(ui, view, view.id.with(("row", key)), across, |node| {
        node.set_label(source.row_name(row.row).as_ref());
        node.set_row_index(row.row);
        node.set_position_in_set(row.row);
        node.set_selected(selection.rows.contains(&row.row));
    });
    let number = Rect::from_min_max(across.min, egui::pos2(across.left() + view.layout.gutter, across.bottom()));
    leaf(&child, view.id.with(("number", key)), number, Role::RowHeader, |node| {
        node.set_label(source.row_number(row.row).as_ref());
        node.set_row_index(row.row);
    });
    for &position in columns {
        let Some(column) = view.columns.get(position) else { continue };
        let cell = source.cell(row.row, position);
        let rect = view.cell_rect(position, row.top, row.bottom, state.scroll.x);
        let rect = rect.intersect(view.part_of(position, body));
        leaf(&child, cell_id(view, key, column.key), rect, Role::Cell, |node| {
            node.set_label(said(&cell));
            let (title, _) = column.plain_title();
            let shade = cell.shade.word();
            let shade = if shade.is_empty() { String::new() } else { format!(", {shade}") };
            let remark = if cell.marked { ", has a remark" } else { "" };
            node.set_description(format!("{title}{shade}{remark}"));
            node.set_row_index(row.row);
            node.set_column_index(position);
            node.set_selected(selection.contains(row.row, position));
            node.add_action(Action::Focus);
            node.add_action(Action::Click);
            if cell.editable == Editable::No {
                node.set_read_only();
            }
        });
    }
}

fn said(cell: &Cell<'_>) -> String {
    match (cell.text.is_empty(), cell.below.is_empty()) {
        (true, true) => "empty".to_owned(),
        (false, true) => cell.text.to_string(),
        (true, false) => cell.below.to_string(),
        (false, false) => format!("{}, {}", cell.text, cell.below),
    }
}

/// What a screen reader asks of a cell: to go there, or to act as Enter does.
pub(super) fn requests(ui: &Ui, view: &View<'_>, state: &mut GridState, rows: &[InSight], asked: &mut Vec<GridEvent>) {
    let wanted: Vec<(accesskit::NodeId, Action)> = ui.input(|input| {
        let events = input.events.iter();
        events
            .filter_map(|event| match event {
                Event::AccessKitActionRequest(request) => Some((request.target_node, request.action)),
                _ => None,
            })
            .collect()
    });
    for (node, action) in wanted {
        let cells = rows.iter().flat_map(|row| (0..view.columns.len()).map(|column| At { row: row.row, column }));
        let found = cells.into_iter().find(|at| {
            keys::place(view, *at).is_some_and(|place| cell_id(view, place.row, place.column).accesskit_id() == node)
        });
        let Some(at) = found else { continue };
        match action {
            Action::Focus | Action::ScrollIntoView => {
                keys::put_cursor(state, view, at, false);
                state.focus_wanted |= action == Action::Focus;
            }
            Action::Click => {
                keys::put_cursor(state, view, at, false);
                state.focus_wanted = true;
                keys::activate(view, state, asked);
            }
            _ => {}
        }
    }
}
