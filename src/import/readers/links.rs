//! The parts to which a part of a packed file points.

use super::super::ImportError;
use super::parcel::Parcel;
use super::xml::{Event, Xml};
use std::collections::BTreeMap;

/// A part to which another one points.
#[derive(Debug)]
pub(super) struct Link {
    /// The last word of its type: "worksheet", "comments".
    pub kind: String,
    /// Its name.
    pub part: String,
}

/// The parts to which a part points, by the ids it uses for them; `""` stands for the file as a whole.
pub(super) fn links(parcel: &mut Parcel<'_>, part: &str) -> Result<BTreeMap<String, Link>, ImportError> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let name = format!("{folder}{}_rels/{file}.rels", if folder.is_empty() { "" } else { "/" });
    let mut links = BTreeMap::new();
    let Some(text) = parcel.text(&name)? else { return Ok(links) };
    let mut xml = Xml::new(&name, &text);
    loop {
        match xml.next()? {
            Event::Open(element) if element.local() == "Relationship" => {
                let is_outside = element.attribute("TargetMode")?.is_some_and(|mode| mode == "External");
                let (id, target) = (element.attribute("Id")?, element.attribute("Target")?);
                let (Some(id), Some(target), false) = (id, target, is_outside) else { continue };
                let kind = element.attribute("Type")?.unwrap_or_default();
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                links.insert(id, Link { kind, part: beside(folder, &target) });
            }
            Event::End => return Ok(links),
            _ => {}
        }
    }
}

/// The name of a part that is named from a folder.
fn beside(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}
