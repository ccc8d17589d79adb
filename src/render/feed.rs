//! The feed (Atom) and the site map, as XML.
//!
//! Never an address that is not absolute, and never a character that XML cannot hold.
//! Start at [`atom`] and [`sitemap`].

use std::fmt::Write as _;

use super::code::escaped;
use super::theme::Theme;
use crate::plan::view::data::{FeedView, SitemapView};

/// The time of day of every entry: a report has a date only. China has one time zone.
const NOON: &str = "T12:00:00+08:00";

/// The newest reports as a feed.
pub(super) fn atom(theme: &Theme, feed: &FeedView<'_>) -> Vec<u8> {
    let base = xml(feed.base);
    let language = theme.words.say("lang", &[]);
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let updated = feed.entries.iter().map(|entry| entry.date.as_str()).max().unwrap_or("1970-01-01");
    // Writing to a text cannot fail.
    let _ = writeln!(
        text,
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<title>{}</title>\n<subtitle>{}</subtitle>\n\
         <id>{base}</id>\n<link href=\"{base}\"/>\n<link rel=\"self\" href=\"{base}atom.xml\"/>\n\
         <updated>{updated}{NOON}</updated>\n<author><name>{}</name></author>",
        xml(&language),
        xml(&theme.title),
        xml(&theme.description),
        xml(&theme.title),
    );
    let untitled = theme.words.say("untitled", &[]);
    for entry in &feed.entries {
        let card = entry.card;
        let title = if card.title.is_empty() { &untitled } else { &card.title };
        let authors: String =
            card.units.iter().map(|unit| format!("<author><name>{}</name></author>", xml(unit))).collect();
        let _ = writeln!(
            text,
            "<entry>\n<title>{}</title>\n<id>{base}{href}</id>\n<link href=\"{base}{href}\"/>\n\
             <updated>{}{NOON}</updated>\n{authors}<summary>{}</summary>\n</entry>",
            xml(title),
            entry.date,
            xml(entry.summary),
            href = card.href,
        );
    }
    text.push_str("</feed>\n");
    text.into_bytes()
}

/// A part of the site map, or the list of its parts.
pub(super) fn sitemap(map: &SitemapView) -> Vec<u8> {
    let (list, one) = if map.is_index { ("sitemapindex", "sitemap") } else { ("urlset", "url") };
    let base = xml(&map.base);
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<{list} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
    );
    for (href, date) in &map.entries {
        let date = date.as_ref().map(|date| format!("<lastmod>{date}</lastmod>")).unwrap_or_default();
        let _ = writeln!(text, "<{one}><loc>{base}{href}</loc>{date}</{one}>");
    }
    let _ = writeln!(text, "</{list}>");
    text.into_bytes()
}

/// A text escaped for XML; a character that XML cannot hold becomes U+FFFD.
fn xml(text: &str) -> String {
    let holds = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
    if text.chars().all(holds) {
        return escaped(text);
    }
    let held: String = text.chars().map(|c| if holds(c) { c } else { '\u{FFFD}' }).collect();
    escaped(&held)
}
