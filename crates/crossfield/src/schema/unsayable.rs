//! What a profile has no words for.

use core::fmt;

use super::Profile;

/// A type has a part that a profile's dialect cannot say.
///
/// ```
/// use crossfield::Validate;
/// use crossfield::schema::{Profile, document_for};
/// use schemars::JsonSchema;
///
/// #[derive(serde::Deserialize, JsonSchema, Validate)]
/// #[schemars(transform = crossfield::schema::with_rules::<Self>)]
/// struct Line {
///     from: (f64, f64),
/// }
///
/// let error = document_for::<Line>(Profile::OpenApi30, "A line").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "OpenAPI 3.0 cannot say `Line`: it has nothing for the keyword `prefixItems` (a list with a type for each place) \
///      at `/properties/from/prefixItems`; take a struct with named fields, or emit OpenAPI 3.1"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsayable {
    profile: Profile,
    type_name: String,
    pointer: String,
    keyword: String,
}

impl Unsayable {
    pub(super) fn new(profile: Profile, type_name: &str, pointer: &str, keyword: &str) -> Self {
        Self {
            profile,
            type_name: type_name.to_owned(),
            pointer: pointer.to_owned(),
            keyword: keyword.to_owned(),
        }
    }

    /// The type, by its name among the components.
    #[must_use]
    pub fn type_name(&self) -> &str {
        &self.type_name
    }

    /// Where in the type's schema, in the profile [`Profile::CodeGeneration`], the keyword stands (RFC 6901).
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// The keyword that has no counterpart.
    #[must_use]
    pub fn keyword(&self) -> &str {
        &self.keyword
    }
}

impl fmt::Display for Unsayable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            profile,
            type_name,
            pointer,
            keyword,
        } = self;
        let (rule, instead) = meaning(keyword);
        write!(
            f,
            "{profile} cannot say `{type_name}`: it has nothing for the keyword `{keyword}`{rule} at `{pointer}`; \
             {instead}emit OpenAPI 3.1"
        )
    }
}

/// What a keyword says, and what a type can do without it.
fn meaning(keyword: &str) -> (&'static str, &'static str) {
    match keyword {
        "prefixItems" => (
            " (a list with a type for each place)",
            "take a struct with named fields, or ",
        ),
        "propertyNames" => (
            " (a rule on the keys of a map)",
            "take a list of entries with the key as a field, or ",
        ),
        "patternProperties" => (
            " (a map whose keys are no texts)",
            "take a list of entries with the key as a field, or ",
        ),
        // Of a schema that is written by hand.
        _ => ("", "write the schema without it, or "),
    }
}

impl std::error::Error for Unsayable {}

#[cfg(test)]
mod tests {
    use super::{Profile, Unsayable};

    #[test]
    fn what_cannot_be_said_is_told_in_parts() {
        let error = Unsayable::new(
            Profile::OpenApi30,
            "Line",
            "/properties/a/prefixItems",
            "prefixItems",
        );
        assert_eq!(
            (error.type_name(), error.pointer(), error.keyword()),
            ("Line", "/properties/a/prefixItems", "prefixItems")
        );
    }
}
