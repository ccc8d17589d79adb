//! Two builds of one output: the second waits and says for whom.

use std::fs;

use crate::site;
use crate::support::difference;

#[test]
fn two_builds_at_once_both_end_well() {
    let site = site(100);
    let children: Vec<_> = (0..3).map(|_| site.start(&["build"])).collect();
    for mut child in children {
        assert!(child.wait().expect("it ends").success());
    }
    let files = site.files();
    fs::remove_dir_all(site.out("")).expect("the output");
    site.build();
    assert_eq!(difference(&site.files(), &files), [""; 0]);
}

#[test]
fn a_build_that_waits_says_for_whom() {
    let site = site(1);
    site.build();
    let lock = fs::File::options().read(true).write(true).open(site.out(".huibian-lock")).expect("the lock");
    lock.lock().expect("nobody has it");
    fs::write(site.out(".huibian-lock"), "4711\n").expect("written");
    let mut command = site.program(&["build"]);
    let mut child = command.stderr(std::process::Stdio::piped()).spawn().expect("it starts");
    let mut said = String::new();
    let mut stderr = std::io::BufReader::new(child.stderr.take().expect("a pipe"));
    while !said.contains("4711") {
        assert!(
            std::io::BufRead::read_line(&mut stderr, &mut said).expect("text") > 0,
            "it ended without waiting: {said}"
        );
    }
    drop(lock);
    assert!(child.wait().expect("it ends").success());
}

#[test]
fn a_lock_of_a_process_that_is_dead_stops_nobody() {
    let site = site(2);
    site.build();
    site.write("public/.huibian-lock", "4711\n").write("public/.huibian-stage/0", "halb");
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(!ran.stderr.contains("4711"), "{}", ran.stderr);
    assert_eq!(fs::read_to_string(site.out(".huibian-lock")).expect("the lock"), "");
}

/// The first is stopped while it has the lock, so that it is really there when the second asks.
#[cfg(unix)]
#[test]
fn the_second_of_two_builds_names_the_first_and_both_end_well() {
    let site = site(100);
    let signal = |name: &str, pid: u32| {
        let status = std::process::Command::new("kill").args([name, &pid.to_string()]).status();
        assert!(status.expect("kill").success());
    };
    for _ in 0..20 {
        let _ = fs::remove_dir_all(site.out(""));
        let mut first = site.start(&["build"]);
        let has_lock = || fs::read_to_string(site.out(".huibian-lock")).is_ok_and(|holder| !holder.is_empty());
        while !has_lock() && first.try_wait().expect("it runs").is_none() {}
        signal("-STOP", first.id());
        if !has_lock() {
            // It was faster than we.
            signal("-CONT", first.id());
            assert!(first.wait().expect("it ends").success());
            continue;
        }
        let mut second = site.program(&["build"]).stderr(std::process::Stdio::piped()).spawn().expect("it starts");
        let mut stderr = std::io::BufReader::new(second.stderr.take().expect("a pipe"));
        let mut said = String::new();
        while !said.contains("等它结束") {
            assert!(std::io::BufRead::read_line(&mut stderr, &mut said).expect("text") > 0, "it did not wait: {said}");
        }
        assert!(said.contains(&format!("另一个进程（{}）正在写这个文件夹", first.id())), "{said}");
        signal("-CONT", first.id());
        std::io::Read::read_to_string(&mut stderr, &mut said).expect("text");
        assert!(first.wait().expect("it ends").success() && second.wait().expect("it ends").success(), "{said}");
        assert!(said.contains("写了 0 个文件"), "the first has done it all: {said}");
        let files = site.files();
        fs::remove_dir_all(site.out("")).expect("the output");
        site.build();
        assert_eq!(difference(&site.files(), &files), [""; 0]);
        return;
    }
    panic!("the first was never met at work");
}
