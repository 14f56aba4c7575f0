//! Assessments of any size that read like real ones. The same seed gives the same assessment on every machine.

use chrono::NaiveDate;
use hicm::model::{
    ActionRow, Assessment, ChangeText, Delivery, Due, Framework, Level, Quarter, RowField, RowId, Spread, Status,
};
use std::sync::Arc;

const SUBJECTS: [&str; 14] = [
    "Discharge planning in the emergency department",
    "The in-reach team",
    "A daily boardround",
    "The integrated discharge team",
    "Trusted assessment for care homes",
    "The home-first pathway",
    "The criteria-led discharge policy",
    "Weekend cover by therapists",
    "The choice letter",
    "The shared patient list",
    "Reablement capacity",
    "The voluntary sector’s welcome-home service",
    "The equipment store",
    "A single referral form for all pathways",
];
const STATES: [&str; 12] = [
    "is in place on the medical wards and is being rolled out to the surgical ones",
    "works well from Monday to Friday, yet nobody covers it at the weekend",
    "has been agreed by all partners and awaits its information-sharing agreement",
    "was piloted on two wards; length of stay fell by a day and a half",
    "depends on one coordinator, and stops when she is on leave",
    "gives every patient an expected date of discharge within 24 hours of admission",
    "is known to the acute trust, but not to the community hospitals",
    "is reviewed each week by the discharge cell, with the longest waits first",
    "still runs on paper: the two record systems cannot read each other",
    "covers the city; the county and Rutland follow a scheme of their own",
    "has cut duplicate assessments, as an audit of 120 notes showed",
    "is described in the policy and seen on few wards",
];
const GAPS: [&str; 9] = [
    "Social care staff are available, yet sit outside the ward’s team.",
    "There is no remote access to the hospital’s electronic patient record.",
    "Several services get the same referral, and nobody knows who answers first.",
    "The right pathway is not always found at the first attempt.",
    "No data are kept on how often the patient’s own choice delays the discharge.",
    "Care homes will not take new residents after 4 pm or at the weekend.",
    "Funding ends with the financial year.",
    "Housing is asked too late, often on the day of discharge.",
    "Families get different advice from different teams.",
];
const NEEDS: [&str; 9] = [
    "Agree one form and one front door with all partners.",
    "Train two more trusted assessors, and let both councils accept what they write.",
    "Extend the rota to seven days and cost it.",
    "Publish the pathway on the intranet and brief the ward sisters.",
    "Write the business case for permanent funding.",
    "Let the in-reach team read and write the hospital’s record.",
    "Audit 50 sets of notes and bring the outcome to the steering group.",
    "Ask the care homes’ association what would make a weekend admission safe.",
    "Put a housing officer into the discharge hub for two days a week.",
];
const PLACES: [&str; 9] = [
    "UHL",
    "LPT",
    "Rutland (UHL, PCH, Kettering)",
    "City Council, County Council",
    "UHL (LRI, LGH, Glenfield); LPT",
    "",
    "all community hospitals",
    "ICS",
    "Care homes (city), Care homes (county)",
];
const DUES: [&str; 12] = [
    "1st July 2025",
    "30/09/2025",
    "October 2025",
    "End of Q3 2025/26",
    "Winter 2025",
    "Ongoing",
    "",
    "N/A",
    "2025/26",
    "Subject to funding",
    "Pilot by May 2025, all wards by December 2025",
    "31 March 2026",
];
const OWNERS: [&str; 7] = [
    "Head of discharge",
    "Ward managers",
    "Director of adult social care",
    "",
    "Therapy lead",
    "BCF programme manager",
    "Care home liaison nurse",
];

/// What sets one row apart from others about the same thing; `#` becomes a number, `@` a name.
const DETAILS: [&str; 14] = [
    "It began on ward # in the spring.",
    "# of 120 patients went home on the day that was planned.",
    "An audit by @ found # cases where it was left out.",
    "@ leads on it.",
    "The pilot on ward # was extended to ward #.",
    "See the minutes of meeting #, item #.",
    "# beds are covered so far; the contract with @ allows for #.",
    "@ asked for a review after # complaints.",
    "Version # of the protocol applies.",
    "# members of staff were trained, most of them by @.",
    "It saves about # bed days a month.",
    "The average wait fell from # to # hours.",
    "The target of # per cent was missed in two months.",
    "@ and @ meet about it every # days.",
];
const FIRST: [&str; 24] = [
    "Amina", "Beth", "Colin", "Divya", "Ewan", "Farah", "Gareth", "Hannah", "Imran", "Joanne", "Kamal", "Lesley",
    "Maureen", "Nikhil", "Olive", "Priya", "Quentin", "Rashida", "Sanjay", "Tracey", "Usha", "Vernon", "Wendy",
    "Yusuf",
];
const LAST: [&str; 24] = [
    "Adams",
    "Bassi",
    "Clarke",
    "Dhillon",
    "Edwards",
    "Foster",
    "Gill",
    "Hughes",
    "Iqbal",
    "Jarvis",
    "Kaur",
    "Lowe",
    "Mistry",
    "Neale",
    "Orton",
    "Patel",
    "Quinn",
    "Rana",
    "Sharpe",
    "Thakrar",
    "Underwood",
    "Vaughan",
    "Walker",
    "Young",
];
/// Words of which sentences are made that occur once.
const WORDS: [&str; 120] = [
    "ward",
    "nurse",
    "therapist",
    "pharmacy",
    "transport",
    "ambulance",
    "carer",
    "family",
    "housing",
    "equipment",
    "referral",
    "assessment",
    "pathway",
    "bed",
    "clinic",
    "rota",
    "budget",
    "council",
    "hospice",
    "dementia",
    "stroke",
    "fracture",
    "medicine",
    "surgery",
    "theatre",
    "lounge",
    "discharge",
    "letter",
    "summary",
    "checklist",
    "whiteboard",
    "meeting",
    "handover",
    "consultant",
    "registrar",
    "matron",
    "porter",
    "cleaner",
    "volunteer",
    "interpreter",
    "dietitian",
    "community",
    "district",
    "practice",
    "surgeon",
    "frailty",
    "delirium",
    "falls",
    "night",
    "weekend",
    "holiday",
    "winter",
    "pressure",
    "escalation",
    "flow",
    "capacity",
    "demand",
    "forecast",
    "dashboard",
    "audit",
    "agree",
    "deliver",
    "extend",
    "reduce",
    "increase",
    "share",
    "publish",
    "review",
    "measure",
    "train",
    "recruit",
    "fund",
    "merge",
    "split",
    "pause",
    "restart",
    "replace",
    "improve",
    "explain",
    "record",
    "phone",
    "visit",
    "order",
    "collect",
    "return",
    "repair",
    "book",
    "cancel",
    "move",
    "wait",
    "delay",
    "plan",
    "choose",
    "refuse",
    "accept",
    "transfer",
    "admit",
    "treat",
    "feed",
    "wash",
    "walk",
    "local",
    "early",
    "late",
    "daily",
    "weekly",
    "joint",
    "single",
    "shared",
    "mobile",
    "urgent",
    "planned",
    "safe",
    "complex",
    "simple",
    "private",
    "public",
    "rural",
    "central",
    "new",
];

/// How rows are worded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wording {
    /// Out of few sentences: many rows share theirs.
    Few,
    /// Out of the same sentences, most with names and numbers that set them apart, as real ones are.
    Varied,
    /// Every row in sentences of its own.
    Unique,
}

/// A stream of numbers that looks like chance (`SplitMix64`).
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        let at = self.below(of.len());
        &of[at]
    }

    /// `most` sentences of a list at most, and seldom that many.
    fn some(&mut self, most: usize, sentences: &[&str]) -> String {
        let first = self.below(most + 1);
        let count = self.below(first + 1);
        (0..count).map(|_| *self.one(sentences)).collect::<Vec<_>>().join(" ")
    }
}

/// An assessment with that many action rows, change by change as a file has them, worded out of few sentences.
pub fn assessment(framework: &Framework, rows: usize, seed: u64) -> Assessment {
    worded(framework, rows, seed, Wording::Few)
}

/// An assessment with that many action rows.
pub fn worded(framework: &Framework, rows: usize, seed: u64, wording: Wording) -> Assessment {
    let mut chance = Chance(seed);
    let mut quarter = Quarter::new(2025, 1).expect("Q1 2025/26 is a quarter");
    let mut assessment = Assessment::empty("Generated Place and District", quarter, framework);
    "Discharge steering group".clone_into(&mut assessment.prepared_by);
    let levels: Vec<Level> = Level::all().collect();
    for judgement in &mut assessment.changes {
        judgement.now = Some(*chance.one(&levels));
        quarter = assessment.quarter;
        for _ in 0..3 {
            quarter = quarter.next();
            judgement.plan(quarter, Some(*chance.one(&levels)));
        }
        judgement.texts.set(ChangeText::Why, chance.some(3, &NEEDS));
        judgement.texts.set(ChangeText::Challenges, chance.some(5, &GAPS));
    }
    let count = framework.changes.len();
    assessment.rows = (0..rows)
        .map(|at| {
            let key = framework.changes[at * count / rows].key.clone();
            Arc::new(row(&mut chance, at, ActionRow::empty(id(at), key), assessment.as_at, wording))
        })
        .collect();
    assessment
}

/// The id of the row at that place.
pub fn id(at: usize) -> RowId {
    RowId::new(&format!("row-{:06}", at + 1)).expect("letters, digits and hyphens")
}

/// A row with that id in a change.
pub fn row(chance: &mut Chance, at: usize, empty: ActionRow, as_at: NaiveDate, wording: Wording) -> ActionRow {
    let statuses: Vec<Status> = Status::choices().chain([Status::blank()]).collect();
    let delivery = [None, None, Some(Delivery::InProgress), Some(Delivery::Done), Some(Delivery::NotStarted)];
    let sentence = |chance: &mut Chance| match wording {
        Wording::Unique => unique(chance),
        Wording::Few | Wording::Varied => format!("{} {}.", chance.one(&SUBJECTS), chance.one(&STATES)),
    };
    let sentences = 1 + chance.below(3);
    let mut row = ActionRow {
        where_now: (0..sentences).map(|_| sentence(chance)).collect::<Vec<_>>().join(" "),
        status: chance.one(&statuses).clone(),
        spread: Spread::new(*chance.one(&PLACES)),
        gaps: chance.some(4, &GAPS),
        needs: chance.some(4, &NEEDS),
        due: Due::read(chance.one::<&str>(&DUES), as_at),
        owner: (*chance.one(&OWNERS)).to_owned(),
        delivery: *chance.one(&delivery),
        progress: chance.some(2, &NEEDS),
        evidence: if chance.below(8) == 0 { vec![format!("Minutes of meeting {at}")] } else { Vec::new() },
        reviewed: chance.below(3) > 0,
        ..empty
    };
    if wording != Wording::Few {
        for (text, often) in [(&mut row.where_now, 7), (&mut row.gaps, 3), (&mut row.needs, 3)] {
            if !text.is_empty() && chance.below(10) < often {
                *text = format!("{text} {}", detail(chance));
            }
        }
    }
    if wording == Wording::Unique {
        for text in [&mut row.gaps, &mut row.needs, &mut row.progress] {
            if !text.is_empty() {
                *text = unique(chance);
            }
        }
    }
    row
}

/// A sentence with a name or a number in it.
pub fn detail(chance: &mut Chance) -> String {
    let mut filled = String::new();
    for c in chance.one(&DETAILS).chars() {
        match c {
            '#' => filled += &(2 + chance.below(97)).to_string(),
            '@' => {
                filled += *chance.one(&FIRST);
                filled.push(' ');
                filled += *chance.one(&LAST);
            }
            c => filled.push(c),
        }
    }
    filled
}

/// A sentence that hardly occurs twice.
pub fn unique(chance: &mut Chance) -> String {
    let count = 6 + chance.below(14);
    let mut words: Vec<String> = Vec::new();
    for at in 0..count {
        if at % 3 == 2 {
            words.push((*chance.one(&["the", "and", "of", "to", "for", "is", "a", "with"])).to_owned());
        }
        words.push((*chance.one(&WORDS)).to_owned());
    }
    let text = words.join(" ");
    let (first, rest) = text.split_at(1);
    format!("{}{rest}.", first.to_uppercase())
}

/// A sentence out of the list that a text of that kind is made of.
pub fn another(chance: &mut Chance, of: RowField) -> String {
    match of {
        RowField::Gaps => (*chance.one(&GAPS)).to_owned(),
        RowField::Needs => (*chance.one(&NEEDS)).to_owned(),
        _ => format!("{} {}.", chance.one(&SUBJECTS), chance.one(&STATES)),
    }
}
