//! What was noticed, in a list to go through: gaps first, then by change, each with a way to it; what may identify somebody can be
//! taken out or kept here.

use crate::app::{App, Derived, Request, Session};
use crate::check::{Finding, Rule, Severity};
use crate::model::{ChangeKey, counted};
use crate::ui::header::{header_scrolls, standing, view_header};
use crate::ui::widgets::grid::{Cell, Column, Editable, Grid, GridEvent, GridSource, GridState, Place};
use crate::ui::widgets::{announced, follow_focus, link, muted, ringed, strong, title, wrapped};
use egui::{ComboBox, ScrollArea, Ui, UiBuilder, vec2};
use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;
use strum::IntoEnumIterator as _;

/// Room for the finding in hand, below the list.
const IN_HAND: f32 = 108.0;
/// The least height of the list.
const LEAST: f32 = 140.0;

/// What the view keeps to itself.
#[derive(Debug, Default)]
pub struct ChecksState {
    grid: GridState,
    /// Only those of one kind.
    kind: Option<Rule>,
    listed: Option<Listed>,
    focus: bool,
}

/// What is listed: worked out once for each state of the findings.
#[derive(Debug)]
struct Listed {
    of: Arc<Derived>,
    kind: Option<Rule>,
    /// Places in the findings, with the names of the rows.
    rows: Vec<(usize, u64)>,
    /// The kinds that there are, with how many of each.
    kinds: Vec<(Rule, usize)>,
    revision: u64,
}

impl ChecksState {
    /// Gives the list the keyboard at the next frame.
    pub const fn take_focus(&mut self) {
        self.focus = true;
    }

    /// Whether anything is listed.
    #[must_use]
    pub fn has_rows(&self) -> bool {
        self.listed.as_ref().is_some_and(|listed| !listed.rows.is_empty())
    }

    fn follow(&mut self, derived: &Arc<Derived>) {
        let kind = self.kind;
        let known = self.listed.as_ref().is_some_and(|it| Arc::ptr_eq(&it.of, derived) && it.kind == kind);
        if known {
            return;
        }
        let revision = self.listed.as_ref().map_or(0, |it| it.revision + 1);
        let count = |rule| derived.findings.iter().filter(|finding| finding.rule == rule).count();
        let mut kinds: Vec<(Rule, usize)> =
            Rule::iter().map(|rule| (rule, count(rule))).filter(|it| it.1 > 0).collect();
        kinds.sort_by_key(|(rule, _)| rule.severity());
        // What is mended goes; a filter for it would show nothing for ever.
        self.kind = kind.filter(|kind| kinds.iter().any(|(rule, _)| rule == kind));
        let mut seen: HashMap<u64, u64> = HashMap::new();
        let mut rows = Vec::new();
        for (at, finding) in derived.findings.iter().enumerate() {
            if self.kind.is_none_or(|kind| finding.rule == kind) {
                let key = key_of(finding);
                let nth = seen.entry(key).or_default();
                rows.push((at, key.wrapping_add(*nth)));
                *nth += 1;
            }
        }
        self.listed = Some(Listed { of: Arc::clone(derived), kind: self.kind, rows, kinds, revision });
    }
}

/// Names a finding to the grid: the same as long as it is the same.
fn key_of(finding: &Finding) -> u64 {
    let mut hasher = DefaultHasher::new();
    (finding.rule, &finding.place, &finding.text).hash(&mut hasher);
    hasher.finish()
}

/// Shows what was noticed.
#[must_use]
pub fn checks(ui: &mut Ui, app: &App, state: &mut ChecksState) -> Vec<Request> {
    if !header_scrolls(ui) {
        return all(ui, app, state, None);
    }
    let scrolled = ScrollArea::vertical().id_salt("checks").auto_shrink([false, false]).show(ui, |ui| {
        let height = (ui.available_height() - 16.0).max(120.0);
        let requests = all(ui, app, state, Some(height));
        follow_focus(ui);
        requests
    });
    scrolled.inner
}

/// Everything in the room that there is; in a low window the list is as high as what is in sight.
fn all(ui: &mut Ui, app: &App, state: &mut ChecksState, low: Option<f32>) -> Vec<Request> {
    let mut requests = view_header(ui, app, |ui| {
        title(ui, "Checks");
    });
    requests.extend(standing(ui, app));
    let Some(session) = app.session() else { return requests };
    let Some(derived) = app.derived() else {
        announced(&ui.label(muted(ui, "Looking…")));
        return requests;
    };
    state.follow(derived);
    if derived.findings.is_empty() {
        state.grid.want_nothing();
        state.focus = false;
        nothing(ui);
        return requests;
    }
    filter(ui, derived, state);
    let height = low.unwrap_or_else(|| (ui.available_height() - IN_HAND).max(LEAST));
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), egui::Sense::hover());
    let mut inner = ui.new_child(UiBuilder::new().max_rect(rect).id_salt("list"));
    inner.set_clip_rect(rect.intersect(ui.clip_rect()));
    requests.extend(list(&mut inner, session, state));
    ui.add_space(6.0);
    requests.extend(in_hand(ui, session, state));
    requests
}

fn nothing(ui: &mut Ui) {
    ui.vertical_centered(|ui| {
        ui.add_space(48.0);
        title(ui, "Nothing was found");
        let words = "Here stands what is missing for the return, what does not fit together, what is late, and what should \
                     not leave with a report: whatever may identify a patient.";
        announced(&wrapped(ui, muted(ui, words)));
    });
}

fn filter(ui: &mut Ui, derived: &Derived, state: &mut ChecksState) {
    let Some(listed) = &state.listed else { return };
    let count = |severity| derived.findings.iter().filter(|finding| finding.severity == severity).count();
    ui.horizontal_wrapped(|ui| {
        let name = |kind: Option<Rule>| match kind {
            None => format!("All kinds ({})", derived.findings.len()),
            Some(kind) => {
                let count = listed.kinds.iter().find(|(rule, _)| *rule == kind).map_or(0, |(_, count)| *count);
                format!("{} ({count})", kind.title())
            }
        };
        let mut kind = state.kind;
        let combo = ComboBox::from_id_salt("kind").selected_text(name(kind)).width(230.0);
        let response = combo.show_ui(ui, |ui| {
            for choice in [None].into_iter().chain(listed.kinds.iter().map(|(rule, _)| Some(*rule))) {
                ui.selectable_value(&mut kind, choice, name(choice));
            }
        });
        ringed(ui, &response.response);
        response.response.accessible_name(format!("Kind: {}", name(kind)));
        state.kind = kind;
        let tally = |severity, one: &str, many: &str| match count(severity) {
            1 => format!("1 {one}"),
            count => format!("{count} {many}"),
        };
        let tallies = [
            tally(Severity::Gap, "gap", "gaps"),
            tally(Severity::Question, "question", "questions"),
            tally(Severity::Note, "note", "notes"),
        ];
        announced(&ui.label(muted(ui, tallies.join(", "))));
    });
    ui.add_space(4.0);
}

/// The findings as the grid asks for them.
struct List<'a> {
    session: &'a Session,
    findings: &'a [Finding],
    listed: &'a Listed,
}

impl List<'_> {
    fn finding(&self, row: usize) -> Option<&Finding> {
        self.listed.rows.get(row).and_then(|(at, _)| self.findings.get(*at))
    }

    fn place(&self, finding: &Finding) -> String {
        let change = finding.place.change.as_ref().map(|key| change_words(self.session, key));
        let field = finding.place.field.map(|field| field.name().to_owned());
        let words = [change, field].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        if words.is_empty() { "The whole".to_owned() } else { words }
    }
}

fn change_words(session: &Session, key: &ChangeKey) -> String {
    let framework = session.framework();
    let title = framework.change(key).map_or(key.as_str(), |change| change.short.as_str());
    framework.number(key).map_or_else(|| title.to_owned(), |number| format!("{number} {title}"))
}

/// The mark of a severity, which says by its shape what the heading says in a word.
const fn mark(severity: Severity) -> &'static str {
    match severity {
        Severity::Gap => "■",
        Severity::Question => "□",
        Severity::Note => "○",
    }
}

impl GridSource for List<'_> {
    fn row_count(&self) -> usize {
        self.listed.rows.len()
    }

    fn row_key(&self, row: usize) -> u64 {
        self.listed.rows.get(row).map_or(0, |(_, key)| *key)
    }

    fn revision(&self) -> u64 {
        self.listed.revision
    }

    fn row_revision(&self, row: usize) -> u64 {
        self.row_key(row)
    }

    fn cell(&self, row: usize, column: usize) -> Cell<'_> {
        let Some(finding) = self.finding(row) else { return Cell::default() };
        let text: Cow<'_, str> = match column {
            0 => Cow::Owned(format!("{} {}", mark(finding.severity), finding.rule.title())),
            1 => Cow::Owned(self.place(finding)),
            _ => Cow::Borrowed(finding.text.as_str()),
        };
        Cell { editable: Editable::Pick, ..Cell::text(text) }
    }

    fn row_name(&self, row: usize) -> Cow<'_, str> {
        let Some(finding) = self.finding(row) else { return Cow::Borrowed("") };
        Cow::Owned(format!("{}, {}", finding.rule.title(), self.place(finding)))
    }

    fn heading(&self, row: usize) -> Option<Cow<'_, str>> {
        let severity = self.finding(row)?.severity;
        let before = row.checked_sub(1).and_then(|before| self.finding(before)).map(|finding| finding.severity);
        (before != Some(severity)).then(|| Cow::Borrowed(severity.name()))
    }
}

fn columns() -> Vec<Column> {
    let column = |key, title: &str, width, min_width, purpose| Column {
        key,
        title: title.to_owned(),
        width,
        min_width,
        fixed: None,
        sticky: false,
        purpose,
    };
    vec![
        column(0, "Finding", 200.0, 130.0, "What kind it is."),
        column(1, "Where", 180.0, 110.0, "The change and the field."),
        column(2, "What", 420.0, 180.0, "What was noticed, and why it matters."),
    ]
}

fn list(ui: &mut Ui, session: &Session, state: &mut ChecksState) -> Vec<Request> {
    let Some(listed) = &state.listed else { return Vec::new() };
    if std::mem::take(&mut state.focus) {
        state.grid.take_focus();
    }
    let list = List { session, findings: &listed.of.findings, listed };
    let grid = Grid::new("checks", "Findings").max_lines(3).tab_leaves();
    let response = grid.show(ui, &mut state.grid, &columns(), &list);
    let mut requests = Vec::new();
    for event in response.events {
        if let GridEvent::Pick { row, .. } = event {
            requests.extend(by_key(listed, row).map(Finding::leads_to));
        }
    }
    requests
}

fn by_key(listed: &Listed, key: u64) -> Option<&Finding> {
    let (at, _) = listed.rows.iter().find(|(_, known)| *known == key)?;
    listed.of.findings.get(*at)
}

/// The finding in hand in full, with what can be done about it.
fn in_hand(ui: &mut Ui, session: &Session, state: &ChecksState) -> Vec<Request> {
    let mut requests = Vec::new();
    let in_hand = state.listed.as_ref().zip(state.grid.cursor());
    let Some(finding) = in_hand.and_then(|(listed, Place { row, .. })| by_key(listed, row)) else {
        let all = state.listed.as_ref().map_or(0, |listed| listed.rows.len());
        let words = format!("{} to look at. Enter goes to where a finding is.", counted(all, "finding", "findings"));
        wrapped(ui, muted(ui, words));
        return requests;
    };
    wrapped(ui, strong(finding.rule.title()));
    announced(&wrapped(ui, &finding.text));
    ui.horizontal_wrapped(|ui| {
        if link(ui, "Go there").clicked() {
            requests.push(finding.leads_to());
        }
        let Some(private) = finding.private.as_ref().filter(|_| !session.read_only()) else { return };
        let hint = "Puts “[removed]” in its place; earlier versions of the file still have it.";
        if ui.button("Redact").on_hover_text(hint).clicked() {
            requests.extend(finding.redaction().map(Request::Edit));
        }
        let hint = "Asks for a reason, so that nobody is asked about it again.";
        if ui.button("Keep…").on_hover_text(hint).clicked() {
            requests.push(Request::AskKeep { private: private.clone(), told: finding.text.clone() });
        }
    });
    requests
}
