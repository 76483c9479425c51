// ajv, its class for 2020-12, in strict mode. Unions of types are allowed: `["string", "null"]` is how a schema of this
// dialect says that null may stand there. And so is requiring a key that is no property: of a map it is an entry.

import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { serve } from "./lines.mjs";

let compiled = [];

function compile(schema, validateFormats) {
  const lenient = { allowUnionTypes: true, strictRequired: false };
  const ajv = new Ajv2020({ strict: true, ...lenient, allErrors: true, validateFormats });
  if (validateFormats) {
    addFormats.default(ajv);
  }
  // In an OpenAPI document the schemas that are referred to stand there.
  ajv.addKeyword("components");
  return ajv.compile(schema);
}

function learn(schemas) {
  compiled = schemas.map(({ schema, formats }) =>
    (formats ? [false, true] : [false]).map((asserted) => compile(schema, asserted)));
}

function judge(schema, value, wanted) {
  return compiled[schema].map((validate) => validate(value) ||
    (wanted ? validate.errors.map((error) => [error.schemaPath, error.instancePath]) : []));
}

await serve({ learn, judge });
