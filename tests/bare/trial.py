"""One trial in a root: the demo from nothing to its first page, a second start and Ctrl-C; or the tests."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from tests.bare.root import DebianRoot

UP = "Ctrl-C stops everything"
WRITING = "... and writing them"
SUMMARY = re.compile(r"=+ (.*(?:passed|failed|error).*) =+|^(\d+ (?:passed|failed).*)$", re.MULTILINE)


@dataclass(frozen=True)
class Trial:
    """One row of the table."""

    label: str
    is_root: bool = False
    folder: str = "passerelle"
    is_interrupted: bool = False
    shm: str = "64m"
    environ: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """Where a trial happens: the root, the project in it, and the variables of whoever tries."""

    root: DebianRoot
    trial: Trial
    project: Path
    environ: dict[str, str]
    log: Path

    def command(self, *words: str) -> list[str]:
        """A command in the folder of the project."""
        inside = "/" + str(self.project.relative_to(self.root.path))
        shell = ["sh", "-c", 'cd "$1" && shift && exec "$@"', "sh", inside, *words]
        return self.root.command(shell, is_root=self.trial.is_root, environ=self.environ, shm=self.trial.shm)


def try_demo(place: Place) -> str:
    """The seconds to the first page, those of the second start, and the size; or what went wrong."""
    port = _find_free_port()
    if place.trial.is_interrupted:
        _run_demo(place, port, WRITING)
    first, end = _run_demo(place, port, UP)
    second, end_again = _run_demo(place, port, UP)
    size = subprocess.run(["du", "-sm", str(place.project)], capture_output=True, text=True, check=True).stdout.split()[
        0
    ]
    return f"{first:.0f} s | {second:.0f} s | {size} MB | {end if end == end_again else f'{end}, then {end_again}'}"


def try_tests(place: Place, arguments: str) -> str:
    """The last line of the tests."""
    command = place.command("make", "test", f"ARGS={arguments}")
    with place.log.open("w") as log:
        subprocess.run(command, stdout=log, stderr=subprocess.STDOUT, check=False)
    summaries = SUMMARY.findall(place.log.read_text(errors="replace"))
    return next(filter(None, summaries[-1])) if summaries else "no summary: see the log"


def _run_demo(place: Place, port: int, last_line: str) -> tuple[float, str]:
    """Start a demo, stop it by Ctrl-C at `last_line`; the seconds until then, and how it ended."""
    begun = time.monotonic()
    with _started(place.command("make", "demo", f"PORT={port}")) as (process, output), place.log.open("a") as log:
        for line in output:
            log.write(line)
            if last_line in line:
                break
        else:
            return time.monotonic() - begun, f"failed ({process.wait()})"
        took = time.monotonic() - begun
        is_served = last_line != UP or _is_page_served(port)
        time.sleep(1)
        os.killpg(process.pid, signal.SIGINT)
        rest = output.read()
        log.write(rest)
        left = re.findall(r"LEFT RUNNING: (\d+)", rest)
    faults = [
        *([] if is_served else ["no page"]),
        *(["a traceback"] if "Traceback" in rest else []),
        *([] if left == ["0"] else [f"left running: {left}"]),
    ]
    return took, ", ".join(faults) or "nothing left"


@contextmanager
def _started(command: list[str]) -> Iterator[tuple[subprocess.Popen[str], IO[str]]]:
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout
        finally:
            process.kill()


def _is_page_served(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/demo/sign-in-as", timeout=20) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
