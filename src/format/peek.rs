//! Looking at the head of a text without reading it all: its format, and what a list of files shows of it.

use super::{FORMAT, FormatError, options, prepared};
use crate::model::{FrameworkId, Quarter};
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use std::fmt;

/// What the head of an assessment file says. Nothing after it has been looked at: the file may still not open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Whose assessment it is.
    pub place: String,
    /// The quarter it is for.
    pub quarter: Quarter,
    /// The edition of the model it judges by.
    pub framework: FrameworkId,
    /// Whether it is signed off.
    pub sealed: bool,
}

/// Reads the head of an assessment.
///
/// # Errors
/// [`FormatError`] when the head is not what it should be. What comes after it is not looked at.
pub fn summary(text: &str) -> Result<Summary, FormatError> {
    let text = prepared(text)?;
    let newer = match known_format(&text) {
        Ok(_) => None,
        // What its head says is looked for all the same.
        Err(error @ FormatError::Newer { .. }) => Some(error),
        Err(error) => return Err(super::salvage::half_written(&text).unwrap_or(error)),
    };
    let mut head = Head { wanted: Wanted::Summary, ..Head::default() };
    let read = options().from_str_seed(&text, &mut head);
    let missing = |field: &str| match &read {
        _ if newer.is_some() => newer.clone().unwrap_or(FormatError::NoFormat),
        // The seed stops reading by an error of its own as soon as it has all it wants.
        Err(error) => super::salvage::half_written(&text).unwrap_or_else(|| error.clone().into()),
        Ok(()) => FormatError::At {
            at: super::Position { line: 1, column: 1 },
            fault: super::Fault::MissingField { field: field.to_owned() },
        },
    };
    Ok(Summary {
        quarter: head.quarter.ok_or_else(|| missing("quarter"))?,
        framework: head.framework.ok_or_else(|| missing("framework"))?,
        sealed: head.sealed.ok_or_else(|| missing("state"))?,
        place: head.place.unwrap_or_default(),
    })
}

/// The format of a text where it is newer than those known here, however much of the rest is there.
#[must_use]
pub fn newer(text: &str) -> Option<u32> {
    match known_format(&prepared(text).ok()?) {
        Err(FormatError::Newer { found }) => Some(found),
        _ => None,
    }
}

/// The format of a text, when it is one that is known here.
pub(super) fn known_format(text: &str) -> Result<u32, FormatError> {
    let mut head = Head::default();
    let read = options().from_str_seed(text, &mut head);
    match (head.format, read) {
        (Some(0), _) => Err(FormatError::NoSuchFormat { found: 0 }),
        (Some(found), _) if found > FORMAT => Err(FormatError::Newer { found }),
        (Some(found), _) => Ok(found),
        (None, Err(error)) => Err(error.into()),
        (None, Ok(())) => Err(FormatError::NoFormat),
    }
}

#[derive(Debug, Default, PartialEq, Eq)]
enum Wanted {
    #[default]
    Format,
    Summary,
}

/// Fills itself while it is read, so that what was found is there even where reading stopped.
#[derive(Debug, Default)]
struct Head {
    wanted: Wanted,
    format: Option<u32>,
    place: Option<String>,
    quarter: Option<Quarter>,
    framework: Option<FrameworkId>,
    sealed: Option<bool>,
}

impl Head {
    fn complete(&self) -> bool {
        match self.wanted {
            Wanted::Format => self.format.is_some(),
            Wanted::Summary => {
                self.place.is_some() && self.quarter.is_some() && self.framework.is_some() && self.sealed.is_some()
            }
        }
    }
}

impl<'de> DeserializeSeed<'de> for &mut Head {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_struct("", &["format", "place", "quarter", "framework", "state"], self)
    }
}

impl<'de> Visitor<'de> for &mut Head {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a file that begins with its format")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        while let Some(Field(field)) = fields.next_key()? {
            let summary = self.wanted == Wanted::Summary;
            match field.as_str() {
                "format" => self.format = Some(fields.next_value()?),
                "place" if summary => self.place = Some(fields.next_value()?),
                "quarter" if summary => {
                    let typed: String = fields.next_value()?;
                    self.quarter = Some(typed.parse().map_err(A::Error::custom)?);
                }
                "framework" if summary => {
                    let typed: String = fields.next_value()?;
                    self.framework = Some(FrameworkId::new(&typed).map_err(A::Error::custom)?);
                }
                "state" if summary => {
                    let state: super::v1::StateFile = fields.next_value()?;
                    self.sealed = Some(state.sealed());
                }
                _ => {
                    fields.next_value::<IgnoredAny>()?;
                }
            }
            if self.complete() {
                return Err(A::Error::custom("nothing more is wanted"));
            }
        }
        Ok(())
    }
}

/// The name of any field.
struct Field(String);

impl<'de> serde::Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Name;
        impl Visitor<'_> for Name {
            type Value = Field;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a field")
            }

            fn visit_str<E>(self, name: &str) -> Result<Field, E> {
                Ok(Field(name.to_owned()))
            }
        }
        deserializer.deserialize_identifier(Name)
    }
}
