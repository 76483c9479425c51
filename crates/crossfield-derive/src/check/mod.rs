//! From what is written to what it means. Each `check_*` refuses one kind of mistake; all of them run.

mod across;
mod choice;
mod groups;
mod inside;
mod native;
mod own;
mod proof;
mod serde;
mod types;

use syn::{Generics, Ident, Member};

pub(crate) use self::across::Primitive;
use self::across::conditionals;
use self::choice::{choice, variant_name};
use self::groups::{check_fields_have_no_names, check_groups_have_fields, groups_of};
use self::native::{
    check_context_can_be_used, check_context_is_there, check_native_rules_are_marked,
    check_type_has_fields, natives_of, natives_of_tuple,
};
use self::own::checks;
pub(crate) use self::own::{NumberLiteral, length_literal, number_literal};
use self::proof::{check_allowances_have_rules, check_rules_together};
use self::serde::{
    aliases, check_aliases_are_of_a_key, check_aliases_differ, check_bounds_are_of_what_is_written,
    check_flattened, check_foreign, check_maybe_has_a_default, check_missing_keys_have_no_value,
    check_names_differ, check_opaque_rules_can_be_stated, check_reader_is_for_options,
    check_reader_is_opaque, check_representation_is_of_an_enum, check_rules_on_skipped,
    check_schema_carries_rules,
};
pub(crate) use self::types::{
    Container as Holds, container_of, holds_no_rules, is_phantom, names, optional,
    optional_argument, ungroup, value_type,
};
use self::types::{described_parameters, is_described};
use crate::ctxt::Ctxt;
use crate::model::{
    Body, Check, Conditional, Enumeration, Field, FilledBy, Flattened, Group, Knowledge, Model,
    Newtype, Object, Optional, Variant, Wording,
};
use crate::names::RenameRule;
use crate::syntax::{
    Flag, Raw, RawBody, RawContext, RawField, RawGroup, RawNative, RawRule, RawVariant, Reader,
    Schemars, SerdeContainer, SerdeDefault, unraw,
};

/// Checks an input. `None` when nothing can be made of it; the mistakes are in the context.
pub(crate) fn check<'a>(ctxt: &Ctxt, raw: Raw<'a>) -> Option<Model<'a>> {
    check_schema_carries_rules(ctxt, &raw);
    check_native_rules_are_marked(ctxt, &raw);
    check_foreign(ctxt, &raw.serde.foreign, "type");
    check_groups_have_fields(ctxt, &raw);
    check_type_has_fields(ctxt, &raw);
    check_context_is_there(ctxt, &raw);
    check_context_can_be_used(ctxt, &raw);
    check_allowances_have_rules(ctxt, &raw);
    check_representation_is_of_an_enum(ctxt, &raw);
    let container = Container {
        serde: &raw.serde,
        schema: raw.schema,
        generics: &raw.input.generics,
    };
    let described = described_parameters(&raw);
    let body = match raw.body {
        RawBody::Object(fields) => {
            let owner = Owner {
                ident: &raw.input.ident,
                allow: &raw.allow,
                groups: &raw.groups,
                natives: &raw.natives,
            };
            Body::Object(object(ctxt, &owner, &fields, &container))
        }
        RawBody::Tuple(fields) => {
            check_fields_have_no_names(ctxt, &fields);
            Body::Object(tuple(ctxt, &fields, &raw.natives, &container))
        }
        RawBody::Unit => Body::Unit,
        RawBody::Newtype(field) => Body::Newtype(Box::new(newtype(ctxt, *field, &container))),
        RawBody::Enumeration(variants) => {
            Body::Enumeration(enumeration(ctxt, variants, raw.serde.rename_all))
        }
        RawBody::Choice(variants) => Body::Choice(choice(ctxt, variants, &container)),
        RawBody::Unsupported => return None,
    };
    Some(Model {
        ident: &raw.input.ident,
        generics: &raw.input.generics,
        described,
        krate: raw.krate,
        schema_carries_rules: raw.schema == Schemars::WithRules,
        context: raw.context.as_ref().map(RawContext::args),
        body,
    })
}

/// What has named fields, a struct or a variant, and what is written on it.
struct Owner<'a> {
    ident: &'a Ident,
    allow: &'a [Ident],
    groups: &'a [RawGroup],
    natives: &'a [RawNative],
}

/// What the attributes of a type say that its fields must know.
#[derive(Clone, Copy)]
struct Container<'a> {
    serde: &'a SerdeContainer,
    schema: Schemars,
    generics: &'a Generics,
}

fn object(ctxt: &Ctxt, owner: &Owner<'_>, raw: &[RawField], container: &Container<'_>) -> Object {
    let serde = container.serde;
    let raw_fields: Vec<&RawField> = raw.iter().filter(|field| field.has_a_key()).collect();
    let names: Vec<Named<'_>> = raw.iter().filter_map(Named::new).collect();
    check_rules_on_skipped(ctxt, raw);
    check_flattened(ctxt, raw, serde);
    let conditionals = conditionals(ctxt, &raw_fields, &names);
    let groups = groups_of(ctxt, owner.groups, &raw_fields, &names);
    let natives = natives_of(ctxt, owner.natives, &raw_fields, &names);
    check_missing_keys_have_no_value(ctxt, &raw_fields, &conditionals, &groups, serde);
    let fields: Vec<Field> = raw_fields
        .iter()
        .map(|raw| field(ctxt, raw, container, wire_name(raw, serde.rename_all)))
        .collect();
    check_names_differ(ctxt, &fields);
    check_aliases_differ(ctxt, &fields);
    let of_owner = (owner.ident, owner.allow);
    check_rules_together(ctxt, of_owner, &raw_fields, &fields, &conditionals, &groups);
    let conditionals: Vec<Conditional> =
        conditionals.into_iter().map(|stated| stated.rule).collect();
    let groups: Vec<Group> = groups.into_iter().map(|stated| stated.group).collect();
    Object {
        fields: with_known_variants(fields, &conditionals, &groups),
        conditionals,
        groups,
        natives,
        flattened: flattened(ctxt, raw, container),
        deny_unknown_fields: serde.deny_unknown_fields,
        skipped: skipped(raw),
        positional: false,
    }
}

/// The flattened fields, each with how many of the others stand before it.
fn flattened(ctxt: &Ctxt, raw: &[RawField], container: &Container<'_>) -> Vec<Flattened> {
    let mut before = 0;
    let mut flattened = Vec::new();
    for raw in raw.iter().filter(|field| !field.serde.skip) {
        if raw.has_a_key() {
            before += 1;
        } else {
            let field = field(ctxt, raw, container, String::new());
            flattened.push(Flattened { field, before });
        }
    }
    flattened
}

/// An enum whose variants a condition names is described, and so is a struct whose fields one names: only its
/// description knows their names in JSON.
fn with_known_variants(
    mut fields: Vec<Field>,
    conditionals: &[Conditional],
    groups: &[Group],
) -> Vec<Field> {
    let of_rules = conditionals.iter().map(|rule| &rule.condition);
    let of_groups = groups.iter().filter_map(|group| group.condition.as_ref());
    let conditions: Vec<_> = of_rules.chain(of_groups).collect();
    for (place, field) in fields.iter_mut().enumerate() {
        let named = conditions
            .iter()
            .any(|condition| condition.needs_description_of(place));
        if named && field.known == Knowledge::PerhapsDescribed {
            field.known = Knowledge::Described;
        }
    }
    fields
}

fn skipped(fields: &[RawField]) -> Vec<Ident> {
    let skipped = fields.iter().filter(|field| field.serde.skip);
    skipped
        .filter_map(|field| Some(Named::new(field)?.ident.clone()))
        .collect()
}

/// A tuple struct: its fields are named by their places among those that are read.
fn tuple(
    ctxt: &Ctxt,
    raw: &[RawField],
    natives: &[RawNative],
    container: &Container<'_>,
) -> Object {
    let serde = container.serde;
    let fields: Vec<&RawField> = raw.iter().filter(|field| !field.serde.skip).collect();
    check_rules_on_skipped(ctxt, raw);
    check_missing_keys_have_no_value(ctxt, &fields, &[], &[], serde);
    let fields = fields.into_iter().enumerate();
    let fields = fields.map(|(place, raw)| {
        // An array has no keys: what is left out at its end needs a default, an `Option` too.
        let is_required = !raw.serde.default.is_given() && !serde.default.is_given();
        Field {
            key_required: is_required,
            key_in_any_case: is_required,
            ..field(ctxt, raw, container, place.to_string())
        }
    });
    Object {
        fields: fields.collect(),
        conditionals: Vec::new(),
        groups: Vec::new(),
        natives: natives_of_tuple(ctxt, natives),
        flattened: Vec::new(),
        deny_unknown_fields: false,
        skipped: Vec::new(),
        positional: true,
    }
}

fn field(ctxt: &Ctxt, raw: &RawField, container: &Container<'_>, name: String) -> Field {
    let (optional, _) = optional(&raw.ty);
    if !raw.has_a_key() || matches!(raw.member, Member::Unnamed(_)) {
        check_aliases_are_of_a_key(ctxt, raw);
    }
    check_maybe_has_a_default(ctxt, raw, container, optional);
    check_reader_is_for_options(ctxt, raw, optional);
    let defaults = raw.serde.default.is_given()
        || container.serde.default.is_given()
        || is_none_where_missing(raw);
    Field {
        member: raw.member.clone(),
        binding: None,
        ty: raw.ty.clone(),
        aliases: aliases(raw, &name),
        name,
        optional,
        key_required: !defaults,
        key_in_any_case: !defaults && raw.has_a_reader(),
        not_null: raw.serde.reader == Some(Reader::NotNull),
        empty_is_absent: raw.has(Flag::EmptyIsAbsent),
        known: known(ctxt, raw, container),
        read_by: raw.serde.read_by.as_ref().map(|(_, path)| path.clone()),
        filled_by: raw.filled_by(container.serde),
        checks: checks(ctxt, raw),
    }
}

/// serde gives a missing key to an `Option` only where no function of the field's own reads it.
fn is_none_where_missing(raw: &RawField) -> bool {
    let (optional, _) = optional(&raw.ty);
    optional != Optional::Never && !raw.has_a_reader()
}

fn wire_name(raw: &RawField, rename_all: Option<RenameRule>) -> String {
    let Member::Named(ident) = &raw.member else {
        return String::new();
    };
    let ident = unraw(ident);
    raw.serde
        .rename
        .clone()
        .unwrap_or_else(|| match rename_all {
            Some(rule) => rule.apply_to_field(&ident),
            None => ident,
        })
}

/// What is known of a field's type. A schema needs a description of all that it states; without one, and unless the rules
/// inside were asked for, a type of another crate is taken as its own `Deserialize` reads it, as the `validator` crate
/// takes it.
fn known(ctxt: &Ctxt, raw: &RawField, container: &Container<'_>) -> Knowledge {
    check_opaque_rules_can_be_stated(ctxt, raw, container.schema);
    check_reader_is_opaque(ctxt, raw, container.schema);
    if raw.serde.read_by.is_some() {
        return Knowledge::Opaque;
    }
    if check_bounds_are_of_what_is_written(ctxt, raw, container.schema) {
        return Knowledge::Opaque;
    }
    let described = raw.has(Flag::Nested) || is_described(&raw.ty, container.generics);
    if raw.has(Flag::Opaque) {
        Knowledge::Opaque
    } else if described || container.schema == Schemars::WithRules {
        Knowledge::Described
    } else {
        Knowledge::PerhapsDescribed
    }
}

fn newtype(ctxt: &Ctxt, raw: RawField, container: &Container<'_>) -> Newtype {
    check_aliases_are_of_a_key(ctxt, &raw);
    for rule in &raw.rules {
        match rule {
            RawRule::Conditional(_, name, _) | RawRule::MustMatch(name, _) => {
                ctxt.error(name, "there is no other field that a condition could name");
            }
            RawRule::Flag(Flag::EmptyIsAbsent | Flag::Required, name, _) => {
                ctxt.error(
                    name,
                    format!("`{name}` goes on a field of a struct with named fields"),
                );
            }
            _ => {}
        }
    }
    let checks = checks(ctxt, &raw);
    check_no_rules_where_no_key_is_read(ctxt, &raw, &checks, container);
    Newtype {
        checks,
        known: known(ctxt, &raw, container),
        read_by: raw.serde.read_by.as_ref().map(|(_, path)| path.clone()),
        transparent: container.serde.transparent,
        member: raw.member,
        ty: raw.ty,
    }
}

/// serde reads a transparent struct around an `Option` where there is no key too. Of one with rules the schema would have to
/// say both on every field that holds it, of which it knows nothing.
fn check_no_rules_where_no_key_is_read(
    ctxt: &Ctxt,
    raw: &RawField,
    checks: &[Check],
    container: &Container<'_>,
) {
    if !container.serde.transparent || optional_argument(&raw.ty).is_none() {
        return;
    }
    for check in checks {
        let message = "a `#[serde(transparent)]` struct around an `Option` has no rules of its own; write them on the \
                       fields that hold it, or put the `Option` around the struct";
        ctxt.push(syn::Error::new(check.span, message));
    }
}

fn enumeration(ctxt: &Ctxt, raw: Vec<RawVariant>, rename_all: Option<RenameRule>) -> Enumeration {
    let mut variants = Vec::new();
    for variant in raw {
        check_foreign(ctxt, &variant.serde.foreign, "variant");
        check_no_alias(ctxt, &variant);
        if variant.serde.skip {
            continue;
        }
        variants.push(Variant {
            name: variant_name(&variant, rename_all),
            ident: variant.ident,
            description: variant.description,
        });
    }
    Enumeration { variants }
}

/// An enum of unit variants is a set of strings, of which a condition knows one a variant.
fn check_no_alias(ctxt: &Ctxt, variant: &RawVariant) {
    for (name, _) in &variant.serde.aliases {
        ctxt.error(
            name,
            "`#[serde(alias)]` cannot stand on a variant of an enum without data: a condition compares with the one \
             string that the variant is",
        );
    }
}

/// A field that a condition may name: its name in Rust, and whether it has a place in the table of rules.
struct Named<'a> {
    ident: &'a Ident,
    raw: &'a RawField,
}

impl<'a> Named<'a> {
    fn new(raw: &'a RawField) -> Option<Self> {
        match &raw.member {
            Member::Named(ident) => Some(Self { ident, raw }),
            Member::Unnamed(_) => None,
        }
    }
}

impl RawField {
    /// Whether the field is read from a key of its own.
    fn has_a_key(&self) -> bool {
        !self.serde.skip && self.serde.flatten.is_none()
    }

    /// Whether a function of the field's own reads it.
    fn has_a_reader(&self) -> bool {
        self.serde.reader.is_some() || self.serde.read_by.is_some()
    }

    fn has(&self, wanted: Flag) -> bool {
        self.rules
            .iter()
            .any(|rule| matches!(rule, RawRule::Flag(flag, ..) if *flag == wanted))
    }

    /// What serde fills the field with when its key is missing, where that may be a value.
    fn filled_by(&self, container: &SerdeContainer) -> Option<FilledBy> {
        match (&self.serde.default, &container.default) {
            (SerdeDefault::Function(path), _) => Some(FilledBy::Function((**path).clone())),
            // `None`, or the empty text that counts as none.
            (SerdeDefault::Type, _) => (!self.can_be_absent()).then_some(FilledBy::Type),
            (SerdeDefault::None, SerdeDefault::None) => None,
            (SerdeDefault::None, SerdeDefault::Type) => Some(FilledBy::Object),
            (SerdeDefault::None, SerdeDefault::Function(path)) => {
                Some(FilledBy::ObjectOfFunction((**path).clone()))
            }
        }
    }

    /// Whether the field can be without a value.
    fn can_be_absent(&self) -> bool {
        optional_argument(&self.ty).is_some() || self.has(Flag::EmptyIsAbsent)
    }
}

impl RawRule {
    /// Whether it is a rule on the value itself that a schema would state, and not on whether there is one.
    fn is_of_the_value(&self) -> bool {
        match self {
            Self::Flag(flag, ..) => !matches!(
                flag,
                Flag::Required | Flag::EmptyIsAbsent | Flag::Opaque | Flag::Nested
            ),
            Self::Conditional(..)
            | Self::Allow(..)
            | Self::Custom(..)
            | Self::MustMatch(..)
            | Self::Native(..) => false,
            Self::Inside(..)
            | Self::Length(..)
            | Self::Pattern(..)
            | Self::Range(..)
            | Self::MultipleOf(..)
            | Self::Part(..) => true,
        }
    }

    /// What it says of itself when it is broken, as far as that is written.
    fn wording(&self) -> Wording {
        match self {
            Self::Flag(_, _, wording) => wording.clone(),
            Self::Length(_, length) => length.wording.clone(),
            Self::Pattern(_, pattern) => pattern.wording.clone(),
            Self::Conditional(..) | Self::Inside(..) | Self::Allow(..) => Wording::default(),
            Self::Range(_, range) => range.wording.clone(),
            Self::MultipleOf(_, rule) => rule.wording.clone(),
            Self::Part(_, part) => part.wording.clone(),
            Self::Custom(_, custom) => custom.wording.clone(),
            Self::MustMatch(_, rule) => rule.wording.clone(),
            Self::Native(_, rule) => rule.wording.clone(),
        }
    }
}
