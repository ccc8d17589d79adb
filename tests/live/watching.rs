//! That edits are seen: when the settings change where things lie, without events, beside another preview, and for hours.

use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::program::{Clean, Live, Running, SOON, within};
use crate::support::Site;

const RESTARTED: &str = "已按新的重新看守";

/// A site with a few reports.
fn site() -> Site {
    let site = Site::with_units();
    for n in 0..5 {
        let body = format!("抓好第{n}项工作。");
        site.report(&format!("2022/r{n}.md"), &format!("title: 总结{n}\nunit: caizheng\nyear: 2022"), &body);
    }
    site
}

/// A change of a report is seen.
#[track_caller]
fn assert_sees(live: &Live, site: &Site, word: &str) {
    site.report("2022/r1.md", &format!("title: {word}总结\nunit: caizheng\nyear: 2022"), "抓好预算绩效。");
    live.becomes_clean(site, word);
    assert!(String::from_utf8_lossy(&live.page("/index.html")).contains(word), "{word}");
}

#[test]
fn settings_that_name_another_output_or_inbox_are_followed_and_broken_ones_are_waited_for() {
    let site = site();
    let mut live = Live::of(&site, &[]);
    assert_sees(&live, &site, "起初");
    fs::create_dir(site.path("收件")).expect("a folder");
    for (settings, restarts) in [
        ("title: 云州汇编\noutput_dir: elsewhere\n", 1),
        ("title: 云州汇编\noutput_dir: elsewhere\ninbox: 收件\n", 2),
        ("title: 改名\noutput_dir: elsewhere\ninbox: 收件\n", 2),
    ] {
        site.write("huibian.yaml", settings);
        assert_sees(&live, &site, &format!("再{restarts}"));
        let said = within(SOON, || (live.running.said(RESTARTED) == restarts).then_some(()));
        assert!(said.is_some(), "{settings}: {:#?}", live.running.says());
    }
    let (settings, away) = (site.path("huibian.yaml"), site.path("huibian.yaml~"));
    fs::rename(&settings, &away).expect("it is there");
    within(SOON, || live.errors()).expect("without settings it is broken");
    live.settles();
    let number = live.number();
    site.report("2022/new.md", "title: 没有设置时写的\nunit: caizheng\nyear: 2022", "抓好预算绩效。");
    live.looks_after(number);
    fs::rename(&away, &settings).expect("it is there");
    within(SOON, || (live.state()["broken"] == false).then_some(())).expect("it is whole again");
    assert!(String::from_utf8_lossy(&live.page("/index.html")).contains("没有设置时写的"), "nothing is missed");
    live.becomes_clean(&site, "the settings are there again");
    let good = fs::read(&settings).expect("the settings");
    site.write("huibian.yaml", "title: [\n");
    live.becomes_clean(&site, "broken settings");
    site.write("huibian.yaml", good);
    live.becomes_clean(&site, "mended settings");
    assert_sees(&live, &site, "最后");
    assert_eq!(
        live.running.said(RESTARTED),
        2,
        "settings that cannot be read name nothing: {:#?}",
        live.running.says()
    );
    live.running.lives("at last");
}

#[test]
fn of_two_previews_the_second_takes_the_next_port_and_says_so() {
    let site = site();
    let one = Live::of(&site, &[]);
    let asked = one.port().to_string();
    let two = Live::start(site.program(&["serve", "--port", &asked]));
    two.running.will_say(&format!("端口 {asked} 已被占用，改用下一个"));
    assert!(two.port() > one.port());
    let json = Live::start(site.program(&["serve", "--port", &asked, "--format", "json"]));
    let opened: serde_json::Value = serde_json::from_str(&json.running.results()[0]).expect("a line of JSON");
    assert_eq!(opened["taken"], one.port());
    for live in [&one, &two, &json] {
        assert_sees(live, &site, &format!("第{}号", live.port()));
    }
}

#[test]
fn without_events_edits_are_seen_all_the_same() {
    let site = site();
    let live = Live::of(&site, &["--poll"]);
    assert_sees(&live, &site, "轮询");
    fs::rename(site.path("content/reports/2022"), site.path("content/reports/册")).expect("a folder");
    live.becomes_clean(&site, "a folder with another name");
    // A look every second, and nothing said of it.
    live.looks_after(live.number());
    let says = live.running.says();
    live.looks_after(live.number() + 1);
    assert_eq!(live.running.says(), says);
}

#[test]
fn what_changed_is_named_and_nothing_that_was_only_read_anew() {
    let site = site();
    // A file that was written just now cannot be known again by its time.
    let written =
        fs::metadata(site.path("content/reports/2022/r4.md")).and_then(|data| data.modified()).expect("a time");
    let age = || written.elapsed().ok().filter(|age| *age > Duration::from_millis(2_500));
    within(SOON, age).expect("time goes on");
    let live = Live::of(&site, &[]);
    live.settles();
    for (file, text, says) in [
        ("huibian.yaml", "title: 改了\n", "huibian.yaml 有改动"),
        ("content/topics.yaml", "topics:\n  - {id: ms, label: 民生, strong: [工作]}\n", "content/topics.yaml 有改动"),
        ("content/about.md", "# 关于\n", "content/about.md 有改动"),
    ] {
        site.write(file, text);
        live.running.will_say(says);
        live.settles();
    }
    let named = live.running.says().iter().filter(|line| line.contains("有改动")).count();
    assert_eq!(named, 3, "{:#?}", live.running.says());
}

#[test]
fn a_folder_that_takes_the_place_of_the_site_is_followed() {
    let site = site();
    let mut live = Live::of(&site, &[]);
    let (root, away) = (site.root(), site.root().with_file_name("away"));
    fs::rename(root, &away).expect("the folder of the site");
    within(SOON, || live.errors()).expect("without a site it is broken");
    assert!(String::from_utf8_lossy(&live.page("/index.html")).contains("总结0"));
    live.settles();
    fs::create_dir(root).expect("another folder");
    for entry in fs::read_dir(&away).expect("it is there") {
        let path = entry.expect("an entry").path();
        fs::rename(&path, root.join(path.file_name().expect("a name"))).expect("it can be moved");
    }
    live.becomes_clean(&site, "another folder");
    live.settles();
    assert_sees(&live, &site, "换了文件夹");
    live.running.lives("at last");
}

#[test]
#[cfg(unix)]
fn a_content_that_lies_elsewhere_behind_a_link_is_watched() {
    let site = site();
    let elsewhere = site.root().with_file_name("elsewhere");
    fs::rename(site.path("content"), &elsewhere).expect("a folder");
    std::os::unix::fs::symlink(&elsewhere, site.path("content")).expect("a link");
    let live = Live::of(&site, &[]);
    assert_sees(&live, &site, "链接");
    live.settles();
    fs::write(elsewhere.join("about.md"), "# 关于\n\n在别处写的。\n").expect("a page");
    live.becomes_clean(&site, "a file that stands in it");
    live.settles();
    fs::create_dir(elsewhere.join("帮助")).expect("a folder");
    fs::write(elsewhere.join("帮助/甲.md"), "# 帮助\n").expect("a page");
    live.becomes_clean(&site, "a folder that came");
}

#[test]
#[cfg(target_os = "linux")]
fn where_the_system_watches_no_more_folders_it_is_said_once_and_edits_are_seen() {
    use std::io::Write as _;
    use std::process::Command;

    let few = "echo 4 > /proc/sys/user/max_inotify_watches";
    let can = Command::new("unshare").args(["-Ur", "sh", "-c", few]).output();
    if !can.is_ok_and(|ran| ran.status.success()) {
        // Written past the harness, which keeps what a test that passes prints to itself.
        let _ = writeln!(
            std::io::stderr(),
            "left out: this system lets nobody lower the number of watches for one program"
        );
        return;
    }
    let site = site();
    let huibian = format!("{few} && exec \"$0\" serve --port 0");
    let mut command = site.program(&[]);
    let program = command.get_program().to_owned();
    command = {
        let mut unshared = Command::new("unshare");
        unshared.args(["-Ur", "sh", "-c", &huibian]).arg(program).current_dir(site.root());
        unshared.env("LANG", "zh_CN.UTF-8").env("NO_COLOR", "1");
        unshared
    };
    let mut live = Live::start(command);
    for n in 0..5 {
        // Folders that come need watches too.
        site.report(&format!("新{n}/x{n}.md"), "title: 新的总结\nunit: caizheng\nyear: 2021", "抓好新的工作。");
        assert_sees(&live, &site, &format!("不够{n}"));
    }
    assert_eq!(live.running.said("sysctl fs.inotify.max_user_watches"), 1, "{:#?}", live.running.says());
    live.running.lives("at last");
}

#[test]
fn what_is_wrong_is_said_in_full_once_and_a_touch_is_no_news() {
    let site = site();
    let wrong = "title: 丙总结\nunit: 没有的局\nyear: 2022";
    site.report("2022/c.md", wrong, "抓好养老服务。");
    let live = Live::of(&site, &[]);
    live.becomes_clean(&site, "at first");
    assert_eq!(live.running.said("[unit-unknown]"), 1, "{:#?}", live.running.says());
    for n in 0..5 {
        assert_sees(&live, &site, &format!("改{n}"));
        site.report("2022/c.md", &format!("summary: 第{n}次\n{wrong}"), &format!("抓好养老服务{n}。"));
        live.becomes_clean(&site, "a line above it");
    }
    site.write("huibian.yaml", "title: [\n");
    live.becomes_clean(&site, "broken settings");
    site.write("huibian.yaml", "title: 云州汇编\n");
    live.becomes_clean(&site, "mended settings");
    assert_eq!(live.running.said("[unit-unknown]"), 1, "{:#?}", live.running.says());
    let (file, touch) = (site.path("content/reports/2022/c.md"), |file: &Path| {
        let number = live.number();
        let touched = fs::File::options().append(true).open(file).expect("the report");
        touched.set_modified(std::time::SystemTime::now()).expect("its time");
        live.looks_after(number);
    });
    // What was said before a look began is here by the time of the next.
    touch(&file);
    let says = live.running.says();
    let number = live.number();
    fs::write(&file, fs::read(&file).expect("the report")).expect("the same again");
    live.looks_after(number);
    touch(&file);
    assert_eq!(live.running.says(), says, "nothing has changed");
}

/// Kilobytes that a process holds, and its open files.
#[cfg(target_os = "linux")]
fn holds(running: &Running) -> (u64, usize) {
    let of = Path::new("/proc").join(running.id().to_string());
    let status = fs::read_to_string(of.join("status")).expect("it runs");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("what is resident");
    let kilobytes = line.trim().trim_end_matches(" kB").parse().expect("a number");
    (kilobytes, fs::read_dir(of.join("fd")).expect("it runs").count())
}

#[test]
#[cfg(target_os = "linux")]
fn three_hundred_edits_of_one_report_leave_nothing_behind() {
    let site = site();
    let mut live = Live::of(&site, &[]);
    let edit = |live: &Live, n: usize| {
        let word = format!("第{n}版总结");
        site.report(
            "2022/r1.md",
            &format!("title: {word}\nunit: caizheng\nyear: 2022"),
            "抓好预算绩效。\n\n经费不足。",
        );
        let seen = within(SOON, || String::from_utf8_lossy(&live.page("/index.html")).contains(&word).then_some(()));
        assert!(seen.is_some(), "edit {n} is not seen: {:#?}", live.running.says());
    };
    (0..100).for_each(|n| edit(&live, n));
    let (warm, files) = holds(&live.running);
    (100..400).for_each(|n| edit(&live, n));
    let (then, _) = holds(&live.running);
    assert!(then <= warm + warm / 10 + 4096, "{warm} kB became {then} kB");
    let same = within(SOON, || (holds(&live.running).1 <= files).then_some(()));
    assert!(same.is_some(), "{files} open files became {}", holds(&live.running).1);
    live.becomes(&Clean::of(&site), "at last");
    live.running.lives("at last");
}
