//! `cargo bench -- export`: what leaving a snapshot costs, whole processes, beside LibreOffice's PDF of the same table in
//! one run; time and peak memory.

use super::generate;
use super::import::{median_of, said, workbook};
use hicm::store::{self, Frameworks, Replace};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const SIZES: [usize; 3] = [80, 1_000, 10_000];
/// Runs of a table of that size.
const fn runs(rows: usize) -> usize {
    if rows > 1_000 { 3 } else { 5 }
}
/// The PDF of 80 rows takes at most that part of LibreOffice's.
const PDF: f64 = 0.25;
/// All formats of 80 rows take at most as long as one conversion by LibreOffice.
const ALL: f64 = 1.0;
/// Ten times the rows take at most so many times as long.
const GROWTH: f64 = 12.0;
const FORMATS: &str = "pdf,docx,xlsx,csv,json,html,png,bcf";

/// Measures it; `folder` is where the files go.
pub fn run(folder: &Path) {
    let frameworks = Frameworks::bundled();
    let framework = frameworks.iter().last().expect("frameworks are bundled");
    let office = Command::new("soffice").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    let office = office.is_ok_and(|status| status.success());
    if !office {
        println!("LibreOffice was not found and is left out (soffice)");
    }
    println!("\n| rows | work | time, median | peak memory | ratio |");
    let mut before: Option<f64> = None;
    for rows in SIZES {
        let assessment = generate::assessment(framework, rows, 7);
        let here = folder.join(format!("export-{rows}"));
        std::fs::create_dir_all(&here).expect("the target folder can be written");
        let file = here.join("2025-26-q1.ron");
        store::save_assessment(&file, &assessment, Replace::Always).expect("the target folder can be written");
        let table = here.join("table.xlsx");
        let title =
            |key: &hicm::model::ChangeKey| framework.change(key).map_or_else(String::new, |it| it.title.clone());
        std::fs::write(&table, workbook(&assessment, title)).expect("the workbook is written");

        let export = |formats: &str| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_hicm"));
            command.arg("export").arg(&file).args(["--for", "full", "--replace", "--to", formats, "-o"]);
            command.arg(here.join("out"));
            command
        };
        let pdf = measured(rows, || export("pdf"));
        let all = measured(rows, || export(FORMATS));
        let converted = office.then(|| {
            measured(rows, || {
                let mut command = Command::new("soffice");
                command.args(["--headless", "--convert-to", "pdf", "--outdir"]).arg(&here).arg(&table);
                command
            })
        });
        // Without a bar nothing is to be kept, and the ratios are told alone.
        let against = |mine: &Cost, bar: Option<f64>| {
            let Some(theirs) = &converted else { return String::new() };
            let (time, memory) = (mine.time / theirs.time, mine.memory / theirs.memory);
            match bar {
                Some(bar) => {
                    let kept = said(time <= bar && memory < 1.0);
                    format!("{time:.2} of {bar} of the time, {memory:.2} of the memory: {kept}")
                }
                None => format!("{time:.2} of the time, {memory:.2} of the memory"),
            }
        };
        let smallest = rows == SIZES[0];
        println!("| {rows} | PDF | {pdf} | {} |", against(&pdf, Some(if smallest { PDF } else { 1.0 })));
        println!("| {rows} | {FORMATS} | {all} | {} |", against(&all, smallest.then_some(ALL)));
        if let Some(converted) = &converted {
            println!("| {rows} | LibreOffice, PDF of the table | {converted} | |");
        }
        if let Some(before) = before.filter(|_| rows > SIZES[1]) {
            let growth = pdf.time / before;
            println!(
                "| {rows} | PDF, against a tenth of the rows | | | {growth:.1} of {GROWTH}: {} |",
                said(growth <= GROWTH)
            );
        }
        before = Some(pdf.time);
    }
}

/// What a process costs: milliseconds, and MiB at its highest.
struct Cost {
    time: f64,
    memory: f64,
}

impl std::fmt::Display for Cost {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.0} ms | {:.0} MiB", self.time, self.memory)
    }
}

fn measured(rows: usize, command: impl Fn() -> Command) -> Cost {
    let once = || {
        let began = Instant::now();
        let mut child = command().stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the process starts");
        let memory = watched(&mut child);
        (began.elapsed().as_secs_f64() * 1_000.0, memory)
    };
    once();
    let (times, memories): (Vec<f64>, Vec<f64>) = (0..runs(rows)).map(|_| once()).unzip();
    Cost { time: median_of(times), memory: median_of(memories) }
}

/// Waits for a process and gives the most memory that it and those it started have had, in MiB. Each tells its own
/// highest, so that looking now and then is enough.
fn watched(child: &mut Child) -> f64 {
    let mut highest = std::collections::HashMap::new();
    loop {
        let done = child.try_wait().expect("it can be waited for");
        for process in family(child.id()) {
            let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
            let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let peak = peak.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse::<f64>().ok());
            if let Some(peak) = peak {
                highest.insert(process, peak);
            }
        }
        if let Some(status) = done {
            assert!(status.success(), "a process failed");
            return highest.values().sum::<f64>() / 1_024.0;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// A process and all that it started.
fn family(process: u32) -> Vec<u32> {
    // Each of its threads may have started some.
    let tasks = std::fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    let children = tasks.filter_map(|task| std::fs::read_to_string(task.path().join("children")).ok());
    let children: Vec<String> = children.collect();
    let below = children.iter().flat_map(|line| line.split_whitespace()).filter_map(|child| child.parse().ok());
    std::iter::once(process).chain(below.flat_map(family)).collect()
}
