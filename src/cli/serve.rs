//! `huibian serve`: the preview, and what it tells the person who started it.
//!
//! Never holds logic: the loop is that of the room `serve`. Quiet when nothing happens.
//! Start at [`run`].

use std::hash::{BuildHasher as _, RandomState};
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use clap::ArgMatches;

use super::terminal::Terminal;
use super::{End, choice, root};
use crate::diagnostic::Diagnostic;
use crate::serve::http::Door;
use crate::serve::{self, Made, News, Wishes};
use crate::watch::{POLL, Pace, Trouble};

pub(super) fn run(matches: &ArgMatches, terminal: &Terminal) -> io::Result<End> {
    let Some(root) = root(matches, terminal)? else { return Ok(End::Usage) };
    let choice = choice(matches);
    // Without settings there is nothing that could be waited for.
    crate::edition::settings(&root, &choice)?;
    let interface = matches.get_one("interface").copied().unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let token = matches.get_one::<String>("token").cloned();
    if !interface.is_loopback() && token.is_none() {
        terminal.complain(&without_token(interface, terminal));
        return Ok(End::Usage);
    }
    let here = std::env::current_dir()?;
    let wishes = Wishes {
        inbox: matches.get_one::<PathBuf>("inbox").map(|inbox| here.join(inbox)),
        door: Door { interface, port: matches.get_one("port").copied().unwrap_or(1111), token },
        pace: pace(matches),
        language: terminal.language,
        root,
        choice,
    };
    let open = matches.get_flag("open");
    let tell =
        |news: News| match news {
            News::Open { address, taken } => {
                let url = url(address, wishes.door.token.as_deref());
                opened(&url, taken, terminal);
                if address.ip().is_unspecified() {
                    terminal.tell(&terminal.say(
                        "别的机器用这台机器的地址，端口和口令与上面相同",
                        "other machines use the address of this one, with the same port and token",
                    ));
                }
                if open && ::open::that_detached(&url).is_err() {
                    terminal.tell(&terminal.say(
                        "浏览器打不开；请自己打开上面的地址",
                        "no browser could be opened; open the address above",
                    ));
                }
            }
            news => told(news, terminal),
        };
    serve::run(&wishes, &tell)?;
    Ok(End::Fine)
}

/// How soon a change is seen.
pub(super) fn pace(matches: &ArgMatches) -> Pace {
    let debounce = matches.try_get_one::<u64>("debounce").ok().flatten();
    let default = Pace::default();
    Pace {
        debounce: debounce.map_or(default.debounce, |&milliseconds| Duration::from_millis(milliseconds)),
        poll: matches.get_flag("poll").then_some(POLL),
    }
}

fn without_token(interface: IpAddr, terminal: &Terminal) -> String {
    let [one, other] = [0, 1].map(|n| RandomState::new().hash_one(n));
    let token = format!("{one:016x}{other:016x}");
    terminal.say(
        format!("{interface} 上别的机器也能看到预览，草稿和内部报告也在其中；加上口令，例如 --token {token}"),
        format!("other machines can see the preview on {interface}, drafts and internal reports with it; add a token, such as --token {token}"),
    )
}

/// The address for a browser on this machine.
fn url(mut address: SocketAddr, token: Option<&str>) -> String {
    if address.ip().is_unspecified() {
        address.set_ip(if address.is_ipv4() { Ipv4Addr::LOCALHOST.into() } else { Ipv6Addr::LOCALHOST.into() });
    }
    let token = token.map(|token| format!("?token={token}")).unwrap_or_default();
    format!("http://{address}/{token}")
}

fn opened(url: &str, taken: Option<u16>, terminal: &Terminal) {
    if terminal.json {
        return terminal.result(&serde_json::json!({"url": url, "taken": taken}).to_string());
    }
    if let Some(taken) = taken {
        terminal.tell(
            &terminal.say(
                format!("端口 {taken} 已被占用，改用下一个"),
                format!("port {taken} is taken; the next one is used"),
            ),
        );
    }
    terminal
        .tell(&terminal.say(format!("预览 {url}　（按 Ctrl-C 结束）"), format!("Preview at {url} (Ctrl-C ends it)")));
}

/// Says what happened.
fn told(news: News, terminal: &Terminal) {
    match news {
        News::Made(made) => made_anew(&made, terminal),
        News::Trouble(trouble) => terminal.tell(&troubled(&trouble, terminal)),
        News::Restarted => terminal.tell(&terminal.say(
            "设置里的输出文件夹或者收件箱变了，已按新的重新看守",
            "the settings name another output or inbox; the watching began anew",
        )),
        News::Received(lines) => {
            for line in lines {
                terminal.result(&line);
            }
        }
        News::NoInbox(why) => terminal.complain(&why),
        // It is said where the browser is opened.
        News::Open { .. } => {}
    }
}

fn made_anew(made: &Made, terminal: &Terminal) {
    terminal.show(&made.new);
    let seconds = made.took.as_secs_f64();
    if made.broken {
        // What is wrong still is not said again.
        if !made.new.is_empty() {
            terminal.complain(&broken(&made.all, made.first, terminal));
        }
        return;
    }
    let (reports, pages) = (made.reports, made.pages);
    if made.first {
        terminal.tell(&terminal.say(
            format!("{reports} 篇报告，{pages} 页；{seconds:.2} 秒"),
            format!("{reports} reports, {pages} pages; {seconds:.2} s"),
        ));
    } else if let (named, n @ 1..) = &made.changed {
        let what = changed(named, *n, terminal);
        terminal.tell(&terminal.say(format!("{what}；{seconds:.2} 秒"), format!("{what}; {seconds:.2} s")));
    }
    if made.mended {
        terminal.tell(&terminal.say("错误都改好了", "all errors are mended"));
    }
}

fn broken(all: &[Diagnostic], first: bool, terminal: &Terminal) -> String {
    let summary = terminal.summary(all).unwrap_or_default();
    if first {
        terminal.say(format!("{summary}；改好就能看到"), format!("{summary}; mend it to see the site"))
    } else {
        terminal.say(
            format!("{summary}；浏览器里仍是上次正确的样子"),
            format!("{summary}; browsers show the site as it was last"),
        )
    }
}

/// `甲.md、乙.md 等 12 处有改动`.
fn changed(named: &[String], n: usize, terminal: &Terminal) -> String {
    let names = named.join(&terminal.say("、", ", "));
    if n > named.len() {
        terminal.say(format!("{names} 等 {n} 处有改动"), format!("{names} and {} more changed", n - named.len()))
    } else {
        terminal.say(format!("{names} 有改动"), format!("{names} changed"))
    }
}

/// Why events cannot be trusted or had, and what to do.
pub(super) fn troubled(trouble: &Trouble, terminal: &Terminal) -> String {
    match trouble {
        Trouble::Overflow => terminal.say(
            "一下子改动太多，系统漏了通知；已全部重看",
            "more changed at once than the system could tell; everything was looked at again",
        ),
        Trouble::Limit { setting } => terminal.say(
            format!("系统允许看守的文件夹数到顶了，改为每秒看一遍；请管理员调大：sysctl {setting}=524288"),
            format!("the system watches no more folders, so it is looked every second; raise the limit: sysctl {setting}=524288"),
        ),
        Trouble::NoEvents => terminal.say(
            "这是网络共享，别人的改动系统不通知，改为每秒看一遍",
            "this is a network share, where changes of others are not told, so it is looked every second",
        ),
        Trouble::Lost(why) => terminal.say(
            format!("系统的改动通知断了（{why}），改为每秒看一遍"),
            format!("the system tells no more changes ({why}), so it is looked every second"),
        ),
    }
}
