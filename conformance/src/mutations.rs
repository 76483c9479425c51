//! Texts near given ones: parts of them put in other places, seeded.

use serde_json::{Map, Value, json};

/// A small generator of numbers (xorshift64*), so that a failure can be run again.
#[derive(Debug)]
pub struct Seeded(u64);

impl Seeded {
    /// From a seed. A generator that stands at 0 would stay there, so that 0 is as 1.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(if seed == 0 { 1 } else { seed })
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below the end; 0 if there is none.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap_or(0) % end.max(1)
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// Texts without end, each made from one of the bases by up to three changes, the same for the same seed.
#[derive(Debug)]
pub struct Mutations {
    bases: Vec<Value>,
    pool: Pool,
    seeded: Seeded,
}

impl Mutations {
    /// # Panics
    /// When a base is not JSON.
    #[must_use]
    pub fn new(bases: &[String], seed: u64) -> Self {
        let bases: Vec<Value> = bases
            .iter()
            .map(|text| serde_json::from_str(text).expect("the bases are JSON"))
            .collect();
        let mut pool = Pool::default();
        for base in &bases {
            pool.add(base);
        }
        Self {
            bases,
            pool,
            seeded: Seeded::new(seed),
        }
    }
}

impl Iterator for Mutations {
    type Item = String;

    /// Never `None`.
    fn next(&mut self) -> Option<String> {
        let mut value = self.seeded.pick(&self.bases).clone();
        for _ in 0..self.seeded.below(4) {
            change(&mut value, &self.pool, &mut self.seeded);
        }
        Some(value.to_string())
    }
}

/// All values and keys in the bases, and numbers at which types end.
#[derive(Debug, Default)]
struct Pool {
    values: Vec<Value>,
    keys: Vec<String>,
}

impl Pool {
    fn add(&mut self, value: &Value) {
        if self.values.is_empty() {
            self.values = vec![
                json!(1.0),
                json!(-1),
                json!(255),
                json!(256),
                json!(1e300),
                json!(u64::MAX),
                json!("é\n"),
                json!({}),
                json!([]),
                json!(null),
            ];
        }
        if !self.values.contains(value) {
            self.values.push(value.clone());
        }
        match value {
            Value::Array(items) => {
                for item in items {
                    self.add(item);
                }
            }
            Value::Object(entries) => {
                for (key, value) in entries {
                    self.keys.push(key.clone());
                    self.add(value);
                }
            }
            _ => {}
        }
    }
}

/// One change at a random place.
fn change(value: &mut Value, pool: &Pool, seeded: &mut Seeded) {
    match value {
        Value::Array(items) if !items.is_empty() && seeded.below(4) > 0 => {
            let place = seeded.below(items.len());
            match seeded.below(6) {
                0 => drop(items.remove(place)),
                1 => items.insert(place, seeded.pick(&pool.values).clone()),
                _ => change(&mut items[place], pool, seeded),
            }
        }
        Value::Object(entries) if !entries.is_empty() && seeded.below(4) > 0 => {
            change_entry(entries, pool, seeded);
        }
        _ => *value = seeded.pick(&pool.values).clone(),
    }
}

fn change_entry(entries: &mut Map<String, Value>, pool: &Pool, seeded: &mut Seeded) {
    let keys: Vec<String> = entries.keys().cloned().collect();
    let key = seeded.pick(&keys);
    match seeded.below(6) {
        0 => drop(entries.remove(key)),
        1 => {
            let value = seeded.pick(&pool.values).clone();
            entries.insert(seeded.pick(&pool.keys).clone(), value);
        }
        2 => {
            let value = entries.remove(key).unwrap_or_default();
            entries.insert(seeded.pick(&pool.keys).clone(), value);
        }
        _ => change(
            entries.entry(key.as_str()).or_insert(Value::Null),
            pool,
            seeded,
        ),
    }
}
