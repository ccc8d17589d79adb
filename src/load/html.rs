//! HTML that an author wrote into a report: what of it is kept.
//!
//! Never lets through a script, a style, an id, a class or an active address, and never loses a word that a reader would
//! have seen. Start at [`block`] and [`inline`]; [`safe_target`] judges every address, of Markdown links too.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

/// A piece of a block of HTML.
#[derive(Debug, PartialEq)]
pub(super) enum Piece {
    /// A tag, clean and ready to be shown, that begins a new line of text.
    Tag(String),
    /// A tag in the line of text, as clean.
    InlineTag(String),
    /// A link begins; it ends at the next [`Piece::LinkEnd`].
    Link { target: String, title: String },
    /// A link ends.
    LinkEnd,
    /// Words, entities resolved.
    Text(String),
}

/// What an inline tag becomes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Inline {
    /// An element begins.
    Open(&'static str),
    /// An element ends.
    Close(&'static str),
    /// `<br>`.
    Break,
    /// A tag that is not shown, or a comment.
    Dropped,
    /// No HTML at all: `<C>` is a word of the author.
    Text,
}

/// The clean pieces of a block of HTML, or `None` when it is to be shown as the text it is: because no element of HTML is
/// called like that, because a comment or script is never closed and would swallow the rest, or because it is too large or too deep
/// to be cleaned at bounded cost.
pub(super) fn block(html: &str) -> Option<Vec<Piece>> {
    let start = html.trim_start();
    let name = name(start.trim_start_matches(['<', '/']));
    let known = name.is_empty() || is_element(name);
    (known && is_closed(start, name) && is_tame(html)).then(|| pieces(&CLEANER.clean(html).to_string()))
}

/// What one inline tag or comment, from `<` to `>`, becomes.
pub(super) fn inline(tag: &str) -> Inline {
    let inner = tag.trim_start_matches('<');
    let (closing, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
    let name = name(inner);
    if name.eq_ignore_ascii_case("br") {
        return Inline::Break;
    }
    match INLINE.iter().find(|known| known.eq_ignore_ascii_case(name)) {
        Some(known) if closing => Inline::Close(known),
        Some(known) => Inline::Open(known),
        None if name.is_empty() || is_element(name) => Inline::Dropped,
        None => Inline::Text,
    }
}

/// Whether a link may lead there: `http`, `https`, `mailto`, `tel`, `ftp`, a relative address or a `#fragment`.
///
/// Read as a browser reads it, control characters and case apart; what could turn out to be a scheme after another
/// decoding is refused too. `//host` is refused: opened from a file share it would be a computer in the network.
///
/// What is longer than browsers and servers take is refused as well; it would be kept and said several times.
pub(super) fn safe_target(target: &str) -> bool {
    if target.len() > LONGEST_TARGET {
        return false;
    }
    // Browsers drop tabs, line ends and leading control characters; invisible characters only serve to deceive.
    let is_hidden = |c: char| {
        c.is_control()
            || c.is_whitespace()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
    };
    let mut shown = target.chars().filter(|&c| !is_hidden(c)).peekable();
    if shown.peek() == Some(&'#') {
        return true;
    }
    let head: String = shown.map(|c| if c == '\\' { '/' } else { c.to_ascii_lowercase() }).take(2000).collect();
    if head.starts_with("//") {
        return false;
    }
    let head = head.split(['/', '?']).next().unwrap_or_default();
    if head.contains("&#") || head.contains("&colon") || head.contains("&tab") || head.contains("&newline") {
        return false;
    }
    let head = head.split('#').next().unwrap_or_default();
    match head.split_once(':') {
        None => true,
        Some((scheme, _)) => SCHEMES.contains(&scheme),
    }
}

/// In bytes.
const LONGEST_TARGET: usize = 8 << 10;

const SCHEMES: [&str; 5] = ["http", "https", "mailto", "tel", "ftp"];

/// Inline elements that stay, without their attributes.
const INLINE: [&str; 13] = ["b", "i", "em", "strong", "u", "s", "sub", "sup", "small", "mark", "kbd", "del", "ins"];

/// Elements that stay in a block, beside those of [`INLINE`].
const BLOCK: [&str; 24] = [
    "a",
    "blockquote",
    "br",
    "caption",
    "code",
    "col",
    "colgroup",
    "dd",
    "div",
    "dl",
    "dt",
    "hr",
    "li",
    "ol",
    "p",
    "span",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Elements of HTML that do not stay. What is called otherwise is no HTML.
const OTHER: &str = " abbr acronym address applet area article aside audio base basefont bdi bdo big body button canvas center \
    cite data datalist details dfn dialog dir embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 \
    head header hgroup html iframe img input label legend link main map marquee math menu meta meter nav nobr noframes noscript \
    object optgroup option output param picture pre progress q rp rt ruby samp script search section select slot source strike style \
    summary svg template textarea time title track tt var video wbr xmp ";

/// Elements that end by themselves, so that many of them without an end are not deep.
const SELF_ENDING: [&str; 21] = [
    "br", "hr", "img", "input", "col", "wbr", "link", "meta", "area", "p", "li", "td", "th", "tr", "dt", "dd", "thead",
    "tbody", "tfoot", "option", "source",
];

/// Elements that the parser opens again in every block until they are closed.
const REOPENED: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(BLOCK.iter().chain(&INLINE).copied().collect())
        .clean_content_tags(HashSet::from(["script", "style", "template", "svg", "math"]))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href", "title"])),
            ("td", HashSet::from(["colspan", "rowspan"])),
            ("th", HashSet::from(["colspan", "rowspan", "scope"])),
            ("ol", HashSet::from(["start"])),
        ]))
        .attribute_filter(|_, attribute, value| is_in_range(attribute, value).then(|| value.into()))
        .url_schemes(SCHEMES.into())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None);
    builder
});

/// Whether an attribute has a value that it can have.
fn is_in_range(attribute: &str, value: &str) -> bool {
    let digits = value.bytes().all(|b| b.is_ascii_digit());
    let number = value.parse::<u32>().ok().filter(|_| digits);
    match attribute {
        "colspan" => number.is_some_and(|number| (1..=1000).contains(&number)),
        "rowspan" => number.is_some_and(|number| number <= 65_534),
        "start" => number.is_some_and(|number| number <= 999_999_999),
        "scope" => ["row", "col", "rowgroup", "colgroup"].contains(&value),
        _ => true,
    }
}

/// Whether a block that only its own end closes has that end.
fn is_closed(html: &str, name: &str) -> bool {
    let end = match html {
        _ if html.starts_with("<!--") => "-->",
        _ if html.starts_with("<?") => "?>",
        _ if html.starts_with("<![CDATA[") => "]]>",
        _ if contains(&["script", "style", "textarea"], name) => "</",
        _ => ">",
    };
    html.contains(end)
}

/// Limits within which the parser's cost is linear: 40,000 nested `<div>` take seconds, and each block opens again what
/// was left open.
fn is_tame(html: &str) -> bool {
    const LARGEST: usize = 1 << 20;
    const DEEPEST: usize = 100;
    const REOPENED_PER_TAG: usize = 4;
    let (mut tags, mut depth, mut open, mut reopened) = (0, 0_usize, 0_usize, 0);
    for tag in html.split('<').skip(1) {
        let (closing, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
        let name = name(tag);
        let deeper = usize::from(!name.is_empty() && !contains(&SELF_ENDING, name));
        let stays_open = usize::from(contains(&REOPENED, name));
        (depth, open) = if closing {
            (depth.saturating_sub(deeper), open.saturating_sub(stays_open))
        } else {
            (depth + deeper, open + stays_open)
        };
        tags += 1;
        reopened += open;
        if depth > DEEPEST || reopened > DEEPEST * DEEPEST + REOPENED_PER_TAG * tags {
            return false;
        }
    }
    html.len() <= LARGEST && has_few_attributes(html)
}

/// Whether no tag has more blanks than it could have attributes: the cleaner compares each with all before it.
fn has_few_attributes(html: &str) -> bool {
    const MOST: usize = 500;
    let (mut blanks, mut quote) = (None, None);
    for byte in html.bytes() {
        match (blanks, quote) {
            (None, _) => blanks = (byte == b'<').then_some(0),
            (Some(MOST), _) => return false,
            (Some(n), _) if byte.is_ascii_whitespace() => blanks = Some(n + 1),
            (Some(_), Some(mark)) => quote = Some(mark).filter(|mark| *mark != byte),
            (Some(_), None) if byte == b'>' => blanks = None,
            (Some(_), None) => quote = Some(byte).filter(|byte| matches!(byte, b'"' | b'\'')),
        }
    }
    true
}

/// Cuts clean HTML, as the cleaner writes it, into tags and words.
fn pieces(html: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let words = rest.find('<').unwrap_or(rest.len());
        if words > 0 {
            pieces.push(Piece::Text(resolved(&rest[..words])));
        }
        rest = &rest[words..];
        let (tag, after) = rest.split_at(tag_length(rest));
        rest = after;
        let name = name(tag.trim_start_matches(['<', '/']));
        if tag.starts_with("<a ") || tag == "<a>" {
            let target = attribute(tag, " href=\"").filter(|target| safe_target(target)).unwrap_or_default();
            pieces.push(Piece::Link { target, title: attribute(tag, " title=\"").unwrap_or_default() });
        } else if tag == "</a>" {
            pieces.push(Piece::LinkEnd);
        } else if ["span", "code"].contains(&name) || INLINE.contains(&name) {
            pieces.push(Piece::InlineTag(tag.to_owned()));
        } else if !tag.is_empty() {
            pieces.push(Piece::Tag(tag.to_owned()));
        }
    }
    pieces
}

/// The length of the tag at the start of clean HTML; a `>` may stand in the value of an attribute.
fn tag_length(html: &str) -> usize {
    let mut quoted = false;
    for (at, byte) in html.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at + 1,
            _ => {}
        }
    }
    html.len()
}

/// The value of an attribute in a clean tag, `start` being all from the space before it to the quotation mark.
fn attribute(tag: &str, start: &str) -> Option<String> {
    let (_, value) = tag.split_once(start)?;
    value.split('"').next().map(resolved)
}

/// The cleaner writes no other entities than these.
fn resolved(text: &str) -> String {
    let known = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", "\u{A0}"), ("&amp;", "&")];
    known
        .iter()
        .fold(text.to_owned(), |text, (entity, c)| if text.contains(entity) { text.replace(entity, c) } else { text })
}

/// The name at the start, as far as it is one.
fn name(tag: &str) -> &str {
    let letters = tag.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if tag.starts_with(|c: char| c.is_ascii_alphabetic()) { &tag[..letters] } else { "" }
}

fn is_element(name: &str) -> bool {
    contains(&INLINE, name) || contains(&BLOCK, name) || OTHER.contains(&format!(" {} ", name.to_ascii_lowercase()))
}

fn contains(names: &[&str], name: &str) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn active_addresses_are_refused() {
        for target in [
            "javascript:alert(1)",
            " JaVaScRiPt:alert(1)",
            "java\nscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "java\u{200B}script:alert(1)",
            "javascript&#58;alert(1)",
            "javascript&colon;alert(1)",
            "&#x6A;avascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "C:\\x",
            "//host/share",
            "\\\\host\\share",
            "/\\host",
            ":x",
            &"x".repeat(9_000),
        ] {
            assert!(!safe_target(target), "{target:?}");
        }
        for target in [
            "",
            "a.md",
            "../2022/a.html?x=1:2",
            "a/b:c",
            "#x:y",
            "mailto:a@example.org",
            "tel:12345",
            "ftp://x/",
            "名单.xlsx",
        ] {
            assert!(safe_target(target), "{target:?}");
        }
    }

    #[test]
    fn a_block_keeps_its_words_and_loses_what_acts() {
        let pieces = block("<table onclick=x class=y><tr><td colspan=2>甲&amp;乙<script>x()</script></table>").unwrap();
        let shown: Vec<_> = pieces.iter().map(|piece| format!("{piece:?}")).collect();
        assert_eq!(
            shown.join(" "),
            r#"Tag("<table>") Tag("<tbody>") Tag("<tr>") Tag("<td colspan=\"2\">") Text("甲&乙") Tag("</td>") Tag("</tr>") Tag("</tbody>") Tag("</table>")"#
        );
        let link = block("<p><a href=\"a.md?x=1&amp;y=%3E\" title='>\"'>甲</a>").unwrap();
        assert_eq!(link[1], Piece::Link { target: "a.md?x=1&y=%3E".into(), title: ">\"".into() });
    }

    #[test]
    fn attributes_keep_values_that_they_can_have() {
        let pieces = block("<table><tr><td colspan='x\"y' rowspan=2><th scope=all colspan=0></table>").unwrap();
        let tags: Vec<_> =
            pieces.iter().filter_map(|piece| if let Piece::Tag(tag) = piece { Some(&**tag) } else { None }).collect();
        assert_eq!(tags[3..6], ["<td rowspan=\"2\">", "</td>", "<th>"]);
    }

    #[test]
    fn what_is_no_html_or_too_much_of_it_is_text() {
        assert_eq!(block("<C>"), None);
        assert_eq!(block("<!-- 未完\n\n正文"), None);
        assert_eq!(block(&"<div>".repeat(40_000)), None);
        assert_eq!(block(&format!("{}{}", "<b>".repeat(90), "<p>x".repeat(10_000))), None);
        assert!(block(&"<li>x".repeat(10_000)).is_some());
        let attributes: String = (0..1_000).map(|n| format!(" a{n}=''")).collect();
        assert_eq!(block(&format!("<p{attributes}>甲</p>")), None);
        assert!(block(&"<p title='a b'>x y</p>".repeat(1_000)).is_some());
    }

    #[test]
    fn inline_tags() {
        for (tag, becomes) in [
            ("<b>", Inline::Open("b")),
            ("<SUP class=x>", Inline::Open("sup")),
            ("</u>", Inline::Close("u")),
            ("<br/>", Inline::Break),
            ("<span style='color:red'>", Inline::Dropped),
            ("<!-- x -->", Inline::Dropped),
            ("<C>", Inline::Text),
        ] {
            assert_eq!(inline(tag), becomes, "{tag}");
        }
    }
}
