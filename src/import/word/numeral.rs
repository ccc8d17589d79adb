//! Numbers as lists write them: 一, 壹, 甲, ①, iv, 07 …
//!
//! Never knows where a number stands. Start at [`Format::write`].

/// How a list writes its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Format {
    #[default]
    Decimal,
    /// At least so many digits.
    Padded(usize),
    FullWidth,
    Roman,
    SmallRoman,
    Letter,
    SmallLetter,
    /// 一, 十, 十一, 一百零一.
    Han,
    /// 一, 十, 十一, 百一.
    Japanese,
    /// 一, 一〇, 一一.
    HanDigits,
    /// 壹, 壹拾, 壹拾壹.
    Formal,
    /// 壹, 壹拾, in traditional characters.
    FormalTraditional,
    /// 甲, 乙.
    Stem,
    /// 子, 丑.
    Branch,
    /// 甲子, 乙丑.
    StemAndBranch,
    Circled,
    /// ⑴.
    Bracketed,
    /// ⒈.
    Stopped,
    /// ㊀.
    CircledHan,
    /// 1st.
    Ordinal,
    /// - 1 -.
    Dashed,
    /// No number.
    Nothing,
    /// A sign instead of a number.
    Bullet,
}

impl Format {
    /// The format that a document names; `pattern` is what a format of its own looks like, `001, 002, …`.
    pub(super) fn named(name: &str, pattern: Option<&str>) -> Self {
        match name {
            "decimalZero" => Self::Padded(2),
            "custom" => {
                let digits = pattern.unwrap_or_default().chars().take_while(char::is_ascii_digit).count();
                Self::Padded(digits.clamp(1, 9))
            }
            "decimalFullWidth" | "decimalFullWidth2" => Self::FullWidth,
            "upperRoman" => Self::Roman,
            "lowerRoman" => Self::SmallRoman,
            "upperLetter" => Self::Letter,
            "lowerLetter" => Self::SmallLetter,
            "chineseCounting" | "chineseCountingThousand" | "taiwaneseCounting" | "taiwaneseCountingThousand" => {
                Self::Han
            }
            "japaneseCounting" => Self::Japanese,
            "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" | "koreanDigital2" => {
                Self::HanDigits
            }
            "chineseLegalSimplified" => Self::Formal,
            "ideographLegalTraditional" | "japaneseLegal" => Self::FormalTraditional,
            "ideographTraditional" => Self::Stem,
            "ideographZodiac" => Self::Branch,
            "ideographZodiacTraditional" => Self::StemAndBranch,
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Self::Circled,
            "decimalEnclosedParen" => Self::Bracketed,
            "decimalEnclosedFullstop" => Self::Stopped,
            "ideographEnclosedCircle" => Self::CircledHan,
            "ordinal" => Self::Ordinal,
            "numberInDash" => Self::Dashed,
            "none" => Self::Nothing,
            "bullet" => Self::Bullet,
            _ => Self::Decimal,
        }
    }

    /// A number in this format, in digits where the format has no sign for it.
    pub(super) fn write(self, number: u32) -> String {
        let written = match self {
            Self::Decimal => None,
            Self::Padded(digits) => Some(format!("{number:0digits$}")),
            Self::FullWidth => Some(number.to_string().chars().filter_map(full_width).collect()),
            Self::Roman => roman(number),
            Self::SmallRoman => roman(number).map(|roman| roman.to_lowercase()),
            Self::Letter => letter(number, 'A'),
            Self::SmallLetter => letter(number, 'a'),
            Self::Han => HAN.write(number),
            Self::Japanese => HAN.write(number).map(|han| spoken(&han)),
            Self::HanDigits => Some(
                number
                    .to_string()
                    .chars()
                    .filter_map(|c| "〇一二三四五六七八九".chars().nth(c.to_digit(10)? as usize))
                    .collect(),
            ),
            Self::Formal => FORMAL.write(number),
            Self::FormalTraditional => FORMAL_TRADITIONAL.write(number),
            Self::Stem => nth(STEMS, number),
            Self::Branch => nth(BRANCHES, number),
            Self::StemAndBranch => (1..=60).contains(&number).then(|| {
                [(STEMS, 10), (BRANCHES, 12)]
                    .into_iter()
                    .filter_map(|(row, turn)| nth(row, (number - 1) % turn + 1))
                    .collect()
            }),
            Self::Circled => match number {
                0 => Some('\u{24EA}'.into()),
                1..=20 => from('①', number),
                21..=35 => from('㉑', number - 20),
                36..=50 => from('㊱', number - 35),
                _ => None,
            },
            Self::Bracketed => from('⑴', number).filter(|_| number <= 20),
            Self::Stopped => from('⒈', number).filter(|_| number <= 20),
            Self::CircledHan => from('㊀', number).filter(|_| number <= 10),
            Self::Ordinal => Some(ordinal(number)),
            Self::Dashed => Some(format!("- {number} -")),
            Self::Nothing | Self::Bullet => Some(String::new()),
        };
        written.unwrap_or_else(|| number.to_string())
    }
}

const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

fn nth(row: &str, number: u32) -> Option<String> {
    row.chars().nth(usize::try_from(number).ok()?.checked_sub(1)?).map(String::from)
}

fn from(first: char, number: u32) -> Option<String> {
    char::from_u32(u32::from(first) + number.checked_sub(1)?).map(String::from)
}

fn full_width(digit: char) -> Option<char> {
    char::from_u32(u32::from('０') + digit.to_digit(10)?)
}

fn roman(number: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = number;
    let mut roman = String::new();
    for (value, sign) in SIGNS {
        while (1..=3_999).contains(&number) && rest >= value {
            roman.push_str(sign);
            rest -= value;
        }
    }
    (!roman.is_empty()).then_some(roman)
}

/// A, …, Z, AA, BB, …: a letter is repeated after each turn.
fn letter(number: u32, first: char) -> Option<String> {
    let place = number.checked_sub(1).filter(|place| *place < 780)?;
    let letter = from(first, place % 26 + 1)?;
    Some(letter.repeat(place as usize / 26 + 1))
}

fn ordinal(number: u32) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// Digits and units of written numbers.
struct Words {
    digits: &'static str,
    units: &'static str,
    /// Whether 10 to 19 go without the 一 of 十.
    is_short: bool,
}

const HAN: Words = Words { digits: "零一二三四五六七八九", units: "十百千万", is_short: true };
const FORMAL: Words = Words { digits: "零壹贰叁肆伍陆柒捌玖", units: "拾佰仟万", is_short: false };
const FORMAL_TRADITIONAL: Words =
    Words { digits: "零壹貳參肆伍陸柒捌玖", units: "拾佰仟萬", is_short: false };

impl Words {
    /// Up to 99,999,999; beyond, no list goes.
    fn write(&self, number: u32) -> Option<String> {
        if number >= 100_000_000 {
            return None;
        }
        let mut written = String::new();
        let (high, low) = (number / 10_000, number % 10_000);
        if high > 0 {
            self.below_ten_thousand(high, &mut written);
            written.extend(self.units.chars().nth(3));
            if low > 0 && low < 1_000 {
                written.extend(self.digits.chars().next());
            }
        }
        if low > 0 || high == 0 {
            self.below_ten_thousand(low, &mut written);
        }
        Some(written)
    }

    fn below_ten_thousand(&self, number: u32, written: &mut String) {
        let digit = |value: u32| self.digits.chars().nth(value as usize);
        let mut is_open = false;
        let mut has_gap = false;
        for (power, unit) in [(1000, Some(2)), (100, Some(1)), (10, Some(0)), (1, None)] {
            let value = number / power % 10;
            if value == 0 {
                has_gap = is_open;
                continue;
            }
            if has_gap {
                written.extend(digit(0));
                has_gap = false;
            }
            if !(self.is_short && power == 10 && value == 1 && number < 20 && written.is_empty()) {
                written.extend(digit(value));
            }
            written.extend(unit.and_then(|unit: usize| self.units.chars().nth(unit)));
            is_open = true;
        }
        if number == 0 {
            written.extend(digit(0));
        }
    }
}

/// 百一 for 一百零一: 一 is not said before a unit, nor is the gap.
fn spoken(han: &str) -> String {
    let chars: Vec<char> = han.chars().collect();
    let is_said = |(place, c): (usize, &char)| {
        let is_silent = *c == '一' && chars.get(place + 1).is_some_and(|next| "十百千".contains(*next));
        (!is_silent && (*c != '零' || chars.len() == 1)).then_some(*c)
    };
    chars.iter().enumerate().filter_map(is_said).collect()
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn numbers_are_written_as_lists_write_them() {
        let cases: [(&str, &[(u32, &str)]); 22] = [
            ("decimal", &[(0, "0"), (12, "12")]),
            ("decimalZero", &[(7, "07"), (12, "12"), (100, "100")]),
            ("chineseCounting", &[(0, "零"), (1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")]),
            (
                "chineseCountingThousand",
                &[
                    (100, "一百"),
                    (101, "一百零一"),
                    (110, "一百一十"),
                    (1_001, "一千零一"),
                    (1_010, "一千零一十"),
                    (10_000, "一万"),
                    (10_010, "一万零一十"),
                    (120_000, "十二万"),
                ],
            ),
            ("chineseLegalSimplified", &[(1, "壹"), (10, "壹拾"), (11, "壹拾壹"), (20, "贰拾")]),
            ("ideographDigital", &[(1, "一"), (10, "一〇"), (101, "一〇一")]),
            ("japaneseCounting", &[(10, "十"), (11, "十一"), (101, "百一"), (21, "二十一")]),
            ("ideographTraditional", &[(1, "甲"), (3, "丙"), (10, "癸"), (11, "11")]),
            ("ideographZodiac", &[(1, "子"), (12, "亥"), (13, "13")]),
            ("ideographZodiacTraditional", &[(1, "甲子"), (13, "丙子"), (60, "癸亥")]),
            ("decimalEnclosedCircle", &[(1, "①"), (20, "⑳"), (21, "㉑"), (50, "㊿"), (51, "51")]),
            ("decimalEnclosedCircleChinese", &[(3, "③")]),
            ("decimalEnclosedParen", &[(1, "⑴"), (20, "⒇"), (21, "21")]),
            ("decimalEnclosedFullstop", &[(1, "⒈")]),
            ("decimalFullWidth", &[(12, "１２")]),
            ("upperRoman", &[(4, "IV"), (1999, "MCMXCIX"), (0, "0"), (4_000, "4000")]),
            ("lowerRoman", &[(9, "ix")]),
            ("upperLetter", &[(1, "A"), (26, "Z"), (27, "AA"), (53, "AAA"), (0, "0"), (u32::MAX, "4294967295")]),
            ("lowerLetter", &[(2, "b")]),
            ("ordinal", &[(1, "1st"), (2, "2nd"), (11, "11th"), (23, "23rd")]),
            ("none", &[(1, "")]),
            ("what nobody knows", &[(5, "5")]),
        ];
        for (name, numbers) in cases {
            for (number, written) in numbers {
                assert_eq!(Format::named(name, None).write(*number), *written, "{name} {number}");
            }
        }
        assert_eq!(Format::named("custom", Some("001, 002, 003, ...")).write(4), "004");
    }
}
