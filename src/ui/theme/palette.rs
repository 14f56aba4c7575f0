//! The colours of both themes, by what they are for, and of both in high contrast.

use super::look;
use egui::{Color32, Stroke, Theme};

/// Colours by what they are for.
#[derive(Debug, PartialEq)]
pub struct Palette {
    /// Behind everything.
    pub canvas: Color32,
    /// Cards, tables, the sidebar.
    pub surface: Color32,
    /// Text.
    pub ink: Color32,
    /// Text of less weight; still 4.5:1 on canvas and surface.
    pub muted: Color32,
    /// Lines that only part things; carries no meaning.
    pub line: Color32,
    /// Outlines that carry meaning, such as an empty pip; 3:1 on canvas and surface.
    pub mark: Color32,
    /// The one accent.
    pub accent: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// A wash of the accent behind what is chosen.
    pub accent_weak: Color32,
    /// Behind selected text and cells.
    pub selection: Color32,
    /// Behind words that were looked for.
    pub found: Color32,
    /// Overdue, and nothing else.
    pub alert: Color32,
    /// Behind an error's text.
    pub alert_weak: Color32,
    /// Ring round what has the keyboard; 3:1 on canvas and surface.
    pub focus: Color32,
    /// Shade behind a dialog.
    pub backdrop: Color32,
    /// The levels, lowest first: one hue from pale to deep.
    pub levels: [Color32; 5],
    /// A level that rose, words that came.
    pub gain: Color32,
    /// A level that fell, words that went.
    pub loss: Color32,
    /// Width of the outline round cards, buttons and fields, in points.
    pub outline: f32,
    /// Width of the ring round what has the keyboard, in points.
    pub ring: f32,
}

impl Palette {
    /// The ring round what has the keyboard.
    #[must_use]
    pub const fn focus_ring(&self) -> Stroke {
        Stroke { width: self.ring, color: self.focus }
    }

    /// The outline of a card, a button or a field.
    #[must_use]
    pub const fn edge(&self, colour: Color32) -> Stroke {
        Stroke { width: self.outline, color: colour }
    }
}

/// Opaque from 0xRRGGBB.
const fn rgb(hex: u32) -> Color32 {
    let [_, r, g, b] = hex.to_be_bytes();
    Color32::from_rgb(r, g, b)
}

/// The light theme.
pub const LIGHT: Palette = Palette {
    canvas: rgb(0xF4_F6F8),
    surface: rgb(0xFF_FFFF),
    ink: rgb(0x16_222E),
    muted: rgb(0x50_5F6E),
    line: rgb(0xDC_E2E8),
    mark: rgb(0x6B_7A8A),
    accent: rgb(0x00_5EB8),
    on_accent: rgb(0xFF_FFFF),
    accent_weak: rgb(0xE5_EFF9),
    selection: rgb(0xC6_DDF4),
    found: rgb(0xFF_EDB0),
    alert: rgb(0xA4_262C),
    alert_weak: rgb(0xFB_EDED),
    focus: rgb(0xB0_6A00),
    backdrop: Color32::from_black_alpha(0x60),
    levels: [rgb(0xD6_E4F2), rgb(0xA9_CBEA), rgb(0x6A_A3D8), rgb(0x2C_74B8), rgb(0x0A_3F78)],
    gain: rgb(0x0B_5A8F),
    loss: rgb(0x8A_4B08),
    outline: 1.0,
    ring: 2.0,
};

/// The dark theme.
pub const DARK: Palette = Palette {
    canvas: rgb(0x11_181F),
    surface: rgb(0x19_222B),
    ink: rgb(0xE8_EEF4),
    muted: rgb(0x9D_B0C1),
    line: rgb(0x2B_3845),
    mark: rgb(0x7D_91A4),
    accent: rgb(0x6C_B2F2),
    on_accent: rgb(0x0D_1B28),
    accent_weak: rgb(0x1D_3348),
    selection: rgb(0x24_405E),
    found: rgb(0x4A_3C0C),
    alert: rgb(0xFF_9A94),
    alert_weak: rgb(0x3A_2022),
    focus: rgb(0xFF_B81C),
    backdrop: Color32::from_black_alpha(0x90),
    levels: [rgb(0x24_3A4F), rgb(0x2E_5578), rgb(0x3F_7BB0), rgb(0x6A_AAE0), rgb(0xCF_E6FA)],
    gain: rgb(0x8C_C8F5),
    loss: rgb(0xF0_B27A),
    outline: 1.0,
    ring: 2.0,
};

/// Light in high contrast: black on white, text at 7:1 and marks at 4.5:1. Canvas and surface are one, so outlines part what
/// shades part otherwise. The levels climb by the same ratio each, from the white behind them on.
pub const HIGH_CONTRAST_LIGHT: Palette = Palette {
    canvas: rgb(0xFF_FFFF),
    surface: rgb(0xFF_FFFF),
    ink: rgb(0x00_0000),
    muted: rgb(0x26_2626),
    line: rgb(0x00_0000),
    mark: rgb(0x00_0000),
    accent: rgb(0x00_3F80),
    on_accent: rgb(0xFF_FFFF),
    accent_weak: rgb(0xDC_EBFA),
    selection: rgb(0xB8_D8F8),
    found: rgb(0xFF_E680),
    alert: rgb(0x80_0010),
    alert_weak: rgb(0xFF_E8E8),
    focus: rgb(0xA0_005F),
    backdrop: Color32::from_black_alpha(0xA0),
    levels: [rgb(0x96_C8F9), rgb(0x3C_96EF), rgb(0x10_69C3), rgb(0x07_4582), rgb(0x01_1D39)],
    gain: rgb(0x00_3F73),
    loss: rgb(0x5C_2E00),
    outline: 2.0,
    ring: 3.0,
};

/// Dark in high contrast: white on black, as [`HIGH_CONTRAST_LIGHT`] otherwise.
pub const HIGH_CONTRAST_DARK: Palette = Palette {
    canvas: rgb(0x00_0000),
    surface: rgb(0x00_0000),
    ink: rgb(0xFF_FFFF),
    muted: rgb(0xE6_E6E6),
    line: rgb(0xFF_FFFF),
    mark: rgb(0xFF_FFFF),
    accent: rgb(0x9C_D3FF),
    on_accent: rgb(0x00_0000),
    accent_weak: rgb(0x00_2A50),
    selection: rgb(0x00_3C73),
    found: rgb(0x4A_3A00),
    alert: rgb(0xFF_C2BD),
    alert_weak: rgb(0x40_0008),
    focus: rgb(0xFF_D21F),
    backdrop: Color32::from_black_alpha(0xA0),
    levels: [rgb(0x06_3769), rgb(0x0E_5CA9), rgb(0x19_83EC), rgb(0x72_B5F8), rgb(0xD5_EAFE)],
    gain: rgb(0xA8_D8FF),
    loss: rgb(0xFF_C890),
    outline: 2.0,
    ring: 3.0,
};

/// A screen with nothing on it, in a dark room and in a light one.
pub const BLANK: [Color32; 2] = [Color32::BLACK, Color32::WHITE];

/// The palette of a theme, as it is or in high contrast.
#[must_use]
pub const fn of(theme: Theme, high_contrast: bool) -> &'static Palette {
    match (theme, high_contrast) {
        (Theme::Light, false) => &LIGHT,
        (Theme::Dark, false) => &DARK,
        (Theme::Light, true) => &HIGH_CONTRAST_LIGHT,
        (Theme::Dark, true) => &HIGH_CONTRAST_DARK,
    }
}

/// The palette in force.
#[must_use]
pub fn palette(ctx: &egui::Context) -> &'static Palette {
    of(ctx.theme(), look(ctx).high_contrast)
}
