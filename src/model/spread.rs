//! Where a practice operates: organisations and their sites, as typed.

/// The organisations and sites of a row. The typed text is what is kept; the organisations are read from it each time,
/// so that the two never drift apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    typed: String,
}

/// One organisation named in a spread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation<'a> {
    /// Its name as typed. "LLR" is one name: the whole system, never each of its places.
    pub name: &'a str,
    /// The sites that stood in brackets behind it.
    pub sites: Vec<&'a str>,
}

impl Spread {
    /// Takes the text as typed.
    #[must_use]
    pub fn new(typed: impl Into<String>) -> Self {
        Self { typed: typed.into() }
    }

    /// The words as typed; empty when nothing was given.
    #[must_use]
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// The organisations named: parts between commas, semicolons, line ends and "and", with what stands in brackets as
    /// sites. A text whose brackets do not match was cut, and is read as naming nobody.
    #[must_use]
    pub fn organisations(&self) -> Vec<Organisation<'_>> {
        if self.looks_cut() {
            return Vec::new();
        }
        split_outside_brackets(&self.typed).into_iter().filter_map(organisation).collect()
    }

    /// Whether the brackets do not match: part of the text was lost.
    #[must_use]
    pub fn looks_cut(&self) -> bool {
        let mut open = 0_i32;
        for c in self.typed.chars() {
            match c {
                '(' => open += 1,
                ')' => open -= 1,
                _ => {}
            }
            if open < 0 {
                return true;
            }
        }
        open != 0
    }
}

fn organisation(part: &str) -> Option<Organisation<'_>> {
    let (name, sites) = match part.split_once('(') {
        Some((name, rest)) => {
            let inside = rest.rsplit_once(')').map_or(rest, |(inside, _)| inside);
            let sites = inside.split([',', ';']).map(str::trim).filter(|site| !site.is_empty()).collect();
            (name.trim(), sites)
        }
        None => (part.trim(), Vec::new()),
    };
    // A name has letters; a lone mark is what a scan left behind.
    name.chars().any(char::is_alphabetic).then_some(Organisation { name, sites })
}

fn split_outside_brackets(typed: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut open = 0_u32;
    let mut start = 0;
    let mut rest = typed.char_indices();
    while let Some((at, c)) = rest.next() {
        let ends = match c {
            '(' => {
                open += 1;
                None
            }
            ')' => {
                open = open.saturating_sub(1);
                None
            }
            ',' | ';' | '\n' if open == 0 => Some(c.len_utf8()),
            ' ' if open == 0 => {
                let word = " and ";
                typed.get(at..at + word.len()).filter(|next| next.eq_ignore_ascii_case(word)).map(str::len)
            }
            _ => None,
        };
        if let Some(length) = ends {
            parts.push(typed.get(start..at).unwrap_or_default());
            start = at + length;
            // Go on behind the separator; all of it is ASCII, one byte a character.
            for _ in 1..length {
                rest.next();
            }
        }
    }
    parts.push(typed.get(start..).unwrap_or_default());
    parts
}
