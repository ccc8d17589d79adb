//! One vocabulary: a class that the style has a rule for stands on a page, and a class on a page has a rule. Names only; what
//! a rule does is for eyes. Start at `on_pages`.

use std::collections::BTreeSet;

use cssparser::Token;

use crate::sheet::{Piece, sheet};
use crate::support::{Page, Site};
use crate::weight::{script, templates};

/// Classes on pages without a rule, and why they are there.
const NO_RULE: [(&str, &str); 3] = [
    ("afterword", "附注, which is set as a paragraph"),
    ("is-none", "a cell with a dot, which looks as cells do"),
    ("sub-0", "a unit of the first level, which is not set in"),
];

/// Classes with a rule that no page has, and why the rule is there.
const NO_PAGE: [(&str, &str); 0] = [];

/// Every form that the body of a report can take.
const BODY: &str = "\
000012

云州市财政局文件

云财〔2022〕1号

市政府：

引言，支出***万元。人员********************若干。一是抓早。二是抓小。三是抓实。[^1]

## 一、工作情况

### （一）坚持党建引领。 {.run-in}

开展学习。

#### 1.学习

##### （1）集中学习

表1　各单位情况

| 单位 | 数 | 居中 | 居右 | 备注 |
|---|---|:-:|--:|---|
| 甲 | 1 | 中 | 右 | 无 |
| 合计 | 1 | 中 | 右 | 无 |

### 一是从返乡的人里找苗子。 {.run-in}

找到了。

### 二是搭台子

搭好了。

> 引文

- 其一
- 其二

```rust
// 注
struct A;
fn x(n: u8) -> u8 { let y = \"s\"; n + 1 }
```

一、工作情况………1

附件：1.统计表

云州市财政局

2022年12月1日

（此件公开发布）

抄送：市委办。

[^1]: 注释。
";

/// A class, or the beginning that it has in common with others: `sub-` for `sub-1`, `sub-2`.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Word(String),
    Begins(String),
}

impl Class {
    fn is(&self, word: &str) -> bool {
        match self {
            Self::Word(own) => own == word,
            Self::Begins(begin) => {
                word.strip_prefix(begin.as_str()).is_some_and(|end| end.chars().all(|c| c.is_ascii_digit()))
            }
        }
    }
}

/// The classes of the elements that pages hold: by the sources of the theme, and by the body of a report that has everything.
fn on_pages() -> BTreeSet<Class> {
    let mut found: BTreeSet<Class> = templates().iter().flat_map(|(_, html)| in_template(html)).collect();
    found.extend(in_script(&script()));
    let site = Site::with_units();
    site.report("a.md", "title: 关于某事的报告\nunit: caizheng\nyear: 2022", BODY);
    site.build();
    let page = site.page("reports/2022/a.html");
    found.extend(in_page(&page).map(Class::Word));
    found
}

fn in_page(page: &Page) -> impl Iterator<Item = String> {
    let attributes = page.elements().flat_map(|element| element.attributes().iter());
    let classes = attributes.filter(|(name, _)| name == "class").map(|(_, value)| value.as_str());
    classes.flat_map(str::split_whitespace).map(str::to_owned).collect::<Vec<_>>().into_iter()
}

/// The classes of a template, with all that its conditions can choose.
fn in_template(html: &str) -> Vec<Class> {
    let plain = without(&without(&without(html, "{#", "#}", ""), "{%", "%}", " "), "{{", "}}", "\0");
    let values = plain.split(" class=\"").skip(1).map(|rest| rest.split('"').next().unwrap_or_default());
    values.flat_map(str::split_whitespace).map(class).collect()
}

fn class(word: &str) -> Class {
    match word.split_once('\0') {
        Some((begin, "")) => Class::Begins(begin.to_owned()),
        Some(_) => panic!("{word} is made of more than a beginning and a value"),
        None => Class::Word(word.to_owned()),
    }
}

/// A text without what stands between two signs.
fn without(text: &str, begin: &str, end: &str, instead: &str) -> String {
    let mut parts = text.split(begin);
    let mut rest = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        rest.push_str(instead);
        rest.push_str(part.split_once(end).unwrap_or_else(|| panic!("{begin} without {end}")).1);
    }
    rest
}

/// The classes that the script gives to elements.
fn in_script(script: &str) -> Vec<Class> {
    let mut found = Vec::new();
    for before in ["className = \"", "classList.add(\""] {
        let values = script.split(before).skip(1).map(|rest| rest.split('"').next().unwrap_or_default());
        found.extend(values.flat_map(str::split_whitespace).map(|word| Class::Word(word.to_owned())));
    }
    found
}

/// The classes that the style selects.
fn in_style() -> BTreeSet<String> {
    sheet().iter().filter(|rule| rule.is_style()).flat_map(|rule| selected(&rule.head)).collect()
}

fn selected(head: &[Piece]) -> Vec<String> {
    let mut found: Vec<String> = head.iter().flat_map(|piece| selected(&piece.inner)).collect();
    for (piece, after) in head.iter().zip(head.iter().skip(1)) {
        if let (Token::Delim('.'), Token::Ident(word)) = (&piece.token, &after.token) {
            found.push(word.to_string());
        }
    }
    found
}

#[test]
fn every_class_of_the_style_stands_on_a_page() {
    let on_pages = on_pages();
    let is_used = |word: &String| on_pages.iter().any(|class| class.is(word));
    let unused: Vec<String> = in_style().into_iter().filter(|word| !is_used(word)).collect();
    assert_eq!(unused, NO_PAGE.map(|(word, _)| word));
}

#[test]
fn every_class_on_a_page_has_a_rule() {
    let in_style = in_style();
    let on_pages = on_pages();
    let has_rule = |class: &&Class| in_style.iter().any(|word| class.is(word));
    let without: Vec<&Class> = on_pages.iter().filter(|class| !has_rule(class)).collect();
    assert_eq!(without, NO_RULE.map(|(word, _)| Class::Word(word.to_owned())).iter().collect::<Vec<_>>());
}

/// What the script looks for stands on a page.
#[test]
fn the_script_looks_for_what_is_there() {
    let script = script();
    let sought: Vec<&str> = ["querySelector(\"", "querySelectorAll(\""]
        .iter()
        .flat_map(|call| script.split(call).skip(1))
        .map(|rest| rest.split('"').next().unwrap_or_default())
        .collect();
    assert!(sought.len() > 3, "{sought:?}");
    let on_pages = on_pages();
    let sources: String = templates().into_iter().map(|(_, html)| html).collect();
    for selector in sought {
        for part in selector.split_whitespace() {
            let known = match part.split_once(['.', '[']) {
                Some(("", word)) if part.starts_with('.') => on_pages.iter().any(|class| class.is(word)),
                Some(("", attribute)) => {
                    let (name, value) = attribute
                        .trim_end_matches(']')
                        .split_once('=')
                        .unwrap_or((attribute.trim_end_matches(']'), ""));
                    sources.contains(&if value.is_empty() {
                        format!(" {name}")
                    } else {
                        format!(" {name}=\"{value}\"")
                    })
                }
                _ => sources.contains(&format!("<{part}")),
            };
            assert!(known, "the script looks for {selector}");
        }
    }
}

#[test]
fn classes_are_read_from_a_template_with_all_choices() {
    let html = "{# class=\"x\" #}<a class=\"one{% if a == \"b\" %} two{% else %} three-{{ n }}{% endif %}\"{% if c %} class=\"four\"{% endif %}>";
    let word = |word: &str| Class::Word(word.to_owned());
    assert_eq!(in_template(html), [word("one"), word("two"), Class::Begins("three-".to_owned()), word("four")]);
    assert!(class("n\0").is("n2") && !class("n\0").is("nx"));
}
