// ajv, its class for 2020-12, in strict mode. Unions of types are allowed: `["string", "null"]` is how a schema of this
// dialect says that null may stand there. And so is requiring a key that is no property: of a map it is an entry.

import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { serve } from "./lines.mjs";

let compiled = [];

function compile(schema, validateFormats) {
  const lenient = { allowUnionTypes: true, strictRequired: false };
  // `verbose` has each error name the schema that it is of.
  const ajv = new Ajv2020({ strict: true, ...lenient, allErrors: true, verbose: true, validateFormats });
  if (validateFormats) {
    addFormats.default(ajv);
  }
  // In an OpenAPI document the schemas that are referred to stand there.
  ajv.addKeyword("components");
  return ajv.compile(schema);
}

function learn(schemas) {
  compiled = schemas.map(({ schema, formats }) => ({
    places: places(schema),
    validators: (formats ? [false, true] : [false]).map((asserted) => compile(schema, asserted)),
  }));
}

// Where each schema is in the document, since a path in an error of ajv begins at whatever was referred to last.
function places(schema) {
  const found = new Map();
  const walk = (value, place) => {
    if (typeof value === "object" && value !== null) {
      found.set(value, place);
      for (const [key, inner] of Object.entries(value)) {
        walk(inner, `${place}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
      }
    }
  };
  walk(schema, "#");
  return found;
}

function judge(schema, value, wanted) {
  const { places, validators } = compiled[schema];
  const failure = ({ keyword, parentSchema, schemaPath, instancePath }) => {
    const place = places.get(parentSchema);
    return [place === undefined ? schemaPath : `${place}/${keyword}`, instancePath];
  };
  return validators.map((validate) => validate(value) || (wanted ? validate.errors.map(failure) : []));
}

await serve({ learn, judge });
