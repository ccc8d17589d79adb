//! A preview of a few made-up addresses, and a client that writes and reads bytes.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use huibian::digest::digest_of_bytes;
use huibian::serve::http::{Door, Limits, Serving, open};
use huibian::serve::live::Live;
use huibian::serve::{Content, Shows};

/// How long anything may take that is to happen at once.
pub(crate) const SOON: Duration = Duration::from_secs(5);

pub(crate) const HOME: &str = "<!doctype html><html><head><title>云州</title></head><body>首页</body></html>";
pub(crate) const LOST: &str = "<!doctype html><html><head></head><body>没有这一页</body></html>";
/// More than fits into the buffers of a connection.
pub(crate) const LARGE: usize = 32 * 1024 * 1024;

/// The digest by which a browser knows content again.
pub(crate) fn digest(bytes: impl AsRef<[u8]>) -> String {
    digest_of_bytes(bytes.as_ref()).hex(32)
}

/// A table of addresses. Some are peculiar: `fault.html` cannot be made, `panic.html` panics, `slow.html` waits to be let go.
pub(crate) struct Table {
    pub(crate) contents: Mutex<BTreeMap<String, Content>>,
    pub(crate) go: (Mutex<bool>, Condvar),
}

impl Shows for Table {
    fn at(&self, address: &str) -> Option<Result<Content, String>> {
        match address {
            "fault.html" => return Some(Err("templates/report.html:3: <b> & nothing".to_owned())),
            "panic.html" => panic!("a page that panics"),
            "slow.html" => {
                let (go, told) = &self.go;
                drop(told.wait_while(go.lock().expect("the lock"), |go| !*go).expect("the lock"));
            }
            _ => {}
        }
        self.contents.lock().expect("the lock").get(address).cloned().map(Ok)
    }

    fn moved(&self, address: &str) -> Option<String> {
        (address == "reports/2021/x.html").then(|| "reports/2022/x.html".to_owned())
    }
}

impl Table {
    pub(crate) fn let_go(&self) {
        *self.go.0.lock().expect("the lock") = true;
        self.go.1.notify_all();
    }

    pub(crate) fn put(&self, address: &str, text: &str) {
        self.contents.lock().expect("the lock").insert(address.to_owned(), Content::Bytes(text.as_bytes().to_vec()));
    }
}

/// A preview that answers.
pub(crate) struct Preview {
    pub(crate) serving: Serving,
    pub(crate) table: Arc<Table>,
    pub(crate) live: Arc<Live>,
    pub(crate) folder: tempfile::TempDir,
}

pub(crate) fn preview() -> Preview {
    with(None, Limits::default())
}

pub(crate) fn with(token: Option<&str>, limits: Limits) -> Preview {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut contents = BTreeMap::new();
    for (address, text) in [
        ("index.html", HOME),
        ("404.html", LOST),
        ("units/index.html", HOME),
        ("slow.html", HOME),
        ("reports/2022/x.html", HOME),
        ("a b/汇 编.html", HOME),
        ("static/site.css", "body { }"),
        ("static/site.js", "1"),
        ("data/a.json", "{}"),
        ("data/a.csv", "a,b"),
        ("atom.xml", "<feed/>"),
        ("empty.txt", ""),
    ] {
        contents.insert(address.to_owned(), Content::Bytes(text.as_bytes().to_vec()));
    }
    let mut file = |address: &str, bytes: &[u8], size: u64| {
        let path = folder.path().join(address);
        std::fs::write(&path, bytes).expect("the file can be written");
        contents.insert(address.to_owned(), Content::File { path, bytes: size, digest: digest(bytes) });
    };
    file("a.bin", b"0123456789", 10);
    file("attached.html", b"<head></head>", 13);
    file("changed.bin", b"longer than it was", 4);
    file("large.bin", &vec![7; LARGE], LARGE as u64);
    contents.insert(
        "gone.bin".to_owned(),
        Content::File { path: folder.path().join("gone.bin"), bytes: 1, digest: String::new() },
    );
    let table = Arc::new(Table { contents: Mutex::new(contents), go: Default::default() });
    let live = Arc::new(Live::new());
    let door = Door { interface: IpAddr::V4(Ipv4Addr::LOCALHOST), port: 0, token: token.map(str::to_owned) };
    let mut listening = open(&door).expect("a port");
    listening.limits = limits;
    let serving = listening.serve(Arc::clone(&table) as Arc<dyn Shows>, Arc::clone(&live)).expect("it serves");
    Preview { serving, table, live, folder }
}

/// An answer as it came.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The values of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(own, _)| own == name).map(|(_, value)| value.as_str());
        let value = values.next();
        assert!(values.next().is_none(), "{name} stands twice");
        value
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("text")
    }

    fn read(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a header section");
        let head = std::str::from_utf8(&bytes[..end]).expect("the header section is text");
        let mut lines = head.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).expect("a status");
        let header = |line: &str| {
            let (name, value) = line.split_once(": ").expect("a header");
            (name.to_ascii_lowercase(), value.to_owned())
        };
        let (status, headers) = (status.parse().expect("a number"), lines.map(header).collect());
        Self { status, headers, body: bytes[end + 4..].to_vec() }
    }
}

impl Preview {
    pub(crate) fn address(&self) -> SocketAddr {
        self.serving.address()
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address()).expect("somebody listens");
        stream.set_read_timeout(Some(SOON)).expect("a timeout");
        stream.set_write_timeout(Some(SOON)).expect("a timeout");
        stream
    }

    /// What is answered to these bytes, up to the end of the connection.
    pub(crate) fn raw(&self, request: &[u8]) -> Answer {
        let mut stream = self.connect();
        // Who is answered before everything was sent may find that nobody takes the rest.
        let _ = stream.write_all(request);
        Answer::read(&to_the_end(&mut stream))
    }

    /// What is answered to a first line and further ones; the host is ours unless a line names another.
    pub(crate) fn ask(&self, line: &str, headers: &[&str]) -> Answer {
        self.raw(self.request(line, headers).as_bytes())
    }

    pub(crate) fn request(&self, line: &str, headers: &[&str]) -> String {
        let own = format!("Host: {}\r\n", self.address());
        let own = if headers.iter().any(|header| header.to_ascii_lowercase().starts_with("host:")) { "" } else { &own };
        let port = self.address().port().to_string();
        let headers: String = headers.iter().map(|header| format!("{}\r\n", header.replace("PORT", &port))).collect();
        format!("{line} HTTP/1.1\r\n{own}Connection: close\r\n{headers}\r\n")
            .replace("http://OWN", &format!("http://{}", self.address()))
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path}"), &[])
    }
}

/// All that comes until the other end closes.
pub(crate) fn to_the_end(stream: &mut TcpStream) -> Vec<u8> {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("an answer, and then the end");
    bytes
}

/// Reads until what came contains `word`, and returns all of it.
pub(crate) fn read_until(stream: &mut TcpStream, word: &str) -> String {
    let (mut bytes, until) = (Vec::new(), Instant::now() + SOON);
    loop {
        let text = String::from_utf8_lossy(&bytes);
        if text.contains(word) {
            return text.into_owned();
        }
        assert!(Instant::now() < until, "{word} did not come: {text}");
        let mut piece = [0; 4096];
        let count = stream.read(&mut piece).expect("something comes");
        assert!(count > 0, "{word} did not come before the end: {text}");
        bytes.extend_from_slice(&piece[..count]);
    }
}
