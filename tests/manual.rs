//! What the program says of itself to a shell and to `man` is what its help says.

mod support;

use support::{COMMANDS, Site, flags};

/// The long flags of a command, by its help.
fn known(site: &Site, command: &str) -> Vec<String> {
    flags(&site.run(&[command, "--help"]).stdout).into_iter().map(str::to_owned).collect()
}

#[test]
fn every_shell_gets_every_command_and_flag() {
    let site = Site::empty();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = site.run(&["completions", shell]);
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{shell}");
        for command in COMMANDS {
            for flag in known(&site, command) {
                // fish names a long flag without its dashes.
                let named = ran.stdout.contains(&flag) || ran.stdout.contains(&format!("-l {}", &flag[2..]));
                assert!(named, "{shell} does not know {command} {flag}");
            }
        }
    }
    let wrong = site.run(&["completions", "tcsh"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.stderr.contains("bash"), "{}", wrong.stderr);
}

#[test]
fn the_manual_has_a_page_for_every_command() {
    let site = Site::empty();
    let written = site.run(&["man", "--to", "man"]);
    assert_eq!(written.code, 0, "{}", written.stderr);
    assert_eq!(written.stdout.lines().count(), COMMANDS.len() + 1);
    for command in COMMANDS {
        let page = std::fs::read_to_string(site.path(&format!("man/huibian-{command}.1"))).expect("a page");
        #[cfg(unix)]
        assert_eq!(mode(&site.path(&format!("man/huibian-{command}.1"))), 0o644, "everybody can read it");
        assert!(page.contains(".SH 名称\n") && !page.contains(".SH NAME"), "{command}: {page}");
        let plain = page.replace("\\-", "-");
        for flag in known(&site, command) {
            assert!(plain.contains(&flag), "the page of {command} does not know {flag}");
        }
    }
    let printed = site.run(&["man", "--lang", "en"]);
    assert!(printed.stdout.contains(".SH NAME\nhuibian"), "{}", printed.stdout);
}

#[cfg(unix)]
fn mode(path: &std::path::Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path).expect("the file is there").permissions().mode() & 0o777
}
