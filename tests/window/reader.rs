//! The window as a screen reader has it: read, acted on and listened to from outside, through the desktop's own
//! accessibility bus. What is below it (the toolkit, its adapter, the bus) is nobody's promise until it is heard here.

use super::stage::{Kept, Stage, Window, read, skipped, wait};
use hicm::model::Assessment;
use hicm::store::Frameworks;
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

const QUARTER: &str = "2017-18-q1.ron";
/// Debian's own: another `python3` may stand first on the path and know nothing of the desktop.
const PYTHON: &str = "/usr/bin/python3";
/// Where distributions put it.
const LAUNCHERS: [&str; 2] = ["/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher"];
/// An answer that takes longer does not come.
const ANSWER: Duration = Duration::from_secs(30);

/// A session of its own, in which assistive technology is on.
struct Session {
    address: String,
    // The launcher goes before the bus that it is on.
    _launcher: Launcher,
    _bus: Kept,
}

/// The launcher of the accessibility bus. It starts a bus of its own, which would outlive it: both are a group of
/// processes, and go together.
struct Launcher(Child);

impl Drop for Launcher {
    fn drop(&mut self) {
        let group = format!("-{}", self.0.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
        let _ = self.0.wait();
    }
}

impl Session {
    /// `None`, and a word about it, where this machine lacks something for it.
    fn open(stage: &Stage) -> Option<Self> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        if !std::env::split_paths(&path).any(|folder| folder.join("dbus-daemon").is_file()) {
            skipped("dbus-daemon not found");
            return None;
        }
        let Some(launcher) = LAUNCHERS.into_iter().find(|path| Path::new(path).is_file()) else {
            skipped("at-spi-bus-launcher not found (at-spi2-core)");
            return None;
        };
        let knows = Command::new(PYTHON)
            .args(["-c", "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"])
            .stderr(Stdio::null())
            .status();
        if !knows.is_ok_and(|status| status.success()) {
            skipped("/usr/bin/python3 without Atspi (python3-gi, gir1.2-atspi-2.0)");
            return None;
        }
        let mut bus = Command::new("dbus-daemon");
        bus.args(["--session", "--nofork", "--nosyslog", "--print-address=1"]);
        let mut bus = Kept(Self::here(bus, stage).stdout(Stdio::piped()).spawn().unwrap());
        let mut address = String::new();
        BufReader::new(bus.0.stdout.take().unwrap()).read_line(&mut address).unwrap();
        let address = address.trim().to_owned();
        assert!(!address.is_empty(), "the bus tells its address");
        let mut launch = Command::new(launcher);
        // What the desktop's settings say when a screen reader is on.
        launch.args(["--launch-immediately", "--a11y=1", "--screen-reader=1"]);
        launch.env("DBUS_SESSION_BUS_ADDRESS", &address);
        let launch = Launcher(Self::here(launch, stage).process_group(0).spawn().unwrap());
        Some(Self { address, _launcher: launch, _bus: bus })
    }

    /// A program that has the stage for its home.
    fn here(mut command: Command, stage: &Stage) -> Command {
        command.env("DISPLAY", stage.display()).env("HOME", stage.folder.path());
        command.env("XDG_RUNTIME_DIR", stage.folder.path()).env("XDG_CACHE_HOME", stage.folder.path());
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// The program on a file, in this session.
    fn start<'a>(&self, stage: &'a Stage, file: &Path) -> Window<'a> {
        let mut command = stage.program();
        command.arg(file).env("DBUS_SESSION_BUS_ADDRESS", &self.address).env("HICM_TYPED_PATHS", "1");
        stage.start_as(command)
    }
}

/// `reader.py`, asked a line at a time.
struct Reader {
    questions: ChildStdin,
    answers: Receiver<String>,
    _child: Kept,
}

impl Reader {
    fn start(session: &Session, stage: &Stage) -> Self {
        let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/window/reader.py");
        let mut command = Session::here(Command::new(PYTHON), stage);
        command.arg("-B").arg(script).env("DBUS_SESSION_BUS_ADDRESS", &session.address);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit());
        let mut child = Kept(command.spawn().unwrap());
        let questions = child.0.stdin.take().unwrap();
        let answers = lines(child.0.stdout.take().unwrap());
        Self { questions, answers, _child: child }
    }

    fn ask(&mut self, parts: &[&str]) -> Value {
        writeln!(self.questions, "{}", parts.join("\t")).unwrap();
        let line = self.answers.recv_timeout(ANSWER).unwrap_or_else(|_| panic!("no answer to {parts:?}"));
        serde_json::from_str(&line).unwrap()
    }

    /// Waits for the first node of that role whose name begins so.
    fn find(&mut self, role: &str, name: &str) -> Value {
        wait(&format!("{role} “{name}”"), || {
            Some(self.ask(&["find", role, name])).filter(|node| node["role"] == *role)
        })
    }

    /// Does what a node offers, as a person does who never sees where it is.
    fn act(&mut self, role: &str, name: &str) {
        // A frame between finding a node and acting on it may put another in its place: then it is found again.
        wait(&format!("{role} “{name}” to act"), || {
            (self.ask(&["act", role, name]) == Value::Bool(true)).then_some(())
        });
    }

    /// Waits until a text is announced that holds those words, and forgets what was heard before.
    fn hear(&mut self, words: &str) {
        let mut heard = Vec::new();
        let found = |heard: &[Value]| heard.iter().any(|heard| heard[0] == "said" && text(&heard[1]).contains(words));
        wait(&format!("“{words}” to be said"), || {
            heard.extend(self.ask(&["heard"]).as_array().unwrap().iter().cloned());
            found(&heard).then_some(())
        });
    }

    /// Waits until a cell has the keyboard and was told to have got it, and gives its node.
    fn hear_cell(&mut self, words: &str) -> Value {
        wait(&format!("the cell “{words}” to be heard"), || {
            let heard = self.ask(&["heard"]);
            let cell = |heard: &&Value| heard[0] == "focus" && text(&heard[1]["name"]).starts_with(words);
            heard.as_array().unwrap().iter().find(cell).map(|heard| heard[1].clone())
        })
    }

    /// Every node, from the window down, as read.
    fn tree(&mut self) -> Vec<Value> {
        wait("the tree", || self.ask(&["tree"]).as_array().cloned())
    }
}

/// Reads lines as they come, so that waiting for one can end.
fn lines(from: ChildStdout) -> Receiver<String> {
    let (into, lines) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(from).lines() {
            if line.is_ok_and(|line| into.send(line).is_err()) {
                return;
            }
        }
    });
    lines
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn names<'a>(tree: &'a [Value], role: &str) -> Vec<&'a str> {
    tree.iter().filter(|node| node["role"] == *role).map(|node| text(&node["name"])).collect()
}

fn has(node: &Value, state: &str) -> bool {
    node["states"].as_array().unwrap().iter().any(|known| known == state)
}

/// A window on the first quarter, and its reader.
fn open(stage: &Stage) -> Option<(Session, Window<'_>, Reader, Assessment)> {
    let session = Session::open(stage)?;
    let file = stage.file(QUARTER);
    let before = read(&file);
    // The reader first: so it is when a person who needs one starts the program.
    let mut reader = Reader::start(&session, stage);
    let window = session.start(stage, &file);
    wait("a window that can be read", || reader.ask(&["window"]).is_object().then_some(()));
    Some((session, window, reader, before))
}

#[test]
fn a_screen_reader_finds_the_window_its_parts_and_their_order() {
    let Some(stage) = Stage::open() else { return };
    let Some((_session, window, mut reader, before)) = open(&stage) else { return };
    let frame = reader.ask(&["window"]);
    assert_eq!(frame["role"], "frame");
    assert_eq!(text(&frame["name"]), window.title(), "named as the desktop names it");
    assert!(has(&frame, "ACTIVE"), "{frame}");

    reader.find("label", "No edits");
    let tree = reader.tree();
    // The parts in the order of reading: landmarks, or what the desktop makes of them.
    let parts = ["Menus", "Sidebar", "View", "Status line"];
    let found: Vec<&str> = tree
        .iter()
        .filter(|node| node["role"] != "push button")
        .map(|node| text(&node["name"]))
        .filter(|name| parts.contains(name))
        .collect();
    assert_eq!(found, parts);
    let buttons = names(&tree, "push button");
    assert_eq!(buttons[..6], ["File", "Edit", "Rows", "Go", "View", "Help"]);
    for node in tree.iter().filter(|node| ["push button", "toggle button"].contains(&text(&node["role"]))) {
        assert!(!text(&node["name"]).is_empty(), "a button without a name: {node}");
    }
    let sidebar = names(&tree, "toggle button");
    assert_eq!(sidebar[0], "Overview");
    assert!(sidebar[1].starts_with("1 ") && sidebar[1].ends_with(", not assessed"), "{sidebar:?}");
    let rows = before.rows.len();
    let found = hicm::check::check(&before, Frameworks::bundled().get(&before.framework).unwrap()).len();
    let below = [
        &format!("Actions, {rows}"),
        &format!("Review, {rows} left"),
        "Compare",
        "Trend",
        &format!("Checks, {found}"),
        "Board",
    ];
    assert_eq!(sidebar[sidebar.len() - 6..], below);
    window.quit();
}

#[test]
fn the_rows_are_a_table_walked_by_ear() {
    let Some(stage) = Stage::open() else { return };
    let Some((_session, window, mut reader, before)) = open(&stage) else { return };
    // By the reader alone: no key, no pointer.
    reader.act("toggle button", "Actions");
    let table = reader.find("table", "Action rows");
    assert!(has(&table, "MULTISELECTABLE"), "{table}");
    assert!(table["path"].as_array().unwrap().iter().any(|part| part == "View"), "{table}");
    let chosen = reader.find("toggle button", "Actions");
    assert!(has(&chosen, "PRESSED"), "{chosen}");

    let tree = reader.tree();
    assert_eq!(names(&tree, "column header")[..2], ["Where we are now", "Status"]);
    let numbers = names(&tree, "row header");
    assert_eq!(numbers[..2], ["1", "2"]);
    // Only what is in sight is there, in whole rows.
    let cells: Vec<&Value> = tree.iter().filter(|node| node["role"] == "table cell").collect();
    let columns = names(&tree, "column header").len();
    assert!(numbers.len() >= 3 && numbers.len() < before.rows.len(), "{numbers:?}");
    assert_eq!(cells.len(), numbers.len() * columns);
    for (cell, title) in cells.iter().zip(names(&tree, "column header").into_iter().cycle()) {
        assert!(!text(&cell["name"]).is_empty(), "{cell}");
        assert!(text(&cell["description"]).starts_with(title), "{title}: {cell}");
    }

    // The cell in hand is told with every arrow.
    window.press("ctrl+2");
    reader.hear_cell(&before.rows[0].where_now);
    window.press("Down");
    let cell = reader.hear_cell(&before.rows[1].where_now);
    assert_eq!(cell["role"], "table cell");
    window.press("Right");
    let cell = wait("the status to be heard", || {
        let focused = reader.ask(&["focus"]);
        focused.as_array().unwrap().iter().find(|node| text(&node["description"]).starts_with("Status")).cloned()
    });
    assert_eq!(text(&cell["name"]), "unknown");
    assert!(has(&cell, "FOCUSED") && has(&cell, "SELECTED"), "{cell}");
    window.quit();
}

#[test]
fn what_became_of_an_edit_is_said_wherever_the_keyboard_is() {
    let Some(stage) = Stage::open() else { return };
    let Some((_session, window, mut reader, before)) = open(&stage) else { return };
    window.press("ctrl+2");
    reader.hear_cell(&before.rows[0].where_now);
    window.press("ctrl+shift+Delete");
    reader.hear("Done: delete 1 row.");
    window.press("ctrl+z");
    reader.hear("Undone: delete 1 row.");
    window.press("ctrl+y");
    reader.hear("Done again: delete 1 row.");
    window.press("ctrl+z");
    reader.hear("Undone: delete 1 row.");
    window.press("alt+Down");
    reader.hear("Done: move 1 row down.");
    // The same words again are said again.
    window.press("alt+Down");
    reader.hear("Done: move 1 row down.");
    window.press("ctrl+s");
    reader.hear("Saved ");
    let ids = |assessment: &Assessment| assessment.rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>();
    let mut after = ids(&before);
    after[..3].rotate_left(1);
    assert_eq!(
        ids(&read(&stage.file(QUARTER))),
        after,
        "the row that came back has the keyboard, and went two places down"
    );
    window.quit();
}

#[test]
fn a_level_is_set_and_contrast_raised_through_the_reader_alone() {
    let Some(stage) = Stage::open() else { return };
    let Some((_session, window, mut reader, before)) = open(&stage) else { return };
    let file = stage.file(QUARTER);
    reader.act("toggle button", "2 ");
    reader.find("heading", "2  ");
    let card = reader.find("radio button", "3 Established");
    assert!(!text(&card["description"]).is_empty(), "what the level looks like: {card}");
    reader.act("radio button", "3 Established");
    wait("the level", || has(&reader.find("radio button", "3 Established"), "CHECKED").then_some(()));
    reader.find("toggle button", "2 ");
    reader.hear("Edited, not saved");

    reader.act("push button", "View");
    reader.act("toggle button", "High contrast");
    reader.act("push button", "Save");
    reader.hear("Saved ");
    let mut after = before;
    after.changes[1].now = Some(hicm::model::Level::Established);
    assert!(read(&file) == after, "the level, and nothing else");
    wait("a setting that is kept", || stage.settings().high_contrast.then_some(()));
    assert!(stage.picture().count(hicm::ui::theme::HIGH_CONTRAST_LIGHT.canvas) > 100_000);
    window.quit();
}
