//! The shelf: where an imported report goes, and whether it is there already.
//!
//! Never names a place that holds something else: a report that a person may have edited is not replaced.
//! Start at [`Shelf`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Draft;
use crate::load::front::Original;

/// The reports that are there already, by what they were imported from.
#[derive(Debug, Default)]
pub struct Shelf {
    by_digest: BTreeMap<String, Arc<str>>,
    by_source: BTreeMap<String, Vec<Arc<str>>>,
    /// Every name that is taken, in small letters: two names that differ in case are one file on many disks.
    taken: BTreeSet<String>,
    /// Of these, the names of files that say nothing of an original.
    silent: BTreeMap<String, Arc<str>>,
}

/// Where a report goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Into a new file.
    New(String),
    /// It was imported before, from the same bytes.
    Known(Arc<str>),
    /// It was imported before, from an earlier version of the same file.
    Earlier(Arc<str>),
}

impl Shelf {
    /// A shelf with these files on it; those that were imported say from what.
    pub fn new(files: impl IntoIterator<Item = (Arc<str>, Option<Original>)>) -> Self {
        let mut shelf = Self::default();
        for (file, original) in files {
            shelf.taken.insert(file.to_lowercase());
            match original {
                Some(original) => {
                    shelf.by_source.entry(original.file).or_default().push(Arc::clone(&file));
                    shelf.by_digest.insert(original.sha256, file);
                }
                None => {
                    shelf.silent.insert(file.to_lowercase(), file);
                }
            }
        }
        shelf
    }

    /// Finds the place of a report in `folder` and takes it. `text` gives the text of a file on the shelf.
    ///
    /// It is known by the digest of its original, else by the original's name. A name alone proves little (`总结.txt`): the two
    /// must be versions of one report. Two files of one import are never versions of each other.
    pub fn place(&mut self, draft: &Draft, folder: &str, text: &dyn Fn(&Arc<str>) -> Option<Arc<str>>) -> Place {
        if let Some(file) = self.by_digest.get(&draft.sha256) {
            return Place::Known(Arc::clone(file));
        }
        let mut named = self.by_source.get(&draft.file).into_iter().flatten();
        let is_earlier = |file: &&Arc<str>| text(file).is_some_and(|old| are_versions(&old, &draft.markdown));
        if let Some(file) = named.find(is_earlier) {
            return Place::Earlier(Arc::clone(file));
        }
        let kind = draft.stem.rsplit_once('-').map_or("", |(kind, _)| kind);
        // Eight digits of the digest are in the stem already; a collision takes more of them.
        let mut digits = 8;
        let mut file = format!("{folder}/{}.md", draft.stem);
        if let Some(file) = self.silent.get(&file.to_lowercase()) {
            // Its name has the digest of this original: a person took the key `source` out.
            return Place::Known(Arc::clone(file));
        }
        while !self.taken.insert(file.to_lowercase()) && digits < draft.sha256.len() {
            digits += 4;
            file = format!("{folder}/{kind}-{}.md", &draft.sha256[..digits.min(draft.sha256.len())]);
        }
        self.by_digest.insert(draft.sha256.clone(), file.as_str().into());
        Place::New(file)
    }
}

/// Whether two Markdown files hold versions of one report: they have one title or half of the paragraphs of the later in common, and
/// no two years or units.
fn are_versions(earlier: &str, later: &str) -> bool {
    let (old, new) = (paragraphs(earlier), paragraphs(later));
    let shared = new.intersection(&old).count();
    let value = |text: &str, key: &str| text.lines().find_map(|line| Some(line.strip_prefix(key)?.trim().to_owned()));
    let agree = |key: &str| value(earlier, key).zip(value(later, key)).is_none_or(|(old, new)| old == new);
    let one_title = value(earlier, "title:").is_some() && agree("title:");
    (one_title || shared * 2 > new.len()) && agree("year:") && agree("unit:")
}

/// The lines of the body that are long enough to be nobody else's.
fn paragraphs(text: &str) -> BTreeSet<&str> {
    let body = text.split_once("\n---\n").map_or(text, |(_, body)| body);
    body.lines().filter(|line| line.chars().nth(10).is_some()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(file: &str, sha256: &str, front: &str) -> Draft {
        Draft {
            stem: format!("x-zongjie-{}", &sha256[..8]),
            sha256: sha256.to_owned(),
            file: file.to_owned(),
            markdown: format!("---\n{front}\n---\n"),
            ..Draft::default()
        }
    }

    fn digest(first: &str) -> String {
        format!("{first:0<64}")
    }

    #[test]
    fn a_report_is_found_by_its_bytes_then_by_its_name() {
        let (one, two) = (digest("1"), digest("2"));
        let old = "---\ntitle: 工作总结\nyear: 2021\n---\n";
        let places = |draft: &Draft| {
            let original = Original { file: "甲.txt".to_owned(), sha256: digest("1") };
            let mut shelf =
                Shelf::new([("r/2021/a.md".into(), Some(original)), ("r/x-zongjie-30000000.md".into(), None)]);
            shelf.place(draft, "r", &|_| Some(old.into()))
        };
        let earlier = Place::Earlier("r/2021/a.md".into());
        let new = Place::New("r/x-zongjie-20000000.md".to_owned());
        let cases = [
            (draft("乙.txt", &one, "title: 别的"), Place::Known("r/2021/a.md".into())),
            (draft("甲.txt", &two, "title: 工作总结\nyear: 2021"), earlier.clone()),
            (draft("甲.txt", &two, "title: 工作总结"), earlier),
            (draft("甲.txt", &two, "title: 工作总结\nyear: 2022"), new.clone()),
            (draft("甲.txt", &two, "title: 别的"), new.clone()),
            (draft("乙.txt", &two, "title: 工作总结\nyear: 2021"), new),
            (draft("丙.txt", &digest("3"), "title: 别的"), Place::Known("r/x-zongjie-30000000.md".into())),
        ];
        for (draft, expected) in cases {
            assert_eq!(places(&draft), expected, "{draft:?}");
        }
    }

    #[test]
    fn names_that_collide_take_more_of_the_digest() {
        let mut shelf = Shelf::default();
        let mut place = |sha256: &str| shelf.place(&draft("甲.txt", sha256, "title: 甲"), "r", &|_| None);
        assert_eq!(place(&digest("12345678a")), Place::New("r/x-zongjie-12345678.md".to_owned()));
        assert_eq!(place(&digest("12345678b")), Place::New("r/x-zongjie-12345678b000.md".to_owned()));
        assert_eq!(place(&digest("12345678b0001")), Place::New("r/x-zongjie-12345678b0001000.md".to_owned()));
        assert_eq!(place(&digest("12345678b")), Place::Known("r/x-zongjie-12345678b000.md".into()));
    }
}
