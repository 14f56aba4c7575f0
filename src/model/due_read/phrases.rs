//! What a "when by" without a date says: the phrases that mean something, in one table.

use super::super::DueReading;
use super::super::tokens::Tokens;

/// Where in the text a phrase counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// It is all there is.
    Whole,
    /// The text starts with it.
    Leading,
    /// Anywhere.
    Anywhere,
}

/// What a phrase says.
#[derive(Clone, Copy)]
enum Says {
    Ongoing,
    Depends,
    NotApplicable,
    Undated,
    /// Looks like one of the others and is not.
    Nothing,
}

use Says::{Depends, NotApplicable, Nothing, Ongoing, Undated};
use Stands::{Anywhere, Leading, Whole};

/// Words only: marks between them do not count (`N/A`, `on-going`). The first line that fits decides.
/// "None" is not here: it does not say whether a date is missing or not needed.
const PHRASES: &[(&str, Stands, Says)] = &[
    // Feasts and terms are times that we cannot read, not things to wait for.
    ("easter", Anywhere, Nothing),
    ("christmas", Anywhere, Nothing),
    ("xmas", Anywhere, Nothing),
    ("new year", Anywhere, Nothing),
    ("ramadan", Anywhere, Nothing),
    ("diwali", Anywhere, Nothing),
    ("bank holiday", Anywhere, Nothing),
    ("half term", Anywhere, Nothing),
    ("once a", Leading, Nothing),
    ("once per", Leading, Nothing),
    ("once every", Leading, Nothing),
    ("once daily", Leading, Nothing),
    ("once weekly", Leading, Nothing),
    ("once monthly", Leading, Nothing),
    ("following up", Leading, Nothing),
    ("rolling out", Leading, Nothing),
    ("na", Leading, NotApplicable),
    ("n a", Leading, NotApplicable),
    ("not applicable", Leading, NotApplicable),
    ("ongoing", Leading, Ongoing),
    ("on going", Leading, Ongoing),
    ("continuous", Leading, Ongoing),
    ("continuously", Leading, Ongoing),
    ("continual", Leading, Ongoing),
    ("continuing", Leading, Ongoing),
    ("rolling", Leading, Ongoing),
    ("business as usual", Leading, Ongoing),
    ("bau", Leading, Ongoing),
    ("immediately after", Leading, Depends),
    ("immediately following", Leading, Depends),
    ("immediately once", Leading, Depends),
    ("as soon as possible", Leading, Undated),
    ("as soon as practicable", Leading, Undated),
    ("as soon as", Leading, Depends),
    ("immediately", Leading, Undated),
    ("immediate", Leading, Undated),
    ("now", Whole, Undated),
    ("urgent", Whole, Undated),
    ("urgently", Whole, Undated),
    ("once", Leading, Depends),
    ("when", Leading, Depends),
    ("after", Leading, Depends),
    ("following", Leading, Depends),
    ("upon", Leading, Depends),
    ("on completion of", Leading, Depends),
    ("subject to", Anywhere, Depends),
    ("dependent", Anywhere, Depends),
    ("dependant", Anywhere, Depends),
    ("depends on", Anywhere, Depends),
    ("depends upon", Anywhere, Depends),
    ("depending on", Anywhere, Depends),
    ("depending upon", Anywhere, Depends),
    ("contingent on", Anywhere, Depends),
    ("contingent upon", Anywhere, Depends),
    ("pending", Anywhere, Depends),
    ("awaiting", Leading, Depends),
    ("tbc", Anywhere, Undated),
    ("tba", Anywhere, Undated),
    ("tbd", Anywhere, Undated),
    ("t b c", Anywhere, Undated),
    ("to be confirmed", Anywhere, Undated),
    ("to be agreed", Anywhere, Undated),
    ("to be announced", Anywhere, Undated),
    ("to be advised", Anywhere, Undated),
    ("to be arranged", Anywhere, Undated),
    ("to be decided", Anywhere, Undated),
    ("to be determined", Anywhere, Undated),
    ("asap", Anywhere, Undated),
    ("as soon as possible", Anywhere, Undated),
];

/// Words behind which a date is where something began: "Ongoing since June 2017" is not due in June.
const STARTS: [&str; 8] = ["from", "since", "started", "starting", "start", "commenced", "commencing", "began"];

/// The meaning of a text in which no date was found.
pub(super) fn reading(tokens: &Tokens) -> DueReading {
    match says(tokens) {
        Some(Ongoing) => DueReading::Ongoing,
        Some(Depends) => DueReading::Depends,
        Some(NotApplicable) => DueReading::NotApplicable,
        Some(Undated) => DueReading::Undated,
        Some(Nothing) | None => DueReading::Unreadable,
    }
}

/// Whether a text goes on regardless: it says so, and its dates (by their first pieces) only tell since when.
pub(super) fn only_began(tokens: &Tokens, mut dates: impl Iterator<Item = usize>) -> bool {
    let began = |date: usize| date.checked_sub(1).is_some_and(|before| STARTS.contains(&tokens.word(before)));
    dates.all(began) && matches!(says(tokens), Some(Ongoing))
}

fn says(tokens: &Tokens) -> Option<Says> {
    let words: Vec<&str> = (0..tokens.len()).map(|at| tokens.word(at)).filter(|word| !word.is_empty()).collect();
    PHRASES.iter().find_map(|(phrase, stands, says)| stands.found(phrase, &words).then_some(*says))
}

impl Stands {
    fn found(self, phrase: &str, words: &[&str]) -> bool {
        match self {
            Self::Whole => phrase.split(' ').eq(words.iter().copied()),
            Self::Leading => starts_with(words, phrase),
            Self::Anywhere => (0..words.len()).any(|at| words.get(at..).is_some_and(|rest| starts_with(rest, phrase))),
        }
    }
}

fn starts_with(words: &[&str], phrase: &str) -> bool {
    let mut rest = words.iter();
    phrase.split(' ').all(|word| rest.next() == Some(&word))
}
