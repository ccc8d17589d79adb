//! How many pixels a picture has, by the head of its file, so that a page keeps room for it until it has come.
//!
//! Never decodes a picture, and says nothing of one that it does not understand. Start at [`pixels`].

use std::io::{Cursor, Read as _};
use std::path::Path;

use super::file;

/// How much of a file is read: what cameras put in front of the size is at most a few pieces of 64 KiB.
const HEAD: u64 = 256 * 1024;

/// A side that no picture in a report has: it would only stretch the page.
const LONGEST: u32 = 30_000;

/// Width and height of the picture at `path`, as it is shown; none when it is no PNG, GIF, JPEG or WebP.
pub(super) fn pixels(path: &Path) -> Option<[u32; 2]> {
    let name = path.file_name()?.to_str()?.to_ascii_lowercase();
    if ![".png", ".gif", ".jpg", ".jpeg", ".webp"].iter().any(|ending| name.ends_with(ending)) {
        return None;
    }
    let (file, _) = file::open(path).ok()?;
    let mut head = Vec::new();
    file.take(HEAD).read_to_end(&mut head).ok()?;
    size(&head)
}

fn size(head: &[u8]) -> Option<[u32; 2]> {
    let size = imagesize::blob_size(head).ok()?;
    let [width, height] = [size.width, size.height].map(|side| u32::try_from(side).unwrap_or(u32::MAX));
    let size = if lies(head) { [height, width] } else { [width, height] };
    size.iter().all(|side| (1..=LONGEST).contains(side)).then_some(size)
}

/// Whether the camera was held so that the picture is shown on its side (EXIF orientation 5 to 8).
fn lies(head: &[u8]) -> bool {
    let found = exif::Reader::new().continue_on_error(true).read_from_container(&mut Cursor::new(head));
    let found = found.or_else(|error| error.distill_partial_result(|_| ())).ok();
    let way = found.as_ref().and_then(|found| found.get_field(exif::Tag::Orientation, exif::In::PRIMARY));
    way.and_then(|way| way.value.get_uint(0)).is_some_and(|way| (5..=8).contains(&way))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A JPEG of 300 × 200 whose camera was held this way.
    fn jpeg(way: u8) -> Vec<u8> {
        let exif = [&b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0"[..], &[way], b"\0\0\0\0\0\0"].concat();
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        [&b"\xFF\xD8\xFF\xE1"[..], &length, &exif, b"\xFF\xC4\0\x03\0\xFF\xC0\0\x11\x08\0\xC8\x01\x2C\x03"].concat()
    }

    #[test]
    fn the_size_stands_in_the_head() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x2C\0\0\0\xC8\x08\x06".to_vec();
        let vp8x = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x2b\x01\0\xc7\0\0".to_vec();
        let vp8l = b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f\x2b\xc1\x31\0".to_vec();
        let vp8 = b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a\x2c\x01\xc8\0".to_vec();
        let gif = b"GIF89a\x2C\x01\xC8\0\x80\0\0\0\0\0".to_vec();
        for head in [png, vp8x, vp8l, vp8, gif, jpeg(1)] {
            assert_eq!(size(&head), Some([300, 200]), "{head:?}");
            // A file that ends early, anywhere, is only not understood.
            for end in 0..head.len() - 4 {
                let _ = size(&head[..end]);
            }
        }
        assert_eq!(size(&jpeg(6)), Some([200, 300]), "held on its side");
    }

    #[test]
    fn of_what_is_no_picture_nothing_is_said() {
        let huge = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x7F\0\0\0\0\0\0\xC8";
        let none = b"GIF89a\0\0\xC8\0";
        for head in [&b""[..], b"text", b"\xFF\xD8\xFF\xE1", b"\xFF\xD8 \0\0", huge, none] {
            assert_eq!(size(head), None, "{head:?}");
        }
    }
}
