//! Words in which the names of bodies (机关、单位) end.
//!
//! Never decides that something is a body: a name is one only where it is registered.
//! Start at [`ends_as_body`].

/// Whether a text ends in a word for a body (机关, 单位).
pub(crate) fn ends_as_body(text: &str) -> bool {
    const WORDS: [&str; 39] = [
        "局",
        "委",
        "办",
        "部",
        "院",
        "会",
        "厅",
        "府",
        "室",
        "处",
        "中心",
        "站",
        "所",
        "队",
        "社",
        "馆",
        "校",
        "公司",
        "集团",
        "组",
        "联",
        "团",
        "行",
        "厂",
        "街道",
        "乡",
        "镇",
        "村",
        "社区",
        "大学",
        "中学",
        "小学",
        "学院",
        "幼儿园",
        "园区",
        "开发区",
        "机关",
        "法庭",
        "司",
    ];
    WORDS.iter().any(|word| text.ends_with(word))
}
