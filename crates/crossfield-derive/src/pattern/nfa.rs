//! The nondeterministic automaton of a pattern (Thompson's construction).

use super::charset::CharSet;
use super::parse::{Node, Parsed};

/// The one state in which a pattern has matched.
const MATCHED: usize = 0;
/// What building costs against determinising: a node stays in memory, a visit does not.
const STEPS_PER_NODE: usize = 20;

/// The pattern needs more states, or more work, than the limits allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooLarge;

/// A bound on the work of one compilation, so that no pattern keeps the compiler busy for long:
/// steps are copies of nodes while building and visits of states while determinising. It bounds
/// the memory as well.
#[derive(Debug)]
pub(super) struct Budget {
    steps_left: usize,
}

impl Budget {
    pub(super) fn new() -> Self {
        Self {
            steps_left: 5_000_000,
        }
    }

    pub(super) fn spend(&mut self, steps: usize) -> Result<(), TooLarge> {
        self.steps_left = self.steps_left.checked_sub(steps).ok_or(TooLarge)?;
        Ok(())
    }
}

#[derive(Debug)]
pub(super) enum State {
    /// The pattern has matched, so far as its alternative goes.
    Matched,
    /// One character of a set leads on.
    Step { set: usize, next: usize },
    /// All of these states are reached without reading anything.
    Fork(Vec<usize>),
}

#[derive(Debug)]
pub(super) struct Nfa<'p> {
    pub(super) sets: &'p [CharSet],
    states: Vec<State>,
    /// The starts of the alternatives with `^`.
    pub(super) anchored: Vec<usize>,
    /// The starts of the alternatives that may begin anywhere.
    pub(super) floating: Vec<usize>,
}

impl<'p> Nfa<'p> {
    pub(super) fn build(parsed: &'p Parsed, budget: &mut Budget) -> Result<Self, TooLarge> {
        let mut nfa = Self {
            sets: &parsed.sets,
            states: vec![State::Matched],
            anchored: Vec::new(),
            floating: Vec::new(),
        };
        for alternative in &parsed.alternatives {
            let start = nfa.add(&alternative.body, MATCHED, budget)?;
            if alternative.from_start {
                nfa.anchored.push(start);
            } else {
                nfa.floating.push(start);
            }
        }
        Ok(nfa)
    }

    pub(super) fn len(&self) -> usize {
        self.states.len()
    }

    pub(super) fn state(&self, id: usize) -> &State {
        self.states.get(id).unwrap_or(&State::Matched)
    }

    /// Adds a node that leads on to `next`, and gives the state it starts in.
    fn add(&mut self, node: &Node, next: usize, budget: &mut Budget) -> Result<usize, TooLarge> {
        budget.spend(STEPS_PER_NODE)?;
        match node {
            Node::Set(set) => Ok(self.push(State::Step { set: *set, next })),
            Node::Sequence(nodes) => nodes
                .iter()
                .rev()
                .try_fold(next, |next, node| self.add(node, next, budget)),
            Node::AnyOf(nodes) => {
                let starts = nodes.iter().map(|node| self.add(node, next, budget));
                let starts = starts.collect::<Result<_, _>>()?;
                Ok(self.push(State::Fork(starts)))
            }
            Node::Repeat { node, min, max } => {
                let required = match max {
                    None => self.add_loop(node, next, budget)?,
                    Some(max) => self.add_optional(node, max - min, next, budget)?,
                };
                (0..*min).try_fold(required, |next, _| self.add(node, next, budget))
            }
        }
    }

    /// Any number of copies of a node.
    fn add_loop(
        &mut self,
        node: &Node,
        next: usize,
        budget: &mut Budget,
    ) -> Result<usize, TooLarge> {
        let fork = self.push(State::Fork(Vec::new()));
        let body = self.add(node, fork, budget)?;
        if let Some(state) = self.states.get_mut(fork) {
            *state = State::Fork(vec![body, next]);
        }
        Ok(fork)
    }

    /// Up to `count` copies of a node, each of which may be the last.
    fn add_optional(
        &mut self,
        node: &Node,
        count: u32,
        end: usize,
        budget: &mut Budget,
    ) -> Result<usize, TooLarge> {
        (0..count).try_fold(end, |next, _| {
            let body = self.add(node, next, budget)?;
            Ok(self.push(State::Fork(vec![body, end])))
        })
    }

    fn push(&mut self, state: State) -> usize {
        self.states.push(state);
        self.states.len() - 1
    }
}
