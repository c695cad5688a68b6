#!/usr/bin/env bash
# msgspec 0.22.0: `object` and `Any` decode alike, and only `Any` has a JSON Schema.
#
# Guess:     a member that may hold anything is written `object` or `Any`, as type checkers advise `object`; msgspec reads both, so
#            it also describes both, by the empty schema.
# Behaviour: the decoder takes `object` as anything at all. `msgspec.json.schema` calls it a custom type and raises TypeError, for the
#            whole document in which the structure stands. A document that is made only when a page is opened fails there, long
#            after every message was read well. `Annotated[object, Meta(extra_json_schema={...})]` is described.
# Seen:      object: decoded [1, 'a', None], schema: TypeError
#            Any: decoded [1, 'a', None], schema: {}
#            object with extra_json_schema: decoded [1, 'a', None], schema: {'description': 'anything'}
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check msgspec==0.22.0
"$folder/venv/bin/python" - <<'PY'
from typing import Annotated, Any

from msgspec import Meta, Struct, json


class WithObject(Struct):
    member: object


class WithAny(Struct):
    member: Any


class WithDescribedObject(Struct):
    member: Annotated[object, Meta(extra_json_schema={"description": "anything"})]


def describe_member(structure: type[Struct]) -> object:
    """The schema of the member, or the name of the error."""
    try:
        return json.schema(structure)["$defs"][structure.__name__]["properties"]["member"]
    except TypeError as refused:
        return type(refused).__name__


seen = {}
for name, structure in {
    "object": WithObject,
    "Any": WithAny,
    "object with extra_json_schema": WithDescribedObject,
}.items():
    decoded = json.decode(b'{"member": [1, "a", null]}', type=structure).member
    seen[name] = (decoded, describe_member(structure))
    print(f"{name}: decoded {decoded}, schema: {seen[name][1]}")
assert all(decoded == [1, "a", None] for decoded, _ in seen.values()), "The decoder reads them differently now."
assert [schema for _, schema in seen.values()] == ["TypeError", {}, {"description": "anything"}], "It is described otherwise now."
PY
