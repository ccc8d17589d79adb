//! What a line end inside a paragraph is worth: nothing between Han, a space between Latin words.
//!
//! Never looks further than the two characters. Start at [`joins`].

use super::is_han;

/// True when a soft line break between the two characters adds nothing, false when it is a space.
///
/// Chinese has no spaces, so a break next to a wide character (Han, kana, full-width punctuation) vanishes, a Latin
/// neighbour or not; quotation marks, dashes and circled numbers belong to both scripts and vanish only among
/// themselves.
/// **Standard**: CSS Text 3, segment breaks; the marks of both scripts are practice, because browsers disagree on them.
///
/// ```
/// use huibian::text::join::joins;
/// assert!(joins('作', '总') && joins('”', '总') && joins('年', 'A'));
/// assert!(!joins('e', 't') && !joins('”', 'a'));
/// ```
pub fn joins(before: char, after: char) -> bool {
    is_wide(before) || is_wide(after) || (is_of_both_scripts(before) && is_of_both_scripts(after))
}

fn is_wide(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3000}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{FF00}'..='\u{FFEF}')
}

fn is_of_both_scripts(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '…' | '—' | '·' | '①'..='⑳')
}

#[cfg(test)]
mod tests {
    use super::joins;

    #[test]
    fn breaks_vanish_beside_chinese_only() {
        let cases = [
            ('中', '文', true),
            ('。', '中', true),
            ('”', '中', true),
            ('中', '“', true),
            ('…', '…', true),
            ('①', '中', true),
            ('中', 'V', true),
            ('R', '教', true),
            ('，', 'V', true),
            ('*', '高', true),
            ('×', '市', true),
            ('か', 'な', true),
            ('（', '1', true),
            ('d', 'w', false),
            ('2', '3', false),
            (',', 'w', false),
            ('”', 'w', false),
            ('w', '“', false),
            ('é', 'a', false),
        ];
        for (before, after, expected) in cases {
            assert_eq!(joins(before, after), expected, "{before}⏎{after}");
        }
    }
}
