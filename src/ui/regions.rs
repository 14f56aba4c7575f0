//! The parts of the window as a screen reader is told of them: the window by its title, each part by its name, in the order
//! in which they are read.

use egui::accesskit::{self, NodeId};
use egui::{Rect, Ui};

/// Gives the window its name, which the toolkit leaves to the desktop.
pub(super) fn name_window(ui: &Ui, title: &str) {
    ui.ctx().accesskit_node_builder(egui::accesskit_root_id(), |node| node.set_label(title));
}

/// Names the panel in whose frame `ui` stands, says where it is, and gives its place in the tree.
pub(super) fn region(ui: &Ui, name: &str) -> NodeId {
    let pane = ui.stack().parent.as_ref().map_or(ui.unique_id(), |pane| pane.unique_id);
    let Rect { min, max } = ui.clip_rect();
    ui.ctx().accesskit_node_builder(pane, |node| {
        node.set_label(name);
        node.set_bounds(accesskit::Rect { x0: min.x.into(), y0: min.y.into(), x1: max.x.into(), y1: max.y.into() });
    });
    pane.accesskit_id()
}

/// Has panels told behind their neighbours: those at the edges take their room before what is read first.
pub(super) fn told_last(ui: &Ui, panes: &[NodeId]) {
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        let first = node.children().iter().filter(|child| !panes.contains(child));
        let children: Vec<NodeId> = first.chain(panes).copied().collect();
        node.set_children(children);
    });
}
