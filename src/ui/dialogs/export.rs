//! Leaving a snapshot: for whom, in which formats, since when, where to; the first page and what should be seen before it
//! leaves stand beside that.

use super::forms::field;
use super::{buttons, question};
use crate::app::{App, ExportForm, ExportStage, ExportStep, Format, Looked, Picture, Problem, Request, Written};
use crate::check::Finding;
use crate::report::Audience;
use crate::ui::theme::palette;
use crate::ui::widgets::{
    accent_button, announced, card, follow_focus, heading, link, muted, ringed, small, strong, wrapped,
};
use egui::{Align, Id, Layout, ProgressBar, RadioButton, RichText, ScrollArea, Ui, vec2};
use std::path::{Path, PathBuf};

/// With less room than this, what is looked at stands below what is chosen.
const BESIDE: f32 = 720.0;
/// Findings shown before "and so many more".
const FINDINGS: usize = 6;

/// The dialog, at whatever stage it is.
pub(super) fn export(ui: &mut Ui, app: &App, form: &mut ExportForm, fresh: bool) -> Vec<Request> {
    let stage = app.export_stage();
    // Each stage is given the keyboard when it comes.
    let seen = Seen {
        stage: std::mem::discriminant(stage),
        refused: matches!(stage, ExportStage::Taken(_) | ExportStage::Failed(_)),
    };
    let before = ui.data_mut(|data| {
        let before = data.get_temp::<Seen>(Id::unique(STAGE));
        data.insert_temp(Id::unique(STAGE), seen);
        before
    });
    let came = fresh || before.is_none_or(|before| before.stage != seen.stage);
    match stage {
        ExportStage::Choosing if fresh => choosing(ui, app, form, Some(Start::Audience)),
        ExportStage::Choosing => {
            // Back from a folder where it could not be left.
            let start = if before.is_some_and(|before| before.refused) { Start::Folder } else { Start::Audience };
            choosing(ui, app, form, came.then_some(start))
        }
        ExportStage::Making { done, of } => making(ui, *done, *of),
        ExportStage::Taken(paths) => taken(ui, paths, came),
        ExportStage::Done(written) => done(ui, &form.folder, written, came),
        ExportStage::Failed(problem) => failed(ui, problem, came),
    }
}

/// Where the stage that was last shown is kept.
const STAGE: &str = "stage of the export";

/// The stage that was last shown, and whether it was that nothing was left in that folder.
#[derive(Clone, Copy)]
struct Seen {
    stage: std::mem::Discriminant<ExportStage>,
    refused: bool,
}

/// What is given the keyboard.
#[derive(Clone, Copy, PartialEq)]
enum Start {
    Audience,
    Folder,
}

fn choosing(ui: &mut Ui, app: &App, form: &mut ExportForm, start: Option<Start>) -> Vec<Request> {
    question(ui, "Export a snapshot");
    let mut requests = Vec::new();
    if ui.available_width() < BESIDE {
        requests.extend(choices(ui, app, form, start));
        requests.extend(looked_at(ui, app, form));
    } else {
        let width = (ui.available_width() - 24.0) / 2.0;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 24.0;
            for left in [true, false] {
                ui.vertical(|ui| {
                    ui.set_width(width);
                    ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
                    requests.extend(if left { choices(ui, app, form, start) } else { looked_at(ui, app, form) });
                });
            }
        });
    }
    let findings = app.export_looked().map(|looked| looked.findings.as_slice()).unwrap_or_default();
    let stopping = findings.iter().filter(|finding| finding.stops_leaving()).count();
    if stopping > 0 {
        let response =
            ui.checkbox(&mut form.despite, "I have seen what stands under “Look at this first”; export all the same");
        ringed(ui, &response);
    }
    let why = if form.formats.is_empty() {
        Some("Choose a format.")
    } else if form.folder.trim().is_empty() {
        Some("Say which folder.")
    } else if app.export_looked().is_none() {
        Some("Looking at it…")
    } else if stopping > 0 && !form.despite {
        Some("Something should be looked at first.")
    } else {
        None
    };
    ui.add_space(6.0);
    ui.horizontal_wrapped(|ui| {
        let ready = ui.add_enabled_ui(why.is_none(), |ui| accent_button(ui, "Export")).inner;
        if ready.clicked() {
            requests.push(Request::Export(ExportStep::Begin { replace: false }));
        }
        if ui.button("Cancel").clicked() {
            requests.push(Request::LeaveDialog);
        }
        if let Some(why) = why {
            ui.label(muted(ui, why));
        }
    });
    requests
}

fn choices(ui: &mut Ui, app: &App, form: &mut ExportForm, start: Option<Start>) -> Vec<Request> {
    let mut requests = Vec::new();
    heading(ui, "For");
    for audience in Audience::all() {
        let response = ui.add(RadioButton::new(form.audience == audience, audience.name()));
        ringed(ui, &response);
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(audience.meaning()));
        if start == Some(Start::Audience) && form.audience == audience {
            response.request_focus();
        }
        if response.clicked() {
            form.audience = audience;
            form.despite = false;
        }
    }
    wrapped(ui, small(ui, form.audience.meaning()));
    ui.add_space(6.0);
    heading(ui, "As");
    ui.horizontal_wrapped(|ui| {
        for format in Format::all() {
            let mut wanted = form.formats.contains(&format);
            let response = ui.checkbox(&mut wanted, format.name()).on_hover_text(format.meaning());
            ringed(ui, &response);
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(format.meaning()));
            if response.changed() {
                if wanted {
                    form.formats.insert(format);
                } else {
                    form.formats.remove(&format);
                }
            }
        }
    });
    ui.add_space(6.0);
    let sinces = app.export_sinces();
    let said = |quarter: Option<crate::model::Quarter>| {
        quarter.map_or_else(|| "Nothing: only where we are".to_owned(), |quarter| quarter.to_string())
    };
    let label = ui.label(strong("What moved since"));
    let combo = egui::ComboBox::from_id_salt("since").selected_text(said(form.since)).width(ui.available_width());
    let response = combo.show_ui(ui, |ui| {
        for quarter in sinces.iter().map(|past| Some(past.assessment.quarter)).chain([None]) {
            ui.selectable_value(&mut form.since, quarter, said(quarter));
        }
    });
    response.response.labelled_by(label.id).accessible_name(format!("What moved since: {}", said(form.since)));
    if sinces.is_empty() {
        wrapped(ui, small(ui, "No earlier quarter of this place is known here."));
    }
    ui.add_space(6.0);
    field(ui, "Folder", &mut form.folder, start == Some(Start::Folder));
    if ui.button("Browse…").clicked() {
        requests.push(Request::Export(ExportStep::Browse));
    }
    requests
}

/// What it will be, and what should be seen before it leaves.
fn looked_at(ui: &mut Ui, app: &App, form: &ExportForm) -> Vec<Request> {
    let Some(looked) = app.export_looked() else {
        ui.label(muted(ui, "Looking at it…"));
        return Vec::new();
    };
    let requests = findings(ui, app, &looked.findings);
    if let Some(picture) = &looked.page {
        heading(ui, "The first page");
        page(ui, looked, picture);
    } else {
        heading(ui, "What it holds");
        outline(ui, looked);
    }
    if !form.formats.is_empty() {
        wrapped(
            ui,
            small(ui, format!("The files begin with {}; content {}.", looked.stem(), looked.report.content_id)),
        );
    }
    requests
}

fn findings(ui: &mut Ui, app: &App, findings: &[Finding]) -> Vec<Request> {
    let mut requests = Vec::new();
    if findings.is_empty() {
        return requests;
    }
    heading(ui, "Look at this first");
    // What follows stays in sight, in a low window too.
    let most = 0.24 * ui.ctx().content_rect().height();
    card(ui, |ui| {
        ScrollArea::vertical().max_height(most).auto_shrink([false, true]).show(ui, |ui| {
            let editable = app.session().is_some_and(|session| !session.read_only());
            for (at, finding) in findings.iter().take(FINDINGS).enumerate() {
                let mark = if finding.stops_leaving() { "■" } else { "○" };
                wrapped(ui, format!("{mark} {}", finding.text));
                ui.horizontal_wrapped(|ui| {
                    // Each with a name of its own, for there may be several of one kind.
                    let named = |verb: &str| format!("{verb} {}: {}", at + 1, finding.rule.title());
                    if link(ui, "See it").accessible_name(named("See")).clicked() {
                        requests.extend([Request::LeaveDialog, finding.leads_to()]);
                    }
                    let Some(private) = finding.private.as_ref().filter(|_| editable) else { return };
                    if link(ui, "Redact").accessible_name(named("Redact")).clicked() {
                        requests.extend(finding.redaction().map(Request::Edit));
                    }
                    if link(ui, "Keep…").accessible_name(named("Keep")).clicked() {
                        requests.push(Request::AskKeep { private: private.clone(), told: finding.text.clone() });
                    }
                });
            }
            if findings.len() > FINDINGS {
                ui.label(muted(ui, format!("and {} more", findings.len() - FINDINGS)));
            }
            follow_focus(ui);
        });
    });
    ui.add_space(6.0);
    requests
}

/// The first page, as large as there is room.
fn page(ui: &mut Ui, looked: &Looked, picture: &Picture) {
    let id = egui::Id::unique("export page");
    let known = ui.data(|data| data.get_temp::<(u64, egui::TextureHandle)>(id));
    let known = known.filter(|(number, _)| *number == looked.number).map(|(_, texture)| texture);
    let texture = known.unwrap_or_else(|| {
        let size = [picture.width as usize, picture.height as usize];
        let image = egui::ColorImage::from_rgb(size, &picture.pixels);
        let texture = ui.ctx().load_texture("export page", image, egui::TextureOptions::LINEAR);
        ui.data_mut(|data| data.insert_temp(id, (looked.number, texture.clone())));
        texture
    });
    let pixels = vec2(picture.width.max(1) as f32, picture.height.max(1) as f32);
    let share = if looked.findings.is_empty() { 0.42 } else { 0.32 };
    let high = share * ui.ctx().content_rect().height();
    let size = pixels * (ui.available_width() / pixels.x).min(high / pixels.y);
    let chapters: Vec<&str> = looked.report.chapters.iter().map(|chapter| chapter.title.as_str()).collect();
    let said = format!("The first page of {}. It holds: {}.", looked.report.title(), chapters.join("; "));
    let response = ui.image((texture.id(), size));
    ui.painter().rect_stroke(response.rect, 0.0, palette(ui).edge(palette(ui).line), egui::StrokeKind::Outside);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, &said));
}

/// The chapters by name, where no page can be shown.
fn outline(ui: &mut Ui, looked: &Looked) {
    card(ui, |ui| {
        ui.label(strong(looked.report.title()));
        wrapped(ui, small(ui, looked.report.subtitle()));
        ScrollArea::vertical().max_height(220.0).auto_shrink([false, true]).show(ui, |ui| {
            for chapter in &looked.report.chapters {
                wrapped(ui, chapter.title.as_str());
            }
        });
    });
}

fn making(ui: &mut Ui, done: usize, of: usize) -> Vec<Request> {
    question(ui, "Exporting");
    let words = format!("{done} of {of} formats are made");
    let bar = ui.add(ProgressBar::new(done as f32 / of.max(1) as f32).text(words.as_str()));
    announced(&bar);
    wrapped(ui, muted(ui, "Each file is read back and compared with the report before it counts as done."));
    if done == of {
        return Vec::new();
    }
    // Not given the keyboard: the key that began it may still be held.
    buttons(ui, false, &[("Stop", Request::Export(ExportStep::Stop))])
}

fn taken(ui: &mut Ui, paths: &[PathBuf], came: bool) -> Vec<Request> {
    question(ui, "Replace the files that are there?");
    wrapped(ui, "Files of these names stand in the folder and say something else. Nothing was written.");
    names(ui, paths.iter().map(|path| (path.as_path(), String::new())));
    buttons(
        ui,
        came,
        &[
            ("Choose another folder", Request::Export(ExportStep::Again)),
            ("Replace them", Request::Export(ExportStep::Begin { replace: true })),
            ("Cancel", Request::LeaveDialog),
        ],
    )
}

fn done(ui: &mut Ui, folder: &str, written: &[Written], came: bool) -> Vec<Request> {
    let faults: Vec<&Written> = written.iter().filter(|file| file.fault.is_some()).collect();
    if faults.is_empty() {
        question(ui, "Exported");
        let said = match written.len() {
            1 => "The file was read back and holds what the report says.".to_owned(),
            count => format!("All {count} files were read back and hold what the report says."),
        };
        announced(&wrapped(ui, said));
    } else {
        question(ui, "Some files are not as they should be");
        for problem in faults.iter().filter_map(|file| Problem::not_as_written(file)) {
            announced(&wrapped(ui, RichText::new(problem.to_string()).color(palette(ui).alert)));
        }
    }
    names(ui, written.iter().map(|file| (file.path.as_path(), size(file))));
    wrapped(ui, small(ui, folder));
    buttons(
        ui,
        came,
        &[
            ("Close", Request::LeaveDialog),
            ("Open the folder", Request::Export(ExportStep::ShowFolder)),
            ("Export again", Request::Export(ExportStep::Again)),
        ],
    )
}

fn size(file: &Written) -> String {
    let kilobytes = file.bytes.div_ceil(1000);
    match file.pages {
        Some(1) => format!("{kilobytes} kB, 1 page"),
        Some(pages) => format!("{kilobytes} kB, {pages} pages"),
        None => format!("{kilobytes} kB"),
    }
}

/// Files by name, with what is to be said of each.
fn names<'a>(ui: &mut Ui, files: impl Iterator<Item = (&'a Path, String)>) {
    ScrollArea::vertical().max_height(260.0).auto_shrink([false, true]).show(ui, |ui| {
        for (path, told) in files {
            let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
            ui.horizontal(|ui| {
                ui.label(name.as_ref());
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.label(muted(ui, told)));
            });
        }
    });
}

fn failed(ui: &mut Ui, problem: &Problem, came: bool) -> Vec<Request> {
    question(ui, &problem.what);
    for line in [&problem.kept, &problem.advice_at_window()] {
        if !line.is_empty() {
            announced(&wrapped(ui, line.as_str()));
        }
    }
    wrapped(ui, small(ui, problem.detail.as_str()));
    buttons(ui, came, &[("Back", Request::Export(ExportStep::Again)), ("Cancel", Request::LeaveDialog)])
}
