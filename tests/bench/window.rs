//! A window without a screen: the real one's frames, with AccessKit on, down to the triangles that a graphics card gets.

use egui::epaint::{ClippedPrimitive, Primitive};
use egui::{Context, Event, Modifiers, MouseWheelSource, MouseWheelUnit, RawInput, TouchPhase, ViewportId, pos2, vec2};
use hicm::app::{App, Command, Place, Request, Settings};
use hicm::store::Frameworks;
use hicm::ui::{Shell, theme};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Points that a frame scrolls by: about a row.
const SCROLLED: f32 = 100.0;

/// The action table of a file in a window of 1280 by 800 points.
pub struct Window {
    ctx: Context,
    shell: Shell,
    time: f64,
    frames: usize,
    rows: usize,
    drawn: Vec<ClippedPrimitive>,
}

impl Window {
    /// Opens a file and shows its action table.
    pub fn open(file: &Path) -> Self {
        let mut app = App::new(Settings::default(), Frameworks::bundled(), Arc::new(|| {}));
        app.start(Some(file.to_owned()));
        while app.session().is_none() {
            std::thread::sleep(Duration::from_millis(1));
            app.poll();
        }
        let rows = app.session().map_or(0, |session| session.assessment().rows.len());
        app.handle(Request::Go(Place::Actions));
        let ctx = Context::default();
        theme::install(&ctx);
        ctx.enable_accesskit();
        let mut window = Self { ctx, shell: Shell::new(app, false), time: 0.0, frames: 0, rows, drawn: Vec::new() };
        window.frame(vec![Event::PointerMoved(pos2(700.0, 500.0))]);
        for _ in 0..5 {
            window.frame(Vec::new());
        }
        let before = window.ink();
        for _ in 0..10 {
            window.scroll();
        }
        assert!(before.0 > 5_000, "the window is empty");
        assert_ne!(before, window.ink(), "the wheel moves nothing");
        window
    }

    /// The application in it.
    pub const fn app(&mut self) -> &mut App {
        self.shell.app_mut()
    }

    /// One frame, a sixtieth of a second after the one before.
    pub fn frame(&mut self, events: Vec<Event>) {
        self.time += 1.0 / 60.0;
        let mut input = RawInput {
            screen_rect: Some(egui::Rect::from_min_size(pos2(0.0, 0.0), vec2(1280.0, 800.0))),
            time: Some(self.time),
            predicted_dt: 1.0 / 60.0,
            events,
            ..RawInput::default()
        };
        input.viewports.entry(ViewportId::ROOT).or_default().native_pixels_per_point = Some(1.0);
        let output = self.ctx.run_ui(input, |ui| {
            self.shell.logic(ui.ctx());
            self.shell.frame(ui);
        });
        assert!(output.platform_output.accesskit_update.is_some(), "a frame without AccessKit");
        self.drawn = self.ctx.tessellate(output.shapes, output.pixels_per_point);
    }

    /// How many corners were drawn, and how high they stand in all: another picture has another sum.
    fn ink(&self) -> (usize, f64) {
        let corners = self.drawn.iter().flat_map(|drawn| match &drawn.primitive {
            Primitive::Mesh(mesh) => mesh.vertices.as_slice(),
            Primitive::Callback(_) => &[],
        });
        corners.fold((0, 0.0), |(count, sum), corner| (count + 1, sum + f64::from(corner.pos.y)))
    }

    /// A frame in which the wheel turns: down through half of the rows, then up again.
    pub fn scroll(&mut self) {
        let up = (self.frames / (self.rows / 2).max(1)) % 2 == 1;
        self.frames += 1;
        self.frame(vec![Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, if up { SCROLLED } else { -SCROLLED }),
            phase: TouchPhase::Move,
            source: MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        }]);
    }

    /// Opens the editor on a cell of the first row.
    pub fn begin_typing(&mut self) {
        self.app().handle(Request::Command(Command::GoActions));
        self.frame(Vec::new());
        self.frame(vec![Event::Text("a".to_owned())]);
        self.frame(Vec::new());
        let before = self.ink().0;
        for _ in 0..10 {
            self.frame(vec![Event::Text("e".to_owned())]);
        }
        // Four corners a letter.
        assert!(self.ink().0 >= before + 40, "what is typed does not appear");
    }

    /// A keystroke in the editor and its frame.
    pub fn type_letter(&mut self) {
        self.frames += 1;
        let event = if self.frames.is_multiple_of(2) {
            Event::Key {
                key: egui::Key::Backspace,
                physical_key: None,
                pressed: true,
                repeat: false,
                modifiers: Modifiers::NONE,
            }
        } else {
            Event::Text("e".to_owned())
        };
        self.frame(vec![event]);
    }
}
