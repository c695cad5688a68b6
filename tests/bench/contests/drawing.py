"""The part `draw`: a draw of many entries and its check, each beside a bare SHA-256 loop over the same tickets."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from playwright.sync_api import sync_playwright

from missions.contests import verifier
from missions.contests.draw.entries import DrawConditions, FrozenEntries, TicketHolder, freeze_entries
from missions.contests.draw.minutes import DrawRecord, build_minutes
from missions.contests.draw.outcome import draw_outcome
from missions.contests.draw.pseudonyms import derive_pseudonym
from missions.contests.draw.seed import SEED_BYTES, compute_commitment, derive_final_seed
from tests.bench.figure import Figure, at_most
from tests.bench.rounds import by_turns
from tests.browsers import find_chromium
from tests.draw_page import open_draw_page

SEED = bytes(SEED_BYTES)
BARE, BARE_PROCESS = "bare SHA-256 of each ticket", "a bare interpreter that hashes each ticket"
BARE_SCRIPT = """
import hashlib, sys
for line in open(sys.argv[1], "rb"):
    hashlib.sha256(line).digest()
"""


@dataclass(frozen=True)
class DrawSizes:
    """How many entries the service draws from, how many a browser checks, and how often."""

    entries: int = 1_000_000
    seats: int = 1_000
    browser_entries: int = 100_000
    rounds: int = 5


def measure_draw(folder: Path, sizes: DrawSizes) -> Iterator[Figure]:
    """The draw in this process, and the check as people run it."""
    entries = make_entries(sizes.entries, sizes.seats)
    final, files = derive_final_seed(SEED, entries), write_files(entries, folder)
    messages = folder / "messages.txt"
    tickets = [f"{final}:1:{pseudonym}".encode() for pseudonym in entries.pseudonyms]
    messages.write_bytes(b"\n".join(tickets))

    def once() -> Mapping[str, float]:
        return {
            BARE: _time_bare_loop(tickets),
            "draw": _time_draw(entries, final),
            BARE_PROCESS: _time_interpreter("-c", BARE_SCRIPT, str(messages)),
            "check by the script": _time_interpreter(verifier.__file__, *files),
        }

    rounds = by_turns(once, sizes.rounds)
    for name, against in ((BARE, None), ("draw", BARE), (BARE_PROCESS, None), ("check by the script", BARE_PROCESS)):
        yield rounds.figure(name, "s of CPU", against=against, target=at_most(2) if against else None)


def make_entries(count: int, seats: int) -> FrozenEntries:
    """So many holders of a ticket, in the order in which a database gives them."""
    commitment = compute_commitment(SEED, "bench", 1)
    conditions = DrawConditions(
        contest="bench", number=1, seats=seats, alternates=seats, ticket_cap=1, commitment=commitment
    )
    names = sorted(derive_pseudonym(SEED, "bench", number) for number in range(count))
    return freeze_entries(conditions, [TicketHolder(f"{name}", 1) for name in "\n".join(names).split("\n")])


def write_files(entries: FrozenEntries, folder: Path) -> tuple[str, str]:
    """Both published files."""
    moments = [datetime(2026, 12, day, tzinfo=UTC) for day in (1, 2, 3)]
    record = DrawRecord(committed_at=moments[0], frozen_at=moments[1], drawn_at=moments[2], seed=SEED)
    paths = folder / "entries.txt", folder / "minutes.json"
    for path, content in zip(paths, (entries.content, build_minutes(entries, record)), strict=True):
        path.write_bytes(content)
    return str(paths[0]), str(paths[1])


def _time_bare_loop(tickets: list[bytes]) -> float:
    began = time.process_time()
    for ticket in tickets:
        sha256(ticket).digest()
    return time.process_time() - began


def _time_draw(entries: FrozenEntries, final: str) -> float:
    began = time.process_time()
    draw_outcome(entries, final)
    return time.process_time() - began


def _time_interpreter(*arguments: str) -> float:
    """The processor time of a bare interpreter, its start included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-I", "-S", *arguments], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure_browser(folder: Path, sizes: DrawSizes) -> Figure:
    """The button of a draw's page, pressed in a real browser: until its sentence stands there."""
    entries, minutes = write_files(make_entries(sizes.browser_entries, sizes.seats), folder)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        open_draw_page(page, Path(entries).read_bytes(), Path(minutes).read_bytes())
        began = time.perf_counter()
        page.get_by_role("button").click()
        page.get_by_text("agrees").wait_for(timeout=120_000)
        seconds = time.perf_counter() - began
        browser.close()
    name = f"check in a browser, {sizes.browser_entries:,} entries"
    return Figure(name=name, figure=seconds, unit="s", target=at_most(10))
