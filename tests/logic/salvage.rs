//! Damaged files: whatever is whole in one comes back as it was, nothing else comes back, and what does not is told.
//! `HICM_LONG=1` cuts and mangles at every byte of every sample.

#![expect(clippy::string_slice, reason = "the samples are cut where a letter ends, or the test fails")]

use hicm::format::{self, Fault, FormatError, Hints, LostWhy, NotSalvaged, Salvaged, salvage};
use hicm::model::{ActionRow, Assessment, FrameworkId, Quarter};
use hicm::store::{EXAMPLE, Frameworks, LLR};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

fn long() -> bool {
    std::env::var_os("HICM_LONG").is_some()
}

/// A chance that is the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// A file as it was, and where each row, change and line of it stands.
struct Whole {
    text: String,
    assessment: Assessment,
    rows: HashMap<String, (Range<usize>, Arc<ActionRow>)>,
    /// Where each line stands, its break with it.
    lines: Vec<Range<usize>>,
}

impl Whole {
    fn of(text: &str) -> Self {
        let assessment = format::parse(text).unwrap().assessment;
        assert_eq!(format::write(&assessment).unwrap(), text, "it is as it is written here");
        let mut lines = Vec::new();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            lines.push(at..at + line.len());
            at += line.len();
        }
        let spans = items(text, &lines, "rows");
        assert_eq!(spans.len(), assessment.rows.len());
        let rows = spans
            .into_iter()
            .zip(&assessment.rows)
            .map(|(span, row)| (row.id.to_string(), (span, Arc::clone(row))))
            .collect();
        Self { text: text.to_owned(), assessment, rows, lines }
    }

    fn samples() -> Vec<Self> {
        EXAMPLE.iter().chain(&LLR).map(|file| Self::of(file.text)).collect()
    }

    /// One with few rows, so that each of its bytes can be tried.
    fn small() -> Self {
        let mut assessment = format::parse(EXAMPLE[3].text).unwrap().assessment;
        assessment.rows.truncate(4);
        assessment.changes.truncate(3);
        assessment.notes.truncate(1);
        assessment.decisions.truncate(2);
        assessment.glossary.truncate(3);
        assessment.metrics.truncate(1);
        let mut row = ActionRow::clone(&assessment.rows[1]);
        "He said: \"not yet\"\n\n        (\n            id: \"none\",\n        ),\n".clone_into(&mut row.gaps);
        "two\nlines, äöü 日本".clone_into(&mut row.needs);
        assessment.rows[1] = Arc::new(row);
        Self::with_texts(&format::write(&assessment).unwrap())
    }

    /// As `of`, where texts hold what looks like rows.
    fn with_texts(text: &str) -> Self {
        let assessment = format::parse(text).unwrap().assessment;
        let mut at = 0;
        let mut lines = Vec::new();
        for line in text.split_inclusive('\n') {
            lines.push(at..at + line.len());
            at += line.len();
        }
        let mut rows = HashMap::new();
        let starts: Vec<usize> = assessment
            .rows
            .iter()
            .map(|row| text.find(&format!("            id: \"{}\"", row.id)).unwrap() - "        (\n".len())
            .collect();
        let end = text.find("\n    ],\n    metrics").unwrap() + 1;
        for (at, row) in assessment.rows.iter().enumerate() {
            let to = starts.get(at + 1).copied().unwrap_or(end);
            rows.insert(row.id.to_string(), (starts[at]..to, Arc::clone(row)));
        }
        Self { text: text.to_owned(), assessment, rows, lines }
    }

    /// What comes back of it once those bytes are changed: nothing is made up, and every row beside them is there.
    /// How many rows came back whole, of how many.
    fn holds(&self, damaged: &[u8], touched: &Range<usize>, about: &str) -> Option<(usize, usize)> {
        let known: Vec<_> = Frameworks::bundled().iter().cloned().collect();
        let hints = Hints { quarter: Some(self.assessment.quarter), framework: None, known: &known };
        let salvaged = match salvage(damaged, &hints) {
            Ok(salvaged) => salvaged,
            Err(NotSalvaged::Nothing | NotSalvaged::Header(_)) => return None,
            Err(error) => panic!("{about}: {error}"),
        };
        let beside = |span: &Range<usize>| span.end <= touched.start || span.start >= touched.end;
        for row in &salvaged.assessment.rows {
            match self.rows.get(row.id.as_str()) {
                Some((span, whole)) if beside(span) => assert_eq!(row, whole, "{about}"),
                Some(_) => {}
                None => assert!(
                    self.rows.values().any(|(span, _)| !beside(span)),
                    "{about}: the row {} was never there",
                    row.id
                ),
            }
        }
        let whole = self.rows.values().filter(|(span, _)| beside(span));
        let there = |row: &ActionRow| salvaged.assessment.rows.iter().any(|it| **it == *row);
        let (mut of, mut back) = (0, 0);
        for (_, row) in whole {
            of += 1;
            back += usize::from(there(row));
        }
        // Rows never change places.
        let ids = |rows: &[Arc<ActionRow>]| rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>();
        let mut order = ids(&self.assessment.rows).into_iter();
        let kept: Vec<_> =
            ids(&salvaged.assessment.rows).into_iter().filter(|id| self.rows.contains_key(id.as_str())).collect();
        assert!(kept.iter().all(|id| order.any(|it| it == *id)), "{about}: the rows stand in another order");
        // What comes of it can be written and read.
        let again = format::parse(&format::write(&salvaged.assessment).unwrap()).unwrap().assessment;
        assert_eq!(again, salvaged.assessment, "{about}");
        nothing_dropped(damaged, &salvaged, about);
        Some((back, of))
    }
}

/// Each word of the damaged file is in what was read, or in what is told as lost.
fn nothing_dropped(damaged: &[u8], salvaged: &Salvaged, about: &str) {
    fn words(text: &str) -> impl Iterator<Item = &str> {
        text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| word.len() > 3)
    }
    let read = format::write(&salvaged.assessment).unwrap();
    let told = salvaged.lost.iter().map(|part| part.raw.as_str()).collect::<Vec<_>>().join("\n");
    let text = String::from_utf8_lossy(damaged);
    // The name of a field of which nothing is left says nothing.
    let names =
        text.lines().filter_map(|line| line.split_once(':')).flat_map(|(name, _)| name.split('_')).map(str::trim);
    let known: HashSet<&str> = words(&read).chain(words(&told)).chain(names).collect();
    for word in words(&text) {
        assert!(known.contains(word), "{about}: “{word}” is neither read nor told\n{told}");
    }
}

/// Where the items of a list stand, their closing line with them.
fn items(text: &str, lines: &[Range<usize>], list: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = None;
    let mut inside = false;
    for line in lines {
        match &text[line.clone()] {
            it if *it == *format!("    {list}: [\n") => inside = true,
            "    ],\n" => inside = false,
            "        (\n" if inside => from = Some(line.start),
            "        ),\n" if inside => found.extend(from.take().map(|from| from..line.end)),
            _ => {}
        }
    }
    found
}

#[test]
fn a_whole_file_comes_back_whole() {
    for whole in Whole::samples() {
        let known: Vec<_> = Frameworks::bundled().iter().cloned().collect();
        let salvaged = salvage(whole.text.as_bytes(), &Hints { known: &known, ..Hints::default() }).unwrap();
        let told: Vec<_> = salvaged.lost.iter().filter(|part| part.why != LostWhy::Seal).collect();
        assert!(told.is_empty(), "{told:?}");
        let state = whole.assessment.state.clone();
        assert_eq!(Assessment { state, ..salvaged.assessment }, whole.assessment);
    }
}

#[test]
fn cut_anywhere_every_row_before_the_cut_comes_back() {
    let mut samples = vec![(Whole::small(), if long() { 1 } else { 3 })];
    samples.extend(Whole::samples().into_iter().map(|whole| (whole, if long() { 1 } else { 1_499 })));
    let (mut cuts, mut nothing) = (0, 0);
    for (whole, step) in samples {
        for cut in (0..whole.text.len()).step_by(step) {
            let about = format!("{} cut at {cut}", whole.assessment.quarter);
            let damaged = &whole.text.as_bytes()[..cut];
            let text = String::from_utf8_lossy(damaged);
            // But for the line break at its end, it is told from a damaged one.
            if cut + 1 < whole.text.len() && std::str::from_utf8(damaged).is_ok() {
                let error = format::parse(&text).unwrap_err();
                assert!(error.half_written(), "{about}: {error}");
            }
            cuts += 1;
            match whole.holds(damaged, &(cut..whole.text.len()), &about) {
                Some((back, of)) => assert_eq!(back, of, "{about}"),
                None => nothing += 1,
            }
        }
    }
    eprintln!("cut: {cuts} times, {nothing} of them within the header; every whole row came back");
    assert!(cuts > 500 && nothing < cuts / 10, "{nothing} of {cuts}");
}

/// One line made into something else.
fn mangled(line: &str, chance: &mut Chance) -> String {
    let body = line.trim_end_matches('\n');
    let at = |chance: &mut Chance| {
        let at = chance.below(body.len() + 1);
        (0..=at).rev().find(|at| body.is_char_boundary(*at)).unwrap_or(0)
    };
    let place = at(chance);
    let mangled = match chance.below(11) {
        0 => format!("{}\"{}", &body[..place], &body[place..]),
        1 => body.replacen('"', "", 1),
        2 => body.trim_end_matches(['"', ',']).to_owned(),
        3 => "x#?~ zz,\"(".to_owned(),
        4 => String::new(),
        5 => format!("{}){}", &body[..place], &body[place..]),
        6 => body[..place].to_owned(),
        7 => body[place..].to_owned(),
        8 => format!("{}]{}", &body[..place], &body[place..]),
        9 => format!("{}({}", &body[..place], &body[place..]),
        _ => body.replace([',', ':', '(', '[', ')', ']'], ""),
    };
    mangled + "\n"
}

#[test]
fn with_one_line_mangled_at_most_that_row_is_lost() {
    let mut chance = Chance(0x2545_f491);
    let (mut tried, mut rows, mut back) = (0, 0, 0);
    let samples = Whole::samples().into_iter().chain([Whole::small()]);
    for whole in samples {
        let step = if long() { 1 } else { (whole.lines.len() / 60).max(1) };
        // Each way of mangling meets each kind of line.
        let times = if long() { 4 } else { 1 };
        for line in whole.lines.iter().step_by(step).flat_map(|line| std::iter::repeat_n(line, times)) {
            let old = &whole.text[line.clone()];
            let new = mangled(old, &mut chance);
            let damaged = [&whole.text[..line.start], &new, &whole.text[line.end..]].concat();
            if format::parse(&damaged).is_ok() {
                continue;
            }
            let about = format!("{} with “{}” as “{}”", whole.assessment.quarter, old.trim_end(), new.trim_end());
            tried += 1;
            // What a line breaks touches the row that it is in, and where two rows meet both.
            let touched = line.start.saturating_sub(1)..line.end + 1;
            if let Some((here, of)) = whole.holds(damaged.as_bytes(), &touched, &about) {
                rows += of;
                back += here;
                assert!(here == of, "{about}: {here} of {of} rows");
            } else {
                panic!("{about}: nothing came back");
            }
        }
    }
    eprintln!("mangled: {tried} lines; {back} of {rows} untouched rows came back");
    assert!(tried > 100 && back == rows);
}

#[test]
fn whatever_bytes_are_changed_nothing_is_made_up() {
    let mut chance = Chance(0x9e37_79b9);
    let (mut tried, mut rows, mut back) = (0, 0, 0);
    let samples: Vec<_> = Whole::samples().into_iter().chain([Whole::small()]).collect();
    let rounds = if long() { 20_000 } else { 240 };
    for round in 0..rounds {
        let whole = &samples[chance.below(samples.len())];
        let mut bytes = whole.text.clone().into_bytes();
        let from = chance.below(bytes.len());
        let most = [1, 4, 40, 600][chance.below(4)];
        let to = (from + 1 + chance.below(most)).min(bytes.len());
        let kind = chance.below(5);
        for byte in &mut bytes[from..to] {
            *byte = match kind {
                0 => 0,
                1 => 0xff,
                2 => chance.below(256) as u8,
                3 => *b"\"(),:[]\n#rx"[..].get(chance.below(11)).unwrap(),
                _ => *byte ^ (1 << chance.below(8)),
            };
        }
        let about = format!("round {round}: {} bytes {from}..{to} by {kind}", whole.assessment.quarter);
        tried += 1;
        let touched = from.saturating_sub(1)..to + 1;
        if let Some((here, of)) = whole.holds(&bytes, &touched, &about) {
            rows += of;
            back += here;
        }
    }
    let share = back as f64 / rows as f64;
    eprintln!("mutated: {tried} times; {back} of {rows} untouched rows came back, {share:.5}");
    assert!(share > 0.995, "{share}");
}

#[test]
fn a_cut_file_an_empty_one_and_one_of_zeros_are_told_from_a_damaged_one() {
    let text = LLR[1].text;
    let fault = |text: &str| match format::parse(text).unwrap_err() {
        FormatError::At { fault, .. } => fault,
        other => panic!("{other}"),
    };
    assert_eq!(fault(""), Fault::Empty);
    assert_eq!(fault(" \n\n"), Fault::Empty);
    assert_eq!(fault(&"\0".repeat(4096)), Fault::Zeros);
    assert_eq!(fault(&format!("{}{}", &text[..900], "\0".repeat(100))), Fault::Zeros);
    assert_eq!(fault(&format!("{text}{}", "\0".repeat(100))), Fault::Zeros);
    assert_eq!(fault(&text[..900]), Fault::BreaksOff);
    for damaged in [text.replacen("\",\n", "\n", 1), text.replacen("Draft", "Drift", 1), format!("{text}more")] {
        let error = format::parse(&damaged).unwrap_err();
        assert!(!error.half_written(), "{error}");
    }
    // With zeros behind it, all of it is there.
    let salvaged = salvage(format!("{text}{}", "\0".repeat(100)).as_bytes(), &Hints::default()).unwrap();
    assert_eq!(salvaged.assessment, format::parse(text).unwrap().assessment);
    assert_eq!(salvaged.lost.len(), 1);
    assert_eq!(salvaged.lost[0].why, LostWhy::Zeros { count: 100 });
}

#[test]
fn the_other_side_of_a_conflict_that_git_left_is_told() {
    let text = EXAMPLE[3].text;
    let whole = format::parse(text).unwrap().assessment;
    let (before, after) = text.split_at(text.find("            owner: ").unwrap());
    let (owner, after) = after.split_once('\n').unwrap();
    let marked = format!(
        "{before}<<<<<<< HEAD\n{owner}\n=======\n            owner: \"Somebody Else, County\",\n>>>>>>> theirs\n{after}"
    );
    let salvaged = salvage(marked.as_bytes(), &Hints::default()).unwrap();
    assert_eq!(salvaged.assessment.rows, whole.rows);
    let told: Vec<_> = salvaged.lost.iter().filter(|part| part.why == LostWhy::OtherSide).collect();
    assert_eq!(told.len(), 1);
    assert!(told[0].raw.contains("Somebody Else, County"));
    let line = before.matches('\n').count() + 4;
    assert_eq!((told[0].from, told[0].to), (line, line));
}

#[test]
fn a_row_without_its_id_status_or_change_is_kept_and_told() {
    let text = EXAMPLE[3].text;
    let whole = format::parse(text).unwrap().assessment;
    let row = &whole.rows[2];
    assert!(whole.rows[1].change == row.change && whole.rows[3].change == row.change);
    let broken = |field: &str| {
        let at = text.find(&format!("            id: \"{}\"", row.id)).unwrap();
        let at = at + text[at..].find(&format!("            {field}: ")).unwrap();
        let end = at + text[at..].find('\n').unwrap();
        let damaged = format!("{}@@@ {}{}", &text[..at], text[at..end].trim().replace(':', ""), &text[end..]);
        salvage(damaged.as_bytes(), &Hints::default()).unwrap()
    };
    let without_id = broken("id");
    assert_eq!(without_id.assessment.rows.len(), whole.rows.len());
    let kept = &without_id.assessment.rows[2];
    assert_ne!(kept.id, row.id);
    assert_eq!(ActionRow { id: row.id.clone(), ..ActionRow::clone(kept) }, **row);
    assert!(without_id.lost.iter().any(|part| part.why == LostWhy::NewId(kept.id.clone())));
    let without_status = broken("status");
    assert_eq!(without_status.assessment.rows[2].status, hicm::model::Status::Unknown(String::new()));
    let without_change = broken("change");
    assert_eq!(without_change.assessment.rows, whole.rows);
    assert!(without_change.lost.iter().any(|part| part.why == LostWhy::WithNeighbours(row.change.clone())));
}

#[test]
fn a_row_given_twice_is_kept_twice_under_ids_of_their_own() {
    let text = EXAMPLE[3].text;
    let whole = Whole::of(text);
    let (span, row) = &whole.rows[whole.assessment.rows[0].id.as_str()];
    let twice = [&text[..span.end], &text[span.start..]].concat();
    let salvaged = salvage(twice.as_bytes(), &Hints::default()).unwrap();
    assert_eq!(salvaged.assessment.rows.len(), whole.assessment.rows.len() + 1);
    assert_eq!(salvaged.assessment.rows[0], *row);
    let LostWhy::NewId(id) = &salvaged.lost.iter().find(|part| matches!(part.why, LostWhy::NewId(_))).unwrap().why
    else {
        panic!()
    };
    assert_eq!(salvaged.assessment.rows[1].id, *id);
}

#[test]
fn of_two_lists_of_rows_the_first_counts_and_each_row_has_an_id() {
    let text = EXAMPLE[3].text.replace("            id: ", "            di: ");
    let damaged = text.replacen("    metrics: [", "    rows: [],\n    metrics: [", 1);
    let salvaged = salvage(damaged.as_bytes(), &Hints::default()).unwrap();
    let ids: HashSet<_> = salvaged.assessment.rows.iter().map(|row| row.id.clone()).collect();
    assert_eq!(ids.len(), format::parse(EXAMPLE[3].text).unwrap().assessment.rows.len());
    assert!(ids.iter().all(|id| id.as_str() != "no-id"));
}

#[test]
fn of_two_lists_of_rows_the_second_does_not_touch_the_ids_of_the_first() {
    let text = EXAMPLE[3].text;
    let whole = Whole::of(text);
    let from = text.find("    rows: [\n").unwrap();
    let to = text.find("    metrics: [\n").unwrap();
    let second = text[from..to].replacen("            id: ", "            di: ", 1);
    let damaged = [&text[..to], &second, &text[to..]].concat();
    let salvaged = salvage(damaged.as_bytes(), &Hints::default()).unwrap();
    assert_eq!(salvaged.assessment.rows, whole.assessment.rows);
    assert!(salvaged.lost.iter().any(|part| part.why == LostWhy::Twice && part.place.part == Some("rows")));
    assert!(!salvaged.lost.iter().any(|part| matches!(part.why, LostWhy::NewId(_))));
}

#[test]
fn what_stands_behind_the_end_of_a_shorter_file_is_not_taken_for_part_of_it() {
    // A shorter text written over a longer one, which was not cut off behind it.
    let (short, long) = (LLR[1].text, EXAMPLE[3].text);
    let both = format!("{short}{}", &long[short.len()..]);
    let salvaged = salvage(both.as_bytes(), &Hints::default()).unwrap();
    assert_eq!(salvaged.assessment, format::parse(short).unwrap().assessment);
    assert!(salvaged.lost.iter().any(|part| part.why == LostWhy::BehindTheEnd));
}

#[test]
fn what_is_no_assessment_is_refused() {
    for bytes in [&b""[..], b"\0\0\0", b"hello", b"(", b"()", b"\xff\xfe\0a", b"PK\x03\x04", b"{\"place\": \"P\"}"] {
        assert_eq!(salvage(bytes, &Hints::default()), Err(NotSalvaged::Nothing), "{bytes:?}");
    }
    assert_eq!(salvage(b"(place: \"P\")", &Hints::default()), Err(NotSalvaged::Header("quarter")));
    let no_edition = b"(place: \"P\", quarter: \"2024-25-q2\")";
    assert_eq!(salvage(no_edition, &Hints::default()), Err(NotSalvaged::Header("framework")));
    // A change that every edition has, and rows alone: that tells none of them.
    let known: Vec<_> = Frameworks::bundled().iter().cloned().collect();
    let hints = Hints { known: &known, ..Hints::default() };
    let rows = b"(quarter: \"2024-25-q2\", rows: [(id: \"llr-05\", change: \"home-first\", status: Unknown(\"\"))])";
    assert_eq!(salvage(rows, &hints), Err(NotSalvaged::Header("framework")));
    let deep = format!("(format: 1, place: \"P\", notes: {}", "[".repeat(2_000_000));
    assert!(salvage(deep.as_bytes(), &Hints::default()).is_err());
}

#[test]
fn a_bracket_too_many_behind_an_item_ends_neither_the_list_nor_the_file() {
    let text = EXAMPLE[3].text;
    let whole = format::parse(text).unwrap().assessment;
    for (old, new) in
        [("        ),\n", "        ),)\n"), ("        ),\n", "        )),\n"), ("        ),\n", "        ),]\n")]
    {
        let at = text.find("    rows: [\n").unwrap();
        let damaged = format!("{}{}", &text[..at], text[at..].replacen(old, new, 1));
        let salvaged = salvage(damaged.as_bytes(), &Hints::default()).unwrap();
        let state = whole.state.clone();
        assert!(Assessment { state, ..salvaged.assessment } == whole, "{new}");
    }
}

#[test]
fn what_has_lost_its_name_is_read_where_it_is_a_list_and_never_out_of_a_text() {
    let text = EXAMPLE[3].text;
    let whole = format::parse(text).unwrap().assessment;
    let unnamed = text.replacen("    rows: [\n", " [\n", 1);
    assert_eq!(salvage(unnamed.as_bytes(), &Hints::default()).unwrap().assessment.rows, whole.rows);
    // A text that looks like fields, in a file whose brackets and quotes are whole.
    let quoted = "\"\n    place: 'x',\n    rows: [\n        (\n            id: 'no-1',\n\",\n".replace('\'', "\\\"");
    let damaged = text.replacen("    place: ", &format!("{quoted}    place: "), 1);
    let salvaged = salvage(damaged.as_bytes(), &Hints::default()).unwrap();
    assert_eq!((salvaged.assessment.place, salvaged.assessment.rows), (whole.place, whole.rows));
    assert!(salvaged.lost.iter().any(|part| part.raw.contains("no-1")));
}

#[test]
fn a_lost_edition_is_told_by_what_is_left_of_its_name_or_by_the_changes() {
    let known: Vec<_> = Frameworks::bundled().iter().cloned().collect();
    for whole in Whole::samples().into_iter().chain([Whole::small()]) {
        let id = whole.assessment.framework.as_str();
        let line = format!("    framework: \"{id}\",\n");
        for mangled in
            [String::new(), "x#?~ zz,\"(\n".to_owned(), line.replacen('"', "", 1), format!("    framework: {id}\n")]
        {
            // No other edition has all of the changes, or they are all in one that has others beside.
            let damaged = whole.text.replacen(&line, &mangled, 1);
            let salvaged = salvage(damaged.as_bytes(), &Hints { known: &known, ..Hints::default() }).unwrap();
            assert_eq!(salvaged.assessment.framework.as_str(), id, "{mangled}");
            assert_eq!(salvaged.assessment.rows, whole.assessment.rows, "{mangled}");
            assert!(salvaged.lost.iter().any(|part| part.why == LostWhy::Taken(id.to_owned())), "{mangled}");
        }
        // What is left of the line counts before what an earlier version says.
        let other = FrameworkId::new("hicm-2023").unwrap();
        let hints = Hints { framework: Some(&other), known: &known, ..Hints::default() };
        let damaged = whole.text.replacen(&line, &line.replacen('"', "", 1), 1);
        assert_eq!(salvage(damaged.as_bytes(), &hints).unwrap().assessment.framework.as_str(), id);
        let damaged = whole.text.replacen(&line, "", 1);
        assert_eq!(salvage(damaged.as_bytes(), &hints).unwrap().assessment.framework, other);
        // Nothing is left of it where what stands there only begins like one.
        let of_ones_own = line.replacen(&format!("{id}\""), &format!("{id}-west"), 1);
        let damaged = whole.text.replacen(&line, &of_ones_own, 1);
        assert_eq!(salvage(damaged.as_bytes(), &hints).unwrap().assessment.framework, other);
        // One change more that no edition has does not stand in the way.
        let damaged = whole.text.replacen(&line, "", 1).replacen("change: \"early-discharge\"", "change: \"early\"", 1);
        let salvaged = salvage(damaged.as_bytes(), &Hints { known: &known, ..Hints::default() }).unwrap();
        assert_eq!(salvaged.assessment.framework.as_str(), id);
    }
}

#[test]
fn a_lost_quarter_is_that_of_the_day_it_is_as_at() {
    for whole in Whole::samples() {
        let line = format!("    quarter: \"{}\",\n", whole.assessment.quarter);
        let damaged = whole.text.replacen(&line, "    quarter: \"Q1 20\n", 1);
        let salvaged = salvage(damaged.as_bytes(), &Hints::default()).unwrap();
        assert_eq!(Some(salvaged.assessment.quarter), Quarter::of(whole.assessment.as_at));
        let taken = LostWhy::Taken(salvaged.assessment.quarter.to_string());
        assert!(salvaged.lost.iter().any(|part| part.why == taken));
        assert_eq!(salvaged.assessment.rows, whole.assessment.rows);
    }
}

/// Every quote of a long file gone but the first of each line: each part could run to the end of the text.
#[test]
fn it_takes_no_longer_the_more_is_broken() {
    let mut assessment = format::parse(EXAMPLE[3].text).unwrap().assessment;
    let row = Arc::clone(&assessment.rows[0]);
    assessment.rows = (0..3_000)
        .map(|at| {
            Arc::new(ActionRow { id: hicm::model::RowId::new(&format!("row-{at}")).unwrap(), ..ActionRow::clone(&row) })
        })
        .collect();
    let text = format::write(&assessment).unwrap();
    let broken: String = text.lines().map(|line| line.replacen("\",", ",", 1) + "\n").collect();
    let known: Vec<_> = Frameworks::bundled().iter().cloned().collect();
    let hints = Hints { quarter: Some(assessment.quarter), framework: Some(&assessment.framework), known: &known };
    // It ends, whatever it finds.
    drop(salvage(broken.as_bytes(), &hints));
}

/// The example with a text before its metrics, which would take minutes if each of its parts were looked through for each.
fn salvaged_with(more: &str) -> Salvaged {
    let damaged = EXAMPLE[3].text.replacen("    metrics: [", &format!("{more}    metrics: ["), 1);
    salvage(damaged.as_bytes(), &Hints::default()).unwrap()
}

#[test]
fn a_raw_text_of_many_guards_and_quotes_is_gone_through_once() {
    let many = 150_000;
    let text = format!("{}\"{}\n", "#".repeat(many), "\"".repeat(many));
    let salvaged = salvaged_with(&format!("    place: r{text}"));
    assert_eq!(salvaged.assessment.rows, format::parse(EXAMPLE[3].text).unwrap().assessment.rows);
    assert!(salvaged.lost.iter().any(|part| part.raw == format!("place: r{}", text.trim_end())));
    // Fewer guards than it began with do not end it, and as many do.
    let guarded = EXAMPLE[3].text.replacen("    place: \"", "    place: r###\"a\"##b\"###,\n    palce: \"", 1);
    let salvaged = salvage(guarded.as_bytes(), &Hints::default()).unwrap();
    assert_eq!(salvaged.assessment.place, "a\"##b");
}

#[test]
fn many_unknown_fields_are_gone_through_once() {
    let many = 20_000;
    let fields = (0..many).map(|at| format!("    x{at}: {at},\n")).collect::<Vec<_>>().concat();
    let whole = format::parse(EXAMPLE[3].text).unwrap().assessment;
    for broken in ["", "    place \"\n"] {
        let salvaged = salvaged_with(&format!("{fields}{broken}"));
        assert_eq!((&salvaged.assessment.rows, &salvaged.assessment.metrics), (&whole.rows, &whole.metrics));
        assert!(salvaged.lost.iter().any(|part| part.to - part.from + 1 >= many), "{broken}");
    }
}

#[test]
fn many_unknown_fields_without_an_end_are_gone_through_once() {
    let many = 10_000;
    let salvaged = salvaged_with(&"    place: r#\"\n    x: r#\"\n".repeat(many));
    assert_eq!(salvaged.assessment.rows, format::parse(EXAMPLE[3].text).unwrap().assessment.rows);
}

#[test]
fn whatever_is_repeated_is_gone_through_once() {
    let text = EXAMPLE[3].text;
    let whole = format::parse(text).unwrap().assessment;
    for (list, unit, ending) in [
        ("rows", "        (\n        ),\n/*\n", ""),
        ("rows", "        (x: r##\"\n", ""),
        ("rows", "            evidence: [\n", ""),
        ("rows", "(id: \"a\", evidence: [\"b\"]), ", ""),
        ("rows", "]/*", ""),
        ("rows", "    ]/*\n", "*/\n"),
        ("changes", "        rows: [\"\"\n    ]\n                metrics: [r#\",\n", ""),
        ("metrics", "    x\n        (a: r##\"\n    place: \"b\",\n", ""),
        ("metrics", "    place: 1/*\n", "*/\n"),
    ] {
        let at = text.find(&format!("    {list}: [\n")).unwrap();
        let (before, behind) = text.split_at(at + list.len() + 8);
        let many = 1_000_000 / (unit.len() + ending.len());
        let damaged = format!("{before}{}{}\n{behind}", unit.repeat(many), ending.repeat(many));
        let salvaged = salvage(damaged.as_bytes(), &Hints::default()).unwrap();
        let back = whole.rows.iter().filter(|row| salvaged.assessment.rows.contains(row)).count();
        assert_eq!(back, whole.rows.len(), "{unit}");
    }
}

/// The example with so many rows.
fn with_rows(rows: impl Iterator<Item = String>) -> Salvaged {
    let text = EXAMPLE[3].text;
    let (from, to) = (text.find("    rows: [\n").unwrap(), text.find("    metrics: [\n").unwrap());
    let rows: String = rows.collect();
    let damaged = format!("{}    rows: [\n{rows}    ],\n{}", &text[..from], &text[to..]);
    salvage(damaged.as_bytes(), &Hints::default()).unwrap()
}

#[test]
fn so_many_rows_are_given_an_id_and_the_rest_is_one_part() {
    let change = format::parse(EXAMPLE[3].text).unwrap().assessment.rows[0].change.clone();
    let row = format!("        (\n            change: \"{change}\",\n            status: Unknown(\"\"),\n        ),\n");
    let salvaged = with_rows(std::iter::repeat_n(row, 12_000));
    let ids: HashSet<_> = salvaged.assessment.rows.iter().map(|row| row.id.clone()).collect();
    assert_eq!((salvaged.assessment.rows.len(), ids.len()), (10_000, 10_000));
    let told = salvaged.lost.iter().filter(|part| matches!(part.why, LostWhy::NewId(_))).count();
    assert_eq!(told, 10_000);
    let rest: Vec<_> = salvaged.lost.iter().filter(|part| part.raw.matches("change:").count() == 2_000).collect();
    assert_eq!(rest.len(), 1);
    assert_eq!((rest[0].place.part, &rest[0].why), (Some("rows"), &LostWhy::Damaged));
}

#[test]
fn rows_without_a_change_are_put_right_in_one_pass() {
    let change = format::parse(EXAMPLE[3].text).unwrap().assessment.rows[0].change.clone();
    let many = 12_000;
    let salvaged = with_rows((0..many).map(|at| {
        let of = if at % (many - 1) == 0 { format!(" change: \"{change}\",") } else { String::new() };
        format!("        (id: \"row-{at}\",{of} status: Unknown(\"\")),\n")
    }));
    assert_eq!(salvaged.assessment.rows.len(), many);
    assert!(salvaged.assessment.rows.iter().all(|row| row.change == change));
}

#[test]
fn so_many_parts_are_told_and_the_rest_is_one() {
    let change = format::parse(EXAMPLE[3].text).unwrap().assessment.rows[0].change.clone();
    let many = 12_000;
    // In each a field is not known, and characters are missing in a text.
    let salvaged = with_rows((0..many).map(|at| {
        let ids = format!("id: \"row-{at}\", change: \"{change}\", status: Unknown(\"\"),");
        format!("        (\n            {ids}\n            owner: \"\0\",\n            mood: {at},\n        ),\n")
    }));
    assert_eq!(salvaged.assessment.rows.len(), many);
    assert_eq!(salvaged.lost.iter().filter(|part| !part.raw.is_empty() && part.why != LostWhy::Seal).count(), 10_001);
    let rest = salvaged.lost.last().unwrap();
    assert_eq!(rest.raw.lines().count(), 2 * many - 10_000);
    assert!(rest.raw.contains(&format!("mood: {}", many - 1)));
}

// ---- a newer format

#[test]
fn all_that_is_known_of_a_newer_format_is_read() {
    let text = EXAMPLE[3].text;
    let whole = format::parse(text).unwrap().assessment;
    let newer = text
        .replacen("format: 1", "format: 2", 1)
        .replacen("    state:", "    mood: {\"a\": [1, 2, (3)]},\n    state:", 1)
        .replacen("            where_now:", "            risk: High(\"very\"),\n            where_now:", 1);
    assert_eq!(format::parse(&newer).unwrap_err(), FormatError::Newer { found: 2 });
    let read = format::parse_newer(&newer).unwrap();
    assert_eq!((read.format, &read.assessment), (2, &whole));
    let told: Vec<_> = read.unknown.iter().map(|part| (part.raw.as_str(), part.why.clone())).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].0.starts_with("mood:") && told[1].0.starts_with("risk:"), "{told:?}");
    assert!(told.iter().all(|(_, why)| *why == LostWhy::NotKnown));
    assert_eq!(format::summary(&newer).unwrap(), format::summary(text).unwrap());
    // A level that is not known is no level, and is told.
    let newer = text.replacen("format: 1", "format: 2", 1).replacen("now: Established", "now: Splendid", 1);
    let read = format::parse_newer(&newer).unwrap();
    assert_eq!(read.unknown.len(), 1);
    assert_eq!(read.unknown[0].raw, "now: Splendid,");
    assert_eq!(
        read.assessment.changes.iter().filter(|it| it.now.is_none()).count(),
        1 + whole.changes.iter().filter(|it| it.now.is_none()).count()
    );
}

#[test]
fn a_newer_one_that_cannot_be_read_at_all_is_refused() {
    let text = EXAMPLE[3].text.replacen("format: 1", "format: 2", 1);
    assert!(format::parse_newer(&text[..text.len() / 2]).unwrap_err().half_written());
    assert_eq!(format::parse_newer(EXAMPLE[3].text).unwrap_err(), FormatError::NoFormat);
    for other in ["(format: 2)", "(format: 2, blocks: [])", "(format: 2, quarter: 7, framework: \"x\")"] {
        assert_eq!(format::parse_newer(other).unwrap_err(), FormatError::Newer { found: 2 }, "{other}");
    }
}
