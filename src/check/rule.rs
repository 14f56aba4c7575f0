//! The rules, by name.

/// What was looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum Rule {
    /// Two people wrote different things and nobody has decided.
    Undecided,
    /// A text that was combined from two people's words and nobody has read.
    Combined,
    /// A change without a level.
    ChangeNotAssessed,
    /// Mature or Exemplary without a reason.
    WhyMissing,
    /// A row whose status is blank or unreadable.
    StatusUnknown,
    /// A row that does not say where we are now.
    WhereNowMissing,
    /// An action without a date, and without a word on why there is none.
    ActionWithoutDate,
    /// A level below what was planned for this quarter.
    PlanNotReached,
    /// A plan below the level now.
    PlanBelowNow,
    /// A plan that climbs two levels or more at once.
    PlanJumps,
    /// A row past its date that is neither done nor stopped.
    Overdue,
    /// A row between two levels.
    StatusSplit,
    /// A gap that no action answers.
    GapWithoutAction,
    /// A "when by" without a date in it.
    DueUnreadable,
    /// A "when by" with several dates in it.
    DueSeveral,
    /// A row that names no organisation or site.
    SpreadMissing,
    /// A spread whose brackets do not match.
    SpreadCut,
    /// A date whose year was assumed.
    DueYearInferred,
    /// Something an import assumed or could not read.
    ImportMark,
    /// Something that may identify a patient.
    PossibleIdentifier,
    /// A mailbox or a phone that may be a person's own.
    PersonalContact,
    /// A name of staff in a text that goes to readers who are not shown names.
    NameInText,
}

/// How much a finding matters. Gaps come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum Severity {
    /// Something is missing without which the return or the table is not complete.
    Gap,
    /// Something a person should decide or confirm.
    Question,
    /// Something to know.
    Note,
}

impl Rule {
    /// As a machine reads it: `change_not_assessed`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Undecided => "undecided",
            Self::Combined => "combined",
            Self::ChangeNotAssessed => "change_not_assessed",
            Self::WhyMissing => "why_missing",
            Self::StatusUnknown => "status_unknown",
            Self::WhereNowMissing => "where_now_missing",
            Self::ActionWithoutDate => "action_without_date",
            Self::PlanNotReached => "plan_not_reached",
            Self::PlanBelowNow => "plan_below_now",
            Self::PlanJumps => "plan_jumps",
            Self::Overdue => "overdue",
            Self::StatusSplit => "status_split",
            Self::GapWithoutAction => "gap_without_action",
            Self::DueUnreadable => "due_unreadable",
            Self::DueSeveral => "due_several",
            Self::SpreadMissing => "spread_missing",
            Self::SpreadCut => "spread_cut",
            Self::DueYearInferred => "due_year_inferred",
            Self::ImportMark => "import_mark",
            Self::PossibleIdentifier => "possible_identifier",
            Self::PersonalContact => "personal_contact",
            Self::NameInText => "name_in_text",
        }
    }

    /// In words.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Undecided => "Two people’s words, not decided",
            Self::Combined => "Combined from two people’s words",
            Self::ChangeNotAssessed => "Change not assessed",
            Self::WhyMissing => "No reason given for a high level",
            Self::StatusUnknown => "Status not known",
            Self::WhereNowMissing => "Where we are now is not said",
            Self::ActionWithoutDate => "Action without a date",
            Self::PlanNotReached => "Below the plan for this quarter",
            Self::PlanBelowNow => "Planned below the level now",
            Self::PlanJumps => "Planned to climb two levels or more",
            Self::Overdue => "Overdue",
            Self::StatusSplit => "Status between two levels",
            Self::GapWithoutAction => "Gap without an action",
            Self::DueUnreadable => "No date can be read",
            Self::DueSeveral => "Several dates in one cell",
            Self::SpreadMissing => "No organisation named",
            Self::SpreadCut => "Spread looks cut off",
            Self::DueYearInferred => "Year assumed",
            Self::ImportMark => "Assumed on import",
            Self::PossibleIdentifier => "May identify a patient",
            Self::PersonalContact => "May be a person’s own contact",
            Self::NameInText => "Names a member of staff",
        }
    }

    /// How much its findings matter.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            Self::Undecided
            | Self::ChangeNotAssessed
            | Self::WhyMissing
            | Self::StatusUnknown
            | Self::WhereNowMissing
            | Self::ActionWithoutDate
            | Self::PossibleIdentifier => Severity::Gap,
            Self::Combined
            | Self::PlanNotReached
            | Self::PlanBelowNow
            | Self::PlanJumps
            | Self::Overdue
            | Self::StatusSplit
            | Self::GapWithoutAction
            | Self::DueUnreadable
            | Self::DueSeveral
            | Self::SpreadMissing
            | Self::SpreadCut
            | Self::PersonalContact
            | Self::NameInText => Severity::Question,
            Self::DueYearInferred | Self::ImportMark => Severity::Note,
        }
    }
}

impl Severity {
    /// As a machine reads it: `gap`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Gap => "gap",
            Self::Question => "question",
            Self::Note => "note",
        }
    }

    /// As a heading: "Gaps".
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gap => "Gaps",
            Self::Question => "Questions",
            Self::Note => "Notes",
        }
    }
}
