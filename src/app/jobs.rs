//! Work that would hold the window up: reading and writing files. Each job runs in a thread of its own and wakes the
//! window when it is done.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

/// Wakes the window so that it looks at what a job brought.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

/// Jobs under way and what they bring back.
pub struct Jobs<T> {
    waker: Waker,
    sender: Sender<Brought<T>>,
    receiver: Receiver<Brought<T>>,
    running: usize,
}

/// Something from a job.
enum Brought<T> {
    /// How far it is.
    Underway(T),
    /// What came of it.
    Outcome(T),
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
        self.start_telling(lost, |_| work());
    }

    /// Starts a job that tells on its way how far it is; that comes back from [`Jobs::finished`] as well.
    pub fn start_telling(&mut self, lost: T, work: impl FnOnce(&(dyn Fn(T) + Sync)) -> T + Send + 'static) {
        let sender = self.sender.clone();
        let waker = Arc::clone(&self.waker);
        self.running += 1;
        std::thread::spawn(move || {
            let tell = |brought| {
                // Nobody is left to hear it when the window is gone.
                if sender.send(brought).is_ok() {
                    waker();
                }
            };
            let work = || work(&|underway| tell(Brought::Underway(underway)));
            tell(Brought::Outcome(std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).unwrap_or(lost)));
        });
    }

    /// What has come back since the last call.
    pub fn finished(&mut self) -> Vec<T> {
        let mut all = Vec::new();
        for brought in self.receiver.try_iter() {
            match brought {
                Brought::Underway(underway) => all.push(underway),
                Brought::Outcome(outcome) => {
                    self.running = self.running.saturating_sub(1);
                    all.push(outcome);
                }
            }
        }
        all
    }

    /// Whether any job is under way.
    #[must_use]
    pub const fn busy(&self) -> bool {
        self.running > 0
    }
}
