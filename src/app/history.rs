//! Undo and redo by snapshots. A snapshot shares every row that did not change, so it costs a list of pointers.

use crate::model::Assessment;
use std::sync::Arc;

/// Most entries kept; the oldest go first.
const LONGEST: usize = 400;

/// The states of a document, with the name of each step between them.
#[derive(Debug)]
pub struct History {
    current: State,
    past: Vec<Entry>,
    future: Vec<Entry>,
    saved: Option<u64>,
    next: u64,
    /// While something is being typed, further edits of the same thing join its entry.
    open: Option<String>,
}

#[derive(Clone, Debug)]
struct State {
    assessment: Arc<Assessment>,
    revision: u64,
}

/// A step: its name and the state on its far side.
#[derive(Debug)]
struct Entry {
    label: String,
    state: State,
}

impl History {
    /// A document as it was opened (`saved`), or one that is not yet on disk.
    #[must_use]
    pub fn new(assessment: Assessment, saved: bool) -> Self {
        Self {
            current: State { assessment: Arc::new(assessment), revision: 0 },
            past: Vec::new(),
            future: Vec::new(),
            saved: saved.then_some(0),
            next: 1,
            open: None,
        }
    }

    /// The document as it is now.
    #[must_use]
    pub const fn current(&self) -> &Arc<Assessment> {
        &self.current.assessment
    }

    /// A number that names this state: undo brings an earlier one back.
    #[must_use]
    pub const fn revision(&self) -> u64 {
        self.current.revision
    }

    /// Whether it differs from what is on disk.
    #[must_use]
    pub fn edited(&self) -> bool {
        self.saved != Some(self.current.revision)
    }

    /// Whether the state of that number is this one, or one that undo leads back to.
    #[must_use]
    pub fn rests_on(&self, revision: u64) -> bool {
        self.current.revision == revision || self.past.iter().any(|entry| entry.state.revision == revision)
    }

    /// Notes that the state of that number is on disk.
    pub fn mark_saved(&mut self, revision: u64) {
        self.saved = Some(revision);
        // What is typed next is a step of its own: undo must be able to come back to the saved state.
        self.settle();
    }

    /// A new state after a step of that name. Steps with the same `joins` text become one until [`History::settle`].
    pub fn push(&mut self, label: String, assessment: Assessment, joins: Option<String>) {
        if *self.current.assessment == assessment {
            return;
        }
        let state = State { assessment: Arc::new(assessment), revision: self.next };
        self.next += 1;
        self.future.clear();
        let joined = joins.is_some() && joins == self.open;
        if joined && self.past.last().is_some_and(|entry| *entry.state.assessment == *state.assessment) {
            // Typed and deleted again: as if nothing had been typed.
            self.cancel();
            return;
        }
        let before = std::mem::replace(&mut self.current, state);
        if !joined {
            self.past.push(Entry { label, state: before });
            if self.past.len() > LONGEST {
                self.past.remove(0);
            }
        }
        self.open = joins;
    }

    /// The hand is still: what comes next is a step of its own.
    pub fn settle(&mut self) {
        self.open = None;
    }

    /// Takes back what is being typed, leaving no trace. Nothing when nothing is.
    pub fn cancel(&mut self) -> bool {
        if self.open.take().is_none() {
            return false;
        }
        match self.past.pop() {
            Some(entry) => {
                self.current = entry.state;
                true
            }
            None => false,
        }
    }

    /// The name of the step that undo would take back.
    #[must_use]
    pub fn undo_label(&self) -> Option<&str> {
        self.past.last().map(|entry| entry.label.as_str())
    }

    /// The name of the step that redo would do again.
    #[must_use]
    pub fn redo_label(&self) -> Option<&str> {
        self.future.last().map(|entry| entry.label.as_str())
    }

    /// The state that undo would bring back.
    #[must_use]
    pub fn before(&self) -> Option<&Assessment> {
        self.past.last().map(|entry| entry.state.assessment.as_ref())
    }

    /// The state that redo would bring back.
    #[must_use]
    pub fn after(&self) -> Option<&Assessment> {
        self.future.last().map(|entry| entry.state.assessment.as_ref())
    }

    /// Takes the last step back.
    pub fn undo(&mut self) -> bool {
        self.settle();
        let Some(Entry { label, state }) = self.past.pop() else { return false };
        let after = std::mem::replace(&mut self.current, state);
        self.future.push(Entry { label, state: after });
        true
    }

    /// Does the last step again that was taken back.
    pub fn redo(&mut self) -> bool {
        self.settle();
        let Some(Entry { label, state }) = self.future.pop() else { return false };
        let before = std::mem::replace(&mut self.current, state);
        self.past.push(Entry { label, state: before });
        true
    }
}
