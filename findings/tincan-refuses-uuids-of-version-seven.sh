#!/usr/bin/env bash
# edx-tincan-py35 2.0.0 (xAPI): a statement whose id is a UUID of version 6, 7 or 8 cannot be read.
#
# Guess:     xAPI asks for a UUID, so a record store may number statements by UUIDs of version 7, which sort by time; a client that
#            keeps ids as Python's uuid.UUID reads any of them.
# Behaviour: the client matches the text of an id against the versions 1 to 5 of RFC 4122 before it makes the UUID. Statements with
#            ids of the versions that RFC 9562 added raise ValueError, whole pages of results with them, although uuid.UUID itself
#            takes them. A store that must serve such clients keeps to version 4 or 5.
# Seen:      versions that a Statement takes as its id: 1, 3, 4, 5
#            versions that uuid.UUID takes: 1, 3, 4, 5, 6, 7, 8
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check edx-tincan-py35==2.0.0
"$folder/venv/bin/python" - <<'PY'
from collections.abc import Callable
from uuid import UUID

from tincan import Statement

VERSIONS = (1, 3, 4, 5, 6, 7, 8)


def write_id(version: int) -> str:
    """A UUID of that version, of the variant that RFC 9562 describes."""
    return f"01890a5d-ac96-{version}74b-8c8f-4c9d5e7f0a1b"


def list_taken(read: Callable[[str], object]) -> list[int]:
    """The versions that can be read."""
    taken = []
    for version in VERSIONS:
        try:
            read(write_id(version))
        except ValueError:
            continue
        taken.append(version)
    return taken


by_client, by_python = list_taken(lambda text: Statement(id=text)), list_taken(UUID)
print("versions that a Statement takes as its id:", ", ".join(map(str, by_client)))
print("versions that uuid.UUID takes:", ", ".join(map(str, by_python)))
assert by_python == list(VERSIONS)
assert by_client == [1, 3, 4, 5], "The client reads other versions now."
PY
