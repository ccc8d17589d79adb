//! A program that goes on: what it prints, what it answers, and what it tells browsers, for as long as a test looks.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::Site;

/// How long something that has to come is waited for.
pub(crate) const SOON: Duration = Duration::from_secs(5);

/// How long the program may take until it answers at first, on a machine that has much else to do.
const START: Duration = Duration::from_secs(60);

/// Longer than until the look that closes the gaps between events.
const SETTLED: Duration = Duration::from_millis(1_000);

/// How often it is looked whether it has come.
const STEP: Duration = Duration::from_millis(15);

/// Looks again and again until there is something; `None` when the time is over.
pub(crate) fn within<T>(time: Duration, mut look: impl FnMut() -> Option<T>) -> Option<T> {
    let deadline = Instant::now() + time;
    loop {
        let late = Instant::now() >= deadline;
        if let Some(found) = look() {
            return Some(found);
        }
        if late {
            return None;
        }
        thread::sleep(STEP);
    }
}

type Lines = Arc<Mutex<Vec<String>>>;

/// A program that runs, and the lines that it has printed.
pub(crate) struct Running {
    child: Child,
    stdout: Lines,
    stderr: Lines,
}

/// Collects the lines of a pipe on a thread of its own.
fn collected(pipe: impl Read + Send + 'static) -> Lines {
    let lines = Lines::default();
    let collected = Arc::clone(&lines);
    thread::spawn(move || {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            collected.lock().expect("nobody panicked with it").push(line);
        }
    });
    lines
}

impl Running {
    pub(crate) fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let stdout = collected(child.stdout.take().expect("a pipe"));
        let stderr = collected(child.stderr.take().expect("a pipe"));
        Self { child, stdout, stderr }
    }

    /// The lines on standard output.
    pub(crate) fn results(&self) -> Vec<String> {
        self.stdout.lock().expect("nobody panicked with it").clone()
    }

    /// The lines on standard error.
    pub(crate) fn says(&self) -> Vec<String> {
        self.stderr.lock().expect("nobody panicked with it").clone()
    }

    /// How many lines on standard error have this in them.
    pub(crate) fn said(&self, words: &str) -> usize {
        self.says().iter().filter(|line| line.contains(words)).count()
    }

    /// Waits for a line on standard error.
    #[track_caller]
    pub(crate) fn will_say(&self, words: &str) {
        let said = within(SOON, || (self.said(words) > 0).then_some(()));
        assert!(said.is_some(), "“{words}” was not said: {:#?}", self.says());
    }

    #[track_caller]
    pub(crate) fn lives(&mut self, at: &str) {
        let ended = self.child.try_wait().expect("the system knows it");
        assert_eq!(ended, None, "it has ended; {at}: {:#?}", self.says());
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself, which is what a test then complains of.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a browser has been told.
#[derive(Default)]
struct Told {
    state: Value,
    /// How many times it was told the state: once for every look at the site.
    looks: u64,
    receipts: Vec<Value>,
    /// The ids of messages: who comes again is told them again.
    ids: BTreeSet<String>,
}

/// A preview with a browser that listens.
pub(crate) struct Live {
    pub(crate) running: Running,
    authority: String,
    told: Arc<Mutex<Told>>,
}

/// What was answered.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
}

impl Live {
    /// `huibian serve` at any port.
    pub(crate) fn of(site: &Site, arguments: &[&str]) -> Self {
        Self::start(site.program(&[&["serve", "--port", "0"], arguments].concat()))
    }

    /// Starts this command, and waits until it says where it answers.
    pub(crate) fn start(command: Command) -> Self {
        let running = Running::start(command);
        let url = |line: String| Some(line.split_once("http://")?.1.split('/').next()?.to_owned());
        let authority = within(START, || running.says().into_iter().chain(running.results()).find_map(url));
        let authority = authority.unwrap_or_else(|| panic!("it does not say where it answers: {:#?}", running.says()));
        let told = Arc::<Mutex<Told>>::default();
        let (listener, at) = (Arc::clone(&told), authority.clone());
        // Ends when the program does.
        thread::spawn(move || while listen(&at, &listener).is_some() {});
        Self { running, authority, told }
    }

    /// The port at which it answers.
    pub(crate) fn port(&self) -> u16 {
        self.authority.rsplit(':').next().and_then(|port| port.parse().ok()).expect("an address has a port")
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask(path).unwrap_or_else(|| panic!("{path}: no answer; {:#?}", self.running.says()))
    }

    fn ask(&self, path: &str) -> Option<Answer> {
        let mut stream = TcpStream::connect(&self.authority).ok()?;
        stream.set_read_timeout(Some(START)).ok()?;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.authority).ok()?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).ok()?;
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
        let status = std::str::from_utf8(bytes.get(9..12)?).ok()?.parse().ok()?;
        Some(Answer { status, body: bytes.split_off(end + 4) })
    }

    /// What lies at a path as it is published: a page without the element that brings the script.
    pub(crate) fn page(&self, path: &str) -> Vec<u8> {
        let Answer { status, body } = self.get(path);
        assert_eq!(status, 200, "{path}: {}", String::from_utf8_lossy(&body));
        without_script(body)
    }

    /// The state that browsers know.
    pub(crate) fn state(&self) -> Value {
        self.told.lock().expect("nobody panicked with it").state.clone()
    }

    /// How many looks at the site it was told of.
    pub(crate) fn number(&self) -> u64 {
        self.told.lock().expect("nobody panicked with it").looks
    }

    /// Waits for another look at the site than those before.
    #[track_caller]
    pub(crate) fn looks_after(&self, number: u64) {
        let looked = within(SOON, || (self.number() > number).then_some(()));
        assert!(looked.is_some(), "nothing was looked at; {:#?}", self.running.says());
    }

    /// Waits until nothing is looked at any more: what changes then is seen only if it stirs.
    pub(crate) fn settles(&self) {
        loop {
            let number = self.number();
            if within(SETTLED, || (self.number() != number).then_some(())).is_none() {
                return;
            }
        }
    }

    /// The codes of the errors that browsers know; `None` while the site is not broken.
    pub(crate) fn errors(&self) -> Option<BTreeMap<String, usize>> {
        let state = self.state();
        let is_error = |finding: &&Value| finding["severity"] == "error";
        state["broken"].as_bool().filter(|broken| *broken)?;
        Some(counted(state["findings"].as_array()?.iter().filter(is_error)))
    }

    /// The receipts that browsers were given.
    pub(crate) fn receipts(&self) -> Vec<Value> {
        self.told.lock().expect("nobody panicked with it").receipts.clone()
    }

    /// Waits for the receipt of a file.
    #[track_caller]
    pub(crate) fn receipt(&self, name: &str) -> Value {
        let found = within(2 * SOON, || self.receipts().into_iter().find(|receipt| receipt["name"] == name));
        found.unwrap_or_else(|| panic!("no receipt for {name}: {:#?} {:#?}", self.receipts(), self.running.says()))
    }

    /// Waits until the site is that of a clean build of what the folder holds now; or, where nothing can be built, until browsers
    /// know the same errors.
    #[track_caller]
    pub(crate) fn becomes(&self, clean: &Clean, at: &str) {
        let says = || self.running.says();
        let Some(manifest) = &clean.manifest else {
            let same = within(SOON, || (self.errors().as_ref() == Some(&clean.errors)).then_some(()));
            assert!(same.is_some(), "{:?} are not {:?}; {at}: {:#?}", self.errors(), clean.errors, says());
            return;
        };
        let same = within(SOON, || {
            let fine = self.state()["broken"] == false;
            (fine && self.get("/release.json").body == manifest.as_bytes()).then_some(())
        });
        if same.is_none() {
            let answer = String::from_utf8_lossy(&self.get("/release.json").body).into_owned();
            let differing = lines_apart(&answer, manifest);
            panic!("the site is no clean build; {at}: {differing:#?}\n{}\n{:#?}", self.state(), says());
        }
    }

    /// The same for what the folder of `site` holds now.
    #[track_caller]
    pub(crate) fn becomes_clean(&self, site: &Site, at: &str) -> Clean {
        let clean = Clean::of(site);
        self.becomes(&clean, at);
        clean
    }
}

/// Listens until the connection ends; `None` when there is nobody to listen to.
fn listen(authority: &str, told: &Mutex<Told>) -> Option<()> {
    let mut stream = TcpStream::connect(authority).ok()?;
    write!(stream, "GET /__huibian/events HTTP/1.1\r\nHost: {authority}\r\n\r\n").ok()?;
    let (mut event, mut id) = (String::new(), String::new());
    // Between the lines of events stand the sizes of their chunks.
    for line in BufReader::new(stream).lines().map_while(Result::ok) {
        match line.split_once(": ") {
            Some(("event", name)) => (event, id) = (name.to_owned(), String::new()),
            Some(("id", of)) => id = of.to_owned(),
            Some(("data", json)) => {
                let value = serde_json::from_str(json).expect("one line of JSON");
                let mut told = told.lock().expect("nobody panicked with it");
                match event.as_str() {
                    "state" => {
                        told.state = value;
                        told.looks += 1;
                    }
                    _ if told.ids.insert(id.clone()) => told.receipts.push(value),
                    _ => {}
                }
            }
            _ => {}
        }
    }
    Some(())
}

fn without_script(body: Vec<u8>) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(&body) else { return body };
    let Some((before, rest)) = text.split_once("<script src=\"/__huibian/live.js\"") else { return body };
    let (_, after) = rest.split_once("</script>").expect("the element ends");
    format!("{before}{after}").into_bytes()
}

fn lines_apart(one: &str, other: &str) -> Vec<String> {
    let (ours, theirs): (BTreeSet<_>, BTreeSet<_>) = (one.lines().collect(), other.lines().collect());
    ours.symmetric_difference(&theirs).take(20).map(|line| (*line).to_owned()).collect()
}

/// How often each code stands among findings.
fn counted<'a>(findings: impl Iterator<Item = &'a Value>) -> BTreeMap<String, usize> {
    let mut counted = BTreeMap::new();
    for code in findings.filter_map(|finding| finding["code"].as_str()) {
        *counted.entry(code.to_owned()).or_default() += 1;
    }
    counted
}

/// What a build says and writes that knows nothing of earlier ones.
pub(crate) struct Clean {
    folder: tempfile::TempDir,
    /// The manifest; `None` where nothing could be built.
    pub(crate) manifest: Option<String>,
    /// The codes of the errors.
    pub(crate) errors: BTreeMap<String, usize>,
}

impl Clean {
    pub(crate) fn of(site: &Site) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let output = folder.path().join("clean");
        let output = output.to_str().expect("UTF-8");
        let ran = site.run(&["build", "--format", "json", "--output-dir", output]);
        let manifest = (ran.code == 0).then(|| fs::read_to_string(Path::new(output).join("release.json")).expect("it"));
        let findings = ran.stderr.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let errors: Vec<Value> = findings.filter(|finding| finding["severity"] == "error").collect();
        let errors = counted(errors.iter());
        Self { folder, manifest, errors }
    }

    /// Where it was written.
    pub(crate) fn output(&self) -> PathBuf {
        self.folder.path().join("clean")
    }
}
