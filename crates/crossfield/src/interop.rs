//! The `validator` crate's trait and error type, for code that already speaks them (feature `validator`).

#[cfg(feature = "validator")]
mod errors {
    use std::borrow::Cow;
    use std::collections::BTreeMap;

    use validator::{ValidationError, ValidationErrors, ValidationErrorsKind};

    use crate::violation::{Violation, Violations};

    /// Names are those on the wire, where `validator` has those of Rust. A violation of the whole value stands under
    /// `__all__`, as there. A violation inside a list or a nested value stands in the kind that `validator` has for it.
    impl From<Violations> for ValidationErrors {
        fn from(violations: Violations) -> Self {
            let mut tree = Node::default();
            for violation in &violations {
                tree.insert(
                    violation.pointer().tokens().collect::<Vec<_>>().as_slice(),
                    violation,
                );
            }
            tree.into_errors()
        }
    }

    impl From<&Violation> for ValidationError {
        fn from(violation: &Violation) -> Self {
            let mut error = Self::new("").with_message(violation.message().to_string().into());
            error.code = violation.code().into();
            if let Ok(serde_json::Value::Object(params)) = serde_json::to_value(violation.params())
            {
                error.params.extend(
                    params
                        .into_iter()
                        .map(|(name, value)| (Cow::Owned(name), value)),
                );
            }
            error
        }
    }

    /// The violations at a place, and those below it.
    #[derive(Default)]
    struct Node {
        here: Vec<ValidationError>,
        below: BTreeMap<String, Node>,
    }

    impl Node {
        fn insert(&mut self, way: &[String], violation: &Violation) {
            match way {
                [] => self.here.push(violation.into()),
                [next, rest @ ..] => self
                    .below
                    .entry(next.clone())
                    .or_default()
                    .insert(rest, violation),
            }
        }

        fn into_errors(self) -> ValidationErrors {
            let mut errors = ValidationErrors::new();
            if !self.here.is_empty() {
                errors
                    .0
                    .insert("__all__".into(), ValidationErrorsKind::Field(self.here));
            }
            for (name, node) in self.below {
                errors.0.insert(name.into(), node.into_kind());
            }
            errors
        }

        /// A place with violations of its own and below it is one to `validator`'s map: then the lower ones join the
        /// upper as a struct's, where those of the place itself stand under `__all__`.
        fn into_kind(self) -> ValidationErrorsKind {
            if self.below.is_empty() {
                return ValidationErrorsKind::Field(self.here);
            }
            if !self.here.is_empty() || self.below.keys().any(|name| name.parse::<usize>().is_err())
            {
                return ValidationErrorsKind::Struct(Box::new(self.into_errors()));
            }
            let items = self.below.into_iter().filter_map(|(index, node)| {
                Some((index.parse().ok()?, Box::new(node.into_errors())))
            });
            ValidationErrorsKind::List(items.collect())
        }
    }
}

/// Implements `validator::Validate`, where the feature is on.
#[cfg(feature = "validator")]
#[doc(hidden)]
#[macro_export]
macro_rules! __validator {
    ([$($parameters:tt)*] [$($ty:tt)*] [$($bounds:tt)*]) => {
        #[automatically_derived]
        impl $($parameters)* $crate::private::validator::Validate for $($ty)* $($bounds)* {
            fn validate(&self) -> ::core::result::Result<(), $crate::private::validator::ValidationErrors> {
                ::core::result::Result::map_err(
                    <Self as $crate::Validate>::validate(self),
                    <$crate::private::validator::ValidationErrors as ::core::convert::From<_>>::from,
                )
            }
        }
    };
}

/// Implements nothing: the feature is off.
#[cfg(not(feature = "validator"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __validator {
    ($($subject:tt)*) => {};
}

/// Implements [`CarriesRules`](crate::schema::CarriesRules), where the feature is on.
#[cfg(feature = "schemars")]
#[doc(hidden)]
#[macro_export]
macro_rules! __carries_rules {
    ([$($parameters:tt)*] [$($ty:tt)*] [$($bounds:tt)*] $([$($inner:tt)*])*) => {
        #[automatically_derived]
        impl $($parameters)* $crate::schema::CarriesRules for $($ty)* $($bounds)* {
            fn inner() {
                $($crate::private::carried::<$($inner)*>();)*
            }
        }
    };
}

/// Implements nothing: the feature is off.
#[cfg(not(feature = "schemars"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __carries_rules {
    ($($subject:tt)*) => {};
}
