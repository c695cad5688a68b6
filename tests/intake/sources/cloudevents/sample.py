"""A network that sends CloudEvents with a service token."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import orjson

from tests.intake.conftest import doing
from tests.intake.sample import Credentials, SourceSample


def _write_body(at: datetime) -> bytes:
    return orjson.dumps(doing(1, published=at.isoformat()))


def _write_headers(credentials: Credentials, _: bytes, __: datetime) -> Mapping[str, str]:
    return {"Content-Type": "application/cloudevents+json", "Authorization": f"Bearer {credentials.token}"}


def _write_undo(at: datetime) -> bytes:
    return orjson.dumps(doing(2, "Undo", published=at.isoformat(), object=doing(1)["id"]))


def _write_other_body(at: datetime, number: int) -> bytes:
    note = {"id": f"https://rse.example/notes/other{number}", "type": "Note"}
    return orjson.dumps(doing(1_000 + number, published=at.isoformat(), object=note))


sample = SourceSample(
    kind="cloudevents",
    body=_write_body,
    headers=_write_headers,
    undo_body=_write_undo,
    other_body=_write_other_body,
)
