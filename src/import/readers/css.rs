//! Which classes a style sheet hides: the plain rules of office programs, `.hid {display:none}`, and no cascade.

use std::collections::BTreeSet;

/// What hides an element, without blanks and in small letters.
const HIDES: [&str; 4] = ["display:none", "visibility:hidden", "visibility:collapse", "mso-hide:all"];

/// Whether declarations hide what they are about; blanks and capitals do not matter.
pub(super) fn hides(declarations: &str) -> bool {
    let plain: String = declarations.chars().filter(|letter| !letter.is_whitespace()).collect();
    let plain = plain.to_lowercase();
    // The last one counts of those that speak of the same.
    let said = |name: &str| plain.split(';').rfind(|said| said.split_once(':').is_some_and(|(of, _)| of == name));
    ["display", "visibility", "mso-hide"]
        .into_iter()
        .filter_map(said)
        .any(|said| HIDES.contains(&said.trim_end_matches("!important")))
}

/// Classes that are hidden, each alone or with the element it has to be on.
#[derive(Debug, Default)]
pub(super) struct HiddenClasses(BTreeSet<(String, String)>);

impl HiddenClasses {
    /// Takes in a style sheet. Rules for some media alone are passed over.
    pub fn read(&mut self, sheet: &str) {
        let sheet = without_comments(sheet);
        let mut rest = sheet.as_str();
        while let Some((head, behind)) = rest.split_once('{') {
            let head = head.rsplit([';', '}']).next().unwrap_or_default().trim();
            if head.starts_with('@') {
                rest = behind_block(behind);
                continue;
            }
            let (declarations, next) = behind.split_once('}').unwrap_or((behind, ""));
            rest = next;
            let is_hidden = hides(declarations);
            for selector in head.split(',') {
                let Some((element, class)) = selector.trim().split_once('.') else { continue };
                if selector.trim().contains([' ', '>', '+', '~', ':', '[', '#', '*']) || class.contains('.') {
                    continue;
                }
                let rule = (element.to_lowercase(), class.to_lowercase());
                if is_hidden {
                    self.0.insert(rule);
                } else if declarations.to_lowercase().contains("display") {
                    self.0.remove(&rule);
                }
            }
        }
    }

    /// Whether an element is hidden by one of its classes.
    pub fn hide(&self, element: &str, classes: &str) -> bool {
        !self.0.is_empty()
            && classes.split_whitespace().any(|class| {
                let class = class.to_lowercase();
                ["", element].iter().any(|element| self.0.contains(&((*element).to_owned(), class.clone())))
            })
    }
}

/// A style sheet without its remarks, and without the marks that hide it from the oldest browsers.
fn without_comments(sheet: &str) -> String {
    let mut all = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, behind)) = rest.split_once("/*") {
        all.push_str(before);
        rest = behind.split_once("*/").map_or("", |(_, rest)| rest);
    }
    all.push_str(rest);
    all.replace("<!--", " ").replace("-->", " ")
}

/// What follows the block that has been opened.
fn behind_block(text: &str) -> &str {
    let mut open = 1_usize;
    for (at, letter) in text.char_indices() {
        match letter {
            '{' => open += 1,
            '}' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return text.get(at + 1..).unwrap_or_default();
        }
    }
    ""
}
