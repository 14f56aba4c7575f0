//! The sources keep to the rooms of the house: who may use whom, who touches the disk, who knows the toolkit, who makes
//! a colour, who reads the time. See the map in `src/lib.rs`.

mod parts;

use parts::{Part, parts};
use std::fmt::{Display, Formatter};
use std::path::{Path, PathBuf};

/// The rooms and which others each may use.
const ROOMS: [(&str, &[&str]); 11] = [
    ("model", &[]),
    ("format", &["model"]),
    ("compare", &["model"]),
    ("report", &["compare", "format", "model"]),
    ("export", &["report", "compare", "model"]),
    ("import", &["model"]),
    ("check", &["compare", "model"]),
    ("store", &["format", "model"]),
    ("app", &["store", "import", "export", "report", "check", "compare", "format", "model"]),
    ("cli", &["app", "store", "import", "export", "report", "check", "compare", "format", "model"]),
    ("ui", &["app", "store", "import", "report", "check", "compare", "format", "model"]),
];
/// What the binary may use of the library.
const FOR_MAIN: [&str; 3] = ["app", "cli", "ui"];
/// Crates of the window; whatever begins with `egui` is one too.
const TOOLKIT: [&str; 6] = ["accesskit", "eframe", "glow", "rfd", "wgpu", "winit"];
/// The fonts: for the window and for the pages that are exported.
const FONTS: &str = "notosans";
/// Colours that are none.
const NO_COLOURS: [&str; 2] = ["TRANSPARENT", "PLACEHOLDER"];
/// Methods of a path that ask the disk.
const ASKS_DISK: [&str; 10] = [
    "canonicalize",
    "exists",
    "is_dir",
    "is_file",
    "is_symlink",
    "metadata",
    "read_dir",
    "read_link",
    "symlink_metadata",
    "try_exists",
];
const PRINTS: [&str; 4] = ["eprint", "eprintln", "print", "println"];
const GIVES_UP: [&str; 5] = ["dbg", "panic", "todo", "unimplemented", "unreachable"];

/// Where a source breaks a rule.
#[derive(Debug, PartialEq, Eq)]
struct Breach {
    file: String,
    line: usize,
    why: String,
}

impl Display for Breach {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        write!(f, "src/{}:{}: {}", self.file, self.line, self.why)
    }
}

/// One source and what is known of it.
struct Source<'a> {
    /// Its path under `src`, with `/`.
    file: &'a str,
    parts: Vec<(usize, Part)>,
    found: Vec<Breach>,
}

/// Every breach in a source; `file` is its path under `src`.
fn breaches(file: &str, source: &str) -> Vec<Breach> {
    let mut source = Source { file, parts: parts(source), found: Vec::new() };
    for at in 0..source.parts.len() {
        source.uses(at);
        source.toolkit(at);
        source.colour(at);
        source.disk(at);
        source.time(at);
        source.gives_up(at);
    }
    source.found
}

impl Source<'_> {
    fn room(&self) -> &str {
        self.file.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    fn word(&self, at: usize) -> &str {
        match self.parts.get(at) {
            Some((_, Part::Word(word))) => word,
            _ => "",
        }
    }

    fn sign(&self, at: usize, sign: char) -> bool {
        self.parts.get(at).is_some_and(|(_, part)| *part == Part::Sign(sign))
    }

    fn under(&self, at: usize) -> bool {
        self.parts.get(at).is_some_and(|(_, part)| *part == Part::Under)
    }

    /// Whether the part at that place is the name of a method that is called.
    fn called(&self, at: usize) -> bool {
        at > 0 && self.sign(at - 1, '.') && self.sign(at + 1, '(')
    }

    fn breach(&mut self, at: usize, why: impl Into<String>) {
        let line = self.parts.get(at).map_or(0, |(line, _)| *line);
        self.found.push(Breach { file: self.file.to_owned(), line, why: why.into() });
    }

    /// Rooms that are named, from the root or by going up to it.
    fn uses(&mut self, at: usize) {
        let from = match self.word(at) {
            "crate" if self.under(at + 1) => at + 2,
            "hicm" if self.file == "main.rs" && self.under(at + 1) => at + 2,
            "super" if at == 0 || !self.under(at - 1) => {
                let mut up = 0;
                while self.word(at + 2 * up) == "super" && self.under(at + 2 * up + 1) {
                    up += 1;
                }
                // `a/mod.rs` and `a.rs` are one below the root, `a/b.rs` two.
                let depth = self.file.trim_end_matches("/mod.rs").split('/').count();
                if up < depth {
                    return;
                }
                at + 2 * up
            }
            _ => return,
        };
        let room = self.room().to_owned();
        let allowed: &[&str] = match room.as_str() {
            "main" => &FOR_MAIN,
            name => ROOMS.iter().find(|(room, _)| *room == name).map_or(&[], |(_, allowed)| *allowed),
        };
        for at in self.heads(from) {
            let used = self.word(at).to_owned();
            if used != room && !allowed.contains(&used.as_str()) {
                let used = if used.is_empty() { "everything" } else { &used };
                self.breach(at, format!("`{room}` may not use `{used}`"));
            }
        }
    }

    /// The first name of each path that begins there: one, or those of a `{` group.
    fn heads(&self, from: usize) -> Vec<usize> {
        if !self.sign(from, '{') {
            return vec![from];
        }
        let (mut heads, mut depth) = (Vec::new(), 0_usize);
        for at in from..self.parts.len() {
            if self.sign(at, '{') {
                depth += 1;
            } else if self.sign(at, '}') {
                depth -= 1;
            }
            if depth == 0 {
                break;
            }
            let opens = depth == 1 && (at == from || self.sign(at, ','));
            if opens && !self.sign(at + 1, '}') {
                heads.push(at + 1);
            }
        }
        heads
    }

    fn toolkit(&mut self, at: usize) {
        let word = self.word(at);
        if word == FONTS && !matches!(self.room(), "ui" | "export") {
            self.breach(at, "only `ui` and `export` set type");
            return;
        }
        if !matches!(self.room(), "ui" | "main") && (word.starts_with("egui") || TOOLKIT.contains(&word)) {
            let why = format!("only `ui` names the toolkit, here `{word}`");
            self.breach(at, why);
        }
    }

    fn colour(&mut self, at: usize) {
        if self.file.starts_with("ui/theme/") {
            return;
        }
        let made = match self.parts.get(at) {
            Some((_, Part::Word(word))) => match word.as_str() {
                "Color32" => self.under(at + 1) && !NO_COLOURS.contains(&self.word(at + 2)),
                "rgb" | "rgba" => self.sign(at + 1, '('),
                // How the bytes of a picture lie is no colour.
                "Rgba" => at < 2 || self.word(at - 2) != "ColorType",
                "Hsva" | "HsvaGamma" | "hex_color" => true,
                _ => false,
            },
            Some((_, Part::Text(text))) => text.split('#').skip(1).any(|after| {
                let digits = after.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(after.len());
                matches!(digits, 6 | 8) && after.bytes().take(digits).all(|byte| byte.is_ascii_hexdigit())
            }),
            Some((_, Part::Number(number))) => {
                let digits = number.strip_prefix("0x").map_or(0, |digits| digits.replace('_', "").len());
                self.room() == "ui" && matches!(digits, 6 | 8)
            }
            _ => false,
        };
        if made {
            self.breach(at, "only `ui/theme` makes a colour");
        }
    }

    fn disk(&mut self, at: usize) {
        let word = self.word(at);
        let touches = match word {
            "OpenOptions" | "NamedTempFile" | "fs" | "tempfile" => true,
            "File" => self.under(at + 1) && (at == 0 || !self.under(at - 1)),
            word => ASKS_DISK.contains(&word) && self.called(at) && self.sign(at + 2, ')'),
        };
        let prints = (PRINTS.contains(&word) && self.sign(at + 1, '!'))
            || (matches!(word, "stdin" | "stdout" | "stderr") && self.sign(at + 1, '('));
        let why = format!("only `store` touches the disk, here `{word}`");
        let said = format!("only `cli` reads and writes the terminal, here `{word}`");
        if touches && !matches!(self.room(), "store" | "main") {
            self.breach(at, why);
        }
        if prints && !matches!(self.room(), "cli" | "main") {
            self.breach(at, said);
        }
    }

    fn time(&mut self, at: usize) {
        let reads = match self.word(at) {
            "Local" | "Utc" => self.under(at + 1) && matches!(self.word(at + 2), "now" | "today"),
            "RandomState" | "SystemTime" | "UNIX_EPOCH" => true,
            "Instant" => self.file != "ui/native.rs",
            _ => false,
        };
        if reads && self.file != "app/clock.rs" {
            self.breach(at, "only `app/clock.rs` reads the time and draws chance");
        }
    }

    fn gives_up(&mut self, at: usize) {
        let word = self.word(at).to_owned();
        if GIVES_UP.contains(&word.as_str()) && self.sign(at + 1, '!') {
            self.breach(at, format!("`{word}!` has no place in the program"));
        }
        if self.called(at) && (word == "expect" || (word == "unwrap" && self.sign(at + 2, ')'))) {
            self.breach(at, format!("`.{word}()` can fail; handle it"));
        }
    }
}

/// Every source under a folder, with its path under `root`.
fn sources(root: &Path, folder: &Path, found: &mut Vec<(String, String)>) {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            sources(root, &path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let parts: Vec<_> = path.strip_prefix(root).unwrap().iter().map(|part| part.to_str().unwrap()).collect();
            found.push((parts.join("/"), std::fs::read_to_string(&path).unwrap()));
        }
    }
}

#[test]
fn the_sources_keep_to_their_rooms() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    sources(&root, &root, &mut all);
    let found: Vec<String> =
        all.iter().flat_map(|(file, source)| breaches(file, source)).map(|b| b.to_string()).collect();
    assert!(found.is_empty(), "{} breaches:\n{}", found.len(), found.join("\n"));

    let mut rooms: Vec<&str> = all.iter().filter_map(|(file, _)| file.split_once('/')).map(|(room, _)| room).collect();
    rooms.dedup();
    let mut known = ROOMS.map(|(room, _)| room);
    known.sort_unstable();
    assert_eq!(rooms, known, "a room came or went: say in this test whom it may use");
}

/// A made-up source and the lines on which it breaks a rule, each with a part of the reason.
type Case = (&'static str, &'static str, &'static [(usize, &'static str)]);

#[test]
fn a_breach_is_found_and_nothing_else() {
    let cases: &[Case] = &[
        ("model/row.rs", "use super::Due;\nuse crate::model::Due;", &[]),
        ("model/row.rs", "//! a\n\nuse crate::store::Stamp;", &[(3, "`model` may not use `store`")]),
        ("model/due/mod.rs", "use super::super::format::parse;", &[(1, "`model` may not use `format`")]),
        ("model/due/day.rs", "use super::super::Due;\nuse super::super::super::app::App;", &[(2, "use `app`")]),
        (
            "check/mod.rs",
            "use crate::{model::{Due, Level}, compare, store::{self}};",
            &[(1, "`check` may not use `store`")],
        ),
        ("check/mod.rs", "use crate::{\n    model,\n    cli::run,\n};", &[(3, "`check` may not use `cli`")]),
        ("compare/mod.rs", "use crate::*;", &[(1, "may not use `everything`")]),
        ("app/mod.rs", "fn a() { crate::ui::run(None) }", &[(1, "`app` may not use `ui`")]),
        ("cli/mod.rs", "use crate::ui::run;\nuse crate::app::App;", &[(1, "`cli` may not use `ui`")]),
        ("ui/run.rs", "use crate::cli;", &[(1, "`ui` may not use `cli`")]),
        ("main.rs", "use hicm::cli::run;\nuse hicm::store::Stamp;", &[(2, "`main` may not use `store`")]),
        ("app/mod.rs", "use egui::Key;\nuse egui_extras::Column;", &[(1, "toolkit"), (2, "toolkit")]),
        ("store/mod.rs", "fn f() -> rfd::FileDialog;", &[(1, "toolkit")]),
        ("export/typeset/world.rs", "notosans::REGULAR_TTF;\negui::Context", &[(2, "toolkit")]),
        ("report/mod.rs", "notosans::REGULAR_TTF", &[(1, "set type")]),
        ("export/picture.rs", "png::ColorType::Rgba;\nRgba::from(a)", &[(2, "colour")]),
        (
            "ui/mod.rs",
            "use egui::Color32;\nlet a = Color32::TRANSPARENT;\nlet b = Color32::from_gray(9);",
            &[(3, "colour")],
        ),
        (
            "ui/mod.rs",
            "let a = Color32::RED;\nlet b = rgb(1);\nlet c = \"#00FF7f\";\nlet d = 0xFF_0000;",
            &[(1, "colour"), (2, "colour"), (3, "colour"), (4, "colour")],
        ),
        ("ui/theme/palette.rs", "const A: Color32 = Color32::from_rgb(1, 2, 3);", &[]),
        ("cli/new.rs", "let a = path.exists();\nstd::fs::write(a, b);", &[(1, "disk"), (2, "disk")]),
        ("app/jobs.rs", "use std::{fs, io};\nlet a = Menu::File;\nlet b = File::open(c);", &[(1, "disk"), (3, "disk")]),
        ("store/find.rs", "use std::fs;\nlet a = path.is_dir();\nlet b = tempfile::tempdir();", &[]),
        ("store/find.rs", "println!(\"a\");", &[(1, "terminal")]),
        ("cli/answer.rs", "std::io::stdout().lock();", &[]),
        ("app/clock.rs", "Local::now()", &[]),
        (
            "app/mod.rs",
            "Utc::now();\nlet a: SystemTime = b;\nInstant::now();",
            &[(1, "time"), (2, "time"), (3, "time")],
        ),
        ("ui/native.rs", "let asked = Instant::now();", &[]),
        ("format/mod.rs", "a.unwrap();\nb.expect(\"c\");\nd.unwrap_or(1);", &[(1, "unwrap"), (2, "expect")]),
        (
            "format/mod.rs",
            "todo!();\nunimplemented!();\ndbg!(a);\npanic!();\nunreachable!();",
            &[(1, "todo"), (2, "unimplemented"), (3, "dbg"), (4, "panic"), (5, "unreachable")],
        ),
        ("model/a.rs", "#[expect(clippy::a, reason = \"b\")]\nfn panic(todo: u8) {}", &[]),
        // What is only spoken of is no breach, and what stands behind it is one.
        (
            "model/a.rs",
            "// crate::ui::run() todo!()\n/* egui /* std::fs */ a.unwrap() */ let a = egui;",
            &[(2, "toolkit")],
        ),
        (
            "model/a.rs",
            "let a = \"crate::ui \\\" todo!()\";\nlet b = r#\"std::fs \" egui\"#;\npanic!()",
            &[(3, "panic")],
        ),
        ("model/a.rs", "let a = b\"egui\\\\\"; let b = br\"fs\\\"; let c = c\"fs\"; dbg!()", &[(1, "dbg")]),
        ("model/a.rs", "let a = '\"'; let b = '\\''; let c = '\\u{22}'; let d = 'é'; dbg!(\"'\")", &[(1, "dbg")]),
        ("model/a.rs", "fn a<'fs_, 'b>(c: &'b str) -> &'static str { todo!() }", &[(1, "todo")]),
        ("model/a.rs", "let a = \"one\ntwo\\\n  three\";\n/*\n*/\ndbg!()", &[(6, "dbg")]),
    ];
    for (file, source, expected) in cases {
        let found = breaches(file, source);
        let lines: Vec<usize> = found.iter().map(|breach| breach.line).collect();
        let wanted: Vec<usize> = expected.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, wanted, "{file}: {source}\n{found:?}");
        for (breach, (_, why)) in found.iter().zip(*expected) {
            assert!(breach.why.contains(why), "{breach} does not say {why}");
            assert!(breach.to_string().starts_with(&format!("src/{file}:{}: ", breach.line)));
        }
    }
}
