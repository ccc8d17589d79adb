//! Writes `docs/themes.md`: the contract with themes, Chinese first, from the code.
//!
//! The English is that of the source; the Chinese of each sentence stands in `zh.txt` under the English that it renders, so
//! that a sentence which changes loses its old Chinese and the test asks for a new one.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::Value;

use super::contract::Pairs;
use super::model::{Field, Model, Struct, Type};

/// The first value of each field that the sample archive shows.
#[derive(Debug, Default)]
pub(crate) struct Examples(BTreeMap<(String, String), String>);

impl Examples {
    pub(crate) fn keep(&mut self, of: &str, field: &str, value: &Value) {
        let shown = match value {
            Value::String(text) if !text.is_empty() => shortened(text),
            Value::Number(_) | Value::Bool(_) => value.to_string(),
            Value::Array(list) => match list.first() {
                Some(Value::String(text)) => {
                    format!("[{}{}]", shortened(text), if list.len() > 1 { ", …" } else { "" })
                }
                Some(Value::Number(number)) => format!("[{number}{}]", if list.len() > 1 { ", …" } else { "" }),
                _ => return,
            },
            _ => return,
        };
        self.0.entry((of.to_owned(), field.to_owned())).or_insert(shown);
    }

    fn of(&self, of: &str, field: &str) -> String {
        let found = self.0.get(&(of.to_owned(), field.to_owned()));
        found.map_or_else(String::new, |shown| format!("`{}`", shown.replace('|', "\\|").replace('`', "'")))
    }
}

fn shortened(text: &str) -> String {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let short: String = line.chars().take(20).collect();
    let more = if line == text && short == line { "" } else { "…" };
    format!("\"{short}{more}\"")
}

/// The Chinese of every sentence, by its English.
struct Chinese {
    known: BTreeMap<String, String>,
    used: BTreeSet<String>,
    missing: BTreeSet<String>,
}

impl Chinese {
    fn new() -> Self {
        let mut known = BTreeMap::new();
        let mut english = String::new();
        for line in include_str!("zh.txt").lines() {
            match line.strip_prefix('\t') {
                Some(chinese) => known.insert(std::mem::take(&mut english), chinese.to_owned()),
                None => {
                    english = line.to_owned();
                    None
                }
            };
        }
        Self { known, used: BTreeSet::new(), missing: BTreeSet::new() }
    }

    /// Both languages of a sentence.
    ///
    /// What has no English beside its code needs no other language.
    fn both(&mut self, english: &str) -> String {
        let words = english.split('`').step_by(2);
        if !words.into_iter().any(|words| words.contains(|c: char| c.is_ascii_alphabetic())) {
            return english.replace('|', "\\|");
        }
        self.used.insert(english.to_owned());
        let chinese = self.known.get(english).cloned().unwrap_or_else(|| {
            self.missing.insert(english.to_owned());
            "…".to_owned()
        });
        format!("{chinese}<br>{english}").replace('|', "\\|")
    }
}

/// The document, and the sentences that have no Chinese, or Chinese that nobody asks for.
pub(crate) fn write(model: &Model, examples: &Examples) -> (String, Vec<String>) {
    let mut chinese = Chinese::new();
    let mut text = include_str!("intro.md").to_owned();
    text.push_str("\n## 每页都有 · On every page\n");
    for (name, of) in [("site", "Frame"), ("config", "Config")] {
        table(&mut text, &format!("`{name}`"), model, model.get(of), examples, &mut chinese);
    }
    text.push_str("\n## 各种页面 · The pages\n\n| 模板 · template | 变量 · variable | |\n|---|---|---|\n");
    for kind in &model.kinds {
        let said = chinese.both(&model.get(&kind.view).doc);
        let anchor = kind.template.replace('.', "");
        let _ = writeln!(text, "| [`{0}`](#{anchor}) | `{1}` | {said} |", kind.template, kind.name);
    }
    for kind in &model.kinds {
        let _ = write!(text, "\n<a id=\"{}\"></a>\n", kind.template.replace('.', ""));
        let head = format!("`{}`：`{}`", kind.template, kind.name);
        table(&mut text, &head, model, model.get(&kind.view), examples, &mut chinese);
    }
    text.push_str("\n## 各页共用的 · What several pages share\n");
    let own = |known: &Struct| {
        ["Frame", "Config", "Written"].contains(&known.name.as_str())
            || model.kinds.iter().any(|kind| kind.view == known.name)
    };
    for known in model.structs.iter().filter(|known| !own(known)) {
        let _ = write!(text, "\n<a id=\"{}\"></a>\n", known.name.to_lowercase());
        table(&mut text, &known.name, model, known, examples, &mut chinese);
    }
    engine(&mut text, &mut chinese);
    words(&mut text);
    let mut missing: Vec<String> = chinese.missing.into_iter().collect();
    let idle = chinese.known.into_keys().filter(|english| !chinese.used.contains(english));
    missing.extend(idle.map(|english| format!("(no longer said) {english}")));
    (text, missing)
}

fn table(text: &mut String, head: &str, model: &Model, of: &Struct, examples: &Examples, chinese: &mut Chinese) {
    let said = chinese.both(&of.doc).replace("<br>", "  \n");
    let _ = write!(
        text,
        "\n### {head}\n\n{said}\n\n| 字段 · field | 类型 · type | 含义 · meaning | 例 · example |\n|---|---|---|---|\n"
    );
    for field in model.fields(&of.name) {
        let said = chinese.both(&field.doc);
        let example = examples.of(&of.name, &field.name);
        let _ = writeln!(text, "| `{}` | {} | {said} | {example} |", field.name, kind(field));
    }
}

fn kind(field: &Field) -> String {
    let optional = if field.optional { "，可缺 · or none" } else { "" };
    format!("{}{optional}", name(&field.kind))
}

fn name(kind: &Type) -> String {
    match kind {
        Type::Text => "文字 text".to_owned(),
        Type::Number => "数 number".to_owned(),
        Type::Truth => "是否 true, false".to_owned(),
        Type::Free => "任意 anything".to_owned(),
        Type::Parameter => "其卡片 its card".to_owned(),
        Type::List(of) => format!("列表 list：{}", name(of)),
        Type::Struct(known, of) => {
            let of = of.as_ref().map_or_else(String::new, |of| format!("：{}", name(of)));
            format!("[{known}](#{}){of}", known.to_lowercase())
        }
        other => panic!("a field is never {other:?}"),
    }
}

/// Filters, functions and components.
fn engine(text: &mut String, chinese: &mut Chinese) {
    text.push_str("\n## 过滤器和函数 · Filters and functions\n\n");
    text.push_str(
        "Tera 自带的也都可以用，只有 `group_by` 除外。  \nAll that Tera brings along works too, but for `group_by`.\n",
    );
    text.push_str("\n| 写法 · in a template | 显示 · shows |\n|---|---|\n");
    for (written, shows) in filters(include_str!("../../src/render/filters.rs")) {
        let _ = writeln!(text, "| {} | {} |", written.replace('|', "\\|"), chinese.both(&shows));
    }
    text.push_str("\n## 组件 · Components\n\n| 写法 · in a template | |\n|---|---|\n");
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/templates");
    let templates = crate::support::files_in(&folder).into_iter();
    let templates: Vec<_> = templates.map(|(path, bytes)| (path, String::from_utf8(bytes).expect("UTF-8"))).collect();
    for (name, (arguments, said)) in components(&templates) {
        let _ = writeln!(text, "| `<{name} {arguments}/>` | {} |", chinese.both(&said));
    }
}

/// The rows of the table in the comment of `register`: what is written, what it shows.
pub(crate) fn filters(source: &str) -> Vec<(String, String)> {
    let rows = source
        .lines()
        .filter_map(|line| line.strip_prefix("/// | `"))
        .map(|row| format!("`{row}").replace("\\|", "\u{1}"));
    let cells = rows.filter_map(|row| {
        let (written, shows) =
            row.trim_end_matches(" |").split_once(" | ").map(|(a, b)| (a.to_owned(), b.to_owned()))?;
        Some((written.replace('\u{1}', "|"), shows.replace('\u{1}', "|")))
    });
    cells.collect()
}

/// The names of the filters and functions that the program registers.
pub(crate) fn registered(source: &str) -> Vec<String> {
    let begins = ["register_filter(\"", "register_function(\""];
    let names = begins.iter().flat_map(|begin| source.split(begin).skip(1));
    names.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect()
}

/// The components of templates: arguments as they are given, and the comment right before.
pub(crate) fn components(templates: &[(String, String)]) -> Pairs {
    let mut found = Pairs::new();
    for (_, text) in templates {
        for (at, _) in text.match_indices("component ").filter(|(at, _)| text[..*at].ends_with("{%- ")) {
            let (name, rest) = text[at + "component ".len()..].split_once('(').expect("its arguments");
            let arguments = rest.split_once(')').expect("they end").0;
            let given = arguments.split(',').map(str::trim).filter(|argument| !argument.starts_with('@'));
            let given: Vec<String> = given
                .map(|argument| match argument.split_once('=') {
                    Some((name, default)) if default.starts_with('"') => format!("{name}={default}"),
                    Some((name, default)) => format!("{name}={{{default}}}"),
                    None => format!("{argument}={{…}}"),
                })
                .collect();
            let before = text[..at - "{%- ".len()].trim_end().strip_suffix("-#}");
            let said = before.and_then(|before| before.rsplit_once("{#-")).map_or("", |(_, said)| said);
            let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
            found.insert(name.to_owned(), (given.join(" "), said));
        }
    }
    found
}

/// The words of the theme `default` in both languages.
fn words(text: &mut String) {
    text.push_str("\n## 用语 · Words\n\n| 键 · key | zh-CN | en |\n|---|---|---|\n");
    let zh = phrases(include_str!("../../themes/default/locales/zh-CN.yaml"));
    let en = phrases(include_str!("../../themes/default/locales/en.yaml"));
    for (key, chinese) in zh {
        let english = en.get(&key).cloned().unwrap_or_default();
        let cell = |phrase: &str| phrase.replace('|', "\\|").replace('<', "&lt;");
        let _ = writeln!(text, "| `{key}` | {} | {} |", cell(&chinese), cell(&english));
    }
}

/// The phrases of a file of words, by key; the two forms of one stand beside each other.
fn phrases(yaml: &str) -> BTreeMap<String, String> {
    use huibian::diagnostic::Source;
    use huibian::settings::yaml::{self, Value};
    let source = Source { file: "words.yaml".into(), text: yaml.into() };
    let Some(Value::Map(entries)) = yaml::read(&source, 0..yaml.len()).value.map(|node| node.value) else {
        panic!("words are keys and phrases")
    };
    let form = |value: Value| match value {
        Value::Text(text) => text,
        Value::Map(forms) => {
            let texts = forms.into_iter().map(|(_, form)| match form.value {
                Value::Text(text) => text,
                other => panic!("{other:?}"),
            });
            texts.collect::<Vec<_>>().join(" / ")
        }
        Value::Null => String::new(),
        Value::List(_) => panic!("a list is no phrase"),
    };
    entries.into_iter().map(|(key, node)| (key.value, form(node.value))).collect()
}
