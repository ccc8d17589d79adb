//! Bytes to text: which encoding a plain-text file has, and its text with `\n` at every line end.
//!
//! Never puts a replacement character in the place of what it cannot read: it refuses, and says where.
//! Start at [`decode`]; the order of trial is mark, UTF-8, UTF-16, then GB18030 against Big5.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The text of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without byte order mark, with `\n` for every `\r\n` and `\r`.
    pub text: String,
    /// The name of the encoding it was read in, as the Encoding Standard writes it (`UTF-8`, `gb18030`, `Big5`, …).
    pub encoding: &'static str,
}

/// Why bytes are no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undecodable {
    /// The file is a picture, an archive, a program …
    Binary,
    /// No encoding fits.
    At {
        /// The first byte that cannot be read in the likeliest encoding, from 0.
        offset: usize,
    },
}

/// How much of a file is shown to the detector of encodings; more says nothing more and costs time.
const SAMPLE: usize = 256 * 1024;

/// Reads the bytes of a plain-text file.
///
/// **Order**: a byte order mark is believed; strict UTF-8; UTF-16 without a mark, known by where its bytes lie; GB18030
/// (which holds GBK and GB 2312), unless Big5 or, in a Latin text, Windows-1252 is clearly better. Text in GB18030 is no
/// valid UTF-8 and the reverse, so the order is safe.
///
/// ```
/// use huibian::import::encoding::decode;
/// let decoded = decode(b"\xb9\xab\xce\xc4\r\n").unwrap();
/// assert_eq!((decoded.text.as_str(), decoded.encoding), ("公文\n", "gb18030"));
/// assert!(decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").is_err());
/// ```
pub fn decode(bytes: &[u8]) -> Result<Decoded, Undecodable> {
    if MAGIC.iter().any(|magic| bytes.starts_with(magic)) {
        return Err(Undecodable::Binary);
    }
    let (encoding, mut text) = read(bytes)?;
    let controls = text.bytes().filter(|&b| is_control(b)).count();
    if text.contains('\0') || controls > STRAY && controls * 100 > text.len() {
        return Err(Undecodable::Binary);
    }
    // Files that were put together from several have a mark for each; the first of them was no text of theirs either.
    let marks = text.len() - text.trim_start_matches('\u{FEFF}').len();
    text.drain(..marks);
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
    Ok(Decoded { text, encoding: encoding.name() })
}

/// How files begin that hold no plain text whatever they are called: pictures, archives, documents, programs, and what an
/// office's security system encrypted.
const MAGIC: [&[u8]; 16] = [
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"II*\0",
    b"MM\0*",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0",
    b"%PDF-",
    b"{\\rtf",
    b"\x7fELF",
    b"%TSD-Header",
    b"SQLite format 3\0",
];

/// So many control characters may be left in any text by the program it was copied from.
const STRAY: usize = 4;

/// Form feed, vertical tab and the end mark of DOS are met in texts; other control characters in any number are not.
fn is_control(byte: u8) -> bool {
    matches!(byte, 0..=0x08 | 0x0E..=0x19 | 0x1B..=0x1F | 0x7F)
}

type Reading = (&'static Encoding, String);

fn read(bytes: &[u8]) -> Result<Reading, Undecodable> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return strict(encoding, bytes, mark).map_err(|offset| Undecodable::At { offset });
    }
    let zeros = bytes.contains(&0);
    let utf8 = std::str::from_utf8(bytes);
    if let Ok(text) = utf8
        && !zeros
    {
        return Ok((UTF_8, text.to_owned()));
    }
    if let Some(reading) = utf16(bytes) {
        return Ok(reading);
    }
    if zeros {
        return Err(Undecodable::Binary);
    }
    if let Err(fault) = utf8
        && is_damaged_utf8(bytes)
    {
        return Err(Undecodable::At { offset: fault.valid_up_to() });
    }
    legacy(bytes)
}

/// The text from byte `from` on, or the offset of the first byte that cannot be read.
fn strict(encoding: &'static Encoding, bytes: &[u8], from: usize) -> Result<Reading, usize> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let rest = &bytes[from..];
    // The bound of the decoder suffices for the whole text, so that one call does it.
    let longest = decoder.max_utf8_buffer_length_without_replacement(rest.len()).unwrap_or(rest.len());
    let mut text = String::with_capacity(longest);
    let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
    match result {
        DecoderResult::Malformed(bad, after) => Err(from + read.saturating_sub(usize::from(bad) + usize::from(after))),
        DecoderResult::InputEmpty | DecoderResult::OutputFull => {
            text.shrink_to_fit();
            Ok((encoding, text))
        }
    }
}

/// UTF-16 without a mark: nine of ten units must be Han, their punctuation or ASCII. Few of them are ASCII in this genre, so
/// that zeros alone do not tell.
fn utf16(bytes: &[u8]) -> Option<Reading> {
    let (units, rest) = bytes.as_chunks::<2>();
    if units.is_empty() || !rest.is_empty() {
        return None;
    }
    let plausible = |read: fn([u8; 2]) -> u16| units.iter().filter(|unit| is_usual(read(**unit))).count();
    let (little, big) = (plausible(u16::from_le_bytes), plausible(u16::from_be_bytes));
    let encoding = if little >= big { UTF_16LE } else { UTF_16BE };
    if little.max(big) * 10 < units.len() * 9 {
        return None;
    }
    strict(encoding, bytes, 0).ok()
}

fn is_usual(unit: u16) -> bool {
    matches!(unit, 0x09 | 0x0A | 0x0D | 0x20..=0x7E | 0x2010..=0x2027 | 0x3000..=0x30FF | 0x4E00..=0x9FFF | 0xFF00..=0xFFEF)
}

/// Whether nearly all bytes above ASCII form valid UTF-8: then a broken place is damage and no sign of another encoding.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let chunks = || bytes.utf8_chunks();
    let high = |bytes: &[u8]| bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let valid: usize = chunks().map(|chunk| high(chunk.valid().as_bytes())).sum();
    let invalid: usize = chunks().map(|chunk| chunk.invalid().len()).sum();
    valid >= 12 && valid >= 9 * invalid
}

/// The Chinese encodings share their byte ranges, so the share of common characters decides; GB18030 wins a tie.
fn legacy(bytes: &[u8]) -> Result<Reading, Undecodable> {
    let gb = strict(GB18030, bytes, 0);
    let readable = gb.as_ref().map_or(0, |(_, text)| readability(text));
    if let Ok(big5) = strict(BIG5, bytes, 0)
        && readability(&big5.1) > readable + 100
    {
        return Ok(big5);
    }
    let latin = bytes.iter().filter(|byte| byte.is_ascii()).count() * 5 >= bytes.len() * 4;
    if latin && readable < 200 && guess(bytes) == WINDOWS_1252 {
        return strict(WINDOWS_1252, bytes, 0).map_err(|offset| Undecodable::At { offset });
    }
    gb.map_err(|offset| Undecodable::At { offset })
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    detector.feed(sample, sample.len() == bytes.len());
    detector.guess(None, Utf8Detection::Deny)
}

/// How many characters of a text are judged.
const JUDGED: usize = 20_000;

/// Of a thousand characters above ASCII, how many belong to the common ones.
fn readability(text: &str) -> usize {
    let above = || text.chars().filter(|c| !c.is_ascii()).take(JUDGED);
    let common = above().filter(|c| COMMON.contains(*c) || "，。、：；！？（）《》“”‘’「」—…　".contains(*c)).count();
    common * 1000 / above().count().max(1)
}

/// The commonest characters of Chinese prose, those of both scripts together, and some of this genre.
const COMMON: &str = "的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於着著下自之年过過发發后後作里裡用道行所然家种種事成方多经經么麼去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心她本前开開但因只从從想实實日军軍者意无無力它与與长長把机機十民第公此已工使情明性知全三又关關点點正业業外将將两兩高间間由问問很最重并物手应應战戰向头頭文体體政美相见見被利什二等产產或新己制身果加西斯月话話合回特代内內信表化老给給世位次度门門任常先海通教儿兒原东東声聲提立及比员員解水名真论論处處走义義各入几幾口认認条條平系气氣题題活尔爾更别別打女变變四神总總何电電数數安少报報才结結反受目太量再感建务務做接必场場件计計管期市直德资資命山金指克许許统統区區保至队隊形社便空决決治展马馬科司五基眼书書非则則听聽白却卻界达達光放强強即像难難且权權思王象完设設式色路记記南品住告类類求据據程北边邊死张張该該交规規万萬取拉格望觉覺术術领領共确確传傳师師观觀清今切院让讓识識候带帶导導争爭运運县縣镇鎮乡鄉村党黨委组織組织群众眾干幹";

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "云州市二〇二二年工作总结\n\n今年以来，全市各级各部门认真贯彻落实上级部署，深入开展调查研究，着力解决群众反映的突出问题。\n一、主要工作情况\n（一）坚持制度建设。新增办公面积*平方米，“两个中心”全部建成……\n";
    const TRADITIONAL: &str = "本會成立以來，對於地方文化的發展與傳統的保存，一直都有很大的貢獻。現在將過去一年的工作情況報告如下，請各位委員指教。";

    fn encode(encoding: &'static Encoding, text: &str) -> Vec<u8> {
        encoding.encode(text).0.into_owned()
    }

    fn utf16_bytes(text: &str, write: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(write).collect()
    }

    #[test]
    fn the_same_text_comes_out_of_every_encoding() {
        let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
        let cases = [
            ("UTF-8", TEXT.as_bytes().to_vec()),
            ("UTF-8", marked(b"\xef\xbb\xbf", TEXT.as_bytes().to_vec())),
            ("gb18030", encode(GB18030, TEXT)),
            ("UTF-16LE", utf16_bytes(TEXT, u16::to_le_bytes)),
            ("UTF-16BE", utf16_bytes(TEXT, u16::to_be_bytes)),
            ("UTF-16LE", marked(b"\xff\xfe", utf16_bytes(TEXT, u16::to_le_bytes))),
            ("UTF-16BE", marked(b"\xfe\xff", utf16_bytes(TEXT, u16::to_be_bytes))),
        ];
        for (encoding, bytes) in cases {
            assert_eq!(decode(&bytes), Ok(Decoded { text: TEXT.to_owned(), encoding }));
        }
        let windows = TEXT.replace('\n', "\r\n");
        assert_eq!(decode(&encode(GB18030, &windows)).expect("text").text, TEXT);
        assert_eq!(decode(b"a\rb\r\nc\r").expect("text").text, "a\nb\nc\n");
    }

    #[test]
    fn traditional_text_in_big5_is_not_taken_for_gb() {
        for text in [TRADITIONAL, "工作報告", "會議紀錄：請各位委員指教。"] {
            assert_eq!(
                decode(&encode(BIG5, text)).map(|d| (d.text, d.encoding)),
                Ok((text.to_owned(), "Big5")),
                "{text}"
            );
            assert_eq!(
                decode(&encode(GB18030, text)).map(|d| (d.text, d.encoding)),
                Ok((text.to_owned(), "gb18030")),
                "{text}"
            );
        }
    }

    #[test]
    fn short_texts_and_texts_of_mostly_latin_letters_are_read() {
        for text in ["公文", "年度 plan of the 县医院, 3 pages", "关于喆的通报"] {
            assert_eq!(decode(&encode(GB18030, text)).map(|d| d.text).as_deref(), Ok(text));
        }
        let english = "The office\u{2019}s \u{201c}annual\u{201d} report \u{2014} a summary of the caf\u{e9} project and its results.";
        assert_eq!(decode(&encode(WINDOWS_1252, english)).map(|d| d.text).as_deref(), Ok(english));
        assert_eq!(
            decode(&utf16_bytes("Plain words.\r\n", u16::to_le_bytes)).map(|d| d.text).as_deref(),
            Ok("Plain words.\n")
        );
        assert_eq!(decode(b"").map(|d| d.text).as_deref(), Ok(""));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let mut noise = 7_u32;
        let noise = std::iter::repeat_with(|| {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (noise >> 24) as u8
        });
        let files: [&[u8]; 5] = [
            b"\x89PNG\r\n\x1a\n",
            b"PK\x03\x04rest",
            b"%PDF-1.7\n",
            b"abc\0def",
            &noise.take(4096).collect::<Vec<u8>>(),
        ];
        for bytes in files {
            assert_eq!(decode(bytes), Err(Undecodable::Binary));
        }
    }

    #[test]
    fn a_broken_place_is_named_and_not_papered_over() {
        let mut utf8 = TEXT.as_bytes().to_vec();
        utf8[30] = 0xFF;
        assert_eq!(decode(&utf8), Err(Undecodable::At { offset: 30 }));
        let mut gb = encode(GB18030, TEXT);
        gb[20] = 0xFF;
        assert_eq!(decode(&gb), Err(Undecodable::At { offset: 20 }));
        assert_eq!(decode(b"\xff\xfe\x00\xd8\x41\x00"), Err(Undecodable::At { offset: 2 }));
    }
}
