//! The colours of both themes, by what they are for.

use egui::{Color32, Theme};

/// Colours by what they are for.
#[derive(Debug)]
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
    found: rgb(0x5A_4A12),
    alert: rgb(0xFF_9A94),
    alert_weak: rgb(0x3A_2022),
    focus: rgb(0xFF_B81C),
    backdrop: Color32::from_black_alpha(0x90),
    levels: [rgb(0x24_3A4F), rgb(0x2E_5578), rgb(0x3F_7BB0), rgb(0x6A_AAE0), rgb(0xCF_E6FA)],
    gain: rgb(0x8C_C8F5),
    loss: rgb(0xF0_B27A),
};

/// The palette of a theme.
#[must_use]
pub const fn of(theme: Theme) -> &'static Palette {
    match theme {
        Theme::Light => &LIGHT,
        Theme::Dark => &DARK,
    }
}

/// The palette in force.
#[must_use]
pub fn palette(ctx: &egui::Context) -> &'static Palette {
    of(ctx.theme())
}
