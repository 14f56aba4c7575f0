//! Journals of work that was not saved: whatever their bytes, and whatever follows what was written whole.
#![no_main]

use hicm::store::read_journal;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Some(said) = read_journal(data) {
        // What is behind the last whole record changes nothing.
        let longer = [data, b"half a record"].concat();
        assert_eq!(read_journal(&longer).expect("it was read").text, said.text);
    }
    let begun = [b"hicm journal 1\n".as_slice(), data].concat();
    let _ = read_journal(&begun);
});
