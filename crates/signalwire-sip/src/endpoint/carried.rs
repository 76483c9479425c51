//! From a fetched record to a request that says the same.

use core::error::Error;
use core::fmt;

use crossfield::{Lenient, Open, Validate, Violation};

/// A record that a request cannot say in full: the request as far as it goes, and what is not carried.
///
/// Whoever does not mind takes the request out by [`into_request`](Self::into_request); what is not carried then goes the
/// way of everything that the request does not mention.
#[derive(Clone)]
pub struct NotCarried<T> {
    request: T,
    fields: Vec<Field>,
}

impl<T> NotCarried<T> {
    /// What is not carried, at least one.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The request as far as it goes. It may break rules, which then are among [`fields`](Self::fields).
    #[must_use]
    pub const fn request(&self) -> &T {
        &self.request
    }

    /// The request as far as it goes.
    #[must_use]
    pub fn into_request(self) -> T {
        self.request
    }
}

impl<T> fmt::Display for NotCarried<T> {
    /// One field a line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, field) in self.fields.iter().enumerate() {
            let separator = if index > 0 { "\n" } else { "" };
            write!(f, "{separator}{field}")?;
        }
        Ok(())
    }
}

/// Shows the fields and not the request.
impl<T> fmt::Debug for NotCarried<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NotCarried")
            .field("fields", &self.fields)
            .finish_non_exhaustive()
    }
}

impl<T> Error for NotCarried<T> {}

/// A field of a record that a request does not carry.
#[derive(Clone, Debug)]
pub struct Field {
    pointer: String,
    reason: Reason,
}

impl Field {
    /// Where it stands in the record, as an RFC 6901 pointer.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// Why the request does not carry it.
    #[must_use]
    pub const fn reason(&self) -> &Reason {
        &self.reason
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.reason {
            Reason::NoField => write!(f, "`{}`: the request has no such field", self.pointer),
            Reason::NoValue => write!(f, "`{}`: the request takes no such value", self.pointer),
            Reason::Rule(violation) => violation.fmt(f),
        }
    }
}

/// Why a request does not carry a field.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Reason {
    /// The request has no such field.
    NoField,
    /// The request has the field, and takes no such value in it.
    NoValue,
    /// The request with the field breaks this rule.
    Rule(Violation),
}

/// Takes note of what is not carried.
#[derive(Default)]
pub(crate) struct Carrier {
    fields: Vec<Field>,
}

impl Carrier {
    /// A field that the request does not have.
    pub(crate) fn without_field(&mut self, name: &str, has_value: bool) {
        if has_value {
            self.leave(format!("/{name}"), Reason::NoField);
        }
    }

    /// A value of an open set, if it is one that requests take.
    pub(crate) fn known<T: Clone>(&mut self, name: &str, field: Option<&Open<T>>) -> Option<T> {
        self.taken(name, field.map(Open::known)).cloned()
    }

    /// A readable value.
    pub(crate) fn readable<T: Clone>(
        &mut self,
        name: &str,
        field: Option<&Lenient<T>>,
    ) -> Option<T> {
        self.taken(name, field.map(Lenient::known)).cloned()
    }

    /// A readable value. An empty text is none.
    pub(crate) fn filled<T: Clone>(&mut self, name: &str, field: Option<&Lenient<T>>) -> Option<T> {
        self.readable(name, field.filter(|field| field.has_value()))
    }

    /// The values of a list that requests take.
    pub(crate) fn list<T: Clone>(
        &mut self,
        name: &str,
        list: Option<&Vec<Open<T>>>,
    ) -> Option<Vec<T>> {
        let items = list?.iter().enumerate();
        let known = items
            .filter_map(|(index, item)| self.known(&format!("{name}/{index}"), Some(item)))
            .collect();
        Some(known)
    }

    /// What became of a value, if there is one.
    #[expect(
        clippy::option_option,
        reason = "the outer is about being there, the inner about being taken"
    )]
    pub(crate) fn taken<T>(&mut self, name: &str, value: Option<Option<T>>) -> Option<T> {
        let value = value?;
        if value.is_none() {
            self.leave(format!("/{name}"), Reason::NoValue);
        }
        value
    }

    /// The request, if it carries all and breaks no rule.
    pub(crate) fn finish<T: Validate>(mut self, request: T) -> Result<T, NotCarried<T>> {
        if let Err(violations) = request.validate() {
            for violation in violations {
                self.leave(violation.pointer().to_string(), Reason::Rule(violation));
            }
        }
        if self.fields.is_empty() {
            return Ok(request);
        }
        let fields = self.fields;
        Err(NotCarried { request, fields })
    }

    fn leave(&mut self, pointer: String, reason: Reason) {
        self.fields.push(Field { pointer, reason });
    }
}

/// A field of a record, of which an empty text is no value.
pub(crate) trait Held {
    fn has_value(&self) -> bool;
}

impl<T: Held> Held for Option<T> {
    fn has_value(&self) -> bool {
        self.as_ref().is_some_and(Held::has_value)
    }
}

impl Held for String {
    fn has_value(&self) -> bool {
        !self.is_empty()
    }
}

impl<T> Held for Lenient<T> {
    fn has_value(&self) -> bool {
        self.unknown() != Some("")
    }
}
