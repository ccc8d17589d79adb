//! The ear: the watcher speaks into it from its thread, and who waits for a stir listens.
//!
//! Never queues: what is said again is heard once.
//! Start at [`Ear::hear`] and [`Ear::wait`].

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::heard::{Came, Due, Heard};
use super::{Places, Stir, Trouble};

/// Where events meet who waits for them.
#[derive(Debug)]
pub(super) struct Ear {
    pub(super) places: Places,
    state: Mutex<State>,
    bell: Condvar,
}

#[derive(Debug, Default)]
struct State {
    heard: Heard,
    woken: bool,
}

/// What ends the waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// The time is over, or somebody woke us.
    Nothing,
    Stir,
    Settle,
}

impl Ear {
    pub(super) fn new(places: Places) -> Self {
        Self { places, state: Mutex::default(), bell: Condvar::new() }
    }

    /// Takes what the watcher says.
    pub(super) fn hear(&self, said: notify::Result<notify::Event>) {
        let now = Instant::now();
        let matters = match said {
            Ok(event) => self.state().heard.hear(&event, &self.places, now),
            Err(error) => {
                let trouble = Trouble::of(&error);
                let is_trouble = trouble.is_some();
                if let Some(trouble) = trouble {
                    self.state().heard.fail(trouble, now);
                }
                is_trouble
            }
        };
        if matters {
            self.bell.notify_all();
        }
    }

    pub(super) fn wake(&self) {
        self.state().woken = true;
        self.bell.notify_all();
    }

    /// Waits until something is due.
    pub(super) fn wait(&self, debounce: Duration, until: Option<Instant>) -> Turn {
        let mut state = self.state();
        loop {
            let now = Instant::now();
            if std::mem::take(&mut state.woken) {
                return Turn::Nothing;
            }
            let due = state.heard.due(debounce);
            match due {
                Some((at, Due::Stir)) if at <= now => return Turn::Stir,
                Some((at, Due::Settle)) if at <= now => {
                    state.heard.settle();
                    return Turn::Settle;
                }
                _ if until.is_some_and(|until| until <= now) => return Turn::Nothing,
                _ => state = self.sleep(state, due.map(|(at, _)| at).into_iter().chain(until).min(), now),
            }
        }
    }

    /// Waits for a time without listening. Whether that came, rather than the end of the waiting or somebody who woke us.
    pub(super) fn rest(&self, due: Instant, until: Option<Instant>) -> bool {
        let mut state = self.state();
        loop {
            let now = Instant::now();
            if std::mem::take(&mut state.woken) {
                return false;
            }
            if due <= now {
                return true;
            }
            if until.is_some_and(|until| until <= now) {
                return false;
            }
            state = self.sleep(state, until.into_iter().chain([due]).min(), now);
        }
    }

    /// What was heard, and the folders that came.
    pub(super) fn give(&self) -> (Stir, Came) {
        self.state().heard.give(Instant::now())
    }

    fn sleep<'a>(&self, state: MutexGuard<'a, State>, at: Option<Instant>, now: Instant) -> MutexGuard<'a, State> {
        match at {
            None => self.bell.wait(state).unwrap_or_else(PoisonError::into_inner),
            Some(at) => {
                let slept = self.bell.wait_timeout(state, at.saturating_duration_since(now));
                slept.unwrap_or_else(PoisonError::into_inner).0
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
