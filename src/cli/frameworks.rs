//! `hicm frameworks`: the editions of the model known here.

use super::answer::Answer;
use super::input::frameworks;
use super::layout::{Column, Room, paragraph, push_line, table};
use super::new::unknown;
use crate::model::{ChangeKey, Framework, FrameworkId};
use crate::store::{Frameworks, Origin};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// The arguments of `frameworks`.
#[derive(Debug, clap::Args)]
pub(super) struct ListFrameworks {
    /// Show this edition with its changes
    #[arg(value_name = "ID")]
    id: Option<String>,
    /// Answer in JSON; keys are added over time and never renamed
    #[arg(long)]
    json: bool,
    /// Check a framework file and keep a copy of it, so that it is known here from now on
    #[arg(long, value_name = "FILE", conflicts_with = "id")]
    add: Option<PathBuf>,
}

impl ListFrameworks {
    /// Carries it out.
    pub(super) fn answer(&self) -> Answer {
        self.worked_out().unwrap_or_else(|refusal| refusal)
    }

    fn worked_out(&self) -> Result<Answer, Answer> {
        let mut known = frameworks();
        if let Some(file) = &self.add {
            return self.add(file, &mut known);
        }
        if let Some(typed) = &self.id {
            let id = FrameworkId::new(typed).map_err(|_| unknown(typed, &known))?;
            let framework = known.get(&id).ok_or_else(|| unknown(typed, &known))?;
            return Ok(self.one(framework, &known));
        }
        let answer = if self.json {
            let all: Vec<Value> = known.iter().map(|framework| summary(framework, &known)).collect();
            Answer::json(&json!({ "frameworks": all }))
        } else {
            Answer::fine(list(&known))
        };
        Ok(answer.with_problems(known.faults()))
    }

    fn add(&self, file: &Path, known: &mut Frameworks) -> Result<Answer, Answer> {
        let id = known.install(file)?;
        let framework = known.get(&id).ok_or_else(|| unknown(id.as_str(), known))?;
        Ok(if self.json {
            Answer::json(&summary(framework, known))
        } else {
            Answer::fine(format!("{id} is known here now: {}\n", framework.title))
        })
    }

    fn one(&self, framework: &Framework, known: &Frameworks) -> Answer {
        if !self.json {
            return Answer::fine(as_text(framework, known));
        }
        let changes: Vec<Value> = framework
            .changes
            .iter()
            .map(|change| {
                json!({
                    "key": change.key.as_str(),
                    "title": change.title,
                    "short": change.short,
                    "meaning": change.meaning,
                    "prompts": change.prompts.is_some(),
                    "from": change.from.iter().map(ChangeKey::as_str).collect::<Vec<_>>(),
                })
            })
            .collect();
        let mut value = summary(framework, known);
        if let Value::Object(fields) = &mut value {
            fields.insert("about".to_owned(), framework.about.clone().into());
            fields.insert("changes".to_owned(), changes.into());
        }
        Answer::json(&value)
    }
}

fn summary(framework: &Framework, known: &Frameworks) -> Value {
    json!({
        "id": framework.id.as_str(),
        "title": framework.title,
        "predecessor": framework.predecessor.as_ref().map(FrameworkId::as_str),
        "origin": origin(framework, known),
        "change_count": framework.changes.len(),
        "prompts_known": prompts_known(framework),
    })
}

fn list(known: &Frameworks) -> String {
    let rows: Vec<Vec<String>> = known
        .iter()
        .map(|framework| {
            vec![
                framework.id.to_string(),
                framework.title.clone(),
                framework.changes.len().to_string(),
                format!("{} of {}", prompts_known(framework), framework.changes.len()),
                origin(framework, known),
            ]
        })
        .collect();
    let columns = [
        Column { heading: "Id", room: Room::Most(20), right: false },
        Column { heading: "Title", room: Room::Most(30), right: false },
        Column { heading: "Changes", room: Room::Most(7), right: true },
        Column { heading: "Prompts", room: Room::Most(10), right: false },
        Column { heading: "From", room: Room::Rest, right: false },
    ];
    let mut out = String::new();
    table(&mut out, &columns, &rows);
    out
}

fn as_text(framework: &Framework, known: &Frameworks) -> String {
    let mut out = String::new();
    push_line(&mut out, &format!("{} ({})", framework.title, framework.id));
    paragraph(&mut out, "", &framework.about);
    if let Some(predecessor) = &framework.predecessor {
        push_line(&mut out, &format!("Follows {predecessor}."));
    }
    paragraph(&mut out, "", &format!("From: {}", origin(framework, known)));
    push_line(&mut out, "");
    for (at, change) in framework.changes.iter().enumerate() {
        let prompts = if change.prompts.is_some() { "" } else { " (prompts not known)" };
        paragraph(&mut out, &format!("{:>2}  ", at + 1), &format!("{} [{}]{prompts}", change.title, change.key));
        if !change.meaning.is_empty() {
            paragraph(&mut out, "    ", &change.meaning);
        }
    }
    out
}

fn prompts_known(framework: &Framework) -> usize {
    framework.changes.iter().filter(|change| change.prompts.is_some()).count()
}

fn origin(framework: &Framework, known: &Frameworks) -> String {
    match known.origin(&framework.id) {
        Some(Origin::File(path)) => path.display().to_string(),
        Some(Origin::Bundled) | None => "bundled".to_owned(),
    }
}
