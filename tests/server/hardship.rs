//! Clients that are slow, many, endless or gone, and pages that panic: all others are answered.

use std::io::{Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, TcpListener};
use std::time::{Duration, Instant};

use huibian::serve::http::{Door, Limits, open};

use super::preview::{Answer, HOME, LARGE, preview, read_until, to_the_end, with};

/// Patience that ends while a test looks on.
fn short() -> Limits {
    Limits { headers: Duration::from_millis(300), stall: Duration::from_millis(300), ..Limits::default() }
}

#[test]
fn a_header_section_has_an_end() {
    let preview = preview();
    let filled = |bytes: usize| {
        let rest = preview.request("GET /", &["X: "]).len();
        preview.request("GET /", &[&format!("X: {}", "x".repeat(bytes - rest))])
    };
    assert_eq!(filled(16 * 1024).len(), 16 * 1024);
    for (bytes, status) in [(16 * 1024, 200), (16 * 1024 + 1, 431), (200 * 1024, 431), (20_000_000, 431)] {
        assert_eq!(preview.raw(filled(bytes).as_bytes()).status, status, "{bytes}");
    }
    assert_eq!(preview.ask(&format!("GET /{}", "x".repeat(40_000)), &[]).status, 431);
    assert_eq!(preview.ask("GET /", &["X: y"; 500]).status, 431);
    assert_eq!(preview.raw(b"\0\x01\x02 nonsense\r\n\r\n").status, 400);
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn a_body_is_not_read() {
    let preview = preview();
    for (line, status) in [("POST /", 405), ("GET /", 200)] {
        for body in ["Content-Length: 1000000000000", "Transfer-Encoding: chunked"] {
            let head = preview.request(line, &[body]).replace("Connection: close\r\n", "");
            let request = [head.as_bytes(), &b"10000\r\n"[..], &vec![b'x'; 1_000_000]].concat();
            let answer: Answer = preview.raw(&request);
            assert_eq!((answer.status, answer.header("connection")), (status, Some("close")), "{line} {body}");
        }
    }
}

#[test]
fn who_is_slow_is_not_waited_for_and_let_go_in_the_end() {
    let preview = with(None, short());
    // One says half a header section, one nothing, one everything and then nothing more.
    let mut half = preview.connect();
    half.write_all(b"GET / HTTP/1.1\r\nHost: loc").expect("it is sent");
    let mut silent = preview.connect();
    let mut idle = preview.connect();
    idle.write_all(preview.request("GET /", &[]).replace("Connection: close\r\n", "").as_bytes()).expect("it is sent");
    read_until(&mut idle, "首页</body></html>");
    assert_eq!(preview.get("/").status, 200);
    for stream in [&mut half, &mut silent, &mut idle] {
        let mut rest = Vec::new();
        // It ends, with a word or without one.
        let _ = stream.read_to_end(&mut rest);
        assert!(!String::from_utf8_lossy(&rest).contains(" 200 "), "{rest:?}");
    }
}

#[test]
fn who_takes_nothing_of_an_answer_keeps_nobody_from_one() {
    let preview = preview();
    let ask = preview.request("GET /large.bin", &[]);
    let mut greedy: Vec<_> = (0..40).map(|_| preview.connect()).collect();
    for stream in &mut greedy {
        stream.write_all(ask.as_bytes()).expect("it is sent");
    }
    assert_eq!(preview.get("/large.bin").body.len(), LARGE);
}

#[test]
fn who_takes_nothing_of_an_answer_is_let_go_in_the_end() {
    let preview = with(None, Limits { connections: 2, stall: Duration::from_millis(300), ..Limits::default() });
    let ask = preview.request("GET /large.bin", &[]);
    let mut greedy = [preview.connect(), preview.connect()];
    for stream in &mut greedy {
        stream.write_all(ask.as_bytes()).expect("it is sent");
    }
    assert_eq!(preview.get("/").status, 200, "one of the two places is free again");
}

#[test]
fn a_listener_that_is_only_quiet_stays() {
    let preview = with(None, Limits { heartbeat: Duration::from_millis(50), ..short() });
    let mut listener = preview.connect();
    listener.write_all(preview.request("GET /__huibian/events", &[]).as_bytes()).expect("it is sent");
    // Longer than any patience: a browser may listen all day.
    for _ in 0..12 {
        read_until(&mut listener, ":\n\n");
    }
    preview.live.state("1".to_owned());
    read_until(&mut listener, "data: 1\n\n");
}

#[test]
fn many_connections_leave_room_for_one_more() {
    let preview = preview();
    let mut open: Vec<_> = (0..500).map(|_| preview.connect()).collect();
    for stream in open.iter_mut().step_by(2) {
        stream.write_all(b"GET / HTTP/1.1\r\n").expect("it is sent");
    }
    let started = Instant::now();
    assert_eq!(preview.get("/").status, 200);
    assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
}

#[test]
fn who_comes_when_all_places_are_taken_waits_for_one() {
    let preview = with(None, Limits { connections: 2, ..short() });
    let _taken = [preview.connect(), preview.connect()];
    assert_eq!(preview.get("/").status, 200, "when the patience with the others ended");
}

#[test]
fn a_panic_ends_one_request_and_nothing_else() {
    let preview = preview();
    for _ in 0..20 {
        let answer = preview.get("/panic.html");
        assert_eq!(answer.status, 500);
        assert!(answer.text().contains("程序出错"), "{}", answer.text());
        assert_eq!(preview.get("/").status, 200);
    }
}

#[test]
fn pages_that_take_long_keep_no_connection_and_no_file_waiting() {
    let preview = preview();
    let slow: Vec<_> = (0..20)
        .map(|_| {
            let mut stream = preview.connect();
            stream.write_all(preview.request("GET /slow.html", &[]).as_bytes()).expect("it is sent");
            stream
        })
        .collect();
    preview.live.state("1".to_owned());
    let mut listener = preview.connect();
    listener.write_all(preview.request("GET /__huibian/events", &[]).as_bytes()).expect("it is sent");
    read_until(&mut listener, "data: 1\n\n");
    assert_eq!(preview.ask("GET /", &["Host: evil.example"]).status, 403);
    preview.table.let_go();
    for mut stream in slow {
        assert!(String::from_utf8_lossy(&to_the_end(&mut stream)).contains("首页"));
    }
}

#[test]
fn what_is_no_file_any_more_is_not_opened() {
    let preview = preview();
    let path = preview.folder.path().join("a.bin");
    std::fs::remove_file(&path).expect("it can be removed");
    assert_eq!(preview.get("/a.bin").status, 404);
    std::fs::create_dir(&path).expect("a folder can be made");
    assert_eq!(preview.get("/a.bin").status, 404);
    #[cfg(unix)]
    {
        std::fs::remove_dir(&path).expect("it can be removed");
        let made = std::process::Command::new("mkfifo").arg(&path).status().expect("mkfifo runs");
        assert!(made.success());
        assert_eq!(preview.get("/a.bin").status, 404, "it waits for nobody who writes");
    }
}

#[test]
fn a_port_that_is_taken_is_passed_over() {
    let interface = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let taken = TcpListener::bind((interface, 0)).expect("a port");
    let port = taken.local_addr().expect("its address").port();
    let listening = open(&Door { interface, port, token: None }).expect("another port");
    let found = listening.address().port();
    assert!(found > port && found - port <= 100, "{port} {found}");
}

#[test]
fn when_the_preview_ends_its_connections_end() {
    let preview = preview();
    let mut listener = preview.connect();
    listener.write_all(preview.request("GET /__huibian/events", &[]).as_bytes()).expect("it is sent");
    read_until(&mut listener, "retry: 1000\n\n");
    let mut slow = preview.connect();
    slow.write_all(preview.request("GET /slow.html", &[]).as_bytes()).expect("it is sent");
    let address = preview.address();
    let table = std::sync::Arc::clone(&preview.table);
    drop(preview);
    let mut rest = Vec::new();
    let _ = listener.read_to_end(&mut rest);
    let _ = slow.read_to_end(&mut rest);
    assert!(!String::from_utf8_lossy(&rest).contains(HOME));
    assert!(TcpListener::bind(address).is_ok(), "the port is free");
    table.let_go();
}
