"""Rules that change, pause and resume, facts that come and go, in any order: a plain rule says who holds the badge."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.kernel.application import Application
from app.kernel.transaction import transaction
from badges import queries
from badges.service.publish import pause_badge, resume_badge
from tests.badges.test_awards import badges_held_by, completed, reopened
from tests.badges.test_versions import award_for_past, publish_version
from tests.examples import examples
from tests.makers import catch_up, make_people, tell

MISSIONS = ("one", "two", "three")
_numbers = count(1)


@dataclass
class PlainBadge:
    """The rule of versions in plain Python: what is in force, what was done, and the rule of the award."""

    rule: frozenset[str] = frozenset()
    is_paused: bool = False
    done: set[str] = field(default_factory=set)
    awarded_by: frozenset[str] | None = None

    def judge(self) -> None:
        """Who has an award keeps it while its own rule holds; who has none gets it by the rule in force."""
        if self.awarded_by is not None:
            self.awarded_by = self.awarded_by if self.awarded_by <= self.done else None
        elif self.rule and not self.is_paused and self.rule <= self.done:
            self.awarded_by = self.rule


@dataclass
class Run:
    """One badge and one person of an example, and the plain rule beside them."""

    slug: str
    person_id: int
    plain: PlainBadge = field(default_factory=PlainBadge)
    numbers: dict[str, int] = field(default_factory=dict)

    def publish(self, *missions: str) -> None:
        """Put a version in force that takes all of these."""
        publish_version(self.slug, *(f"{self.slug}-{mission}" for mission in missions))
        self.plain.rule, self.plain.is_paused = frozenset(missions), False

    def pause_or_resume(self) -> None:
        """Pause what is published, resume what is paused."""
        if not self.plain.rule:
            return
        with transaction():
            (resume_badge if self.plain.is_paused else pause_badge)(queries.get_badge(self.slug))
        self.plain.is_paused = not self.plain.is_paused

    def act(self, mission: str) -> None:
        """Complete a mission, or take its completion back."""
        name = f"{self.slug}-{mission}"
        if mission in self.plain.done:
            tell(reopened(name, self.person_id, number=self.numbers[mission]))
        else:
            self.numbers[mission] = next(_numbers)
            tell(completed(name, self.person_id, number=self.numbers[mission]))
        self.plain.done ^= {mission}

    def settle(self) -> None:
        """Let the reader judge the facts, then the due step the past."""
        catch_up(["badges"])
        self.plain.judge()
        award_for_past()
        self.plain.judge()


ACTS = st.sampled_from(MISSIONS).map(lambda mission: ("act", (mission,)))
VERSIONS = st.lists(st.sampled_from(MISSIONS), min_size=1, max_size=2, unique=True).map(
    lambda missions: ("publish", tuple(missions))
)
PAUSES = st.just(("pause_or_resume", ()))


@pytest.mark.property
@settings(max_examples=examples(8), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.one_of(ACTS, VERSIONS, PAUSES), min_size=4, max_size=12))
def test_whatever_happens_in_whatever_order_a_person_has_what_the_plain_rule_says(
    app: Application, steps: list[tuple[str, tuple[str, ...]]]
) -> None:
    with transaction():
        run = Run(f"run-{next(_numbers)}", make_people(1)[0])
    for name, missions in steps:
        getattr(run, name)(*missions)
        run.settle()
        assert (badges_held_by(run.person_id) == [run.slug]) == (run.plain.awarded_by is not None)
