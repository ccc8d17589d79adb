//! Reads templates as the engine does and follows every expression through the types of the contract, unused branches
//! included, so that a field which no view has is found although the engine shows nothing in its place.
//!
//! It knows what the bundled themes use of the engine's language. What it does not know is a fault too: it never guesses.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{Model, Type};

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Ident(String),
    Text(String),
    Number(i64),
    Sign(&'static str),
}

/// Tokens of the tags of a template, each with its line.
type Tokens = Vec<(Token, usize)>;

const SIGNS: [&str; 36] = [
    "...", "//", "**", "==", "!=", ">=", "<=", "</", "/>", "?.", "?[", "-%}", "-}}", "%}", "}}", "+", "-", "*", "/",
    "%", "!", ".", ",", ":", "~", "|", "=", ">", "<", "(", ")", "[", "]", "{", "}", "@",
];

fn tokens(template: &str) -> Tokens {
    let mut tokens = Vec::new();
    let mut rest = template;
    let line = |rest: &str| template[..template.len() - rest.len()].matches('\n').count() + 1;
    while let Some(at) = rest.find("{{").into_iter().chain(rest.find("{%")).chain(rest.find("{#")).min() {
        rest = &rest[at..];
        if rest.starts_with("{#") {
            rest = rest.split_once("#}").expect("a comment ends").1;
            continue;
        }
        let (open, close) = if rest.starts_with("{{") { ("{{", "}}") } else { ("{%", "%}") };
        tokens.push((Token::Sign(open), line(rest)));
        rest = rest[2..].trim_start_matches('-');
        loop {
            rest = rest.trim_start();
            let (token, length) = token(rest);
            let end = matches!(&token, Token::Sign(sign) if sign.trim_start_matches('-') == close);
            tokens.push((if end { Token::Sign(close) } else { token }, line(rest)));
            rest = &rest[length..];
            if end {
                break;
            }
        }
    }
    tokens
}

fn token(rest: &str) -> (Token, usize) {
    let first = rest.chars().next().expect("a tag ends");
    if first == '"' || first == '\'' || first == '`' {
        let length = rest[1..].find(first).expect("a text ends");
        return (Token::Text(rest[1..=length].to_owned()), length + 2);
    }
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
    if first.is_ascii_digit() {
        return (Token::Number(rest[..length].parse().expect("a whole number")), length);
    }
    if length > 0 {
        return (Token::Ident(rest[..length].to_owned()), length);
    }
    let sign = SIGNS.iter().find(|sign| rest.starts_with(**sign)).unwrap_or_else(|| panic!("what is `{first}`?"));
    (Token::Sign(sign), sign.len())
}

/// A component: where its body stands, and its arguments with the types of their defaults.
#[derive(Clone)]
struct Component {
    file: String,
    body: usize,
    arguments: Vec<Argument>,
}

#[derive(Clone)]
struct Argument {
    name: String,
    /// Whether it comes from the names around the call.
    implicit: bool,
    default: Option<Type>,
}

/// The fields that templates use and the contract has not, as `file:line: what`.
///
/// `templates` are file and text, the strongest layer first: a component of a stronger one hides those below it.
pub(crate) fn faults(model: &Model, templates: &[(String, String)]) -> BTreeSet<String> {
    let files: BTreeMap<String, Tokens> = templates.iter().map(|(file, text)| (file.clone(), tokens(text))).collect();
    let mut components = BTreeMap::new();
    for (file, _) in templates {
        let mut scan = Scan::new(model, &files, file, BTreeMap::new());
        for (name, component) in scan.definitions() {
            components.entry(name).or_insert(component);
        }
    }
    let mut faults = BTreeSet::new();
    for (file, _) in templates {
        let template = file.rsplit('/').next().unwrap_or_default();
        let mut scan = Scan::new(model, &files, file, model.names(template));
        scan.components = components.clone();
        scan.body(&[]);
        faults.append(&mut scan.faults);
    }
    faults
}

struct Scan<'a> {
    model: &'a Model,
    files: &'a BTreeMap<String, Tokens>,
    components: BTreeMap<String, Component>,
    file: String,
    at: usize,
    scopes: Vec<BTreeMap<String, Type>>,
    /// The names around each call that is being followed: what a component has from there reaches those that it calls.
    around: Vec<BTreeMap<String, Type>>,
    faults: BTreeSet<String>,
    /// Calls that were followed already.
    known: BTreeSet<String>,
}

impl<'a> Scan<'a> {
    fn new(model: &'a Model, files: &'a BTreeMap<String, Tokens>, file: &str, names: BTreeMap<String, Type>) -> Self {
        Self {
            model,
            files,
            components: BTreeMap::new(),
            file: file.to_owned(),
            at: 0,
            scopes: vec![names],
            around: Vec::new(),
            faults: BTreeSet::new(),
            known: BTreeSet::new(),
        }
    }

    fn fault(&mut self, what: impl std::fmt::Display) -> Type {
        let line = self.files[&self.file].get(self.at.saturating_sub(1)).map_or(0, |(_, line)| *line);
        self.faults.insert(format!("{}:{line}: {what}", self.file));
        Type::Nothing
    }

    fn peek(&self) -> Option<&Token> {
        self.files[&self.file].get(self.at).map(|(token, _)| token)
    }

    fn next(&mut self) -> Token {
        let token = self.peek().cloned().unwrap_or_else(|| panic!("{} ends too early", self.file));
        self.at += 1;
        token
    }

    fn is(&self, sign: &str) -> bool {
        matches!(self.peek(), Some(Token::Sign(known)) if *known == sign)
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(self.peek(), Some(Token::Ident(known)) if known == word)
    }

    fn take(&mut self, sign: &str) -> bool {
        let is = self.is(sign);
        self.at += usize::from(is);
        is
    }

    fn take_word(&mut self, word: &str) -> bool {
        let is = self.is_word(word);
        self.at += usize::from(is);
        is
    }

    fn expect(&mut self, sign: &str) {
        let found = self.next();
        assert!(found == Token::Sign(leak(sign)), "{}: {found:?} where {sign} is expected", self.file);
    }

    fn word(&mut self) -> String {
        match self.next() {
            Token::Ident(word) => word,
            other => panic!("{}: {other:?} where a name is expected", self.file),
        }
    }

    // ── statements ──────────────────────────────────────────────────────────────────────────────

    /// The components that a file defines.
    fn definitions(&mut self) -> Vec<(String, Component)> {
        let mut found = Vec::new();
        while self.peek().is_some() {
            if self.next() == Token::Sign("{%") && self.is_word("component") {
                self.at += 1;
                let name = self.word();
                let arguments = self.parameters();
                self.expect("%}");
                found.push((name, Component { file: self.file.clone(), body: self.at, arguments }));
            }
        }
        found
    }

    fn parameters(&mut self) -> Vec<Argument> {
        let mut arguments = Vec::new();
        self.expect("(");
        while !self.take(")") {
            let implicit = self.take("@");
            let name = self.word();
            if self.take(":") {
                self.word();
            }
            let default = if self.take("=") { Some(self.expression(1)) } else { None };
            arguments.push(Argument { name, implicit, default });
            self.take(",");
        }
        arguments
    }

    /// Follows the statements up to one of these tags, whose word is the result; the tag itself is still open.
    fn body(&mut self, until: &[&str]) -> String {
        while self.peek().is_some() {
            if self.next() == Token::Sign("{{") {
                self.expression(0);
                self.expect("}}");
                continue;
            }
            let tag = self.word();
            if until.contains(&tag.as_str()) {
                return tag;
            }
            self.statement(&tag);
        }
        assert!(until.is_empty(), "{}: {until:?} is missing", self.file);
        String::new()
    }

    fn statement(&mut self, tag: &str) {
        match tag {
            "set" | "set_global" => self.set(tag == "set_global"),
            "if" => {
                self.expression(0);
                self.expect("%}");
                let mut end = self.body(&["elif", "else", "endif"]);
                while end != "endif" {
                    if end == "elif" {
                        self.expression(0);
                    }
                    self.expect("%}");
                    end = self.body(&["elif", "else", "endif"]);
                }
            }
            "for" => self.repeat(),
            "block" | "component" => {
                let name = self.word();
                if tag == "component" {
                    // Followed where it is called, with what it is given there.
                    self.parameters();
                    let back = (self.faults.clone(), self.scopes.clone(), self.known.clone());
                    self.expect("%}");
                    self.body(&["endcomponent"]);
                    (self.faults, self.scopes, self.known) = back;
                } else {
                    self.expect("%}");
                    self.body(&["endblock"]);
                }
                self.take_word(&name);
            }
            "filter" => {
                self.word();
                if self.is("(") {
                    self.named();
                }
                self.expect("%}");
                self.body(&["endfilter"]);
            }
            "extends" | "include" | "break" | "continue" => {
                if tag == "include" {
                    self.fault("teach tests/themes/scan.rs to follow an include");
                }
                while !self.is("%}") {
                    self.next();
                }
            }
            _ => {
                self.fault(format!("teach tests/themes/scan.rs the tag `{tag}`"));
                while !self.is("%}") {
                    self.next();
                }
            }
        }
        self.expect("%}");
    }

    fn set(&mut self, global: bool) {
        let name = self.word();
        let value = if self.take("=") {
            self.expression(0)
        } else {
            self.expect("%}");
            self.body(&["endset"]);
            Type::Text
        };
        let scope = if global { 0 } else { self.scopes.len() - 1 };
        // Another branch may have set it, too.
        let before = self.scopes[scope].remove(&name).unwrap_or(Type::Nothing);
        self.scopes[scope].insert(name, join(before, value));
    }

    fn repeat(&mut self) {
        let mut names = vec![self.word()];
        if self.take(",") {
            names.push(self.word());
        }
        assert!(self.take_word("in"), "{}: for … in", self.file);
        let list = self.expression(0);
        let member = self.member(&list);
        let bound: Vec<_> = names.into_iter().map(|name| (name, member.clone())).collect();
        self.expect("%}");
        let number = |name: &str| (name.to_owned(), Type::Number);
        let own = bound.into_iter().chain([number("loop.index")]).collect();
        self.scopes.push(own);
        let end = self.body(&["else", "endfor"]);
        self.scopes.pop();
        if end == "else" {
            self.expect("%}");
            self.body(&["endfor"]);
        }
    }

    // ── expressions ─────────────────────────────────────────────────────────────────────────────

    /// The type of the expression that begins here; operators that bind less than `least` end it.
    fn expression(&mut self, least: u8) -> Type {
        let mut left = self.prefix();
        loop {
            let (power, sign) = match self.peek() {
                Some(Token::Sign(sign)) => match *sign {
                    "==" | "!=" | "<" | ">" | "<=" | ">=" => (7, *sign),
                    "+" | "-" => (11, *sign),
                    "*" | "/" | "%" | "~" | "//" => (13, *sign),
                    "**" => (15, *sign),
                    "|" => (17, *sign),
                    _ => break,
                },
                Some(Token::Ident(word)) => match word.as_str() {
                    "if" => (0, "if"),
                    "or" => (1, "or"),
                    "and" => (3, "and"),
                    "in" | "not" => (5, "in"),
                    "is" => (5, "is"),
                    _ => break,
                },
                _ => break,
            };
            if power < least {
                break;
            }
            self.at += 1;
            left = self.infix(left, sign, power + 1);
        }
        left
    }

    fn infix(&mut self, left: Type, sign: &str, least: u8) -> Type {
        match sign {
            "if" => {
                self.expression(1);
                assert!(self.take_word("else"), "{}: if … else", self.file);
                let other = self.expression(0);
                join(left, other)
            }
            "|" => self.filter(left),
            "is" => {
                self.take_word("not");
                self.word();
                if self.is("(") {
                    self.named();
                }
                Type::Truth
            }
            "in" => {
                self.take_word("in");
                self.expression(least);
                Type::Truth
            }
            "~" => {
                let right = self.expression(least);
                self.text(&left);
                self.text(&right);
                Type::Text
            }
            "+" | "-" | "*" | "/" | "%" | "//" | "**" => {
                self.expression(least);
                Type::Number
            }
            _ => {
                self.expression(least);
                Type::Truth
            }
        }
    }

    /// A thing that is shown or joined to a text cannot be a list or a view.
    fn text(&mut self, of: &Type) {
        if matches!(of, Type::List(_) | Type::Struct(..)) {
            self.fault("this is a list or several fields, not a text");
        }
    }

    fn prefix(&mut self) -> Type {
        match self.next() {
            Token::Text(text) => Type::Words(vec![text]),
            Token::Number(_) => Type::Number,
            Token::Sign("-") => {
                self.expression(20);
                Type::Number
            }
            Token::Sign("(") => {
                let inner = self.expression(0);
                self.expect(")");
                self.postfix(inner)
            }
            Token::Sign("[") => {
                let list = self.list();
                self.postfix(list)
            }
            Token::Sign("<") => self.call(),
            Token::Ident(word) => match word.as_str() {
                "not" => {
                    self.expression(5);
                    Type::Truth
                }
                "true" | "false" => Type::Truth,
                "none" | "null" => Type::Nothing,
                "super" => {
                    self.named();
                    Type::Text
                }
                "loop" => {
                    self.expect(".");
                    self.word();
                    Type::Number
                }
                _ if self.is("(") => self.function(&word),
                _ => {
                    let found = self.scopes.iter().rev().find_map(|scope| scope.get(&word)).cloned();
                    let first = found.unwrap_or_else(|| self.fault(format!("there is no `{word}` here")));
                    self.postfix(first)
                }
            },
            other => panic!("{}: {other:?} where a value is expected", self.file),
        }
    }

    fn postfix(&mut self, mut value: Type) -> Type {
        loop {
            if self.take(".") || self.take("?.") {
                let name = self.word();
                value = self.field(&value, &name);
            } else if self.take("[") || self.take("?[") {
                value = self.subscript(value);
            } else {
                return value;
            }
        }
    }

    fn subscript(&mut self, value: Type) -> Type {
        let number = match self.peek() {
            Some(Token::Number(number)) => usize::try_from(*number).ok(),
            _ => None,
        };
        let mut slice = self.take(":");
        let index = if slice { Type::Number } else { self.expression(0) };
        while !self.take("]") {
            slice |= self.take(":");
            if !self.is("]") && !self.is(":") {
                self.expression(0);
            }
        }
        match (&value, index, number) {
            _ if slice => value,
            (Type::Row(members), _, Some(at)) => {
                members.get(at).cloned().unwrap_or_else(|| self.fault(format!("there is no member {at}")))
            }
            (_, Type::Words(names), _) => {
                names.iter().map(|name| self.field(&value, name)).reduce(join).unwrap_or(Type::Nothing)
            }
            (_, Type::Number, _) => self.member(&value),
            _ => self.fault("which field is this? write its name, or one of a list of names"),
        }
    }

    fn field(&mut self, of: &Type, name: &str) -> Type {
        match of {
            Type::Struct(view, parameter) => {
                let found = self.model.field(view, parameter.as_deref(), name);
                found.unwrap_or_else(|| self.fault(format!("{view} has no field `{name}`")))
            }
            Type::Free => Type::Free,
            Type::Nothing => Type::Nothing,
            _ => self.fault(format!("`{name}` is asked of something that has no fields")),
        }
    }

    fn member(&mut self, list: &Type) -> Type {
        match list {
            Type::List(of) => (**of).clone(),
            Type::Row(members) => members.iter().cloned().reduce(join).unwrap_or(Type::Nothing),
            Type::Free => Type::Free,
            Type::Nothing => Type::Nothing,
            Type::Text | Type::Words(_) => Type::Text,
            _ => self.fault("this is no list"),
        }
    }

    /// A list written out, or one made from another: `[x.y for x in list if x]`.
    fn list(&mut self) -> Type {
        if let Some(made) = self.comprehension() {
            return made;
        }
        let (mut members, mut is_row) = (Vec::new(), false);
        while !self.take("]") {
            if self.take("...") {
                let spread = self.expression(1);
                members.push(self.member(&spread));
            } else {
                members.push(self.expression(0));
            }
            self.take(",");
        }
        let words = members.iter().all(|member| matches!(member, Type::Words(_)));
        let alike = members.windows(2).all(|pair| pair[0] == pair[1]);
        is_row |= !words && !alike;
        if is_row {
            return Type::Row(members);
        }
        Type::List(Box::new(members.into_iter().reduce(join).unwrap_or(Type::Nothing)))
    }

    fn comprehension(&mut self) -> Option<Type> {
        let start = self.at;
        let mut depth = 0;
        let keyword = loop {
            match self.files[&self.file][self.at].0.clone() {
                Token::Sign("[" | "(") => depth += 1,
                Token::Sign("]" | ")") if depth > 0 => depth -= 1,
                Token::Sign("]" | "%}" | "}}") => break None,
                Token::Ident(word) if word == "for" && depth == 0 => break Some(self.at),
                _ => {}
            }
            self.at += 1;
        };
        self.at = start;
        // The names come after what is made of them.
        self.at = keyword? + 1;
        let name = self.word();
        assert!(self.take_word("in"), "{}: for … in", self.file);
        let list = self.expression(1);
        let member = self.member(&list);
        self.scopes.push(BTreeMap::from([(name, member)]));
        if self.take_word("if") {
            self.expression(1);
        }
        let end = self.at;
        self.at = start;
        let made = self.expression(1);
        self.scopes.pop();
        self.at = end;
        self.expect("]");
        Some(Type::List(Box::new(made)))
    }

    /// Arguments with names, in parentheses.
    fn named(&mut self) -> Vec<(String, Type)> {
        let mut given = Vec::new();
        self.expect("(");
        while !self.take(")") {
            let name = self.word();
            self.expect("=");
            given.push((name, self.expression(0)));
            self.take(",");
        }
        given
    }

    fn function(&mut self, name: &str) -> Type {
        let given = self.named();
        match name {
            "trans" => {
                for (_, value) in &given {
                    self.text(value);
                }
                Type::Text
            }
            "range" => Type::List(Box::new(Type::Number)),
            _ => self.fault(format!("there is no function `{name}`")),
        }
    }

    fn filter(&mut self, value: Type) -> Type {
        let name = self.word();
        let given = if self.is("(") { self.named() } else { Vec::new() };
        let of = |key: &str| given.iter().find(|(known, _)| known == key).map(|(_, value)| value.clone());
        if let Some(Type::Words(attributes)) = of("attribute") {
            let member = self.member(&value);
            for attribute in attributes {
                self.field(&member, &attribute);
            }
        }
        match name.as_str() {
            "trans" | "n" | "percent" | "date" | "year" | "period" | "size" | "grouped" | "breaks" | "names"
            | "lang" | "upper" | "lower" | "trim" | "trim_start" | "trim_end" | "replace" | "capitalize" | "title"
            | "truncate" | "indent" | "str" | "join" | "escape" | "escape_xml" | "safe" | "newlines_to_br"
            | "pluralize" => Type::Text,
            "length" | "int" | "abs" | "round" | "wordcount" | "float" => Type::Number,
            "first" | "last" | "nth" => self.member(&value),
            "sort" | "unique" | "reverse" => value,
            "split" => Type::List(Box::new(Type::Text)),
            "default" => join(value, of("value").unwrap_or(Type::Nothing)),
            _ => self.fault(format!("teach tests/themes/scan.rs what the filter `{name}` gives")),
        }
    }

    /// `<name argument={value} other="text"/>`: the body of the component with what it is given here.
    fn call(&mut self) -> Type {
        let name = self.word();
        let mut given = BTreeMap::new();
        while !self.take("/>") {
            let argument = self.word();
            let value = match self.peek() {
                _ if !self.take("=") => Type::Truth,
                _ if self.take("{") => {
                    let value = self.expression(0);
                    self.expect("}");
                    value
                }
                _ => self.prefix(),
            };
            given.insert(argument, value);
        }
        let Some(component) = self.components.get(&name).cloned() else {
            self.fault(format!("there is no component `{name}`"));
            return Type::Text;
        };
        let mut names = BTreeMap::new();
        for Argument { name: argument, implicit, default } in component.arguments {
            let scopes = || self.scopes.iter().rev().chain(self.around.iter().rev());
            let around = || scopes().find_map(|scope| scope.get(&argument)).cloned();
            let value = given.remove(&argument).or(if implicit { around() } else { default });
            let value = value.unwrap_or_else(|| self.fault(format!("`{name}` needs `{argument}`")));
            names.insert(argument, value);
        }
        for argument in given.keys() {
            self.fault(format!("`{name}` has no argument `{argument}`"));
        }
        // `config` is there in every template.
        names.entry("config".to_owned()).or_insert(Type::Struct("Config".to_owned(), None));
        if self.known.insert(format!("{name} {names:?}")) {
            let back = (self.file.clone(), self.at, std::mem::replace(&mut self.scopes, vec![names]));
            let depth = self.around.len();
            self.around.extend(back.2.iter().cloned());
            (self.file, self.at) = (component.file, component.body);
            self.body(&["endcomponent"]);
            self.around.truncate(depth);
            (self.file, self.at, self.scopes) = back;
        }
        Type::Text
    }
}

/// The type of what is one or the other.
fn join(one: Type, other: Type) -> Type {
    match (one, other) {
        (Type::Nothing, known) | (known, Type::Nothing) => known,
        (Type::Words(mut words), Type::Words(more)) => {
            words.extend(more);
            words.dedup();
            Type::Words(words)
        }
        (Type::Text, Type::Words(_)) | (Type::Words(_), Type::Text) => Type::Text,
        (Type::List(one), Type::List(other)) => Type::List(Box::new(join(*one, *other))),
        (Type::Row(one), Type::Row(other)) if one.len() == other.len() => {
            Type::Row(one.into_iter().zip(other).map(|(one, other)| join(one, other)).collect())
        }
        (one, other) if one == other => one,
        _ => Type::Mixed,
    }
}

fn leak(sign: &str) -> &'static str {
    SIGNS.iter().chain(&["{{", "{%"]).find(|known| **known == sign).expect("a sign")
}
