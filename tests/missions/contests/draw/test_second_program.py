"""A second program, written for Node, and the script of a draw's page name the same winners as the service."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.missions.contests.draw.made_draws import make_random_entries, publish_draw
from tests.missions.contests.draw.tampering import TAMPERED

CONTESTS = 1_000


@pytest.mark.node
@pytest.mark.judge
def test_two_other_programs_agree_on_a_thousand_contests_and_find_each_tampering(
    draw_by_node: Callable[[list[dict[str, str]]], Any],
) -> None:
    published = [publish_draw(make_random_entries(number), number) for number in range(CONTESTS)]
    tampered = [(case, case.tamper()) for case in TAMPERED if case.fault != "unreadable"]
    files = [(draw.entries, draw.minutes, "") for draw in published] + [
        (draw.entries, draw.minutes, case.noted) for case, draw in tampered
    ]
    asked_for = [{"entries": e.decode(), "minutes": m.decode(), "noted": noted} for e, m, noted in files]
    answers = draw_by_node(asked_for)
    for draw, answer in zip(published, answers[:CONTESTS], strict=True):
        minutes = json.loads(draw.minutes)
        names = [[line["pseudonym"] for line in minutes[key]] for key in ("winners", "alternates")]
        assert answer["drawn"] == names
        assert answer["page"] == {"faults": [], "winners": names[0], "alternates": names[1]}
    for (case, _), answer in zip(tampered, answers[CONTESTS:], strict=True):
        assert case.fault in answer["page"]["faults"], case.name
