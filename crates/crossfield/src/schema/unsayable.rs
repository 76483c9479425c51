//! What a profile has no words for.

use core::fmt;

use super::Profile;

/// A type has a part that a profile's dialect cannot say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsayable {
    profile: Profile,
    type_name: String,
    pointer: String,
    keyword: String,
}

impl Unsayable {
    #[expect(dead_code, reason = "the dialects there are say all")]
    pub(super) fn new(profile: Profile, type_name: &str, pointer: &str, keyword: &str) -> Self {
        Self {
            profile,
            type_name: type_name.to_owned(),
            pointer: pointer.to_owned(),
            keyword: keyword.to_owned(),
        }
    }

    /// The type, by its name among the definitions.
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
        write!(
            f,
            "{profile} cannot say `{type_name}`: it has nothing for the keyword `{keyword}` at `{pointer}`"
        )
    }
}

impl std::error::Error for Unsayable {}
