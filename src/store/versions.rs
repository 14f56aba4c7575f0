//! The earlier states of one file: `.versions/<its name without the ending>/` beside it, one file each.

use super::series::ron_files;
use std::path::{Path, PathBuf};

/// The versions kept of a file, newest first. Their names tell their order; none when there is no such folder.
#[must_use]
pub fn versions_of(file: &Path) -> Vec<PathBuf> {
    let Some(folder) = folder_of(file).filter(|folder| folder.is_dir()) else { return Vec::new() };
    let (mut versions, _) = ron_files(&folder);
    versions.sort_by_cached_key(|path| order(path));
    versions.reverse();
    versions
}

fn folder_of(file: &Path) -> Option<PathBuf> {
    let stem = file.file_stem()?;
    Some(file.parent()?.join(".versions").join(stem))
}

/// What a name is sorted by: numbers in it count as numbers, so that version 10 comes behind version 9.
fn order(path: &Path) -> Vec<(u64, String)> {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut parts: Vec<(u64, String)> = Vec::new();
    let mut digits = String::new();
    let end_number = |digits: &mut String, parts: &mut Vec<(u64, String)>| {
        if !digits.is_empty() {
            parts.push((digits.parse().unwrap_or(u64::MAX), std::mem::take(digits)));
        }
    };
    for letter in name.chars() {
        if letter.is_ascii_digit() {
            digits.push(letter);
        } else {
            end_number(&mut digits, &mut parts);
            parts.push((0, letter.to_string()));
        }
    }
    end_number(&mut digits, &mut parts);
    parts
}
