//! The same wording elsewhere: offered, never merged.

use super::{label, status_words};
use crate::app::{Edit, Request, Session};
use crate::compare::{Likeness, Twin};
use crate::model::{ActionRow, RowField};
use crate::ui::widgets::{Wording, difference_said, link, small, wrapped};
use egui::{Ui, WidgetInfo};

/// Twins shown before "and so many more".
const SHOWN: usize = 6;
/// Letters of what stays that are shown on each side of a difference.
const ROUND: usize = 24;

/// Shows the twins of a row; each can be gone to, and its text taken over.
#[must_use]
pub(super) fn show(ui: &mut Ui, session: &Session, row: &ActionRow, twins: &[Twin]) -> Vec<Request> {
    let mut requests = Vec::new();
    if twins.is_empty() {
        return requests;
    }
    label(ui, "Same wording elsewhere");
    for twin in twins.iter().take(SHOWN) {
        if let Some(other) = session.assessment().row(&twin.row) {
            requests.extend(one(ui, session, row, twin, other));
        }
    }
    if let Some(more @ 1..) = twins.len().checked_sub(SHOWN) {
        ui.label(small(ui, format!("and {more} more")));
    }
    requests
}

fn one(ui: &mut Ui, session: &Session, row: &ActionRow, twin: &Twin, other: &ActionRow) -> Vec<Request> {
    let mut requests = Vec::new();
    let number = session.framework().number(&other.change).unwrap_or_default();
    let title = session.framework().change(&other.change).map_or("", |change| change.short.as_str());
    let words = format!("{number} {title}: {}", status_words(&other.status));
    let same_text = row.where_now == other.where_now;
    ui.add_space(2.0);
    wrapped(ui, words.as_str());
    if twin.status_differs {
        let (there, here) = (status_words(&other.status), status_words(&row.status));
        wrapped(ui, small(ui, format!("Status differs: {there} there, {here} here")));
    }
    if !same_text {
        wrapped(ui, small(ui, alike(twin.likeness)));
        difference(ui, &row.where_now, &other.where_now);
    }
    // In a line of their own: a link that breaks over two lines is hard to hit.
    ui.horizontal(|ui| {
        if link(ui, "go there").accessible_name(format!("Go to {words}")).clicked() {
            requests.push(Request::GoToRow(other.id.clone()));
        }
        if !same_text && !session.read_only() {
            let name = format!("Use the text of {words} in this row");
            if link(ui, "use the same text here").accessible_name(name).clicked() {
                let cell = (row.id.clone(), RowField::WhereNow, other.where_now.clone());
                requests.push(Request::Edit(Edit::SetCells(vec![cell])));
            }
        }
    });
    requests
}

const fn alike(likeness: Likeness) -> &'static str {
    match likeness {
        Likeness::Same => "The same words, written a little differently. Their text here would be:",
        Likeness::Near => "Nearly the same words. Their text here would change:",
        Likeness::More => "It says all of this and more. Their text here would add:",
        Likeness::Less => "It says a part of this. Their text here would take out:",
    }
}

/// What would change in a text: struck and underlined, and in words for a screen reader.
fn difference(ui: &mut Ui, from: &str, to: &str) {
    let job = Wording::small_near(ui, ROUND).difference(ui, from, to);
    let response = wrapped(ui, job);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, difference_said(from, to)));
}
