//! The numbers under which formulas know fields.

use std::cell::RefCell;

/// A field of the type is known by its place, and one inside another by a number behind all places.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    own: usize,
    inside: RefCell<Vec<(usize, Vec<String>)>>,
}

impl Keys {
    /// The keys of a type with so many fields.
    pub(crate) fn new(own: usize) -> Self {
        Self {
            own,
            inside: RefCell::default(),
        }
    }

    /// The key of a field that is reached by these names from a field of the type.
    pub(super) fn inside(&self, field: usize, path: &[String]) -> usize {
        let mut inside = self.inside.borrow_mut();
        let known = inside
            .iter()
            .position(|(root, names)| *root == field && names == path);
        let place = known.unwrap_or_else(|| {
            inside.push((field, path.to_vec()));
            inside.len() - 1
        });
        self.own + place
    }

    /// The way to a field that is not the type's own.
    pub(crate) fn way_to(&self, key: usize) -> Option<(usize, Vec<String>)> {
        let place = key.checked_sub(self.own)?;
        self.inside.borrow().get(place).cloned()
    }
}
