//! What the preview adds to a site: a script in every page, one behind all of them, and how what they show looks.
//!
//! Never part of what is published. Start at [`file()`].

/// Name, type, text.
const FILES: [(&str, &str, &str); 3] = [
    ("live.js", "text/javascript; charset=utf-8", include_str!("client/live.js")),
    ("worker.js", "text/javascript; charset=utf-8", include_str!("client/worker.js")),
    ("live.css", "text/css; charset=utf-8", include_str!("client/live.css")),
];

/// A file of the preview: its type and its text.
pub(super) fn file(name: &str) -> Option<(&'static str, &'static str)> {
    FILES.into_iter().find(|(own, ..)| *own == name).map(|(_, kind, text)| (kind, text))
}
