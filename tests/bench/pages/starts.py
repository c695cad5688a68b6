"""How long somebody waits for the first page of a demo that has run here before: `make demo`, the second time."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from statistics import median
from urllib.request import urlopen

from app.cli.demo_home import PROJECT
from tests.bench.crew import free_port, wait_until
from tests.bench.figure import Figure, at_most
from tests.real_run import COMMAND

STARTS = 5
NAMED = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY")
SEEDING = 600.0
"""Seconds that the very first start may take: the company settles in."""


def warm_start() -> Figure:
    """From the command to the sign-in page, in a home where the company has settled in."""
    folder = Path(tempfile.mkdtemp(prefix="passerelle-bench-"))
    folder.chmod(0o711)
    try:
        _first_page(folder, patience=SEEDING)
        took = [_first_page(folder, patience=60) for _ in range(STARTS)]
    finally:
        shutil.rmtree((folder / "home" / "engines").resolve(), ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)
    return Figure(name="warm demo to its first page", figure=median(took), unit="s", target=at_most(3))


def _first_page(folder: Path, *, patience: float) -> float:
    port = free_port()
    began = time.perf_counter()
    with _demo(folder, port):
        wait_until(lambda: _is_shown(port), patience)
        return time.perf_counter() - began


@contextmanager
def _demo(folder: Path, port: int) -> Iterator[None]:
    """A demo, stopped as people stop it: once it has said that it can be."""
    around = {name: value for name, value in os.environ.items() if name not in NAMED}
    variables = around | {"PASSERELLE_HOME": str(folder / "home")}
    words = folder / f"told-{port}"
    with words.open("wb") as log:
        demo = subprocess.Popen([*COMMAND, "demo", "--port", str(port)], cwd=PROJECT, env=variables, stdout=log)
        try:
            yield
            wait_until(lambda: "Ctrl-C" in words.read_text(encoding="utf-8"))
        finally:
            demo.send_signal(signal.SIGINT)
            demo.wait(60)


def _is_shown(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/", timeout=5) as page:
            return bool(page.status == 200)
    except (OSError, HTTPException):
        return False
