//! The paper and the slides as PDF and as pictures: what is in them, read with a reader of the test's own, and that what
//! is not as written is found.

#![cfg(feature = "pdf")]

use crate::made::{assessment, eight, quarter, row, with_rows};
use hayro_cmap::{BfString, CMap};
use hayro_syntax::Pdf;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Object, Stream};
use hicm::export::{ExportError, Exported, Format, export, verify};
use hicm::model::{ActionRow, Assessment, Due, KnownTerms, Level};
use hicm::report::{Audience, Block, Report, Subject};
use hicm::store::{Frameworks, known_terms, open_assessment};
use std::path::Path;

fn read(file: &str) -> Assessment {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assessments");
    open_assessment(&folder.join(file), &Frameworks::bundled()).unwrap().assessment
}

fn report_of_file(now: &str, since: Option<&str>, audience: Audience) -> Report {
    let frameworks = Frameworks::bundled();
    let (now, since) = (read(now), since.map(read));
    let framework = |of: &Assessment| frameworks.get(&of.framework).unwrap().clone();
    let (judged_by, was_judged_by) = (framework(&now), since.as_ref().map(framework));
    let subject = Subject {
        assessment: &now,
        framework: &judged_by,
        since: since.as_ref().zip(was_judged_by.as_deref()),
        known: &frameworks.all(),
        terms: known_terms().unwrap(),
    };
    Report::of(&subject, audience)
}

fn report_of(assessment: &Assessment, audience: Audience) -> Report {
    let (framework, terms) = (eight(), KnownTerms::default());
    Report::of(&Subject { assessment, framework: &framework, since: None, known: &[], terms: &terms }, audience)
}

fn some_rows(rows: Vec<ActionRow>) -> Assessment {
    let framework = eight();
    with_rows(assessment(&framework, quarter(2019, 1), &[Some(Level::Mature), None, Some(Level::Exemplary)]), rows)
}

fn one(report: &Report, format: Format) -> Exported {
    let mut files = export(report, format).unwrap();
    assert_eq!(files.len(), 1);
    files.remove(0)
}

/// Made, read back and held against the report.
fn sound(report: &Report, format: Format) -> Exported {
    let file = one(report, format);
    verify(report, &file, &file.bytes).unwrap();
    file
}

/// The characters of each page in the order in which they are drawn, without spaces.
fn pages(file: &Exported) -> Vec<String> {
    let pdf = Pdf::new(file.bytes.clone()).unwrap();
    let pages = pdf.pages().iter().map(|page| {
        let (mut text, mut map) = (String::new(), None);
        let mut show = |map: &Option<CMap>, codes: &[u8]| {
            for code in codes.chunks(2) {
                match map.as_ref().unwrap().lookup_bf_string(u32::from(code[0]) * 256 + u32::from(code[1])).unwrap() {
                    BfString::Char(character) => text.push(character),
                    BfString::String(characters) => text.push_str(&characters),
                }
            }
        };
        let mut operations = page.typed_operations();
        while let Some(operation) = operations.next() {
            match operation {
                TypedInstruction::TextFont(font) => {
                    let font = page.resources().get_font(font.0).unwrap();
                    let stream: Stream<'_> = font.get("ToUnicode").unwrap();
                    map = CMap::parse(&stream.decoded().unwrap(), |_| None);
                }
                TypedInstruction::ShowText(shown) => show(&map, shown.0.as_bytes()),
                TypedInstruction::ShowTexts(shown) => {
                    for part in shown.0.iter::<Object<'_>>() {
                        if let Object::String(part) = part {
                            show(&map, part.as_bytes());
                        }
                    }
                }
                _ => {}
            }
        }
        text.retain(|character| !character.is_whitespace() && character != '\u{AD}');
        text
    });
    pages.collect()
}

/// The same bytes with one stretch of them changed to another of the same length; once, and it must be there.
fn with(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let at = bytes.windows(from.len()).position(|window| window == from.as_bytes());
    let at = at.unwrap_or_else(|| panic!("{from} is not there"));
    let mut changed = bytes.to_vec();
    changed[at..at + to.len()].copy_from_slice(to.as_bytes());
    changed
}

fn says(bytes: &[u8], text: &str) -> usize {
    bytes.windows(text.len()).filter(|window| *window == text.as_bytes()).count()
}

#[test]
fn real_assessments_become_pages_that_a_screen_reader_can_read() {
    for (now, since) in [
        ("llr/2019-20-q1.ron", Some("llr/2018-19-q4.ron")),
        ("llr/2017-18-q1.ron", None),
        ("example/2025-26-q1.ron", Some("example/2024-25-q4.ron")),
    ] {
        let report = report_of_file(now, since, Audience::Board);
        for (format, suffix) in [(Format::Pdf, ""), (Format::Slides, "-slides")] {
            let file = sound(&report, format);
            assert_eq!(file.name, format!("{}{suffix}.pdf", hicm::export::stem(&report)));
            for wanted in
                ["<pdfuaid:part>1</pdfuaid:part>", "/Lang(en-GB)", "/Marked true", "/S/TH", "/Scope/Row", "/S/H1"]
            {
                assert!(says(&file.bytes, wanted) > 0, "{now} {format:?}: {wanted}");
            }
            assert_eq!(
                says(&file.bytes, "/S/H1"),
                match format {
                    Format::Pdf => report.chapters.len(),
                    _ => report.slides.len(),
                }
            );
            // A bookmark for each chapter or slide.
            let first = if format == Format::Pdf { &report.chapters[0].title } else { &report.slides[0].title };
            assert!(says(&file.bytes, &format!("/Title({first})")) > 0, "{now} {format:?}");
        }
        assert_eq!(sound(&report, Format::Slides).pages, Some(report.slides.len()));
    }
}

#[test]
fn long_cells_and_many_rows_run_over_pages_with_the_head_on_each() {
    let rows = (0..400).map(|at| {
        let mut row = row(&format!("r{at}"), if at < 300 { "early-discharge" } else { "home-first" });
        row.gaps = format!("zq{at}zq ").repeat(at % 30);
        match at % 100 {
            7 => row.needs = "x".repeat(5000),
            8 => row.where_now = "a line of it\n".repeat(300),
            9 => row.owner = "https://example.org/".repeat(40),
            _ => {}
        }
        row
    });
    let report = report_of(&some_rows(rows.collect()), Audience::Full);
    let file = sound(&report, Format::Pdf);
    let pages = pages(&file);
    assert_eq!(Some(pages.len()), file.pages);
    let with_rows: Vec<_> = pages.iter().filter(|page| page.contains("xxxxx") || page.contains("zq")).collect();
    assert!(with_rows.len() > 20, "{}", with_rows.len());
    for (at, page) in with_rows.iter().enumerate() {
        assert!(page.contains("WherewearenowStatusSpreadGaps"), "page {at} of them");
    }
    assert!(pages.iter().enumerate().all(|(at, page)| page.contains(&format!("Page{}of{}", at + 1, pages.len()))));
    assert_eq!(
        pages.iter().map(|page| page.matches('x').count()).sum::<usize>() / 5000,
        4,
        "every letter is on a page"
    );
}

#[test]
fn a_word_is_parted_only_where_it_is_longer_than_its_column() {
    let long = "Internationalisation";
    let narrow = ActionRow { owner: long.to_owned(), ..row("a", "early-discharge") };
    let wide = ActionRow { needs: format!("Consider {long} once more, and again."), ..row("a", "early-discharge") };
    for (row, parted) in [(narrow, true), (wide, false)] {
        let pages = pages(&sound(&report_of(&some_rows(vec![row]), Audience::Full), Format::Pdf));
        let drawn = pages.concat();
        assert_eq!(!drawn.contains(long), parted, "{drawn}");
        assert!(drawn.replace('-', "").contains(long), "{drawn}");
    }
}

#[test]
fn no_character_stops_an_export_and_none_goes_in_silence() {
    // Every character of the first pages of Unicode: letters with and without a glyph, marks, controls, directions.
    let all: Vec<char> = (0..0x3100).filter_map(char::from_u32).collect();
    let rows = all.chunks(64).enumerate().map(|(at, characters)| ActionRow {
        where_now: characters.iter().collect(),
        ..row(&format!("r{at}"), "early-discharge")
    });
    let report = report_of(&some_rows(rows.collect()), Audience::Board);
    assert!(
        pages(&sound(&report, Format::Pdf))[0].contains("characterswithoutaletterinthefontofthesepagesstandasnumbers")
    );

    let mut made = some_rows(vec![ActionRow {
        needs: "Ring مرحبا 😀 at\u{7} n\u{200B}ine".to_owned(),
        ..row("r", "early-discharge")
    }]);
    made.place = "Łódź 😀".to_owned();
    // Letters with two marks that Unicode does not have as one.
    made.rows
        .push(std::sync::Arc::new(ActionRow {
            where_now: "Ọ́ladàpọ̀ x\u{302}\u{323}".to_owned(), ..row("s", "choice")
        }));
    let report = report_of(&made, Audience::Board);
    for format in [Format::Pdf, Format::Slides] {
        let pages = pages(&sound(&report, format));
        assert!(pages[0].contains("Łódź[U+1F600],Q12019/20"), "{}", pages[0]);
        assert!(pages[0].contains("withoutaletterinthefontofthesepagesstandasnumbers:[U+1F600]."), "{}", pages[0]);
    }
    let paper = pages(&one(&report, Format::Pdf)).concat();
    assert!(paper.contains("Ring[U+0645U+0631U+062DU+0628U+0627][U+1F600]atnine"), "{paper}");

    let plain = some_rows(vec![row("r", "early-discharge")]);
    assert!(!pages(&one(&report_of(&plain, Audience::Board), Format::Pdf))[0].contains("withoutaletter"));
}

#[test]
fn what_people_typed_is_never_markup() {
    let typed = "#strong[not] *bold* _so_ $x^2$ @ref <label> // no comment \\ `code` = ~ #panic(\"no\") https://a.b";
    let made = some_rows(vec![ActionRow { needs: typed.to_owned(), ..row("r", "early-discharge") }]);
    let paper = pages(&sound(&report_of(&made, Audience::Board), Format::Pdf)).concat();
    assert!(paper.contains(&typed.replace(' ', "")), "{paper}");
}

#[test]
fn an_assessment_with_nothing_in_it_becomes_pages_too() {
    let made = Assessment::empty("Anywhere", quarter(2019, 1), &eight());
    let report = report_of(&made, Audience::Public);
    sound(&report, Format::Pdf);
    sound(&report, Format::Slides);
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let report = report_of_file("example/2025-26-q1.ron", Some("example/2024-25-q4.ron"), Audience::Board);
    let file = one(&report, Format::Pdf);
    assert!(file == one(&report, Format::Pdf));
    assert!(one(&report, Format::Slides) == one(&report, Format::Slides));
    let small = report_of(&some_rows(Vec::new()), Audience::Board);
    assert!(export(&small, Format::Png).unwrap() == export(&small, Format::Png).unwrap());

    assert_eq!(says(&file.bytes, "/CreationDate(D:20250630"), 1, "the day of the assessment");
}

#[test]
fn a_board_is_not_told_who_owns_a_row() {
    let due = Due::read("1 May 2019", chrono::NaiveDate::from_ymd_opt(2019, 6, 30).unwrap());
    let owned = ActionRow { owner: "Quillon Farthingale".to_owned(), due, ..row("r", "early-discharge") };
    let made = some_rows(vec![owned]);
    for (audience, told) in [(Audience::Full, true), (Audience::Board, false), (Audience::Public, false)] {
        let paper = pages(&sound(&report_of(&made, audience), Format::Pdf)).concat();
        assert_eq!(paper.contains("Farthingale"), told, "{audience}");
    }
}

#[test]
fn a_pdf_that_is_not_as_written_is_found() {
    let report = report_of_file("llr/2017-18-q1.ron", None, Audience::Board);
    let paper = one(&report, Format::Pdf);
    let found = |report: &Report, file: &Exported, bytes: &[u8]| match verify(report, file, bytes) {
        Err(ExportError::NotAsWritten { name, what }) => {
            assert_eq!(name, file.name);
            what
        }
        other => format!("{other:?}"),
    };
    let changed = |from: &str, to: &str| found(&report, &paper, &with(&paper.bytes, from, to));
    assert_eq!(changed("/Lang(en-GB)", "/Lang(de-AT)"), "its language is “de-AT”");
    assert_eq!(changed("/Marked true", "/Warked true"), "it does not say that it is tagged");
    assert_eq!(changed("(en-GB)/StructTreeRoot", "(en-GB)/StructTreeRook"), "it is not tagged");
    assert_eq!(changed("/Alt(", "/Art("), "1 pictures have no words");
    assert_eq!(changed("/S/H1", "/S/H2"), "a heading of level 2 stands below one of level 0");
    let cut = paper.bytes.len() / 2;
    assert!(!found(&report, &paper, &paper.bytes[..cut]).starts_with("Ok"));
    assert!(found(&report, &paper, b"%PDF-1.7 and no more").starts_with("it cannot be read"));

    // Another quarter, and what was saved a moment before with other words in one row.
    let other = report_of_file("llr/2018-19-q4.ron", None, Audience::Board);
    let swapped = one(&other, Format::Pdf);
    assert_eq!(found(&report, &paper, &swapped.bytes), format!("it has {} pages", swapped.pages.unwrap()));
    let same_size = Exported { pages: swapped.pages, ..paper.clone() };
    let title = other.title();
    assert_eq!(found(&report, &same_size, &swapped.bytes), format!("its title is “{title}”"));
    let earlier = Report { content_id: "0000-0000".to_owned(), ..report.clone() };
    assert_eq!(found(&earlier, &paper, &paper.bytes), "page 1 does not say the content 0000-0000");

    let mut longer = report.clone();
    longer.chapters.pop();
    let count = report.chapters.len();
    assert_eq!(found(&longer, &paper, &paper.bytes), format!("{count} sections are there of {}", count - 1));
    let mut reworded = report.clone();
    reworded.chapters[1].title.push_str(" again");
    let what = found(&reworded, &paper, &paper.bytes);
    assert!(what.contains("is missing in"), "{what}");
    // One letter less in one cell: the text before it is there, and what follows it is not at its place.
    let mut short = report.clone();
    let cell = short.chapters.iter_mut().flat_map(|it| &mut it.blocks).find_map(|block| match block {
        Block::Table(table) if table.columns.len() > 5 => Some(&mut table.rows[1][0].text),
        _ => None,
    });
    cell.unwrap().pop();
    let what = found(&short, &paper, &paper.bytes);
    assert!(what.contains("is missing in"), "{what}");

    let slides = one(&report, Format::Slides);
    let paper_as_slides = Exported { pages: paper.pages, ..slides.clone() };
    assert!(found(&report, &paper_as_slides, &paper.bytes).contains("is missing in"));
    assert_eq!(found(&report, &paper, &slides.bytes), format!("it has {} pages", report.slides.len()));
}

#[test]
fn every_slide_is_a_picture() {
    let report = report_of_file("llr/2019-20-q1.ron", Some("llr/2018-19-q4.ron"), Audience::Board);
    let files = export(&report, Format::Png).unwrap();
    assert_eq!(files.len(), report.slides.len());
    assert_eq!(files[0].name, "2019-20-q1-board-slide-01.png");
    assert_eq!(files[9].name, "2019-20-q1-board-slide-10.png");
    for file in &files {
        assert_eq!(file.pages, Some(1));
        verify(&report, file, &file.bytes).unwrap();
        let picture = image::load_from_memory(&file.bytes).unwrap();
        assert_eq!((picture.width(), picture.height()), (1920, 1080));
    }
    let picture = |width, height, spot: u8| {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let mut drawn = image::RgbImage::from_pixel(width, height, image::Rgb([255; 3]));
        drawn.put_pixel(width / 2, 7, image::Rgb([spot; 3]));
        drawn.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        verify(&report, &files[0], &bytes.into_inner()).map_err(|error| error.to_string())
    };
    assert_eq!(picture(1920, 1080, 9), Ok(()));
    assert!(picture(1920, 1080, 255).unwrap_err().contains("it is blank"));
    assert!(picture(1080, 1920, 9).unwrap_err().contains("it is 1080 by 1920 pixels"));
    assert!(verify(&report, &files[0], &files[0].bytes[..900]).is_err());
}

/// Every key and name of an object, and of what lies in it.
fn names_within(object: &Object<'_>, into: &mut std::collections::BTreeSet<String>) {
    match object {
        Object::Dict(dict) => entries_within(dict, into),
        Object::Stream(stream) => entries_within(stream.dict(), into),
        Object::Array(array) => array.iter::<Object<'_>>().for_each(|object| names_within(&object, into)),
        Object::Name(name) => drop(into.insert(name.as_str().to_owned())),
        _ => {}
    }
}

fn entries_within(dict: &hayro_syntax::object::Dict<'_>, into: &mut std::collections::BTreeSet<String>) {
    for (key, value) in dict.entries() {
        into.insert(key.as_str().to_owned());
        // What is referred to is an object of its own.
        if let hayro_syntax::object::MaybeRef::NotRef(value) = value {
            names_within(&value, into);
        }
    }
}

#[test]
fn a_page_leads_nowhere_and_does_nothing() {
    const DOES: [&str; 16] = [
        "URI",
        "Launch",
        "JavaScript",
        "JS",
        "GoToR",
        "GoToE",
        "SubmitForm",
        "ImportData",
        "OpenAction",
        "AA",
        "EmbeddedFile",
        "EmbeddedFiles",
        "Filespec",
        "RichMedia",
        "Movie",
        "AcroForm",
    ];
    let typed =
        "See https://example.org/plan.pdf or mailto:lead@example.org, file:///etc/passwd and javascript:alert(1)";
    let mut made = some_rows(vec![ActionRow { needs: typed.to_owned(), ..row("r", "early-discharge") }]);
    made.notes = vec![typed.to_owned()];
    for format in [Format::Pdf, Format::Slides] {
        let file = sound(&report_of(&made, Audience::Board), format);
        let pdf = Pdf::new(file.bytes.clone()).unwrap();
        let mut names = std::collections::BTreeSet::new();
        pdf.objects().into_iter().for_each(|object| names_within(&object, &mut names));
        assert!(names.contains("Catalog") && names.contains("FontDescriptor"), "the objects are not read: {names:?}");
        for does in DOES {
            assert!(!names.contains(does), "{format:?}: {does}");
        }
    }
}
