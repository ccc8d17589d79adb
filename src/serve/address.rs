//! The path of a URL, and the address in the output that it names.
//!
//! Never touches a disk: what it refuses could not lie in the table of addresses either.
//! Start at [`address`].

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// The folder of what the preview adds to a site.
pub(super) const OWN: &str = "__huibian";

/// What of an address stands in a URL as it is.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The address that the path of a URL names; of a folder, that of its first page. Nothing when it names none: a segment that
/// is empty, `.` or `..`, or holds what divides paths somewhere (`/`, `\`, `:`), a control, or no UTF-8.
///
/// `/units/` is `units/index.html`, `/a%20b.pdf` is `a b.pdf`, `/a%2Fb` is nothing.
pub(super) fn address(path: &str) -> Option<String> {
    let path = path.strip_prefix('/').unwrap_or(path);
    let (folders, name) = path.rsplit_once('/').map_or((None, path), |(folders, name)| (Some(folders), name));
    let mut segments =
        folders.into_iter().flat_map(|folders| folders.split('/')).map(segment).collect::<Option<Vec<_>>>()?;
    segments.push(if name.is_empty() { "index.html".to_owned() } else { segment(name)? });
    Some(segments.join("/"))
}

fn segment(written: &str) -> Option<String> {
    let segment = percent_decode_str(written).decode_utf8().ok()?;
    let divides = |c: char| matches!(c, '/' | '\\' | ':') || c.is_control();
    let stays = !matches!(&*segment, "" | "." | "..") && !segment.contains(divides);
    stays.then(|| segment.into_owned())
}

/// The path of a URL that names an address.
pub(super) fn path(address: &str) -> String {
    format!("/{}", utf8_percent_encode(address, ESCAPED))
}

/// Whether an address is one of the preview itself.
pub(super) fn own(address: &str) -> Option<&str> {
    let rest = address.strip_prefix(OWN)?;
    if rest.is_empty() { Some("") } else { rest.strip_prefix('/') }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_names_an_address_or_nothing() {
        for (path, expected) in [
            ("/", Some("index.html")),
            ("", Some("index.html")),
            ("/units/", Some("units/index.html")),
            ("/a%20b/%E6%B1%87.pdf", Some("a b/汇.pdf")),
            ("/%2e%2e/x", None),
            ("/a/../x", None),
            ("/./x", None),
            ("//x", None),
            ("/a//", None),
            ("/a%2Fb", None),
            ("/a\\b", None),
            ("/a%5cb", None),
            ("/C:/x", None),
            ("/x%00.html", None),
            ("/x%0Ay", None),
            ("/%FF", None),
            ("/%E6%B1", None),
            ("/...", Some("...")),
            ("/100%", Some("100%")),
        ] {
            assert_eq!(address(path).as_deref(), expected, "{path}");
        }
    }

    #[test]
    fn an_address_comes_back_from_its_path() {
        for given in ["units/index.html", "a b/汇?#%&.pdf"] {
            assert_eq!(address(&path(given)).as_deref(), Some(given));
        }
        assert_eq!(path("a:b"), "/a%3Ab");
    }
}
