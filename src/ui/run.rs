//! Opening the window on whatever this machine can draw with.
//!
//! There are several ways to a window: OpenGL or Vulkan and its like, and on Linux Wayland or X11. The first that works is
//! taken. A process can make only one event loop, and one that failed to start may leave half-made things behind, so on
//! Unix each further way is tried by the program started anew in the same process; what is left to try and what was tried
//! are handed on in two environment variables.

use super::{Shell, theme, waker};
use crate::app::{App, Problem, Settings, WindowPlace};
use crate::store::{self, Frameworks};
use eframe::{CreationContext, NativeOptions, Renderer};
use egui::{Pos2, Rect, ViewportBuilder, ViewportCommand, pos2, vec2};
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// The ways left to try, as [`Way`] spells them. Set by hand it also chooses: `HICM_WINDOW=wgpu`.
const WAYS: &str = "HICM_WINDOW";
/// What was tried before, a line each.
const TRIED: &str = "HICM_WINDOW_TRIED";
/// What names a Wayland display.
const WAYLAND: [&str; 2] = ["WAYLAND_DISPLAY", "WAYLAND_SOCKET"];
/// A reason is cut after so many characters: some list every graphics card they looked at.
const REASON: usize = 400;
/// How long the window must stand still before its place is kept, in seconds: moving it is no reason to write a file for
/// every step.
const STILL: f64 = 0.5;

/// A way to a window.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Way {
    /// On X11 although a Wayland display is named.
    x11: bool,
    renderer: Renderer,
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.x11 { "x11+" } else { "" }, self.renderer)
    }
}

impl Way {
    fn read(text: &str) -> Option<Self> {
        let bare = text.strip_prefix("x11+");
        let renderer = bare.unwrap_or(text).parse().ok()?;
        Some(Self { x11: bare.is_some(), renderer })
    }
}

/// The ways to try, best first.
///
/// On Linux OpenGL comes first: without a graphics card it draws a frame four times as fast as Vulkan. On Windows over
/// remote desktop there is no OpenGL to speak of, so there Direct3D comes first.
fn ways() -> Vec<Way> {
    let chosen = std::env::var(WAYS).unwrap_or_default();
    let chosen: Vec<Way> = chosen.split_whitespace().filter_map(Way::read).collect();
    if !chosen.is_empty() {
        return chosen;
    }
    let renderers =
        if cfg!(target_os = "windows") { [Renderer::Wgpu, Renderer::Glow] } else { [Renderer::Glow, Renderer::Wgpu] };
    let mut ways: Vec<Way> = renderers.into_iter().map(|renderer| Way { x11: false, renderer }).collect();
    // A Wayland display that is named may be gone; the X11 display beside it need not be.
    if wayland_named() && named("DISPLAY") {
        ways.extend(renderers.into_iter().map(|renderer| Way { x11: true, renderer }));
    }
    ways
}

fn named(variable: &str) -> bool {
    std::env::var_os(variable).is_some_and(|value| !value.is_empty())
}

fn wayland_named() -> bool {
    WAYLAND.into_iter().any(named)
}

/// Opens the window on a file, a folder, or what was open last, and returns when it is closed.
///
/// # Errors
/// [`Problem`] when no way of drawing works or there is no display.
pub fn run(path: Option<PathBuf>) -> Result<(), Problem> {
    // Whole, so that it is found again from wherever the program is started next.
    let path = path.map(|path| std::path::absolute(&path).unwrap_or(path));
    let mut ways = ways();
    let mut tried: Vec<String> = std::env::var(TRIED).unwrap_or_default().lines().map(str::to_owned).collect();
    while let Some(way) = ways.first().copied() {
        if way.x11 && wayland_named() {
            let error = start_anew(&ways, &tried);
            tried.push(format!("{way}: {error}"));
        } else {
            match attempt(way.renderer, path.as_ref()) {
                Ok(()) => return Ok(()),
                Err(Failure { reason, drawn: true, .. }) => {
                    return Err(Problem {
                        what: "The window was closed by a fault.".to_owned(),
                        kept: "What was saved is on disk.".to_owned(),
                        advice: "Start it again.".to_owned(),
                        detail: reason,
                    });
                }
                Err(Failure { reason, no_display, .. }) => {
                    log::warn!("{way}: {reason}");
                    if no_display {
                        // Drawing was not what failed, so drawing otherwise does not help.
                        tried.push(reason);
                        ways.retain(|other| *other == way || other.x11 != way.x11);
                    } else {
                        tried.push(format!("{way}: {reason}"));
                    }
                }
            }
        }
        ways.remove(0);
        if cfg!(unix) && !ways.is_empty() {
            let error = start_anew(&ways, &tried);
            tried.push(format!("starting anew: {error}"));
            break;
        }
    }
    Err(Problem::no_window(&tried))
}

/// Starts the program anew in this process to try what is left. Returns only when that does not work.
#[cfg(unix)]
fn start_anew(ways: &[Way], tried: &[String]) -> std::io::Error {
    use std::os::unix::process::CommandExt as _;
    let program = match std::env::current_exe() {
        Ok(program) => program,
        Err(error) => return error,
    };
    let mut command = std::process::Command::new(program);
    command.args(std::env::args_os().skip(1));
    command.env(WAYS, ways.iter().map(Way::to_string).collect::<Vec<_>>().join(" "));
    command.env(TRIED, tried.join("\n"));
    if ways.first().is_some_and(|way| way.x11) {
        for variable in WAYLAND {
            command.env_remove(variable);
        }
    }
    command.exec()
}

/// Only on Unix can a process take another's place; elsewhere the next way is tried in this one.
#[cfg(not(unix))]
fn start_anew(_: &[Way], _: &[String]) -> std::io::Error {
    std::io::ErrorKind::Unsupported.into()
}

struct Failure {
    reason: String,
    /// The window had come up: whatever fails after that is no reason to try another way of drawing.
    drawn: bool,
    /// There is no display, or none that answers.
    no_display: bool,
}

fn attempt(renderer: Renderer, path: Option<&PathBuf>) -> Result<(), Failure> {
    let drawn = Arc::new(AtomicBool::new(false));
    let settings = read_settings();
    let options = options(renderer, &settings);
    let (path, inside) = (path.cloned(), Arc::clone(&drawn));
    quieten_panics(&drawn);
    // A missing system library panics deep inside the window's crates; that is one more way not to have a window.
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        eframe::run_native(
            "hicm",
            options,
            Box::new(move |cc| {
                theme::install(&cc.egui_ctx);
                set_options(&cc.egui_ctx);
                bring_on_screen(cc);
                let maximise = settings.window.is_some_and(|place| place.maximized);
                let frameworks = Frameworks::bundled().with_user_folder();
                let mut app = App::new(settings, frameworks, waker(&cc.egui_ctx));
                app.keep_settings_in(store::settings_file());
                app.keep_journals_in(store::journals_folder());
                app.watch_files();
                app.start(path);
                app.offer_tour();
                let native = std::env::var_os("HICM_TYPED_PATHS").is_none();
                let shell = Shell::new(app, native);
                Ok(Box::new(Window { shell, frames: 0, drawn: inside, moved: None, maximise }))
            }),
        )
    }));
    // Back to the usual one.
    drop(std::panic::take_hook());
    let drawn = drawn.load(Ordering::Relaxed);
    let (reason, no_display) = match outcome {
        Ok(Ok(())) => return Ok(()),
        Ok(Err(error)) => (error.to_string(), matches!(error, eframe::Error::WinitEventLoop(_))),
        Err(panic) => (panic_words(&*panic), false),
    };
    Err(Failure { reason: in_a_line(&reason), drawn, no_display })
}

/// Until the window is up, what panics on this thread is told as the reason why there is none, and not twice.
fn quieten_panics(drawn: &Arc<AtomicBool>) {
    let (drawn, here, usual) = (Arc::clone(drawn), std::thread::current().id(), std::panic::take_hook());
    std::panic::set_hook(Box::new(move |panic| {
        if drawn.load(Ordering::Relaxed) || std::thread::current().id() != here {
            usual(panic);
        } else {
            log::error!("{panic}");
        }
    }));
}

/// A reason in one line of bounded length, without the place in a library's source that some begin with.
fn in_a_line(reason: &str) -> String {
    let line = reason.split_whitespace().collect::<Vec<_>>().join(" ").replace('\0', "");
    let said =
        line.split_once("os error at ").and_then(|(_, rest)| rest.split_once(": ")).map(|(_, said)| said.to_owned());
    let line = said.unwrap_or(line);
    match line.char_indices().nth(REASON) {
        Some((end, _)) => format!("{} …", line.get(..end).unwrap_or_default()),
        None => line,
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
        // Where the desktop names neither light nor dark.
        options.fallback_theme = egui::Theme::Light;
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

/// Moves a window that would stand where no screen is any more, as after a second one was unplugged.
fn bring_on_screen(cc: &CreationContext<'_>) {
    let Some(window) = cc.winit_window() else { return };
    // Wayland tells no position and puts windows where it likes.
    let Ok(mut at) = window.outer_position() else { return };
    let rect = |left: i32, top: i32, width: u32, height: u32| {
        Rect::from_min_size(pos2(left as f32, top as f32), vec2(width as f32, height as f32))
    };
    let size = window.outer_size();
    let screens: Vec<Rect> = window
        .available_monitors()
        .map(|screen| (screen.position(), screen.size()))
        .map(|(at, size)| rect(at.x, at.y, size.width, size.height))
        .collect();
    if let Some(to) = on_screen(rect(at.x, at.y, size.width, size.height), &screens) {
        at.x = to.x as i32;
        at.y = to.y as i32;
        window.set_outer_position(at);
    }
}

/// The screens there are, in the order in which the toolkit counts them: "1: 1920 × 1080, HDMI-1".
fn screens(frame: &eframe::Frame) -> Vec<String> {
    let Some(window) = frame.winit_window() else { return Vec::new() };
    let screens = window.available_monitors().enumerate().map(|(at, screen)| {
        let size = screen.size();
        let name = screen.name().map_or_else(String::new, |name| format!(", {name}"));
        format!("{}: {} × {}{name}", at + 1, size.width, size.height)
    });
    screens.collect()
}

/// Where to move a window of which no screen shows enough to take hold of it; `None` where it can stay.
fn on_screen(window: Rect, screens: &[Rect]) -> Option<Pos2> {
    let title = Rect::from_min_size(window.min, vec2(window.width(), 32.0));
    let in_reach = |screen: &Rect| {
        let shown = screen.intersect(title);
        shown.width() >= 120.0 && shown.height() >= 16.0
    };
    if screens.iter().any(in_reach) {
        return None;
    }
    let far = |screen: &&Rect| screen.distance_sq_to_pos(window.center());
    let screen = screens.iter().min_by(|one, other| far(one).total_cmp(&far(other)))?;
    let room = (screen.size() - window.size()).max(vec2(0.0, 0.0));
    Some(window.min.clamp(screen.min, screen.min + room))
}

/// The window as eframe drives it.
struct Window {
    shell: Shell,
    frames: u32,
    drawn: Arc<AtomicBool>,
    /// A place that is not kept yet, and since when the window has stood there.
    moved: Option<(WindowPlace, f64)>,
    /// It filled the screen when it was closed.
    maximise: bool,
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.shell.logic(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        self.shell.tell_screens(|| screens(frame));
        self.frames = self.frames.saturating_add(1);
        if self.frames == 1 {
            ctx.request_repaint();
        } else if self.frames == 2 {
            // Only now is the first one known to have reached the screen.
            self.drawn.store(true, Ordering::Relaxed);
            // X11 window managers overlook what was asked for before the window was shown.
            if self.maximise && ctx.input(|input| input.viewport().maximized == Some(false)) {
                ctx.send_viewport_cmd(ViewportCommand::Maximized(true));
            }
        }
        // Before the frame, in which the size of everything may change and with it what a point is.
        let place = window_place(&ctx, self.shell.app().settings().window);
        self.shell.frame(ui);
        if let Some(place) = place {
            self.keep_place(&ctx, place);
        }
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        if let Some((place, _)) = self.moved.take() {
            self.shell.remember_window(place);
        }
        // Writes what is remembered.
        self.shell.app_mut().poll();
    }

    fn persist_egui_memory(&self) -> bool {
        // Kept scroll animations would keep a later window busy; what is to be remembered is in our own settings.
        false
    }
}

impl Window {
    /// Keeps the window's place once it has stood there for a moment.
    fn keep_place(&mut self, ctx: &egui::Context, place: WindowPlace) {
        let now = ctx.input(|input| input.time);
        if self.shell.app().settings().window == Some(place) {
            self.moved = None;
            return;
        }
        let since = self.moved.filter(|(known, _)| *known == place).map_or(now, |(_, since)| since);
        if now - since < STILL {
            self.moved = Some((place, since));
            ctx.request_repaint_after(Duration::from_secs_f64(STILL));
        } else {
            self.moved = None;
            self.shell.remember_window(place);
            ctx.request_repaint();
        }
    }
}

/// Where the window stands, whatever the size of everything in it; `None` while that is not known. A window that fills the
/// screen keeps the place to which it will shrink.
fn window_place(ctx: &egui::Context, known: Option<WindowPlace>) -> Option<WindowPlace> {
    let zoom = ctx.zoom_factor();
    ctx.input(|input| {
        let viewport = input.viewport();
        if viewport.fullscreen == Some(true) || viewport.minimized == Some(true) {
            return None;
        }
        let maximized = viewport.maximized.unwrap_or(false);
        if maximized && let Some(known) = known {
            return Some(WindowPlace { maximized, ..known });
        }
        let inner = viewport.inner_rect?;
        let outer = viewport.outer_rect;
        Some(WindowPlace {
            left: outer.map(|rect| rect.min.x * zoom),
            top: outer.map(|rect| rect.min.y * zoom),
            width: inner.width() * zoom,
            height: inner.height() * zoom,
            maximized,
        })
    })
}
