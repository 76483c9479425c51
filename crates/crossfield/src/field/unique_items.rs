//! `unique_items`: no item stands in a list twice.

use core::hash::Hash;
use std::collections::HashMap;

/// Up to this many items every pair is compared, which needs no memory; beyond it a hash map keeps the time linear.
const COMPARE_ALL: usize = 64;

/// The first item that repeats an earlier one: where the earlier stands, and where it is repeated.
///
/// Allocates nothing for lists of up to 64 items.
///
/// ```
/// use crossfield::field::unique_items::first_repeat;
///
/// assert_eq!(first_repeat(&["PCMU", "PCMA", "G722"]), None);
/// assert_eq!(first_repeat(&["PCMU", "PCMA", "PCMU"]), Some((0, 2)));
/// ```
#[inline]
pub fn first_repeat<T: Eq + Hash>(items: &[T]) -> Option<(usize, usize)> {
    if items.len() <= COMPARE_ALL {
        first_repeat_by_comparing(items)
    } else {
        first_repeat_by_hashing(items)
    }
}

#[inline]
fn first_repeat_by_comparing<T: Eq>(items: &[T]) -> Option<(usize, usize)> {
    for (second, item) in items.iter().enumerate() {
        let earlier = items.get(..second).unwrap_or_default();
        if let Some(first) = earlier.iter().position(|earlier| earlier == item) {
            return Some((first, second));
        }
    }
    None
}

#[inline(never)]
fn first_repeat_by_hashing<T: Eq + Hash>(items: &[T]) -> Option<(usize, usize)> {
    let mut seen = HashMap::with_capacity(items.len());
    items
        .iter()
        .enumerate()
        .find_map(|(index, item)| seen.insert(item, index).map(|first| (first, index)))
}

#[cfg(test)]
mod tests {
    use core::cell::Cell;
    use core::hash::Hasher;

    use super::*;

    /// It notes whether its hash was asked for.
    struct Item<'a>(usize, &'a Cell<bool>);

    impl PartialEq for Item<'_> {
        fn eq(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }

    impl Eq for Item<'_> {}

    impl Hash for Item<'_> {
        fn hash<H: Hasher>(&self, state: &mut H) {
            self.1.set(true);
            self.0.hash(state);
        }
    }

    #[test]
    fn a_list_of_up_to_64_items_needs_no_hash_map_and_a_longer_one_has_one() {
        for (length, has_one) in [(0, false), (1, false), (64, false), (65, true), (500, true)] {
            let hashed = Cell::new(false);
            let items: Vec<_> = (0..length).map(|item| Item(item, &hashed)).collect();
            assert_eq!(first_repeat(&items), None, "{length}");
            assert_eq!(hashed.get(), has_one, "{length}");
        }
    }

    #[test]
    fn short_and_long_lists_find_the_same_first_repeat() {
        for length in [2_usize, 63, 64, 65, 66, 500] {
            let mut items: Vec<usize> = (0..length).collect();
            assert_eq!(first_repeat(&items), None, "{length} distinct items");
            items[length - 1] = 0;
            assert_eq!(
                first_repeat(&items),
                Some((0, length - 1)),
                "{length} items, the last repeats the first"
            );
        }
    }
}
