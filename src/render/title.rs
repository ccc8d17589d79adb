//! Where the title of a report may break into lines: 关于｜2023年｜全市｜社区养老服务设施｜运行情况的｜调研报告.
//!
//! Never changes a character of the title. Start at [`pieces`].

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// 文种 as they end a title, the longer ones before those that end them.
static KINDS: ByFirst = LazyLock::new(|| {
    by_first(
        "自查整改报告 情况汇报 情况报告 情况通报 工作总结 工作汇报 工作报告 工作要点 工作计划 工作打算 工作安排 工作方案 \
         调研报告 调查报告 督查报告 检查报告 自查报告 整改报告 述职报告 审计报告 评估报告 经验材料 交流材料 \
         总结 报告 汇报 通报 要点 计划 打算 讲话",
    )
});

/// How the last part before the kind begins: 运行情况的, 落实情况的.
static STATES: ByFirst = LazyLock::new(|| {
    by_first(
        "运行情况 落实情况 开展情况 推进情况 建设情况 实施情况 办理情况 进展情况 整改情况 执行情况 贯彻情况 \
         完成情况 督查情况 检查情况 调研情况 使用情况 管理情况 服务情况",
    )
});

/// What follows 全 in the words after which a line may end: whose report it is.
const REACHES: [&str; 8] = ["国", "省", "市", "县", "区", "镇", "乡", "系统"];

/// Words by their first characters, so that few of them are tried at each place of a title.
type ByFirst = LazyLock<BTreeMap<char, Vec<&'static str>>>;

fn by_first(words: &'static str) -> BTreeMap<char, Vec<&'static str>> {
    let mut by_first: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for word in words.split(' ') {
        by_first.entry(word.chars().next().unwrap_or_default()).or_default().push(word);
    }
    by_first
}

/// The words that a text begins with.
fn beginning<'a>(words: &'a ByFirst, text: &'a str) -> impl Iterator<Item = &'static str> + 'a {
    let first = text.chars().next().and_then(|first| words.get(&first));
    first.into_iter().flatten().copied().filter(|word| text.starts_with(word))
}

/// The pieces of a title, in order; joined they are the title. A line may end between two pieces and nowhere else.
pub(super) fn pieces(title: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < title.len() {
        let (before, after) = (&title[start..at], &title[at..]);
        let kind = kind(after);
        if !before.is_empty() && (kind.is_some() || may_break(before, after)) && !is_glued(before, after) {
            pieces.push(before);
            start = at;
        }
        at += kind.map_or_else(|| after.chars().next().map_or(1, char::len_utf8), str::len);
    }
    if start < title.len() {
        pieces.push(&title[start..]);
    }
    pieces
}

/// The kind that stands here, if it ends the title or a part of it.
fn kind(after: &str) -> Option<&'static str> {
    beginning(&KINDS, after).find(|kind| {
        let rest = &after[kind.len()..];
        rest.is_empty() || rest.starts_with(['（', '(', '和', '及', '暨', '、', '》', '”'])
    })
}

fn may_break(before: &str, after: &str) -> bool {
    let ends_year = |words: &str| before.strip_suffix(words).is_some_and(|rest| rest.ends_with(is_year_digit));
    let year = (ends_year("年") && !after.starts_with(['度', '上', '下', '第', '至'])) || ends_year("年度");
    let half = before.ends_with("上半年") || before.ends_with("下半年");
    let joint = after.starts_with(['和', '及', '暨']) && KINDS.values().flatten().any(|kind| before.ends_with(kind));
    let state = beginning(&STATES, after).next().is_some() || (before.ends_with("工作") && after.starts_with("情况"));
    before.ends_with("关于")
        || before.ends_with('的')
        || year
        || half
        || joint
        || state
        || REACHES.iter().any(|reach| before.strip_suffix(reach).is_some_and(|rest| rest.ends_with('全')))
}

fn is_year_digit(c: char) -> bool {
    c.is_ascii_digit() || c == '*' || "〇一二三四五六七八九".contains(c)
}

/// Signs that belong to what stands before or after them.
fn is_glued(before: &str, after: &str) -> bool {
    after.starts_with(['，', '。', '、', '；', '：', '》', '）', '”', '’', '〕', '？', '！'])
        || before.ends_with(['《', '（', '“', '‘', '〔'])
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn a_title_breaks_where_a_person_would_break_it() {
        for shown in [
            "关于｜2023年｜全市｜社区养老服务设施｜运行情况的｜调研报告",
            "2022年｜全县｜群团工作｜情况汇报",
            "2023年｜工作总结｜和2024年｜工作打算",
            "关于｜《云州市城区供水办法》｜执行情况的｜报告（征求意见稿）",
            "2024年上半年｜经济运行｜工作汇报",
            "云州市图书馆2021年度｜述职报告",
            "Annual report of the library",
            "总结",
            "",
        ] {
            let title = shown.replace('｜', "");
            assert_eq!(pieces(&title).join("｜"), shown);
        }
    }

    #[test]
    fn nothing_is_lost() {
        let title = "关于***的年年的的《的》关于报告报告";
        assert_eq!(pieces(title).concat(), title);
    }
}
