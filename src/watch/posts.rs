//! The posts: where watches stand. One on every folder, and one beside each place, so that it is noticed when it comes.
//!
//! Never follows a link out of a folder, and never stands in one that is ignored or that the scan passes over.
//! Start at [`Posts::new`].

use std::fs;
use std::path::Path;
use std::sync::Arc;

use notify::{Config, RecommendedWatcher, RecursiveMode, Watcher as _};
use walkdir::{DirEntry, WalkDir};

use super::ear::Ear;
use super::heard::Came;
use super::trouble::SINGLE;
use super::{Places, Trouble};
use crate::load::scan;

/// The watches of one watcher.
#[derive(Debug)]
pub(super) struct Posts {
    watcher: RecommendedWatcher,
    /// Whether folders came since all were last gone through.
    came: bool,
}

impl Posts {
    /// Puts watches on all places; what happens there comes to the ear.
    pub(super) fn new(ear: &Arc<Ear>) -> Result<Self, Trouble> {
        let listener = Arc::clone(ear);
        let config = Config::default().with_follow_symlinks(false);
        let watcher = RecommendedWatcher::new(move |said| listener.hear(said), config)
            .map_err(|error| Trouble::of(&error).unwrap_or_else(|| Trouble::Lost(error.to_string())))?;
        let mut posts = Self { watcher, came: false };
        posts.put_all(&ear.places)?;
        Ok(posts)
    }

    /// Puts watches on folders that came.
    pub(super) fn put_where(&mut self, came: &Came, places: &Places) -> Result<(), Trouble> {
        if came.all {
            self.came = true;
            return self.put_all(places);
        }
        for path in &came.paths {
            for place in places.all().filter(|place| place.starts_with(path)) {
                self.came = true;
                self.put_place(place, places)?;
            }
            let is_inside = places.folders.iter().any(|folder| path.starts_with(folder) && path != folder);
            if SINGLE && is_inside && fs::symlink_metadata(path).is_ok_and(|data| data.is_dir()) {
                self.came = true;
                self.put_folder(path, places)?;
            }
        }
        Ok(())
    }

    /// Goes through all folders once more if some came: while one is being filled, its folders come and go.
    pub(super) fn put_again(&mut self, places: &Places) -> Result<(), Trouble> {
        if std::mem::take(&mut self.came) && SINGLE { self.put_all(places) } else { Ok(()) }
    }

    fn put_all(&mut self, places: &Places) -> Result<(), Trouble> {
        places.all().try_for_each(|place| self.put_place(place, places))
    }

    /// Watches the folder in which a place is or will be, and the place itself if it is a folder.
    fn put_place(&mut self, place: &Path, places: &Places) -> Result<(), Trouble> {
        let nearest = || place.ancestors().skip(1).find(|folder| folder.is_dir());
        let mut beside = nearest();
        while let Some(folder) = beside {
            self.put(folder, RecursiveMode::NonRecursive)?;
            // The next folder on the way may have come before this one was watched.
            let now = nearest();
            if now == beside {
                break;
            }
            beside = now;
        }
        let is_folder = places.folders.iter().any(|folder| folder == place) && place.is_dir();
        if is_folder { self.put_folder(place, places) } else { Ok(()) }
    }

    /// Watches a folder and all in it.
    fn put_folder(&mut self, folder: &Path, places: &Places) -> Result<(), Trouble> {
        if !SINGLE {
            return self.put(folder, RecursiveMode::Recursive);
        }
        let is_ours = |entry: &DirEntry| {
            let is_folder = entry.depth() == 0 || entry.file_type().is_dir();
            is_folder && !scan::is_leaving(entry) && !places.ignores(entry.path())
        };
        // What cannot be listed cannot be scanned either. A folder is watched before it is listed, so that nothing slips through.
        let mut walk = WalkDir::new(folder).into_iter().filter_entry(is_ours).filter_map(Result::ok);
        walk.try_for_each(|entry| self.put(entry.path(), RecursiveMode::NonRecursive))
    }

    fn put(&mut self, folder: &Path, mode: RecursiveMode) -> Result<(), Trouble> {
        if !SINGLE {
            // A folder that went and came again is another one; there may be nothing to take away.
            let _ = self.watcher.unwatch(folder);
        }
        let put = self.watcher.watch(folder, mode);
        // A folder that went meanwhile needs no watch.
        let trouble = put.err().and_then(|error| Trouble::of(&error)).filter(|_| folder.is_dir());
        trouble.map_or(Ok(()), Err)
    }
}
