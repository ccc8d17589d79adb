//! Where a report comes from: its attachments, its original, and what the importer inferred.
//!
//! Never looks whether a file is there; that is found out where addresses are laid out.
//! Start at [`read`].

use super::{Attachment, Meta, Original};
use crate::diagnostic::phrasebook::Kind;
use crate::diagnostic::{Phrase, nearest};
use crate::settings::yaml::{Fields, Node, Placed, Value};

/// The keys of a front matter that can be inferred.
const KEYS: [&str; 26] = [
    "title",
    "subtitle",
    "unit",
    "date",
    "year",
    "period",
    "type",
    "level",
    "number",
    "recipients",
    "copies",
    "topics",
    "summary",
    "audience",
    "secrecy",
    "openness",
    "draft",
    "withdrawn",
    "slug",
    "aliases",
    "weight",
    "masks",
    "attachments",
    "archive",
    "source",
    "extra",
];

/// Reads the keys `attachments`, `source` and `inferred`.
///
/// **Diagnoses** `value-kind`, `key-missing`, `key-unknown`.
pub(super) fn read(fields: &mut Fields<'_>, meta: &mut Meta) {
    if let Some(node) = fields.node("attachments") {
        let nodes = match node.value {
            Value::List(nodes) => nodes,
            _ => vec![node],
        };
        meta.attachments = Some(nodes.into_iter().filter_map(|node| attachment(fields, node)).collect());
    }
    if let Some(node) = fields.node("source") {
        let mut source = Fields::new(fields.source(), node, "source");
        let (file, sha256) = (source.text("file"), source.text("sha256"));
        fields.diagnostics.extend(source.finish());
        let text = |text: Option<Placed<String>>| text.map(|t| t.value).unwrap_or_default();
        meta.source = Some(Original { file: text(file), sha256: text(sha256) });
    }
    for (key, node) in fields.map("inferred") {
        match node.value {
            _ if !KEYS.contains(&key.value.as_str()) => {
                let nearest = nearest(&key.value, KEYS);
                fields.diagnose(&key.bytes, Phrase::KeyUnknown { key: key.value, nearest });
            }
            Value::Text(evidence) => meta.inferred.push((key.value, evidence)),
            _ => fields.diagnose(&node.bytes, Phrase::ValueKind { key: key.value, expected: Kind::Text }),
        }
    }
}

fn attachment(fields: &mut Fields<'_>, node: Node) -> Option<Attachment> {
    if let Value::Text(file) = node.value {
        return Some(Attachment { file, place: fields.place(node.bytes), name: None });
    }
    let mut entry = Fields::new(fields.source(), node, "attachments");
    let (file, name) = (entry.required("file"), entry.text("name"));
    let found = entry.finish();
    fields.diagnostics.extend(found);
    let file = file?;
    Some(Attachment { place: fields.place(file.bytes), file: file.value, name: name.map(|name| name.value) })
}
