//! A table is read in a job, which tells how far it is and can be stopped; the one in hand stays until the other is read.

use super::{Proposing, TableRefused, read_table};
use crate::app::{App, Dialog, Done, Effect, Intent, Place, Problem};
use crate::import::{self, Source};
use std::path::PathBuf;

/// Where a table is read from.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::app) enum TableFrom {
    File(PathBuf),
    /// The HTML is read where it holds a table, else the text.
    Clipboard {
        html: Option<String>,
        text: Option<String>,
    },
}

impl TableFrom {
    fn read(&self) -> Result<Source, Problem> {
        const CLIPBOARD: &str = "the clipboard";
        let refused = match self {
            Self::File(path) => match read_table(path) {
                Ok((source, _)) => return Ok(source),
                Err(refused) => refused,
            },
            Self::Clipboard { html, text } => {
                let html = html.as_deref().map(|html| import::read_html(CLIPBOARD, html)).and_then(Result::ok);
                let text = || import::read_text(CLIPBOARD, text.as_deref().unwrap_or_default());
                match html.map_or_else(text, Ok) {
                    Ok(source) => return Ok(source),
                    Err(error) => TableRefused::Import(PathBuf::from(CLIPBOARD), error),
                }
            }
        };
        Err(Problem::from(&refused))
    }
}

/// A table that a job read.
#[derive(Debug)]
pub(in crate::app) struct TableRead {
    number: u64,
    /// What was settled in the table that was in hand then.
    over: Option<u64>,
    from: TableFrom,
    read: Result<Proposing, Problem>,
}

impl App {
    /// Reads the table of a file, and shows what it means.
    pub(in crate::app) fn bring_in(&mut self, path: PathBuf) {
        self.guarded(Intent::ReadTable(TableFrom::File(path)));
    }

    /// Reads a table in a job. The one in hand stays until the other is read.
    pub(in crate::app) fn read_table_of(&mut self, from: TableFrom) {
        let around = self.around();
        let number = self.stoppable("Reading the table…");
        let over = self.proposing.as_ref().map(Proposing::revision);
        self.jobs.start_telling(Done::Lost, move |tell| {
            let read = from.read().and_then(|source| {
                tell(Done::TableUnderWay(number));
                let path = if let TableFrom::File(path) = &from { Some(path.clone()) } else { None };
                around.begin(source, path).ok_or_else(Problem::no_edition)
            });
            Done::TableRead(Box::new(TableRead { number, over, from, read }))
        });
    }

    /// Begins something that can be stopped: its number.
    pub(super) fn stoppable(&mut self, busy: &'static str) -> u64 {
        self.busy = Some(busy);
        self.stoppables += 1;
        self.stoppable = Some(self.stoppables);
        self.stoppables
    }

    /// Stops what is under way: whatever it brings later is not taken in.
    pub(in crate::app) fn stop(&mut self) {
        if self.stoppable.take().is_some() {
            self.busy = None;
            self.tell("Stopped. Nothing was changed.".to_owned());
        }
    }

    /// Whether what came is what is waited for.
    pub(super) fn is_awaited(&mut self, number: u64) -> bool {
        let awaited = self.stoppable == Some(number);
        if awaited {
            self.stoppable = None;
            self.busy = None;
        }
        awaited
    }

    /// Takes in what was read.
    pub(in crate::app) fn table_read(&mut self, brought: TableRead) {
        let TableRead { number, over, from, read } = brought;
        if !self.is_awaited(number) {
            return;
        }
        if over != self.proposing.as_ref().map(Proposing::revision) {
            // Something was settled in the one in hand meanwhile: that is asked about like what was settled before.
            return self.guarded(Intent::ReadTable(from));
        }
        match read {
            Ok(proposing) => {
                self.proposing = Some(proposing);
                self.go(Place::Import);
                self.effects.push(Effect::FocusView);
            }
            Err(problem) => self.dialog = Some(Dialog::Problem(problem)),
        }
    }
}
