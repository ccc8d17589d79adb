//! The look, by its sources alone: contrast, weight, the floor of Chromium 80, and one vocabulary for CSS, pages and script.
//! How pages look in a browser is for `tests/browser`.

mod support;

#[path = "look/contrast.rs"]
mod contrast;
#[path = "look/floor.rs"]
mod floor;
#[path = "look/sheet.rs"]
mod sheet;
#[path = "look/tokens.rs"]
mod tokens;
#[path = "look/vocabulary.rs"]
mod vocabulary;
#[path = "look/weight.rs"]
mod weight;
