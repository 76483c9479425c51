//! An operation as its type describes it.

use crossfield::schema::{Components, Profile, Unsayable};
use serde_json::{Map, Value, json};
use signalwire_sip::{Method, Operation};

use super::TAG;
use super::bodies::{Body, content};
use super::parameters::{PathId, QueryParameters};
use super::refusals;

/// What a type has no words for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    pub(super) summary: &'static str,
    /// More on it; may be empty.
    pub(super) description: &'static str,
    /// What the answer of success has.
    pub(super) success: &'static str,
}

/// An operation: all but the words comes from its type.
#[derive(Debug)]
pub(super) struct Described {
    pub(super) path: &'static str,
    pub(super) method: Method,
    pub(super) refusals: &'static [u16],
    name: &'static str,
    success: u16,
    words: Words,
    write: fn(Profile, &mut Components) -> Result<Parts, Unsayable>,
}

/// What the types of an operation say.
struct Parts {
    parameters: Vec<Value>,
    request: Option<Value>,
    response: Option<Value>,
}

impl Described {
    pub(super) const fn of<O: Operation>(words: Words) -> Self
    where
        O::Id: PathId,
        O::Query: QueryParameters,
        O::Request: Body,
        O::Response: Body,
    {
        Self {
            path: O::PATH,
            method: O::METHOD,
            refusals: O::REFUSALS,
            name: O::NAME,
            success: O::SUCCESS,
            words,
            write: |profile, components| {
                Ok(Parts {
                    parameters: O::Id::parameter(components)
                        .into_iter()
                        .chain(O::Query::parameters(profile)?)
                        .collect(),
                    request: content::<O::Request>(O::PATH, components),
                    response: content::<O::Response>(O::PATH, components),
                })
            },
        }
    }

    /// The value under the method.
    ///
    /// # Errors
    /// When the profile's dialect cannot say a parameter; of bodies the components tell.
    pub(super) fn value(
        &self,
        profile: Profile,
        components: &mut Components,
    ) -> Result<Value, Unsayable> {
        let Parts {
            parameters,
            request,
            response,
        } = (self.write)(profile, components)?;
        let mut value = Map::new();
        let mut say = |key: &str, said: Value| value.insert(key.to_owned(), said);
        say("operationId", self.name.into());
        say("summary", self.words.summary.into());
        let description = match self.words.description {
            "" => format!("{}.", self.words.summary),
            more => more.to_owned(),
        };
        say("description", description.into());
        say("tags", json!([TAG]));
        if !parameters.is_empty() {
            say("parameters", parameters.into());
        }
        if let Some(content) = request {
            say(
                "requestBody",
                json!({ "required": true, "content": content }),
            );
        }
        say("responses", self.responses(response).into());
        Ok(value.into())
    }

    fn responses(&self, content: Option<Value>) -> Map<String, Value> {
        let mut success = json!({ "description": self.words.success });
        if let Some(content) = content {
            success["content"] = content;
        }
        let refused = self.refusals.iter().map(|status| {
            let reference = json!({ "$ref": refusals::reference(*status) });
            (status.to_string(), reference)
        });
        [(self.success.to_string(), success)]
            .into_iter()
            .chain(refused)
            .collect()
    }
}
