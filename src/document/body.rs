//! The body of a report or a plain page as others hold it: known by its digest, and read when somebody looks into it.
//!
//! Never reads anything itself: whoever remembered the digest says how the text is read again.
//! Start at [`Body`]; [`Derived`] is what a page shows of a body and of nothing else.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::OnceLock;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Document;
use crate::digest::Digest;

/// Reads a body again that was known by its digest alone.
pub type Again = Box<dyn Fn() -> Document + Send + Sync>;

/// A document bound to the digest of what it was made from; hashed and remembered as that digest alone.
pub struct Body {
    digest: Digest,
    document: OnceLock<Document>,
    again: OnceLock<Again>,
}

impl Body {
    /// A document that was made from what `digest` stands for.
    pub fn new(digest: Digest, document: Document) -> Self {
        Self { digest, document: OnceLock::from(document), again: OnceLock::new() }
    }

    /// The digest of what it was made from.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// Whether it has been read, or is known how to be.
    pub fn is_known(&self) -> bool {
        self.document.get().is_some() || self.again.get().is_some()
    }

    /// Says how a body that was remembered by its digest is read when somebody looks into it.
    pub fn read_by(&self, again: Again) {
        // A second way would lead to the same text.
        let _ = self.again.set(again);
    }
}

impl Deref for Body {
    type Target = Document;

    fn deref(&self) -> &Document {
        self.document.get_or_init(|| self.again.get().map(|again| again()).unwrap_or_default())
    }
}

impl Hash for Body {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.digest.hash(state);
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body").field("digest", &self.digest).field("document", &self.document).finish_non_exhaustive()
    }
}

impl Serialize for Body {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.digest.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Body {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let digest = Digest::deserialize(deserializer)?;
        Ok(Self { digest, document: OnceLock::new(), again: OnceLock::new() })
    }
}

/// What follows from a body and from nothing else: hashed as the digest of the body, and made when a template asks for it.
pub struct Derived<'a, T> {
    body: &'a Body,
    /// A `fn`, so that nothing can be captured that is not hashed.
    make: fn(&'a Document) -> T,
}

impl<'a, T> Derived<'a, T> {
    /// What `make` makes of the body.
    pub fn of(body: &'a Body, make: fn(&'a Document) -> T) -> Self {
        Self { body, make }
    }

    /// Makes it.
    pub fn value(&self) -> T {
        (self.make)(self.body)
    }
}

impl<T> Hash for Derived<'_, T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.body.hash(state);
    }
}

impl<T: fmt::Debug> fmt::Debug for Derived<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value().fmt(f)
    }
}

impl<T: Serialize> Serialize for Derived<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::digest_of;

    #[test]
    fn a_remembered_body_is_the_same_and_is_read_when_it_is_looked_into() {
        let document = || Document { text: "甲\n".into(), ..Document::default() };
        let body = Body::new(digest_of("甲"), document());
        let bytes = postcard::to_stdvec(&body).expect("it can be written");
        let remembered: Body = postcard::from_bytes(&bytes).expect("and read");
        remembered.read_by(Box::new(document));
        assert_eq!(digest_of(&body), digest_of(&remembered));
        assert!(remembered.document.get().is_none(), "nobody looked into it");
        let text = Derived::of(&remembered, |document| document.text.len());
        assert_eq!(digest_of(&text), digest_of(&body), "and its digest says what follows from it");
        assert!(remembered.document.get().is_none());
        assert_eq!((text.value(), &*remembered.text), (4, "甲\n"));
    }
}
