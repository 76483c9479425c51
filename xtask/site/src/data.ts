// What `cargo xtask site` writes into data.js. Nothing about a type is known here but what stands there.

export interface Site {
  version: string;
  documents: { title: string; operations: Operation[] }[];
  types: Type[];
  downloads: Download[];
  pages: { page: string; title: string; file: string }[];
}

export interface Operation {
  id: string;
  method: string;
  path: string;
  summary: string;
  tag: string;
  request: string[];
  answers: { status: string; description: string; types: string[] }[];
}

export interface Type {
  name: string;
  description: string;
  // The types that it refers to.
  parts: string[];
  // Of what has no rules of its own.
  schema: unknown;
  explanation: Explanation | null;
  forms: Form[];
  examples: Example[];
  rustOnly: string[];
  live: Live | null;
  why: string | null;
}

export interface Explanation {
  closed: boolean;
  fields: { name: string; presence: "required" | "conditional" | "optional"; keyRequired: boolean; sentences: string[] }[];
  tables: Table[];
  sentences: string[];
  variants: { toldBy: string; explanation: Explanation }[];
}

export interface Table {
  discriminant: string;
  cases: string[];
  rows: { field: string; cells: Cell[] }[];
  constant: { field: string; cell: Cell }[];
}

export type Verdict = "required" | "allowed" | "forbidden" | "depends" | "contradictory";

export interface Cell {
  verdict: Verdict;
  words: string | null;
  messages: string[];
}

export interface Form {
  field: string | null;
  rust: string | null;
  sentences: string[];
  schema: unknown;
  broken: Broken[];
}

export interface Broken {
  code: string;
  pointer: string;
  message: string;
  keyword: string | null;
  stated: unknown;
  example: string;
}

export interface Example {
  name: string;
  text: string;
  valid: boolean;
}

export interface Download {
  file: string;
  bytes: number;
  dialect: string;
  describes: string;
  audience: string;
}

// What the keywords of a schema mean: see `crossfield::schema::meanings`.
export interface Live {
  schema: Record<string, unknown>;
  keywords: Record<string, Said[]>;
  objects: Known[];
  words: Words;
}

export interface Said {
  code: string;
  message: string;
  order: number[];
  kind: "type" | "missing" | "value" | "other";
  below?: string;
  pointer?: string;
  when?: "none" | "given";
  empty?: boolean | null;
  of?: string;
  but?: string;
  beyond?: number;
  fill?: "found" | "repeat" | "names";
  names?: string[];
  near?: string;
}

export interface Known {
  at: string;
  path: (string | null)[];
  order: number[];
  fields: string[];
  closed: boolean;
}

export interface Words {
  kinds: Record<string, string>;
  duplicate_key: string;
  syntax: Record<string, string>;
  depth: number;
}
