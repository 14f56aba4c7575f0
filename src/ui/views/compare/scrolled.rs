//! A long list of things of different heights that scrolls with what stands above it. Only what is in sight is laid out:
//! the height of everything else is guessed, and no correction of a guess moves what is being looked at.

use crate::ui::widgets::follow_focus;
use egui::{Id, Key, Rect, ScrollArea, Sense, Ui, UiBuilder, pos2, vec2};
use std::collections::HashMap;
use std::ops::Range;

/// Things laid out above and below what is in sight, for Tab to go on to.
const BEYOND: usize = 4;
/// What a page leaves in sight of the page before.
const OVERLAP: f32 = 60.0;

/// Where the list is scrolled to, and what is known of its heights.
#[derive(Debug, Default)]
pub(super) struct Scrolled {
    /// What each thing is known by, whatever comes and goes above it.
    keys: Vec<u64>,
    heights: Vec<f32>,
    /// Where each begins; one more than there are things.
    tops: Vec<f32>,
    exact: Vec<bool>,
    width: f32,
    /// The thing at the upper edge, and how much of it is above.
    anchor: Option<(u64, f32)>,
    /// Where the list begins, below what scrolls with it.
    begins: f32,
    /// The offset to take at the next pass.
    wanted: Option<f32>,
    /// The thing that has the keyboard: laid out wherever it is, or it would lose it.
    focused: Option<u64>,
}

impl Scrolled {
    /// Begins at the top again.
    pub(super) const fn go_to_top(&mut self) {
        self.wanted = Some(0.0);
        self.anchor = None;
    }

    /// Shows what scrolls along above, then the things.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        lead: impl FnOnce(&mut Ui),
        keys: &[u64],
        guess: impl Fn(usize, f32) -> f32,
        mut back: impl FnMut(&Ui, Rect),
        mut draw: impl FnMut(&mut Ui, usize),
    ) {
        let mut area = ScrollArea::vertical().id_salt("comparison").auto_shrink([false, false]);
        if let Some(offset) = self.wanted.take() {
            area = area.vertical_scroll_offset(offset);
        }
        area.show_viewport(ui, |ui, viewport| {
            lead(ui);
            self.begins = ui.min_rect().height() + ui.spacing().item_spacing.y;
            let width = ui.available_width();
            self.follow(ui, keys, width, guess);
            let total = self.tops.last().copied().unwrap_or_default();
            let (all, _) = ui.allocate_exact_size(vec2(width, total), Sense::hover());
            if !self.keys.is_empty() {
                back(ui, all);
            }
            self.in_sight(ui, all, viewport, &mut draw);
            if let Some(far) = pages(ui) {
                // Not beyond the ends, and at once: a page that glides is hard to read on.
                self.wanted = Some((viewport.top() + far).clamp(0.0, self.most(viewport)));
                ui.ctx().request_discard("a page on");
            }
            follow_focus(ui);
        });
    }

    /// Follows what there is and how wide it may be.
    fn follow(&mut self, ui: &Ui, keys: &[u64], width: f32, guess: impl Fn(usize, f32) -> f32) {
        let resized = (width - self.width).abs() > 0.5;
        if !resized && self.keys == keys {
            return;
        }
        let known: HashMap<u64, f32> = if resized {
            HashMap::new()
        } else {
            let exact = self.exact.iter().zip(self.keys.iter().zip(&self.heights)).filter(|(exact, _)| **exact);
            exact.map(|(_, (key, height))| (*key, *height)).collect()
        };
        self.width = width;
        self.keys = keys.to_vec();
        self.exact = keys.iter().map(|key| known.contains_key(key)).collect();
        self.heights = keys
            .iter()
            .enumerate()
            .map(|(at, key)| known.get(key).copied().unwrap_or_else(|| guess(at, width)))
            .collect();
        self.sum();
        if let Some((key, within)) = self.anchor
            && let Some(top) = self.keys.iter().position(|known| *known == key).and_then(|at| self.tops.get(at))
        {
            self.wanted = Some(self.begins + top + within);
            ui.ctx().request_discard("the list is another");
        }
    }

    fn sum(&mut self) {
        let mut top = 0.0;
        self.tops.clear();
        self.tops.push(0.0);
        self.tops.extend(self.heights.iter().map(|height| {
            top += height;
            top
        }));
    }

    /// The furthest that can be scrolled.
    fn most(&self, viewport: Rect) -> f32 {
        (self.begins + self.tops.last().copied().unwrap_or_default() - viewport.height()).max(0.0)
    }

    fn in_sight(&mut self, ui: &mut Ui, all: Rect, viewport: Rect, draw: &mut impl FnMut(&mut Ui, usize)) {
        let sight = ui.clip_rect();
        let (upper, lower) = (sight.top() - all.top(), sight.bottom() - all.top());
        let first = self.tops.partition_point(|top| *top <= upper).saturating_sub(1);
        let end = self.tops.partition_point(|top| *top < lower).min(self.keys.len());
        self.anchor = (upper > 0.0).then(|| Some((*self.keys.get(first)?, upper - self.tops.get(first)?))).flatten();
        let shown = first.saturating_sub(BEYOND)..(end + BEYOND).min(self.keys.len());
        let focused = self.focused.and_then(|key| self.keys.iter().position(|known| *known == key));
        let apart = focused.filter(|at| !shown.contains(at));
        let focus =
            ui.memory(egui::Memory::focused).and_then(|id| ui.ctx().read_response(id)).map(|it| it.rect.center());
        // Kept while nothing else has the keyboard in the list.
        let mut has_focus = None;
        let mut moved = 0.0;
        let mut changed = false;
        for part in parts(&shown, apart) {
            let mut y = self.tops.get(part.start).copied().unwrap_or_default();
            for at in part {
                let Some(key) = self.keys.get(at).copied() else { continue };
                let place = Rect::from_min_size(pos2(all.left(), all.top() + y), vec2(all.width(), 10_000.0));
                let builder = UiBuilder::new().scope_id(Id::unique(("compared", key))).max_rect(place);
                let mut child = ui.new_child(builder.layout(egui::Layout::top_down(egui::Align::Min)));
                draw(&mut child, at);
                let height = child.min_rect().height().ceil();
                let shape = Rect::from_min_size(place.min, vec2(place.width(), height));
                if focus.is_some_and(|middle| shape.contains(middle)) {
                    has_focus = Some(key);
                }
                if let (Some(known), Some(exact)) = (self.heights.get_mut(at), self.exact.get_mut(at)) {
                    if (*known - height).abs() > 0.5 {
                        if self.tops.get(at).is_some_and(|top| *top < upper) {
                            moved += height - *known;
                        }
                        *known = height;
                        changed = true;
                    }
                    *exact = true;
                }
                y += height;
            }
        }
        self.focused = has_focus;
        if changed {
            let scrolled = viewport.top();
            let at_end = scrolled > 0.0 && scrolled >= self.most(viewport) - 1.0;
            self.sum();
            let most = self.most(viewport);
            // Room for it in this very pass: beyond what the area knows of it would spring back.
            let height = self.tops.last().copied().unwrap_or_default();
            ui.expand_to_include_rect(Rect::from_min_size(all.min, vec2(all.width(), height)));
            // What is looked at stays where it is, and the end stays the end.
            let to = if at_end { most } else { (scrolled + moved).clamp(0.0, most) };
            if (to - scrolled).abs() > 0.5 {
                self.wanted = Some(to);
            }
            ui.ctx().request_discard("heights are known now");
        }
    }
}

/// What is laid out, in order: what is in sight, and what has the keyboard out of sight.
fn parts(shown: &Range<usize>, apart: Option<usize>) -> Vec<Range<usize>> {
    match apart {
        Some(at) if at < shown.start => vec![at..at + 1, shown.clone()],
        Some(at) => vec![shown.clone(), at..at + 1],
        None => vec![shown.clone()],
    }
}

/// How far page up, page down, home and end scroll, while the keyboard is in the view, or nowhere.
fn pages(ui: &Ui) -> Option<f32> {
    let focused = ui.memory(egui::Memory::focused).and_then(|id| ui.ctx().read_response(id));
    let view = ui.clip_rect();
    // What is scrolled out of sight is still in the view: only what stands beside it is not.
    let elsewhere = focused.is_some_and(|it| it.rect.center().x < view.left() || it.rect.center().x > view.right());
    if elsewhere || ui.ctx().text_edit_focused() || ui.ctx().any_popup_open() || covered(ui) {
        return None;
    }
    let page = (view.height() - OVERLAP).max(40.0);
    let far = ui.input(|input| {
        let times = |key| input.num_presses(key) as f32;
        let ends = times(Key::End) - times(Key::Home);
        page * (times(Key::PageDown) - times(Key::PageUp)) + 1.0e7 * ends
    });
    (far != 0.0).then_some(far)
}

fn covered(ui: &Ui) -> bool {
    ui.memory(egui::Memory::top_modal_layer).is_some()
}
