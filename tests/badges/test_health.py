"""The health of a badge, decided from values and read from rows: whether it can be received, and what stands in its way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from app.kernel import clock
from app.kernel.rule_health import RuleHealthStatus
from app.kernel.transaction import transaction
from badges import queries
from badges.authoring.health.health import BadgeHealthInput, BadgeObstacle, RequirementState, assess_badge_health
from badges.authoring.health.queries import read_badge_vitals
from badges.authoring.queries import get_newest_version
from badges.service.publish import create_and_publish_badge, pause_badge
from missions.service.publish import create_and_publish_mission
from tests.badges.test_awards import TEXT, completed
from tests.forms import sign_in
from tests.makers import MONDAY, WORDS, catch_up, make_mission_draft, make_people, tell
from tests.missions.authoring.forms import make_author, words_of

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
WELL = BadgeHealthInput(
    state="published",
    published_at=NOW - 90 * DAY,
    wanted=2,
    givers=None,
    is_over=False,
    remaining=None,
    required=(),
    counts_network=True,
    last_match_at=NOW - DAY,
    last_award_at=NOW - DAY,
    lately=NOW - 28 * DAY,
)


def needs(*states: str) -> tuple[RequirementState, ...]:
    return tuple(RequirementState(name=WORDS, state=state) for state in states)


@pytest.mark.parametrize(
    ("change", "obstacles", "condition"),
    [
        ({}, [], RuleHealthStatus.ALIVE),
        ({"state": "draft"}, [BadgeObstacle.DRAFT], RuleHealthStatus.RESTING),
        ({"state": "paused"}, [BadgeObstacle.PAUSED], RuleHealthStatus.RESTING),
        ({"state": "ended"}, [BadgeObstacle.ENDED], RuleHealthStatus.RESTING),
        ({"givers": 0}, [BadgeObstacle.NO_GIVER], RuleHealthStatus.DEAD),
        ({"is_over": True}, [BadgeObstacle.OVER], RuleHealthStatus.DEAD),
        ({"remaining": 1}, [BadgeObstacle.TOO_FEW_LEFT], RuleHealthStatus.DEAD),
        ({"required": needs("paused", "published")}, [BadgeObstacle.REQUIREMENT_PAUSED], RuleHealthStatus.ALIVE),
        (
            {"required": needs("ended", "published")},
            [BadgeObstacle.TOO_FEW_LEFT, BadgeObstacle.REQUIREMENT_ENDED],
            RuleHealthStatus.DEAD,
        ),
        ({"last_match_at": None}, [BadgeObstacle.FEW_ACT], RuleHealthStatus.ALIVE),
        ({"last_match_at": NOW - 31 * DAY}, [BadgeObstacle.FEW_ACT], RuleHealthStatus.ALIVE),
        ({"last_match_at": None, "counts_network": False}, [], RuleHealthStatus.ALIVE),
        ({"last_award_at": NOW - 40 * DAY}, [], RuleHealthStatus.QUIET),
        ({"last_award_at": None}, [BadgeObstacle.FEW_AWARDED], RuleHealthStatus.FEW),
        ({"last_award_at": None, "published_at": NOW - DAY}, [], RuleHealthStatus.NEW),
    ],
)
def test_each_thing_in_the_way_is_found_and_marked(
    change: dict[str, object], obstacles: list[BadgeObstacle], condition: RuleHealthStatus
) -> None:
    health = assess_badge_health(replace(WELL, **change), NOW)  # type: ignore[arg-type]  # spelled by each case
    assert (list(health.obstacles), health.condition) == (obstacles, condition)


def test_rows_say_what_blocks_and_ten_people_since_when_it_was_received(bare_app: Flask) -> None:
    with bare_app.app_context():
        with transaction():
            people = make_people(10)
            create_and_publish_mission("one", make_mission_draft())
            create_and_publish_badge("steps", "missions-completed", {"missions": ["one"]}, text=TEXT)
            create_and_publish_badge("gone", "missions-completed", {"missions": ["never"]}, text=TEXT)
            create_and_publish_badge("all", "all-of", {"badges": ["steps"]}, text=TEXT)
            create_and_publish_badge("hand", "given", {}, text=TEXT)
            create_and_publish_badge("early", "pioneer", {"until": "2026-01-01"}, text=TEXT)
            author = make_author()
        tell(*(completed("one", person, number=day) for day, person in enumerate(people[:9])))
        catch_up()
        assert obstacles_of("steps") == ([], None)
        tell(completed("one", people[9], number=3))
        catch_up()
        assert obstacles_of("steps") == ([], MONDAY)
        with transaction():
            pause_badge(queries.get_badge("steps"))
        for slug, obstacle in {"gone": "too-few-left", "hand": "no-giver", "early": "over"}.items():
            assert obstacles_of(slug)[0] == [obstacle]
        assert "requirement-paused" in obstacles_of("all")[0]
    page = words_of(sign_in(bare_app.test_client(), author).get("/hr/badges/all"))
    assert "Un badge qu’il demande est en pause. Bonjour." in page
    assert "Reçu par 10 personnes au moins" in page


def obstacles_of(slug: str) -> tuple[list[str], datetime | None]:
    """What stands in the way of a badge, and since when a group received it."""
    with transaction():
        badge = queries.get_badge(slug)
        vitals = read_badge_vitals(badge, get_newest_version(badge))
        return [each.value for each in assess_badge_health(vitals, clock.now()).obstacles], vitals.last_award_at
