//! What of the table is at a place in a schema.

use serde_json::Value;

use crate::json::Kind;
use crate::rule::{Check, Field, Inside, Shape};
use crate::ruled::{Ruled, layers_inside};

/// What may stand at a place: the shape, and the rules on its values.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) ruled: Ruled,
    /// Of the rules, those without which a value is not read.
    read: Vec<&'static [Check]>,
}

impl Place {
    pub(super) fn new(shape: &'static Shape, checks: &'static [Check]) -> Self {
        Self {
            ruled: Ruled::new(shape, checks).narrowed(),
            read: read_layers(shape),
        }
    }

    pub(super) const fn shape(&self) -> &'static Shape {
        self.ruled.shape
    }

    /// What is inside the list or map.
    pub(super) fn inside(&self, of: Inside) -> Option<Self> {
        let inside = self.ruled.clone().inside(of)?;
        let mut read = layers_inside(&self.read, of);
        read.extend(read_layers(inside.shape));
        Some(Self {
            ruled: inside.narrowed(),
            read,
        })
    }

    /// Whether a value that breaks the rule is not read.
    pub(super) fn stops_reading(&self, check: &'static Check) -> bool {
        let mut read = self.read.iter().copied().flatten();
        read.any(|other| core::ptr::eq(other, check))
    }

    /// The same, as what is not null.
    pub(super) fn not_null(mut self) -> Self {
        self.ruled.nullable = false;
        self
    }
}

/// The rules that reading enforces.
fn read_layers(mut shape: &'static Shape) -> Vec<&'static [Check]> {
    let mut layers = Vec::new();
    loop {
        shape = match shape {
            Shape::Nullable(inner) | Shape::Lenient(inner) | Shape::Checked(inner, _) => inner,
            Shape::Refined(inner, checks) => {
                if !shape.is_set() {
                    layers.push(*checks);
                }
                inner
            }
            _ => return layers,
        };
    }
}

impl Field {
    /// Whether the value at the field's key is none.
    pub(super) fn has_none_in(&self, value: &Value) -> bool {
        value.is_null() || self.empty_is_absent && value.as_str() == Some("")
    }
}

pub(super) const fn kind(value: &Value) -> Kind {
    match value {
        Value::Null => Kind::Null,
        Value::Bool(_) => Kind::Boolean,
        Value::Number(_) => Kind::Number,
        Value::String(_) => Kind::String,
        Value::Array(_) => Kind::Array,
        Value::Object(_) => Kind::Object,
    }
}
