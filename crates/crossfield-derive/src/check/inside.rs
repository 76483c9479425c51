//! Conditions on fields inside what a field holds: `sip.call_handler = Handler::Resource`.
//!
//! The derive does not see the type of the field. Names and types are rustc's to check, in the code that is written.

use syn::{Ident, Path};

use super::across::{Scope, primitive};
use crate::model::{Condition, Value};
use crate::syntax::{Flag, RawForm, RawSubject, RawValue};

/// The place of the one field that the inner condition is about.
const INNERMOST: usize = 0;

impl Scope<'_> {
    pub(super) fn of_nested(&self, subject: &RawSubject, form: &RawForm) -> Option<Condition> {
        let field = self.root(&subject.name);
        let inside = |inner| {
            Some(Condition::Inside(
                field?,
                subject.inside.clone(),
                Box::new(inner),
            ))
        };
        match form {
            RawForm::Is(_, value) => {
                let value = self.nested_value(value);
                inside(Condition::Is(INNERMOST, value?))
            }
            RawForm::In(_, word, values) => {
                let values = self.list(word, values, |value| self.nested_value(value));
                inside(Condition::In(INNERMOST, values))
            }
            RawForm::Present(_) => inside(Condition::Present(INNERMOST)),
            // What cannot be reached is absent too.
            RawForm::Absent(_) => {
                let present = inside(Condition::Present(INNERMOST))?;
                Some(Condition::Not(Box::new(present)))
            }
            RawForm::Compare(_, comparison, bound) => {
                let bound = self.literal(bound);
                inside(Condition::Compare(INNERMOST, *comparison, bound?))
            }
            RawForm::Length(_, comparison, count) => {
                let count = self.count(subject, *comparison, count);
                inside(Condition::Length(INNERMOST, *comparison, count?))
            }
            RawForm::StartsWith(_, prefix) => {
                inside(Condition::StartsWith(INNERMOST, self.prefix(prefix)))
            }
            RawForm::All(..) | RawForm::Any(..) | RawForm::Not(_) => None,
        }
    }

    /// The field in which another is asked for.
    fn root(&self, name: &Ident) -> Option<usize> {
        let place = self.field(name)?;
        let field = self.fields.get(place)?;
        self.check_has_fields(name, field);
        Some(place)
    }

    /// A number or a text has no fields; and into what only the type itself can read, no schema could reach.
    fn check_has_fields(&self, name: &Ident, field: &super::RawField) {
        if field.has(Flag::Opaque) {
            let message = format!(
                "only `{name}` itself knows what it holds (`opaque`), so no condition can reach into it"
            );
            self.ctxt.error(name, message);
        } else if let Some((ty, _)) = primitive(&field.ty) {
            self.ctxt.error(
                name,
                format!("`{name}` has the type `{ty}`, which has no fields"),
            );
        }
    }

    fn nested_value(&self, raw: &RawValue) -> Option<Value> {
        match raw {
            RawValue::Path(path) => self.nested_variant(path),
            literal => self.literal(literal),
        }
    }

    /// The type of the field is not known here, so that a name alone would have nowhere to be looked up.
    fn nested_variant(&self, path: &Path) -> Option<Value> {
        if let Some(variant) = path.get_ident() {
            let message = format!(
                "the type of a field inside another is not known here; write the variant with its type, as in \
                 `Type::{variant}`"
            );
            self.ctxt.error(path, message);
            return None;
        }
        Some(Value::Variant {
            path: path.clone(),
            in_full: true,
        })
    }
}
