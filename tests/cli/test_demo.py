"""A demo starts by one command, heals, is one for each home, and leaves nothing behind however it ends."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from app.cli.demo_home import PROJECT
from app.demo_network.contents import SOURCE
from app.kernel.embedded.leftovers import read_command_line
from tests.engines import short_home
from tests.waiting import comes_true

PATIENCE = 240
"""Seconds: much more than a loaded machine needs, for what is a fault when it never comes."""

SETTLING = 900
"""Seconds until the readers have taken in all that the company did: minutes, where the machine has much else to do."""

UP = "Ctrl-C"
"""The line that says how to stop a demo: it is up."""

PROGRAMS = {"postgres", "redis", "web", "worker-1", "worker-2", "sender", "clock"}


@pytest.fixture
def environ() -> Iterator[dict[str, str]]:
    """What a visitor's machine has: no server, no secret, an empty home."""
    with short_home() as home:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        yield kept | {"PASSERELLE_HOME": str(home)}


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_demo(
    environ: dict[str, str], port: int, last_line: str = UP
) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A demo that is up, or at an earlier line, and what it wrote until then."""
    with subprocess.Popen(
        command_of("demo", "--port", str(port)),
        cwd=PROJECT,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:
        try:
            assert process.stdout is not None
            yield process, read_until(last_line, process.stdout)
        finally:
            process.kill()


@contextmanager
def demo_in_terminal(
    environ: dict[str, str], port: int
) -> Iterator[tuple[subprocess.Popen[bytes], str, Callable[[], None]]]:
    """A demo that is up in a terminal, what it wrote until then, and how its terminal is closed."""
    ours, of_demo = os.openpty()
    with (
        os.fdopen(ours, "rb", buffering=0) as terminal,
        subprocess.Popen(
            command_of("demo", "--port", str(port)),
            cwd=PROJECT,
            env=environ,
            stdin=of_demo,
            stdout=of_demo,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as process,
    ):
        os.close(of_demo)
        try:
            yield process, read_until(UP, terminal), terminal.close
        finally:
            process.kill()


def read_until(last_line: str, output: IO[bytes]) -> str:
    """The output of a demo, until a line that starts like this; fails where that line never comes."""
    lines = []
    for line in output:
        lines.append(line.decode())
        if lines[-1].startswith(last_line):
            return "".join(lines)
    pytest.fail("".join(lines))


def command_of(*words: str) -> list[str]:
    return [sys.executable, "-m", "app.cli.main", *words]


def run(environ: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command_of(*words), cwd=PROJECT, env=environ, capture_output=True, text=True, check=False, timeout=PATIENCE
    )


def read_pids(environ: dict[str, str]) -> dict[str, list[int]]:
    """The watchdog and the program behind each name that this home runs."""
    run_folder = Path(environ["PASSERELLE_HOME"]) / "run"
    return {file.stem: [int(pid) for pid in file.read_text().split()] for file in run_folder.glob("*.running")}


def are_gone(pids: dict[str, list[int]]) -> bool:
    return not any(read_command_line(pid) for both in pids.values() for pid in both)


def is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as answer:
            return bool(json.load(answer)["status"] == "ready")
    except OSError:
        return False


def test_a_port_in_use_is_one_clear_line_and_nothing_starts(environ: dict[str, str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = run(environ, "demo", "--port", str(port))
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert refused.stderr.splitlines() == [
        f"Error: Port {port} cannot be used (Address already in use). Choose another: make demo PORT={port + 1}"
    ]
    assert read_pids(environ) == {}


@pytest.mark.long
@pytest.mark.fault
def test_a_demo_from_its_first_start_to_its_last_end(
    environ: dict[str, str], port: int, subtests: pytest.Subtests
) -> None:
    """One home for all of it: the company settles in once, and every start costs as much as fifty tests."""
    with subtests.test("Ctrl-C while the company settles in stops everything, without a trace of the code"):
        check_stopping_early(environ, port)
    with demo_in_terminal(environ, port) as (process, output, close_terminal):
        with subtests.test("the company settles in, and the demo serves"):
            assert "The demo company: settling in" in output
            assert f"Open http://127.0.0.1:{port}" in output
            assert "newcomer" in output
            assert is_ready(port)
        with subtests.test("what is killed starts again, and meanwhile a second demo is refused"):
            check_healing(environ, port)
        with subtests.test("commands beside it reach its engines"):
            is_well = comes_true(lambda: run(environ, "doctor").returncode == 0, within=SETTLING)
            assert is_well, run(environ, "doctor").stdout
        with subtests.test("a demo whose terminal closes stops everything"):
            pids = read_pids(environ)
            assert set(pids) == PROGRAMS
            close_terminal()
            assert process.wait(PATIENCE) == 0
            assert are_gone(pids)
    with subtests.test("commands without it reach its data, and leave nothing running"):
        assert SOURCE in run(environ, "token", "list").stdout
        assert are_gone(read_pids(environ))
    with subtests.test("nothing is left of a demo that is killed"), running_demo(environ, port) as (process, output):
        assert "The demo company: there" in output
        pids = read_pids(environ)
        process.kill()
        assert comes_true(lambda: are_gone(pids), within=PATIENCE)
    with subtests.test("a demo that is asked to end while its programs start stops everything"):
        check_ending_at_start(environ, port)


def check_stopping_early(environ: dict[str, str], port: int) -> None:
    with running_demo(environ, port, "  300 people") as (process, _):
        pids = read_pids(environ)
        os.killpg(process.pid, signal.SIGINT)
        output, _ = process.communicate(timeout=PATIENCE)
        lines = output.decode().splitlines()
        assert "Stopping…" in lines  # What settles in may finish its own line after it.
        assert lines[-1] == "Stopped. Nothing is left running."
        assert "Traceback" not in output.decode()
        assert process.returncode == 0
        assert are_gone(pids)


def check_ending_at_start(environ: dict[str, str], port: int) -> None:
    """Every signal ends a demo in the same way: tests/cli/test_demo_signals.py."""
    with running_demo(environ, port, "The demo company: there") as (process, _):
        pids = read_pids(environ)
        assert {"postgres", "redis", "web"} <= set(pids)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
        assert are_gone(pids)


def check_healing(environ: dict[str, str], port: int) -> None:
    before = read_pids(environ)
    victims = ("web", "worker-1", "postgres")
    for name in victims:
        os.kill(before[name][1], signal.SIGKILL)

    second = run(environ, "demo", "--port", str(port + 1))

    assert second.returncode == 1
    assert f"already runs: http://127.0.0.1:{port}" in second.stderr
    assert comes_true(lambda: all(read_pids(environ)[name] not in ([], before[name]) for name in victims), PATIENCE)
    assert comes_true(lambda: is_ready(port), within=PATIENCE)
