//! Reports that are hard to read: a thousand and more, of whatever size is asked for, the same on every machine.

/// A report that is hard to read.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    /// What is hard about it.
    pub(crate) name: String,
    part: Part,
    shape: Shape,
}

/// Where the hard part stands.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Part {
    Body,
    Front,
}

/// How a text grows to its size.
#[derive(Debug, Clone, Copy)]
enum Shape {
    /// The piece again and again.
    Repeated(&'static str),
    /// Half of it the one piece, half the other.
    Halves(&'static str, &'static str),
    /// A beginning, the piece again and again, an end.
    Within(&'static str, &'static str, &'static str),
    /// The piece again and again, `#` replaced by its number.
    Numbered(&'static str),
    /// Lines of one, two, three … times the first piece, each ended by the second.
    Growing(&'static str, &'static str),
    /// Something of its own.
    Made(fn(usize) -> String),
}

/// The largest front matter that is read, and a little less.
const FRONT: usize = 60_000;

impl Case {
    /// The report, its hard part about `size` bytes long.
    pub(crate) fn report(&self, size: usize) -> String {
        match self.part {
            Part::Body => format!("---\ntitle: 甲\nyear: 2022\n---\n\n{}\n", self.shape.text(size)),
            Part::Front => format!("---\n{}\n---\n\n正文。\n", self.shape.text(size)),
        }
    }

    /// Whether the hard part is the front matter, which may not be larger than 64 KiB.
    pub(crate) fn largest(&self) -> usize {
        if self.part == Part::Front { FRONT } else { usize::MAX }
    }

    fn new(part: Part, name: &str, shape: Shape) -> Self {
        Self { name: name.to_owned(), part, shape }
    }
}

impl Shape {
    fn text(self, size: usize) -> String {
        let times = |piece: &str, size: usize| piece.repeat(size / piece.len());
        match self {
            Self::Repeated(piece) => times(piece, size),
            Self::Halves(one, other) => times(one, size / 2) + &times(other, size / 2),
            Self::Within(begin, piece, end) => format!("{begin}{}{end}", times(piece, size)),
            Self::Numbered(piece) => {
                let mut text = String::with_capacity(size + piece.len() + 16);
                for n in 1.. {
                    if text.len() >= size {
                        break;
                    }
                    text.push_str(&piece.replace('#', &n.to_string()));
                }
                text
            }
            Self::Growing(piece, end) => {
                let mut text = String::with_capacity(size + piece.len() + 16);
                for n in 1.. {
                    if text.len() + n * piece.len() >= size {
                        break;
                    }
                    text.push_str(&piece.repeat(n));
                    text.push_str(end);
                }
                text
            }
            Self::Made(make) => make(size),
        }
    }
}

/// Pieces that mean something to a reader of Markdown; each is a case by itself, and every two of them one together.
const PIECES: [&str; 36] = [
    "> ",
    "- ",
    "1. ",
    "#",
    "*",
    "**甲",
    "_a",
    "`",
    "``a",
    "[",
    "![",
    "]",
    "](b.md)",
    "[甲](b.md)",
    "[^1]",
    "[^1]: ",
    "<b>",
    "</b>",
    "<div>\n",
    "<a href=\"b.md\">",
    "<!--",
    "<![CDATA[",
    "|",
    "|-",
    "\n",
    "\n\n",
    "    ",
    "\t",
    "~~~\n",
    "\\",
    "&amp;",
    "一是甲；",
    "一、甲\n\n",
    "<http://a.b>",
    "\r",
    "甲\u{202E}",
];

/// Bodies that have a shape of their own.
const BODIES: &[(&str, Shape)] = &[
    ("equal headings", Shape::Repeated("## 甲\n\n")),
    (
        "equal headings of six levels",
        Shape::Repeated("# 甲\n\n## 甲\n\n### 甲\n\n#### 甲\n\n##### 甲\n\n###### 甲\n\n"),
    ),
    ("different headings", Shape::Numbered("## 甲#\n\n")),
    ("equal paragraphs", Shape::Repeated("甲乙丙丁。\n\n")),
    ("different paragraphs", Shape::Numbered("第#段。\n\n")),
    ("tiny lines", Shape::Repeated("a\n")),
    ("tiny paragraphs", Shape::Repeated("a\n\n")),
    ("line ends", Shape::Repeated("\n")),
    ("mixed line ends", Shape::Repeated("甲\r\n乙\r丙\n\r\n\r")),
    ("one line", Shape::Repeated("关于报送工作情况的汇报，")),
    ("one Latin line", Shape::Repeated("work report and ")),
    ("one word", Shape::Repeated("甲")),
    ("one Latin word", Shape::Repeated("a")),
    ("a mask", Shape::Repeated("*")),
    ("masks", Shape::Repeated("从*年*月***同志，")),
    ("masks in their brackets", Shape::Repeated("《***》《**》")),
    ("masks of all lengths", Shape::Growing("*", "甲")),
    ("masks of all lengths with blanks", Shape::Growing("*", " a ")),
    ("stars and underlines", Shape::Repeated("*_")),
    ("stars and underlines around words", Shape::Repeated("*a_b*c_")),
    ("pairs around Latin words", Shape::Repeated("*a* ")),
    ("strong words", Shape::Repeated("**甲** ")),
    ("strong never closed", Shape::Repeated("**甲 ")),
    ("emphasis of all lengths", Shape::Growing("*a ", "\n\n")),
    ("emphasis opened then closed", Shape::Halves("*a ", "b* ")),
    ("strong opened then closed", Shape::Halves("**a ", "b** ")),
    ("emphasis that crosses", Shape::Repeated("*a **b* c** ")),
    ("escaped stars", Shape::Repeated("\\*")),
    ("escaped everything", Shape::Repeated("\\*\\_\\[\\]\\`\\#\\<\\>\\|\\\\")),
    ("ticks of all lengths", Shape::Growing("`", "a")),
    ("ticks of all lengths, falling", Shape::Made(falling_ticks)),
    ("code words", Shape::Repeated("`a` ")),
    ("brackets", Shape::Halves("[", "]")),
    ("brackets around a word", Shape::Halves("[a", "]")),
    ("links within links", Shape::Halves("[", "](b)")),
    ("pictures within pictures", Shape::Halves("![", "](b)")),
    ("links never closed", Shape::Repeated("[a](b ")),
    ("links with an open bracket", Shape::Repeated("[a](<b ")),
    ("links with open titles", Shape::Repeated("[a](b \"c ")),
    ("links with nested parentheses", Shape::Repeated("[a](b((((((((")),
    ("links to one missing file", Shape::Repeated("[甲](没有.md) ")),
    ("links to many missing files", Shape::Numbered("[甲](没有#.md) ")),
    ("links to one anchor", Shape::Repeated("[甲](#h-12345678) ")),
    ("links elsewhere", Shape::Numbered("[甲](https://a.example/#) ")),
    ("pictures that are missing", Shape::Repeated("![甲](没有.png) ")),
    ("pictures elsewhere", Shape::Repeated("![甲](http://a.b/c.png) ")),
    ("addresses", Shape::Numbered("<https://a.example/#> ")),
    ("references undefined", Shape::Numbered("[a#][b#] ")),
    ("references to one definition", Shape::Within("[a]: b.md\n\n", "[a] ", "")),
    ("definitions", Shape::Numbered("[a#]: b#.md\n")),
    ("definitions of one name", Shape::Repeated("[a]: b.md\n")),
    ("definitions and references", Shape::Made(references)),
    ("definitions with long titles", Shape::Repeated("[a]: b 'ccccccccccccccccccccccccccccccccc\n")),
    ("a definition that grows", Shape::Within("[a]: ", "b", "\n\n[a]")),
    ("a long definition used often", Shape::Made(long_definition)),
    ("footnotes", Shape::Numbered("甲[^#]\n\n[^#]: 乙\n\n")),
    ("footnotes never referred to", Shape::Numbered("[^#]: 乙\n\n")),
    ("footnotes never defined", Shape::Numbered("甲[^#] ")),
    ("one footnote referred to often", Shape::Within("[^1]: 乙\n\n", "甲[^1] ", "")),
    ("one footnote defined often", Shape::Within("甲[^1]\n\n", "[^1]: 乙\n\n", "")),
    ("footnotes that go round", Shape::Made(circular_footnotes)),
    ("footnotes within footnotes", Shape::Numbered("[^#]: [^#]: ")),
    ("quotations within quotations", Shape::Growing("> ", "甲\n")),
    ("quotations on one line", Shape::Within("", ">", " 甲")),
    ("quotations by turns", Shape::Repeated("> 甲\n\n")),
    ("lists within lists", Shape::Growing("  ", "- 甲\n")),
    ("lists within lists and quotations", Shape::Growing("> - ", "甲\n")),
    ("items", Shape::Repeated("- 甲\n")),
    ("loose items", Shape::Repeated("- 甲\n\n")),
    ("empty items", Shape::Repeated("-\n")),
    ("items of stars", Shape::Repeated("* \n\n")),
    ("items on one line", Shape::Repeated("- ")),
    ("numbered items", Shape::Numbered("#. 甲\n")),
    ("items of two kinds", Shape::Repeated("- 甲\n+ 乙\n")),
    ("rules", Shape::Repeated("---\n\n")),
    ("rules of stars", Shape::Repeated("***\n\n")),
    ("underlined headings", Shape::Repeated("甲\n===\n\n")),
    ("a heading underlined at the end", Shape::Within("", "甲\n", "===\n")),
    ("headings with attributes", Shape::Numbered("## 甲 {#a# .b c=d}\n\n")),
    ("a heading with many attributes", Shape::Within("## 甲 {", ".a ", "}")),
    ("run-in headings", Shape::Repeated("### （一）甲。 {.run-in}\n\n乙。\n\n")),
    ("run-in headings without a paragraph", Shape::Repeated("### （一）甲。 {.run-in}\n\n")),
    ("a table with many columns", Shape::Made(wide_table)),
    ("a table with many columns in its head", Shape::Made(wide_head)),
    ("a table with many rows", Shape::Within("|a|b|c|\n|-|-|-|\n", "|1|2|3|\n", "")),
    ("a table with short rows", Shape::Made(short_rows)),
    ("tiny tables", Shape::Repeated("|a|\n|-|\n|1|\n\n")),
    ("tables that are none", Shape::Repeated("|a|b|\n|-|\n\n")),
    ("bars", Shape::Repeated("a|")),
    ("rows of bars", Shape::Repeated("|||||\n")),
    ("fences", Shape::Repeated("```\n甲\n```\n\n")),
    ("fences never closed", Shape::Repeated("```a\n")),
    ("fences of all lengths", Shape::Growing("`", "\n")),
    ("fences in many languages", Shape::Made(languages)),
    ("one fence in Rust", Shape::Within("```rust\n", "fn a(b: u8) -> u8 { b + 1 } // \"\n", "```")),
    ("one fence of comments never closed", Shape::Within("```c\n", "/* ", "\n```")),
    ("one fence of regular expressions", Shape::Within("```perl\n", "m{a}{b}s{c}{d}q{", "\n```")),
    ("indented code", Shape::Repeated("    甲\n\n")),
    ("indented lines that grow", Shape::Growing(" ", "甲\n")),
    ("tabs", Shape::Repeated("\t")),
    ("blanks", Shape::Repeated(" ")),
    ("blanks at line ends", Shape::Repeated("甲  \n")),
    ("wide blanks", Shape::Repeated("\u{3000}")),
    ("entities", Shape::Repeated("&amp;&#x4E00;&hellip;")),
    ("entities that are none", Shape::Repeated("&a;&#99999999;&#xD800;&")),
    ("ampersands", Shape::Repeated("&")),
    ("signs to escape", Shape::Repeated("<>&\"'")),
    ("angle brackets", Shape::Repeated("<")),
    ("comments", Shape::Repeated("<!-- a -->\n\n")),
    ("comments in a line", Shape::Repeated("甲<!-- a -->")),
    ("comments never closed", Shape::Repeated("<!-- a\n\n")),
    ("comments never closed in a line", Shape::Repeated("甲<!--")),
    ("instructions never closed", Shape::Repeated("甲<?a")),
    ("declarations never closed", Shape::Repeated("甲<!A ")),
    ("sections never closed", Shape::Repeated("甲<![CDATA[")),
    ("tags never closed", Shape::Repeated("甲<a ")),
    ("tags with open quotations", Shape::Repeated("甲<a b=\"")),
    ("elements within elements", Shape::Halves("<div>", "</div>")),
    ("elements in a line", Shape::Repeated("甲<b>乙</b>")),
    ("elements opened in a line", Shape::Within("甲", "<b>", "")),
    ("elements opened then closed in a line", Shape::Halves("甲<sub>", "</sub>")),
    ("elements that cross", Shape::Repeated("甲<b><i>乙</b></i>")),
    ("unknown elements", Shape::Repeated("<C>")),
    ("one element with many attributes", Shape::Made(attributes)),
    ("one element with a long attribute", Shape::Within("<p title=\"", "a", "\">甲</p>")),
    ("elements of script", Shape::Repeated("<script>a</script>\n\n")),
    ("script never closed", Shape::Repeated("<script>a\n\n")),
    ("a table of HTML", Shape::Within("<table>", "<tr><td>甲<td>乙", "</table>")),
    ("tables of HTML", Shape::Repeated("<table><tr><td>甲</table>\n\n")),
    ("tables of HTML within tables", Shape::Halves("<table><tr><td>", "</table>")),
    ("misplaced text in tables", Shape::Repeated("<table>甲")),
    ("left open in every block", Shape::Within("<p>", "<b><i><p>甲", "")),
    ("links of HTML", Shape::Repeated("<p><a href=\"没有.md\">甲</a></p>\n\n")),
    ("lists of HTML", Shape::Repeated("<ul><li>甲")),
    ("items of HTML", Shape::Within("<ul>", "<li>甲", "</ul>")),
    ("rubies", Shape::Repeated("<ruby>甲<rt>jia</rt></ruby>")),
    ("forms", Shape::Repeated("<form><input><select><option>")),
    ("drawings", Shape::Repeated("<svg><g><text>甲</text></g></svg>\n\n")),
    ("formulas", Shape::Repeated("<math><mi>甲</mi></math>\n\n")),
    ("first, first, first", Shape::Repeated("一是甲；")),
    ("first, second", Shape::Repeated("一是甲；二是乙。")),
    ("an enumeration that counts on", Shape::Made(counted)),
    ("enumerations opened then closed", Shape::Halves("一是甲；", "二是乙；")),
    ("enumerations of many kinds", Shape::Repeated("一是甲；一要乙；第一，丙；首先，丁；（一）戊；1.己；")),
    ("pauses", Shape::Repeated("，。；：")),
    ("lookalikes of headings", Shape::Repeated("一、甲\n\n")),
    ("lookalikes that count on", Shape::Made(lookalikes)),
    ("markers", Shape::Repeated("（一）1.一是第一，")),
    ("digits of Han", Shape::Repeated("二〇二二年")),
    ("numbers", Shape::Repeated("1.1.1.1.")),
    ("controls", Shape::Repeated("\u{1}甲\u{7F}\u{85}\u{9F}")),
    ("zeros", Shape::Repeated("\0")),
    ("directions", Shape::Repeated("\u{202E}甲\u{202D}乙\u{2066}丙\u{2069}\u{200F}")),
    ("separators", Shape::Repeated("甲\u{2028}乙\u{2029}丙\u{C}丁\u{B}")),
    ("marks upon marks", Shape::Within("e", "\u{301}\u{323}", "")),
    ("joined signs", Shape::Repeated("👩\u{200D}👩\u{200D}👧\u{FE0F}")),
    ("rare planes", Shape::Repeated("𠀀𪛖\u{E0001}\u{10FFFF}")),
    ("unassigned", Shape::Repeated("\u{FFFE}\u{FFFF}\u{FFFD}\u{FEFF}")),
    ("zero width", Shape::Repeated("甲\u{200B}\u{200C}\u{200D}\u{2060}")),
    ("templates", Shape::Repeated("{{ 7*7 }}{% include \"a\" %}{# ")),
];

/// Front matters that have a shape of their own.
const FRONTS: &[(&str, Shape)] = &[
    ("a list that is deep", Shape::Within("title: 甲\nextra: ", "[", "")),
    ("a list that is deep and closed", Shape::Halves("[", "]")),
    ("a map that is deep", Shape::Repeated("{a: ")),
    ("a map that is deep by indentation", Shape::Growing(" ", "a:\n")),
    ("a list that is deep on a line", Shape::Repeated("- ")),
    ("a list that is wide", Shape::Within("extra: {a: [", "1,", "]}")),
    ("a map that is wide", Shape::Numbered("k#: 1\n")),
    ("extra that is wide", Shape::Made(wide_extra)),
    ("known keys", Shape::Repeated("title: 甲\n")),
    ("equal keys", Shape::Repeated("a: 1\n")),
    ("empty keys", Shape::Repeated(": 1\n")),
    ("keys that are lists", Shape::Repeated("[a]: 1\n")),
    ("keys that are asked for", Shape::Repeated("? a\n")),
    ("long keys", Shape::Within("", "k", ": 1\n")),
    ("keys almost known", Shape::Numbered("titel#: 1\n")),
    ("anchors", Shape::Numbered("k#: &a# 1\n")),
    ("aliases", Shape::Within("a: &a 1\n", "b: *a\n", "")),
    ("aliases that double", Shape::Made(doubling)),
    ("merged keys", Shape::Within("a: &a {b: 1}\n", "<<: *a\n", "")),
    ("tags", Shape::Repeated("k: !!str 1\n")),
    ("unknown tags", Shape::Numbered("k#: !a#!b 1\n")),
    ("documents", Shape::Repeated("a: 1\n...\n")),
    ("directives", Shape::Repeated("%YAML 1.2\n")),
    ("directives of tags", Shape::Numbered("%TAG !a#! tag:b,2000:\n")),
    ("a long title", Shape::Within("title: ", "甲", "\n")),
    ("a long title in quotation marks", Shape::Within("title: \"", "\\u4e00", "\"\n")),
    ("a title never closed", Shape::Within("title: \"", "甲\n ", "")),
    ("a literal text", Shape::Within("summary: |\n", "  甲\n", "")),
    ("a folded text", Shape::Within("summary: >\n", "  甲\n\n", "")),
    ("a folded text that is indented", Shape::Within("summary: >\n", "   甲\n  乙\n", "")),
    ("comments", Shape::Repeated("# 甲\n")),
    ("blank lines", Shape::Repeated("\n")),
    ("blanks", Shape::Repeated(" ")),
    ("tabs", Shape::Repeated("\ta: 1\n")),
    ("line ends", Shape::Repeated("a: 1\r")),
    ("units unknown", Shape::Within("title: 甲\nunit: [", "某某局, ", "]\nyear: 2022\n")),
    ("units unknown and different", Shape::Made(units)),
    ("topics unknown", Shape::Made(topics)),
    ("attachments missing", Shape::Made(attachments)),
    ("attachments of many keys", Shape::Within("attachments:\n", "  - {file: 没有.pdf, name: 甲, nahme: 乙}\n", "")),
    ("old addresses", Shape::Made(aliases)),
    ("recipients", Shape::Within("title: 甲\nyear: 2022\nrecipients: [", "市政府, ", "]\n")),
    ("guesses", Shape::Within("title: 甲\nyear: 2022\ninferred:\n", "  title: lead\n", "")),
    ("a mask before a title", Shape::Within("title: ", "*", "关于工作的报告\n")),
    ("brackets that do not fit", Shape::Repeated("[}")),
    ("quotation marks", Shape::Repeated("'\"")),
    ("controls", Shape::Repeated("a: \u{1}\n")),
    ("directions", Shape::Within("title: ", "\u{202E}甲", "\n")),
    ("separators", Shape::Within("title: ", "甲\u{2028}\u{85}", "\n")),
    ("zeros", Shape::Within("title: ", "\0", "\n")),
    ("marks upon marks", Shape::Within("title: e", "\u{301}", "\n")),
    ("a number", Shape::Within("weight: ", "9", "\n")),
    ("a date", Shape::Within("date: ", "二", "年\n")),
    ("a period", Shape::Within("period: ", "2022..", "\n")),
    ("a type", Shape::Within("type: ", "总结", "\n")),
    ("a secrecy mark", Shape::Within("secrecy: ", "秘密★", "\n")),
    ("dashes", Shape::Repeated("--")),
    ("lines of dots", Shape::Repeated("...\n")),
];

/// All cases.
pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    let named = |part, word: &'static str| {
        move |&(name, shape): &(&str, Shape)| Case::new(part, &format!("{word}: {name}"), shape)
    };
    cases.extend(BODIES.iter().map(named(Part::Body, "body")));
    cases.extend(FRONTS.iter().map(named(Part::Front, "front matter")));
    for one in PIECES {
        cases.push(Case::new(Part::Body, &format!("body: {one:?}"), Shape::Repeated(one)));
        for other in PIECES.iter().filter(|other| **other != one) {
            cases.push(Case::new(Part::Body, &format!("body: {one:?} then {other:?}"), Shape::Halves(one, other)));
        }
    }
    cases
}

fn lines(size: usize, mut line: impl FnMut(usize) -> String) -> String {
    let mut text = String::new();
    for n in 0.. {
        if text.len() >= size {
            break;
        }
        text.push_str(&line(n));
    }
    text
}

fn falling_ticks(size: usize) -> String {
    let longest = (1..).take_while(|n| n * (n + 1) / 2 + n < size).last().unwrap_or(1);
    (1..=longest).rev().map(|n| "`".repeat(n) + "a").collect()
}

fn references(size: usize) -> String {
    lines(size / 2, |n| format!("[a{n}]: b{n}.md\n")) + "\n" + &lines(size / 2, |n| format!("[a{n}] "))
}

/// What is written once and used often: a text that a reader could multiply.
fn long_definition(size: usize) -> String {
    format!("[a]: {}\n\n{}", "b".repeat(size / 2), "[a] ".repeat(size / 8))
}

fn circular_footnotes(size: usize) -> String {
    "甲[^0]\n\n".to_owned() + &lines(size, |n| format!("[^{n}]: 乙[^{}][^{}]\n\n", n + 1, n / 2))
}

fn wide_table(size: usize) -> String {
    let columns = size / 8;
    format!("{}|\n{}|\n{}|\n", "|a".repeat(columns), "|-".repeat(columns), "|1".repeat(columns))
}

fn wide_head(size: usize) -> String {
    let columns = size / 5;
    format!("{}|\n{}|\n|1|\n", "|a".repeat(columns), "|-".repeat(columns))
}

/// As many short rows as columns: a reader that fills every row up writes the square.
fn short_rows(size: usize) -> String {
    let columns = size / 8;
    format!("{}|\n{}|\n{}", "|a".repeat(columns), "|-".repeat(columns), "|1|\n".repeat(columns))
}

fn languages(size: usize) -> String {
    const KNOWN: [&str; 40] = [
        "rust", "c", "cpp", "java", "python", "ruby", "perl", "php", "js", "ts", "json", "yaml", "toml", "xml", "html",
        "css", "sql", "sh", "bash", "bat", "ps1", "go", "scala", "haskell", "lisp", "clojure", "erlang", "lua", "r",
        "matlab", "tex", "md", "diff", "make", "d", "cs", "groovy", "ocaml", "pascal", "tcl",
    ];
    lines(size, |n| format!("```{}\nlet a = \"b\" + 1; // <c> 甲\n```\n\n", KNOWN[n % KNOWN.len()]))
}

fn attributes(size: usize) -> String {
    format!("<p{}>甲</p>", lines(size, |n| format!(" a{n}=b")))
}

fn counted(size: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    lines(size, |n| format!("{}十{}是甲；", DIGITS[n / 10 % 9 + 1], DIGITS[n % 10]))
}

fn lookalikes(size: usize) -> String {
    const DIGITS: [&str; 9] = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];
    lines(size, |n| format!("{}、甲乙\n\n", DIGITS[n % 9]))
}

fn wide_extra(size: usize) -> String {
    "title: 甲\nyear: 2022\nextra:\n".to_owned() + &lines(size, |n| format!("  k{n}: {n}\n"))
}

/// Ten names, each of which is the one before ten times.
fn doubling(size: usize) -> String {
    let step = |n: usize| format!("a{}: &a{} [{}]\n", n + 1, n + 1, vec![format!("*a{n}"); 10].join(", "));
    "a0: &a0 甲\n".to_owned() + &lines(size, step)
}

fn units(size: usize) -> String {
    format!("title: 甲\nyear: 2022\nunit:\n{}", lines(size, |n| format!("  - 某某{n}局\n")))
}

fn topics(size: usize) -> String {
    format!("title: 甲\nyear: 2022\ntopics:\n{}", lines(size, |n| format!("  - 主题{n}\n")))
}

fn attachments(size: usize) -> String {
    format!("title: 甲\nyear: 2022\nattachments:\n{}", lines(size, |n| format!("  - {{file: 没有{n}.pdf}}\n")))
}

fn aliases(size: usize) -> String {
    format!("title: 甲\nyear: 2022\naliases:\n{}", lines(size, |n| format!("  - old/{n}.html\n")))
}
