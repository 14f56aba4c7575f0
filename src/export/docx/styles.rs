//! The looks, by the names under which Word offers them, so that a whole paper is restyled in one place.

use super::body::NAMESPACE;
use maud::{Markup, html};

/// Text.
pub(super) const INK: &str = "16222E";
/// Text of less weight.
pub(super) const MUTED: &str = "505F6E";
/// Outlines that carry meaning.
pub(super) const MARK: &str = "6B7A8A";
/// The one accent.
pub(super) const ACCENT: &str = "005EB8";
/// Overdue, and nothing else.
pub(super) const ALERT: &str = "A4262C";
/// The levels, lowest first.
pub(super) const LEVELS: [&str; 5] = ["D6E4F2", "A9CBEA", "6AA3D8", "2C74B8", "0A3F78"];
/// Lines that only part things, and the ground of heads.
pub(super) const LINE: &str = "DCE2E8";
const CANVAS: &str = "F4F6F8";

/// A style for paragraphs.
struct Look {
    id: &'static str,
    name: &'static str,
    next: &'static str,
    /// Kept on the page of what follows.
    keeps: bool,
    /// Its rank in the outline, 0 for a chapter.
    outline: Option<u8>,
    /// Space above and below, in twentieths of a point.
    space: (u32, u32),
    /// In half points.
    size: u32,
    bold: bool,
    colour: &'static str,
    /// Word shows it among those to choose from.
    offered: bool,
}

const PLAIN: Look = Look {
    id: "Normal",
    name: "Normal",
    next: "Normal",
    keeps: false,
    outline: None,
    space: (0, 100),
    size: 20,
    bold: false,
    colour: INK,
    offered: true,
};
const TABLE_TEXT: Look =
    Look { id: "TableText", name: "Table Text", next: "TableText", space: (0, 0), size: 17, ..PLAIN };

/// The styles for paragraphs, apart from lists.
const LOOKS: [Look; 19] = [
    PLAIN,
    Look { id: "Title", name: "Title", space: (0, 40), size: 48, bold: true, ..PLAIN },
    Look { id: "Subtitle", name: "Subtitle", space: (0, 60), size: 26, colour: MUTED, ..PLAIN },
    Look {
        id: "Heading1",
        name: "heading 1",
        keeps: true,
        outline: Some(0),
        space: (420, 120),
        size: 32,
        bold: true,
        colour: ACCENT,
        ..PLAIN
    },
    Look {
        id: "Heading2",
        name: "heading 2",
        keeps: true,
        outline: Some(1),
        space: (240, 80),
        size: 24,
        bold: true,
        ..PLAIN
    },
    Look { id: "Caption", name: "caption", keeps: true, space: (240, 80), size: 20, bold: true, ..PLAIN },
    Look { id: "Label", name: "Label", keeps: true, space: (140, 20), bold: true, ..PLAIN },
    Look { id: "Lead", name: "Lead", space: (60, 120), size: 24, bold: true, ..PLAIN },
    Look { id: "Quiet", name: "Quiet", space: (80, 120), colour: MUTED, ..PLAIN },
    Look { id: "Note", name: "Note", space: (80, 120), size: 18, colour: MUTED, ..PLAIN },
    TABLE_TEXT,
    Look { id: "TableHead", name: "Table Heading", keeps: true, bold: true, ..TABLE_TEXT },
    Look { id: "StepHead", name: "Step Heading", keeps: true, size: 15, colour: MUTED, offered: false, ..TABLE_TEXT },
    Look { id: "StepTitle", name: "Step Title", size: 19, bold: true, offered: false, ..TABLE_TEXT },
    Look { id: "Step", name: "Step", size: 15, offered: false, ..TABLE_TEXT },
    Look { id: "Figure", name: "Figure", size: 32, bold: true, offered: false, ..TABLE_TEXT },
    Look { id: "Drawing", name: "Drawing", space: (60, 60), offered: false, ..PLAIN },
    Look { id: "Header", name: "header", size: 16, colour: MUTED, offered: false, ..TABLE_TEXT },
    Look { id: "Footer", name: "footer", size: 16, colour: MUTED, offered: false, ..TABLE_TEXT },
];

/// The part with the styles.
pub(super) fn styles() -> Markup {
    html! {
        w:styles xmlns:w=(NAMESPACE) {
            w:docDefaults {
                w:rPrDefault {
                    w:rPr {
                        w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial" {}
                        w:color w:val=(INK) {}
                        w:sz w:val="20" {}
                        w:szCs w:val="20" {}
                        w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA" {}
                    }
                }
                w:pPrDefault { w:pPr { w:spacing w:after="0" w:line="264" w:lineRule="auto" {} } }
            }
            @for look in &LOOKS { (paragraph_style(look)) }
            w:style w:type="paragraph" w:styleId="ListBullet" {
                w:name w:val="List Bullet" {}
                w:basedOn w:val="Normal" {}
                w:qFormat {}
                w:pPr {
                    w:numPr { w:numId w:val="1" {} }
                    w:spacing w:before="0" w:after="60" {}
                }
            }
            w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont" {
                w:name w:val="Default Paragraph Font" {}
            }
            w:style w:type="character" w:customStyle="1" w:styleId="Tail" {
                w:name w:val="Tail" {}
                w:rPr { w:color w:val=(MUTED) {} }
            }
            w:style w:type="character" w:customStyle="1" w:styleId="Overdue" {
                w:name w:val="Overdue" {}
                w:rPr { w:b {} w:bCs {} w:color w:val=(ALERT) {} }
            }
            (table_styles())
        }
    }
}

fn paragraph_style(look: &Look) -> Markup {
    let plain = look.id == "Normal";
    let own = matches!(
        look.id,
        "Label" | "Lead" | "Quiet" | "Note" | "Drawing" | "Step" | "StepHead" | "StepTitle" | "Figure"
    ) || look.id.starts_with("Table");
    html! {
        w:style w:type="paragraph" w:default=[plain.then_some("1")] w:customStyle=[own.then_some("1")] w:styleId=(look.id) {
            w:name w:val=(look.name) {}
            @if !plain { w:basedOn w:val="Normal" {} }
            w:next w:val=(look.next) {}
            @if look.offered { w:qFormat {} }
            w:pPr {
                @if look.keeps { w:keepNext {} w:keepLines {} }
                w:spacing w:before=(look.space.0) w:after=(look.space.1) {}
                @if look.id.starts_with("Step") && look.id != "StepTitle" { w:jc w:val="center" {} }
                @if let Some(rank) = look.outline { w:outlineLvl w:val=(rank) {} }
            }
            w:rPr {
                @if look.bold { w:b {} w:bCs {} }
                w:color w:val=(look.colour) {}
                w:sz w:val=(look.size) {}
                w:szCs w:val=(look.size) {}
            }
        }
    }
}

fn table_styles() -> Markup {
    let margins = html! {
        w:tblCellMar {
            w:top w:w="45" w:type="dxa" {}
            w:left w:w="85" w:type="dxa" {}
            w:bottom w:w="45" w:type="dxa" {}
            w:right w:w="85" w:type="dxa" {}
        }
    };
    let line = |name: &str, size: &str, colour: &str| {
        html! {
            @match name {
                "top" => w:top w:val="single" w:sz=(size) w:space="0" w:color=(colour) {},
                "bottom" => w:bottom w:val="single" w:sz=(size) w:space="0" w:color=(colour) {},
                _ => w:insideH w:val="single" w:sz=(size) w:space="0" w:color=(colour) {},
            }
        }
    };
    let style = |id: &str, name: &str, borders: &Markup, head: &Markup| {
        html! {
            w:style w:type="table" w:customStyle="1" w:styleId=(id) {
                w:name w:val=(name) {}
                w:basedOn w:val="TableNormal" {}
                w:qFormat {}
                w:tblPr { w:tblBorders { (borders) } (margins) }
                w:tblStylePr w:type="firstRow" { w:rPr { w:b {} w:bCs {} } w:tblPr {} w:tcPr { (head) } }
            }
        }
    };
    let ruled = html! { (line("top", "8", MARK)) (line("bottom", "6", MARK)) (line("insideH", "4", LINE)) };
    let ground = html! {
        w:tcBorders { (line("bottom", "8", MARK)) }
        w:shd w:val="clear" w:color="auto" w:fill=(CANVAS) {}
        w:vAlign w:val="bottom" {}
    };
    html! {
        w:style w:type="table" w:default="1" w:styleId="TableNormal" {
            w:name w:val="Normal Table" {}
            w:uiPriority w:val="99" {}
            w:semiHidden {}
            w:unhideWhenUsed {}
            w:tblPr { w:tblInd w:w="0" w:type="dxa" {} (margins) }
        }
        (style("ReportTable", "Report Table", &ruled, &ground))
        (style("LevelTable", "Level Table", &html! {}, &html! { w:vAlign w:val="bottom" {} }))
        (style("CountTable", "Count Table", &html! {}, &html! {}))
    }
}

/// The part with the bullets.
pub(super) fn numbering() -> Markup {
    html! {
        w:numbering xmlns:w=(NAMESPACE) {
            w:abstractNum w:abstractNumId="0" {
                w:multiLevelType w:val="hybridMultilevel" {}
                w:lvl w:ilvl="0" {
                    w:start w:val="1" {}
                    w:numFmt w:val="bullet" {}
                    w:pStyle w:val="ListBullet" {}
                    w:lvlText w:val="•" {}
                    w:lvlJc w:val="left" {}
                    w:pPr { w:ind w:left="284" w:hanging="284" {} }
                }
            }
            w:num w:numId="1" { w:abstractNumId w:val="0" {} }
        }
    }
}
