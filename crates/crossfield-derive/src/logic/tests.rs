//! The solver against brute force: every way in which a few fields can be filled, from values that are enough to tell all
//! conditions apart that the tests write.

use proc_macro2::Span;
use syn::parse_quote;

use super::{Domain, Formula, Keys, Solver, Verdict};
use crate::check::Primitive;
use crate::model::{Check, CheckKind, Comparison, Condition, GroupKind, Place, Value, Wording};
use crate::random::Random;

/// What a field holds in one case.
#[derive(Clone, Debug, PartialEq)]
enum Held {
    Nothing,
    Variant(&'static str),
    Integer(i128),
    Boolean(bool),
    Float(f64),
    Text(String),
}

const VARIANT: usize = 0;
const INTEGER: usize = 1;
const BOOLEAN: usize = 2;
const FLOAT: usize = 3;
const TEXT: usize = 4;
/// A text that always has a value.
const NAME: usize = 5;

impl Random {
    fn several<T: Clone>(&mut self, from: &[T]) -> Vec<T> {
        (0..=self.below(2)).map(|_| self.pick(from)).collect()
    }

    fn condition(&mut self, depth: usize) -> Condition {
        match self.below(if depth == 0 { 7 } else { 12 }) {
            0 => Condition::Present(self.below(NAME)),
            1 => Condition::Absent(self.below(NAME)),
            2..=6 => self.atom(),
            7 | 8 => Condition::All(self.conditions(depth)),
            9 | 10 => Condition::Any(self.conditions(depth)),
            _ => Condition::Not(Box::new(self.condition(depth - 1))),
        }
    }

    fn conditions(&mut self, depth: usize) -> Vec<Condition> {
        (0..=self.below(3))
            .map(|_| self.condition(depth - 1))
            .collect()
    }

    fn atom(&mut self) -> Condition {
        let field = self.below(NAME + 1);
        match field {
            VARIANT => {
                let variants = ["A", "B", "C"].map(variant);
                Condition::In(field, self.several(&variants))
            }
            BOOLEAN => {
                let values = [true, false].map(|value| Value::Boolean(value, Span::call_site()));
                Condition::Is(field, self.pick(&values))
            }
            INTEGER => {
                let value =
                    Value::Integer(i128::try_from(self.below(6)).unwrap(), Span::call_site());
                match self.below(2) {
                    0 => Condition::Is(field, value),
                    _ => Condition::Compare(field, self.order(), value),
                }
            }
            FLOAT => {
                let value = self.pick(&["-1.0", "0.0", "0.5", "1.0"]);
                let value = Value::Float(value.to_owned(), Span::call_site());
                Condition::Compare(field, self.order(), value)
            }
            _ => match self.below(3) {
                0 => Condition::In(field, self.several(&["", "a", "b", "ab", "abc"].map(text))),
                1 => Condition::StartsWith(field, self.pick(&["a", "b", "ab", "abc"].map(text))),
                _ => self.length(field),
            },
        }
    }

    fn order(&mut self) -> Comparison {
        use Comparison::{Above, AtLeast, AtMost, Below};
        self.pick(&[Below, AtMost, AtLeast, Above])
    }

    fn length(&mut self, field: usize) -> Condition {
        match self.below(2) {
            0 => Condition::Length(field, Comparison::Equal, self.below(4)),
            _ => Condition::Length(field, self.order(), 1 + self.below(3)),
        }
    }
}

fn variant(name: &str) -> Value {
    let name = syn::Ident::new(name, Span::call_site());
    Value::Variant {
        path: parse_quote!(Kind::#name),
        in_full: true,
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned(), Span::call_site())
}

fn rule(kind: CheckKind) -> Check {
    Check {
        kind,
        span: Span::call_site(),
        wording: Wording::default(),
    }
}

/// The rules of the fields' own, of which some narrow what the conditions ask for.
fn own_rules() -> [Vec<Check>; 6] {
    let at_most = |max: syn::Expr| CheckKind::Length {
        min: None,
        max: Some(Box::new(max)),
        equal: false,
    };
    [
        vec![],
        vec![rule(CheckKind::MultipleOf(Box::new(parse_quote!(2))))],
        vec![],
        vec![],
        vec![rule(at_most(parse_quote!(3)))],
        vec![
            rule(at_most(parse_quote!(2))),
            rule(CheckKind::Part(Place::Nowhere, parse_quote!("b"))),
        ],
    ]
}

fn solver(own: &[Vec<Check>; 6]) -> Solver<'_> {
    let domains = own.iter().enumerate().map(|(field, own)| {
        let primitive = match field {
            INTEGER => Some(Primitive::Integer { min: 0, max: 5 }),
            BOOLEAN => Some(Primitive::Boolean),
            FLOAT => Some(Primitive::Float),
            TEXT | NAME => Some(Primitive::Text),
            _ => None,
        };
        Domain::new(field != NAME).of_type(primitive).under(own)
    });
    Solver::new(domains.collect())
}

/// All that each field can hold, as far as the conditions of the tests tell values apart.
fn universe() -> Vec<Vec<Held>> {
    let with = |values: Vec<Held>| {
        std::iter::once(Held::Nothing)
            .chain(values)
            .collect::<Vec<_>>()
    };
    let texts: Vec<Held> = texts(3).into_iter().map(Held::Text).collect();
    let short =
        |text: &Held| matches!(text, Held::Text(text) if text.len() <= 2 && !text.contains('b'));
    vec![
        with(["A", "B", "C", "another"].map(Held::Variant).to_vec()),
        with(
            (0..=5)
                .filter(|integer| integer % 2 == 0)
                .map(Held::Integer)
                .collect(),
        ),
        with([true, false].map(Held::Boolean).to_vec()),
        with(
            [-2.0, -1.0, -0.5, 0.0, 0.25, 0.5, 0.75, 1.0, 2.0]
                .map(Held::Float)
                .to_vec(),
        ),
        with(texts.clone()),
        texts.into_iter().filter(short).collect(),
    ]
}

fn texts(longest: usize) -> Vec<String> {
    let mut all = vec![String::new()];
    for _ in 0..longest {
        let longer: Vec<String> = all
            .iter()
            .flat_map(|text| ["a", "b", "c"].map(|letter| format!("{text}{letter}")))
            .collect();
        all.extend(longer);
        all.sort();
        all.dedup();
    }
    all
}

fn holds(condition: &Condition, held: &[Held]) -> bool {
    match condition {
        Condition::Is(field, value) => equals(&held[*field], value),
        Condition::In(field, values) => values.iter().any(|value| equals(&held[*field], value)),
        Condition::Present(field) => held[*field] != Held::Nothing,
        Condition::Absent(field) => held[*field] == Held::Nothing,
        Condition::Compare(field, comparison, value) => match (&held[*field], value) {
            (Held::Integer(held), Value::Integer(bound, _)) => {
                admits(*comparison, Some(held.cmp(bound)))
            }
            (Held::Float(held), Value::Float(bound, _)) => admits(
                *comparison,
                held.partial_cmp(&bound.parse::<f64>().unwrap()),
            ),
            _ => false,
        },
        Condition::Length(field, comparison, count) => match &held[*field] {
            Held::Text(held) => admits(*comparison, Some(held.len().cmp(count))),
            _ => false,
        },
        Condition::StartsWith(field, prefix) => match (&held[*field], prefix) {
            (Held::Text(held), Value::Text(prefix, _)) => held.starts_with(prefix.as_str()),
            _ => false,
        },
        Condition::All(parts) => parts.iter().all(|part| holds(part, held)),
        Condition::Any(parts) => parts.iter().any(|part| holds(part, held)),
        Condition::Not(inner) => !holds(inner, held),
        Condition::Inside(..) => unreachable!("no condition of these tests reaches into a field"),
    }
}

fn equals(held: &Held, value: &Value) -> bool {
    match (held, value) {
        (Held::Variant(held), Value::Variant { path, .. }) => {
            path.segments.last().unwrap().ident == held
        }
        (Held::Integer(held), Value::Integer(value, _)) => held == value,
        (Held::Boolean(held), Value::Boolean(value, _)) => held == value,
        (Held::Text(held), Value::Text(value, _)) => held == value,
        _ => false,
    }
}

fn admits(comparison: Comparison, order: Option<std::cmp::Ordering>) -> bool {
    let Some(order) = order else {
        return false;
    };
    match comparison {
        Comparison::Below => order.is_lt(),
        Comparison::AtMost => order.is_le(),
        Comparison::Equal => order.is_eq(),
        Comparison::AtLeast => order.is_ge(),
        Comparison::Above => order.is_gt(),
    }
}

/// Whether some filling of the fields that the condition names meets it; the others do not matter.
fn has_a_case(condition: &Condition, universe: &[Vec<Held>]) -> bool {
    let mut named = Vec::new();
    condition.fields(&mut named);
    named.sort_unstable();
    named.dedup();
    let mut held = vec![Held::Nothing; universe.len()];
    fill(&named, universe, &mut held, &|held| holds(condition, held))
}

fn fill(
    fields: &[usize],
    universe: &[Vec<Held>],
    held: &mut Vec<Held>,
    meets: &dyn Fn(&[Held]) -> bool,
) -> bool {
    let Some((field, rest)) = fields.split_first() else {
        return meets(held);
    };
    universe[*field].iter().any(|value| {
        held[*field] = value.clone();
        fill(rest, universe, held, meets)
    })
}

/// At most three fields a condition, so that trying all is quick.
fn is_small(condition: &Condition) -> bool {
    let mut named = Vec::new();
    condition.fields(&mut named);
    named.sort_unstable();
    named.dedup();
    named.len() <= 3
}

#[test]
fn what_is_impossible_has_no_case_and_what_is_possible_has_one() {
    let (own, universe) = (own_rules(), universe());
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let (mut impossible, mut possible) = (0, 0);
    while impossible + possible < 20_000 {
        let condition = random.condition(3);
        if !is_small(&condition) {
            continue;
        }
        let formula = Formula::of(&condition, &Keys::default());
        for (formula, condition) in [
            (
                formula.negated(),
                Condition::Not(Box::new(condition.clone())),
            ),
            (formula, condition),
        ] {
            match solver(&own).verdict(&[&formula]) {
                Verdict::Impossible(_) => impossible += 1,
                Verdict::Possible => possible += 1,
                Verdict::TooMany => continue,
            }
            let said = matches!(solver(&own).verdict(&[&formula]), Verdict::Possible);
            assert_eq!(said, has_a_case(&condition, &universe), "{formula:#?}");
        }
    }
    assert!(
        impossible > 1_000 && possible > 1_000,
        "{impossible} and {possible}"
    );
}

fn all(formulas: &[Formula]) -> Vec<&Formula> {
    formulas.iter().collect()
}

#[test]
fn a_group_counts_as_it_does_at_run_time() {
    use GroupKind::{AllOrNone, AtLeastOne, AtMostOne, ExactlyOne};
    let own = Default::default();
    for kind in [ExactlyOne, AtLeastOne, AtMostOne, AllOrNone] {
        let formula = Formula::count(kind, &[0, 1, 2]);
        for given in 0..8_usize {
            let facts = (0..3).map(|field| match given >> field & 1 {
                1 => Formula::of(&Condition::Present(field), &Keys::default()),
                _ => Formula::of(&Condition::Absent(field), &Keys::default()),
            });
            let facts: Vec<Formula> = facts.collect();
            let admitted = match (kind, given.count_ones()) {
                (ExactlyOne, count) => count == 1,
                (AtLeastOne, count) => count >= 1,
                (AtMostOne, count) => count <= 1,
                (AllOrNone, count) => count == 0 || count == 3,
            };
            let solver = solver(&own);
            assert_eq!(
                !solver.refutes(&[&all(&facts)[..], &[&formula]].concat()),
                admitted,
                "{kind:?} {given:b}"
            );
            assert_eq!(
                !solver.refutes(&[&all(&facts)[..], &[&formula.negated()]].concat()),
                !admitted,
                "{kind:?} {given:b}"
            );
        }
    }
}

/// Pigeons and holes, for which there is no short proof: as many fields as are asked about, and what is said of them.
fn pigeons() -> (usize, Vec<Formula>) {
    let (pigeons, holes) = (9, 8);
    let place = |pigeon: usize, hole: usize| pigeon * holes + hole;
    let mut formulas = Vec::new();
    for pigeon in 0..pigeons {
        let holes: Vec<usize> = (0..holes).map(|hole| place(pigeon, hole)).collect();
        formulas.push(Formula::count(GroupKind::AtLeastOne, &holes));
    }
    for hole in 0..holes {
        let pigeons: Vec<usize> = (0..pigeons).map(|pigeon| place(pigeon, hole)).collect();
        formulas.push(Formula::count(GroupKind::AtMostOne, &pigeons));
    }
    (pigeons * holes, formulas)
}

#[test]
fn what_takes_too_many_cases_is_not_decided() {
    let (fields, formulas) = pigeons();
    let solver = Solver::new(vec![Domain::new(true); fields]);
    let started = std::time::Instant::now();
    assert_eq!(solver.verdict(&all(&formulas)), Verdict::TooMany);
    assert!(started.elapsed() < std::time::Duration::from_secs(5));
}

#[test]
fn alternatives_that_cannot_hold_cost_no_case() {
    let fields: Vec<usize> = (0..3_000).collect();
    let solver = Solver::new(vec![Domain::new(true); fields.len()]);
    let none = fields
        .iter()
        .map(|field| Formula::of(&Condition::Absent(*field), &Keys::default()));
    let none: Vec<Formula> = none.collect();
    assert!(
        solver.refutes(
            &[
                &all(&none)[..],
                &[&Formula::count(GroupKind::AtLeastOne, &fields)]
            ]
            .concat()
        )
    );
}

#[test]
fn what_all_questions_about_a_type_may_cost_is_used_up_by_hard_ones() {
    let (fields, hard) = pigeons();
    let easy = [Formula::count(GroupKind::ExactlyOne, &[0, 1])];
    let solver = Solver::new(vec![Domain::new(true); fields]);
    assert_eq!(solver.verdict(&all(&easy)), Verdict::Possible);
    for _ in 0..25 {
        assert_eq!(solver.verdict(&all(&hard)), Verdict::TooMany);
    }
    assert_eq!(solver.verdict(&all(&easy)), Verdict::TooMany);
}

#[test]
fn a_field_inside_another_needs_all_on_the_way() {
    let keys = Keys::new(6);
    let of = |condition: &Condition| Formula::of(condition, &keys);
    let inside = |path: &[&str], inner| {
        let path = path
            .iter()
            .map(|name| syn::Ident::new(name, Span::call_site()));
        Condition::Inside(VARIANT, path.collect(), Box::new(inner))
    };
    let is_a = of(&inside(&["b", "c"], Condition::Is(0, variant("A"))));
    let is_b = of(&inside(&["b", "c"], Condition::Is(0, variant("B"))));
    let other = of(&inside(&["b", "d"], Condition::Is(0, variant("B"))));
    let on_the_way = of(&inside(&["b"], Condition::Present(0)));
    let root = of(&Condition::Present(VARIANT));
    let own = Default::default();
    let refutes = |formulas: &[&Formula]| solver(&own).refutes(formulas);
    assert!(refutes(&[&is_a, &is_b]));
    assert!(refutes(&[&is_a, &root.negated()]));
    assert!(refutes(&[&is_a, &on_the_way.negated()]));
    assert!(!refutes(&[&is_a, &other]));
    assert!(!refutes(&[&is_a.negated(), &is_b.negated(), &root]));
    assert!(!refutes(&[&is_a.negated(), &root.negated()]));
}

/// Whether a field of a type can hold something that its own rules admit and of which all of these hold.
fn can_hold(primitive: Primitive, own: &[CheckKind], said: &[Condition]) -> bool {
    let own: Vec<Check> = own.iter().cloned().map(rule).collect();
    let domain = Domain::new(true).of_type(Some(primitive)).under(&own);
    let said: Vec<Formula> = said
        .iter()
        .map(|condition| Formula::of(condition, &Keys::default()))
        .collect();
    !Solver::new(vec![domain]).refutes(&all(&said))
}

const INTEGERS: Primitive = Primitive::Integer { min: 0, max: 255 };

fn is_one_of(values: &[Value]) -> Condition {
    Condition::In(0, values.to_vec())
}

fn is_none_of(values: &[Value]) -> Condition {
    Condition::Not(Box::new(is_one_of(values)))
}

fn given() -> Condition {
    Condition::Present(0)
}

fn integer(integer: i128) -> Value {
    Value::Integer(integer, Span::call_site())
}

fn from(least: i128) -> Condition {
    Condition::Compare(0, Comparison::AtLeast, integer(least))
}

fn to(greatest: i128) -> Condition {
    Condition::Compare(0, Comparison::AtMost, integer(greatest))
}

fn multiple_of(divisor: i128) -> CheckKind {
    let divisor = proc_macro2::Literal::i128_unsuffixed(divisor);
    CheckKind::MultipleOf(Box::new(parse_quote!(#divisor)))
}

fn part(place: Place, part: &str) -> CheckKind {
    CheckKind::Part(place, syn::LitStr::new(part, Span::call_site()))
}

#[test]
fn a_text_whose_beginning_fills_its_length_is_that_text() {
    let starts = Condition::StartsWith(0, text("ab"));
    let is_as_long = Condition::Length(0, Comparison::Equal, 2);
    let filled = [starts.clone(), is_as_long.clone()];
    assert!(can_hold(Primitive::Text, &[], &filled));
    assert!(!can_hold(
        Primitive::Text,
        &[part(Place::End, "c")],
        &filled
    ));
    let another = [&filled[..], &[is_none_of(&[text("ac")])]].concat();
    assert!(can_hold(Primitive::Text, &[], &another));
    let itself = [&filled[..], &[is_none_of(&[text("ab")])]].concat();
    assert!(!can_hold(Primitive::Text, &[], &itself));
    let longer = [starts, is_none_of(&[text("ab")])];
    assert!(can_hold(Primitive::Text, &[], &longer));
    let empty = Condition::Length(0, Comparison::Equal, 0);
    assert!(!can_hold(
        Primitive::Text,
        &[],
        &[empty, is_none_of(&[text("")])]
    ));
    assert!(can_hold(
        Primitive::Text,
        &[],
        &[is_as_long, is_none_of(&[text("")])]
    ));
}

#[test]
fn exceptions_exhaust_the_integers_between_two_bounds() {
    let all_but = |values: &[i128]| {
        let values: Vec<Value> = values.iter().copied().map(integer).collect();
        [from(3), to(5), is_none_of(&values)]
    };
    assert!(!can_hold(INTEGERS, &[], &all_but(&[3, 4, 5])));
    assert!(can_hold(INTEGERS, &[], &all_but(&[3, 5])));
    assert!(!can_hold(INTEGERS, &[multiple_of(2)], &all_but(&[4])));
    assert!(can_hold(INTEGERS, &[multiple_of(2)], &all_but(&[3])));
    assert!(can_hold(INTEGERS, &[multiple_of(5)], &all_but(&[4])));
}

#[test]
fn bounds_may_hold_no_multiple() {
    for (least, greatest, divisor, holds) in [
        (3, 6, 6, true),
        (13, 19, 10, false),
        (13, 20, 10, true),
        (20, 29, 10, true),
        (0, 9, 10, true),
        (1, 9, 10, false),
    ] {
        let within = [from(least), to(greatest)];
        let said = format!("a multiple of {divisor} from {least} to {greatest}");
        assert_eq!(
            can_hold(INTEGERS, &[multiple_of(divisor)], &within),
            holds,
            "{said}"
        );
    }
}

#[test]
fn a_divisor_that_a_macro_hands_on_is_read() {
    let grouped = syn::ExprGroup {
        attrs: Vec::new(),
        group_token: syn::token::Group::default(),
        expr: Box::new(parse_quote!(10)),
    };
    let own = [CheckKind::MultipleOf(Box::new(syn::Expr::Group(grouped)))];
    assert!(!can_hold(INTEGERS, &own, &[from(13), to(19)]));
}

#[test]
fn of_two_bounds_at_one_number_the_one_that_excludes_it_counts() {
    use Comparison::{Above, AtLeast, AtMost, Below};
    let compared = |comparison| {
        let bound = Value::Float("1.0".to_owned(), Span::call_site());
        Condition::Compare(0, comparison, bound)
    };
    let is_met = |comparisons: &[Comparison]| {
        let said: Vec<Condition> = comparisons.iter().copied().map(compared).collect();
        can_hold(Primitive::Float, &[], &said)
    };
    assert!(is_met(&[AtLeast, AtMost]));
    for comparisons in [
        [Above, AtLeast, AtMost],
        [AtLeast, Above, AtMost],
        [AtLeast, AtMost, Below],
        [AtLeast, Below, AtMost],
    ] {
        assert!(!is_met(&comparisons), "{comparisons:?}");
    }
}

#[test]
fn a_text_that_the_own_rules_refuse_is_not_held() {
    let pattern = CheckKind::Pattern(Box::new(crate::model::Pattern {
        name: syn::Ident::new("PATTERN", Span::call_site()),
        automaton: crate::pattern::compile("^[a-c]+$").unwrap(),
    }));
    let id = "01234567-89ab-cdef-ABCD-EF0123456789";
    for (own, held, refused) in [
        (part(Place::Start, "ab"), "abc", "cab"),
        (part(Place::End, "bc"), "abc", "bcb"),
        (part(Place::Anywhere, "b"), "abc", "ac"),
        (part(Place::Nowhere, "b"), "ac", "abc"),
        (pattern, "cab", "cabd"),
        (CheckKind::Ascii, "a", "\u{e4}"),
        (CheckKind::NonControlCharacter, "a", "a\n"),
        (CheckKind::Uuid, id, "g1234567-89ab-cdef-ABCD-EF0123456789"),
        (CheckKind::Uuid, id, "01234567"),
        (CheckKind::Ipv4, "1.2.3.4", "::1"),
        (CheckKind::Ipv6, "::1", "1.2.3.4"),
        (CheckKind::Ip, "::1", "1.2.3"),
        (CheckKind::Ip, "1.2.3.4", "localhost"),
    ] {
        let own = std::slice::from_ref(&own);
        assert!(
            can_hold(Primitive::Text, own, &[is_one_of(&[text(held)])]),
            "{held}"
        );
        assert!(
            !can_hold(Primitive::Text, own, &[is_one_of(&[text(refused)])]),
            "{refused}"
        );
        assert!(can_hold(Primitive::Text, own, &[given()]));
    }
}

#[test]
fn a_text_cannot_start_with_what_the_own_rules_refuse() {
    let starts = |prefix: &str| [Condition::StartsWith(0, text(prefix))];
    for (own, held, refused) in [
        (part(Place::Nowhere, "b"), "a", "ab"),
        (part(Place::Start, "ab"), "a", "b"),
        (part(Place::Start, "ab"), "abc", "ac"),
        (CheckKind::Ascii, "a", "\u{e4}"),
        (CheckKind::NonControlCharacter, "a", "\n"),
    ] {
        let own = std::slice::from_ref(&own);
        assert!(can_hold(Primitive::Text, own, &starts(held)), "{held}");
        assert!(
            !can_hold(Primitive::Text, own, &starts(refused)),
            "{refused}"
        );
    }
    // What comes behind may be what the rule asks for.
    for own in [part(Place::End, "b"), part(Place::Anywhere, "b")] {
        assert!(can_hold(Primitive::Text, &[own], &starts("a")));
    }
}
