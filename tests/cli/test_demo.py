"""A demo starts by one command, heals, is one for each home, and leaves nothing behind however it ends."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.cli.home import PROJECT
from app.kernel.embedded.orphans import command_line
from tests.engines import short_home
from tests.waiting import comes_true

PATIENCE = 120


@pytest.fixture
def environ() -> Iterator[dict[str, str]]:
    """What a visitor's machine has: no server, no secret, an empty home."""
    with short_home() as home:
        yield visitor(home)


@pytest.fixture(scope="module")
def settled() -> Iterator[dict[str, str]]:
    """The same after a first visit: the company has settled in, and the demo was stopped by Ctrl-C."""
    with short_home() as home:
        with demo(visitor(home), free_port()) as (first, told):
            assert "The demo company: settling in" in told
            first.send_signal(signal.SIGINT)
            assert first.wait(PATIENCE) == 0
        yield visitor(home)


@pytest.fixture
def port() -> int:
    return free_port()


def visitor(home: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {"PASSERELLE_HOME": str(home)}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def called(*words: str) -> list[str]:
    return [sys.executable, "-m", "app.cli.main", *words]


def run(environ: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        called(*words), cwd=PROJECT, env=environ, capture_output=True, text=True, check=False, timeout=PATIENCE
    )


@contextmanager
def demo(environ: dict[str, str], port: int) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A demo under way, and what it told until it was up."""
    with subprocess.Popen(
        called("demo", "--port", str(port)),
        cwd=PROJECT,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as started:
        assert started.stdout is not None
        told = ""
        for line in started.stdout:
            told += line
            if line.startswith("Ctrl-C"):
                break
        try:
            assert "Ctrl-C" in told, told
            yield started, told
        finally:
            started.kill()


def pids(environ: dict[str, str]) -> dict[str, list[int]]:
    """The guardian and the program behind each name that this home runs."""
    run_folder = Path(environ["PASSERELLE_HOME"]) / "run"
    return {file.stem: [int(pid) for pid in file.read_text().split()] for file in run_folder.glob("*.running")}


def all_gone(known: dict[str, list[int]]) -> bool:
    return not any(command_line(pid) for both in known.values() for pid in both)


def ready(port: int) -> bool:
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
    assert pids(environ) == {}


@pytest.mark.fault
def test_a_demo_serves_and_a_second_one_is_told_where(settled: dict[str, str], port: int) -> None:
    with demo(settled, port) as (started, told):
        assert f"Open http://127.0.0.1:{port}" in told
        assert "newcomer" in told
        assert ready(port)
        second = run(settled, "demo", "--port", str(port + 1))
        assert second.returncode == 1
        assert f"already runs: http://127.0.0.1:{port}" in second.stderr
        known = pids(settled)
        assert set(known) == {"postgres", "redis", "web", "worker-1", "worker-2", "clock"}
        started.send_signal(signal.SIGTERM)
        assert started.wait(PATIENCE) == 0
    assert all_gone(known)


@pytest.mark.fault
def test_commands_beside_a_demo_reach_its_engines_and_without_it_its_data(settled: dict[str, str], port: int) -> None:
    with demo(settled, port):
        assert comes_true(lambda: run(settled, "doctor").returncode == 0, within=PATIENCE), run(
            settled, "doctor"
        ).stdout
        token = run(settled, "token", "create", "beside", "--scope", "activities:write")
        assert token.stdout.startswith("psr_")
    assert comes_true(lambda: all_gone(pids(settled)), within=PATIENCE)
    assert "beside" in run(settled, "token", "list").stdout
    assert all_gone(pids(settled))


@pytest.mark.fault
def test_a_demo_starts_again_what_is_killed(settled: dict[str, str], port: int) -> None:
    victims = ("web", "worker-1", "postgres")
    with demo(settled, port):
        known = pids(settled)
        for name in victims:
            os.kill(known[name][1], signal.SIGKILL)
        assert comes_true(lambda: all(pids(settled)[name] not in ([], known[name]) for name in victims), within=60)
        assert comes_true(lambda: ready(port), within=60)


@pytest.mark.fault
def test_nothing_is_left_of_a_demo_that_is_killed(settled: dict[str, str], port: int) -> None:
    with demo(settled, port) as (started, _):
        known = pids(settled)
        started.kill()
        assert comes_true(lambda: all_gone(known), within=PATIENCE)


@pytest.mark.fault
def test_a_demo_whose_terminal_closes_stops(settled: dict[str, str], port: int) -> None:
    ours, theirs = os.openpty()
    words = called("demo", "--port", str(port))
    with subprocess.Popen(
        words, cwd=PROJECT, env=settled, stdin=theirs, stdout=theirs, start_new_session=True
    ) as started:
        os.close(theirs)
        try:
            assert comes_true(lambda: "clock" in pids(settled) and pids(settled)["clock"] != [], within=PATIENCE)
            known = pids(settled)
            os.close(ours)
            assert started.wait(PATIENCE) == 0
            assert all_gone(known)
        finally:
            started.kill()
