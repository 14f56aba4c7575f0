//! A person without a pointer: whoever drives a window through this can press keys and look, and nothing else.

use super::Desk;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use hicm::app::{App, Command, Settings};
use hicm::model::Assessment;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where most work is done: the sidebar beside the view, and no more room than a laptop has.
const SIZE: [f32; 2] = [1280.0, 800.0];

/// The window, kept to itself so that no test can reach for the pointer.
pub struct Hands {
    desk: Desk,
}

impl Hands {
    /// The window of a first start, beside a folder with copies of a bundled series.
    pub fn fresh(folder: &str) -> Self {
        Self::sized(folder, SIZE)
    }

    /// The same in a window of another size.
    pub fn sized(folder: &str, size: [f32; 2]) -> Self {
        Self { desk: Desk::start(Desk::copy(folder), None, Settings::default(), size) }
    }

    pub fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.desk.press(modifiers, key);
    }

    pub fn keys(&mut self, keys: &[Key]) {
        self.desk.keys(keys);
    }

    pub fn shortcut(&mut self, command: Command) {
        self.desk.shortcut(command);
    }

    pub fn write(&mut self, text: &str) {
        self.desk.type_text(text);
    }

    /// Types over whatever stands in the field that has the keyboard.
    pub fn write_over(&mut self, text: &str) {
        self.press(Modifiers::COMMAND, Key::A);
        self.write(text);
    }

    /// Presses Tab until something of that role has the keyboard whose name begins so.
    pub fn tab_to(&mut self, role: Role, name: &str) {
        for _ in 0..200 {
            if self.desk.focused().is_some_and(|(focused, label)| focused == role && label.starts_with(name)) {
                return;
            }
            self.keys(&[Key::Tab]);
        }
        panic!("Tab does not come to {role:?} “{name}”");
    }

    /// Asks for a command by its name, in the palette.
    pub fn command_by_name(&mut self, name: &str) {
        self.shortcut(Command::Palette);
        self.write(name);
        self.keys(&[Key::Enter]);
    }

    /// What the desktop pastes when it is asked to.
    pub fn pasted(&mut self, text: &str) {
        self.desk.harness.event(Event::Paste(text.to_owned()));
        self.desk.run();
    }

    /// What a key puts on the clipboard.
    pub fn copied(&mut self, key: Key) -> String {
        self.desk.copied(Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::NONE,
        })
    }

    /// Opens a file of the folder, by its typed path.
    pub fn open(&mut self, name: &str) {
        let path = self.path(name);
        self.shortcut(Command::Open);
        self.write_over(&path.to_string_lossy());
        self.keys(&[Key::Enter]);
        assert_eq!(self.desk.session().path(), Some(path.as_path()));
    }

    pub fn app(&self) -> &App {
        self.desk.app()
    }

    pub fn document(&self) -> &Arc<Assessment> {
        self.desk.document()
    }

    pub fn edited(&self) -> bool {
        self.desk.session().edited()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.desk.path(name)
    }

    pub fn read(&self, name: &str) -> Assessment {
        Desk::read(&self.path(name))
    }

    pub fn file(&self) -> Option<&Path> {
        self.desk.session().path()
    }

    pub fn focused(&self) -> (Role, String) {
        self.desk.focused().expect("something has the keyboard")
    }

    pub fn question(&self) -> Option<String> {
        self.desk.question()
    }

    pub fn says(&self, text: &str) -> bool {
        self.desk.says(text)
    }
}

impl Drop for Hands {
    /// The window never heard of a pointer.
    fn drop(&mut self) {
        let seen = self.desk.harness.ctx.input(|input| input.pointer.latest_pos());
        if !std::thread::panicking() {
            assert_eq!(seen, None, "a pointer was used");
        }
    }
}
