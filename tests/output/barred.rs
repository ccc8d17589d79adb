//! What stands in the way: links, foreign files, rights, a full disk. The output stays as it was, and what is wrong has a name.
#![cfg(unix)]

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown, symlink};
use std::path::Path;
use std::process::Command;

use crate::support::{Ran, Site, difference, files_in};
use crate::{fill, site};

#[test]
fn a_link_in_the_output_leads_nothing_outside() {
    for planted in [".huibian-lock", ".huibian-stage", "release.json", "index.html", "units", "reports/2000", "static"]
    {
        for to_folder in [true, false] {
            let site = site(4);
            site.write("outside/folder/index.html", "x").write("outside/file", "一份很长的、不能动的文件");
            site.build();
            fill(&site, 4, "二");
            let outside = files_in(&site.path("outside"));
            let place = site.out(planted);
            let _ = if place.is_dir() { fs::remove_dir_all(&place) } else { fs::remove_file(&place) };
            symlink(site.path(if to_folder { "outside/folder" } else { "outside/file" }), &place).expect("a link");
            let ran = site.run(&["build"]);
            assert_eq!(difference(&outside, &files_in(&site.path("outside"))), [""; 0], "{planted}: {}", ran.stderr);
            assert!([0, 2, 4].contains(&ran.code), "{planted}: {}", ran.stderr);
            assert!(ran.code == 0 || ran.stderr.contains(planted), "{planted} is named: {}", ran.stderr);
        }
    }
}

#[test]
fn what_stands_in_the_way_is_named_once() {
    let site = site(4);
    site.write("public/release.json", "{\"format\":1,\"files\":{}}\n").write("public/units", "别人的文件");
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 2);
    assert_eq!(ran.stderr.matches("units").count(), 1, "{}", ran.stderr);
    assert!(ran.stderr.contains("units 不是本程序写的"), "{}", ran.stderr);
    fs::remove_file(site.out("units")).expect("it was there");
    assert!(Command::new("mkfifo").arg(site.out("index.html")).status().expect("mkfifo").success());
    let ran = site.run(&["build"]);
    assert!(ran.code == 2 && ran.stderr.contains("index.html"), "a FIFO is not opened: {}", ran.stderr);
}

#[test]
fn an_output_that_is_a_link_to_a_folder_is_a_good_output() {
    let site = site(2);
    fs::create_dir(site.path("真的")).expect("a folder");
    symlink("真的", site.path("public")).expect("a link");
    site.build();
    assert!(site.path("真的/index.html").is_file());
    assert_eq!(site.counts().0, 0);
}

/// Runs the program as somebody who has no special rights. `None` where nobody else can be had; then the test says so.
fn run_without_rights(site: &Site, arguments: &[&str]) -> Option<Ran> {
    let folder = site.root().parent().expect("a folder of its own");
    if tempfile::tempfile().and_then(|file| file.metadata()).expect("a file of mine").uid() != 0 {
        return Some(site.run(arguments));
    }
    give_away(folder);
    // Nobody may be allowed to run what lies in the home of root.
    let program = folder.join("huibian");
    if !program.exists() {
        fs::copy(env!("CARGO_BIN_EXE_huibian"), &program).expect("copied");
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups", "--"]).arg(program).args(arguments);
    command.current_dir(site.root()).env_clear().env("LANG", "zh_CN.UTF-8").env("PATH", "/usr/bin:/bin");
    if Command::new("setpriv").arg("--version").output().is_err() {
        let _ = writeln!(std::io::stderr(), "left out: what needs a user without rights, for setpriv is missing");
        return None;
    }
    Some(Ran::of(&mut command))
}

fn give_away(path: &Path) {
    if !path.is_symlink() {
        chown(path, Some(65534), Some(65534)).expect("root may do this");
    }
    if path.is_dir() && !path.is_symlink() {
        for entry in fs::read_dir(path).expect("a folder") {
            give_away(&entry.expect("an entry").path());
        }
    }
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("it is ours");
}

#[test]
fn what_cannot_be_written_is_named_before_anything_is_touched() {
    for locked in ["", "units", "reports/2000"] {
        let site = site(4);
        site.build();
        let before = site.files();
        fill(&site, 4, "二");
        site.remove("content/reports/r003.md");
        site.report("neu.md", "title: 新\nunit: zhifu\nyear: 1990", "正文。");
        set_mode(&site.out(locked), 0o555);
        let ran = run_without_rights(&site, &["build"]);
        set_mode(&site.out(locked), 0o755);
        let Some(ran) = ran else { return };
        assert_eq!(ran.code, 4, "{locked}: {}", ran.stderr);
        assert!(ran.stderr.contains(&format!("public/{locked}")) && ran.stderr.contains("没有权限"), "{}", ran.stderr);
        assert_eq!(difference(&before, &site.files()), [""; 0], "{locked}: the output is as it was");
        assert!(!site.out(".huibian-stage").exists(), "{locked}: nothing is left behind");
        let ran = run_without_rights(&site, &["build"]).expect("as before");
        assert_eq!(ran.code, 0, "{}", ran.stderr);
    }
}

#[test]
fn a_file_that_can_only_be_read_is_replaced_and_its_folder_decides() {
    let site = site(2);
    site.build();
    set_mode(&site.out("index.html"), 0o444);
    fs::write(site.path("content/index.md"), "新的首页。\n").expect("written");
    let Some(ran) = run_without_rights(&site, &["build"]) else { return };
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    site.shows("index.html", "新的首页");
}

#[test]
fn what_cannot_be_read_is_named() {
    let site = site(2);
    site.write("content/reports/秘密/a.md", "x").write("content/reports/图.png", "x");
    site.report("r000.md", "title: 甲\nunit: zhifu\nyear: 2000", "![图](图.png)");
    site.build();
    let before = site.files();
    for (path, named) in [
        ("content/reports/r001.md", "content/reports/r001.md"),
        ("content/reports/秘密", "content/reports/秘密"),
        ("content/reports/图.png", "content/reports/图.png"),
        ("huibian.yaml", "huibian.yaml"),
    ] {
        let mode = fs::metadata(site.path(path)).expect("it is there").permissions().mode();
        set_mode(&site.path(path), 0);
        let ran = run_without_rights(&site, &["build"]);
        set_mode(&site.path(path), mode);
        let Some(ran) = ran else { return };
        assert_eq!(ran.code, 1, "{path}: {}", ran.stderr);
        assert!(ran.stderr.contains(named) && ran.stderr.contains("Permission denied"), "{path}: {}", ran.stderr);
        assert_eq!(difference(&before, &site.files()), [""; 0], "{path}");
    }
}

/// A disk of one megabyte, in a room of its own that ends with the command.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_output_as_it_was() {
    let small = "mount -t tmpfs -o size=1m none public";
    if !Command::new("unshare")
        .args(["-rm", "sh", "-c", "mkdir -p $0 && mount -t tmpfs none $0"])
        .arg(std::env::temp_dir().join("huibian-mount"))
        .status()
        .is_ok_and(|status| status.success())
    {
        let _ = writeln!(std::io::stderr(), "left out: a disk that is full, for unshare -rm cannot mount one here");
        return;
    }
    let site = site(2);
    fs::create_dir(site.path("public")).expect("a folder");
    site.report("a.md", "title: 甲\nyear: 2001", "正文。");
    let script = format!(
        "{small} && \"$0\" build -q && cp -r public before && rm -f public/.huibian-lock \
         && for n in $(seq 40); do cp content/reports/r000.md content/reports/n$n.md; done \
         && head -c 900000 /dev/zero > content/reports/x.bin && printf '\\n[x](x.bin)\\n' >> content/reports/a.md \
         && {{ \"$0\" build; code=$?; cp -r public after; rm content/reports/x.bin content/reports/n*; \
         printf -- '---\\ntitle: 甲\\nyear: 2001\\n---\\n\\n小了。\\n' > content/reports/a.md; \"$0\" build -q; cp -r public last; exit $code; }}"
    );
    let mut command = Command::new("unshare");
    command.args(["-rm", "sh", "-c", &script, env!("CARGO_BIN_EXE_huibian")]).current_dir(site.root());
    command.env("LANG", "zh_CN.UTF-8");
    let ran = Ran::of(&mut command);
    assert_eq!(ran.code, 4, "{}", ran.stderr);
    assert!(ran.stderr.contains("磁盘满了") && ran.stderr.contains("public/"), "{}", ran.stderr);
    assert_eq!(difference(&files_in(&site.path("before")), &files_in(&site.path("after"))), [""; 0]);
    site.build_with(&["-o", "clean"]);
    assert_eq!(difference(&files_in(&site.path("last")), &files_in(&site.path("clean"))), [""; 0], "and it goes on");
}

/// Where nothing can be mounted: no file may grow beyond 300 KB.
#[test]
fn a_quota_that_is_reached_leaves_the_output_as_it_was() {
    let site = site(2);
    site.build();
    let before = site.files();
    fill(&site, 2, "二");
    site.report("a.md", "title: 甲\nyear: 2001", "[x](x.bin)").write("content/reports/x.bin", vec![7; 400_000]);
    let mut command = Command::new("bash");
    command.args(["-c", "trap '' XFSZ; ulimit -f 300; exec \"$0\" build", env!("CARGO_BIN_EXE_huibian")]);
    let ran = Ran::of(command.current_dir(site.root()).env("LANG", "zh_CN.UTF-8"));
    assert_eq!(ran.code, 4, "{}", ran.stderr);
    assert!(ran.stderr.contains("磁盘满了") && ran.stderr.contains("public/"), "{}", ran.stderr);
    assert_eq!(difference(&before, &site.files()), [""; 0]);
    assert!(!site.out(".huibian-stage").exists());
    site.build();
}

#[test]
fn an_output_on_another_disk_is_a_good_output() {
    let memory = Path::new("/dev/shm");
    let other = tempfile::tempdir_in(memory).ok();
    let site = site(2);
    let Some(other) = other.filter(|other| {
        fs::metadata(other.path()).expect("it is there").dev() != fs::metadata(site.root()).expect("it is there").dev()
    }) else {
        let _ = writeln!(std::io::stderr(), "left out: an output on another disk, for there is none at /dev/shm");
        return;
    };
    let folder = other.path().join("站 点");
    site.build_with(&["-o", folder.to_str().expect("UTF-8")]);
    site.build();
    assert_eq!(difference(&files_in(&folder), &site.files()), [""; 0]);
}
