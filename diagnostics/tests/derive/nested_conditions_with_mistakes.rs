use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
enum Handler {
    Resource,
    Passthrough,
}

#[derive(Deserialize, Validate)]
struct Sip {
    handler: Option<Handler>,
    retries: u8,
}

#[derive(Deserialize)]
struct Foreign {
    retries: u8,
}

#[derive(Deserialize, Validate)]
struct Call {
    sip: Option<Sip>,
    retries: u8,
    #[validate(opaque)]
    foreign: Foreign,
    #[validate(required_if(sip.handler = Resource))]
    variant_without_its_type: Option<u8>,
    #[validate(required_if(sip.handler in [Resource, Handler::Passthrough]))]
    one_of_them: Option<u8>,
    #[validate(required_if(sup.handler = Handler::Resource))]
    misspelt: Option<u8>,
    #[validate(required_if(retries.count > 1))]
    number: Option<u8>,
    #[validate(required_if(foreign.retries > 1))]
    not_described: Option<u8>,
    #[validate(required_if(own.retries > 1))]
    own: Option<Sip>,
    #[validate(required_if(sip. > 1))]
    nothing_behind_the_dot: Option<u8>,
    #[validate(required_if(present(sip.0)))]
    position: Option<u8>,
    #[validate(required_if(all(sip.handler = Handler::Resource, sip.handler = Handler::Passthrough)))]
    both: Option<u8>,
    #[validate(required_if(all(present(sip), sip.retries > 1)))]
    said_twice: Option<u8>,
}

fn main() {}
