use crossfield::Validate;
use schemars::JsonSchema;
use serde::Deserialize;

mod commas {
    pub fn deserialize<'de, D: serde::Deserializer<'de>>(_: D) -> Result<Vec<String>, D::Error> {
        Ok(Vec::new())
    }
}

#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(transform = crossfield::schema::with_rules::<Self>)]
struct Call {
    #[serde(with = "commas")]
    unmarked: Vec<String>,
    #[serde(deserialize_with = "commas::deserialize")]
    #[validate(opaque, length(min = 1))]
    marked: Vec<String>,
}

fn main() {}
