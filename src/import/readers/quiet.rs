//! Calling a reader that is not ours and may give up in the middle: what it says then is for nobody.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    /// Whether this thread is in such a call.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Does something; `None` when it panics, of which nothing is printed. What panics elsewhere meanwhile is told as ever.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    static LISTENING: Once = Once::new();
    LISTENING.call_once(|| {
        let usual = take_hook();
        set_hook(Box::new(move |panic| {
            if !GUARDED.get() {
                usual(panic);
            }
        }));
    });
    let before = GUARDED.replace(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(before);
    done.ok()
}
