//! Noto Sans in regular and bold, from a crate: the same on every machine, whatever fonts it has.

use egui::{FontData, FontDefinitions, FontFamily};
use std::sync::Arc;

/// The family of bold text.
#[must_use]
pub fn bold() -> FontFamily {
    FontFamily::Name("bold".into())
}

/// Puts the bundled fonts, and no others, into a context.
pub fn install_fonts(ctx: &egui::Context) {
    let mut fonts = FontDefinitions::empty();
    for (name, bytes, families) in [
        ("noto", notosans::REGULAR_TTF, vec![FontFamily::Proportional, FontFamily::Monospace]),
        ("noto-bold", notosans::BOLD_TTF, vec![bold()]),
    ] {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
        for family in families {
            fonts.families.entry(family).or_default().push(name.to_owned());
        }
    }
    ctx.set_fonts(fonts);
}
