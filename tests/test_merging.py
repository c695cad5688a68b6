"""Two accounts of one human, merged at any moment, stand as if one person had done all from the start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.journal.service import NewFact
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import Person, Site, Unit
from missions.service.enrol import enrol_people_in_missions
from tests.examples import examples
from tests.makers import catch_up, make_people, tell
from tests.missions.counted_streams import Act, TakeBack, acts, build_fact, take_backs
from tests.people.merging.two import merge
from tests.test_disorder import a_team, game, outcome

__all__ = ["game"]
NEVER_TOWARDS_ONESELF = ("answer.accepted", "post.shared", "answer.created")
_runs = count()


@dataclass(frozen=True)
class Step:
    """An act or an undo, with which account its human did it, and towards which account of theirs it was."""

    what: Act | TakeBack
    by_other: bool
    towards_other: bool


steps = st.builds(
    Step, what=st.one_of(acts, acts, acts, take_backs), by_other=st.booleans(), towards_other=st.booleans()
)


def with_two_accounts(stream: Sequence[Step], people: Sequence[int], other: int, source: str) -> list[NewFact]:
    """The facts of people of whom the first has another account."""
    sent = list[NewFact]()
    for step in stream:
        fact = build_fact(step.what, sent, people, source)
        if fact.actor_id in (people[0], other):
            fact = replace(fact, actor_id=other if step.by_other else people[0])
        if fact.counterpart_id == people[0]:
            fact = replace(fact, counterpart_id=other if step.towards_other else people[0])
        sent.append(fact)
    return [fact for fact in map(as_taken_in, sent) if fact]


def as_taken_in(fact: NewFact) -> NewFact | None:
    """The fact as the intake writes it: nobody likes, answers or accepts themselves, and nobody is opposite themselves."""
    if fact.actor_id is None or fact.actor_id != fact.counterpart_id:
        return fact
    return None if fact.kind in NEVER_TOWARDS_ONESELF else replace(fact, counterpart_id=None)


def as_others(fact: NewFact, ids: dict[int, int], source: str) -> NewFact | None:
    """The same fact about these people."""
    actor, counterpart = (
        ids.get(fact.actor_id or 0, fact.actor_id),
        ids.get(fact.counterpart_id or 0, fact.counterpart_id),
    )
    named = replace(fact, actor_id=actor, counterpart_id=counterpart, source=source)
    if fact.object is not None:
        named = replace(named, object=fact.object.replace(fact.source, source))
    if fact.kind == "object.deleted":
        named = replace(named, undoes=(fact.undoes or "").replace(fact.source, source))
    return as_taken_in(named)


def make_other_account(person_id: int) -> int:
    """A second account of somebody, in the same team."""
    person = session().get_one(Person, person_id)
    site, unit = session().get_one(Site, person.site_id), session().get_one(Unit, person.unit_id)
    (other,) = make_people(1, site=site, unit=unit, on_boards=True)
    enrol_people_in_missions([other])
    return other


def first_of(standing: Any) -> object:
    """The part of the outcome that is the first person's own."""
    progress, points, earned, _, badges, _ = standing
    return [row[1:] for row in progress if row[0] == 0], points[0], earned[0], badges[0]


@pytest.mark.property
@settings(max_examples=examples(6), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stream=st.lists(steps, min_size=1, max_size=16), moment=st.integers(0, 16), cut=st.integers(0, 16))
def test_a_merge_at_any_moment_gives_what_one_person_would_have(
    game: None, stream: list[Step], moment: int, cut: int
) -> None:
    """The readers have read the facts up to the cut when both are merged. Where that was all, their human stands right at once."""
    run = next(_runs)
    two, single = a_team(), a_team()
    with transaction():
        other = make_other_account(two[0])
    facts = with_two_accounts(stream, two, other, f"two-{run}")
    alone = dict(zip([*two, other], [*single, single[0]], strict=True))
    tell(*filter(None, [as_others(fact, alone, f"single-{run}") for fact in facts]))
    tell(*facts[: min(moment, cut)])
    catch_up()
    tell(*facts[cut:moment])
    merge(two[0], other)
    if len(facts) <= moment <= cut:
        assert first_of(outcome(two)) == first_of(outcome(single))
    tell(*filter(None, [as_others(fact, {other: two[0]}, fact.source) for fact in facts[moment:]]))
    catch_up()
    assert outcome(two) == outcome(single)
