//! Many changes in one text, each behind a switch.

use std::cmp::Reverse;
use std::ops::Range;

use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Arm, BinOp, Block, Expr, ExprBinary, ExprMatch, ExprStruct, ExprUnary, Pat, Signature};

use super::list::{Genre, Mutant};

/// Says whether a change is switched on. While tests are asked what they reach, it notes each change that is come by.
pub(super) const READER: &str = r#"
#[doc(hidden)]
pub(crate) fn __mutant(number: usize) -> bool {
    use std::io::Write as _;
    use std::sync::{LazyLock, Mutex};
    static ON: LazyLock<Option<usize>> = LazyLock::new(|| std::env::var("MUTANT").ok()?.parse().ok());
    static REACHED: LazyLock<Option<Mutex<(std::fs::File, Vec<bool>)>>> = LazyLock::new(|| {
        let path = std::env::var_os("MUTANTS_REACHED")?;
        let file = std::fs::OpenOptions::new().append(true).create(true).open(path).ok()?;
        Some(Mutex::new((file, Vec::new())))
    });
    if let Some(reached) = &*REACHED {
        let mut reached = reached.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let (file, known) = &mut *reached;
        if known.len() <= number {
            known.resize(number + 1, false);
        }
        if !std::mem::replace(&mut known[number], true) {
            let _ = file.write_all(format!("{number}\n").as_bytes());
        }
    }
    *ON == Some(number)
}
"#;

/// Code whose changes have switches.
pub(super) struct Switched {
    original: String,
    /// The functions that are evaluated while compiling, where no switch can be read, unless nothing needs that.
    constants: Vec<Constant>,
    switches: Vec<Switch>,
    /// Changes for which there is no switch.
    alone: Vec<usize>,
    not_rust: Vec<usize>,
    /// Where the switches and their changes stand in what was written last.
    places: Vec<Place>,
}

/// One place that is changed, in one or several ways.
struct Switch {
    /// What it is put around.
    range: Range<usize>,
    form: &'static Form,
    /// The numbers of the changes, with what each puts there.
    changes: Vec<(usize, String)>,
}

/// A `const fn`.
struct Constant {
    /// The type that it is of.
    owner: Option<String>,
    name: String,
    /// Where its `const` stands.
    keyword: Range<usize>,
    /// All of it.
    range: Range<usize>,
    /// Whether it is called while compiling.
    is_needed: bool,
}

/// How a switch is written: this text, with the numbers of changes for `#`.
struct Form {
    opens: &'static str,
    around_change: [&'static str; 2],
    then: &'static str,
    closes: &'static str,
}

/// At the beginning of a function: another value is returned.
const RETURN: Form = Form {
    opens: "",
    around_change: ["if crate::__mutant(#) { return ", "; }"],
    then: "",
    closes: "",
};

/// Around an expression: another one has its place.
const CHOOSE: Form = Form {
    opens: "(",
    around_change: ["if crate::__mutant(#) { ", " } else "],
    then: "{ ",
    closes: " })",
};

/// Around a pattern: it does not match.
const UNMATCHED: Form = Form {
    opens: "",
    around_change: ["", ""],
    then: "",
    closes: " if !crate::__mutant(#)",
};

/// Around what a pattern asks for beside its match: it does not hold.
const UNFULFILLED: Form = Form {
    opens: "",
    around_change: ["!crate::__mutant(#) && ", ""],
    then: "(",
    closes: ")",
};

/// A part of the written text and the changes that it is there for.
struct Place {
    range: Range<usize>,
    mutants: Vec<usize>,
    /// Whether nothing but the change itself stands there, so that what is wrong with it is wrong without the switch too.
    is_change: bool,
}

impl Switched {
    /// # Errors
    /// The text is not Rust.
    pub(super) fn new(
        original: String,
        mutants: &[Mutant],
        numbers: &[usize],
    ) -> syn::Result<Self> {
        let wanted = numbers.iter().map(|&number| {
            let mutant = &mutants[number];
            (number, mutant, mutant.range(&original))
        });
        let mut finder = Finder {
            text: &original,
            wanted: wanted.collect(),
            found: Vec::new(),
            owner: None,
            constants: Vec::new(),
        };
        finder.visit_file(&syn::parse_file(&original)?);
        Ok(Self {
            constants: finder.constants,
            alone: finder.wanted.iter().map(|(number, ..)| *number).collect(),
            switches: finder.found,
            not_rust: Vec::new(),
            places: Vec::new(),
            original,
        })
    }

    /// As it was.
    pub(super) fn original(&self) -> &str {
        &self.original
    }

    /// With the switches that it has now.
    pub(super) fn text(&mut self) -> String {
        let mut text = self.original.clone();
        for constant in self.constants.iter().filter(|constant| !constant.is_needed) {
            let keyword = constant.keyword.clone();
            text.replace_range(keyword.clone(), &" ".repeat(keyword.len()));
        }
        let (text, places) = written(&text, &self.switches);
        self.places = places;
        text
    }

    /// Leaves `const` the functions of this path, as the compiler writes it, whose changes have no switch then; says
    /// whether there are any.
    pub(super) fn needs_constant(&mut self, path: &str) -> bool {
        let named = self.constants.iter_mut();
        let mut found = false;
        for constant in named.filter(|constant| constant.is_named(path)) {
            found = true;
            constant.is_needed = true;
            let inside = self
                .switches
                .extract_if(.., |switch| is_inside(&switch.range, &constant.range));
            let changes = inside.flat_map(|switch| switch.changes);
            self.alone.extend(changes.map(|(number, _)| number));
        }
        found
    }

    /// Takes out what the compiler refuses at a place; `None` if nothing is there but what was there before.
    pub(super) fn refuse(&mut self, at: usize) -> Option<()> {
        let around = self.places.iter().filter(|place| place.range.contains(&at));
        let place = around.min_by_key(|place| place.range.len())?;
        let to = if place.is_change {
            &mut self.not_rust
        } else {
            &mut self.alone
        };
        // One that a build refuses twice has no switch the second time.
        for switch in &mut self.switches {
            let refused = switch
                .changes
                .extract_if(.., |(number, _)| place.mutants.contains(number));
            to.extend(refused.map(|(number, _)| number));
        }
        self.switches.retain(|switch| !switch.changes.is_empty());
        Some(())
    }

    /// The changes that have a switch.
    pub(super) fn active(&self) -> impl Iterator<Item = usize> {
        let changes = self.switches.iter().flat_map(|switch| &switch.changes);
        changes.map(|(number, _)| *number)
    }

    pub(super) fn alone(&self) -> &[usize] {
        &self.alone
    }

    pub(super) fn not_rust(&self) -> &[usize] {
        &self.not_rust
    }
}

impl Constant {
    /// Whether the compiler means it, in `Type::<T>::name`, `module::<impl Type<T>>::name` or `module::name`.
    fn is_named(&self, path: &str) -> bool {
        let plain = without_arguments(&path.replace("<impl ", ""));
        let mut parts = plain.rsplit("::").filter(|part| !part.is_empty());
        parts.next() == Some(self.name.as_str())
            && self
                .owner
                .as_ref()
                .is_none_or(|owner| parts.next() == Some(owner))
    }
}

fn is_inside(range: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= range.start && range.end <= outer.end
}

/// A path without what stands in `<…>`.
fn without_arguments(path: &str) -> String {
    let mut depth = 0_usize;
    let mut plain = String::new();
    for character in path.chars() {
        match character {
            '<' => depth += 1,
            '>' => depth = depth.saturating_sub(1),
            _ if depth == 0 => plain.push(character),
            _ => {}
        }
    }
    plain
}

/// Finds the places of changes. What is evaluated while compiling is not gone into: it can read no switch.
struct Finder<'a> {
    text: &'a str,
    /// Those whose place has not been found.
    wanted: Vec<(usize, &'a Mutant, Range<usize>)>,
    found: Vec<Switch>,
    /// The type whose functions are gone through.
    owner: Option<String>,
    constants: Vec<Constant>,
}

impl Finder<'_> {
    /// The changes of these kinds that have their place here, in the words that `with` has for them.
    fn take(
        &mut self,
        is_here: impl Fn(&Mutant, &Range<usize>) -> bool,
        with: impl Fn(&str, &Mutant, Range<usize>) -> String,
    ) -> Vec<(usize, String)> {
        let (here, elsewhere) = std::mem::take(&mut self.wanted)
            .into_iter()
            .partition(|(_, mutant, range)| is_here(mutant, range));
        self.wanted = elsewhere;
        let changes = here.into_iter();
        changes
            .map(|(number, mutant, range)| (number, with(self.text, mutant, range)))
            .collect()
    }

    fn add(&mut self, range: Range<usize>, form: &'static Form, changes: Vec<(usize, String)>) {
        if !changes.is_empty() {
            self.found.push(Switch {
                range,
                form,
                changes,
            });
        }
    }

    fn function(&mut self, signature: &Signature, block: &Block) {
        if let Some(keyword) = &signature.constness {
            let keyword = keyword.span().byte_range();
            self.constants.push(Constant {
                owner: self.owner.clone(),
                name: signature.ident.to_string(),
                range: keyword.start..block.span().byte_range().end,
                keyword,
                is_needed: false,
            });
        }
        if let Some(first) = block.stmts.first() {
            let start = first.span().byte_range().start;
            let changes = self.take(
                |mutant, range| mutant.genre == Genre::FnValue && range.start == start,
                |_, mutant, _| mutant.replacement.clone(),
            );
            let open = block.brace_token.span.open().byte_range().end;
            let close = block.brace_token.span.close().byte_range().start;
            self.add(open..close, &RETURN, changes);
        }
    }

    /// An arm is not there.
    fn arm(&mut self, arm: &Arm) {
        let start = arm.span().byte_range().start;
        let (part, form) = match &arm.pat {
            Pat::Guard(pattern) if has_let(&pattern.guard) => return,
            Pat::Guard(pattern) => (pattern.guard.span(), &UNFULFILLED),
            pattern => (pattern.span(), &UNMATCHED),
        };
        let deleted = self.take(
            |mutant, range| mutant.genre == Genre::MatchArm && range.start == start,
            |_, _, _| String::new(),
        );
        self.add(part.byte_range(), form, deleted);
    }

    /// What a pattern asks for beside its match always holds, or never.
    fn guard(&mut self, arm: &Arm) {
        let Pat::Guard(pattern) = &arm.pat else {
            return;
        };
        let guard = pattern.guard.span().byte_range();
        if !has_let(&pattern.guard) {
            let changes = self.take(
                |mutant, range| mutant.genre == Genre::MatchArmGuard && *range == guard,
                |_, mutant, _| mutant.replacement.clone(),
            );
            self.add(guard, &CHOOSE, changes);
        }
    }

    /// A part of an expression, which starts there, is another one, or is not there.
    fn part(&mut self, whole: Range<usize>, start: usize, genre: Genre) {
        let changes = self.take(
            |mutant, range| mutant.genre == genre && range.start == start,
            |text, mutant, range| {
                let (before, after) =
                    (&text[whole.start..range.start], &text[range.end..whole.end]);
                format!("{before}{}{after}", mutant.replacement)
            },
        );
        self.add(whole, &CHOOSE, changes);
    }
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let outer = self.owner.take();
        if let syn::Type::Path(path) = &*item.self_ty {
            let last = path.path.segments.last();
            self.owner = last.map(|segment| segment.ident.to_string());
        }
        visit::visit_item_impl(self, item);
        self.owner = outer;
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.function(&item.sig, &item.block);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.function(&item.sig, &item.block);
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if let Some(block) = &item.default {
            self.function(&item.sig, block);
            visit::visit_trait_item_fn(self, item);
        }
    }

    fn visit_item_const(&mut self, _: &'ast syn::ItemConst) {}
    fn visit_item_static(&mut self, _: &'ast syn::ItemStatic) {}
    fn visit_impl_item_const(&mut self, _: &'ast syn::ImplItemConst) {}
    fn visit_trait_item_const(&mut self, _: &'ast syn::TraitItemConst) {}
    fn visit_expr_const(&mut self, _: &'ast syn::ExprConst) {}
    fn visit_type(&mut self, _: &'ast syn::Type) {}

    fn visit_expr_binary(&mut self, expr: &'ast ExprBinary) {
        // A chain of `let` can stand nowhere else.
        if !has_let(&expr.left) && !has_let(&expr.right) {
            self.part(
                expr.span().byte_range(),
                expr.op.span().byte_range().start,
                Genre::BinaryOperator,
            );
        }
        visit::visit_expr_binary(self, expr);
    }

    fn visit_expr_unary(&mut self, expr: &'ast ExprUnary) {
        self.part(
            expr.span().byte_range(),
            expr.op.span().byte_range().start,
            Genre::UnaryOperator,
        );
        visit::visit_expr_unary(self, expr);
    }

    fn visit_expr_struct(&mut self, expr: &'ast ExprStruct) {
        for field in &expr.fields {
            self.part(
                expr.span().byte_range(),
                field.span().byte_range().start,
                Genre::StructField,
            );
        }
        visit::visit_expr_struct(self, expr);
    }

    fn visit_expr_match(&mut self, expr: &'ast ExprMatch) {
        // Without one, the compiler asks for every arm, and does not count those with a condition.
        if expr.arms.iter().any(|arm| catches_all(&arm.pat)) {
            for arm in &expr.arms {
                self.arm(arm);
            }
        }
        for arm in &expr.arms {
            self.guard(arm);
        }
        visit::visit_expr_match(self, expr);
    }
}

/// `_`, or a name that is bound; `None` is written as such a name too.
fn catches_all(pattern: &Pat) -> bool {
    match pattern {
        Pat::Wild(_) => true,
        Pat::Ident(pattern) => pattern.ident.to_string().starts_with(char::is_lowercase),
        _ => false,
    }
}

fn has_let(expr: &Expr) -> bool {
    match expr {
        Expr::Let(_) => true,
        Expr::Binary(ExprBinary {
            left,
            right,
            op: BinOp::And(_),
            ..
        }) => has_let(left) || has_let(right),
        _ => false,
    }
}

/// The text with its switches, and where each stands in it.
fn written(text: &str, switches: &[Switch]) -> (String, Vec<Place>) {
    let mut marks: Vec<Mark<'_>> = switches
        .iter()
        .enumerate()
        .flat_map(|(number, switch)| {
            [true, false].map(|opens| Mark {
                opens,
                number,
                switch,
            })
        })
        .collect();
    marks.sort_by_key(Mark::order);
    let mut out = Writer {
        text: String::new(),
        places: Vec::new(),
    };
    let mut starts = vec![0; switches.len()];
    let mut at = 0;
    for mark in marks {
        let offset = mark.offset();
        out.text.push_str(&text[at..offset]);
        at = offset;
        if mark.opens {
            starts[mark.number] = out.text.len();
            out.open(mark.switch);
        } else {
            out.close(mark.switch, starts[mark.number]);
        }
    }
    out.text.push_str(&text[at..]);
    (out.text, out.places)
}

/// Where something is put into the text.
struct Mark<'a> {
    opens: bool,
    /// The place of the switch among all.
    number: usize,
    switch: &'a Switch,
}

impl Mark<'_> {
    fn offset(&self) -> usize {
        if self.opens {
            self.switch.range.start
        } else {
            self.switch.range.end
        }
    }

    /// At one offset what closes comes first, the inner before the outer; then what opens, the outer before the inner.
    fn order(&self) -> (usize, bool, Reverse<usize>, Reverse<usize>) {
        let Range { start, end } = self.switch.range;
        let (other, number) = if self.opens {
            (end, usize::MAX - self.number)
        } else {
            (start, self.number)
        };
        (self.offset(), self.opens, Reverse(other), Reverse(number))
    }
}

struct Writer {
    text: String,
    places: Vec<Place>,
}

impl Writer {
    fn open(&mut self, switch: &Switch) {
        let form = switch.form;
        self.text.push_str(form.opens);
        let [before, after] = form.around_change;
        for (number, change) in &switch.changes {
            self.text.push_str(&numbered(before, *number));
            let start = self.text.len();
            self.text.push_str(change);
            let range = start..self.text.len();
            self.places.push(Place {
                range,
                mutants: vec![*number],
                is_change: true,
            });
            self.text.push_str(after);
        }
        self.text.push_str(form.then);
    }

    fn close(&mut self, switch: &Switch, start: usize) {
        let mutants: Vec<usize> = switch.changes.iter().map(|(number, _)| *number).collect();
        if let Some(number) = mutants.first() {
            self.text.push_str(&numbered(switch.form.closes, *number));
        }
        let range = start..self.text.len();
        self.places.push(Place {
            range,
            mutants,
            is_change: false,
        });
    }
}

fn numbered(text: &str, number: usize) -> String {
    text.replace('#', &number.to_string())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const TEXT: &str = "\
fn judged(kind: Kind, count: usize) -> bool {
    let few = match kind {
        Kind::Any => true,
        Kind::Some(most) if count < most => true,
        _ => false,
    };
    !few && count + 1 == 3
}
const fn computed() -> bool {
    1 == 2
}
";

    /// A change of a part of the text that stands there once.
    fn mutant(genre: &str, part: &str, replacement: &str) -> Mutant {
        mutant_in(TEXT, genre, part, replacement)
    }

    fn mutant_in(text: &str, genre: &str, part: &str, replacement: &str) -> Mutant {
        let start = text.find(part).unwrap();
        let position = |at: usize| {
            let line = text[..at].matches('\n').count() + 1;
            let column = at - text[..at].rfind('\n').map_or(0, |end| end + 1) + 1;
            json!({"line": line, "column": column})
        };
        serde_json::from_value(json!({
            "name": part,
            "file": "judged.rs",
            "genre": genre,
            "replacement": replacement,
            "span": {"start": position(start), "end": position(start + part.len())},
        }))
        .unwrap()
    }

    fn mutants() -> [Mutant; 7] {
        [
            mutant("FnValue", "let few", "true"),
            mutant("MatchArm", "Kind::Any => true,", ""),
            mutant("MatchArm", "Kind::Some(most) if count < most => true,", ""),
            mutant("MatchArmGuard", "count < most", "false"),
            mutant("UnaryOperator", "!", ""),
            mutant("BinaryOperator", "&&", "||"),
            mutant("BinaryOperator", "+", "-"),
        ]
    }

    fn switched(mutants: &[Mutant]) -> Switched {
        let numbers: Vec<usize> = (0..mutants.len()).collect();
        Switched::new(TEXT.to_owned(), mutants, &numbers).unwrap()
    }

    #[test]
    fn every_change_stands_beside_what_was_there() {
        let mut source = switched(&mutants());
        assert_eq!(source.alone(), [] as [usize; 0]);
        assert_eq!(
            source.text(),
            "\
fn judged(kind: Kind, count: usize) -> bool {if crate::__mutant(0) { return true; }
    let few = match kind {
        Kind::Any if !crate::__mutant(1) => true,
        Kind::Some(most) if !crate::__mutant(2) && ((if crate::__mutant(3) { false } else { count < most })) => true,
        _ => false,
    };
    (if crate::__mutant(5) { !few || count + 1 == 3 } else { (if crate::__mutant(4) { few } else { !few }) && \
             (if crate::__mutant(6) { count - 1 } else { count + 1 }) == 3 })
}
      fn computed() -> bool {
    1 == 2
}
"
        );
    }

    #[test]
    fn an_arm_that_the_compiler_asks_for_has_no_switch() {
        const WHOLE: &str =
            "fn f() -> u8 { match (a, b) { _ if given => 1, (true, _) => 2, (false, _) => 3 } }";
        let arm = mutant_in(WHOLE, "MatchArm", "(true, _) => 2,", "");
        let guard = mutant_in(WHOLE, "MatchArmGuard", "given", "true");
        let source = Switched::new(WHOLE.to_owned(), &[arm, guard], &[0, 1]).unwrap();
        assert_eq!(source.alone(), [0]);
        assert_eq!(source.active().collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn a_variant_without_data_does_not_catch_what_other_arms_leave() {
        const WHOLE: &str = "fn f() -> u8 { match held { None => 1, Some(_) => 2 } }";
        let arm = mutant_in(WHOLE, "MatchArm", "None => 1,", "");
        let source = Switched::new(WHOLE.to_owned(), &[arm], &[0]).unwrap();
        assert_eq!(source.alone(), [0]);
    }

    #[test]
    fn a_field_is_left_to_what_the_others_are_taken_from() {
        const WHOLE: &str = "fn f(&self) -> S { S { a: 1, b, ..self.clone() } }";
        let fields = [("a: 1,", ""), ("b,", "")];
        let changes = fields.map(|(field, with)| mutant_in(WHOLE, "StructField", field, with));
        let mut source = Switched::new(WHOLE.to_owned(), &changes, &[0, 1]).unwrap();
        assert_eq!(
            source.text(),
            "fn f(&self) -> S { (if crate::__mutant(0) { S {  b, ..self.clone() } } else { \
             (if crate::__mutant(1) { S { a: 1,  ..self.clone() } } else { S { a: 1, b, ..self.clone() } }) }) }"
        );
    }

    #[test]
    fn what_is_computed_while_compiling_has_no_switch() {
        const TABLE: &str = "static SUM: usize = 1 + 2;";
        let change = mutant_in(TABLE, "BinaryOperator", "+", "-");
        let source = Switched::new(TABLE.to_owned(), &[change], &[0]).unwrap();
        assert_eq!(source.alone(), [0]);
        assert_eq!(source.active().count(), 0);
    }

    /// Two changes of `const fn computed`, and one of another function.
    fn with_constants() -> Switched {
        switched(&[mutant("FnValue", "1 == 2", "false"), mutants()[6].clone()])
    }

    #[test]
    fn a_function_that_could_be_called_while_compiling_reads_the_switch_where_it_is_not() {
        let mut source = with_constants();
        assert_eq!(source.active().collect::<Vec<_>>(), [1, 0]);
        assert!(
            source
                .text()
                .contains("\n      fn computed() -> bool {if crate")
        );
    }

    #[test]
    fn a_function_that_is_called_while_compiling_has_no_switch() {
        let mut source = with_constants();
        for _ in 0..2 {
            assert!(source.needs_constant("judge::computed"));
            assert_eq!(source.alone(), [0]);
            assert_eq!(source.active().collect::<Vec<_>>(), [1]);
        }
        assert!(
            source
                .text()
                .contains("const fn computed() -> bool {\n    1 == 2")
        );
        assert!(!source.needs_constant("judge::judged"));
    }

    #[test]
    fn a_method_is_named_by_its_type_whatever_its_arguments() {
        const METHOD: &str = "impl<'a, T> Rule<'a, T> { pub const fn new() -> bool { true } }";
        let change = mutant_in(METHOD, "FnValue", "true", "false");
        let mut source = Switched::new(METHOD.to_owned(), &[change], &[0]).unwrap();
        assert!(!source.needs_constant("Path::<'_>::new"));
        assert!(source.needs_constant("Rule::<'_, Vec<u8>>::new"));
        assert!(source.needs_constant("table::<impl Rule<'_>>::new"));
        assert_eq!(source.alone(), [0]);
    }

    #[test]
    fn a_change_that_the_compiler_refuses_is_not_rust() {
        let mut source = switched(&mutants());
        let text = source.text();
        source.refuse(text.find("count - 1").unwrap()).unwrap();
        assert_eq!(source.not_rust(), [6]);
        assert_eq!(source.alone(), [] as [usize; 0]);
        assert!(source.active().all(|number| number != 6));
    }

    #[test]
    fn a_switch_that_the_compiler_refuses_is_left_to_a_build_of_its_own() {
        let mut source = switched(&mutants());
        let text = source.text();
        source
            .refuse(text.find("(if crate::__mutant(6)").unwrap())
            .unwrap();
        assert_eq!(source.alone(), [6]);
        assert_eq!(source.not_rust(), [] as [usize; 0]);
    }

    #[test]
    fn a_change_that_a_build_refuses_twice_counts_once() {
        let mut source = switched(&mutants());
        let text = source.text();
        source.refuse(text.find("count - 1").unwrap()).unwrap();
        source
            .refuse(text.find("(if crate::__mutant(6)").unwrap())
            .unwrap();
        assert_eq!(source.not_rust(), [6]);
        assert_eq!(source.alone(), [] as [usize; 0]);
    }

    #[test]
    fn an_error_outside_of_every_switch_is_not_a_change_s() {
        let mut source = switched(&mutants());
        let end = source.text().len() - 1;
        assert_eq!(source.refuse(end), None);
    }
}
