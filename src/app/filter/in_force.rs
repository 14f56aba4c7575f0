//! Filter and order as the application holds them: view state, neither saved with the document nor undone.

use super::{Choice, Facet, Filter, SavedFilter, Sort, Visible, World, natural};
use crate::app::{App, Dialog, Effect, Place, Session};
use crate::model::{ChangeKey, RowField, RowId};
use std::collections::HashSet;
use std::sync::Arc;

impl App {
    /// The filter in force.
    #[must_use]
    pub const fn filter(&self) -> &Filter {
        self.sight.filter()
    }

    /// The order in force; `None` is the order in the file.
    #[must_use]
    pub const fn sort(&self) -> Option<Sort> {
        self.sight.sort()
    }

    /// The rows that are shown where the window is: those of one change, or of all.
    #[must_use]
    pub const fn visible(&self) -> &Arc<Visible> {
        self.sight.visible()
    }

    /// Whether a filter hides rows where the window is: one that only names changes says nothing within one change.
    #[must_use]
    pub fn filtered(&self) -> bool {
        match self.place {
            Place::Change(_) => !self.filter().without(Facet::Change).is_empty(),
            _ => !self.filter().is_empty(),
        }
    }

    /// What can be chosen of a facet, with how many rows each choice would show.
    #[must_use]
    pub fn choices(&self, facet: Facet) -> Vec<Choice> {
        self.world().map(|world| self.sight.choices(facet, world)).unwrap_or_default()
    }

    /// The kept filters that mean something to the document's framework.
    pub fn saved_filters(&self) -> impl Iterator<Item = &SavedFilter> {
        let framework = self.session.as_ref().map(|session| &session.framework().id);
        self.settings.filters.iter().filter(move |saved| framework.is_some_and(|id| saved.fits(id)))
    }

    fn world(&self) -> Option<World<'_>> {
        let session = self.session.as_ref()?;
        Some(World {
            generation: self.generation,
            assessment: session.assessment(),
            framework: session.framework(),
            derived: self.derived.as_ref().map(|(_, _, derived)| derived),
            only: only(&self.place),
        })
    }

    /// Brings what is shown up to date. What a filter has hidden is not in hand any more: no command may act on it.
    pub(in crate::app) fn look(&mut self) {
        // Lent out for a moment, because it reads the rest of the application.
        let mut sight = std::mem::take(&mut self.sight);
        let changed = self.world().is_some_and(|world| sight.update(world));
        self.sight = sight;
        let in_table = matches!(self.place, Place::Actions | Place::Change(_));
        if changed && in_table && self.filtered() && !self.selection.is_empty() {
            let Some(session) = &self.session else { return };
            let rows = &session.assessment().rows;
            let shown: HashSet<_> =
                self.visible().positions.iter().filter_map(|at| rows.get(*at)).map(|row| &row.id).collect();
            let kept = self.selection.iter().filter(|id| shown.contains(id)).cloned().collect();
            self.selection = kept;
        }
    }

    /// Goes to the filter's field, in the table if no rows are in view.
    pub(in crate::app) fn go_to_filter(&mut self) {
        if !matches!(self.place, Place::Actions | Place::Change(_)) {
            self.go(Place::Actions);
        }
        self.effects.push(Effect::FocusFilter);
    }

    pub(in crate::app) fn set_filter(&mut self, filter: Filter) {
        self.with_session(Session::settle);
        self.sight.set_filter(filter);
    }

    /// Takes the filter away; the row in hand stays in sight.
    pub(in crate::app) fn clear_filter(&mut self) {
        self.set_filter(Filter::default());
        self.effects.extend(self.selection.first().cloned().map(Effect::Reveal));
    }

    /// Applies filter and order anew.
    pub(in crate::app) fn apply_filter(&mut self) {
        self.sight.apply();
    }

    /// Sorts by a column; the row in hand stays in sight.
    pub(in crate::app) fn set_sort(&mut self, sort: Option<Sort>) {
        self.with_session(Session::settle);
        self.sight.set_sort(sort);
        self.effects.extend(self.selection.first().cloned().map(Effect::Reveal));
    }

    pub(in crate::app) fn sort_by_click(&mut self, field: RowField) {
        self.set_sort(Sort::after_click(self.sort(), field));
    }

    /// Sorts by the column in hand.
    pub(in crate::app) fn sort_in_hand(&mut self, descending: bool) {
        match self.column {
            Some(field) => self.set_sort(Some(Sort { field, descending })),
            None => self.refuse("Go to a cell of the column by which to sort; then sort."),
        }
    }

    /// Why rows cannot be moved just now.
    #[must_use]
    pub fn moving_refused(&self) -> Option<String> {
        if let Some(sort) = self.sort() {
            let field = sort.field.name();
            return Some(format!(
                "Rows sorted by “{field}” cannot be moved: choose “Unsorted” in the View menu first."
            ));
        }
        let hidden = self.filtered().then_some("Some rows are hidden, so none can be moved past them: show all first.");
        hidden.map(str::to_owned)
    }

    /// Asks for the name of a filter that is to be kept, or of one that is to be called something else.
    pub(in crate::app) fn ask_filter_name(&mut self, renames: Option<String>) {
        let framework = self.session.as_ref().map(Session::framework);
        let offered = || framework.map(|framework| SavedFilter::tidy(&self.filter().words(framework)));
        let name = renames.clone().or_else(offered).unwrap_or_default();
        self.dialog = Some(Dialog::NameFilter { renames, name });
    }

    /// Keeps the filter in force under a name, in the place of one that is called so already.
    pub(in crate::app) fn save_filter(&mut self, name: &str) {
        self.dialog = None;
        let Some(session) = &self.session else { return };
        let saved = SavedFilter::new(name, self.filter().clone(), &session.framework().id);
        if saved.name.is_empty() || saved.filter.is_empty() {
            return;
        }
        let replaces = self.saved_filters().any(|known| known.name == saved.name);
        if !replaces && self.settings.filters.len() >= SavedFilter::MOST {
            let most = SavedFilter::MOST;
            return self
                .refuse(format!("{most} filters are kept already: delete one first. The filter is still in force."));
        }
        self.forget_filter(&saved.name);
        let text = format!("The filter is kept as “{}”.", saved.name);
        self.settings.filters.push(saved);
        self.settings.filters.sort_by(|one, other| natural(&one.name, &other.name));
        self.settings_changed = true;
        self.tell(text);
    }

    /// Calls a kept filter something else.
    pub(in crate::app) fn rename_filter(&mut self, from: &str, to: &str) {
        self.dialog = None;
        let to = SavedFilter::tidy(to);
        let renamed = self.saved_filters().find(|saved| saved.name == from).cloned();
        let Some(renamed) = renamed.filter(|_| !to.is_empty() && from != to) else { return };
        if self.saved_filters().any(|saved| saved.name == to) {
            return self.refuse(format!("Another filter is called “{to}” already: both were left as they were."));
        }
        self.forget_filter(from);
        self.settings.filters.push(SavedFilter { name: to, ..renamed });
        self.settings.filters.sort_by(|one, other| natural(&one.name, &other.name));
    }

    /// Forgets a kept filter of that name.
    pub(in crate::app) fn forget_filter(&mut self, name: &str) {
        let Some(framework) = self.session.as_ref().map(|session| session.framework().id.clone()) else { return };
        self.settings.filters.retain(|saved| saved.name != name || !saved.fits(&framework));
        self.settings_changed = true;
    }

    /// Keeps filter and order for another quarter of the same place.
    pub(in crate::app) fn keep_sight(&mut self, next: &Session) {
        let same = self.session.as_ref().is_some_and(|now| now.assessment().place == next.assessment().place);
        self.sight.enter(same, next.framework());
    }

    pub(in crate::app) fn want_row(&mut self, row: &RowId) {
        self.sight.want(row.clone());
    }
}

/// The one change that is looked at.
const fn only(place: &Place) -> Option<&ChangeKey> {
    match place {
        Place::Change(key) => Some(key),
        _ => None,
    }
}
