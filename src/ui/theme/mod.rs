//! Colours, sizes and fonts. The only room that makes a colour; everything drawn takes its colours from a [`Palette`].

mod fonts;
mod look;
mod palette;

pub use fonts::{bold, install_fonts};
pub use look::{Look, look, set_high_contrast, set_reduce_motion};
pub use palette::{BLANK, DARK, HIGH_CONTRAST_DARK, HIGH_CONTRAST_LIGHT, LIGHT, Palette, palette};

use egui::{CornerRadius, FontFamily, FontId, Margin, Stroke, TextStyle, Vec2};

/// Size of small text, in points.
pub const SMALL: f32 = 12.0;
/// Size of running text.
pub const BODY: f32 = 14.0;
/// Size of a view's title.
pub const TITLE: f32 = 20.0;
/// The grid everything stands on.
pub const UNIT: f32 = 4.0;
/// Corner radius of cards and buttons.
pub const RADIUS: u8 = 6;

/// Puts fonts, sizes and colours of both themes into a context. Call it once, before the first frame.
pub fn install(ctx: &egui::Context) {
    install_fonts(ctx);
    ctx.add_plugin(look::WheelAtOnce);
    restyle(ctx);
}

/// Puts sizes and the colours in force into the styles of both themes.
fn restyle(ctx: &egui::Context) {
    for theme in [egui::Theme::Light, egui::Theme::Dark] {
        let high_contrast = look(ctx).high_contrast;
        let palette = palette::of(theme, high_contrast);
        ctx.style_mut_of(theme, |style| {
            apply(style, palette);
            let usual = egui::Style::default();
            // What fades towards an edge, or because it cannot be used now, is still to be read.
            style.spacing.scroll.fade.strength = if high_contrast { 0.0 } else { usual.spacing.scroll.fade.strength };
            style.visuals.disabled_alpha = if high_contrast { 0.7 } else { usual.visuals.disabled_alpha };
        });
    }
}

fn apply(style: &mut egui::Style, palette: &Palette) {
    let regular = |size| FontId::new(size, FontFamily::Proportional);
    style.text_styles = [
        (TextStyle::Small, regular(SMALL)),
        (TextStyle::Body, regular(BODY)),
        (TextStyle::Button, regular(BODY)),
        (TextStyle::Monospace, regular(BODY)),
        (TextStyle::Heading, FontId::new(TITLE, bold())),
    ]
    .into();
    style.spacing.item_spacing = Vec2::new(8.0, 8.0);
    style.spacing.button_padding = Vec2::new(12.0, 5.0);
    style.spacing.interact_size = Vec2::new(32.0, 28.0);
    style.spacing.menu_margin = Margin::same(6);
    style.spacing.window_margin = Margin::same(20);
    style.spacing.combo_width = 120.0;
    // Scroll bars beside what they scroll, never over it.
    style.spacing.scroll.floating_allocated_width = 10.0;

    let visuals = &mut style.visuals;
    visuals.override_text_color = Some(palette.ink);
    visuals.weak_text_color = Some(palette.muted);
    visuals.hyperlink_color = palette.accent;
    visuals.panel_fill = palette.canvas;
    visuals.window_fill = palette.surface;
    visuals.window_stroke = palette.edge(palette.line);
    visuals.window_corner_radius = CornerRadius::same(RADIUS + 4);
    visuals.menu_corner_radius = CornerRadius::same(RADIUS);
    visuals.extreme_bg_color = palette.surface;
    visuals.text_edit_bg_color = Some(palette.surface);
    visuals.faint_bg_color = palette.canvas;
    visuals.code_bg_color = palette.canvas;
    visuals.error_fg_color = palette.alert;
    visuals.warn_fg_color = palette.alert;
    visuals.selection.bg_fill = palette.selection;
    visuals.selection.stroke = Stroke::new(1.0, palette.ink);
    visuals.text_cursor.stroke = Stroke::new(2.0, palette.ink);
    let widgets = &mut visuals.widgets;
    // What has the keyboard is drawn as active: a ring that shows on any fill.
    let ring = palette.focus_ring();
    let edge = |colour| palette.edge(colour);
    for (widget, fill, stroke) in [
        (&mut widgets.noninteractive, palette.surface, edge(palette.line)),
        (&mut widgets.inactive, palette.surface, edge(palette.mark)),
        (&mut widgets.hovered, palette.accent_weak, edge(palette.accent)),
        (&mut widgets.active, palette.accent_weak, ring),
        (&mut widgets.open, palette.accent_weak, edge(palette.accent)),
    ] {
        widget.bg_fill = fill;
        widget.weak_bg_fill = fill;
        widget.bg_stroke = stroke;
        widget.fg_stroke = Stroke::new(1.0, palette.ink);
        widget.corner_radius = CornerRadius::same(RADIUS);
        widget.expansion = 0.0;
    }
}
