//! Merging states that no text tells apart (Hopcroft's algorithm).

use super::dfa::{REJECTED, Table};

/// For every state of the table, the number of the block of equivalent states it belongs to; and how many blocks there are.
pub(super) fn blocks(table: &Table) -> (Vec<usize>, usize) {
    let incoming = incoming_edges(table);
    let mut partition = Partition::by_outcome(table);
    while let Some(splitter) = partition.pending.pop() {
        for (_, sources) in by_first(partition.edges_into(splitter, &incoming)) {
            partition.split(&sources);
        }
    }
    (partition.block_of, partition.blocks.len())
}

/// Pairs by what stands first, with all that stands beside it, in ascending order.
fn by_first(mut pairs: Vec<(usize, usize)>) -> Vec<(usize, Vec<usize>)> {
    pairs.sort_unstable();
    let mut groups: Vec<(usize, Vec<usize>)> = Vec::new();
    for (first, second) in pairs {
        match groups.last_mut() {
            Some((same, group)) if *same == first => group.push(second),
            _ => groups.push((first, vec![second])),
        }
    }
    groups
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
    pending: Vec<usize>,
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
        let mut edges = Vec::new();
        for &state in &self.blocks[block] {
            edges.extend_from_slice(&incoming[state]);
        }
        edges
    }

    /// Tells the sources apart from all other states.
    fn split(&mut self, sources: &[usize]) {
        let hit = sources
            .iter()
            .map(|&source| (self.block_of[source], source));
        for (block, members) in by_first(hit.collect()) {
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
        self.pending.push(also);
    }
}
