use std::collections::BTreeSet;

use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Eq, Hash, PartialEq, Validate)]
struct Item {
    name: Option<String>,
}

#[derive(Deserialize, Validate)]
struct Items {
    #[validate(unique_items)]
    items: Option<Vec<Item>>,
}

#[derive(Deserialize, Validate)]
struct Inside {
    #[validate(inner(unique_items(message = "must not repeat itself")))]
    lists: Vec<Vec<Item>>,
}

#[derive(Deserialize, Validate)]
struct Sets(#[validate(unique_items)] Vec<BTreeSet<u8>>);

#[derive(Deserialize, Validate)]
struct ToldApart {
    #[validate(unique_items, inner(unique_items))]
    lists: Vec<Vec<Option<String>>>,
}

fn main() {
    let _ = (Items::SHAPE, Inside::SHAPE, Sets::SHAPE, ToldApart::SHAPE);
}
