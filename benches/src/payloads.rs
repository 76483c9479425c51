//! What the candidates judge: the same texts for all of them.

/// A text, and how many rules it breaks.
#[derive(Clone, Copy, Debug)]
pub struct Payload {
    /// What it is called in the table.
    pub name: &'static str,
    /// The JSON text.
    pub text: &'static str,
    /// How many rules it breaks. Not every candidate reports them all, but each says whether there are any.
    pub broken: usize,
    /// Whether it is measured; the others only show that all candidates judge alike.
    pub timed: bool,
}

const fn timed(name: &'static str, broken: usize, text: &'static str) -> Payload {
    Payload {
        name,
        text,
        broken,
        timed: true,
    }
}

const fn judged(name: &'static str, broken: usize, text: &'static str) -> Payload {
    Payload {
        name,
        text,
        broken,
        timed: false,
    }
}

/// Requests that the model's type reads.
pub const REQUESTS: &[Payload] = &[
    timed(
        "valid",
        0,
        r#"{"calling_handler_resource_id":"9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9","username":"front-desk","caller_id":"+12025550134","send_as":"+12025550134","ciphers":["AEAD_AES_256_GCM_8","AES_CM_128_HMAC_SHA1_80"],"codecs":["OPUS","PCMU"],"encryption":"required","call_handler":"resource"}"#,
    ),
    timed(
        "1 violation",
        1,
        r#"{"calling_handler_resource_id":null,"username":"front-desk","caller_id":"+12025550134","send_as":"+12025550134","ciphers":["AEAD_AES_256_GCM_8","AES_CM_128_HMAC_SHA1_80"],"codecs":["OPUS","PCMU"],"encryption":"required","call_handler":"resource"}"#,
    ),
    timed(
        "3 violations",
        3,
        r#"{"calling_handler_resource_id":null,"username":"front desk","caller_id":"+12025550134","send_as":"+12025550134","ciphers":["AEAD_AES_256_GCM_8","AEAD_AES_256_GCM_8"],"codecs":["OPUS","PCMU"],"encryption":"required","call_handler":"resource"}"#,
    ),
    judged("nothing", 0, "{}"),
    judged(
        "text beyond ASCII",
        0,
        r#"{"username":"réception","caller_id":"Zürich","send_as":"東京"}"#,
    ),
    judged(
        "empty texts",
        3,
        r#"{"username":"","caller_id":"","send_as":""}"#,
    ),
    judged("a control character", 1, "{\"caller_id\":\"a\\u0085b\"}"),
    judged("a delete", 1, "{\"send_as\":\"0123456\\u007f\"}"),
    judged(
        "white space beyond ASCII",
        1,
        "{\"username\":\"a\\u2003b\"}",
    ),
    judged("a mark of a host", 1, r#"{"username":"alice@example"}"#),
    judged("a codec twice", 1, r#"{"codecs":["OPUS","PCMU","OPUS"]}"#),
    judged(
        "all codecs",
        0,
        r#"{"codecs":["PCMU","PCMA","G722","G729","OPUS","OPUS@48000H@20I","OPUS@24000H@20I","OPUS@16000H@20I","OPUS@8000H@20I","VP8","H264"]}"#,
    ),
    judged(
        "an id that nothing asks for",
        1,
        r#"{"calling_handler_resource_id":"9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9"}"#,
    ),
    judged(
        "an id under another handler",
        1,
        r#"{"call_handler":"default","calling_handler_resource_id":"9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9"}"#,
    ),
];

/// Requests that only a type of plain fields reads.
pub const PLAIN_REQUESTS: &[Payload] = &[
    judged(
        "no UUID",
        1,
        r#"{"call_handler":"resource","calling_handler_resource_id":"9b2c3d4e-5f60-4718-8293-a4b5c6d7e8fg"}"#,
    ),
    judged(
        "a UUID without hyphens",
        1,
        r#"{"call_handler":"resource","calling_handler_resource_id":"9b2c3d4e5f6047188293a4b5c6d7e8f9"}"#,
    ),
    judged(
        "a UUID in capitals",
        0,
        r#"{"call_handler":"resource","calling_handler_resource_id":"9B2C3D4E-5F60-4718-8293-A4B5C6D7E8F9"}"#,
    ),
];

/// Answers. Reading them is tolerant, so that every type reads all of them.
pub const RESPONSES: &[Payload] = &[
    timed(
        "valid",
        0,
        r#"{"type":"sip_endpoint","id":"3fa85f64-5717-4562-b3fc-2c963f66afa6","username":"front-desk","caller_id":"Front desk","send_as":"random","ciphers":["AEAD_AES_256_GCM_8"],"codecs":["OPUS","PCMU"],"encryption":"optional","call_handler":"laml_webhooks","calling_handler_resource_id":null,"call_request_url":"https://example.com/laml/answer","call_request_method":"POST","call_fallback_url":"https://example.com/laml/fallback","call_fallback_method":"GET","call_status_callback_url":"https://example.com/laml/status","call_status_callback_method":"POST","call_laml_application_id":null,"call_dialogflow_agent_id":null,"call_relay_topic":null,"call_relay_topic_status_callback_url":null,"call_relay_context":null,"call_relay_context_status_callback_url":null,"call_relay_application":null,"call_video_room_id":null,"call_relay_script_url":null}"#,
    ),
    timed(
        "1 violation",
        1,
        r#"{"type":"sip_endpoint","id":"3fa85f64-5717-4562-b3fc-2c963f66afa6","username":"front-desk","caller_id":"Front desk","send_as":"random","ciphers":["AEAD_AES_256_GCM_8"],"codecs":["OPUS","PCMU"],"encryption":"optional","call_handler":"laml_webhooks","calling_handler_resource_id":null,"call_request_url":"https://example.com/laml/answer","call_request_method":"POST","call_fallback_url":null,"call_fallback_method":"GET","call_status_callback_url":"https://example.com/laml/status","call_status_callback_method":"POST","call_laml_application_id":null,"call_dialogflow_agent_id":null,"call_relay_topic":null,"call_relay_topic_status_callback_url":null,"call_relay_context":null,"call_relay_context_status_callback_url":null,"call_relay_application":null,"call_video_room_id":null,"call_relay_script_url":null}"#,
    ),
    timed(
        "3 violations",
        3,
        r#"{"type":"sip_endpoint","id":"3fa85f64-5717-4562-b3fc","username":"front-desk","caller_id":"Front desk","send_as":"random","ciphers":["AEAD_AES_256_GCM_8"],"codecs":["OPUS","PCMU"],"encryption":"optional","call_handler":"laml_webhooks","calling_handler_resource_id":null,"call_request_url":"https://example.com/laml answer","call_request_method":"POST","call_fallback_url":null,"call_fallback_method":"GET","call_status_callback_url":"https://example.com/laml/status","call_status_callback_method":"POST","call_laml_application_id":null,"call_dialogflow_agent_id":null,"call_relay_topic":null,"call_relay_topic_status_callback_url":null,"call_relay_context":null,"call_relay_context_status_callback_url":null,"call_relay_application":null,"call_video_room_id":null,"call_relay_script_url":null}"#,
    ),
    judged("nothing", 7, "{}"),
    judged(
        "an unset URL",
        1,
        r#"{"type":"sip_endpoint","id":"3fa85f64-5717-4562-b3fc-2c963f66afa6","username":"a","send_as":"random","ciphers":[],"codecs":[],"encryption":"optional","call_handler":"relay_script","call_relay_script_url":""}"#,
    ),
    judged(
        "what another handler left behind",
        0,
        r#"{"type":"sip_endpoint","id":"3fa85f64-5717-4562-b3fc-2c963f66afa6","username":"a","send_as":"random","ciphers":[],"codecs":[],"encryption":"optional","call_handler":"video_room","call_video_room_id":"3fa85f64-5717-4562-b3fc-2c963f66afa6","call_relay_topic":"office","call_request_url":""}"#,
    ),
    judged(
        "another method",
        1,
        r#"{"type":"sip_endpoint","id":"3fa85f64-5717-4562-b3fc-2c963f66afa6","username":"a","send_as":"random","ciphers":[],"codecs":[],"encryption":"optional","call_request_method":"PATCH"}"#,
    ),
    judged(
        "a handler that is not known",
        0,
        r#"{"type":"sip_endpoint","id":"3fa85f64-5717-4562-b3fc-2c963f66afa6","username":"a","send_as":"random","ciphers":["NEW"],"codecs":[],"encryption":"newer","call_handler":"newest"}"#,
    ),
    judged(
        "a topic that lacks all",
        2,
        r#"{"type":"sip_endpoint","id":"3fa85f64-5717-4562-b3fc-2c963f66afa6","username":"a","send_as":"random","ciphers":[],"codecs":[],"encryption":"optional","call_handler":"relay_topic","call_relay_topic":""}"#,
    ),
    judged(
        "a room that is no UUID, and a URL of another scheme",
        2,
        r#"{"type":"sip_endpoint","id":"3fa85f64-5717-4562-b3fc-2c963f66afa6","username":"a","send_as":"random","ciphers":[],"codecs":[],"encryption":"optional","call_video_room_id":"1","call_relay_script_url":"ftp://example.com/"}"#,
    ),
];
