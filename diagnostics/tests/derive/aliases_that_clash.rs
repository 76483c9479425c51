use crossfield::Validate;
use serde::Deserialize;

#[derive(Deserialize, Validate)]
#[serde(rename_all = "camelCase")]
struct Call {
    #[serde(alias = "callHandler", alias = "number", alias = "to", alias = "number")]
    to: String,
    call_handler: Option<String>,
    #[serde(alias = "to")]
    from: Option<String>,
    #[serde(alias = "number")]
    caller: Option<String>,
}

#[derive(Deserialize, Validate)]
enum Target {
    Pair(#[serde(alias = "first")] u8, u8),
    Fields {
        id: Option<u8>,
        #[serde(alias = "id")]
        name: Option<String>,
    },
}

fn main() {}
