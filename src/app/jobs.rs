//! Work that would hold the window up: reading and writing files. Each job runs in a thread of its own and wakes the
//! window when it is done.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

/// Wakes the window so that it looks at what a job brought.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

/// Jobs under way and what they bring back.
pub struct Jobs<T> {
    waker: Waker,
    sender: Sender<T>,
    receiver: Receiver<T>,
    running: usize,
}

impl<T> std::fmt::Debug for Jobs<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Jobs").field("running", &self.running).finish_non_exhaustive()
    }
}

impl<T: Send + 'static> Jobs<T> {
    /// No jobs yet.
    #[must_use]
    pub fn new(waker: Waker) -> Self {
        let (sender, receiver) = channel();
        Self { waker, sender, receiver, running: 0 }
    }

    /// Starts a job. What it returns comes back from [`Jobs::finished`]; a job that panics brings `lost` back instead.
    pub fn start(&mut self, lost: T, work: impl FnOnce() -> T + Send + 'static) {
        let sender = self.sender.clone();
        let waker = Arc::clone(&self.waker);
        self.running += 1;
        std::thread::spawn(move || {
            let brought = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).unwrap_or(lost);
            // Nobody is left to hear it when the window is gone.
            if sender.send(brought).is_ok() {
                waker();
            }
        });
    }

    /// What has come back since the last call.
    pub fn finished(&mut self) -> Vec<T> {
        let brought: Vec<T> = self.receiver.try_iter().collect();
        self.running = self.running.saturating_sub(brought.len());
        brought
    }

    /// Whether any job is under way.
    #[must_use]
    pub const fn busy(&self) -> bool {
        self.running > 0
    }
}
