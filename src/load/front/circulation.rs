//! Who may read a report, which marks it bears, and where it stands: on the shelf now, and on the web before.
//!
//! Never decides what an edition holds; that is decided where all reports are known.
//! Start at [`read`].

use super::{Alias, Meta, Shelfmark};
use crate::diagnostic::Phrase;
use crate::diagnostic::phrasebook::{Limit, Narrowing};
use crate::load::years::Years;
use crate::registry::{Registry, is_segment};
use crate::settings::Settings;
use crate::settings::audience::Audience;
use crate::settings::yaml::Fields;

/// Old addresses of one report: each is a page of its own.
const MOST_ALIASES: usize = 1_000;

/// Reads the keys `audience`, `secrecy`, `openness`, `draft`, `withdrawn`, `aliases` and `archive`, when units and year are known.
///
/// **Diagnoses** `audience-unknown`, `audience-narrowed`, `date-bad`, `alias-address`, `limit`.
pub(super) fn read(fields: &mut Fields<'_>, meta: &mut Meta, registry: &Registry, settings: &Settings) {
    meta.secrecy = fields.filled("secrecy").map(|text| text.value);
    meta.openness = fields.filled("openness").map(|text| text.value);
    meta.audience = audience(fields, meta, registry, settings);
    meta.draft = fields.truth("draft").unwrap_or(false);
    let faults = fields.diagnostics.len();
    meta.withdrawn = fields.day("withdrawn");
    if fields.diagnostics.len() > faults {
        // Somebody took it back, whenever that was.
        meta.audience = Audience::CLERK;
    }
    let aliases = fields.texts("aliases").unwrap_or_default();
    if let Some(excess) = aliases.get(MOST_ALIASES) {
        let bytes = excess.bytes.clone();
        fields.diagnose(&bytes, Phrase::Limit { what: Limit::Aliases });
    }
    for old in aliases.into_iter().take(MOST_ALIASES) {
        match address(&old.value) {
            Some(address) => meta.aliases.push(Alias { address, place: fields.place(old.bytes) }),
            None => fields.diagnose(&old.bytes, Phrase::AliasAddress { value: old.value }),
        }
    }
    meta.archive = shelfmark(fields);
}

/// Who may read a report: no more than each of its words allows.
fn audience(fields: &mut Fields<'_>, meta: &Meta, registry: &Registry, settings: &Settings) -> Audience {
    let bytes = fields.place_of("audience");
    let said = fields.audience("audience", settings);
    let year = meta.years.map(Years::stands_under);
    let known = meta.units.iter().map(|&unit| (registry.audience(unit), registry.units.get(unit).name.clone()));
    let others = meta.unknown_units.iter().map(|name| (registry.audience_of_name(name, year), name.clone()));
    let units = known.chain(others).map(|(audience, name)| (audience, Narrowing::Unit(name)));
    let secrecy = meta.secrecy.iter().map(|mark| (settings.narrowest(), Narrowing::Secrecy(mark.clone())));
    let mut audience = said.unwrap_or(settings.default_audience);
    for (narrower, by) in secrecy.chain(units) {
        if let Some(said) = said.filter(|&said| said < narrower)
            && let (Some(name), Some(bytes)) = (settings.audience_name(said), &bytes)
        {
            fields.diagnose(bytes, Phrase::AudienceNarrowed { said: name.to_owned(), by });
        }
        audience = audience.max(narrower);
    }
    audience
}

fn shelfmark(fields: &mut Fields<'_>) -> Option<Shelfmark> {
    let node = fields.node("archive")?;
    let mut parts = Fields::new(fields.source(), node, "archive");
    let mark = Shelfmark {
        fonds: parts.filled("fonds").map(|text| text.value),
        catalogue: parts.filled("catalogue").map(|text| text.value),
        r#box: parts.filled("box").map(|text| text.value),
        item: parts.filled("item").map(|text| text.value),
    };
    fields.diagnostics.extend(parts.finish());
    Some(mark).filter(|mark| *mark != Shelfmark::default())
}

/// The longest old address, in bytes: with the folder of the site before it, it still fits a path of Windows.
const LONGEST: usize = 200;

/// The address of a page that can lead from an old address to a new one; `None` when no page of ours can stand there.
///
/// **Shape**: `old/a.html` and `/old/a.html` are one address from the root of the site; a folder is its index, so `/old/` and
/// `old` are `old/index.html`. What a server would run (`show.php?id=3`), or what has letters that no address of ours has
/// (`old/总结.html`, `Old/A.HTML`), cannot be a page of ours on every server and share.
fn address(old: &str) -> Option<String> {
    let path = old.strip_prefix('/').unwrap_or(old);
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let address = match name {
        "" => format!("{folder}/index.html"),
        name if name.ends_with(".html") || name.ends_with(".htm") => path.to_owned(),
        name if !name.contains('.') => format!("{path}/index.html"),
        _ => return None,
    };
    (address.len() <= LONGEST && address.split('/').all(is_segment)).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn an_old_address_is_a_page_or_the_index_of_a_folder() {
        let long = format!("{}a.html", "a/".repeat(100));
        let cases = [
            ("old/2022/a.html", Some("old/2022/a.html")),
            ("/old/a.htm", Some("old/a.htm")),
            ("old/", Some("old/index.html")),
            ("/old", Some("old/index.html")),
            ("2022.10.html", Some("2022.10.html")),
            ("/", None),
            ("", None),
            ("//example.org/a.html", None),
            ("https://example.org/a.html", None),
            ("../a.html", None),
            ("old/../a.html", None),
            ("old/./a.html", None),
            ("old//a.html", None),
            ("old\\a.html", None),
            ("Old/A.html", None),
            ("old/总结.html", None),
            ("old/%E6%80%BB.html", None),
            ("con.html", None),
            (".git/index.html", None),
            ("show.php", None),
            ("show.html?id=3", None),
            ("a.html#p-1", None),
            (&long, None),
        ];
        for (old, expected) in cases {
            assert_eq!(address(old).as_deref(), expected, "{old}");
        }
    }
}
