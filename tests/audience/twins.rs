//! An output for few readers is that of a site in which what they may not see was never written, byte for byte.

use std::collections::BTreeSet;

use crate::rounds::rounds;
use crate::support::{Site, difference, report};

/// A generator of numbers that is the same everywhere (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }

    fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len() as u64) as usize]
    }
}

const AUDIENCES: [&str; 3] = ["public", "bureau", "office"];

/// A file of a site and who may read it at widest; `None` for what belongs to nobody.
struct Made {
    path: String,
    text: String,
    rank: usize,
}

/// A unit of a site.
struct Unit {
    line: String,
    rank: usize,
    names: Vec<String>,
}

/// Units in a tree: what a unit is called, and who may know it at widest: no more than may know the one above.
fn units(dice: &mut Dice) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    for n in 0..12 {
        let above = (n > 0 && dice.below(3) > 0).then(|| dice.below(n) as usize);
        let own = [0, 0, 0, 1, 2][dice.below(5) as usize];
        let rank = above.map_or(own, |above| own.max(units[above].rank));
        let mut line = format!(
            "  - {{id: u{n}, name: 云州市第{n}局, short: 第{n}局, aliases: [{n}号, {{name: 老{n}局, until: 2018}}]"
        );
        line +=
            &format!(", names: [{{name: 原第{n}局, until: 2019}}], doc_aliases: [本局{n}], order: {}", dice.below(5));
        if let Some(above) = above {
            line += &format!(", parent: u{above}");
        }
        if own > 0 {
            line += &format!(", audience: {}", AUDIENCES[own]);
        }
        if n > 1 && dice.below(3) == 0 {
            line += &format!(", predecessors: [u{}], since: 2019", dice.below(n));
        }
        if dice.below(6) == 0 {
            line += ", status: internal";
        }
        let names = [format!("u{n}"), format!("第{n}局"), format!("{n}号"), format!("原第{n}局"), format!("老{n}局")];
        units.push(Unit { line: line + "}\n", rank, names: names.to_vec() });
    }
    units
}

/// A random site: its units, and its files with who may read each at widest.
fn made(dice: &mut Dice, units: &[Unit]) -> Vec<Made> {
    let mut files = Vec::new();
    for n in 0..30 {
        let folder = dice.one(&["2021", "2022", "总结/内部", ""]);
        let name =
            format!("{folder}{}{}{n}", if folder.is_empty() { "" } else { "/" }, dice.one(&["zongjie", "总结", "Ab"]));
        let mut front = format!("title: 第{n}篇\n");
        let mut rank = 0;
        let mut named = BTreeSet::new();
        for _ in 0..dice.below(3) {
            let unit = &units[dice.below(units.len() as u64) as usize];
            let name = unit.names[dice.below(unit.names.len() as u64) as usize].clone();
            rank = rank.max(unit.rank);
            named.insert(name);
        }
        if !named.is_empty() {
            front += &format!("unit: [{}]\n", named.into_iter().collect::<Vec<_>>().join(", "));
        }
        front += dice.one(&["year: 2020\n", "date: 2021-03-04\n", "date: 2022年5月6日\n", ""]);
        match dice.below(6) {
            at @ 0..3 => {
                front += &format!("audience: {}\n", AUDIENCES[at as usize]);
                rank = rank.max(at as usize);
            }
            3 => {
                front += "secrecy: 秘密★1年\n";
                rank = 2;
            }
            _ => {}
        }
        front += dice.one(&[
            "",
            "",
            "",
            "draft: true\n",
            "withdrawn: 2023-01-05\n",
            "topics: [shui]\n",
            "summary: 摘要。\n",
        ]);
        front += dice.one(&["", "", "", "", "slug: same\n", "weight: 2\n", "number: 云发〔2022〕1号\n"]);
        let body = format!(
            "## 一、防汛第{n}次。\n\n防汛。见[表](表{n}.csv)、[图](图{}.png)。{}\n",
            dice.below(4),
            ["## 二、民生。\n\n养老养老养老。", "", "同一段。"][dice.below(3) as usize]
        );
        files.push(Made { path: format!("content/reports/{name}.md"), text: report(&front, &body), rank });
        let beside = name.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        files.push(Made { path: format!("content/reports/{beside}表{n}.csv"), text: format!("表,{n}\n"), rank });
    }
    for n in 0..4 {
        files.push(Made { path: format!("content/reports/图{n}.png"), text: format!("图{n}"), rank: 0 });
        let rank = dice.below(3) as usize;
        let text = format!("---\ntitle: 页{n}\naudience: {}\n---\n\n第{n}页。\n", AUDIENCES[rank]);
        files.push(Made { path: format!("content/页{n}.md"), text, rank });
    }
    files
}

/// The site with what a reader of this rank may see; all of it for `None`.
fn site(units: &[Unit], files: &[Made], reader: Option<usize>) -> Site {
    let seen = |rank: usize| reader.is_none_or(|reader| rank <= reader);
    let site = Site::empty();
    site.write(
        "huibian.yaml",
        "title: 云州汇编\nbase_url: https://example.org/\naudiences: [public, bureau, office]\npaginate_by: 10\n\
         rules: {lineage-unknown: off, lineage-gap: off, lineage-reversed: off, lineage-conflict: off, lineage-cycle: off}\n",
    );
    let lines: String = units.iter().filter(|unit| seen(unit.rank)).map(|unit| unit.line.as_str()).collect();
    site.write("content/units.yaml", format!("units:\n{lines}"));
    site.write(
        "content/topics.yaml",
        "topics:\n  - {id: shui, label: 水利, strong: [防汛]}\n  - {id: lao, label: 养老, strong: [养老]}\n",
    );
    for file in files.iter().filter(|file| seen(file.rank)) {
        site.write(&file.path, &file.text);
    }
    site
}

#[test]
fn what_a_reader_may_not_see_changes_no_byte_of_what_he_sees() {
    let mut built = 0;
    for round in 1..=rounds(3) {
        let mut dice = Dice(u64::from(round).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let units = units(&mut dice);
        let files = made(&mut dice, &units);
        let whole = site(&units, &files, None);
        for (rank, audience) in AUDIENCES.iter().enumerate() {
            for more in [&[][..], &["--drafts"]] {
                let arguments = [&["build", "--audience", audience], more].concat();
                let seen = site(&units, &files, Some(rank));
                let (all, few) = (whole.run(&arguments), seen.run(&arguments));
                assert_eq!(all.code, few.code, "round {round}, {audience}: {}\n{}", all.stderr, few.stderr);
                if all.code == 0 {
                    built += 1;
                    let differing = difference(&whole.files(), &seen.files());
                    assert_eq!(differing, [""; 0], "round {round}, {audience}");
                }
            }
        }
    }
    assert!(built >= 2 * rounds(3), "most of the sites can be built: {built}");
}
