//! The contract with themes: what a template finds is written down in `docs/themes.md`, nothing else is there, and a theme
//! may override, extend, and bring its own words and files.

mod support;

#[path = "themes/contract.rs"]
mod contract;
#[path = "themes/document.rs"]
mod document;
#[path = "themes/layers.rs"]
mod layers;
#[path = "themes/model.rs"]
mod model;
#[path = "themes/scan.rs"]
mod scan;
