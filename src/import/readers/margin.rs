//! The headers and footers of pages: they are no part of a table, but often say whose it is and for when.

/// Words that only number or date the pages.
const OF_PAGES: [&str; 7] = ["page", "pages", "of", "printed", "print", "date", "on"];

/// The lines that say something; those that only number the pages are none.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| {
        let mut words = line.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty());
        words.any(|word| !OF_PAGES.contains(&word.to_lowercase().as_str()))
    })
}

/// The words of a header or footer of a sheet of Excel, without the codes among them: its parts are lines.
pub(super) fn words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter != '&' {
            words.push(letter);
            continue;
        }
        match letters.next() {
            Some('&') => words.push('&'),
            // To the left, in the middle, to the right.
            Some('L' | 'C' | 'R') => words.push('\n'),
            // A font in quotation marks, a colour, a size.
            Some('"') => while letters.next().is_some_and(|letter| letter != '"') {},
            // Six figures, or a colour of the theme and its shade: 01+000.
            Some('K') => {
                letters.nth(5);
            }
            Some(digit) if digit.is_ascii_digit() => while letters.next_if(char::is_ascii_digit).is_some() {},
            // Number and count of pages, day, time, names of sheet and file, bold and so on: nothing that was typed here.
            _ => {}
        }
    }
    words
}
