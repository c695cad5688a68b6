"""Reads of policies: the features that are off for a person, and the history of each place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, text

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import NotFound
from app.people.models import Region, Site, Unit
from app.people.policies.models import Policy
from app.people.policies.switches import PolicyScope

_FEATURES_OFF = text("select unnest(features_off) from member_at(:now) where id = :person_id")
_HISTORY = text(
    """
    select o.id, o.feature, o.scope, coalesce(r.name, s.name, u.name, '') as place, o.since, o.until, o.reason
    from policy o
    left join region r on o.scope = 'region' and r.id = o.scope_id
    left join site s on o.scope = 'site' and s.id = o.scope_id
    left join unit u on o.scope = 'unit' and u.id = o.scope_id
    order by o.until is not null, o.since desc, o.id desc
    """
)

_PLACES = {
    PolicyScope.REGION: select(Region.id, Region.name).where(Region.merged_into_id.is_(None)).order_by(Region.name),
    PolicyScope.SITE: select(Site.id, Site.name).where(Site.merged_into_id.is_(None)).order_by(Site.name),
    PolicyScope.UNIT: select(Unit.id, Unit.name).where(Unit.merged_into_id.is_(None)).order_by(Unit.name),
}


@dataclass(frozen=True)
class PolicyRecord:
    """One line of the history, with the name of its place."""

    id: int
    feature: str
    scope: str
    place: str
    since: datetime
    until: datetime | None
    reason: str


def list_features_off_for_person(person_id: int) -> frozenset[str]:
    """The features that are switched off for a person at this moment."""
    return frozenset(session().scalars(_FEATURES_OFF, {"person_id": person_id, "now": clock.now()}))


def list_policies() -> list[PolicyRecord]:
    """The policies in force, then those that ended, each the latest first."""
    return [PolicyRecord(*row) for row in session().execute(_HISTORY)]


def get_policy(policy_id: int) -> Policy:
    """The policy of that number; NotFound when there is none."""
    policy = session().get(Policy, policy_id)
    if policy is None:
        raise NotFound("There is no such switch.")
    return policy


def find_open_policy(feature: str, scope: str, scope_id: int | None) -> Policy | None:
    """The switch that is off there now, without end."""
    same = (Policy.feature == feature, Policy.scope == scope, Policy.scope_id.is_not_distinct_from(scope_id))
    return session().scalar(select(Policy).where(*same, Policy.until.is_(None)))


def list_policy_places(scope: PolicyScope) -> Sequence[tuple[int, str]]:
    """The regions, sites or units that a switch may reach, by name."""
    return [(row.id, row.name) for row in session().execute(_PLACES[scope])]


def is_policy_place(scope: PolicyScope, scope_id: int | None) -> bool:
    """Whether there is such a place; the company needs none."""
    if scope is PolicyScope.COMPANY or scope_id is None:
        return scope is PolicyScope.COMPANY and scope_id is None
    return any(place == scope_id for place, _ in list_policy_places(scope))
