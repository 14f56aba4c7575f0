//! Single values and how they are written. Each refuses, with its place in the text, what it cannot be, and refuses to
//! be written where it could not be read again.

use crate::format::STRING_LIMIT;
use crate::model::{self, ChangeKey, DueDate, FrameworkId, Period, Quarter, RowId};
use chrono::NaiveDate;
use serde::de::{Deserializer, Error as _, Unexpected, Visitor};
use serde::ser::{Error as _, Serializer};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// What follows a date whose year was not typed.
const YEAR_INFERRED: &str = " (year inferred)";

/// A text as typed.
#[derive(Debug, Default)]
pub(super) struct Text(pub(super) String);

/// A value that is written as a text of its own kind.
#[derive(Debug)]
pub(super) struct Word<T>(pub(super) T);

/// A number that is finite.
#[derive(Debug)]
pub(super) struct Number(pub(super) f64);

/// The written form of a value.
pub(super) trait Written: Sized + PartialEq {
    fn read(typed: &str) -> Result<Self, String>;
    fn written(&self) -> String;
}

/// A month of a calendar year: `2017-08`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Month {
    pub(super) year: i32,
    pub(super) month: u32,
}

impl Written for Quarter {
    fn read(typed: &str) -> Result<Self, String> {
        typed.parse().map_err(|error: model::QuarterError| error.to_string())
    }

    fn written(&self) -> String {
        self.to_string()
    }
}

impl Written for Period {
    fn read(typed: &str) -> Result<Self, String> {
        Self::from_file_text(typed).map_err(|error| error.to_string())
    }

    fn written(&self) -> String {
        self.file_text()
    }
}

impl Written for DueDate {
    fn read(typed: &str) -> Result<Self, String> {
        let (period, year_inferred) = match typed.strip_suffix(YEAR_INFERRED) {
            Some(period) => (period, true),
            None => (typed, false),
        };
        Ok(Self { period: Period::read(period)?, year_inferred })
    }

    fn written(&self) -> String {
        self.period.written() + if self.year_inferred { YEAR_INFERRED } else { "" }
    }
}

impl Written for NaiveDate {
    fn read(typed: &str) -> Result<Self, String> {
        let date = Self::parse_from_str(typed, "%Y-%m-%d").ok();
        // `%d` takes "1" for "01" too; one day has one written form.
        date.filter(|date| date.written() == typed)
            .ok_or_else(|| format!("“{typed}” is not a day; write it like 2017-05-31"))
    }

    fn written(&self) -> String {
        self.format("%Y-%m-%d").to_string()
    }
}

impl Written for Month {
    fn read(typed: &str) -> Result<Self, String> {
        match Period::from_file_text(typed) {
            Ok(Period::Month { year, month }) => Ok(Self { year, month }),
            _ => Err(format!("“{typed}” is not a month; write it like 2017-08")),
        }
    }

    fn written(&self) -> String {
        Period::Month { year: self.year, month: self.month }.file_text()
    }
}

macro_rules! key_is_written {
    ($($name:ident)+) => {$(
        impl Written for $name {
            fn read(typed: &str) -> Result<Self, String> {
                Self::new(typed).map_err(|error| error.to_string())
            }

            fn written(&self) -> String {
                self.as_str().to_owned()
            }
        }
    )+};
}

key_is_written!(ChangeKey FrameworkId RowId);

impl<T: Written> Serialize for Word<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let written = self.0.written();
        if T::read(&written).is_ok_and(|read| read == self.0) {
            serializer.serialize_str(&written)
        } else {
            Err(S::Error::custom(format!("“{written}” could not be read again")))
        }
    }
}

impl<'de, T: Written> Deserialize<'de> for Word<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Text(typed) = Text::deserialize(deserializer)?;
        T::read(&typed).map(Self).map_err(D::Error::custom)
    }
}

impl From<&str> for Text {
    fn from(typed: &str) -> Self {
        Self(typed.to_owned())
    }
}

impl From<&String> for Text {
    fn from(typed: &String) -> Self {
        Self(typed.clone())
    }
}

/// Whether a text may hold it.
fn allowed(c: char) -> bool {
    c == '\n' || c == '\t' || !c.is_control()
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = if self.0.chars().all(allowed) {
            Cow::Borrowed(self.0.as_str())
        } else {
            Cow::Owned(self.0.replace("\r\n", "\n").replace('\r', "\n").chars().filter(|c| allowed(*c)).collect())
        };
        if text.len() > STRING_LIMIT {
            return Err(S::Error::custom(format!("a text of {} bytes; at most {STRING_LIMIT} are read", text.len())));
        }
        serializer.serialize_str(&text)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Typed;
        impl Visitor<'_> for Typed {
            type Value = Text;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text in quotes")
            }

            fn visit_str<E: serde::de::Error>(self, typed: &str) -> Result<Text, E> {
                if typed.len() > STRING_LIMIT {
                    let length = typed.len();
                    return Err(E::custom(format!("a text of {length} bytes; at most {STRING_LIMIT} are read")));
                }
                // Most texts are plain ASCII, which is looked through a byte at a time.
                let plain = |byte: &u8| matches!(byte, b' '..=b'~' | b'\n' | b'\t');
                if typed.as_bytes().iter().all(plain) {
                    return Ok(typed.into());
                }
                match typed.chars().find(|c| !allowed(*c)) {
                    Some(c) => Err(E::custom(format!("the control character {} in a text", c.escape_unicode()))),
                    None => Ok(typed.into()),
                }
            }
        }
        deserializer.deserialize_str(Typed)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.is_finite() {
            serializer.serialize_f64(self.0)
        } else {
            Err(S::Error::custom(format!("{} is not a finite number", self.0)))
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = f64::deserialize(deserializer)?;
        if number.is_finite() {
            Ok(Self(number))
        } else {
            Err(D::Error::invalid_value(Unexpected::Float(number), &"a finite number"))
        }
    }
}

/// The frozen names of one of the model's plain enums, with conversion both ways.
macro_rules! names {
    ($($name:ident { $($variant:ident)+ })+) => {$(
        #[derive(Clone, Copy, Debug, Serialize, Deserialize)]
        pub(super) enum $name {
            $($variant,)+
        }

        impl From<model::$name> for $name {
            fn from(name: model::$name) -> Self {
                match name {
                    $(model::$name::$variant => Self::$variant,)+
                }
            }
        }

        impl From<$name> for model::$name {
            fn from(name: $name) -> Self {
                match name {
                    $($name::$variant => Self::$variant,)+
                }
            }
        }
    )+};
}

names! {
    Level { NotYetEstablished PlansInPlace Established Mature Exemplary }
    Delivery { NotStarted InProgress Done Stopped }
    Better { Lower Higher }
    Rag { Red Amber Green Blue }
    Certainty { Confirmed Confident Uncertain }
    ConflictKind { Undecided Combined }
    ChangeText { Why PerformanceIssues Challenges Milestones SupportNeeded EmbedFurther Improvements }
    RowField { Change WhereNow Status Spread Gaps Needs Due Owner Delivery Progress Evidence Reviewed }
}
