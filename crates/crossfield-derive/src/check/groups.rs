//! Rules on how many of several fields have a value.

use super::Named;
use super::across::Scope;
use crate::ctxt::Ctxt;
use crate::model::Group;
use crate::syntax::{Raw, RawBody, RawField, RawGroup, RawRule};

/// A rule on how many of several fields have a value, and what is written.
pub(super) struct StatedGroup<'a> {
    pub(super) group: Group,
    pub(super) raw: &'a RawGroup,
    /// Whether no mistake was found in it.
    pub(super) sound: bool,
}

/// The rules on how many of several fields have a value.
pub(super) fn groups_of<'a>(
    ctxt: &Ctxt,
    raw: &'a [RawGroup],
    fields: &[&RawField],
    names: &[Named<'_>],
) -> Vec<StatedGroup<'a>> {
    let scope = Scope {
        ctxt,
        subject: None,
        fields,
        names,
    };
    let groups = raw.iter().filter_map(|group| {
        let before = ctxt.count();
        let members = scope.members(group);
        let condition = match &group.condition {
            Some(condition) => Some(scope.condition(condition)?),
            None => None,
        };
        check_group_can_fail(ctxt, group);
        Some(StatedGroup {
            group: Group {
                kind: group.kind,
                fields: members?,
                condition,
            },
            raw: group,
            sound: ctxt.count() == before,
        })
    });
    groups.collect()
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
        let place = match raw.body {
            RawBody::Choice(_) => "; write it on the variant whose fields it counts",
            _ => "",
        };
        let message = format!(
            "`{}` counts the fields of a struct with named fields{place}",
            group.name
        );
        ctxt.error(&group.name, message);
    }
}

/// A position of an array has no name that a condition could use, and no schema could say that a later position decides
/// about an earlier one.
pub(super) fn check_fields_have_no_names(ctxt: &Ctxt, fields: &[RawField]) {
    for rule in fields.iter().flat_map(|field| &field.rules) {
        if let RawRule::Conditional(_, name, _) | RawRule::MustMatch(name, _) = rule {
            ctxt.error(
                name,
                "the fields of a tuple struct have no names that a rule could use; give the struct named fields",
            );
        }
    }
}
