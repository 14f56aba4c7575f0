//! The parts of the window, as a keyboard and a screen reader know them: each a landmark with a name, F6 goes from one to
//! the next, and the tour points at them.

use super::theme::palette;
use crate::app::Place;
use egui::accesskit::{NodeId, Role};
use egui::{Context, EventFilter, Id, Key, LayerId, Rect, Response, Sense, StrokeKind, Ui, vec2};

/// A part of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Region {
    Menus,
    Sidebar,
    View,
    Inspector,
    Status,
    Tour,
}

impl Region {
    const fn name(self) -> &'static str {
        match self {
            Self::Menus => "Menus",
            Self::Sidebar => "Sidebar",
            Self::View => "View",
            Self::Inspector => "Inspector",
            Self::Status => "Status line",
            Self::Tour => "Tour",
        }
    }

    const fn role(self) -> Role {
        match self {
            Self::Menus => Role::Banner,
            Self::Sidebar => Role::Navigation,
            Self::View => Role::Main,
            Self::Inspector => Role::Complementary,
            Self::Status => Role::ContentInfo,
            Self::Tour => Role::Note,
        }
    }
}

/// Makes a panel a landmark: a screen reader says its name when the keyboard comes into it. Call it inside the panel, before
/// it is filled; gives the panel's place in the tree.
pub(super) fn landmark(ui: &Ui, region: Region) -> NodeId {
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        node.set_role(region.role());
        node.set_label(region.name());
    });
    // The whole of the panel, with the margin round what is in it.
    bounded(ui, ui.clip_rect());
    ui.stack().parent.as_ref().map_or(ui.unique_id(), |panel| panel.unique_id).accesskit_id()
}

/// Gives the window its name, which the toolkit leaves to the desktop.
pub(super) fn name_window(ui: &Ui, title: &str) {
    ui.ctx().accesskit_node_builder(egui::accesskit_root_id(), |node| node.set_label(title));
}

/// Has panels told behind their neighbours: those at the edges take their room before what is read first.
pub(super) fn told_last(ui: &Ui, panels: &[NodeId]) {
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        let first = node.children().iter().filter(|child| !panels.contains(child));
        let children: Vec<NodeId> = first.chain(panels).copied().collect();
        node.set_children(children);
    });
}

/// Says where a part is: the toolkit says it of controls alone.
pub(super) fn bounded(ui: &Ui, rect: Rect) {
    let [x0, y0, x1, y1] = [rect.min.x, rect.min.y, rect.max.x, rect.max.y].map(f64::from);
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        node.set_bounds(egui::accesskit::Rect { x0, y0, x1, y1 });
    });
}

/// Something small that the tour points at or F6 lands on, marked where it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Mark {
    /// The item of the sidebar that is chosen.
    ChosenItem,
    /// Where the quarter is chosen.
    QuarterPicker,
    /// The levels of all changes on the overview.
    Strip,
    /// The first of them.
    FirstTile,
    /// The button that goes on in the tour.
    TourNext,
}

/// Marks what has just been drawn.
pub(super) fn mark(ctx: &Context, mark: Mark, id: Id, rect: Rect) {
    let pass = ctx.cumulative_pass_nr();
    ctx.data_mut(|data| data.insert_temp(Id::unique(mark), (pass, id, rect)));
}

/// What was marked in this frame: its id and where it is.
pub(super) fn marked(ctx: &Context, mark: Mark) -> Option<(Id, Rect)> {
    let (pass, id, rect) = ctx.data(|data| data.get_temp::<(u64, Id, Rect)>(Id::unique(mark)))?;
    (pass == ctx.cumulative_pass_nr()).then_some((id, rect))
}

/// Where F6 leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Landing {
    /// The keyboard was put on this.
    On(Id),
    /// The view has to take it itself: its table, or the level of the change.
    View,
}

/// The parts shown in this frame, in the order of reading.
#[derive(Debug, Default)]
pub(super) struct Regions {
    shown: Vec<(Region, Rect)>,
    /// What had the keyboard in the view last, and in which view.
    in_view: Option<(Place, Id)>,
    /// What F6 has put the keyboard on, and in which part: it may stand out of sight there.
    landed: Option<(Id, Region)>,
    /// The view is a table with rows in it.
    table: bool,
}

impl Regions {
    /// Begins a frame; `table` says that the view is a table with rows in it.
    pub(super) fn begin(&mut self, table: bool) {
        self.shown.clear();
        self.table = table;
    }

    /// Tells of a part in the order of reading.
    pub(super) fn add(&mut self, region: Region, rect: Rect) {
        self.shown.push((region, rect));
    }

    /// Where a part is.
    pub(super) fn rect(&self, region: Region) -> Option<Rect> {
        self.shown.iter().find(|(shown, _)| *shown == region).map(|(_, rect)| *rect)
    }

    /// Which part has the keyboard.
    fn current(&self, ctx: &Context) -> Option<Region> {
        let focused = ctx.memory(egui::Memory::focused)?;
        if let Some((_, region)) = self.landed.filter(|(id, _)| *id == focused) {
            return Some(region);
        }
        let middle = ctx.read_response(focused)?.interact_rect.center();
        // The tour's card, told of last, lies over the others.
        self.shown.iter().rev().find(|(_, rect)| rect.contains(middle)).map(|(region, _)| *region)
    }

    /// Remembers at the end of a frame what has the keyboard in the view.
    pub(super) fn remember(&mut self, ctx: &Context, place: &Place) {
        if self.current(ctx) == Some(Region::View)
            && let Some(focused) = ctx.memory(egui::Memory::focused)
        {
            self.in_view = Some((place.clone(), focused));
        }
    }

    /// Puts the keyboard into the next part, or the one before. With the keyboard nowhere the first one is next.
    pub(super) fn step(&mut self, ctx: &Context, place: &Place, back: bool) -> Option<Landing> {
        let count = self.shown.len();
        let here = self.current(ctx).and_then(|here| self.shown.iter().position(|(region, _)| *region == here));
        let landed = (1..=count).find_map(|far| {
            let to = match (here, back) {
                (Some(here), false) => (here + far) % count,
                (Some(here), true) => (here + count - far) % count,
                (None, false) => far - 1,
                (None, true) => count - far,
            };
            // A part in which nothing takes the keyboard is passed over.
            self.shown.get(to).and_then(|(region, rect)| Some((*region, self.landing(ctx, place, *region, *rect)?)))
        });
        let (region, landing) = landed?;
        if let Landing::On(id) = landing {
            ctx.memory_mut(|memory| memory.request_focus(id));
            self.landed = Some((id, region));
        }
        Some(landing)
    }

    fn landing(&self, ctx: &Context, place: &Place, region: Region, rect: Rect) -> Option<Landing> {
        let id = match region {
            Region::View => {
                let there = self.in_view.as_ref().filter(|(view, id)| view == place && is_shown(ctx, *id));
                match (place, there) {
                    (Place::Actions | Place::Checks, _) if self.table => return Some(Landing::View),
                    (_, Some((_, id))) => Some(*id),
                    (Place::Change(_) | Place::Review | Place::Merge | Place::Import, None) => {
                        return Some(Landing::View);
                    }
                    (_, None) => marked(ctx, Mark::FirstTile).map(|(id, _)| id),
                }
            }
            Region::Sidebar => marked(ctx, Mark::ChosenItem).map(|(id, _)| id),
            Region::Inspector => Some(inspector_id()),
            Region::Tour => marked(ctx, Mark::TourNext).map(|(id, _)| id),
            Region::Menus | Region::Status => None,
        };
        id.or_else(|| first_control(ctx, rect)).map(Landing::On)
    }
}

/// Whether a control was drawn in this frame and could take the keyboard.
fn is_shown(ctx: &Context, id: Id) -> bool {
    ctx.viewport(|viewport| {
        viewport.this_pass.widgets.get(id).is_some_and(|widget| widget.enabled && widget.sense.is_focusable())
    })
}

/// The first control of the panels within a rectangle that can take the keyboard; edges and scroll bars are none.
fn first_control(ctx: &Context, rect: Rect) -> Option<Id> {
    ctx.viewport(|viewport| {
        let widgets = viewport.this_pass.widgets.get_layer(LayerId::background());
        let able = |widget: &&egui::WidgetRect| widget.enabled && widget.sense.is_focusable();
        // Of what is scrolled out of sight nothing is left to interact with.
        let sizeable = |widget: &&egui::WidgetRect| widget.interact_rect.size().min_elem() > 14.0;
        let inside = |widget: &&egui::WidgetRect| rect.contains(widget.interact_rect.center());
        widgets.filter(able).filter(sizeable).find(inside).map(|widget| widget.id)
    })
}

fn inspector_id() -> Id {
    Id::unique("inspector as a whole")
}

/// Lets the inspector have the keyboard as a whole, so that its text can be scrolled and read where nothing in it can be
/// pressed. Only F6 leads there: Tab stops at controls. Call it before the inspector is drawn, with its whole room.
pub(super) fn inspector_as_a_whole(ui: &Ui, rect: Rect) -> Response {
    let id = inspector_id();
    let focused = ui.memory(|memory| memory.has_focus(id));
    let sense = if focused { Sense::focusable_noninteractive() } else { Sense::hover() };
    let response = ui.interact(rect, id, sense);
    if focused {
        response.widget_info(|| egui::WidgetInfo::labeled(Role::Document, true, "Inspector"));
        let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        let page = rect.height() - 60.0;
        let far = ui.input(|input| {
            let times = |key| input.num_presses(key) as f32;
            40.0 * (times(Key::ArrowDown) - times(Key::ArrowUp)) + page * (times(Key::PageDown) - times(Key::PageUp))
        });
        if far != 0.0 {
            ui.scroll_with_delta(vec2(0.0, -far));
        }
        let ring = palette(ui).focus_ring();
        ui.painter().rect_stroke(rect.shrink(1.0), 2.0, ring, StrokeKind::Inside);
    }
    response
}
