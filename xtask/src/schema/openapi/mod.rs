//! The OpenAPI documents: one a generation of the API and a profile.

mod bodies;
mod operation;
mod parameters;
mod refusals;

use crossfield::schema::{Components, Profile, Unsayable};
use serde_json::{Map, Value, json};
use signalwire_sip::{fabric, relay};

use self::operation::{Described, Words};

/// A generation of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Api {
    /// `/api/fabric/resources/…`
    Fabric,
    /// `/api/relay/rest/endpoints/sip`
    Relay,
}

impl Api {
    const fn title(self) -> &'static str {
        match self {
            Self::Fabric => "SignalWire SIP endpoints (Fabric)",
            Self::Relay => "SignalWire SIP endpoints (relay)",
        }
    }

    const fn summary(self) -> &'static str {
        match self {
            Self::Fabric => {
                "SIP endpoints as resources of a space, with the rules that hold across fields."
            }
            Self::Relay => "SIP endpoints by themselves, with the rules that hold across fields.",
        }
    }

    /// Its operations, in the order of the documentation. What is said of them beside these words, their types say.
    fn operations(self) -> Vec<Described> {
        match self {
            Self::Fabric => vec![
                Described::of::<fabric::ListSipEndpoints>(Words {
                    summary: "List SIP endpoints",
                    description: "Page by page, as long as `links` has a `next`.",
                    success: "A page of endpoints.",
                }),
                Described::of::<fabric::CreateSipEndpoint>(Words {
                    summary: "Make a SIP endpoint",
                    description: "Nothing may be left out.",
                    success: "The endpoint that was made.",
                }),
                Described::of::<fabric::GetSipEndpoint>(Words {
                    summary: "Fetch a SIP endpoint",
                    description: "",
                    success: "The endpoint.",
                }),
                Described::of::<fabric::UpdateSipEndpoint>(Words {
                    summary: "Replace a SIP endpoint",
                    description: "A full replacement: what the request leaves out goes back to its default.",
                    success: "The endpoint as it is now.",
                }),
                Described::of::<fabric::DeleteSipEndpoint>(Words {
                    summary: "Remove a SIP endpoint",
                    description: "",
                    success: "It is gone.",
                }),
                Described::of::<fabric::ListSipEndpointAddresses>(Words {
                    summary: "List the addresses of a SIP endpoint",
                    description: "Page by page, as long as `links` has a `next`.",
                    success: "A page of addresses.",
                }),
                Described::of::<fabric::AssignSipEndpoint>(Words {
                    summary: "Assign a resource to a SIP endpoint",
                    description: "The endpoint's calls reach the resource from then on.",
                    success: "The address that the resource has got.",
                }),
            ],
            Self::Relay => vec![
                Described::of::<relay::ListSipEndpoints>(Words {
                    summary: "List SIP endpoints",
                    description: "Page by page, as long as `links` has a `next`.",
                    success: "A page of endpoints.",
                }),
                Described::of::<relay::CreateSipEndpoint>(Words {
                    summary: "Make a SIP endpoint",
                    description: "",
                    success: "The endpoint that was made.",
                }),
                Described::of::<relay::GetSipEndpoint>(Words {
                    summary: "Fetch a SIP endpoint",
                    description: "",
                    success: "The endpoint.",
                }),
                Described::of::<relay::UpdateSipEndpoint>(Words {
                    summary: "Change a SIP endpoint",
                    description: "What the request leaves out stays as it is.",
                    success: "The endpoint as it is now.",
                }),
                Described::of::<relay::DeleteSipEndpoint>(Words {
                    summary: "Remove a SIP endpoint",
                    description: "",
                    success: "It is gone.",
                }),
            ],
        }
    }
}

/// The whole document.
///
/// # Errors
/// When the profile's dialect cannot say one of the types.
pub(super) fn document(api: Api, profile: Profile) -> Result<Value, Unsayable> {
    let mut components = Components::for_profile(profile);
    let operations = api.operations();
    let mut paths = Map::new();
    for operation in &operations {
        let path = paths.entry(operation.path).or_insert_with(|| json!({}));
        path[operation.method.as_str().to_ascii_lowercase()] =
            operation.value(profile, &mut components)?;
    }
    let refused = operations.iter().flat_map(|operation| operation.refusals);
    let responses = refusals::components(api, refused.copied(), &mut components);
    let schemas = components.schemas(&json!([paths, responses]))?;
    let mut document = head(api, profile);
    document.extend(entries(json!({
        "servers": [server()],
        "security": [{ "basicAuth": [] }],
        "tags": [{ "name": TAG, "description": "SIP credentials and how their calls are handled." }],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": responses,
            "securitySchemes": {
                "basicAuth": {
                    "type": "http",
                    "scheme": "basic",
                    "description": "The user is the project id, the password an API token of the project.",
                },
            },
        },
    })));
    Ok(document.into())
}

/// All operations are about the same.
const TAG: &str = "SIP endpoints";

/// The version and what is said of the document as a whole, of which 3.0 knows less.
fn head(api: Api, profile: Profile) -> Map<String, Value> {
    let is_30 = profile == Profile::OpenApi30;
    let mut info = entries(json!({ "title": api.title(), "version": env!("CARGO_PKG_VERSION") }));
    let license = if is_30 {
        // 3.0 has no `identifier`, and one place for a URL: that of the list in which the names of both licences stand.
        json!({ "name": "MIT OR Apache-2.0", "url": "https://spdx.org/licenses/" })
    } else {
        info.insert("summary".to_owned(), api.summary().into());
        json!({ "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" })
    };
    info.extend(entries(json!({
        "description": format!("Generated from the Rust types of the crate `signalwire-sip`. {}", told(profile)),
        "contact": { "name": "The crossfield developers" },
        "license": license,
    })));
    if is_30 {
        entries(json!({ "openapi": "3.0.3", "info": info }))
    } else {
        let dialect = "https://json-schema.org/draft/2020-12/schema";
        entries(json!({ "openapi": "3.1.0", "info": info, "jsonSchemaDialect": dialect }))
    }
}

fn entries(object: Value) -> Map<String, Value> {
    match object {
        Value::Object(entries) => entries,
        _ => Map::new(),
    }
}

/// How the schemas say what holds across fields.
fn told(profile: Profile) -> &'static str {
    match profile {
        Profile::CodeGeneration => {
            "For generators of code: which fields go together is in the schemas as variants in `oneOf`."
        }
        Profile::OpenApi30 => {
            "For tools that stop at OpenAPI 3.0: which fields go together is in the schemas as variants in `oneOf`."
        }
        _ => {
            "The rules across fields are in the schemas as `if`, `then` and `else`, so any JSON Schema 2020-12 \
             validator enforces them."
        }
    }
}

fn server() -> Value {
    json!({
        "url": "https://{space}.signalwire.com",
        "description": "A space.",
        "variables": {
            "space": { "default": "example", "description": "The name of the space: the first label of its host name." },
        },
    })
}
