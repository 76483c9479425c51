//! What serde's attributes do to rules.

use syn::{Ident, LitStr, Member};

use super::Container;
use super::across::Stated;
use super::groups::StatedGroup;
use super::types::{is_single, option_argument};
use crate::ctxt::Ctxt;
use crate::model::{Field, Optional};
use crate::syntax::{Flag, Raw, RawBody, RawField, RawRule, Reader, Schemars, SerdeContainer};

/// A rule that the schema does not carry is enforced on one side only.
pub(super) fn check_schema_carries_rules(ctxt: &Ctxt, raw: &Raw<'_>) {
    let has_rules = matches!(
        raw.body,
        RawBody::Object(_) | RawBody::Tuple(_) | RawBody::Newtype(_) | RawBody::Choice(_)
    );
    if has_rules && raw.schema == Schemars::WithoutRules {
        ctxt.error(
            &raw.input.ident,
            "the schema of this type would not carry its rules; add \
             `#[schemars(transform = crossfield::schema::with_rules::<Self>)]`",
        );
    }
}

/// The table of rules says what JSON a type is read from. Under these attributes something else decides that.
pub(super) fn check_foreign(ctxt: &Ctxt, attributes: &[Ident], of: &str) {
    for name in attributes {
        let why = match name.to_string().as_str() {
            "from" => {
                "the fields are not those in JSON; derive `Validate` for the type that is read, and implement it for this \
                 one by hand, with the other's `SHAPE`"
            }
            "try_from" => {
                "what the conversion refuses no rule states; derive `Validate` for the type that is read and convert what \
                 is valid, or mark fields of this type `#[validate(opaque)]`"
            }
            "remote" => {
                "it describes how another type is read; mark the field that is read by it `#[validate(opaque)]`"
            }
            "with" | "deserialize_with" => {
                "a function decides what is read of a variant, and the rules cannot see it"
            }
            "tag" | "content" => "of a struct, serde writes it and does not read it",
            "other" => {
                "any string would be read as this variant; wrap the field's type in `crossfield::Open` instead"
            }
            _ => "it changes what JSON the type is read from, and the rules cannot follow",
        };
        ctxt.error(
            name,
            format!("`#[serde({name})]` cannot stand on a {of} with rules: {why}"),
        );
    }
}

/// Of a struct, serde writes the tag and does not read it.
pub(super) fn check_representation_is_of_an_enum(ctxt: &Ctxt, raw: &Raw<'_>) {
    let serde = &raw.serde;
    let keys = [&serde.tag, &serde.content].into_iter().flatten();
    let names: Vec<Ident> = keys.map(|tag| tag.name.clone()).collect();
    if !matches!(raw.body, RawBody::Choice(_) | RawBody::Unsupported) {
        check_foreign(ctxt, &names, "type");
    }
}

/// What a function reads only it knows. A schema would state the form that the type has without it.
pub(super) fn check_reader_is_opaque(ctxt: &Ctxt, raw: &RawField, schema: Schemars) {
    if let Some((name, _)) = &raw.serde.read_by
        && schema == Schemars::WithRules
        && !raw.has(Flag::Opaque)
    {
        let message = format!(
            "under `#[serde({name})]` a function decides what is read, and the schema cannot state it; mark the field \
             `#[validate(opaque)]`, and give it a schema with `#[schemars(with = …)]` (only `crossfield::not_null` and \
             `crossfield::nullable` are known)"
        );
        ctxt.error(name, message);
    }
    if let Some((name, _)) = &raw.serde.read_by
        && raw.serde.flatten.is_some()
    {
        let message = format!(
            "a flattened field is read from keys among those of this type, and under `#[serde({name})]` a function decides from which"
        );
        ctxt.error(name, message);
    }
    if let Some((name, _)) = &raw.serde.read_by
        && raw.has(Flag::Nested)
    {
        let message = format!(
            "`nested` asks for the description of the field's type, and under `#[serde({name})]` a function reads something else"
        );
        ctxt.error(name, message);
    }
}

/// The rule would be one of the value that the type reads, and the schema could only state it of the JSON, whose form it
/// does not know.
pub(super) fn check_opaque_rules_can_be_stated(ctxt: &Ctxt, raw: &RawField, schema: Schemars) {
    if schema != Schemars::WithRules || !raw.has(Flag::Opaque) {
        return;
    }
    for rule in raw.rules.iter().filter(|rule| rule.is_of_the_value()) {
        let message = "no schema could state this: of an `opaque` field only its own `Deserialize` knows the JSON; \
                       state the rule on a type that derives `Validate`, or leave the schema out";
        ctxt.push(syn::Error::new(rule.span(), message));
    }
}

/// An `f32` rounds what it reads. Its bounds are asked of the value, whose text is then for its own `Deserialize`; a schema
/// would ask them of another number. Says whether there are bounds on an `f32`.
pub(super) fn check_bounds_are_of_what_is_written(
    ctxt: &Ctxt,
    raw: &RawField,
    schema: Schemars,
) -> bool {
    let bounds = raw.rules.iter().find_map(|rule| match rule {
        RawRule::Range(name, _) if is_single(&raw.ty) => Some(name),
        _ => None,
    });
    if let Some(name) = bounds
        && schema == Schemars::WithRules
    {
        ctxt.error(
            name,
            "an `f32` rounds what it reads, so the schema would judge another number; make it an `f64`",
        );
    }
    bounds.is_some()
}

/// A flattened field has no value of its own in JSON: of its keys, serde takes those that it finds among the others.
pub(super) fn check_flattened(ctxt: &Ctxt, fields: &[RawField], container: &SerdeContainer) {
    for field in fields {
        let Some(flatten) = &field.serde.flatten else {
            continue;
        };
        let rules = field.rules.iter();
        // It says nothing, and the `validator` crate needs it.
        for rule in rules.filter(|rule| !matches!(rule, RawRule::Flag(Flag::Nested, ..))) {
            let message = "a flattened field has no value of its own that a rule could be about, only keys among those of \
                           this type; state rules on its type";
            ctxt.push(syn::Error::new(rule.span(), message));
        }
        if option_argument(&field.ty).is_some() {
            ctxt.error(
                &field.ty,
                "serde takes a flattened `Option` for `None` when its keys do not fit, and says nothing; flatten the type \
                 itself, with `Option` fields",
            );
        }
        if container.deny_unknown_fields {
            ctxt.error(
                flatten,
                "serde does not support `flatten` beside `deny_unknown_fields`: which keys are known depends on the \
                 flattened type",
            );
        }
    }
}

/// A field that is not read from JSON has no place in a schema.
pub(super) fn check_rules_on_skipped(ctxt: &Ctxt, fields: &[RawField]) {
    for field in fields.iter().filter(|field| field.serde.skip) {
        for rule in &field.rules {
            let message =
                "the field is not read from JSON (`#[serde(skip)]`), so no schema could say this";
            ctxt.push(syn::Error::new(rule.span(), message));
        }
    }
}

/// Conditions see a missing key as no value, and so do the rules that they decide. A default that is a value would be seen
/// in Rust and nowhere else.
pub(super) fn check_missing_keys_have_no_value(
    ctxt: &Ctxt,
    fields: &[&RawField],
    conditionals: &[Stated<'_>],
    groups: &[StatedGroup<'_>],
    container: &SerdeContainer,
) {
    let mut named = Vec::new();
    for StatedGroup { group, .. } in groups {
        named.extend(&group.fields);
        if let Some(condition) = &group.condition {
            condition.fields(&mut named);
        }
    }
    for Stated { rule, .. } in conditionals {
        rule.condition.fields(&mut named);
    }
    for (index, field) in fields.iter().enumerate() {
        let decided = |rule: &RawRule| matches!(rule, RawRule::Conditional(..));
        let concerned = field.rules.iter().any(decided) || named.contains(&index);
        if concerned && field.filled_by(container).is_some() {
            ctxt.error(
                &field.member,
                "a missing key gives this field a default value, of which a schema cannot ask, so no condition can be about \
                 it or decide whether it is there; make it an `Option`, with `#[serde(default)]` on the field at most",
            );
        }
    }
}

/// The two functions read a value into `Some`; without an `Option` it does not compile, and serde's own message would name
/// neither the attribute nor the reason.
pub(super) fn check_reader_is_for_options(ctxt: &Ctxt, raw: &RawField, optional: Optional) {
    let message = match raw.serde.reader {
        Some(Reader::NotNull) => {
            "`crossfield::not_null` is for `Option` fields; other types refuse null anyway"
        }
        Some(Reader::Nullable) => {
            "`crossfield::nullable` is for `Option` fields; other types have no null"
        }
        None => return,
    };
    if !matches!(optional, Optional::Option | Optional::Twice) {
        ctxt.error(&raw.ty, message);
    }
}

/// Without a default, serde reads a missing key as it reads null, so that the two would not be told apart.
pub(super) fn check_maybe_has_a_default(
    ctxt: &Ctxt,
    raw: &RawField,
    container: &Container<'_>,
    optional: Optional,
) {
    let defaults = raw.serde.default.is_given() || container.serde.default.is_given();
    if optional == Optional::Maybe && !defaults {
        ctxt.error(
            &raw.member,
            "without a default serde reads a missing key as null; write \
             `#[serde(default, skip_serializing_if = \"Maybe::is_absent\")]` on this field",
        );
    }
}

/// An alias is another key. serde passes over one on what has none of its own.
pub(super) fn check_aliases_are_of_a_key(ctxt: &Ctxt, raw: &RawField) {
    for alias in &raw.serde.aliases {
        let message =
            "an alias is another key for a field, and this one has no key of its own; leave it out";
        ctxt.push(syn::Error::new(alias.span(), message));
    }
}

/// The other keys that a field is read from. serde passes over one that is there already.
pub(super) fn aliases(raw: &RawField, name: &str) -> Vec<LitStr> {
    let mut aliases: Vec<LitStr> = Vec::new();
    for alias in &raw.serde.aliases {
        let value = alias.value();
        if value != name && aliases.iter().all(|known| known.value() != value) {
            aliases.push(alias.clone());
        }
    }
    aliases
}

/// serde would read the key into the first of the two fields and never into the second. Whichever comes first, the alias
/// is at fault where a name is the other.
pub(super) fn check_aliases_differ(ctxt: &Ctxt, fields: &[Field]) {
    for (index, field) in fields.iter().enumerate() {
        for alias in &field.aliases {
            let value = alias.value();
            let named = |other: &&Field| other.name == value;
            let aliased = |other: &&Field| other.aliases.iter().any(|other| other.value() == value);
            let mut earlier = fields.iter().take(index);
            let other = fields.iter().find(named).or_else(|| earlier.find(aliased));
            if let Some(Member::Named(other)) = other.map(|other| &other.member) {
                let message = format!("the key `{value}` is read for the field `{other}` too");
                ctxt.push(syn::Error::new(alias.span(), message));
            }
        }
    }
}

/// serde would read the first of two fields with one name and never the second.
pub(super) fn check_names_differ(ctxt: &Ctxt, fields: &[Field]) {
    for (index, field) in fields.iter().enumerate() {
        if fields
            .iter()
            .take(index)
            .any(|earlier| earlier.name == field.name)
        {
            ctxt.error(
                &field.member,
                format!("another field is named `{}` in JSON too", field.name),
            );
        }
    }
}
