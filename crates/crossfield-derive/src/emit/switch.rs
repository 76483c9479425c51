//! Rules that hang on one field: for a verdict, a `match` on the field in place of a test in front of each.
//!
//! Where a field decides which others are required, most of them are not, under its value. A report goes through all
//! fields in their order anyway; a verdict has no order, and asks only for those that the value makes required.

use proc_macro2::TokenStream;
use quote::quote;

use super::condition;
use super::seen::{self, Seen};
use crate::model::{Condition, Conditional, Effect, Object, Value};

/// With fewer rules a test in front of each is as good.
const FEWEST: usize = 3;

/// The rules that a `match` on one field decides.
pub(super) struct Switch {
    /// The field that is matched, by its place.
    on: usize,
    /// The values for which there is something to do, each with the fields that it makes required.
    arms: Vec<Arm>,
    /// The rules, by their places.
    rules: Vec<usize>,
}

struct Arm {
    value: Value,
    required: Vec<usize>,
}

/// The fields that decide enough rules.
pub(super) fn switches(object: &Object) -> Vec<Switch> {
    let mut switches: Vec<Switch> = Vec::new();
    for (index, rule) in object.conditionals.iter().enumerate() {
        let Some((on, values)) = decided(rule) else {
            continue;
        };
        let known = switches.iter().position(|switch| switch.on == on);
        let known = known.unwrap_or_else(|| {
            let (arms, rules) = (Vec::new(), Vec::new());
            switches.push(Switch { on, arms, rules });
            switches.len() - 1
        });
        if let Some(switch) = switches.get_mut(known) {
            switch.add(index, rule.field, values);
        }
    }
    switches.retain(|switch| switch.rules.len() >= FEWEST);
    switches
}

/// The field that decides a rule, and the values with which it makes another required; nothing for other conditions. A
/// rule that forbids the field as well is asked about each field anyway.
fn decided(rule: &Conditional) -> Option<(usize, &[Value])> {
    let (on, values) = match (rule.effect, &rule.condition) {
        (Effect::RequiredIf, Condition::Is(on, value)) => (*on, std::slice::from_ref(value)),
        (Effect::RequiredIf, Condition::In(on, values)) => (*on, values.as_slice()),
        _ => return None,
    };
    let variants = values
        .iter()
        .all(|value| matches!(value, Value::Variant { .. }));
    variants.then_some((on, values))
}

impl Switch {
    fn add(&mut self, rule: usize, field: usize, values: &[Value]) {
        self.rules.push(rule);
        for value in values {
            match self.arms.iter_mut().find(|arm| is_same(&arm.value, value)) {
                Some(arm) => arm.required.push(field),
                None => self.arms.push(Arm {
                    value: value.clone(),
                    required: vec![field],
                }),
            }
        }
    }

    pub(super) fn decides(&self, rule: usize) -> bool {
        self.rules.contains(&rule)
    }

    /// Ends a verdict where a field that the value makes required has none.
    fn verdict(&self, object: &Object) -> Option<TokenStream> {
        let field = object.fields.get(self.on)?;
        let values: Vec<Value> = self.arms.iter().map(|arm| arm.value.clone()).collect();
        let unknown = condition::may_be_unknown(field, &values);
        let some = quote!(__p::Some);
        let (subject, wrapped) = match (seen::seen(field), unknown) {
            (Seen::Always(value), false) => (value, false),
            (Seen::Always(value), true) => (quote!(__p::Known::known(#value)), true),
            (Seen::Maybe(value), false) => (value, true),
            (Seen::Maybe(value), true) => (
                quote!(match #value { #some(__value) => __p::Known::known(__value), _ => __p::None }),
                true,
            ),
        };
        let arms = self.arms.iter().filter_map(|arm| {
            let pattern = condition::pattern(&arm.value)?;
            let pattern = if wrapped {
                quote!(#some(#pattern))
            } else {
                pattern
            };
            let given = arm.required.iter().map(|required| {
                condition::presence(object.fields.get(*required), &quote!(is_some))
            });
            Some(quote!(#pattern => #(#given)&&*,))
        });
        Some(quote! {
            #[allow(unreachable_patterns)]
            let __given = match #subject { #(#arms)* _ => true };
            if !__given { return false; }
        })
    }
}

/// Whether two values are the same variant. One may be written in full and the other not.
fn is_same(left: &Value, right: &Value) -> bool {
    let last = |value: &Value| match value {
        Value::Variant { path, .. } => path.segments.last().map(|last| last.ident.clone()),
        _ => None,
    };
    last(left) == last(right)
}

/// The verdict on all of them.
pub(super) fn verdicts(switches: &[Switch], object: &Object) -> TokenStream {
    if switches.is_empty() {
        return TokenStream::new();
    }
    let verdicts = switches.iter().filter_map(|switch| switch.verdict(object));
    quote!(if !__report.collects() { #(#verdicts)* })
}
