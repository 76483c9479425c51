// ajv, its class for 2020-12, in strict mode. Unions of types are allowed: `["string", "null"]` is how a schema of this
// dialect says that null may stand there. And so is requiring a key that is no property: of a map it is an entry.
//
// With the argument `openapi-3.0` it is the class for draft 4, from which the Schema Object of 3.0 comes: `nullable` is in
// every class of ajv.

import { Ajv2020 } from "ajv/dist/2020.js";
import Ajv04 from "ajv-draft-04";
import addFormats from "ajv-formats";
import { serve } from "./lines.mjs";

const isOpenApi30 = process.argv[2] === "openapi-3.0";
const Ajv = isOpenApi30 ? Ajv04.default : Ajv2020;

// In an OpenAPI document the schemas that are referred to stand there. The others are of 3.0, and assert nothing.
const passedOver = isOpenApi30 ? ["components", "example"] : ["components"];

let compiled = [];

function compile(schema, validateFormats) {
  const lenient = { allowUnionTypes: !isOpenApi30, strictRequired: false };
  // `verbose` has each error name the schema that it is of.
  const ajv = new Ajv({ strict: true, ...lenient, allErrors: true, verbose: true, validateFormats });
  if (validateFormats) {
    addFormats.default(ajv);
  }
  ajv.addVocabulary(passedOver);
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
