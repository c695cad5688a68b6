"""`passerelle replay` pushes a file as an RSE would: patient with what passes, plain about what does not."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from click.testing import CliRunner, Result
from werkzeug.wrappers import Response

from app.intake import client as sending
from app.intake.client import ActivityLine, BatchNotTaken, IntakeClient, split_lines_into_batches
from app.intake.commands import replay_file
from app.kernel import clock
from tests.intake.conftest import Rse, doing, event
from tests.server import Wsgi, serving


@pytest.fixture
def server(rse: Rse) -> Iterator[str]:
    with serving(rse.app) as url:
        yield url


def write_recent(number: int, **members: Any) -> dict[str, Any]:
    """An activity of today: the server's clock is not ours to hold."""
    return doing(number, published=clock.now().isoformat(), **members)


def write_file(folder: Path, events: list[dict[str, Any]]) -> Path:
    """A file of events, one a line."""
    path = folder / "activities.ndjson"
    path.write_bytes(b"".join(orjson.dumps(event) + b"\n" for event in events))
    return path


def run_replay(path: Path, url: str, token: str, *more: str) -> Result:
    return CliRunner().invoke(replay_file, [str(path), "--url", url, *more], env={"PASSERELLE_TOKEN": token})


def outcome_table(result: Result) -> dict[str, str]:
    """The table of outcomes."""
    return {words[0]: words[1] for line in result.stdout.splitlines() if len(words := line.split()) > 1}


def test_a_file_is_pushed_in_batches_and_again_changes_nothing(rse: Rse, server: str, tmp_path: Path) -> None:
    path = write_file(tmp_path, [write_recent(number) for number in range(25)] + [write_recent(99, actor="nobody")])
    first = run_replay(path, server, rse.token, "--batch", "10")
    assert first.exit_code == 0, first.output
    assert outcome_table(first) | {"in": ""} == {
        "accepted": "25",
        "duplicate": "0",
        "dropped": "1",
        "refused": "0",
        "in": "",
    }
    again = run_replay(path, server, rse.token)
    assert (again.exit_code, outcome_table(again)["duplicate"]) == (0, "25")
    assert len(rse.facts()) == 25


def test_refusals_are_told_with_their_line_and_make_it_fail(rse: Rse, server: str, tmp_path: Path) -> None:
    path = write_file(tmp_path, [write_recent(1), doing(2, "Solve"), write_recent(3)])
    path.write_bytes(path.read_bytes() + b"\n\nnot json")
    result = run_replay(path, server, rse.token, "--batch", "2")
    assert (result.exit_code, outcome_table(result)["refused"], outcome_table(result)["accepted"]) == (1, "2", "2")
    assert "line 2: /data/type Unknown verb 'Solve'" in result.stderr
    assert "line 6:" in result.stderr


def test_only_the_first_few_reasons_are_told(rse: Rse, server: str, tmp_path: Path) -> None:
    path = write_file(tmp_path, [doing(number, "Solve") for number in range(30)])
    result = run_replay(path, server, rse.token, "--batch", "3")
    assert (result.stderr.count("Unknown verb"), outcome_table(result)["refused"]) == (5, "30")


def test_a_token_that_may_not_push_is_one_sentence(rse: Rse, server: str, tmp_path: Path) -> None:
    result = run_replay(write_file(tmp_path, [write_recent(1)]), server, "psr_wrong")
    assert result.exit_code == 1
    assert "Answer 401: This token is unknown" in result.stderr


def test_what_is_no_passerelle_is_said_so(tmp_path: Path) -> None:
    with serving(Response("Hello")) as url:
        result = run_replay(write_file(tmp_path, [event()]), url, "token")
    assert (result.exit_code, "look at --url" in result.stderr) == (1, True)


def busy(times: int, then: Wsgi, retry_after: str = "0") -> Wsgi:
    """An application that asks to wait so many times, and then answers."""
    left = [times]

    def answer(environ: Any, start: Any) -> Any:
        if left[0]:
            left[0] -= 1
            return Response(status=503, headers={"Retry-After": retry_after})(environ, start)
        return then(environ, start)

    return answer


def test_an_intake_that_is_away_is_asked_again_when_it_said(rse: Rse, tmp_path: Path) -> None:
    path = write_file(tmp_path, [write_recent(1)])
    with serving(busy(2, rse.app)) as url:
        assert outcome_table(run_replay(path, url, rse.token))["accepted"] == "1"
    began = time.monotonic()
    with serving(busy(1, rse.app, retry_after="1")) as url:
        assert outcome_table(run_replay(path, url, rse.token))["duplicate"] == "1"
    assert time.monotonic() - began >= 1


def test_an_intake_that_comes_back_is_found_again(rse: Rse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "FIRST_PAUSE", 0.05)
    with socket.socket() as placeholder:
        placeholder.bind(("127.0.0.1", 0))
        port = placeholder.getsockname()[1]
    done = threading.Event()

    def come_back() -> None:
        time.sleep(0.3)
        with serving(rse.app, port):
            done.wait(120)

    server = threading.Thread(target=come_back)
    server.start()
    try:
        assert (
            outcome_table(run_replay(write_file(tmp_path, [write_recent(1)]), f"http://127.0.0.1:{port}", rse.token))[
                "accepted"
            ]
            == "1"
        )
    finally:
        done.set()
        server.join()


def test_patience_ends_and_says_where_to_start_again() -> None:
    shown: list[str] = []
    with serving(Response(status=503)) as url:
        intake = IntakeClient(url, "token", patience=1.5, say=shown.append)
        with pytest.raises(BatchNotTaken, match="Gave up at line 3"):
            intake.push_batch([ActivityLine(3, b"{}")])
    assert shown == ["Line 3: it answered 503. Trying again in 1 s."]


def test_a_wrong_address_is_one_clear_line_within_seconds(tmp_path: Path) -> None:
    with socket.socket() as placeholder:
        placeholder.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{placeholder.getsockname()[1]}"
        began = time.monotonic()
        result = run_replay(write_file(tmp_path, [event()]), url, "token")
    assert time.monotonic() - began < 6 * sending.FIRST_PATIENCE
    assert result.exit_code == 1
    assert f"Nothing answers at {url}/api/v1/activities: it cannot be reached" in result.stderr.splitlines()[-1]
    assert "object at 0x" not in result.stderr


def test_no_batch_is_larger_than_one_request_may_be() -> None:
    lines = [b"x" * 1_000_000 + b"\n"] * 20
    sizes = [sum(len(line.text) for line in batch) for batch in split_lines_into_batches(lines, 1_000)]
    assert max(sizes) <= 8 * 1024 * 1024
    assert sum(sizes) == 20 * 1_000_001


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    assert run_replay(tmp_path / "nothing", "http://127.0.0.1:1", "token").exit_code == 2
