//! Nothing assumes Chinese text, official bodies or a full registry.

use crate::support::Site;

#[test]
fn an_english_site_with_an_english_report_has_nothing_to_complain_about() {
    let site = Site::empty();
    site.write("huibian.yaml", "title: Harbour reports\ndescription: What the harbour office wrote\nlanguage: en\n");
    site.write("content/units.yaml", "units:\n  - {id: harbour, name: Harbour Office}\n");
    site.report(
        "2022/annual.md",
        "title: Annual report of the Harbour Office\nunit: Harbour Office\ndate: 2022-12-30\ntype: zongjie",
        "The office handled 1,204 ships, *six more* than in 2021.\n\n## Ships\n\nMost came in **May**.\n\n### Small craft\n\n1. Permits\n2. Moorings\n\n## Outlook\n\nDredging begins in 2023.",
    );
    let built = site.build();
    assert_eq!(built.codes(), [""; 0], "{}", built.stderr);
    site.shows("index.html", "This archive holds 1 report from 1 unit, 2022.")
        .shows("units/harbour.html", "Harbour Office");
    site.shows("reports/2022/annual.html", "30 December 2022")
        .shows("reports/2022/annual.html", "six more than in 2021");
    for page in site.pages() {
        // The seal of the default theme is a drawing that happens to be a character.
        let text = site.page(&page).text().replacen('汇', "", 1);
        assert!(!text.chars().any(|c| ('\u{3000}'..='\u{9FFF}').contains(&c)), "{page} has Chinese words:\n{text}");
        assert_eq!(site.page(&page).one("html").attribute("lang"), Some("en"));
    }
    assert!(site.page("reports/2022/annual.html").all(".mask").is_empty());

    site.report("2021/annual.md", "title: Annual report\nunit: harbour\nyear: 2021", "The office handled 1,198 ships.");
    site.build();
    for page in ["index.html", "units/index.html", "units/harbour.html"] {
        site.shows(page, "2021–2022");
    }
}

#[test]
fn a_hospital_with_a_registry_without_kinds_and_levels_has_nothing_to_complain_about() {
    let site = Site::empty();
    site.write("huibian.yaml", "title: 云州市第二医院工作汇编\n");
    site.write("content/units.yaml", "units:\n  - {id: yiyuan, name: 云州市第二医院}\n  - {id: huli, name: 护理部, parent: yiyuan}\n  - {id: yaoju, name: 药学部, parent: yiyuan}\n");
    site.report(
        "huli-2022.md",
        "title: 护理部2022年工作总结\nunit: 护理部\nyear: 2022\ndate: 2022年12月28日",
        "## 一、质量\n\n压疮发生率下降。\n\n## 二、培训\n\n全年培训42场。",
    );
    site.report("yaoju-2022.md", "title: 药学部2022年工作总结\nunit: yaoju\nyear: 2022", "处方点评4次。");
    let built = site.build();
    assert_eq!(built.codes(), [""; 0], "{}", built.stderr);
    site.shows("units/yiyuan.html", "下级单位共有 2 篇").shows("reports/2022/huli-2022.html", "2022年12月28日");
    site.links("reports/2022/huli-2022.html", "reports/2022/yaoju-2022.html");
}

#[test]
fn a_chinese_site_says_which_text_is_english() {
    let site = Site::bare();
    site.report(
        "a.md",
        "title: Annual report\nyear: 2022",
        "Plain English text, twelve words of it, to be read by an English voice.",
    );
    site.build();
    let page = site.page("reports/2022/a.html");
    assert_eq!((page.one("html").attribute("lang"), page.one("h1").attribute("lang")), (Some("zh-Hans"), Some("en")));
    assert_eq!(page.one(".body").attribute("lang"), Some("en"));
}
