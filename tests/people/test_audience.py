"""Points are private by default, and no role opens somebody else's."""

from __future__ import annotations

import pytest

from app.people.points_visibility import PointsAudience, Viewer, may_see_points
from app.people.roles import GIVEN_ROLES, HR, MANAGER, PERSON

OWNER, COLLEAGUE = 1, 2


def sees(audience: PointsAudience, *grants: str, same_unit: bool = True, person_id: int | None = COLLEAGUE) -> bool:
    viewer = Viewer(person_id, frozenset({PERSON, *grants}))
    return may_see_points(viewer, OWNER, audience=audience, same_unit=same_unit)


@pytest.mark.parametrize("audience", list(PointsAudience))
@pytest.mark.parametrize("role", [PERSON, MANAGER, HR])
def test_everyone_sees_their_own_points(audience: PointsAudience, role: str) -> None:
    assert sees(audience, role, person_id=OWNER)


def test_private_points_are_seen_by_nobody_else() -> None:
    assert not sees(PointsAudience.ME)


def test_a_team_sees_what_is_shown_to_it_and_others_do_not() -> None:
    assert sees(PointsAudience.TEAM, same_unit=True)
    assert not sees(PointsAudience.TEAM, same_unit=False)


def test_everyone_sees_what_is_shown_to_everyone() -> None:
    assert sees(PointsAudience.EVERYONE, same_unit=False)


@pytest.mark.parametrize("audience", list(PointsAudience))
@pytest.mark.parametrize("role", [MANAGER, HR])
def test_managers_and_hr_see_nobody_elses_points_whatever_was_chosen(audience: PointsAudience, role: str) -> None:
    assert not sees(audience, role)


@pytest.mark.parametrize("role", sorted(GIVEN_ROLES - {HR}))
def test_no_role_opens_private_points(role: str) -> None:
    assert not sees(PointsAudience.ME, role)


@pytest.mark.parametrize("audience", list(PointsAudience))
def test_a_machine_sees_no_points(audience: PointsAudience) -> None:
    assert not sees(audience, "scope:boards:read", person_id=None)
