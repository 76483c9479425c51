use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
enum Kind {
    #[validate(required)]
    Resource,
}

#[derive(Deserialize, Validate)]
struct Inner<T> {
    #[validate(lenght(max = 3))]
    items: Vec<T>,
}

#[derive(Deserialize, Validate)]
#[serde(tag = "type")]
struct Call {
    #[validate(required, uuid(v4))]
    id: String,
    kind: Option<Kind>,
    #[validate(required_if(knd = Resource), forbidden_if(kind == Resource), length(min = 3, max = 2))]
    target: Option<String>,
    #[validate(pattern = "(", dive)]
    #[serde(alias = "target")]
    note: Option<String>,
    inner: Inner<String>,
}

#[derive(Deserialize, Validate)]
struct Conversation {
    #[validate(required_if(last_kind = Kind::Resource))]
    name: Option<String>,
    last_kind: Option<Kind>,
    calls: Vec<Call>,
    inner: Inner<Call>,
}

fn uses(call: &Conversation, text: &str) -> bool {
    let read: Result<crossfield::Valid<Conversation>, _> = serde_json::from_str(text);
    call.is_valid()
        && call.calls.iter().all(|call| call.validate().is_ok())
        && call.inner.is_valid()
        && crossfield::check_json::<Call>(text.as_bytes()).is_ok()
        && read.is_ok()
}

const _: fn(&Conversation, &str) -> bool = uses;

fn main() {}
