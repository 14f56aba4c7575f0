//! What a spreadsheet shows of a number: a date in its format and never more precisely, a plain number, a percentage.

use super::super::CellKind;
use chrono::{Datelike as _, NaiveDate, NaiveDateTime, TimeDelta, Timelike as _};

/// The format that a number has when none was chosen.
pub(super) const GENERAL: &str = "General";

/// How many days the calendar of old Macintosh workbooks begins later.
const MACINTOSH: f64 = 1462.0;

/// The formats that every workbook has without writing them down. The short date is in British order; Excel shows it in
/// that of the reader's country.
pub(super) fn built_in(id: u32) -> Option<&'static str> {
    Some(match id {
        0 => GENERAL,
        1 => "0",
        2 => "0.00",
        3 | 37 | 38 => "#,##0",
        4 | 39 | 40 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        14 => "dd/mm/yyyy",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "dd/mm/yyyy hh:mm",
        27..=36 | 50..=58 => "yyyy-mm-dd",
        45 => "mm:ss",
        47 => "mm:ss.0",
        49 => "@",
        _ => return None,
    })
}

/// A number as it is shown in that format.
pub(super) fn number(value: f64, format: &str, is_1904: bool) -> (String, CellKind) {
    let pieces = Pieces::of(format);
    if pieces.is_date()
        && let Some(at) = moment(value, is_1904)
    {
        return (pieces.show(at), pieces.kind());
    }
    (figures(value, format), CellKind::Number)
}

/// A date that is written out, `2017-06-01` or `2017-06-01T00:00:00`, in that format; as it stands where it is no date.
pub(super) fn written(date: &str, format: &str) -> (String, CellKind) {
    let pieces = Pieces::of(format);
    match parse(date) {
        Some(at) if pieces.is_date() => (pieces.show(at), pieces.kind()),
        Some(at) => (at.date().to_string(), CellKind::Date),
        None => (date.to_owned(), CellKind::Text),
    }
}

/// A date as it is shown, if that is read with the day before the month as the date that it is; if not, the date in a
/// form that is, and no more of it than is shown.
pub(super) fn day_first(shown: &str, date: &str) -> String {
    let Some(at) = parse(date) else { return if shown.is_empty() { date.to_owned() } else { shown.to_owned() } };
    if shown.chars().any(char::is_alphabetic) {
        return shown.to_owned();
    }
    let figures = shown.split(|char: char| !char.is_ascii_digit()).filter(|figures| !figures.is_empty());
    let figures: Vec<(usize, u32)> =
        figures.map(|figures| (figures.len(), figures.parse().unwrap_or(u32::MAX))).collect();
    let (day, month_of, year) = (at.day(), at.month(), at.year().unsigned_abs());
    let is_year = |(length, value)| value == year || (length == 2 && value == year % 100);
    let iso = || at.date().to_string();
    match figures.as_slice() {
        [(4, first), (_, second), (_, third), ..] if (*first, *second, *third) == (year, month_of, day) => {
            shown.to_owned()
        }
        [(1 | 2, first), (_, second), third, ..] if (*first, *second) == (day, month_of) && is_year(*third) => {
            shown.to_owned()
        }
        [(_, first), (4, second)] if (*first, *second) == (month_of, year) => shown.to_owned(),
        [(4, first), (_, second)] if (*first, *second) == (year, month_of) => shown.to_owned(),
        [(_, first), (_, second)] if (*first, *second) == (day, month_of) => shown.to_owned(),
        [(_, first), (_, second)] if (*first, *second) == (month_of, day) => format!("{day} {}", month(at, 3)),
        [(_, first), second] if *first == month_of && is_year(*second) => {
            format!("{}-{:02}", month(at, 3), year % 100)
        }
        [_] => shown.to_owned(),
        _ => iso(),
    }
}

/// The moment that such a text names.
pub(super) fn parse(date: &str) -> Option<NaiveDateTime> {
    let date = date.trim().trim_end_matches('Z');
    let day = || date.parse::<NaiveDate>().ok().and_then(|day| day.and_hms_opt(0, 0, 0));
    date.parse::<NaiveDateTime>().ok().or_else(day)
}

/// The moment that Excel counts as that many days.
fn moment(days: f64, is_1904: bool) -> Option<NaiveDateTime> {
    let days = if is_1904 { days + MACINTOSH } else { days };
    if !(0.0..2_958_466.0).contains(&days) {
        return None;
    }
    // Excel has a 29 February 1900.
    let first = NaiveDate::from_ymd_opt(1899, 12, if days < 60.0 { 31 } else { 30 })?.and_hms_opt(0, 0, 0)?;
    first.checked_add_signed(TimeDelta::try_seconds((days * 86_400.0).round() as i64)?)
}

/// A part of a date format; the numbers say how many letters it had.
#[derive(Clone, Debug, PartialEq)]
enum Piece {
    Year(usize),
    Month(usize),
    Day(usize),
    Hour(usize),
    Minute(usize),
    Second(usize),
    Half,
    Mark(char),
}

/// A date format in its parts.
#[derive(Debug, Default)]
struct Pieces {
    all: Vec<Piece>,
    is_long_of_system: bool,
    is_elapsed: bool,
}

impl Pieces {
    fn of(format: &str) -> Self {
        let mut pieces = Self::default();
        if format.eq_ignore_ascii_case(GENERAL) {
            return pieces;
        }
        let mut rest = format.chars().peekable();
        while let Some(char) = rest.next() {
            match char {
                ';' => break,
                '"' => pieces.all.extend(rest.by_ref().take_while(|quoted| *quoted != '"').map(Piece::Mark)),
                '\\' => pieces.all.extend(rest.next().map(Piece::Mark)),
                '0' | '#' | '?' => {}
                '_' | '*' => drop(rest.next()),
                '[' => {
                    let inside: String = rest.by_ref().take_while(|inside| *inside != ']').collect();
                    let inside = inside.to_ascii_lowercase();
                    pieces.is_long_of_system |= inside == "$-f800";
                    let is_of = |letter| !inside.is_empty() && inside.chars().all(|other| other == letter);
                    pieces.is_elapsed |= is_of('h') || is_of('m') || is_of('s');
                }
                'a' | 'A' if rest.peek().is_some_and(|next| matches!(next, 'm' | 'M' | '/')) => {
                    while rest.peek().is_some_and(|next| "apmAPM/".contains(*next)) {
                        rest.next();
                    }
                    pieces.all.push(Piece::Half);
                }
                _ => {
                    let letter = char.to_ascii_lowercase();
                    if !"ymdhs".contains(letter) {
                        pieces.all.push(Piece::Mark(char));
                        continue;
                    }
                    let mut length = 1;
                    while rest.next_if(|next| next.to_ascii_lowercase() == letter).is_some() {
                        length += 1;
                    }
                    pieces.push(letter, length);
                }
            }
        }
        pieces
    }

    /// Adds a run of a letter; `m` behind hours and before seconds are minutes.
    fn push(&mut self, letter: char, length: usize) {
        let last = self.all.iter_mut().rev().find(|piece| !matches!(piece, Piece::Mark(_)));
        let piece = match letter {
            'y' => Piece::Year(length),
            'd' => Piece::Day(length),
            'h' => Piece::Hour(length),
            'm' if length <= 2 && matches!(last, Some(Piece::Hour(_))) => Piece::Minute(length),
            'm' => Piece::Month(length),
            _ => {
                if let Some(last) = last
                    && let Piece::Month(length) = *last
                {
                    *last = Piece::Minute(length);
                }
                Piece::Second(length)
            }
        };
        self.all.push(piece);
    }

    fn is_date(&self) -> bool {
        let is_part = |piece: &Piece| !matches!(piece, Piece::Mark(_) | Piece::Half);
        self.is_long_of_system || (!self.is_elapsed && self.all.iter().any(is_part))
    }

    /// A time of day alone is no date.
    fn kind(&self) -> CellKind {
        let is_day = |piece: &Piece| matches!(piece, Piece::Year(_) | Piece::Month(_) | Piece::Day(_));
        if self.is_long_of_system || self.all.iter().any(is_day) { CellKind::Date } else { CellKind::Text }
    }

    fn at(&self, is: impl Fn(&Piece) -> bool) -> Option<usize> {
        self.all.iter().position(is)
    }

    /// A moment in this format, or in one that says the same and is read with the day before the month.
    fn show(&self, at: NaiveDateTime) -> String {
        if self.is_long_of_system {
            return format!("{} {} {}", at.day(), month(at, 4), at.year());
        }
        let year = self.at(|piece| matches!(piece, Piece::Year(_)));
        let in_month = self.at(|piece| matches!(piece, Piece::Month(_)));
        let day = self.at(|piece| matches!(piece, Piece::Day(1 | 2)));
        let is_named = self.all.iter().any(|piece| matches!(piece, Piece::Month(3..)));
        let is_short = self.all.iter().any(|piece| matches!(piece, Piece::Year(1 | 2)));
        let year_leads = year.is_some() && year < in_month && year < day.or(in_month);
        match (year, in_month, day) {
            (Some(_), Some(_), Some(_)) if year_leads && is_short => at.date().to_string(),
            (Some(_), Some(month_at), Some(day_at)) if !is_named && !year_leads && month_at < day_at => {
                at.date().to_string()
            }
            (Some(_), Some(_), None) if is_short && (!is_named || year_leads) => {
                format!("{}-{:02}", month(at, 3), at.year().rem_euclid(100))
            }
            (None, Some(month_at), Some(day_at)) if !is_named && month_at < day_at => {
                format!("{} {}", at.day(), month(at, 3))
            }
            _ => self.literally(at),
        }
    }

    fn literally(&self, at: NaiveDateTime) -> String {
        let has_half = self.all.contains(&Piece::Half);
        let two = |value: u32, length: usize| if length == 1 { value.to_string() } else { format!("{value:02}") };
        let show = |piece: &Piece| match *piece {
            Piece::Year(1 | 2) => format!("{:02}", at.year().rem_euclid(100)),
            Piece::Year(_) => at.year().to_string(),
            Piece::Month(length @ (1 | 2)) => two(at.month(), length),
            Piece::Month(length) => month(at, length).to_owned(),
            Piece::Day(length @ (1 | 2)) => two(at.day(), length),
            Piece::Day(3) => at.format("%a").to_string(),
            Piece::Day(_) => at.format("%A").to_string(),
            Piece::Hour(length) => two(if has_half { at.hour12().1 } else { at.hour() }, length),
            Piece::Minute(length) => two(at.minute(), length),
            Piece::Second(length) => two(at.second(), length),
            Piece::Half => if at.hour() < 12 { "AM" } else { "PM" }.to_owned(),
            Piece::Mark(char) => char.to_string(),
        };
        // A text place such as `@` behind a date format shows nothing of a date.
        let shown: String = self.all.iter().filter(|piece| **piece != Piece::Mark('@')).map(show).collect();
        shown.trim().to_owned()
    }
}

fn month(at: NaiveDateTime, letters: usize) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let name = NAMES.get(at.month0() as usize).copied().unwrap_or_default();
    if letters == 4 { name } else { name.get(..3).unwrap_or(name) }
}

/// A number that is no date: rounded as shown, with its percent sign and its currency.
fn figures(value: f64, format: &str) -> String {
    let section = format.split(';').next().unwrap_or_default();
    let pieces = section.chars().filter(|char| "0#?.,%".contains(*char)).collect::<String>();
    let is_plain = format.eq_ignore_ascii_case(GENERAL) || !pieces.contains('0') || section.contains(['E', '/', '[']);
    let currency = section.chars().find(|char| "£$€".contains(*char)).filter(|_| !section.contains("[$-"));
    if is_plain && currency.is_none() {
        return plain(value);
    }
    let decimals = pieces.split_once('.').map_or(0, |(_, behind)| behind.chars().filter(|char| *char == '0').count());
    let percent = pieces.contains('%');
    let shown = if percent { value * 100.0 } else { value };
    let shown = format!("{:.*}", decimals.min(10), shown.abs());
    let shown = if pieces.contains(',') { grouped(&shown) } else { shown };
    let sign = if value < 0.0 { "-" } else { "" };
    format!("{sign}{}{shown}{}", currency.map(String::from).unwrap_or_default(), if percent { "%" } else { "" })
}

fn plain(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        return format!("{value:.0}");
    }
    if value.abs() >= 1e15 || value.abs() < 1e-9 {
        return format!("{value:e}");
    }
    format!("{value:.10}").trim_end_matches('0').to_owned()
}

fn grouped(figures: &str) -> String {
    let (whole, behind) = figures.split_once('.').map_or((figures, None), |(whole, behind)| (whole, Some(behind)));
    let length = whole.len();
    let mut all = String::new();
    for (at, figure) in whole.chars().enumerate() {
        if at > 0 && (length - at).is_multiple_of(3) {
            all.push(',');
        }
        all.push(figure);
    }
    behind.map_or(all.clone(), |behind| format!("{all}.{behind}"))
}
