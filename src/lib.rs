//! huibian (汇编) turns a pile of Chinese work reports into a browsable archive: a static site that an office
//! publishes on its intranet and everybody in the organisation can open, search and cite.
//!
//! The whole program in one line:
//!
//! ```text
//! page = render(theme, view(site, route))
//! ```
//!
//! Everything else prepares its arguments or keeps its results:
//!
//! ```text
//! import ⇢ content/ ⇢ load ─▶ archive ─▶ plan ─▶ render ─▶ write
//! ```
//!
//! Each report is parsed (and remembered by the digest of its content), every relation between reports is computed anew,
//! and a page is a pure function of a typed view. Nothing is invalidated, so nothing can be stale.
//!
//! The rooms in reading order; each says at its head what it is, what it never does and where to start. `tests/architecture.rs`
//! holds the table of who may use whom.
//!
//! | room | holds |
//! |---|---|
//! | [`text`] | knowledge of the written form (公文): outline markers, the elements of a document, masks, dates, enumerations |
//! | [`digest`] | identity by content, and the one kind of cache |
//! | [`diagnostic`] | what is wrong, where, why, what to do; the phrasebook in two languages |
//! | [`document`] | a report's body: one text, and spans over it |
//! | [`settings`] | `huibian.yaml`, and the reader of YAML that keeps every place |
//! | [`registry`] | the vocabularies: units and topics |
//! | [`load`] | files under `content/` → reports |
//! | [`import`] | a plain file as it was handed over → Markdown with front matter, and a receipt |
//! | [`archive`] | everything that needs two reports |
//! | [`plan`] | which pages there are, at which address, showing what |
//! | [`edition`] | one moment of all that, and the memory between moments |
//! | [`render`] | a view → bytes: theme, body, words |
//! | [`moment`] | an edition and the theme that it is shown with |
//! | [`write`](mod@write) | bytes → an output folder that keeps what is the same and what is not ours |
//! | [`intake`] | files that were handed over → reports under `content/`, with a receipt for each |
//! | [`watch`] | when to scan: that something stirs in folders |
//! | [`serve`] | the preview: pages over HTTP on demand, and the script that keeps a browser at the last state |
//! | [`cli`] | arguments → one call → exit code |

pub mod text;

pub mod digest;

pub mod diagnostic;

pub mod document;

pub mod settings;

pub mod registry;

pub mod load;

pub mod import;

pub mod archive;

pub mod plan;

pub mod edition;

pub mod render;

pub mod moment;

pub mod write;

pub mod intake;

pub mod watch;

pub mod serve;

pub mod cli;
