"""Sends activities to the public intake of a Passerelle, as an RSE does: in batches, with retries."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import urllib3
from msgspec import DecodeError, json

from app.intake.activities import IntakeAnswer
from app.intake.request_body import MAX_BODY_BYTES
from app.kernel.errors import ServiceError

RETRIED_STATUSES = frozenset({429, 502, 503, 504})
"""Statuses that pass. Any other answer would be the same again."""

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
"""Seconds between two tries without a Retry-After: doubled each time."""


FIRST_PATIENCE = 5.0
"""Seconds to wait for an intake that has never answered: its address is probably wrong."""

ShowMessage = Callable[[str], None]


def ignore_message(_: str) -> None:
    """Show nothing."""


class BatchNotTaken(ServiceError):
    """The intake refused a whole batch, or stayed away for longer than we wait: `answered` is the status of its last answer, if any."""

    def __init__(self, detail: str, *, answered: int | None = None) -> None:
        super().__init__(detail)
        self.answered = answered


@dataclass(frozen=True)
class ActivityLine:
    """One line of the file: its number there, and its bytes."""

    number: int
    text: bytes


@dataclass(frozen=True)
class RetryReason:
    """The intake cannot answer now: why, and for how long, None when it gave no Retry-After."""

    why: str
    for_seconds: float | None = None
    answered: int | None = None


def split_lines_into_batches(file: Iterable[bytes], most: int) -> Iterator[list[ActivityLine]]:
    """The lines of `file` that are not blank, at most `most` at a time and never more than one request may carry."""
    batch: list[ActivityLine] = []
    size = 0
    for number, text in enumerate(file, start=1):
        if not text.strip():
            continue
        if batch and (len(batch) == most or size + len(text) > MAX_BODY_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(ActivityLine(number, text if text.endswith(b"\n") else text + b"\n"))
        size += len(batch[-1].text)
    if batch:
        yield batch


class IntakeClient:
    """The intake at an address, with a service token."""

    def __init__(self, url: str, token: str, *, patience: float = 300.0, say: ShowMessage = ignore_message) -> None:
        self._address = f"{url.rstrip('/')}/api/v1/activities"
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/x-ndjson"}
        self._patience, self._say = patience, say
        self._has_answered = False
        self._pool = urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(connect=5, read=60))

    def push_batch(self, batch: list[ActivityLine]) -> IntakeAnswer:
        """Send one batch, again after a pause while the intake is away: a batch that went in twice counts once."""
        body = b"".join(line.text for line in batch)
        began, pause = time.monotonic(), FIRST_PAUSE
        while isinstance(answer := self._send_body_once(body), RetryReason):
            self._has_answered |= answer.answered is not None
            wait = pause if answer.for_seconds is None else answer.for_seconds
            if time.monotonic() + wait - began > self._seconds_before_giving_up:
                message = self._format_failure_message(batch[0].number, answer.why)
                raise BatchNotTaken(message, answered=answer.answered)
            self._say(f"Line {batch[0].number}: {answer.why}. Trying again in {wait:.0f} s.")
            time.sleep(wait)
            pause = min(pause * 2, LONGEST_PAUSE)
        self._has_answered = True
        return answer

    @property
    def _seconds_before_giving_up(self) -> float:
        return self._patience if self._has_answered else min(FIRST_PATIENCE, self._patience)

    def _format_failure_message(self, number: int, why: str) -> str:
        if self._has_answered:
            return f"Gave up at line {number}: {why}. Start again: what went in counts once."
        return f"Nothing answers at {self._address}: {why}. Look at --url, and whether the service runs there."

    def _send_body_once(self, body: bytes) -> IntakeAnswer | RetryReason:
        try:
            response = self._pool.request("POST", self._address, body=body, headers=self._headers)
        except urllib3.exceptions.HTTPError as lost:
            return RetryReason(f"it cannot be reached ({_extract_error_reason(lost)})")
        if response.status in RETRIED_STATUSES:
            wait = response.headers.get("Retry-After", "")
            pause = float(wait) if wait.isdigit() else None
            return RetryReason(f"it answered {response.status}", pause, answered=response.status)
        return _parse_intake_response(response)


def _extract_error_reason(lost: Exception) -> str:
    """The last part of an error message: what the system reports, without the names of our objects."""
    return str(lost).rpartition(": ")[2]


def _parse_intake_response(response: urllib3.BaseHTTPResponse) -> IntakeAnswer:
    if response.status in (200, 202):
        try:
            return json.decode(response.data, type=IntakeAnswer)
        except DecodeError as wrong:
            raise BatchNotTaken("What answers there is not a Passerelle: look at --url.") from wrong
    detail = f"Answer {response.status}: {_parse_problem_detail(response.data)}"
    raise BatchNotTaken(detail, answered=response.status)


def _parse_problem_detail(body: bytes) -> str:
    try:
        return str(json.decode(body, type=dict[str, object]).get("detail", ""))
    except DecodeError:
        return "it is not a Passerelle's: look at --url."
