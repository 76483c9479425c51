//! The `validator` crate's trait and error type, for code that already speaks them (feature `validator`).

#[cfg(feature = "validator")]
mod errors;

/// Implements `validator::Validate` and `validator::ValidateArgs`, where the feature is on.
#[cfg(feature = "validator")]
#[doc(hidden)]
#[macro_export]
macro_rules! __validator {
    ([] $ty:tt $bounds:tt) => {
        $crate::__validator! { @both [] [<'v_a>] $ty $bounds }
    };
    ([< $($parameters:tt)*] $ty:tt $bounds:tt) => {
        $crate::__validator! { @both [< $($parameters)*] [<'v_a, $($parameters)*] $ty $bounds }
    };
    (@both [$($parameters:tt)*] [$($with_lifetime:tt)*] [$($ty:tt)*] [$($bounds:tt)*]) => {
        #[automatically_derived]
        impl $($with_lifetime)* $crate::private::validator::ValidateArgs<'v_a> for $($ty)* $($bounds)* {
            type Args = ();

            fn validate_with_args(
                &self,
                (): (),
            ) -> ::core::result::Result<(), $crate::private::validator::ValidationErrors> {
                <Self as $crate::private::validator::Validate>::validate(self)
            }
        }

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

/// Implements `validator::ValidateArgs`, where the feature is on.
#[cfg(feature = "validator")]
#[doc(hidden)]
#[macro_export]
macro_rules! __validator_with {
    ([$($parameters:tt)*] [$($ty:tt)*] [$($bounds:tt)*] [$($args:tt)*]) => {
        #[automatically_derived]
        impl $($parameters)* $crate::private::validator::ValidateArgs<'v_a> for $($ty)* $($bounds)* {
            type Args = $($args)*;

            fn validate_with_args(
                &self,
                args: Self::Args,
            ) -> ::core::result::Result<(), $crate::private::validator::ValidationErrors> {
                ::core::result::Result::map_err(
                    <Self as $crate::ValidateWith>::validate_with(self, args),
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
macro_rules! __validator_with {
    ($($subject:tt)*) => {};
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
