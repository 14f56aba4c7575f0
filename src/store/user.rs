//! Who is at work at this computer, and what it is called.

use super::disk;
use std::io::Read as _;
use std::path::Path;

/// The name under which a person is logged in; empty where the system does not say.
#[must_use]
pub fn user_name() -> String {
    let variables = ["USERNAME", "USER", "LOGNAME"].into_iter().filter_map(std::env::var_os);
    let mut names = variables.map(|name| name.to_string_lossy().trim().to_owned()).filter(|name| !name.is_empty());
    names.next().unwrap_or_default()
}

/// What this machine is called; empty where the system does not say.
#[must_use]
pub fn machine_name() -> String {
    let variables = ["COMPUTERNAME", "HOSTNAME"].into_iter().filter_map(std::env::var_os);
    let told = variables.map(|name| name.to_string_lossy().into_owned());
    let files =
        ["/proc/sys/kernel/hostname", "/etc/hostname"].into_iter().filter_map(|path| first_line(Path::new(path)));
    let mut names = told.chain(files).map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    names.next().unwrap_or_default()
}

fn first_line(path: &Path) -> Option<String> {
    let mut bytes = Vec::new();
    disk::open(path).ok()?.take(256).read_to_end(&mut bytes).ok()?;
    String::from_utf8_lossy(&bytes).lines().next().map(str::to_owned)
}
