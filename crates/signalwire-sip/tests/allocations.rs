//! What validation costs in memory: nothing for a valid value.

use std::hint::black_box;

use crossfield::{Validate, check_json};
use signalwire_sip::{CallHandler, Cipher, Codec, SipEndpoint, UpdateSipEndpointRequest};

/// How often memory is asked for while something runs.
fn allocations<R>(of: impl FnOnce() -> R) -> u64 {
    let run = || {
        black_box(of());
    };
    allocation_counter::measure(run).count_total
}

fn assert_free<T: Validate>(value: &T) {
    assert!(value.is_valid());
    assert_eq!(allocations(|| black_box(value).is_valid()), 0);
    assert_eq!(allocations(|| black_box(value).validate()), 0);
}

/// A request with every field set and every list at its longest.
fn full_request() -> UpdateSipEndpointRequest {
    UpdateSipEndpointRequest {
        ciphers: Some(Cipher::ALL.to_vec()),
        codecs: Some(Codec::ALL.to_vec()),
        ..UpdateSipEndpointRequest::example()
    }
}

#[test]
fn the_counter_counts() {
    assert_eq!(allocations(|| Box::new(1)), 1);
}

#[test]
fn a_valid_request_is_validated_without_allocating() {
    assert_free(&full_request());
    assert_free(&UpdateSipEndpointRequest::default());
}

#[test]
fn a_valid_record_is_validated_without_allocating() {
    assert_free(&SipEndpoint::example());
}

#[test]
fn the_text_of_a_valid_payload_is_checked_without_allocating() {
    let request = serde_json::to_vec(&full_request()).unwrap();
    assert!(check_json::<UpdateSipEndpointRequest>(&request).is_ok());
    let check = || check_json::<UpdateSipEndpointRequest>(black_box(&request));
    assert_eq!(allocations(check), 0);

    let record = serde_json::to_vec(&SipEndpoint::example()).unwrap();
    assert!(check_json::<SipEndpoint>(&record).is_ok());
    assert_eq!(
        allocations(|| check_json::<SipEndpoint>(black_box(&record))),
        0
    );
}

#[test]
fn is_valid_does_not_allocate_for_a_broken_value_either() {
    let request = UpdateSipEndpointRequest {
        call_handler: Some(CallHandler::Default),
        ..full_request()
    };
    assert!(!request.is_valid());
    assert_eq!(allocations(|| black_box(&request).is_valid()), 0);
    let record = SipEndpoint::default();
    assert!(!record.is_valid());
    assert_eq!(allocations(|| black_box(&record).is_valid()), 0);
}

/// The list; pointers and messages are not written before they are asked for.
#[test]
fn one_violation_costs_one_allocation() {
    let request = UpdateSipEndpointRequest {
        call_handler: Some(CallHandler::Default),
        ..full_request()
    };
    assert_eq!(allocations(|| black_box(&request).validate()), 1);
}

/// As for one, and once more where the list grows beyond the four places that it starts with.
#[test]
fn seven_violations_cost_two_allocations() {
    let record = SipEndpoint::default();
    assert_eq!(
        record.validate().map_err(|violations| violations.len()),
        Err(7)
    );
    assert_eq!(allocations(|| black_box(&record).validate()), 2);
}
