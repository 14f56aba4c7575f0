//! Opening the window on whatever this machine can draw with.

use super::{Shell, theme, waker};
use crate::app::{App, Problem, Settings, WindowPlace};
use crate::store::{self, Frameworks};
use eframe::{NativeOptions, Renderer};
use egui::{ViewportBuilder, pos2, vec2};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Where the window had come to when it ended.
#[derive(Debug, Default)]
struct Progress {
    /// A frame was drawn: whatever fails after that is no reason to try another way of drawing.
    drawn: AtomicBool,
}

/// Opens the window on a file, a folder, or what was open last, and returns when it is closed.
///
/// On Linux OpenGL comes first: without a graphics card it draws a frame four times as fast as Vulkan. On Windows over
/// remote desktop there is no OpenGL to speak of, so there Direct3D comes first.
///
/// # Errors
/// [`Problem`] when no way of drawing works or there is no display.
#[expect(clippy::needless_pass_by_value, reason = "the window is the last that the path is for")]
pub fn run(path: Option<PathBuf>) -> Result<(), Problem> {
    let renderers =
        if cfg!(target_os = "windows") { [Renderer::Wgpu, Renderer::Glow] } else { [Renderer::Glow, Renderer::Wgpu] };
    let mut tried = Vec::new();
    for renderer in renderers {
        match attempt(renderer, path.as_ref()) {
            Ok(()) => return Ok(()),
            Err(Failure { reason, drawn: true }) => {
                return Err(Problem {
                    what: "The window was closed by a fault.".to_owned(),
                    kept: "What was saved is on disk.".to_owned(),
                    advice: "Start it again.".to_owned(),
                    detail: reason,
                });
            }
            Err(Failure { reason, .. }) => {
                log::warn!("{renderer}: {reason}");
                tried.push(format!("{renderer}: {reason}"));
            }
        }
    }
    Err(Problem::no_window(&tried))
}

struct Failure {
    reason: String,
    drawn: bool,
}

fn attempt(renderer: Renderer, path: Option<&PathBuf>) -> Result<(), Failure> {
    let progress = Arc::new(Progress::default());
    let settings = read_settings();
    let options = options(renderer, &settings);
    let (path, inside) = (path.cloned(), Arc::clone(&progress));
    // A missing system library panics deep inside the window's crates; that is one more way not to have a window.
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        eframe::run_native(
            "hicm",
            options,
            Box::new(move |cc| {
                theme::install(&cc.egui_ctx);
                set_options(&cc.egui_ctx);
                let frameworks = Frameworks::bundled().with_user_folder();
                let mut app = App::new(settings, frameworks, waker(&cc.egui_ctx));
                app.keep_settings_in(store::settings_file());
                app.start(path);
                let native = std::env::var_os("HICM_TYPED_PATHS").is_none();
                Ok(Box::new(Window { shell: Shell::new(app, native), progress: inside }))
            }),
        )
    }));
    let drawn = progress.drawn.load(Ordering::Relaxed);
    match outcome {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(Failure { reason: error.to_string(), drawn }),
        Err(panic) => Err(Failure { reason: panic_words(&*panic), drawn }),
    }
}

/// What a panic said.
fn panic_words(panic: &(dyn std::any::Any + Send)) -> String {
    panic
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| panic.downcast_ref::<&str>().map(|words| (*words).to_owned()))
        .unwrap_or_else(|| "a fault without words".to_owned())
}

fn read_settings() -> Settings {
    let text = store::settings_file().and_then(|file| match store::read_settings(&file) {
        Ok(text) => text,
        Err(error) => {
            log::warn!("settings not read: {error}");
            None
        }
    });
    text.map_or_else(Settings::default, |text| Settings::from_text(&text))
}

fn set_options(ctx: &egui::Context) {
    ctx.options_mut(|options| {
        // Ours, so that they are in the menus, remembered and guarded.
        options.zoom_with_keyboard = false;
        options.quit_shortcuts.clear();
    });
}

fn options(renderer: Renderer, settings: &Settings) -> NativeOptions {
    let mut viewport = ViewportBuilder::default()
        .with_title("hicm")
        .with_app_id("hicm")
        .with_inner_size(vec2(1240.0, 740.0))
        .with_clamp_size_to_monitor_size(true)
        .with_min_inner_size(vec2(480.0, 360.0))
        .with_drag_and_drop(true);
    if let Some(place) = settings.window {
        viewport = viewport.with_inner_size(vec2(place.width, place.height)).with_maximized(place.maximized);
        if let (Some(left), Some(top)) = (place.left, place.top) {
            viewport = viewport.with_position(pos2(left, top));
        }
    }
    NativeOptions { viewport, renderer, system_font_fallback: true, ..NativeOptions::default() }
}

/// The window as eframe drives it.
struct Window {
    shell: Shell,
    progress: Arc<Progress>,
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.shell.logic(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.shell.frame(ui);
        self.progress.drawn.store(true, Ordering::Relaxed);
        if let Some(place) = window_place(ui.ctx()) {
            self.shell.remember_window(place);
        }
    }

    fn persist_egui_memory(&self) -> bool {
        // Kept scroll animations would keep a later window busy; what is to be remembered is in our own settings.
        false
    }
}

/// Where the window stands; `None` while that is not known.
fn window_place(ctx: &egui::Context) -> Option<WindowPlace> {
    ctx.input(|input| {
        let viewport = input.viewport();
        let inner = viewport.inner_rect?;
        let maximized = viewport.maximized.unwrap_or(false);
        let outer = viewport.outer_rect;
        Some(WindowPlace {
            left: outer.map(|rect| rect.min.x),
            top: outer.map(|rect| rect.min.y),
            width: inner.width(),
            height: inner.height(),
            maximized,
        })
    })
}
