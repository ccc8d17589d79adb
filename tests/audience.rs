//! Who may read what: an edition for an audience is made of what that audience may see, and of nothing else.

mod support;

use support::Site;

#[test]
fn the_page_of_a_report_bears_its_marks_and_its_place_on_the_shelf() {
    let site = Site::with_units();
    site.report(
        "a.md",
        "title: 总结\nunit: caizheng\nyear: 2022\nopenness: 此件公开发布\n\
         archive: {fonds: J001, catalogue: '3', box: '12', item: '0007'}",
        "正文。",
    );
    site.build();
    site.shows("reports/2022/a.html", "公开属性\n此件公开发布").shows("reports/2022/a.html", "档号");
    site.shows("reports/2022/a.html", "全宗 J001 目录 3 盒 12 件 0007");
}
