#!/usr/bin/env bash
# openapi-spec-validator 0.9.0: a document whose examples contradict their schemas is valid; one whose default does is not.
#
# Guess:     the validator compares every sample value in a document with the schema beside it, since it compares `default`.
# Behaviour: `default` is compared. `example` of a media type and `examples` of a schema are not, so a wrong example, which is what
#            most readers copy, passes. Whoever publishes examples must check them against the schemas by another judge.
# Seen:      default "text" for an integer: refused
#            examples ["text"] for an integer: taken
#            example "text" beside an integer: taken
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check openapi-spec-validator==0.9.0
"$folder/venv/bin/python" - <<'PY'
from openapi_spec_validator import OpenAPIV31SpecValidator


def judge(schema: dict[str, object], **beside: object) -> str:
    media = {"schema": {"type": "integer"} | schema} | beside
    answer = {"200": {"description": "A number.", "content": {"application/json": media}}}
    document = {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {"/n": {"get": {"responses": answer}}}}
    return "refused" if list(OpenAPIV31SpecValidator(document).iter_errors()) else "taken"


seen = {
    'default "text" for an integer': judge({"default": "text"}),
    'examples ["text"] for an integer': judge({"examples": ["text"]}),
    'example "text" beside an integer': judge({}, example="text"),
}
for what, verdict in seen.items():
    print(f"{what}: {verdict}")
assert list(seen.values()) == ["refused", "taken", "taken"], "The validator judges otherwise now."
PY
