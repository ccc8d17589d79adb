//! What the preview adds to a site: a script in every page, one behind all of them, and how what they show looks.
//!
//! Never part of what is published. Start at [`file`].

use hyper::StatusCode;
use hyper::body::Bytes;

use super::find::{Here, What};
use crate::digest::digest_of_bytes;

/// Name, type, text.
const FILES: [(&str, &str, &str); 3] = [
    ("live.js", "text/javascript; charset=utf-8", include_str!("client/live.js")),
    ("worker.js", "text/javascript; charset=utf-8", include_str!("client/worker.js")),
    ("live.css", "text/css; charset=utf-8", include_str!("client/live.css")),
];

/// A file of the preview.
pub(super) fn file(name: &str) -> Option<Here> {
    let (_, kind, text) = FILES.into_iter().find(|(own, ..)| *own == name)?;
    let digest = Some(digest_of_bytes(text.as_bytes()).hex(32));
    Some(Here {
        status: StatusCode::OK,
        kind: kind.to_owned(),
        digest,
        what: What::Bytes(Bytes::from_static(text.as_bytes())),
    })
}
