//! The builder gives a valid request, or every violation of what it was given.

use crossfield::{Code, Valid, Violation};
use signalwire_sip::{
    CallHandler, Cipher, Codec, Encryption, ResourceId, UpdateSipEndpointRequest,
};

fn resource() -> ResourceId {
    "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9"
        .parse()
        .expect("a UUID")
}

#[test]
fn a_builder_with_nothing_set_gives_the_empty_request() {
    let request = UpdateSipEndpointRequest::builder()
        .build()
        .expect("nothing is required");
    assert_eq!(request.into_inner(), UpdateSipEndpointRequest::default());
}

#[test]
fn every_field_can_be_set() {
    let built: Valid<UpdateSipEndpointRequest> = UpdateSipEndpointRequest::builder()
        .username("front-desk")
        .caller_id("+12025550134")
        .send_as(String::from("+12025550134"))
        .ciphers([Cipher::AeadAes256Gcm8, Cipher::AesCm128HmacSha1_80])
        .codecs(vec![Codec::Opus, Codec::Pcmu])
        .encryption(Encryption::Required)
        .call_handler(CallHandler::Resource)
        .calling_handler_resource_id(resource())
        .build()
        .expect("it is the example");
    assert_eq!(*built, UpdateSipEndpointRequest::example());
}

#[test]
fn calls_to_a_resource_set_the_handler_and_the_id() {
    let built = UpdateSipEndpointRequest::builder()
        .calls_to_resource(resource())
        .build()
        .expect("both are set");
    assert_eq!(built.call_handler, Some(CallHandler::Resource));
    assert_eq!(built.calling_handler_resource_id, Some(resource()));
}

#[test]
fn each_of_the_rules_across_fields_holds() {
    let codes = |built: Result<_, crossfield::Violations>| -> Vec<_> {
        let violations = built
            .map(|_: Valid<UpdateSipEndpointRequest>| ())
            .expect_err("a rule is broken");
        violations.iter().map(Violation::code).collect()
    };
    let handler = |handler| UpdateSipEndpointRequest::builder().call_handler(handler);
    assert_eq!(
        codes(handler(CallHandler::Resource).build()),
        [Code::Required]
    );
    let id_alone = UpdateSipEndpointRequest::builder().calling_handler_resource_id(resource());
    assert_eq!(codes(id_alone.build()), [Code::Forbidden]);
    for other in [
        CallHandler::Default,
        CallHandler::Passthrough,
        CallHandler::BlockPstn,
    ] {
        assert!(handler(other).build().is_ok());
        assert_eq!(
            codes(
                handler(other)
                    .calling_handler_resource_id(resource())
                    .build()
            ),
            [Code::Forbidden]
        );
    }
}

#[test]
fn all_violations_come_at_once_and_in_order() {
    let violations = UpdateSipEndpointRequest::builder()
        .call_handler(CallHandler::Resource)
        .codecs([Codec::Opus, Codec::Opus])
        .ciphers([Cipher::AeadAes256Gcm8; 2])
        .send_as("")
        .caller_id("a\n")
        .username("a b")
        .build()
        .expect_err("six rules are broken");
    let found: Vec<_> = violations
        .iter()
        .map(|violation| (violation.pointer().to_string(), violation.code()))
        .collect();
    let expected = [
        ("/calling_handler_resource_id", Code::Required),
        ("/username", Code::Pattern),
        ("/caller_id", Code::Pattern),
        ("/send_as", Code::Length),
        ("/ciphers", Code::Duplicate),
        ("/codecs", Code::Duplicate),
    ];
    assert_eq!(
        found,
        expected.map(|(pointer, code)| (pointer.to_owned(), code))
    );
}
