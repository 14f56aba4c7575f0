//! Who is at work at this computer.

/// The name under which a person is logged in; empty where the system does not say.
#[must_use]
pub fn user_name() -> String {
    let variables = ["USERNAME", "USER", "LOGNAME"].into_iter().filter_map(std::env::var_os);
    let mut names = variables.map(|name| name.to_string_lossy().trim().to_owned()).filter(|name| !name.is_empty());
    names.next().unwrap_or_default()
}
