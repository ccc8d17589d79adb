//! Attachments: copied as they are, however large, and never half of one.

use std::fs;
use std::io::BufRead as _;
use std::path::Path;

use crate::support::{Ran, Site, difference};

/// A site with a report that has the attachment `表.bin`.
fn site(bytes: &[u8]) -> Site {
    let site = Site::with_units();
    site.report("a.md", "title: 甲\nunit: zhifu\nyear: 2001", "[表](表.bin)");
    site.write("content/reports/表.bin", bytes);
    site
}

/// The address of the attachment.
fn address(site: &Site) -> String {
    site.files().into_keys().find(|address| address.ends_with(".bin")).expect("it is published")
}

#[test]
fn an_attachment_that_is_as_it_should_be_is_not_written_again() {
    let long: Vec<u8> = (0..600_000_u32).map(|n| (n % 251) as u8).collect();
    let site = site(&long);
    site.build();
    let address = address(&site);
    assert_eq!(site.files()[&address], long);
    let before = site.times();
    site.write("content/reports/表.bin", &long);
    assert_eq!(site.counts().0, 0);
    assert_eq!(site.times(), before);
    for damaged in [long.len() - 1, 0, 300_000] {
        let mut other = long.clone();
        other[damaged] ^= 1;
        site.write(&format!("public/{address}"), &other);
        assert_eq!(site.counts().0, 1, "damage at {damaged} is repaired");
        assert_eq!(site.files()[&address], long);
        site.write("content/reports/表.bin", &other);
        assert_eq!(site.counts().0, 1, "a change at {damaged} is published, and the manifest has its digest");
        assert_eq!(site.files()[&address], other);
        site.write("content/reports/表.bin", &long);
        site.build();
    }
    for shorter in [&long[..599_999], &[]] {
        site.write(&format!("public/{address}"), shorter);
        assert_eq!(site.counts().0, 1);
        assert_eq!(site.files()[&address], long);
    }
}

/// More than the program may have in memory.
#[cfg(target_os = "linux")]
#[test]
fn an_attachment_may_be_larger_than_the_memory() {
    let site = site(b"");
    let size: u64 = if std::env::var_os("HUIBIAN_LONG").is_some() { 2 << 30 } else { 600 << 20 };
    let file = fs::File::create(site.path("content/reports/表.bin")).expect("a file");
    file.set_len(size).expect("a file with holes");
    for expected in ["写了 ", "写了 0 "] {
        let mut command = std::process::Command::new("bash");
        // Addresses are limited, not memory: the allocator reserves some for each thread, so there is room for that.
        command.args(["-c", "ulimit -v 500000 && exec \"$0\" build -r .", env!("CARGO_BIN_EXE_huibian")]);
        command.current_dir(site.root()).env("LANG", "zh_CN.UTF-8");
        let ran = Ran::of(&mut command);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        assert!(ran.stderr.contains(expected), "{}", ran.stderr);
    }

    let entries = fs::read_dir(site.out("reports/2001/a")).expect("its folder");
    let sizes: Vec<u64> = entries.map(|entry| entry.expect("a file").metadata().expect("its size").len()).collect();
    assert_eq!(sizes, [size]);
}

/// Builds, and changes something after the content was looked at and before it is published: the lock of the output is ours
/// until then.
fn build_and_change(site: &Site, change: &dyn Fn(&Path)) -> Ran {
    let lock = fs::File::options().read(true).write(true).open(site.out(".huibian-lock")).expect("the lock");
    lock.lock().expect("nobody has it");
    let mut child = site.program(&["build"]).stderr(std::process::Stdio::piped()).spawn().expect("it starts");
    let mut stderr = std::io::BufReader::new(child.stderr.take().expect("a pipe"));
    let mut said = String::new();
    while !said.contains("等它结束") {
        assert!(stderr.read_line(&mut said).expect("text") > 0, "it ended without waiting: {said}");
    }
    change(&site.path("content/reports/表.bin"));
    drop(lock);
    std::io::Read::read_to_string(&mut stderr, &mut said).expect("text");
    let code = child.wait().expect("it ends").code().expect("by itself");
    Ran { code, stdout: String::new(), stderr: said }
}

#[test]
fn an_attachment_that_changes_during_the_build_is_named_and_nothing_is_written() {
    type Change = (&'static str, fn(&Path));
    let changes: [Change; 6] = [
        ("removed", |file| fs::remove_file(file).expect("it was there")),
        ("longer", |file| fs::write(file, b"12345").expect("written")),
        ("shorter", |file| fs::write(file, b"1").expect("written")),
        ("a folder", |file| {
            fs::remove_file(file).expect("it was there");
            fs::create_dir(file).expect("a folder");
        }),
        ("its folder moved", |file| {
            let folder = file.parent().expect("a folder");
            fs::rename(folder, folder.with_file_name("moved")).expect("moved");
        }),
        ("a FIFO", |file| {
            fs::remove_file(file).expect("it was there");
            let made = std::process::Command::new("mkfifo").arg(file).status();
            // Where there are no FIFOs, the file is gone.
            let _ = made;
        }),
    ];
    for (name, change) in changes {
        let site = site(b"123");
        site.build();
        let before = site.files();
        site.report("a.md", "title: 改了\nunit: zhifu\nyear: 2001", "[表](表.bin)");
        site.write("content/reports/表.bin", b"456");
        let ran = build_and_change(&site, &change);
        assert_eq!(ran.code, 1, "{name}: {}", ran.stderr);
        assert!(
            ran.stderr.contains("错误[file-changed]") && ran.stderr.contains("content/reports/表.bin"),
            "{name}: {}",
            ran.stderr
        );
        assert_eq!(difference(&before, &site.files()), [""; 0], "{name}");
    }
}
