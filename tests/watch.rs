//! When a scan is due, with real files: as editors save them, as sync tools move them in, and as folders come and go.
//!
//! Nothing sleeps: every wait ends with a stir or with a deadline.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use huibian::watch::{Pace, Places, Stir, Watch};

/// So long a stir may take on a machine that has much else to do.
const DEADLINE: Option<Duration> = Some(Duration::from_secs(30));

/// Longer than the settling look takes.
const QUIET: Option<Duration> = Some(Duration::from_millis(900));

struct Scene {
    _folder: tempfile::TempDir,
    root: PathBuf,
    watch: Watch,
}

impl Scene {
    /// A site with these folders, and a watch on it.
    fn with(folders: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path().canonicalize().expect("it is there");
        let at = |path: &str| root.join("site").join(path);
        fs::create_dir(at("")).expect("the folder of the site");
        for inside in folders {
            fs::create_dir_all(at(inside)).expect("a folder");
        }
        let places = Places {
            folders: vec![at("content"), at("templates"), at("themes/office")],
            files: vec![at("huibian.yaml")],
            ignored: vec![at("public"), at("content/cache")],
        };
        let (watch, trouble) = Watch::new(places, Pace::default()).expect("a watch");
        assert_eq!(trouble, None);
        Self { _folder: folder, root, watch }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root.join("site").join(path)
    }

    /// A place that nobody looks at, on the same disk.
    fn outside(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Every stir until it has settled.
    #[track_caller]
    fn stirs(&mut self) -> Vec<Stir> {
        let mut stirs = Vec::new();
        loop {
            let stir = self.watch.next(DEADLINE).expect("a stir before the deadline");
            assert_eq!(stir.trouble, None);
            let is_settled = stir.whole;
            stirs.push(stir);
            if is_settled {
                return stirs;
            }
        }
    }

    /// The paths that are named until it has settled.
    #[track_caller]
    fn named(&mut self) -> Vec<PathBuf> {
        let mut named: Vec<PathBuf> = self.stirs().into_iter().flat_map(|stir| stir.paths).collect();
        named.sort();
        named.dedup();
        named
    }

    /// A change of this file is noticed.
    #[track_caller]
    fn notices(&mut self, path: &str) {
        let path = self.path(path);
        fs::write(&path, "改动").expect("the file can be written");
        let named = self.named();
        assert!(named.contains(&path), "{} is not among {named:#?}", path.display());
    }

    /// Nothing comes.
    #[track_caller]
    fn is_quiet(&mut self) {
        assert_eq!(self.watch.next(QUIET), None);
    }
}

/// Makes `n` files in folders below folders.
fn fill(folder: &Path, n: usize) {
    for number in 0..n {
        let folder = folder.join(format!("{}/乙/丙", number % 10));
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join(format!("{number}.md")), "报告").expect("a file");
    }
}

#[test]
fn an_atomic_save_is_noticed_then_looked_after_once_and_reading_wakes_nobody() {
    let mut scene = Scene::with(&["content/reports"]);
    scene.is_quiet();
    let (temporary, file) = (scene.path("content/reports/.a.md.swp"), scene.path("content/reports/a.md"));
    fs::write(&temporary, "报告").expect("a file");
    fs::rename(&temporary, &file).expect("its name");
    let stirs = scene.stirs();
    assert!(stirs.iter().any(|stir| stir.paths.contains(&file)), "{stirs:#?}");
    assert_eq!(stirs.iter().filter(|stir| stir.whole).count(), 1);
    fs::read(&file).expect("the file is there");
    fs::read_dir(scene.path("content")).expect("the folder is there").count();
    scene.is_quiet();
    fs::remove_file(&file).expect("it was there");
    assert!(scene.named().contains(&file));
    let (temporary, settings) = (scene.path("huibian.yaml~"), scene.path("huibian.yaml"));
    fs::write(&temporary, "title: 甲").expect("a file");
    fs::rename(&temporary, &settings).expect("its name");
    assert_eq!(scene.named(), [settings]);
    fs::write(scene.path("notes.txt"), "别的").expect("a file");
    scene.is_quiet();
}

#[test]
#[cfg(target_os = "linux")]
fn a_save_in_place_is_not_given_while_the_file_is_empty() {
    let mut scene = Scene::with(&["content"]);
    let path = scene.path("content/a.md");
    fs::write(&path, "旧").expect("a file");
    scene.stirs();
    let mut file = File::create(&path).expect("an empty file");
    // The file is empty for longer than what is complete would be gathered.
    assert_eq!(scene.watch.next(Some(Duration::from_millis(100))), None);
    file.write_all("新".as_bytes()).expect("it can be written");
    drop(file);
    let stir = scene.watch.next(DEADLINE).expect("a stir");
    assert!(stir.paths.contains(&path));
    assert_eq!(fs::read_to_string(&path).expect("the file"), "新");
}

#[test]
fn a_thousand_files_are_a_few_stirs_whether_moved_or_copied() {
    let mut scene = Scene::with(&["content"]);
    fill(&scene.outside("moved"), 1_000);
    fs::rename(scene.outside("moved"), scene.path("content/moved")).expect("one disk");
    let stirs = scene.stirs();
    assert!(stirs.len() < 5, "{} stirs", stirs.len());
    scene.notices("content/moved/7/乙/丙/7.md");
    let (copied, start) = (scene.path("content/copied"), Instant::now());
    let copying = thread::spawn(move || fill(&copied, 1_000));
    let stirs = scene.stirs();
    copying.join().expect("it copies");
    // At most one in fifty milliseconds, but a machine may be busy elsewhere.
    let most = 10 + start.elapsed().as_millis() / 50;
    assert!((stirs.len() as u128) < most, "{} stirs", stirs.len());
    if scene.watch.next(QUIET).is_some() {
        // It was copied so slowly that it seemed to be over.
        scene.stirs();
    }
    scene.notices("content/copied/7/乙/丙/7.md");
}

#[test]
fn folders_that_change_their_names_are_watched_under_the_new_ones() {
    let mut scene = Scene::with(&["content/one/in", "content/two/in"]);
    fs::rename(scene.path("content/one"), scene.path("content/three")).expect("a new name");
    let named = scene.named();
    assert!(named.contains(&scene.path("content/one")) && named.contains(&scene.path("content/three")), "{named:#?}");
    scene.notices("content/three/in/a.md");
    for (from, to) in [("three", "x"), ("two", "three"), ("x", "two")] {
        fs::rename(scene.path("content").join(from), scene.path("content").join(to)).expect("a new name");
    }
    scene.stirs();
    scene.notices("content/three/in/b.md");
    scene.notices("content/two/in/b.md");
}

#[test]
fn folders_that_come_later_go_and_come_again_are_watched() {
    let mut scene = Scene::with(&[]);
    for (folder, file) in [
        ("content", "content/a.md"),
        ("templates", "templates/page.html"),
        ("themes/office/templates", "themes/office/templates/page.html"),
    ] {
        fs::create_dir_all(scene.path(folder)).expect("a folder");
        scene.stirs();
        scene.notices(file);
        fs::remove_dir_all(scene.path(folder.split('/').next().unwrap_or(folder))).expect("it was there");
        assert!(!scene.named().is_empty(), "{folder} went unnoticed");
        // At once, so that nobody had time to look.
        fs::create_dir_all(scene.path(folder)).expect("a folder");
        fs::remove_dir_all(scene.path(folder)).expect("it was there");
        fs::create_dir_all(scene.path(folder)).expect("a folder");
        scene.stirs();
        scene.notices(file);
    }
}

#[test]
fn the_folder_of_a_site_may_be_filled_by_a_move() {
    let mut scene = Scene::with(&[]);
    fill(&scene.outside("made"), 20);
    fs::rename(scene.outside("made"), scene.path("content")).expect("one disk");
    scene.stirs();
    scene.notices("content/3/乙/丙/3.md");
}

#[test]
fn what_is_ignored_wakes_nobody_and_costs_no_watch() {
    let mut scene = Scene::with(&["content/cache/deep", "public/reports/2022", "content/.git/objects"]);
    for file in ["content/cache/deep/a", "public/reports/2022/a.html", "public/index.html", "content/.git/objects/a"] {
        fs::write(scene.path(file), "字").expect("a file");
    }
    fs::create_dir(scene.path("public/new")).expect("a folder");
    scene.is_quiet();
    fs::create_dir(scene.path("content/new")).expect("a folder");
    scene.stirs();
    for folder in ["content/cache", "content/cache/deep", "public", "public/reports", "public/new", "content/.git"] {
        assert!(!is_watched(&scene.path(folder)), "{folder}");
    }
    assert_eq!(is_watched(&scene.path("content/new")), cfg!(target_os = "linux"));
}

/// Whether this process has a watch of the kernel on a folder.
fn is_watched(folder: &Path) -> bool {
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::fs::MetadataExt as _;
        let data = fs::metadata(folder).expect("the folder is there");
        let watch = format!(" ino:{:x} ", data.ino());
        let files = fs::read_dir("/proc/self/fdinfo").expect("what the kernel says of open files");
        let mut said = files.filter_map(|file| fs::read_to_string(file.ok()?.path()).ok());
        said.any(|said| said.lines().any(|line| line.starts_with("inotify wd:") && line.contains(&watch)))
    }
    #[cfg(not(target_os = "linux"))]
    false
}

#[test]
#[cfg(unix)]
fn links_to_folders_are_not_followed_and_a_closed_folder_hides_no_other() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let mut scene = Scene::with(&["content/a", "content/z"]);
    fs::create_dir(scene.outside("elsewhere")).expect("a folder");
    symlink(scene.outside("elsewhere"), scene.path("content/link")).expect("a link");
    let closed = scene.path("content/closed");
    fs::create_dir(&closed).expect("a folder");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).expect("other rights");
    scene.stirs();
    fs::write(scene.outside("elsewhere/a.md"), "字").expect("a file");
    scene.is_quiet();
    scene.notices("content/z/a.md");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).expect("other rights");
    scene.stirs();
    scene.notices("content/closed/a.md");
}

#[test]
fn a_poll_comes_at_its_pace_and_asks_for_no_events() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let places = Places { folders: vec![folder.path().to_owned()], ..Places::default() };
    let pace = Pace { poll: Some(Duration::from_millis(50)), ..Pace::default() };
    let (mut watch, trouble) = Watch::new(places, pace).expect("a watch");
    assert_eq!(trouble, None);
    assert!(!is_watched(folder.path()));
    let start = Instant::now();
    for _ in 0..4 {
        let stir = watch.next(DEADLINE).expect("a stir");
        assert_eq!(stir, Stir { whole: true, ..Stir::default() });
    }
    assert!(start.elapsed() >= Duration::from_millis(200), "{:?}", start.elapsed());
    // Who asks in small steps gets it too.
    let asked = (0..1_000).find(|_| watch.next(Some(Duration::from_millis(1))).is_some());
    assert!(asked.is_some());
}

#[test]
fn who_waits_can_be_woken() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let places = || Places { folders: vec![folder.path().to_owned()], ..Places::default() };
    let slow = Pace { poll: Some(Duration::from_secs(3_600)), ..Pace::default() };
    for pace in [Pace::default(), slow] {
        let (mut watch, _) = Watch::new(places(), pace).expect("a watch");
        let waker = watch.waker();
        let woken = thread::spawn(move || watch.next(None));
        waker.wake();
        assert_eq!(woken.join().expect("it ends"), None);
    }
}
