"""Writes all that openapi-spec-validator has to say of a document, as JSON. A warning is as bad as an error."""

import json
import sys
import warnings

warnings.simplefilter("error")

from openapi_spec_validator.shortcuts import get_validator_cls  # noqa: E402

with open(sys.argv[1], encoding="utf-8") as file:
    document = json.load(file)


def pointer(path):
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


errors = get_validator_cls(document)(document).iter_errors()
findings = [
    {"rule": type(error).__name__, "pointer": pointer(error.absolute_path), "message": error.message}
    for error in errors
]
json.dump(findings, sys.stdout)
