//! A shape together with the rules that stand on its values.

use crate::rule::{Check, Inside, Shape};

/// A value's shape, and the rules that stand on the value, by those that state some: its field or the list or map that
/// holds it, and its types.
#[derive(Clone, Debug)]
pub(crate) struct Ruled {
    pub(crate) shape: &'static Shape,
    /// Those of its field first, those of the innermost type last. A schema states them the other way round.
    pub(crate) layers: Vec<&'static [Check]>,
    /// Whether the shape was found to be one of null too.
    pub(crate) nullable: bool,
}

impl Ruled {
    pub(crate) fn new(shape: &'static Shape, checks: &'static [Check]) -> Self {
        Self {
            shape,
            layers: vec![checks],
            nullable: false,
        }
    }

    /// The shape without what wraps and narrows it.
    pub(crate) fn narrowed(mut self) -> Self {
        loop {
            match self.shape {
                Shape::Nullable(inner) => {
                    self.shape = inner;
                    self.nullable = true;
                }
                Shape::Lenient(inner) => self.shape = inner,
                Shape::Refined(inner, checks) | Shape::Checked(inner, checks) => {
                    self.shape = inner;
                    self.layers.push(checks);
                }
                _ => return self,
            }
        }
    }

    /// What stands in the list or map that stands here.
    pub(crate) fn inside(self, of: Inside) -> Option<Self> {
        let Self { shape, layers, .. } = self.narrowed();
        Some(Self {
            shape: shape.inside(of)?,
            layers: layers_inside(&layers, of),
            nullable: false,
        })
    }

    /// What stands at a position of the tuple that stands here.
    pub(crate) fn position(self, index: usize) -> Option<Self> {
        let Shape::Tuple(rules) = self.shape.inner() else {
            return None;
        };
        let field = rules().fields.get(index)?;
        Some(Self::new(&field.shape, field.checks))
    }

    /// The rules in the order in which a schema states them.
    pub(crate) fn stated(&self) -> impl Iterator<Item = &'static Check> {
        let layers = self.layers.iter().rev().copied();
        layers.flatten()
    }
}

/// The rules that one of those that state some puts on values of a shape, as generated code carries them along.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    pub(crate) shape: &'static Shape,
    pub(crate) checks: &'static [Check],
}

impl Standing {
    pub(crate) const NONE: Self = Self {
        shape: &Shape::Any,
        checks: &[],
    };

    /// Those that a type states on its whole value.
    pub(crate) const fn of_type(shape: &'static Shape) -> Self {
        match shape {
            Shape::Refined(shape, checks) | Shape::Checked(shape, checks) => Self { shape, checks },
            _ => Self::NONE,
        }
    }

    /// What the rule at that place states on what is inside.
    pub(crate) fn inside(self, check: usize) -> Self {
        let stated = self.checks.get(check).and_then(Check::inside);
        let Some((of, checks)) = stated else {
            return Self::NONE;
        };
        let shape = self.shape.inside(of).unwrap_or(Self::NONE.shape);
        Self { shape, checks }
    }
}

impl Shape {
    /// The shape of what is inside a list or map.
    pub(crate) const fn inside(&self, of: Inside) -> Option<&Self> {
        match (of, self.inner()) {
            (Inside::Items, Self::List(inner)) | (Inside::Values, Self::Map(inner)) => Some(inner),
            (Inside::Keys, Self::Map(_)) => Some(&Self::Text),
            _ => None,
        }
    }
}

/// Of rules on a list or map, those on what is inside.
pub(crate) fn layers_inside(layers: &[&'static [Check]], of: Inside) -> Vec<&'static [Check]> {
    let stated = layers.iter().copied().flatten().filter_map(Check::inside);
    stated
        .filter(|(inside, _)| *inside == of)
        .map(|(_, checks)| checks)
        .collect()
}

impl Inside {
    /// The keyword under which a schema describes it.
    pub(crate) const fn keyword(self) -> &'static str {
        match self {
            Self::Items => "items",
            Self::Keys => "propertyNames",
            Self::Values => "additionalProperties",
        }
    }
}
