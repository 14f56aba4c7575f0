//! What a text may hold.

/// A typed or pasted text as it is kept: line ends as `\n`, and no other control character but the tab. Everything else
/// stays as it was typed.
#[must_use]
pub fn tidy(typed: &str) -> String {
    // Most texts are tidy. All control characters but those of ASCII begin with the byte C2, as some others do.
    let is_odd = |byte: &u8| (byte.is_ascii_control() && !matches!(byte, b'\n' | b'\t')) || *byte == 0xC2;
    if typed.as_bytes().iter().filter(|byte| is_odd(byte)).count() == 0 {
        return typed.to_owned();
    }
    let joined = typed.replace("\r\n", "\n").replace('\r', "\n");
    joined.chars().filter(|c| *c == '\n' || *c == '\t' || !c.is_control()).collect()
}

/// Reads a yes or no as people type or tick it, any case; blank is no. `None` when it is neither.
#[must_use]
pub fn read_yes_no(typed: &str) -> Option<bool> {
    match typed.trim().to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "x" | "✓" | "✔" => Some(true),
        "" | "no" | "n" | "false" | "0" => Some(false),
        _ => None,
    }
}
