//! `credit_card`: a text is the number of a payment card, by its issuer, its length and its check digit.
//!
//! Which numbers are whose is what the `card-validate` crate has them to be, by which the `validator` crate judges. No
//! JSON Schema can add digits up, so the rule is one that is checked in Rust only.

use core::ops::RangeInclusive;

/// How numbers of an issuer begin, and how many digits they have.
struct Issuer(&'static [&'static str], RangeInclusive<usize>);

/// The first whose numbers begin so counts: what is more special comes first.
const ISSUERS: [Issuer; 12] = [
    // Visa Electron
    Issuer(
        &["4026", "417500", "4405", "4508", "4844", "4913", "4917"],
        16..=16,
    ),
    // Maestro
    Issuer(&["5018", "502", "503", "56", "58", "639", "67"], 12..=19),
    // Forbrugsforeningen
    Issuer(&["600"], 16..=16),
    // Dankort
    Issuer(&["5019"], 16..=16),
    // Visa
    Issuer(&["4"], 13..=16),
    // Mir
    Issuer(&["2200", "2201", "2202", "2203", "2204"], 16..=19),
    // Mastercard
    Issuer(
        &[
            "51", "52", "53", "54", "55", "22", "23", "24", "25", "26", "27",
        ],
        16..=16,
    ),
    // American Express
    Issuer(&["34", "37"], 15..=15),
    // Diners Club
    Issuer(&["30", "36", "38", "39"], 14..=14),
    // Discover
    Issuer(&["60", "64", "65", "622"], 16..=16),
    // UnionPay
    Issuer(&["62", "88"], 16..=19),
    // JCB
    Issuer(&["35"], 16..=16),
];

/// Whether `text` is the number of a payment card: digits only, as many as its issuer gives, with the right check digit.
///
/// ```
/// use crossfield::field::credit_card::is_credit_card;
///
/// assert!(is_credit_card("4539571147647251"));
/// assert!(!is_credit_card("4539571147647252"));    // the check digit
/// assert!(!is_credit_card("4539 5711 4764 7251")); // digits only
/// ```
#[must_use]
pub fn is_credit_card(text: &str) -> bool {
    let begins = |issuer: &&Issuer| issuer.0.iter().any(|start| text.starts_with(start));
    text.bytes().all(|byte| byte.is_ascii_digit())
        && ISSUERS
            .iter()
            .find(begins)
            .is_some_and(|issuer| issuer.1.contains(&text.len()))
        && has_check_digit(text)
}

/// The last digit brings the sum to a multiple of ten, to which every second digit from behind adds the digits of its
/// double (ISO/IEC 7812-1, annex B).
fn has_check_digit(digits: &str) -> bool {
    let values = digits.bytes().rev().map(|digit| u32::from(digit - b'0'));
    let added = values.enumerate().map(|(place, value)| match place % 2 {
        0 => value,
        // The digits of the double, but for a ten, which shows in no last digit.
        _ => value * 2 + value / 5,
    });
    added.sum::<u32>() % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::is_credit_card;

    /// Numbers that issuers publish for tests, or that were made up for one.
    const NUMBERS: &[&str] = &[
        "4111111111111111",
        "4012888888881881",
        "4222222222222",
        "5555555555554444",
        "5105105105105100",
        "2223003122003222",
        "378282246310005",
        "371449635398431",
        "30569309025904",
        "38520000023237",
        "6011111111111117",
        "6011000990139424",
        "3530111333300000",
        "3566002020360505",
        "6759649826438453",
        "6200000000000005",
        "2200000000000004",
    ];

    #[test]
    fn the_numbers_that_issuers_publish_are_numbers_of_cards() {
        for number in NUMBERS {
            assert!(is_credit_card(number), "{number}");
        }
    }

    #[test]
    fn a_number_with_another_last_digit_is_none() {
        for number in NUMBERS {
            let (front, last) = number.split_at(number.len() - 1);
            for digit in ('0'..='9').filter(|digit| !last.starts_with(*digit)) {
                assert!(
                    !is_credit_card(&format!("{front}{digit}")),
                    "{front}{digit}"
                );
            }
        }
    }
}
