//! A site in a folder of its own, the program as a person runs it, and what a person then sees.
#![allow(dead_code, reason = "each file of tests uses its own part of this")]

pub(crate) mod html;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::SystemTime;

pub(crate) use html::Page;

/// The files of an output by address.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// Units in three levels, as a registry.
pub(crate) const UNITS: &str = "\
units:
  - {id: yunzhou, name: 云州市, level: city}
  - {id: caizheng, name: 云州市财政局, short: 市财政局, level: city, parent: yunzhou}
  - {id: zhifu, name: 云州市国库支付中心, short: 市支付中心, level: city, parent: caizheng}
  - {id: minzheng, name: 云州市民政局, short: 市民政局, level: city, parent: yunzhou}
  - {id: fuliyuan, name: 云州市社会福利院, short: 市福利院, level: city, parent: minzheng}
";

/// A report from its front matter and its body.
pub(crate) fn report(front: &str, body: &str) -> String {
    format!("---\n{}\n---\n\n{body}\n", front.trim())
}

/// A site in a temporary folder.
pub(crate) struct Site {
    folder: tempfile::TempDir,
    root: PathBuf,
}

/// How a run of the program ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Site {
    /// A folder with nothing in it.
    pub(crate) fn empty() -> Self {
        Self::empty_named("site")
    }

    /// A folder of this name with nothing in it.
    pub(crate) fn empty_named(name: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path().canonicalize().expect("the folder is there").join(name);
        fs::create_dir(&root).expect("the folder can be made");
        Self { folder, root }
    }

    /// A site with settings and nothing else.
    pub(crate) fn bare() -> Self {
        let site = Self::empty();
        site.write("huibian.yaml", "title: 云州汇编\n");
        site
    }

    /// A site with settings and [`UNITS`].
    pub(crate) fn with_units() -> Self {
        let site = Self::bare();
        site.write("content/units.yaml", UNITS);
        site
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Where a file of the site lies.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Where a file of the output lies.
    pub(crate) fn out(&self, address: &str) -> PathBuf {
        self.root.join("public").join(address)
    }

    /// Writes a file of the site, and the folders above it.
    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder above")).expect("the folder can be made");
        fs::write(path, bytes).expect("the file can be written");
        self
    }

    /// Writes a report below `content/reports/`.
    pub(crate) fn report(&self, file: &str, front: &str, body: &str) -> &Self {
        self.write(&format!("content/reports/{file}"), report(front, body))
    }

    /// Removes a file of the site.
    pub(crate) fn remove(&self, path: &str) -> &Self {
        fs::remove_file(self.path(path)).expect("the file was there");
        self
    }

    /// The program in the folder of the site, in Chinese, with an environment in which nothing else is set.
    pub(crate) fn program(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_huibian"));
        command.args(arguments).current_dir(&self.root).env_clear().env("LANG", "zh_CN.UTF-8").env("NO_COLOR", "1");
        command.stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(&mut self.program(arguments))
    }

    /// Starts the program and does not wait for it.
    pub(crate) fn start(&self, arguments: &[&str]) -> Child {
        let mut command = self.program(arguments);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts")
    }

    /// Builds; it has to succeed.
    pub(crate) fn build(&self) -> Ran {
        self.build_with(&[])
    }

    /// Builds with more arguments; it has to succeed.
    pub(crate) fn build_with(&self, arguments: &[&str]) -> Ran {
        let ran = self.run(&[&["build"], arguments].concat());
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        ran
    }

    /// Builds and says how many files were written, kept and removed.
    pub(crate) fn counts(&self) -> (u64, u64, u64) {
        let ran = self.build_with(&["--format", "json"]);
        let result: serde_json::Value = serde_json::from_str(&ran.stdout).expect("one JSON object");
        let count = |key: &str| result[key].as_u64().expect("a number");
        (count("written"), count("kept"), count("removed"))
    }

    /// A page of the output.
    pub(crate) fn page(&self, address: &str) -> Page {
        let html = fs::read_to_string(self.out(address)).unwrap_or_else(|error| panic!("{address}: {error}"));
        Page::read(&html).unwrap_or_else(|error| panic!("{address}: {error}"))
    }

    pub(crate) fn has(&self, address: &str) -> bool {
        self.out(address).exists()
    }

    /// The page has this text.
    #[track_caller]
    pub(crate) fn shows(&self, address: &str, text: &str) -> &Self {
        let shown = self.page(address).text();
        assert!(shown.contains(text), "{address} does not show “{text}”:\n{shown}");
        self
    }

    /// The page does not have this text.
    #[track_caller]
    pub(crate) fn hides(&self, address: &str, text: &str) -> &Self {
        let shown = self.page(address).text();
        assert!(!shown.contains(text), "{address} shows “{text}”:\n{shown}");
        self
    }

    /// The page links to this address of the site.
    #[track_caller]
    pub(crate) fn links(&self, address: &str, target: &str) -> &Self {
        let links = self.links_of(address);
        assert!(links.iter().any(|link| link == target), "{address} does not link to {target}: {links:#?}");
        self
    }

    /// Where the links of the main part of a page lead, from the root of the site.
    pub(crate) fn links_of(&self, address: &str) -> Vec<String> {
        let page = self.page(address);
        let hrefs = page.main().all("a").into_iter().filter_map(|link| link.attribute("href").map(str::to_owned));
        hrefs.map(|href| html::resolve(address, &href)).collect()
    }

    /// The files of the output by address, without what the program keeps there for itself.
    pub(crate) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        files_in(&self.root.join("public"))
    }

    /// The addresses of all pages.
    pub(crate) fn pages(&self) -> Vec<String> {
        self.files().into_keys().filter(|address| address.ends_with(".html")).collect()
    }

    /// When each file of the output was changed.
    pub(crate) fn times(&self) -> BTreeMap<String, SystemTime> {
        let time = |address: String| {
            let data = fs::metadata(self.out(&address)).expect("the file is there");
            (address, data.modified().expect("it has a time"))
        };
        self.files().into_keys().map(time).collect()
    }
}

impl Ran {
    pub(crate) fn of(command: &mut Command) -> Self {
        let output = command.output().expect("the program starts");
        Self {
            code: output.status.code().expect("it ended by itself"),
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    /// The codes of the diagnostics that were printed for people, in order.
    pub(crate) fn codes(&self) -> Vec<&str> {
        let code = |line| -> Option<&str> {
            let (level, rest) = str::split_once(line, '[')?;
            let known = ["错误", "警告", "提示", "error", "warning", "note"].contains(&level);
            known.then(|| rest.split(']').next())?
        };
        self.stderr.lines().filter_map(code).collect()
    }
}

/// The commands of the program.
pub(crate) const COMMANDS: [&str; 7] = ["init", "import", "build", "serve", "list", "completions", "man"];

/// The long flags in a text.
pub(crate) fn flags(text: &str) -> Vec<&str> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    words.filter(|word| word.starts_with("--") && word.chars().nth(2).is_some_and(|c| c.is_ascii_lowercase())).collect()
}

/// Builds the site and keeps its output where `tests/browser/run` finds it, under `name`.
pub(crate) fn keep(site: &Site, name: &str, arguments: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sites").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("the output of an earlier run");
    }
    fs::create_dir_all(folder.parent().expect("a folder above")).expect("the folder can be made");
    site.build_with(&[arguments, &["--output-dir", folder.to_str().expect("a path in UTF-8")]].concat());
    files_in(&folder)
}

/// The files below a folder, named from it, without the lock of the program.
pub(crate) fn files_in(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(open) = folders.pop() {
        for entry in fs::read_dir(&open).unwrap_or_else(|error| panic!("{}: {error}", open.display())) {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let inside = path.strip_prefix(folder).expect("it lies inside");
            let name: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
            if name != [".huibian-lock"] {
                files.insert(name.join("/"), fs::read(&path).expect("it can be read"));
            }
        }
    }
    files
}

/// What differs between two outputs, by address.
pub(crate) fn difference(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let addresses = one.keys().chain(other.keys());
    let mut differing: Vec<String> =
        addresses.filter(|&address| one.get(address) != other.get(address)).cloned().collect();
    differing.sort();
    differing.dedup();
    differing
}
