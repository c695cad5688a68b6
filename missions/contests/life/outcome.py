"""The documents of a result: its minutes where nothing was drawn, and the snapshot of what is final."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from missions.contests.mode import Place

FORMAT = "passerelle-result-1"
"""Names the format of these documents; any change takes another name."""


def hash_document(document: bytes) -> str:
    """The SHA-256 of a document, in hexadecimal."""
    return hashlib.sha256(document).hexdigest()


def build_ranking_minutes(head: Mapping[str, object], winners: Sequence[Place], alternates: Sequence[Place]) -> bytes:
    """The published minutes of a result that was ranked: what it was made from, and who comes first. Nobody after them is named."""
    return _encode_document(
        {
            "format": FORMAT,
            **head,
            "winners": [asdict(place) for place in winners],
            "alternates": [asdict(place) for place in alternates],
        }
    )


def build_snapshot(head: Mapping[str, object], prizes: Sequence[Mapping[str, object]]) -> bytes:
    """The final result: what it rests on, by digest, and who won which prize, by pseudonym or group."""
    return _encode_document({"format": FORMAT, **head, "prizes": list(prizes)})


def encode_moment(moment: datetime | None) -> str | None:
    """A moment as documents write it, to the second, in UTC."""
    return None if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _encode_document(values: Mapping[str, object]) -> bytes:
    """JSON with its keys in order: equal values give equal bytes."""
    return f"{json.dumps(values, sort_keys=True, indent=2, ensure_ascii=False)}\n".encode()
