// What is wrong with a payload: the emitted schema says it through ajv, and the meanings of its keywords put it into the
// words of the native check.

import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import type { Known, Live, Said } from "./data.js";
import { type Json, NotJson, type Read, type Repeated, type Span, keysOf, pointerOf, read, token } from "./json.js";

export interface Violation {
  pointer: string;
  code: string;
  message: string;
  span: Span;
  line: number;
  column: number;
  // The keyword of the schema that failed.
  keyword: string | null;
}

type Found = Omit<Violation, "line" | "column"> & { order: number[]; kind: Said["kind"] };

export type Check = (text: string) => Violation[];

// What is said of a payload is read from both.
interface Context {
  live: Live;
  document: Read;
}

// Behind all that is said of the first value at a key.
const AGAIN = 2_000_000;
const OF_THE_VALUE = 2;

export function checker(live: Live): Check {
  const lenient = { allowUnionTypes: true, strictRequired: false };
  // Each format stands beside a pattern that says the same.
  const ajv = new Ajv2020({ strict: true, ...lenient, allErrors: true, validateFormats: false });
  const validate = ajv.compile(live.schema);
  return (text) => {
    let document: Read;
    try {
      document = read(text, live.words.depth);
    } catch (error) {
      if (error instanceof NotJson) return placed(text, [notJson(live, error)]);
      throw error;
    }
    const context = { live, document };
    const errors = validate(document.value) ? [] : (validate.errors ?? []);
    const found = errors.flatMap((error) => explained(context, error));
    found.push(...document.repeated.flatMap((repeated) => again(context, repeated)));
    const told = inOrder(withoutWhatOthersSay(found));
    return placed(text, told.length === 0 && errors[0] ? [unexplained(document, errors[0])] : told);
  };
}

function notJson(live: Live, error: NotJson): Found {
  const message = live.words.syntax[error.problem] ?? error.problem;
  const span = { start: error.offset, end: error.offset };
  return { pointer: "", code: "syntax", message, span, keyword: null, order: [], kind: "other" };
}

// A keyword of which nothing is known: the verdict stands, in the validator's words.
function unexplained(document: Read, error: ErrorObject): Found {
  const span = document.values.get(error.instancePath) ?? { start: 0, end: 0 };
  const [pointer, keyword] = [error.instancePath, location(error)];
  return { pointer, code: error.keyword, message: error.message ?? "", span, keyword, order: [], kind: "other" };
}

// Where the keyword is in the schema: ajv writes it as the fragment of a URL.
const location = (error: ErrorObject): string => decodeURIComponent(error.schemaPath.replace(/^#/, ""));

function explained(context: Context, error: ErrorObject): Found[] {
  const keyword = location(error);
  const keys = keysOf(error.instancePath);
  const value = at(context.document.value, keys);
  const unknown = error.params["additionalProperty"] as string | undefined;
  return (context.live.keywords[keyword] ?? [])
    .filter((said) => isMeant(said, error, value))
    .map((said) => (unknown === undefined ? found(context, said, keys, keyword) : stray(context, said, keys, keyword, unknown)));
}

function isMeant(said: Said, error: ErrorObject, value: Json): boolean {
  const isNone = value === null || (said.empty === true && value === "");
  return (
    (said.below === undefined || said.below === error.params["missingProperty"]) &&
    (said.when === undefined || (said.when === "none") === isNone) &&
    (said.of === undefined || said.of === kindOf(value)) &&
    said.but !== kindOf(value) &&
    (said.beyond === undefined || isBeyond(error.keyword, value, said.beyond))
  );
}

function isBeyond(keyword: string, value: Json, bound: number): boolean {
  if (typeof value !== "number") return false;
  switch (keyword) {
    case "minimum":
      return value < bound;
    case "exclusiveMinimum":
      return value <= bound;
    case "maximum":
      return value > bound;
    default:
      return value >= bound;
  }
}

// What is said of the value, or of a key that it lacks.
function found({ live, document }: Context, said: Said, keys: string[], keyword: string): Found {
  const own = pointerOf(keys);
  const value = at(document.value, keys);
  const below = said.pointer ?? (said.below === undefined ? "" : token(said.below));
  const { code, kind } = said;
  const message = filled(live, said, value);
  const order = placeIn(document, said.order, keys);
  return { pointer: own + below, code, message, span: spanOf(document, keys), keyword, order, kind };
}

// What is said of a key of the object that is no field.
function stray({ document }: Context, said: Said, keys: string[], keyword: string, key: string): Found {
  const pointer = pointerOf([...keys, key]);
  const span = document.keys.get(pointer) ?? { start: 0, end: 0 };
  const order = [...placeIn(document, said.order, keys), span.start];
  return { pointer, code: said.code, message: named(said, key), span, keyword, order, kind: said.kind };
}

const spanOf = (document: Read, keys: string[]): Span => document.values.get(pointerOf(keys)) ?? { start: 0, end: 0 };

// An order with the places of items and entries in it.
const placeIn = (document: Read, order: number[], keys: string[]): number[] =>
  order.map((step) => (step < 0 ? spanOf(document, keys.slice(0, -step)).start : step));

function filled(live: Live, said: Said, value: Json): string {
  if (said.fill === "found") return said.message.replace("{found}", live.words.kinds[kindOf(value)] ?? "");
  if (said.fill === "repeat" && Array.isArray(value)) {
    const [first, second] = firstRepeat(value);
    return said.message.replace("{first}", String(first)).replace("{second}", String(second));
  }
  return said.message;
}

function kindOf(value: Json): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

// The first item that equals an earlier one, and that one.
function firstRepeat(items: Json[]): [number, number] {
  const seen = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    const text = canonical(item);
    const first = seen.get(text);
    if (first !== undefined) return [first, index];
    seen.set(text, index);
  }
  return [0, 0];
}

function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const entries = Object.keys(value).sort();
  return `{${entries.map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`).join()}}`;
}

// The words on an unknown key: with the name that it was perhaps meant to be.
function named(said: Said, key: string): string {
  const near = closest(key, said.names ?? []);
  return near === undefined || said.near === undefined ? said.message : said.near.replace("{name}", () => near);
}

// As `crossfield` has it: up to a third of the letters may differ, and at least one.
function closest(mistyped: string, names: string[]): string | undefined {
  const letters = [...mistyped];
  const tolerance = Math.max(Math.floor(letters.length / 3), 1);
  const near = names
    .filter((name) => Math.abs([...name].length - letters.length) <= tolerance)
    .map((name) => ({ name, distance: distance(letters, [...name]) }))
    .sort((one, other) => one.distance - other.distance || (one.name < other.name ? -1 : 1));
  return near[0] && near[0].distance <= tolerance ? near[0].name : undefined;
}

// The Levenshtein distance, by rows.
function distance(left: string[], right: string[]): number {
  let row = right.map((_, index) => index + 1);
  left.forEach((letter, line) => {
    let diagonal = line;
    let before = line + 1;
    row = row.map((above, index) => {
      const cost = Math.min(diagonal + Number(letter !== right[index]), above + 1, before + 1);
      diagonal = above;
      before = cost;
      return cost;
    });
  });
  return row.at(-1) ?? left.length;
}

// A key that stands in an object again: a schema does not see it.
function again(context: Context, { object, key, span }: Repeated): Found[] {
  const { live, document } = context;
  const known = live.objects.find((known) => leadsTo(known, object));
  if (!known) return [];
  const index = known.fields.indexOf(key);
  if (index < 0) {
    const keyword = `${known.at}/additionalProperties`;
    const said = known.closed ? (live.keywords[keyword] ?? []) : [];
    return said.map((said) => {
      const first = stray(context, said, object, keyword, key);
      return { ...first, span, order: [...first.order.slice(0, -1), span.start] };
    });
  }
  const order = [...placeIn(document, known.order, object), index, OF_THE_VALUE, AGAIN, span.start];
  const [pointer, message] = [pointerOf([...object, key]), live.words.duplicate_key];
  return [{ pointer, code: "duplicate_key", message, span, keyword: null, order, kind: "other" }];
}

const leadsTo = (known: Known, keys: string[]): boolean =>
  known.path.length === keys.length && known.path.every((step, index) => step === null || step === keys[index]);

function at(value: Json, keys: string[]): Json {
  let inner: Json | undefined = value;
  for (const key of keys) {
    inner = inner === null || typeof inner !== "object" ? null : (inner as Record<string, Json>)[key];
  }
  return inner ?? null;
}

// Of a value of the wrong type nothing else is said, and of a missing one the first thing.
function withoutWhatOthersSay(found: Found[]): Found[] {
  const mistyped = new Set(found.filter(({ kind }) => kind === "type").map(({ pointer }) => pointer));
  const told = inOrder(found).filter(
    ({ kind, pointer }) => !mistyped.has(pointer) || kind === "type" || kind === "other",
  );
  const seen = new Set<string>();
  return told.filter(({ kind, pointer, code, order }) => {
    const once = kind === "missing" ? `${pointer} missing` : `${pointer} ${code} ${order}`;
    return !seen.has(once) && seen.add(once);
  });
}

const inOrder = (found: Found[]): Found[] => found.toSorted((one, other) => compare(one.order, other.order));

function compare(one: number[], other: number[]): number {
  const differs = one.findIndex((step, index) => step !== other[index]);
  if (differs < 0) return one.length - other.length;
  return (one[differs] ?? 0) - (other[differs] ?? -Infinity);
}

// With lines and columns, which count from 1; columns in characters.
function placed(text: string, found: Found[]): Violation[] {
  return found.map(({ order: _order, kind: _kind, ...violation }) => {
    const before = text.slice(0, violation.span.start);
    const start = before.lastIndexOf("\n") + 1;
    const line = before.split("\n").length;
    return { ...violation, line, column: [...before.slice(start)].length + 1 };
  });
}
