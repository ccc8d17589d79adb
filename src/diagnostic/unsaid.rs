//! What a person who follows a site has not been told yet.
//!
//! Never forgets for the caller: what was said, the caller keeps.
//! Start at [`unsaid`].

use std::collections::BTreeMap;

use super::Diagnostic;

/// Those of `now` that are not among the `said`, in their order. What has only moved to another line is the same: otherwise a line
/// written above it would have all of a file said again.
pub fn unsaid(now: &[Diagnostic], said: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut known: BTreeMap<_, Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in said {
        known.entry(position(diagnostic)).or_default().push(diagnostic);
    }
    let new = now.iter().filter(|diagnostic| {
        let Some(same) = known.get_mut(&position(diagnostic)) else { return true };
        let is_same = |one: &&Diagnostic| one.phrase == diagnostic.phrase && one.severity == diagnostic.severity;
        // Each is the same as one: a second one in an equal line is news.
        same.iter().position(is_same).map(|at| same.swap_remove(at)).is_none()
    });
    new.cloned().collect()
}

/// What stays of a place when lines are written above it.
fn position(diagnostic: &Diagnostic) -> (&str, Option<(&str, &str, u32)>) {
    let place = diagnostic.place.as_ref();
    (diagnostic.phrase.code(), place.map(|place| (&*place.file, &*place.excerpt, place.marked.start)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Phrase, Source};

    fn at(text: &str, place: usize) -> Diagnostic {
        Diagnostic::at(Source { file: "a.md".into(), text: text.into() }.place(place..place + 3), Phrase::SpecialFile)
    }

    #[test]
    fn what_moved_is_the_same_and_what_came_a_second_time_is_not() {
        let said = [at("甲乙", 0)];
        let moved = at("丙\n甲乙", 4);
        assert_eq!(unsaid(std::slice::from_ref(&moved), &said), []);
        assert_eq!(unsaid(&[moved.clone(), moved.clone()], &said), [moved]);
        for other in [at("甲乙", 3), at("甲丁", 0), Diagnostic::general(Phrase::SpecialFile)] {
            assert_eq!(unsaid(std::slice::from_ref(&other), &said), [other]);
        }
    }
}
