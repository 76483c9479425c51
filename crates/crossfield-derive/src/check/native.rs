//! Rules that no schema can say.

use syn::Ident;

use super::Named;
use super::across::Scope;
use crate::ctxt::Ctxt;
use crate::model::{Native, NativeKind};
use crate::syntax::{
    Raw, RawBody, RawCompare, RawField, RawNative, RawNativeKind, RawRule, Schemars,
};

/// A schema that claims to carry a type's rules must not drop one in silence: what it cannot say is marked, and listed
/// there. Where no schema claims anything, there is nothing to mark.
pub(super) fn check_native_rules_are_marked(ctxt: &Ctxt, raw: &Raw<'_>) {
    if raw.schema != Schemars::WithRules {
        return;
    }
    for field in raw.body.fields() {
        check_rules_are_marked(ctxt, &field.rules);
    }
    check_natives_are_marked(ctxt, &raw.natives);
    if let RawBody::Choice(variants) = &raw.body {
        for variant in variants {
            check_natives_are_marked(ctxt, &variant.natives);
        }
    }
}

fn check_natives_are_marked(ctxt: &Ctxt, natives: &[RawNative]) {
    for rule in natives {
        check_marked(ctxt, &rule.name, Some(rule.native_only));
    }
}

fn check_rules_are_marked(ctxt: &Ctxt, rules: &[RawRule]) {
    for rule in rules {
        check_marked(ctxt, rule.name(), rule.native_only());
        if let RawRule::Inside(_, inside) = rule {
            check_rules_are_marked(ctxt, &inside.rules);
        }
    }
}

fn check_marked(ctxt: &Ctxt, name: &Ident, marked: Option<bool>) {
    if marked == Some(false) {
        ctxt.error(
            name,
            format!(
                "no schema can say this rule, so the one of this type would lose it; mark it, as in \
                 `{name}(…, native_only)`: then it is checked in Rust only, and the schema lists it in a comment"
            ),
        );
    }
}

/// A rule on the type is one on the fields of an object or the positions of an array. Where a type has one value, that
/// value has the rules.
pub(super) fn check_type_has_fields(ctxt: &Ctxt, raw: &Raw<'_>) {
    let why = match &raw.body {
        RawBody::Object(_) | RawBody::Tuple(_) | RawBody::Unsupported => return,
        RawBody::Newtype(_) => "is for types of several fields; write `custom` on the field",
        RawBody::Choice(_) => {
            "is for structs; the variants of an enum and their fields have its rules"
        }
        RawBody::Unit => "is for types with fields; null is the only value of this one",
        RawBody::Enumeration(_) => {
            "is for types with fields; an enum of unit variants is valid when its string is one of the variants'"
        }
    };
    for rule in &raw.natives {
        ctxt.error(&rule.name, format!("`{}` {why}", rule.name));
    }
}

/// The rules of an object that no schema says: those on fields, then those on the type.
pub(super) fn natives_of(
    ctxt: &Ctxt,
    raw: &[RawNative],
    fields: &[&RawField],
    names: &[Named<'_>],
) -> Vec<Native> {
    let scope = Scope {
        ctxt,
        subject: None,
        fields,
        names,
    };
    let mut natives = Vec::new();
    for (index, field) in fields.iter().enumerate() {
        for rule in &field.rules {
            natives.extend(scope.must_match(index, rule));
        }
    }
    for rule in raw {
        natives.extend(scope.native(rule));
    }
    natives
}

/// The rules of a tuple struct that no schema says: its fields have no names that a comparison could use.
pub(super) fn natives_of_tuple(ctxt: &Ctxt, raw: &[RawNative]) -> Vec<Native> {
    let natives = raw.iter().filter_map(|rule| match &rule.kind {
        RawNativeKind::Compare(_) => {
            ctxt.error(
                &rule.name,
                "the fields of a tuple struct have no names that could be compared; give the struct named fields",
            );
            None
        }
        RawNativeKind::Function { .. } => function(rule),
    });
    natives.collect()
}

fn function(rule: &RawNative) -> Option<Native> {
    let RawNativeKind::Function {
        path,
        use_context,
        skip_on_field_errors,
    } = &rule.kind
    else {
        return None;
    };
    Some(Native {
        kind: NativeKind::Function {
            path: path.clone(),
            use_context: *use_context,
            skip_on_field_errors: *skip_on_field_errors,
        },
        wording: rule.wording.clone(),
    })
}

/// A function cannot take what nobody hands in.
pub(super) fn check_context_is_there(ctxt: &Ctxt, raw: &Raw<'_>) {
    if raw.context.is_some() {
        return;
    }
    for field in raw.body.fields() {
        check_rules_have_their_context(ctxt, &field.rules);
    }
    for rule in &raw.natives {
        if matches!(
            rule.kind,
            RawNativeKind::Function {
                use_context: true,
                ..
            }
        ) {
            missing_context(ctxt, &rule.name);
        }
    }
}

fn check_rules_have_their_context(ctxt: &Ctxt, rules: &[RawRule]) {
    for rule in rules {
        match rule {
            RawRule::Custom(name, custom) if custom.use_context => missing_context(ctxt, name),
            RawRule::Inside(_, inside) => check_rules_have_their_context(ctxt, &inside.rules),
            _ => {}
        }
    }
}

fn missing_context(ctxt: &Ctxt, name: &Ident) {
    ctxt.error(
        name,
        "`use_context` needs a context on the type, as in `#[validate(context = Type)]`",
    );
}

/// A type that has one value or none but its variants' strings has no function that could take a context.
pub(super) fn check_context_can_be_used(ctxt: &Ctxt, raw: &Raw<'_>) {
    if let (Some(context), RawBody::Enumeration(_) | RawBody::Unit) = (&raw.context, &raw.body) {
        ctxt.error(
            &context.name,
            "this type has no fields whose functions could take a context",
        );
    }
}

impl Scope<'_> {
    fn must_match(&self, field: usize, rule: &RawRule) -> Option<Native> {
        let RawRule::MustMatch(name, raw) = rule else {
            return None;
        };
        let other = self.field(&raw.other)?;
        self.check_differ(&raw.other, field, other);
        Some(Native {
            kind: NativeKind::MustMatch {
                field,
                other,
                span: name.span(),
            },
            wording: raw.wording.clone(),
        })
    }

    fn native(&self, rule: &RawNative) -> Option<Native> {
        let compare = match &rule.kind {
            RawNativeKind::Compare(compare) => compare,
            RawNativeKind::Function { .. } => return function(rule),
        };
        Some(Native {
            kind: self.comparison(compare)?,
            wording: rule.wording.clone(),
        })
    }

    fn comparison(&self, raw: &RawCompare) -> Option<NativeKind> {
        let (left, right) = (self.field(&raw.left), self.field(&raw.right));
        let (left, right) = (left?, right?);
        self.check_differ(&raw.right, left, right);
        Some(NativeKind::Compare {
            left,
            relation: raw.relation,
            operator: raw.operator.clone(),
            right,
        })
    }

    /// What a field is to itself is known beforehand.
    fn check_differ(&self, name: &Ident, left: usize, right: usize) {
        if left == right {
            self.ctxt.error(
                name,
                format!("`{name}` is compared with itself, so the rule says nothing"),
            );
        }
    }
}
