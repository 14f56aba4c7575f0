//! The words of a text as abbreviations need them: "A&E" is one, "UHL’s" begins with one.

/// A word by its place in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// Its first byte.
    pub start: usize,
    /// The byte behind it.
    pub end: usize,
    /// Between the word before and it stands only what may stand inside a term of several words: "step-down flat".
    pub follows: bool,
}

impl Word {
    pub fn text<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Without spaces, which "A & E" has.
    pub fn joined(&self, text: &str) -> String {
        self.text(text).chars().filter(|c| !c.is_whitespace()).collect()
    }
}

/// Cuts a text into words, in one pass.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut at = 0;
    while let Some(start) = find(text, at, char::is_alphanumeric) {
        let mut end = run(text, start);
        if let Some(beyond) = behind_ampersand(text, start, end) {
            end = beyond;
        }
        let between = text.get(at..start).unwrap_or_default();
        let follows = !words.is_empty() && between.chars().count() <= 3 && between.chars().all(inside);
        words.push(Word { start, end, follows });
        at = end;
    }
    words
}

/// What may stand between the words of one term.
fn inside(c: char) -> bool {
    c == ' ' || c == '\u{a0}' || c == '\n' || matches!(c, '-' | '\u{2010}'..='\u{2013}' | '/' | '\'' | '\u{2019}')
}

fn find(text: &str, from: usize, wanted: impl Fn(char) -> bool) -> Option<usize> {
    let rest = text.get(from..)?;
    rest.find(wanted).map(|at| from + at)
}

/// Where the letters and digits that begin there end.
fn run(text: &str, start: usize) -> usize {
    find(text, start, |c| !c.is_alphanumeric()).unwrap_or(text.len())
}

/// Where "A&E" ends: a single letter joined to what follows. In "UHL&LPT" two words stand, and "A & E" may have spaces
/// only where single letters stand on both sides.
fn behind_ampersand(text: &str, start: usize, end: usize) -> Option<usize> {
    let single = |from: usize, to: usize| text.get(from..to).is_some_and(|part| part.chars().count() == 1);
    if !single(start, end) {
        return None;
    }
    let after = text.get(end..)?;
    let second = after.trim_start_matches(' ').strip_prefix('&')?.trim_start_matches(' ');
    let from = text.len() - second.len();
    let to = run(text, from);
    let tight = from == end + 1;
    let letters = text.get(from..to)?.chars().count();
    (letters > 0 && (tight || letters == 1)).then_some(to)
}

/// The key under which a word is looked up.
pub(super) fn folded(word: &str, key: &mut String) {
    key.clear();
    if word.is_ascii() {
        key.extend(word.bytes().filter(|byte| *byte != b' ').map(|byte| char::from(byte.to_ascii_lowercase())));
    } else {
        key.extend(word.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase));
    }
}

/// Whether a word of a text is that word of a term.
pub(super) fn same(here: &str, wanted: &str, any_case: bool) -> bool {
    let bare = |text: &'_ str| text.chars().filter(|c| !c.is_whitespace()).collect::<Vec<_>>();
    if any_case {
        let lower = |text: &str| bare(text).into_iter().flat_map(char::to_lowercase).collect::<Vec<_>>();
        here.eq_ignore_ascii_case(wanted) || (!here.is_ascii() && lower(here) == lower(wanted))
    } else {
        here == wanted || (here.contains(' ') && bare(here) == bare(wanted))
    }
}

/// Whether a term is found in any case: several words, or a name written like one ("Huddle"). Letters and digits in a
/// case of their own are an abbreviation ("D2A", "iBCF", "wte") and found only so.
pub(super) fn several_or_name(short: &str) -> bool {
    if words(short).len() > 1 {
        return true;
    }
    let mut letters = short.chars();
    letters.next().is_some_and(char::is_alphabetic)
        && short.chars().count() >= 4
        && letters.all(|c| c.is_alphabetic() && !c.is_uppercase())
}
