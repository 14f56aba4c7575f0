//! What draws on the stage: in units of a stage of 1920 × 1080, wherever and however large that is shown, and with every text
//! in the tree that a screen reader reads, in the order in which it is drawn.

use crate::report::kept_together;
use crate::ui::theme::{self, Palette, palette};
use egui::accesskit::Role;
use egui::epaint::text::{LayoutJob, TextWrapping};
use egui::{Color32, FontFamily, FontId, Galley, Pos2, Rect, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};
use std::sync::Arc;

/// The stage, in its own units.
pub(super) const STAGE: Vec2 = vec2(1920.0, 1080.0);

/// What a pen leaves behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// Nothing: only how much room it takes.
    None,
    /// Marks, for who sees them.
    Marks,
    /// Marks and words.
    Spoken,
}

/// A pen on the stage.
pub(super) struct Pen<'a> {
    pub ui: &'a Ui,
    pub palette: &'static Palette,
    origin: Pos2,
    pub scale: f32,
    ink: Ink,
    told: usize,
}

/// How a text looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    pub size: f32,
    pub bold: bool,
    pub colour: Color32,
}

/// A text that was laid out, and its size on the stage.
pub(super) struct Laid {
    galley: Arc<Galley>,
    pub size: Vec2,
    colour: Color32,
}

/// The largest stage of 16:9 in the middle of a rectangle.
pub(super) fn stage_in(room: Rect) -> Rect {
    let scale = (room.width() / STAGE.x).min(room.height() / STAGE.y);
    Rect::from_center_size(room.center(), STAGE * scale)
}

impl<'a> Pen<'a> {
    /// A pen on the stage that is shown in that rectangle.
    pub fn new(ui: &'a Ui, stage: Rect, ink: Ink) -> Self {
        let scale = stage.width() / STAGE.x;
        Self { ui, palette: palette(ui), origin: stage.min, scale, ink, told: 0 }
    }

    /// How many things were said.
    pub const fn told(&self) -> usize {
        self.told
    }

    /// Says things behind so many that another pen said in the same place.
    pub const fn after(mut self, told: usize) -> Self {
        self.told = told;
        self
    }

    /// Does something without leaving marks, to know how much room it takes.
    pub fn measure<R>(&mut self, act: impl FnOnce(&mut Self) -> R) -> R {
        let ink = std::mem::replace(&mut self.ink, Ink::None);
        let known = act(self);
        self.ink = ink;
        known
    }

    pub const fn plain(&self, size: f32) -> Style {
        Style { size, bold: false, colour: self.palette.ink }
    }

    pub const fn bold(&self, size: f32) -> Style {
        Style { size, bold: true, colour: self.palette.ink }
    }

    pub const fn quiet(&self, size: f32) -> Style {
        Style { size, bold: false, colour: self.palette.muted }
    }

    /// A text broken into lines of that width, and at most so many of them.
    pub fn lay(&self, text: &str, style: Style, width: f32, rows: usize) -> Laid {
        self.lay_all(&[(text, style)], width, rows)
    }

    /// Texts one behind the other, broken together.
    pub fn lay_all(&self, texts: &[(&str, Style)], width: f32, rows: usize) -> Laid {
        let mut job = LayoutJob::default();
        for (text, style) in texts {
            let family = if style.bold { theme::bold() } else { FontFamily::Proportional };
            let font = FontId::new(style.size * self.scale, family);
            job.append(
                &kept_together(text),
                0.0,
                egui::TextFormat { font_id: font, color: style.colour, ..Default::default() },
            );
        }
        // A hair more room than it needs: what was measured must not break once more.
        job.wrap = TextWrapping { max_rows: rows, ..TextWrapping::wrap_at_width(width * self.scale + 0.5) };
        job.keep_trailing_whitespace = false;
        let galley = self.ui.painter().layout_job(job);
        let colour = texts.first().map_or(self.palette.ink, |(_, style)| style.colour);
        Laid { size: galley.size() / self.scale, galley, colour }
    }

    /// Puts a laid text down; `words` are what it says, empty where something else says it.
    pub fn put(&mut self, at: Pos2, laid: &Laid, words: &str) -> Option<egui::Response> {
        self.put_as(Role::Label, at, laid, words)
    }

    /// The same with a role of its own.
    pub fn put_as(&mut self, role: Role, at: Pos2, laid: &Laid, words: &str) -> Option<egui::Response> {
        if self.ink != Ink::None {
            self.ui.painter().galley(self.point(at), Arc::clone(&laid.galley), laid.colour);
        }
        self.say(role, Rect::from_min_size(at, laid.size), words)
    }

    /// Says what is drawn in a rectangle.
    pub fn say(&mut self, role: Role, rect: Rect, words: &str) -> Option<egui::Response> {
        if self.ink != Ink::Spoken || words.trim().is_empty() {
            return None;
        }
        let id = self.ui.unique_id().with(("told", self.told));
        self.told += 1;
        let response = self.ui.interact(self.rect(rect), id, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(role, true, words));
        Some(response)
    }

    /// How many lines of a text of that size there is room for, one at least; without an end while it is only measured.
    pub fn rows_in(&self, height: f32, size: f32) -> usize {
        match self.ink {
            Ink::None => usize::MAX,
            Ink::Marks | Ink::Spoken => ((height / (size * 1.36) + 0.05).floor() as usize).max(1),
        }
    }

    /// Where a point of the stage is in the window.
    pub fn point(&self, at: Pos2) -> Pos2 {
        self.origin + at.to_vec2() * self.scale
    }

    /// Where a rectangle of the stage is in the window.
    pub fn rect(&self, rect: Rect) -> Rect {
        Rect::from_min_max(self.point(rect.min), self.point(rect.max))
    }

    /// The painter, where marks are left.
    pub fn painter(&self) -> Option<&egui::Painter> {
        (self.ink != Ink::None).then(|| self.ui.painter())
    }

    /// Fills a rectangle.
    pub fn fill(&self, rect: Rect, radius: f32, colour: Color32) {
        if let Some(painter) = self.painter() {
            painter.rect_filled(self.rect(rect), radius * self.scale, colour);
        }
    }

    /// A line across.
    pub fn rule(&self, left: f32, right: f32, y: f32) {
        if let Some(painter) = self.painter() {
            let stroke = egui::Stroke::new((2.0 * self.scale).max(0.5), self.palette.line);
            painter.line_segment([self.point(pos2(left, y)), self.point(pos2(right, y))], stroke);
        }
    }
}
