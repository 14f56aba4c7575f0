//! The world a template is set in: the templates and fonts that come with the program and one file of data, all in
//! memory. Nothing is read from the disk, no package is fetched, no font of the machine is used, and no clock is asked,
//! so that the same data give the same pages anywhere.

use std::sync::LazyLock;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt as _, World};

/// A template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Template {
    /// The paper.
    Paper,
    /// The first page of it, before it is made.
    FirstPage,
    /// The slides.
    Slides,
}

impl Template {
    const fn text(self) -> &'static str {
        match self {
            Self::Paper | Self::FirstPage => include_str!("../../../assets/report/paper.typ"),
            Self::Slides => include_str!("../../../assets/report/slides.typ"),
        }
    }
}

/// What both templates draw.
const COMMON: &str = include_str!("../../../assets/report/common.typ");

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    // Header cells of rows, which a screen reader tells with each cell.
    LazyHash::new(Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build())
});

static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    [notosans::REGULAR_TTF, notosans::BOLD_TTF, notosans::ITALIC_TTF, notosans::BOLD_ITALIC_TTF]
        .into_iter()
        .flat_map(|bytes| Font::iter(Bytes::new(bytes)))
        .collect()
});

static BOOK: LazyLock<LazyHash<FontBook>> = LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));

/// Whether every face of the fonts has a glyph for a character.
pub(super) fn has_glyph(character: char) -> bool {
    FONTS.iter().all(|font| font.info().coverage.contains(u32::from(character)))
}

/// A template with its data.
pub(super) struct Sheet {
    main: Source,
    common: Source,
    data: (FileId, Bytes),
    day: Option<Datetime>,
}

impl Sheet {
    /// `data` is what the template reads as `data.json`. `None` when a name is refused, which cannot be.
    pub(super) fn new(template: Template, data: Vec<u8>, day: Option<Datetime>) -> Option<Self> {
        let file = |name: &str| {
            let path = VirtualPath::new(name).ok()?;
            Some(RootedPath::new(VirtualRoot::Project, path).intern())
        };
        Some(Self {
            main: Source::new(file("main.typ")?, template.text().to_owned()),
            common: Source::new(file("common.typ")?, COMMON.to_owned()),
            data: (file("data.json")?, Bytes::new(data)),
            day,
        })
    }
}

impl World for Sheet {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        [&self.main, &self.common]
            .into_iter()
            .find(|source| source.id() == id)
            .cloned()
            .ok_or_else(|| FileError::NotFound(id.vpath().get_without_slash().into()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data.0 { Ok(self.data.1.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        self.day
    }
}
