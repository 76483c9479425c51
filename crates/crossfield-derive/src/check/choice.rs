//! Enums whose variants have data or a tag.

use proc_macro2::Span;
use quote::format_ident;
use syn::{Ident, Member};

use super::groups::check_fields_have_no_names;
use super::serde::{check_foreign, check_rules_on_skipped};
use super::{Container, Owner, field, is_none_where_missing, object, tuple};
use crate::ctxt::Ctxt;
use crate::model::{Alternative, Check, CheckKind, Choice, Field, Form, Object, Tagging};
use crate::names::RenameRule;
use crate::syntax::{RawField, RawVariant, SerdeContainer, unraw};

pub(super) fn choice(ctxt: &Ctxt, raw: Vec<RawVariant>, container: &Container<'_>) -> Choice {
    let serde = container.serde;
    let tagging = tagging(serde);
    let (skipped, read): (Vec<RawVariant>, Vec<RawVariant>) =
        raw.into_iter().partition(|variant| variant.serde.skip);
    for variant in &skipped {
        check_rules_on_skipped_variant(ctxt, variant);
    }
    let variants: Vec<Alternative> = read
        .into_iter()
        .enumerate()
        .map(|(index, variant)| {
            check_tag_stands_beside_keys(ctxt, &tagging, &variant);
            check_content_is_read(ctxt, &tagging, &variant);
            alternative(ctxt, index, variant, container)
        })
        .collect();
    check_variants_differ(ctxt, &tagging, &variants);
    Choice {
        tagging,
        variants,
        skipped: skipped.into_iter().map(|variant| variant.ident).collect(),
        deny_unknown_fields: serde.deny_unknown_fields,
    }
}

fn tagging(serde: &SerdeContainer) -> Tagging {
    let key = |tag: &crate::syntax::SerdeTag| tag.key.clone();
    match (&serde.tag, &serde.content) {
        (Some(tag), Some(content)) => Tagging::Adjacent {
            tag: key(tag),
            content: key(content),
        },
        (Some(tag), None) => Tagging::Internal { tag: key(tag) },
        (None, _) if serde.untagged.is_some() => Tagging::Untagged,
        (None, _) => Tagging::External,
    }
}

fn alternative(ctxt: &Ctxt, index: usize, raw: RawVariant, of: &Container<'_>) -> Alternative {
    check_foreign(ctxt, &raw.serde.foreign, "variant");
    let container = of.serde;
    let serde = SerdeContainer {
        rename_all: raw.serde.rename_all.or(container.rename_all_fields),
        deny_unknown_fields: container.deny_unknown_fields,
        ..SerdeContainer::default()
    };
    let of = Container {
        serde: &serde,
        ..*of
    };
    let (form, mut object) = contents(ctxt, &raw, &of);
    for field in &mut object.fields {
        bind(index, field);
    }
    for flattened in &mut object.flattened {
        bind(index, &mut flattened.field);
    }
    Alternative {
        name: variant_name(&raw, container.rename_all),
        aliases: raw
            .serde
            .aliases
            .into_iter()
            .map(|(_, name)| name)
            .collect(),
        ident: raw.ident,
        description: raw.description,
        form,
        object,
    }
}

pub(super) fn variant_name(raw: &RawVariant, rename_all: Option<RenameRule>) -> String {
    let ident = unraw(&raw.ident);
    raw.serde
        .rename
        .clone()
        .unwrap_or_else(|| match rename_all {
            Some(rule) => rule.apply_to_variant(&ident),
            None => ident,
        })
}

fn contents(ctxt: &Ctxt, raw: &RawVariant, of: &Container<'_>) -> (Form, Object) {
    match raw.form {
        Form::Object => {
            let owner = Owner {
                ident: &raw.ident,
                allow: &raw.allow,
                groups: &raw.groups,
                natives: &raw.natives,
            };
            (Form::Object, object(ctxt, &owner, &raw.fields, of))
        }
        Form::Unit => {
            check_variant_has_named_fields(ctxt, raw);
            (Form::Unit, one_value(Vec::new()))
        }
        Form::Tuple => {
            check_variant_has_named_fields(ctxt, raw);
            (Form::Tuple, tuple(ctxt, &raw.fields, &[], of))
        }
        Form::Newtype => {
            check_variant_has_named_fields(ctxt, raw);
            newtype(ctxt, &raw.fields, of)
        }
    }
}

/// serde reads a variant whose only field is skipped as one without data.
fn newtype(ctxt: &Ctxt, raw: &[RawField], of: &Container<'_>) -> (Form, Object) {
    check_rules_on_skipped(ctxt, raw);
    let read = raw.iter().filter(|field| !field.serde.skip);
    let fields: Vec<Field> = read
        .map(|raw| Field {
            // Where it is missing, beside a tag, serde passes over its default.
            key_required: !is_none_where_missing(raw),
            key_in_any_case: raw.has_a_reader(),
            filled_by: None,
            ..field(ctxt, raw, of, "0".to_owned())
        })
        .collect();
    let form = if fields.is_empty() {
        Form::Unit
    } else {
        Form::Newtype
    };
    (form, one_value(fields))
}

/// A value or none. serde passes over the keys beside the tag of a variant without data, whatever the enum denies.
fn one_value(fields: Vec<Field>) -> Object {
    Object {
        fields,
        conditionals: Vec::new(),
        groups: Vec::new(),
        natives: Vec::new(),
        flattened: Vec::new(),
        deny_unknown_fields: false,
        skipped: Vec::new(),
        positional: false,
    }
}

/// Gives a field the name under which the check of its variant has it, and its patterns names that no other variant's
/// have.
fn bind(variant: usize, field: &mut Field) {
    let name = match &field.member {
        Member::Named(ident) => unraw(ident),
        Member::Unnamed(index) => index.index.to_string(),
    };
    field.binding = Some(format_ident!("__{}", name, span = Span::mixed_site()));
    name_patterns(variant, &mut field.checks);
}

fn name_patterns(variant: usize, checks: &mut [Check]) {
    for check in checks {
        match &mut check.kind {
            CheckKind::Pattern(pattern) => {
                pattern.name = format_ident!("{}_OF_{}", pattern.name, variant);
            }
            CheckKind::Inside { checks, .. } => name_patterns(variant, checks),
            _ => {}
        }
    }
}

/// A tag is a key, and an array has none. serde refuses this too.
fn check_tag_stands_beside_keys(ctxt: &Ctxt, tagging: &Tagging, variant: &RawVariant) {
    if matches!(tagging, Tagging::Internal { .. }) && variant.form == Form::Tuple {
        ctxt.error(
            &variant.ident,
            "a tag stands beside keys, and this variant's data is an array in JSON; add `content = \"…\"` to the enum's \
             `#[serde(tag = …)]`, or name the fields",
        );
    }
}

/// serde reads a variant whose only field is skipped as one without data, but asks for the key of its content.
fn check_content_is_read(ctxt: &Ctxt, tagging: &Tagging, variant: &RawVariant) {
    let skipped = variant.fields.iter().all(|field| field.serde.skip);
    if matches!(tagging, Tagging::Adjacent { .. }) && variant.form == Form::Newtype && skipped {
        ctxt.error(
            &variant.ident,
            "nothing of this variant is read, and yet serde asks for the key of its content; leave the field out",
        );
    }
}

/// Rules across fields name fields.
fn check_variant_has_named_fields(ctxt: &Ctxt, variant: &RawVariant) {
    check_fields_have_no_names(ctxt, &variant.fields);
    for group in &variant.groups {
        let message = format!(
            "`{}` counts fields by their names, and those of this variant have none",
            group.name
        );
        ctxt.error(&group.name, message);
    }
    for rule in &variant.natives {
        ctxt.error(
            &rule.name,
            "the fields of this variant have no names that could be compared",
        );
    }
}

/// What is not read from JSON has no place in a schema.
fn check_rules_on_skipped_variant(ctxt: &Ctxt, variant: &RawVariant) {
    let message =
        "the variant is not read from JSON (`#[serde(skip)]`), so no schema could say this";
    for rule in variant.fields.iter().flat_map(|field| &field.rules) {
        ctxt.push(syn::Error::new(rule.span(), message));
    }
    let groups = variant.groups.iter().map(|group| &group.name);
    for name in groups.chain(variant.natives.iter().map(|rule| &rule.name)) {
        ctxt.error(name, message);
    }
}

/// serde would read the first of two variants with one name and never the second.
fn check_variants_differ(ctxt: &Ctxt, tagging: &Tagging, variants: &[Alternative]) {
    if matches!(tagging, Tagging::Untagged) {
        return;
    }
    let mut seen: Vec<&str> = Vec::new();
    for variant in variants {
        for name in variant.names() {
            if seen.contains(&name) {
                let message = format!("another variant is named `{name}` in JSON too");
                ctxt.error(&variant.ident as &Ident, message);
            }
            seen.push(name);
        }
    }
}

impl Alternative {
    fn names(&self) -> impl Iterator<Item = &str> {
        let aliases = self.aliases.iter().map(String::as_str);
        core::iter::once(self.name.as_str()).chain(aliases)
    }
}
