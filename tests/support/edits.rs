//! A site of some two hundred reports, and everything that people do to one, at random and again the same from a seed.
#![allow(dead_code, reason = "each file of tests uses its own part of this")]

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{Site, report};

/// Numbers that look random and are the same each time (SplitMix64).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `n`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % n as u64) as usize
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

const UNITS: [&str; 12] = [
    "caizheng", "zhifu", "minzheng", "fuliyuan", "jiaoyu", "weisheng", "shuili", "jiaotong", "wenhua", "lvyou",
    "wenlv", "qixiang",
];
const WORDS: [&str; 8] = ["养老服务", "就业培训", "水库除险", "农村公路", "校园安全", "夜间门诊", "文化站", "预算绩效"];

/// A site, and the dice that decide what happens to it.
pub(crate) struct World {
    pub(crate) site: Site,
    pub(crate) dice: Dice,
    /// Counts what was done, so that no two edits write the same.
    n: usize,
    /// The files that are broken, and what they held.
    broken: Vec<(PathBuf, Vec<u8>)>,
}

/// Something that people do to a site, and its name.
type Edit = (&'static str, fn(&mut World) -> Option<()>);

/// What happens, the frequent things more than once.
const EDITS: [Edit; 39] = [
    ("text", World::text),
    ("text", World::text),
    ("text", World::text),
    ("title", World::title),
    ("title", World::title),
    ("unit", World::unit),
    ("unit", World::unit),
    ("year", World::year),
    ("year", World::year),
    ("topics", World::topics),
    ("front matter", World::front),
    ("front matter", World::front),
    ("registry", World::registry),
    ("lineage", World::lineage),
    ("vocabulary", World::vocabulary),
    ("template", World::template),
    ("style", World::style),
    ("settings", World::settings),
    ("settings", World::settings),
    ("add", World::add),
    ("add", World::add),
    ("delete", World::delete),
    ("delete", World::delete),
    ("rename", World::rename),
    ("move folder", World::move_folder),
    ("swap folders", World::swap_folders),
    ("swap files", World::swap_files),
    ("break", World::break_one),
    ("mend", World::mend),
    ("mend", World::mend),
    ("picture", World::picture),
    ("decision", World::decision),
    ("page", World::page),
    ("receipt", World::receipt),
    ("receipt", World::receipt),
    ("version", World::version),
    ("words", World::words),
    ("theme", World::theme),
    ("disguised", World::disguised),
];

impl World {
    /// A site with so many reports.
    pub(crate) fn new(seed: u64, reports: usize) -> Self {
        let mut world = Self { site: Site::empty(), dice: Dice::new(seed), n: 0, broken: Vec::new() };
        world.site.write("huibian.yaml", "title: 云州汇编\npaginate_by: 10\n");
        world.units(&[]);
        let site = &world.site;
        site.write("content/topics.yaml", vocabulary("民生"));
        site.write("content/index.md", "欢迎。\n").write("content/about.md", "# 关于\n\n正文。\n");
        site.write("content/reports/2020/图.png", png(40)).write("content/reports/表.csv", "一,二\n");
        for _ in 0..reports {
            world.add();
        }
        world
    }

    /// Does something, and says what.
    pub(crate) fn edit(&mut self) -> &'static str {
        loop {
            let &(name, edit) = self.dice.pick(&EDITS);
            self.n += 1;
            if edit(self).is_some() {
                return name;
            }
        }
    }

    /// Does the thing of this name, where it can be done, and says what was done.
    pub(crate) fn edit_by(&mut self, name: &str) -> Option<&'static str> {
        let &(name, edit) = EDITS.iter().find(|(known, _)| *known == name)?;
        self.n += 1;
        edit(self).map(|()| name)
    }

    /// Mends everything that is broken.
    pub(crate) fn mend_all(&mut self) {
        while self.mend().is_some() {}
    }

    fn reports(&self) -> Vec<PathBuf> {
        let mut found = below(&self.site.path("content/reports"));
        found.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
        found
    }

    fn any_report(&mut self) -> Option<PathBuf> {
        let reports = self.reports();
        (!reports.is_empty()).then(|| self.dice.pick(&reports).clone())
    }

    /// Another text in place of that of some report.
    fn change(&mut self, change: impl FnOnce(&mut Self, String) -> String) -> Option<()> {
        let path = self.any_report()?;
        let old = fs::read_to_string(&path).ok()?;
        let new = change(self, old);
        save(self.dice.below(3) == 0, &path, new.as_bytes());
        Some(())
    }

    /// Another line for a key of the front matter of some report; an empty one takes the key out.
    fn key(&mut self, key: &str, line: String) -> Option<()> {
        self.change(|_, old| {
            let Some((front, body)) = old.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")) else {
                return old;
            };
            let lines = front.lines().filter(|kept| !kept.starts_with(&format!("{key}:"))).map(str::to_owned);
            let lines: Vec<String> = lines.chain((!line.is_empty()).then_some(line)).collect();
            format!("---\n{}\n---\n{body}", lines.join("\n"))
        })
    }

    fn text(&mut self) -> Option<()> {
        self.change(|world, old| {
            let word = *world.dice.pick(&WORDS);
            let n = world.n;
            match world.dice.below(4) {
                0 => format!("{old}\n## 二、第{n}件事\n\n一是{word}；二是***万元。\n"),
                1 => old.replacen('。', &format!("，其中{word}{n}。"), 1),
                2 => format!("{old}\n见[表](../表.csv)、[另一篇](r-{}.md)、![图](图.png)。\n", world.dice.below(30)),
                _ => format!("{old}\n{word}第{n}次。\n"),
            }
        })
    }

    fn title(&mut self) -> Option<()> {
        let title = match self.dice.below(6) {
            0 => String::new(),
            _ => format!("title: {}工作总结{}", self.dice.pick(&WORDS), self.n),
        };
        self.key("title", title)
    }

    fn unit(&mut self) -> Option<()> {
        let unit = match self.dice.below(8) {
            0 => String::new(),
            1 => "unit: 没有的局".to_owned(),
            2 => format!("unit: [{}, {}]", self.dice.pick(&UNITS[..6]), self.dice.pick(&UNITS[6..])),
            _ => format!("unit: {}", self.dice.pick(&UNITS)),
        };
        self.key("unit", unit)
    }

    fn year(&mut self) -> Option<()> {
        let year = 2015 + self.dice.below(8);
        match self.dice.below(5) {
            0 => self.key("year", String::new()),
            1 => self.key("year", format!("year: {}-{year}", year - 2)),
            2 => {
                let day = 1 + self.dice.below(9);
                self.key("date", format!("date: {year}-03-0{day}"))
            }
            3 => self.key("period", format!("period: {year}-H1")),
            _ => self.key("year", format!("year: {year}")),
        }
    }

    fn topics(&mut self) -> Option<()> {
        let topics = self.dice.pick(&["", "topics: [minsheng]", "topics: [yanglao, shuili]", "topics: []"]).to_string();
        self.key("topics", topics)
    }

    fn front(&mut self) -> Option<()> {
        let n = self.n;
        let lines = [
            ("draft", "draft: true".to_owned()),
            ("draft", String::new()),
            ("withdrawn", "withdrawn: 2023-01-01".to_owned()),
            ("withdrawn", String::new()),
            ("audience", "audience: internal".to_owned()),
            ("audience", String::new()),
            ("summary", format!("summary: 摘要{n}")),
            ("aliases", format!("aliases: [old/{n}.html]")),
            ("slug", format!("slug: s{n}")),
            ("number", format!("number: 云发〔2020〕{n}号")),
            ("attachments", "attachments: [../表.csv]".to_owned()),
            ("type", "type: zongjie".to_owned()),
            ("weight", format!("weight: {n}")),
            ("masks", "masks: literal".to_owned()),
            ("inferred", "inferred: {title: lead}".to_owned()),
            ("source", format!("source: {{file: 原{n}.txt, sha256: {n:064x}}}")),
        ];
        let (key, line) = self.dice.pick(&lines).clone();
        self.key(key, line)
    }

    /// The registry, with more lines for some of the units.
    fn units(&mut self, more: &[(usize, String)]) {
        let unit = |(at, id): (usize, &&str)| {
            let parent = if at == 0 {
                ""
            } else if at % 3 == 1 {
                ", parent: caizheng"
            } else {
                ", parent: minzheng"
            };
            let parent = if *id == "minzheng" { "" } else { parent };
            let more: String = more.iter().filter(|(of, _)| *of == at).map(|(_, more)| more.as_str()).collect();
            format!("  - {{id: {id}, name: 云州市第{at}局, level: city{parent}{more}}}\n")
        };
        let units: String = UNITS.iter().enumerate().map(unit).collect();
        self.site.write("content/units.yaml", format!("units:\n{units}"));
    }

    fn registry(&mut self) -> Option<()> {
        let at = self.dice.below(UNITS.len());
        let n = self.n;
        let more = [
            format!(", short: 短{n}"),
            format!(", aliases: [别名{n}]"),
            format!(", short: 短{n}, aliases: [甲{n}, 乙{n}]"),
            ", audience: internal".to_owned(),
            String::new(),
        ];
        let more = self.dice.pick(&more).clone();
        self.units(&[(at, more)]);
        Some(())
    }

    fn lineage(&mut self) -> Option<()> {
        let until = 2016 + self.dice.below(4);
        let ended = format!(", status: merged, until: {until}, successors: [wenlv]");
        let came = format!(", since: {}, predecessors: [wenhua, lvyou]", until + 1);
        match self.dice.below(3) {
            0 => self.units(&[]),
            1 => self.units(&[(8, ended.clone()), (9, ended), (10, came)]),
            _ => self.units(&[(5, format!(", names: [{{name: 云州市卫生局, until: {until}}}]"))]),
        }
        Some(())
    }

    fn vocabulary(&mut self) -> Option<()> {
        let label = format!("民生{}", self.n);
        self.site.write("content/topics.yaml", vocabulary(&label));
        Some(())
    }

    fn template(&mut self) -> Option<()> {
        let n = self.n;
        let name = *self.dice.pick(&["report", "unit", "index", "base", "years", "404"]);
        let path = format!("templates/{name}.html");
        if self.dice.below(3) == 0 {
            return fs::remove_file(self.site.path(&path)).ok();
        }
        self.site.write(&path, format!("{{% extends \"default/{name}.html\" %}}{{% block head %}}<meta name=\"n\" content=\"{n}\">{{% endblock %}}"));
        Some(())
    }

    fn style(&mut self) -> Option<()> {
        let path = *self.dice.pick(&["static/site.css", "static/own.css", "static/fonts/a.woff2"]);
        if self.dice.below(4) == 0 {
            return fs::remove_file(self.site.path(path)).ok();
        }
        self.site.write(path, format!("p {{ margin: {}px }}\n", self.n));
        Some(())
    }

    fn settings(&mut self) -> Option<()> {
        let n = self.n;
        let mut text = format!("title: 云州汇编\npaginate_by: {}\n", self.dice.pick(&[10, 20, 50]));
        let more = [
            format!("description: 说明{n}\n"),
            "base_url: http://10.0.0.1/huibian/\n".to_owned(),
            format!("as_of: 20{}-06-01\n", 18 + n % 6),
            "rules: {unit-missing: off, year-missing: warning}\n".to_owned(),
            format!("extra: {{seal: 云, n: {n}}}\n"),
            "language: en\n".to_owned(),
            "highlight: false\n".to_owned(),
            "masks: literal\n".to_owned(),
            "default_audience: internal\n".to_owned(),
            "base_url: http://10.0.0.1/\nfeed_limit: 5\n".to_owned(),
            "theme: own\n".to_owned(),
            String::new(),
        ];
        text.push_str(&more[self.dice.below(more.len())]);
        self.site.write("themes/own/theme.yaml", "title: 自己的\n");
        self.site.write("huibian.yaml", text);
        Some(())
    }

    fn theme(&mut self) -> Option<()> {
        let n = self.n;
        self.site.write("themes/own/templates/year.html", format!("{{% extends \"default/year.html\" %}}{{% block head %}}<meta name=\"own\" content=\"{n}\">{{% endblock %}}"));
        self.site.write("themes/own/theme.yaml", format!("title: 自己的\nextra: {{n: {n}}}\n"));
        Some(())
    }

    fn words(&mut self) -> Option<()> {
        if self.dice.below(3) == 0 {
            return fs::remove_file(self.site.path("locales/zh-CN.yaml")).ok();
        }
        self.site.write("locales/zh-CN.yaml", format!("units: 单位{}\n", self.n));
        Some(())
    }

    fn add(&mut self) -> Option<()> {
        self.n += 1;
        let (n, year) = (self.n, 2015 + self.dice.below(8));
        let unit = *self.dice.pick(&UNITS);
        let word = *self.dice.pick(&WORDS);
        let body = format!(
            "我局抓好{word}。\n\n## 一、情况\n\n### （一）做法\n\n一是{word}；二是***户。\n\n## 二、问题\n\n经费不足{n}。\n"
        );
        let path = format!("content/reports/{year}/r-{n}.md");
        self.site.write(&path, report(&format!("title: {word}总结{n}\nunit: {unit}\nyear: {year}"), &body));
        Some(())
    }

    fn delete(&mut self) -> Option<()> {
        let path = self.any_report()?;
        fs::remove_file(path).ok()
    }

    fn rename(&mut self) -> Option<()> {
        let path = self.any_report()?;
        let to = path.with_file_name(format!("改名{}.md", self.n));
        fs::rename(path, to).ok()
    }

    fn folders(&self) -> Vec<PathBuf> {
        let reports = self.site.path("content/reports");
        let mut folders: Vec<PathBuf> =
            fs::read_dir(&reports).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        folders.retain(|path| path.is_dir());
        folders.sort();
        folders
    }

    fn move_folder(&mut self) -> Option<()> {
        let folders = self.folders();
        let from = self.dice.pick(&folders).clone();
        let to = match self.dice.below(3) {
            0 => from.with_file_name(format!("册{}", self.n)),
            1 => self.dice.pick(&folders).join(format!("内{}", self.n)),
            _ => self.site.path(&format!("content/reports/深/更深{}/底", self.n)),
        };
        if to.starts_with(&from) {
            return None;
        }
        fs::create_dir_all(to.parent()?).ok()?;
        fs::rename(from, to).ok()
    }

    fn swap_folders(&mut self) -> Option<()> {
        let folders = self.folders();
        let (one, other) = (self.dice.pick(&folders).clone(), self.dice.pick(&folders).clone());
        swap(&one, &other)
    }

    fn swap_files(&mut self) -> Option<()> {
        let (one, other) = (self.any_report()?, self.any_report()?);
        swap(&one, &other)
    }

    fn break_one(&mut self) -> Option<()> {
        let path = match self.dice.below(6) {
            0 => self.site.path("content/units.yaml"),
            1 => self.site.path("huibian.yaml"),
            _ => self.any_report()?,
        };
        let old = fs::read(&path).ok()?;
        let bad = *self.dice.pick(&[
            &b"---\ntitle: [\n---\n"[..],
            b"---\ntitel: x\n---\n",
            b"---\nyear: 20xx\ndate: 2022-02-30\n---\n",
            b"\xff\xfe\x00\x01",
            b"---\ntitle: x\n",
        ]);
        fs::write(&path, bad).ok()?;
        self.broken.push((path, old));
        Some(())
    }

    fn mend(&mut self) -> Option<()> {
        let (path, old) = self.broken.pop()?;
        if path.exists() {
            fs::write(&path, old).ok()?;
        }
        // Moved away with its folder: what is broken there is thrown away.
        for report in self.reports() {
            let text = fs::read(&report).unwrap_or_default();
            let kept = self.broken.iter().any(|(path, _)| *path == report);
            if !kept
                && [&b"---\ntitle: [\n"[..], b"---\ntitel", b"---\nyear: 20xx", b"\xff\xfe", b"---\ntitle: x\n"]
                    .iter()
                    .any(|bad| text.starts_with(bad))
            {
                fs::remove_file(report).ok()?;
            }
        }
        Some(())
    }

    fn picture(&mut self) -> Option<()> {
        match self.dice.below(3) {
            0 => self.site.write("content/reports/表.csv", format!("一,{}\n", self.n)),
            1 => self.site.write("content/reports/2020/图.png", png(self.n as u32)),
            _ => self.site.write(&format!("content/reports/{}/图.png", 2015 + self.dice.below(8)), png(self.n as u32)),
        };
        Some(())
    }

    fn decision(&mut self) -> Option<()> {
        let path = self.any_report()?;
        let file = path.strip_prefix(self.site.path("content/reports")).ok()?.to_str()?.to_owned();
        let is = self.dice.below(2) == 0;
        self.site.write(
            "content/decisions.yaml",
            format!("topics:\n- {{report: '{file}', anchor: h-1a2b3c4d, topic: yanglao, is: {is}}}\n"),
        );
        if self.dice.below(3) == 0 {
            fs::remove_file(self.site.path("content/decisions.yaml")).ok()?;
        }
        Some(())
    }

    /// The receipt of an import comes, changes, breaks or goes.
    fn receipt(&mut self) -> Option<()> {
        let path = self.any_report()?;
        let report = path.strip_prefix(self.site.root()).ok()?.to_str()?.replace('\\', "/");
        let receipt = format!("content/imports/r{}.json", self.dice.below(12));
        let asked =
            |about: &str, file: &str| format!("{{\"about\": \"{about}\", \"file\": \"{file}\", \"value\": \"\"}}");
        let questions = [asked("unit", ""), asked("year", ""), asked("similar", &report), asked("version", "")];
        let questions = questions[..self.dice.below(5)].join(", ");
        let text = format!(
            "{{\"format\": 1, \"report\": {{\"file\": \"{report}\"}}, \"title\": \"第{}次\", \"waiting\": {{\"version\": {{\"file\": \"{report}.new\"}}}}, \"questions\": [{questions}]}}",
            self.n
        );
        match self.dice.below(8) {
            0 => return fs::remove_file(self.site.path(&receipt)).ok(),
            1 => self.site.write(&receipt, &text[..text.len() / 2]),
            _ => self.site.write(&receipt, text),
        };
        Some(())
    }

    /// A version comes beside a report, or goes.
    fn version(&mut self) -> Option<()> {
        let path = self.any_report()?.with_extension("md.new");
        if path.exists() { fs::remove_file(path).ok() } else { fs::write(path, "---\ntitle: 新版\n---\n").ok() }
    }

    fn page(&mut self) -> Option<()> {
        let n = self.n;
        match self.dice.below(4) {
            0 => self.site.write("content/about.md", format!("# 关于{n}\n\n正文。\n")),
            1 => self.site.write("content/index.md", format!("欢迎第{n}次。\n")),
            2 => self.site.write(&format!("content/帮助/页{}.md", n % 3), format!("# 页{n}\n")),
            _ => return fs::remove_file(self.site.path(&format!("content/帮助/页{}.md", n % 3))).ok(),
        };
        Some(())
    }

    /// Another text of the same size, put in place under the time of the old one.
    fn disguised(&mut self) -> Option<()> {
        let path = self.any_report()?;
        let (old, time) = (fs::read_to_string(&path).ok()?, fs::metadata(&path).ok()?.modified().ok()?);
        let new = old.replacen("总结", "汇总", 1).replacen("经费", "人手", 1);
        fs::write(&path, new).ok()?;
        fs::File::options().write(true).open(&path).ok()?.set_modified(time).ok()
    }
}

/// Saves as editors do: into the file, or beside it and then in its place.
fn save(in_place: bool, path: &Path, bytes: &[u8]) {
    if in_place {
        fs::write(path, bytes).expect("it can be written");
    } else {
        let beside = path.with_extension("md.tmp~");
        fs::write(&beside, bytes).expect("it can be written");
        fs::rename(beside, path).expect("it can be put in its place");
    }
}

fn swap(one: &Path, other: &Path) -> Option<()> {
    if one == other {
        return None;
    }
    let away = one.with_file_name(".swapping");
    fs::rename(one, &away).ok()?;
    fs::rename(other, one).ok()?;
    fs::rename(away, other).ok()
}

fn below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

fn vocabulary(label: &str) -> String {
    format!(
        "topics:\n  - {{id: minsheng, label: {label}, strong: [养老, 就业]}}\n  - {{id: yanglao, label: 养老, parent: minsheng, strong: [养老服务]}}\n  - {{id: shuili, label: 水利, strong: [水库除险]}}\n"
    )
}

/// The head of a picture so wide.
fn png(width: u32) -> Vec<u8> {
    [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], &width.to_be_bytes(), b"\0\0\0\xC8\x08\x06"].concat()
}
