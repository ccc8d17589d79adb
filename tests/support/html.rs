//! A reader of the HTML that the program writes. It is strict: what is not well nested or not quoted is an error, because
//! a page of ours is always both.

/// Elements that have no end tag.
const VOID: [&str; 10] = ["meta", "link", "br", "wbr", "img", "hr", "input", "rect", "path", "col"];

/// Elements between whose texts a person sees a gap.
const BLOCKS: [&str; 28] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "caption",
    "dd",
    "div",
    "dl",
    "dt",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "td",
    "th",
    "ul",
];

/// Words of the program, not of a person.
const APPARATUS: [&str; 3] = ["vh", "anchor", "aux"];

/// A page.
#[derive(Debug)]
pub(crate) struct Page {
    nodes: Vec<Node>,
}

#[derive(Debug)]
enum Node {
    Element { name: String, attributes: Vec<(String, String)>, end: usize },
    Text(String),
}

/// An element of a page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Element<'a> {
    page: &'a Page,
    at: usize,
}

impl Page {
    /// Reads a page.
    pub(crate) fn read(html: &str) -> Result<Self, String> {
        let mut nodes = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let mut rest = html.strip_prefix("<!doctype html>").ok_or("it does not begin with the document type")?;
        while !rest.is_empty() {
            let Some(tag) = rest.strip_prefix('<') else {
                let end = rest.find('<').unwrap_or(rest.len());
                nodes.push(Node::Text(unescape(&rest[..end])?));
                rest = &rest[end..];
                continue;
            };
            if let Some(name) = tag.strip_prefix('/') {
                let (name, after) = name.split_once('>').ok_or("an end tag is not closed")?;
                let at = open.pop().ok_or_else(|| format!("</{name}> ends nothing"))?;
                let count = nodes.len();
                match &mut nodes[at] {
                    Node::Element { name: begun, end, .. } if begun == name => *end = count,
                    other => return Err(format!("</{name}> ends {other:?}")),
                }
                rest = after;
                continue;
            }
            let (name, attributes, after) = start_tag(tag)?;
            if !VOID.contains(&name.as_str()) {
                open.push(nodes.len());
            }
            let end = nodes.len() + 1;
            nodes.push(Node::Element { name, attributes, end });
            rest = after;
        }
        match open.last() {
            Some(&at) => Err(format!("{:?} has no end", nodes[at])),
            None => Ok(Self { nodes }),
        }
    }

    /// All elements in reading order.
    pub(crate) fn elements(&self) -> impl Iterator<Item = Element<'_>> {
        self.within(0..self.nodes.len())
    }

    fn within(&self, range: std::ops::Range<usize>) -> impl Iterator<Item = Element<'_>> {
        range.filter(|&at| matches!(self.nodes[at], Node::Element { .. })).map(|at| Element { page: self, at })
    }

    /// The elements that `selector` names: `h1`, `.mask`, `a.anchor`, `#p-1`.
    pub(crate) fn all(&self, selector: &str) -> Vec<Element<'_>> {
        self.elements().filter(|element| element.is(selector)).collect()
    }

    /// The only element that `selector` names.
    #[track_caller]
    pub(crate) fn one(&self, selector: &str) -> Element<'_> {
        let all = self.all(selector);
        assert_eq!(all.len(), 1, "{selector}: {all:?}");
        all[0]
    }

    /// The main part, which is all but the frame.
    pub(crate) fn main(&self) -> Element<'_> {
        self.one("main")
    }

    /// What a person reads on the page, frame included.
    pub(crate) fn text(&self) -> String {
        self.one("body").text()
    }

    /// The body of a report exactly as it can be copied, without the white space between blocks.
    pub(crate) fn body(&self) -> String {
        self.one(".body").text()
    }
}

impl<'a> Element<'a> {
    fn parts(self) -> (&'a str, &'a [(String, String)], usize) {
        match &self.page.nodes[self.at] {
            Node::Element { name, attributes, end } => (name, attributes, *end),
            Node::Text(_) => unreachable!("an element is made for elements only"),
        }
    }

    pub(crate) fn name(self) -> &'a str {
        self.parts().0
    }

    pub(crate) fn attributes(self) -> &'a [(String, String)] {
        self.parts().1
    }

    pub(crate) fn attribute(self, name: &str) -> Option<&'a str> {
        self.attributes().iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn has_class(self, class: &str) -> bool {
        self.attribute("class").is_some_and(|classes| classes.split(' ').any(|known| known == class))
    }

    fn is(self, selector: &str) -> bool {
        if let Some(id) = selector.strip_prefix('#') {
            return self.attribute("id") == Some(id);
        }
        let (name, class) = selector.split_once('.').unwrap_or((selector, ""));
        (name.is_empty() || self.name() == name) && (class.is_empty() || self.has_class(class))
    }

    /// The elements inside this one that `selector` names.
    pub(crate) fn all(self, selector: &str) -> Vec<Element<'a>> {
        self.inside().filter(|element| element.is(selector)).collect()
    }

    /// The elements inside this one.
    pub(crate) fn inside(self) -> impl Iterator<Item = Element<'a>> {
        self.page.within(self.at + 1..self.parts().2)
    }

    /// What a person reads: the text without words of the program, blocks on lines of their own, blanks as they are.
    pub(crate) fn text(self) -> String {
        let mut text = String::new();
        let mut ends: Vec<usize> = Vec::new();
        let mut at = self.at;
        while at < self.parts().2 {
            while ends.pop_if(|end| *end <= at).is_some() {
                text.push('\n');
            }
            match &self.page.nodes[at] {
                Node::Text(piece) => text.push_str(piece),
                Node::Element { name, end, .. } => {
                    let element = Element { page: self.page, at };
                    let hidden = ["script", "style", "head"].contains(&name.as_str());
                    if at != self.at && (hidden || APPARATUS.iter().any(|class| element.has_class(class))) {
                        at = *end;
                        continue;
                    }
                    if BLOCKS.contains(&name.as_str()) || name == "br" {
                        text.push('\n');
                        ends.push(*end);
                    }
                }
            }
            at += 1;
        }
        let lines = text.lines().map(str::trim_ascii).filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join("\n")
    }
}

type StartTag<'a> = (String, Vec<(String, String)>, &'a str);

/// Reads a start tag after its `<`.
fn start_tag(tag: &str) -> Result<StartTag<'_>, String> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || "-_:".contains(c);
    let end = tag.find(|c| !is_name(c)).unwrap_or(tag.len());
    if end == 0 {
        return Err(format!("a < begins no tag: <{}", tag.chars().take(40).collect::<String>()));
    }
    let (name, mut rest) = tag.split_at(end);
    let mut attributes: Vec<(String, String)> = Vec::new();
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix("/>").or(rest.strip_prefix('>')) {
            return Ok((name.to_owned(), attributes, after));
        }
        let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        let (key, after) = rest.split_at(end);
        if key.is_empty() || attributes.iter().any(|(known, _)| known == key) {
            return Err(format!("<{name}> has no good attribute here: {}", rest.chars().take(40).collect::<String>()));
        }
        let (value, after) = match after.strip_prefix("=\"") {
            Some(value) => value.split_once('"').ok_or_else(|| format!("<{name}> has an open quotation"))?,
            None => ("", after),
        };
        attributes.push((key.to_owned(), unescape(value)?));
        rest = after;
    }
}

/// Text without its character references. Every `&` has to begin one.
fn unescape(text: &str) -> Result<String, String> {
    let mut pieces = text.split('&');
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, after) = piece.split_once(';').ok_or_else(|| format!("a bare & stands before {piece}"))?;
        plain.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "#39" | "#x27" => '\'',
            "nbsp" => '\u{A0}',
            "#x2F" => '/',
            "#x60" => '`',
            other => return Err(format!("&{other}; is not known")),
        });
        plain.push_str(after);
    }
    Ok(plain)
}

/// Where a relative `href` on the page at `address` leads, from the root of the site. What leads out begins with `..`.
pub(crate) fn resolve(address: &str, href: &str) -> String {
    let (path, fragment) = href.split_once('#').map_or((href, None), |(path, fragment)| (path, Some(fragment)));
    let mut parts: Vec<&str> = address.split('/').collect();
    if !path.is_empty() {
        parts.pop();
        for part in path.split('/') {
            match part {
                "." => {}
                ".." if parts.last().is_some_and(|last| *last != "..") => {
                    parts.pop();
                }
                part => parts.push(part),
            }
        }
    }
    let path = parts.join("/");
    fragment.map_or(path.clone(), |fragment| format!("{path}#{fragment}"))
}
