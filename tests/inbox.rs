//! The inbox as people use it: they copy files into a folder, slowly, badly, twice, and each becomes a report once.
//!
//! Time is told, so nothing waits.

mod support;

use std::fs::{self, File};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use huibian::diagnostic::Language;
use huibian::edition::Choice;
use huibian::intake::inbox::{Inbox, Refusal};
use huibian::intake::{Fate, Handed, Intake, Outcome, Wish, receipt};
use support::Site;

const REPORT: &str = "云州市财政局2022年工作总结\n\n一、主要工作\n\n一年来，各项工作稳步推进。\n";

fn at(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

fn changed_at(second: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_700_000_000 + second)
}

/// A site with an inbox.
struct Office {
    site: Site,
    inbox: Inbox,
}

impl Office {
    fn new() -> Self {
        let site = Site::with_units();
        fs::create_dir(site.path("inbox")).expect("a folder");
        let inbox = Inbox::new(&site.path("inbox"), site.root(), Some(&site.path("public"))).expect("an inbox");
        Self { site, inbox }
    }

    /// Puts a file into the inbox that was changed in this second.
    fn put(&self, name: &str, text: &str, second: u64) {
        self.site.write(&format!("inbox/{name}"), text);
        self.touch(name, second);
    }

    fn touch(&self, name: &str, second: u64) {
        let file = File::options().append(true).open(self.site.path(&format!("inbox/{name}"))).expect("the file");
        file.set_modified(changed_at(second)).expect("its time");
    }

    /// The names of what has come.
    fn look(&mut self, milliseconds: u64) -> Vec<String> {
        self.inbox.look(at(milliseconds)).into_iter().map(|file| file.name).collect()
    }

    /// What becomes of files.
    fn take(&self, files: &[Handed]) -> Vec<Outcome> {
        let mut intake = Intake::open(self.site.root(), &Choice::default()).expect("a site").value;
        files.iter().map(|file| intake.take(file, &Wish::default()).expect("the disk works")).collect()
    }

    fn says(&self, files: &[Handed], language: Language) -> Vec<String> {
        let outcomes = self.take(files);
        files.iter().zip(&outcomes).flat_map(|(file, outcome)| receipt::lines(file, outcome, language)).collect()
    }
}

#[test]
fn a_file_that_grows_is_waited_for() {
    let mut office = Office::new();
    assert!(office.look(0).is_empty());
    assert_eq!(office.inbox.wants_look_in(), None);
    office.put("a.txt", "云州市", 0);
    assert!(office.look(100).is_empty());
    assert_eq!(office.inbox.wants_look_in(), Some(at(1_000)));
    assert!(office.look(1_000).is_empty());
    assert_eq!(office.inbox.wants_look_in(), Some(at(100)));
    office.put("a.txt", REPORT, 0);
    assert!(office.look(1_050).is_empty(), "it has another size");
    office.touch("a.txt", 1);
    assert!(office.look(2_000).is_empty(), "it has another time");
    office.put("b.txt", REPORT, 0);
    assert!(office.look(2_500).is_empty());
    assert_eq!(office.inbox.wants_look_in(), Some(at(500)), "the sooner of the two");
    assert_eq!(office.look(3_000), ["a.txt"]);
    assert_eq!(office.look(4_000), ["b.txt"]);
    assert!(office.look(60_000).is_empty());
    assert_eq!(office.inbox.wants_look_in(), None);
}

#[test]
fn many_come_at_once_and_a_bad_one_stops_no_other() {
    let mut office = Office::new();
    office.put("2022/财政局.txt", REPORT, 0);
    office.put("坏.txt", "\0\0\0", 0);
    office.put("表.xls", "表", 0);
    office.put("民政局.txt", &REPORT.replace("财政局", "民政局"), 0);
    office.inbox.look(at(0));
    let files = office.inbox.look(at(1_000));
    let lines = office.says(&files, Language::ZhCn);
    let begins = |start: &str| lines.iter().any(|line| line.starts_with(start));
    for start in [
        "2022/财政局.txt → content/reports/2022/caizheng-",
        "民政局.txt → content/reports/2022/minzheng-",
        "坏.txt：",
        "表.xls：还不能导入",
    ] {
        assert!(begins(start), "{start}: {lines:#?}");
    }
    let english = office.says(&files, Language::En);
    assert!(english.iter().any(|line| line.starts_with("表.xls: .xls files")), "{english:#?}");
    assert!(english.iter().any(|line| line.ends_with("(known already, left as it is)")), "{english:#?}");
    office.site.build();
}

#[test]
fn a_file_is_given_once_and_again_when_it_changed() {
    let mut office = Office::new();
    office.put("a.txt", REPORT, 0);
    office.look(0);
    let first = office.inbox.look(at(1_000));
    let fate = |outcomes: &[Outcome]| match outcomes {
        [Outcome::Imported(imported)] => imported.fate.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(fate(&office.take(&first)), Fate::New);
    // A share that went away and came back brings no news.
    fs::rename(office.site.path("inbox/a.txt"), office.site.path("a.txt")).expect("one disk");
    assert!(office.look(2_000).is_empty());
    fs::rename(office.site.path("a.txt"), office.site.path("inbox/a.txt")).expect("one disk");
    assert!(office.look(3_000).is_empty());
    assert!(office.look(9_000).is_empty());
    assert_eq!(office.inbox.wants_look_in(), None);
    // Copied again: given again, and known.
    office.touch("a.txt", 1);
    office.look(10_000);
    let second = office.inbox.look(at(11_000));
    assert_eq!(fate(&office.take(&second)), Fate::Known);
    office.put("a.txt", &REPORT.replace("稳步", "扎实"), 2);
    office.look(12_000);
    let third = office.inbox.look(at(13_000));
    assert_eq!(fate(&office.take(&third)), Fate::Updated);
    let path = office.site.path("inbox/a.txt");
    assert_eq!(fs::read_to_string(&path).expect("it is there"), REPORT.replace("稳步", "扎实"));
    let data = fs::metadata(&path).expect("it is there");
    assert_eq!(data.modified().expect("its time"), changed_at(2));
}

#[test]
fn a_file_that_goes_while_it_grows_is_forgotten() {
    let mut office = Office::new();
    office.put("a.txt", REPORT, 0);
    office.look(0);
    office.site.remove("inbox/a.txt");
    assert!(office.look(1_000).is_empty());
    assert_eq!(office.inbox.wants_look_in(), None);
    office.put("a.txt", REPORT, 0);
    assert!(office.look(1_500).is_empty(), "it came anew");
    let files = office.inbox.look(at(2_500));
    office.site.remove("inbox/a.txt");
    let lines = office.says(&files, Language::En);
    assert_eq!(lines, ["a.txt: there is no such file"]);
}

#[test]
fn an_empty_file_is_given_time_and_then_refused() {
    let mut office = Office::new();
    office.put("a.txt", "", 0);
    office.look(0);
    assert!(office.look(4_900).is_empty());
    assert_eq!(office.inbox.wants_look_in(), Some(at(100)));
    let files = office.inbox.look(at(5_000));
    assert!(matches!(&office.take(&files)[..], [Outcome::Refused(_)]));
    assert!(office.look(6_000).is_empty());
}

#[test]
fn leavings_and_files_that_are_still_copied_are_passed_over() {
    let mut office = Office::new();
    for name in ["~$总结.txt", ".a.txt.swp", "Thumbs.db", "a.tmp", "总结.txt.part", "总结.TXT.crdownload", ".git/a.txt"]
    {
        office.put(name, REPORT, 0);
    }
    office.look(0);
    assert!(office.look(9_000).is_empty());
    assert_eq!(office.inbox.wants_look_in(), None);
    fs::rename(office.site.path("inbox/总结.txt.part"), office.site.path("inbox/总结.txt")).expect("one disk");
    office.look(10_000);
    assert_eq!(office.look(11_000), ["总结.txt"]);
}

#[test]
#[cfg(unix)]
fn what_cannot_be_read_is_said_once_and_stops_no_other() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let mut office = Office::new();
    let inbox = office.site.path("inbox");
    office.put("closed/a.txt", REPORT, 0);
    fs::set_permissions(inbox.join("closed"), fs::Permissions::from_mode(0o000)).expect("other rights");
    symlink("/etc/passwd", inbox.join("out.txt")).expect("a link");
    symlink(&inbox, inbox.join("round")).expect("a link");
    symlink("nowhere", inbox.join("dead.txt")).expect("a link");
    let fifo = std::process::Command::new("mkfifo").arg(inbox.join("fifo.txt")).status();
    assert!(fifo.expect("mkfifo is there").success());
    office.put("z.txt", REPORT, 0);
    office.look(0);
    // A FIFO is empty, and so takes five seconds.
    let files = office.inbox.look(at(5_000));
    let (mut refused, mut imported) = (Vec::new(), Vec::new());
    for (file, outcome) in files.iter().zip(office.take(&files)) {
        let is_refused = matches!(outcome, Outcome::Refused(_));
        (if is_refused { &mut refused } else { &mut imported }).push(file.name.as_str());
    }
    // Who may do everything can read the closed folder.
    refused.retain(|name| *name != "closed");
    imported.retain(|name| *name != "closed/a.txt");
    assert_eq!((refused, imported), (vec!["dead.txt", "fifo.txt", "out.txt", "round"], vec!["z.txt"]));
    assert!(office.look(20_000).is_empty(), "each is given once");
    fs::set_permissions(inbox.join("closed"), fs::Permissions::from_mode(0o755)).expect("other rights");
}

#[test]
fn an_inbox_that_goes_is_said_once_and_again_when_it_goes_again() {
    let mut office = Office::new();
    let (inbox, elsewhere) = (office.site.path("inbox"), office.site.path("elsewhere"));
    for start in [0, 60_000] {
        fs::rename(&inbox, &elsewhere).expect("one disk");
        office.look(start);
        assert_eq!(office.look(start + 1_000), [inbox.display().to_string()]);
        assert!(office.look(start + 2_000).is_empty());
        assert_eq!(office.inbox.wants_look_in(), None);
        fs::rename(&elsewhere, &inbox).expect("one disk");
        assert!(office.look(start + 3_000).is_empty());
    }
}

#[test]
fn the_inbox_lies_apart_from_the_site_and_its_output() {
    let site = Site::with_units();
    for folder in ["inbox", "content/inbox", "static", "public/inbox", "to/public"] {
        fs::create_dir_all(site.path(folder)).expect("a folder");
    }
    let reason = |folder: &str, output: &str| {
        let folder = site.path(folder);
        let refusal = Inbox::new(&folder, site.root(), Some(&site.path(output))).err()?;
        let (zh, en) = (refusal.says(&folder, Language::ZhCn), refusal.says(&folder, Language::En));
        assert!(zh.contains("不能作收件箱") && en.contains("cannot be the inbox"), "{zh} {en}");
        Some(refusal)
    };
    for folder in ["content", "content/inbox", ".", "static", "Templates"] {
        let refusal = reason(folder, "public");
        assert!(matches!(refusal, Some(Refusal::HoldsSources | Refusal::NoFolder)), "{folder}: {refusal:?}");
    }
    for (folder, output) in [("public", "public"), ("public/inbox", "public"), ("to", "to/public"), ("to", "to/new")] {
        assert!(matches!(reason(folder, output), Some(Refusal::Output)), "{folder} {output}");
    }
    assert!(matches!(reason("none", "public"), Some(Refusal::NoFolder)));
    assert!(matches!(reason("huibian.yaml", "public"), Some(Refusal::NoFolder)));
    assert!(reason("inbox", "public").is_none());
}
