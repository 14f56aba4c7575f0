//! Where a practice happens, when both changed it: organisations and sites that either added stay, and those that either
//! took away go.

use super::desk::{Three, won};
use super::lists;
use crate::model::{Organisation, Spread};

/// An organisation and its sites, on their own.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Named {
    name: String,
    sites: Vec<String>,
}

/// The organisations of both in one; `None` when one of the texts cannot be read for certain, or when they contradict each
/// other: the one took away an organisation of which the other changed the sites, both changed the sites and one of them
/// means all of it, or nothing would be left that either of them has.
pub(super) fn joined(it: Three<'_, Spread>) -> Option<Spread> {
    let (base, mine, theirs) = (read(it.base)?, read(it.mine)?, read(it.theirs)?);
    let names = |all: &[Named]| all.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
    let (base_names, my_names, their_names) = (names(&base), names(&mine), names(&theirs));
    let order = lists::joined(Three { base: &base_names, mine: &my_names, theirs: &their_names })?;
    let find = |all: &'_ [Named], name: &str| all.iter().find(|one| one.name == name).cloned();
    // Taken away by one while the other changed its sites.
    let torn = base.iter().any(|before| {
        let changed = |side: &[Named]| find(side, &before.name).is_some_and(|now| now != *before);
        let gone = |side: &[Named]| find(side, &before.name).is_none();
        (gone(&mine) && changed(&theirs)) || (gone(&theirs) && changed(&mine))
    });
    if torn || (order.is_empty() && !mine.is_empty() && !theirs.is_empty()) {
        return None;
    }
    let mut parts = Vec::new();
    for name in order {
        let sites = match (find(&base, &name), find(&mine, &name), find(&theirs, &name)) {
            (before, Some(mine), Some(theirs)) => sites(before.as_ref(), &mine, &theirs)?,
            (_, Some(one), None) | (_, None, Some(one)) => one.sites,
            (_, None, None) => continue,
        };
        parts.push(if sites.is_empty() { name } else { format!("{name} ({})", sites.join(", ")) });
    }
    Some(Spread::new(parts.join(", ")))
}

/// The sites of an organisation that both have. None named means all of it, so that is no set to add to.
fn sites(before: Option<&Named>, mine: &Named, theirs: &Named) -> Option<Vec<String>> {
    let none = Vec::new();
    let it = Three { base: before.map_or(&none, |before| &before.sites), mine: &mine.sites, theirs: &theirs.sites };
    if mine.sites == theirs.sites {
        return Some(mine.sites.clone());
    }
    if before.is_some()
        && let Some(won) = won(it)
    {
        return Some(won.clone());
    }
    let means_all = before.is_some_and(|before| before.sites.is_empty());
    if means_all || mine.sites.is_empty() || theirs.sites.is_empty() {
        return None;
    }
    lists::joined(it).filter(|sites| !sites.is_empty())
}

/// The organisations of a text, if all that it says is in them, and each is named once.
fn read(spread: &Spread) -> Option<Vec<Named>> {
    if spread.looks_cut() {
        return None;
    }
    let organisations = spread.organisations();
    let says = |text: &str| -> Vec<String> {
        text.split(|c: char| c.is_whitespace() || ",;()".contains(c))
            .filter(|word| !word.is_empty() && !word.eq_ignore_ascii_case("and"))
            .map(str::to_owned)
            .collect()
    };
    let written = |it: &Organisation<'_>| {
        std::iter::once(it.name).chain(it.sites.iter().copied()).flat_map(says).collect::<Vec<_>>()
    };
    let all: Vec<String> = organisations.iter().flat_map(written).collect();
    let repeated =
        |names: &[&str]| names.iter().enumerate().any(|(at, name)| names.iter().take(at).any(|it| it == name));
    let names: Vec<&str> = organisations.iter().map(|it| it.name).collect();
    if all != says(spread.typed()) || repeated(&names) || organisations.iter().any(|it| repeated(&it.sites)) {
        return None;
    }
    let owned = |it: Organisation<'_>| Named {
        name: it.name.to_owned(),
        sites: it.sites.into_iter().map(str::to_owned).collect(),
    };
    Some(organisations.into_iter().map(owned).collect())
}
