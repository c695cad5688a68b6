#!/usr/bin/env bash
# marshmallow 4.4.0: AwareDateTime, published as `format: date-time`, takes more than RFC 3339 and less.
#
# Guess:     what the field takes is what `format: date-time` of JSON Schema and OpenAPI promises: RFC 3339, section 5.6.
# Behaviour: the field reads by Python's `datetime.fromisoformat`, so by ISO 8601. It takes week dates and the basic form without
#            dashes, which RFC 3339 has not. It refuses a lower-case « z » and a leap second, which RFC 3339 allows. Whoever checks
#            requests against the published document and whoever serves them disagree in both directions.
# Seen:      2026-W49-1T10:00Z taken: 2026-11-30T10:00:00+00:00
#            20261130T100000Z taken: 2026-11-30T10:00:00+00:00
#            2026-11-30T10:00:00z refused
#            2016-12-31T23:59:60Z refused
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check marshmallow==4.4.0
"$folder/venv/bin/python" - <<'PY'
from marshmallow import ValidationError, fields

FIELD = fields.AwareDateTime()


def read(text: str) -> str:
    try:
        return f"{text} taken: {FIELD.deserialize(text).isoformat()}"
    except ValidationError:
        return f"{text} refused"


seen = [read(text) for text in ("2026-W49-1T10:00Z", "20261130T100000Z", "2026-11-30T10:00:00z", "2016-12-31T23:59:60Z")]
print(*seen, sep="\n")
assert [line.split()[1] for line in seen] == ["taken:", "taken:", "refused", "refused"], "The field reads otherwise now."
PY
