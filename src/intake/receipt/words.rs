//! The words for keys, types and evidence, as a terminal and an overlay say them.
//!
//! Never words a sentence. Start at [`key`].

use crate::diagnostic::Language;
use crate::load::front::TYPES;

/// The word for a type of report.
pub(super) fn kind(kind: &str, language: Language) -> String {
    let word = TYPES.iter().find(|(id, _)| *id == kind).map(|(_, word)| *word);
    word.filter(|_| language == Language::ZhCn).unwrap_or(kind).to_owned()
}

/// The word for a key of the front matter.
pub(super) fn key(key: &str, language: Language) -> &str {
    match (language, key) {
        (Language::En, other) => other,
        (_, "title") => "标题",
        (_, "unit") => "单位",
        (_, "year") => "年度",
        (_, "period") => "时段",
        (_, "type") => "文种",
        (_, "level") => "级别",
        (_, other) => other,
    }
}

/// The word for what a guess rests on.
pub(super) fn evidence(evidence: &str, language: Language) -> &str {
    match (language, evidence) {
        (Language::En, other) => other,
        (_, "title") => "据标题",
        (_, "lead") => "据首段",
        (_, "subject") => "据首段主语",
        (_, "date") => "据成文日期",
        (_, "folder") => "据文件夹名",
        (_, "file") => "据文件名",
        (_, "heading") => "据第一个小标题",
        (_, "none") => "全文没有依据",
        (_, other) => other,
    }
}

/// The word for what was left out.
pub(super) fn omitted(what: &str, language: Language) -> &str {
    match (language, what) {
        (Language::ZhCn, "comment") => "批注",
        (Language::ZhCn, "deletion") => "修订中删除的文字",
        (Language::ZhCn, "hidden") => "隐藏文字",
        (Language::ZhCn, "picture") => "显示不了的图片",
        (Language::ZhCn, "object") => "图表、嵌入对象",
        (Language::En, "comment") => "comments",
        (Language::En, "deletion") => "deleted words of tracked changes",
        (Language::En, "hidden") => "hidden text",
        (Language::En, "picture") => "pictures that browsers do not show",
        (Language::En, "object") => "charts and embedded files",
        (_, other) => other,
    }
}
