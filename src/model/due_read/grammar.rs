//! The grammar of a single date: what is named at one place of a text, and how much of its year was typed.

use super::around::{Before, Reader};
use super::figures;
use super::words;
use crate::model::Season;
use crate::model::quarter::{financial_year_at, number_at};
use crate::model::tokens::{Number, Tokens};

/// What a date names, apart from its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    Day {
        day: u32,
        month: u32,
    },
    /// The week in which that day lies.
    Week {
        day: u32,
        month: u32,
    },
    Month(u32),
    Season(Season),
    /// 1 to 4.
    Quarter(u8),
    FinancialYear,
    CalendarYear,
    /// A date, but nobody can say which.
    Unsettled,
}

/// A year as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Year {
    Calendar(i32),
    /// By the calendar year in which it starts.
    Financial(i32),
}

/// What was found at one place: usually one date, several in "5th and 12th June".
#[derive(Debug)]
pub(super) struct Found {
    pub named: Vec<Named>,
    pub year: Option<Year>,
    /// Its first piece.
    pub start: usize,
    /// The piece behind it.
    pub end: usize,
}

/// How many days or quarters may share one month or year ("5, 12 and 19 June"); it bounds the look ahead.
const LONGEST_LIST: usize = 8;

/// All dates of a text, from left to right.
pub(super) fn find_all(tokens: &Tokens) -> Vec<Found> {
    let mut all = Vec::new();
    let mut reader = Reader { tokens, floor: 0 };
    let mut at = 0;
    while at < tokens.len() {
        match reader.date(at) {
            Some(found) => {
                at = found.end.max(at + 1);
                reader.floor = at;
                all.push(found);
            }
            None => at += 1,
        }
    }
    all
}

type Read<T> = Option<(T, usize)>;

impl Reader<'_> {
    /// The date that starts at that place, with a number or a word.
    fn date(self, at: usize) -> Option<Found> {
        let in_figures = || {
            self.days(at)
                .or_else(|| self.quarters(at))
                .or_else(|| self.financial_year(at))
                .or_else(|| figures::month_and_year(self, at))
                .or_else(|| self.calendar_year(at))
        };
        let in_words = || {
            self.week(at)
                .or_else(|| self.month(at))
                .or_else(|| self.quarters(at))
                .or_else(|| self.season(at))
                .or_else(|| self.year_end(at))
                .or_else(|| self.financial_year(at))
        };
        let ((named, year), end) = match self.tokens.number(at) {
            Some(_) => in_figures()?,
            None if self.tokens.is_word(at) => in_words()?,
            None => return None,
        };
        let is_relative = year.is_none() && self.before(at).is_some_and(|before| words::is_relative(self.word(before)));
        let named = if is_relative { vec![Named::Unsettled] } else { named };
        Some(Found { named, year, start: at, end })
    }

    /// `w/c 5 June`, `week commencing Monday 5th June 2017`. A week that is said to end on a day is that day.
    fn week(self, at: usize) -> Read<(Vec<Named>, Option<Year>)> {
        let words = ["week commencing", "week beginning", "week starting", "week of", "wc", "wb"];
        let abbreviated = |at| {
            let mark = self.tokens.mark(at + 1);
            (self.word(at) == "w" && matches!(mark, Some('/' | '.')) && matches!(self.word(at + 2), "c" | "b"))
                .then_some(at + 3)
        };
        let mut start = words.iter().find_map(|words| self.tokens.phrase(at, words)).or_else(|| abbreviated(at))?;
        while start < at + 7
            && (self.word(start) == "the"
                || words::is_weekday(self.word(start))
                || self.is_mark(start, &['.', ':', ',', '-']))
        {
            start += 1;
        }
        let ((named, year), end) = self.days(start)?;
        let week_of = |named| match named {
            Named::Day { day, month } => Named::Week { day, month },
            other => other,
        };
        Some(((named.into_iter().map(week_of).collect(), year), end))
    }

    fn days(self, at: usize) -> Read<(Vec<Named>, Option<Year>)> {
        figures::date(self, at).or_else(|| self.days_of_month(at)).or_else(|| figures::day_and_month(self, at))
    }

    /// `5 June 2017`, `5th of June`, `5-Jun-17`, `5th and 12th June`.
    fn days_of_month(self, at: usize) -> Read<(Vec<Named>, Option<Year>)> {
        let (days, end) = self.list_of_days(at)?;
        let end = if self.word(end) == "of" || self.is_mark(end, &['-', '/', '.', ',']) { end + 1 } else { end };
        let month = self.month_name(end)?;
        let named = days.into_iter().map(|day| Named::Day { day, month }).collect();
        let (year, end) = self.maybe_year(end + 1);
        Some(((named, year), end))
    }

    /// Days before the month they share. Commas need a closing "and", or they only happen to stand there.
    fn list_of_days(self, at: usize) -> Read<Vec<u32>> {
        if !self.starts_clean(at) {
            return None;
        }
        let (first, first_end) = self.day_number(at)?;
        let (mut days, mut end) = (vec![first], first_end);
        let mut settled = (vec![first], first_end);
        while days.len() < LONGEST_LIST {
            let is_and = matches!(self.word(end), "and" | "to" | "or") || self.is_mark(end, &['&', '-', '/']);
            if !is_and && !self.is_mark(end, &[',']) {
                break;
            }
            let Some((day, next)) = self.day_number(end + 1) else { break };
            days.push(day);
            end = next;
            if is_and {
                settled = (days.clone(), end);
            }
        }
        Some(settled)
    }

    /// One or two digits with or without "th"; whether that day exists is for the month to say.
    fn day_number(self, at: usize) -> Read<u32> {
        let number = self.tokens.number(at).filter(|number| number.digits <= 2)?;
        if words::is_ordinal(self.word(at + 1)) {
            return Some((number.value, at + 2));
        }
        // "7days" is no day, "5June" is.
        let touches = self.tokens.is_tight(at + 1) && self.tokens.is_word(at + 1) && self.month_name(at + 1).is_none();
        (!touches && !self.is_mark(at + 1, &['%', '+'])).then_some((number.value, at + 1))
    }

    /// A month by name and what follows it: `June 5th 2017`, `Jun-17`, `June`.
    fn month(self, at: usize) -> Read<(Vec<Named>, Option<Year>)> {
        let month = self.month_name(at)?;
        if let Some((day, end)) = self.day_behind_month(at + 1) {
            let (year, end) = self.maybe_year(end);
            return Some(((vec![Named::Day { day, month }], year), end));
        }
        if let Some((year, end)) = self.year_behind(at + 1) {
            return Some(((vec![Named::Month(month)], Some(year)), end));
        }
        self.is_bare_date(at, at + 1).then(|| ((vec![Named::Month(month)], None), at + 1))
    }

    /// `5th`, `5, 2017`, `17 2017`, or a single `5` with nothing behind it. Two figures alone are a year: `June 17`.
    fn day_behind_month(self, at: usize) -> Read<u32> {
        let (day, end) = self.day_number(at)?;
        let year_at = if self.is_mark(end, &[',']) { end + 1 } else { end };
        let has_year = self.tokens.number(year_at).is_some_and(|year| year.digits == 4 && is_likely(year));
        let is_single = self.tokens.number(at)?.digits == 1 && self.ends_clean(end) && self.may_end(end);
        (end > at + 1 || (has_year && self.ends_clean(year_at + 1)) || is_single).then_some((day, end))
    }

    /// `Q2 2019/20`, `Q2`, `Q1-Q3 2017/18`, `Q1/2`.
    fn quarters(self, at: usize) -> Read<(Vec<Named>, Option<Year>)> {
        let (first, mut end) = number_at(self.tokens, at)?;
        let mut named = vec![Named::Quarter(first)];
        while named.len() < LONGEST_LIST {
            let is_tight = self.tokens.is_tight(end) && self.tokens.is_tight(end + 1);
            if !(self.is_mark(end, &['/', '-', '&']) || matches!(self.word(end), "and" | "to" | "or")) {
                break;
            }
            let bare =
                self.tokens.number(end + 1).filter(|number| number.digits == 1 && (1..=4).contains(&number.value));
            let Some(number) = bare.filter(|_| self.ends_clean(end + 2)) else { break };
            if !is_tight && self.year_behind(end + 2).is_none() {
                break;
            }
            named.push(Named::Quarter(number.value as u8));
            end += 2;
        }
        let (year, year_end) = self.maybe_year(end);
        (year.is_some() || self.ends_clean(end)).then_some(((named, year), year_end))
    }

    /// `Summer 2017`, `Winter 2017/18`, `summer`.
    fn season(self, at: usize) -> Read<(Vec<Named>, Option<Year>)> {
        let season = words::season(self.word(at))?;
        if let Some((year, end)) = self.year_behind(at + 1) {
            return Some(((vec![Named::Season(season)], Some(year)), end));
        }
        // "Plan for winter" says what for, not when.
        let is_purpose = self.before(at).is_some_and(|before| self.word(before) == "for");
        (!is_purpose && self.is_bare_date(at, at + 1)).then(|| ((vec![Named::Season(season)], None), at + 1))
    }

    /// `year end`, `end of the financial year 2017/18`: the financial year, unless the calendar year is named.
    fn year_end(self, at: usize) -> Read<(Vec<Named>, Option<Year>)> {
        const WORDS: [(&str, Named); 17] = [
            ("end of the calendar year", Named::CalendarYear),
            ("end of calendar year", Named::CalendarYear),
            ("calendar year end", Named::CalendarYear),
            ("end of the financial year", Named::FinancialYear),
            ("end of this financial year", Named::FinancialYear),
            ("end of financial year", Named::FinancialYear),
            ("end financial year", Named::FinancialYear),
            ("financial year end", Named::FinancialYear),
            ("this financial year", Named::FinancialYear),
            ("end of fy", Named::FinancialYear),
            ("end fy", Named::FinancialYear),
            ("end of the year", Named::FinancialYear),
            ("end of this year", Named::FinancialYear),
            ("end of year", Named::FinancialYear),
            ("end year", Named::FinancialYear),
            ("fy end", Named::FinancialYear),
            ("year end", Named::FinancialYear),
        ];
        let (named, end) = WORDS.iter().find_map(|(words, named)| Some((*named, self.tokens.phrase(at, words)?)))?;
        let (year, after) = self.maybe_year(end);
        // "End of year 2" of a programme.
        (year.is_some() || self.tokens.number(end).is_none()).then(|| ((vec![named], year), after))
    }

    /// `2019/20`, `FY 19/20`, `2018/19 financial year`, `2019/20 Q1`. "FY 2019" may be either of two, and is nothing
    /// that can be settled.
    fn financial_year(self, at: usize) -> Read<(Vec<Named>, Option<Year>)> {
        let lead = ["fy", "financial year"].iter().find_map(|words| self.tokens.phrase(at, words));
        let start = lead.unwrap_or(at);
        let Some((start_year, end)) = financial_year_at(self.tokens, start).filter(|(_, end)| self.ends_clean(*end))
        else {
            let (year, end) = self.year_behind(lead?)?;
            return Some(((vec![Named::FinancialYear], Some(year)), end));
        };
        let year = Some(Year::Financial(start_year));
        let quarter_at = if self.is_mark(end, &[',', '-']) { end + 1 } else { end };
        if let Some((number, end)) = number_at(self.tokens, quarter_at).filter(|(_, end)| self.ends_clean(*end)) {
            return Some(((vec![Named::Quarter(number)], year), end));
        }
        let tail = ["fy", "financial year"].iter().find_map(|words| self.tokens.phrase(end, words));
        let is_date = lead.is_some()
            || (self.starts_clean(at)
                && self.stands_before(at) != Before::Word
                && (tail.is_some() || self.may_end(end)));
        is_date.then(|| ((vec![Named::FinancialYear], year), tail.unwrap_or(end)))
    }

    /// `2018` as a text of its own or behind "by", "in" and the like; any other number of four figures is a count.
    fn calendar_year(self, at: usize) -> Read<(Vec<Named>, Option<Year>)> {
        let number =
            self.tokens.number(at).filter(|number| number.digits == 4 && (2000..2100).contains(&number.value))?;
        let is_span = self.is_mark(at + 1, &['-', '/']) && self.tokens.number(at + 2).is_some();
        let is_date = !is_span
            && self.starts_clean(at)
            && self.ends_clean(at + 1)
            && self.stands_before(at) != Before::Word
            && self.may_end(at + 1);
        is_date.then(|| ((vec![Named::CalendarYear], Some(calendar(number))), at + 1))
    }

    fn maybe_year(self, at: usize) -> (Option<Year>, usize) {
        self.year_behind(at).map_or((None, at), |(year, end)| (Some(year), end))
    }

    /// The year behind a month, day, season or quarter: ` 2017`, `-17`, ` '17`, ` of 2017/18`, `, FY 2017-18`.
    fn year_behind(self, at: usize) -> Read<Year> {
        let mut start = at;
        let is_after_dot = self.is_mark(at, &['.']) && self.tokens.word(at.saturating_sub(1)).chars().count() <= 4;
        if self.is_mark(at, &[',', '(', '-', '/']) || is_after_dot {
            start += 1;
        }
        let is_listed = self.is_mark(at, &[',', '(']);
        while start < at + 4 && matches!(self.word(start), "of" | "in" | "the" | "fy" | "financial" | "year") {
            start += 1;
        }
        if self.is_mark(start, &['\'']) {
            let number = self.tokens.number(start + 1).filter(|number| number.digits == 2)?;
            return self.ends_clean(start + 2).then(|| (calendar(number), start + 2));
        }
        if let Some((start_year, end)) = financial_year_at(self.tokens, start).filter(|(_, end)| self.ends_clean(*end))
        {
            let tail = self.tokens.phrase(end, "financial year").unwrap_or(end);
            return Some((Year::Financial(start_year), tail));
        }
        let number = self.tokens.number(start)?;
        let touches = self.tokens.is_tight(start + 1) && self.tokens.is_word(start + 1);
        let is_year = match number.digits {
            4 => !touches && (is_likely(number) || self.may_end(start + 1)),
            // "June 10 wards", "June - 17 July": two figures are a year only where nothing is counted.
            2 => !is_listed && self.ends_clean(start + 1) && self.may_end_figures(start + 1),
            _ => false,
        };
        is_year.then(|| (calendar(number), start + 1))
    }

    /// The month named there. "May" and "march" in small letters may be verbs.
    fn month_name(self, at: usize) -> Option<u32> {
        let month = words::month(self.word(at))?;
        let may_be_verb = matches!(self.word(at), "may" | "march") && !self.tokens.is_capital(at);
        if !may_be_verb || self.stands_before(at) == Before::Anchor {
            return Some(month);
        }
        // "Staff may need", "wards may 17"; but "5th of may 17".
        let before = self.before(at).map_or("", |before| self.word(before));
        let has_subject = !before.is_empty() && before != "of" && !words::is_ordinal(before);
        let is_verb = match self.tokens.number(at + 1) {
            Some(_) => has_subject,
            None => !self.may_end(at + 1),
        };
        (!is_verb).then_some(month)
    }
}

/// A year in two or four figures; two are of this century.
pub(super) fn calendar(number: Number) -> Year {
    let year = if number.digits == 2 { 2000 + number.value } else { number.value };
    Year::Calendar(i32::try_from(year).unwrap_or(i32::MAX))
}

/// Whether four figures look like a year of our time rather than a count.
fn is_likely(number: Number) -> bool {
    (1900..2200).contains(&number.value)
}
