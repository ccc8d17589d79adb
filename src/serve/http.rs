//! The socket: who comes in, how many at a time, and for how long.
//!
//! Knows nothing of pages. One thread serves all connections, so that who is slow costs a few bytes and nobody's time.
//! Start at [`open()`].

use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::{Semaphore, oneshot};
use tokio::time::sleep;

use super::answer::{Desk, answer};
use super::guard::Guard;
use super::live::Live;
use super::shows::Shows;
use super::wire::Wire;

/// The largest header section, in bytes.
const HEADERS: usize = 16 * 1024;

/// How many threads make pages and read files.
const THREADS: usize = 8;

/// How many of them make pages: a file never waits for a page.
const MAKERS: usize = 6;

/// How many ports are tried.
const TRIES: u16 = 100;

/// Where the preview is to be had, and for whom.
#[derive(Debug, Clone)]
pub struct Door {
    /// The interface. Any but the loopback wants a token.
    pub interface: IpAddr,
    /// The first port that is tried. 0 is any.
    pub port: u16,
    /// What everybody has to know who wants to be answered.
    pub token: Option<String>,
}

/// What a connection may cost.
#[derive(Debug, Clone)]
pub struct Limits {
    /// How many there are at once. Who comes then waits.
    pub connections: usize,
    /// How long a header section may take, and how long a connection may lie idle.
    pub headers: Duration,
    /// How long nothing may be taken of an answer.
    pub stall: Duration,
    /// After an answer that ends the connection: how long is read what still comes, so that the answer arrives.
    pub linger: Duration,
    /// After what silence a listener is told that nothing happened.
    pub heartbeat: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 1_000,
            headers: Duration::from_secs(10),
            stall: Duration::from_secs(30),
            linger: Duration::from_secs(1),
            heartbeat: Duration::from_secs(15),
        }
    }
}

/// A port that is ours, at which nobody answers yet.
#[derive(Debug)]
pub struct Listening {
    /// What a connection may cost.
    pub limits: Limits,
    listener: TcpListener,
    address: SocketAddr,
    token: Option<String>,
    runtime: Runtime,
}

/// Takes the port of a door, or the next one that is free.
pub fn open(door: &Door) -> io::Result<Listening> {
    let listener = bind(door.interface, door.port)?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let runtime = Builder::new_current_thread().enable_all().max_blocking_threads(THREADS).build()?;
    Ok(Listening { limits: Limits::default(), listener, address, token: door.token.clone(), runtime })
}

fn bind(interface: IpAddr, first: u16) -> io::Result<TcpListener> {
    let mut port = first;
    loop {
        let error = match TcpListener::bind((interface, port)) {
            Ok(listener) => return Ok(listener),
            Err(error) => error,
        };
        // Windows lays aside whole ranges, and says that there is no right to them.
        let is_taken = error.kind() == io::ErrorKind::AddrInUse
            || (cfg!(windows) && error.kind() == io::ErrorKind::PermissionDenied);
        if !is_taken || port == u16::MAX || port - first + 1 == TRIES {
            return Err(io::Error::new(error.kind(), format!("{}: {error}", SocketAddr::new(interface, port))));
        }
        port += 1;
    }
}

impl Listening {
    /// What was taken.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers from now on, on threads of its own.
    pub fn serve(self, shows: Arc<dyn Shows>, live: Arc<Live>) -> io::Result<Serving> {
        let Self { limits, listener, address, token, runtime } = self;
        let desk = Arc::new(Desk {
            shows,
            live,
            guard: Guard::new(address, token),
            makers: Semaphore::new(MAKERS),
            heartbeat: limits.heartbeat,
        });
        let listener = {
            let _inside = runtime.enter();
            tokio::net::TcpListener::from_std(listener)?
        };
        let (stop, stopped) = oneshot::channel::<Infallible>();
        let thread = std::thread::Builder::new().name("serve".to_owned()).spawn(move || {
            runtime.spawn(accept(listener, desk, limits));
            // It is told to stop by nobody being left who could say anything.
            let _ = runtime.block_on(stopped);
            // A page that is being made is not waited for.
            runtime.shutdown_background();
        })?;
        Ok(Serving { address, stop: Some(stop), thread: Some(thread) })
    }
}

/// A preview that answers, until this is dropped.
#[derive(Debug)]
pub struct Serving {
    address: SocketAddr,
    stop: Option<oneshot::Sender<Infallible>>,
    thread: Option<JoinHandle<()>>,
}

impl Serving {
    /// Where it answers.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.stop = None;
        if let Some(thread) = self.thread.take() {
            // Had it panicked, it would have ended all the same.
            let _ = thread.join();
        }
    }
}

/// Lets in who comes, as many as there may be.
async fn accept(listener: tokio::net::TcpListener, desk: Arc<Desk>, limits: Limits) {
    let places = Arc::new(Semaphore::new(limits.connections));
    while let Ok(place) = Arc::clone(&places).acquire_owned().await {
        match listener.accept().await {
            Ok((stream, _)) => {
                // Small answers are not to wait for each other.
                let _ = stream.set_nodelay(true);
                let wire = Wire::new(stream, limits.stall, limits.linger);
                let (desk, headers) = (Arc::clone(&desk), limits.headers);
                tokio::spawn(async move {
                    converse(wire, desk, headers).await;
                    drop(place);
                });
            }
            // Who knocked and went away is no reason to wait; with too many open files it helps.
            Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
            Err(_) => sleep(Duration::from_millis(100)).await,
        }
    }
}

/// One connection, from its first request to its last.
async fn converse(wire: Wire, desk: Arc<Desk>, headers: Duration) {
    let service = service_fn(move |request| {
        let desk = Arc::clone(&desk);
        async move { Ok::<_, Infallible>(answer(desk, request).await) }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(headers).max_header_size(HEADERS);
    // What goes wrong on a connection is the matter of who is at its other end.
    let _ = http.serve_connection(TokioIo::new(wire), service).await;
}
