//! A window with a document on a folder of its own, driven as a person would: by role and name, and by keys.

use super::{settle, window};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, Theme};
use egui_kittest::kittest::{AccessKitNode, By, NodeT as _, Queryable as _};
use egui_kittest::{Harness, Node};
use hicm::app::{App, Command, Dialog, Place, Request, Session, Settings};
use hicm::model::{ActionRow, Assessment, ChangeJudgement, ChangeKey, RowField};
use hicm::store::{self, EXAMPLE, Frameworks, LLR};
use hicm::ui::Shell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where the window of most tests stands: wide enough for every panel.
const SIZE: [f32; 2] = [2400.0, 900.0];

/// A window, and the folder in which its files lie.
pub struct Desk {
    pub harness: Harness<'static, Shell>,
    folder: tempfile::TempDir,
}

/// A file let go over the window.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

impl Desk {
    /// The example as it opens at the first start.
    pub fn example() -> Self {
        Self::start(tempfile::tempdir().unwrap(), None, Settings::default(), SIZE)
    }

    /// A copy of a bundled folder (`llr`, `example`), with one of its files open.
    pub fn file(folder: &str, name: &str) -> Self {
        Self::sized(folder, name, SIZE)
    }

    /// The same in a window of another size.
    pub fn sized(folder: &str, name: &str, size: [f32; 2]) -> Self {
        let copy = Self::copy(folder);
        let path = copy.path().join(name);
        Self::start(copy, Some(path), Settings::default(), size)
    }

    /// A copy of a bundled folder.
    pub fn copy(folder: &str) -> tempfile::TempDir {
        let copy = tempfile::tempdir().unwrap();
        let samples = EXAMPLE.iter().chain(&LLR);
        for file in samples.filter(|file| file.name.split('/').nth(1) == Some(folder)) {
            std::fs::write(copy.path().join(file.name.rsplit('/').next().unwrap()), file.text).unwrap();
        }
        copy
    }

    /// A window begun with these settings and this file.
    pub fn start(folder: tempfile::TempDir, path: Option<PathBuf>, settings: Settings, size: [f32; 2]) -> Self {
        let mut app = App::new(settings, Frameworks::bundled(), Arc::new(|| {}));
        app.start(path);
        settle(&mut app);
        let mut desk = Self { harness: window(Shell::new(app, false), size, Theme::Light), folder };
        desk.run();
        desk
    }

    /// A window onto an application that was begun elsewhere, beside a folder.
    pub fn onto(app: App, folder: tempfile::TempDir) -> Self {
        let mut desk = Self { harness: window(Shell::new(app, false), SIZE, Theme::Light), folder };
        desk.run();
        desk
    }

    pub fn app(&self) -> &App {
        self.harness.state().app()
    }

    pub fn session(&self) -> &Session {
        self.app().session().unwrap()
    }

    pub fn document(&self) -> &Arc<Assessment> {
        self.session().assessment()
    }

    /// The rows, in the document's order.
    pub fn row(&self, at: usize) -> &ActionRow {
        &self.document().rows[at]
    }

    /// The judgement of the change with that number.
    pub fn judgement(&self, number: usize) -> &ChangeJudgement {
        &self.document().changes[number - 1]
    }

    pub fn key(&self, number: usize) -> ChangeKey {
        self.session().framework().changes[number - 1].key.clone()
    }

    pub fn notice(&self) -> &str {
        self.app().notice().map_or("", |notice| notice.text.as_str())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn read(path: &Path) -> Assessment {
        store::open_assessment(path, &Frameworks::bundled()).unwrap().assessment
    }

    /// Frames until nothing is under way.
    pub fn run(&mut self) {
        self.harness.run();
        for _ in 0..2_000 {
            let known = self.app().session().is_none_or(|session| session.earlier().is_some());
            let making = self.app().comparing_busy() || self.app().board_busy() || self.app().exporting_busy();
            if self.app().busy().is_none() && known && !making && !self.app().looking_after_file() {
                self.harness.run();
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(2));
            self.harness.step();
        }
        panic!("{:?} does not end, or the earlier quarters do not come", self.app().busy());
    }

    pub fn ask(&mut self, request: Request) {
        self.harness.state_mut().app_mut().handle(request);
        self.run();
    }

    pub fn go(&mut self, place: Place) {
        self.ask(Request::Go(place));
    }

    pub fn go_to_change(&mut self, number: usize) {
        let key = self.key(number);
        self.go(Place::Change(key));
    }

    pub fn node<'a>(&'a self, role: Role, name: &'a str) -> Node<'a> {
        self.harness.get_by_role_and_label(role, name)
    }

    pub fn has(&self, role: Role, name: &str) -> bool {
        self.harness.query_all_by_role_and_label(role, name).next().is_some()
    }

    /// What the only text with that name or those words is described as.
    pub fn description(&self, text: &str) -> Option<String> {
        let node = self.harness.get_by_role_and_label(Role::Label, text);
        node.accesskit_node().description()
    }

    /// Whether a text is to be read that begins so.
    pub fn says(&self, text: &str) -> bool {
        let begins = |node: &AccessKitNode<'_>| {
            [node.value(), node.label()].into_iter().flatten().any(|said| said.starts_with(text))
        };
        self.harness.query_all(By::new().predicate(begins)).next().is_some()
    }

    /// Whether a text is to be read that holds those words.
    pub fn mentions(&self, text: &str) -> bool {
        let holds = |node: &AccessKitNode<'_>| {
            [node.value(), node.label()].into_iter().flatten().any(|said| said.contains(text))
        };
        self.harness.query_all(By::new().predicate(holds)).next().is_some()
    }

    /// Clicks what has that role and that name.
    pub fn click(&mut self, role: Role, name: &str) {
        self.node(role, name).click();
        self.run();
    }

    pub fn button(&mut self, name: &str) {
        self.click(Role::Button, name);
    }

    /// Clicks the only thing of that role whose name begins so.
    pub fn click_beginning(&mut self, role: Role, name: &str) {
        // As a person would: into sight first.
        self.beginning(role, name).scroll_to_me();
        self.run();
        self.beginning(role, name).click();
        self.run();
    }

    pub fn beginning(&self, role: Role, name: &str) -> Node<'_> {
        let found: Vec<_> = self
            .harness
            .query_all(By::new().role(role))
            .filter(|node| node.accesskit_node().label().is_some_and(|label| label.starts_with(name)))
            .collect();
        assert_eq!(found.len(), 1, "{role:?} beginning “{name}”: {found:#?}");
        found[0]
    }

    pub fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.run();
    }

    pub fn keys(&mut self, keys: &[Key]) {
        for key in keys {
            self.press(Modifiers::NONE, *key);
        }
    }

    pub fn type_text(&mut self, text: &str) {
        super::type_text(&mut self.harness, text);
        self.run();
    }

    /// Lets a file go over the window, as a file manager would.
    pub fn drop_file(&mut self, path: PathBuf) {
        self.harness.input_mut().dropped_files.push(Arc::new(Dropped(path)));
        self.run();
    }

    /// Chooses a command in its menu, by mouse.
    pub fn menu(&mut self, command: Command) {
        self.button(command.menu().title());
        let name = self.menu_name(command);
        let node = self.harness.query_all_by_role_and_label(Role::Button, &name).last();
        node.unwrap_or_else(|| panic!("no “{name}” in the menu")).click();
        self.run();
    }

    fn menu_name(&self, command: Command) -> String {
        let label = match command {
            Command::Undo => self.session().undo_label(),
            Command::Redo => self.session().redo_label(),
            _ => None,
        };
        label.map_or_else(|| command.label().to_owned(), |label| format!("{}: {label}", command.label()))
    }

    /// Presses a command's shortcut.
    pub fn shortcut(&mut self, command: Command) {
        let shortcut = hicm::ui::toolkit_shortcut(command.shortcut().unwrap()).unwrap();
        self.press(shortcut.modifiers, shortcut.logical_key);
    }

    /// Presses Tab until that has the keyboard.
    pub fn tab_to(&mut self, role: Role, name: &str) {
        for _ in 0..200 {
            if self.node(role, name).is_focused() {
                return;
            }
            self.press(Modifiers::NONE, Key::Tab);
        }
        panic!("Tab does not come to {role:?} “{name}”");
    }

    /// What has the keyboard.
    pub fn focus(&self) -> Option<Node<'_>> {
        let has = |node: &AccessKitNode<'_>| node.is_focused();
        self.harness.query_all(By::new().predicate(has)).next()
    }

    /// What has the keyboard: its role and name.
    pub fn focused(&self) -> Option<(Role, String)> {
        let node = self.focus()?;
        let node = node.accesskit_node();
        Some((node.role(), node.label().unwrap_or_default()))
    }

    /// The dialog that is open, as the application knows it.
    pub fn dialog(&self) -> Option<&Dialog> {
        self.app().dialog()
    }

    /// The heading of the open dialog.
    pub fn question(&self) -> Option<String> {
        let dialog = self.harness.query_all(By::new().role(Role::Dialog)).next()?;
        let heading = dialog.query_all(By::new().role(Role::Heading)).next()?;
        heading.accesskit_node().label()
    }

    /// The cell of a row's field, clicked: the cursor is then on it.
    pub fn cell(&mut self, at: usize, field: RowField) {
        let pos = self.cell_node(at, field).rect().center();
        self.harness.hover_at(pos);
        self.harness.drag_at(pos);
        self.harness.drop_at(pos);
        self.run();
    }

    /// The node of a cell by the position shown and the field.
    pub fn cell_node(&self, at: usize, field: RowField) -> Node<'_> {
        let cell = move |node: &AccessKitNode<'_>| {
            node.role() == Role::Cell
                && node.data().row_index() == Some(at)
                && node.description().is_some_and(|title| title.split(", has").next() == Some(field.name()))
        };
        self.harness.get(By::new().predicate(cell))
    }

    /// What a cell says.
    pub fn said(&self, at: usize, field: RowField) -> String {
        self.cell_node(at, field).accesskit_node().label().unwrap()
    }

    /// What one more frame put on the clipboard, after an event.
    pub fn copied(&mut self, event: Event) -> String {
        self.harness.event(event);
        self.harness.step();
        let commands = &self.harness.output().platform_output.commands;
        let text = commands.iter().find_map(|command| match command {
            egui::OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        });
        self.run();
        text.unwrap_or_default()
    }

    /// The commands that the last frame gave to the window.
    pub fn window_commands(&self) -> Vec<egui::ViewportCommand> {
        self.harness.output().viewport_output.values().flat_map(|viewport| viewport.commands.clone()).collect()
    }
}
