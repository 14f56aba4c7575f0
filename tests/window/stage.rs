//! A display, a window manager and the program on it.

use super::picture::Picture;
use hicm::app::{Settings, Theme};
use hicm::model::Assessment;
use hicm::store::{self, Frameworks, LLR};
use hicm::ui::theme::LIGHT;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long anything may take before a test gives up. Generous: the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(30);
/// Between two looks.
const LOOK: Duration = Duration::from_millis(25);

/// What the tests need besides the program.
const TOOLS: [&str; 5] = ["Xvfb", "openbox", "xdotool", "xprop", "xwd"];

/// Ends a child with the test, however the test ends.
pub(super) struct Kept(pub(super) Child);

impl Drop for Kept {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A display with a window manager, and a folder with files and settings.
pub struct Stage {
    display: String,
    pub folder: TempDir,
    _children: Vec<Kept>,
}

/// Waits until something is so.
pub fn wait<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(begun.elapsed() < PATIENCE, "waited in vain: {what}");
        std::thread::sleep(LOOK);
    }
}

/// The program's path, and nothing in its surroundings that would change how it starts.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hicm"));
    for variable in
        ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "HICM_WINDOW", "HICM_WINDOW_TRIED", "HICM_TYPED_PATHS"]
    {
        command.env_remove(variable);
    }
    // Nobody's desktop answers: no portal for files, no assistive technology.
    command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    command.env_remove("RUST_BACKTRACE");
    command
}

/// Says that a test is skipped, past the harness that would keep it to itself.
pub(super) fn skipped(why: &str) {
    let _ = writeln!(std::io::stderr(), "window test skipped: {why}");
    let _ = writeln!(std::io::stdout(), "window test skipped: {why}");
}

impl Stage {
    /// A stage with a window manager; `None`, and a word about it, where this machine has no tools for that.
    pub fn open() -> Option<Self> {
        Self::build(true)
    }

    /// A stage on which windows stand exactly where they ask to.
    pub fn without_window_manager() -> Option<Self> {
        Self::build(false)
    }

    fn build(managed: bool) -> Option<Self> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let found = |tool: &&str| std::env::split_paths(&path).any(|folder| folder.join(tool).is_file());
        let missing: Vec<&str> = TOOLS.into_iter().filter(|tool| !found(tool)).collect();
        if !missing.is_empty() {
            skipped(&format!("{} not found", missing.join(", ")));
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let mut server = Command::new("Xvfb");
        server.args(["-displayfd", "1", "-noreset", "-nolisten", "tcp", "-screen", "0", "1280x800x24"]);
        let mut server = Kept(server.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap());
        let mut number = String::new();
        BufReader::new(server.0.stdout.take().unwrap()).read_line(&mut number).unwrap();
        let number = number.trim();
        if number.is_empty() {
            skipped("Xvfb gave no display");
            return None;
        }
        let display = format!(":{number}");
        let mut children = Vec::new();
        if managed {
            let mut openbox = Command::new("openbox");
            openbox.arg("--sm-disable").env("DISPLAY", &display).env("HOME", folder.path());
            openbox.env("XDG_CONFIG_HOME", folder.path()).env("XDG_CACHE_HOME", folder.path());
            openbox.stdout(Stdio::null()).stderr(Stdio::null());
            children.push(Kept(openbox.spawn().unwrap()));
        }
        // Behind its clients, which lose their display when it goes.
        children.push(server);
        let stage = Self { display, folder, _children: children };
        if managed {
            wait("the window manager", || {
                let told = stage.ask("xprop", &["-root", "_NET_SUPPORTING_WM_CHECK"]);
                told.contains("window id").then_some(())
            });
        }
        stage.remember(&Settings { theme: Theme::Light, ..Settings::default() });
        let llr = stage.folder.path().join("llr");
        std::fs::create_dir(&llr).unwrap();
        for file in &LLR {
            std::fs::write(llr.join(file.name.rsplit('/').next().unwrap()), file.text).unwrap();
        }
        Some(stage)
    }

    /// What the display is called.
    pub fn display(&self) -> &str {
        &self.display
    }

    /// A file of the copied series.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join("llr").join(name)
    }

    fn config(&self) -> PathBuf {
        self.folder.path().join("config")
    }

    /// What the program remembers.
    pub fn settings(&self) -> Settings {
        Settings::from_text(&std::fs::read_to_string(self.config().join("settings.ron")).unwrap())
    }

    /// Has the program remember this.
    pub fn remember(&self, settings: &Settings) {
        std::fs::create_dir_all(self.config()).unwrap();
        std::fs::write(self.config().join("settings.ron"), settings.to_text()).unwrap();
    }

    /// The program, on this stage.
    pub fn program(&self) -> Command {
        let mut command = program();
        command.env("DISPLAY", &self.display).env("XDG_RUNTIME_DIR", self.folder.path());
        command.env("HICM_CONFIG_DIR", self.config()).env("HICM_DATA_DIR", self.folder.path().join("data"));
        command.current_dir(self.folder.path());
        command
    }

    /// Starts it on a file and waits for its window.
    pub fn start(&self, file: &Path) -> Window<'_> {
        let mut command = self.program();
        command.arg(file);
        self.start_as(command)
    }

    /// Starts it as it was made ready and waits for its window to have opened its file and to listen to the keyboard.
    pub fn start_as(&self, mut command: Command) -> Window<'_> {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // Under Xvfb a window once did not come up in half a minute, and could not be made to do so again: that is
        // told, with what there is to see, and tried once more.
        let (child, id) = self
            .shown(&mut command)
            .or_else(|| self.shown(&mut command))
            .expect("a window, at the second start at last");
        let window = Window { stage: self, child, id };
        wait("a file in the window", || window.title().ends_with(") – hicm").then_some(()));
        window.take_keyboard();
        window.quiet();
        window
    }

    /// Starts it and waits for its window; nothing when none comes.
    fn shown(&self, command: &mut Command) -> Option<(Kept, String)> {
        let mut child = Kept(command.spawn().unwrap());
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if child.0.try_wait().unwrap().is_some() {
                let mut told = String::new();
                std::io::Read::read_to_string(child.0.stderr.as_mut().unwrap(), &mut told).unwrap();
                panic!("the program ended without a window: {told}");
            }
            let found = self.ask("xdotool", &["search", "--onlyvisible", "--class", "^hicm$"]);
            if let Some(id) = found.lines().next() {
                return Some((child, id.to_owned()));
            }
            std::thread::sleep(LOOK);
        }
        let tree = self.ask("xwininfo", &["-root", "-tree"]);
        let tasks = std::fs::read_dir(format!("/proc/{}/task", child.0.id())).into_iter().flatten().flatten();
        let waiting: Vec<String> = tasks
            .map(|task| {
                let read = |name| std::fs::read_to_string(task.path().join(name)).unwrap_or_default();
                format!("{} in {}", read("comm").trim(), read("wchan"))
            })
            .collect();
        let _ = writeln!(
            std::io::stderr(),
            "window test, started once more: no window in {PATIENCE:?}; threads: {waiting:?}; windows:\n{tree}"
        );
        None
    }

    /// What a tool answers; nothing where it fails, as one does that asks about a window that has just gone.
    fn ask(&self, tool: &str, arguments: &[&str]) -> String {
        let output = self.run(tool, arguments);
        if output.status.success() { String::from_utf8_lossy(&output.stdout).trim().to_owned() } else { String::new() }
    }

    fn run(&self, tool: &str, arguments: &[&str]) -> Output {
        Command::new(tool).args(arguments).env("DISPLAY", &self.display).output().unwrap()
    }

    /// Keys and words that are typed while the test goes on.
    pub fn hands(&self, arguments: &[String]) -> Kept {
        let mut typing = Command::new("xdotool");
        typing.args(arguments).env("DISPLAY", &self.display).stdout(Stdio::null()).stderr(Stdio::null());
        Kept(typing.spawn().unwrap())
    }

    /// The screen as it is.
    pub fn picture(&self) -> Picture {
        Picture::read(&self.run("xwd", &["-root", "-silent"]).stdout)
    }
}

/// Reads an assessment's file.
pub fn read(file: &Path) -> Assessment {
    store::open_assessment(file, &Frameworks::bundled()).unwrap().assessment
}

/// The program's window.
pub struct Window<'a> {
    stage: &'a Stage,
    child: Kept,
    id: String,
}

impl Window<'_> {
    pub fn title(&self) -> String {
        self.stage.ask("xdotool", &["getwindowname", &self.id])
    }

    /// Whether the title says that there are edits.
    pub fn edited(&self) -> bool {
        self.title().starts_with('●')
    }

    pub fn wait_edited(&self, edited: bool) {
        wait(if edited { "the mark of an edit" } else { "no mark of an edit" }, || {
            (self.edited() == edited && !self.title().is_empty()).then_some(())
        });
    }

    /// A property of the window, as `xprop` tells it.
    pub fn property(&self, name: &str) -> String {
        self.stage.ask("xprop", &["-id", &self.id, name])
    }

    /// Left and upper edge, width and height of what is inside the window's frame.
    pub fn place(&self) -> [i32; 4] {
        let told = self.stage.ask("xdotool", &["getwindowgeometry", "--shell", &self.id]);
        ["X=", "Y=", "WIDTH=", "HEIGHT="].map(|name| {
            let line = told.lines().find_map(|line| line.strip_prefix(name));
            line.and_then(|number| number.parse().ok()).unwrap_or_default()
        })
    }

    /// Moves and sizes the window, as a hand on its frame would.
    pub fn put(&self, [left, top, width, height]: [i32; 4]) {
        let [left, top, width, height] = [left, top, width, height].map(|number| number.to_string());
        self.stage.run("xdotool", &["windowmove", &self.id, &left, &top]);
        self.stage.run("xdotool", &["windowsize", &self.id, &width, &height]);
    }

    fn take_keyboard(&self) {
        wait("the keyboard", || {
            let there = self.stage.ask("xdotool", &["getwindowfocus"]) == self.id;
            if !there {
                self.stage.run("xdotool", &["windowfocus", &self.id]);
            }
            there.then_some(())
        });
    }

    /// Presses keys, one after the other.
    pub fn keys(&self, keys: &[&str]) {
        let mut arguments = vec!["key", "--clearmodifiers"];
        arguments.extend(keys);
        assert!(self.stage.run("xdotool", &arguments).status.success(), "{keys:?}");
    }

    /// Presses a key and waits until the screen has answered and stands still.
    pub fn press(&self, key: &str) {
        let before = self.stage.picture();
        self.keys(&[key]);
        wait(&format!("an answer to {key}"), || (self.stage.picture() != before).then_some(()));
        self.quiet();
    }

    /// Types text and waits until the screen has answered and stands still.
    pub fn write(&self, text: &str) {
        let before = self.stage.picture();
        assert!(self.stage.run("xdotool", &["type", "--delay", "6", text]).status.success());
        wait(&format!("an answer to {text}"), || (self.stage.picture() != before).then_some(()));
        self.quiet();
    }

    /// Waits until the screen stands still.
    pub fn quiet(&self) {
        let mut known = self.stage.picture();
        wait("a screen that stands still", || {
            let now = self.stage.picture();
            let still = now == known;
            known = now;
            still.then_some(())
        });
    }

    /// Whether a dialog lies over the view: nothing behind it has its own colour then.
    pub fn in_dialog(&self) -> bool {
        self.stage.picture().count(LIGHT.canvas) < 1_000
    }

    pub fn wait_dialog(&self, open: bool) {
        wait(if open { "a dialog" } else { "no dialog" }, || (self.in_dialog() == open).then_some(()));
        self.quiet();
    }

    pub fn running(&mut self) -> bool {
        self.child.0.try_wait().unwrap().is_none()
    }

    /// Waits for the program to end and gives its exit code and what it wrote to standard error.
    pub fn ended(mut self) -> (Option<i32>, String) {
        let status = wait("the end of the program", || self.child.0.try_wait().unwrap());
        let mut told = String::new();
        std::io::Read::read_to_string(self.child.0.stderr.as_mut().unwrap(), &mut told).unwrap();
        (status.code(), told)
    }

    /// Ends it as a power cut would.
    pub fn kill(mut self) {
        self.child.0.kill().unwrap();
        self.child.0.wait().unwrap();
    }

    /// Closes it by its key and checks that it ends well.
    pub fn quit(self) {
        self.keys(&["ctrl+q"]);
        assert_eq!(self.ended().0, Some(0));
    }
}
