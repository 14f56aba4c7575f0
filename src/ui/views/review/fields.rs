//! The row under review, each field typed or chosen where it stands. A text is a draft until it is left; then it is one
//! edit, and one step to undo.

use crate::app::{Edit, Request, Session};
use crate::model::{ActionRow, Delivery, Due, RowField, RowId, Status};
use crate::ui::theme::palette;
use crate::ui::views::rows::status_words;
use crate::ui::widgets::{LINE_LADDER, Ladder, ladder, ringed, small, wrapped};
use egui::{ComboBox, Key, KeyboardShortcut, Modifiers, RichText, TextEdit, Ui};
use strum::IntoEnumIterator as _;

/// The fields that are gone through, in order.
pub(super) const FIELDS: [RowField; 10] = [
    RowField::WhereNow,
    RowField::Status,
    RowField::Spread,
    RowField::Gaps,
    RowField::Needs,
    RowField::Due,
    RowField::Owner,
    RowField::Delivery,
    RowField::Progress,
    RowField::Change,
];

/// What is being typed.
#[derive(Debug, Default)]
pub(super) struct Fields {
    draft: Option<Draft>,
    /// Which field had the keyboard in the frame before.
    typing: Option<RowField>,
    focus: bool,
}

/// A text that is not yet in the document.
#[derive(Debug)]
struct Draft {
    row: RowId,
    field: RowField,
    text: String,
}

impl Draft {
    fn edit(self) -> Request {
        Request::Edit(Edit::SetCells(vec![(self.row, self.field, self.text)]))
    }
}

impl Fields {
    /// Gives the first text the keyboard at the next frame.
    pub(super) const fn begin(&mut self) {
        self.focus = true;
    }

    /// The text being typed, as an edit.
    pub(super) fn take_draft(&mut self) -> Option<Request> {
        self.draft.take().map(Draft::edit)
    }

    /// The text of another row than the one that is shown now, as an edit.
    pub(super) fn left_behind(&mut self, row: Option<&RowId>) -> Option<Request> {
        self.draft.take_if(|draft| Some(&draft.row) != row).map(Draft::edit)
    }

    /// Shows one field.
    pub(super) fn show(&mut self, ui: &mut Ui, session: &Session, row: &ActionRow, field: RowField) -> Option<Request> {
        ui.spacing_mut().item_spacing.y = 3.0;
        let label = ui.label(small(ui, field.name()));
        let edited = match field {
            RowField::Status | RowField::Delivery | RowField::Change => {
                choice(ui, session, row, field, label.id).map(|words| (row.id.clone(), field, words))
            }
            _ => return self.text(ui, session, row, field, label.id),
        };
        ui.add_space(6.0);
        edited.map(|cell| Request::Edit(Edit::SetCells(vec![cell])))
    }

    fn text(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        row: &ActionRow,
        field: RowField,
        label: egui::Id,
    ) -> Option<Request> {
        let mine = |draft: &&Draft| draft.row == row.id && draft.field == field;
        let stored = row.text(field).into_owned();
        let mut text = self.draft.as_ref().filter(mine).map_or_else(|| stored.clone(), |draft| draft.text.clone());
        let done = KeyboardShortcut::new(Modifiers::COMMAND, Key::Enter);
        // Taken before the field sees it, which would break the line.
        let leaves = self.typing == Some(field) && ui.input_mut(|input| input.consume_shortcut(&done));
        let edit = TextEdit::multiline(&mut text)
            .id_salt(("review", row.id.as_str(), field as usize))
            .desired_width(f32::INFINITY)
            .desired_rows(1)
            .margin(egui::Margin::symmetric(8, 4))
            .interactive(!session.read_only());
        let response = ui.add(edit).labelled_by(label).accessible_name(field.name());
        if field == RowField::WhereNow && std::mem::take(&mut self.focus) {
            response.request_focus();
        }
        ringed(ui, &response);
        // The keyboard may have come from a field below, which is drawn later: what was typed there goes first.
        let left = if response.has_focus() || response.changed() {
            self.draft.take_if(|draft| draft.row != row.id || draft.field != field).map(Draft::edit)
        } else {
            None
        };
        if response.changed() {
            self.draft = Some(Draft { row: row.id.clone(), field, text: text.clone() });
        }
        if leaves {
            response.surrender_focus();
        }
        if field == RowField::Due {
            reading(ui, session, row, &text, text != stored);
        }
        ui.add_space(6.0);
        if response.has_focus() && !leaves {
            self.typing = Some(field);
            return left;
        }
        if self.typing != Some(field) {
            return left;
        }
        self.typing = None;
        let draft = self.draft.take_if(|draft| draft.row == row.id && draft.field == field)?;
        // Escape leaves the text as it was.
        let given_up = ui.input(|input| input.key_pressed(Key::Escape));
        (!given_up && draft.text != stored).then(|| draft.edit())
    }
}

/// What a due is read as, while it is typed and after.
fn reading(ui: &mut Ui, session: &Session, row: &ActionRow, typed: &str, draft: bool) {
    if typed.trim().is_empty() {
        return;
    }
    let as_at = session.assessment().as_at;
    let due = if draft { Due::read(typed, as_at) } else { row.due.clone() };
    let overdue = ActionRow { due: due.clone(), ..ActionRow::clone(row) }.overdue(as_at);
    let words = format!("read as {}{}", due.reading(), if overdue { ", overdue" } else { "" });
    let ink = if overdue { palette(ui).alert } else { palette(ui).muted };
    wrapped(ui, RichText::new(words).size(crate::ui::theme::SMALL).color(ink));
}

/// A field that is chosen; the words of what was chosen anew.
fn choice(ui: &mut Ui, session: &Session, row: &ActionRow, field: RowField, label: egui::Id) -> Option<String> {
    let options: Vec<(String, String)> = match field {
        RowField::Status => Status::choices()
            .map(|status| (status_words(&status), status.to_string()))
            .chain([("unknown".to_owned(), String::new())])
            .collect(),
        RowField::Delivery => Delivery::iter()
            .map(|delivery| (delivery.name().to_owned(), delivery.name().to_owned()))
            .chain([("not given".to_owned(), String::new())])
            .collect(),
        _ => {
            let changes = session.framework().changes.iter().enumerate();
            changes.map(|(at, change)| (format!("{} {}", at + 1, change.title), change.key.to_string())).collect()
        }
    };
    let now = match (&row.status, field) {
        (Status::Unknown(_), RowField::Status) => String::new(),
        _ => row.text(field).into_owned(),
    };
    let shown = options.iter().find(|(_, words)| *words == now).map_or(now.as_str(), |(shown, _)| shown.as_str());
    let mut chosen = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        if field == RowField::Status {
            ladder(ui, LINE_LADDER, Ladder::of_status(&row.status));
        }
        ui.add_enabled_ui(!session.read_only(), |ui| {
            let width = ui.available_width().min(260.0);
            let combo = ComboBox::from_id_salt(("review", row.id.as_str(), field as usize))
                .selected_text(shown)
                .width(width)
                .height(400.0);
            let response = combo.show_ui(ui, |ui| {
                for (words, typed) in &options {
                    if ui.selectable_label(*typed == now, words).clicked() && *typed != now {
                        chosen = Some(typed.clone());
                    }
                }
            });
            response.response.labelled_by(label).accessible_name(format!("{}: {shown}", field.name()));
        });
        if let (RowField::Status, Status::Unknown(typed)) = (field, &row.status)
            && !typed.is_empty()
        {
            ui.label(small(ui, format!("typed: {typed}")));
        }
    });
    chosen
}
