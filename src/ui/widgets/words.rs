//! How one text differs from another: words that went are struck, words that came are underlined, never by colour alone.
//! The same drawing wherever texts are compared, and the same words for a screen reader.

use crate::compare::{Stretch, word_changes};
use crate::ui::theme::{self, palette};
use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, FontId, Stroke, Ui};
use std::borrow::Cow;

/// How a difference of words is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wording {
    /// Size of the letters.
    pub size: f32,
    /// Colour of the words in both.
    pub kept: Color32,
    /// Letters of a stretch in both that are shown on each side of a difference; the rest is an ellipsis.
    pub around: Option<usize>,
}

impl Wording {
    /// Running text, all of it.
    #[must_use]
    pub fn body(ui: &Ui) -> Self {
        Self { size: theme::BODY, kept: palette(ui).ink, around: None }
    }

    /// Small text that shows only what stands near a difference.
    #[must_use]
    pub fn small_near(ui: &Ui, around: usize) -> Self {
        Self { size: theme::SMALL, kept: palette(ui).muted, around: Some(around) }
    }

    /// What leads from one text to the other.
    #[must_use]
    pub fn difference(self, ui: &Ui, from: &str, to: &str) -> LayoutJob {
        self.job(ui, &word_changes(from, to), true)
    }

    /// Stretches that are known already, be it parts of words.
    #[must_use]
    pub fn stretches(self, ui: &Ui, stretches: &[Stretch<'_>]) -> LayoutJob {
        self.job(ui, stretches, false)
    }

    fn job(self, ui: &Ui, stretches: &[Stretch<'_>], apart: bool) -> LayoutJob {
        let palette = palette(ui);
        let format = |color| TextFormat { font_id: FontId::proportional(self.size), color, ..TextFormat::default() };
        let gone = TextFormat { strikethrough: Stroke::new(1.0, palette.loss), ..format(palette.loss) };
        let come = TextFormat { underline: Stroke::new(1.0, palette.gain), ..format(palette.gain) };
        let kept = format(self.kept);
        let last = stretches.len().saturating_sub(1);
        let mut job = LayoutJob::default();
        let mut replaced = false;
        for (at, stretch) in stretches.iter().enumerate() {
            match stretch {
                Stretch::Kept(words) => {
                    let shown = match self.around {
                        Some(around) => near(words, around, at > 0, at < last),
                        None => Cow::Borrowed(*words),
                    };
                    job.append(&shown, 0.0, kept.clone());
                }
                Stretch::Gone(words) => lined(&mut job, words, &kept, &gone),
                Stretch::Come(words) => {
                    // A word that took another's place stands clear of it.
                    if apart && replaced && !words.starts_with(char::is_whitespace) {
                        job.append(" ", 0.0, kept.clone());
                    }
                    lined(&mut job, words, &kept, &come);
                }
            }
            replaced = matches!(stretch, Stretch::Gone(words) if !words.ends_with(char::is_whitespace));
        }
        job
    }
}

/// A difference in words, for who does not see it: “takes out “x”, puts in “y””.
#[must_use]
pub fn difference_said(from: &str, to: &str) -> String {
    let said = word_changes(from, to).into_iter().filter_map(|stretch| match stretch {
        Stretch::Kept(_) => None,
        Stretch::Gone(words) if words.trim().is_empty() => Some("takes out space".to_owned()),
        Stretch::Come(words) if words.trim().is_empty() => Some("puts in space".to_owned()),
        Stretch::Gone(words) => Some(format!("takes out “{}”", words.trim())),
        Stretch::Come(words) => Some(format!("puts in “{}”", words.trim())),
    });
    said.collect::<Vec<_>>().join(", ")
}

/// A word goes with the space before it, but the line through or under it begins with the word.
fn lined(job: &mut LayoutJob, words: &str, space: &TextFormat, format: &TextFormat) {
    let word = words.trim_start();
    let (before, word) = if word.is_empty() { ("", words) } else { (words.strip_suffix(word).unwrap_or(""), word) };
    if !before.is_empty() {
        job.append(before, 0.0, space.clone());
    }
    job.append(word, 0.0, format.clone());
}

/// What stays, cut to what stands next to a difference: behind it, before the next.
fn near(text: &str, around: usize, behind: bool, before: bool) -> Cow<'_, str> {
    let letters = text.chars().count();
    let (head, tail) = (if behind { around } else { 0 }, if before { around } else { 0 });
    if letters <= head + tail + 1 {
        return Cow::Borrowed(text);
    }
    let begins: String = text.chars().take(head).collect();
    let ends: String = text.chars().skip(letters - tail).collect();
    Cow::Owned(format!("{begins}…{ends}"))
}
