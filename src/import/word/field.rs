//! 域: what the instruction of a field says of its result.
//!
//! Never computes a field: the result that stands in the document is what its reader saw. Start at [`Kind::of`].

use super::numeral::Format;
use super::symbol::Font;

/// What a field is, as far as its result is not simply text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// Its result is text.
    Plain,
    /// Its result leads to an address outside.
    Link(String),
    /// Its result is a table of contents.
    Contents,
    /// Its result is the number of the page.
    Page,
    /// Its result is the number of pages.
    Pages,
    /// A box that is ticked or not.
    Box,
    /// One of several words.
    Choice,
    /// It has no result; this is what the program shows.
    Shown(String),
}

impl Kind {
    /// The kind of an instruction such as `HYPERLINK "http://…"`.
    pub(super) fn of(instruction: &str) -> Self {
        let instruction = instruction.trim();
        let word = instruction.split(|c: char| c.is_whitespace() || c == '\\' || c == '"').next().unwrap_or_default();
        match word.to_ascii_uppercase().as_str() {
            "TOC" => Self::Contents,
            "PAGE" => Self::Page,
            "NUMPAGES" | "SECTIONPAGES" => Self::Pages,
            "FORMCHECKBOX" => Self::Box,
            "FORMDROPDOWN" => Self::Choice,
            "HYPERLINK" => link(instruction).map_or(Self::Plain, Self::Link),
            "EQ" => overstruck(instruction).map_or(Self::Plain, Self::Shown),
            "SYMBOL" => symbol(instruction).map_or(Self::Plain, |sign| Self::Shown(sign.into())),
            _ => Self::Plain,
        }
    }
}

/// An address as a link of a text may have it: of the web or of mail, everything else is left alone.
pub(super) fn outside(address: &str) -> Option<String> {
    const LONGEST: usize = 4_096;
    let address = address.trim();
    let scheme = address.split_once(':')?.0.to_ascii_lowercase();
    let is_fit = matches!(scheme.as_str(), "http" | "https" | "mailto") && address.len() <= LONGEST;
    (is_fit && !address.contains(char::is_control)).then(|| address.replace(' ', "%20"))
}

/// The words of an instruction; a switch keeps its `\`, an argument loses its quotation marks.
fn arguments(instruction: &str) -> Vec<(bool, String)> {
    let mut arguments = Vec::new();
    let mut rest = instruction.chars().peekable();
    while let Some(&first) = rest.peek() {
        if first.is_whitespace() {
            rest.next();
            continue;
        }
        let is_quoted = matches!(first, '"' | '“' | '”');
        if is_quoted {
            rest.next();
        }
        let is_end = |c: char| if is_quoted { matches!(c, '"' | '“' | '”') } else { c.is_whitespace() || c == '"' };
        let mut word = String::new();
        while let Some(c) = rest.next_if(|c| !is_end(*c)) {
            // In an instruction `\\` stands for `\` and `\"` for `"`.
            let c = if is_quoted && c == '\\' { rest.next_if(|c| matches!(c, '\\' | '"')).unwrap_or(c) } else { c };
            word.push(c);
        }
        if is_quoted {
            rest.next();
        }
        arguments.push((is_quoted, word));
    }
    arguments
}

/// The address of `HYPERLINK "address" \l "place" \o "hint"`.
fn link(instruction: &str) -> Option<String> {
    let mut address = None;
    let mut place = None;
    let mut switch = String::new();
    for (is_quoted, word) in arguments(instruction).into_iter().skip(1) {
        if !is_quoted && word.starts_with('\\') {
            switch = if matches!(word.as_str(), "\\n" | "\\h") { String::new() } else { word };
            continue;
        }
        match std::mem::take(&mut switch).as_str() {
            "" => address = address.or(Some(word)),
            "\\l" => place = Some(word),
            _ => {}
        }
    }
    let address = outside(&address?)?;
    Some(match place.filter(|place| !address.contains('#') && !place.is_empty()) {
        Some(place) => format!("{address}#{}", place.replace(' ', "%20")),
        None => address,
    })
}

/// What `EQ \o\ac(○,1)` shows: signs set over each other, as programs make ① where they have no sign for it. Of other signs the
/// last is what counts, since those before it are frames or readings.
fn overstruck(instruction: &str) -> Option<String> {
    let (_, rest) = instruction.split_once("\\o").or_else(|| instruction.split_once("\\O"))?;
    let (_, inside) = rest.split_once('(')?;
    let mut depth = 0_usize;
    let mut parts = vec![String::new()];
    for c in inside.chars() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => break,
            ')' => depth -= 1,
            ',' | ';' | '，' if depth == 0 => parts.push(String::new()),
            c if depth == 0 => parts.last_mut()?.push(c),
            _ => {}
        }
    }
    let last = parts.last()?.trim().to_owned();
    if last.is_empty() || last.contains('\\') {
        return None;
    }
    let is_circle = parts.len() > 1 && matches!(parts[0].trim(), "○" | "〇" | "◯");
    match last.parse::<u32>() {
        Ok(number) if is_circle => Some(Format::Circled.write(number)),
        _ => Some(last),
    }
}

/// What `SYMBOL 252 \f Wingdings` shows.
fn symbol(instruction: &str) -> Option<char> {
    let arguments = arguments(instruction);
    let code = &arguments.get(1)?.1;
    let code = match code.strip_prefix("0x").or_else(|| code.strip_prefix("0X")) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => code.parse().ok()?,
    };
    let named = arguments.iter().skip_while(|(_, word)| !word.eq_ignore_ascii_case("\\f")).nth(1);
    named.map_or(Font::Letters, |(_, name)| Font::named(name)).sign(code)
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn instructions_say_what_a_result_is() {
        let link = |address: &str| Kind::Link(address.to_owned());
        let shown = |sign: &str| Kind::Shown(sign.to_owned());
        let cases = [
            (r#" HYPERLINK "http://www.gov.cn/" "#, link("http://www.gov.cn/")),
            (r#"HYPERLINK http://www.gov.cn/a \t _blank"#, link("http://www.gov.cn/a")),
            (r#"HYPERLINK \o "hint" "https://a.cn/" \l "_Toc 1""#, link("https://a.cn/#_Toc%201")),
            (r#"HYPERLINK "mailto:a@b.cn""#, link("mailto:a@b.cn")),
            (r#"HYPERLINK \l "_Toc1""#, Kind::Plain),
            (r#"HYPERLINK "javascript:alert(1)""#, Kind::Plain),
            (r#"HYPERLINK "file:///C:\\a.docx""#, Kind::Plain),
            (r#"TOC \o "1-3" \h \z"#, Kind::Contents),
            (" PAGE   \\* MERGEFORMAT ", Kind::Page),
            ("PAGEREF _Toc1 \\h", Kind::Plain),
            (r"eq \o\ac(○,12)", shown("⑫")),
            (r"EQ \* jc2 \o\ad(\s\up 9(pīn),拼)", shown("拼")),
            (r"EQ \f(1,2)", Kind::Plain),
            (r#"SYMBOL 252 \f "Wingdings" \s 12"#, shown("✓")),
            ("", Kind::Plain),
            ("\"", Kind::Plain),
        ];
        for (instruction, kind) in cases {
            assert_eq!(Kind::of(instruction), kind, "{instruction}");
        }
    }
}
