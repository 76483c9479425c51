// @hyperjump/json-schema, its dialect 2020-12.

import { registerSchema, setShouldValidateFormat, unregisterSchema, validate } from "@hyperjump/json-schema/draft-2020-12";
import { BASIC } from "@hyperjump/json-schema/experimental";
import "@hyperjump/json-schema/formats";
import { serve } from "./lines.mjs";

let compiled = [];

async function learn(schemas) {
  compiled.forEach(({ id }) => unregisterSchema(id));
  compiled = [];
  for (const { schema, formats } of schemas) {
    // The schemas of several documents may have one name.
    const id = `https://agree.example/hyperjump/${compiled.length}`;
    registerSchema({ ...schema, $id: id }, id);
    compiled.push({ id, validator: await validate(id), settings: formats ? [false, true] : [false] });
  }
}

function judge(schema, value, wanted) {
  const { validator, settings } = compiled[schema];
  return settings.map((asserted) => {
    setShouldValidateFormat(asserted);
    if (!wanted) {
      return validator(value).valid || [];
    }
    const output = validator(value, BASIC);
    return output.valid || output.errors.map((error) => [error.absoluteKeywordLocation, error.instanceLocation]);
  });
}

await serve({ learn, judge });
