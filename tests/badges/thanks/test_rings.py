"""Rings of three, five and eight are found in a real stream; its ordinary pairs are not, and no page names anybody."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from flask import Flask

from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.queries import get_person
from app.people.roles import ANIMATOR
from app.people.service.roles import give_role
from badges.thanks.models import Thanks
from badges.thanks.rings.ring import find_rings
from badges.thanks.week import MOST_A_WEEK
from tests.badges.thanks.acts import REASON, deliver
from tests.collegemsg import STREAMS, open_stream, read_messages
from tests.forms import sign_in
from tests.makers import make_people

WEEKS, SIZES = 4, (3, 5, 8)
Pair = tuple[int, int]


def read_thanks(path: Path) -> list[Pair]:
    """The messages of four weeks, as if each was thanks: no more of one person in a week than the page takes."""
    messages, given = read_messages(timedelta(0), path), Counter[tuple[int, int]]()
    begins_at = min(message.at for message in messages) + timedelta(weeks=6)
    pairs = []
    for message in messages:
        week = (message.at - begins_at) // timedelta(weeks=1)
        if 0 <= week < WEEKS and message.sender != message.receiver and given[message.sender, week] < MOST_A_WEEK:
            given[message.sender, week] += 1
            pairs.append((message.sender, message.receiver))
    return pairs


def plant_ring(people: Sequence[int], others: Sequence[int], chance: Random, *, is_circle: bool) -> Iterator[Pair]:
    """Each thanks the next one, or anybody of the ring, all week long; every tenth time a stranger, so that it shows less."""
    for place, giver in enumerate(people):
        for _ in range(WEEKS * MOST_A_WEEK):
            next_one = people[(place + 1) % len(people)]
            member = next_one if is_circle else chance.choice([other for other in people if other != giver])
            yield giver, chance.choice(others) if chance.random() < 0.1 else member


@pytest.mark.parametrize("way", ["each thanks the next", "each thanks any"])
@pytest.mark.parametrize("stream", STREAMS)
def test_planted_rings_are_found_and_ordinary_reciprocity_is_not(stream: str, way: str, tmp_path: Path) -> None:
    chance, ordinary = Random(7), read_thanks(open_stream(stream, tmp_path))
    others = sorted({person for pair in ordinary for person in pair})
    planted = [range(10_000 * size, 10_000 * size + size) for size in SIZES]
    pairs = list(ordinary)
    for people in planted:
        pairs += plant_ring(people, others, chance, is_circle=way == "each thanks the next")
    ties = Counter(pairs)

    rings = find_rings(ties, Counter(giver for giver, _ in pairs), Counter(receiver for _, receiver in pairs))

    assert sorted(ring.people for ring in rings) == [tuple(people) for people in planted]
    reciprocal = {pair for pair in ties if min(ties[pair], ties[pair[::-1]]) >= 2 and max(pair) < 10_000}
    assert len(reciprocal) > 30


@pytest.mark.parametrize(
    ("pairs", "what"),
    [
        ([(1, 2), (2, 1)], "two who thank each other"),
        ([(1, 2), (2, 1), (2, 3), (3, 2)], "two pairs with somebody in common"),
        ([(1, 2), (2, 3), (3, 4), (1, 4)], "thanks that never come back"),
        ([(1, 2), (2, 1), (1, 2), (2, 1), (2, 3), (3, 1)], "a pair with somebody beside"),
    ],
)
def test_less_than_a_circle_of_three_is_no_ring(pairs: Sequence[Pair], what: str) -> None:
    ties = Counter([*pairs] * 5)
    given, received = (
        Counter(giver for giver, _ in ties.elements()),
        Counter(receiver for _, receiver in ties.elements()),
    )
    assert find_rings(ties, given, received) == [], what


def test_animators_see_shapes_without_names_once_a_week_and_no_number_of_fewer_than_five(bare_app: Flask) -> None:
    monday = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
    with bare_app.app_context(), transaction():
        people = make_people(9)
        give_role(get_person(people[8]), ANIMATOR)
        for five in (people[:5], people[5:8]):
            session().add_all(
                Thanks(
                    giver_id=a, receiver_id=b, reason=REASON, submission=f"{a} {b} {day}", given_at=at, delivered_at=at
                )
                for a, b in [*combinations(five, 2), *(pair[::-1] for pair in combinations(five, 2))]
                for day in (4, 11, 18)
                for at in [monday - timedelta(days=day)]
            )
    animator = sign_in(bare_app.test_client(), people[8])
    with clock.freeze_at(monday):
        assert "Aucun cercle" in animator.get("/animation/thanks").text
        deliver(bare_app)
        deliver(bare_app)
        page = animator.get("/animation/thanks").text.replace("\u00a0", " ")
    assert page.count("<h2") == 3
    assert '<h2 class="h3">Un cercle de 5 personnes' in page
    assert "Environ 60 mercis entre elles en quatre semaines : 100 %" in page
    assert "Un petit cercle" in page
    assert page.count('r="5"/>') == 5
    content = page.partition("<main")[2].partition("</main>")[0]
    small = re.sub("<[^>]*>", "", content.partition("Un petit cercle")[2].partition("</li>")[0])
    assert not any(sign.isdigit() for sign in small)
    assert "Camille" not in content
    with clock.freeze_at(monday + timedelta(weeks=5)):
        deliver(bare_app)
        assert "Aucun cercle" in animator.get("/animation/thanks").text
