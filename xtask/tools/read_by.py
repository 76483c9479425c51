"""Says of each line of standard input whether a class of a generated module reads it: true or false, a line each."""

import importlib.util
import sys

from pydantic import ValidationError

spec = importlib.util.spec_from_file_location("generated", sys.argv[1])
module = importlib.util.module_from_spec(spec)
sys.modules["generated"] = module
spec.loader.exec_module(module)
reader = getattr(module, sys.argv[2])

for line in sys.stdin:
    try:
        reader.model_validate_json(line)
        print("true")
    except ValidationError:
        print("false")
