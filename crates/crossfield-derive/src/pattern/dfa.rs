//! The deterministic automaton of a pattern: construction, numbering and emission.

use std::cmp::Ordering;
use std::collections::VecDeque;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::charset;
use super::minimise;
use super::nfa::{Budget, Nfa, State, TooLarge};
use super::parse::Parsed;

/// The state from which no text matches any more. It has no row in an emitted table.
pub(super) const REJECTED: u16 = 0;
/// The state from which every text matches. It has no row in an emitted table.
pub(super) const MATCHED: u16 = 1;
/// The number of the first state with a row in an emitted table.
const FIRST_ROW: u16 = 2;
const MAX_STATES: usize = 2000;

/// A deterministic automaton with one column per range of characters.
#[derive(Debug)]
pub(super) struct Table {
    ranges: Vec<(char, char)>,
    /// For every state, the next state per range. The rows of the two final states are empty.
    pub(super) rows: Vec<Vec<u16>>,
    /// Whether a text that ends in this state matches.
    pub(super) accepting: Vec<bool>,
    start: u16,
}

/// What a character does to texts that match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Appended {
    /// It stands in no text that matches.
    NeverMatches,
    /// Behind a text that matches, it gives another that does.
    StillMatches,
    /// Neither.
    Changes,
}

impl Table {
    /// What a character does to texts that match.
    pub(super) fn appended(&self, character: char) -> Appended {
        let Some(column) = self
            .ranges
            .iter()
            .position(|range| (range.0..=range.1).contains(&character))
        else {
            return Appended::Changes;
        };
        let after = |row: &Vec<u16>| row.get(column).copied();
        let is_accepting = |state: Option<u16>| {
            state.is_some_and(|state| {
                self.accepting
                    .get(usize::from(state))
                    .is_some_and(|accepting| *accepting)
            })
        };
        let rows = || self.rows.iter().skip(usize::from(FIRST_ROW));
        if rows().all(|row| after(row) == Some(REJECTED)) {
            return Appended::NeverMatches;
        }
        let mut ends = rows()
            .zip(self.accepting.iter().skip(usize::from(FIRST_ROW)))
            .filter(|(_, ends)| **ends);
        if ends.all(|(row, _)| is_accepting(after(row))) {
            Appended::StillMatches
        } else {
            Appended::Changes
        }
    }

    pub(super) fn matches_everything(&self) -> bool {
        self.start == MATCHED
    }
}

/// The minimal automaton of a pattern.
#[derive(Debug, Clone)]
pub(crate) struct Dfa {
    /// The pattern in ASCII, but for characters above U+FFFF.
    pub(crate) portable_source: String,
    /// A pattern of the texts that a schema must also rule out, or empty: the line breaks before which Python and Java
    /// let `$` match although none stands in a text that matches.
    pub(crate) guard: String,
    /// The characters of every class but class 0, which holds the remaining ones.
    classes: Vec<(char, char, u8)>,
    class_count: usize,
    /// One row of `class_count` next states per state from [`FIRST_ROW`] on.
    transitions: Vec<u16>,
    start: u16,
    /// A text that ends in this state or a later one matches.
    accepting_from: u16,
}

impl Dfa {
    /// Minimises a table; `None` if it needs more classes than a byte can number.
    pub(super) fn from_table(
        table: &Table,
        portable_source: String,
        guard: String,
    ) -> Option<Self> {
        let numbering = Numbering::of(table);
        let columns = numbering.columns(table);
        let classes = Classes::of(&table.ranges, &columns);
        let mut transitions = Vec::new();
        for row in 0..numbering.representatives.len() {
            let columns = classes.representatives.iter().map(|&class| &columns[class]);
            transitions.extend(columns.map(|column| column[row]));
        }
        Some(Self {
            portable_source,
            guard,
            classes: classes.numbered()?,
            class_count: classes.representatives.len(),
            transitions,
            start: numbering.start,
            accepting_from: numbering.accepting_from,
        })
    }

    /// A constant expression of the type `pattern::Pattern` of the crate `krate`.
    pub(crate) fn to_tokens(&self, krate: &TokenStream) -> TokenStream {
        let source = &self.portable_source;
        let guard = &self.guard;
        let classes = self.classes.iter().map(class_tokens);
        let class_count = Literal::usize_unsuffixed(self.class_count);
        let bytes: Vec<[u8; 2]> = self
            .transitions
            .iter()
            .map(|next| next.to_be_bytes())
            .collect();
        let transitions = Literal::byte_string(bytes.as_flattened());
        let start = Literal::u16_unsuffixed(self.start);
        let accepting_from = Literal::u16_unsuffixed(self.accepting_from);
        quote! {
            #krate::pattern::Pattern::from_parts(#krate::pattern::Parts {
                source: #source,
                guard: #guard,
                classes: &[#(#classes),*],
                class_count: #class_count,
                transitions: #transitions,
                start: #start,
                accepting_from: #accepting_from,
            })
        }
    }
}

fn class_tokens(&(low, high, class): &(char, char, u8)) -> TokenStream {
    let (low, high) = (ascii_literal(low), ascii_literal(high));
    let class = Literal::u8_unsuffixed(class);
    quote!((#low, #high, #class))
}

/// A character literal in ASCII, so that an expansion can be read whatever the character.
fn ascii_literal(character: char) -> Literal {
    let escaped = format!("'{}'", character.escape_default());
    escaped
        .parse()
        .unwrap_or_else(|_| Literal::character(character))
}

/// The order in which minimal states are emitted: in the order of a walk from the start, those in
/// which no text may end first.
struct Numbering {
    /// One state of the table per emitted row.
    representatives: Vec<usize>,
    /// The new number of each state of the table.
    numbers: Vec<u16>,
    start: u16,
    accepting_from: u16,
}

impl Numbering {
    fn of(table: &Table) -> Self {
        let (block_of, blocks) = minimise::blocks(table);
        let (accepting, mut representatives): (Vec<usize>, Vec<usize>) =
            walk(table, &block_of, blocks)
                .into_iter()
                .partition(|&state| table.accepting[state]);
        let pending = representatives.len();
        representatives.extend(accepting);
        let mut number_of_block = vec![REJECTED; blocks];
        number_of_block[1] = MATCHED;
        for (&state, number) in representatives.iter().zip(FIRST_ROW..) {
            number_of_block[block_of[state]] = number;
        }
        let numbers: Vec<u16> = block_of
            .iter()
            .map(|&block| number_of_block[block])
            .collect();
        Self {
            start: numbers[usize::from(table.start)],
            accepting_from: (FIRST_ROW..).nth(pending).unwrap_or(u16::MAX),
            representatives,
            numbers,
        }
    }

    /// For every range of the table, the next state per emitted row.
    fn columns(&self, table: &Table) -> Vec<Vec<u16>> {
        let next = |state: usize, range: usize| self.numbers[usize::from(table.rows[state][range])];
        let ranges = 0..table.ranges.len();
        ranges
            .map(|range| {
                let states = self.representatives.iter();
                states.map(|&state| next(state, range)).collect()
            })
            .collect()
    }
}

/// The first state of each block that has a row, breadth first from the start.
fn walk(table: &Table, block_of: &[usize], blocks: usize) -> Vec<usize> {
    let mut seen = vec![false; blocks];
    let mut found = Vec::new();
    let mut queue = VecDeque::from([usize::from(table.start)]);
    while let Some(state) = queue.pop_front() {
        let is_final = state < usize::from(FIRST_ROW);
        if is_final || std::mem::replace(&mut seen[block_of[state]], true) {
            continue;
        }
        found.push(state);
        queue.extend(table.rows[state].iter().map(|&next| usize::from(next)));
    }
    found
}

/// Ranges of characters that lead to the same states, taken together.
struct Classes {
    /// Adjacent ranges joined, with the number of their class.
    ranges: Vec<(char, char, usize)>,
    /// For every class, one of its columns.
    representatives: Vec<usize>,
}

impl Classes {
    fn of(ranges: &[(char, char)], columns: &[Vec<u16>]) -> Self {
        let mut classes = Self {
            ranges: Vec::new(),
            representatives: Vec::new(),
        };
        for (index, &(low, high)) in ranges.iter().enumerate() {
            let mut known = classes.representatives.iter();
            let class = known.position(|&known| columns[known] == columns[index]);
            let class = class.unwrap_or_else(|| {
                classes.representatives.push(index);
                classes.representatives.len() - 1
            });
            classes.push(low, high, class);
        }
        classes.with_default_first()
    }

    fn push(&mut self, low: char, high: char, class: usize) {
        match self.ranges.last_mut() {
            Some(last) if last.2 == class => last.1 = high,
            _ => self.ranges.push((low, high, class)),
        }
    }

    /// Makes the class with the most ranges class 0, which needs no list of its ranges.
    fn with_default_first(mut self) -> Self {
        let mut counts = vec![0_usize; self.representatives.len()];
        for &(_, _, class) in &self.ranges {
            counts[class] += 1;
        }
        let most = counts.iter().max().copied().unwrap_or(0);
        let default = counts.iter().position(|&count| count == most).unwrap_or(0);
        let moved = self.representatives.remove(default);
        self.representatives.insert(0, moved);
        for range in &mut self.ranges {
            range.2 = match range.2.cmp(&default) {
                Ordering::Less => range.2 + 1,
                Ordering::Equal => 0,
                Ordering::Greater => range.2,
            };
        }
        self
    }

    /// The ranges of all classes but class 0.
    fn numbered(&self) -> Option<Vec<(char, char, u8)>> {
        let listed = self.ranges.iter().filter(|range| range.2 != 0);
        listed
            .map(|&(low, high, class)| Some((low, high, u8::try_from(class).ok()?)))
            .collect()
    }
}

/// The deterministic automaton of a pattern (subset construction), or its refusal as soon as it
/// grows too large.
///
/// No set of a pattern is empty, so every nondeterministic state can lead to a match; only the
/// empty subset rejects for good.
pub(super) fn determinise(parsed: &Parsed) -> Result<Table, TooLarge> {
    let mut budget = Budget::new();
    let nfa = Nfa::build(parsed, &mut budget)?;
    let mut subsets = Subsets {
        ends_at_text_end: parsed.ends_at_text_end,
        visited: vec![false; nfa.len()],
        known: vec![(Vec::new(), REJECTED)],
        keys: VecDeque::new(),
        accepting: vec![false, true],
        budget,
        nfa: &nfa,
    };
    let ranges = charset::partition(parsed.sets.iter());
    let starts = [nfa.anchored.as_slice(), nfa.floating.as_slice()].concat();
    let start = subsets.state(starts)?;
    let mut rows = vec![Vec::new(), Vec::new()];
    while let Some(key) = subsets.keys.pop_front() {
        rows.push(subsets.row(&key, &ranges)?);
    }
    Ok(Table {
        ranges,
        rows,
        accepting: subsets.accepting,
        start,
    })
}

/// The deterministic states found so far, each a set of nondeterministic ones.
struct Subsets<'n> {
    nfa: &'n Nfa<'n>,
    ends_at_text_end: bool,
    /// The number of each, in ascending order.
    known: Vec<(Vec<usize>, u16)>,
    /// The subsets whose rows are still to be made, in the order of their states.
    keys: VecDeque<Vec<usize>>,
    accepting: Vec<bool>,
    /// Scratch space: which states a closure has reached. All false between calls.
    visited: Vec<bool>,
    budget: Budget,
}

impl Subsets<'_> {
    fn row(&mut self, key: &[usize], ranges: &[(char, char)]) -> Result<Vec<u16>, TooLarge> {
        ranges.iter().map(|range| self.next(key, range.0)).collect()
    }

    fn next(&mut self, key: &[usize], character: char) -> Result<u16, TooLarge> {
        self.budget.spend(key.len() + 1)?;
        let nfa = self.nfa;
        let steps = key.iter().filter_map(|&id| match nfa.state(id) {
            State::Step { set, next } => nfa.sets.get(*set)?.contains(character).then_some(*next),
            _ => None,
        });
        let reached = steps.chain(nfa.floating.iter().copied()).collect();
        self.state(reached)
    }

    /// The deterministic state for these nondeterministic ones and what they lead to for free.
    fn state(&mut self, reached: Vec<usize>) -> Result<u16, TooLarge> {
        let (key, has_matched) = self.closure(reached)?;
        if has_matched && !self.ends_at_text_end {
            return Ok(MATCHED);
        }
        let place = match self.known.binary_search_by(|(known, _)| known.cmp(&key)) {
            Ok(place) => return Ok(self.known[place].1),
            Err(place) => place,
        };
        let state = u16::try_from(self.accepting.len()).map_err(|_| TooLarge)?;
        if self.accepting.len() >= MAX_STATES + usize::from(FIRST_ROW) {
            return Err(TooLarge);
        }
        self.accepting.push(has_matched);
        self.known.insert(place, (key.clone(), state));
        self.keys.push_back(key);
        Ok(state)
    }

    /// The states that read a character, or have matched, in ascending order.
    fn closure(&mut self, mut open: Vec<usize>) -> Result<(Vec<usize>, bool), TooLarge> {
        let mut reached = Vec::new();
        let mut has_matched = false;
        while let Some(id) = open.pop() {
            self.budget.spend(1)?;
            if std::mem::replace(&mut self.visited[id], true) {
                continue;
            }
            reached.push(id);
            match self.nfa.state(id) {
                State::Fork(next) => open.extend(next),
                State::Matched => has_matched = true,
                State::Step { .. } => {}
            }
        }
        for &id in &reached {
            self.visited[id] = false;
        }
        reached.retain(|&id| !matches!(self.nfa.state(id), State::Fork(_)));
        reached.sort_unstable();
        Ok((reached, has_matched))
    }
}

impl Dfa {
    /// Whether a text matches: what the derive says of the texts that conditions name.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        let mut state = self.start;
        for character in text.chars() {
            let row = usize::from(state - FIRST_ROW) * self.class_count;
            state = self.transitions[row + self.class_of(character)];
            if state < FIRST_ROW {
                return state == MATCHED;
            }
        }
        state >= self.accepting_from
    }

    /// All texts that match, if they are few: to compare with each takes less time than the walk.
    pub(crate) fn texts(&self) -> Option<Vec<String>> {
        const MOST: usize = 8;
        const LONGEST: usize = 32;
        let mut found = Vec::new();
        let mut reached = vec![(self.start, String::new())];
        while let Some((state, text)) = reached.pop() {
            if state == MATCHED || text.chars().count() > LONGEST {
                return None;
            }
            for (class, next) in self.row(state).iter().enumerate() {
                if *next != REJECTED {
                    let characters = self.characters(class, MOST + 1).into_iter();
                    reached.extend(characters.map(|last| (*next, format!("{text}{last}"))));
                }
            }
            if state >= self.accepting_from {
                found.push(text);
            }
            if found.len() + reached.len() > MOST {
                return None;
            }
        }
        found.sort_unstable();
        Some(found)
    }

    fn row(&self, state: u16) -> &[u16] {
        let start = usize::from(state.saturating_sub(FIRST_ROW)) * self.class_count;
        let row = self.transitions.get(start..start + self.class_count);
        row.unwrap_or_default()
    }

    /// The first characters of each range of a class; of class 0, which has whatever no range has, any as many.
    fn characters(&self, class: usize, most: usize) -> Vec<char> {
        if class == 0 {
            return ('\0'..=char::MAX).take(most).collect();
        }
        let mut found = Vec::new();
        for (low, high, number) in &self.classes {
            if usize::from(*number) == class {
                found.extend((*low..=*high).take(most));
            }
        }
        found
    }

    fn class_of(&self, character: char) -> usize {
        let found = self
            .classes
            .iter()
            .find(|(low, high, _)| (*low..=*high).contains(&character));
        found.map_or(0, |&(_, _, class)| usize::from(class))
    }
}

#[cfg(test)]
impl Dfa {
    pub(crate) fn state_count(&self) -> usize {
        self.transitions.len() / self.class_count
    }

    /// How many states remain when equivalent ones are merged, by naive refinement.
    pub(crate) fn distinguishable_states(&self) -> usize {
        let rows = self.transitions.chunks(self.class_count);
        let outcome = |state: u16| usize::from(state >= self.accepting_from);
        let states = FIRST_ROW..FIRST_ROW + u16::try_from(self.state_count()).unwrap();
        let mut blocks: Vec<usize> = [0, 1]
            .into_iter()
            .chain(states.map(|state| 2 + outcome(state)))
            .collect();
        let mut count = 0;
        loop {
            let mut known = std::collections::HashMap::new();
            let signatures = rows.clone().zip(&blocks[2..]).map(|(row, block)| {
                let next = row.iter().map(|&next| blocks[usize::from(next)]);
                next.chain([*block]).collect::<Vec<_>>()
            });
            let mut refined = vec![0, 1];
            for signature in signatures {
                let next = 2 + known.len();
                refined.push(*known.entry(signature).or_insert(next));
            }
            blocks = refined;
            if known.len() == count {
                return count;
            }
            count = known.len();
        }
    }
}
