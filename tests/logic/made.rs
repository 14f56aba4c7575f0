//! Small assessments made for a test.

use hicm::model::{
    ActionRow, Assessment, Change, ChangeKey, ChangeText, Framework, FrameworkId, Level, Prompts, Quarter, RowId,
    Status,
};
use hicm::store::SampleFile;
use std::sync::Arc;

/// A folder with copies of these samples, which a test may change.
pub fn copy_of(samples: &[SampleFile]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in samples {
        std::fs::write(folder.path().join(file.name.rsplit('/').next().unwrap()), file.text).unwrap();
    }
    folder
}

pub fn key(text: &str) -> ChangeKey {
    ChangeKey::new(text).unwrap()
}

pub fn quarter(start_year: i32, number: u8) -> Quarter {
    Quarter::new(start_year, number).unwrap()
}

/// A framework with these changes: (key, title, the keys before it that it continues).
pub fn framework(id: &str, predecessor: Option<&str>, changes: &[(&str, &str, &[&str])]) -> Framework {
    Framework {
        id: FrameworkId::new(id).unwrap(),
        title: format!("Model {id}"),
        about: String::new(),
        predecessor: predecessor.map(|id| FrameworkId::new(id).unwrap()),
        levels: Prompts { wording: String::new(), texts: Default::default() },
        changes: changes
            .iter()
            .map(|(change, title, from)| Change {
                key: key(change),
                title: (*title).to_owned(),
                short: (*title).to_owned(),
                meaning: String::new(),
                prompts: None,
                from: from.iter().map(|from| key(from)).collect(),
            })
            .collect(),
    }
}

/// The original eight.
pub fn eight() -> Framework {
    framework(
        "hicm-2015",
        None,
        &[
            ("early-discharge", "Early discharge planning", &[]),
            ("patient-flow", "Systems to monitor patient flow", &[]),
            ("discharge-teams", "Multi-disciplinary discharge teams", &[]),
            ("home-first", "Home first", &[]),
            ("seven-day-services", "Seven-day services", &[]),
            ("trusted-assessors", "Trusted assessors", &[]),
            ("choice", "Focus on choice", &[]),
            ("care-homes", "Enhancing health in care homes", &[]),
        ],
    )
}

/// An assessment by a framework with those levels, in its order; changes beyond them are not assessed.
pub fn assessment(framework: &Framework, quarter: Quarter, levels: &[Option<Level>]) -> Assessment {
    let mut assessment = Assessment::empty("Anywhere", quarter, framework);
    for (judgement, level) in assessment.changes.iter_mut().zip(levels) {
        judgement.now = *level;
        judgement.texts.set(ChangeText::Why, "Because.");
    }
    assessment
}

/// A row without anything to remark on.
pub fn row(id: &str, change: &str) -> ActionRow {
    ActionRow {
        where_now: "Something happens.".to_owned(),
        status: Status::At(Level::Established),
        spread: hicm::model::Spread::new("UHL"),
        ..ActionRow::empty(RowId::new(id).unwrap(), key(change))
    }
}

pub fn with_rows(mut assessment: Assessment, rows: Vec<ActionRow>) -> Assessment {
    assessment.rows = rows.into_iter().map(Arc::new).collect();
    assessment
}

/// Waits for the jobs of an application, as a window does between frames.
pub fn settle(app: &mut hicm::app::App) {
    for _ in 0..2_000 {
        app.poll();
        let making = app.comparing_busy() || app.board_busy() || app.exporting_busy();
        let known = app.session().is_none_or(|session| session.earlier().is_some());
        if app.busy().is_none() && known && !making {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    panic!("a job did not come back");
}
