//! The program speaks one language at a time, the one that was asked for, and ends with a code that scripts can rely on.

mod support;

use support::{COMMANDS, Ran, Site};

/// Words that are the same in both languages: names, endings, values of arguments.
const NEUTRAL: [&str; 36] = [
    "huibian",
    "serve",
    "inbox",
    "Windows",
    "macOS",
    "yaml",
    "json",
    "human",
    "zh-CN",
    "en",
    "txt",
    "md",
    "content",
    "reports",
    "public",
    "release",
    "units",
    "drafts",
    "withdrawn",
    "unknown",
    "init",
    "import",
    "build",
    "list",
    "completions",
    "man",
    "bash",
    "zsh",
    "fish",
    "powershell",
    "elvish",
    "minimal",
    "office",
    "school",
    "hospital",
    "company",
];

/// The Latin words of a text that are neither neutral nor a flag nor a placeholder in capitals.
fn latin(text: &str) -> Vec<&str> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let words = text.split(|c| !is_word(c)).filter(|word| word.starts_with(|c: char| c.is_ascii_alphabetic()));
    words.filter(|word| !NEUTRAL.contains(word) && word.chars().any(|c| c.is_ascii_lowercase())).collect()
}

fn chinese(text: &str) -> Vec<char> {
    text.chars().filter(|&c| ('\u{3000}'..='\u{9FFF}').contains(&c) || ('\u{FF00}'..='\u{FFEF}').contains(&c)).collect()
}

fn run_with(site: &Site, arguments: &[&str], environment: &[(&str, &str)]) -> Ran {
    Ran::of(site.program(arguments).env_remove("LANG").envs(environment.iter().copied()))
}

#[test]
fn the_help_of_every_command_is_in_one_language() {
    let site = Site::empty();
    for command in COMMANDS.map(Some).into_iter().chain([None]) {
        let arguments: Vec<&str> = command.into_iter().chain(["--help"]).collect();
        let zh = run_with(&site, &arguments, &[("LANG", "zh_CN.UTF-8")]);
        let en = run_with(&site, &arguments, &[("LANG", "en_US.UTF-8")]);
        assert_eq!((zh.code, en.code, zh.stderr.as_str(), en.stderr.as_str()), (0, 0, "", ""));
        assert_eq!(latin(&zh.stdout), [""; 0], "{}", zh.stdout);
        assert_eq!(chinese(&en.stdout), ['x'; 0], "{}", en.stdout);
        let flags = |text: &str| {
            text.split_whitespace().filter(|word| word.starts_with('-')).map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(flags(&zh.stdout), flags(&en.stdout), "both name the same flags");
        assert!(chinese(&zh.stdout).len() > 20 && latin(&en.stdout).len() > 5);
    }
}

#[test]
fn the_general_help_names_every_command() {
    let help = Site::empty().run(&["-h"]).stdout;
    for command in COMMANDS {
        assert!(help.lines().any(|line| line.trim_start().starts_with(command)), "{command}: {help}");
    }
}

#[test]
fn wrong_arguments_are_named_in_the_language_that_was_asked_for() {
    let site = Site::bare();
    let wrong: [&[&str]; 6] = [
        &["build", "--nope"],
        &["frob"],
        &["list", "frob"],
        &["import"],
        &["build", "-o"],
        &["build", "--format", "xml"],
    ];
    for arguments in wrong {
        let zh = run_with(&site, arguments, &[("LANG", "zh_CN.UTF-8")]);
        let en = run_with(&site, arguments, &[("LANG", "en_US.UTF-8")]);
        assert_eq!((zh.code, en.code, zh.stdout.as_str()), (2, 2, ""), "{arguments:?}");
        assert_eq!(chinese(&en.stderr), ['x'; 0], "{}", en.stderr);
        assert!(chinese(&zh.stderr).len() > 5, "{arguments:?}: {}", zh.stderr);
    }
}

#[test]
fn the_language_comes_from_the_flag_then_from_the_environment_then_it_is_chinese() {
    let site = Site::empty();
    type Environment = &'static [(&'static str, &'static str)];
    let cases: [(&[&str], Environment, bool); 9] = [
        (&[], &[], true),
        (&[], &[("LANG", "C.UTF-8")], true),
        (&[], &[("LANG", "en_GB.UTF-8")], false),
        (&[], &[("LANG", "zh_CN")], true),
        (&[], &[("LANG", "en_US"), ("LC_ALL", "zh_CN.GBK")], true),
        (&[], &[("LANG", "zh_CN"), ("LC_MESSAGES", "en_US")], false),
        (&["--lang", "en"], &[("LANG", "zh_CN")], false),
        (&["--lang=zh-CN"], &[("LC_ALL", "en_US")], true),
        (&["--lang=en"], &[], false),
    ];
    for (flags, environment, is_chinese) in cases {
        let ran = run_with(&site, &[&["build"], flags].concat(), environment);
        let said = if is_chinese { "里没有 huibian.yaml" } else { "there is no huibian.yaml" };
        assert!(ran.code == 2 && ran.stderr.contains(said), "{flags:?} {environment:?}: {}", ran.stderr);
    }
}

#[test]
fn what_the_commands_say_is_in_one_language() {
    let site = Site::bare();
    site.write("content/units.yaml", "units:\n  - {id: harbour, name: Harbour Office}\n");
    site.write("huibian.yaml", "title: Harbour\nlanguage: en\n");
    site.report("a.md", "title: Annual report\nunit: harbour\nyear: 2022\ntype: zongjie", "Text.");
    site.report("b.md", "draft: true", "Text.");
    site.write("a.txt", "Annual report of the Harbour Office 2022\n\nThe office handled 1,204 ships.\n");
    for arguments in [
        &["build"][..],
        &["build", "--drafts"],
        &["list"],
        &["list", "units"],
        &["list", "unknown"],
        &["init"],
        &["init", "new"],
        &["import", "a.txt"],
    ] {
        let ran = run_with(&site, arguments, &[("LANG", "en_US.UTF-8")]);
        let said = ran.stdout + &ran.stderr;
        assert_eq!(chinese(&said), ['x'; 0], "{arguments:?}: {said}");
        for clumsy in ["1 reports", "1 files", "1 units"] {
            assert!(!said.contains(clumsy), "{said}");
        }
    }
}

#[test]
fn nothing_is_coloured_or_drawn_when_nobody_watches() {
    let site = Site::bare();
    site.report("a.md", "title: 甲\nunit: 乙", "正文。");
    let ran = Ran::of(
        site.program(&["build"]).env_remove("NO_COLOR").env("CLICOLOR_FORCE", "0").env("TERM", "xterm-256color"),
    );
    assert!(!ran.stderr.contains('\u{1b}') && !ran.stderr.contains('\r'), "{:?}", ran.stderr);
}

#[test]
fn exit_codes_say_how_it_ended() {
    let site = Site::bare();
    site.report("a.md", "title: 甲\nunit: 乙\nyear: 2022", "正文。");
    let cases: [(&[&str], i32); 15] = [
        (&["--help"], 0),
        (&["-V"], 0),
        (&["build"], 0),
        (&["list"], 0),
        (&["list", "units"], 0),
        (&["build", "--strict"], 1),
        (&[], 2),
        (&["serve-nothing"], 2),
        (&["build", "--nope"], 2),
        (&["build", "-q", "-v"], 2),
        (&["build", "-r", "content"], 2),
        (&["build", "-o", "content"], 2),
        (&["build", "-c", "nope.yaml"], 4),
        (&["init"], 2),
        (&["import", "nowhere.txt"], 1),
    ];
    for (arguments, code) in cases {
        let ran = site.run(arguments);
        assert_eq!(ran.code, code, "{arguments:?}: {}", ran.stderr);
        assert!(code == 0 || !ran.stderr.is_empty(), "{arguments:?} says why");
    }
    site.report("b.md", "titel: 乙", "正文。");
    assert_eq!((site.run(&["build"]).code, site.run(&["list"]).code), (1, 1));
}

#[test]
fn a_run_for_programs_has_only_json_on_standard_output() {
    let site = Site::bare();
    site.report("a.md", "title: 甲\nunit: 乙\nyear: 2022", "正文。");
    for arguments in [&["build"][..], &["list"], &["list", "units"], &["list", "unknown"]] {
        let ran = site.run(&[arguments, &["--format", "json"]].concat());
        for line in ran.stdout.lines().chain(ran.stderr.lines()) {
            serde_json::from_str::<serde_json::Value>(line)
                .unwrap_or_else(|error| panic!("{arguments:?}: {line}: {error}"));
        }
    }
}

#[test]
fn the_site_is_found_from_any_folder_inside_it() {
    let site = Site::bare();
    site.report("2022/a.md", "title: 甲\nyear: 2022", "正文。");
    let ran = Ran::of(site.program(&["build"]).current_dir(site.path("content/reports/2022")));
    assert!(ran.code == 0 && site.has("reports/2022/a.html"), "{}", ran.stderr);
}
