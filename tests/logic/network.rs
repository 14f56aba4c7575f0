//! The program talks to nobody: no verb opens a socket to anything but the machine it runs on.

#![cfg(target_os = "linux")]

use crate::cli::real;
use crate::crash::traced;
use hicm::export::Format;
use std::path::Path;
use std::process::{Command, Stdio};

/// The lines of a trace that reach for a network: a socket of any family but the local one.
pub fn reaching_out(trace: &str) -> Vec<&str> {
    let made = |line: &&str| {
        let line = *line;
        (line.contains("socket(") && !line.contains("socket(AF_UNIX") && !line.contains("socket(AF_LOCAL"))
            || (line.contains("sa_family=")
                && !line.contains("sa_family=AF_UNIX")
                && !line.contains("sa_family=AF_LOCAL"))
    };
    trace.lines().filter(made).collect()
}

#[test]
fn a_trace_is_read_as_it_is_written() {
    let trace = "12 socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 3\n12 connect(3, {sa_family=AF_UNIX, sun_path=\"/x\"}, 9) = 0\n\
        13 socket(AF_INET, SOCK_DGRAM, IPPROTO_IP) = 4\n13 connect(4, {sa_family=AF_INET6, sin6_port=htons(53)}, 28) = 0\n\
        12 socketpair(AF_UNIX, SOCK_STREAM, 0, [3, 4]) = 0\n14 socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE) = 3\n";
    assert_eq!(reaching_out(trace).len(), 3, "{:?}", reaching_out(trace));
}

#[test]
fn no_verb_reaches_for_a_network() {
    if !traced() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let every: Vec<&str> = Format::all().map(Format::key).collect();
    let every = every.join(",");
    let (now, before) = (real("llr/2019-20-q1.ron"), real("llr/2018-19-q4.ron"));
    let table = |name: &str| {
        let tables = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import/tables");
        tables.join(name).to_str().unwrap().to_owned()
    };
    let (sheet, page, text) = (table("all-faults.xlsx"), table("all-faults.html"), table("all-faults.docx"));
    let verbs: [&[&str]; 11] = [
        &["show", &now],
        &["check", &now],
        &["diff", &before, &now],
        &["trend", &real("llr")],
        &["frameworks"],
        &["import", &sheet, "--dry-run"],
        &["import", &page, "--dry-run"],
        &["import", &text, "-o", "in.ron"],
        &["merge", &now, &now, &now, "-o", "merged.ron"],
        &["new", "--from", &now, "-o", "next.ron"],
        &["export", &now, "--since", &before, "--to", &every, "-o", "out"],
    ];
    for verb in verbs {
        let trace = folder.path().join("trace");
        let mut command = Command::new("strace");
        command.args(["-f", "-qq", "-e", "trace=network", "-o"]).arg(&trace).arg(env!("CARGO_BIN_EXE_hicm")).args(verb);
        command.env("HICM_CONFIG_DIR", folder.path()).env("HICM_DATA_DIR", folder.path()).current_dir(folder.path());
        let output = command.stdin(Stdio::null()).output().unwrap();
        assert!(
            output.status.code().is_some_and(|code| code < 2),
            "{verb:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        let trace = std::fs::read_to_string(&trace).unwrap();
        assert_eq!(reaching_out(&trace), Vec::<&str>::new(), "{verb:?}");
    }
}
