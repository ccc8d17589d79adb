//! What the watcher says is put into the ear here, so that troubles come when they are wanted. Real files are in `tests/watch.rs`.

use std::io;
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, CreateKind, DataChange, Flag, MetadataKind, ModifyKind, RenameMode};
use notify::{Error, ErrorKind, Event, EventKind};

use super::heard::{Due, Heard};
use super::*;

const LONG: Option<Duration> = Some(Duration::from_secs(20));
const OPENED: EventKind = EventKind::Access(AccessKind::Open(AccessMode::Any));
const CLOSED: EventKind = EventKind::Access(AccessKind::Close(AccessMode::Write));
const WRITTEN: EventKind = EventKind::Modify(ModifyKind::Data(DataChange::Any));
const TIMED: EventKind = EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any));

fn named(kind: EventKind, path: &str) -> Event {
    Event::new(kind).add_path(absolute(path).expect("an absolute path"))
}

fn overflow() -> Event {
    Event::new(EventKind::Other).set_flag(Flag::Rescan)
}

/// A watch on a folder where nothing happens.
fn watch() -> (tempfile::TempDir, Watch) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let places = Places { folders: vec![folder.path().join("content")], ..Places::default() };
    let (watch, trouble) = Watch::new(places, Pace { poll: None, ..Pace::default() }).expect("a watch");
    assert_eq!(trouble, None);
    (folder, watch)
}

#[test]
fn an_overflow_is_said_once_and_costs_nothing_else() {
    let (_folder, mut watch) = watch();
    watch.ear.hear(Ok(overflow()));
    assert_eq!(watch.next(LONG), Some(Stir::whole(Some(Trouble::Overflow))));
    let given = Instant::now();
    watch.ear.hear(Ok(overflow()));
    assert_eq!(watch.next(LONG), Some(Stir::whole(None)));
    assert!(
        given.elapsed() > Duration::from_millis(500),
        "a scan that overflows the queue must not wake itself at once"
    );
    assert_eq!(watch.next(LONG), Some(Stir::whole(None)), "the look that closes the gaps");
    assert!(watch.posts.is_some());
}

#[test]
fn a_watcher_that_fails_is_replaced_by_polling() {
    let limit = Trouble::Limit { setting: "fs.inotify.max_user_watches" };
    let cases = [
        (Error::new(ErrorKind::MaxFilesWatch), Some(limit.clone())),
        (Error::io(io::Error::from_raw_os_error(28)), super::heard::CLOSES.then_some(limit)),
        (Error::generic("gone"), Some(Trouble::Lost("gone".to_owned()))),
    ];
    for (error, expected) in cases {
        let Some(expected) = expected else { continue };
        let (_folder, mut watch) = watch();
        watch.poll = Duration::from_millis(20);
        watch.ear.hear(Err(error));
        assert_eq!(watch.next(LONG), Some(Stir::whole(Some(expected))));
        for _ in 0..3 {
            assert_eq!(watch.next(LONG), Some(Stir::whole(None)));
        }
        assert!(watch.posts.is_none());
    }
}

#[test]
fn a_path_that_went_is_no_trouble() {
    let (_folder, mut watch) = watch();
    watch.ear.hear(Err(Error::new(ErrorKind::PathNotFound)));
    watch.ear.hear(Err(Error::io(io::ErrorKind::PermissionDenied.into())));
    assert_eq!(watch.next(Some(Duration::from_millis(20))), None);
}

/// Tells a new [`Heard`] of events, each so many milliseconds after the first; says when what is due, and what is given then.
fn told(events: &[(u64, Event)]) -> Option<(u64, Due, Stir)> {
    let places = Places { folders: vec!["/s/content".into()], files: vec!["/s/h.yaml".into()], ..Places::default() };
    let places = Places { ignored: vec!["/s/content/out".into()], ..places }.absolute().expect("absolute paths");
    let start = Instant::now();
    let mut heard = Heard::default();
    for (at, event) in events {
        heard.hear(event, &places, start + Duration::from_millis(*at));
    }
    let (at, due) = heard.due(Duration::from_millis(5))?;
    Some(((at - start).as_millis() as u64, due, heard.give(at).0))
}

#[track_caller]
fn says(events: &[(u64, Event)], at: u64, paths: &[&str]) {
    let paths = paths.iter().map(|path| absolute(path).expect("an absolute path")).collect();
    assert_eq!(told(events), Some((at, Due::Stir, Stir { paths, ..Stir::default() })));
}

#[test]
fn what_is_complete_is_said_soon_and_a_burst_is_said_once() {
    let a = "/s/content/a.md";
    says(&[(0, named(CLOSED, a))], 5, &[a]);
    says(&[(0, named(CLOSED, a)), (3, named(CLOSED, "/s/h.yaml"))], 8, &[a, "/s/h.yaml"]);
    let burst: Vec<_> = (0..100).map(|at| (at, named(CLOSED, a))).collect();
    says(&burst, 50, &[a]);
    let from = named(EventKind::Modify(ModifyKind::Name(RenameMode::From)), "/s/x.tmp");
    let both = named(EventKind::Modify(ModifyKind::Name(RenameMode::Both)), "/s/x.tmp");
    let both = both.add_path(absolute("/s/h.yaml").expect("an absolute path"));
    says(&[(0, from), (0, both)], 5, &["/s/h.yaml"]);
}

#[test]
fn what_is_nobodys_business_is_not_said() {
    for (kind, path) in [
        (OPENED, "/s/content/a.md"),
        (EventKind::Access(AccessKind::Close(AccessMode::Read)), "/s/content/a.md"),
        (CLOSED, "/s/other.md"),
        (CLOSED, "/s/content/out/index.html"),
        (EventKind::Create(CreateKind::Folder), "/s/public"),
    ] {
        assert_eq!(told(&[(0, named(kind, path))]), None, "{kind:?} {path}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_file_that_is_being_written_holds_everything_back_for_a_while() {
    let (a, b) = ("/s/content/a.md", "/s/content/b.md");
    let create = named(EventKind::Create(CreateKind::File), a);
    says(&[(0, named(WRITTEN, a)), (10, named(CLOSED, b))], 200, &[a, b]);
    says(&[(0, create), (1, named(WRITTEN, a)), (40, named(TIMED, a)), (42, named(CLOSED, a))], 47, &[a]);
    says(&[(0, named(WRITTEN, a)), (0, named(CLOSED, b)), (60, named(CLOSED, a))], 50, &[a, b]);
    // Who writes and writes is not waited for.
    let endless: Vec<_> = (0..20).map(|at| (at * 100, named(WRITTEN, a))).collect();
    says(&endless, 1000, &[a]);
    // What was written below a folder that went will never be closed there.
    let went = named(EventKind::Modify(ModifyKind::Name(RenameMode::From)), "/s/content");
    says(&[(0, named(WRITTEN, a)), (1, went)], 6, &["/s/content"]);
}

#[test]
fn too_many_paths_are_all() {
    let events: Vec<_> = (0..10_001).map(|n| (0, named(CLOSED, &format!("/s/content/{n}.md")))).collect();
    assert_eq!(told(&events), Some((5, Due::Stir, Stir::whole(None))));
}
