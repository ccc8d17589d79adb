//! A request → its answer.
//!
//! Never reads the body of a request, and never makes a page on the thread that serves all connections.
//! Start at [`answer`].

use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::Either;
use http_body_util::channel::{Channel, Sender};
use hyper::body::{Body as _, Bytes, Incoming};
use hyper::http::request::Parts;
use hyper::{HeaderMap, Method, Request, Response, StatusCode, header};
use tokio::sync::Semaphore;
use tokio::sync::broadcast::Receiver;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::address;
use super::body::{Body, part, set, text, whole};
use super::find::{self, Found, Here, What};
use super::guard::Guard;
use super::live::Live;
use super::range::{Asked, asked};
use super::shows::Shows;

/// What stands on every answer. The pages of a preview are allowed what a published page is, and that its own script connects.
const HEADERS: [(header::HeaderName, &str); 4] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::CACHE_CONTROL, "no-store"),
    (header::REFERRER_POLICY, "same-origin"),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; \
         connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    ),
];

/// Who answers.
pub(super) struct Desk {
    pub(super) shows: Arc<dyn Shows>,
    pub(super) live: Arc<Live>,
    pub(super) guard: Guard,
    /// How many pages are made at a time.
    pub(super) makers: Semaphore,
    /// After what silence a listener is told that nothing happened.
    pub(super) heartbeat: Duration,
}

/// Answers a request.
pub(super) async fn answer(desk: Arc<Desk>, request: Request<Incoming>) -> Response<Body> {
    let (request, body) = request.into_parts();
    let mut response = match desk.guard.stops(&request) {
        Some(response) => response,
        None if request.method == Method::GET || request.method == Method::HEAD => desk.give(&request).await,
        None => {
            let words = "这里只能看\nthis can only be read\n".to_owned();
            let mut response = text(StatusCode::METHOD_NOT_ALLOWED, words);
            set(&mut response, header::ALLOW, "GET, HEAD");
            response
        }
    };
    for (name, value) in HEADERS {
        set(&mut response, name, value);
    }
    set(&mut response, header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    if !body.is_end_stream() {
        set(&mut response, header::CONNECTION, "close");
    }
    response
}

impl Desk {
    async fn give(&self, request: &Parts) -> Response<Body> {
        let path = request.uri.path().to_owned();
        match address::address(&path).as_deref().and_then(address::own) {
            Some("events") => self.events(&request.method),
            Some("digests") => {
                let query = request.uri.query().unwrap_or_default().to_owned();
                let Some(json) = self.make(move |shows| find::digests(shows, &query)).await else { return failed() };
                let mut response = text(StatusCode::OK, json);
                set(&mut response, header::CONTENT_TYPE, "application/json; charset=utf-8");
                response
            }
            _ => match self.make(move |shows| find::find(shows, &path)).await {
                Some(Found::Here(here)) => reply(here, request),
                Some(Found::Folder(path)) => {
                    let mut response = text(StatusCode::MOVED_PERMANENTLY, String::new());
                    set(&mut response, header::LOCATION, &path);
                    response
                }
                None => failed(),
            },
        }
    }

    /// What takes its time, on a thread of its own. Who goes away while waiting for one leaves nothing behind.
    async fn make<T: Send + 'static>(&self, work: impl FnOnce(&dyn Shows) -> T + Send + 'static) -> Option<T> {
        let _turn = self.makers.acquire().await.ok()?;
        let shows = Arc::clone(&self.shows);
        spawn_blocking(move || work(&*shows)).await.ok()
    }

    /// The stream of what is told: all that was told so far, then each when it is told.
    fn events(&self, method: &Method) -> Response<Body> {
        let body = if method == Method::HEAD {
            whole(Bytes::new())
        } else {
            let (told, next) = self.live.listen();
            let (sender, body) = Channel::new(1);
            tokio::spawn(tell(sender, told, next, self.heartbeat));
            Either::Right(body)
        };
        let mut response = Response::new(body);
        set(&mut response, header::CONTENT_TYPE, "text/event-stream");
        response
    }
}

/// Tells until the listener has gone or falls behind; then it comes again.
async fn tell(mut to: Sender<Bytes, std::io::Error>, told: Vec<Bytes>, mut next: Receiver<Bytes>, heartbeat: Duration) {
    let first = [Bytes::from_static(b"retry: 1000\n\n")].into_iter().chain(told);
    for event in first {
        if to.send_data(event).await.is_err() {
            return;
        }
    }
    loop {
        let event = match timeout(heartbeat, next.recv()).await {
            Ok(Ok(event)) => event,
            Ok(Err(_)) => return,
            Err(_) => Bytes::from_static(b":\n\n"),
        };
        if to.send_data(event).await.is_err() {
            return;
        }
    }
}

fn failed() -> Response<Body> {
    text(StatusCode::INTERNAL_SERVER_ERROR, "程序出错\nthe program failed\n".to_owned())
}

/// The answer with what was found, or with the part of it that was asked for, or that it is known already.
fn reply(here: Here, request: &Parts) -> Response<Body> {
    let size = match &here.what {
        What::Bytes(bytes) => bytes.len() as u64,
        What::File(_, bytes) => *bytes,
    };
    let is_whole = here.status == StatusCode::OK;
    let etag = here.digest.as_ref().filter(|_| is_whole).map(|digest| format!("\"{digest}\""));
    let known = etag.as_ref().is_some_and(|etag| is_known(&request.headers, etag));
    let asked = if is_whole { range(request, etag.as_deref(), size) } else { Asked::Whole };
    let (status, part) = match asked {
        _ if known => (StatusCode::NOT_MODIFIED, 0..0),
        Asked::Whole => (here.status, 0..size),
        Asked::Part(part) => (StatusCode::PARTIAL_CONTENT, part),
        Asked::Beyond => (StatusCode::RANGE_NOT_SATISFIABLE, 0..0),
    };
    let mut response = Response::new(body(here.what, &part, request));
    *response.status_mut() = status;
    if let Some(etag) = etag {
        set(&mut response, header::ETAG, &etag);
    }
    if is_whole {
        set(&mut response, header::ACCEPT_RANGES, "bytes");
    }
    match status {
        StatusCode::NOT_MODIFIED => return response,
        StatusCode::PARTIAL_CONTENT => {
            let range = format!("bytes {}-{}/{size}", part.start, part.end - 1);
            set(&mut response, header::CONTENT_RANGE, &range);
        }
        StatusCode::RANGE_NOT_SATISFIABLE => set(&mut response, header::CONTENT_RANGE, &format!("bytes */{size}")),
        _ => {}
    }
    set(&mut response, header::CONTENT_TYPE, &here.kind);
    set(&mut response, header::CONTENT_LENGTH, &(part.end - part.start).to_string());
    response
}

fn body(what: What, range: &Range<u64>, request: &Parts) -> Body {
    match what {
        What::Bytes(bytes) => whole(bytes.slice(range.start as usize..range.end as usize)),
        What::File(file, _) if request.method == Method::GET && !range.is_empty() => part(file, range.clone()),
        What::File(..) => whole(Bytes::new()),
    }
}

/// Whether the client has it already: one of the entity tags that it names is the right one, weak or not.
fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    let lines = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|line| line.to_str().ok());
    let mut tags = lines.flat_map(|line| line.split(',')).map(str::trim);
    tags.any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

/// The part that is asked for. A part of what has changed meanwhile would not fit the rest: then it is the whole.
fn range(request: &Parts, etag: Option<&str>, size: u64) -> Asked {
    let value = |name| request.headers.get(name).and_then(|value| value.to_str().ok());
    match value(header::RANGE) {
        Some(range) if request.method == Method::GET => {
            let same = request.headers.get(header::IF_RANGE).is_none() || value(header::IF_RANGE) == etag;
            if same { asked(range, size) } else { Asked::Whole }
        }
        _ => Asked::Whole,
    }
}
