//! The server of the preview, over sockets: what is answered, what is refused, and that nobody can keep it from answering.

#[path = "server/preview.rs"]
mod preview;

#[path = "server/hardship.rs"]
mod hardship;

use std::collections::BTreeSet;
use std::io::Write as _;

use preview::{HOME, LOST, Preview, digest, preview, read_until, with};

/// A page with the script of the preview.
fn with_script(page: &str, own: &str) -> String {
    let script =
        format!("<script src=\"/__huibian/live.js\" data-page=\"{own}\" data-edition=\"0\" defer></script></head>");
    page.replacen("</head>", &script, 1)
}

#[test]
fn what_lies_at_a_path_is_answered_and_nothing_else() {
    let preview = preview();
    let html = "text/html; charset=utf-8";
    for (path, status, kind, location) in [
        ("/", 200, html, None),
        ("/index.html", 200, html, None),
        ("/?x=/../y", 200, html, None),
        ("/units/", 200, html, None),
        ("/units", 301, "text/plain; charset=utf-8", Some("/units/")),
        ("/units?x=//y", 301, "text/plain; charset=utf-8", Some("/units/")),
        ("/a%20b/%E6%B1%87%20%e7%bc%96.html", 200, html, None),
        ("/%69ndex.html", 200, html, None),
        ("/static/site.css", 200, "text/css; charset=utf-8", None),
        ("/static/site.js", 200, "text/javascript; charset=utf-8", None),
        ("/data/a.json", 200, "application/json; charset=utf-8", None),
        ("/data/a.csv", 200, "text/csv; charset=utf-8", None),
        ("/atom.xml", 200, "text/xml; charset=utf-8", None),
        ("/a.bin", 200, "application/octet-stream", None),
        ("/empty.txt", 200, "text/plain; charset=utf-8", None),
        ("/attached.html", 200, html, None),
        ("/__huibian/live.js", 200, "text/javascript; charset=utf-8", None),
        ("/__huibian/worker.js", 200, "text/javascript; charset=utf-8", None),
        ("/__huibian/live.css", 200, "text/css; charset=utf-8", None),
        ("/404.html", 200, html, None),
        ("/nothing", 404, html, None),
        ("/nothing/", 404, html, None),
        ("/gone.bin", 404, html, None),
        ("/index.html/", 404, html, None),
        ("/Index.html", 404, html, None),
        ("//", 404, html, None),
        ("//units", 404, html, None),
        ("/units//", 404, html, None),
        ("/units/../index.html", 404, html, None),
        ("/units/%2e%2e/index.html", 404, html, None),
        ("/units/..%2findex.html", 404, html, None),
        ("/units%2Findex.html", 404, html, None),
        ("/units%5cindex.html", 404, html, None),
        ("/units\\index.html", 404, html, None),
        ("/./index.html", 404, html, None),
        ("/index.html%00", 404, html, None),
        ("/C:/index.html", 404, html, None),
        ("/C%3A%5Cindex.html", 404, html, None),
        ("/%FF%FE", 404, html, None),
        ("/%", 404, html, None),
        ("/etc/passwd", 404, html, None),
        ("/__huibian", 404, html, None),
        ("/__huibian/", 404, html, None),
        ("/__huibian/index.html", 404, html, None),
        ("/__huibian/../index.html", 404, html, None),
    ] {
        let answer = preview.get(path);
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(answer.header("content-type"), Some(kind), "{path}");
        assert_eq!(answer.header("location"), location, "{path}");
        assert_guarded(&answer, path);
        if status == 404 {
            assert_eq!(answer.text(), with_script(LOST, ""), "{path}");
        }
    }
    // A hostile file name of the archive itself is looked up as it is, and the folder of the preview hides one of the site.
    preview.table.put("__huibian/own.html", HOME);
    assert_eq!(preview.get("/__huibian/own.html").status, 404);
}

/// What stands on every answer.
#[track_caller]
fn assert_guarded(answer: &preview::Answer, about: &str) {
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("cache-control", "no-store"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(answer.header(name), Some(value), "{about}");
    }
    let policy = answer.header("content-security-policy").expect("a policy");
    assert!(policy.starts_with("default-src 'none'; script-src 'self';") && !policy.contains("unsafe"), "{policy}");
    assert!(policy.ends_with("base-uri 'none'; form-action 'self'; frame-ancestors 'none'"), "{policy}");
}

#[test]
fn before_there_is_a_site_it_is_waited_for() {
    let preview = preview();
    preview.table.contents.lock().unwrap().remove("404.html");
    let answer = preview.get("/nothing");
    assert_eq!((answer.status, answer.header("content-type")), (404, Some("text/html; charset=utf-8")));
    for words in ["<h1>这里还没有内容</h1>", "nothing here yet", "<script src=\"/__huibian/live.js\" data-page=\"\""]
    {
        assert!(answer.text().contains(words), "{}", answer.text());
    }
}

#[test]
fn a_page_gets_the_script_and_nothing_else_does() {
    let preview = preview();
    let page = preview.get("/");
    assert_eq!(page.text(), with_script(HOME, &digest(HOME)));
    assert_eq!(page.header("etag"), Some(format!("\"{}\"", digest(page.text())).as_str()));
    assert_eq!(page.header("content-length"), Some(page.body.len().to_string().as_str()));
    preview.table.put("x.html", "<HEAD></HEAD></head>");
    assert!(preview.get("/x.html").text().ends_with("\" data-edition=\"0\" defer></script></HEAD></head>"));
    preview.table.put("y.html", "no head");
    assert!(preview.get("/y.html").text().starts_with("no head<script src=\"/__huibian/live.js\" data-page=\""));
    for (path, text) in [("/attached.html", "<head></head>"), ("/static/site.css", "body { }")] {
        assert_eq!(preview.get(path).text(), text);
    }
}

#[test]
fn only_looking_is_possible() {
    let preview = preview();
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"] {
        let answer = preview.ask(&format!("{method} /"), &[]);
        assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")), "{method}");
        assert_guarded(&answer, method);
    }
    for path in
        ["/", "/a.bin", "/units", "/nothing", "/empty.txt", "/__huibian/live.js", "/__huibian/digests?/", "/fault.html"]
    {
        let (get, head) = (preview.get(path), preview.ask(&format!("HEAD {path}"), &[]));
        let headers = |answer: &preview::Answer| {
            answer.headers.iter().filter(|(name, _)| name != "date").cloned().collect::<BTreeSet<_>>()
        };
        assert_eq!((get.status, headers(&get)), (head.status, headers(&head)), "{path}");
        assert!(head.body.is_empty(), "{path}");
    }
    let events = preview.ask("HEAD /__huibian/events", &[]);
    assert_eq!((events.status, events.header("content-type")), (200, Some("text/event-stream")));
}

#[test]
fn only_a_browser_of_this_machine_is_answered() {
    let preview = preview();
    for (status, headers) in [
        (200, &["Host: localhost:PORT"] as &[&str]),
        (200, &["Host: LOCALHOST:PORT"]),
        (200, &["Host: 127.0.0.1:PORT"]),
        (200, &["Host: [::1]:PORT"]),
        (200, &["Host: localhost:PORT", "Origin: http://localhost:PORT"]),
        (200, &["Host: localhost:PORT", "Origin: http://127.0.0.1:PORT"]),
        (403, &["Host: localhost"]),
        (403, &["Host: localhost:1"]),
        (403, &["Host: localhost.:PORT"]),
        (403, &["Host: localhost:PORT.evil.example"]),
        (403, &["Host: evil.example:PORT"]),
        (403, &["Host: evil.example"]),
        (403, &["Host: 127.0.0.2:PORT"]),
        (403, &["Host:"]),
        (403, &["Host: localhost:PORT", "Host: localhost:PORT"]),
        (403, &["Host: localhost:PORT", "Host: evil.example"]),
        (403, &["Host: localhost:PORT, evil.example"]),
        (403, &["Origin: http://evil.example"]),
        (403, &["Origin: https://localhost:PORT"]),
        (403, &["Origin: http://localhost:1"]),
        (403, &["Origin: http://localhost:PORT.evil.example"]),
        (403, &["Origin: null"]),
        (403, &["Origin: http://localhost:PORT", "Origin: http://evil.example"]),
    ] {
        for path in ["/", "/__huibian/digests?/", "/__huibian/live.js"] {
            let answer = preview.ask(&format!("GET {path}"), headers);
            assert_eq!(answer.status, status, "{path} {headers:?}");
            assert_guarded(&answer, path);
        }
    }
    let answer = preview.get("/");
    assert_eq!(answer.header("set-cookie"), None);
    let refused = preview.ask("GET /", &["Host: evil.example"]);
    let text = format!(
        "这里只回答本机的浏览器，请打开 http://{0}/\nonly a browser on this machine is answered: open http://{0}/\n",
        preview.address()
    );
    assert_eq!(refused.text(), text);
    // A whole URL in the first line counts more than the header.
    assert_eq!(preview.ask("GET http://evil.example/", &[]).status, 403);
    assert_eq!(preview.ask("GET http://OWN/", &[]).status, 200);
    let old = preview.raw(b"GET / HTTP/1.0\r\n\r\n");
    assert_eq!(old.status, 403);
}

#[test]
fn what_a_browser_has_is_not_sent_again() {
    let preview = preview();
    for path in ["/", "/a.bin", "/static/site.css", "/__huibian/live.css"] {
        let etag = preview.get(path).header("etag").expect("an entity tag").to_owned();
        for (status, tags) in [
            (304, etag.clone()),
            (304, format!("W/{etag}")),
            (304, "*".to_owned()),
            (304, format!("\"x\", {etag}")),
            (304, format!("\"x\"\r\nIf-None-Match: {etag}")),
            (200, "\"x\"".to_owned()),
            (200, etag.trim_matches('"').to_owned()),
            (200, String::new()),
        ] {
            for method in ["GET", "HEAD"] {
                let answer = preview.ask(&format!("{method} {path}"), &[&format!("If-None-Match: {tags}")]);
                assert_eq!(answer.status, status, "{path} {tags}");
                assert_eq!(answer.header("etag"), Some(etag.as_str()));
                assert!(status == 200 || answer.body.is_empty(), "{path} {tags}");
                assert_guarded(&answer, path);
            }
        }
    }
    assert_eq!(preview.ask("GET /nothing", &["If-None-Match: *"]).status, 404);
    let changed = preview.get("/changed.bin");
    assert_eq!((changed.text(), changed.header("etag")), ("longer than it was", None), "no digest that is not its own");
}

#[test]
fn a_part_is_sent_where_one_is_asked_for() {
    let preview = preview();
    preview.table.put("ten.txt", "0123456789");
    for path in ["/a.bin", "/ten.txt"] {
        let etag = preview.get(path).header("etag").expect("an entity tag").to_owned();
        assert_eq!(preview.get(path).header("accept-ranges"), Some("bytes"));
        let same = format!("If-Range: {etag}");
        for (range, further, status, text, content_range) in [
            ("bytes=0-0", "", 206, "0", "bytes 0-0/10"),
            ("bytes=9-9", "", 206, "9", "bytes 9-9/10"),
            ("bytes=0-9", "", 206, "0123456789", "bytes 0-9/10"),
            ("bytes=5-99", "", 206, "56789", "bytes 5-9/10"),
            ("bytes=8-", "", 206, "89", "bytes 8-9/10"),
            ("bytes=-3", "", 206, "789", "bytes 7-9/10"),
            ("bytes=-99", "", 206, "0123456789", "bytes 0-9/10"),
            ("bytes=2-3", &same, 206, "23", "bytes 2-3/10"),
            ("bytes=2-3", "If-Range: \"other\"", 200, "0123456789", ""),
            ("bytes=2-3", "If-Range: Tue, 15 Nov 1994 08:12:31 GMT", 200, "0123456789", ""),
            ("bytes=10-", "", 416, "", "bytes */10"),
            ("bytes=10-10", "", 416, "", "bytes */10"),
            ("bytes=-0", "", 416, "", "bytes */10"),
            ("bytes=0-1,4-5", "", 200, "0123456789", ""),
            ("bytes=3-2", "", 200, "0123456789", ""),
            ("words=1-2", "", 200, "0123456789", ""),
        ] {
            let range = format!("Range: {range}");
            let headers: Vec<&str> = [range.as_str(), further].into_iter().filter(|line| !line.is_empty()).collect();
            let answer = preview.ask(&format!("GET {path}"), &headers);
            assert_eq!((answer.status, answer.text()), (status, text), "{path} {headers:?}");
            assert_eq!(answer.header("content-range").unwrap_or_default(), content_range, "{path} {headers:?}");
            assert_eq!(answer.header("content-length"), Some(text.len().to_string().as_str()), "{path} {headers:?}");
        }
    }
    assert_eq!(preview.ask("HEAD /a.bin", &["Range: bytes=0-1"]).header("content-length"), Some("10"));
    assert_eq!(preview.ask("GET /empty.txt", &["Range: bytes=0-"]).status, 416);
    assert_eq!(preview.ask("GET /nothing", &["Range: bytes=0-1"]).status, 404);
    let end = preview.ask("GET /large.bin", &[&format!("Range: bytes={}-", preview::LARGE - 3)]);
    assert_eq!((end.status, end.body), (206, vec![7; 3]));
    assert_eq!(preview.get("/large.bin").body.len(), preview::LARGE);
}

#[test]
fn on_another_interface_nothing_is_shown_without_the_token() {
    let preview = with(Some("令牌 a&b"), Default::default());
    let word = "%E4%BB%A4%E7%89%8C%20a%26b";
    let cookie = format!("Cookie: huibian-token={}", word);
    for path in [
        "/",
        "/static/site.css",
        "/nothing",
        "/__huibian/events",
        "/__huibian/live.js",
        "/?token=",
        "/?token=wrong",
        "/?x=1",
    ] {
        let answer = preview.get(path);
        assert_eq!(answer.status, 403, "{path}");
        assert_eq!(answer.header("set-cookie"), None, "{path}");
        assert_guarded(&answer, path);
    }
    for (path, location) in
        [("/", "/"), ("/units/", "/units/"), ("/units", "/units"), ("/a%20b/index.html", "/a%20b/index.html")]
    {
        let answer = preview.get(&format!("{path}?x=1&token={word}"));
        assert_eq!((answer.status, answer.header("location")), (303, Some(location)), "{path}");
        let expected = format!("huibian-token={word}; HttpOnly; SameSite=Strict; Path=/");
        assert_eq!(answer.header("set-cookie"), Some(expected.as_str()));
    }
    // No way leads to another host.
    assert_eq!(preview.get(&format!("//evil.example/?token={word}")).status, 403);
    for (status, headers) in [
        (200, &[cookie.as_str()] as &[&str]),
        (200, &["Cookie: a=b; c", cookie.as_str()]),
        (200, &[cookie.as_str(), "Host: archive.example:8"]),
        (200, &[cookie.as_str(), "Host: archive.example:8", "Origin: http://archive.example:8"]),
        (403, &[cookie.as_str(), "Host: archive.example:8", "Origin: http://archive.example"]),
        (403, &[cookie.as_str(), "Origin: http://evil.example"]),
        (403, &[cookie.as_str(), "Origin: null"]),
        (403, &["Cookie: huibian-token="]),
        (403, &["Cookie: huibian-token=wrong"]),
        (403, &["Cookie: other=%E4%BB%A4%E7%89%8C%20a%26b"]),
    ] {
        assert_eq!(preview.ask("GET /", headers).status, status, "{headers:?}");
    }
}

#[test]
fn who_listens_is_told_the_state_and_then_what_happens() {
    let preview = preview();
    preview.live.state("{\"edition\": 1}".to_owned());
    preview.live.say("receipt", "\"a\"".to_owned());
    preview.live.state("{\"edition\": 2}".to_owned());
    let mut listener = listen(&preview);
    let first = read_until(&mut listener, "data: \"a\"\n\n");
    assert!(first.contains("\r\ncontent-type: text/event-stream\r\n"), "{first}");
    assert!(first.contains("retry: 1000\n\n") && first.contains("event: state\ndata: {\"edition\": 2}\n\n"), "{first}");
    assert!(first.contains("event: receipt\nid: ") && !first.contains("\"edition\": 1"), "{first}");
    preview.live.state("{\"edition\": 3}".to_owned());
    read_until(&mut listener, "event: state\ndata: {\"edition\": 3}\n\n");
    preview.live.say("receipt", "\"b\"".to_owned());
    read_until(&mut listener, "data: \"b\"\n\n");
}

fn listen(preview: &Preview) -> std::net::TcpStream {
    let mut stream = preview.connect();
    stream.write_all(preview.request("GET /__huibian/events", &[]).as_bytes()).expect("it is sent");
    stream
}

#[test]
fn the_digests_of_what_a_tab_shows_are_told() {
    let preview = preview();
    let query = "/&/units/&/units&/a%20b/%E6%B1%87%20%E7%BC%96.html&/static/site.css&/a.bin&/nothing&/../x&/reports/2021/x.html&/fault.html&&/panic.html";
    let answer = preview.get(&format!("/__huibian/digests?{query}"));
    assert_eq!(answer.header("content-type"), Some("application/json; charset=utf-8"));
    let told: serde_json::Value = serde_json::from_slice(&answer.body).expect("JSON");
    for (path, expected) in [
        ("/", digest(HOME).into()),
        ("/units/", digest(HOME).into()),
        ("/units", serde_json::Value::Null),
        ("/a%20b/%E6%B1%87%20%E7%BC%96.html", digest(HOME).into()),
        ("/static/site.css", digest("body { }").into()),
        ("/a.bin", digest("0123456789").into()),
        ("/nothing", serde_json::Value::Null),
        ("/../x", serde_json::Value::Null),
        ("/reports/2021/x.html", serde_json::json!({"moved": "/reports/2022/x.html"})),
    ] {
        assert_eq!(told[path], expected, "{path}");
    }
    assert_eq!(told.as_object().expect("an object").len(), 11);
    // The page that stands in the place of one that cannot be made is known again too.
    for path in ["/fault.html", "/panic.html"] {
        let page = preview.get(path);
        assert!(page.text().contains(&format!("data-page={}", told[path])), "{path}: {}", page.text());
    }
    assert_eq!(preview.get("/__huibian/digests").text(), "{}");
}

#[test]
fn a_page_that_cannot_be_made_says_why_and_waits_for_the_mending() {
    let preview = preview();
    let answer = preview.get("/fault.html");
    assert_eq!((answer.status, answer.header("content-type")), (500, Some("text/html; charset=utf-8")));
    assert!(
        answer.text().contains("<pre tabindex=\"0\">templates/report.html:3: &lt;b&gt; &amp; nothing</pre>"),
        "{}",
        answer.text()
    );
    assert!(answer.text().contains("<script src=\"/__huibian/live.js\" data-page=\""));
    assert_guarded(&answer, "fault");
}
