//! What a folder of reports can hold: names of every kind, links, what is no file, and all of it changing meanwhile.
#![cfg(unix)]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::rounds::rounds;
use crate::support::{Site, difference, report};
use crate::{fill, manifest, sha256, site};

const FRONT: &str = "title: 甲\nunit: zhifu\nyear: 2020";

#[test]
fn a_name_of_every_kind_has_a_page() {
    let long = "汉".repeat(84);
    let names = [
        "换\n行",
        "引'\"号",
        "p%41#x?y",
        "反\\斜",
        "点...",
        "空 ",
        " 空",
        "CON",
        "nul",
        "A",
        "a",
        "-r",
        "--help",
        "\u{1b}[31m红",
        "a|b<c>:*",
        "{{ x }}",
        "<b>",
        "\u{202e}反",
        "😀",
        &long,
    ];
    let site = Site::with_units();
    for name in names {
        site.report(&format!("{name}.md"), FRONT, "[表](表.csv)");
    }
    site.report("folder.md/in.md", FRONT, "正文。").write("content/reports/表.csv", "一\n");
    let ran = site.build();
    assert!(!ran.stderr.contains(['\u{1b}', '\u{202e}']), "a name does nothing to the terminal: {}", ran.stderr);
    let is_fit = |part: &str| {
        let fit = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b);
        part.len() <= 100 && part.bytes().all(fit) && !["con", "nul"].contains(&part.split('.').next().unwrap_or(part))
    };
    let files = site.files();
    for address in files.keys() {
        assert!(address.split('/').all(is_fit), "{address}");
    }
    let reports = files.keys().filter(|address| address.starts_with("reports/2020/") && address.ends_with(".html"));
    assert_eq!(reports.count(), names.len() + 1);
}

/// The same name to a person, and two files to a disk: `é` in one character and in two.
#[cfg(target_os = "linux")]
#[test]
fn two_forms_of_one_name_are_two_files_at_one_address() {
    let site = Site::with_units();
    site.report("caf\u{e9}.md", FRONT, "一。").report("cafe\u{301}.md", FRONT, "二。");
    let ran = site.run(&["build"]);
    assert_eq!((ran.code, ran.codes()), (1, vec!["address-taken"]), "{}", ran.stderr);
    site.report("cafe\u{301}.md", &format!("{FRONT}\nslug: cafe-2"), "二。");
    site.build();
}

#[test]
fn what_is_no_file_of_the_site_is_named_and_never_opened() {
    let site = Site::with_units();
    site.report("a.md", FRONT, "[盘](盘.bin) [密](密.txt)").write("content/reports/真/b.md", report(FRONT, "正文。"));
    let place = |name: &str| site.path("content/reports").join(name);
    for name in ["f.md", "盘.bin"] {
        assert!(Command::new("mkfifo").arg(place(name)).status().expect("mkfifo").success());
    }
    let _socket = UnixListener::bind(place("s.md")).expect("a socket");
    fs::write(site.root().with_file_name("秘密.txt"), "不能公开").expect("written");
    let links = [
        ("loop1.md", "loop2.md"),
        ("loop2.md", "loop1.md"),
        ("自己", "."),
        ("夹", "真"),
        ("悬空.md", "没有"),
        ("密.txt", "../../../秘密.txt"),
        ("dev.md", "/dev/zero"),
    ];
    for (name, target) in links {
        symlink(target, place(name)).expect("a link");
    }
    symlink("真/b.md", place("好的链接.md")).expect("a link");
    fs::hard_link(place("a.md"), place("硬链接.md")).expect("a second name");
    fs::write(place("x").with_file_name(OsStr::from_bytes(b"\xb9\xab.md")), "不是 UTF-8 的名字").expect("written");
    let ran = site.build_with(&["-v"]);
    let refused = ran.codes().into_iter().filter(|code| *code == "special-file").count();
    assert_eq!(refused, 3 + links.len() + 1, "{}", ran.stderr);
    for (name, _) in links {
        assert!(ran.stderr.contains(&format!("content/reports/{name}\n")), "{name} is named: {}", ran.stderr);
    }
    for (address, bytes) in site.files() {
        assert!(!String::from_utf8_lossy(&bytes).contains("不能公开"), "{address}");
    }
    let reports =
        site.files().into_keys().filter(|address| address.starts_with("reports/") && address.ends_with(".html"));
    assert_eq!(reports.count(), 4, "the two, and each by its other name");
}

/// Deeper than the system can name: nothing below is read, and the folder is named.
#[test]
fn folders_may_be_deeper_than_a_path_can_be() {
    let site = site(1);
    site.build();
    let before = site.files();
    let dig = "cd content/reports && for n in $(seq 30); do mkdir \"$0\" && cd \"$0\" || exit 1; done; echo x > a.md";
    let dug = Command::new("bash").args(["-c", dig, &"深".repeat(80)]).current_dir(site.root()).status();
    assert!(dug.expect("bash").success());
    let ran = site.run(&["build"]);
    let fill = "cd content/reports && rm -rf \"$0\"";
    Command::new("bash").args(["-c", fill, &"深".repeat(80)]).current_dir(site.root()).status().expect("bash");
    assert_eq!((ran.code, ran.codes()), (1, vec!["unreadable"]), "{}", ran.stderr);
    assert_eq!(difference(&site.files(), &before), [""; 0]);
    // Addresses are longer than Chinese names: this one can be read, and cannot be written.
    site.write(&format!("content/{}a.md", "深/".repeat(450)), "# 深处\n");
    let ran = site.run(&["build"]);
    assert!(ran.code == 4 && ran.stderr.contains("shen-"), "{}: {}", ran.code, ran.stderr);
    assert_eq!(difference(&site.files(), &before), [""; 0], "nothing was touched");
}

#[test]
fn a_folder_may_hold_many_files() {
    let site = site(1);
    for n in 0..rounds(500) {
        site.write(&format!("content/reports/附件{n}.csv"), "一\n");
    }
    let ran = site.build_with(&["--format", "json"]);
    assert!(site.files().keys().all(|address| !address.contains("fu-jian")), "what no report names: {}", ran.stderr);
}

/// Reports, attachments and whole folders come and go while the site is built.
#[test]
fn a_site_that_changes_meanwhile_gives_whole_pages_or_is_diagnosed() {
    let site = site(40);
    for n in 0..40 {
        site.report(&format!("夹{}/b{n}.md", n % 4), &format!("{FRONT}\nslug: b{n}"), "[表](表.csv)");
        site.write(&format!("content/reports/夹{}/表.csv", n % 4), vec![b'1'; 50_000]);
    }
    site.build();
    let ends = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let place = |name: &str| site.path("content/reports").join(name);
            let text = report(FRONT, &"云州市的这一年。".repeat(2_000));
            while !ends.load(Ordering::Relaxed) {
                // What is in the way at this moment does not matter.
                let _ = fs::rename(place("夹1"), place("挪"));
                let _ = fs::write(place("r001.md"), &text);
                let _ = fs::write(place("夹2/表.csv"), &text);
                let _ = fs::rename(place("r002.md"), site.path("r002.md"));
                let _ = Command::new("mkfifo").arg(place("r002.md")).output();
                let _ = fs::remove_file(place("夹3/表.csv"));
                let _ = fs::rename(place("挪"), place("夹1"));
                let _ = fs::write(place("r001.md"), report(FRONT, "短了。"));
                let _ = fs::remove_file(place("r002.md"));
                let _ = fs::rename(site.path("r002.md"), place("r002.md"));
                let _ = fs::write(place("夹3/表.csv"), "短");
                let _ = fs::write(place("夹2/表.csv"), "短");
            }
        });
        for _ in 0..rounds(8) {
            let before = site.files();
            let ran = site.run(&["build"]);
            assert!(ran.code == 0 || ran.code == 1, "{}: {}", ran.code, ran.stderr);
            assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
            let mut files = site.files();
            assert!(ran.code == 0 || difference(&files, &before).is_empty(), "a build that failed touches nothing");
            for (address, (bytes, digest)) in manifest(&site) {
                let file = files.remove(&address).unwrap_or_else(|| panic!("{address} is missing"));
                assert_eq!((file.len() as u64, sha256(&file)), (bytes, digest), "{address}");
                assert!(!address.ends_with(".html") || file.ends_with(b"</html>\n"), "{address} is whole");
            }
        }
        ends.store(true, Ordering::Relaxed);
    });
    fill(&site, 40, "一");
    site.build();
}
