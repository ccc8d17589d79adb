//! Codes that registers give to bodies, and their check digits.
//!
//! Never asks whether a body of that code exists: a code that passes can still be somebody else's.
//! Start at [`uscc`].

/// What a text is as a 统一社会信用代码 (GB 32100-2015).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Uscc {
    /// 18 characters, and the last one fits.
    Sound,
    /// 18 characters, and the last one does not follow from the others: somebody mistyped.
    BadCheck,
    /// Something else.
    Other,
}

/// The characters of the code in the order of their values; I, O, S, V and Z are none.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Reads a 统一社会信用代码: register, kind of body, region (6 digits), body (9), check character.
///
/// ```
/// use huibian::text::code::{Uscc, uscc};
/// assert_eq!(uscc("91350100M000100Y43"), Uscc::Sound);
/// assert_eq!(uscc("91350100M000100Y44"), Uscc::BadCheck);
/// assert_eq!(uscc("91350100M000100Y4Z"), Uscc::Other);
/// ```
pub fn uscc(code: &str) -> Uscc {
    let value = |byte| ALPHABET.iter().position(|&known| known == byte);
    let Some(values) = code.bytes().map(value).collect::<Option<Vec<usize>>>() else { return Uscc::Other };
    let [body @ .., check] = &values[..] else { return Uscc::Other };
    if body.len() != 17 || !code.as_bytes()[2..8].iter().all(u8::is_ascii_digit) {
        return Uscc::Other;
    }
    // The weights are the powers of 3, modulo 31.
    let (sum, _) = body.iter().fold((0, 1), |(sum, weight), value| (sum + value * weight, weight * 3 % 31));
    if (31 - sum % 31) % 31 == *check { Uscc::Sound } else { Uscc::BadCheck }
}

/// Whether a text can be a 行政区划代码: 6 digits (GB/T 2260: province, city, county), 9 or 12 in statistics (township,
/// village), the first two those of a province.
///
/// ```
/// use huibian::text::code::is_region;
/// assert!(is_region("350100") && is_region("350102001") && is_region("350102001001"));
/// assert!(!is_region("3501") && !is_region("000100") && !is_region("99010O"));
/// ```
pub fn is_region(code: &str) -> bool {
    let digits = code.bytes().all(|byte| byte.is_ascii_digit());
    let province = code.get(..2).and_then(|province| province.parse().ok()).is_some_and(
        |province: u8| matches!(province, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81 | 82),
    );
    digits && province && matches!(code.len(), 6 | 9 | 12)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_of_a_body_stands_or_falls_with_its_last_character() {
        let sound = "91350100M000100Y43";
        assert_eq!(uscc(sound), Uscc::Sound, "the example of the standard");
        for at in 8..17 {
            let mut wrong = sound.as_bytes().to_vec();
            wrong[at] = if wrong[at] == b'7' { b'8' } else { b'7' };
            let wrong = String::from_utf8(wrong).expect("it is ASCII");
            assert_eq!(uscc(&wrong), Uscc::BadCheck, "{wrong}");
        }
        let swapped = "91350100M001000Y43";
        assert_eq!(uscc(swapped), Uscc::BadCheck, "two characters exchanged");
        // Z is no character of the alphabet, nor are small letters, full-width ones and blanks.
        for other in ["91350100M000100Y4Z", "91350100m000100y43", "９1350100M000100Y43", "91350100 M000100Y43", "", "3"]
        {
            assert_eq!(uscc(other), Uscc::Other, "{other}");
        }
        assert_eq!(uscc("9135010AM000100Y43"), Uscc::Other, "the region has digits only");
        assert_eq!(uscc("91350100M000100Y4"), Uscc::Other, "17 characters");
    }

    #[test]
    fn a_code_of_a_region_has_the_digits_of_a_province_and_one_of_three_lengths() {
        for code in ["110000", "653130", "710000", "820000", "110101001", "110101001001"] {
            assert!(is_region(code), "{code}");
        }
        for code in ["", "11", "1101010", "160000", "830000", "11010１", "110101001001001", "市110000"] {
            assert!(!is_region(code), "{code}");
        }
    }
}
