//! `cargo bench -- diff`: what comparing two quarters costs and how well rows are paired, beside `daff` and `git diff`,
//! whole processes in one run.
//!
//! `daff` is run where it is found: the path in `HICM_DAFF`, `~/.cache/hicm/peers/node_modules/.bin`, or PATH. Seeds 1 to 5
//! were used for tuning; what is told here is of others.

use super::facts::{self, Counts, Table};
use super::generate::{self, Wording};
use super::quarter::{self, After, Mix};
use hicm::model::Assessment;
use hicm::store::{self, Frameworks, Replace};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// Seeds of the pairs of quarters that are told about.
const SEEDS: [u64; 3] = [11, 12, 13];
/// Runs of each process, after one that warms up.
const RUNS: usize = 5;
/// The program.
const HICM: &str = env!("CARGO_BIN_EXE_hicm");
/// From so many rows on daff takes a minute: it is run once, without warming up.
const LONG: usize = 100_000;

/// Measures everything; `folder` is where the files go. With `quick`, without the 144,000 rows.
pub fn run(folder: &Path, quick: bool) {
    let daff = daff();
    match &daff {
        Some(path) => println!("daff: {}", path.display()),
        None => println!("daff was not found and is left out (npm install daff; HICM_DAFF may name it)"),
    }
    println!("memory: {}", if time_command() { "/usr/bin/time, largest resident set" } else { "not measured" });
    println!("\n| F1 (precision/recall, moves flagged) | mix | hicm | daff, its moves | daff, moves implied | git |");
    for wording in [Wording::Varied, Wording::Few, Wording::Unique] {
        for mix in [Mix::Plain, Mix::Hard] {
            accuracy(folder, daff.as_deref(), mix, wording);
        }
    }
    println!("\n| work | tool | wall, median | peak memory | ratio of wall | ratio of memory |");
    let mut bars = vec![
        Bar { name: "7: 80 rows", rows: 80, by_id: false, wall: 20.0, memory: None },
        Bar { name: "8: 10,000 rows, no ids", rows: 10_000, by_id: false, wall: 10.0, memory: Some(10.0) },
        Bar { name: "8b: 10,000 rows, by id", rows: 10_000, by_id: true, wall: 20.0, memory: None },
    ];
    if !quick {
        bars.push(Bar { name: "9: 144,000 rows, no ids", rows: 144_000, by_id: false, wall: 20.0, memory: None });
    }
    for bar in bars {
        bar.measure(folder, daff.as_deref());
    }
}

/// What is to be reached beside daff.
struct Bar {
    name: &'static str,
    rows: usize,
    by_id: bool,
    /// So many times as fast as daff.
    wall: f64,
    /// With so many times less memory.
    memory: Option<f64>,
}

impl Bar {
    /// Runs both in turn, and says whether the bar is kept.
    fn measure(&self, folder: &Path, daff: Option<&Path>) {
        let files = Files::write(folder, self.rows, SEEDS[0], Mix::Plain, Wording::Varied);
        let files = &files;
        let hicm = || files.hicm(self.by_id);
        let daff = daff.map(|daff| move || files.daff(daff, self.by_id));
        let long = self.rows >= LONG;
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for turn in 0..=RUNS {
            let time = wall(&mut hicm());
            if turn > 0 {
                ours.push(time);
            }
            if let Some(daff) = daff.as_ref().filter(|_| !long || turn == 1) {
                let time = wall(&mut daff());
                if turn > 0 {
                    theirs.push(time);
                }
            }
        }
        let (ours, our_memory) = (median(ours), peak(&hicm()));
        println!("| {} | hicm | {:.1} ms | {} | | |", self.name, ours, mebibytes(our_memory));
        let Some(daff) = daff else { return };
        let (theirs, their_memory) = (median(theirs), peak(&daff()));
        let ratio = theirs / ours;
        let memory = our_memory.zip(their_memory).map(|(ours, theirs)| theirs as f64 / ours as f64);
        let said = |kept: bool| if kept { "kept" } else { "MISSED" };
        println!(
            "| {} | daff | {theirs:.0} ms | {} | {ratio:.1} of {} {} | {} |",
            self.name,
            mebibytes(their_memory),
            self.wall,
            said(ratio >= self.wall),
            match (memory, self.memory) {
                (Some(memory), Some(bar)) => format!("{memory:.1} of {bar} {}", said(memory >= bar)),
                (Some(memory), None) => format!("{memory:.1}"),
                (None, _) => "–".to_owned(),
            }
        );
    }
}

/// How well each tool pairs at 10,000 rows without ids.
fn accuracy(folder: &Path, daff: Option<&Path>, mix: Mix, wording: Wording) {
    let mut counts: [Counts; 4] = Default::default();
    for seed in SEEDS {
        let files = Files::write(folder, 10_000, seed, mix, wording);
        counts[0].add(
            &files.after,
            &facts::of_hicm(&output(&mut files.hicm(false)), &files.before, &files.after.assessment),
        );
        if let Some(daff) = daff {
            let mut command = files.daff(daff, false);
            command.args(["--index", "--all"]);
            let told = output(&mut command);
            counts[1].add(&files.after, &facts::of_daff(&told, false));
            counts[2].add(&files.after, &facts::of_daff(&told, true));
        }
        let mut git = Command::new("git");
        git.args(["diff", "--no-index", "--unified=0"]).arg(files.csv(0, false)).arg(files.csv(1, false));
        counts[3].add(&files.after, &facts::of_git(&output(&mut git)));
    }
    let [hicm, own, implied, git] = counts.map(|counts| counts.to_string());
    println!("| {wording:?} | {mix:?} | {hicm} | {own} | {implied} | {git} |");
}

/// Two quarters on the disk, as our files and as tables for others.
struct Files {
    folder: PathBuf,
    before: Assessment,
    after: After,
}

impl Files {
    fn write(folder: &Path, rows: usize, seed: u64, mix: Mix, wording: Wording) -> Self {
        let frameworks = Frameworks::bundled();
        let framework = frameworks.iter().last().expect("frameworks are bundled");
        let before = generate::worded(framework, rows, seed, wording);
        let after = quarter::after(&before, mix, wording, seed);
        let files = Self { folder: folder.join(format!("diff-{rows}")), before, after };
        for (side, assessment) in [&files.before, &files.after.assessment].into_iter().enumerate() {
            std::fs::create_dir_all(files.ron(side).parent().expect("it stands in a folder"))
                .expect("the folder can be written");
            store::save_assessment(&files.ron(side), assessment, Replace::Always).expect("the folder can be written");
            for ids in [false, true] {
                std::fs::write(files.csv(side, ids), Table(assessment, ids).to_string())
                    .expect("the folder can be written");
            }
        }
        files
    }

    fn ron(&self, side: usize) -> PathBuf {
        // A folder each, so that nothing is beside them.
        self.folder.join(format!("{side}")).join("quarter.ron")
    }

    fn csv(&self, side: usize, ids: bool) -> PathBuf {
        self.folder.join(format!("{side}{}.csv", if ids { "-ids" } else { "" }))
    }

    fn hicm(&self, by_id: bool) -> Command {
        let mut command = Command::new(HICM);
        command.arg("diff").arg(self.ron(0)).arg(self.ron(1)).args([
            "--json",
            "--pair",
            if by_id { "either" } else { "text" },
        ]);
        command
    }

    fn daff(&self, daff: &Path, by_id: bool) -> Command {
        let mut command = Command::new(daff);
        command.arg("diff").args(by_id.then_some(["--id", "id"]).into_iter().flatten());
        command.arg(self.csv(0, by_id)).arg(self.csv(1, by_id));
        command
    }
}

/// Where daff is.
fn daff() -> Option<PathBuf> {
    let named = std::env::var_os("HICM_DAFF").map(PathBuf::from);
    let home = std::env::home_dir().map(|home| home.join(".cache/hicm/peers/node_modules/.bin/daff"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path).map(|folder| folder.join("daff"));
    named.into_iter().chain(home).chain(on_path).find(|file| file.is_file())
}

fn output(command: &mut Command) -> String {
    let output = command.stderr(Stdio::inherit()).output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    String::from_utf8(output.stdout).expect("a tool writes UTF-8")
}

/// Milliseconds that a process takes; what it says goes to nobody.
fn wall(command: &mut Command) -> f64 {
    let began = Instant::now();
    let status = command.stdout(Stdio::null()).status().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let time = began.elapsed().as_secs_f64() * 1_000.0;
    // 1 is "they differ".
    assert!(status.code().is_some_and(|code| code < 2), "{command:?}: {status}");
    time
}

fn time_command() -> bool {
    Path::new("/usr/bin/time").is_file()
}

/// The most memory that a process has, in KiB.
fn peak(command: &Command) -> Option<u64> {
    let mut timed = Command::new("/usr/bin/time");
    timed.args(["-f", "%M"]).arg(command.get_program()).args(command.get_args());
    let output = timed.stdout(Stdio::null()).output().ok()?;
    String::from_utf8_lossy(&output.stderr).lines().last()?.trim().parse().ok()
}

fn mebibytes(kibibytes: Option<u64>) -> String {
    kibibytes.map_or_else(|| "–".to_owned(), |kibibytes| format!("{:.1} MiB", kibibytes as f64 / 1_024.0))
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_unstable_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}
