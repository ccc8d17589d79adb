//! What the preview adds to a page: one element that brings its script.
//!
//! Never changes another byte. Start at [`with_script`].

use super::address::OWN;

/// The page with the script before its first `</head>`, else at its end. The script learns `page`, by which it knows whether
/// what it stands on is still what lies there, and `edition`, by which it knows whether that holds for what the page shows.
pub(super) fn with_script(mut html: Vec<u8>, page: &str, edition: u64) -> Vec<u8> {
    let element =
        format!("<script src=\"/{OWN}/live.js\" data-page=\"{page}\" data-edition=\"{edition}\" defer></script>");
    let at = memchr::memchr_iter(b'<', &html)
        .find(|&at| html[at..].get(..7).is_some_and(|tag| tag.eq_ignore_ascii_case(b"</head>")))
        .unwrap_or(html.len());
    html.splice(at..at, element.into_bytes());
    html
}

/// A text as it stands in HTML.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stands_before_the_first_end_of_the_head_or_at_the_end() {
        const SCRIPT: &str = "<script src=\"/__huibian/live.js\" data-page=\"ab\" data-edition=\"7\" defer></script>";
        for (page, expected) in [
            ("<head></head><body></head>", "<head>S</head><body></head>"),
            ("<HEAD></HeAd>", "<HEAD>S</HeAd>"),
            ("<p>汇</p>", "<p>汇</p>S"),
            ("</hea", "</heaS"),
            ("", "S"),
        ] {
            let made = with_script(page.as_bytes().to_vec(), "ab", 7);
            assert_eq!(String::from_utf8(made).unwrap(), expected.replace('S', SCRIPT), "{page}");
        }
    }
}
