//! What a text may hold.

/// A typed or pasted text as it is kept: line ends as `\n`, no other control character, no trailing white space.
/// Everything else stays as it was typed.
#[must_use]
pub fn tidy(typed: &str) -> String {
    let joined = typed.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = joined.chars().filter(|c| *c == '\n' || *c == '\t' || !c.is_control()).collect();
    kept.trim_end().to_owned()
}
