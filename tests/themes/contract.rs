//! What templates find is what `docs/themes.md` says, and no theme of the repository uses anything else.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::document::{self, Examples};
use super::model::{Model, Type};
use super::scan::faults;
use crate::support::{Site, files_in};

fn here(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The templates below a folder: file and text.
fn templates(folder: &str) -> Vec<(String, String)> {
    let text = |(path, bytes)| (format!("{folder}/{path}"), String::from_utf8(bytes).expect("UTF-8"));
    files_in(&here(folder)).into_iter().map(text).collect()
}

/// What each page of the sample archive hands to its template, by template; the engine itself tells.
fn handed_over(model: &Model) -> Vec<(String, Value)> {
    let site = Site::empty();
    for (path, bytes) in files_in(&here("content")) {
        site.write(&format!("content/{path}"), bytes);
    }
    site.write(
        "content/reports/2022/draft.md",
        "---\ntitle: 草稿\nunit: 未登记的单位\nyear: 2022\ndraft: true\naliases: [old/a.html]\n---\n\n正文。\n",
    );
    site.write("content/imports/draft.json", include_str!("receipt.json"));
    site.write(
        "huibian.yaml",
        "title: 云州汇编\ndescription: 述\nbase_url: http://10.1.2.3/\npaginate_by: 10\nextra: {a: 甲}\n",
    );
    for kind in &model.kinds {
        let name = &kind.template;
        site.write(&format!("templates/{name}"), format!("{name}\n{{{{ __tera_context | safe }}}}"));
    }
    site.build_with(&["--drafts", "-q", "--audience", "internal"]);
    let told = |address: String| {
        let text = fs::read_to_string(site.out(&address)).expect("a page");
        let (template, json) = text.split_once('\n').expect("its template stands first");
        let value = serde_json::from_str(&as_json(json)).unwrap_or_else(|error| panic!("{address}: {error}"));
        (template.to_owned(), value)
    };
    site.pages().into_iter().map(told).collect()
}

/// The engine shows a map nearly as JSON: texts have the escapes of Rust, and nothing stands where a value is absent.
fn as_json(shown: &str) -> String {
    let mut json = String::with_capacity(shown.len());
    let (mut in_text, mut rest) = (false, shown);
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        match c {
            '"' => in_text = !in_text,
            '\\' if rest.starts_with("\\u{") => {
                let digits = rest[3..].split('}').next().expect("it ends");
                let character = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32).expect("a character");
                json.push_str(serde_json::to_string(&character).expect("a text").trim_matches('"'));
                rest = &rest[digits.len() + 4..];
                continue;
            }
            '\\' if rest.starts_with("\\0") => {
                json.push_str("\\u0000");
                rest = &rest[2..];
                continue;
            }
            '\\' => length = 2,
            ',' | '}' if !in_text && json.ends_with(": ") => json.push_str("null"),
            _ => {}
        }
        json.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    json
}

/// Follows a value along its type; says where they part, and keeps the first example of every field.
fn follow(model: &Model, value: &Value, kind: &Type, path: &str, seen: &mut Examples, wrong: &mut Vec<String>) {
    match (kind, value) {
        (Type::Struct(name, parameter), Value::Object(map)) => {
            let fields = model.fields(name);
            for key in map.keys().filter(|key| !fields.iter().any(|field| field.name == **key)) {
                wrong.push(format!("{path}.{key} is handed over and not documented"));
            }
            for field in fields {
                match map.get(&field.name) {
                    None => wrong.push(format!("{path}.{} is documented and not handed over", field.name)),
                    Some(Value::Null) if field.optional => {}
                    Some(value) => {
                        seen.keep(name, &field.name, value);
                        let kind = model.field(name, parameter.as_deref(), &field.name).expect("it is there");
                        follow(model, value, &kind, &format!("{path}.{}", field.name), seen, wrong);
                    }
                }
            }
        }
        (Type::List(of), Value::Array(list)) => {
            list.iter().for_each(|member| follow(model, member, of, &format!("{path}[]"), seen, wrong));
        }
        (Type::Text, Value::String(_)) | (Type::Number, Value::Number(_)) | (Type::Truth, Value::Bool(_)) => {}
        (Type::Free, _) => {}
        _ => wrong.push(format!("{path} is no {kind:?}: {value}")),
    }
}

/// Checks all that is handed over; gives the examples.
fn checked(model: &Model, pages: &[(String, Value)]) -> (Examples, Vec<String>) {
    let (mut seen, mut wrong) = (Examples::default(), Vec::new());
    for (template, value) in pages {
        let names = model.names(template);
        let map = value.as_object().expect("names and values");
        wrong.extend(
            map.keys()
                .filter(|name| !names.contains_key(*name))
                .map(|name| format!("{template}: {name} is not documented")),
        );
        for (name, kind) in &names {
            let path = format!("{template}: {name}");
            match map.get(name) {
                Some(value) => follow(model, value, kind, &path, &mut seen, &mut wrong),
                None => wrong.push(format!("{path} is documented and not handed over")),
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    (seen, wrong)
}

#[test]
fn every_field_is_documented_and_one_that_is_not_is_found() {
    let mut model = Model::of_program();
    assert_eq!(model.undocumented(), [""; 0]);
    model.read("/// Said.\n#[derive(Serialize)]\nstruct A {\n /// Said.\n a: u8,\n b: Option<u8>,\n}", &[]);
    model.read("#[derive(Serialize)]\nstruct B {}", &[]);
    assert_eq!(model.undocumented(), ["A.b", "B"]);
}

#[test]
fn what_is_handed_over_is_what_is_documented() {
    let model = Model::of_program();
    let pages = handed_over(&model);
    for kind in &model.kinds {
        assert!(pages.iter().any(|(template, _)| *template == kind.template), "no page shows {}", kind.template);
    }
    let (_, wrong) = checked(&model, &pages);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // That it can fail: a field that nobody documented, one that is gone, and one of another type.
    let mut other = model.clone();
    let report = other.structs.iter_mut().find(|known| known.name == "ReportCard").expect("a card");
    report.fields.retain(|field| field.name != "href");
    report.fields.iter_mut().find(|field| field.name == "title").expect("a title").kind = Type::Number;
    report.fields.iter_mut().find(|field| field.name == "draft").expect("whether").name = "gone".to_owned();
    let (_, wrong) = checked(&other, &pages);
    for said in [
        "index.html: home.newest[].href is handed over and not documented",
        "index.html: home.newest[].gone is documented and not handed over",
    ] {
        assert!(wrong.iter().any(|line| line == said), "{said}: {wrong:#?}");
    }
    assert!(wrong.iter().any(|line| line.starts_with("index.html: home.newest[].title is no Number")), "{wrong:#?}");
}

#[test]
fn the_document_is_what_the_code_says() {
    let model = Model::of_program();
    let (examples, _) = checked(&model, &handed_over(&model));
    let (text, untranslated) = document::write(&model, &examples);
    let path = here("docs/themes.md");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &text).expect("it can be written");
    }
    assert!(
        untranslated.is_empty(),
        "tests/themes/zh.txt lacks the Chinese of:\n{}",
        untranslated.into_iter().map(|line| line + "\n\t…\n").collect::<String>()
    );
    let known = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    let differs = known.lines().zip(text.lines()).find(|(known, text)| known != text);
    assert!(known == text, "docs/themes.md is not what the code says (UPDATE=1 writes it anew): {differs:#?}");
}

#[test]
fn the_themes_of_the_repository_use_what_is_documented() {
    let model = Model::of_program();
    let default = templates("themes/default/templates");
    let themes = ["office", "plain"].map(|name| templates(&format!("tests/themes/site/themes/{name}/templates")));
    let found = faults(&model, &default);
    assert!(found.is_empty(), "{found:#?}");
    let all: Vec<_> = themes.into_iter().flatten().chain(default).collect();
    let found = faults(&model, &all);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_template_that_uses_what_is_not_documented_is_found() {
    let model = Model::of_program();
    let default = templates("themes/default/templates");
    let found = |name: &str, text: &str| {
        let own = (format!("t/{name}"), text.to_owned());
        let all: Vec<_> = std::iter::once(own).chain(default.clone()).collect();
        faults(&model, &all).into_iter().map(|fault| fault.trim_start_matches("t/").to_owned()).collect::<Vec<_>>()
    };
    for (name, text, fault) in [
        ("report.html", "<p>\n{{ page.tite }}", "report.html:2: ReportView has no field `tite`"),
        ("report.html", "{% if page.nope %}x{% endif %}", "report.html:1: ReportView has no field `nope`"),
        (
            "report.html",
            "{% if false %}\n{{ page.card.nope }}{% endif %}",
            "report.html:2: ReportCard has no field `nope`",
        ),
        (
            "report.html",
            "{% for u in page.units %}{{ u.nope }}{% endfor %}",
            "report.html:1: NamedUnit has no field `nope`",
        ),
        (
            "report.html",
            "{{ [u.nope for u in page.units if u.name] | names }}",
            "report.html:1: NamedUnit has no field `nope`",
        ),
        (
            "report.html",
            "{{ [u.name for u in page.units if u.nope] | names }}",
            "report.html:1: NamedUnit has no field `nope`",
        ),
        ("report.html", "{% set c = page.crumbs | first %}{{ c.nope }}", "report.html:1: UnitCard has no field `nope`"),
        (
            "report.html",
            "{% for s in [\"earlier\", \"nope\"] %}{{ page[s].href }}{% endfor %}",
            "report.html:1: ReportView has no field `nope`",
        ),
        (
            "report.html",
            "{% for p in [[\"a\", page.copies], [\"b\", page.nope]] %}{{ p[1] }}{% endfor %}",
            "report.html:1: ReportView has no field `nope`",
        ),
        (
            "report.html",
            "{{ page.units | sort(attribute=\"nope\") | length }}",
            "report.html:1: NamedUnit has no field `nope`",
        ),
        (
            "report.html",
            "{{ page.units[0].nope }}{{ page.units[0:2] | length }}",
            "report.html:1: NamedUnit has no field `nope`",
        ),
        (
            "report.html",
            "{{ page.title if page.nope else page.subtitle }}",
            "report.html:1: ReportView has no field `nope`",
        ),
        ("report.html", "{{ page.date | default(value=page.nope) }}", "report.html:1: ReportView has no field `date`"),
        ("report.html", "{{ trans(key=\"x\", n=page.nope) }}", "report.html:1: ReportView has no field `nope`"),
        (
            "report.html",
            "{{ page.units }}{{ \"a\" ~ page.units }}",
            "report.html:1: this is a list or several fields, not a text",
        ),
        ("report.html", "{{ page.title.nope }}", "report.html:1: `nope` is asked of something that has no fields"),
        ("report.html", "{{ unit.name }}", "report.html:1: there is no `unit` here"),
        ("page.html", "{{ page.content }}{{ page.number }}", "page.html:1: PlainView has no field `number`"),
        ("unit.html", "{{ unit.content }}", "unit.html:1: UnitView has no field `content`"),
        ("base.html", "{{ page.title }}", "base.html:1: there is no `page` here"),
        ("404.html", "{{ site.nope }}{{ config.extra.anything.at.all }}", "404.html:1: Frame has no field `nope`"),
        ("404.html", "{{ config.nope }}", "404.html:1: Config has no field `nope`"),
        (
            "404.html",
            "{{ <unit_link card={lost}/> }}",
            "themes/default/templates/parts.html:10: LostView has no field `href`",
        ),
        ("404.html", "{{ <pager nope={1} paginator={lost.reports}/> }}", "404.html:1: `pager` has no argument `nope`"),
        ("index.html", "{{ home.unknown_year.card.label }}", "index.html:1: YearCard has no field `label`"),
        (
            "index.html",
            "{% if a %}{% elif home.nope %}{% else %}{% endif %}",
            "index.html:1: HomeView has no field `nope`",
        ),
    ] {
        let said = found(name, text);
        assert!(said.iter().any(|line| line == fault), "{text}\n{fault}\n{said:#?}");
    }
    let fine = "{# {{ page.nope }} #}{% for card in page.siblings %}{{ loop.index }}{{ card.units | names }}{% else %}{{ \
                page.period | period }}{% endfor %}{{ page[\"title\"] }}{{ config.extra.a.b }}{% set x %}{{ page.content }}{% endset %}{{ x }}";
    assert_eq!(found("report.html", fine), [""; 0]);
}

#[test]
fn every_filter_and_every_component_is_documented() {
    let source = fs::read_to_string(here("src/render/filters.rs")).expect("the source");
    let table = document::filters(&source);
    for name in document::registered(&source) {
        let said = |row: &(String, String)| row.0.contains(&format!("| {name}")) || row.0.contains(&format!("{name}("));
        // This one is registered to be refused.
        assert!(name == "group_by" || table.iter().any(said), "the table of src/render/filters.rs lacks {name}");
    }
    let parts = document::components(&templates("themes/default/templates"));
    assert!(parts.len() >= 8);
    for (name, (_, said)) in &parts {
        assert!(said.ends_with('.'), "{name}: what it is stands in a comment right before it");
    }
}

/// Names and texts of two languages.
pub(super) type Pairs = BTreeMap<String, (String, String)>;
