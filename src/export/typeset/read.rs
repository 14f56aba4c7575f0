//! A PDF read back with another reader than the one that wrote it, in the order of its tags: what a screen reader tells.

use super::letters::squeezed;
use hayro_cmap::{BfString, CMap};
use hayro_syntax::Pdf;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Dict, Name, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::Page;
use std::collections::{BTreeSet, HashMap};

/// How deep tags may be nested.
const DEEPEST: usize = 64;

/// What stands in a PDF. Texts are [`squeezed`].
#[derive(Debug, Default)]
pub(super) struct Document {
    /// Its title.
    pub(super) title: String,
    /// The language it says it is in.
    pub(super) language: String,
    /// It says that it is tagged.
    pub(super) marked: bool,
    /// Everything on each page, with what repeats on every one.
    pub(super) pages: Vec<String>,
    /// Everything that is tagged, in the order of the tags.
    pub(super) told: String,
    /// The headings: the level, and where in `told` each begins.
    pub(super) headings: Vec<(u8, usize)>,
    /// The tables, in the order of their tags.
    pub(super) tables: Vec<Table>,
    /// How many pictures have no words.
    pub(super) silent_pictures: usize,
}

/// A table of a PDF.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// The texts of its first line.
    pub(super) head: String,
    /// The pages on which something of it stands; 0 for the first.
    pub(super) pages: BTreeSet<usize>,
    lines: usize,
}

/// Reads a PDF.
pub(super) fn document(bytes: &[u8]) -> Result<Document, String> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| format!("it cannot be read: {error:?}"))?;
    let catalogue: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).ok_or("it has no catalogue")?;
    let text = |bytes: &[u8]| in_unicode(bytes);
    let mut read = Document {
        title: Pdf::metadata(&pdf).title.as_deref().map(text).unwrap_or_default(),
        language: catalogue
            .get::<hayro_syntax::object::String<'_>>("Lang")
            .map(|it| in_unicode(it.as_bytes()))
            .unwrap_or_default(),
        marked: catalogue.get::<Dict<'_>>("MarkInfo").and_then(|it| it.get::<bool>("Marked")).unwrap_or(false),
        ..Document::default()
    };
    let mut tagged = Tagged { pieces: Vec::new(), numbers: HashMap::new(), open: None, read: &mut read };
    let mut fonts = Fonts::default();
    for (at, page) in pdf.pages().iter().enumerate() {
        if let Some(id) = page.raw().obj_id() {
            tagged.numbers.insert(id.obj_number, at);
        }
        let (all, pieces) = fonts.page(page);
        tagged.read.pages.push(all);
        tagged.pieces.push(pieces);
    }
    let root: Dict<'_> = catalogue.get("StructTreeRoot").ok_or("it is not tagged")?;
    if let Some(kids) = root.get::<Object<'_>>("K") {
        tagged.walk(&kids, None, 0);
    }
    Ok(read)
}

/// The texts of marked content by page and number, put together along the tags.
struct Tagged<'a> {
    pieces: Vec<HashMap<i32, String>>,
    /// Which page is which object.
    numbers: HashMap<i32, usize>,
    /// The table that is being read.
    open: Option<Table>,
    read: &'a mut Document,
}

impl Tagged<'_> {
    fn walk(&mut self, node: &Object<'_>, page: Option<usize>, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        match node {
            Object::Number(number) => self.piece(page, number.as_i64()),
            Object::Array(kids) => kids.iter::<Object<'_>>().for_each(|kid| self.walk(&kid, page, depth + 1)),
            Object::Dict(element) => {
                let own = element.get_ref("Pg").and_then(|page| self.numbers.get(&page.obj_number)).copied();
                let page = own.or(page);
                if let Some(number) = element.get::<i32>("MCID") {
                    self.piece(page, i64::from(number));
                }
                let role = element.get::<Name<'_>>("S");
                let role = role.as_ref().map_or("", |role| role.as_str());
                self.role(role, element);
                if let Some(kids) = element.get::<Object<'_>>("K") {
                    self.walk(&kids, page, depth + 1);
                }
                if role == "Table" {
                    self.read.tables.extend(self.open.take());
                }
            }
            _ => {}
        }
    }

    fn role(&mut self, role: &str, element: &Dict<'_>) {
        match role {
            "Figure" if !element.contains_key("Alt") => self.read.silent_pictures += 1,
            "Table" => self.open = Some(Table::default()),
            "TR" => {
                if let Some(table) = &mut self.open {
                    table.lines += 1;
                }
            }
            _ => {
                if let Some(Ok(level)) = role.strip_prefix('H').map(str::parse) {
                    self.read.headings.push((level, self.read.told.len()));
                }
            }
        }
    }

    fn piece(&mut self, page: Option<usize>, number: i64) {
        let Some(page) = page else { return };
        let number = i32::try_from(number).ok();
        let Some(piece) = number.and_then(|number| self.pieces.get(page)?.get(&number)) else { return };
        self.read.told.push_str(piece);
        if let Some(table) = &mut self.open {
            if table.lines == 1 {
                table.head.push_str(piece);
            }
            if table.lines > 0 {
                table.pages.insert(page);
            }
        }
    }
}

/// The maps from the codes of each font to characters.
#[derive(Default)]
struct Fonts {
    maps: HashMap<ObjectIdentifier, Option<CMap>>,
}

impl Fonts {
    /// Everything on a page, and the same by the numbers of its marked content.
    fn page(&mut self, page: &Page<'_>) -> (String, HashMap<i32, String>) {
        let (mut all, mut pieces) = (String::new(), HashMap::<i32, String>::new());
        // The marked content that is open: its number, and whether what it says is said for its glyphs.
        let mut open: Vec<(Option<i32>, bool)> = Vec::new();
        let mut font: Option<ObjectIdentifier> = None;
        let mut operations = page.typed_operations();
        let mut found = String::new();
        while let Some(operation) = operations.next() {
            let said = open.iter().any(|(_, said)| *said);
            match operation {
                TypedInstruction::BeginMarkedContentWithProperties(begun) => {
                    let properties = if let Object::Dict(properties) = begun.1 { Some(properties) } else { None };
                    let number = properties.and_then(|it| it.get::<i32>("MCID"));
                    let words = properties.and_then(|it| it.get::<hayro_syntax::object::String<'_>>("ActualText"));
                    if let Some(words) = words.as_ref().filter(|_| !said) {
                        squeezed(&in_unicode(words.as_bytes()), &mut found);
                    }
                    open.push((number, words.is_some()));
                }
                TypedInstruction::BeginMarkedContent(_) => open.push((None, false)),
                TypedInstruction::EndMarkedContent(_) => {
                    open.pop();
                }
                TypedInstruction::TextFont(set) => {
                    font = page.resources().get_font(set.0).and_then(|font| self.learn(&font));
                }
                TypedInstruction::ShowText(shown) if !said => self.decode(font, shown.0.as_bytes(), &mut found),
                TypedInstruction::ShowTexts(shown) if !said => {
                    for part in shown.0.iter::<Object<'_>>() {
                        if let Object::String(part) = part {
                            self.decode(font, part.as_bytes(), &mut found);
                        }
                    }
                }
                _ => {}
            }
            if !found.is_empty() {
                all.push_str(&found);
                if let Some(number) = open.iter().rev().find_map(|(number, _)| *number) {
                    pieces.entry(number).or_default().push_str(&found);
                }
                found.clear();
            }
        }
        (all, pieces)
    }

    fn learn(&mut self, font: &Dict<'_>) -> Option<ObjectIdentifier> {
        let id = font.obj_id()?;
        self.maps.entry(id).or_insert_with(|| {
            let stream = font.get::<Stream<'_>>("ToUnicode")?;
            let map = stream.decoded().ok()?;
            CMap::parse(&map, |_| None)
        });
        Some(id)
    }

    /// The characters of codes of two bytes, as every font is written that is embedded in part.
    fn decode(&self, font: Option<ObjectIdentifier>, codes: &[u8], out: &mut String) {
        let Some(Some(map)) = font.and_then(|font| self.maps.get(&font)) else { return };
        for code in codes.chunks_exact(2) {
            let code = code.iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
            match map.lookup_bf_string(code) {
                Some(BfString::Char(character)) => squeezed(character.encode_utf8(&mut [0; 4]), out),
                Some(BfString::String(text)) => squeezed(&text, out),
                None => out.push('\u{FFFD}'),
            }
        }
    }
}

/// A text of a PDF: UTF-16 after a mark, else taken for ASCII.
fn in_unicode(bytes: &[u8]) -> String {
    match bytes.strip_prefix(&[0xFE, 0xFF]) {
        Some(units) => {
            let units =
                units.chunks_exact(2).map(|unit| unit.iter().fold(0, |unit, byte| unit << 8 | u16::from(*byte)));
            char::decode_utf16(units).map(|it| it.unwrap_or('\u{FFFD}')).collect()
        }
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}
