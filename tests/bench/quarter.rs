//! The quarter after: the same rows judged again, reworded, moved, with some new and some gone, and the truth of it.

use super::generate::{Chance, Wording, another, detail, id, row, unique};
use hicm::model::{ActionRow, Assessment, Level, RowField, Status};
use std::collections::BTreeSet;
use std::sync::Arc;

/// How much is done to the rows of a quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mix {
    /// 15 in a hundred judged anew, 10 reworded in one or two cells, 5 moved, 5 added, 3 removed.
    Plain,
    /// The same, but 30 reworded heavily, and an office program has been over all texts: quotes, dashes, spaces, bullets.
    Hard,
}

/// What can be said of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Modified,
    Moved,
    Added,
    Removed,
}

/// What is said of which row: by its place in the table after, of a removed one in the table before.
pub type Facts = BTreeSet<(Kind, usize)>;

/// A quarter after another.
pub struct After {
    pub assessment: Assessment,
    pub facts: Facts,
    /// Rows that only an office program has changed: whether those are modified is a matter of taste.
    pub neutral: BTreeSet<usize>,
}

/// Ways of saying the same: whichever of them a text has, another is put there.
const WAYS: [(&str, &str); 58] = [
    ("Discharge planning in the emergency department", "Planning for discharge starts in A&E and"),
    ("The in-reach team", "In-reach by community staff"),
    ("A daily boardround", "The board round held every morning"),
    ("The integrated discharge team", "The joint hub of hospital, council and community staff"),
    ("Trusted assessment for care homes", "The scheme of trusted assessors"),
    ("The home-first pathway", "Home first, that is pathway one,"),
    ("The criteria-led discharge policy", "Discharge by nurses under agreed criteria"),
    ("Weekend cover by therapists", "Therapy on Saturdays and Sundays"),
    ("The choice letter", "The leaflet about choosing a home"),
    ("The shared patient list", "One list of patients that everybody sees"),
    ("Reablement capacity", "The number of places for reablement"),
    ("The voluntary sector’s welcome-home service", "Help at home by volunteers"),
    ("The equipment store", "Delivery of beds, commodes and hoists"),
    ("A single referral form for all pathways", "One form to refer with"),
    (
        "is in place on the medical wards and is being rolled out to the surgical ones",
        "started in medicine; surgery follows step by step",
    ),
    (
        "works well from Monday to Friday, yet nobody covers it at the weekend",
        "has no cover on Saturday and Sunday, while weekdays run smoothly",
    ),
    (
        "has been agreed by all partners and awaits its information-sharing agreement",
        "is signed off apart from the paper on sharing data",
    ),
    (
        "was piloted on two wards; length of stay fell by a day and a half",
        "went through a trial that shortened stays by 1.5 days",
    ),
    ("depends on one coordinator, and stops when she is on leave", "rests on a single person without a deputy"),
    (
        "gives every patient an expected date of discharge within 24 hours of admission",
        "sets a date to go home for each admission on the first day",
    ),
    (
        "is known to the acute trust, but not to the community hospitals",
        "has not reached the community sites, only the acute ones",
    ),
    (
        "is reviewed each week by the discharge cell, with the longest waits first",
        "comes before the weekly cell, which takes long stayers first",
    ),
    (
        "still runs on paper: the two record systems cannot read each other",
        "needs typing twice because the computers do not talk",
    ),
    (
        "covers the city; the county and Rutland follow a scheme of their own",
        "is for city residents, with other arrangements elsewhere",
    ),
    (
        "has cut duplicate assessments, as an audit of 120 notes showed",
        "means that people are asked once, which 120 case notes confirm",
    ),
    ("is described in the policy and seen on few wards", "exists on paper more than in practice"),
    ("Social care staff are available, yet sit outside the ward’s team.", "Social workers are not part of the ward."),
    (
        "There is no remote access to the hospital’s electronic patient record.",
        "The hospital record cannot be opened from outside.",
    ),
    (
        "Several services get the same referral, and nobody knows who answers first.",
        "Referrals go out to many at once without an owner.",
    ),
    (
        "The right pathway is not always found at the first attempt.",
        "People are now and then put on the wrong pathway.",
    ),
    (
        "No data are kept on how often the patient’s own choice delays the discharge.",
        "Delays by choice are not counted.",
    ),
    (
        "Care homes will not take new residents after 4 pm or at the weekend.",
        "Homes refuse admissions late in the day and on Sundays.",
    ),
    ("Funding ends with the financial year.", "There is no money from April on."),
    (
        "Housing is asked too late, often on the day of discharge.",
        "The housing office hears of people at the last minute.",
    ),
    ("Families get different advice from different teams.", "Relatives are told one thing here and another there."),
    ("Agree one form and one front door with all partners.", "Settle on a common way in."),
    (
        "Train two more trusted assessors, and let both councils accept what they write.",
        "More assessors, recognised by city and county.",
    ),
    ("Extend the rota to seven days and cost it.", "Work out the price of a seven-day rota."),
    ("Publish the pathway on the intranet and brief the ward sisters.", "Make the pathway known to the wards."),
    ("Write the business case for permanent funding.", "Bid for recurrent money."),
    ("Let the in-reach team read and write the hospital’s record.", "Give in-reach staff logins."),
    ("Audit 50 sets of notes and bring the outcome to the steering group.", "Report on a sample of 50 notes."),
    ("Ask the care homes’ association what would make a weekend admission safe.", "Talk to providers about weekends."),
    ("Put a housing officer into the discharge hub for two days a week.", "Have housing in the hub on two days."),
    ("patients", "people"),
    ("discharge", "going home"),
    ("hospital", "trust"),
    ("agreed", "settled"),
    ("weekend", "Saturday or Sunday"),
    ("ward", "unit"),
    ("review", "look at"),
    ("staff", "colleagues"),
    ("team", "group"),
    ("meeting", "session"),
    ("plan", "scheme"),
    ("daily", "each day"),
    ("family", "relatives"),
    ("audit", "check"),
];

/// The quarter after one, with its truth.
pub fn after(before: &Assessment, mix: Mix, wording: Wording, seed: u64) -> After {
    let mut chance = Chance(seed ^ 0x5EED);
    let keys: Vec<_> = before.changes.iter().map(|judgement| judgement.change.clone()).collect();
    // Change by change: the rows, each with where it came from and whether it was moved.
    let mut lists: Vec<Vec<Made>> = keys.iter().map(|_| Vec::new()).collect();
    let mut moved: Vec<(usize, usize, Made)> = Vec::new();
    let mut facts = Facts::new();
    for (at, row) in before.rows.iter().enumerate() {
        let list = keys.iter().position(|key| *key == row.change).expect("a change of the framework");
        if chance.below(100) < 3 {
            facts.insert((Kind::Removed, at));
            continue;
        }
        let mut made =
            Made { row: ActionRow::clone(row), as_at: before.as_at, origin: Some(at), modified: false, moved: false };
        if chance.below(100) < 15 {
            made.row.status = raised(&row.status);
            made.modified = true;
        }
        match mix {
            Mix::Plain if chance.below(100) < 10 => made.reword(&mut chance, wording),
            Mix::Hard if chance.below(100) < 30 => made.reword_heavily(&mut chance, wording),
            Mix::Plain | Mix::Hard => {}
        }
        if chance.below(100) < 5 {
            made.moved = true;
            let to = if chance.below(5) == 0 { (list + 1 + chance.below(keys.len() - 1)) % keys.len() } else { list };
            moved.push((to, lists[list].len(), made));
        } else {
            lists[list].push(made);
        }
    }
    for (list, from, mut made) in moved {
        let places = lists[list].len() + 1;
        let mut to = chance.below(places);
        // A step or two would as well be the neighbours' move.
        if places > 20 && made.row.change == keys[list] {
            while to.abs_diff(from) < 6 {
                to = chance.below(places);
            }
        }
        made.row.change = keys[list].clone();
        lists[list].insert(to, made);
    }
    for added in 0..before.rows.len() * 5 / 100 {
        let list = chance.below(keys.len());
        let at = before.rows.len() + added;
        let new = row(&mut chance, at, ActionRow::empty(id(at), keys[list].clone()), before.as_at, wording);
        let to = chance.below(lists[list].len() + 1);
        lists[list].insert(to, Made { row: new, as_at: before.as_at, origin: None, modified: false, moved: false });
    }
    let mut assessment = before.clone();
    assessment.rows.clear();
    assessment.quarter = before.quarter.next();
    let mut neutral = BTreeSet::new();
    for (at, mut made) in lists.into_iter().flatten().enumerate() {
        match made.origin {
            None => drop(facts.insert((Kind::Added, at))),
            Some(_) if made.modified => drop(facts.insert((Kind::Modified, at))),
            Some(_) => {}
        }
        if made.moved {
            facts.insert((Kind::Moved, at));
        }
        if mix == Mix::Hard && made.noise(&mut chance) && made.origin.is_some() && !made.modified {
            neutral.insert(at);
        }
        assessment.rows.push(Arc::new(made.row));
    }
    After { assessment, facts, neutral }
}

/// A row of the quarter after.
struct Made {
    row: ActionRow,
    /// The day by which due texts are read.
    as_at: chrono::NaiveDate,
    origin: Option<usize>,
    modified: bool,
    moved: bool,
}

fn raised(status: &Status) -> Status {
    let above = status.upper().or_else(|| status.counted().and_then(Level::above));
    match (above, status.counted()) {
        (Some(above), _) => Status::At(above),
        // The highest falls, and what was not known is known.
        (None, Some(_)) => Status::At(Level::Mature),
        (None, None) => Status::At(Level::PlansInPlace),
    }
}

impl Made {
    /// One or two cells: a sentence more, a sentence less, words that say the same.
    fn reword(&mut self, chance: &mut Chance, wording: Wording) {
        let old = self.row.clone();
        while self.row == old {
            for _ in 0..=chance.below(2) {
                if chance.below(4) == 0 {
                    self.put_otherwise(chance);
                    continue;
                }
                let field = *chance.one(&[RowField::WhereNow, RowField::WhereNow, RowField::Gaps, RowField::Needs]);
                let text = match field {
                    RowField::Gaps => &mut self.row.gaps,
                    RowField::Needs => &mut self.row.needs,
                    _ => &mut self.row.where_now,
                };
                *text = match chance.below(4) {
                    0 => format!("{text} {}", detail(chance)),
                    1 => said_otherwise(text, chance, 40),
                    2 if text.contains(". ") => {
                        text.split_once(". ").map_or(String::new(), |(_, rest)| rest.to_owned())
                    }
                    _ => format!("{text} {}", new_sentence(chance, field, wording)),
                };
                *text = text.trim().to_owned();
            }
        }
        self.modified = true;
    }

    /// All text cells: most of it said otherwise, sentences dropped, turned round and added.
    fn reword_heavily(&mut self, chance: &mut Chance, wording: Wording) {
        let old = self.row.clone();
        while self.row == old {
            for field in [RowField::WhereNow, RowField::Gaps, RowField::Needs] {
                let text = match field {
                    RowField::Gaps => &mut self.row.gaps,
                    RowField::Needs => &mut self.row.needs,
                    _ => &mut self.row.where_now,
                };
                if text.is_empty() {
                    continue;
                }
                let mut sentences: Vec<String> =
                    text.split_inclusive(". ").map(|part| part.trim().to_owned()).collect();
                if sentences.len() > 1 && chance.below(2) == 0 {
                    let out = chance.below(sentences.len());
                    sentences.remove(out);
                }
                if sentences.len() > 1 && chance.below(2) == 0 {
                    sentences.rotate_left(1);
                }
                for sentence in &mut sentences {
                    *sentence = match wording {
                        Wording::Unique => shuffled(sentence, chance),
                        Wording::Few | Wording::Varied => said_otherwise(sentence, chance, 75),
                    };
                }
                if chance.below(5) < 2 {
                    sentences.push(if chance.below(2) == 0 {
                        detail(chance)
                    } else {
                        new_sentence(chance, field, wording)
                    });
                }
                *text = sentences.join(" ");
            }
            for _ in 0..chance.below(4) {
                self.put_otherwise(chance);
            }
        }
        self.modified = true;
    }

    /// One of the short cells as another row has it, or what was done since written down.
    fn put_otherwise(&mut self, chance: &mut Chance) {
        let other = row(chance, 0, self.row.clone(), self.as_at, Wording::Few);
        match chance.below(5) {
            0 => self.row.spread = other.spread,
            1 | 2 => self.row.due = other.due,
            3 => self.row.owner = other.owner,
            _ => format!("{} {}", self.row.progress, detail(chance)).trim().clone_into(&mut self.row.progress),
        }
    }

    /// What an office program does by itself. Whether it did anything.
    fn noise(&mut self, chance: &mut Chance) -> bool {
        let row = &mut self.row;
        let mut any = false;
        for text in [&mut row.where_now, &mut row.gaps, &mut row.needs, &mut row.progress] {
            if text.is_empty() {
                continue;
            }
            let old = text.clone();
            for _ in 0..=chance.below(3) {
                *text = match chance.below(6) {
                    0 => text.replace('’', "'"),
                    1 => text.replace('\'', "’").replace('-', "\u{2011}"),
                    2 => text.replacen(". ", ".  ", 1 + chance.below(3)),
                    3 => text.replace("; ", " – ").replace(": ", " — "),
                    4 => format!("{} {text}", chance.one(&["•", "-", "\u{f0b7}", "*", "–", "o"])),
                    _ => text.replacen(' ', "\u{a0}", 1 + chance.below(4)),
                };
            }
            any |= *text != old;
        }
        any
    }
}

fn new_sentence(chance: &mut Chance, field: RowField, wording: Wording) -> String {
    if wording == Wording::Unique { unique(chance) } else { another(chance, field) }
}

/// Puts other words for those that have some, each with so many chances in a hundred.
fn said_otherwise(text: &str, chance: &mut Chance, percent: usize) -> String {
    let mut text = text.to_owned();
    for (one, other) in WAYS {
        if text.contains(one) && chance.below(100) < percent {
            text = whole_words(&text, one, other);
        }
    }
    text
}

/// Replaces words where they stand whole.
fn whole_words(text: &str, one: &str, other: &str) -> String {
    let mut replaced = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(one) {
        let (before, behind) = (&rest[..at], &rest[at + one.len()..]);
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let whole = !letter(before.chars().last()) && !letter(behind.chars().next());
        replaced += before;
        replaced += if whole { other } else { one };
        rest = behind;
    }
    replaced + rest
}

/// Puts new words for about half of them.
fn shuffled(text: &str, chance: &mut Chance) -> String {
    let spare = unique(chance);
    let mut spare = spare.trim_end_matches('.').split(' ').cycle();
    text.split(' ')
        .map(|word| if chance.below(2) == 0 { word } else { spare.next().unwrap_or(word) })
        .collect::<Vec<_>>()
        .join(" ")
}
