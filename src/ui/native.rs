//! What the desktop itself does: its clipboard; its file dialogs, and the telling apart of one that was left from one that could not be shown.

use crate::app::{Block, PathFor, Request};
use crate::import::TABLE_ENDINGS;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

/// A dialog that answers sooner than this was never shown: nobody leaves one that fast. On a Linux desktop without a
/// portal `rfd` answers "nothing chosen" within milliseconds.
const TOO_SOON: Duration = Duration::from_millis(200);

/// Dialogs under way.
#[derive(Debug)]
pub struct Native {
    wanted: bool,
    wanted_clipboard: bool,
    sender: Sender<Request>,
    receiver: Receiver<Request>,
}

impl Native {
    /// With `wanted` off no desktop dialog is tried.
    #[must_use]
    pub fn new(wanted: bool) -> Self {
        let (sender, receiver) = channel();
        Self { wanted, wanted_clipboard: wanted, sender, receiver }
    }

    /// Asks for a path. The answer comes from [`Native::finished`], or at once where no dialog is to be tried.
    pub fn ask(&mut self, ctx: &egui::Context, purpose: PathFor, suggested: &Path) -> Option<Request> {
        if !self.wanted {
            return Some(Request::TypePath(purpose));
        }
        let dialog = dialog(purpose, suggested);
        let sender = self.sender.clone();
        let ctx = ctx.clone();
        // In a thread: the dialog blocks until it is answered, and the window must go on drawing.
        std::thread::spawn(move || {
            let asked = Instant::now();
            let chosen = ask(dialog, purpose);
            let request = if chosen.is_none() && cfg!(target_os = "linux") && asked.elapsed() < TOO_SOON {
                Request::TypePath(purpose)
            } else {
                Request::PathChosen(purpose, chosen)
            };
            if sender.send(request).is_ok() {
                ctx.request_repaint();
            }
        });
        None
    }

    /// Puts a block of cells on the clipboard, as text and, where the clipboard takes it, as a table in HTML.
    pub fn copy(&self, ctx: &egui::Context, text: String, html: String) {
        // Under Wayland the clipboard is the window's own, and the toolkit puts only text there.
        let with_html = !html.is_empty() && self.wanted_clipboard && std::env::var_os("WAYLAND_DISPLAY").is_none();
        let put = |html: String, text: String| arboard::Clipboard::new()?.set().html(html, Some(text));
        match with_html.then(|| put(html, text.clone())) {
            Some(Ok(())) => {}
            Some(Err(error)) => {
                log::warn!("no HTML on the clipboard: {error}");
                ctx.copy_text(text);
            }
            None => ctx.copy_text(text),
        }
    }

    /// The one table on the clipboard, as tab-separated text, where there is one in HTML.
    pub fn pasted_table(&self) -> Option<String> {
        if !self.wanted_clipboard || std::env::var_os("WAYLAND_DISPLAY").is_some() {
            return None;
        }
        let html = arboard::Clipboard::new().ok()?.get().html().ok()?;
        Block::read_html(&html).map(|block| block.text())
    }

    /// What is on the clipboard, as HTML and as text; `None` where only the window itself can tell.
    pub fn clipboard(&self) -> Option<(Option<String>, Option<String>)> {
        if !self.wanted_clipboard || std::env::var_os("WAYLAND_DISPLAY").is_some() {
            return None;
        }
        let mut clipboard = arboard::Clipboard::new().ok()?;
        Some((clipboard.get().html().ok(), clipboard.get_text().ok()))
    }

    /// Shows a folder in the desktop's own way.
    pub fn show_folder(&self, folder: &Path) -> Option<Request> {
        // Where no desktop dialog is to be tried, there is no desktop to show it.
        let shown = if self.wanted { open::that_detached(folder) } else { Err(std::io::ErrorKind::Unsupported.into()) };
        let error = shown.err()?;
        log::warn!("{}: not shown: {error}", folder.display());
        Some(Request::Refuse(format!("This desktop does not show folders. It is {}", folder.display())))
    }

    /// What dialogs brought since the last call.
    pub fn finished(&mut self) -> Vec<Request> {
        let brought: Vec<Request> = self.receiver.try_iter().collect();
        if brought.iter().any(|request| matches!(request, Request::TypePath(_))) {
            // There is none here; do not make her wait for the next one.
            self.wanted = false;
        }
        brought
    }
}

fn dialog(purpose: PathFor, suggested: &Path) -> rfd::FileDialog {
    let mut dialog = rfd::FileDialog::new();
    match purpose {
        PathFor::Open => dialog = dialog.set_title("Open an assessment").add_filter("Assessments", &["ron"]),
        PathFor::Folder => dialog = dialog.set_title("Open a folder of quarters"),
        PathFor::SaveAs => dialog = dialog.set_title("Save the assessment").add_filter("Assessments", &["ron"]),
        PathFor::Compare { .. } => {
            dialog = dialog
                .set_title("Compare with an assessment or a table")
                .add_filter("Assessments", &["ron"])
                .add_filter("Tables", &TABLE_ENDINGS);
        }
        PathFor::Table => {
            dialog = dialog.set_title("Bring in a table").add_filter("Tables", &TABLE_ENDINGS);
        }
        PathFor::Copy => dialog = dialog.set_title("Merge a copy").add_filter("Assessments", &["ron"]),
        PathFor::CopyBase => {
            dialog = dialog.set_title("What both copies began from").add_filter("Assessments", &["ron"]);
        }
        PathFor::ExportFolder => dialog = dialog.set_title("Export into which folder"),
        PathFor::Framework => dialog = dialog.set_title("Add a framework file").add_filter("Frameworks", &["ron"]),
    }
    let folder = if purpose == PathFor::SaveAs { suggested.parent() } else { Some(suggested) };
    if let Some(folder) = folder.filter(|folder| folder.is_absolute()) {
        dialog = dialog.set_directory(folder);
    }
    if purpose == PathFor::SaveAs
        && let Some(name) = suggested.file_name()
    {
        dialog = dialog.set_file_name(name.to_string_lossy());
    }
    dialog
}

fn ask(dialog: rfd::FileDialog, purpose: PathFor) -> Option<PathBuf> {
    match purpose {
        PathFor::Open
        | PathFor::Framework
        | PathFor::Compare { .. }
        | PathFor::Copy
        | PathFor::CopyBase
        | PathFor::Table => dialog.pick_file(),
        PathFor::Folder | PathFor::ExportFolder => dialog.pick_folder(),
        PathFor::SaveAs => dialog.save_file(),
    }
}
