//! What stands between the server and the site: a table of what there is.
//!
//! Never a path of a request. Start at [`Shows`].

use std::path::PathBuf;

/// What the server asks. Everything that it can answer comes from here, so that no request is ever made into a path.
///
/// All but `edition` are called on threads of their own and may take their time. One that panics ends the request that asked and nothing else.
pub trait Shows: Send + Sync + 'static {
    /// What lies at an address of the output (`reports/2022/x.html`, `static/site.css`), looked up in a table. An error says
    /// why a page cannot be made: it is shown in the place of the page, until the page can be made again.
    fn at(&self, address: &str) -> Option<Result<Content, String>>;

    /// The page for what is not there. It is shown at any address, so its links lead from the root of the server.
    fn lost(&self) -> Option<Result<Content, String>> {
        self.at("404.html")
    }

    /// Which state of the site is shown, as [`super::live::Live::state`] tells it.
    fn edition(&self) -> u64 {
        0
    }

    /// The address to which went what was at this one, as when a report has got another year.
    fn moved(&self, address: &str) -> Option<String>;
}

/// What lies at an address.
#[derive(Debug, Clone)]
pub enum Content {
    /// What was made for it. A page among these gets the script of the preview.
    Bytes(Vec<u8>),
    /// A file, which is passed on as it is and never held whole.
    File {
        /// Where it lies.
        path: PathBuf,
        /// Its size.
        bytes: u64,
        /// The digest of its content, by which a browser knows it again.
        digest: String,
    },
}
