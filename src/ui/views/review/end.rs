//! What the review comes to.

use crate::app::{App, Place, Request, ReviewStep, Tally, count_rows};
use crate::ui::widgets::{accent_button, card, muted, title};
use egui::Ui;

/// Shows what came of the rows, and where to go now; `fresh` says that the last row has just been left.
pub(super) fn end(ui: &mut Ui, app: &App, fresh: bool) -> Vec<Request> {
    let mut requests = Vec::new();
    let Some(session) = app.session() else { return requests };
    let assessment = session.assessment();
    let (rows, left) = (assessment.rows.len(), app.review_left());
    let previous = session.previous();
    card(ui, |ui| {
        let heading = match (rows, left) {
            (0, _) => "There are no rows to review".to_owned(),
            (1, 0) => "The one row is reviewed".to_owned(),
            (rows, 0) => format!("All {rows} rows are reviewed"),
            (_, left) => format!("{} still to be reviewed", count_rows(left)),
        };
        title(ui, &heading);
        let tally = Tally::of(assessment, previous.map(AsRef::as_ref));
        ui.spacing_mut().item_spacing.y = 4.0;
        for line in lines(tally, previous.is_some()) {
            ui.label(line);
        }
        if let Some(previous) = previous {
            ui.label(muted(ui, format!("Counted against {}.", previous.quarter)));
        }
        ui.add_space(8.0);
        ui.horizontal_wrapped(|ui| {
            if left > 0 {
                let first = accent_button(ui, "Go to the first that is left");
                if fresh {
                    first.request_focus();
                }
                if first.clicked() {
                    requests.push(Request::Review(ReviewStep::All(false)));
                }
            }
            let overview = if left > 0 { ui.button("To the overview") } else { accent_button(ui, "To the overview") };
            if fresh && left == 0 {
                overview.request_focus();
            }
            if overview.clicked() {
                requests.push(Request::Go(Place::Overview));
            }
            if rows > 0 && ui.button("Look through all of them").clicked() {
                requests.push(Request::Review(ReviewStep::All(true)));
            }
        });
    });
    requests
}

/// A line for each thing that was done.
fn lines(tally: Tally, compared: bool) -> Vec<String> {
    let confirmed = if compared { "confirmed unchanged" } else { "reviewed" };
    [
        (tally.confirmed, confirmed),
        (tally.edited, "edited"),
        (tally.done, "closed as done"),
        (tally.stopped, "closed as stopped"),
        (tally.new, "new this quarter"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| format!("{} {what}", count_rows(count)))
    .collect()
}
