//! What a text may hold.

/// A typed or pasted text as it is kept: line ends as `\n`, and no other control character but the tab. Everything else
/// stays as it was typed.
#[must_use]
pub fn tidy(typed: &str) -> String {
    let joined = typed.replace("\r\n", "\n").replace('\r', "\n");
    joined.chars().filter(|c| *c == '\n' || *c == '\t' || !c.is_control()).collect()
}
