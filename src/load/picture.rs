//! How many pixels a picture has, by the head of its file, so that a page keeps room for it until it has come.
//!
//! Never decodes a picture, and says nothing of one that it does not understand. Start at [`pixels`].

use std::io::Read as _;
use std::path::Path;

use super::scan;

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
    let (file, _) = scan::open(path).ok()?;
    let mut head = Vec::new();
    file.take(HEAD).read_to_end(&mut head).ok()?;
    size(&head)
}

fn size(head: &[u8]) -> Option<[u32; 2]> {
    let size = match head {
        [0x89, b'P', b'N', b'G', ..] if head.get(12..16)? == b"IHDR" => [be32(head, 16)?, be32(head, 20)?],
        [b'G', b'I', b'F', b'8', ..] => [le16(head, 6)?, le16(head, 8)?],
        [b'R', b'I', b'F', b'F', ..] if head.get(8..12)? == b"WEBP" => webp(head)?,
        [0xFF, 0xD8, ..] => jpeg(head)?,
        _ => return None,
    };
    size.iter().all(|side| (1..=LONGEST).contains(side)).then_some(size)
}

fn webp(head: &[u8]) -> Option<[u32; 2]> {
    let le24 = |at: usize| Some(le16(head, at)? | u32::from(*head.get(at + 2)?) << 16);
    match head.get(12..16)? {
        b"VP8X" => Some([le24(24)? + 1, le24(27)? + 1]),
        b"VP8L" => {
            let bits = le16(head, 21)? | le16(head, 23)? << 16;
            Some([(bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1])
        }
        b"VP8 " => Some([le16(head, 26)? & 0x3FFF, le16(head, 28)? & 0x3FFF]),
        _ => None,
    }
}

/// A JPEG is a row of segments; the size stands in the one that begins a frame, and how the camera was held in one before it.
fn jpeg(head: &[u8]) -> Option<[u32; 2]> {
    let (mut at, mut lies) = (2, false);
    loop {
        let marker = *head.get(at + 1).filter(|_| head[at] == 0xFF)?;
        let length = be16(head, at + 2)? as usize;
        match marker {
            // The frames; C4, C8 and CC are tables.
            0xC0..=0xCF if ![0xC4, 0xC8, 0xCC].contains(&marker) => {
                let (height, width) = (be16(head, at + 5)?, be16(head, at + 7)?);
                return Some(if lies { [height, width] } else { [width, height] });
            }
            0xE1 => lies = lies || head.get(at + 4..at + 2 + length).and_then(orientation).is_some_and(|way| way >= 5),
            _ => {}
        }
        at += 2 + length;
    }
}

/// How a camera was held, from 1 to 8; from 5 on the picture is shown on its side.
fn orientation(exif: &[u8]) -> Option<u32> {
    let tiff = exif.strip_prefix(b"Exif\0\0")?;
    let is_big = tiff.starts_with(b"MM");
    let two = |at: usize| if is_big { be16(tiff, at) } else { le16(tiff, at) };
    let four = |at: usize| if is_big { be32(tiff, at) } else { Some(le16(tiff, at)? | le16(tiff, at + 2)? << 16) };
    let first = usize::try_from(four(4)?).ok()?;
    let entries = (0..two(first)? as usize).map(|n| first + 2 + 12 * n);
    entries.into_iter().find(|&entry| two(entry) == Some(0x0112)).and_then(|entry| two(entry + 8))
}

fn be16(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(u16::from_be_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?)))
}

fn le16(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?)))
}

fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(be16(bytes, at)? << 16 | be16(bytes, at + 2)?)
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
        let gif = b"GIF89a\x2C\x01\xC8\0".to_vec();
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
