//! How long the random tests run.

/// `rounds`, times the factor that `tests/run --long` sets.
pub(crate) fn rounds(rounds: u32) -> u32 {
    let factor: u32 = std::env::var("HUIBIAN_LONG").ok().and_then(|factor| factor.parse().ok()).unwrap_or(1);
    rounds * factor
}
