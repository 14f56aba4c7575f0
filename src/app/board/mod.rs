//! Showing the assessment to a board: what was chosen for it, which slide is shown, and what a key does there.
//!
//! While slides are shown the document is left alone: what is asked for is held against a short list of what may be done,
//! and the one thing that is written is a decision.

mod keys;
mod making;
mod pressing;

pub use keys::{STAGE_KEYS, StageKey};
pub(super) use making::ReportBrought;

use super::clock::{self, Stopwatch};
use super::{App, Command, Edit, Effect, Notice, Place, Problem, Request, Session};
use crate::model::{Decision, Quarter, capitalised, counted, tidy};
use crate::report::{Audience, Report, Slide, SlideKind};
use making::MadeOf;
use std::sync::Arc;

/// What the slides tell the movement from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BoardSince {
    /// The last quarter before this one.
    #[default]
    Last,
    /// That quarter.
    Quarter(Quarter),
    /// Nothing.
    Nothing,
}

/// Where the slides are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// In the window as it stands.
    Window,
    /// Over the whole of a screen: the one with that number, or the one the window is on.
    Full(Option<usize>),
}

/// What lies over the slide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// Nothing.
    Slide,
    /// All slides, that one in hand.
    Overview(usize),
    /// Nothing but black, or white.
    Blank {
        /// White.
        white: bool,
    },
    /// The table behind the slide.
    Zoom,
    /// A line in which a decision is typed.
    Decision,
}

/// Something asked for about the slides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BoardStep {
    /// For that audience.
    For(Audience),
    /// The movement told from that.
    Since(BoardSince),
    /// Shown there.
    On(Screen),
    /// With the presenter's own window, or without.
    Presenter(bool),
    /// Begins to show them.
    Present,
    /// That slide.
    Show(usize),
    /// A key on the stage.
    Press(StageKey),
    /// No second digit came.
    DigitsOver,
    /// Writes a decision down.
    Record {
        /// What was decided.
        text: String,
        /// By whom; may be empty.
        by: String,
    },
    /// Back to the window.
    Leave,
}

/// What was chosen for the board, and the slides.
#[derive(Debug)]
pub struct Board {
    generation: u64,
    audience: Audience,
    since: BoardSince,
    screen: Screen,
    presenter: bool,
    at: usize,
    made: Option<(MadeOf, Arc<Report>)>,
    making: Option<MadeOf>,
    given_up: Option<MadeOf>,
    showing: Option<Showing>,
}

/// The slides on the stage.
#[derive(Clone, Debug)]
pub struct Showing {
    /// What lies over the slide.
    pub layer: Layer,
    /// The notes are shown at the lower edge.
    pub notes: bool,
    /// The first digit of a number of two.
    pub digit: Option<u8>,
    /// Runs since they came up.
    pub since: Stopwatch,
    /// The states of the document that a decision led to, oldest first.
    decided: Vec<u64>,
    /// What was told before is nothing for the board.
    notices: u64,
}

impl Default for Board {
    fn default() -> Self {
        Self {
            generation: 0,
            audience: Audience::Board,
            since: BoardSince::Last,
            screen: Screen::Full(None),
            presenter: false,
            at: 0,
            made: None,
            making: None,
            given_up: None,
            showing: None,
        }
    }
}

impl Board {
    /// For whom the slides are.
    #[must_use]
    pub const fn audience(&self) -> Audience {
        self.audience
    }

    /// What is chosen to tell the movement from.
    #[must_use]
    pub const fn since(&self) -> BoardSince {
        self.since
    }

    /// Where they are shown.
    #[must_use]
    pub const fn screen(&self) -> Screen {
        self.screen
    }

    /// Whether the presenter has a window beside them.
    #[must_use]
    pub const fn presenter(&self) -> bool {
        self.presenter
    }

    /// The slide in hand, 0 for the first.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.at
    }

    /// The slides, once they are made.
    #[must_use]
    pub fn report(&self) -> Option<&Arc<Report>> {
        self.made.as_ref().map(|(_, report)| report)
    }

    /// The slide in hand.
    #[must_use]
    pub fn slide(&self) -> Option<&Slide> {
        self.report()?.slides.get(self.at)
    }

    /// What is on the stage, while something is.
    #[must_use]
    pub const fn showing(&self) -> Option<&Showing> {
        self.showing.as_ref()
    }

    /// How many slides lie side by side where all of them are shown.
    #[must_use]
    pub fn overview_columns(&self) -> usize {
        let count = self.report().map_or(1, |report| report.slides.len());
        (1..=6).find(|columns| columns * columns >= count).unwrap_or(6)
    }

    fn count(&self) -> usize {
        self.report().map_or(0, |report| report.slides.len())
    }

    /// Forgets what was chosen for another document. The audience stays with neither: names are shown on request only.
    fn begin_with(&mut self, generation: u64) {
        let (screen, presenter, making) = (self.screen, self.presenter, self.making.take());
        *self = Self { generation, screen, presenter, making, ..Self::default() };
    }

    /// Shows other slides from where it was: by what a slide is about, since there may be fewer.
    fn take(&mut self, of: MadeOf, report: Report) {
        let kind = self.slide().map(|slide| slide.kind.clone());
        let again = kind.and_then(|kind| report.slides.iter().position(|slide| slide.kind == kind));
        self.at = again.unwrap_or(self.at).min(report.slides.len().saturating_sub(1));
        self.made = Some((of, Arc::new(report)));
    }
}

impl App {
    /// What was chosen for the board, and the slides.
    #[must_use]
    pub const fn board(&self) -> &Board {
        &self.board
    }

    /// Whether the stage fills the window.
    #[must_use]
    pub const fn presenting(&self) -> bool {
        self.board.showing.is_some()
    }

    /// What happened since the slides came up.
    #[must_use]
    pub fn stage_notice(&self) -> Option<&Notice> {
        let showing = self.board.showing.as_ref()?;
        self.notice.as_ref().filter(|notice| notice.number > showing.notices)
    }

    /// What to know before slides are shown: that something is not decided yet.
    #[must_use]
    pub fn board_warning(&self) -> Option<String> {
        let undecided = self.session.as_ref()?.assessment().undecided_count();
        (undecided > 0).then(|| {
            let conflicts = capitalised(&counted(undecided, "conflict", "conflicts"));
            let be = if undecided == 1 { "is" } else { "are" };
            format!("{conflicts} between two people’s copies {be} not decided yet; the first slide says so.")
        })
    }

    /// Whether undo would take back a decision that was written down on the stage, and nothing else.
    #[must_use]
    pub(super) fn decision_to_take_back(&self) -> bool {
        let decided = self.board.showing.as_ref().and_then(|showing| showing.decided.last());
        self.session.as_ref().is_some_and(|session| decided == Some(&session.revision()))
    }

    /// F5: first what there is to choose, then the slides.
    pub(super) fn go_to_stage(&mut self) {
        if self.place == Place::Board {
            self.present();
        } else {
            self.go(Place::Board);
            self.effects.push(Effect::FocusView);
        }
    }

    pub(super) fn board_step(&mut self, step: BoardStep) {
        match step {
            BoardStep::For(audience) => self.show_for(audience),
            BoardStep::Since(since) => self.board.since = since,
            BoardStep::On(screen) => self.board.screen = screen,
            BoardStep::Presenter(presenter) => self.board.presenter = presenter,
            BoardStep::Present => self.present(),
            BoardStep::Show(at) => {
                self.board.at = at.min(self.board.count().saturating_sub(1));
                self.lay(Layer::Slide);
            }
            BoardStep::Press(key) => self.press(key),
            BoardStep::DigitsOver => {
                let digit = self.board.showing.as_mut().and_then(|showing| showing.digit.take());
                if let Some(digit) = digit {
                    self.jump_to_change(usize::from(digit));
                }
            }
            BoardStep::Record { text, by } => self.record(&text, &by),
            BoardStep::Leave => self.leave_stage(),
        }
    }

    fn present(&mut self) {
        if self.session.is_none() || self.presenting() {
            return;
        }
        if self.board.report().is_none() {
            self.refuse("The slides are still being made.");
            return;
        }
        self.with_session(Session::settle);
        self.board.showing = Some(Showing {
            layer: Layer::Slide,
            notes: false,
            digit: None,
            since: Stopwatch::start(),
            decided: Vec::new(),
            notices: self.notices,
        });
        if let Screen::Full(screen) = self.board.screen {
            self.effects.push(Effect::FullScreen { on: true, screen });
        }
    }

    pub(super) fn leave_stage(&mut self) {
        if self.board.showing.take().is_some() {
            self.board.at = 0;
            if matches!(self.board.screen, Screen::Full(_)) {
                self.effects.push(Effect::FullScreen { on: false, screen: None });
            }
            self.effects.push(Effect::FocusView);
        }
    }

    fn show_for(&mut self, audience: Audience) {
        self.board.audience = audience;
        if self.presenting() {
            self.tell(format!("{}: {}", audience.name(), audience.meaning()));
        }
    }

    fn lay(&mut self, layer: Layer) {
        if let Some(showing) = &mut self.board.showing {
            showing.layer = layer;
        }
    }

    fn ask_decision(&mut self) {
        if let Some((session, why)) =
            self.session.as_ref().and_then(|session| Some((session, session.why_read_only()?)))
        {
            let instead = if session.newer().is_some() { "Update hicm" } else { "Start the next quarter" };
            self.refuse(format!("{why}: no decision can be written into it. {instead} to record one."));
        } else {
            self.lay(Layer::Decision);
        }
    }

    fn record(&mut self, text: &str, by: &str) {
        let change = match self.board.slide().map(|slide| &slide.kind) {
            Some(SlideKind::Change(key)) => Some(key.clone()),
            _ => None,
        };
        let Some(showing) = &mut self.board.showing else { return };
        let text = tidy(text.trim());
        if text.is_empty() {
            self.refuse("A decision needs words.");
            return;
        }
        let Some(session) = &mut self.session else { return };
        let decision = Decision { on: clock::today(), by: tidy(by.trim()), text, change };
        match session.edit(&Edit::AddDecision(decision)) {
            Ok(()) => {
                session.settle();
                showing.decided.push(session.revision());
                showing.layer = Layer::Slide;
                self.tell("Recorded. Ctrl+S saves it, Ctrl+Z takes it back.".to_owned());
            }
            Err(refused) => self.say(Problem::refused(&refused), true),
        }
    }
}

/// What may be asked for while slides are shown. Everything else waits until they are left, so that no key and no other
/// window can change what stands on the stage.
pub(super) const fn fits_the_stage(request: &Request) -> bool {
    matches!(
        request,
        // Each command says itself whether it can be done now.
        Request::Command(_)
            | Request::Board(_)
            | Request::Settle
            | Request::PathChosen(super::PathFor::SaveAs, _)
            | Request::PathTyped(super::PathFor::SaveAs, _)
            | Request::TypePath(super::PathFor::SaveAs)
            | Request::Replace(_)
            | Request::Unsaved(_)
            | Request::Stop
            | Request::ChangedOnDisk(_)
            | Request::CloseAsked
            | Request::LeaveDialog
            | Request::Refuse(_)
            | Request::DismissNotice
            | Request::WindowAt(_)
    )
}

impl Command {
    /// Whether it can be done while slides are shown: saving, leaving, how it looks, and taking a decision back.
    pub(super) fn on_stage(self, app: &App) -> bool {
        match self {
            Self::Save => app.session().is_some_and(|session| session.edited() || session.path().is_none()),
            Self::Undo => app.decision_to_take_back(),
            Self::Quit
            | Self::Shortcuts
            | Self::ThemeSystem
            | Self::ThemeLight
            | Self::ThemeDark
            | Self::HighContrast
            | Self::ReduceMotion => true,
            _ => false,
        }
    }
}
