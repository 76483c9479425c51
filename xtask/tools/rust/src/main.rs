//! Says of each line of standard input whether a type reads it: `true` or `false`, a line each.

mod types;

use std::io::{self, BufRead};

fn main() {
    let name = std::env::args().nth(1).expect("the name of a type");
    for line in io::stdin().lock().lines() {
        println!("{}", types::reads(&name, &line.expect("UTF-8")));
    }
}
