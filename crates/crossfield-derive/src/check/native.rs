//! Rules that no schema can say.

use syn::Ident;

use crate::ctxt::Ctxt;
use crate::syntax::{Raw, RawBody, RawField, RawRule, Schemars};

/// A schema that claims to carry a type's rules must not drop one in silence: what it cannot say is marked, and listed
/// there. Where no schema claims anything, there is nothing to mark.
pub(super) fn check_native_rules_are_marked(ctxt: &Ctxt, raw: &Raw<'_>) {
    if raw.schema != Schemars::WithRules {
        return;
    }
    let fields: Vec<&RawField> = match &raw.body {
        RawBody::Object(fields) | RawBody::Tuple(fields) => fields.iter().collect(),
        RawBody::Newtype(field) => vec![field],
        RawBody::Choice(variants) => variants
            .iter()
            .flat_map(|variant| &variant.fields)
            .collect(),
        RawBody::Enumeration(_) | RawBody::Unit | RawBody::Unsupported => Vec::new(),
    };
    for field in fields {
        check_rules_are_marked(ctxt, &field.rules);
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
