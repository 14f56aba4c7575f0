//! The window: everything that knows egui, and nothing else. Views take the application as it is and return what was asked
//! for; they change nothing but their own scroll and drafts.

mod dialogs;
mod find_bar;
mod header;
mod keys;
mod menus;
mod native;
mod over;
mod regions;
mod run;
mod shell;
mod sidebar;
mod status;
mod strip;
pub mod theme;
mod tour;
pub mod views;
pub mod widgets;

pub use keys::toolkit_shortcut;
pub use run::run;
pub use shell::{Shell, waker};
