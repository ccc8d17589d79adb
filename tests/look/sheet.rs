//! The style sheet as rules, whatever they say: unlike a browser it drops nothing that it does not know. It never resolves
//! a cascade. Start at `sheet`.

use cssparser::{ParseError, Parser, ToCss, Token};

/// The theme's style.
pub(crate) const CSS: &str = include_str!("../../themes/default/static/site.css");

/// A token with what it encloses.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    pub(crate) token: Token<'static>,
    pub(crate) inner: Vec<Piece>,
    pub(crate) line: u32,
}

/// `name: value`.
#[derive(Debug, Clone)]
pub(crate) struct Declaration {
    pub(crate) name: String,
    pub(crate) value: Vec<Piece>,
    pub(crate) line: u32,
}

/// A selector or an at-rule, with its declarations.
#[derive(Debug, Clone)]
pub(crate) struct Rule {
    /// The at-rules around it, from outside: `@media print`.
    pub(crate) around: Vec<String>,
    /// What stands before the brace.
    pub(crate) head: Vec<Piece>,
    pub(crate) declarations: Vec<Declaration>,
}

impl Rule {
    pub(crate) fn name(&self) -> String {
        text(&self.head)
    }

    /// Whether it selects elements: no at-rule.
    pub(crate) fn is_style(&self) -> bool {
        !self.name().starts_with('@')
    }

    pub(crate) fn is_print(&self) -> bool {
        self.around.iter().any(|around| around.contains("print")) || self.name().starts_with("@page")
    }

    /// Where it stands and what it is called, for messages.
    pub(crate) fn place(&self) -> String {
        format!(
            "site.css:{}: {} {}",
            self.head.first().map_or(0, |piece| piece.line),
            self.around.join(" "),
            self.name()
        )
    }
}

/// All rules of the style sheet in their order; an at-rule that holds rules stands before them, without declarations.
pub(crate) fn sheet() -> Vec<Rule> {
    rules(CSS)
}

/// The rules of any style sheet.
pub(crate) fn rules(css: &'static str) -> Vec<Rule> {
    let mut found = Vec::new();
    gather(&pieces(&mut Parser::new(css)), &[], &mut found);
    found
}

/// Every piece, those within others too.
pub(crate) fn deep(pieces: &[Piece]) -> Vec<&Piece> {
    pieces.iter().flat_map(|piece| std::iter::once(piece).chain(deep(&piece.inner))).collect()
}

/// As it is written, white space made one.
pub(crate) fn text(pieces: &[Piece]) -> String {
    let write = |piece: &Piece| match &piece.token {
        Token::WhiteSpace(_) => " ".to_owned(),
        Token::Function(name) => format!("{name}({})", text(&piece.inner)),
        Token::ParenthesisBlock => format!("({})", text(&piece.inner)),
        Token::SquareBracketBlock => format!("[{}]", text(&piece.inner)),
        Token::CurlyBracketBlock => format!("{{{}}}", text(&piece.inner)),
        token => token.to_css_string(),
    };
    pieces.iter().map(write).collect::<String>().trim().to_owned()
}

fn pieces(parser: &mut Parser<'static>) -> Vec<Piece> {
    let mut found = Vec::new();
    loop {
        let line = parser.current_source_location().line + 1;
        let Ok(token) = parser.next_including_whitespace().cloned() else { return found };
        let line = if matches!(token, Token::WhiteSpace(_)) { line } else { parser.current_source_location().line + 1 };
        let encloses = matches!(
            token,
            Token::Function(_) | Token::ParenthesisBlock | Token::SquareBracketBlock | Token::CurlyBracketBlock
        );
        let inner = if encloses {
            let read: Result<_, ParseError<()>> = parser.parse_nested_block(|inside| Ok(pieces(inside)));
            read.expect("a block that is read to its end")
        } else {
            Vec::new()
        };
        assert!(!token.is_parse_error(), "site.css:{line}: {token:?}");
        found.push(Piece { token, inner, line });
    }
}

/// The rules of one level. Declarations that stand between them (in `@page`) belong to the rule around.
fn gather(pieces: &[Piece], around: &[String], found: &mut Vec<Rule>) {
    let mut head: Vec<Piece> = Vec::new();
    for piece in pieces {
        match &piece.token {
            Token::Semicolon => head.clear(),
            Token::CurlyBracketBlock => {
                let head = std::mem::take(&mut head);
                let rule = Rule { around: around.to_vec(), declarations: declarations(&piece.inner), head };
                let within: Vec<String> = around.iter().cloned().chain([rule.name()]).collect();
                found.push(rule);
                gather(&piece.inner, &within, found);
            }
            Token::WhiteSpace(_) if head.is_empty() => {}
            _ => head.push(piece.clone()),
        }
    }
}

fn declarations(block: &[Piece]) -> Vec<Declaration> {
    let mut found = Vec::new();
    for part in block.split(|piece| matches!(piece.token, Token::Semicolon)) {
        // What stands before a rule belongs to the rule.
        let after =
            part.iter().rposition(|piece| matches!(piece.token, Token::CurlyBracketBlock)).map_or(0, |at| at + 1);
        let part = &part[after..];
        let Some(begin) = part.iter().position(|piece| !matches!(piece.token, Token::WhiteSpace(_))) else { continue };
        let Token::Ident(name) = &part[begin].token else { continue };
        let colon = part.iter().position(|piece| matches!(piece.token, Token::Colon));
        let colon = colon.unwrap_or_else(|| panic!("site.css:{}: {name} has no value", part[begin].line));
        found.push(Declaration { name: name.to_string(), value: part[colon + 1..].to_vec(), line: part[begin].line });
    }
    found
}

#[test]
fn the_reader_finds_rules_in_rules_and_the_line_of_each() {
    let css = "/* x */ a:hover > .b { color: red; --c: x(1px, y) }\n\
               @media (min-width: 1em) { .c { margin: 0 }\n.d { top: 0 } }\n@page :right { size: A4; @bottom-left { content: \"x\" } }";
    let shown: Vec<String> = rules(css)
        .iter()
        .map(|rule| {
            let all: Vec<String> =
                rule.declarations.iter().map(|one| format!("{}={}@{}", one.name, text(&one.value), one.line)).collect();
            format!("{}|{}|{}", rule.around.join(" "), rule.name(), all.join(" "))
        })
        .collect();
    let expected = [
        "|a:hover > .b|color=red@1 --c=x(1px, y)@1",
        "|@media (min-width: 1em)|",
        "@media (min-width: 1em)|.c|margin=0@2",
        "@media (min-width: 1em)|.d|top=0@3",
        "|@page :right|size=A4@4",
        "@page :right|@bottom-left|content=\"x\"@4",
    ];
    assert_eq!(shown, expected);
}
