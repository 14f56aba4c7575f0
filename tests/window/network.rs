//! The window talks to nobody but the display and the desktop: opening, editing, saving and presenting under a tracer.

use super::stage::{Stage, read, skipped, wait};
use std::process::Command;

/// The lines of a trace that reach for a network: a socket of any family but the local one.
fn reaching_out(trace: &str) -> Vec<&str> {
    let other = |line: &&str, word: &str| line.contains(word) && !line.contains(&format!("{word}AF_UNIX"));
    trace.lines().filter(|line| other(line, "socket(") || other(line, "sa_family=")).collect()
}

#[test]
fn a_session_reaches_for_no_network() {
    assert_eq!(
        reaching_out("1 socket(AF_UNIX, 1) = 3\n1 socket(AF_INET, 1) = 3\n1 connect(3, {sa_family=AF_INET6})").len(),
        2
    );
    let tried = Command::new("strace").args(["-f", "-o", "/dev/null", "true"]).output();
    if !tried.is_ok_and(|it| it.status.success()) {
        return skipped("strace is not there, or may not trace");
    }
    let Some(stage) = Stage::open() else { return };
    let file = stage.file("2017-18-q1.ron");
    let trace = stage.folder.path().join("trace");
    let plain = stage.program();
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-e", "trace=network", "-o"]).arg(&trace).arg(plain.get_program()).arg(&file);
    command.current_dir(stage.folder.path());
    for (name, value) in plain.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    let window = stage.start_as(command);
    window.press("ctrl+2");
    window.write("Traced");
    window.keys(&["Return"]);
    window.wait_edited(true);
    window.keys(&["ctrl+s"]);
    window.wait_edited(false);
    window.press("F5");
    window.press("Escape");
    assert_eq!(read(&file).rows[0].where_now, "Traced");
    window.quit();
    let told = wait("the trace", || std::fs::read_to_string(&trace).ok());
    assert!(told.contains("AF_UNIX"), "the display is reached by a socket of its own: {told}");
    assert_eq!(reaching_out(&told), Vec::<&str>::new());
}
