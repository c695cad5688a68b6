"""Since when a group of people lived each counted event: frequent events by the newest facts, rare ones by all that are looked at."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from app.journal import queries
from app.journal.service import NewFact, append_facts
from app.kernel.transaction import transaction
from tests.makers import make_people

BEGINNING = datetime(2026, 6, 1, 9, tzinfo=UTC)
LIVED = (
    "answer.created",
    "answer.created",
    "comment.created",
    "answer.accepted",
    "answer.accepted",
    *["post.created"] * 6,
)


def test_a_rare_event_is_found_behind_the_newest_facts(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    _append_lived_facts()
    with transaction():
        expected = queries.read_latest_event_moments_of_groups(2)
    assert {name: (moment - BEGINNING) / timedelta(hours=1) for name, moment in expected.items()} == {
        "answer.created": 0,
        "answer.accepted": 3,
        "answer.accepted:counterpart": 3,
        "post.created": 9,
    }
    monkeypatch.setattr(queries, "FIRST_FACTS_LIMIT", 4)
    with transaction():
        assert queries.read_latest_event_moments_of_groups(2) == expected
    monkeypatch.setattr(queries, "LATEST_FACTS_LIMIT", 8)
    with transaction():
        assert queries.read_latest_event_moments_of_groups(2).keys() == expected.keys() - {"answer.created"}


def _append_lived_facts() -> None:
    """One fact an hour, by one person after the other."""
    with transaction():
        people = make_people(len(LIVED) + 1)
        append_facts(
            [
                NewFact(
                    kind=kind,
                    source="rse",
                    source_key=f"lived-{hour:02}",
                    occurred_at=BEGINNING + timedelta(hours=hour),
                    actor_id=people[hour],
                    counterpart_id=people[hour + 1] if kind == "answer.accepted" else None,
                )
                for hour, kind in enumerate(LIVED)
            ]
        )
