//! Code as HTML, its words in ten short classes.
//!
//! Never chooses a colour, and never fails: what is too large, unknown or confusing is shown plain. Start at [`html`].

use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxSet};
use syntect::util::LinesWithEndings;

/// Larger blocks are shown plain: the cost of a hostile one grows faster than its size.
pub(super) const LARGEST: usize = 32 << 10;

/// A block with a longer line is shown plain, for the same reason.
const LONGEST_LINE: usize = 2000;

/// The inside of a `<code>`: escaped, with `<span class="…">` around comments `c`, strings `s`, keywords `k`, numbers and
/// constants `n`, functions `f`, types and tags `t`, variables and attributes `v`, operators `o` and punctuation `p`.
///
/// `language` is what stands after the fence; its first word counts. An unknown one is shown plain.
pub(super) fn html(code: &str, language: &str) -> String {
    let small = code.len() <= LARGEST && code.lines().all(|line| line.len() <= LONGEST_LINE);
    let word = language.split([' ', '\t', ',', '{']).next().unwrap_or_default();
    let spans = if small && !word.is_empty() { highlighted(code, word) } else { None };
    spans.unwrap_or_else(|| escaped(code))
}

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// The classes by scope. The first that holds decides, so what is narrower stands first.
static CLASSES: LazyLock<Vec<(Scope, &'static str)>> = LazyLock::new(|| {
    let table = [
        ("comment", "c"),
        ("punctuation.definition.comment", "c"),
        ("string", "s"),
        ("punctuation.definition.string", "s"),
        ("constant.character", "s"),
        ("constant", "n"),
        ("keyword.operator", "o"),
        ("keyword", "k"),
        ("storage", "k"),
        ("entity.name.function", "f"),
        ("support.function", "f"),
        ("variable.function", "f"),
        ("entity.other.attribute-name", "v"),
        ("entity", "t"),
        ("support", "t"),
        ("variable", "v"),
        ("punctuation", "p"),
    ];
    table.iter().filter_map(|&(scope, class)| Some((Scope::new(scope).ok()?, class))).collect()
});

/// `None` when there is no such language, or its grammar fails on the code.
fn highlighted(code: &str, language: &str) -> Option<String> {
    let syntax = SYNTAXES.find_syntax_by_token(language)?;
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut spans = Spans::default();
    for line in LinesWithEndings::from(code) {
        let mut at = 0;
        for (end, change) in state.parse_line(line, &SYNTAXES).ok()? {
            spans.add(line.get(at..end)?, class(&stack));
            stack.apply(&change).ok()?;
            at = end;
        }
        spans.add(line.get(at..)?, class(&stack));
    }
    Some(spans.end())
}

fn class(stack: &ScopeStack) -> &'static str {
    let of = |scope: &Scope| CLASSES.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|&(_, class)| class);
    stack.scopes.iter().rev().find_map(of).unwrap_or_default()
}

/// Writes spans; neighbours of one class become one.
#[derive(Default)]
struct Spans {
    html: String,
    class: &'static str,
}

impl Spans {
    fn add(&mut self, text: &str, class: &'static str) {
        if text.is_empty() {
            return;
        }
        // White space looks the same in every class.
        if class != self.class && !text.trim().is_empty() {
            self.close();
            if !class.is_empty() {
                self.html.push_str("<span class=\"");
                self.html.push_str(class);
                self.html.push_str("\">");
            }
            self.class = class;
        }
        self.html.push_str(&escaped(text));
    }

    fn close(&mut self) {
        if !self.class.is_empty() {
            self.html.push_str("</span>");
        }
    }

    fn end(mut self) -> String {
        self.close();
        self.html
    }
}

/// Text with the characters that mean something in HTML, in text and in attributes, written as entities.
pub(super) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape_into(&mut html, text);
    html
}

/// Adds text, escaped, to HTML.
pub(super) fn escape_into(html: &mut String, text: &str) {
    for piece in escapes(text) {
        html.push_str(piece);
    }
}

/// The pieces of an escaped text: those that stay as they are, and what stands for a sign.
pub(super) fn escapes(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let sign = match rest.as_bytes().first()? {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => {
                let (plain, after) = rest.split_at(plain(rest.as_bytes()));
                rest = after;
                return Some(plain);
            }
        };
        rest = &rest[1..];
        Some(sign)
    })
}

/// How many bytes from the start of a text need no escape.
fn plain(text: &[u8]) -> usize {
    let sign = |byte: u8| [b'&', b'<', b'>', b'"', b'\''].iter().fold(0, |any, &sign| any | u8::from(byte == sign));
    // A block is looked through as a whole, without branches, which processors do at once.
    let (blocks, _) = text.as_chunks::<32>();
    let passed = blocks.iter().take_while(|block| block.iter().fold(0, |any, &byte| any | sign(byte)) == 0);
    let passed = 32 * passed.count();
    passed + text[passed..].iter().take_while(|&&byte| sign(byte) == 0).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_code_have_their_classes() {
        assert_eq!(
            html("// 注\nfn x(n: u8) -> u8 { n + 1 }\n", "rust"),
            "<span class=\"c\">// 注\n</span><span class=\"k\">fn </span><span class=\"f\">x</span><span class=\"p\">(</span>\
             <span class=\"v\">n</span><span class=\"p\">: </span><span class=\"k\">u8</span><span class=\"p\">) -&gt; </span>\
             <span class=\"k\">u8 </span><span class=\"p\">{</span> n <span class=\"o\">+ </span><span class=\"n\">1 </span><span class=\"p\">}\n</span>"
        );
    }

    #[test]
    fn what_is_unknown_or_too_large_is_plain() {
        assert_eq!(html("a < b & \"c\"", "无此语言"), "a &lt; b &amp; &quot;c&quot;");
        assert_eq!(html("fn x() {}", ""), "fn x() {}");
        assert!(!html(&"fn x() {}\n".repeat(4000), "rust").contains("<span"));
        assert!(!html(&"fn x() {}".repeat(300), "rust").contains("<span"));
    }
}
