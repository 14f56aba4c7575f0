//! Filters kept under a name.

use super::Filter;
use crate::model::FrameworkId;
use serde::{Deserialize, Serialize};

/// A filter with its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedFilter {
    /// What it is called.
    pub name: String,
    /// The framework whose changes it names; `None` when it names none and serves any.
    pub framework: Option<String>,
    /// The filter.
    pub filter: Filter,
}

impl SavedFilter {
    /// Longest name, in characters.
    pub const LONGEST: usize = 60;
    /// Most that are kept.
    pub const MOST: usize = 100;

    /// A filter to be kept.
    #[must_use]
    pub fn new(name: &str, filter: Filter, framework: &FrameworkId) -> Self {
        let framework = filter.names_changes().then(|| framework.to_string());
        Self { name: Self::tidy(name), framework, filter }
    }

    /// A typed name as it is kept.
    #[must_use]
    pub fn tidy(name: &str) -> String {
        let words: Vec<&str> = name.split_whitespace().collect();
        words.join(" ").chars().take(Self::LONGEST).collect()
    }

    /// Whether it means something to that framework.
    #[must_use]
    pub fn fits(&self, framework: &FrameworkId) -> bool {
        self.framework.as_ref().is_none_or(|id| id == framework.as_str())
    }
}
