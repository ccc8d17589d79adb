//! What templates can ask for beyond Tera's own: words of the theme, and values as people write them.
//!
//! Nothing here reads a file, the environment or the network, and nothing depends on an order that is random.
//! Start at [`register`], the list of them all.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Error, Kwargs, State, StringInput, Tera, TeraResult, Value};

use super::code::escaped;
use super::title;
use super::words::{Words, fill, number};

/// Makes the function `trans` and the filters known to `tera`.
///
/// | in a template | shows |
/// |---|---|
/// | `"units" \| trans` | a phrase of the theme: `单位` |
/// | `trans(key="reports", n=12)` | one with its `{n}` filled in: `12 篇` |
/// | `trans(key="evidence-" ~ x, fallback=x)` | the same, and `x` where there is no such phrase |
/// | `count \| n` | `12,304` |
/// | `card.date \| date`, `\| date(style="list")` | `2022年10月9日`, `2022-10-09` |
/// | `card.year \| year` | `2022年`, `2017—2021年`, `2022/2023学年` |
/// | `page.period \| period` | `2022年上半年` |
/// | `file.bytes \| size` | `86 KB` |
/// | `point.permille \| percent` | `5.3%` |
/// | `source.sha256 \| grouped` | the digits in groups of eight |
/// | `page.title \| breaks` | the title with `<wbr>` where a line may end |
/// | `card.units \| names` | the names with the theme's comma between them |
/// | `card.title \| lang` | ` lang="en"` where the text is in another language than the page, else nothing |
pub(super) fn register(tera: &mut Tera, words: &Arc<Words>) {
    let known = Arc::clone(words);
    tera.register_function("trans", move |arguments: Kwargs, _: &State| trans(&known, &arguments));
    let known = Arc::clone(words);
    let ready = words.keys().filter_map(|key| Some((key.to_owned(), plainly(words, key).ok()?)));
    let ready: BTreeMap<String, Value> = ready.collect();
    tera.register_filter("trans", move |key: &str, _: Kwargs, _: &State| match ready.get(key) {
        Some(phrase) => Ok(phrase.clone()),
        None => plainly(&known, key),
    });
    tera.register_filter("n", |count: u64, _: Kwargs, _: &State| number(count));
    let known = Arc::clone(words);
    tera.register_filter("date", move |iso: &str, arguments: Kwargs, _: &State| -> TeraResult<String> {
        Ok(if arguments.get::<&str>("style")? == Some("list") { known.short_date(iso) } else { known.date(iso) })
    });
    let known = Arc::clone(words);
    tera.register_filter("year", move |year: Value, _: Kwargs, _: &State| match year.as_str() {
        Some(year) => known.year(year),
        None => known.year(&year.to_string()),
    });
    let known = Arc::clone(words);
    tera.register_filter("period", move |period: &str, _: Kwargs, _: &State| known.period(period));
    tera.register_filter("size", |bytes: u64, _: Kwargs, _: &State| size(bytes));
    tera.register_filter("percent", |permille: u64, _: Kwargs, _: &State| percent(permille));
    tera.register_filter("grouped", |digits: &str, _: Kwargs, _: &State| grouped(digits));
    tera.register_filter("breaks", |text: &str, _: Kwargs, _: &State| breaks(text));
    let comma = words.say("comma", &[]);
    tera.register_filter("names", move |all: &[Value], _: Kwargs, _: &State| names(all, &comma));
    let page = words.say("lang", &[]);
    tera.register_filter("lang", move |text: StringInput, _: Kwargs, _: &State| lang(text.as_str(), &page));
    // Tera's own gives its groups in an order that differs from run to run; views hold lists that are grouped already.
    tera.register_filter("group_by", |_: Value, _: Kwargs, _: &State| -> TeraResult<Value> {
        Err(Error::message("`group_by` has no order; use the lists of the view, which are grouped already"))
    });
}

/// A phrase with its arguments, which are escaped. Numbers get their commas, except under a name that begins with `year`.
fn trans(words: &Words, arguments: &Kwargs) -> TeraResult<Value> {
    // They are few: to look through them is quicker than to look one up.
    let argument = |name: &str| arguments.iter().find_map(|(known, value)| (known.as_str()? == name).then_some(value));
    let Some(key) = argument("key").and_then(Value::as_str) else { return arguments.must_get("key") };
    let Some(phrase) = words.phrase(key, argument("n").and_then(Value::as_u64)) else {
        return argument("fallback").cloned().ok_or_else(|| unknown(key));
    };
    filled(key, phrase, |name| {
        let value = argument(name)?;
        Some(match value.as_u64() {
            Some(n) if !name.starts_with("year") => number(n).into(),
            _ => shown(value),
        })
    })
}

/// A phrase that needs nothing.
fn plainly(words: &Words, key: &str) -> TeraResult<Value> {
    filled(key, words.phrase(key, None).ok_or_else(|| unknown(key))?, |_| None)
}

fn unknown(key: &str) -> Error {
    Error::message(format!("no phrase has the key `{key}`"))
}

fn filled<'v>(key: &str, phrase: &str, find: impl Fn(&str) -> Option<Cow<'v, str>>) -> TeraResult<Value> {
    match fill(phrase, find) {
        Ok(text) => Ok(Value::safe_string(&text)),
        Err(name) => Err(Error::message(format!("the phrase `{key}` needs `{name}`"))),
    }
}

/// A value as it stands in HTML, among other words.
fn shown(value: &Value) -> Cow<'_, str> {
    match value.as_str() {
        Some(text) if value.is_safe() => text.into(),
        Some(text) => isolated(text, escaped(text)).into(),
        None => escaped(&value.to_string()).into(),
    }
}

/// A text whose signs of direction turn nothing of the sentence that it stands in: between FSI and PDI, as many as it leaves
/// open and one more. A phrase may be an attribute, where no element can do that. Other texts stay as they are.
fn isolated(text: &str, escaped: String) -> String {
    let turns = |c: char| matches!(c, '\u{590}'..='\u{8FF}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FB1D}'..='\u{FEFC}');
    if !text.contains(turns) {
        return escaped;
    }
    let (mut open, mut stray) = (0, 0);
    for c in text.chars() {
        match c {
            '\u{2066}'..='\u{2068}' => open += 1,
            '\u{2069}' if open == 0 => stray += 1,
            '\u{2069}' => open -= 1,
            _ => {}
        }
    }
    format!("{}{escaped}{}", "\u{2068}".repeat(stray + 1), "\u{2069}".repeat(open + 1))
}

/// A text, escaped, that would close the element that isolates it, since the browser makes that of the same signs; `None` where
/// it does not, as good as always.
pub(super) fn closed(text: &str) -> Option<String> {
    text.contains('\u{2069}').then(|| isolated(text, escaped(text)))
}

/// Names with a comma between them.
fn names(names: &[Value], comma: &str) -> Value {
    let names: Vec<_> = names.iter().map(shown).collect();
    Value::safe_string(&names.join(comma))
}

/// The title, escaped, with `<wbr>` where a line may end.
fn breaks(text: &str) -> Value {
    let pieces: Vec<_> = title::pieces(text).into_iter().map(escaped).collect();
    Value::safe_string(&pieces.join("<wbr>"))
}

/// The attribute that says which language a text is in, unless it is that of the page.
fn lang(text: &str, page: &str) -> Value {
    let attribute = match language(text) {
        Some(language) if language != page => format!(" lang=\"{language}\""),
        _ => String::new(),
    };
    Value::safe_string(&attribute)
}

/// The language of a text, as far as its letters tell: Chinese where there is Han, else English where there are letters.
pub(super) fn language(text: &str) -> Option<&'static str> {
    let is_han = |c: char| matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}');
    if text.contains(is_han) {
        Some("zh-Hans")
    } else {
        text.contains(|c: char| c.is_ascii_alphabetic()).then_some("en")
    }
}

/// Bytes, rounded up to the next unit: `512 B`, `86 KB`, `1.4 MB`.
fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} KB", bytes.div_ceil(1024)),
        _ => {
            let tenths = bytes.saturating_mul(10).div_ceil(1_048_576);
            format!("{}.{} MB", number(tenths / 10), tenths % 10)
        }
    }
}

/// Thousandths as a percentage with one digit after the point, which is left out when it is 0.
fn percent(permille: u64) -> String {
    match permille % 10 {
        0 => format!("{}%", permille / 10),
        rest => format!("{}.{rest}%", permille / 10),
    }
}

fn grouped(digits: &str) -> String {
    let characters: Vec<char> = digits.chars().collect();
    let groups: Vec<String> = characters.chunks(8).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use tera::Context;

    fn shown(template: &str) -> Result<String, String> {
        let mut words = Words::default();
        let yaml = "lang: zh-Hans\ncomma: 、\nreports: '<b>{n}</b> 篇'\nsaid: '{who}：{year}年'\nyear: '{year}年'\n";
        words.add("zh-CN.yaml", yaml).unwrap();
        let mut tera = Tera::default();
        register(&mut tera, &Arc::new(words));
        tera.render_str(template, &Context::new(), true).map_err(|error| error.to_string())
    }

    #[test]
    fn templates_see_values_as_people_write_them() {
        for (template, expected) in [
            (r#"{{ trans(key="reports", n=12304) }}"#, "<b>12,304</b> 篇"),
            (r#"{{ trans(key="said", who="甲<乙", year=2022) }}"#, "甲&lt;乙：2022年"),
            (r#"{{ "lang" | trans }} {{ ["甲", "<乙>"] | names }}"#, "zh-Hans 甲、&lt;乙&gt;"),
            (r#"{{ trans(key="evidence-lead", fallback="a<b") }}"#, "a&lt;b"),
            ("{{ 2022 | year }} {{ 12304 | n }}", "2022年 12,304"),
            ("{{ 53 | percent }} {{ 1000 | percent }}", "5.3% 100%"),
            (
                "{{ [\"\u{202E}甲\", \"\u{2069}乙\"] | names }}",
                "\u{2068}\u{202E}甲\u{2069}、\u{2068}\u{2068}\u{2069}乙\u{2069}",
            ),
            ("{{ 512 | size }} {{ 87041 | size }} {{ 1468007 | size }}", "512 B 86 KB 1.5 MB"),
            (r#"{{ "0123456789abcdef" | grouped }}"#, "01234567 89abcdef"),
            (r#"{{ "关于<甲>的报告" | breaks }}"#, "关于<wbr>&lt;甲&gt;的<wbr>报告"),
            (r#"<p{{ "Report" | lang }}>{{ "报告 A" | lang }}{{ "2022" | lang }}"#, "<p lang=\"en\">"),
        ] {
            assert_eq!(shown(template).as_deref(), Ok(expected), "{template}");
        }
    }

    #[test]
    fn what_a_template_may_not_ask_for_is_an_error_that_says_so() {
        for (template, expected) in [
            (r#"{{ trans(key="nothing") }}"#, "no phrase has the key `nothing`"),
            (r#"{{ trans(key="reports") }}"#, "the phrase `reports` needs `n`"),
            (r#"{{ "nothing" | trans }}"#, "no phrase has the key `nothing`"),
            (r#"{{ "reports" | trans }}"#, "the phrase `reports` needs `n`"),
            (r#"{{ [1] | group_by(attribute="x") }}"#, "`group_by` has no order"),
            (r#"{{ get_env(name="HOME") }}"#, "Unknown function"),
        ] {
            let error = shown(template).unwrap_err();
            assert!(error.contains(expected), "{template}: {error}");
        }
    }
}
