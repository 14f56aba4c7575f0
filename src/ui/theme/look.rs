//! What a person needs the window to do without: fine shades, and motion. Kept in the context, so that whatever is drawn
//! finds it where it finds its palette.

use super::restyle;
use egui::style::{KineticScrollStyle, ScrollAnimation};
use egui::{Context, Event, Id, RawInput, Style, TouchPhase};

/// What a person asked the window for, beside light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Black and white with strong outlines.
    pub high_contrast: bool,
    /// Nothing moves or blinks by itself.
    pub reduce_motion: bool,
}

/// What is let go stands still, and nothing springs back.
const NO_COASTING: KineticScrollStyle = KineticScrollStyle { decay_time: 0.0, stop_distance: 0.5, rubber_band: false };

/// Where it is kept in a context.
fn key() -> Id {
    Id::unique("look")
}

/// What is in force.
#[must_use]
pub fn look(ctx: &Context) -> Look {
    ctx.data(|data| data.get_temp(key())).unwrap_or_default()
}

/// Draws everything in high contrast from the next frame on, or in the usual colours.
pub fn set_high_contrast(ctx: &Context, high_contrast: bool) {
    let known = look(ctx);
    if known.high_contrast != high_contrast {
        ctx.data_mut(|data| data.insert_temp(key(), Look { high_contrast, ..known }));
        restyle(ctx);
    }
}

/// Stops everything that slides, fades or blinks, or gives it back as the toolkit has it.
pub fn set_reduce_motion(ctx: &Context, reduce_motion: bool) {
    let known = look(ctx);
    if known.reduce_motion == reduce_motion {
        return;
    }
    ctx.data_mut(|data| data.insert_temp(key(), Look { reduce_motion, ..known }));
    let usual = Style::default();
    ctx.all_styles_mut(|style| {
        style.animation_time = if reduce_motion { 0.0 } else { usual.animation_time };
        style.scroll_animation = if reduce_motion { ScrollAnimation::none() } else { usual.scroll_animation };
        style.spacing.scroll.kinetic = if reduce_motion { NO_COASTING } else { usual.spacing.scroll.kinetic };
        style.visuals.text_cursor.blink = !reduce_motion;
    });
}

/// Takes a turn of the wheel at once while motion is reduced: the toolkit would spread it over some frames, as it does not
/// with what comes from fingers on a pad. So each turn is told as the first of such a movement.
#[derive(Debug)]
pub(super) struct WheelAtOnce;

impl egui::Plugin for WheelAtOnce {
    fn debug_name(&self) -> &'static str {
        "wheel at once"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        if !look(ctx).reduce_motion {
            return;
        }
        input.events = std::mem::take(&mut input.events)
            .into_iter()
            .flat_map(|event| begun(&event).into_iter().chain([event]))
            .collect();
    }
}

/// The beginning of the movement that a turn of the wheel belongs to.
fn begun(event: &Event) -> Option<Event> {
    match event {
        Event::MouseWheel { unit, phase: TouchPhase::Move, source, modifiers, .. } => Some(Event::MouseWheel {
            unit: *unit,
            delta: egui::Vec2::ZERO,
            phase: TouchPhase::Start,
            source: *source,
            modifiers: *modifiers,
        }),
        _ => None,
    }
}
