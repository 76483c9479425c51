//! Whether the items of a list differ.

use std::collections::HashMap;

use super::Seen;
use crate::rule::{Shape, Variant};

/// The strings of a set that a list holds so far, as bits. Most lists whose items must differ are of a set; for these
/// nothing needs to be kept or read again.
pub(super) struct Strings {
    set: &'static [Variant],
    seen: u128,
    pub(super) distinct: bool,
}

impl Strings {
    pub(super) fn of(item: &'static Shape) -> Self {
        let set = match item {
            Shape::Enumeration(enumeration) => enumeration.variants,
            _ => &[],
        };
        Self {
            set,
            seen: 0,
            distinct: true,
        }
    }

    pub(super) fn add(&mut self, item: &Seen<'_>) {
        self.add_place(match item {
            Seen::Text(text) => {
                let place = self.set.iter().position(|variant| variant.name == text);
                place.and_then(|place| u32::try_from(place).ok())
            }
            _ => None,
        });
    }

    /// A string by its place in the set; something else is not known to be distinct.
    pub(super) fn add_place(&mut self, place: Option<u32>) {
        let bit = place.map_or(0, |place| 1_u128.checked_shl(place).unwrap_or(0));
        self.distinct &= bit != 0 && self.seen & bit == 0;
        self.seen |= bit;
    }
}

/// The first item of an array's text that equals an earlier one, as JSON Schema compares: `1` equals `1.0`.
pub(super) fn first_repeat(array: &[u8]) -> Option<(usize, usize)> {
    let items: Vec<serde_json::Value> = serde_json::from_slice(array).ok()?;
    let mut seen = HashMap::with_capacity(items.len());
    items.iter().enumerate().find_map(|(index, item)| {
        seen.insert(canonical(item), index)
            .map(|first| (first, index))
    })
}

/// One text for all equal values.
fn canonical(value: &serde_json::Value) -> String {
    use serde_json::Value;
    match value {
        Value::Array(items) => format!(
            "[{}]",
            items.iter().map(canonical).collect::<Vec<_>>().join(",")
        ),
        Value::Object(entries) => {
            let mut entries: Vec<_> = entries
                .iter()
                .map(|(key, value)| (key, canonical(value)))
                .collect();
            entries.sort();
            format!("{entries:?}")
        }
        Value::Number(number) => match number.as_f64() {
            // The sum makes 0 of -0, which is the same number.
            Some(float) if number.is_f64() && float.fract() == 0.0 => format!("{}", float + 0.0),
            _ => number.to_string(),
        },
        other => other.to_string(),
    }
}
