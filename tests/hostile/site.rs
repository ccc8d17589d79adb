//! A site in which every field, name and body holds a text that tries to act, and its twin in which none does.

use serde_json::to_string as quoted;

use super::texts::TEXTS;
use crate::support::Site;

/// What stands where a text would stand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    Hostile,
    /// The same site with a harmless word in each place.
    Harmless,
}

impl Kind {
    fn text(self, n: usize) -> String {
        match self {
            Self::Hostile => TEXTS[n % TEXTS.len()].to_owned(),
            Self::Harmless => "甲".to_owned(),
        }
    }

    /// A text that occurs once.
    fn name(self, word: &str, n: usize) -> String {
        format!("{}{word}{n}", self.text(n))
    }

    /// A file name; the same length in both kinds is not needed, only that it can be one.
    fn file(self, n: usize, ending: &str) -> String {
        let name: String = self.text(n).chars().filter(|c| !matches!(c, '/' | '\0')).collect();
        let short: String = name.trim_start_matches(['.', '~']).chars().take(40).collect();
        format!("{short}{n}.{ending}")
    }
}

/// How many texts there are, and so how many reports, units and topics.
pub(crate) fn count() -> usize {
    TEXTS.len()
}

/// Writes the site of this kind into `site`, its words in `language`.
pub(crate) fn fill(site: &Site, kind: Kind, language: &str) {
    site.write("huibian.yaml", settings(kind, language));
    site.write("content/units.yaml", units(kind)).write("content/topics.yaml", topics(kind));
    site.write("content/index.md", body(kind, 0));
    site.write("content/about.md", format!("---\ntitle: {}\n---\n\n{}", yaml(&kind.name("页", 1)), body(kind, 1)));
    for n in 0..count() {
        let (attached, picture) = (kind.file(n, "pdf"), kind.file(n, "png"));
        site.write(&format!("content/reports/{attached}"), "%PDF")
            .write(&format!("content/reports/{picture}"), PICTURE);
        let file = if n % 2 == 0 { format!("r{n:03}.md") } else { format!("r{n:03}{}", kind.file(n, "md")) };
        let picture = format!("![{}](<{}>)\n", kind.text(n).replace(['[', ']'], ""), in_link(&picture));
        let text = format!("---\n{}---\n\n{}\n{picture}", front(kind, n, &attached), body(kind, n));
        site.write(&format!("content/reports/{file}"), text);
    }
}

/// The smallest picture there is.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8\xff\xff\xff\x7f\0\t\xfb\x03\xfd\x05CE\xca\0\0\0\0IEND\xaeB`\x82";

/// A text in quotation marks as YAML has them, which are those of JSON.
fn yaml(text: &str) -> String {
    let text = quoted(text).expect("a text");
    // The reader of YAML takes these for ends of lines or for nothing at all when they stand as they are.
    text.chars()
        .map(|c| match c {
            '\u{7F}'..='\u{9F}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}' => {
                format!("\\u{:04x}", u32::from(c))
            }
            c => c.to_string(),
        })
        .collect()
}

/// A target between angle brackets, which what is special there leaves.
fn in_link(file: &str) -> String {
    let special = |c: char| matches!(c, '<' | '>' | '\\' | '&' | '*' | '_' | '`' | '[' | ']' | '!' | '"' | '\'');
    file.chars().flat_map(|c| special(c).then_some('\\').into_iter().chain([c])).collect()
}

fn settings(kind: Kind, language: &str) -> String {
    let all = match kind {
        Kind::Hostile => TEXTS[..12].join(" ") + "\u{202E}{{ 7*7 }}",
        Kind::Harmless => "甲".to_owned(),
    };
    let all = yaml(&all);
    format!(
        "title: {all}\ndescription: {all}\nlanguage: {language}\nbase_url: https://intranet.example/a\nextra: {{seal: {all}}}\n"
    )
}

fn units(kind: Kind) -> String {
    let unit = |n: usize| {
        let (name, short, alias) = (kind.name("局", n), kind.name("短", n), kind.name("别", n));
        let parent = if n > 0 { format!(", parent: u{}", n / 8) } else { String::new() };
        format!(
            "  - {{id: u{n}, name: {}, short: {}, aliases: [{}], systems: [{}], level: city{parent}}}\n",
            yaml(&name),
            yaml(&short),
            yaml(&alias),
            yaml(&kind.text(n)),
        )
    };
    "units:\n".to_owned() + &(0..count()).map(unit).collect::<String>()
}

fn topics(kind: Kind) -> String {
    let topic = |n: usize| {
        let parent = if !n.is_multiple_of(8) { format!(", parent: t{}", n / 8 * 8) } else { String::new() };
        let (label, strong) = (yaml(&kind.name("题", n)), yaml(&kind.name("词", n)));
        format!("  - {{id: t{n}, label: {label}, strong: [{strong}], note: {}{parent}}}\n", yaml(&kind.text(n)))
    };
    "topics:\n".to_owned() + &(0..count()).map(topic).collect::<String>()
}

/// Front matter with the text in every field that takes one.
fn front(kind: Kind, n: usize, attached: &str) -> String {
    let text = yaml(&kind.text(n));
    let title = yaml(&kind.name("报告", n));
    let unit = if n.is_multiple_of(3) {
        yaml(&kind.name("无", n))
    } else {
        format!("[u{n}, {}]", yaml(&kind.name("局", n / 2)))
    };
    format!(
        "title: {title}\nsubtitle: {text}\nunit: {unit}\nyear: {}\nnumber: {text}\nrecipients: [{text}, 乙]\n\
         copies: [{text}]\ntopics: [t{n}, t{}]\nsummary: {text}\nsecrecy: {text}\nopenness: {text}\n\
         archive: {{fonds: {text}, catalogue: {text}, box: {text}, item: {text}}}\n\
         attachments: [{{file: {}, name: {text}}}]\nsource: {{file: {text}, sha256: {text}}}\n\
         inferred: {{title: {text}, unit: {text}, period: {text}}}\nextra: {{a: {text}}}\n",
        2015 + n % 9,
        n / 2,
        yaml(attached),
    )
}

/// A body with the text in every place that Markdown has.
fn body(kind: Kind, n: usize) -> String {
    let t = kind.text(n);
    let t = t.as_str();
    [
        format!("## 甲 {t}\n"),
        format!("### （一）甲{t}。 {{.run-in}}\n\n乙{t}丙。\n"),
        format!("一是{t}；二是{t}。从*年*月{t}***。\n"),
        format!("- {t}\n- 乙\n"),
        format!("> {t}\n"),
        format!("| 甲 | {t} |\n|---|---|\n| {t} | 乙 |\n"),
        format!("甲[^1]乙[^{t}]\n\n[^1]: {t}\n\n[^乙]: {t}\n"),
        format!("```{t}\n{t}\n```\n\n```html\n{t}\n```\n\n    {t}\n"),
        format!("[{t}](<{t}> \"{t}\") [甲]({t}) [甲][丙] <{t}>\n\n[丙]: <{t}> '{t}'\n"),
        format!("![{t}](<{t}> \"{t}\") ![甲]({t}) ![甲][丙]\n"),
        "[甲](javascript:window.hacked=1) [甲](java&#10;script:window.hacked=1) <javascript:window.hacked=1>\n".to_owned(),
        format!("<div>{t}</div>\n\n<p title=\"{t}\" id=\"main\" class=\"page\">{t}</p>\n\n<a href=\"{t}\" title='{t}'>甲</a>\n"),
        format!("<table><tr><td colspan=\"{t}\" onclick=\"{t}\">{t}</td></tr></table>\n\n<{t}>\n\n甲<b {t}>乙</b {t}>\n"),
        format!("**{t}** *{t}* `{t}` ~~{t}~~ \\{t}\n"),
        format!("{t}\n"),
    ]
    .join("\n")
}
