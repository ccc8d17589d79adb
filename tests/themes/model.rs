//! What the program hands to templates, read from its own source: the views, the frame, the settings that pages show.
//!
//! Knows the few shapes of types that views are made of and stops at any other, so that none goes undocumented.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use syn::{Attribute, Expr, Fields, GenericArgument, Item, Lit, Meta, PathArguments};

/// The type of a value in a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Type {
    Text,
    Number,
    Truth,
    List(Box<Type>),
    /// A struct, and what its type parameter stands for.
    Struct(String, Option<Box<Type>>),
    /// The type parameter of the struct that the field belongs to.
    Parameter,
    /// Whatever a site or a theme keeps under `extra`.
    Free,
    /// One of these texts: literals of a template.
    Words(Vec<String>),
    /// A list written out in a template, whose members differ.
    Row(Vec<Type>),
    /// Nothing is known of it: an empty list's member, `none`.
    Nothing,
    /// One thing here and another there.
    Mixed,
}

#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) kind: Type,
    pub(crate) optional: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Struct {
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) fields: Vec<Field>,
    /// Whether it has a text, beside which `content` and `lang` stand.
    pub(crate) has_text: bool,
}

/// A page kind: its template, the name of its view in the template, the struct.
#[derive(Debug, Clone)]
pub(crate) struct Kind {
    pub(crate) template: String,
    pub(crate) name: String,
    pub(crate) view: String,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Model {
    /// In the order of the source.
    pub(crate) structs: Vec<Struct>,
    pub(crate) kinds: Vec<Kind>,
}

/// The sources beside the views that say what templates find, and which of their structs do.
const OTHERS: [(&str, &[&str]); 2] = [("src/render/theme.rs", &["Config"]), ("src/render/mod.rs", &["Written"])];

impl Model {
    /// The contract as the source has it: the views and whatever they hold. What programs read (`data/`) is no part of it.
    pub(crate) fn of_program() -> Self {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/plan");
        let mut model = Self::default();
        let mut files = vec![source.join("view.rs")];
        let below = fs::read_dir(source.join("view")).expect("the views have a folder");
        files.extend(below.map(|entry| entry.expect("an entry").path()));
        files.sort();
        for file in files {
            model.read(&fs::read_to_string(file).expect("the source is there"), &[]);
        }
        for (file, wanted) in OTHERS {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
            model.read(&fs::read_to_string(path).expect("the source is there"), wanted);
        }
        let mut reached = vec!["Frame".to_owned(), "Config".to_owned(), "Written".to_owned()];
        reached.extend(model.kinds.iter().map(|kind| kind.view.clone()));
        let mut at = 0;
        while at < reached.len() {
            let fields = model.get(&reached[at]).fields.clone();
            for name in fields.iter().flat_map(|field| structs_of(&field.kind)) {
                if !reached.contains(&name) {
                    reached.push(name);
                }
            }
            at += 1;
        }
        model.structs.retain(|known| reached.contains(&known.name));
        model
    }

    /// Adds the serialised structs of a source, or those of them that are `wanted`.
    pub(crate) fn read(&mut self, source: &str, wanted: &[&str]) {
        for item in syn::parse_file(source).expect("it compiles").items {
            match item {
                Item::Struct(item) => {
                    let name = item.ident.to_string();
                    let is_view = wanted.is_empty() && is_serialised(&item.attrs);
                    if is_view || wanted.contains(&name.as_str()) {
                        self.structs.extend(shape(&item));
                    }
                }
                Item::Enum(item) if item.ident == "Page" => {
                    self.kinds = item.variants.iter().filter_map(kind).collect()
                }
                _ => {}
            }
        }
    }

    pub(crate) fn get(&self, name: &str) -> &Struct {
        self.structs.iter().find(|known| known.name == name).unwrap_or_else(|| {
            panic!("a view holds {name}, which is no struct with names for its fields: teach tests/themes/model.rs")
        })
    }

    /// What a template finds under the names that every page has, and under that of its own view if it has one.
    pub(crate) fn names(&self, template: &str) -> BTreeMap<String, Type> {
        let of = |name: &str| Type::Struct(name.to_owned(), None);
        let mut names = BTreeMap::from([("site".to_owned(), of("Frame")), ("config".to_owned(), of("Config"))]);
        if let Some(kind) = self.kinds.iter().find(|kind| kind.template == template) {
            names.insert(kind.name.clone(), of(&kind.view));
        }
        names
    }

    /// The fields of a struct as a template sees them.
    pub(crate) fn fields(&self, name: &str) -> Vec<&Field> {
        let known = self.get(name);
        let text = if known.has_text { self.get("Written").fields.as_slice() } else { &[] };
        known.fields.iter().chain(text).collect()
    }

    /// The type of a field, or nothing where the struct has no such field.
    pub(crate) fn field(&self, of: &str, parameter: Option<&Type>, name: &str) -> Option<Type> {
        let field = self.fields(of).into_iter().find(|field| field.name == name)?;
        Some(put(&field.kind, parameter))
    }

    /// What of the contract nobody wrote down.
    pub(crate) fn undocumented(&self) -> Vec<String> {
        let mut missing = Vec::new();
        for known in &self.structs {
            let said = |doc: &str| doc.len() > 3 && doc.ends_with(['.', ':']);
            missing.extend((!said(&known.doc)).then(|| known.name.clone()));
            let silent = known.fields.iter().filter(|field| !said(&field.doc));
            missing.extend(silent.map(|field| format!("{}.{}", known.name, field.name)));
        }
        missing
    }
}

/// The type with what the parameter stands for.
fn put(kind: &Type, parameter: Option<&Type>) -> Type {
    match kind {
        Type::Parameter => parameter.cloned().expect("the struct has a parameter"),
        Type::List(of) => Type::List(Box::new(put(of, parameter))),
        Type::Struct(name, Some(of)) => Type::Struct(name.clone(), Some(Box::new(put(of, parameter)))),
        other => other.clone(),
    }
}

/// The structs that a type names.
fn structs_of(kind: &Type) -> Vec<String> {
    match kind {
        Type::List(of) => structs_of(of),
        Type::Struct(name, of) => {
            let of = of.as_ref().map(|of| structs_of(of)).unwrap_or_default();
            std::iter::once(name.clone()).chain(of).collect()
        }
        _ => Vec::new(),
    }
}

fn is_serialised(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) => attribute.path().is_ident("derive") && list.tokens.to_string().contains("Serialize"),
        _ => false,
    })
}

fn shape(item: &syn::ItemStruct) -> Option<Struct> {
    let parameter = item.generics.type_params().next().map(|parameter| parameter.ident.to_string());
    let Fields::Named(named) = &item.fields else { return None };
    let mut known = Struct { name: item.ident.to_string(), doc: doc(&item.attrs), fields: Vec::new(), has_text: false };
    for field in &named.named {
        let ident = field.ident.as_ref().expect("a named field").to_string().trim_start_matches("r#").to_owned();
        match serde(&field.attrs) {
            Some(Serde::Skip) => known.has_text |= ident == "body",
            other => {
                let name = if let Some(Serde::Rename(name)) = other { name } else { ident };
                let (kind, optional) = kind_of(&field.ty, parameter.as_deref());
                known.fields.push(Field { name, doc: doc(&field.attrs), kind, optional });
            }
        }
    }
    Some(known)
}

/// The page kind of a variant; one that is for programs has no template.
fn kind(variant: &syn::Variant) -> Option<Kind> {
    if matches!(serde(&variant.attrs), Some(Serde::Skip)) {
        return None;
    }
    let said = doc(&variant.attrs);
    let template = said.split('`').nth(1).expect("its comment begins with the template").to_owned();
    let Some(Serde::Rename(name)) = serde(&variant.attrs) else { panic!("{} has no name", variant.ident) };
    assert_eq!(said.split('`').nth(3), Some(name.as_str()), "the comment of {} names it otherwise", variant.ident);
    let Fields::Unnamed(fields) = &variant.fields else { panic!("{} holds no view", variant.ident) };
    let (Type::Struct(view, _), _) = kind_of(&fields.unnamed[0].ty, None) else { panic!("{said}") };
    Some(Kind { template, name, view })
}

/// The lines of a doc comment, joined.
fn doc(attributes: &[Attribute]) -> String {
    let line = |attribute: &Attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text.value().trim().to_owned()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    };
    attributes.iter().filter_map(line).collect::<Vec<_>>().join(" ").trim().to_owned()
}

enum Serde {
    Skip,
    Rename(String),
}

fn serde(attributes: &[Attribute]) -> Option<Serde> {
    let attribute = attributes.iter().find(|attribute| attribute.path().is_ident("serde"))?;
    let Meta::List(list) = &attribute.meta else { panic!("an empty #[serde]") };
    let text = list.tokens.to_string();
    let rename = text.strip_prefix("rename = \"").and_then(|rest| rest.strip_suffix('"'));
    match rename {
        Some(name) => Some(Serde::Rename(name.to_owned())),
        None if text == "skip" => Some(Serde::Skip),
        None => panic!("teach tests/themes/model.rs what #[serde({text})] does to a view"),
    }
}

/// The type, and whether it can be absent.
fn kind_of(written: &syn::Type, parameter: Option<&str>) -> (Type, bool) {
    match written {
        syn::Type::Reference(reference) => kind_of(&reference.elem, parameter),
        syn::Type::Slice(slice) => (Type::List(Box::new(kind_of(&slice.elem, parameter).0)), false),
        syn::Type::Path(path) => {
            let last = path.path.segments.last().expect("a type has a name");
            let of: Vec<&syn::Type> = match &last.arguments {
                PathArguments::AngleBracketed(list) => list.args.iter().filter_map(of_argument).collect(),
                _ => Vec::new(),
            };
            let inner = || kind_of(of[0], parameter);
            match last.ident.to_string().as_str() {
                "String" | "str" | "char" => (Type::Text, false),
                "bool" => (Type::Truth, false),
                "u8" | "u16" | "u32" | "u64" | "usize" | "i32" | "i64" => (Type::Number, false),
                "Option" => (inner().0, true),
                "Vec" => (Type::List(Box::new(inner().0)), false),
                "Box" | "Digested" | "Derived" | "Arc" => inner(),
                "Extra" => (Type::Free, false),
                name if Some(name) == parameter => (Type::Parameter, false),
                name => (Type::Struct(name.to_owned(), of.first().map(|of| Box::new(kind_of(of, parameter).0))), false),
            }
        }
        // No view holds such a thing so far; where one does, the document cannot be written.
        _ => (Type::Mixed, false),
    }
}

fn of_argument(argument: &GenericArgument) -> Option<&syn::Type> {
    match argument {
        GenericArgument::Type(of) => Some(of),
        _ => None,
    }
}
