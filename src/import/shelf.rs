//! The shelf: where an imported report goes, and whether it is there already.
//!
//! Never names a place that holds something else, and never touches a file.
//! Start at [`Shelf`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Draft;
use super::likeness::{Sketch, Text};
use crate::digest::Digest;
use crate::load::front::Original;

/// The reports that are there already, by what they were imported from and by what they say.
#[derive(Debug, Default)]
pub struct Shelf {
    by_digest: BTreeMap<String, Held>,
    by_source: BTreeMap<String, Vec<Arc<str>>>,
    by_text: BTreeMap<Digest, Vec<Arc<str>>>,
    sketches: BTreeMap<Arc<str>, Sketch>,
    /// Every name that is taken, in small letters: two names that differ in case are one file on many disks.
    taken: BTreeSet<String>,
    /// Of these, the names of files that say nothing of an original.
    silent: BTreeMap<String, Arc<str>>,
    /// The reports that files of this import are already.
    claimed: BTreeSet<Arc<str>>,
}

/// A report that is there.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Its file.
    pub file: Arc<str>,
    /// What it was imported from, when it says so.
    pub original: Option<Original>,
    /// The digest of what it says; absent when it says nothing.
    pub digest: Option<Digest>,
    /// The sketch of what it says.
    pub sketch: Option<Sketch>,
}

/// A report and the name of its original.
#[derive(Debug, Clone)]
struct Held {
    file: Arc<str>,
    name: String,
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
    /// Another file with the same bytes or the same text is this report already.
    Duplicate(Arc<str>),
}

/// How many reports are looked at more closely, because they may be like a new one.
const CLOSER: usize = 5;

impl Shelf {
    /// A shelf with these reports on it.
    pub fn new(reports: impl IntoIterator<Item = Standing>) -> Self {
        let mut shelf = Self::default();
        for Standing { file, original, digest, sketch } in reports {
            shelf.taken.insert(file.to_lowercase());
            shelf.note(&file, digest, sketch);
            match original {
                Some(original) => {
                    shelf.by_source.entry(original.file.clone()).or_default().push(Arc::clone(&file));
                    shelf.by_digest.insert(original.sha256, Held { file, name: original.file });
                }
                None => {
                    shelf.silent.insert(file.to_lowercase(), file);
                }
            }
        }
        shelf
    }

    fn says(&mut self, file: &Arc<str>, says: &Text) {
        self.note(file, says.digest(), says.sketch());
    }

    fn note(&mut self, file: &Arc<str>, digest: Option<Digest>, sketch: Option<Sketch>) {
        if let Some(digest) = digest {
            self.by_text.entry(digest).or_default().push(Arc::clone(file));
        }
        if let Some(sketch) = sketch {
            self.sketches.insert(Arc::clone(file), sketch);
        }
    }

    /// Finds the place of a report in `folder` and takes it. `text` gives the text of a file on the shelf.
    ///
    /// It is known by the digest of its original, else by the original's name, else by what it says. A name alone proves little
    /// (`总结.txt`): the two must be versions of one report. Two files of one import are never versions of each other.
    pub fn place(
        &mut self,
        draft: &Draft,
        says: &Text,
        folder: &str,
        text: &dyn Fn(&Arc<str>) -> Option<Arc<str>>,
    ) -> Place {
        if let Some(held) = self.by_digest.get(&draft.sha256) {
            let file = Arc::clone(&held.file);
            let is_renamed = last(&held.name) != last(&draft.file) && !held.name.is_empty();
            return match self.claimed.insert(Arc::clone(&file)) && !is_renamed {
                true => Place::Known(file),
                false => Place::Duplicate(file),
            };
        }
        let is_earlier = |file: &&Arc<str>| {
            !self.claimed.contains(*file) && text(file).is_some_and(|old| are_versions(&old, &draft.markdown))
        };
        if let Some(file) = self.by_source.get(&draft.file).into_iter().flatten().find(is_earlier).cloned() {
            // What it was before it is no more.
            self.by_digest.retain(|_, held| held.file != file);
            self.hold(&file, draft);
            self.sketches.remove(&file);
            self.says(&file, says);
            return Place::Earlier(file);
        }
        let file = format!("{folder}/{}.md", draft.stem);
        if let Some(file) = self.silent.get(&file.to_lowercase()) {
            // Its name has the digest of this original: a person took the key `source` out.
            return Place::Known(Arc::clone(file));
        }
        // A form that two units filled in with nothing is two reports.
        let is_one = |file: &&Arc<str>| text(file).is_none_or(|old| agree(&old, &draft.markdown));
        let same = says.digest().and_then(|digest| self.by_text.get(&digest)).into_iter().flatten();
        if let Some(file) = same.take(CLOSER).find(is_one) {
            return Place::Duplicate(Arc::clone(file));
        }
        Place::New(self.free(draft, says, folder, file))
    }

    fn hold(&mut self, file: &Arc<str>, draft: &Draft) {
        let held = Held { file: Arc::clone(file), name: draft.file.clone() };
        self.by_digest.insert(draft.sha256.clone(), held);
        self.claimed.insert(Arc::clone(file));
    }

    /// A name that nothing has: this one, or one with more of the digest, eight digits of which are in the stem already.
    fn free(&mut self, draft: &Draft, says: &Text, folder: &str, mut file: String) -> String {
        let kind = draft.stem.rsplit_once('-').map_or("", |(kind, _)| kind);
        let mut digits = 8;
        while !self.taken.insert(file.to_lowercase()) && digits < draft.sha256.len() {
            digits += 4;
            file = format!("{folder}/{kind}-{}.md", &draft.sha256[..digits.min(draft.sha256.len())]);
        }
        let name: Arc<str> = file.as_str().into();
        self.hold(&name, draft);
        self.says(&name, says);
        file
    }

    /// The reports that may be like a text, the likest first; `own` is that of the text itself. Whether they are has to be found out.
    pub fn like(&self, says: &Text, own: &str) -> Vec<Arc<str>> {
        let Some(sketch) = says.sketch() else { return Vec::new() };
        let likely = self.sketches.iter().map(|(file, known)| (sketch.likely(known), file));
        let mut likely: Vec<_> = likely.filter(|(likely, file)| *likely > 0 && ***file != *own).collect();
        likely.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.cmp(other)));
        likely.into_iter().take(CLOSER).map(|(_, file)| Arc::clone(file)).collect()
    }
}

/// The name of a file without its folders.
fn last(file: &str) -> &str {
    file.rsplit('/').next().unwrap_or(file)
}

/// Whether two Markdown files hold versions of one report: they have one title or half of the paragraphs of the later in common, and
/// no two years or units.
fn are_versions(earlier: &str, later: &str) -> bool {
    let (old, new) = (paragraphs(earlier), paragraphs(later));
    let shared = new.intersection(&old).count();
    let title = value(earlier, "title:");
    (title.is_some() && title == value(later, "title:") || shared * 2 > new.len()) && agree(earlier, later)
}

/// Whether two Markdown files name no two years or units.
fn agree(earlier: &str, later: &str) -> bool {
    let agree = |key| value(earlier, key).zip(value(later, key)).is_none_or(|(old, new)| old == new);
    agree("year:") && agree("unit:")
}

/// The value of a key of the front matter that stands in its line.
fn value<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    text.lines().find_map(|line| Some(line.strip_prefix(key)?.trim()))
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

    /// The shelf with one report that was imported and one that says nothing of an original.
    fn shelf() -> Shelf {
        let says = Text::of(&[], "正文。");
        let standing = |file: &str, original, text: Option<&Text>| Standing {
            file: file.into(),
            original,
            digest: text.and_then(Text::digest),
            sketch: text.and_then(Text::sketch),
        };
        let original = Original { file: "甲.txt".to_owned(), sha256: digest("1") };
        Shelf::new([
            standing("r/2021/a.md", Some(original), Some(&says)),
            standing("r/x-zongjie-30000000.md", None, None),
        ])
    }

    #[test]
    fn a_report_is_found_by_its_bytes_then_by_its_name_then_by_its_text() {
        let (one, two) = (digest("1"), digest("2"));
        let old = "---\ntitle: 工作总结\nyear: 2021\n---\n";
        let places = |draft: &Draft, text: &str| shelf().place(draft, &Text::of(&[], text), "r", &|_| Some(old.into()));
        let earlier = Place::Earlier("r/2021/a.md".into());
        let new = Place::New("r/x-zongjie-20000000.md".to_owned());
        let duplicate = Place::Duplicate("r/2021/a.md".into());
        let cases = [
            (draft("甲.txt", &one, "title: 别的"), "", Place::Known("r/2021/a.md".into())),
            (draft("下/甲.txt", &one, "title: 别的"), "", Place::Known("r/2021/a.md".into())),
            (draft("乙.txt", &one, "title: 别的"), "", duplicate.clone()),
            (draft("甲.txt", &two, "title: 工作总结\nyear: 2021"), "正文。", earlier.clone()),
            (draft("甲.txt", &two, "title: 工作总结"), "", earlier),
            (draft("甲.txt", &two, "title: 工作总结\nyear: 2022"), "", new.clone()),
            (draft("甲.txt", &two, "title: 别的"), "", new.clone()),
            (draft("甲.txt", &two, "title: 别的"), "正文。", duplicate.clone()),
            (draft("乙.txt", &two, "title: 工作总结\nyear: 2022"), "正文。", new.clone()),
            (draft("乙.txt", &two, "title: 工作总结\nyear: 2021"), "别文。", new),
            (draft("乙.txt", &two, "title: 工作总结\nyear: 2021"), "正文。", duplicate),
            (draft("丙.txt", &digest("3"), "title: 别的"), "", Place::Known("r/x-zongjie-30000000.md".into())),
        ];
        for (draft, text, expected) in cases {
            assert_eq!(places(&draft, text), expected, "{draft:?}");
        }
    }

    #[test]
    fn one_report_is_never_two_files_of_one_import() {
        let (one, two, three) = (digest("1"), digest("2"), digest("3a"));
        let old = "---\ntitle: 工作总结\n---\n";
        let mut shelf = shelf();
        let mut place = |sha256: &str| {
            let draft = draft("甲.txt", sha256, "title: 工作总结");
            shelf.place(&draft, &Text::of(&[], sha256), "r", &|_| Some(old.into()))
        };
        assert_eq!(place(&two), Place::Earlier("r/2021/a.md".into()));
        assert_eq!(place(&three), Place::New("r/x-zongjie-3a000000.md".to_owned()));
        assert_eq!(place(&one), Place::New("r/x-zongjie-10000000.md".to_owned()));
        assert_eq!(place(&two), Place::Duplicate("r/2021/a.md".into()));
    }

    #[test]
    fn names_that_collide_take_more_of_the_digest() {
        let mut shelf = Shelf::default();
        let mut place =
            |sha256: &str| shelf.place(&draft("甲.txt", sha256, "title: 甲"), &Text::of(&[], sha256), "r", &|_| None);
        assert_eq!(place(&digest("12345678a")), Place::New("r/x-zongjie-12345678.md".to_owned()));
        assert_eq!(place(&digest("12345678b")), Place::New("r/x-zongjie-12345678b000.md".to_owned()));
        assert_eq!(place(&digest("12345678b0001")), Place::New("r/x-zongjie-12345678b0001000.md".to_owned()));
        assert_eq!(place(&digest("12345678b")), Place::Duplicate("r/x-zongjie-12345678b000.md".into()));
    }
}
