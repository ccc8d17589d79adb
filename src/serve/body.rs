//! What answers are made of.
//!
//! Never holds a file whole: it goes in pieces, the next one when the last was taken.
//! Start at [`Body`].

use std::io;
use std::ops::Range;

use http_body_util::channel::{Channel, Sender};
use http_body_util::{Either, Full};
use hyper::body::Bytes;
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::{Response, StatusCode};
use tokio::fs::File;
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _, SeekFrom};

/// The body of an answer: what is there, or what comes piece by piece.
pub(super) type Body = Either<Full<Bytes>, Channel<Bytes, io::Error>>;

/// How many bytes of a file are held at a time.
const PIECE: usize = 64 * 1024;

/// A body of bytes that are there.
pub(super) fn whole(bytes: impl Into<Bytes>) -> Body {
    Either::Left(Full::new(bytes.into()))
}

/// An answer in plain words.
pub(super) fn text(status: StatusCode, words: String) -> Response<Body> {
    let bytes = words.len().to_string();
    let mut response = Response::new(whole(words));
    *response.status_mut() = status;
    // Said here, since the answer to HEAD has the length without the words.
    set(&mut response, header::CONTENT_LENGTH, &bytes);
    set(&mut response, header::CONTENT_TYPE, "text/plain; charset=utf-8");
    response
}

/// Sets a header. What cannot stand in one is left out.
pub(super) fn set(response: &mut Response<Body>, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

/// A part of a file. When it cannot be read to the end, the connection ends, so that nobody takes a piece for the whole.
pub(super) fn part(file: File, part: Range<u64>) -> Body {
    let (mut sender, body) = Channel::new(1);
    tokio::spawn(async move {
        if let Err(error) = pass(file, part, &mut sender).await {
            sender.abort(error);
        }
    });
    Either::Right(body)
}

async fn pass(mut file: File, part: Range<u64>, sender: &mut Sender<Bytes, io::Error>) -> io::Result<()> {
    file.set_max_buf_size(PIECE);
    file.seek(SeekFrom::Start(part.start)).await?;
    let mut left = part.end - part.start;
    while left > 0 {
        let mut piece = Vec::with_capacity(PIECE);
        let read = (&mut file).take(left.min(PIECE as u64)).read_buf(&mut piece).await?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        left -= read as u64;
        if sender.send_data(piece.into()).await.is_err() {
            // Who asked has gone.
            return Ok(());
        }
    }
    Ok(())
}
