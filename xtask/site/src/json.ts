// Reads JSON text as the native reader does, and remembers where everything stands. Offsets are those of JavaScript's
// strings.

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface Span {
  start: number;
  end: number;
}

// A key that stands in an object again.
export interface Repeated {
  object: string[];
  key: string;
  span: Span;
}

export interface Read {
  value: Json;
  values: Map<string, Span>;
  keys: Map<string, Span>;
  repeated: Repeated[];
}

// Why a text is not JSON: the name of the problem, and where.
export class NotJson extends Error {
  constructor(
    readonly problem: string,
    readonly offset: number,
  ) {
    super(problem);
  }
}

export const token = (key: string | number): string => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;

export const pointerOf = (keys: readonly string[]): string => keys.map(token).join("");

export const keysOf = (pointer: string): string[] =>
  pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));

// A key may be `__proto__`, which assignment takes for something else.
const put = (object: { [key: string]: Json }, key: string, value: Json): void => {
  Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
};

const ESCAPES: Record<string, string> = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

export function read(text: string, depth: number): Read {
  return new Reader(text, depth).document();
}

class Reader {
  private at = 0;
  private open = 0;
  private readonly values = new Map<string, Span>();
  private readonly keys = new Map<string, Span>();
  private readonly repeated: Repeated[] = [];

  constructor(
    private readonly text: string,
    private readonly depth: number,
  ) {}

  document(): Read {
    const value = this.value([]);
    this.skipWhiteSpace();
    if (this.at < this.text.length) throw this.error("TextAfterValue");
    return { value, values: this.values, keys: this.keys, repeated: this.repeated };
  }

  private value(path: string[]): Json {
    this.skipWhiteSpace();
    const start = this.at;
    const value = this.plain(path);
    const pointer = pointerOf(path);
    // Of a key that stands twice the first counts.
    if (!this.values.has(pointer)) this.values.set(pointer, { start, end: this.at });
    return value;
  }

  private plain(path: string[]): Json {
    const next = this.text[this.at];
    if (next === undefined) throw this.error("UnexpectedEnd");
    if (next === "n") return this.word("null", "UnknownLiteral", null);
    if (next === "t") return this.word("true", "UnknownLiteral", true);
    if (next === "f") return this.word("false", "UnknownLiteral", false);
    if (next === '"') return this.string();
    if (next === "[") return this.array(path);
    if (next === "{") return this.object(path);
    if (next === "-" || isDigit(next)) return this.number();
    throw this.error(this.text.startsWith("\uFEFF") ? "ByteOrderMark" : "ExpectedValue");
  }

  private array(path: string[]): Json[] {
    this.begin();
    const items: Json[] = [];
    while (this.another(items.length === 0, "]", "ExpectedCommaOrBracket")) {
      items.push(this.value([...path, String(items.length)]));
    }
    return items;
  }

  private object(path: string[]): Json {
    this.begin();
    const entries: { [key: string]: Json } = {};
    let first = true;
    while (this.another(first, "}", "ExpectedCommaOrBrace")) {
      first = false;
      if (this.text[this.at] !== '"') throw this.unexpected("ExpectedKey");
      this.entry(path, entries);
    }
    return entries;
  }

  private entry(path: string[], entries: { [key: string]: Json }): void {
    const start = this.at;
    const key = this.string();
    const span = { start, end: this.at };
    this.skipWhiteSpace();
    this.expect(":", "ExpectedColon");
    const value = this.value([...path, key]);
    if (Object.hasOwn(entries, key)) {
      this.repeated.push({ object: path, key, span });
    } else {
      put(entries, key, value);
      this.keys.set(pointerOf([...path, key]), span);
    }
  }

  private begin(): void {
    if (this.open >= this.depth) throw this.error("TooDeep");
    this.open += 1;
    this.at += 1;
  }

  // Whether another item or key follows; the comma before it is read.
  private another(first: boolean, closing: string, noComma: string): boolean {
    this.skipWhiteSpace();
    if (this.eat(closing)) {
      this.open -= 1;
      return false;
    }
    if (first) return true;
    const comma = this.at;
    this.expect(",", noComma);
    this.skipWhiteSpace();
    if (this.text[this.at] === closing) throw new NotJson("TrailingComma", comma);
    return true;
  }

  private string(): string {
    this.at += 1;
    let decoded = "";
    for (;;) {
      const start = this.at;
      while (isUnescaped(this.text.charCodeAt(this.at))) this.at += 1;
      decoded += this.text.slice(start, this.at);
      if (this.eat('"')) return decoded;
      decoded += this.escape();
    }
  }

  private escape(): string {
    const start = this.at;
    this.expect("\\", "ControlCharacter");
    const next = this.text[this.at];
    if (next === "u") {
      this.at += 1;
      return this.unicode(start);
    }
    const character = next === undefined ? undefined : ESCAPES[next];
    if (character === undefined) throw this.unexpected("UnknownEscape");
    this.at += 1;
    return character;
  }

  // Of a surrogate pair both halves must be there.
  private unicode(start: number): string {
    const lone = new NotJson("LoneSurrogate", start);
    const first = this.codeUnit();
    if (first >= 0xdc00 && first <= 0xdfff) throw lone;
    if (first < 0xd800 || first > 0xdfff) return String.fromCharCode(first);
    if (!this.text.startsWith("\\u", this.at)) {
      throw "\\u".startsWith(this.text.slice(this.at)) ? new NotJson("UnexpectedEnd", this.text.length) : lone;
    }
    this.at += 2;
    const second = this.codeUnit();
    if (second < 0xdc00 || second > 0xdfff) throw lone;
    return String.fromCharCode(first, second);
  }

  private codeUnit(): number {
    const start = this.at;
    for (let digit = 0; digit < 4; digit += 1) {
      if (!/[0-9A-Fa-f]/.test(this.text[this.at] ?? "")) throw this.unexpected("ExpectedHexDigit");
      this.at += 1;
    }
    return Number.parseInt(this.text.slice(start, this.at), 16);
  }

  private number(): number {
    const start = this.at;
    this.eat("-");
    const whole = this.at;
    this.digits();
    if (this.text[whole] === "0" && this.at > whole + 1) throw new NotJson("LeadingZero", whole + 1);
    if (this.eat(".")) this.digits();
    if (this.eat("e") || this.eat("E")) {
      if (!this.eat("-")) this.eat("+");
      this.digits();
    }
    const number = Number(this.text.slice(start, this.at));
    if (!Number.isFinite(number)) throw new NotJson("NumberTooLarge", start);
    return number;
  }

  private digits(): void {
    const start = this.at;
    while (isDigit(this.text[this.at])) this.at += 1;
    if (this.at === start) throw this.unexpected("ExpectedDigit");
  }

  private word<T>(word: string, otherwise: string, value: T): T {
    if (this.text.startsWith(word, this.at)) {
      this.at += word.length;
      return value;
    }
    if (word.startsWith(this.text.slice(this.at))) throw new NotJson("UnexpectedEnd", this.text.length);
    throw this.error(otherwise);
  }

  private skipWhiteSpace(): void {
    while (" \t\n\r".includes(this.text[this.at] ?? "-")) this.at += 1;
  }

  private eat(character: string): boolean {
    const found = this.text[this.at] === character;
    if (found) this.at += 1;
    return found;
  }

  private expect(character: string, problem: string): void {
    if (!this.eat(character)) throw this.unexpected(problem);
  }

  private error(problem: string): NotJson {
    return new NotJson(problem, this.at);
  }

  private unexpected(problem: string): NotJson {
    return this.error(this.at < this.text.length ? problem : "UnexpectedEnd");
  }
}

const isDigit = (character: string | undefined): boolean =>
  character !== undefined && character >= "0" && character <= "9";

// Behind the end of a text the code is no number.
const isUnescaped = (code: number): boolean => code >= 0x20 && code !== 0x22 && code !== 0x5c;
