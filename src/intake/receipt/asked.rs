//! Questions as sentences, each with the line that answers it.
//!
//! Never decides which questions are open. Start at [`lines`].

use std::collections::BTreeMap;

use super::words;
use crate::diagnostic::Language;
use crate::load::receipt::Question;

/// The question in a sentence; reports are named by these titles.
pub(super) fn sentence(asked: &Question, titles: &BTreeMap<String, String>, language: Language) -> String {
    let Question { about, value, evidence, file, .. } = asked;
    let key = words::key(about, language);
    let title = titles.get(file).filter(|title| !title.is_empty()).unwrap_or(file);
    match (about.as_str(), value.is_empty()) {
        ("similar", _) => language.say(format!("与《{title}》相似 {value} %"), format!("{value}% like “{title}”")),
        ("version", _) => language.say(
            format!("报告有人改过，没有替换；原件的新版放在 {file}"),
            format!("the report was edited and not replaced; what the original says now is in {file}"),
        ),
        ("secrecy", _) => language.say(
            format!("有密级标志“{value}”，只收进读者范围最小的版本"),
            format!("marked “{value}”: for the narrowest audience only"),
        ),
        ("left-out", _) => {
            let parts = value.split(", ").filter_map(|part| part.rsplit_once(' '));
            let parts: Vec<String> = parts
                .map(|(what, n)| {
                    let word = words::omitted(what, language);
                    language.say(format!("{word} {n} 处"), format!("{word} ({n})"))
                })
                .collect();
            let parts = parts.join(&language.say("、", ", "));
            language.say(format!("没有收进正文：{parts}"), format!("left out of the text: {parts}"))
        }
        (_, true) => match about.as_str() {
            "unit" => language.say("单位未标明", "unit unknown"),
            "year" => language.say("年份不详", "year unknown"),
            _ => language.say(format!("{key}不详"), format!("{key} unknown")),
        },
        (_, false) => {
            let evidence = words::evidence(evidence, language);
            language.say(format!("{key}为推定（{evidence}）：{value}"), format!("{key} inferred ({evidence}): {value}"))
        }
    }
}

/// The questions about a file as lines: the file, then each question, where an answer belongs, and the line to copy.
pub(super) fn lines(
    name: &str,
    questions: &[Question],
    titles: &BTreeMap<String, String>,
    language: Language,
) -> Vec<String> {
    let mut lines = Vec::new();
    for asked in questions {
        if lines.is_empty() {
            lines.push(name.to_owned());
        }
        let mut said = sentence(asked, titles, language);
        if !asked.others.is_empty() {
            let others = asked.others.join(&language.say("、", ", "));
            said += &language.say(format!("；也可能是 {others}"), format!("; or {others}"));
        }
        if asked.belongs == "report" {
            said += &language.say("。改在报告文件里：", ". Say it in the file of the report:");
        }
        if asked.belongs == "registry" {
            said += &language.say(
                "。登记到 content/units.yaml 的 units: 下面：",
                ". Register it below units: in content/units.yaml:",
            );
        }
        lines.push(format!("    {said}"));
        lines.extend(Some(&asked.line).filter(|line| !line.is_empty()).map(|line| format!("        {line}")));
    }
    lines
}

/// What stands above all questions.
pub(super) fn head(n: usize, language: Language) -> String {
    language.say(
        format!("待定 {n} 件。把以 - 开头的行改对，写到 content/decisions.yaml 的 imports: 下面，再导入一次："),
        format!(
            "{n} to decide. Make the lines that begin with - right, put them below imports: in content/decisions.yaml, and import again:"
        ),
    )
}
