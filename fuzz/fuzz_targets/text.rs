//! A plain text in any encoding: it is imported or refused, and nothing of it is lost in silence.

#![no_main]

use huibian::import::encoding::decode;
use huibian::import::{Received, read};
use huibian::load::decisions::Decided;
use huibian::registry::Registry;
use huibian::settings::Settings;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = decode(bytes);
    let received = Received { file: "总结.txt", above: &[], bytes };
    let read = read(&received, &Registry::default(), &Settings::default(), &Decided::default());
    assert!(read.value.is_some() || !read.diagnostics.is_empty(), "refused without a word");
});
