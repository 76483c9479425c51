// Answers questions, a JSON value a line: the other side of `conformance/src/peers/child.rs`.

import { createInterface } from "node:readline";

// `learn` takes the schemas. `judge` takes a schema's position, a value and whether failures are wanted, and gives a list
// of one answer, or of two: with formats as annotations, and as assertions.
export async function serve({ learn, judge }) {
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    process.stdout.write(JSON.stringify(await answer(JSON.parse(line), learn, judge)) + "\n");
  }
}

async function answer(question, learn, judge) {
  try {
    if (question.schemas) {
      await learn(question.schemas);
      return {};
    }
    const one = (text) => {
      const { value, error } = read(text);
      return error ? [error] : judged(judge, question, value);
    };
    return { answers: question.texts.map(one) };
  } catch (error) {
    return { error: words(error) };
  }
}

// A validator may have no form for a place in a value: hyperjump writes places as URIs, and no URI has half of a
// surrogate pair in it. Then it gives its verdict alone; any other error is one.
function judged(judge, { schema, failures }, value) {
  try {
    return judge(schema, value, failures).map(whole);
  } catch (error) {
    if (failures && error instanceof URIError) {
      return judge(schema, value, false);
    }
    throw error;
  }
}

// A message may quote half of a character. JSON that other readers take has no such text.
const words = (error) => String(error).toWellFormed();

// Keys that have half of a pair in them stand in pointers.
function whole(answer) {
  return answer === true ? answer : answer.map((failure) => failure.map((pointer) => pointer.toWellFormed()));
}

function read(text) {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { error: words(error) };
  }
}
