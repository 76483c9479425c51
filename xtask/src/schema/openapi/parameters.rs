//! Parameters, from the types of the path's id and of the query.

use crossfield::schema::{CarriesRules, Components, Profile, Unsayable};
use crossfield::{Described, Validate};
use schemars::JsonSchema;
use serde_json::{Map, Value, json};
use signalwire_sip::relay::ListQuery;
use signalwire_sip::{ResourceId, SipEndpointId};

/// What can stand for `{id}` in a path; `()` where there is none.
pub(super) trait PathId {
    fn parameter(components: &mut Components) -> Option<Value>;
}

impl PathId for () {
    fn parameter(_: &mut Components) -> Option<Value> {
        None
    }
}

impl PathId for ResourceId {
    fn parameter(components: &mut Components) -> Option<Value> {
        let description = "The id of the resource. The record inside a SIP endpoint's resource can have another id.";
        let example = "9b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9";
        Some(id(&components.add::<Self>(), description, example))
    }
}

impl PathId for SipEndpointId {
    fn parameter(components: &mut Components) -> Option<Value> {
        let description =
            "The id of the SIP endpoint itself. The resource around it can have another id.";
        let example = "3fa85f64-5717-4562-b3fc-2c963f66afa6";
        Some(id(&components.add::<Self>(), description, example))
    }
}

fn id(schema: &Value, description: &str, example: &str) -> Value {
    json!({
        "name": "id",
        "in": "path",
        "required": true,
        "description": description,
        "schema": schema,
        "example": example,
    })
}

/// What can stand behind the question mark; `()` where there is nothing.
pub(super) trait QueryParameters {
    /// # Errors
    /// When the profile's dialect cannot say the type.
    fn parameters(profile: Profile) -> Result<Vec<Value>, Unsayable>;
}

impl QueryParameters for () {
    fn parameters(_: Profile) -> Result<Vec<Value>, Unsayable> {
        Ok(Vec::new())
    }
}

impl QueryParameters for ListQuery {
    fn parameters(profile: Profile) -> Result<Vec<Value>, Unsayable> {
        of::<Self>(profile)
    }
}

/// A parameter for each property of the type's schema.
fn of<T: JsonSchema + Described + CarriesRules + Validate>(
    profile: Profile,
) -> Result<Vec<Value>, Unsayable> {
    let schema = whole::<T>(profile)?;
    let required = schema.get("required").and_then(Value::as_array);
    let is_required =
        |name: &str| required.is_some_and(|names| names.iter().any(|required| required == name));
    let properties = schema.get("properties").and_then(Value::as_object);
    let properties = properties.cloned().unwrap_or_default();
    let parameters = properties.into_iter().map(|(name, schema)| {
        let required = is_required(&name);
        parameter(&name, schema, required)
    });
    Ok(parameters.collect())
}

/// The schema of the type, with components of its own: that of the query itself is referred to by nothing.
fn whole<T: JsonSchema + Described + CarriesRules>(profile: Profile) -> Result<Value, Unsayable> {
    let mut components = Components::for_profile(profile);
    let reference = components.add::<T>();
    let mut schemas = components.schemas(&reference)?;
    Ok(schemas[T::schema_name().as_ref()].take())
}

fn parameter(name: &str, mut schema: Value, required: bool) -> Value {
    let mut parameter = Map::new();
    parameter.insert("name".to_owned(), name.into());
    parameter.insert("in".to_owned(), "query".into());
    parameter.insert("required".to_owned(), required.into());
    // What is said of the value is said of the parameter.
    if let Some(description) = schema
        .as_object_mut()
        .and_then(|keywords| keywords.shift_remove("description"))
    {
        parameter.insert("description".to_owned(), description);
    }
    parameter.insert("schema".to_owned(), schema);
    parameter.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A parameter says what holds of its own value, and nothing says what holds of several.
    #[test]
    fn the_parameters_say_all_that_the_query_says() {
        for profile in [
            Profile::Validation,
            Profile::CodeGeneration,
            Profile::OpenApi30,
        ] {
            let schema = whole::<ListQuery>(profile).unwrap();
            let keywords: Vec<&str> = schema
                .as_object()
                .unwrap()
                .keys()
                .map(String::as_str)
                .collect();
            let said = [
                "title",
                "description",
                "type",
                "properties",
                "required",
                "additionalProperties",
            ];
            assert!(
                keywords.iter().all(|keyword| said.contains(keyword)),
                "{keywords:?}"
            );
            assert_eq!(ListQuery::parameters(profile).unwrap().len(), 5);
        }
    }

    #[test]
    fn a_parameter_is_what_the_property_is() {
        let parameters = ListQuery::parameters(Profile::Validation).unwrap();
        let size = parameters
            .iter()
            .find(|parameter| parameter["name"] == "page_size")
            .unwrap();
        assert_eq!(size["in"], "query");
        assert_eq!(size["required"], false);
        assert_eq!(
            (&size["schema"]["minimum"], &size["schema"]["maximum"]),
            (&json!(1), &json!(1000))
        );
        assert!(size["description"].is_string() && size["schema"].get("description").is_none());
    }
}
