//! Addresses: what may be a segment of one, and what becomes of a name that may not.
//!
//! Never looks at what a page shows.
//! Start at [`segment`].

use unicode_normalization::UnicodeNormalization;

use crate::digest::digest_of_bytes;
use crate::registry::is_segment;
use crate::text::syllable;

/// How much of a reading is kept, in bytes.
const READING: usize = 60;

/// A segment of an address for a name: the name itself where it is fit, else its pinyin and six digits of its digest.
///
/// ```
/// use huibian::plan::address::segment;
/// assert_eq!(segment("minzheng-zongjie-1a2b3c4d"), "minzheng-zongjie-1a2b3c4d");
/// assert!(segment("工会总结").starts_with("gong-hui-zong-jie-"));
/// assert_ne!(segment("工会"), segment("公会"));
/// ```
pub fn segment(name: &str) -> String {
    if is_segment(name) {
        return name.to_owned();
    }
    // One form of a name: a folder that a Mac wrote has the same address as one that Windows wrote.
    let name: String = name.nfc().collect();
    let digest = digest_of_bytes(name.as_bytes()).hex(6);
    let reading = reading(&name);
    if reading.is_empty() { format!("x-{digest}") } else { format!("{reading}-{digest}") }
}

/// A segment for the name of a file, which keeps its ending.
pub fn file_segment(name: &str) -> String {
    if is_segment(name) {
        return name.to_owned();
    }
    match name.rsplit_once('.') {
        Some((stem, ending)) if is_segment(&ending.to_ascii_lowercase()) && ending.len() <= 8 => {
            // The digest is that of the whole name: `表.xls` and `表.XLS` are two files.
            let digest = digest_of_bytes(name.nfc().collect::<String>().as_bytes()).hex(6);
            let stem = reading(stem);
            let stem = if stem.is_empty() { "x".to_owned() } else { stem };
            format!("{stem}-{digest}.{}", ending.to_ascii_lowercase())
        }
        _ => segment(name),
    }
}

fn reading(name: &str) -> String {
    let mut reading = String::new();
    let mut joins = false;
    for character in name.chars() {
        let (word, whole) = match syllable(character) {
            Some(syllable) => (syllable, true),
            None if character.is_ascii_alphanumeric() => (character.to_ascii_lowercase().to_string(), false),
            None => {
                joins = true;
                continue;
            }
        };
        if !reading.is_empty() && (whole || joins) && !reading.ends_with('-') {
            reading.push('-');
        }
        if reading.len() + word.len() > READING {
            break;
        }
        reading.push_str(&word);
        joins = whole;
    }
    reading.trim_end_matches('-').to_owned()
}

/// Where a relative target written in `file` leads: the file from the root of the site, and what follows `#`.
///
/// `None` for what leads out of the site, begins with `/` or names a scheme.
pub fn resolve(file: &str, target: &str) -> Option<(String, Option<String>)> {
    let (path, fragment) = match target.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment.to_owned())),
        None => (target, None),
    };
    let path = path.split('?').next().unwrap_or_default();
    let scheme = path.find(':').is_some_and(|at| !path[..at].contains('/'));
    if path.is_empty() || path.starts_with('/') || scheme {
        return None;
    }
    Some((beside(file, &decode(path))?, fragment))
}

/// The file that `path` names in the folder of `file`, from the root of the site. It is a name and no address: `#`, `?`, `%` and
/// `:` are characters like others. `None` for what leads out of the site.
pub fn beside(file: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Resolves `%E6%B1%87`; what is no such escape, or gives no UTF-8, stays as it is.
fn decode(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits = path.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| path.to_owned())
}

/// Kinds of files that a browser or a server would run.
const ACTIVE: [&str; 40] = [
    "app", "asp", "aspx", "bat", "cgi", "chm", "cmd", "com", "cpl", "dll", "exe", "hta", "htm", "html", "jar", "js",
    "jse", "jsp", "jspx", "lnk", "mht", "mhtml", "mjs", "msi", "msp", "php", "phtml", "pif", "pl", "ps1", "py", "reg",
    "scr", "sh", "shtml", "svg", "vbs", "wsf", "xhtml", "xml",
];

/// Whether a browser or a server would run the file rather than show or save it.
pub fn is_active(file: &str) -> bool {
    let name = file.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    // `report.php.jpg` is run by some servers, so every ending counts.
    name.split('.').skip(1).any(|ending| ACTIVE.contains(&ending)) || name == "web.config"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_segment_is_safe_on_every_server_and_share() {
        let names = [
            "2022年总结（终稿）",
            "CON",
            "con.txt",
            "LPT1",
            "a b",
            "..",
            ".hidden",
            "end.",
            "工会",
            "公会",
            "😀",
            "ÄÖ",
            "女儿",
            "",
            &"很长".repeat(200),
            "a/b\\c:d*?\"<>|",
        ];
        for name in names {
            for segment in [segment(name), file_segment(name)] {
                assert!(is_segment(&segment), "{name} → {segment}");
            }
        }
        assert_eq!(segment("e\u{301}"), segment("\u{e9}"), "two forms of one name have one address");
        assert!(file_segment("附表.XLSX").ends_with(".xlsx"));
    }

    #[test]
    fn targets_resolve_inside_the_site_only() {
        let file = "content/reports/2022/a.md";
        let cases = [
            ("b.md", Some("content/reports/2022/b.md")),
            ("../2021/b.md#p-1", Some("content/reports/2021/b.md")),
            ("%E5%9B%BE.png", Some("content/reports/2022/图.png")),
            ("../../../../../etc/passwd", None),
            ("/etc/passwd", None),
            ("https://example.org/a.md", None),
            ("javascript:alert(1)", None),
            ("#h-1", None),
        ];
        for (target, expected) in cases {
            assert_eq!(resolve(file, target).map(|(file, _)| file).as_deref(), expected, "{target}");
        }
    }

    #[test]
    fn what_would_be_run_is_known_by_any_of_its_endings() {
        for file in ["a.html", "b.SVG", "c.php.jpg", "web.config"] {
            assert!(is_active(file), "{file}");
        }
        assert!(!is_active("附表.xlsx") && !is_active("图.png"));
    }
}
