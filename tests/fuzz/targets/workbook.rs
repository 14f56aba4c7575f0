//! The sheet of a workbook of Excel.
#![no_main]

mod common;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let top = br#"<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let book = br#"<workbook><sheets><sheet name="Plan" r:id="a"/></sheets></workbook>"#;
    let bytes = common::packed(&[("xl/workbook.xml", book.as_slice()), ("xl/_rels/workbook.xml.rels", top.as_slice()), ("xl/worksheets/sheet1.xml", data)]);
    common::proposed(hicm::import::read("fuzz", &bytes));
});
