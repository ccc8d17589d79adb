//! The part of an answer that a client asks for.
//!
//! Knows one part only: who asks for several gets the whole, as the standard allows (RFC 9110 §14.2).
//! Start at [`asked`].

use std::ops::Range;

/// What of an answer is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// All of it, or what cannot be understood.
    Whole,
    /// These bytes.
    Part(Range<u64>),
    /// Bytes that there are not.
    Beyond,
}

/// Reads `Range` for an answer of so many bytes: `bytes=0-99`, `bytes=100-`, the last ten as `bytes=-10`.
pub(super) fn asked(header: &str, bytes: u64) -> Asked {
    let Some((unit, written)) = header.split_once('=') else { return Asked::Whole };
    let Some((from, to)) = written.trim().split_once('-') else { return Asked::Whole };
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return Asked::Whole;
    }
    match (number(from), number(to)) {
        (Some(from), None) if to.is_empty() => part(from..bytes, bytes),
        (None, Some(last)) if from.is_empty() => part(bytes.saturating_sub(last)..bytes, bytes),
        (Some(from), Some(to)) if from <= to => part(from..to.saturating_add(1).min(bytes), bytes),
        _ => Asked::Whole,
    }
}

fn part(range: Range<u64>, bytes: u64) -> Asked {
    if range.start < bytes && !range.is_empty() { Asked::Part(range) } else { Asked::Beyond }
}

/// A number of any length; what no file can reach is as good as the largest.
fn number(digits: &str) -> Option<u64> {
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_understood_or_the_whole_is_given() {
        for (header, bytes, expected) in [
            ("bytes=0-0", 10, Asked::Part(0..1)),
            ("bytes=0-9", 10, Asked::Part(0..10)),
            ("bytes=9-9", 10, Asked::Part(9..10)),
            ("bytes=9-", 10, Asked::Part(9..10)),
            ("bytes=5-99999999999999999999999", 10, Asked::Part(5..10)),
            ("bytes=-1", 10, Asked::Part(9..10)),
            ("bytes=-99", 10, Asked::Part(0..10)),
            ("BYTES = 1-2", 10, Asked::Part(1..3)),
            ("bytes=10-", 10, Asked::Beyond),
            ("bytes=10-12", 10, Asked::Beyond),
            ("bytes=99999999999999999999999-", 10, Asked::Beyond),
            ("bytes=-0", 10, Asked::Beyond),
            ("bytes=0-", 0, Asked::Beyond),
            ("bytes=-5", 0, Asked::Beyond),
            ("bytes=3-2", 10, Asked::Whole),
            ("bytes=0-1,3-4", 10, Asked::Whole),
            ("bytes=-", 10, Asked::Whole),
            ("bytes=a-b", 10, Asked::Whole),
            ("bytes=+1-2", 10, Asked::Whole),
            ("lines=0-1", 10, Asked::Whole),
            ("bytes", 10, Asked::Whole),
            ("", 10, Asked::Whole),
        ] {
            assert_eq!(asked(header, bytes), expected, "{header} of {bytes}");
        }
    }
}
