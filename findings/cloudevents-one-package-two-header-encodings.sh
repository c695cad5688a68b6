#!/usr/bin/env bash
# cloudevents 2.2.0: its two interfaces write the same attribute in two different ways, and do not read each other.
#
# Guess:     one package has one encoding of the ce- headers, whichever of its interfaces writes them.
# Behaviour: `cloudevents.core` percent-encodes what is not plain ASCII, as the HTTP binding asks. `cloudevents.v1` (the interface
#            of all older programs, still shipped) writes the text as it is and does not decode when it reads. So a receiver
#            meets both on the wire, and a « % » in a raw value must survive a reader that decodes.
# Seen:      core writes: H%C3%A9l%C3%A8ne
#            v1 writes:   Hélène
#            v1 reads what core wrote as: H%C3%A9l%C3%A8ne
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check cloudevents==2.2.0
"$folder/venv/bin/python" -W ignore - <<'PY'
from cloudevents.core.bindings.http import to_binary_event
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent as CoreEvent
from cloudevents.v1.http import CloudEvent as OldEvent
from cloudevents.v1.http import from_http, to_binary

attributes = {"id": "1", "type": "post.created", "source": "/network", "specversion": "1.0", "subject": "Hélène"}
core = to_binary_event(CoreEvent(dict(attributes), {"a": 1}), JSONFormat())
old_headers, _ = to_binary(OldEvent(dict(attributes), {"a": 1}))
read_back = from_http(dict(core.headers), core.body)["subject"]
print("core writes:", core.headers["ce-subject"])
print("v1 writes:  ", old_headers["ce-subject"])
print("v1 reads what core wrote as:", read_back)
assert core.headers["ce-subject"] == "H%C3%A9l%C3%A8ne", "The new interface writes otherwise now."
assert old_headers["ce-subject"] == "Hélène", "The old interface encodes now."
assert read_back == "H%C3%A9l%C3%A8ne", "The old interface decodes now."
PY
