//! Rules on how many of several fields have a value, and what rules say of one another.

use proc_macro2::Span;
use quote::ToTokens;

use super::Named;
use super::across::Scope;
use crate::ctxt::Ctxt;
use crate::model::{Conditional, Group};
use crate::syntax::{Raw, RawBody, RawField, RawGroup, RawRule};

/// The rules on how many of several fields have a value.
pub(super) fn groups_of(
    ctxt: &Ctxt,
    raw: &[RawGroup],
    fields: &[&RawField],
    names: &[Named<'_>],
) -> Vec<Group> {
    let scope = Scope {
        ctxt,
        subject: None,
        fields,
        names,
    };
    let groups = raw.iter().map(|group| {
        let members = scope.members(group);
        let condition = match &group.condition {
            Some(condition) => Some(scope.condition(condition)?),
            None => None,
        };
        check_group_can_fail(ctxt, group);
        Some(Group {
            kind: group.kind,
            fields: members?,
            condition,
        })
    });
    // All are looked at, though one that is wrong gives none.
    groups.collect::<Vec<_>>().into_iter().flatten().collect()
}

impl Scope<'_> {
    fn members(&self, group: &RawGroup) -> Option<Vec<usize>> {
        let mut members: Vec<usize> = Vec::new();
        let mut complete = true;
        for name in &group.fields {
            let Some(place) = self.field(name) else {
                complete = false;
                continue;
            };
            if members.contains(&place) {
                self.ctxt
                    .error(name, format!("`{name}` stands in this group twice"));
            }
            if self
                .fields
                .get(place)
                .is_some_and(|field| !field.can_be_absent())
            {
                let message = format!(
                    "`{name}` always has a value, so counting it says nothing; make its type an `Option`"
                );
                self.ctxt.error(name, message);
            }
            members.push(place);
        }
        complete.then_some(members)
    }
}

/// Of fewer than two fields there is nothing to count: `required` or `forbidden_if` would say what is meant.
pub(super) fn check_group_can_fail(ctxt: &Ctxt, group: &RawGroup) {
    if group.fields.len() < 2 {
        ctxt.error(
            &group.name,
            format!("`{}` needs at least two fields", group.name),
        );
    }
}

/// Rules across fields name fields, and of a type without named fields there is none to name.
pub(super) fn check_groups_have_fields(ctxt: &Ctxt, raw: &Raw<'_>) {
    if matches!(raw.body, RawBody::Object(_) | RawBody::Unsupported) {
        return;
    }
    for group in &raw.groups {
        let message = format!(
            "`{}` counts the fields of a struct with named fields",
            group.name
        );
        ctxt.error(&group.name, message);
    }
}

/// A position of an array has no name that a condition could use, and no schema could say that a later position decides
/// about an earlier one.
pub(super) fn check_fields_have_no_names(ctxt: &Ctxt, fields: &[RawField]) {
    for rule in fields.iter().flat_map(|field| &field.rules) {
        if let RawRule::Conditional(_, name, _) = rule {
            ctxt.error(
                name,
                "the fields of a tuple struct have no names that a condition could use; give the struct named fields",
            );
        }
    }
}

/// A field that one condition makes both required and forbidden can have neither a value nor none; and a rule stated
/// twice is one whose copy will be forgotten when it changes.
pub(super) fn check_contradictions(
    ctxt: &Ctxt,
    fields: &[&RawField],
    conditionals: &[(Conditional, Span)],
) {
    for (index, (later, span)) in conditionals.iter().enumerate() {
        for (earlier, _) in conditionals.iter().take(index) {
            if earlier.field != later.field || earlier.condition != later.condition {
                continue;
            }
            let both = |a: Option<bool>, b: Option<bool>| a.is_some() && a == b;
            let (one, other) = (earlier.effect, later.effect);
            if both(one.requires_when(), other.forbids_when())
                || both(one.forbids_when(), other.requires_when())
            {
                let name = fields
                    .get(later.field)
                    .map(|field| field.member.to_token_stream().to_string());
                let name = name.unwrap_or_default();
                let message = format!("the same condition makes `{name}` required and forbidden");
                ctxt.push(syn::Error::new(*span, message));
            } else if both(one.requires_when(), other.requires_when())
                || both(one.forbids_when(), other.forbids_when())
            {
                ctxt.push(syn::Error::new(
                    *span,
                    "another rule of this field says so under the same condition",
                ));
            }
        }
    }
}
