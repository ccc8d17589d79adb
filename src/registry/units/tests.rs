//! What a registry answers about names, years and order.

use std::collections::BTreeSet;

use super::{Existence, Found, UnitId, Units};
use crate::diagnostic::Source;
use crate::registry::units_yaml::read;
use crate::settings::Settings;

const REGISTRY: &str = "\
units:
  - {id: shi, name: 云州市}
  - id: wenlv
    name: 云州市文化和旅游局
    short: 市文旅局
    parent: shi
    since: 2019-02
    predecessors: [wenhua, lvyou]
  - {id: wenhua, name: 云州市文化局, short: 市文化局, parent: shi, until: 2019-02, status: merged}
  - {id: lvyou, name: 云州市旅游局, short: 市旅游局, parent: shi, since: 1998, status: merged}
  - id: weijian
    name: 云州市卫生健康委员会
    short: 市卫健委
    parent: shi
    names:
      - {name: 云州市卫生局, short: 市卫生局, until: 2013}
      - {name: 云州市卫生和计划生育委员会, short: 市卫计委, since: 2014, until: 2018-11}
  - {id: weijian-bangong, name: 云州市卫生健康委员会办公室, short: 委办公室, parent: weijian, status: internal}
  - {id: weijian-xinxi, name: 云州市卫生健康委员会办公室信息科, parent: weijian-bangong, status: internal}
";

fn registry() -> Units {
    let read = read(
        &Source { file: "content/units.yaml".into(), text: REGISTRY.into() },
        &BTreeSet::new(),
        &Settings::default(),
    );
    assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
    read.value
}

fn id(units: &Units, id: &str) -> UnitId {
    match units.find(id, None) {
        Found::One(unit) => unit,
        other => panic!("{id}: {other:?}"),
    }
}

#[test]
fn the_name_shown_is_that_of_the_year_and_the_unit_stays_one() {
    let units = registry();
    let weijian = id(&units, "weijian");
    let cases = [
        (Some(2009), "云州市卫生局", "市卫生局"),
        (Some(2013), "云州市卫生局", "市卫生局"),
        (Some(2014), "云州市卫生和计划生育委员会", "市卫计委"),
        (Some(2017), "云州市卫生和计划生育委员会", "市卫计委"),
        (Some(2018), "云州市卫生健康委员会", "市卫健委"),
        (Some(2022), "云州市卫生健康委员会", "市卫健委"),
        (None, "云州市卫生健康委员会", "市卫健委"),
    ];
    for (year, full, short) in cases {
        let named = units.named(weijian, year);
        assert_eq!((named.full, named.short), (full, short), "{year:?}");
    }
    for name in ["市卫生局", "云州市卫生局", "市卫计委", "云州市卫生和计划生育委员会", "市卫健委"]
    {
        assert_eq!(units.find(name, Some(2015)), Found::One(weijian), "{name}");
    }
}

#[test]
fn a_unit_exists_from_its_beginning_to_its_end() {
    use Existence::{After, Before, There};
    let units = registry();
    let cases = [
        ("wenlv", 2018, Before),
        ("wenlv", 2019, There),
        ("wenlv", 2025, There),
        ("wenhua", 1980, There),
        ("wenhua", 2019, There),
        ("wenhua", 2020, After),
        // It has no `until`; its successor began in 2019.
        ("lvyou", 1997, Before),
        ("lvyou", 2019, There),
        ("lvyou", 2020, After),
        ("shi", 1949, There),
    ];
    for (unit, year, existence) in cases {
        assert_eq!(units.get(id(&units, unit)).exists_in(year), existence, "{unit} {year}");
    }
}

#[test]
fn an_internal_unit_is_shown_at_the_nearest_that_is_none() {
    let units = registry();
    for unit in ["weijian", "weijian-bangong", "weijian-xinxi"] {
        assert_eq!(units.shown_at(id(&units, unit)), id(&units, "weijian"), "{unit}");
    }
}

#[test]
fn names_stand_where_they_are_read() {
    let cases = [
        ("name: 云州市财政局", "yun zhou shi cai zheng ju", 'Y'),
        ("name: 云州市财政局, short: 市财政局", "shi cai zheng ju", 'S'),
        ("name: 绿化办", "lv hua ban", 'L'),
        ("name: 长桥街道, pinyin: Cháng Qiáo jiēdào", "chang qiao jiedao", 'C'),
        ("name: 绿化办, pinyin: Lǜ huà bàn", "lv hua ban", 'L'),
        ("name: “五老”办公室", "wu lao ban gong shi", 'W'),
        ("name: 120急救中心", "120 ji jiu zhong xin", '#'),
        ("name: IT服务部", "it fu wu bu", 'I'),
        ("name: ＩＴ服务部", "it fu wu bu", 'I'),
        ("name: '***妇联'", "*** fu lian", '#'),
        ("name: ××县妇联", "×× xian fu lian", '#'),
        ("name: 某县妇联", "mou xian fu lian", '#'),
    ];
    for (unit, reading, letter) in cases {
        let yaml = format!("units:\n  - {{id: a, {unit}}}\n");
        let units = read(
            &Source { file: "content/units.yaml".into(), text: yaml.into() },
            &BTreeSet::new(),
            &Settings::default(),
        )
        .value;
        assert_eq!((units.reading(UnitId(0)).as_str(), units.letter(UnitId(0))), (reading, letter), "{unit}");
    }
}
