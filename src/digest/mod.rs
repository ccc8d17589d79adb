//! Identity by content: what a value is, in 128 bits, and the one kind of cache built on it.
//!
//! Holds no policy: it neither knows what is remembered nor for how long.
//! Start at [`digest_of`], then [`Digested`] and [`Memo`].

use std::collections::BTreeMap;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock, RwLockWriteGuard};

use serde::ser::Error as _;
use serde::{Deserialize, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

/// Which program this is: it differs when anything does that the program is made from.
pub const PROGRAM: &str = env!("HUIBIAN_PROGRAM");

/// 128 bits that stand for a value: equal across runs, machines and word sizes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Digest(u128);

impl Digest {
    /// The first `n` hexadecimal digits, at most 32.
    ///
    /// ```
    /// assert_eq!(huibian::digest::digest_of_bytes("汇编".as_bytes()).hex(8).len(), 8);
    /// ```
    pub fn hex(self, n: usize) -> String {
        let rest = 128_u32.saturating_sub(4 * n as u32);
        if n == 0 { String::new() } else { format!("{:0n$x}", self.0 >> rest, n = n.min(32)) }
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// The digest of a value, by way of its `Hash`.
///
/// ```
/// use huibian::digest::digest_of;
/// assert_eq!(digest_of(&("市财政局", 2022_u16)), digest_of(&("市财政局", 2022_u16)));
/// assert_ne!(digest_of(&("市财政局", 2022_u16)), digest_of(&("市财政局", 2023_u16)));
/// ```
pub fn digest_of<T: Hash + ?Sized>(value: &T) -> Digest {
    let mut feed = Feed::default();
    value.hash(&mut feed);
    feed.digest()
}

/// The digest of bytes as they are, without any framing.
pub fn digest_of_bytes(bytes: &[u8]) -> Digest {
    first_128(&blake3::hash(bytes))
}

/// SHA-256 in hexadecimal digits: the digest that people check, of originals and of what is published.
///
/// ```
/// assert!(huibian::digest::sha256(b"").starts_with("e3b0c442"));
/// ```
pub fn sha256(bytes: &[u8]) -> String {
    let mut checksum = Checksum::default();
    checksum.add(bytes);
    checksum.hex()
}

/// The SHA-256 of what comes piece by piece.
#[derive(Debug, Default)]
pub struct Checksum(Sha256);

impl Checksum {
    /// Adds the next piece.
    pub fn add(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// The digest of all pieces in hexadecimal digits.
    pub fn hex(self) -> String {
        let nibbles = self.0.finalize().into_iter().flat_map(|byte| [byte >> 4, byte & 15]);
        nibbles.map(|nibble| char::from(b"0123456789abcdef"[usize::from(nibble)])).collect()
    }
}

fn first_128(hash: &blake3::Hash) -> Digest {
    let mut half = [0; 16];
    half.copy_from_slice(&hash.as_bytes()[..16]);
    Digest(u128::from_be_bytes(half))
}

/// Feeds `Hash` into BLAKE3, in pieces that are large enough for it to be quick. Integers go in as little-endian and
/// `usize` as eight bytes, so that the digest is the same on every machine.
struct Feed {
    hasher: blake3::Hasher,
    /// What it has not been given yet.
    waiting: Vec<u8>,
}

/// How many bytes wait at least before they go in.
const PIECE: usize = 16 * 1024;

impl Default for Feed {
    fn default() -> Self {
        // Most of what is digested fits, and there is much of it.
        Self { hasher: blake3::Hasher::new(), waiting: Vec::with_capacity(1024) }
    }
}

impl Feed {
    fn digest(mut self) -> Digest {
        if self.hasher.count() == 0 {
            return first_128(&blake3::hash(&self.waiting));
        }
        first_128(&self.hasher.update(&self.waiting).finalize())
    }
}

impl Hasher for Feed {
    fn finish(&self) -> u64 {
        let mut eight = [0; 8];
        eight.copy_from_slice(&self.hasher.clone().update(&self.waiting).finalize().as_bytes()[..8]);
        u64::from_le_bytes(eight)
    }
    fn write(&mut self, bytes: &[u8]) {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= PIECE {
            self.hasher.update(&self.waiting);
            self.waiting.clear();
        }
    }
    fn write_u16(&mut self, i: u16) {
        self.write(&i.to_le_bytes());
    }
    fn write_u32(&mut self, i: u32) {
        self.write(&i.to_le_bytes());
    }
    fn write_u64(&mut self, i: u64) {
        self.write(&i.to_le_bytes());
    }
    fn write_u128(&mut self, i: u128) {
        self.write(&i.to_le_bytes());
    }
    fn write_usize(&mut self, i: usize) {
        self.write(&(i as u64).to_le_bytes());
    }
    fn write_i16(&mut self, i: i16) {
        self.write(&i.to_le_bytes());
    }
    fn write_i32(&mut self, i: i32) {
        self.write(&i.to_le_bytes());
    }
    fn write_i64(&mut self, i: i64) {
        self.write(&i.to_le_bytes());
    }
    fn write_isize(&mut self, i: isize) {
        self.write(&(i as i64).to_le_bytes());
    }
}

/// A value bound to its own digest: made only by [`Digested::new`], never changed, hashed as 16 bytes.
///
/// The digest is made when somebody first asks for it: a build into an empty folder never does.
#[derive(Clone, Debug)]
pub struct Digested<T> {
    value: T,
    digest: OnceLock<Digest>,
    /// The form in which templates read it: a card stands on many pages, and is brought into that form once.
    serialized: OnceLock<tera::Value>,
}

impl<T: Hash> Digested<T> {
    /// Binds a value to its digest.
    pub fn new(value: T) -> Self {
        Self { value, digest: OnceLock::new(), serialized: OnceLock::new() }
    }

    /// The digest.
    pub fn digest(&self) -> Digest {
        *self.digest.get_or_init(|| digest_of(&self.value))
    }
}

impl<T: Hash + Default> Default for Digested<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> Deref for Digested<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: Hash> Hash for Digested<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.digest().hash(state);
    }
}

impl<T: Serialize> Serialize for Digested<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(known) = self.serialized.get() {
            return known.serialize(serializer);
        }
        let made = tera::Value::try_from_serializable(&self.value).map_err(S::Error::custom)?;
        self.serialized.get_or_init(|| made).serialize(serializer)
    }
}

/// Remembers a pure function by the digest of its input. Emptying it costs time and changes nothing else.
///
/// `compute` is a `fn`, not a closure: what it cannot capture, nobody can forget to hash.
#[derive(Debug)]
pub struct Memo<V>(Option<RwLock<Values<V>>>);

/// The values, and in which round each was asked for last.
#[derive(Debug)]
struct Values<V> {
    round: u64,
    by_input: BTreeMap<Digest, (AtomicU64, Arc<V>)>,
}

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Self::of([])
    }
}

impl<V> Memo<V> {
    /// A memo that remembers nothing, for who asks for each value once: it makes no digests.
    pub fn forgetful() -> Self {
        Self(None)
    }

    /// A memo that remembers these values by the digests of their inputs.
    pub fn of(values: impl IntoIterator<Item = (Digest, Arc<V>)>) -> Self {
        let by_input = values.into_iter().map(|(input, value)| (input, (AtomicU64::new(0), value))).collect();
        Self(Some(RwLock::new(Values { round: 0, by_input })))
    }

    /// The value of `compute(input)`, computed at most once per input (twice when two threads ask at the same moment).
    pub fn recall<I: Hash>(&self, input: &I, compute: fn(&I) -> V) -> Arc<V> {
        if self.0.is_none() {
            return Arc::new(compute(input));
        }
        let key = digest_of(input);
        // The lock is free while `compute` runs.
        if let Some(known) = self.at(key) {
            return known;
        }
        let value = Arc::new(compute(input));
        let Some(mut values) = self.values() else { return value };
        let round = AtomicU64::new(values.round);
        Arc::clone(&values.by_input.entry(key).or_insert((round, value)).1)
    }

    /// The value for an input, if it is remembered. `like` need not be the input, but has to hash as the input does.
    pub fn known<I: Hash>(&self, like: &I) -> Option<Arc<V>> {
        self.0.as_ref().and_then(|_| self.at(digest_of(like)))
    }

    fn at(&self, key: Digest) -> Option<Arc<V>> {
        // Many threads ask at once, and hardly anybody has anything new.
        let values = self.0.as_ref()?.read().unwrap_or_else(PoisonError::into_inner);
        let (asked, value) = values.by_input.get(&key)?;
        asked.store(values.round, Ordering::Relaxed);
        Some(Arc::clone(value))
    }

    /// Forgets what nobody has asked for since the last sweep.
    pub fn sweep(&self) {
        if let Some(mut values) = self.values() {
            let round = values.round;
            values.by_input.retain(|_, (asked, _)| *asked.get_mut() == round);
            values.round += 1;
        }
    }

    /// Forgets everything.
    pub fn clear(&self) {
        if let Some(mut values) = self.values() {
            values.by_input.clear();
        }
    }

    /// All that it remembers, in the order of the digests.
    pub fn all(&self) -> Vec<(Digest, Arc<V>)> {
        let values = self.values();
        let all = values.iter().flat_map(|values| &values.by_input);
        all.map(|(input, (_, value))| (*input, Arc::clone(value))).collect()
    }

    /// The values, to be changed. A poisoned lock is whole: the map is only touched in single calls.
    fn values(&self) -> Option<RwLockWriteGuard<'_, Values<V>>> {
        Some(self.0.as_ref()?.write().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digested_value_hashes_as_its_digest_alone() {
        let long = Digested::new("文".repeat(10_000));
        assert_eq!(digest_of(&long), digest_of(&long.digest()));
    }

    #[test]
    fn a_memo_computes_once_and_tells_inputs_apart() {
        let memo = Memo::default();
        let first = memo.recall(&"a", |s| s.to_uppercase());
        let again = memo.recall(&"a", |_| unreachable!("it is remembered"));
        assert!(Arc::ptr_eq(&first, &again));
        assert_eq!(*memo.recall(&"b", |s| s.to_uppercase()), "B");
    }

    #[test]
    fn a_memo_forgets_what_nobody_asks_for_any_more() {
        let memo = Memo::default();
        for name in ["a", "b"] {
            memo.recall(&name, |s| s.to_uppercase());
        }
        memo.sweep();
        assert_eq!(memo.known(&"a").as_deref().map(String::as_str), Some("A"));
        memo.sweep();
        let left: Vec<_> = memo.all().into_iter().map(|(_, value)| value.to_string()).collect();
        assert_eq!(left, ["A"]);
        assert_eq!(Memo::of(memo.all()).known(&"a").as_deref().map(String::as_str), Some("A"));
    }
}
