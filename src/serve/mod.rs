//! The preview: a site in a browser while it is written, from the socket to whoever makes the pages.
//!
//! Never makes a request into a path, and holds no copy of the site: what there is, it asks of [`Shows`].
//! Start at [`run`], the loop; [`Shows`] is what stands between it and the server.

mod address;
mod answer;
mod body;
mod find;
mod guard;
pub mod http;
mod inject;
mod keep;
pub mod live;
mod news;
mod own;
mod preview;
mod range;
mod reception;
mod shown;
mod shows;
mod state;
mod wire;
mod wishes;

pub use keep::run;
pub use news::{Made, News};
pub use shows::{Content, Shows};
pub use wishes::Wishes;
