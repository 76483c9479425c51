//! The trait that the derive implements, and the proof of having been validated.

use core::error::Error;
use core::fmt;
use core::ops::Deref;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use crate::exact;
use crate::path::Path;
use crate::report::{Report, Sink, Verdict};
use crate::rule::{Rules, Shape};
use crate::violation::{OneLine, Violations};

/// A type whose values can be checked against the rules stated on it.
///
/// Derive it. The derive reads `#[validate(...)]` attributes (its documentation lists them) and serde's own, so that
/// names and shapes are those on the wire.
///
/// Implement it by hand for a scalar of your own: state its [`SHAPE`](Self::SHAPE), and leave
/// [`check`](Self::check) out when every value of the type is valid.
///
/// ```
/// use crossfield::rule::{Check, Shape};
///
/// /// An account's id. The constructor (not shown) accepts nothing but a UUID.
/// struct AccountId(String);
///
/// impl crossfield::Validate for AccountId {
///     const SHAPE: Shape = Shape::Refined(&Shape::Text, &[Check::Uuid]);
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no description of its JSON, so rules cannot be stated over it",
    note = "derive `crossfield::Validate` for it; for a type of another crate, mark the field `#[validate(opaque)]`",
    note = "a type with a context (`#[validate(context = …)]`) is checked by `validate_with`, `Valid::new_with` and `check_json_with`, and cannot stand in another"
)]
pub trait Validate {
    /// What JSON the type is read from.
    const SHAPE: Shape;

    /// Tells what is wrong with the value, which stands at `at` in the value under check. Returns whether the sink
    /// wants to hear more.
    #[expect(unused_variables, reason = "that nothing is wrong needs neither")]
    fn check<S: Sink>(&self, at: &Path<'_>, sink: &mut S) -> bool {
        true
    }

    /// [`check`](Self::check) of the value of a field. The place is only made up for a sink that has a use for it.
    #[doc(hidden)]
    #[inline]
    fn check_field<S: Sink>(
        &self,
        at: &Path<'_>,
        rules: &'static Rules,
        field: usize,
        sink: &mut S,
    ) -> bool {
        if sink.report().is_some() {
            self.check(&at.field(rules, field), sink)
        } else {
            self.check(&Path::ROOT, sink)
        }
    }

    /// Whether every rule holds. Stops at the first that does not.
    #[inline]
    fn is_valid(&self) -> bool {
        self.check(&Path::ROOT, &mut Verdict)
    }

    /// Checks every rule.
    ///
    /// First only whether something is wrong is asked, and what it is in a second walk. So a function of a rule
    /// (`custom`) may be called twice on a value that breaks a rule, and must say the same each time. If the second walk
    /// finds nothing all the same, the value is not valid: a violation of the whole value says that a function is at fault.
    ///
    /// # Errors
    /// Every violation, in declaration order.
    #[inline]
    fn validate(&self) -> Result<(), Violations> {
        if self.is_valid() {
            Ok(())
        } else {
            reported(self)
        }
    }
}

/// All that is wrong with a value.
#[cold]
fn reported<T: Validate + ?Sized>(value: &T) -> Result<(), Violations> {
    let mut report = Report::of_broken();
    value.check(&Path::ROOT, &mut report);
    report.into_violations()
}

/// A type of which it is known what JSON it is read from: every one that is [`Validate`], and those that are checked with
/// a context ([`ValidateWith`]).
///
/// Schemas and explanations ask for no more.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no description of its JSON, so rules cannot be stated over it",
    note = "derive `crossfield::Validate` for it; for a type of another crate, mark the field `#[validate(opaque)]`"
)]
pub trait Described {
    /// What JSON the type is read from.
    const SHAPE: Shape;
}

impl<T: Validate + ?Sized> Described for T {
    const SHAPE: Shape = <T as Validate>::SHAPE;
}

/// A type whose rules need to know something beside the value: the context that its functions take.
///
/// The derive implements it, and not [`Validate`], for types with `#[validate(context = Type)]`: so that such a value
/// cannot pass for checked where nobody gave the context.
///
/// ```
/// use crossfield::{RuleError, ValidateWith};
///
/// struct Taken(Vec<String>);
///
/// fn is_free(name: &str, taken: &Taken) -> Result<(), RuleError> {
///     if taken.0.iter().any(|other| other == name) {
///         return Err(RuleError::new("taken").with_message("must not be taken"));
///     }
///     Ok(())
/// }
///
/// #[derive(crossfield::Validate)]
/// #[validate(context = Taken)]
/// struct Account {
///     #[validate(length(min = 2), custom(function = is_free, use_context))]
///     name: String,
/// }
///
/// let account = Account { name: "root".to_owned() };
/// assert!(account.is_valid_with(&Taken(Vec::new())));
/// let violations = account.validate_with(&Taken(vec!["root".to_owned()])).unwrap_err();
/// assert_eq!(violations.to_string(), "`/name`: must not be taken");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not checked with a context",
    note = "derive `crossfield::Validate` for it with `#[validate(context = Type)]`; a type without a context is `Validate`"
)]
pub trait ValidateWith: Described {
    /// The context as it is handed in: `&'c Type`, or `&'c mut Type` for a context that functions change
    /// (`#[validate(context = Type, mutable)]`).
    type Args<'c>;

    /// Tells what is wrong with the value, which stands at `at` in the value under check. Returns whether the sink
    /// wants to hear more.
    fn check_with<S: Sink>(&self, args: Self::Args<'_>, at: &Path<'_>, sink: &mut S) -> bool;

    /// Whether every rule holds. Stops at the first that does not, so that functions behind it are not called.
    fn is_valid_with(&self, args: Self::Args<'_>) -> bool {
        self.check_with(args, &Path::ROOT, &mut Verdict)
    }

    /// Checks every rule, in one walk: functions may change the context, and each is called once.
    ///
    /// # Errors
    /// Every violation, in declaration order.
    fn validate_with(&self, args: Self::Args<'_>) -> Result<(), Violations> {
        let mut report = Report::new();
        self.check_with(args, &Path::ROOT, &mut report);
        report.into_result()
    }
}

/// A value that has been validated: the only ways to get one are [`Valid::new`],
/// [`Valid::new_with`] and serde.
///
/// Take it where only a valid value will do; it reads like the value itself, and cannot be changed.
///
/// Through serde it is stricter than the type alone: serde reads a JSON array as a struct and `{"resource": null}` as
/// a unit variant, and no schema says that. `Valid` refuses both, and takes `1.0` for an integer, as JSON Schema does;
/// but the least `i64` from its digits only, since `-9223372036854775808.0` is the same double as `-9223372036854775809`.
///
/// ```
/// use crossfield::{Valid, Validate};
///
/// #[derive(Debug, serde::Deserialize, Validate)]
/// struct Call {
///     #[validate(length(min = 1))]
///     to: String,
/// }
///
/// let call: Valid<Call> = serde_json::from_str(r#"{"to": "alice"}"#)?;
/// assert_eq!(call.to, "alice");
///
/// let error = serde_json::from_str::<Valid<Call>>(r#"{"to": ""}"#).unwrap_err();
/// assert!(error.to_string().starts_with("`/to`: must have 1 or more characters"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Valid<T>(T);

impl<T: Validate> Valid<T> {
    /// Validates a value.
    ///
    /// # Errors
    /// The value itself with every violation, so that nothing is lost.
    pub fn new(value: T) -> Result<Self, Rejected<T>> {
        match value.validate() {
            Ok(()) => Ok(Self(value)),
            Err(violations) => Err(Rejected { value, violations }),
        }
    }
}

impl<T: ValidateWith> Valid<T> {
    /// Validates a value with its context.
    ///
    /// # Errors
    /// The value itself with every violation, so that nothing is lost.
    pub fn new_with(value: T, args: T::Args<'_>) -> Result<Self, Rejected<T>> {
        match value.validate_with(args) {
            Ok(()) => Ok(Self(value)),
            Err(violations) => Err(Rejected { value, violations }),
        }
    }
}

impl<T> Valid<T> {
    /// The value, free to be changed again.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for Valid<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> AsRef<T> for Valid<T> {
    fn as_ref(&self) -> &T {
        &self.0
    }
}

impl<T: Serialize> Serialize for Valid<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T: Validate + Deserialize<'de>> Deserialize<'de> for Valid<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(exact::read(deserializer)?)
            .map_err(|rejected| serde::de::Error::custom(OneLine(&rejected.violations)))
    }
}

/// A valid value is described, and checks, like the value.
impl<T: Validate> Validate for Valid<T> {
    const SHAPE: Shape = T::SHAPE;
}

#[cfg(feature = "schemars")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Valid<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> std::borrow::Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        T::json_schema(generator)
    }
}

/// A value that broke a rule, with every violation.
#[derive(Clone)]
pub struct Rejected<T> {
    value: T,
    violations: Violations,
}

impl<T> Rejected<T> {
    /// What is wrong with it.
    pub const fn violations(&self) -> &Violations {
        &self.violations
    }

    /// The value as it was handed in.
    pub const fn value(&self) -> &T {
        &self.value
    }

    /// Both.
    pub fn into_parts(self) -> (T, Violations) {
        (self.value, self.violations)
    }
}

impl<T> From<Rejected<T>> for Violations {
    fn from(rejected: Rejected<T>) -> Self {
        rejected.violations
    }
}

impl<T> fmt::Display for Rejected<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.violations.fmt(f)
    }
}

/// Shows the violations and not the value, which may hold secrets.
impl<T> fmt::Debug for Rejected<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rejected")
            .field("violations", &self.violations)
            .finish_non_exhaustive()
    }
}

impl<T> Error for Rejected<T> {}
