//! What the preview tells browsers by itself: the state of the site, and messages.
//!
//! Never waits for who listens: who falls behind is let go, comes again and gets the last state.
//! Start at [`Live`].

use std::collections::VecDeque;
use std::hash::{BuildHasher as _, RandomState};
use std::sync::{Mutex, MutexGuard, PoisonError};

use hyper::body::Bytes;
use tokio::sync::broadcast::{Receiver, Sender};

use crate::digest::digest_of;

/// How many messages are kept for who comes later.
const KEPT: usize = 20;

/// How many messages a browser may be behind.
const BEHIND: usize = 64;

/// The hub of what is told: the last state and the last messages for who comes later, every new one for all who listen.
#[derive(Debug)]
pub struct Live {
    sender: Sender<Bytes>,
    told: Mutex<Told>,
}

#[derive(Debug, Default)]
struct Told {
    state: Option<Bytes>,
    messages: VecDeque<Bytes>,
    /// How many messages there have been.
    count: u64,
    /// What no other run of the program has.
    run: u64,
}

impl Default for Live {
    fn default() -> Self {
        Self::new()
    }
}

impl Live {
    /// A hub to which nothing has been told.
    pub fn new() -> Self {
        let told = Told { run: RandomState::new().hash_one(0), ..Told::default() };
        Self { sender: Sender::new(BEHIND), told: Mutex::new(told) }
    }

    /// Tells the state of the site, as JSON. It takes the place of the one before.
    pub fn state(&self, json: String) {
        let mut told = self.told();
        let event = event("state", None, &json);
        told.state = Some(event.clone());
        self.send(event);
    }

    /// Tells what happened once (`receipt`), as JSON. The last twenty are told again to who comes later.
    pub fn say(&self, event: &'static str, json: String) {
        let mut told = self.told();
        told.count += 1;
        // A browser keeps what it was told while the program ends and starts again, so an id is of one run only.
        let id = digest_of(&(told.run, told.count)).hex(16);
        let event = self::event(event, Some(&id), &json);
        told.messages.push_back(event.clone());
        if told.messages.len() > KEPT {
            told.messages.pop_front();
        }
        self.send(event);
    }

    /// All that was told so far, and what will be told from now on.
    pub(super) fn listen(&self) -> (Vec<Bytes>, Receiver<Bytes>) {
        let told = self.told();
        (told.state.iter().chain(&told.messages).cloned().collect(), self.sender.subscribe())
    }

    /// Sends while the lock is held, so that nobody hears an event twice or in another order.
    fn send(&self, event: Bytes) {
        // Nobody listens: it is kept.
        let _ = self.sender.send(event);
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        // A poisoned lock is whole: what is told is changed in single steps.
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An event as it goes over the wire. JSON over several lines stays JSON: a browser joins them again.
fn event(name: &str, id: Option<&str>, json: &str) -> Bytes {
    let id = id.map(|id| format!("id: {id}\n")).unwrap_or_default();
    let data: String = json.split(['\r', '\n']).map(|line| format!("data: {line}\n")).collect();
    format!("event: {name}\n{id}{data}\n").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(events: &[Bytes]) -> String {
        events.iter().map(|event| String::from_utf8_lossy(event).into_owned()).collect()
    }

    #[test]
    fn who_comes_later_gets_the_last_state_and_the_last_messages() {
        let live = Live::new();
        live.state("1".to_owned());
        for n in 0..25 {
            live.say("receipt", format!("\"m{n:02}\""));
        }
        live.state("2".to_owned());
        let (told, mut next) = live.listen();
        assert_eq!(told.len(), 1 + KEPT);
        assert_eq!(text(&told[..1]), "event: state\ndata: 2\n\n");
        assert!(text(&told[1..2]).ends_with("data: \"m05\"\n\n"), "{}", text(&told));
        live.state("3".to_owned());
        assert_eq!(next.try_recv().unwrap(), "event: state\ndata: 3\n\n");
    }

    #[test]
    fn json_over_several_lines_is_one_event() {
        assert_eq!(event("state", Some("x"), "{\n}\r\n"), "event: state\nid: x\ndata: {\ndata: }\ndata: \ndata: \n\n");
    }

    #[test]
    fn ids_are_of_one_run() {
        let [one, other] = [(); 2].map(|()| {
            let live = Live::new();
            live.say("receipt", "1".to_owned());
            text(&live.listen().0)
        });
        assert_ne!(one, other);
    }
}
