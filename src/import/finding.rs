//! What was found in a table, and what was assumed of it.

/// A finding: a cell, or a place, where something was assumed, left out or in doubt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What kind it is.
    pub code: Code,
    /// The line of the source, from 1; 0 where it is about the whole file.
    pub line: u32,
    /// The column of the source, from 0; `None` where it is about the line, or a block of lines.
    pub column: Option<usize>,
    /// The words that stand there.
    pub text: String,
    /// What was assumed or done, as a sentence.
    pub assumed: String,
}

impl Finding {
    /// About a whole file or sheet.
    #[must_use]
    pub fn of_all(code: Code, text: impl Into<String>, assumed: impl Into<String>) -> Self {
        Self { code, line: 0, column: None, text: text.into(), assumed: assumed.into() }
    }
}

/// The kinds of finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum Code {
    // What readers find.
    /// The encoding was guessed.
    Encoding,
    /// Characters that an encoding read wrongly has left, such as `â€™`.
    Mojibake,
    /// Merged cells, of which those below were filled with the words of the first.
    MergedCells,
    /// A hidden sheet, row or column, or hidden text.
    Hidden,
    /// Whether anything is hidden cannot be seen in this kind of file.
    HiddenNotSeen,
    /// A formula, of which the last value was taken.
    Formula,
    /// A cell with an error of the program that made it.
    ErrorCell,
    /// Changes that were tracked, read as accepted.
    TrackedChanges,
    /// Words that are struck through, read like any other.
    Struck,
    /// Comments, footnotes, pictures: not read.
    NotRead,
    /// A table inside a cell.
    NestedTable,
    /// Several sheets or tables, of which one was taken.
    SheetGuessed,
    /// Tables that were taken for one, continued.
    TablesJoined,
    // What is recognised in the heading and the header.
    /// The place was taken from the heading.
    PlaceFromHeading,
    /// The as-at day was taken from the heading.
    AsAtFromHeading,
    /// The quarter was taken from the heading.
    QuarterFromHeading,
    /// The edition was taken from the heading, or from the names of the changes.
    FrameworkGuessed,
    /// A text above the table that is not used.
    HeadingUnread,
    /// There is no header row; the columns were told by what stands in them.
    NoHeader,
    /// The title of a column says one thing and its cells another.
    HeaderContradicted,
    /// A column that goes into no field.
    ColumnUnread,
    /// A row that is the header once more.
    HeaderRepeated,
    // Blocks, rows and changes.
    /// A block of rows that stands shifted, and was put right.
    ShiftedBlock,
    /// A block of which only some rows seem shifted; nothing was put right.
    BlockMixed,
    /// A row that looks like a total, a note or a page number: no action row.
    NotARow,
    /// The beginning of a change that no label tells, by what the rows say.
    ChangeInferred,
    /// A row that could belong to another change as well.
    ChangeDoubtful,
    /// A first column that is no name of a change.
    LabelUnrecognised,
    /// The changes stand in another order than in the edition.
    LabelsOutOfOrder,
    /// A change of another edition, continued in this one.
    ChangeOfOtherEdition,
    // Cells.
    /// A cell that holds no word, such as `1 '`.
    Debris,
    /// A status that cannot be read, or none.
    StatusUnknown,
    /// A status of two levels.
    StatusSplit,
    /// A status whose last word was cut.
    StatusCut,
    /// A "when by" that holds no date.
    DueUnreadable,
    /// A "when by" that is a status.
    DueIsStatus,
    /// A "when by" that goes on from the row above.
    DueOverflow,
    /// A "when by" with several dates.
    DueSeveral,
    /// A date whose year was not typed.
    DueYearInferred,
    /// A "when by" that depends on something, or does not apply: no date.
    DueWithoutDate,
    /// Where we are now is blank.
    WhereNowMissing,
    /// Spread is blank.
    SpreadMissing,
    /// Spread is cut or lost.
    SpreadDamaged,
    /// A text that begins or ends in the middle of a sentence.
    LooksCut,
    /// Two statements in one cell, and none in the row below.
    MergedStatements,
    /// A text that seems to belong into the column beside it.
    ColumnLooksWrong,
    /// Brackets that do not match.
    Brackets,
    /// A value of a field that cannot be read, kept as text.
    ValueUnreadable,
    /// The same words in several rows, which are left as they are.
    Twins,
    // Levels of changes.
    /// A level of a change that cannot be read, or is none of the five.
    LevelUnreadable,
    /// A level of a change that can be read in more than one way.
    LevelDoubtful,
    /// A change that stands in several lines of a table of levels, or has several levels.
    LevelTwice,
    /// A column of levels or texts whose title does not say what it is.
    LevelColumnAssumed,
    /// By when a level is planned, which nothing says.
    PlanQuarterAssumed,
    /// By when a level is planned, as the heading says, or a title without its year.
    PlanQuarterFromHeading,
    /// Of which quarter the table is, told by its plans alone.
    QuarterAssumed,
    /// The levels now are of another quarter than the open assessment.
    QuarterDiffers,
    // Return copies.
    /// An id that is no id, or stands twice.
    IdUnusable,
}

impl Code {
    /// Its name in machine output; never renamed.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Encoding => "encoding",
            Self::Mojibake => "mojibake",
            Self::MergedCells => "merged_cells",
            Self::Hidden => "hidden",
            Self::HiddenNotSeen => "hidden_not_seen",
            Self::Formula => "formula",
            Self::ErrorCell => "error_cell",
            Self::TrackedChanges => "tracked_changes",
            Self::Struck => "struck_through",
            Self::NotRead => "not_read",
            Self::NestedTable => "nested_table",
            Self::SheetGuessed => "sheet_guessed",
            Self::TablesJoined => "tables_joined",
            Self::PlaceFromHeading => "place_from_heading",
            Self::AsAtFromHeading => "as_at_from_heading",
            Self::QuarterFromHeading => "quarter_from_heading",
            Self::FrameworkGuessed => "framework_guessed",
            Self::HeadingUnread => "heading_unread",
            Self::NoHeader => "no_header",
            Self::HeaderContradicted => "header_contradicted",
            Self::ColumnUnread => "column_unread",
            Self::HeaderRepeated => "header_repeated",
            Self::ShiftedBlock => "shifted_block",
            Self::BlockMixed => "block_mixed",
            Self::NotARow => "not_a_row",
            Self::ChangeInferred => "change_inferred",
            Self::ChangeDoubtful => "change_doubtful",
            Self::LabelUnrecognised => "label_unrecognised",
            Self::LabelsOutOfOrder => "labels_out_of_order",
            Self::ChangeOfOtherEdition => "change_of_other_edition",
            Self::Debris => "debris",
            Self::StatusUnknown => "status_unknown",
            Self::StatusSplit => "status_split",
            Self::StatusCut => "status_cut",
            Self::DueUnreadable => "due_unreadable",
            Self::DueIsStatus => "due_is_status",
            Self::DueOverflow => "due_overflow",
            Self::DueSeveral => "due_several",
            Self::DueYearInferred => "due_year_inferred",
            Self::DueWithoutDate => "due_without_date",
            Self::WhereNowMissing => "where_now_missing",
            Self::SpreadMissing => "spread_missing",
            Self::SpreadDamaged => "spread_damaged",
            Self::LooksCut => "looks_cut",
            Self::MergedStatements => "merged_statements",
            Self::ColumnLooksWrong => "column_looks_wrong",
            Self::Brackets => "brackets",
            Self::ValueUnreadable => "value_unreadable",
            Self::Twins => "twins",
            Self::LevelUnreadable => "level_unreadable",
            Self::LevelDoubtful => "level_doubtful",
            Self::LevelTwice => "level_twice",
            Self::LevelColumnAssumed => "level_column_assumed",
            Self::PlanQuarterAssumed => "plan_quarter_assumed",
            Self::PlanQuarterFromHeading => "plan_quarter_from_heading",
            Self::QuarterAssumed => "quarter_assumed",
            Self::QuarterDiffers => "quarter_differs",
            Self::IdUnusable => "id_unusable",
        }
    }

    /// Whether it is there to be known and needs no decision: the reading is what the writer meant, or nothing was read.
    #[must_use]
    pub const fn is_note(self) -> bool {
        matches!(
            self,
            Self::Encoding
                | Self::MergedCells
                | Self::HiddenNotSeen
                | Self::Formula
                | Self::TablesJoined
                | Self::PlaceFromHeading
                | Self::AsAtFromHeading
                | Self::QuarterFromHeading
                | Self::PlanQuarterFromHeading
                | Self::FrameworkGuessed
                | Self::HeaderRepeated
                | Self::DueWithoutDate
                | Self::Twins
        )
    }
}
