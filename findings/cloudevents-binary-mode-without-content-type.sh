#!/usr/bin/env bash
# cloudevents 2.2.0 (the official Python SDK): binary mode writes JSON bodies without a Content-Type.
#
# Guess:     an event whose data is a dict is sent as JSON and says so: Content-Type: application/json.
# Behaviour: the body is JSON and there is no content-type header at all, unless the author of the event sets
#            `datacontenttype` by hand. A receiver that chooses its parser by Content-Type must take a request that has
#            ce- headers and no type, or it refuses the official SDK.
# Seen:      without: ['ce-id', 'ce-source', 'ce-specversion', 'ce-time', 'ce-type'] b'{"a": 1}'
#            with:    ['ce-id', 'ce-source', 'ce-specversion', 'ce-time', 'ce-type', 'content-type'] b'{"a": 1}'
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check cloudevents==2.2.0
"$folder/venv/bin/python" - <<'PY'
from cloudevents.core.bindings.http import to_binary_event
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

attributes = {"id": "1", "type": "post.created", "source": "/network", "specversion": "1.0"}
without = to_binary_event(CloudEvent(dict(attributes), {"a": 1}), JSONFormat())
typed = to_binary_event(CloudEvent(attributes | {"datacontenttype": "application/json"}, {"a": 1}), JSONFormat())
print("without:", sorted(without.headers), without.body)
print("with:   ", sorted(typed.headers), typed.body)
assert "content-type" not in {name.lower() for name in without.headers}, "The SDK names the type now."
assert without.body == typed.body == b'{"a": 1}', "The SDK writes another body now."
assert typed.headers["content-type"] == "application/json", "The SDK writes the type otherwise now."
PY
