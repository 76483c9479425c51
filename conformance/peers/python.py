"""The package jsonschema, with and without its format checker: the other side of `conformance/src/peers/child.rs`.

With the argument `openapi-3.0` it is the package openapi-schema-validator, which brings jsonschema the dialect of OpenAPI 3.0.
"""

import json
import sys

from jsonschema import Draft202012Validator
from openapi_schema_validator import OAS30Validator

IS_OPENAPI_30 = sys.argv[1:] == ["openapi-3.0"]
Validator = OAS30Validator if IS_OPENAPI_30 else Draft202012Validator


def refuse(constant):
    raise ValueError(f"{constant} is no JSON")


def compiled(schema, formats):
    checkers = [None, Validator.FORMAT_CHECKER] if formats else [None]
    return [Validator(schema, format_checker=checker) for checker in checkers]


def pointer(path):
    tokens = (str(token).replace("~", "~0").replace("/", "~1") for token in path)
    return whole("".join("/" + token for token in tokens))


def whole(text):
    """Without halves of surrogate pairs, which other readers of JSON refuse."""
    return text.encode("utf-8", "replace").decode("utf-8")


def failures(errors):
    """The errors, each with those in the cases that it stands for."""
    for error in errors:
        yield [pointer(error.absolute_schema_path), pointer(error.absolute_path)]
        yield from failures(error.context)


def judged(validators, text, wanted):
    try:
        value = json.loads(text, parse_constant=refuse)
    except (ValueError, RecursionError) as error:
        return [whole(str(error))]
    if wanted:
        return [list(failures(validator.iter_errors(value))) or True for validator in validators]
    return [validator.is_valid(value) or [] for validator in validators]


def answer(question, known):
    if "schemas" in question:
        for entry in question["schemas"]:
            Validator.check_schema(entry["schema"])
        known[:] = [compiled(**entry) for entry in question["schemas"]]
        return {}
    validators = known[question["schema"]]
    return {"answers": [judged(validators, text, question["failures"]) for text in question["texts"]]}


def main():
    known = []
    sys.stdin.reconfigure(encoding="utf-8")
    for line in sys.stdin:
        try:
            said = answer(json.loads(line), known)
        except Exception as error:  # Whatever it is, the other side is told.
            said = {"error": whole(f"{type(error).__name__}: {error}")}
        print(json.dumps(said), flush=True)


main()
