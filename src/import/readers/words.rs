//! Words as a browser, or Word, shows them.

/// Words that come in pieces: any white space between two of them is one space, and line breaks stand only between words.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    text: String,
    /// A space is to come before the next word.
    space: bool,
    /// A paragraph has ended.
    line: bool,
    /// Line breaks that are to come before the next word; those at the end only keep a cell open.
    breaks: usize,
}

impl Words {
    /// Adds words.
    pub fn add(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() {
                self.space = true;
                continue;
            }
            let breaks = std::mem::take(&mut self.breaks).max(usize::from(std::mem::take(&mut self.line)));
            if breaks > 0 && !self.text.is_empty() {
                self.text.extend(std::iter::repeat_n('\n', breaks));
            } else if self.space && !self.text.is_empty() && !self.text.ends_with('\n') {
                self.text.push(' ');
            }
            self.space = false;
            self.text.push(c);
        }
    }

    /// Adds paragraphs, one a line.
    pub fn add_lines(&mut self, text: &str) {
        for line in text.lines() {
            self.paragraph();
            self.add(line);
        }
        self.paragraph();
    }

    /// Sets what follows apart from what stands there.
    pub fn space(&mut self) {
        self.space = true;
    }

    /// Ends a paragraph.
    pub fn paragraph(&mut self) {
        self.line |= !self.text.is_empty();
    }

    /// Breaks the line.
    pub fn line_break(&mut self) {
        self.line = false;
        self.space = false;
        self.breaks += 1;
    }

    /// Takes what has been read, and begins anew.
    pub fn take(&mut self) -> String {
        std::mem::take(self).text
    }

    /// The same as lines, without blank ones.
    pub fn take_lines(&mut self) -> Vec<String> {
        self.take().lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }
}
