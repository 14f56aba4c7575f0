//! Cuts a source into words and signs, so that a rule never mistakes a comment or a text for the program.
#![expect(clippy::string_slice, reason = "it is cut only where a letter ends")]

/// The smallest parts of a source that the rules speak of. Comments are gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A name or a keyword.
    Word(String),
    /// A number, as it is written.
    Number(String),
    /// What stands between quotation marks, as it is written.
    Text(String),
    /// Any other single letter.
    Sign(char),
    /// `::`
    Under,
}

/// The parts of a source, each with its line.
pub fn parts(source: &str) -> Vec<(usize, Part)> {
    let mut cutter = Cutter { rest: source, line: 1 };
    let mut parts = Vec::new();
    while let Some(first) = cutter.rest.chars().next() {
        let line = cutter.line;
        if let Some(part) = cutter.next(first) {
            parts.push((line, part));
        }
    }
    parts
}

/// What is still to be cut.
struct Cutter<'a> {
    rest: &'a str,
    line: usize,
}

impl<'a> Cutter<'a> {
    /// Takes that many bytes.
    fn take(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(bytes);
        self.line += taken.matches('\n').count();
        self.rest = rest;
        taken
    }

    fn next(&mut self, first: char) -> Option<Part> {
        if self.rest.starts_with("//") {
            let end = self.rest.find('\n').unwrap_or(self.rest.len());
            self.take(end);
            return None;
        }
        if self.rest.starts_with("/*") {
            self.block_comment();
            return None;
        }
        if first.is_whitespace() {
            self.take(first.len_utf8());
            return None;
        }
        if first == '\'' {
            self.letter_or_lifetime();
            return None;
        }
        if let Some(text) = self.text() {
            return Some(Part::Text(text));
        }
        if self.rest.starts_with("::") {
            self.take(2);
            return Some(Part::Under);
        }
        if first.is_alphanumeric() || first == '_' {
            let end = self.rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(self.rest.len());
            let word = self.take(end).to_owned();
            return Some(if first.is_ascii_digit() { Part::Number(word) } else { Part::Word(word) });
        }
        self.take(first.len_utf8());
        Some(Part::Sign(first))
    }

    fn block_comment(&mut self) {
        let mut depth = 0_usize;
        loop {
            if self.rest.starts_with("/*") {
                depth += 1;
                self.take(2);
            } else if self.rest.starts_with("*/") {
                depth -= 1;
                self.take(2);
            } else {
                match self.rest.chars().next() {
                    Some(letter) => self.take(letter.len_utf8()),
                    None => return,
                };
            }
            if depth == 0 {
                return;
            }
        }
    }

    fn letter_or_lifetime(&mut self) {
        let mut letters = self.rest.char_indices().skip(1);
        let (first, second) = (letters.next(), letters.next());
        match (first, second) {
            // An escaped letter ends at the quotation mark after the escape, which may be one itself.
            (Some((_, '\\')), Some((at, escaped))) => {
                let from = at + escaped.len_utf8();
                let end = self.rest[from..].find('\'').map_or(self.rest.len(), |end| from + end + 1);
                self.take(end);
            }
            (Some(_), Some((at, '\''))) => {
                self.take(at + 1);
            }
            // A lifetime: its name is read as a word, which no rule speaks of.
            _ => {
                self.take(1);
            }
        }
    }

    /// A text with or without escapes, of letters, bytes or for C.
    fn text(&mut self) -> Option<String> {
        let bare = self.rest.trim_start_matches(['b', 'c']);
        let raw = bare.strip_prefix('r');
        let after = raw.unwrap_or(bare);
        let marks = if raw.is_some() { after.len() - after.trim_start_matches('#').len() } else { 0 };
        let body = after[marks..].strip_prefix('"')?;
        let start = self.rest.len() - body.len();
        if start > 3 + marks {
            return None;
        }
        self.take(start);
        let end = if raw.is_some() {
            let closing = format!("\"{}", "#".repeat(marks));
            let end = body.find(&closing).unwrap_or(body.len());
            (end, closing.len())
        } else {
            (unescaped_end(body), 1)
        };
        let text = self.take(end.0).to_owned();
        self.take(end.1.min(self.rest.len()));
        Some(text)
    }
}

/// Where a text with escapes ends.
fn unescaped_end(body: &str) -> usize {
    let mut escaped = false;
    for (at, letter) in body.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at,
            _ => {}
        }
    }
    body.len()
}
