//! What the window and the files cost at 80, 1,000 and 10,000 rows: `cargo bench`, or `cargo bench -- --quick`.
//!
//! A table of medians stands at the end, with the bars that are to be kept. Times depend on the machine; the ratios, all
//! of one run, are what to look at.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a measurement fails by panicking"
)]

mod diff;
mod export;
mod facts;
mod generate;
mod import;
mod quarter;
mod table;
mod window;

use criterion::Criterion;
use hicm::app::{App, Block, Command, Edit, Filter, Paste, Request};
use hicm::model::{Assessment, RowField};
use hicm::store::{Frameworks, Replace};
use hicm::{format, store};
use std::fs::File;
use std::hint::black_box;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command as Process;
use std::sync::Arc;
use std::time::{Duration, Instant};
use table::Medians;
use window::Window;

/// The sizes at which everything is measured.
const SIZES: [usize; 3] = [80, 1_000, 10_000];
/// Frames that are scrolled through before the memory is read.
const FRAMES_FOR_MEMORY: usize = 600;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [mode, file] = arguments.as_slice()
        && mode == "memory"
    {
        let mut window = Window::open(Path::new(file));
        (0..FRAMES_FOR_MEMORY).for_each(|_| window.scroll());
        println!("{}", peak_memory().unwrap_or_default());
        return;
    }
    // What is given to a bench besides its own arguments begins with two dashes.
    let only: Vec<&str> = arguments.iter().map(String::as_str).filter(|argument| !argument.starts_with("--")).collect();
    let quick = arguments.iter().any(|argument| argument == "--quick");
    if only == ["diff"] {
        diff::run(&folder(), quick);
        return;
    }
    if only == ["export"] {
        export::run(&folder());
        return;
    }
    if only == ["import"] {
        import::run(&folder());
        return;
    }
    let mut run = Run {
        criterion: Criterion::default()
            .sample_size(20)
            .warm_up_time(Duration::from_secs(1))
            .measurement_time(Duration::from_secs(3))
            .configure_from_args(),
        medians: Medians::default(),
    };
    let folder = folder();
    for rows in SIZES {
        let data = Data::new(&folder, rows);
        run.window(&data);
        run.files(&data);
    }
    run.criterion.final_summary();
    print!("\n{}", run.medians);
    for rows in SIZES {
        let asked = itself().arg("memory").arg(file_of(&folder, rows)).output().expect("the bench starts itself");
        let peak: usize = String::from_utf8_lossy(&asked.stdout).trim().parse().unwrap_or(0);
        println!("peak memory at {rows} rows, opened and scrolled, without a screen: {} MiB", peak / 1024);
    }
}

/// This program once more: memory that was used once is seldom given back.
fn itself() -> Process {
    Process::new(std::env::current_exe().expect("a running program has a file"))
}

/// On the disk that the program is built on: a folder in memory would make saving look free.
fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench");
    std::fs::create_dir_all(&folder).expect("the target folder can be written");
    folder
}

fn file_of(folder: &Path, rows: usize) -> PathBuf {
    // A folder each: opening a file reads the other quarters beside it.
    folder.join(rows.to_string()).join("2025-26-q1.ron")
}

/// The most memory that this process has had, in KiB. Linux only.
fn peak_memory() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().strip_suffix("kB")?.trim().parse().ok()
}

/// An assessment of one size, the same with another cell, and both on the disk.
struct Data {
    rows: usize,
    file: PathBuf,
    one: Assessment,
    other: Assessment,
}

impl Data {
    fn new(folder: &Path, rows: usize) -> Self {
        let frameworks = Frameworks::bundled();
        let framework = frameworks.iter().last().expect("frameworks are bundled");
        let one = generate::assessment(framework, rows, 7);
        assert_eq!(one, generate::assessment(framework, rows, 7), "the generator depends on something but its seed");
        let mut other = one.clone();
        "Somebody else".clone_into(&mut Arc::make_mut(&mut other.rows[rows / 2]).owner);
        let file = file_of(folder, rows);
        std::fs::create_dir_all(file.parent().unwrap_or(folder)).expect("the target folder can be written");
        store::save_assessment(&file, &one, Replace::Always).expect("the target folder can be written");
        Self { rows, file, one, other }
    }
}

/// A run and what it has measured.
struct Run {
    criterion: Criterion,
    medians: Medians,
}

impl Run {
    /// Measures one piece of work; `once` does it and returns the time of the part that counts.
    fn measure(&mut self, work: &'static str, rows: usize, mut once: impl FnMut() -> Duration) {
        let mut times = Vec::new();
        self.criterion.bench_function(&format!("{work}/{rows}"), |bencher| {
            bencher.iter_custom(|iterations| {
                (0..iterations)
                    .map(|_| {
                        let time = once();
                        times.push(time);
                        time
                    })
                    .sum()
            });
        });
        self.medians.add(work, rows, times);
    }

    fn window(&mut self, data: &Data) {
        let rows = data.rows;
        let mut window = Window::open(&data.file);
        self.measure(table::SCROLL, rows, || timed(|| window.scroll()));

        let mut typed = 0_usize;
        let mut edit = |app: &mut App| {
            typed += 1;
            let cell = (generate::id(typed % rows), RowField::Gaps, format!("Words number {typed}"));
            app.handle(Request::Edit(Edit::SetCells(vec![cell])));
        };
        self.measure(table::EDIT, rows, || {
            timed(|| {
                edit(window.app());
                window.frame(Vec::new());
            })
        });
        self.measure(table::UNDO, rows, || {
            edit(window.app());
            window.frame(Vec::new());
            let before = window.app().session().map(hicm::app::Session::revision);
            let time = timed(|| {
                window.app().handle(Request::Command(Command::Undo));
                window.frame(Vec::new());
            });
            assert_ne!(before, window.app().session().map(hicm::app::Session::revision), "nothing was undone");
            time
        });

        self.looking(data);
        self.pasting(data);

        let mut window = Window::open(&data.file);
        window.begin_typing();
        self.measure(table::TYPE, rows, || timed(|| window.type_letter()));
    }

    /// Filter, order and search: each time another, so that nothing is remembered.
    fn looking(&mut self, data: &Data) {
        let rows = data.rows;
        let mut window = Window::open(&data.file);
        let mut turn = 0_usize;
        self.measure(table::FILTER, rows, || {
            turn += 1;
            let words = ["b", "bo", "boa", "boar", "board", "ward", "w", "wa"][turn % 8].to_owned();
            let before = window.app().visible().turn;
            let time = timed(|| {
                let filter = Filter { words, ..Filter::default() };
                window.app().handle(Request::Filter(filter));
                window.frame(Vec::new());
            });
            // A letter may well be in every row of a small table.
            assert_ne!(window.app().visible().turn, before, "nothing was filtered");
            time
        });
        window.app().handle(Request::Filter(Filter::default()));
        window.frame(Vec::new());
        let in_order = window.app().visible().positions.clone();
        self.measure(table::SORT, rows, || {
            window.app().handle(Request::Command(Command::SortOff));
            window.frame(Vec::new());
            let time = timed(|| {
                window.app().handle(Request::SortBy(RowField::Due));
                window.frame(Vec::new());
            });
            assert_ne!(window.app().visible().positions, in_order, "nothing was sorted");
            time
        });
        window.app().handle(Request::Command(Command::SortOff));
        window.app().handle(Request::Command(Command::Find));
        window.frame(Vec::new());
        self.measure(table::FIND, rows, || {
            turn += 1;
            let words = ["wa", "war", "ward", "social", "soc", "hospital’s", "pathway", "team"][turn % 8].to_owned();
            let time = timed(|| {
                window.app().handle(Request::Find { words, match_case: false });
                window.frame(Vec::new());
            });
            assert!(!window.app().find().expect("the bar is open").hits().is_empty(), "nothing was found");
            time
        });
    }

    /// A block of 1,000 rows and seven columns, from the first row on: what is missing is added.
    fn pasting(&mut self, data: &Data) {
        let rows = data.rows;
        let mut window = Window::open(&data.file);
        let line = "Typed elsewhere\tEstablished\tUHL, LPT\tA gap\tWhat is to be done\tJuly 2026\tSomebody";
        let text = vec![line; 1_000].join("\n");
        let ids: Arc<Vec<_>> = Arc::new(data.one.rows.iter().take(1_000).map(|row| row.id.clone()).collect());
        let fields: Vec<RowField> = window.app().settings().table.shown().map(|(field, _)| field).take(7).collect();
        let mut unpasted = Vec::new();
        self.measure(table::PASTE, rows, || {
            let time = timed(|| {
                let block = Block::read(&text).expect("it is a block");
                let paste = Paste { block: Arc::new(block), rows: Arc::clone(&ids), fields: fields.clone() };
                window.app().handle(Request::PutIn { paste, grow: true });
                window.frame(Vec::new());
            });
            let pasted = window.app().session().map_or(0, |session| session.assessment().rows.len());
            assert_eq!(pasted, rows.max(1_000), "rows were added");
            unpasted.push(timed(|| {
                window.app().handle(Request::Command(Command::Undo));
                window.frame(Vec::new());
            }));
            time
        });
        self.medians.add(table::UNPASTE, rows, unpasted);
    }

    fn files(&mut self, data: &Data) {
        let rows = data.rows;
        let texts = [&data.one, &data.other].map(|assessment| format::write(assessment).expect("it can be written"));
        println!("{rows} rows are {} KiB", texts[0].len() / 1024);
        self.measure(table::PARSE, rows, || timed(|| format::parse(&texts[0]).expect("our own text")));
        self.measure(table::WRITE, rows, || timed(|| format::write(&data.one).expect("it can be written")));
        let frameworks = Frameworks::bundled();
        self.measure(table::OPEN, rows, || {
            timed(|| store::open_assessment(&data.file, &frameworks).expect("our own file"))
        });

        let mut turn = 0_usize;
        let plain = data.file.with_extension("plain");
        self.measure(table::PLAIN, rows, || {
            turn += 1;
            timed(|| {
                let mut file = File::create(&plain).expect("the target folder can be written");
                file.write_all(texts[turn % 2].as_bytes()).expect("there is room");
                file.sync_all().expect("the disk takes it");
            })
        });
        let saved = data.file.with_extension("saved");
        let assessments = [&data.one, &data.other];
        let mut stamp = store::save_assessment(&saved, &data.one, Replace::Always).expect("it can be saved");
        self.measure(table::SAVE, rows, || {
            // Saving what is there already is no work, so it is another document each time.
            turn += 1;
            timed(|| stamp = store::save_assessment(&saved, assessments[turn % 2], Some(&stamp)).expect("it is ours"))
        });
        self.saving(data);
    }

    /// All that a save is at the desk: what changed is told in a sentence, the version kept, the folder read again, while
    /// the window goes on.
    fn saving(&mut self, data: &Data) {
        let rows = data.rows;
        let folder = data.file.with_extension("desk");
        let file = folder.join("2025-26-q1.ron");
        // With the versions of an earlier run.
        drop(std::fs::remove_dir_all(&folder));
        std::fs::create_dir_all(&folder).expect("the target folder can be written");
        store::save_assessment(&file, &data.one, Replace::Always).expect("the target folder can be written");
        let mut window = Window::open(&file);
        let mut turn = 0_usize;
        let mut longest = Vec::new();
        self.measure(table::KEEP, rows, || {
            turn += 1;
            let cell = (generate::id(turn % rows), RowField::Gaps, format!("Words number {turn}"));
            window.app().handle(Request::Edit(Edit::SetCells(vec![cell])));
            window.frame(Vec::new());
            let mut slowest = Duration::ZERO;
            let time = timed(|| {
                slowest = timed(|| {
                    window.app().handle(Request::Command(Command::Save));
                    window.frame(Vec::new());
                });
                while window.app().session().is_some_and(hicm::app::Session::edited) {
                    assert!(window.app().dialog().is_none(), "it cannot be saved");
                    slowest = slowest.max(timed(|| window.frame(Vec::new())));
                    std::thread::sleep(Duration::from_millis(1));
                }
            });
            longest.push(slowest);
            time
        });
        assert!(!store::versions(&file).is_empty(), "no version was kept");
        self.medians.add(table::WHILE, rows, longest);
    }
}

/// How long it takes.
fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let began = Instant::now();
    let outcome = black_box(work());
    let time = began.elapsed();
    drop(outcome);
    time
}
