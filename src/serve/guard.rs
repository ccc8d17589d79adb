//! Who is answered: a browser of this machine, or who knows the token.
//!
//! Never trusts a name that only points here: a page of the network could else read the preview by a name of its own.
//! Start at [`Guard::stops`].

use std::net::SocketAddr;

use hyper::http::request::Parts;
use hyper::http::{HeaderMap, HeaderValue};
use hyper::{Response, StatusCode, header};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::address;
use super::body::{Body, set, text};
use crate::digest::{Digest, digest_of_bytes};

/// The cookie that holds the token.
const COOKIE: &str = "huibian-token";

/// What is asked of every request before anything is looked up.
#[derive(Debug)]
pub(super) struct Guard {
    hosts: Vec<String>,
    token: Option<Token>,
}

#[derive(Debug)]
struct Token {
    word: String,
    /// Two digests are compared in the place of two words, so the time that it takes says nothing of how much was right.
    digest: Digest,
}

impl Guard {
    pub(super) fn new(bound: SocketAddr, token: Option<String>) -> Self {
        let port = bound.port();
        let mut hosts = vec![bound.to_string()];
        for name in ["localhost", "127.0.0.1", "[::1]"] {
            hosts.push(format!("{name}:{port}"));
            // A browser leaves out the port that everybody knows.
            hosts.extend((port == 80).then(|| name.to_owned()));
        }
        let token = token.map(|word| Token { digest: digest_of_bytes(word.as_bytes()), word });
        Self { hosts, token }
    }

    /// The answer to a request that goes no further: it is refused, or came with the token and now gets a cookie.
    pub(super) fn stops(&self, request: &Parts) -> Option<Response<Body>> {
        let host = only(&request.headers, header::HOST);
        let origin = &request.headers.get_all(header::ORIGIN);
        let allowed = |name: &str| self.hosts.iter().any(|host| host.eq_ignore_ascii_case(name));
        let Some(token) = &self.token else {
            let named = request.uri.authority().is_none_or(|authority| allowed(authority.as_str()));
            let from = origin.iter().all(|origin| site(origin).is_some_and(allowed));
            return (!named || !from || !host.is_some_and(allowed)).then(|| self.refusal());
        };
        let from = |origin| site(origin).zip(host).is_some_and(|(site, host)| site.eq_ignore_ascii_case(host));
        if !origin.iter().all(from) {
            return Some(self.refusal());
        }
        let words = request.uri.query().into_iter().flat_map(|query| query.split('&'));
        if let Some(word) = words.filter_map(|pair| pair.strip_prefix("token=")).next() {
            let word: Vec<u8> = percent_decode_str(word).collect();
            let address = address::address(request.uri.path()).filter(|_| token.is(&word));
            return Some(address.map_or_else(|| self.refusal(), |address| token.welcome(&address, request.uri.path())));
        }
        (!cookies(&request.headers).any(|cookie| token.is(&cookie))).then(|| self.refusal())
    }

    fn refusal(&self) -> Response<Body> {
        let words = match &self.token {
            None => format!(
                "这里只回答本机的浏览器，请打开 http://{0}/\nonly a browser on this machine is answered: open http://{0}/\n",
                self.hosts[0]
            ),
            Some(_) => "请打开启动预览时显示的完整地址（带 token）\nopen the whole address that the preview showed when it started, with its token\n"
                .to_owned(),
        };
        text(StatusCode::FORBIDDEN, words)
    }
}

impl Token {
    fn is(&self, word: &[u8]) -> bool {
        digest_of_bytes(word) == self.digest
    }

    /// Keeps the token in a cookie and leads to the same page without it.
    fn welcome(&self, address: &str, asked: &str) -> Response<Body> {
        let mut response = text(StatusCode::SEE_OTHER, String::new());
        // The path is written anew: as it came, it could name another host.
        let path = address::path(address);
        let path = path.strip_suffix("index.html").filter(|_| asked.ends_with('/')).unwrap_or(&path);
        set(&mut response, header::LOCATION, path);
        let word = utf8_percent_encode(&self.word, NON_ALPHANUMERIC);
        set(&mut response, header::SET_COOKIE, &format!("{COOKIE}={word}; HttpOnly; SameSite=Strict; Path=/"));
        response
    }
}

/// The value of a header that stands there once.
fn only(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next().filter(|_| values.next().is_none())?;
    value.to_str().ok()
}

/// The host of an origin that could be ours.
fn site(origin: &HeaderValue) -> Option<&str> {
    origin.to_str().ok()?.strip_prefix("http://")
}

/// What the cookies of our name hold.
fn cookies(headers: &HeaderMap) -> impl Iterator<Item = Vec<u8>> {
    let pairs =
        headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(';'));
    pairs.filter_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        (name == COOKIE).then(|| percent_decode_str(value).collect())
    })
}
