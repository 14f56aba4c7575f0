//! The program killed without warning while it saves: at a random moment, and before every single call to the system.
//! What stands on the disk is byte for byte what it was or what it was to become. `HICM_LONG=1` kills it hundreds of times.

#![cfg(target_os = "linux")]

use hicm::format;
use hicm::model::Assessment;
use hicm::store;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// Says that something was not tried, past the harness.
pub fn skipped(why: &str) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}

pub fn long() -> bool {
    std::env::var_os("HICM_LONG").is_some()
}

/// A command that writes over a file, and the two states in which that file may stand after it.
struct Loop {
    folder: tempfile::TempDir,
    arguments: Vec<String>,
    /// Every file that it writes, with its bytes before (nothing: none) and after.
    files: Vec<(PathBuf, Option<Vec<u8>>, Vec<u8>)>,
}

impl Loop {
    /// In a folder with those files, whole; what it comes to is found by letting it run once.
    fn of(prepare: &dyn Fn(&Path), arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        prepare(folder.path());
        let before = all_files(folder.path());
        let arguments = arguments.iter().map(|it| (*it).to_owned()).collect();
        let mut it = Self { folder, arguments, files: Vec::new() };
        let output = it.command(&[]).output().unwrap();
        assert!(output.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&output.stderr));
        for (path, after) in all_files(it.folder.path()) {
            let earlier = before.iter().find(|(other, _)| *other == path).map(|(_, bytes)| bytes.clone());
            // The note on a version says when it was kept, which is another moment each time.
            let note = path.extension().is_some_and(|ending| ending == "txt")
                && path.components().any(|part| part.as_os_str() == ".versions");
            if earlier.as_ref() != Some(&after) && !note {
                it.files.push((path, earlier, after));
            }
        }
        assert!(!it.files.is_empty());
        it.reset();
        it
    }

    /// The command; behind another that starts it, where there is one.
    fn command(&self, behind: &[&str]) -> Command {
        let program = env!("CARGO_BIN_EXE_hicm");
        let mut command = match behind.split_first() {
            Some((first, rest)) => {
                let mut command = Command::new(first);
                command.args(rest).arg(program);
                command
            }
            None => Command::new(program),
        };
        let own = self.folder.path().parent().unwrap().join("none");
        command.args(&self.arguments).current_dir(self.folder.path());
        command.env("HICM_CONFIG_DIR", &own).env("HICM_DATA_DIR", &own);
        command.stdin(Stdio::null()).stdout(Stdio::null());
        command
    }

    fn reset(&self) {
        // None of them begins with versions, and their numbers begin anew.
        drop(fs::remove_dir_all(self.folder.path().join(".versions")));
        for (path, before, _) in &self.files {
            match before {
                Some(bytes) => fs::write(path, bytes).unwrap(),
                None => drop(fs::remove_file(path)),
            }
        }
    }

    /// Looks at every file, and says how many are new by now and how many half-written ones lie beside them.
    fn look(&self, when: &str) -> (usize, usize) {
        let mut new = 0;
        for (path, before, after) in &self.files {
            let now = fs::read(path).ok();
            let is_new = now.as_ref() == Some(after);
            new += usize::from(is_new);
            assert!(is_new || now == *before, "{} is neither the old nor the new: {when}", path.display());
        }
        let mut left = 0;
        for (path, _) in all_files(self.folder.path()) {
            if path.file_name().unwrap().to_str().unwrap().starts_with(".hicm-") {
                left += 1;
                fs::remove_file(path).unwrap();
            }
        }
        // Several files are exported at the same time.
        assert!(left <= self.files.len(), "{left} half-written files: {when}");
        (new, left)
    }
}

fn all_files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(all_files(&path));
        } else {
            found.push((path.clone(), fs::read(&path).unwrap()));
        }
    }
    found
}

fn sample(by: &str) -> Assessment {
    // Long enough for its writing to take a while.
    let notes = vec![by.repeat(60_000)];
    Assessment { prepared_by: by.to_owned(), notes, ..store::sample_assessment().unwrap() }
}

fn write(folder: &Path, name: &str, by: &str) {
    fs::write(folder.join(name), format::write(&sample(by)).unwrap()).unwrap();
}

fn copy(folder: &Path, from: &str, to: &str) {
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(from), folder.join(to)).unwrap();
}

fn merging() -> Loop {
    let prepare = |folder: &Path| {
        write(folder, "base.ron", "Old");
        write(folder, "a.ron", "Old");
        write(folder, "theirs.ron", "New");
    };
    Loop::of(&prepare, &["merge", "base.ron", "a.ron", "theirs.ron", "-o", "a.ron"])
}

fn bringing_in() -> Loop {
    let prepare = |folder: &Path| {
        copy(folder, "assessments/llr/2017-18-q1.ron", "a.ron");
        copy(folder, "tests/fixtures/import/tables/plain.csv", "table.csv");
    };
    Loop::of(&prepare, &["import", "table.csv", "--into", "a.ron", "-o", "a.ron"])
}

fn exporting() -> Loop {
    let prepare = |folder: &Path| {
        copy(folder, "assessments/llr/2019-20-q1.ron", "a.ron");
        fs::create_dir(folder.join("out")).unwrap();
    };
    let arguments = ["export", "a.ron", "--to", "html,csv", "-o", "out", "--replace"];
    let mut it = Loop::of(&prepare, &arguments);
    // Over older files of the same names.
    for (_, before, _) in &mut it.files {
        *before = Some(b"what stood here before".to_vec());
    }
    it.reset();
    it
}

fn starting() -> Loop {
    let prepare = |folder: &Path| copy(folder, "assessments/llr/2019-20-q1.ron", "2019-20-q1.ron");
    Loop::of(&prepare, &["new", "--from", "2019-20-q1.ron", "-o", "2019-20-q2.ron"])
}

type Made = (&'static str, fn() -> Loop);
const LOOPS: [Made; 4] =
    [("merge", merging), ("import --into", bringing_in), ("export --replace", exporting), ("new --from", starting)];

#[test]
fn killed_at_a_random_moment_it_leaves_the_old_or_the_new() {
    let rounds = if long() { 60 } else { 5 };
    let mut chance = 0x2545_f491_u64;
    let (mut killed, mut old, mut new, mut left) = (0, 0, 0, 0);
    for (name, made) in LOOPS {
        let it = made();
        let begun = Instant::now();
        assert!(it.command(&[]).stderr(Stdio::null()).status().unwrap().code().is_some_and(|code| code < 2));
        let whole = begun.elapsed();
        for round in 0..rounds {
            it.reset();
            chance ^= chance << 13;
            chance ^= chance >> 7;
            chance ^= chance << 17;
            // From the middle on, where it writes; what is before that has nothing to lose.
            let after = whole.mul_f64(0.4 + (chance % 1000) as f64 / 1000.0 * 0.7);
            let mut child = it.command(&[]).stderr(Stdio::null()).spawn().unwrap();
            std::thread::sleep(after);
            child.kill().unwrap();
            killed += usize::from(child.wait().unwrap().code().is_none());
            let (are_new, are_left) = it.look(&format!("{name}, round {round}, after {after:?}"));
            left += are_left;
            new += usize::from(are_new > 0);
            old += usize::from(are_new == 0);
        }
    }
    eprintln!(
        "random: {killed} killed of {}, {old} old, {new} new, {left} half-written beside; none lost",
        rounds * LOOPS.len()
    );
    assert_eq!(old + new, rounds * LOOPS.len());
}

/// Whether there is a tracer that may trace.
pub fn traced() -> bool {
    let tried = Command::new("strace").args(["-f", "-o", "/dev/null", "true"]).output();
    let may = tried.is_ok_and(|it| it.status.success());
    if !may {
        skipped("strace is not there, or may not trace");
    }
    may
}

/// Calls to the system that change something.
const CHANGING: [&str; 10] =
    ["write", "fchmod", "fsync", "rename", "renameat", "renameat2", "link", "linkat", "unlink", "mkdir"];
/// Those that only look, for the long run.
const LOOKING: [&str; 5] = ["openat", "close", "read", "statx", "readlink"];

#[test]
fn killed_before_any_call_to_the_system_it_leaves_the_old_or_the_new() {
    if !traced() {
        return;
    }
    let (mut killed, mut old, mut new, mut left) = (0, 0, 0, 0);
    for (name, made) in LOOPS {
        let it = made();
        let before = killed;
        for call in CHANGING.iter().chain(LOOKING.iter().filter(|_| long())) {
            for number in 1.. {
                it.reset();
                let (trace, inject) = (format!("trace={call}"), format!("inject={call}:signal=SIGKILL:when={number}"));
                let status = it
                    .command(&["strace", "-f", "-qq", "-o", "/dev/null", "-e", &trace, "-e", &inject])
                    .stderr(Stdio::null())
                    .status()
                    .unwrap();
                let (are_new, are_left) = it.look(&format!("{name}, at {call} {number}"));
                if status.code().is_some_and(|code| code < 2) {
                    assert_eq!((are_new, are_left), (it.files.len(), 0), "{name}: it ended well");
                    break;
                }
                assert!(number < 2_000, "{name}: it never ends well");
                killed += 1;
                left += are_left;
                new += usize::from(are_new > 0);
                old += usize::from(are_new == 0);
            }
        }
        assert!(killed - before >= 3, "{name}: at the least it writes, syncs and renames");
    }
    eprintln!("at each call: {killed} killed, {old} old, {new} new, {left} half-written beside; none lost");
    assert!(old > 0 && new > 0 && left > 0);
}

/// A file may grow no further: as on a disk that is full, without one.
#[test]
fn where_a_file_may_not_grow_the_old_one_stays() {
    let it = merging();
    for (trap, told) in [("trap '' XFSZ; ", true), ("", false)] {
        it.reset();
        // Without the trap the system ends the program in the middle of its writing.
        let script = format!("{trap}ulimit -f 8; exec \"$@\"");
        let output = it.command(&["bash", "-c", &script, "bash"]).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        if told {
            assert_eq!(output.status.code(), Some(2), "{said}");
            assert!(said.contains("The disk is full.") && said.contains("a.ron"), "{said}");
        } else {
            assert_eq!(output.status.code(), None, "{said}");
        }
        let (new, left) = it.look("no room");
        assert_eq!((new, left), (0, usize::from(!told)));
        let again = it.command(&[]).output().unwrap();
        assert!(again.status.code().is_some_and(|code| code < 2));
        assert_eq!(it.look("room again"), (it.files.len(), 0));
    }
}
