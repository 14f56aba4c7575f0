//! How the cells of a workbook look. A level is always told in words; its colour comes on top.

use super::grid::Look;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};
use std::collections::BTreeMap;

/// The colours of the levels, lowest first, as the light theme of the window has them.
const LEVELS: [u32; 5] = [0xD6_E4F2, 0xA9_CBEA, 0x6A_A3D8, 0x2C_74B8, 0x0A_3F78];
const INK: u32 = 0x16_222E;
const MUTED: u32 = 0x50_5F6E;
const LINE: u32 = 0xDC_E2E8;
const PAPER: u32 = 0xFF_FFFF;
const HEADER: u32 = 0xE5_EFF9;
const LINK: u32 = 0x00_5EB8;
/// The return's own idiom: yellow is to be filled in, grey is given, green and red are done and not.
const INPUT: u32 = 0xFF_F7C2;
const GIVEN: u32 = 0xE7_E9EC;
const DONE: u32 = 0xD3_EBDB;
const DONE_INK: u32 = 0x0F_5A2E;
const MISSING: u32 = 0xFB_DADA;
const MISSING_INK: u32 = 0x8A_1F14;
/// Metrics of this face are those of the one that stands in for it where it is not installed.
pub(super) const FACE: &str = "Arial";
pub(super) const SIZE: f64 = 10.0;
pub(super) const TITLE_SIZE: f64 = 14.0;

/// The formats of a workbook, each made once.
pub(super) struct Paint {
    made: BTreeMap<Look, Format>,
}

impl Paint {
    pub(super) const fn new() -> Self {
        Self { made: BTreeMap::new() }
    }

    pub(super) fn of(&mut self, look: Look) -> &Format {
        self.made.entry(look).or_insert_with(|| format(look))
    }

    /// What a cell looks like of which nothing is said.
    pub(super) fn standard() -> Format {
        Format::new().set_font_name(FACE).set_font_size(SIZE)
    }

    pub(super) fn link() -> Format {
        format(Look::Body).set_font_color(Color::RGB(LINK)).set_underline(FormatUnderline::Single)
    }

    pub(super) fn done() -> Format {
        Format::new().set_background_color(Color::RGB(DONE)).set_font_color(Color::RGB(DONE_INK))
    }

    pub(super) fn missing() -> Format {
        Format::new().set_background_color(Color::RGB(MISSING)).set_font_color(Color::RGB(MISSING_INK))
    }
}

/// The ink that can be read on the colour of a level.
const fn ink_on(level: u8) -> u32 {
    if level >= 4 { PAPER } else { INK }
}

fn format(look: Look) -> Format {
    let plain = Format::new().set_font_name(FACE).set_font_size(SIZE).set_font_color(Color::RGB(INK));
    let plain = plain.set_text_wrap().set_align(FormatAlign::Top);
    let lined = |format: Format| format.set_border(FormatBorder::Thin).set_border_color(Color::RGB(LINE));
    match look {
        Look::Body => lined(plain),
        Look::Title => plain.set_bold().set_font_size(TITLE_SIZE),
        Look::Heading => plain.set_bold(),
        Look::Header => lined(plain.set_bold().set_background_color(Color::RGB(HEADER))),
        Look::Quiet => plain.set_font_color(Color::RGB(MUTED)),
        // A split is painted as the lower level, at which it counts.
        Look::Level(level, _) => {
            let colour = LEVELS.get(usize::from(level).saturating_sub(1)).copied().unwrap_or(PAPER);
            lined(plain.set_background_color(Color::RGB(colour)).set_font_color(Color::RGB(ink_on(level))))
        }
        Look::Input => lined(plain.set_background_color(Color::RGB(INPUT))),
        Look::Given => lined(plain.set_background_color(Color::RGB(GIVEN))),
        Look::Check => lined(plain.set_bold()),
    }
}
