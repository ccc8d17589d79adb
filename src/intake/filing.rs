//! What an import writes: pictures, the report, the receipt, in this order, so that what is there is always whole.
//!
//! Never replaces what a person edited, and writes nothing that is there already.
//! Start at [`Filing::new_report`] and [`Filing::known_report`].

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::standing::Receipts;
use super::{Fate, question, record};
use crate::diagnostic::AtPath;
use crate::digest::sha256;
use crate::import::Draft;
use crate::load::file;
use crate::load::receipt::{self, Filed, Kept, Original, Question, Waiting};
use crate::write::whole::{create, replace};

/// A report on its way to the disk.
pub(super) struct Filing<'a> {
    pub(super) root: &'a Path,
    pub(super) receipts: &'a mut Receipts,
    pub(super) draft: &'a mut Draft,
    /// The bytes of the original.
    pub(super) bytes: &'a [u8],
    /// A digest of the folders above, which are evidence.
    pub(super) above: String,
    /// Whether a person decided something of files of this name.
    pub(super) is_decided: bool,
    /// The questions that the draft leaves open.
    pub(super) questions: Vec<Question>,
    /// Asks whether it is like another report.
    pub(super) similar: &'a dyn Fn() -> Vec<Question>,
    pub(super) dry_run: bool,
}

/// What lies beside a report.
struct Beside {
    pictures: Vec<receipt::File>,
    waiting: Option<Waiting>,
}

impl Filing<'_> {
    /// Writes a report that is not there yet.
    pub(super) fn new_report(mut self, name: &str) -> io::Result<(Fate, Vec<Question>)> {
        if self.meets_others(name, None) {
            self.take_longer_names();
        }
        let pictures = self.pictures(name, None)?;
        if !self.dry_run && !create(&self.path(name), &self.draft.markdown)? {
            // Another import was faster; the name has the digest of the original in it.
            return Ok((Fate::Known, Vec::new()));
        }
        let questions = self.all_questions(None);
        self.receipt(name, Beside { pictures, waiting: None }, &questions, None)?;
        Ok((Fate::New, questions))
    }

    /// Brings a report that is there to what the original says now, unless a person edited it. `is_version` says whether the original
    /// changed.
    pub(super) fn known_report(mut self, name: &Arc<str>, is_version: bool) -> io::Result<(Fate, Vec<Question>)> {
        let filed = self.receipts.of_report(name, &self.draft.sha256).cloned();
        let kept = filed.as_ref().map(|filed| &filed.kept);
        let Ok(current) = fs::read(self.path(name)) else { return Ok((Fate::Known, Vec::new())) };
        if is_version && self.meets_others(name, kept) || !is_version && self.has_longer_names(&current) {
            self.take_longer_names();
        }
        if !is_version {
            self.take_source(&current);
        }
        let (is, becomes) = (sha256(&current), sha256(self.draft.markdown.as_bytes()));
        let written = kept.and_then(|kept| kept.report.sha256.as_ref());
        if is != becomes && written != Some(&is) {
            return if is_version { self.beside(name, filed, &current) } else { Ok((Fate::Known, Vec::new())) };
        }
        // What lay in a folder with the name of its year says less when it comes from elsewhere.
        let comes_from = |kept: &Kept| kept.source.file == self.draft.file && kept.source.above == self.above;
        if is != becomes && !is_version && !self.is_decided && !kept.is_some_and(comes_from) {
            return Ok((Fate::Known, Vec::new()));
        }
        self.update(name, filed, is == becomes, is_version)
    }

    /// Brings a report that nobody edited, what lies beside it and its receipt to what the draft says.
    fn update(
        mut self,
        name: &Arc<str>,
        filed: Option<Filed>,
        is_same: bool,
        is_version: bool,
    ) -> io::Result<(Fate, Vec<Question>)> {
        let kept = filed.as_ref().map(|filed| &filed.kept);
        // A version of which this original knows nothing goes on waiting.
        let waits = |waiting: &&Waiting| !is_version && waiting.source.sha256 != self.draft.sha256;
        let waiting = kept.and_then(|kept| kept.waiting.as_ref()).filter(waits).cloned();
        let asked = waiting.iter().map(|waiting| question::version(&waiting.version.file));
        let questions: Vec<_> = asked.chain(self.all_questions(kept.filter(|_| !is_version))).collect();
        let pictures = self.pictures(name, kept)?;
        if !is_same && !self.dry_run {
            replace(&self.path(name), self.draft.markdown.as_bytes())?;
        }
        if let Some(kept) = kept {
            self.remove_old(kept, &pictures, waiting.as_ref())?;
        }
        self.receipt(name, Beside { pictures, waiting }, &questions, filed)?;
        Ok((if is_same { Fate::Known } else { Fate::Updated }, questions))
    }

    /// An original that is known keeps the name that it came under first.
    fn take_source(&mut self, current: &[u8]) {
        let current = String::from_utf8_lossy(current);
        if let Some((old, new)) =
            question::front(&current, "source").zip(question::front(&self.draft.markdown, "source"))
        {
            self.draft.markdown =
                self.draft.markdown.replacen(&format!("\nsource: {new}\n"), &format!("\nsource: {old}\n"), 1);
        }
    }

    /// What is open. Whether it is like another report is asked of a text that is new; else that was asked.
    fn all_questions(&self, kept: Option<&Kept>) -> Vec<Question> {
        let asked = |kept: &Kept| kept.questions.iter().filter(|asked| asked.about == "similar").cloned().collect();
        let similar = kept.map_or_else(self.similar, asked);
        self.questions.iter().cloned().chain(similar).collect()
    }

    /// Takes note that another file holds the text of a report that is there.
    pub(super) fn duplicate(mut self, name: &Arc<str>) -> io::Result<()> {
        let Some(filed) = self.receipts.of_report(name, &self.draft.sha256).cloned() else { return Ok(()) };
        let Filed { file, mut kept } = filed;
        if kept.source.file != self.draft.file && !kept.duplicates.contains(&self.draft.file) {
            kept.duplicates.push(self.draft.file.clone());
            kept.duplicates.sort();
            self.put(file, kept)?;
        }
        Ok(())
    }

    /// Puts a version beside a report that a person edited. Who removed such a file has dealt with it.
    fn beside(mut self, name: &Arc<str>, filed: Option<Filed>, current: &[u8]) -> io::Result<(Fate, Vec<Question>)> {
        let beside = format!("{name}.new");
        let there = fs::read(self.path(&beside)).ok().map(|bytes| sha256(&bytes));
        let told = filed.as_ref().and_then(|filed| filed.kept.waiting.clone());
        let is_told = told.as_ref().is_some_and(|told| told.source.sha256 == self.draft.sha256);
        if is_told && there.is_none() {
            return Ok((Fate::Known, Vec::new()));
        }
        let written = told.as_ref().and_then(|told| told.version.sha256.clone());
        let becomes = sha256(self.draft.markdown.as_bytes());
        let asked = question::version(&beside);
        if there.is_some() && there != written && there.as_ref() != Some(&becomes) {
            // Somebody is at work in it.
            return Ok((Fate::Waiting(beside), vec![asked]));
        }
        let pictures = self.pictures(name, filed.as_ref().map(|filed| &filed.kept))?;
        if there.as_ref() != Some(&becomes) && !self.dry_run {
            replace(&self.path(&beside), self.draft.markdown.as_bytes())?;
        }
        let Filed { file, mut kept } = filed.unwrap_or_else(|| self.receipt_of_unknown(name, current));
        let old = std::mem::take(&mut kept.waiting).map(|waiting| waiting.pictures).unwrap_or_default();
        let in_use = || kept.pictures.iter().chain(&pictures);
        for picture in old.iter().filter(|old| !in_use().any(|picture| picture.file == old.file)) {
            self.remove(picture)?;
        }
        let source = record::original(self.draft, &self.above);
        let version = receipt::File { file: beside.clone(), sha256: Some(becomes) };
        kept.waiting = Some(Waiting { source, version, pictures });
        kept.questions.retain(|question| question.about != asked.about);
        kept.questions.insert(0, asked.clone());
        self.put(file, kept)?;
        Ok((Fate::Waiting(beside), vec![asked]))
    }

    /// A receipt of a report of which none is known.
    fn receipt_of_unknown(&self, name: &Arc<str>, current: &[u8]) -> Filed {
        let text = String::from_utf8_lossy(current);
        let value = |key| question::front(&text, key).map(str::to_owned).unwrap_or_default();
        let kept = Kept {
            format: receipt::FORMAT,
            source: Original { file: self.draft.file.clone(), ..Original::default() },
            report: receipt::File { file: name.to_string(), sha256: None },
            title: value("title"),
            ..Kept::default()
        };
        Filed { file: self.receipts.file_for(name, &self.draft.sha256), kept }
    }

    /// Whether other files lie where the pictures belong: the digits in a stem can be those of another original.
    fn meets_others(&self, report: &str, kept: Option<&Kept>) -> bool {
        let is_ours = |file: &str| kept.is_some_and(|kept| kept.pictures.iter().any(|ours| ours.file == file));
        let is_others = |file: &str, bytes: &[u8]| fs::read(self.path(file)).is_ok_and(|there| there != bytes);
        self.beside_report(report).any(|(file, bytes)| !is_ours(&file) && is_others(&file, bytes))
    }

    /// Whether a report shows its pictures under their longer names.
    fn has_longer_names(&self, current: &[u8]) -> bool {
        String::from_utf8_lossy(current).contains(&self.longer_stem())
    }

    fn longer_stem(&self) -> String {
        let kind = self.draft.stem.rsplit_once('-').map_or("", |(kind, _)| kind);
        format!("{kind}-{:.16}", self.draft.sha256)
    }

    /// Gives what lies beside the report names with more of the digest.
    fn take_longer_names(&mut self) {
        let (old, new) = (self.draft.stem.clone(), self.longer_stem());
        let markdown = self.draft.markdown.replace(&format!("]({old}"), &format!("]({new}"));
        self.draft.markdown = markdown.replace(&format!("{{file: {old}"), &format!("{{file: {new}"));
        let names = self.draft.pictures.iter_mut().map(|(name, _)| name).chain(&mut self.draft.original);
        names.for_each(|name| *name = name.replacen(&old, &new, 1));
    }

    /// The files that belong beside a report, by their names from the root of the site, and their bytes.
    fn beside_report(&self, report: &str) -> impl Iterator<Item = (String, &[u8])> {
        let folder = report.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let pictures = self.draft.pictures.iter().map(|(name, picture)| (name, picture.bytes.as_slice()));
        let original = self.draft.original.iter().map(|name| (name, self.bytes));
        pictures.chain(original).map(move |(name, bytes)| (format!("{folder}/{name}"), bytes))
    }

    /// Writes what belongs beside a report and is not there yet. What a person put in its place stays.
    fn pictures(&self, report: &str, kept: Option<&Kept>) -> io::Result<Vec<receipt::File>> {
        let waiting = kept.and_then(|kept| kept.waiting.as_ref()).map(|waiting| waiting.pictures.as_slice());
        let ours = || kept.iter().flat_map(|kept| &kept.pictures).chain(waiting.unwrap_or_default());
        let mut pictures = Vec::new();
        for (file, bytes) in self.beside_report(report) {
            let path = self.path(&file);
            let there = fs::read(&path).ok().map(|there| sha256(&there));
            let picture = receipt::File { file, sha256: Some(sha256(bytes)) };
            let is_ours = |ours: &receipt::File| ours.file == picture.file && ours.sha256 == there;
            if there != picture.sha256 && (there.is_none() || ours().any(is_ours)) && !self.dry_run {
                replace(&path, bytes)?;
            }
            pictures.push(picture);
        }
        Ok(pictures)
    }

    /// Removes what the report no longer shows, as far as it is as an import wrote it; and the version that waited and is taken.
    fn remove_old(&self, kept: &Kept, pictures: &[receipt::File], waits: Option<&Waiting>) -> io::Result<()> {
        let waiting = kept
            .waiting
            .iter()
            .filter(|_| waits.is_none())
            .flat_map(|waiting| waiting.pictures.iter().chain([&waiting.version]));
        for old in kept.pictures.iter().chain(waiting) {
            if !pictures.iter().any(|picture| picture.file == old.file) {
                self.remove(old)?;
            }
        }
        Ok(())
    }

    /// Removes a file that is as an import wrote it.
    fn remove(&self, old: &receipt::File) -> io::Result<()> {
        // A receipt may say anything; an import puts pictures, originals and versions beside reports, and nothing elsewhere.
        let is_inside = !old.file.contains(['\\', ':']) && old.file.split('/').all(|part| part != "..");
        let is_ours = old.file.starts_with("content/reports/") && !old.file.to_lowercase().ends_with(".md");
        let path = self.path(&old.file);
        let is_plain = fs::symlink_metadata(&path).is_ok_and(|data| data.is_file());
        if self.dry_run || !is_inside || !is_ours || !is_plain {
            return Ok(());
        }
        let is = fs::read(&path).at_path(&path)?;
        if old.sha256.as_ref() == Some(&sha256(&is)) { fs::remove_file(&path).at_path(&path) } else { Ok(()) }
    }

    /// Writes the receipt, unless it is there already.
    fn receipt(&mut self, name: &str, beside: Beside, questions: &[Question], filed: Option<Filed>) -> io::Result<()> {
        let mut receipt = record::receipt(self.draft, &self.above, name, questions);
        receipt.pictures = beside.pictures;
        receipt.waiting = beside.waiting;
        let file = match filed {
            Some(Filed { file, kept }) => {
                receipt.duplicates = kept.duplicates;
                // That of the first import, so that another place from which the same comes is no change.
                if kept.source.sha256 == receipt.source.sha256 {
                    receipt.source = kept.source;
                }
                file
            }
            None => self.receipts.file_for(name, &self.draft.sha256),
        };
        self.put(file, receipt)
    }

    fn put(&mut self, file: Arc<str>, kept: Kept) -> io::Result<()> {
        let (path, bytes) = (self.path(&file), kept.bytes());
        if !self.dry_run && fs::read(&path).ok().as_ref() != Some(&bytes) {
            replace(&path, &bytes)?;
        }
        self.receipts.note(Filed { file, kept });
        Ok(())
    }

    fn path(&self, file: &str) -> PathBuf {
        file::path(self.root, file)
    }
}

#[cfg(test)]
mod tests;
