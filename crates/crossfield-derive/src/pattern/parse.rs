//! Reads a pattern of the portable subset into a tree.

use std::ops::Range;

use super::PatternError;
use super::charset::CharSet;
use super::refusal;

type Result<T> = std::result::Result<T, PatternError>;

/// The characters that ECMAScript lets `\` precede under the `u` flag, with `/`.
const SYNTAX_CHARACTERS: &str = r"^$\.*+?()[]{}|/";
/// Doubled characters that some engine reads, or reserves, as a set operation inside a class.
const SET_OPERATIONS: [&str; 4] = ["&&", "--", "~~", "||"];
/// Parsing and building recurse once per group, so the depth bounds the stack.
const MAX_DEPTH: usize = 50;
/// Go's limit, for one bound as for the product of nested ones.
const MAX_BOUND: u32 = 1000;

/// A pattern outside its groups.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) alternatives: Vec<Alternative>,
    /// The sets that [`Node::Set`] refers to; none is empty.
    pub(super) sets: Vec<CharSet>,
    /// Where the class or character of each set stands in the source.
    pub(super) ranges: Vec<Range<usize>>,
    /// Whether every alternative ends with `$` (and then starts with `^`); otherwise none does.
    pub(super) ends_at_text_end: bool,
}

/// One alternative outside all groups.
#[derive(Debug)]
pub(super) struct Alternative {
    pub(super) from_start: bool,
    pub(super) body: Node,
    /// Where its `$` is, if it has one.
    end_anchor: Option<Range<usize>>,
}

#[derive(Debug)]
pub(super) enum Node {
    /// One character of the set with this index.
    Set(usize),
    Sequence(Vec<Node>),
    AnyOf(Vec<Node>),
    Repeat {
        node: Box<Node>,
        min: u32,
        max: Option<u32>,
    },
}

pub(super) fn parse(source: &str) -> Result<Parsed> {
    let mut parser = Parser {
        source,
        at: 0,
        depth: 0,
        sets: Vec::new(),
    };
    let alternatives = parser.top_level()?;
    let ends_at_text_end = check_ends(&alternatives)?;
    let (sets, ranges) = parser
        .sets
        .into_iter()
        .map(|placed| (placed.set, placed.range))
        .unzip();
    Ok(Parsed {
        alternatives,
        sets,
        ranges,
        ends_at_text_end,
    })
}

/// A set, and where the class or character that stands for it is.
struct PlacedSet {
    set: CharSet,
    range: Range<usize>,
}

struct Parser<'p> {
    source: &'p str,
    /// Byte offset of the next character.
    at: usize,
    /// How many groups are open.
    depth: usize,
    sets: Vec<PlacedSet>,
}

/// Alternatives, sequences and groups.
impl Parser<'_> {
    fn top_level(&mut self) -> Result<Vec<Alternative>> {
        let mut alternatives = vec![self.top_level_alternative()?];
        while self.eat('|') {
            alternatives.push(self.top_level_alternative()?);
        }
        if self.peek() == Some(')') {
            return self.refuse_next(refusal::UNOPENED_GROUP);
        }
        Ok(alternatives)
    }

    fn top_level_alternative(&mut self) -> Result<Alternative> {
        let from_start = self.eat('^');
        let body = self.sequence()?;
        Ok(Alternative {
            from_start,
            body,
            end_anchor: self.end_anchor()?,
        })
    }

    fn end_anchor(&mut self) -> Result<Option<Range<usize>>> {
        let start = self.at;
        if !self.eat('$') {
            return Ok(None);
        }
        match self.peek() {
            None | Some('|') => Ok(Some(start..self.at)),
            Some(next @ ('*' | '+' | '?' | '{')) => {
                self.refuse_next(refusal::nothing_to_repeat(next))
            }
            Some(_) => self.refuse_from(start, refusal::MISPLACED_END),
        }
    }

    fn sequence(&mut self) -> Result<Node> {
        let mut nodes = Vec::new();
        while let Some(next) = self.peek() {
            let ends = matches!(next, '|' | ')') || (next == '$' && self.depth == 0);
            if ends {
                break;
            }
            let atom = self.atom(next)?;
            nodes.push(self.repeated(atom)?);
        }
        Ok(Node::Sequence(nodes))
    }

    fn atom(&mut self, next: char) -> Result<Node> {
        match next {
            '(' => self.group(),
            '[' => self.class(),
            '.' => self.refuse_next(refusal::ANY_CHARACTER),
            '*' | '+' | '?' | '{' => self.refuse_next(refusal::nothing_to_repeat(next)),
            ']' => self.refuse_next(refusal::UNOPENED_CLASS),
            '}' => self.refuse_next(refusal::UNOPENED_BRACE),
            '^' => self.refuse_next(refusal::MISPLACED_START),
            '$' => self.refuse_next(refusal::MISPLACED_END),
            _ => self.literal(),
        }
    }

    fn literal(&mut self) -> Result<Node> {
        let start = self.at;
        let character = self.character(false)?;
        Ok(self.set(start, CharSet::single(character)))
    }

    fn group(&mut self) -> Result<Node> {
        let open = self.at;
        self.bump();
        let opener = open..self.at;
        self.group_kind(open)?;
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(PatternError::new(opener, refusal::TOO_DEEP));
        }
        let alternatives = self.group_alternatives()?;
        if !self.eat(')') {
            return Err(PatternError::new(opener, refusal::UNCLOSED_GROUP));
        }
        self.depth -= 1;
        Ok(Node::AnyOf(alternatives))
    }

    fn group_kind(&mut self, open: usize) -> Result<()> {
        if !self.eat('?') || self.eat(':') {
            return Ok(());
        }
        let reason = refusal::group(self.rest());
        self.refuse_from(open, reason)
    }

    fn group_alternatives(&mut self) -> Result<Vec<Node>> {
        let mut alternatives = vec![self.sequence()?];
        while self.eat('|') {
            alternatives.push(self.sequence()?);
        }
        Ok(alternatives)
    }
}

/// Quantifiers.
impl Parser<'_> {
    fn repeated(&mut self, node: Node) -> Result<Node> {
        let start = self.at;
        let Some((min, max)) = self.quantifier()? else {
            return Ok(node);
        };
        match self.peek() {
            Some('?') => return self.refuse_next(refusal::LAZY),
            Some('+') => return self.refuse_next(refusal::POSSESSIVE),
            Some('*' | '{') => return self.refuse_next(refusal::DOUBLE_QUANTIFIER),
            _ => {}
        }
        let node = Node::Repeat {
            node: Box::new(node),
            min,
            max,
        };
        if node.nested_bounds() > MAX_BOUND {
            return self.refuse_from(start, refusal::NESTED_BOUNDS_TOO_LARGE);
        }
        Ok(node)
    }

    fn quantifier(&mut self) -> Result<Option<(u32, Option<u32>)>> {
        let bounds = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => return self.counted().map(Some),
            _ => return Ok(None),
        };
        self.bump();
        Ok(Some(bounds))
    }

    fn counted(&mut self) -> Result<(u32, Option<u32>)> {
        let start = self.at;
        let Some(length) = self.rest().find('}') else {
            return self.refuse_next(refusal::BRACE);
        };
        self.at += length + 1;
        let range = start..self.at;
        let inside = self.source.get(start + 1..start + length);
        counted_bounds(inside.unwrap_or_default())
            .map_err(|reason| PatternError::new(range, reason))
    }
}

fn counted_bounds(text: &str) -> std::result::Result<(u32, Option<u32>), &'static str> {
    let (min, max) = match text.split_once(',') {
        None => (text, Some(text)),
        Some((min, "")) => (min, None),
        Some((min, max)) => (min, Some(max)),
    };
    if min.is_empty() && max.is_some_and(|max| bound(max).is_ok()) {
        return Err(refusal::NO_LOWER_BOUND);
    }
    let min = bound(min)?;
    let max = max.map(bound).transpose()?;
    if max.is_some_and(|max| max < min) {
        return Err(refusal::REVERSED_BOUNDS);
    }
    Ok((min, max))
}

fn bound(digits: &str) -> std::result::Result<u32, &'static str> {
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(refusal::BRACE);
    }
    if digits.len() > 1 && digits.starts_with('0') {
        return Err(refusal::LEADING_ZERO);
    }
    match digits.parse() {
        Ok(count) if count <= MAX_BOUND => Ok(count),
        _ => Err(refusal::BOUND_TOO_LARGE),
    }
}

impl Node {
    /// The largest product of repetition bounds along one path into the tree, counted as Go
    /// counts it: an unbounded repetition by its lower bound.
    fn nested_bounds(&self) -> u32 {
        match self {
            Self::Set(_) => 1,
            Self::Sequence(nodes) | Self::AnyOf(nodes) => {
                nodes.iter().map(Self::nested_bounds).max().unwrap_or(1)
            }
            Self::Repeat { node, min, max } => max
                .unwrap_or(*min)
                .max(1)
                .saturating_mul(node.nested_bounds()),
        }
    }
}

/// Classes.
impl Parser<'_> {
    fn class(&mut self) -> Result<Node> {
        let open = self.at;
        self.bump();
        let opener = open..self.at;
        let negated = self.eat('^');
        self.refuse_empty_class(open, negated)?;
        let first_member = self.at;
        let mut ranges = Vec::new();
        while !self.eat(']') {
            if self.peek().is_none() {
                return Err(PatternError::new(opener, refusal::UNCLOSED_CLASS));
            }
            ranges.push(self.class_member(first_member)?);
        }
        let listed = CharSet::from_ranges(ranges);
        let set = if negated { listed.complement() } else { listed };
        if set.is_empty() {
            return self.refuse_from(open, refusal::CLASS_WITHOUT_CHARACTERS);
        }
        Ok(self.set(open, set))
    }

    fn refuse_empty_class(&mut self, open: usize, negated: bool) -> Result<()> {
        if !self.eat(']') {
            return Ok(());
        }
        let reason = if negated {
            refusal::EMPTY_NEGATED_CLASS
        } else {
            refusal::EMPTY_CLASS
        };
        self.refuse_from(open, reason)
    }

    fn class_member(&mut self, first_member: usize) -> Result<(char, char)> {
        let start = self.at;
        self.refuse_inner_dash(first_member)?;
        let low = self.class_character()?;
        self.refuse_set_operation()?;
        if !self.at_inner_dash() {
            return Ok((low, low));
        }
        self.bump();
        let high = self.class_character()?;
        if low > high {
            return self.refuse_from(start, refusal::reversed_range(self.text_from(start)));
        }
        Ok((low, high))
    }

    fn refuse_inner_dash(&self, first_member: usize) -> Result<()> {
        self.refuse_set_operation()?;
        if self.at != first_member && self.at_inner_dash() {
            return self.refuse_next(refusal::DASH_IN_CLASS);
        }
        Ok(())
    }

    /// Whether a dash comes next that is not the last member of its class.
    fn at_inner_dash(&self) -> bool {
        let following = self.rest().strip_prefix('-');
        following.is_some_and(|rest| !rest.is_empty() && !rest.starts_with(']'))
    }

    fn refuse_set_operation(&self) -> Result<()> {
        let rest = self.rest();
        let operation = SET_OPERATIONS
            .iter()
            .find(|operation| rest.starts_with(**operation));
        match operation {
            Some(operation) => Err(PatternError::new(
                self.at..self.at + operation.len(),
                refusal::set_operation(operation),
            )),
            None => Ok(()),
        }
    }

    fn class_character(&mut self) -> Result<char> {
        self.refuse_set_operation()?;
        if self.rest().starts_with("[:") {
            return self.refuse_next(refusal::POSIX_CLASS);
        }
        if self.peek() == Some('[') {
            return self.refuse_next(refusal::NESTED_CLASS);
        }
        self.character(true)
    }
}

/// Characters and escapes.
impl Parser<'_> {
    fn character(&mut self, in_class: bool) -> Result<char> {
        let start = self.at;
        match self.bump() {
            Some('\\') => self.escaped(start, in_class),
            Some(character) => Ok(character),
            None => self.refuse_from(start, refusal::UNCLOSED_CLASS),
        }
    }

    fn escaped(&mut self, start: usize, in_class: bool) -> Result<char> {
        let Some(escaped) = self.bump() else {
            return self.refuse_from(start, refusal::LONE_BACKSLASH);
        };
        match escaped {
            't' => Ok('\t'),
            'n' => Ok('\n'),
            'r' => Ok('\r'),
            'f' => Ok('\u{C}'),
            'x' => self.hexadecimal(start, escaped, 2),
            'u' => self.hexadecimal(start, escaped, 4),
            '-' if in_class => Ok('-'),
            _ if SYNTAX_CHARACTERS.contains(escaped) => Ok(escaped),
            _ => self.refuse_from(start, refusal::escape(escaped, in_class)),
        }
    }

    fn hexadecimal(&mut self, start: usize, escape: char, digits: usize) -> Result<char> {
        if self.peek() == Some('{') {
            return self.refuse_from(start, refusal::BRACED_ESCAPE);
        }
        let mut code = 0;
        for _ in 0..digits {
            match self.peek().and_then(|digit| digit.to_digit(16)) {
                Some(digit) => code = code * 16 + digit,
                None => return self.refuse_from(start, refusal::hex_digits(escape, digits)),
            }
            self.bump();
        }
        match char::from_u32(code) {
            Some(character) => Ok(character),
            None => self.refuse_from(start, refusal::SURROGATE),
        }
    }
}

/// What `$` asks of the alternatives: both ends anchored in each, or the end in none. What it asks
/// of line breaks is decided on the automaton.
fn check_ends(alternatives: &[Alternative]) -> Result<bool> {
    let anchors = || alternatives.iter().filter_map(|one| one.end_anchor.clone());
    let Some(first) = anchors().next() else {
        return Ok(false);
    };
    if anchors().count() < alternatives.len() {
        return Err(PatternError::new(first, refusal::MIXED_ENDS));
    }
    let floating = alternatives.iter().find(|one| !one.from_start);
    if let Some(anchor) = floating.and_then(|one| one.end_anchor.clone()) {
        return Err(PatternError::new(anchor, refusal::END_WITHOUT_START));
    }
    Ok(true)
}

/// A negated class with the line breaks added to what it leaves out.
pub(super) fn without_breaks(class: &str, breaks: &str) -> Option<String> {
    let members = class.strip_prefix("[^")?.strip_suffix(']')?;
    let split = match members.strip_suffix('-') {
        // A bare dash must stay last, or it would make a range of its neighbours.
        Some(others) if trailing_backslashes(others).is_multiple_of(2) => others.len(),
        _ => members.len(),
    };
    let (others, dash) = members.split_at(split);
    Some(format!("[^{others}{breaks}{dash}]"))
}

fn trailing_backslashes(text: &str) -> usize {
    let last = text.chars().rev();
    last.take_while(|character| *character == '\\').count()
}

/// Reading the source.
impl<'p> Parser<'p> {
    fn rest(&self) -> &'p str {
        self.source.get(self.at..).unwrap_or_default()
    }

    fn text_from(&self, start: usize) -> &'p str {
        self.source.get(start..self.at).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn bump(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    fn eat(&mut self, expected: char) -> bool {
        let found = self.peek() == Some(expected);
        if found {
            self.bump();
        }
        found
    }

    /// Keeps a set read since `start`.
    fn set(&mut self, start: usize, set: CharSet) -> Node {
        self.sets.push(PlacedSet {
            set,
            range: start..self.at,
        });
        Node::Set(self.sets.len() - 1)
    }

    fn refuse_from<T>(&self, start: usize, message: impl Into<String>) -> Result<T> {
        Err(PatternError::new(start..self.at, message))
    }

    fn refuse_next<T>(&self, message: impl Into<String>) -> Result<T> {
        let length = self.peek().map_or(0, char::len_utf8);
        Err(PatternError::new(self.at..self.at + length, message))
    }
}
