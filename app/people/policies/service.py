"""The use cases of policies: switch a feature off in a place, and on again; never for past days."""

from __future__ import annotations

from dataclasses import dataclass

from app.journal.service import NewFact, append_facts
from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict, Invalid
from app.people.policies import queries
from app.people.policies.models import Policy
from app.people.policies.switches import PolicyScope, SwitchableFeature


class FeatureAlreadyOff(Conflict):
    """It is switched off there already."""


class FeatureAlreadyOn(Conflict):
    """It is back on already."""


@dataclass(frozen=True)
class PolicyPlace:
    """How far a switch reaches; the company has no id."""

    scope: PolicyScope
    id: int | None = None


COMPANY = PolicyPlace(PolicyScope.COMPANY)


def switch_feature_off(
    feature: SwitchableFeature, place: PolicyPlace, *, reason: str, by_id: int | None = None
) -> Policy:
    """Switch `feature` off in `place` from now on. What was earned stays; what happens while it is off never counts."""
    if not queries.is_policy_place(place.scope, place.id):
        raise Invalid("There is no such place.")
    if not reason.strip():
        raise Invalid("Say why: people may ask.")
    if queries.find_open_policy(feature, place.scope, place.id):
        raise FeatureAlreadyOff("It is switched off there already.")
    policy = Policy(
        feature=feature, scope=place.scope, scope_id=place.id, since=clock.now(), reason=reason.strip(), set_by_id=by_id
    )
    session().add(policy)
    session().flush()
    _record_policy_change(policy, "off")
    return policy


def switch_feature_on(policy: Policy, *, by_id: int | None = None) -> None:
    """Switch the feature on again from now on; the days without it stay without it."""
    if policy.until is not None:
        raise FeatureAlreadyOn("It is back on already.")
    policy.until, policy.ended_by_id = clock.now(), by_id
    _record_policy_change(policy, "on")


def _record_policy_change(policy: Policy, state: str) -> None:
    body = {"feature": policy.feature, "scope": policy.scope, "scope_id": policy.scope_id, "state": state}
    key = f"policy:{policy.id}:{state}"
    append_facts([NewFact(kind="policy.changed", source_key=key, occurred_at=clock.now(), body=body)])
