//! Merging states that no text tells apart (Hopcroft's algorithm).

use std::collections::{BTreeMap, BTreeSet};

use super::dfa::{REJECTED, Table};

/// For every state of the table, the number of the block of equivalent states it belongs to.
pub(super) fn blocks(table: &Table) -> Vec<usize> {
    let incoming = incoming_edges(table);
    let mut partition = Partition::by_outcome(table);
    while let Some(splitter) = partition.pending.pop_first() {
        let mut edges = partition.edges_into(splitter, &incoming);
        edges.sort_unstable();
        for same_column in edges.chunk_by(|left, right| left.0 == right.0) {
            partition.split(same_column.iter().map(|&(_, source)| source));
        }
    }
    partition.block_of
}

/// For every state, the columns and states that lead to it. Edges to the rejecting state are left
/// out: the absence of an edge says the same.
fn incoming_edges(table: &Table) -> Vec<Vec<(usize, usize)>> {
    let mut incoming = vec![Vec::new(); table.rows.len()];
    for (source, row) in table.rows.iter().enumerate() {
        for (column, &target) in row.iter().enumerate() {
            if target != REJECTED {
                incoming[usize::from(target)].push((column, source));
            }
        }
    }
    incoming
}

struct Partition {
    block_of: Vec<usize>,
    /// The members of each block, in ascending order.
    blocks: Vec<Vec<usize>>,
    /// Blocks whose incoming edges may still split others.
    pending: BTreeSet<usize>,
}

impl Partition {
    /// States are told apart at first by what holds when the text ends in them. The two final
    /// states have blocks of their own.
    fn by_outcome(table: &Table) -> Self {
        let block_of: Vec<usize> = (0..table.rows.len())
            .map(|state| match state {
                0 | 1 => state,
                _ => 2 + usize::from(table.accepting[state]),
            })
            .collect();
        let mut blocks = vec![Vec::new(); 4];
        for (state, &block) in block_of.iter().enumerate() {
            blocks[block].push(state);
        }
        Self {
            block_of,
            blocks,
            pending: (0..4).collect(),
        }
    }

    fn edges_into(&self, block: usize, incoming: &[Vec<(usize, usize)>]) -> Vec<(usize, usize)> {
        let members = self.blocks[block].iter();
        members
            .flat_map(|&state| incoming[state].iter().copied())
            .collect()
    }

    /// Tells the sources, given in ascending order, apart from all other states.
    fn split(&mut self, sources: impl Iterator<Item = usize>) {
        let mut hit: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for source in sources {
            hit.entry(self.block_of[source]).or_default().push(source);
        }
        for (block, members) in hit {
            if members.len() < self.blocks[block].len() {
                self.divide(block, members);
            }
        }
    }

    /// Moves these members of a block into a new block.
    fn divide(&mut self, block: usize, members: Vec<usize>) {
        let new = self.blocks.len();
        self.blocks[block].retain(|state| members.binary_search(state).is_err());
        for &state in &members {
            self.block_of[state] = new;
        }
        // Of two halves the smaller one is enough, unless the whole was still to be processed.
        let smaller = if members.len() <= self.blocks[block].len() {
            new
        } else {
            block
        };
        let also = if self.pending.contains(&block) {
            new
        } else {
            smaller
        };
        self.blocks.push(members);
        self.pending.insert(also);
    }
}
