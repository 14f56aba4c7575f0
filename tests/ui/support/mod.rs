//! A window for tests: our theme, our fonts, pictures drawn on the CPU.

mod colour;
mod desk;
mod hands;
mod raster;

pub use colour::{contrast, luminance};
pub use desk::Desk;
pub use hands::Hands;
pub use raster::Raster;

use egui::{Key, Modifiers, Theme, Vec2};
use egui_kittest::{Harness, HarnessBuilder};
use hicm::app::{App, Settings};
use hicm::store::Frameworks;
use hicm::ui::Shell;
use std::path::PathBuf;
use std::sync::Arc;

/// A harness of a size and theme, with the app's fonts and styles and the CPU renderer.
pub fn harness_builder<State>(size: impl Into<Vec2>, theme: Theme) -> HarnessBuilder<State> {
    HarnessBuilder::default()
        .with_size(size)
        .with_theme(theme)
        .with_context_setup(hicm::ui::theme::install)
        .with_render_cursor(false)
        .with_max_steps(30)
        .with_step_dt(1.0 / 30.0)
        .renderer(Raster::default())
}

/// Presses and releases a key, then lets the ui settle.
pub fn press<State>(harness: &mut Harness<'_, State>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run();
}

/// Types text as a keyboard would, then lets the ui settle.
pub fn type_text<State>(harness: &mut Harness<'_, State>, text: &str) {
    for letter in text.chars() {
        harness.event(egui::Event::Text(letter.to_string()));
    }
    harness.run();
}

/// Draws the window into `target/pictures/<name>.png`, for looking at.
pub fn save_png<State>(harness: &mut Harness<'_, State>, name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/pictures");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{name}.png"));
    harness.render().unwrap().save(&path).unwrap();
    path
}

/// Waits for the jobs of an application, as a window does between frames.
pub fn settle(app: &mut hicm::app::App) {
    for _ in 0..2_000 {
        app.poll();
        let making = app.board_busy() || app.exporting_busy();
        if !making && app.busy().is_none() && app.session().is_none_or(|session| session.earlier().is_some()) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    panic!("a job did not come back");
}

/// A window on a file of the bundled assessments, or on the example.
pub fn shell(file: Option<&str>, theme: Theme) -> Shell {
    let settings = Settings {
        theme: if theme == Theme::Dark { hicm::app::Theme::Dark } else { hicm::app::Theme::Light },
        ..Settings::default()
    };
    let mut app = App::new(settings, Frameworks::bundled(), Arc::new(|| {}));
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assessments");
    app.start(file.map(|file| root.join(file)));
    settle(&mut app);
    Shell::new(app, false)
}

/// The window of a shell, as the desktop would drive it.
pub fn window(shell: Shell, size: [f32; 2], theme: Theme) -> Harness<'static, Shell> {
    harness_builder(size, theme).build_ui_state(
        |ui, shell: &mut Shell| {
            shell.logic(ui.ctx());
            shell.frame(ui);
        },
        shell,
    )
}

/// The harness leaves this many points free round a ui.
const MARGIN: u32 = 8;

/// Draws the window, without the margin that the harness leaves round it.
pub fn picture<State>(harness: &mut Harness<'_, State>) -> image::RgbaImage {
    let drawn = harness.render().unwrap();
    let (width, height) = (drawn.width() - 2 * MARGIN, drawn.height() - 2 * MARGIN);
    image::imageops::crop_imm(&drawn, MARGIN, MARGIN, width, height).to_image()
}
