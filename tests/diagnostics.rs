//! What is wrong is said at its place, with what to do about it, in both languages.
//!
//! A folder of `tests/diagnostics/` is a diagnostic: its name is the code, `site/` is the smallest wrong site (with settings
//! of one line where it has none), `expected.zh.txt` and `expected.en.txt` are what `build` says, or the command in the file
//! `command`. A code that has several faces has a folder for each further one in its own. `UPDATE=1` writes the expected
//! texts anew: read them before they are committed.

#[path = "word/docx.rs"]
#[expect(dead_code, reason = "the tests of the reader use the rest of it")]
mod docx;
#[path = "diagnostics/handed.rs"]
mod handed;
mod support;

use std::fs;
use std::path::{Path, PathBuf};

use huibian::diagnostic::Phrase;
use support::{Ran, Site, files_in};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics")
}

/// The names of the folders in a folder, sorted.
fn folders(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("an entry"));
    let folders = entries.filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> = folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// A wrong site: the code, and the folder of the case below that of all codes.
struct Case {
    code: String,
    path: String,
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for code in folders(&folder()) {
        let case = |path: String| Case { code: code.clone(), path };
        let own = folder().join(&code);
        let further: Vec<String> = folders(&own).into_iter().filter(|name| name != "site").collect();
        if further.is_empty() || own.join("expected.zh.txt").is_file() || own.join("site").is_dir() {
            cases.push(case(code.clone()));
        }
        cases.extend(further.into_iter().map(|name| case(format!("{code}/{name}"))));
    }
    // Only there is a file that nobody may read, or one that is none, made in one call.
    cases.retain(|case| cfg!(unix) || !["special-file", "unreadable"].contains(&case.code.as_str()));
    cases
}

impl Case {
    fn folder(&self) -> PathBuf {
        folder().join(&self.path)
    }

    /// The words of the command that meets the fault.
    fn command(&self) -> Vec<String> {
        let text = fs::read_to_string(self.folder().join("command")).unwrap_or_else(|_| "build".to_owned());
        text.split_whitespace().map(str::to_owned).collect()
    }

    fn is_build(&self) -> bool {
        self.command() == ["build"]
    }

    /// The wrong site.
    fn site(&self) -> Site {
        let site = Site::bare();
        let files = self.folder().join("site");
        for (path, bytes) in if files.is_dir() { files_in(&files) } else { Default::default() } {
            site.write(&path, bytes);
        }
        self.make(&site);
        site
    }

    /// Makes what no file of text in the repository can hold.
    fn make(&self, site: &Site) {
        match self.path.as_str() {
            "encoding" => {
                site.write("content/reports/a.md", b"---\ntitle: \xd4\xc6\xd6\xdd\n---\n");
            }
            "import-binary" => {
                site.write("交来/总结.txt", b"\x7fELF\x02\x01\x01\0");
            }
            "import-encoding" => {
                let bytes: Vec<u8> = "工作总结".bytes().chain([0xff, 0xff, 0x80, 0xff]).collect();
                site.write("交来/总结.txt", bytes);
            }
            "limit/aliases" => {
                let aliases: String = (0..1_001).map(|n| format!("  - old/{n}.html\n")).collect();
                let front = format!("---\ntitle: 甲\nunit: 乙\nyear: 2022\naliases:\n{aliases}---\n");
                site.write("content/units.yaml", "units: [{id: y, name: 乙}]\n").write("content/reports/a.md", front);
            }
            "limit/front-matter" => {
                site.write("content/reports/a.md", format!("---\ntitle: 甲\nsummary: {}\n---\n", "长".repeat(22_000)));
            }
            "limit/nesting" => {
                let deep = format!("{}{}", "[".repeat(65), "]".repeat(65));
                site.write("content/reports/a.md", format!("---\ntitle: 甲\nextra: {{深: {deep}}}\n---\n"));
            }
            "limit/page" => {
                let loops = "{% for a in range(end=6000) %}{% for b in range(end=6000) %}";
                let ends = "{% endfor %}{% endfor %}";
                site.write("templates/404.html", format!("<p>\n{loops}{}{ends}\n", "停不下来。".repeat(8)));
            }
            "limit/report" => {
                site.write("content/reports/a.md", "");
                let file = fs::OpenOptions::new().write(true).open(site.path("content/reports/a.md"));
                file.and_then(|file| file.set_len(24 * 1024 * 1024 + 1)).expect("a file with a hole");
            }
            path => match handed::over(path) {
                Some(bytes) => {
                    site.write("交来/总结.txt", bytes);
                }
                None => self.make_special(site),
            },
        }
    }

    #[cfg(unix)]
    fn make_special(&self, site: &Site) {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let content = site.path("content/reports");
        match self.path.as_str() {
            "special-file" => {
                fs::create_dir_all(&content).expect("a folder");
                symlink("/dev/zero", content.join("a.md")).expect("a link");
            }
            "special-file/outside" => {
                fs::create_dir_all(&content).expect("a folder");
                fs::write(site.root().with_file_name("outside.md"), "别处的报告。\n").expect("a file beside the site");
                symlink("../../../outside.md", content.join("a.md")).expect("a link");
                fs::create_dir_all(site.path("static")).expect("a folder");
                symlink("/etc/passwd", site.path("static/a.txt")).expect("a link");
                symlink("/etc", site.path("templates")).expect("a link");
            }
            "unreadable" => {
                site.report("a.md", "title: 甲", "正文。");
                let closed = fs::Permissions::from_mode(0o000);
                fs::set_permissions(content.join("a.md"), closed).expect("the owner may do that");
            }
            _ => {}
        }
    }

    #[cfg(not(unix))]
    fn make_special(&self, _site: &Site) {}

    fn run(&self, site: &Site, lang: &str, more: &[&str]) -> Ran {
        let command = self.command();
        let words: Vec<&str> =
            command.iter().map(String::as_str).chain(["--lang", lang]).chain(more.iter().copied()).collect();
        let mut program = site.program(&words);
        if self.code == "unreadable" {
            as_anybody(&mut program, site);
        }
        let mut ran = Ran::of(&mut program);
        let text = ran.stderr.replace(site.root().to_str().expect("UTF-8"), "…");
        // How many files a site has is told by other tests.
        let fault = |line: &&str| !line.ends_with(" → …/public/index.html");
        ran.stderr = text.lines().filter(fault).map(|line| line.to_owned() + "\n").collect();
        ran
    }
}

/// Root may read what nobody may: where the tests are root's, the program is run as somebody else.
#[cfg(unix)]
fn as_anybody(program: &mut std::process::Command, site: &Site) {
    use std::os::unix::fs::PermissionsExt as _;
    use std::os::unix::process::CommandExt as _;
    if fs::read(site.path("content/reports/a.md")).is_err() {
        return;
    }
    let above = site.root().parent().expect("a temporary folder");
    let open = || fs::Permissions::from_mode(0o755);
    fs::set_permissions(above, open()).expect("our own folder");
    // The program may lie where nobody else looks.
    let copy = above.join("huibian");
    if !copy.exists() {
        // Another process copies it: a file that this one has open for writing, even in a child of another test, cannot run.
        let copied =
            std::process::Command::new("cp").args([env!("CARGO_BIN_EXE_huibian").as_ref(), copy.as_os_str()]).status();
        assert!(copied.expect("cp").success(), "the program can be copied");
    }
    let mut as_other = std::process::Command::new(&copy);
    as_other.args(program.get_args()).current_dir(site.root()).env_clear().env("NO_COLOR", "1").uid(65_534);
    *program = as_other;
}

#[cfg(not(unix))]
fn as_anybody(_program: &mut std::process::Command, _site: &Site) {}

/// What no folder can show: the file has to change while the program reads. `tests/output/attached.rs` sees to that.
const RACED: [&str; 1] = ["file-changed"];

#[test]
fn every_code_has_a_folder_and_every_folder_a_code() {
    let known: Vec<&str> = Phrase::codes().iter().copied().filter(|code| !RACED.contains(code)).collect();
    let folders = folders(&folder());
    let without: Vec<_> = known.iter().filter(|code| !folders.iter().any(|folder| folder == *code)).collect();
    assert!(without.is_empty(), "no folder in tests/diagnostics: {without:?}");
    let idle: Vec<_> = folders.iter().filter(|folder| !known.contains(&folder.as_str())).collect();
    assert!(idle.is_empty(), "no such diagnostic: {idle:?}");
    for firm in Phrase::FIRM {
        assert!(known.contains(&firm), "{firm}");
    }
}

/// What people look up: every code with its severity and an example in both languages.
fn document() -> String {
    let mut text = include_str!("diagnostics.md").to_owned();
    for code in folders(&folder()) {
        let firm = if Phrase::FIRM.contains(&code.as_str()) { "（不能调低 · firm）" } else { "" };
        text.push_str(&format!("\n## {code}{firm}\n"));
        let own: Vec<Case> = cases().into_iter().filter(|case| case.code == code).collect();
        for name in ["expected.zh.txt", "expected.en.txt"] {
            let said = own.iter().map(|case| fs::read_to_string(case.folder().join(name)).expect("it is there"));
            let said: Vec<String> = said.map(|said| said.replace("\r\n", "\n").trim_end().to_owned()).collect();
            text.push_str(&format!("\n```text\n{}\n```\n", said.join("\n\n")));
        }
    }
    text
}

#[test]
fn every_diagnostic_reads_well_in_both_languages() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut different = Vec::new();
    for case in cases() {
        for (lang, name, help) in [("zh-CN", "expected.zh.txt", "= 办法: "), ("en", "expected.en.txt", "= help: ")] {
            let ran = case.run(&case.site(), lang, &[]);
            let path = case.folder().join(name);
            if update {
                fs::write(&path, &ran.stderr).expect("it can be written");
            }
            let expected = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
            if expected != ran.stderr {
                different.push(format!("{}/{name}\n--- expected\n{expected}--- said\n{}", case.path, ran.stderr));
            }
            let said = ran.codes();
            assert!(
                !case.is_build() || said.contains(&case.code.as_str()),
                "{} is not said: {}",
                case.path,
                ran.stderr
            );
            assert_eq!(ran.stderr.matches(help).count(), said.len(), "each says what to do: {}", ran.stderr);
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/diagnostics.md");
    if update {
        fs::write(&path, document()).expect("it can be written");
    }
    // Elsewhere some cases cannot be made.
    let known = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        cfg!(not(unix)) || known == document(),
        "docs/diagnostics.md is not made of these cases: run with UPDATE=1"
    );
}

#[test]
fn an_error_stops_the_build_and_a_warning_does_not() {
    for case in cases().into_iter().filter(Case::is_build) {
        let site = case.site();
        let ran = case.run(&site, "en", &[]);
        let has_error = ran.stderr.lines().any(|line| line.starts_with("error["));
        assert_eq!(
            (ran.code, site.out("index.html").exists()),
            if has_error { (1, false) } else { (0, true) },
            "{}: {}",
            case.path,
            ran.stderr
        );
        let strict = case.run(&site, "en", &["--strict"]);
        let has_warning = ran.stderr.lines().any(|line| line.starts_with("warning["));
        assert_eq!(strict.code, i32::from(has_error || has_warning), "{}: {}", case.path, strict.stderr);
    }
}

/// File, line and column.
type At = (String, u64, u64);

/// What a person reads: severity, code, message, and where the carets stand, if they do.
fn read(text: &str) -> Vec<(String, Option<At>)> {
    let mut found: Vec<(String, Option<At>)> = Vec::new();
    for line in text.lines() {
        let is_head = ["error[", "warning[", "note["].iter().any(|level| line.starts_with(level));
        if is_head {
            found.push((line.to_owned(), None));
        } else if let (Some(place), Some((_, at))) = (line.trim_start().strip_prefix("--> "), found.last_mut()) {
            let mut parts = place.rsplitn(3, ':');
            let numbers = [parts.next(), parts.next()].map(|part| part.and_then(|part| part.parse::<u64>().ok()));
            *at = Some(match (numbers, parts.next()) {
                ([Some(column), Some(line)], Some(file)) => (file.to_owned(), line, column),
                _ => (place.to_owned(), 1, 1),
            });
        }
    }
    found
}

#[test]
fn a_program_reads_the_same_as_a_person() {
    for case in cases() {
        let person = read(&case.run(&case.site(), "en", &["-v"]).stderr);
        let ran = case.run(&case.site(), "en", &["-v", "--format", "json"]);
        let lines = ran.stderr.lines().map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap_or_else(|error| panic!("{line}: {error}"))
        });
        let program: Vec<_> = lines.filter(|line| line["code"].is_string()).collect();
        assert!(program.iter().any(|said| said["code"] == case.code.as_str()), "{}: {}", case.path, ran.stderr);
        if !case.is_build() {
            // An import tells a person in one line why a file was refused, since there can be hundreds.
            let told = case.run(&case.site(), "en", &[]).stderr;
            assert!(told.contains(program[0]["message"].as_str().expect("a text")), "{}: {told}", case.path);
            continue;
        }
        assert_eq!(person.len(), program.len(), "{}: {person:?} {program:?}", case.path);
        for ((head, place), said) in person.iter().zip(&program) {
            let word = |key: &str| said[key].as_str().unwrap_or_else(|| panic!("{key} of {said}")).to_owned();
            assert_eq!(*head, format!("{}[{}]: {}", word("severity"), word("code"), word("message")), "{}", case.path);
            assert!(!word("help").is_empty(), "{said}");
            let Some((file, line, column)) = place else {
                assert!(said["file"].is_null() && said["line"].is_null() && said["column"].is_null(), "{said}");
                continue;
            };
            assert_eq!((&word("file"), said["line"].as_u64()), (file, Some(*line)), "{}: {said}", case.path);
            // In a long line the person sees the neighbourhood of the place, and its column there.
            let of_line = said["column"].as_u64().expect("a number");
            assert!(of_line >= *column && said["endColumn"].as_u64() >= Some(of_line), "{}: {said}", case.path);
        }
    }
}

#[test]
fn the_settings_change_a_severity_and_some_are_firm() {
    let site = Site::bare();
    site.report("a.md", "title: 甲\nunit: 气象局\nyear: 2022", "正文。");
    let build = |rule: &str| {
        site.write("huibian.yaml", format!("title: 汇编\nrules: {{unit-unknown: {rule}}}\n"));
        let ran = site.run(&["build", "--lang", "en"]);
        (ran.code, ran.stderr.lines().next().unwrap_or_default().split('[').next().unwrap_or_default().to_owned())
    };
    assert_eq!(build("error"), (1, "error".into()));
    assert_eq!(build("warning"), (0, "warning".into()));
    assert_eq!(build("note"), (0, "note".into()));
    assert!(build("off").1.starts_with("1 report"));
    site.report("b/a.md", "title: 乙\nyear: 2022", "正文。");
    site.write("huibian.yaml", "title: 汇编\nrules: {address-taken: off, unit-missing: off}\n");
    let firm = site.run(&["build"]);
    assert_eq!(firm.code, 1, "two pages on one address stay an error");
    assert_eq!(firm.codes(), ["unit-unknown", "address-taken", "rule-firm"], "and it is said why: {}", firm.stderr);
    site.write("huibian.yaml", "title: 汇编\nrules: {address-taken: error, rule-firm: error}\n");
    assert!(!site.run(&["build"]).codes().contains(&"rule-firm"), "to say what is so is no fault");
}

#[test]
fn a_rule_applies_to_themes_and_to_itself() {
    let site = Site::bare();
    site.write("themes/jia/theme.yaml", "name: 甲\nversion: '1'\nmin_huibian: 0.1.0\nlocales: [en]\n");
    site.write("themes/jia/locales/en.yaml", "lost: Nowhere\n");
    for (rule, code, said) in [("warning", 0, 1), ("error", 1, 1), ("off", 0, 0)] {
        site.write("huibian.yaml", format!("title: 汇编\ntheme: jia\nrules: {{words-missing: {rule}}}\n"));
        let ran = site.run(&["build"]);
        assert_eq!((ran.code, ran.codes().len()), (code, said), "{rule}: {}", ran.stderr);
    }
}

#[test]
fn every_key_of_the_settings_is_typed_and_a_mistake_stands_at_its_place() {
    for (line, code) in [
        ("format: 一", "value-kind"),
        ("title: [甲]", "value-kind"),
        ("description: {a: b}", "value-kind"),
        ("language: de", "value-unknown"),
        ("base_url: //host/path", "url-bad"),
        ("base_url: ftp://host/", "url-bad"),
        ("base_url: http://", "url-bad"),
        ("theme: [a]", "value-kind"),
        ("theme: ../../etc", "theme-unknown"),
        ("output_dir: [a]", "value-kind"),
        ("audiences: {a: b}", "value-kind"),
        ("default_audience: 领导", "audience-unknown"),
        ("as_of: 昨天", "date-bad"),
        ("paginate_by: 9", "number-range"),
        ("paginate_by: 501", "number-range"),
        ("paginate_by: 五十", "value-kind"),
        ("feed_limit: 0", "number-range"),
        ("masks: no", "value-unknown"),
        ("highlight: 是", "value-kind"),
        ("inbox: [a]", "value-kind"),
        ("import: yes", "value-kind"),
        ("import: {keep_originals: 是}", "value-kind"),
        ("import: {keep: true}", "key-unknown"),
        ("rules: [unit-unknown]", "value-kind"),
        ("rules: {unit-unknown: 错误}", "value-unknown"),
        ("targets: [甲]", "value-kind"),
        ("targets: {主站: 甲}", "value-kind"),
        ("targets: {主站: {folder: /srv}}", "key-missing"),
        ("标题: 甲", "key-unknown"),
        ("title：甲", "value-kind"),
    ] {
        let site = Site::bare();
        // The second is what a Chinese keyboard types.
        let title = if line.starts_with("title") { "" } else { "title: 汇编\n" };
        site.write("huibian.yaml", format!("{title}{line}\n"));
        let ran = site.run(&["build", "--format", "json"]);
        let first = ran.stderr.lines().next().unwrap_or_default();
        let said: serde_json::Value = serde_json::from_str(first).unwrap_or_else(|error| panic!("{line}: {error}"));
        let at = u64::from(!title.is_empty()) + 1;
        assert_eq!(
            (said["code"].as_str(), said["file"].as_str(), said["line"].as_u64(), ran.code),
            (Some(code), Some("huibian.yaml"), Some(at), 1),
            "{line}: {}",
            ran.stderr
        );
    }
    let site = Site::bare();
    site.write(
        "huibian.yaml",
        "format: 1\ntitle: 汇编\ndescription: 述\nlanguage: zh-CN\nbase_url: HTTPS://a.cn:8443/汇编/\ntheme: default\n\
         output_dir: out\naudiences: [public, internal]\ndefault_audience: internal\nas_of: 2024年3月\npaginate_by: 500\n\
         feed_limit: 1\nmasks: literal\nhighlight: false\ninbox: 交来\nimport: {keep_originals: true}\n\
         rules: {unit-unknown: off}\ntargets: {主站: {kind: folder, path: /srv/www}}\nextra: {电话: 1}\n",
    );
    assert_eq!(site.build().codes(), [""; 0], "every key of the schema is taken");
}

#[test]
fn faults_are_told_in_the_order_of_files_and_lines() {
    let site = Site::bare();
    site.report("b.md", "title: 甲\nunit: 丙\nyear: 某年", "[没有](没有.md)");
    site.report("a.md", "title: 乙\ndate: 昨天\nyear: 2022\nunit: 丙", "正文");
    site.write("themes/jia/theme.yaml", "name: 甲\nverson: '1'\nmin_huibian: 0.1.0\n")
        .write("huibian.yaml", "title: 汇编\ntheme: jia\n");
    site.write("templates/unit.html", "{% if %}");
    let ran = site.run(&["build", "--format", "json"]);
    let lines = ran.stderr.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let told: Vec<(String, u64)> =
        lines.filter_map(|line| Some((line["file"].as_str()?.to_owned(), line["line"].as_u64()?))).collect();
    assert!(told.len() >= 8 && told.is_sorted(), "{told:#?}");
}

#[test]
fn all_that_is_wrong_is_said_in_one_run() {
    let site = Site::bare();
    site.write("content/units.yaml", "units:\n  - {id: a, name: 甲, parent: b}\n  - {id: a, name: 乙}\n");
    site.report("a.md", "titel: 甲\ndate: 昨天\nunit: 丙", "[没有](没有.md) ![没有](没有.png)");
    site.report("b.md", "title: *\nyear: 2022", "正文。");
    site.write("templates/unit.html", "{% if %}");
    let ran = site.run(&["build"]);
    for code in [
        "id-twice",
        "parent-unknown",
        "key-unknown",
        "date-bad",
        "unit-unknown",
        "link-broken",
        "image-missing",
        "yaml-alias",
        "template",
    ] {
        assert!(ran.codes().contains(&code), "{code}: {}", ran.stderr);
    }
    assert_eq!(ran.code, 1);
}

#[test]
fn many_of_a_kind_are_counted_and_listed_on_request() {
    let site = Site::bare();
    for n in 0..15 {
        site.report(&format!("r{n:02}.md"), &format!("title: 甲{n}\nunit: 气象局\nyear: 2022"), "正文。");
    }
    let short = site.run(&["build"]);
    assert_eq!(short.codes().len(), 10);
    assert!(short.stderr.contains("unit-unknown：另有 5 处"), "{}", short.stderr);
    assert_eq!(site.run(&["build", "-v"]).codes().len(), 15);
    assert_eq!(site.run(&["build", "-q"]).stderr, "");
}

#[test]
fn a_byte_order_mark_moves_no_line_and_no_column() {
    let place = |text: &str| {
        let site = Site::bare();
        site.write("content/reports/a.md", text);
        let ran = site.run(&["build", "--format", "json"]);
        let mut lines = ran.stderr.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
        let said = lines.find(|said| said["code"] == "key-unknown").expect("it is said");
        [&said["line"], &said["column"], &said["endColumn"]].map(serde_json::Value::as_u64)
    };
    let key = "单位: 甲\n---\n";
    assert_eq!(place(&format!("---\n{key}")), [Some(2), Some(1), Some(3)]);
    assert_eq!(place(&format!("\u{FEFF}---\r\n{key}")), [Some(2), Some(1), Some(3)]);
}

#[test]
fn an_address_that_is_none_is_refused_on_the_command_line_too() {
    let site = Site::bare();
    for (lang, said) in [
        ("zh-CN", "“10.1.2.3”不能用在这里，应当像 http://"),
        ("en", "`10.1.2.3` cannot stand here; write something like http://"),
    ] {
        let ran = site.run(&["build", "--lang", lang, "--base-url", "10.1.2.3"]);
        assert_eq!(ran.code, 2);
        assert!(ran.stderr.contains(said), "{}", ran.stderr);
    }
}
