//! Bringing in tables of other programs.

pub mod copies;
mod refused;
mod tables;
mod workbooks;

/// The lines in which two texts differ.
fn differing(expected: &str, told: &str) -> String {
    let without = |one: &str, other: &str, sign: char| {
        let mut others: Vec<&str> = other.lines().collect();
        let mut out = String::new();
        for line in one.lines() {
            match others.iter().position(|it| *it == line) {
                Some(at) => drop(others.remove(at)),
                None => out.push_str(&format!("  {sign} {line}\n")),
            }
        }
        out
    };
    without(expected, told, '-') + &without(told, expected, '+')
}
