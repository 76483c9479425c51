use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
enum Handler {
    Resource,
    Passthrough,
}

#[derive(Deserialize, Validate)]
enum Other {
    Resource,
}

#[derive(Deserialize, Validate)]
struct Sip {
    handler: Option<Handler>,
    retries: u8,
    share: f32,
    more: Option<Vec<String>>,
}

#[derive(Deserialize, Validate)]
struct Call {
    sip: Option<Sip>,
    list: Vec<Sip>,
    #[validate(required_if(sip.handlr = Handler::Resource))]
    misspelt: Option<u8>,
    #[validate(required_if(sip.handler = Handler::Resorce))]
    misspelt_variant: Option<u8>,
    #[validate(required_if(sip.handler = Other::Resource))]
    another_type: Option<u8>,
    #[validate(required_if(sip.retries = "3"))]
    text: Option<u8>,
    #[validate(required_if(sip.share > 0.5))]
    rounded: Option<u8>,
    #[validate(required_if(sip.more.length > 1))]
    no_fields: Option<u8>,
    #[validate(required_if(list.retries > 1))]
    list_of_them: Option<u8>,
}

fn main() {}
