//! What lies at the path of a URL. Runs on a thread of its own, since a page is made when it is asked for.
//!
//! Never opens what the table does not name. Start at [`find`].

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use hyper::StatusCode;
use hyper::body::Bytes;
use mime_guess::Mime;
use serde::Serialize;
use tokio::fs::File;

use super::inject::{escaped, with_script};
use super::shows::{Content, Shows};
use super::{address, own};
use crate::digest::digest_of_bytes;
use crate::load::file;

/// What is to be answered.
pub(super) enum Found {
    /// This.
    Here(Here),
    /// It is a folder: its first page lies at this path.
    Folder(String),
}

/// What lies at an address.
pub(super) struct Here {
    pub(super) status: StatusCode,
    /// Its type, with the encoding.
    pub(super) kind: String,
    /// The digest of what is answered, when it can be known again by it.
    pub(super) digest: Option<String>,
    pub(super) what: What,
}

/// Bytes, or a file with its size.
pub(super) enum What {
    Bytes(Bytes),
    File(File, u64),
}

/// What lies at the path of a URL.
pub(super) fn find(shows: &dyn Shows, path: &str) -> Found {
    // Before anything is made: what is newer than it says is only looked at twice.
    let edition = shows.edition();
    let Some(address) = address::address(path) else { return Found::Here(lost(shows, edition)) };
    if let Some(name) = address::own(&address) {
        return Found::Here(own::file(name).map_or_else(|| lost(shows, edition), of_the_preview));
    }
    if let Some(here) = look(shows, &address).and_then(|found| here(&address, found, edition)) {
        return Found::Here(here);
    }
    let is_folder = !path.ends_with('/') && look(shows, &format!("{address}/index.html")).is_some();
    if is_folder { Found::Folder(address::path(&address) + "/") } else { Found::Here(lost(shows, edition)) }
}

/// A file of the preview itself.
fn of_the_preview((kind, text): (&str, &'static str)) -> Here {
    let digest = Some(digest_of_bytes(text.as_bytes()).hex(32));
    Here {
        status: StatusCode::OK,
        kind: kind.to_owned(),
        digest,
        what: What::Bytes(Bytes::from_static(text.as_bytes())),
    }
}

/// Looks an address up.
fn look(shows: &dyn Shows, address: &str) -> Option<Result<Content, String>> {
    asked(|| shows.at(address))
}

/// Asks for something. A panic while a page is made is a page that cannot be made.
fn asked(ask: impl FnOnce() -> Option<Result<Content, String>>) -> Option<Result<Content, String>> {
    let failed = "程序出错，详情见运行预览的窗口\nthe program failed; the window in which the preview runs says more";
    catch_unwind(AssertUnwindSafe(ask)).unwrap_or_else(|_| Some(Err(failed.to_owned())))
}

/// Nothing when it is a file that is no longer there.
fn here(address: &str, found: Result<Content, String>, edition: u64) -> Option<Here> {
    let kind = kind(address);
    Some(match found {
        Ok(Content::Bytes(bytes)) if kind.starts_with("text/html") => page(StatusCode::OK, bytes, edition, &identity),
        Ok(Content::Bytes(bytes)) => {
            let digest = Some(identity(&bytes));
            Here { status: StatusCode::OK, kind, digest, what: What::Bytes(bytes.into()) }
        }
        Ok(Content::File { path, bytes, digest }) => {
            let (file, now) = file::open(&path).ok()?;
            // It has changed since the table was made: it is passed on, but by no digest that is not its own.
            let digest = Some(digest).filter(|_| now == bytes);
            Here { status: StatusCode::OK, kind, digest, what: What::File(File::from_std(file), now) }
        }
        Err(why) => fault(&why, edition),
    })
}

/// A page with the script of the preview, which is told by `identity` what the page is.
fn page(status: StatusCode, html: Vec<u8>, edition: u64, identity: &dyn Fn(&[u8]) -> String) -> Here {
    let identity = identity(&html);
    let html = with_script(html, &identity, edition);
    Here { status, kind: HTML.to_owned(), digest: Some(self::identity(&html)), what: What::Bytes(html.into()) }
}

/// The page that stands where there is nothing: that of the site, with the script, since something may come there.
fn lost(shows: &dyn Shows, edition: u64) -> Here {
    let html = match asked(|| shows.lost()) {
        Some(Ok(Content::Bytes(html))) => html,
        // There has been no site yet that could be shown.
        _ => notice(
            ["这里还没有内容", "错误改好保存后自动出现"],
            "There is nothing here yet. It comes by itself when the mistakes are mended and saved.",
            "",
        ),
    };
    page(StatusCode::NOT_FOUND, html, edition, &|_| String::new())
}

/// The page that stands in the place of one that cannot be made.
fn fault(why: &str, edition: u64) -> Here {
    let html = notice(
        ["这一页做不出来", "改好保存后自动更新"],
        "This page cannot be made. It comes by itself when the mistake is mended and saved.",
        &format!("<pre tabindex=\"0\">{}</pre>\n", escaped(why)),
    );
    page(StatusCode::INTERNAL_SERVER_ERROR, html, edition, &|_| identity(why.as_bytes()))
}

/// A page of the preview itself: what is the matter, what comes of it, the same in English, and what else there is, as HTML.
fn notice([title, then]: [&str; 2], english: &str, more: &str) -> Vec<u8> {
    let html = format!(
        "<!doctype html>\n<html lang=\"zh-Hans\">\n<head>\n  <meta charset=\"utf-8\">\n  \
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n  <title>{title}</title>\n  \
         <link rel=\"icon\" href=\"data:,\">\n  <link rel=\"stylesheet\" href=\"/{}/live.css\">\n</head>\n\
         <body class=\"fault\">\n<main>\n<h1>{title}</h1>\n<p>{then}</p>\n<p lang=\"en\">{english}</p>\n{more}</main>\n</body>\n</html>\n",
        address::OWN
    );
    html.into_bytes()
}

const HTML: &str = "text/html; charset=utf-8";

/// The type of what lies at an address, by its ending. Texts are UTF-8.
fn kind(address: &str) -> String {
    let mime: Mime = mime_guess::from_path(address).first_or_octet_stream();
    let is_text = mime.type_() == "text"
        || matches!(mime.subtype().as_str(), "javascript" | "json" | "xml")
        || mime.suffix().is_some_and(|suffix| suffix == "xml" || suffix == "json");
    if is_text { format!("{}; charset=utf-8", mime.essence_str()) } else { mime.essence_str().to_owned() }
}

/// By what content is known again.
fn identity(bytes: &[u8]) -> String {
    digest_of_bytes(bytes).hex(32)
}

/// What lies at an address now, as a browser that shows it may ask.
#[derive(Serialize)]
#[serde(untagged)]
enum Now {
    Digest(String),
    Moved { moved: String },
    Nothing,
}

/// The digests of what lies at the paths that a query names, as JSON. What is a page is meant without the script.
pub(super) fn digests(shows: &dyn Shows, query: &str) -> String {
    let asked = query.split('&').filter(|path| !path.is_empty());
    let now: BTreeMap<&str, Now> = asked.map(|path| (path, now(shows, path))).collect();
    serde_json::to_string(&now).unwrap_or_default()
}

fn now(shows: &dyn Shows, path: &str) -> Now {
    let Some(address) = address::address(path) else { return Now::Nothing };
    match look(shows, &address) {
        Some(Ok(Content::Bytes(bytes))) => Now::Digest(identity(&bytes)),
        Some(Ok(Content::File { digest, .. })) => Now::Digest(digest),
        Some(Err(why)) => Now::Digest(identity(why.as_bytes())),
        None => {
            let moved = catch_unwind(AssertUnwindSafe(|| shows.moved(&address))).ok().flatten();
            // Only to where something lies: nobody is sent round in a circle.
            match moved.filter(|to| look(shows, to).is_some()) {
                Some(to) => Now::Moved { moved: address::path(&to) },
                None => Now::Nothing,
            }
        }
    }
}
