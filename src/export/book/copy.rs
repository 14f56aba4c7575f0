//! The sheets that come home: actions, levels, and what both were when they were exported.

use super::grid::{Cell, Column, Look, Offer, Row, Sheet};
use crate::model::{
    ACTIONS_SHEET, ActionRow, Assessment, BASE_LEVELS_SHEET, BASE_SHEET, ChangeKey, ChangeText, Delivery, ID_TITLE,
    LEVEL_NOW_TITLE, LEVELS_SHEET, LISTS_SHEET, Level, NOT_ASSESSED, PLANNED_TITLE, Quarter, RowField, Status,
    change_in_copy, field_in_copy, level_in_copy, status_in_copy,
};
use crate::report::Report;
use std::sync::Arc;
use strum::IntoEnumIterator as _;

/// For how many new rows the sheets offer the same as for the rows that are there.
const SPARE: usize = 200;

/// The lists, each a column of the sheet with the lists.
#[derive(Clone, Copy)]
enum Lists {
    Changes,
    Statuses,
    LevelsNow,
    Planned,
    Deliveries,
    Reviewed,
}

impl Lists {
    const ALL: [Self; 6] =
        [Self::Changes, Self::Statuses, Self::LevelsNow, Self::Planned, Self::Deliveries, Self::Reviewed];

    fn items(self, report: &Report) -> Vec<String> {
        match self {
            Self::Changes => {
                report.framework.changes.iter().map(|it| change_in_copy(&report.framework, &it.key)).collect()
            }
            Self::Statuses => Status::choices().map(|status| status_in_copy(&status).into_owned()).collect(),
            Self::LevelsNow => Level::all().map(level_in_copy).chain([NOT_ASSESSED.to_owned()]).collect(),
            Self::Planned => Level::all().map(level_in_copy).collect(),
            Self::Deliveries => Delivery::iter().map(|it| it.name().to_owned()).collect(),
            Self::Reviewed => ["yes", "no"].map(str::to_owned).into(),
        }
    }

    fn offer(self, report: &Report) -> Offer {
        Offer { sheet: LISTS_SHEET, column: self as u16, count: self.items(report).len() }
    }
}

/// How wide the column of a field is.
const fn width(field: RowField) -> f64 {
    match field {
        RowField::WhereNow => 34.0,
        RowField::Status => 14.0,
        RowField::Change | RowField::Spread => 15.0,
        RowField::Gaps => 25.0,
        RowField::Needs => 30.0,
        RowField::Due | RowField::Delivery => 11.0,
        RowField::Owner => 13.0,
        RowField::Progress => 20.0,
        RowField::Evidence => 16.0,
        RowField::Reviewed => 10.0,
    }
}

fn fields(report: &Report) -> Vec<RowField> {
    RowField::iter().filter(|field| report.audience.sees_field(*field)).collect()
}

/// The rows in the order of the changes, and as they stand within one.
pub(in crate::export) fn rows_in_order(report: &Report) -> Vec<&Arc<ActionRow>> {
    let mut rows: Vec<&Arc<ActionRow>> = report.assessment.rows.iter().collect();
    rows.sort_by_key(|row| report.framework.number(&row.change));
    rows
}

/// The titles and the texts of a table with the action rows; the ids come last.
pub(in crate::export) fn action_texts(report: &Report) -> (Vec<String>, Vec<Vec<String>>) {
    let fields = fields(report);
    let titles = fields.iter().map(|field| field.name().to_owned()).chain([ID_TITLE.to_owned()]).collect();
    let texts = |row: &&Arc<ActionRow>| {
        let fields = fields.iter().map(|field| field_in_copy(row, *field, &report.framework).into_owned());
        fields.chain([row.id.to_string()]).collect()
    };
    (titles, rows_in_order(report).iter().map(texts).collect())
}

/// The quarters that have a column for plans: those planned for, and those that are ahead in the year.
fn quarters(assessment: &Assessment) -> Vec<Quarter> {
    let mut quarters = assessment.planned_quarters();
    let mut next = assessment.quarter.next();
    let end = assessment.plan_quarter().max(next.year_end().min(assessment.quarter.next().year_end()));
    while next <= end && quarters.len() < 40 {
        quarters.push(next);
        next = next.next();
    }
    quarters.sort_unstable();
    quarters.dedup();
    quarters
}

fn texts_seen(report: &Report) -> impl Iterator<Item = ChangeText> {
    let audience = report.audience;
    ChangeText::iter().filter(move |text| audience.sees_text(*text))
}

/// The titles and the texts of a table with the levels; the keys of the changes come last.
pub(in crate::export) fn level_texts(report: &Report) -> (Vec<String>, Vec<Vec<String>>) {
    let quarters = quarters(&report.assessment);
    let titles = [RowField::Change.name().to_owned(), LEVEL_NOW_TITLE.to_owned()]
        .into_iter()
        .chain(quarters.iter().map(|quarter| format!("{PLANNED_TITLE}{quarter}")))
        .chain(texts_seen(report).map(|text| text.name().to_owned()))
        .chain([ID_TITLE.to_owned()])
        .collect();
    let texts = |change: &crate::model::Change| {
        let judgement = report.assessment.change(&change.key);
        let now = judgement.and_then(|it| it.now).map_or_else(|| NOT_ASSESSED.to_owned(), level_in_copy);
        let planned = |quarter: &Quarter| {
            judgement.and_then(|it| it.planned_for(*quarter)).map(level_in_copy).unwrap_or_default()
        };
        let text = |text| judgement.map(|it| it.texts.get(text).to_owned()).unwrap_or_default();
        [change_in_copy(&report.framework, &change.key), now]
            .into_iter()
            .chain(quarters.iter().map(planned))
            .chain(texts_seen(report).map(text))
            .chain([change.key.to_string()])
            .collect()
    };
    (titles, report.framework.changes.iter().map(texts).collect())
}

/// The sheet with the action rows.
pub(super) fn actions(report: &Report) -> Sheet {
    let columns = fields(report)
        .into_iter()
        .map(|field| {
            let list = match field {
                RowField::Change => Some(Lists::Changes),
                RowField::Status => Some(Lists::Statuses),
                RowField::Delivery => Some(Lists::Deliveries),
                RowField::Reviewed => Some(Lists::Reviewed),
                _ => None,
            };
            let wide = Column::wide(width(field));
            Column { offers: list.map(|list| list.offer(report)), ..wide }
        })
        .chain([Column::hidden()])
        .collect();
    let fields = fields(report);
    let (titles, texts) = action_texts(report);
    let rows = rows_in_order(report).into_iter().zip(texts).map(|(row, texts)| {
        let cells = texts.into_iter().enumerate().map(|(at, text)| {
            let status = row.status.counted().filter(|_| fields.get(at) == Some(&RowField::Status));
            let upper = row.status.upper().map(Level::number);
            let look = status.map_or(Look::Body, |level| Look::Level(level.number(), upper));
            Cell::looking(look, text)
        });
        Row::of(cells)
    });
    Sheet { held: 1, spare: SPARE, ..Sheet::table(ACTIONS_SHEET, columns, titles, rows.collect()) }
}

/// The sheet with the levels and texts of the changes.
pub(super) fn levels(report: &Report) -> Sheet {
    let quarters = quarters(&report.assessment);
    let columns = [Column::wide(18.0), Column::offering(13.0, Lists::LevelsNow.offer(report))]
        .into_iter()
        .chain(quarters.iter().map(|_| Column::offering(13.0, Lists::Planned.offer(report))))
        .chain(texts_seen(report).map(|_| Column::wide(25.0)))
        .chain([Column::hidden()])
        .collect();
    let (titles, texts) = level_texts(report);
    let level = |key: &ChangeKey, at: usize| {
        let judgement = report.assessment.change(key)?;
        match at.checked_sub(1)? {
            0 => judgement.now,
            planned => judgement.planned_for(*quarters.get(planned - 1)?),
        }
    };
    let rows = report.framework.changes.iter().zip(texts).map(|(change, texts)| {
        let cells = texts.into_iter().enumerate().map(|(at, text)| {
            let look = level(&change.key, at).map_or(Look::Body, |level| Look::Level(level.number(), None));
            Cell::looking(look, text)
        });
        Row::of(cells)
    });
    Sheet { held: 1, filter: true, ..Sheet::table(LEVELS_SHEET, columns, titles, rows.collect()) }
}

/// What is there for the program alone: what the sheets held when they were exported, and what cells offer.
pub(super) fn hidden(report: &Report) -> [Sheet; 3] {
    let base = |name, (titles, texts): (Vec<String>, Vec<Vec<String>>)| {
        let columns = titles.iter().map(|_| Column::wide(14.0)).collect();
        let rows = texts.into_iter().map(|row| Row::of(row.into_iter().map(Cell::text))).collect();
        Sheet { hidden: true, filter: false, ..Sheet::table(name, columns, titles, rows) }
    };
    let lists: Vec<Vec<String>> = Lists::ALL.iter().map(|list| list.items(report)).collect();
    let longest = lists.iter().map(Vec::len).max().unwrap_or_default();
    let item = |at: usize| move |list: &Vec<String>| Cell::text(list.get(at).cloned().unwrap_or_default());
    let rows = (0..longest).map(|at| Row::of(lists.iter().map(item(at)))).collect();
    let columns = lists.iter().map(|_| Column::wide(20.0)).collect();
    [
        base(BASE_SHEET, action_texts(report)),
        base(BASE_LEVELS_SHEET, level_texts(report)),
        Sheet { hidden: true, rows, ..Sheet::named(LISTS_SHEET, columns) },
    ]
}
