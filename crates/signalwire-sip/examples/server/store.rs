//! The endpoints of the space, in the order in which they were made.

use serde_json::{Map, Value, json};

/// The resource id of the endpoint that is there from the start.
pub(crate) const ENDPOINT: &str = "3fa85f64-5717-4562-b3fc-2c963f66afa6";

/// In which shape Fabric answers an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Inside its resource, as a live space does.
    Wrapped,
    /// The record alone, as it is documented.
    Flat,
}

/// All that the server keeps.
pub(super) struct Store {
    shape: Shape,
    endpoints: Vec<Stored>,
    /// How many ids were given.
    ids: u32,
}

/// An endpoint: the resource that it is, and its record.
pub(super) struct Stored {
    resource_id: String,
    record: Map<String, Value>,
}

/// The fields of a record that stand inside a resource.
const INSIDE: [&str; 9] = [
    "id",
    "username",
    "caller_id",
    "send_as",
    "ciphers",
    "codecs",
    "encryption",
    "call_handler",
    "calling_handler_resource_id",
];

impl Store {
    pub(super) fn new(shape: Shape) -> Self {
        let mut store = Self {
            shape,
            endpoints: Vec::new(),
            ids: 0,
        };
        let id = store.id();
        store.endpoints.push(Stored {
            resource_id: ENDPOINT.to_owned(),
            record: Map::from_iter([("id".to_owned(), id)]),
        });
        store.replace(ENDPOINT, &Map::new());
        store
    }

    /// An id that nothing has yet.
    fn id(&mut self) -> Value {
        self.ids += 1;
        format!("00000000-0000-4000-8000-{:012x}", self.ids).into()
    }

    pub(super) fn all(&self) -> &[Stored] {
        &self.endpoints
    }

    pub(super) fn by_resource(&self, id: &str) -> Option<&Stored> {
        self.endpoints
            .iter()
            .find(|stored| stored.resource_id == id)
    }

    pub(super) fn by_endpoint(&self, id: &str) -> Option<&Stored> {
        self.endpoints
            .iter()
            .find(|stored| stored.has_endpoint_id(id))
    }

    /// Makes an endpoint of what a request says, and gives it.
    pub(super) fn create(&mut self, request: &Map<String, Value>) -> Option<&Stored> {
        let (resource_id, endpoint_id) = (self.id(), self.id());
        let mut record = default();
        record.insert("id".to_owned(), endpoint_id);
        change(&mut record, request);
        self.endpoints.push(Stored {
            resource_id: resource_id.as_str()?.to_owned(),
            record,
        });
        self.endpoints.last()
    }

    /// Replaces all but the id: what the request leaves out goes back to its default.
    pub(super) fn replace(&mut self, resource_id: &str, request: &Map<String, Value>) {
        let mut stored = self.endpoints.iter_mut();
        if let Some(stored) = stored.find(|stored| stored.resource_id == resource_id) {
            let id = stored.record.remove("id");
            stored.record = default();
            stored
                .record
                .insert("id".to_owned(), id.unwrap_or_default());
            change(&mut stored.record, request);
        }
    }

    /// Changes what the request says and nothing else.
    pub(super) fn change(&mut self, endpoint_id: &str, request: &Map<String, Value>) {
        let mut stored = self.endpoints.iter_mut();
        if let Some(stored) = stored.find(|stored| stored.has_endpoint_id(endpoint_id)) {
            change(&mut stored.record, request);
        }
    }

    /// Removes an endpoint, if it is there.
    pub(super) fn remove(&mut self, is_meant: impl Fn(&Stored) -> bool) -> bool {
        let before = self.endpoints.len();
        self.endpoints.retain(|stored| !is_meant(stored));
        self.endpoints.len() < before
    }

    /// The endpoint as Fabric answers it.
    pub(super) fn shown(&self, stored: &Stored) -> Value {
        match self.shape {
            Shape::Wrapped => stored.wrapped(),
            Shape::Flat => stored.flat(),
        }
    }
}

impl Stored {
    pub(super) fn has_resource_id(&self, id: &str) -> bool {
        self.resource_id == id
    }

    pub(super) fn has_endpoint_id(&self, id: &str) -> bool {
        self.record.get("id").is_some_and(|own| own == id)
    }

    /// Whether a text field of the record has another text in it.
    pub(super) fn contains(&self, field: &str, text: &str) -> bool {
        let held = self.record.get(field).and_then(Value::as_str);
        held.is_some_and(|held| held.contains(text))
    }

    pub(super) fn flat(&self) -> Value {
        self.record.clone().into()
    }

    fn wrapped(&self) -> Value {
        let inside = INSIDE.iter().filter_map(|name| {
            let value = self.record.get(*name)?;
            Some(((*name).to_owned(), value.clone()))
        });
        json!({
            "id": self.resource_id,
            "project_id": "2c1f0e9d-8b7a-4655-9433-221100ffeedd",
            "display_name": self.record.get("username"),
            "type": "sip_endpoint",
            "created_at": "2026-01-02T03:04:05Z",
            "updated_at": "2026-01-02T03:04:05Z",
            "sip_endpoint": inside.collect::<Map<_, _>>(),
        })
    }
}

/// Takes over what a request says. The server keeps a password to itself.
fn change(record: &mut Map<String, Value>, request: &Map<String, Value>) {
    let members = request.iter().filter(|(name, _)| *name != "password");
    record.extend(members.map(|(name, value)| (name.clone(), value.clone())));
}

/// The record as documented: 25 keys, each at its default, and without an id.
fn default() -> Map<String, Value> {
    let record = json!({
        "type": "sip_endpoint",
        "username": "endpoint",
        "caller_id": null,
        "send_as": "random",
        "ciphers": [],
        "codecs": [],
        "encryption": "default",
        "call_handler": "default",
        "calling_handler_resource_id": null,
        "call_request_url": null,
        "call_request_method": null,
        "call_fallback_url": null,
        "call_fallback_method": null,
        "call_status_callback_url": null,
        "call_status_callback_method": null,
        "call_laml_application_id": null,
        "call_dialogflow_agent_id": null,
        "call_relay_topic": null,
        "call_relay_topic_status_callback_url": null,
        "call_relay_context": null,
        "call_relay_context_status_callback_url": null,
        "call_relay_application": null,
        "call_video_room_id": null,
        "call_relay_script_url": null,
    });
    match record {
        Value::Object(record) => record,
        _ => Map::new(),
    }
}
