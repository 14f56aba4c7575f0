//! Layout: what is left out, what stands on one line.

use super::value::Text;
use crate::format::options;
use ron::ser::PrettyConfig;
use ron::value::RawValue;
use serde::Serialize;
use serde::ser::{SerializeSeq as _, Serializer};

/// What is left out of the file when it says nothing.
pub(super) trait Blank {
    fn is_blank(&self) -> bool;
}

impl Blank for Text {
    fn is_blank(&self) -> bool {
        self.0.is_empty()
    }
}

impl Blank for bool {
    fn is_blank(&self) -> bool {
        !self
    }
}

impl<T> Blank for Vec<T> {
    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

impl<T> Blank for Option<T> {
    fn is_blank(&self) -> bool {
        self.is_none()
    }
}

/// For `skip_serializing_if`.
pub(super) fn blank<T: Blank>(value: &T) -> bool {
    value.is_blank()
}

/// For `serialize_with`: all of it on one line.
pub(super) fn one_line<T: Serialize, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    compact(value)?.serialize(serializer)
}

/// For `serialize_with`: a list, each item on a line of its own.
pub(super) fn each_on_a_line<T: Serialize, S: Serializer>(items: &[T], serializer: S) -> Result<S::Ok, S::Error> {
    let mut list = serializer.serialize_seq(Some(items.len()))?;
    for item in items {
        list.serialize_element(&compact(item)?)?;
    }
    list.end()
}

fn compact<T: Serialize, E: serde::ser::Error>(value: &T) -> Result<Box<RawValue>, E> {
    let layout = PrettyConfig::new().compact_structs(true).compact_arrays(true).escape_strings(false);
    let text = options().to_string_pretty(value, layout).map_err(E::custom)?;
    RawValue::from_boxed_ron(text.into()).map_err(E::custom)
}
